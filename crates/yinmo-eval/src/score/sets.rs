//! Precision, recall and leaks over data sets marked for people and addresses, as text comes and not as cases.
//!
//! A set marks what names a person. yinmo finds whom a publication would give away, so forms that give nobody away
//! (`张某某`, the `李` of 李大妈) are set aside, with whatever was found there.

use yinmo::Pipeline;
use yinmo::kind::Kind;
use yinmo_core::tagger::anonymous_names;
use yinmo_core::text::Span;
use yinmo_data::surnames::is_surname;

use super::vector::Vector;

/// What a set says of one kind.
#[derive(Default)]
pub(crate) struct Outcome {
    pub(crate) gold: usize,
    pub(crate) found: usize,
    pub(crate) exact: usize,
    /// Marked, and every character was found.
    pub(crate) covered: usize,
    /// Marked, and no character was found.
    pub(crate) leaked: usize,
    /// Marked, but gives nobody away.
    pub(crate) set_aside: usize,
    /// Of these, exactly what yinmo takes for a name that is hidden already.
    pub(crate) known: usize,
    /// What yinmo takes for one, and the set does not mark.
    pub(crate) unmarked: usize,
}

impl Outcome {
    pub(crate) fn precision(&self) -> f64 {
        share(self.exact, self.found)
    }

    pub(crate) fn recall(&self) -> f64 {
        share(self.exact, self.gold)
    }

    pub(crate) fn f1(&self) -> f64 {
        share(2 * self.exact, self.gold + self.found)
    }

    /// The same with hidden names as names: what other tools were measured by.
    pub(crate) fn f1_with_hidden(&self) -> f64 {
        let (gold, found) = (self.gold + self.set_aside, self.found + self.known + self.unmarked);
        share(2 * (self.exact + self.known), gold + found)
    }

    pub(crate) fn cover(&self) -> f64 {
        share(self.covered, self.gold)
    }

    pub(crate) fn leak(&self) -> f64 {
        share(self.leaked, self.gold)
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { 100.0 * part as f64 / whole as f64 }
}

/// People and addresses of a set.
#[derive(Default)]
pub(crate) struct Outcomes {
    pub(crate) person: Outcome,
    pub(crate) address: Outcome,
    pub(crate) failures: Vec<String>,
    pub(crate) reliability: Reliability,
}

/// Findings of people and those that were right, by tenths of the confidence they were reported with.
#[derive(Default)]
pub(crate) struct Reliability(pub(crate) [(usize, usize); 10]);

impl Reliability {
    fn add(&mut self, confidence: u8, right: bool) {
        let (found, exact) = &mut self.0[usize::from(confidence / 10).min(9)];
        *found += 1;
        *exact += usize::from(right);
    }

    pub(crate) fn merge(&mut self, other: &Self) {
        for ((found, exact), (more, right)) in self.0.iter_mut().zip(other.0) {
            *found += more;
            *exact += right;
        }
    }
}

/// Reads every text as a document of its own.
pub(crate) fn score(pipeline: &Pipeline, vectors: &[Vector]) -> Outcomes {
    let mut outcomes = Outcomes::default();
    for vector in vectors {
        let decided = pipeline.find(&vector.text);
        let least = pipeline.policy().min_confidence();
        let found = |kind: Kind| -> Vec<Span> {
            let findings = decided.iter().map(|decided| decided.finding);
            findings
                .filter(|finding| finding.kind == kind && finding.confidence >= least)
                .map(|finding| finding.span)
                .collect()
        };
        let Outcomes { person, address, failures, reliability } = &mut outcomes;
        let people: Vec<Span> = vector
            .expect
            .iter()
            .filter(|expected| expected.is("PERSON"))
            .map(|expected| expected.span(&vector.text))
            .collect();
        for finding in
            decided.iter().map(|decided| decided.finding).filter(|finding| finding.kind == Kind::Person)
        {
            let aside =
                people.iter().any(|span| span.overlaps(finding.span) && is_anonymous(span.of(&vector.text)));
            if !aside {
                reliability.add(finding.confidence.0, people.contains(&finding.span));
            }
        }
        tally(vector, "PERSON", &found(Kind::Person), person, failures);
        tally(vector, "ADDRESS", &found(Kind::Address), address, failures);
    }
    outcomes
}

fn tally(vector: &Vector, name: &str, found: &[Span], outcome: &mut Outcome, failures: &mut Vec<String>) {
    let text = &vector.text;
    let marked = |name: &str| -> Vec<Span> {
        vector
            .expect
            .iter()
            .filter(|expected| expected.is(name))
            .map(|expected| expected.span(text))
            .collect()
    };
    let (gold, aside): (Vec<Span>, Vec<Span>) =
        marked(name).into_iter().partition(|span| name != "PERSON" || !is_anonymous(span.of(text)));
    // Places and offices may be found as addresses that are kept.
    let others = if name == "ADDRESS" {
        [marked("LOC"), marked("OFFICE_ADDRESS"), marked("ORG")].concat()
    } else {
        Vec::new()
    };
    let touches = |span: &Span, spans: &[Span]| spans.iter().any(|other| other.overlaps(*span));
    let counted: Vec<Span> = found
        .iter()
        .copied()
        .filter(|span| touches(span, &gold) || !touches(span, &aside) && !touches(span, &others))
        .collect();
    outcome.gold += gold.len();
    outcome.set_aside += aside.len();
    outcome.found += counted.len();
    if name == "PERSON" {
        let hidden: Vec<Span> = anonymous_names(text).filter(|span| !touches(span, &counted)).collect();
        outcome.known += hidden.iter().filter(|span| aside.contains(span)).count();
        outcome.unmarked += hidden.iter().filter(|span| !aside.contains(span)).count();
    }
    for span in &gold {
        let exact = counted.contains(span);
        let personal = personal_part(*span, text, name);
        let covered = counted.iter().any(|found| found.start <= personal.start && personal.end <= found.end);
        let leaked = !touches(&personal, &counted);
        outcome.exact += usize::from(exact);
        outcome.covered += usize::from(covered);
        outcome.leaked += usize::from(leaked);
        if !exact {
            failures.push(format!("-{} {name} {}", if leaked { '!' } else { '~' }, show(text, *span)));
        }
    }
    for span in counted.iter().filter(|span| !gold.contains(span)) {
        failures.push(format!(
            "+{} {name} {}",
            if touches(span, &gold) { '~' } else { ' ' },
            show(text, *span)
        ));
    }
}

/// A surname alone, or a name of which something is hidden.
fn is_anonymous(name: &str) -> bool {
    let characters: Vec<char> = name.chars().collect();
    characters.len() == 1
        || matches!(characters[..], ['老' | '小', surname] | [surname, '老' | '氏'] if is_surname(surname))
        || name.contains(['某', '×', '*', '＊', 'X', 'x', 'Ｘ', '○', '〇', '甲', '乙', '丙'])
}

/// The part of an address behind the township, or what stands for it; all of a name.
fn personal_part(span: Span, text: &str, name: &str) -> Span {
    if name != "ADDRESS" {
        return span;
    }
    let address = span.of(text);
    let behind = |ends: &[&str]| {
        ends.iter()
            .filter_map(|end| address.rfind(end).map(|at| at + end.len()))
            .filter(|&at| at < address.len())
            .max()
    };
    let cut =
        behind(&["街道", "镇", "乡", "苏木"]).or_else(|| behind(&["区", "县", "旗", "市"])).unwrap_or(0);
    Span::new(span.start + cut, span.end)
}

fn show(text: &str, span: Span) -> String {
    let before: String =
        text[..span.start].chars().rev().take(14).collect::<Vec<_>>().into_iter().rev().collect();
    let after: String = text[span.end..].chars().take(14).collect();
    format!("{before}[{}]{after}", span.of(text)).replace('\n', "⏎")
}
