use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use yinmo_core::Detector;
use yinmo_core::finding::{Finding, Role};
use yinmo_core::kind::Kind;
use yinmo_core::operators::Names;
use yinmo_core::policy::{DEFAULT_PROFILE, Day, Decision, Policy, Subject};
use yinmo_core::tagger::anonymous_names;
use yinmo_core::text::{Edit, apply};
use yinmo_documents::{Extra, Limits, Strip};

use crate::Waivers;
use crate::cache::Cached;
use crate::decisions::{Decisions, Desk};
use crate::error::{Error, Kind as ErrorKind};
use crate::run::PASSES;
use crate::trail::Trail;
use crate::waivers::Gate;

/// Finds, decides and masks by one policy. Built once; used from any number of threads.
pub struct Pipeline {
    pub(crate) detector: Arc<Detector>,
    pub(crate) policy: Arc<Policy>,
    pub(crate) limits: Limits,
    pub(crate) excerpts: bool,
    /// What is taken out of documents altogether.
    pub(crate) strip: Strip,
    /// Names have to be known before the first is replaced.
    pub(crate) numbers_people: bool,
    pub(crate) trail: Option<Trail>,
    /// The last days of what the trail says was written.
    pub(crate) last_days: OnceLock<HashMap<String, Day>>,
    /// What people decided, of any document.
    pub(crate) decisions: Option<Arc<Decisions>>,
    /// What they decided of the document at hand.
    pub(crate) desk: Option<Arc<Desk>>,
    /// What does not count again in any document.
    pub(crate) waivers: Option<Arc<Waivers>>,
    /// What does not count again in the document at hand, while it is checked.
    pub(crate) gate: Option<Arc<Gate>>,
    /// What is known of documents from other runs.
    pub(crate) cached: Option<Cached>,
    /// For documents with names of their own, in the order of the policy's variants.
    variants: Vec<Self>,
    stop: Arc<AtomicBool>,
}

/// A finding and what the policy does with it.
#[derive(Clone, Copy, Debug)]
pub struct Decided<'p> {
    /// What was found, in bytes of the text.
    pub finding: Finding,
    /// What happens to it, and why.
    pub decision: Decision<'p>,
}

impl Default for Pipeline {
    /// The pipeline of the profile `general-publication`.
    fn default() -> Self {
        Self::new(Policy::builtin(DEFAULT_PROFILE).expect("the default profile is valid: a test reads it"))
    }
}

impl Pipeline {
    /// A pipeline that decides by `policy`.
    pub fn new(policy: Policy) -> Self {
        Self::stopped_by(policy, &Arc::default())
    }

    /// Builds the tables that finding needs now, and not when the first document asks for them.
    ///
    /// ```
    /// let pipeline = yinmo::Pipeline::default();
    /// std::thread::scope(|threads| {
    ///     threads.spawn(|| pipeline.warm_up());
    ///     // Meanwhile, what is to be checked is looked for.
    /// });
    /// ```
    pub fn warm_up(&self) {
        const SAMPLE: &str =
            "王建坪，男，1901年2月3日生，身份证号330106********0017，住三墩镇青云村5组12号。";
        self.detector.prose(SAMPLE);
    }

    fn stopped_by(policy: Policy, stop: &Arc<AtomicBool>) -> Self {
        let variants = policy.variants().map(|(_, policy)| Self::stopped_by(policy.clone(), stop)).collect();
        let numbers_people = numbers_people(&policy);
        let (limits, stop) = (Limits::default(), Arc::clone(stop));
        let strip = Extra::ALL.into_iter().filter(|extra| policy.strips(extra.id())).collect();
        Self {
            strip,
            detector: Arc::new(Detector::with_own(policy.own().clone())),
            policy: Arc::new(policy),
            limits,
            excerpts: false,
            numbers_people,
            trail: None,
            last_days: OnceLock::new(),
            decisions: None,
            desk: None,
            waivers: None,
            gate: None,
            cached: None,
            variants,
            stop,
        }
    }

    /// The same with other limits on chunks, rows and whole-file formats.
    #[must_use]
    pub fn with_limits(self, limits: Limits) -> Self {
        self.each(&|pipeline| Self { limits, cached: None, ..pipeline })
    }

    /// Does the same with the pipelines of documents that have names of their own.
    pub(crate) fn each(mut self, change: &dyn Fn(Self) -> Self) -> Self {
        self.variants = std::mem::take(&mut self.variants).into_iter().map(|own| own.each(change)).collect();
        change(self)
    }

    /// The pipeline for the document called `name`.
    pub(crate) fn for_document<'n>(&self, name: impl FnOnce() -> Cow<'n, str>) -> &Self {
        if self.variants.is_empty() {
            return self;
        }
        self.policy.variant_for(&name()).map_or(self, |nth| &self.variants[nth])
    }

    /// The same, giving each reported item a piece of its line to show.
    #[must_use]
    pub fn with_excerpts(self) -> Self {
        self.each(&|pipeline| Self { excerpts: true, cached: None, ..pipeline })
    }

    /// The same, recording each document in a trail, before what is written of it gets its name.
    #[must_use]
    pub fn with_trail(self, trail: Trail) -> Self {
        let trail = Some(trail);
        self.each(&|pipeline| Self { trail: trail.clone(), ..pipeline })
    }

    /// The same, doing with what waits for a person as people decided.
    #[must_use]
    pub fn with_decisions(self, decisions: Decisions) -> Self {
        let decisions = Some(Arc::new(decisions));
        self.each(&|pipeline| Self { decisions: decisions.clone(), ..pipeline })
    }

    /// What people decided, if anything.
    pub fn decisions(&self) -> Option<&Decisions> {
        self.decisions.as_deref()
    }

    /// The same for the document with this hash, if anything was decided of it.
    pub(crate) fn at_desk(&self, hash: &str) -> Option<Self> {
        let rulings = self.decisions.as_ref()?.of(hash)?;
        let desk = Desk::new(rulings, hash, &|note| self.hide(note));
        Some(self.with_desk(Some(Arc::new(desk))))
    }

    /// The same at another desk.
    pub(crate) fn with_desk(&self, desk: Option<Arc<Desk>>) -> Self {
        Self {
            detector: Arc::clone(&self.detector),
            policy: Arc::clone(&self.policy),
            trail: self.trail.clone(),
            last_days: OnceLock::new(),
            decisions: self.decisions.clone(),
            desk,
            waivers: self.waivers.clone(),
            gate: None,
            cached: None,
            // It was chosen by the document's name already.
            variants: Vec::new(),
            stop: Arc::clone(&self.stop),
            ..*self
        }
    }

    /// The same, counting nothing again that is waived. It holds for checks alone; masking takes no notice of it.
    #[must_use]
    pub fn with_waivers(self, waivers: Waivers) -> Self {
        let waivers = Some(Arc::new(waivers));
        self.each(&|pipeline| Self { waivers: waivers.clone(), ..pipeline })
    }

    /// The same at another gate.
    pub(crate) fn with_gate(&self, gate: Arc<Gate>) -> Self {
        Self { gate: Some(gate), ..self.with_desk(self.desk.clone()) }
    }

    /// The policy decisions are made by.
    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    /// What finds.
    pub fn detector(&self) -> &Detector {
        &self.detector
    }

    /// Everything found in `text`, first to last, with what happens to it.
    pub fn find(&self, text: &str) -> Vec<Decided<'_>> {
        self.find_with_names(text).0
    }

    /// The same, and what people are to be called where they are masked.
    pub fn find_with_names(&self, text: &str) -> (Vec<Decided<'_>>, Names) {
        let (findings, memory) = self.detector.detect_with_memory(text);
        let reported = findings.into_iter().filter(|finding| self.policy.reports(finding));
        let decided: Vec<_> =
            reported.map(|finding| Decided { finding, decision: self.decide_in_text(&finding) }).collect();
        let mut names = Names::default();
        memory.tell(&mut names);
        if self.numbers_people {
            anonymous_names(text).for_each(|span| names.take(span.of(text)));
            decided.iter().for_each(|Decided { finding, decision }| {
                decision.action.learn(finding.span.of(text), &mut names);
            });
        }
        (decided, names)
    }

    /// `text` with everything masked that the policy masks. What needs a person's review stays.
    ///
    /// What a mask uncovers is masked in turn, so masking the result changes nothing.
    pub fn mask(&self, text: &str) -> String {
        let mut masked = self.mask_once(text);
        for _ in 1..PASSES {
            let again = self.mask_once(&masked);
            if again == masked {
                break;
            }
            masked = again;
        }
        masked
    }

    fn mask_once(&self, text: &str) -> String {
        let (found, names) = self.find_with_names(text);
        let edits: Vec<Edit> = found.iter().filter_map(|decided| edit(decided, text, &names)).collect();
        apply(text, &edits)
    }

    /// Makes runs in progress end with an error as soon as they can. What they wrote so far disappears.
    pub fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    pub(crate) fn check_stop(&self) -> Result<(), Error> {
        if self.stop.load(Ordering::Relaxed) { Err(ErrorKind::Interrupted.into()) } else { Ok(()) }
    }

    pub(crate) fn decide_in_text(&self, finding: &Finding) -> Decision<'_> {
        self.policy.decide(&Subject::in_text(finding.kind, finding.role, finding.confidence))
    }

    /// Words of a document as they may be shown, such as a heading: everything found in them is hidden.
    pub fn hide(&self, words: &str) -> String {
        if self.detector.says_nothing(words) {
            return words.to_owned();
        }
        let findings = self.detector.detect(words).into_iter();
        let edits: Vec<Edit> =
            findings.map(|f| Edit::new(f.span, crate::preview(f.span.of(words), f.kind))).collect();
        apply(words, &edits)
    }
}

fn edit(decided: &Decided<'_>, text: &str, names: &Names) -> Option<Edit> {
    let Finding { span, kind, .. } = decided.finding;
    let meant = names.meant(span.of(text), kind);
    let replacement = decided.decision.action.replace(meant, kind, names)?;
    Some(Edit::new(span, replacement))
}

fn numbers_people(policy: &Policy) -> bool {
    let confidence = yinmo_core::finding::Confidence::HIGH;
    [Kind::Person, Kind::Company].into_iter().any(|kind| {
        Role::ALL
            .into_iter()
            .any(|role| policy.decide(&Subject::in_text(kind, role, confidence)).action.numbers_people())
    })
}
