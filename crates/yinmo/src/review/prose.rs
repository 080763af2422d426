//! Running text.

use std::borrow::Cow;

use yinmo_core::finding::Finding;
use yinmo_core::kind::{Group, Kind};
use yinmo_core::memory::{Memory, People};
use yinmo_core::operators::{Action, Effect, Names, Whose};
use yinmo_core::owned;
use yinmo_core::policy::{Decision, Subject};
use yinmo_core::recognizers::Claim;
use yinmo_core::tagger::anonymous_names;
use yinmo_core::text::Span;
use yinmo_documents::{Change, Chunk, Part};

use super::items::Found;
use super::{Mark, Review, Setting};

impl<'a> Setting<'a> {
    /// Finds in the chunk's text with its context around, and takes what begins in the chunk itself.
    pub(super) fn prose(self, chunk: &Chunk, part: Part<'_>, review: &mut Review) {
        let (first, claims) = self.claims_of(chunk);
        self.mind_child_lists(chunk, &first, &claims, review);
        let findings = personal(chunk, &claims);
        let from = review.changes.pushed();
        let found = Found { chunk, text: chunk.window(), findings: &findings };
        for (nth, finding) in findings.iter().enumerate() {
            let value = finding.span.of(chunk.window());
            let meant = self.names.meant(value, finding.kind);
            let decision = self.as_it_is(self.decide_in_prose(finding, chunk, part), (value, meant), finding);
            self.count_kept(finding, &decision, value, review);
            let span =
                Span::new(finding.span.start - chunk.own().start, finding.span.end - chunk.own().start);
            let stand = self.stand(finding, &decision, value, (chunk, part, span), (part.index, span.end));
            // What is waived stands in the document as it is.
            if !stand.is_waived()
                && let Some(replacement) = decision.action.replace_of(
                    found.whose(nth, decision.action),
                    meant,
                    finding.kind,
                    self.names,
                )
                && replacement != value
            {
                let replacement = self.tables.instead(chunk.window(), finding.span, replacement);
                review.changes.push(Change::replace(part.index, span, &replacement));
            }
            if self.items {
                let effect = decision.action.effect();
                review.marks.push(Mark { part: part.index, span, kind: finding.kind, effect });
            }
            review.take(self.pipeline, finding, &decision, stand, || {
                self.items.then(|| self.item(found, nth, part, span, &decision))
            });
        }
        self.tables.embedded.iter().for_each(|table| self.count_within(chunk, table, review));
        self.expose_prose(chunk, part, &findings, from, review);
    }

    /// What the first reading found in the chunk's text and its context, and everything that is claimed there with what
    /// is known of the document.
    fn claims_of(self, chunk: &Chunk) -> (Cow<'a, yinmo_core::Found>, Vec<Claim>) {
        let (detector, text, tables) = (&self.pipeline.detector, chunk.window(), &*self.tables.embedded);
        let kept = self.reading.and_then(|reading| reading.of(text));
        let found = kept.map_or_else(|| Cow::Owned(self.first_of(chunk)), Cow::Borrowed);
        let alone = || {
            let mut people = People::default();
            people.learn(text, &found, Span::new(0, text.len()));
            Memory::new(people)
        };
        let claims = match self.memory {
            Some(memory) => detector.second_prose(text, tables, memory, &found),
            None => detector.second_prose(text, tables, &alone(), &found),
        };
        (found, claims)
    }

    /// What a chunk says by itself; names of files in it are read as such.
    pub(super) fn first_of(self, chunk: &Chunk) -> yinmo_core::Found {
        let (detector, text) = (&self.pipeline.detector, chunk.window());
        let mut found = detector.first_prose(text, &self.tables.embedded);
        detector.read_file_names(text, chunk.file_names(), &mut found);
        found
    }

    /// What a rule would leave as it is stays: `三墩镇` where addresses are cut to the township. A mask that hides too
    /// little is no such thing.
    pub(super) fn as_it_is<'d>(
        self,
        decision: Decision<'d>,
        (value, meant): (&str, &str),
        finding: &Finding,
    ) -> Decision<'d> {
        let replaces = decision.action.effect() == Effect::Replace && finding.weak.is_none();
        let instead = || decision.action.replace(meant, finding.kind, self.names);
        let same = replaces && instead().is_none_or(|instead| instead == value);
        if same { Decision { action: &Action::KEEP, ..decision } } else { decision }
    }

    /// By the policy, and by what a person decided.
    fn decide_in_prose(self, finding: &Finding, chunk: &Chunk, part: Part<'_>) -> Decision<'a> {
        let decision = self.pipeline.decide_in_text(finding);
        let subject = Subject::in_text(finding.kind, finding.role, finding.confidence);
        let start = finding.span.start - chunk.own().start;
        self.ruled(decision, &subject, finding.span.of(chunk.window()), (chunk, part, start))
    }

    pub(super) fn learn_from_prose(self, chunk: &Chunk, names: &mut Names) {
        anonymous_names(chunk.own_text()).for_each(|span| names.take(span.of(chunk.own_text())));
        let Some(part) = chunk.part(0) else { return };
        for finding in self.findings_of(chunk) {
            let decision = self.decide_in_prose(&finding, chunk, part);
            decision.action.learn(finding.span.of(chunk.window()), names);
        }
    }

    fn findings_of(self, chunk: &Chunk) -> Vec<Finding> {
        let (_, claims) = self.claims_of(chunk);
        let mut findings = personal(chunk, &claims);
        findings.retain(|finding| self.pipeline.policy.reports(finding));
        findings
    }
}

impl Found<'_> {
    /// Whose the `nth` finding is, as far as it stands in a line: of who is named last before it, or else next.
    fn whose(&self, nth: usize, action: &Action) -> Option<Whose<'_>> {
        if !action.asks_whose() {
            return None;
        }
        let at = self.findings[nth].span.start;
        let is_person = |finding: &&Finding| finding.kind == Kind::Person && !finding.role.acts_for_others();
        let in_line = |finding: &&Finding| {
            let (from, to) = (finding.span.start.min(at), finding.span.start.max(at));
            !self.text[from..to].contains('\n')
        };
        let mut before = self.findings[..nth].iter().rev().filter(is_person).take_while(in_line);
        let mut after = self.findings[nth + 1..].iter().filter(is_person).take_while(in_line);
        let person = before.next().or_else(|| after.next())?;
        Some(Whose { value: person.span.of(self.text), kind: person.kind })
    }
}

/// What of `claims` begins in the chunk itself and is no furniture.
fn personal(chunk: &Chunk, claims: &[Claim]) -> Vec<Finding> {
    let personal = owned(claims, chunk.own()).filter(|claim| claim.kind.group() != Group::Furniture);
    personal.filter(|claim| chunk.holds(claim.span)).map(|claim| Finding::from(*claim)).collect()
}
