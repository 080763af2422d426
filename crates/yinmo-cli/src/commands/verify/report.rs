//! What came of comparing, for people and for programs. No value is shown.

use std::io::{self, Write};

use serde::Serialize;
use yinmo::{Class, Difference, Verification};

use super::Outcome;
use crate::lang::Lang;
use crate::words::{self, visible};

/// Differences shown of a document; the others are counted.
const SHOWN: usize = 50;

/// For people.
pub fn text(out: &mut dyn Write, outcomes: &[Outcome], lang: Lang) -> io::Result<()> {
    for outcome in outcomes {
        match outcome {
            Outcome::Compared(verification) => document(out, verification, lang)?,
            Outcome::Missing(name) => {
                writeln!(
                    out,
                    "{}",
                    lang.pick(format!("{name}：没有对应的脱敏件"), format!("{name}: nothing was made of it"))
                )?;
            }
            Outcome::Extra(name) => {
                writeln!(
                    out,
                    "{}",
                    lang.pick(
                        format!("{name}：没有对应的原件"),
                        format!("{name}: there is no original of it")
                    )
                )?;
            }
            Outcome::Failed(name, why) => writeln!(out, "{name}{}{why}", lang.pick("：", ": "))?,
        }
    }
    let fine = outcomes.iter().filter(|outcome| outcome.exit().code() == 0).count();
    let all = outcomes.len();
    writeln!(
        out,
        "{}",
        lang.pick(format!("比对 {all} 份，相符 {fine} 份"), format!("compared: {all}, fine: {fine}"))
    )
}

fn document(out: &mut dyn Write, verification: &Verification, lang: Lang) -> io::Result<()> {
    let (name, masked) = (visible(&verification.original), visible(&verification.masked));
    let says = lang.pick("：", ": ");
    if let Some(why) = verification.incomparable {
        let why = lang.pick(why.zh(), why.en());
        return writeln!(
            out,
            "{}",
            lang.pick(
                format!("{name} → {masked}：无法比对。{why}"),
                format!("{name} → {masked}: cannot be compared; {why}")
            )
        );
    }
    let fine = match verification.is_fine() {
        true => lang.pick("相符", "fine"),
        false => lang.pick("不相符", "not fine"),
    };
    writeln!(out, "{name} → {masked}{says}{fine}")?;
    let counted = Class::ALL.into_iter().filter(|class| verification.count(*class) > 0);
    let counted = counted.map(|class| {
        let (count, word) = (verification.count(class), lang.pick(class.zh(), class.en()));
        lang.pick(format!("{word} {count} 处"), format!("{word}: {count}"))
    });
    let counted: Vec<String> = counted.collect();
    if !counted.is_empty() {
        writeln!(out, "  {}", counted.join(lang.pick("，", "; ")))?;
    }
    let (totals, verdict) = (verification.totals, verification.verdict);
    let verdict = lang.pick(verdict.zh(), verdict.en());
    writeln!(
        out,
        "  {}",
        lang.pick(
            format!("核对合计 {totals} 列；按同一规则复查脱敏件：{verdict}"),
            format!("columns added up: {totals}; the masked document by the same rules: {verdict}"),
        )
    )?;
    if verification.decisions_of_another {
        writeln!(
            out,
            "  {}",
            lang.pick(
                "审核表是这份原件另一版本的，未采用",
                "the worklist is of another version of the original and was not applied",
            )
        )?;
    }
    // What is wrong comes first.
    let (faults, others): (Vec<&Difference>, Vec<_>) =
        verification.differences.iter().partition(|difference| difference.class.is_fault());
    for difference in faults.iter().chain(&others).take(SHOWN) {
        let class = lang.pick(difference.class.zh(), difference.class.en());
        let kind = difference.kind.map(|kind| format!("（{}）", words::kind(kind, lang))).unwrap_or_default();
        writeln!(out, "    {}{says}{class}{kind}", visible(&difference.place.to_string()))?;
    }
    let more = verification.differences.len().saturating_sub(SHOWN);
    if more > 0 {
        writeln!(
            out,
            "    {}",
            lang.pick(
                format!("另 {more} 处，见 --format json"),
                format!("and {more} more; see --format json")
            )
        )?;
    }
    Ok(())
}

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
