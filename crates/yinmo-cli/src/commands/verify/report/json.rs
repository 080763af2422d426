//! What came of comparing, for programs.

use std::io::{self, Write};

use serde::Serialize;

use super::Outcome;

#[derive(Serialize)]
struct Record<'a> {
    original: Option<&'a str>,
    masked: Option<&'a str>,
    /// `fine`, `differs`, `not-comparable`, `missing`, `extra`, `failed`.
    outcome: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    verdict: Option<&'static str>,
    totals: u64,
    counts: Vec<Count>,
    differences: Vec<Place>,
}

#[derive(Serialize)]
struct Count {
    class: &'static str,
    kind: Option<&'static str>,
    count: u64,
}

#[derive(Serialize)]
struct Place {
    class: &'static str,
    place: String,
    kind: Option<&'static str>,
}

fn record(outcome: &Outcome) -> Record<'_> {
    let plain = |original, masked, outcome, reason| Record {
        original,
        masked,
        outcome,
        reason,
        verdict: None,
        totals: 0,
        counts: Vec::new(),
        differences: Vec::new(),
    };
    let verification = match outcome {
        Outcome::Missing(name) => return plain(Some(name), None, "missing", None),
        Outcome::Extra(name) => return plain(None, Some(name), "extra", None),
        Outcome::Failed(name, why) => return plain(Some(name), None, "failed", Some(why.clone())),
        Outcome::Compared(verification) => verification,
    };
    let said = match verification.incomparable {
        Some(_) => "not-comparable",
        None if verification.is_fine() => "fine",
        None => "differs",
    };
    let reason = verification.incomparable.map(|why| why.id().to_owned());
    let counts = verification.counts.iter().map(|((class, kind), count)| Count {
        class: class.id(),
        kind: kind.map(yinmo::kind::Kind::id),
        count: *count,
    });
    let differences = verification.differences.iter().map(|difference| Place {
        class: difference.class.id(),
        place: difference.place.to_string(),
        kind: difference.kind.map(yinmo::kind::Kind::id),
    });
    Record {
        verdict: Some(verification.verdict.id()),
        totals: verification.totals,
        counts: counts.collect(),
        differences: differences.collect(),
        ..plain(Some(&verification.original), Some(&verification.masked), said, reason)
    }
}

/// One JSON document.
pub fn json(out: &mut dyn Write, outcomes: &[Outcome]) -> io::Result<()> {
    serde_json::to_writer(&mut *out, &outcomes.iter().map(record).collect::<Vec<_>>())?;
    writeln!(out)
}

/// One JSON object a line.
pub fn jsonl(out: &mut dyn Write, outcomes: &[Outcome]) -> io::Result<()> {
    for outcome in outcomes {
        serde_json::to_writer(&mut *out, &record(outcome))?;
        writeln!(out)?;
    }
    Ok(())
}
