//! What a person decided of what the policy leaves to people.

use yinmo_core::finding::Finding;
use yinmo_core::operators::Effect;
use yinmo_core::policy::{Decision, Reason, Subject};
use yinmo_core::text::{Place, Surface};
use yinmo_documents::{Chunk, Part};

use super::{Review, Setting};
use crate::item::fingerprint;

impl<'a> Setting<'a> {
    /// The decision on `value`, which stands at the byte `at.2` of a part, as a person made it if one did.
    pub(super) fn ruled(
        self,
        decision: Decision<'a>,
        subject: &Subject,
        value: &str,
        at: (&Chunk, Part<'_>, usize),
    ) -> Decision<'a> {
        let Some(desk) = self.pipeline.desk.as_deref() else { return decision };
        desk.rule(&self.pipeline.policy, subject, decision, value, || {
            let (chunk, part, start) = at;
            let place = self.place(chunk, &part, start).0.to_string();
            let start = chunk.position(part.index, start).code_point;
            fingerprint(self.hash, &place, start, subject.kind)
        })
    }

    /// Where the byte `at` of a part is, with what is found in names on the way hidden.
    pub(super) fn place(self, chunk: &Chunk, part: &Part<'_>, at: usize) -> (Place, Surface) {
        let (place, surface) = chunk.stand(part, at, &mut |_, key| self.pipeline.hide(key));
        (place.with_names(&mut |name| self.pipeline.hide_in_place(name)), surface)
    }

    /// Counts a value that stays because a person said so.
    pub(super) fn count_kept(
        self,
        finding: &Finding,
        decision: &Decision<'_>,
        value: &str,
        review: &mut Review,
    ) {
        if decision.reason == Reason::Person
            && decision.action.effect() == Effect::Keep
            && let Some(desk) = self.pipeline.desk.as_deref()
        {
            desk.count(value);
            review.exempt(finding.kind, decision);
        }
    }
}
