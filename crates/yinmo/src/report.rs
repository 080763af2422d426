use std::collections::BTreeMap;

use yinmo_core::kind::Kind;
use yinmo_core::policy::ColumnAction;
use yinmo_documents::Reason;

use crate::Verdict;

/// What was found in one document and what became of it. Holds no value.
#[derive(Clone, Debug)]
pub struct Report {
    /// The name as it may be shown: identifiers in it are hidden.
    pub name: String,
    /// What may be done with the document.
    pub verdict: Verdict,
    /// The format's id: `text`, `csv`, …; empty if the document was not read.
    pub format: &'static str,
    /// SHA-256 of the document, in hexadecimal; empty if it was not read.
    pub hash: String,
    /// SHA-256 of what was written, if anything was.
    pub output_hash: Option<String>,
    /// Bytes read.
    pub bytes: u64,
    /// Findings by kind and by the id of the action.
    pub counts: Counts,
    /// Columns that went or need a look.
    pub columns: Vec<ColumnNote>,
    /// Rows that give away too much together.
    pub exposed: Exposed,
    /// Where reading stopped, in bytes, if it did.
    pub stopped_at: Option<u64>,
}

impl Report {
    /// The report of a document that was not read.
    pub(crate) fn not_inspected(name: &str, reason: Reason) -> Self {
        Self { verdict: Verdict::NotInspected(reason), ..Self::empty(name) }
    }

    /// The report of a document about which nothing is known yet.
    pub(crate) fn empty(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            verdict: Verdict::NotInspected(Reason::Unreadable),
            format: "",
            hash: String::new(),
            output_hash: None,
            bytes: 0,
            counts: Counts::default(),
            columns: Vec::new(),
            exposed: Exposed::default(),
            stopped_at: None,
        }
    }

    /// Whether the document was read whole.
    pub const fn was_read(&self) -> bool {
        !matches!(self.verdict, Verdict::NotInspected(_))
    }
}

/// Findings by kind and by the id of the action.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts(BTreeMap<(Kind, &'static str), u64>);

impl Counts {
    pub(crate) fn add(&mut self, kind: Kind, action: &'static str, count: u64) {
        *self.0.entry((kind, action)).or_default() += count;
    }

    pub(crate) fn merge(&mut self, other: &Self) {
        other.iter().for_each(|(kind, action, count)| self.add(kind, action, count));
    }

    /// Kind, id of the action, and how many.
    pub fn iter(&self) -> impl Iterator<Item = (Kind, &'static str, u64)> {
        self.0.iter().map(|(&(kind, action), &count)| (kind, action, count))
    }

    /// How many with an action for which `wanted` holds.
    pub fn total(&self, wanted: impl Fn(&str) -> bool) -> u64 {
        self.iter().filter(|(_, action, _)| wanted(action)).map(|(_, _, count)| count).sum()
    }
}

/// A column that did not simply stay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnNote {
    /// Its heading.
    pub heading: String,
    /// Counted from 1.
    pub column: usize,
    /// What happens to it.
    pub action: ColumnAction,
}

/// Rows in which a mask leaves fewer candidates than the policy demands, because of what stands beside it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Exposed {
    /// How many rows.
    pub rows: u64,
    /// The fewest candidates that remain in a row.
    pub fewest: Option<u64>,
    /// The row with the fewest, counted from 1.
    pub worst_row: usize,
    /// The columns that make it so, counted from 1.
    pub because: Vec<usize>,
}

impl Exposed {
    pub(crate) fn merge(&mut self, other: Self) {
        self.rows += other.rows;
        let worse = match (self.fewest, other.fewest) {
            (Some(ours), Some(theirs)) => theirs < ours,
            (None, theirs) => theirs.is_some(),
            (Some(_), None) => false,
        };
        if worse {
            let rows = self.rows;
            *self = Self { rows, ..other };
        }
    }
}
