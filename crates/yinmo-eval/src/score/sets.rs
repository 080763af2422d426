//! Precision, recall and leaks over data sets marked for people and addresses, as text comes and not as cases.
//!
//! A set marks what names a person. yinmo finds whom a publication would give away, so forms that give nobody away
//! (`张某某`, the `李` of 李大妈) are set aside, with whatever was found there.

use yinmo::Pipeline;
use yinmo::kind::Kind;
use yinmo_core::tagger::anonymous_names;
use yinmo_core::text::Span;

use super::reliability::Reliability;
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
    /// And of which no character was found or taken for one.
    pub(crate) unknown: usize,
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

    /// The same with hidden names as names, which were seen if yinmo takes them for hidden.
    pub(crate) fn leak_with_hidden(&self) -> f64 {
        share(self.leaked + self.unknown, self.gold + self.set_aside)
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

/// Reads every text as a document of its own.
pub(crate) fn score(pipeline: &Pipeline, vectors: &[Vector]) -> Outcomes {
    let mut outcomes = Outcomes::default();
    for vector in vectors {
        let decided = pipeline.find(&vector.text);
        let found = |kind: Kind| -> Vec<Span> {
            let findings = decided.iter().map(|decided| decided.finding);
            findings
                .filter(|finding| {
                    finding.kind == kind && finding.confidence >= pipeline.policy().thresholds(kind).mask
                })
                .map(|finding| finding.span)
                .collect()
        };
        let Outcomes { person, address, failures, reliability } = &mut outcomes;
        for decided in &decided {
            reliability.add(vector, &decided.finding);
        }
        tally(vector, "PERSON", &found(Kind::Person), person, failures);
        tally(vector, "ADDRESS", &found(Kind::Address), address, failures);
    }
    outcomes
}

fn tally(vector: &Vector, name: &str, found: &[Span], outcome: &mut Outcome, failures: &mut Vec<String>) {
    let text = &vector.text;
    let (gold, aside, others) = vector.marked(name);
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
        let unknown = |span: &&Span| !touches(span, &hidden) && !touches(span, found);
        outcome.unknown += aside.iter().filter(unknown).count();
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
