use serde_json::{Map, Value, json};

use std::path::Path;

use super::reliability::{Reliability, Share};
use super::sets::{Outcome, Outcomes};
use super::tally::{Tallies, Tally};

/// Prints one Markdown table a file.
pub(crate) fn tables(reports: &[(String, Tallies)]) -> anyhow::Result<()> {
    for (name, tallies) in reports {
        println!("## {name}\n");
        println!("| | found | missed | wrong | recall | precision |\n|---|---:|---:|---:|---:|---:|");
        row("**all scored**", tallies.total);
        tallies.kinds.iter().for_each(|(kind, tally)| row(kind, *tally));
        tallies.classes.iter().for_each(|(class, tally)| row(&format!("class `{class}`"), *tally));
        println!();
    }
    Ok(())
}

fn row(name: &str, tally: Tally) {
    let Tally { found, missed, wrong } = tally;
    println!("| {name} | {found} | {missed} | {wrong} | {:.3} | {:.3} |", tally.recall(), tally.precision());
}

/// Prints one JSON object with all files.
pub(crate) fn json(reports: &[(String, Tallies)]) -> anyhow::Result<()> {
    let files: Map<String, Value> =
        reports.iter().map(|(name, tallies)| (name.clone(), file(tallies))).collect();
    println!("{}", serde_json::to_string_pretty(&files)?);
    Ok(())
}

fn file(tallies: &Tallies) -> Value {
    let kinds: Map<String, Value> =
        tallies.kinds.iter().map(|(kind, t)| ((*kind).to_owned(), numbers(*t))).collect();
    let classes: Map<String, Value> =
        tallies.classes.iter().map(|(class, t)| (class.clone(), numbers(*t))).collect();
    json!({ "all": numbers(tallies.total), "kinds": kinds, "classes": classes })
}

fn numbers(tally: Tally) -> Value {
    json!({
        "found": tally.found, "missed": tally.missed, "wrong": tally.wrong,
        "recall": tally.recall(), "precision": tally.precision(),
    })
}

/// Prints the rows of a data set.
pub(crate) fn set(path: &Path, outcomes: &Outcomes) {
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    for (kind, outcome) in [("person", &outcomes.person), ("address", &outcomes.address)] {
        if outcome.gold == 0 {
            continue;
        }
        let Outcome { gold, set_aside, .. } = outcome;
        println!(
            "| {name} | {kind} | {gold} | {set_aside} | {:.1} | {:.1} | {:.1} | {:.1} | {:.1} | {:.1} | {:.1} |",
            outcome.precision(),
            outcome.recall(),
            outcome.f1(),
            if kind == "person" { outcome.f1_with_hidden() } else { outcome.f1() },
            outcome.cover(),
            outcome.leak(),
            outcome.leak_with_hidden()
        );
    }
}

/// Prints how often people and addresses reported with some confidence were there.
pub(crate) fn reliability(reliability: &Reliability) {
    for (kind, tenth, share) in reliability.tenths() {
        row_of_shares(&format!("{kind} | {}–{}", tenth * 10, tenth * 10 + 9), share);
    }
    for (kind, reasons, share) in reliability.reasons().into_iter().filter(|(_, _, share)| share.found >= 20)
    {
        row_of_shares(&format!("{kind} | {reasons}"), share);
    }
}

fn row_of_shares(name: &str, share: Share) {
    let [said, there, exact] = share.per_cent();
    println!("| {name} | {} | {said:.1} | {there:.1} | {exact:.1} |", share.found);
}
