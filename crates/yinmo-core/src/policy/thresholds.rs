//! How sure a finding has to be.

use toml::Spanned;

use super::error::Problem;
use super::options::{ConfidenceOption, ConfidenceWord, ReportOptions, ThresholdOptions};
use super::rules::parse_kind;
use crate::finding::{Confidence, Finding};
use crate::kind::Kind;

/// From which confidence on findings of a kind are treated by its rule, and from which on they are listed for review.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Thresholds {
    /// From here on the rule of the kind applies.
    pub mask: Confidence,
    /// From here on, and below `mask`, findings are for review; what is less sure is not reported. Where nothing is
    /// said, everything that has any reason beside the sequence model is for review.
    pub review: Option<Confidence>,
}

impl Thresholds {
    /// Whether the finding is reported at all.
    pub fn report(&self, finding: &Finding) -> bool {
        match self.review {
            Some(least) => finding.confidence >= least,
            None => finding.confidence >= self.mask || !finding.is_guess(),
        }
    }
}

/// What layers say, the later ones on top.
#[derive(Clone, Default)]
pub(super) struct Draft {
    all: Stated,
    kinds: Vec<(Kind, Stated)>,
}

#[derive(Clone, Copy, Default)]
struct Stated {
    mask: Option<Confidence>,
    review: Option<Confidence>,
}

impl Draft {
    pub(super) fn merge(&mut self, options: ReportOptions) -> Result<(), Problem> {
        let ReportOptions { min_confidence, review_from, kinds } = options;
        let spans: Vec<_> = review_from.iter().chain(&min_confidence).map(Spanned::span).collect();
        // Who says something of all kinds means those too of which the profile below says something else.
        for (_, stated) in &mut self.kinds {
            stated.mask = stated.mask.filter(|_| min_confidence.is_none());
            stated.review = stated.review.filter(|_| review_from.is_none());
        }
        self.all.merge(min_confidence, review_from);
        check(self.all.or(Stated::default()), spans.first())?;
        for (id, ThresholdOptions { min_confidence, review_from }) in kinds {
            let kind = parse_kind(&id)?;
            let spans: Vec<_> = review_from.iter().chain(&min_confidence).map(Spanned::span).collect();
            let nth = self.kinds.iter().position(|(known, _)| *known == kind).unwrap_or_else(|| {
                self.kinds.push((kind, Stated::default()));
                self.kinds.len() - 1
            });
            self.kinds[nth].1.merge(min_confidence, review_from);
            check(self.kinds[nth].1.or(self.all), spans.first())?;
        }
        Ok(())
    }

    /// For every kind, in the order of the kinds.
    pub(super) fn finish(&self) -> Vec<Thresholds> {
        let stated = |kind: &Kind| {
            let own = self.kinds.iter().find(|(known, _)| known == kind);
            own.map_or(self.all, |(_, stated)| stated.with_default(self.all))
        };
        Kind::ALL.iter().map(|kind| stated(kind).or(Stated::default())).collect()
    }

    /// Where nothing is said of the kind.
    pub(super) fn overall(&self) -> Thresholds {
        self.all.or(Stated::default())
    }
}

impl Stated {
    fn merge(&mut self, mask: Option<Spanned<ConfidenceOption>>, review: Option<Spanned<ConfidenceOption>>) {
        let number = |option: Spanned<ConfidenceOption>| confidence(option.into_inner());
        self.mask = mask.map(number).or(self.mask);
        self.review = review.map(number).or(self.review);
    }

    fn with_default(self, below: Self) -> Self {
        Self { mask: self.mask.or(below.mask), review: self.review.or(below.review) }
    }

    fn or(self, below: Self) -> Thresholds {
        let Self { mask, review } = self.with_default(below);
        Thresholds { mask: mask.unwrap_or(Confidence::LIKELY), review }
    }
}

/// What is masked has to be reported.
fn check(thresholds: Thresholds, span: Option<&std::ops::Range<usize>>) -> Result<(), Problem> {
    if thresholds.review.is_none_or(|review| review <= thresholds.mask) {
        return Ok(());
    }
    Err(Problem::new(
        span.cloned(),
        "`review-from` 不得高于 `min-confidence`",
        "`review-from` cannot be above `min-confidence`",
    ))
}

/// The least confidence that bears the name.
const fn confidence(option: ConfidenceOption) -> Confidence {
    match option {
        ConfidenceOption::Word(ConfidenceWord::Low) => Confidence(0),
        ConfidenceOption::Word(ConfidenceWord::Medium) => Confidence::LIKELY,
        ConfidenceOption::Word(ConfidenceWord::High) => Confidence(90),
        ConfidenceOption::PerCent(per_cent) => Confidence(per_cent),
    }
}
