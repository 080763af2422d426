//! What a sentence says about the person whose masked number stands in it.

use std::sync::LazyLock;

use regex::Regex;

use super::Row;
use crate::scan::each_three;

/// What a sentence shows, by the columns that a [`Row`] takes it for.
pub const NUMBER: usize = 0;
const BIRTH_DATE: usize = 1;
const AGE: usize = 2;
const SEX: usize = 3;

/// As many bytes before a number and behind it are looked at.
pub const WINDOW: usize = 120;

/// As many digits and hidden ones together are somebody's number, of whom the text goes on to speak.
const NUMBER_LENGTH: usize = 15;

/// Adds to `row` what the sentence says, of which `before` stands before the masked number and `after` behind it. What
/// is about the owner of another number is left out; where it is said twice, what stands before the number counts.
///
/// ```
/// use yinmo_core::risk::{Row, sentence};
/// let mut row = Row::new(2026);
/// row.show(sentence::NUMBER, "resident-id", "330106********0017");
/// sentence::show(&mut row, "王*坪，男，1901年2月3日出生，身份证号", "，住三墩镇。");
/// assert_eq!(row.candidates(), Some(1));
/// ```
pub fn show(row: &mut Row, before: &str, after: &str) {
    let before = &before[begin_of_clause(before)..];
    let after = &after[..end_of_clause(before, after)];
    let before = &before[numbers(before).last().map_or(0, |(_, end)| end)..];
    let after = &after[..numbers(after).next().map_or(after.len(), |(start, _)| start)];
    add(row, |find| find(before).or_else(|| find(after)));
}

/// Where what is said of the same person begins: with the sentence, with the one before if this one goes on about `其`,
/// with the first field of a form.
fn begin_of_clause(before: &str) -> usize {
    let start = before.rfind(ENDS).map_or(0, |at| at + width_at(before, at));
    let goes_on = ["其", "该", "本人", "他", "她"].iter().any(|word| before[start..].starts_with(word));
    if goes_on && start > 0 && !before[..start].ends_with('\n') {
        let end = start - before[..start].chars().next_back().map_or(0, char::len_utf8);
        return before[..end].rfind(ENDS).map_or(0, |at| at + width_at(before, at));
    }
    let mut from = start;
    while before[..from].ends_with('\n') && is_field(&before[from..]) && !names_somebody(&before[from..]) {
        let end = from - 1;
        let line = before[..end].rfind('\n').map_or(0, |at| at + 1);
        if !is_field(&before[line..end]) {
            break;
        }
        from = line;
    }
    from
}

/// Where it ends behind a number: with the sentence, or with the last field of a form.
fn end_of_clause(before: &str, after: &str) -> usize {
    let end = after.find(ENDS).unwrap_or(after.len());
    let line = before.rsplit('\n').next().unwrap_or("");
    if !line.contains(['：', ':']) || !after[end..].starts_with(['\n', '\r']) {
        return end;
    }
    let lines = after[end..].split_inclusive('\n').enumerate();
    let fields = lines.take_while(|(nth, line)| *nth == 0 || is_field(line) && !names_somebody(line));
    end + fields.map(|(_, line)| line.len()).sum::<usize>()
}

fn width_at(text: &str, at: usize) -> usize {
    text[at..].chars().next().map_or(0, char::len_utf8)
}

/// `出生日期：1935年3月4日`.
fn is_field(line: &str) -> bool {
    const LONGEST_LABEL: usize = 24;
    line.trim()
        .split_once(['：', ':'])
        .is_some_and(|(label, _)| (1..=LONGEST_LABEL).contains(&label.trim().len()))
}

/// `姓名：王*坪`: the first field of a form about somebody.
fn names_somebody(line: &str) -> bool {
    let label = line.trim().split(['：', ':']).next().unwrap_or("");
    ["姓名", "户主", "申请人", "名字"].iter().any(|word| label.contains(word))
}

/// Adds what a clause says of the person whom it is about: dates of birth, ages, sex.
pub fn say(row: &mut Row, clause: &str) {
    add(row, |find| find(clause));
}

/// How a fact is found in a text.
type Find = fn(&str) -> Option<&str>;

fn add<'t>(row: &mut Row, said: impl Fn(Find) -> Option<&'t str>) {
    let facts: [(usize, &str, Find); 3] =
        [(BIRTH_DATE, "birth-date", birth), (AGE, "age", age), (SEX, "sex", sex)];
    for (column, id, find) in facts {
        row.show(column, id, said(find).unwrap_or(""));
    }
}

/// Where the sentence ends in which byte `at` stands, or the text, or as many bytes as are looked at.
pub fn end_after(text: &str, at: usize) -> usize {
    let mut near = text.len().min(at + 2 * WINDOW);
    while !text.is_char_boundary(near) {
        near += 1;
    }
    text[at..near].find(ENDS).map_or(near, |len| at + len)
}

/// Numbers as long as an identity number, whole or masked: where each begins and ends, in bytes.
pub fn long_numbers(text: &str) -> impl Iterator<Item = (usize, usize)> {
    numbers(text)
}

/// Where a sentence, or a clause about somebody, ends.
const ENDS: [char; 8] = ['。', '；', ';', '！', '？', '\n', '\r', '\u{2029}'];

/// The masked numbers in a text: where each begins and ends, in bytes. Whole numbers, and masks without a digit, are left
/// out.
///
/// ```
/// use yinmo_core::risk::sentence::masked_numbers;
/// let text = "身份证号330106********0017，手机13800012001";
/// let found: Vec<&str> = masked_numbers(text).map(|(start, end)| &text[start..end]).collect();
/// assert_eq!(found, ["330106********0017"]);
/// ```
pub fn masked_numbers(text: &str) -> impl Iterator<Item = (usize, usize)> {
    let mut end = 0;
    std::iter::from_fn(move || {
        loop {
            // Masks are rare: a number is looked for around each.
            let mask = next_hiding(text, end)?;
            let start = end + text[end..mask].trim_end_matches(belongs).len();
            end = text.len() - text[mask..].trim_start_matches(belongs).len();
            let run = &text[start..end];
            if run.chars().count() >= SHORTEST && run.contains(|c: char| c.is_ascii_digit()) {
                return Some((start, end));
            }
        }
    })
}

/// The first character from byte `at` on that hides a digit.
fn next_hiding(text: &str, at: usize) -> Option<usize> {
    let rest = &text[at..];
    let hides = |i: usize| rest.get(i..).and_then(|rest| rest.chars().next()).is_some_and(is_hiding);
    // Bytes are looked at in threes, so that the last two are left.
    let last = rest.len().saturating_sub(2)..rest.len();
    each_three(rest.as_bytes(), may_hide)
        .find(|&i| hides(i))
        .or_else(|| last.into_iter().find(|&i| hides(i)))
        .map(|i| at + i)
}

/// Whether a sign for which [`is_hiding`] may begin with these bytes. Most of Chinese text is passed without being asked
/// character by character.
const fn may_hide(a: u8, b: u8, c: u8) -> bool {
    let asterisk = (a == b'*') | (a == 0xEF) & (b == 0xBC) & (c == 0x8A);
    let times = (a == 0xC3) & (b == 0x97);
    // `※` and what stands among the shapes and the operators.
    let shape = (a == 0xE2) & ((b == 0x80) & (c == 0xBB) | (b.wrapping_sub(0x88) <= 0x98 - 0x88));
    asterisk | times | shape
}

/// `138***78`: fewer characters are no masked number.
const SHORTEST: usize = 8;

fn numbers(text: &str) -> impl Iterator<Item = (usize, usize)> {
    runs(text, NUMBER_LENGTH)
}

/// Runs of at least so many digits and hiding characters.
fn runs(text: &str, least: usize) -> impl Iterator<Item = (usize, usize)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = at + text[at..].find(belongs)?;
            let run = &text[start..];
            let length = run.find(|c: char| !belongs(c)).unwrap_or(run.len());
            at = start + length;
            if run[..length].chars().count() >= least {
                return Some((start, at));
            }
        }
    })
}

fn belongs(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, 'X' | 'x' | '０'..='９') || is_hiding(c)
}

fn is_hiding(c: char) -> bool {
    crate::scan::is_mask_char(c) || matches!(c, '█' | '×')
}

/// `1935年3月4日出生`, `1935年3月生`, `生于1935-03-04`.
fn birth(text: &str) -> Option<&str> {
    static BIRTH: LazyLock<Regex> = LazyLock::new(|| {
        let date =
            r"[12][0-9]{3}(?:年(?:[0-9]{1,2}月(?:[0-9]{1,2}日)?)?|[./-][0-9]{1,2}(?:[./-][0-9]{1,2})?)";
        let labels = "出生日期|出生年月日?|出生时间|出生于|生于|生日";
        Regex::new(&format!(r"({date})(?:出生|生)|(?:{labels})[:：为是]?\s*({date}|[12][0-9]{{7}})"))
            .expect("valid")
    });
    let found = BIRTH.captures(text)?;
    found.get(1).or(found.get(2)).map(|date| date.as_str())
}

/// `74岁`, `年龄：74`; not `60周岁以上`.
fn age(text: &str) -> Option<&str> {
    static AGE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"([0-9]{1,3})周?岁(以[上下])?|年龄[:：]?\s*([0-9]{1,3})").expect("valid")
    });
    let found = AGE.captures_iter(text).find(|found| found.get(2).is_none())?;
    found.get(1).or(found.get(3)).map(|age| age.as_str())
}

/// `，男，`, `（女）`, `性别：女`.
fn sex(text: &str) -> Option<&str> {
    static SEX: LazyLock<Regex> = LazyLock::new(|| {
        let (before, after) = (r"(?:^|[，,、（(\s：:|]|性别)", r"(?:$|[，,、）)\s|]|性)");
        Regex::new(&format!("{before}([男女]){after}")).expect("valid")
    });
    SEX.captures(text)?.get(1).map(|sex| sex.as_str())
}

#[cfg(test)]
mod tests {
    use super::{NUMBER, age, birth, masked_numbers, sex, show};
    use crate::risk::Row;

    fn candidates(text: &str) -> Vec<u64> {
        let rows = masked_numbers(text).filter_map(|(start, end)| {
            let mut row = Row::new(2026);
            row.show(NUMBER, "resident-id", &text[start..end]);
            show(&mut row, &text[..start], &text[end..]);
            row.candidates()
        });
        rows.collect()
    }

    #[test]
    fn a_masked_number_is_a_run_with_a_mask_and_a_digit() {
        let found = |text| masked_numbers(text).map(|(start, end)| &text[start..end]).collect::<Vec<_>>();
        assert_eq!(found("138****2006，６２２２×××××××0017"), ["138****2006", "６２２２×××××××0017"]);
        assert_eq!(found("（1380001****）“3301●●●●●●0017”x"), ["1380001****", "3301●●●●●●0017"]);
        assert!(found("********，13800012001，12*34，**加粗**").is_empty());
    }

    #[test]
    fn every_sign_that_hides_is_seen_wherever_it_stands() {
        let hiding = ('\0'..='\u{FFFF}').filter(|&c| super::is_hiding(c));
        for c in hiding {
            for before in 0..40 {
                let text = format!("{}1{c}", "字，".repeat(before));
                assert_eq!(super::next_hiding(&text, 0), Some(text.len() - c.len_utf8()), "{c} {before}");
                assert_eq!(super::next_hiding(&text, text.len()), None);
            }
        }
    }

    #[test]
    fn what_the_sentence_says_counts() {
        for (text, expected) in [
            ("王*坪，男，1901年2月3日出生，身份证号330106********0017，住三墩镇。", 1..2),
            ("王*坪（身份证号330106********0017，生于1901-02-03）", 1..2),
            ("王*坪，1901年2月出生，身份证号330106********0017", 1..5),
            ("王*坪，125岁，身份证号330106********0017", 50..100),
            ("生于1901年2月3日的有一人。身份证号330106********0017", 1_000..10_000),
            ("60周岁以上的王*坪，身份证号330106********0017", 1_000..10_000),
            ("王*坪，1901年2月3日出生。其身份证号为330106********0017。", 1..2),
            ("姓名：王*坪\n身份证号：330106********0017\n出生日期：1901年2月3日\n", 1..2),
            ("姓名：王*坪\r\n出生日期：1901-02-03\r\n性别：男\r\n身份证号：330106********0017\r\n", 1..2),
            (
                "出生日期：1901-02-03\n姓名：王*坪\n身份证号：330106********0017\n姓名：李*\n年龄：125\n",
                1_000..10_000,
            ),
            ("出生日期不详。\n1901年2月3日出生的人另有登记。\n身份证号330106********0017\n", 1_000..10_000),
            ("王*坪，男，1901年2月3日出生，身份证号330106************", 500..501),
        ] {
            let found = candidates(text);
            assert!(found.len() == 1 && expected.contains(&found[0]), "{text} {found:?}");
        }
    }

    #[test]
    fn everybody_has_facts_of_his_own() {
        let text = "王*坪，1901年2月3日出生，身份证号330106********0017，李*，1935年出生，身份证号330106********0025";
        let found = candidates(text);
        assert!(found[0] == 1 && (20..50).contains(&found[1]), "{found:?}");
    }

    #[test]
    fn facts() {
        assert_eq!(birth("出生日期：19010203"), Some("19010203"));
        assert_eq!(birth("2019年3月4日公示"), None);
        assert_eq!(age("60周岁以上，年龄：74"), Some("74"));
        assert_eq!(sex("性别女，汉族"), Some("女"));
        assert_eq!(sex("男子监狱"), None);
    }
}
