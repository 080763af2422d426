//! What all detectors search text with.

use std::sync::LazyLock;

use yinmo_data::labels::VETOES;

use crate::recognizers::{ALL, Labels, Shapes};

/// Made when the first text is searched: a run that finds nothing new to read does without.
pub(super) static TABLES: LazyLock<Tables> = LazyLock::new(Tables::new);

pub(super) struct Tables {
    /// Of all patterns.
    pub(super) shapes: Shapes,
    /// Of those that are found without a label right beside them: most values have none.
    pub(super) loose_shapes: Shapes,
    pub(super) labels: Labels,
}

impl Tables {
    pub(super) fn new() -> Self {
        let patterns: Vec<_> = ALL.iter().filter_map(|recognizer| recognizer.pattern()).collect();
        let loose = patterns.iter().copied().filter(|pattern| !pattern.needs_tight_label()).collect();
        let positive = ALL.iter().flat_map(|r| r.labels().iter().map(move |label| (*label, r.kind())));
        Self {
            shapes: Shapes::new(patterns),
            loose_shapes: Shapes::new(loose),
            labels: Labels::new(positive, VETOES.iter().copied()),
        }
    }
}
