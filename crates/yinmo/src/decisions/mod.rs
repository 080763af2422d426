//! What people decided of findings that wait for them: a worklist, filled in, and applied to the very files it is of.
//!
//! A row names a finding by its [fingerprint](crate::Item::fingerprint), which is of one file's content, one place and
//! one kind. So a list applies to no other file, and to no other version of the same file.

mod desk;
mod error;
mod list;

pub(crate) use desk::{Desk, column_id, unread_id};
pub use error::DecisionsError;
pub use list::HEADINGS;

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use error::Problem;

/// What a person decides of a finding, of a column, or of a part that was not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Choice {
    /// It stays. The only choice for a part that was not read: a person looked at it.
    Keep,
    /// It is hidden, as the rule of its kind hides what it is sure of.
    Mask,
    /// It goes, and a marker says what stood there. A column goes whole.
    Remove,
}

impl Choice {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Keep, Self::Mask, Self::Remove];

    /// The permanent id: `keep`, `mask`, `remove`.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Keep => "keep",
            Self::Mask => "mask",
            Self::Remove => "remove",
        }
    }

    /// As it is written in a worklist.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Keep => "保留",
            Self::Mask => "遮盖",
            Self::Remove => "删去",
        }
    }
}

/// A row of a worklist, filled in or not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DecisionRow {
    /// The number of the row, for messages.
    pub row: usize,
    /// The fingerprint of what is decided.
    pub id: String,
    /// The document, as it was shown.
    pub file: String,
    /// The document's SHA-256, in hexadecimal.
    pub hash: String,
    /// What was decided; `None` if nothing was yet.
    pub choice: Option<Choice>,
    /// Why, in the words of whoever decided.
    pub note: String,
}

/// Decisions for any number of documents, given to a pipeline with
/// [`Pipeline::with_decisions`](crate::Pipeline::with_decisions).
///
/// ```
/// use yinmo::{Choice, DecisionRow, Decisions, Item, Pipeline, Source, Verdict};
/// let source = Source::Bytes { name: "通知.txt", bytes: "王建坪患白血病。".as_bytes() };
/// let mut items: Vec<Item> = Vec::new();
/// let report = Pipeline::default().check(source, &mut items)?;
/// assert_eq!(report.verdict, Verdict::NeedsReview);
///
/// let rows = items.iter().filter(|item| item.action.id() == "review").map(|item| DecisionRow {
///     id: item.fingerprint.clone(),
///     hash: report.hash.clone(),
///     choice: Some(Choice::Mask),
///     ..DecisionRow::default()
/// });
/// let pipeline = Pipeline::default().with_decisions(Decisions::new(rows)?);
/// let (report, masked) = pipeline.mask_bytes(source, &mut ())?;
/// assert_eq!(report.verdict, Verdict::Masked);
/// assert!(String::from_utf8(masked)?.contains("[健康信息]"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Default)]
pub struct Decisions {
    /// By the document's hash.
    documents: HashMap<String, Arc<Rulings>>,
    /// The documents as they were shown, each with its hash.
    files: Vec<(String, String)>,
}

/// What was decided of one document, by fingerprint.
pub(crate) type Rulings = HashMap<String, Ruling>;

/// What was decided of one finding.
#[derive(Clone)]
pub(crate) struct Ruling {
    row: usize,
    choice: Option<Choice>,
    note: String,
}

impl Decisions {
    /// The decisions in these rows.
    ///
    /// # Errors
    /// If two rows say different things of the same finding, or a row names none.
    pub fn new(rows: impl IntoIterator<Item = DecisionRow>) -> Result<Self, DecisionsError> {
        let mut all = Self::default();
        let mut documents: HashMap<String, Rulings> = HashMap::new();
        for DecisionRow { row, id, file, hash, choice, note } in rows {
            if id.is_empty() || hash.is_empty() {
                return Err(Problem::Unnamed.in_row(row));
            }
            if !all.files.iter().any(|(known, of)| (known, of) == (&file, &hash)) {
                all.files.push((file, hash.clone()));
            }
            let known = documents.entry(hash).or_default();
            match known.get(&id) {
                Some(other) if other.choice != choice => {
                    return Err(Problem::Conflict { other: other.row }.in_row(row));
                }
                Some(_) => {}
                None => drop(known.insert(id, Ruling { row, choice, note })),
            }
        }
        all.documents = documents.into_iter().map(|(hash, rulings)| (hash, Arc::new(rulings))).collect();
        Ok(all)
    }

    /// The decisions in a worklist, a spreadsheet or CSV that was saved by whatever program: columns are found by their
    /// headings, in whatever order; rows may be sorted or taken out. `name` tells the type.
    ///
    /// # Errors
    /// If it cannot be read, a heading is missing, or a row makes no sense.
    pub fn read(name: &str, bytes: &[u8]) -> Result<Self, DecisionsError> {
        Self::new(list::rows(name, bytes)?)
    }

    /// The documents that were decided on, as they were shown, each with its SHA-256.
    pub fn files(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files.iter().map(|(file, hash)| (&**file, &**hash))
    }

    pub(crate) fn of(&self, hash: &str) -> Option<&Arc<Rulings>> {
        self.documents.get(hash)
    }

    /// Whether something was decided of a document of this name, and of this content nothing.
    pub(crate) fn are_of_another(&self, file: &str, hash: &str) -> bool {
        !self.documents.contains_key(hash) && self.files.iter().any(|(known, _)| known == file)
    }
}

/// Shows how many they are.
impl fmt::Debug for Decisions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rows: usize = self.documents.values().map(|rulings| rulings.len()).sum();
        write!(f, "Decisions({} documents, {rows} rows)", self.documents.len())
    }
}

#[cfg(test)]
mod tests {
    use super::{Choice, DecisionRow, Decisions};

    fn row(row: usize, id: &str, choice: Option<Choice>) -> DecisionRow {
        DecisionRow { row, id: id.to_owned(), hash: "00".to_owned(), choice, ..DecisionRow::default() }
    }

    #[test]
    fn rows_that_contradict_each_other_are_named() {
        let same = [row(2, "a", Some(Choice::Keep)), row(3, "a", Some(Choice::Keep))];
        assert!(Decisions::new(same).is_ok());
        for other in [Some(Choice::Mask), None] {
            let error = Decisions::new([row(2, "a", Some(Choice::Keep)), row(7, "a", other)]).unwrap_err();
            assert!(error.zh().contains("第 7 行") && error.zh().contains("第 2 行"), "{}", error.zh());
        }
        assert!(Decisions::new([row(4, "", None)]).unwrap_err().en().contains("row 4"));
    }
}
