//! Findings as they are reported.

use yinmo_core::finding::Finding;
use yinmo_core::kind::Kind;
use yinmo_core::policy::Decision;
use yinmo_core::scan::is_mask_char;
use yinmo_core::text::Span;
use yinmo_documents::{Chunk, Part};

use super::{Setting, excerpt};
use crate::Item;
use crate::item::Stand;

/// The text that findings were made in, and those findings.
#[derive(Clone, Copy)]
pub(super) struct Found<'a> {
    pub(super) chunk: &'a Chunk,
    pub(super) text: &'a str,
    pub(super) findings: &'a [Finding],
}

impl Setting<'_> {
    /// The report of the `nth` finding, which stands at `span` of `part`.
    pub(super) fn item(
        self,
        found: Found<'_>,
        nth: usize,
        part: Part<'_>,
        span: Span,
        decision: &Decision<'_>,
    ) -> Item {
        let finding = &found.findings[nth];
        let first = found.chunk.position(part.index, span.start);
        let last = found.chunk.position(part.index, span.end);
        let (place, surface) = self.place(found.chunk, &part, span.start);
        // Lines of text that was put together would send people to the wrong place.
        let of_file = |number: usize| if found.chunk.is_put_together() { 0 } else { number };
        let [line, column, end_line, end_column] =
            [first.line, first.column, last.line, last.column].map(of_file);
        let (start, end) = (first.code_point, last.code_point);
        let stand = Stand { place, surface, line, column, end_line, end_column, start, end };
        let excerpt = self.pipeline.excerpts.then(|| excerpt::around(found.text, found.findings, nth));
        let value = finding.span.of(found.text);
        let item = Item { excerpt, ..Item::new(finding, decision, value, stand, self.hash) };
        if self.hides_first(finding, decision, value) { item.hidden() } else { item }
    }

    /// Whether the output hides the first character of a name, as of a given name alone: a preview that shows it would,
    /// beside the output, show all of the name.
    fn hides_first(self, finding: &Finding, decision: &Decision<'_>, value: &str) -> bool {
        let replaced = || decision.action.replace(value, finding.kind, self.names);
        finding.kind == Kind::Person && replaced().is_some_and(|shown| shown.starts_with(is_mask_char))
    }
}
