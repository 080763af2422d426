//! What stands around the name in a cell of names: a mark that leads to a note, a word for who it is, a relative behind it:
//! `★张伟`, `低保户李建军`, `【新增】秦香莲`, `苟胜之妻付秋菊`.

use yinmo_data::surnames::is_surname;

use super::cues::CUES;
use super::kin::is_kin;
use crate::tagger::{Care, is_blank, is_han, is_mask, length_at};

/// The parts of `cell` that may be names, each with the byte at which it begins.
pub(super) fn names_in(cell: &str) -> Vec<(usize, &str)> {
    let start = marks_before(cell);
    let own = &cell[start..];
    if let Some(at) = behind_word(own) {
        return vec![(start + at, &own[at..])];
    }
    match relative_behind(own) {
        Some((end, next)) => vec![(start, &own[..end]), (start + next, &own[next..])],
        None => vec![(start, own)],
    }
}

/// The marks, numbers and bracketed words before a name, in bytes.
fn marks_before(cell: &str) -> usize {
    const MARKS: &str = "★※▲▼√✔✓◆◇#＃-－+＋·•①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳";
    let mut rest = cell;
    loop {
        let trimmed = rest.trim_start_matches(|c: char| is_blank(c) || MARKS.contains(c));
        // `*建国` hides the surname.
        let unmasked = trimmed.trim_start_matches(|c: char| is_mask(c) && c != '某');
        let trimmed = if starts_with_name(unmasked) { unmasked } else { trimmed };
        let noted =
            [('【', '】'), ('[', ']'), ('［', '］'), ('〔', '〕')].iter().find_map(|&(open, close)| {
                let (note, after) = trimmed.strip_prefix(open)?.split_once(close)?;
                (note.chars().count() <= 6 && starts_with_name(after)).then_some(after)
            });
        let next = noted.unwrap_or(trimmed);
        if next.len() == rest.len() {
            return cell.len() - rest.len();
        }
        rest = next;
    }
}

/// Whether a name with a surname begins here that is longer than that.
fn starts_with_name(text: &str) -> bool {
    text.starts_with(is_surname) && length_at(text, Care::Any).is_some()
}

/// Where the name begins behind a word for who it is: `低保户|李建军`, `原户主|陈桂兰`.
fn behind_word(own: &str) -> Option<usize> {
    const MORE: [&str; 12] = [
        "原户主",
        "新户主",
        "新户",
        "外嫁女",
        "上门女婿",
        "脱贫",
        "低保",
        "五保",
        "特困",
        "边缘户",
        "新增",
        "已故",
    ];
    let ends = own.char_indices().map(|(at, _)| at).skip(2).take(6);
    let is_word = |word: &str| {
        MORE.contains(&word) || CUES.at_end(word).is_some_and(|hit| hit.len == word.len() && hit.meaning.bare)
    };
    ends.filter(|&at| is_word(&own[..at]) && (is_name(&own[at..]) || is_hidden(&own[at..]))).last()
}

/// Where somebody's name ends, and where a relative's begins behind the word for them.
fn relative_behind(own: &str) -> Option<(usize, usize)> {
    const WORDS: [&str; 16] = [
        "之妻", "之夫", "之子", "之女", "之父", "之母", "妻子", "丈夫", "儿子", "女儿", "女婿", "儿媳",
        "母亲", "父亲", "配偶", "长子",
    ];
    let ends = own.char_indices().map(|(at, _)| at).skip(2).take(3);
    ends.filter(|&end| is_name(&own[..end])).find_map(|end| {
        let rest = &own[end..];
        let word = WORDS.iter().find(|word| rest.starts_with(**word)).map(|word| word.len());
        let one = || rest.chars().next().filter(|&c| is_kin(c)).map(char::len_utf8);
        let next = end + word.or_else(one)?;
        is_name(&own[next..]).then_some((end, next))
    })
}

/// Whether it is a name that hides already: what stands before it is none for that.
fn is_hidden(text: &str) -> bool {
    let given = text.strip_prefix(is_surname).unwrap_or("");
    (1..=3).contains(&given.chars().count())
        && given.contains(is_mask)
        && given.chars().all(|c| is_han(c) || is_mask(c))
}

/// Whether all of it is a name with a surname: two to four characters.
fn is_name(text: &str) -> bool {
    let count = text.chars().count();
    (2..=4).contains(&count)
        && text.chars().all(is_han)
        && text.starts_with(is_surname)
        && length_at(text, Care::Any).is_some_and(|name| name.len == text.len())
}

#[cfg(test)]
mod tests {
    use super::names_in;

    #[test]
    fn marks_words_and_relatives_are_no_part_of_names() {
        let names = |cell| names_in(cell).into_iter().map(|(_, name)| name).collect::<Vec<_>>();
        for (cell, expected) in [
            ("★张伟", &["张伟"][..]),
            ("*张伟", &["张伟"]),
            ("*建国", &["*建国"]),
            ("①李芳", &["李芳"]),
            ("低保户李建军", &["李建军"]),
            ("原户主陈桂兰", &["陈桂兰"]),
            ("【新增】秦香莲", &["秦香莲"]),
            ("苟胜之妻付秋菊", &["苟胜", "付秋菊"]),
            ("张伟妻李梅", &["张伟", "李梅"]),
            ("冯桂枝儿张小宝", &["冯桂枝", "张小宝"]),
            ("朱有福女婿高长河", &["朱有福", "高长河"]),
            ("张伟", &["张伟"]),
            ("王妻莉", &["王妻莉"]),
            ("买买提·艾力江", &["买买提·艾力江"]),
            ("户主", &["户主"]),
            ("低保户李*", &["李*"]),
        ] {
            assert_eq!(names(cell), expected, "{cell}");
        }
    }
}
