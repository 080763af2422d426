use std::fmt;

use yinmo_documents::Reason;

/// What may be done with a document.
///
/// There is no way to get [`Verdict::Clean`] for a document of which any part was not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Read whole; nothing in it has to be masked.
    Clean,
    /// Read whole and checked only: something in it has to be masked first.
    NeedsMasking,
    /// Masked, written, opened again and found clean.
    Masked,
    /// A person has to look at some of it.
    NeedsReview,
    /// Must not be published, masked or not.
    MustNotPublish,
    /// Not read, or not read whole.
    NotInspected(Reason),
}

impl Verdict {
    /// The permanent id: `clean`, `needs-masking`, …
    pub const fn id(self) -> &'static str {
        match self {
            Self::Clean => "clean",
            Self::NeedsMasking => "needs-masking",
            Self::Masked => "masked",
            Self::NeedsReview => "needs-review",
            Self::MustNotPublish => "must-not-publish",
            Self::NotInspected(_) => "not-inspected",
        }
    }

    /// For users, in Chinese.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Clean => "可以公开",
            Self::NeedsMasking => "脱敏后方可公开",
            Self::Masked => "已脱敏",
            Self::NeedsReview => "须人工审核",
            Self::MustNotPublish => "不得公开",
            Self::NotInspected(_) => "未检查",
        }
    }

    /// For users, in English.
    pub const fn en(self) -> &'static str {
        match self {
            Self::Clean => "may be published",
            Self::NeedsMasking => "mask before publishing",
            Self::Masked => "masked",
            Self::NeedsReview => "needs a person's review",
            Self::MustNotPublish => "must not be published",
            Self::NotInspected(_) => "not inspected",
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}
