//! What came of a run, document by document.

use std::collections::BTreeMap;
use std::ops::Deref;

use yinmo::kind::Kind;
use yinmo::{Error, Pipeline, Policy, Report, Site, Verdict};

use crate::exit::Exit;
use crate::files::Skip;
use crate::lang::Lang;
use crate::scope::LeftOut;

/// What came of a run.
pub struct Summary<'p> {
    /// What found, decided and masked.
    pub pipeline: &'p Pipeline,
    /// What decided.
    pub policy: &'p Policy,
    /// Every document, in order.
    pub documents: Documents,
    /// The links between them, by their numbers.
    pub site: Site,
    /// What was not looked at.
    pub left_out: LeftOut,
    /// How the run ends.
    pub exit: Exit,
}

/// What came of each document, in order.
#[derive(Default)]
pub struct Documents {
    all: Vec<Document>,
    /// How many files were read whole.
    read: usize,
    /// The numbers of the documents with each verdict, by its id.
    verdicts: BTreeMap<&'static str, Vec<usize>>,
    /// The numbers of the documents of which more is to be said than that they are clean. Most are not among them, and a
    /// summary goes over these often.
    remarkable: Vec<usize>,
}

impl Documents {
    /// None yet, and room for so many.
    pub fn with_capacity(count: usize) -> Self {
        Self { all: Vec::with_capacity(count), ..Self::default() }
    }

    /// How many files were read whole.
    pub fn read(&self) -> usize {
        self.read
    }

    /// Adds the next document.
    pub fn push(&mut self, document: Document) {
        let (nth, report) = (self.all.len(), document.report());
        if let Some(report) = report {
            self.read += usize::from(report.was_read());
            self.verdicts.entry(report.verdict.id()).or_default().push(nth);
        }
        if !report.is_some_and(Report::is_plain) {
            self.remarkable.push(nth);
        }
        self.all.push(document);
    }
}

impl Deref for Documents {
    type Target = [Document];

    fn deref(&self) -> &[Document] {
        &self.all
    }
}

/// What came of one document.
pub struct Document {
    /// The file that was written for it, as it may be shown.
    pub target: Option<String>,
    /// What came of it.
    pub outcome: Outcome,
}

/// What came of one document, and its name as it may be shown.
#[expect(clippy::large_enum_variant, reason = "nearly all documents are reviewed")]
pub enum Outcome {
    /// It was reviewed, or could not be: the verdict says so.
    Reviewed(Report),
    /// It is nothing that can be read.
    Skipped(String, Skip),
    /// It was not written.
    Failed(String, Error),
}

/// Why a document was not read whole, and what to do about it.
pub struct Gap {
    /// The permanent id of the reason.
    pub id: &'static str,
    /// What is the matter.
    pub what: String,
    /// What to do about it.
    pub next_step: String,
}

impl Document {
    /// The name as it may be shown.
    pub fn name(&self) -> &str {
        match &self.outcome {
            Outcome::Reviewed(report) => &report.name,
            Outcome::Skipped(name, _) | Outcome::Failed(name, _) => name,
        }
    }

    /// The report, if it was reviewed.
    pub fn report(&self) -> Option<&Report> {
        match &self.outcome {
            Outcome::Reviewed(report) => Some(report),
            Outcome::Skipped(..) | Outcome::Failed(..) => None,
        }
    }

    /// Why it was not read whole, if it was not.
    pub fn gap(&self, lang: Lang) -> Option<Gap> {
        match &self.outcome {
            Outcome::Skipped(_, skip) => Some(Gap {
                id: skip.id(),
                what: skip.what(lang).to_owned(),
                next_step: skip.next_step(lang).to_owned(),
            }),
            Outcome::Reviewed(report) => match report.verdict {
                Verdict::NotInspected(reason) => Some(Gap {
                    id: reason.id(),
                    what: lang.pick(reason.zh(), reason.en()) + &stopped_at(report, lang),
                    next_step: lang.pick(reason.next_step_zh(), reason.next_step_en()).to_owned(),
                }),
                _ => None,
            },
            Outcome::Failed(..) => None,
        }
    }
}

fn stopped_at(report: &Report, lang: Lang) -> String {
    let place = |at| lang.pick(format!("（第 {at} 字节处）"), format!(" (at byte {at})"));
    report.stopped_at.map(place).unwrap_or_default()
}

impl<'p> Summary<'p> {
    /// What came of `documents`.
    pub fn new(
        pipeline: &'p Pipeline,
        documents: Documents,
        site: Site,
        left_out: LeftOut,
        exit: Exit,
    ) -> Self {
        Self { pipeline, policy: pipeline.policy(), documents, site, left_out, exit }
    }

    /// The documents of which more is to be said than that they are clean.
    pub fn remarkable(&self) -> impl Iterator<Item = &Document> + Clone {
        self.documents.remarkable.iter().map(|&nth| &self.documents[nth])
    }

    /// The reports in which more is said than that their document is clean.
    pub fn reports(&self) -> impl Iterator<Item = &Report> + Clone {
        self.remarkable().filter_map(Document::report)
    }

    /// What is no page, with its number.
    pub fn attachments(&self) -> impl Iterator<Item = (usize, &Document)> {
        self.documents.iter().enumerate().filter(|(nth, _)| !self.site.is_page(*nth))
    }

    /// A path as it may be shown.
    pub fn shown(&self, path: &str) -> String {
        self.pipeline.display_name(path)
    }

    /// Findings by kind and by the id of the action.
    pub fn counts(&self) -> BTreeMap<Kind, BTreeMap<&'static str, u64>> {
        let mut counts = BTreeMap::<Kind, BTreeMap<&'static str, u64>>::new();
        for (kind, action, count) in self.reports().flat_map(|report| report.counts.iter()) {
            *counts.entry(kind).or_default().entry(action).or_default() += count;
        }
        counts
    }

    /// The verdicts that there are, by their ids, each with its documents.
    pub fn verdicts(&self) -> impl Iterator<Item = (&'static str, Vec<&Document>)> {
        let documents = |numbers: &[usize]| numbers.iter().map(|&nth| &self.documents[nth]).collect();
        self.documents.verdicts.iter().map(move |(id, numbers)| (*id, documents(numbers)))
    }
}
