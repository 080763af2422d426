//! What came of comparing, for people.

use std::io::{self, Write};

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
