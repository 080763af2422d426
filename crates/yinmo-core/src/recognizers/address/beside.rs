//! What stands right before an address that no word introduces: a person, an office, or nothing that says whose it is.

use super::super::person;
use crate::tagger::{Boundary, Care, is_blank, is_han, is_mask, length_at};
use yinmo_data::common_words::starts_name_like;
use yinmo_data::surnames::is_surname;
use yinmo_data::transcription;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Beside {
    Person,
    Office,
    Nothing,
}

/// More characters than the part of a list has that tells whose it is.
const LONGEST: usize = 24;

/// Whose the address is that begins at byte `start`.
pub(super) fn beside(text: &str, start: usize) -> Beside {
    let before = text[..start].trim_end_matches(is_separator);
    let separated = before.len() < start;
    let from = before.char_indices().rev().take(LONGEST).take_while(|&(_, c)| !is_edge(c)).last();
    let Some((from, _)) = from.filter(|_| separated) else { return Beside::Nothing };
    let part = &before[from..];
    if is_padded(before) {
        return Beside::Person;
    }
    if is_of_person(part) {
        Beside::Person
    } else if is_of_office(part) {
        Beside::Office
    } else {
        Beside::Nothing
    }
}

/// Whether a masked number stands there: whoever it is of may be hidden altogether.
pub(super) fn is_masked(text: &str, start: usize) -> bool {
    let before = text[..start].trim_end_matches(is_separator);
    let is_part = |&c: &char| c.is_ascii_digit() || is_mask(c);
    let number = || before.chars().rev().take(LONGEST).take_while(is_part);
    number().any(is_mask) && number().any(|c| c.is_ascii_digit())
}

/// `任　翠`: a name of two characters spaced to the width of three.
fn is_padded(before: &str) -> bool {
    let mut chars = before.chars().rev();
    let given = chars.next().is_some_and(is_han);
    let blanks = chars.clone().take_while(|&c| is_blank(c)).count();
    let mut chars = chars.skip(blanks);
    let surname = chars.next().is_some_and(is_surname);
    given
        && surname
        && (1..=2).contains(&blanks)
        && chars.next().is_none_or(|c| is_edge(c) || c.is_ascii_digit())
}

/// Between the parts of an entry in a list.
const fn is_separator(c: char) -> bool {
    is_blank(c) || matches!(c, '，' | ',' | '(' | '（' | '\t' | '|' | '｜' | '/' | '／')
}

/// Before a part of an entry.
const fn is_edge(c: char) -> bool {
    is_separator(c)
        || matches!(
            c,
            '。' | '；' | ';' | '：' | ':' | '、' | '—' | '–' | '\n' | '\r' | ')' | '）' | '.' | '．' | '①'
                ..='⑳' | '“' | '”' | '《' | '》'
        )
}

fn is_of_person(part: &str) -> bool {
    // `张志素户（…）`, `贵户（…）`.
    let household =
        part.strip_suffix("一家").or_else(|| part.strip_suffix('户')).or_else(|| part.strip_suffix("家庭"));
    if household.is_some_and(|name| matches!(name, "贵" | "该" | "你") || is_name(name)) {
        return true;
    }
    is_trait(part) || is_number(part) || is_name(part) || ends_with_name(part)
}

/// A name as it stands in lists, those without a surname included.
pub(super) fn is_name(part: &str) -> bool {
    let count = part.chars().count();
    let plain = || {
        let name =
            length_at(part, Care::Any).filter(|name| name.len == part.len() && !person::is_no_name(part));
        name.is_some_and(|name| name.end == Boundary::Closed)
            && starts_name_like(part).is_none_or(|word| word < part.len())
    };
    let sounds = || part.chars().filter(|&c| transcription::grade(c) > 0).count();
    let dotted = || part.contains(person::is_dot) && part.chars().all(|c| is_han(c) || person::is_dot(c));
    match count {
        // Of the characters of a name without surname, one may be of any kind.
        2..=6 => plain() || sounds() + count / 3 >= count || dotted(),
        _ => dotted(),
    }
}

/// `转出方庞桐广`, `户主李秀英`: a name behind a word that introduces one.
fn ends_with_name(part: &str) -> bool {
    let starts = part.char_indices().rev().skip(1).take(3).map(|(at, _)| at).filter(|&at| at > 0);
    let mut words = starts.map(|at| part.split_at(at));
    words.any(|(word, name)| {
        (word.ends_with(['方', '人', '户', '员']) || person::CUES.at_end(word).is_some()) && is_name(name)
    })
}

/// What lists say of people between name and address.
fn is_trait(part: &str) -> bool {
    matches!(part, "男" | "女" | "已婚" | "未婚" | "离异" | "丧偶" | "农民" | "村民" | "居民")
        || part.starts_with('患')
        || part.ends_with('级')
            && ["肢体", "视力", "听力", "智力", "精神", "言语", "多重", "伤残", "残疾"]
                .iter()
                .any(|class| part.starts_with(class))
        || ["某", "女士", "先生"].iter().any(|ending| part.ends_with(ending))
        || part.ends_with('族') && part.chars().count() <= 5
        || (part.ends_with('岁') || part.ends_with('生') || part.ends_with("出生"))
            && part.starts_with(|c: char| c.is_ascii_digit() || c == '现' || c == '今')
        || is_age(part)
}

/// `74` in a column; `101` may count anything.
fn is_age(part: &str) -> bool {
    part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit()) && part >= "18"
}

/// An identity or telephone number.
fn is_number(part: &str) -> bool {
    let is_part = |c: char| c.is_ascii_digit() || is_mask(c) || matches!(c, 'X' | 'x' | '-');
    part.len() >= 11 && part.chars().all(is_part)
}

fn is_of_office(part: &str) -> bool {
    const ENDINGS: [&str; 27] = [
        "局",
        "厅",
        "院",
        "所",
        "站",
        "中心",
        "公司",
        "政府",
        "处",
        "店",
        "行",
        "学校",
        "中学",
        "小学",
        "委员会",
        "馆",
        "办公室",
        "协会",
        "厂",
        "科",
        "大厅",
        "窗口",
        "超市",
        "合作社",
        "队",
        "委",
        "银行",
    ];
    ENDINGS.iter().any(|ending| part.ends_with(ending))
}
