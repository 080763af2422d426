//! Names that hide whom they name already: `张某某`, `张*强`, `王××`, `李某甲`, `欧阳某某`.

use yinmo_data::given_names;
use yinmo_data::surnames::{is_compound, is_surname};

use super::model::{is_ordinary_word, shipped};
use super::{holds_han, is_han, is_mask};
use crate::text::Span;

/// Every hidden name in `text`, first to last: a surname, what hides the rest, and a character or number that tells
/// several apart.
pub fn anonymous_names(text: &str) -> impl Iterator<Item = Span> + '_ {
    // Where no surname stands, nobody's name is hidden.
    let text = if holds_han(text) { text } else { "" };
    let mut read_to = 0;
    text.char_indices().filter(|&(_, c)| hides(c)).filter_map(move |(at, _)| {
        let start = surname_before(text, at).filter(|_| at >= read_to)?;
        let hidden: usize = text[at..].chars().take_while(|&c| hides(c)).map(char::len_utf8).sum();
        read_to = at + hidden + told_apart(&text[at + hidden..]);
        Some(Span::new(start, read_to))
    })
}

fn hides(c: char) -> bool {
    c == '某' || is_mask(c)
}

/// Where the surname right before `at` begins.
fn surname_before(text: &str, at: usize) -> Option<usize> {
    let mut before = text[..at].char_indices().rev();
    let (start, last) = before.next()?;
    match before.next() {
        Some((start, first)) if is_compound(first, last) => Some(start),
        // 某区某路 is a place.
        _ if "区路镇乡村市县街".contains(last) => None,
        _ if is_surname(last) => Some(start),
        _ => None,
    }
}

/// How many bytes tell one hidden name from another: 甲, 乙, …, a number, or a last character that is not hidden.
fn told_apart(rest: &str) -> usize {
    const STEMS: &str = "甲乙丙丁戊己庚辛壬癸";
    let mut chars = rest.chars();
    match (chars.next(), chars.next()) {
        (Some(c), next) if c.is_ascii_digit() && !next.is_some_and(counts) => c.len_utf8(),
        (Some(c), _) if STEMS.contains(c) => c.len_utf8(),
        (Some(c), _)
            if is_han(c)
                && given_names::plausibility(c) >= LIKE_A_NAME
                && !BEHIND_NAMES.contains(c)
                && !begins_word(rest) =>
        {
            c.len_utf8()
        }
        _ => 0,
    }
}

/// Whether an ordinary word begins behind what is hidden: `林某某|如实供述`, `陈某|海洛因`.
fn begins_word(rest: &str) -> bool {
    let ends = rest.char_indices().map(|(at, c)| at + c.len_utf8()).take(3).skip(1);
    ends.into_iter().any(|end| is_ordinary_word(&rest[..end], shipped().lexicon()))
}

/// Whether a digit before `c` counts something: `张某0.5克`, `王某2次`.
fn counts(c: char) -> bool {
    c.is_ascii_digit() || ".,克包次袋名小个颗粒支人元时万月日年".contains(c)
}

/// How plausible in a given name a character must be to be the last of a half-hidden one.
const LIKE_A_NAME: u8 = 2;

/// Characters of given names that more often stand behind a name.
const BEHIND_NAMES: &str = "于在等后以处的家诉称与和系到从将向对因被把又即已名共另未出持犯为同经有来去可能当时给先进行使用开打得之所以及或两三二一至让见";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_names_are_seen_whole() {
        for (text, names) in [
            ("张某某与李某甲、王*强（男）", vec!["张某某", "李某甲", "王*强"]),
            ("被告人陈某1、欧阳某某到庭", vec!["陈某1", "欧阳某某"]),
            ("某某公司、某日、*号", vec![]),
            ("赵××驾车", vec!["赵××"]),
            ("吸毒人员李某华吸食，黄某于2015年以张某0.05克", vec!["李某华", "黄某", "张某"]),
            ("沙坪坝区某广场", vec![]),
            (
                "胡某某多次联系林某，林某某如实供述，陈某海洛因一包，杨××通过网络，钱某至此",
                vec!["胡某某", "林某", "林某某", "陈某", "杨××", "钱某"],
            ),
            ("谢某平，赵某海（男）", vec!["谢某平", "赵某海"]),
        ] {
            let found: Vec<&str> = anonymous_names(text).map(|span| span.of(text)).collect();
            assert_eq!(found, names, "{text}");
        }
    }
}
