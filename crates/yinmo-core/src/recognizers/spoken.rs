//! What is said of people. Under its own heading every cell says it; in running text a word does only where a sentence
//! speaks of somebody, because statutes, plans and reports are full of the same words.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};
use regex::Regex;
use yinmo_data::attributes;

use super::subject::{Mention, Speaks, Subjects};
use super::{ALL, Attribute, Cell, Claim, KindSet, Label, Rank, health};
use crate::finding::{Confidence, Evidence, EvidenceSet, Role};
use crate::kind::{Group, Kind};
use crate::text::Span;

/// Claims what `text`, or a row with these cells, says of the people in it; `found` is what the other recognizers found
/// there, and `mentions` are those of whom running text speaks without naming them. What is not `asked` for is not said.
pub(crate) fn read(
    text: &str,
    cells: &[Cell<'_>],
    found: &[Claim],
    mentions: &[Mention],
    asked: KindSet,
    claims: &mut Vec<Claim>,
) {
    if !cells.is_empty() {
        return read_cells(text, cells, found, asked, claims);
    }
    if asked.has(Kind::Health) && (found.iter().any(Claim::speaks) || mentions.iter().any(Mention::is_named))
    {
        claims.extend(health::labelled::values(text, found).map(said_behind_label));
    }
    for sentence in Subjects::new(text, found, mentions) {
        VOCABULARY.each_word(sentence.span.of(text), asked, &mut |word| {
            let word = Word { span: word.span.shifted(sentence.span.start), ..word };
            if sentence.speaks_of(word.span, word.near) {
                claims.push(word.claim());
            }
        });
    }
}

/// A row is about the person whose name or number stands in it.
fn read_cells(text: &str, cells: &[Cell<'_>], found: &[Claim], asked: KindSet, claims: &mut Vec<Claim>) {
    let mut is_about_somebody = None;
    for cell in cells {
        let value = cell.span.of(text);
        if let Some(kind) = cell.label.and_then(attribute_in) {
            // Of schools only those of children are looked for, in text.
            let said = said(value).filter(|_| asked.has(kind) && kind != Kind::Education);
            let said = said.map(|span| span.shifted(cell.span.start));
            let pieces = said.into_iter().flat_map(|span| without(text, span, found));
            claims.extend(pieces.map(|span| said_under_heading(kind, span)));
        } else if may_say_anything(cell)
            && !value.is_ascii()
            && *is_about_somebody.get_or_insert_with(|| found.iter().any(Claim::speaks))
        {
            VOCABULARY.each_word(value, asked, &mut |word| {
                claims.push(Word { span: word.span.shifted(cell.span.start), ..word }.claim());
            });
        }
    }
}

/// The pieces of `span` around what was found in it: `致路人|官木莲|左腿被咬伤` says no less for the name, which is hidden
/// whoever looks at the rest.
fn without(text: &str, span: Span, found: &[Claim]) -> Vec<Span> {
    let first = found.partition_point(|claim| claim.span.end <= span.start);
    let within = found[first..].iter().take_while(|claim| claim.span.start < span.end);
    let mut pieces = Vec::new();
    let mut read = span.start;
    for claim in within.filter(|claim| claim.kind.group() != Group::Furniture) {
        pieces.push(Span::new(read, claim.span.start.max(read)));
        read = claim.span.end.min(span.end).max(read);
    }
    pieces.push(Span::new(read, span.end));
    let trimmed = |piece: Span| {
        let own = piece.of(text);
        let start = own.find(char::is_alphanumeric)?;
        let end = own
            .rfind(char::is_alphanumeric)
            .map(|at| at + own[at..].chars().next().map_or(1, char::len_utf8))?;
        Some(Span::new(piece.start + start, piece.start + end))
    };
    if let [whole] = *pieces { vec![whole] } else { pieces.into_iter().filter_map(trimmed).collect() }
}

/// The kind of what stands under a heading, if there is a recognizer for it here.
fn attribute_in(label: Label) -> Option<Kind> {
    static ATTRIBUTES: LazyLock<KindSet> =
        LazyLock::new(|| attributes_declared().map(|attribute| attribute.kind).collect());
    if label.kinds().is_disjoint(*ATTRIBUTES) {
        return None;
    }
    Kind::ALL.iter().copied().find(|&kind| label.names(kind))
}

fn attributes_declared() -> impl Iterator<Item = &'static Attribute> {
    ALL.iter().filter_map(|recognizer| recognizer.attribute())
}

fn said_behind_label(span: Span) -> Claim {
    let evidence = EvidenceSet::EMPTY.with(Evidence::LabelBefore);
    Claim { evidence, ..said_under_heading(Kind::Health, span) }
}

fn said_under_heading(kind: Kind, span: Span) -> Claim {
    let evidence = EvidenceSet::EMPTY.with(Evidence::ColumnHeading);
    let (confidence, role) = (Confidence::HIGH, Role::Citizen);
    Claim { kind, rank: Rank::Prose, span, confidence, role, weak: None, evidence }
}

/// What a cell says; nothing if it says that there is nothing to say.
fn said(cell: &str) -> Option<Span> {
    let text = cell.trim();
    let start = cell.len() - cell.trim_start().len();
    let something = text.chars().any(char::is_alphanumeric) && !NOTHING.contains(&text);
    something.then(|| Span::new(start, start + text.len()))
}

const NOTHING: [&str; 12] =
    ["无", "否", "空", "略", "不详", "未知", "暂无", "没有", "合计", "小计", "总计", "同上"];

/// Remarks, and what stands under an unknown heading or none.
fn may_say_anything(cell: &Cell<'_>) -> bool {
    cell.label.is_none_or(|label| label.kinds().is_empty())
        && cell.meaning.is_none_or(|meaning| meaning == "remarks")
}

/// A word met in a sentence.
#[derive(Clone, Copy)]
struct Word {
    kind: Kind,
    span: Span,
    /// It has to stand near the person.
    near: bool,
}

impl Word {
    fn claim(self) -> Claim {
        let evidence = EvidenceSet::EMPTY.with(Evidence::Vocabulary).with(Evidence::Subject);
        let (role, confidence) = match self.kind {
            Kind::MinorFlag | Kind::Education => (Role::Minor, Confidence::MEDIUM),
            _ => (Role::Citizen, Confidence::MEDIUM),
        };
        Claim { kind: self.kind, rank: Rank::Prose, span: self.span, confidence, role, weak: None, evidence }
    }
}

/// All words and forms of all attributes.
struct Vocabulary {
    words: AhoCorasick,
    /// What each word says; nothing for one that only holds another.
    says: Vec<Option<(Kind, bool)>>,
    forms: Vec<(Regex, &'static Attribute)>,
    /// All forms together that are looked for unasked: most sentences have none.
    any_form: Regex,
}

static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| {
    let (words, says): (Vec<&str>, Vec<_>) = attributes::entries()
        .map(|entry| {
            let kind = entry.kind.map(|id| id.parse().expect("the words name kinds: a test asks"));
            (entry.word, kind.map(|kind| (kind, entry.near)))
        })
        .unzip();
    let words = AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .build(words)
        .expect("the words fit the automaton");
    let regex = |form: &str| Regex::new(form).expect("the expression is valid");
    let forms = || attributes_declared().filter_map(|attribute| Some((attribute.form?, attribute)));
    let unasked = forms().filter(|(_, attribute)| !attribute.on_demand).map(|(form, _)| form);
    let any_form = regex(&unasked.collect::<Vec<_>>().join("|"));
    Vocabulary { words, says, forms: forms().map(|(form, of)| (regex(form), of)).collect(), any_form }
});

impl Vocabulary {
    /// Calls `each` for every word and form in `text`; a form goes before the words in it. Of a form `said` or `other` is
    /// what is said, if it has such groups.
    fn each_word(&self, text: &str, asked: KindSet, each: &mut dyn FnMut(Word)) {
        let mut covered = Vec::new();
        let any = self.any_form.is_match(text);
        let may_be = |of: &Attribute| asked.has(of.kind) && (any || of.on_demand);
        for (form, of) in self.forms.iter().filter(|(_, of)| may_be(of)) {
            for found in form.captures_iter(text) {
                let found = found
                    .name("said")
                    .or_else(|| found.name("other"))
                    .or_else(|| found.get(0))
                    .expect("it matched");
                let span = Span::new(found.start(), found.end());
                covered.push(span);
                each(Word { kind: of.kind, span, near: false });
            }
        }
        for found in self.words.find_iter(text) {
            let span = Span::new(found.start(), found.end());
            let Some((kind, near)) = self.says[found.pattern().as_usize()] else { continue };
            if !covered.iter().any(|form| form.overlaps(span)) && !is_denied(&text[..span.start]) {
                each(Word { kind, span, near });
            }
        }
    }
}

/// `无残疾`, `未患病`: that somebody is well says nothing.
fn is_denied(before: &str) -> bool {
    const NO: [&str; 8] = ["无", "未", "没有", "非", "不属于", "并未", "从未", "未曾"];
    NO.iter().any(|no| before.ends_with(no))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Detector;

    #[test]
    fn whoever_is_named_in_what_a_cell_says_is_found() {
        let text = "姓名,违法事实,处罚\n过晓芸,遛犬不拴绳，致路人官木莲左腿被咬伤（13800012001）,罚款\n";
        let found = Detector::new().detect(text);
        let said: Vec<_> = found.iter().map(|found| (found.kind, found.span.of(text))).collect();
        let expected = [
            (Kind::Person, "过晓芸"),
            (Kind::Criminal, "遛犬不拴绳，致路人"),
            (Kind::Person, "官木莲"),
            (Kind::Criminal, "左腿被咬伤"),
            (Kind::Mobile, "13800012001"),
        ];
        assert_eq!(said[..expected.len()], expected);
    }

    #[test]
    fn every_word_names_a_kind_that_is_recognised() {
        for entry in attributes::entries() {
            let Some(id) = entry.kind else { continue };
            let kind: Kind = id.parse().expect(id);
            assert!(ALL.iter().any(|recognizer| recognizer.kind() == kind), "{id}");
        }
    }
}
