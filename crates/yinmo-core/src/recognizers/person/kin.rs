//! Names in a list of a household, each right behind one character for the relative: `父窦芃（63岁）、母韦璐瑶`.
//!
//! Some of these characters are surnames too, though rare ones. So `母润昌` stays one name: what stands behind the
//! character has to be a whole name by itself, and the list has to be one of relatives.

use yinmo_data::common_words;

use super::labelled::{Value, next_item, role_of, value_at};
use super::{Field, claim, is_no_name};
use crate::finding::{Confidence, Evidence, EvidenceSet, Role};
use crate::recognizers::marks::Mark;
use crate::recognizers::{Claim, window_before};
use crate::tagger::is_blank;
use crate::text::Span;

/// The relatives that one character says.
pub(crate) const fn is_kin(c: char) -> bool {
    matches!(
        c,
        '父' | '母'
            | '夫'
            | '妻'
            | '子'
            | '女'
            | '儿'
            | '兄'
            | '弟'
            | '姐'
            | '妹'
            | '嫂'
            | '侄'
            | '媳'
            | '婿'
    )
}

/// Whether the heading of a column says that relatives are listed there.
pub(super) fn is_household(heading: &str) -> bool {
    ["家庭", "成员", "家属", "亲属", "子女", "父母"].iter().any(|word| heading.contains(word))
}

/// Claims the names behind such characters. What was claimed since `from` and begins with the character gives way.
pub(super) fn read(field: &Field<'_>, marks: &[Mark], from: usize, claims: &mut Vec<Claim>) {
    let named: Vec<Claim> = marks
        .iter()
        .filter(|mark| mark.is(Mark::PERSON_CUE) && field.text[mark.at()..].starts_with(is_kin))
        .filter_map(|mark| at(field, mark.at()))
        .collect();
    if named.is_empty() {
        return;
    }
    let mut earlier = claims.split_off(from);
    earlier.retain(|earlier| {
        !named.iter().any(|claim| claim.span.overlaps(earlier.span) && claim.span != earlier.span)
    });
    // What else was seen there counts as well.
    let is_new = |claim: &Claim| !earlier.iter().any(|earlier| earlier.span == claim.span);
    claims.extend(named.into_iter().filter(is_new));
    claims.extend(earlier);
}

/// The name behind the character for a relative at byte `at`.
fn at(field: &Field<'_>, at: usize) -> Option<Claim> {
    let text = field.text;
    let (name, evidence) = name_behind(text, at)?;
    let listed = || {
        field.cell.is_some_and(|cell| is_household(cell.heading))
            || is_in_household(&text[..at])
            || next_item(text, name.end, false)
                .is_some_and(|next| begins_with_relative(&text[next..]) || name_behind(text, next).is_some())
    };
    // Hardly any text that the model learns from has names right behind such a character: that it sees none says little.
    let evidence = evidence.with(Evidence::LabelBefore).with(Evidence::Shape);
    let role = role_of(Role::Citizen, &text[name.end..]);
    listed().then(|| claim(field, name, Confidence::HIGH, role, evidence))
}

/// The name behind a character for a relative at byte `at`, where an item of a list begins, and what speaks for it.
fn name_behind(text: &str, at: usize) -> Option<(Span, EvidenceSet)> {
    let start = at + text[at..].chars().next().filter(|&c| is_kin(c))?.len_utf8();
    let value = &text[start..];
    if !begins_item(&text[..at]) {
        return None;
    }
    let Value::Name { len, evidence, .. } = value_at(value, true, true, false) else { return None };
    let word = common_words::starts_name_like(value).is_some_and(|word| word >= len);
    let is_name = !word && !is_school_year(&value[..len]) && !is_no_name(&value[..len]);
    is_name.then(|| (Span::new(start, start + len), evidence))
}

/// `妻子滕婧`: the next in the list is a relative, by a longer word.
fn begins_with_relative(text: &str) -> bool {
    const WORDS: [&str; 17] = [
        "父亲", "母亲", "妻子", "丈夫", "配偶", "儿子", "女儿", "长子", "次子", "长女", "次女", "儿媳",
        "女婿", "孙子", "孙女", "祖父", "祖母",
    ];
    WORDS.iter().any(|word| text.starts_with(word))
}

/// `子高三`: in which year of school, and no name.
fn is_school_year(text: &str) -> bool {
    text.strip_prefix('高').is_some_and(|year| matches!(year, "一" | "二" | "三"))
}

/// Whether an item of a list may begin behind `before`.
fn begins_item(before: &str) -> bool {
    let before = before.trim_end_matches(is_blank);
    before.is_empty()
        || before.ends_with(|c: char| "、，,；;：:。（(\n\r\t|｜/.．".contains(c))
        || before.ends_with(['为', '是', '有', '系', '与', '和', '及'])
}

/// Whether the words before, in the same line, say that relatives are listed.
fn is_in_household(before: &str) -> bool {
    const WORDS: [&str; 8] =
        ["家庭成员", "家庭情况", "家庭人口", "家庭人员", "共同生活", "家属", "亲属", "户主"];
    let line = window_before(before, LIST).rsplit('\n').next().unwrap_or("");
    WORDS.iter().any(|word| line.contains(word))
}

/// As long as a list of the members of one household is, in bytes.
const LIST: usize = 300;
