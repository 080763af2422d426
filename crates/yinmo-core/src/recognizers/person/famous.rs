//! People of public life and of history, by the names that hardly anybody else bears.

use yinmo_data::foreign_places;
use yinmo_data::public_figures::{Fame, fame};

use super::dotted::TRANSCRIBING;
use super::modelled::beside_number;
use super::{Field, claim};
use crate::finding::{Confidence, Evidence, EvidenceSet, Role};
use crate::recognizers::marks::Mark;
use crate::recognizers::{Claim, Reading};
use crate::tagger::is_han;
use crate::tagger::model::{FAMOUS, is_part_of_word, longest_word, shipped};
use crate::text::Span;

/// How often such a name is somebody's, and no part of what is named after them.
const KNOWN: Confidence = Confidence(85);

/// Claims the names that nothing in `claims[from..]` touches, and makes those that are claimed surer.
pub(super) fn read(
    field: &Field<'_>,
    marks: &[Mark],
    from: usize,
    reading: &Reading<'_>,
    claims: &mut Vec<Claim>,
) {
    let mut read = 0;
    for at in marks.iter().filter(|mark| mark.is(Mark::OPENING)).map(|mark| mark.at()) {
        if at < read {
            continue;
        }
        let Some(span) = at_start(field.text, at) else { continue };
        read = span.end;
        let shifted = span.shifted(field.start);
        let mut touching = claims[from..].iter_mut().filter(|claim| claim.span.overlaps(shifted));
        match touching.next() {
            Some(known) if known.span == shifted => known.confidence = known.confidence.max(KNOWN),
            Some(_) => {}
            None => {
                let evidence = EvidenceSet::EMPTY.with(Evidence::Shape);
                let role = if beside_number(shifted, reading) { Role::Citizen } else { Role::Official };
                claims.push(claim(field, span, KNOWN, role, evidence));
            }
        }
    }
}

/// The longest name at byte `at` that speaks of its bearer. Those of two characters are words too.
fn at_start(text: &str, at: usize) -> Option<Span> {
    let end = at + longest_word(&text[at..], FAMOUS, shipped().lexicon())?;
    if fame(&text[at..end]) != Some(Fame::Alone) {
        return None;
    }
    let span = Span::new(at, end);
    let place = || foreign_places::is_place(span.of(text));
    (!is_figure(span.of(text)) && !is_namesake(&text[end..]) && !goes_on(text, span) && !place())
        .then_some(span)
}

/// Figures of tales, who lend others their names: `小鱼儿`, `蝙蝠侠`.
fn is_figure(name: &str) -> bool {
    name.starts_with(['大', '小', '老', '无']) || name.ends_with(['侠', '儿', '灵', '怪', '仙'])
}

/// Whether the characters are part of a longer word: `巴勒斯坦`.
fn goes_on(text: &str, span: Span) -> bool {
    let beside = [text[..span.start].chars().next_back(), text[span.end..].chars().next()];
    let spelled = || span.of(text).chars().all(|c| TRANSCRIBING.is_open(c));
    beside.into_iter().flatten().any(|c| TRANSCRIBING.is_open(c)) && spelled()
        || is_part_of_word(text, span, shipped().lexicon())
}

/// Whether what follows is called after somebody and does not speak of them: `白求恩医科大学`. A doctrine does speak of
/// whose it is: `邓小平理论`, but `马克思主义` is a word.
fn is_namesake(after: &str) -> bool {
    let near = after.char_indices().nth(NEAR).map_or(after, |(at, _)| &after[..at]);
    let near = near.split(|c| !is_han(c)).next().unwrap_or("");
    after
        .starts_with(['·', '•', '奖', '杯', '路', '街', '式', '号', '班', '装', '湖', '山', '氏', '纪', '记'])
        || CALLED_AFTER.split_whitespace().any(|word| near.contains(word))
}

/// In characters.
const NEAR: usize = 6;

/// What is called after people.
const CALLED_AFTER: &str = "
    大学 学院 医院 小学 中学 学校 幼儿园 图书馆 基金 广场 公园 大道 大街 故里 故居 纪念 墓 庙 祠 堂 陵 像 效应 定律 定理 方程 指数 研究会 学会 现象 综合征";

#[cfg(test)]
mod tests {
    use crate::Detector;
    use crate::kind::Kind;

    #[test]
    fn what_is_called_after_people_is_nobody() {
        let found = |text: &str| Detector::new().detect(text).iter().any(|f| f.kind == Kind::Person);
        for text in ["周恩来出席会议。", "支持克林顿提出的方案。", "学习邓小平理论。"]
        {
            assert!(found(text), "{text}");
        }
        for text in ["学习马克思主义。", "白求恩医科大学", "哈萨克斯坦"] {
            assert!(!found(text), "{text}");
        }
    }
}
