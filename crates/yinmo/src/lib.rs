//! Finds personal data in Chinese documents and masks it before they are published.
//!
//! ```
//! let pipeline = yinmo::Pipeline::default();
//! let masked = pipeline.mask("户主王建坪，身份证号330106190102030017。");
//! assert_eq!(masked, "户主王*坪，身份证号330106************。");
//! ```
//!
//! Three types matter. A [`Pipeline`] is built once from a [`Policy`] and used from any number of threads.
//! A [`Source`] is a document: a file, or bytes with a name. A [`Report`] says what came of it, above all the
//! [`Verdict`]: nothing is `clean` of which any part was not read.
//!
//! # What is found, and why
//!
//! ```
//! use yinmo::Pipeline;
//! let pipeline = Pipeline::default();
//! let text = "咨询电话：0571-87012345";
//! let found = pipeline.find(text);
//! assert_eq!(found[0].finding.kind.id(), "landline");
//! // An office's line is published on purpose.
//! assert_eq!(found[0].decision.action.id(), "keep");
//! ```
//!
//! # A document, by another policy
//!
//! ```
//! use yinmo::{Pipeline, Policy, Source, Verdict};
//! let pipeline = Pipeline::new(Policy::builtin("strict").unwrap());
//! let table = "姓名,联系电话\n王建坪,13800012001\n";
//! let (report, masked) = pipeline.mask_bytes(Source::Bytes { name: "名单.csv", bytes: table.as_bytes() }, &mut ())?;
//! assert_eq!(report.verdict, Verdict::Masked);
//! assert!(!String::from_utf8(masked).unwrap().contains("13800012001"));
//! # Ok::<(), yinmo::Error>(())
//! ```
//!
//! Files go through [`Pipeline::check`] and [`Pipeline::mask_file`]. Findings are handed to a [`Listener`] as
//! they come, so memory does not grow with the document.

mod baseline;
mod batch;
mod cache;
mod came_in;
mod clock;
mod decisions;
mod error;
mod examples;
mod exposed;
mod file_name;
mod in_place;
mod item;
mod job;
mod label;
mod level;
mod lines;
mod lock;
mod output;
mod pipeline;
mod preview;
mod reading;
mod remark;
mod remembered;
mod report;
mod restore;
mod review;
mod run;
mod seen;
mod seldom;
mod site;
mod source;
mod together;
pub mod trail;
mod verdict;
mod verify;
mod waivers;

pub use baseline::{
    Baseline, BaselineDraft, BaselineEntry, BaselineError, BaselineFault, BaselineLock, Occasion,
};
pub use batch::BatchListener;
pub use cache::Cache;
pub use decisions::{Choice, DecisionRow, Decisions, DecisionsError, HEADINGS as WORKLIST_HEADINGS};
pub use error::{Error, io_error_zh};
pub use examples::{Unmet, unmet_examples};
pub use exposed::{Exposed, Said, Worst};
pub use file_name::numbered;
pub use item::{Excerpt, Item};
pub use job::{Job, Stored, Task};
pub use label::LabelNote;
pub use level::Level;
pub use lines::Lines;
pub use output::Output;
pub use pipeline::{Decided, Pipeline};
pub use preview::preview;
pub use remark::Remark;
pub use report::{Children, ColumnNote, Counts, Exempted, Hidden, Reach, Report, SmallCounts, Waiting};
pub use restore::Restored;
pub use run::Listener;
pub use seen::Seen;
pub use seldom::{Nothing, Seldom};
pub use site::{Mention, Missing, Site};
pub use source::Source;
pub use together::Together;
pub use verdict::Verdict;
pub use verify::{Class, Difference, Incomparable, Verification};
pub use waivers::{AllowFault, AllowProblem, Lasting, Waived, WaivedBy, WaivedSome, Waivers};
pub use yinmo_core::{
    Detector, Key, NoKey, finding, key, kind, marked, memory, operators, policy, policy::Policy, recognizers,
    risk, scan, text,
};
pub use yinmo_documents::{Extra, Hiding, Limits, Link, Reason, What};

/// What counts of findings call the action on one that does not count again.
pub const WAIVED: &str = "waived";

/// The examples of the READMEs and of the book are tests too.
#[cfg(doctest)]
#[doc = include_str!("../../../README.md")]
#[doc = include_str!("../../../README.en.md")]
#[doc = include_str!("../../../docs/library.md")]
struct Book;
