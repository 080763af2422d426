//! What does not count again when a document is checked.
//!
//! A finding is waived by a comment in the document, by the policy, or by a baseline: it is reported all the same, with who
//! said so and why, and does not alarm. Of a document of which only some lines came in, the other lines do not count.
//! Nothing of this holds when documents are masked: those that come from others could carry a comment that lets data
//! through. And nothing lets publish what must not be published, or makes read what was not read.

mod gate;
mod inline;
mod problem;

pub(crate) use gate::{Claim, Gate, Passing, Standing};
pub use problem::{AllowFault, AllowProblem};

use std::sync::{Arc, OnceLock};

use yinmo_core::policy::{self, Day, Policy};

use crate::Baseline;
use crate::clock::today;

/// What does not count again when documents are checked, given to a pipeline with
/// [`Pipeline::with_waivers`](crate::Pipeline::with_waivers).
///
/// ```
/// use yinmo::{Item, Pipeline, Policy, Source, Verdict, Waivers};
/// let policy = Policy::builtin("general-publication").unwrap();
/// let waivers = Waivers::of(&policy);
/// let pipeline = Pipeline::new(policy).with_waivers(waivers);
/// let text = "电话：13800012001 <!-- yinmo:allow[mobile] 示例号码 -->";
/// let source = Source::Bytes { name: "说明.md", bytes: text.as_bytes() };
/// let mut items: Vec<Item> = Vec::new();
/// let report = pipeline.check(source, &mut items)?;
/// assert_eq!(report.verdict, Verdict::Clean);
/// assert_eq!(items[0].waived.as_ref().unwrap().reason, "示例号码");
/// # Ok::<(), yinmo::Error>(())
/// ```
#[derive(Debug)]
pub struct Waivers {
    policy: policy::Gate,
    baseline: Option<Arc<Baseline>>,
    /// What expired before counts again. Asked for when something can expire.
    today: OnceLock<Option<Day>>,
}

impl Waivers {
    /// What `policy` says, today.
    pub fn of(policy: &Policy) -> Self {
        Self { policy: policy.gate().clone(), baseline: None, today: OnceLock::new() }
    }

    /// The same, on another day.
    #[must_use]
    pub fn on(self, day: Day) -> Self {
        Self { today: Some(day).into(), ..self }
    }

    /// The same, and what `baseline` lists.
    #[must_use]
    pub fn with_baseline(self, baseline: Arc<Baseline>) -> Self {
        Self { baseline: Some(baseline), ..self }
    }

    /// What was there already, if anything is said of it.
    pub fn baseline(&self) -> Option<&Arc<Baseline>> {
        self.baseline.as_ref()
    }

    /// What the policy lets pass, and whether there is a baseline, for caches: nothing that was waived, or could be by a
    /// baseline, is stored in one.
    pub(crate) fn said(&self) -> String {
        format!("{:?}{}", self.policy, self.baseline.is_some())
    }

    fn is_over(&self, until: Option<Day>) -> bool {
        // Where nobody knows the day, nothing that ends holds.
        until.is_some_and(|until| self.today.get_or_init(today).is_none_or(|today| until < today))
    }
}

/// That a finding does not count again, and why.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Waived {
    /// Who says so.
    pub by: WaivedBy,
    /// Why, as far as it may be shown; empty for what stands in lines that did not come in.
    pub reason: String,
    /// The last day on which it does not count.
    pub until: Option<Day>,
}

/// Who says that a finding does not count again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WaivedBy {
    /// It stands in lines that did not come in. It is counted and not reported.
    UnchangedLine,
    /// A comment in the document.
    Inline,
    /// The policy.
    Policy,
    /// The list of what was there already.
    Baseline,
}

impl WaivedBy {
    /// The permanent id: `unchanged-line`, `inline`, `policy`, `baseline`.
    pub const fn id(self) -> &'static str {
        match self {
            Self::UnchangedLine => "unchanged-line",
            Self::Inline => "inline",
            Self::Policy => "policy",
            Self::Baseline => "baseline",
        }
    }

    /// For users, in Chinese.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::UnchangedLine => "未改动的行",
            Self::Inline => "文件中注明",
            Self::Policy => "配置",
            Self::Baseline => "基线",
        }
    }

    /// For users, in English.
    pub const fn en(self) -> &'static str {
        match self {
            Self::UnchangedLine => "unchanged lines",
            Self::Inline => "a comment",
            Self::Policy => "the configuration",
            Self::Baseline => "the baseline",
        }
    }
}

/// Findings of one rule that do not count again, for one reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaivedSome {
    /// The id of the kind; `column` for columns, or what goes beside the text: `comments`.
    pub rule: &'static str,
    /// Who says so, and why.
    pub waived: Waived,
    /// The line that says so, counted from 1; 0 where no line does.
    pub line: usize,
    /// How many.
    pub count: u64,
}

/// Something beside single findings that a baseline may list: a column, or what goes beside the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lasting {
    /// `column`, or what goes beside the text: `comments`.
    pub rule: &'static str,
    /// Names it, also after other parts of the file were changed, if the baseline has a key.
    pub fingerprint: String,
}
