//! Findings as they are reported.

use sha2::{Digest, Sha256};
use yinmo_core::finding::Finding;
use yinmo_core::policy::Decision;
use yinmo_core::text::Span;
use yinmo_documents::{Chunk, Part};

use super::{Setting, excerpt};
use crate::source::hex;
use crate::{Item, preview};

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
        let end = found.chunk.position(part.index, span.end).code_point;
        let place = part.place_with(&mut |_, key| self.pipeline.hide(key));
        let place = match place {
            yinmo_core::text::Place::Line(_) => yinmo_core::text::Place::Line(first.line),
            other => other,
        };
        Item {
            surface: part.surface,
            line: first.line,
            column: first.column,
            start: first.code_point,
            end,
            kind: finding.kind,
            confidence: finding.confidence,
            role: finding.role,
            weak: finding.weak,
            evidence: finding.evidence,
            action: decision.action.clone(),
            reason: decision.reason,
            preview: preview(finding.span.of(found.text), finding.kind),
            fingerprint: fingerprint(self.hash, &place.to_string(), first.code_point, finding),
            excerpt: self.pipeline.excerpts.then(|| excerpt::around(found.text, found.findings, nth)),
            place,
        }
    }
}

/// A hash of file, place and rule. Never of the value: all mobile numbers can be hashed in minutes.
pub(crate) fn fingerprint(hash: &str, place: &str, start: usize, finding: &Finding) -> String {
    let mut hasher = Sha256::new();
    for field in [hash, place, &start.to_string(), finding.kind.id()] {
        hasher.update(field.as_bytes());
        hasher.update([0]);
    }
    hex(&hasher.finalize()[..16])
}
