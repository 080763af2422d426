//! What does not count again: see [`waivers`](crate::waivers).

use yinmo_core::finding::Finding;
use yinmo_core::kind::Kind;
use yinmo_core::policy::Decision;
use yinmo_core::text::Span;
use yinmo_documents::{Chunk, Part, Parts};

use super::{List, Review, Setting};
use crate::item::fingerprint;
use crate::waivers::{Claim, Gate, Passing, Standing};
use crate::{Item, Pipeline};

/// Something that passes, until it is settled in the order of the document.
pub(crate) struct Waiting {
    kind: Kind,
    /// The id of the action that is taken if it does not.
    action: &'static str,
    passing: Passing,
    /// Its number among the items, where items are wanted.
    item: usize,
}

impl Setting<'_> {
    /// The same for the rows of a list: all of them count if its heading came in, because that says what they are.
    pub(super) fn below(self, list: &List) -> Self {
        Self { anew: list.came_in(), ..self }
    }

    /// Whether a finding counts that stands at `span` of `part`, and ends at a byte of a part, given by both numbers.
    pub(super) fn stand(
        self,
        finding: &Finding,
        decision: &Decision<'_>,
        value: &str,
        (chunk, part, span): (&Chunk, Part<'_>, Span),
        end: (usize, usize),
    ) -> Standing {
        let Some(gate) = self.pipeline.gate.as_deref() else { return Standing::Counts(None) };
        let place = || self.place(chunk, &part, span.start).0.to_string();
        let own = || {
            let start = chunk.position(part.index, span.start).code_point;
            fingerprint(self.hash, &place(), start, finding.kind)
        };
        gate.stand(&Claim {
            rule: finding.kind.id(),
            effect: decision.action.effect(),
            lines: chunk.lines_between((part.index, span.start), end),
            anew: self.anew,
            place: &place,
            name: &|baseline, path| baseline.name_of(value, finding.kind, path, own),
        })
    }

    /// Whether any of these parts stands in lines that came in.
    pub(super) fn came_in(self, chunk: &Chunk, parts: Parts<'_>) -> bool {
        let Some(gate) = self.gate_of_lines() else { return true };
        let [Some(first), Some(last)] = [parts.get(0), parts.get(parts.len().saturating_sub(1))] else {
            return true;
        };
        gate.came_in(chunk.lines_between((first.index, 0), (last.index, last.text.len())))
    }

    /// The same for one part.
    pub(super) fn part_came_in(self, chunk: &Chunk, part: &Part<'_>) -> bool {
        let lines = |part: &Part<'_>| chunk.lines_between((part.index, 0), (part.index, part.text.len()));
        self.gate_of_lines().is_none_or(|gate| gate.came_in(lines(part)))
    }

    fn gate_of_lines(&self) -> Option<&Gate> {
        self.pipeline.gate.as_deref().filter(|gate| gate.is_of_lines() && !self.anew)
    }
}

impl Review {
    /// Counts a finding, as far as it does, and reports it with `item`, if that makes one.
    pub(crate) fn take(
        &mut self,
        pipeline: &Pipeline,
        finding: &Finding,
        decision: &Decision<'_>,
        stand: Standing,
        item: impl FnOnce() -> Option<Item>,
    ) {
        let (waived, lasting) = match stand {
            Standing::Unchanged => {
                pipeline.gate.iter().for_each(|gate| gate.leave(finding.kind.id()));
                return;
            }
            Standing::Counts(lasting) => {
                self.count(finding.kind, decision.action, 1);
                (None, lasting)
            }
            Standing::Waived(passing) => {
                let (waived, lasting) = (passing.waived.clone(), passing.entry().map(str::to_owned));
                let (kind, action, item) = (finding.kind, decision.action.id(), self.items.len());
                self.passing.push(Waiting { kind, action, passing, item });
                (Some(waived), lasting)
            }
        };
        self.items.extend(item().map(|item| Item { waived, lasting, ..item }));
    }

    /// Settles what passes. Chunks come in the order of the document.
    pub(crate) fn settle(&mut self, gate: &Gate) {
        for Waiting { kind, action, passing, item } in std::mem::take(&mut self.passing) {
            if gate.settle(kind.id(), &passing) {
                self.counts.add(kind, crate::WAIVED, 1);
                continue;
            }
            self.counts.add(kind, action, 1);
            if let Some(item) = self.items.get_mut(item) {
                item.waived = None;
            }
        }
    }
}
