//! Where a house without a number stands, by what is near it: `村东头第三家`, `供销社对面`, `老粮站院内`.

use std::sync::LazyLock;

use super::endings::is_foreign;
use super::numbers::{self, Unit};
use crate::tagger::{Boundary, Care, Gate, is_han, length_at};

/// A landmark's longest name, in characters.
const NAME: usize = 8;

/// How far the words behind a place go that say where near something it is.
pub(super) fn at(rest: &str) -> Option<usize> {
    let len = edge(rest).or_else(|| beside(rest)).or_else(|| side(rest)).or_else(|| ranked(rest))?;
    Some(len + rank(&rest[len..]).unwrap_or(0))
}

/// `赵家石坎|第二户`: one of the houses of a hamlet.
fn ranked(rest: &str) -> Option<usize> {
    rank(rest).filter(|_| rest.starts_with('第')).map(|_| 0)
}

/// `村东头`, `村口`, `西北角`: an edge of the place itself.
fn edge(rest: &str) -> Option<usize> {
    let place = rest.strip_prefix(['村', '屯', '庄', '寨', '组']).unwrap_or(rest);
    let side = longest(place, &SIDES).unwrap_or(0);
    let behind = &place[side..];
    let edge = behind.chars().next().filter(|c| "头口尾边角首侧".contains(*c))?.len_utf8();
    let bare = place.len() == rest.len();
    let fits = !bare || side > 0 || rank(&behind[edge..]).is_some();
    (fits && may_close(&behind[edge..])).then(|| rest.len() - behind.len() + edge)
}

/// Whether a house is counted from something: `漆树坪坡上|第四家`.
pub(super) fn is_counted(rest: &str) -> bool {
    let mut ends =
        rest.char_indices().take(NAME + 1).take_while(|&(_, c)| is_han(c) && (!is_foreign(c) || c == '第'));
    ends.any(|(at, _)| {
        at > 0 && rank(&rest[at..]).is_some_and(|len| rest[at..at + len].ends_with(['家', '户']))
    })
}

/// `桥头|边`: on which side of what was named.
fn side(rest: &str) -> Option<usize> {
    let len = rest.chars().next().filter(|c| "边旁下后前".contains(*c))?.len_utf8();
    may_close(&rest[len..]).then_some(len)
}

/// `供销社对面`: something well known, and on which side of it.
fn beside(rest: &str) -> Option<usize> {
    let mut at = 0;
    for (count, c) in rest.chars().take(NAME).enumerate() {
        if count >= 2
            && BEGIN.is_open(c)
            && let Some(len) = longest(&rest[at..], &RELATIONS)
            && may_close(&rest[at + len..])
        {
            return Some(at + len);
        }
        // `曾家角村口第一户`.
        if count >= 2
            && rest[at..].starts_with(['村', '屯', '寨'])
            && let Some(len) = edge(&rest[at..])
        {
            return Some(at + len);
        }
        if count >= 2 && rank(&rest[at..]).is_some_and(|len| rest[at..at + len].ends_with(['家', '户'])) {
            return Some(at);
        }
        if !is_han(c) || is_foreign(c) {
            return None;
        }
        at += c.len_utf8();
    }
    let len = longest(&rest[at..], &RELATIONS)?;
    may_close(&rest[at + len..]).then_some(at + len)
}

/// Whether behind a side nothing goes on that would make it part of a word: `院内|第三家`, but `国内生产`.
fn may_close(after: &str) -> bool {
    !after.starts_with(char::is_alphanumeric)
        || rank(after).is_some()
        || after.starts_with(['的', '一', '有', '发', '居', '住', '等', '为'])
        || after.starts_with(|c: char| c.is_ascii_digit())
            && (numbers::at(after).is_some_and(|number| matches!(number.unit, Unit::Door | Unit::Part))
                || numbers::room(after) >= 3)
        || length_at(after, Care::Usual).is_some_and(|name| name.score >= 45 && name.end > Boundary::Open)
}

/// `第三家`, `第5户`: which of those that stand there; `往北200米`; what stands there.
fn rank(text: &str) -> Option<usize> {
    if let Some(counted) = text.strip_prefix('第') {
        let count = numbers::count(counted);
        let unit = ["家", "户", "排", "栋", "间"].iter().find(|unit| counted[count..].starts_with(**unit));
        return unit.filter(|_| count > 0).map(|unit| '第'.len_utf8() + count + unit.len());
    }
    ["平房", "小楼", "瓦房", "楼房", "小院", "院子"]
        .iter()
        .find(|word| text.starts_with(**word))
        .map(|word| word.len())
}

fn longest(text: &str, words: &[&str]) -> Option<usize> {
    words.iter().filter(|word| text.starts_with(**word)).map(|word| word.len()).max()
}

/// The first characters of relations: the cheap question.
static BEGIN: LazyLock<Gate> =
    LazyLock::new(|| Gate::of_chars(RELATIONS.iter().filter_map(|word| word.chars().next())));

const SIDES: [&str; 10] = ["东南", "东北", "西南", "西北", "东", "西", "南", "北", "前", "后"];

const RELATIONS: [&str; 50] = [
    "对面",
    "斜对面",
    "对过",
    "对门",
    "隔壁",
    "旁边",
    "旁",
    "旁侧",
    "边上",
    "边",
    "侧面",
    "后",
    "前",
    "楼上",
    "楼下",
    "后面",
    "后边",
    "后院",
    "背后",
    "后头",
    "前面",
    "前边",
    "前院",
    "底下",
    "下面",
    "下边",
    "脚下",
    "下",
    "上面",
    "院内",
    "院里",
    "大院内",
    "里面",
    "里边",
    "内",
    "东头",
    "西头",
    "南头",
    "北头",
    "东边",
    "西边",
    "南边",
    "北边",
    "东侧",
    "西侧",
    "南侧",
    "北侧",
    "东南角",
    "西北角",
    "尽头",
];
