//! The document's own name: it is published with it, and seen by whoever gets the report.

use std::path::{Path, PathBuf, is_separator};

use yinmo_core::finding::Finding;
use yinmo_core::kind::Group;
use yinmo_core::memory::Memory;
use yinmo_core::operators::Names;
use yinmo_core::policy::{Decision, Subject};
use yinmo_core::text::{Edit, Place, Surface, apply};

use crate::item::{Stand, fingerprint};
use crate::remembered::Remembered;
use crate::review::Review;
use crate::waivers::{Claim, Standing};
use crate::{Item, Pipeline, preview};

/// What the name of a document says of people.
pub(crate) struct FileName<'a> {
    pipeline: &'a Pipeline,
    /// Without folders.
    name: &'a str,
    findings: Vec<Finding>,
    names: &'a Names,
}

impl<'a> FileName<'a> {
    /// The name of the document at `path`, of which `remembered` is known.
    pub(crate) fn new(
        pipeline: &'a Pipeline,
        path: &'a str,
        remembered: &'a Remembered,
        none: &Memory,
    ) -> Self {
        let name = &path[folders_of(path)..];
        let memory = remembered.memory.as_ref().unwrap_or(none);
        let mut findings = pipeline.detector.in_file_name(name, memory);
        findings.retain(|finding| pipeline.policy.reports(finding));
        Self { pipeline, name, findings, names: &remembered.names }
    }

    /// What happens to a finding: by the policy, and by what a person decided of the document with this hash.
    fn decide(&self, finding: &Finding) -> Decision<'a> {
        let pipeline = self.pipeline;
        let decision = pipeline.decide_in_text(finding);
        let Some(desk) = pipeline.desk.as_deref() else { return decision };
        let subject = Subject::in_text(finding.kind, finding.role, finding.confidence);
        desk.rule(&pipeline.policy, &subject, decision, finding.span.of(self.name), || {
            let start = self.name[..finding.span.start].chars().count();
            fingerprint(desk.hash(), &Place::FileName.to_string(), start, finding.kind)
        })
    }

    /// Counts and reports the findings; `hash` is the document's.
    pub(crate) fn review(&self, hash: &str, review: &mut Review) {
        for finding in &self.findings {
            let decision = self.decide(finding);
            review.exempt(finding.kind, &decision);
            review.take(self.pipeline, finding, &decision, self.stand(finding, &decision, hash), || {
                Some(self.item(finding, &decision, hash))
            });
        }
    }

    /// Whether a finding counts. A name has no lines: it came in with whatever did.
    fn stand(&self, finding: &Finding, decision: &Decision<'_>, hash: &str) -> Standing {
        let Some(gate) = self.pipeline.gate.as_deref() else { return Standing::Counts(None) };
        let place = || Place::FileName.to_string();
        let start = self.name[..finding.span.start].chars().count();
        let own = || fingerprint(hash, &place(), start, finding.kind);
        let value = finding.span.of(self.name);
        gate.stand(&Claim {
            rule: finding.kind.id(),
            effect: decision.action.effect(),
            lines: None,
            anew: true,
            place: &place,
            name: &|baseline, path| baseline.name_of(value, finding.kind, path, own),
        })
    }

    /// The name as it may be shown.
    pub(crate) fn shown(&self) -> String {
        let edits = self.findings.iter().map(|f| Edit::new(f.span, preview(f.span.of(self.name), f.kind)));
        apply(self.name, &edits.collect::<Vec<_>>())
    }

    /// The name to publish the document under, by signs that file systems allow; `None` if it may stay.
    pub(crate) fn public(&self) -> Option<String> {
        let edits: Vec<Edit> = self.findings.iter().filter_map(|finding| self.edit(finding)).collect();
        (!edits.is_empty()).then(|| apply(self.name, &edits))
    }

    fn edit(&self, finding: &Finding) -> Option<Edit> {
        let value = finding.span.of(self.name);
        let replacement = match finding.kind.group() {
            Group::Identifier => Some(preview(value, finding.kind)),
            _ => self.decide(finding).action.replace(
                self.names.meant(value, finding.kind),
                finding.kind,
                self.names,
            ),
        };
        replacement.map(|text| Edit::new(finding.span, allowed(&text)))
    }

    fn item(&self, finding: &Finding, decision: &Decision<'_>, hash: &str) -> Item {
        let characters = |end: usize| self.name[..end].chars().count();
        let (start, end) = (characters(finding.span.start), characters(finding.span.end));
        let (place, surface) = (Place::FileName, Surface::Metadata);
        let (column, end_column) = (start + 1, end + 1);
        let stand = Stand { place, surface, line: 0, column, end_line: 0, end_column, start, end };
        Item::new(finding, decision, finding.span.of(self.name), stand, hash)
    }
}

/// Where the last part of a path begins.
fn folders_of(path: &str) -> usize {
    path.rfind(is_separator).map_or(0, |at| at + 1)
}

impl Pipeline {
    /// A name or path as it may be shown: what it says of people is hidden. File names are input too.
    pub fn display_name(&self, name: &str) -> String {
        self.display_name_of(name, &Remembered::default(), &Memory::default())
    }

    /// The same for the document at this path, of which `remembered` is known: its folders may be called by its people.
    pub(crate) fn display_name_of(&self, path: &str, remembered: &Remembered, none: &Memory) -> String {
        self.each_part(path, remembered, none, &|part| part.shown())
    }

    /// What a place in a document is called as it may be shown: words, or the name of a file within it.
    pub(crate) fn hide_in_place(&self, name: &str) -> String {
        let hidden = self.hide(name);
        if has_extension(name) { self.display_name(&hidden) } else { hidden }
    }

    /// A relative path as it may be published, by what its parts alone say: `张三/低保申请.txt` becomes
    /// `张＊/低保申请.txt`.
    pub fn public_path(&self, path: &Path) -> PathBuf {
        let (nothing, nobody) = (Remembered::default(), Memory::default());
        let written = |part: &FileName<'_>| part.public().unwrap_or_else(|| part.name.to_owned());
        let public = |part: &std::ffi::OsStr| match part.to_str() {
            Some(name) => self.each_part(name, &nothing, &nobody, &written).into(),
            None => part.to_owned(),
        };
        path.iter().map(public).collect()
    }

    fn each_part(
        &self,
        path: &str,
        remembered: &Remembered,
        none: &Memory,
        write: &dyn Fn(&FileName<'_>) -> String,
    ) -> String {
        let parts = path.split_inclusive(is_separator).map(|part| {
            let name = part.trim_end_matches(is_separator);
            let written = write(&FileName::new(self, name, remembered, none));
            [&written, &part[name.len()..]].concat()
        });
        parts.collect()
    }
}

/// Whether a name ends like that of a file.
fn has_extension(name: &str) -> bool {
    let behind = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    (1..=5).contains(&behind.len()) && behind.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// File systems refuse some signs.
fn allowed(text: &str) -> String {
    text.replace('*', "＊")
}

/// A name that is not among those taken: `张＊申请.txt`, `张＊申请(2).txt`.
pub fn numbered(name: &str, is_taken: impl Fn(&str) -> bool) -> String {
    if !is_taken(name) {
        return name.to_owned();
    }
    let dot = name.rfind('.').filter(|&dot| dot > 0).unwrap_or(name.len());
    let (stem, extension) = name.split_at(dot);
    let mut names = (2..).map(|nth: u64| format!("{stem}({nth}){extension}"));
    names.find(|name| !is_taken(name)).unwrap_or_default()
}
