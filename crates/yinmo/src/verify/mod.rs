//! The two-way check: an original beside what somebody made of it for publication, by whatever tool.
//!
//! Nothing personal may be left, and nothing else may be lost: what the policy keeps has to be there still, rows and
//! totals too. Both documents go through the same door as always, and are compared place by place.

mod align;
mod compare;
mod judge;
mod reading;
mod totals;

use std::collections::BTreeMap;
use std::sync::Arc;

use yinmo_core::kind::Kind;
use yinmo_core::text::Place;
use yinmo_documents::Reason;

use crate::error::Error;
use crate::source::probe;
use crate::{Pipeline, Source, Verdict};

/// What became of something between the original and what is published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// Masked as the policy does it.
    AsPolicy,
    /// Masked in another way that hides enough.
    Otherwise,
    /// Still there, or hidden too little.
    Left,
    /// It waits for a person, and stands there as it was.
    Waits,
    /// Changed, although the policy keeps it.
    Changed,
    /// A row, a line or a whole part is missing.
    Lost,
    /// A row, a line or a whole part was not in the original.
    Added,
    /// The numbers of a column add up to something else.
    Total,
}

impl Class {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::AsPolicy,
        Self::Otherwise,
        Self::Left,
        Self::Waits,
        Self::Changed,
        Self::Lost,
        Self::Added,
        Self::Total,
    ];

    /// The permanent id, kebab-case.
    pub const fn id(self) -> &'static str {
        match self {
            Self::AsPolicy => "as-policy",
            Self::Otherwise => "otherwise",
            Self::Left => "left",
            Self::Waits => "waits",
            Self::Changed => "changed",
            Self::Lost => "lost",
            Self::Added => "added",
            Self::Total => "total",
        }
    }

    /// For users, in Chinese.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::AsPolicy => "按规则脱敏",
            Self::Otherwise => "脱敏方式不同，遮盖足够",
            Self::Left => "未脱敏或遮盖不足",
            Self::Waits => "原样保留，须人工审核",
            Self::Changed => "不应改动而改动",
            Self::Lost => "缺少",
            Self::Added => "多出",
            Self::Total => "合计不符",
        }
    }

    /// For users, in English.
    pub const fn en(self) -> &'static str {
        match self {
            Self::AsPolicy => "masked as the policy says",
            Self::Otherwise => "masked otherwise, hidden enough",
            Self::Left => "left, or hidden too little",
            Self::Waits => "stays and needs a person's review",
            Self::Changed => "changed though the policy keeps it",
            Self::Lost => "missing",
            Self::Added => "not in the original",
            Self::Total => "the total differs",
        }
    }

    /// Whether nothing of this may be.
    pub const fn is_fault(self) -> bool {
        !matches!(self, Self::AsPolicy | Self::Otherwise)
    }
}

/// Something that differs, or that should and does not. No value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What became of it.
    pub class: Class,
    /// Where, in the original; of what was added, where it stands now. Names on the way are masked.
    pub place: Place,
    /// What stands there, if that is known.
    pub kind: Option<Kind>,
}

/// What came of comparing two documents.
#[derive(Clone, Debug)]
pub struct Verification {
    /// The original's name, as it may be shown.
    pub original: String,
    /// The name of what is to be published, as it may be shown.
    pub masked: String,
    /// Why they could not be compared, if so.
    pub incomparable: Option<Incomparable>,
    /// What a review of what is to be published says of it, by the same policy.
    pub verdict: Verdict,
    /// How much became what, by kind.
    pub counts: BTreeMap<(Class, Option<Kind>), u64>,
    /// Where: the first [`MOST`](Self::MOST), without what was masked as the policy says.
    pub differences: Vec<Difference>,
    /// Columns of numbers that were added up on both sides.
    pub totals: u64,
    /// Something was decided of another version of the original, and not applied.
    pub decisions_of_another: bool,
}

impl Verification {
    /// So many differences are listed; all are counted.
    pub const MOST: usize = 10_000;

    /// How many of a class.
    pub fn count(&self, class: Class) -> u64 {
        self.counts.iter().filter(|((of, _), _)| *of == class).map(|(_, count)| count).sum()
    }

    /// Whether what is to be published hides what it should and nothing else, as far as that is known.
    pub fn is_fine(&self) -> bool {
        let harmless = matches!(self.verdict, Verdict::Clean | Verdict::Masked);
        self.incomparable.is_none()
            && harmless
            && !Class::ALL.iter().any(|c| c.is_fault() && self.count(*c) > 0)
    }

    fn add(&mut self, class: Class, place: &Place, kind: Option<Kind>) {
        *self.counts.entry((class, kind)).or_default() += 1;
        if class != Class::AsPolicy && self.differences.len() < Self::MOST {
            self.differences.push(Difference { class, place: place.clone(), kind });
        }
    }
}

/// Why two documents could not be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Incomparable {
    /// The original was not read whole.
    Original(Reason),
    /// What is to be published was not read whole.
    Masked(Reason),
    /// The tables have other columns, or the parts are of another sort.
    Shape,
}

impl Incomparable {
    /// The permanent id, kebab-case.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Original(_) => "original-not-read",
            Self::Masked(_) => "masked-not-read",
            Self::Shape => "other-shape",
        }
    }

    /// For users, in Chinese.
    pub fn zh(self) -> String {
        match self {
            Self::Original(reason) => format!("原件未能读全：{}", reason.zh()),
            Self::Masked(reason) => format!("脱敏件未能读全：{}", reason.zh()),
            Self::Shape => "两份文件的表格列或组成对不上".to_owned(),
        }
    }

    /// For users, in English.
    pub fn en(self) -> String {
        match self {
            Self::Original(reason) => format!("the original was not read whole: {}", reason.en()),
            Self::Masked(reason) => format!("the masked document was not read whole: {}", reason.en()),
            Self::Shape => "the columns or parts of the two do not correspond".to_owned(),
        }
    }
}

impl Pipeline {
    /// Compares an original with what somebody made of it for publication. Decisions on the original count.
    ///
    /// ```
    /// use yinmo::{Class, Pipeline, Source};
    /// let original = Source::Bytes { name: "名单.csv", bytes: "姓名,电话,金额\n王建坪,13800012001,500\n".as_bytes() };
    /// let masked = Source::Bytes { name: "名单.csv", bytes: "姓名,电话,金额\n王*坪,138******01,50\n".as_bytes() };
    /// let verification = Pipeline::default().verify(original, masked)?;
    /// assert_eq!(verification.count(Class::AsPolicy), 2);
    /// assert_eq!(verification.differences[0].class, Class::Changed);
    /// assert_eq!(verification.differences[0].place.to_string(), "C2");
    /// assert!(!verification.is_fine());
    /// # Ok::<(), yinmo::Error>(())
    /// ```
    ///
    /// # Errors
    /// If the run was stopped, or a file changed while it was read. What cannot be compared is no error.
    pub fn verify(&self, original: Source<'_>, masked: Source<'_>) -> Result<Verification, Error> {
        let own = self.for_document(|| original.raw_name().into());
        let (loaded, loaded_masked) = (original.load(), masked.load());
        let (original, masked) = (loaded.as_source(original), loaded_masked.as_source(masked));
        let name = own.display_name(&original.raw_name());
        let masked_name = own.display_name(&masked.raw_name());
        let mut verification = Verification {
            original: name.clone(),
            masked: masked_name.clone(),
            incomparable: None,
            verdict: Verdict::NotInspected(Reason::Unreadable),
            counts: BTreeMap::new(),
            differences: Vec::new(),
            totals: 0,
            decisions_of_another: false,
        };
        let before = match probe(original, true) {
            Ok(probe) => probe,
            Err(obstacle) => {
                verification.incomparable = Some(Incomparable::Original(obstacle.reason));
                return Ok(verification);
            }
        };
        let ruled = own.at_desk(&before.hash);
        let own = ruled.as_ref().unwrap_or(own);
        let (report, sheets) = own.read_sheets(original, &name, &before)?;
        verification.original.clone_from(&report.name);
        verification.decisions_of_another = report.decisions_of_another;
        if let Verdict::NotInspected(reason) = report.verdict
            && reason != Reason::UnreadParts
        {
            verification.incomparable = Some(Incomparable::Original(reason));
            return Ok(verification);
        }
        // Where a format writes letter by letter, what the policy makes of a cell is known when it is written.
        let mut written = Vec::new();
        let by_letter = before.format.is_package();
        if by_letter && own.write_all(original, &name, &before, &mut written, &mut ()).is_err() {
            written.clear();
        }
        if let Some(desk) = &own.desk {
            desk.look_at_output();
        }
        let after = match probe(masked, true) {
            Ok(probe) => probe,
            Err(obstacle) => {
                verification.incomparable = Some(Incomparable::Masked(obstacle.reason));
                return Ok(verification);
            }
        };
        let (report, mut published) = own.of_output().read_sheets(masked, &masked_name, &after)?;
        if by_letter {
            let raw_name = original.raw_name();
            let written = Source::Bytes { name: &raw_name, bytes: &written };
            if let Ok(probe) = probe(written, false) {
                let (_, sheets) = own.of_output().read_sheets(written, &name, &probe)?;
                reading::mark_written(&mut published, &sheets);
            }
        }
        verification.masked.clone_from(&report.name);
        verification.verdict = report.verdict;
        // Columns have no place but their heading.
        for column in &report.waiting {
            verification.add(Class::Waits, &Place::Named(format!("列“{}”", column.heading)), None);
        }
        if report.public_name.is_some() {
            verification.add(Class::Left, &Place::FileName, None);
        }
        for remark in report.notes.iter().filter(|remark| remark.stripped) {
            verification.add(Class::Left, &remark.place, None);
        }
        match report.verdict {
            Verdict::NotInspected(reason) => verification.incomparable = Some(Incomparable::Masked(reason)),
            _ => compare::sheets(own, &sheets, &published, &mut verification),
        }
        // Masks are findings too, and masking them again changes nothing.
        if verification.verdict == Verdict::NeedsMasking && verification.count(Class::Left) == 0 {
            verification.verdict = Verdict::Clean;
        }
        Ok(verification)
    }

    /// For what was made of a document: decisions on documents called like it are not about it.
    fn of_output(&self) -> Self {
        let mut own = self.with_desk(self.desk.as_ref().map(Arc::clone));
        own.decisions = None;
        own
    }
}
