//! The waivers of one document while it is checked.

use std::collections::{BTreeMap, HashMap};
use std::ops::RangeInclusive;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use yinmo_core::operators::Effect;
use yinmo_core::policy::Allow;
use yinmo_documents::{Input, Limits, Scope, formats};

use super::inline::{Comments, Inline};
use super::{AllowProblem, Lasting, Waived, WaivedBy, WaivedSome, Waivers};
use crate::source::{Probe, Source};
use crate::{Lines, Pipeline, Report};

/// The waivers of one document, and what came of them so far.
pub(crate) struct Gate {
    waivers: Option<Arc<Waivers>>,
    lines: Option<Lines>,
    inline: Inline,
    /// Why what the policy allows does not count, as it may be shown.
    policy_reasons: Vec<String>,
    /// The document's path, for the policy.
    path: String,
    /// The same as the baseline calls it.
    own_path: String,
    /// The document's hash.
    hash: String,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// How often the baseline let each of its entries pass.
    used: HashMap<String, u64>,
    waived: BTreeMap<(&'static str, Waived, usize), u64>,
    expired: BTreeMap<(&'static str, Waived, usize), u64>,
    /// Columns and the like that count.
    lasting: BTreeMap<(&'static str, String), ()>,
}

/// What is asked to pass.
pub(crate) struct Claim<'c> {
    /// The id of its kind, or of another rule.
    pub(crate) rule: &'static str,
    /// What happens to it.
    pub(crate) effect: Effect,
    /// The lines it stands in, where there are lines.
    pub(crate) lines: Option<RangeInclusive<usize>>,
    /// Whether it counts whichever lines came in.
    pub(crate) anew: bool,
    /// Where it stands, as it is shown.
    pub(crate) place: &'c dyn Fn() -> String,
    /// What a baseline calls it.
    pub(crate) name: &'c dyn Fn(&crate::Baseline, &str) -> String,
}

/// What comes of a claim.
pub(crate) enum Standing {
    /// It counts. What a baseline would call it.
    Counts(Option<String>),
    /// It stands in lines that did not come in.
    Unchanged,
    /// It passes, unless it is of a baseline that lets fewer pass.
    Waived(Passing),
}

/// What passes.
#[derive(Clone)]
pub(crate) struct Passing {
    pub(crate) waived: Waived,
    /// The line that says so, or 0.
    line: usize,
    /// The entry of the baseline.
    entry: Option<String>,
}

impl Passing {
    /// The entry of the baseline that lets it pass.
    pub(crate) fn entry(&self) -> Option<&str> {
        self.entry.as_deref()
    }
}

impl Standing {
    pub(crate) const fn is_waived(&self) -> bool {
        matches!(self, Self::Waived(_))
    }

    pub(crate) const fn is_unchanged(&self) -> bool {
        matches!(self, Self::Unchanged)
    }
}

impl Pipeline {
    /// The same for the check of one document, of which only `lines` came in, if not all.
    pub(crate) fn at_gate(&self, source: Source<'_>, probe: &Probe, lines: Option<&Lines>) -> Option<Self> {
        if self.waivers.is_none() && lines.is_none() {
            return None;
        }
        let path = source.raw_name();
        let waivers = self.waivers.clone();
        let inline = waivers.as_ref().map(|_| inline(source, probe, &self.limits)).unwrap_or_default();
        let honours = waivers.as_ref().is_some_and(|waivers| waivers.policy.inline_allow);
        let inline =
            if honours { inline.with_reasons(|reason| self.hide(reason)) } else { inline.unheeded() };
        let allows = waivers.iter().flat_map(|waivers| &waivers.policy.allows);
        let gate = Gate {
            policy_reasons: allows.map(|allow| self.hide(&allow.reason)).collect(),
            own_path: waivers
                .as_ref()
                .and_then(|waivers| waivers.baseline.as_ref())
                .map_or_else(String::new, |baseline| baseline.path_of(&path)),
            inline,
            hash: probe.hash.clone(),
            path,
            waivers,
            lines: lines.cloned(),
            state: Mutex::default(),
        };
        Some(self.with_gate(Arc::new(gate)))
    }
}

/// What comments of a document let pass. Where it cannot be read, the check says so.
fn inline(source: Source<'_>, probe: &Probe, limits: &Limits) -> Inline {
    let mut inline = Inline::default();
    let comments = Comments::of(probe.format.id(), &source.raw_name());
    // In memory, most documents are known to have none before they are decoded.
    if let Source::Bytes { bytes, .. } = source
        && !probe.format.is_package()
        && probe.encoding.charset.extends_ascii()
        && !Inline::may_stand_in(bytes)
    {
        return inline;
    }
    let Ok(opened) = source.open() else { return inline };
    match comments {
        Comments::None => {}
        Comments::Markup if probe.format.is_package() => {
            let scope = Scope::new(limits).named(&source.raw_name());
            let input = Input::stream(opened, probe.encoding);
            if let Some(text) = probe.format.open(input, &scope).text() {
                inline.read(&text, 1, true, comments);
            }
        }
        _ => {
            let input = Input::stream(opened, probe.encoding);
            let mut text = formats::text::FORMAT.open(input, &Scope::new(limits));
            while let Ok(Some(chunk)) = text.next_chunk() {
                let start = chunk.start();
                inline.read(chunk.own_text(), start.line, start.column == 1, comments);
            }
        }
    }
    inline
}

impl Gate {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The document's hash.
    pub(crate) fn hash(&self) -> &str {
        &self.hash
    }

    /// Whether something in these lines counts: where there are none, it does.
    pub(crate) fn came_in(&self, lines: Option<RangeInclusive<usize>>) -> bool {
        match (&self.lines, lines) {
            (Some(wanted), Some(lines)) => wanted.meets(lines),
            _ => true,
        }
    }

    /// Whether only some lines came in.
    pub(crate) const fn is_of_lines(&self) -> bool {
        self.lines.is_some()
    }

    /// Whether something counts, and if it does not, why.
    pub(crate) fn stand(&self, claim: &Claim<'_>) -> Standing {
        if claim.effect == Effect::Block {
            return Standing::Counts(None);
        }
        if !(claim.anew || self.came_in(claim.lines.clone())) {
            return Standing::Unchanged;
        }
        if claim.effect == Effect::Keep {
            return Standing::Counts(None);
        }
        let Some(waivers) = &self.waivers else { return Standing::Counts(None) };
        let by_comment = || self.by_comment(waivers, claim);
        let by_policy = || self.by_policy(waivers, claim);
        let entry = waivers.baseline.as_deref().map(|baseline| (claim.name)(baseline, &self.own_path));
        let by_baseline = || by_baseline(waivers, entry.as_deref());
        let mut expired = None;
        for said in [&by_comment as &dyn Fn() -> Option<Passing>, &by_policy, &by_baseline] {
            match said() {
                Some(passing) if waivers.is_over(passing.waived.until) => expired = expired.or(Some(passing)),
                Some(passing) => return Standing::Waived(passing),
                None => {}
            }
        }
        if let Some(Passing { waived, line, .. }) = expired {
            *self.state().expired.entry((claim.rule, waived, line)).or_default() += 1;
        }
        Standing::Counts(entry)
    }

    /// One that is not over goes before one that is.
    fn by_comment(&self, waivers: &Waivers, claim: &Claim<'_>) -> Option<Passing> {
        let lines = claim.lines.clone()?;
        let latest = waivers.policy.inline_allow_until;
        let said = self.inline.about(claim.rule, lines).map(|allow| {
            let until = [allow.until, latest].into_iter().flatten().min();
            let waived = Waived { by: WaivedBy::Inline, reason: allow.reason.clone(), until };
            Passing { waived, line: allow.line, entry: None }
        });
        said.min_by_key(|passing| waivers.is_over(passing.waived.until))
    }

    fn by_policy(&self, waivers: &Waivers, claim: &Claim<'_>) -> Option<Passing> {
        let allows = &waivers.policy.allows;
        if allows.is_empty() {
            return None;
        }
        let place = (claim.place)();
        let covers = |allow: &Allow| allow.covers(claim.rule, &self.path, &place);
        let said = allows.iter().zip(&self.policy_reasons).filter(|(allow, _)| covers(allow));
        let said = said.map(|(allow, reason)| {
            let waived = Waived { by: WaivedBy::Policy, reason: reason.clone(), until: allow.until };
            Passing { waived, line: 0, entry: None }
        });
        said.min_by_key(|passing| waivers.is_over(passing.waived.until))
    }

    /// Settles what passes, in the order of the document: a value that stands there oftener than the baseline says is
    /// another one, and nobody knows which.
    pub(crate) fn settle(&self, rule: &'static str, passing: &Passing) -> bool {
        let mut state = self.state();
        if let (Some(entry), Some(waivers)) = (&passing.entry, &self.waivers) {
            let baseline = waivers.baseline.as_deref();
            let most = baseline.and_then(|baseline| baseline.entry(entry)).map_or(0, |entry| entry.count);
            let used = state.used.entry(entry.clone()).or_default();
            if *used >= most {
                return false;
            }
            *used += 1;
        }
        *state.waived.entry((rule, passing.waived.clone(), passing.line)).or_default() += 1;
        true
    }

    /// Counts what stands in lines that did not come in.
    pub(crate) fn leave(&self, rule: &'static str) {
        let waived = Waived { by: WaivedBy::UnchangedLine, reason: String::new(), until: None };
        *self.state().waived.entry((rule, waived, 0)).or_default() += 1;
    }

    /// Whether anything may let pass what is no finding: no comment does.
    pub(crate) fn minds_others(&self) -> bool {
        let says = |waivers: &Waivers| waivers.baseline.is_some() || !waivers.policy.allows.is_empty();
        self.waivers.as_deref().is_some_and(says)
    }

    /// Whether a column or the like passes that is no finding; `name` as it may be shown.
    pub(crate) fn passes(
        &self,
        rule: &'static str,
        place: &str,
        name: &dyn Fn(&crate::Baseline, &str) -> String,
    ) -> bool {
        let claim = Claim {
            rule,
            effect: Effect::Review,
            lines: None,
            anew: true,
            place: &|| place.to_owned(),
            name,
        };
        match self.stand(&claim) {
            Standing::Waived(passing) => {
                let mut state = self.state();
                // Met again and again, it is one.
                state.waived.insert((rule, passing.waived, passing.line), 1);
                state.used.extend(passing.entry.map(|entry| (entry, 1)));
                true
            }
            Standing::Counts(entry) => {
                self.state().lasting.extend(entry.map(|entry| ((rule, entry), ())));
                false
            }
            Standing::Unchanged => true,
        }
    }

    /// Says in the report what came of it all, and to the baseline which of its entries something answers to.
    pub(crate) fn tell(&self, report: &mut Report) {
        let state = std::mem::take(&mut *self.state());
        let some = |all: BTreeMap<(&'static str, Waived, usize), u64>| {
            let some = |((rule, waived, line), count)| WaivedSome { rule, waived, line, count };
            all.into_iter().map(some).collect::<Vec<_>>()
        };
        report.waived = some(state.waived);
        report.waivers_expired = some(state.expired);
        report.allow_problems =
            self.inline.problems.iter().filter(|problem| self.is_asked(problem)).cloned().collect();
        let honours = self.waivers.as_ref().is_some_and(|waivers| waivers.policy.inline_allow);
        report.allows_ignored = if honours { 0 } else { self.inline.met };
        let lasting = state.lasting.into_keys();
        report.lasting = lasting.map(|(rule, fingerprint)| Lasting { rule, fingerprint }).collect();
        if let Some(baseline) = self.waivers.as_ref().and_then(|waivers| waivers.baseline.as_ref()) {
            baseline.answer(&state.used);
        }
    }

    /// A comment that was wrong before is no news.
    fn is_asked(&self, problem: &AllowProblem) -> bool {
        self.came_in(Some(problem.line..=problem.line))
    }
}

fn by_baseline(waivers: &Waivers, name: Option<&str>) -> Option<Passing> {
    let entry = waivers.baseline.as_deref()?.entry(name?)?;
    let waived = Waived { by: WaivedBy::Baseline, reason: entry.reason.clone(), until: Some(entry.until) };
    Some(Passing { waived, line: 0, entry: name.map(str::to_owned) })
}
