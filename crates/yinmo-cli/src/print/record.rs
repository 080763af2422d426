//! What machines get to read. The keys are permanent and stand in `docs/reference.md`.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Serialize;
use yinmo::finding::Evidence;
use yinmo::{
    AllowProblem, Children, ColumnNote, Exposed, Hidden, Item, Mention, Policy, Reach, Remark, Report,
    SmallCounts, Together, Waived, WaivedSome,
};

use crate::lang::Lang;
use crate::scope::{Excluded, PassedOver};
use crate::severity;
use crate::summary::{Document, Outcome, Summary};
use crate::words;

/// A finding.
#[derive(Serialize)]
pub struct FindingRecord<'i> {
    path: &'i str,
    part: String,
    line: usize,
    column: usize,
    start: usize,
    end: usize,
    kind: &'static str,
    confidence: &'static str,
    score: u8,
    role: &'static str,
    weak: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    candidates: Option<u32>,
    action: &'static str,
    preview: &'i str,
    evidence: Vec<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    against: Vec<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    model_score: Option<u8>,
    fingerprint: &'i str,
    #[serde(skip_serializing_if = "Option::is_none")]
    waived: Option<WaivedRecord<'i>>,
}

/// Why a finding does not count again.
#[derive(Serialize)]
pub struct WaivedRecord<'i> {
    by: &'static str,
    reason: &'i str,
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<String>,
}

impl<'i> WaivedRecord<'i> {
    fn new(waived: &'i Waived) -> Self {
        Self { by: waived.by.id(), reason: &waived.reason, until: waived.until.map(|day| day.to_string()) }
    }
}

impl<'i> FindingRecord<'i> {
    /// The record of `item` in the document called `path`.
    pub fn new(path: &'i str, item: &'i Item) -> Self {
        Self {
            path,
            part: item.place.to_string(),
            line: item.line,
            column: item.column,
            start: item.start,
            end: item.end,
            kind: item.kind.id(),
            confidence: item.confidence.id(),
            score: item.confidence.0,
            role: item.role.id(),
            weak: item.weak.is_some(),
            candidates: item.weak,
            action: item.action.id(),
            preview: &item.preview,
            evidence: reasons(item, false),
            against: reasons(item, true),
            model_score: item.evidence.score(),
            fingerprint: &item.fingerprint,
            waived: item.waived.as_ref().map(WaivedRecord::new),
        }
    }
}

/// The ids of what speaks for a finding, or against it.
fn reasons(item: &Item, against: bool) -> Vec<&'static str> {
    item.evidence.iter().filter(|reason| reason.is_against() == against).map(Evidence::id).collect()
}

/// The summary of a run.
#[derive(Serialize)]
pub struct SummaryRecord<'s> {
    tool: ToolRecord,
    profile: ProfileRecord<'s>,
    files: FilesRecord<'s>,
    findings: FindingsRecord,
    verdicts: BTreeMap<&'static str, usize>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    severity: Vec<SeverityRecord>,
    documents: Vec<DocumentRecord<'s>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    missing_files: Vec<MissingRecord<'s>>,
    exit_code: u8,
}

#[derive(Serialize)]
struct ToolRecord {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
struct ProfileRecord<'s> {
    name: &'s str,
    version: &'s str,
    audience: Option<&'s str>,
    fingerprint: &'s str,
    /// `de-identified` where the outputs are that and not anonymous.
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<&'static str>,
}

#[derive(Serialize)]
struct FilesRecord<'s> {
    read: usize,
    skipped: Vec<SkippedRecord<'s>>,
    failed: Vec<FailedRecord<'s>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    excluded: Vec<ExcludedRecord>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    passed_over: Vec<PassedOverRecord>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    rules_changed: Vec<String>,
    /// Whether a change that touches rules was checked by those `before` it or `after` it.
    #[serde(skip_serializing_if = "Option::is_none")]
    change_rules: Option<&'static str>,
}

/// What a rule excludes.
#[derive(Serialize)]
struct ExcludedRecord {
    path: String,
    pattern: String,
    source: String,
}

/// What holds nothing to be looked at.
#[derive(Serialize)]
struct PassedOverRecord {
    path: String,
    reason: &'static str,
    message: &'static str,
}

#[derive(Serialize)]
struct SkippedRecord<'s> {
    path: &'s str,
    reason: &'static str,
    message: String,
    next_step: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    linked_from: Vec<LinkRecord<'s>>,
}

/// A place that leads to a file.
#[derive(Serialize)]
struct LinkRecord<'s> {
    path: &'s str,
    place: String,
}

#[derive(Serialize)]
struct MissingRecord<'s> {
    path: String,
    linked_from: LinkRecord<'s>,
}

#[derive(Serialize)]
struct FailedRecord<'s> {
    path: &'s str,
    message: String,
}

#[derive(Serialize)]
struct FindingsRecord {
    total: u64,
    by_kind: BTreeMap<&'static str, BTreeMap<&'static str, u64>>,
    by_action: BTreeMap<&'static str, u64>,
}

#[derive(Serialize)]
struct SeverityRecord {
    class: &'static str,
    count: u64,
    threshold: u64,
    threshold_on_duty: u64,
}

#[derive(Serialize)]
struct DocumentRecord<'s> {
    path: &'s str,
    verdict: &'static str,
    format: &'static str,
    bytes: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    output: Option<&'s str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    names_reach: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    columns: Vec<ColumnRecord<'s>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    dropped_rows: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    exposed: Option<ExposedRecord<'s>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    together: Option<TogetherRecord<'s>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    children: Option<ChildrenRecord>,
    #[serde(skip_serializing_if = "Option::is_none")]
    published_too_long: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    anonymity: Option<AnonymityRecord<'s>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    small_counts: Option<SmallCountsRecord<'s>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    gbt_42460_level: Option<LevelRecord>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fitting_profile: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    notes: Vec<NoteRecord>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    waived: Vec<WaivedSomeRecord<'s>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    waivers_expired: Vec<WaivedSomeRecord<'s>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    allow_problems: Vec<AllowProblemRecord>,
    #[serde(skip_serializing_if = "Option::is_none")]
    allows_ignored: Option<u64>,
    /// For files beside pages: empty if no page leads there.
    #[serde(skip_serializing_if = "Option::is_none")]
    linked_from: Option<Vec<LinkRecord<'s>>>,
}

/// Findings of one rule that do not count again, for one reason.
#[derive(Serialize)]
struct WaivedSomeRecord<'s> {
    rule: &'static str,
    count: u64,
    #[serde(flatten)]
    waived: WaivedRecord<'s>,
    /// Of the comment that says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
}

#[derive(Serialize)]
struct AllowProblemRecord {
    problem: &'static str,
    line: usize,
    column: usize,
    message: String,
}

#[derive(Serialize)]
struct NoteRecord {
    note: &'static str,
    place: String,
    stripped: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    sha256: Option<String>,
    message: String,
}

#[derive(Serialize)]
struct ColumnRecord<'s> {
    column: usize,
    heading: &'s str,
    action: &'static str,
}

#[derive(Serialize)]
struct ExposedRecord<'s> {
    rows: u64,
    fewest_candidates: Option<u64>,
    worst_row: usize,
    because_of_columns: &'s [usize],
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<&'static str>,
    beside: Vec<&'static str>,
    message: String,
}

#[derive(Serialize)]
struct TogetherRecord<'s> {
    rows: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    fewest_candidates: Option<u64>,
    worst_row: usize,
    other: &'s str,
    other_row: usize,
    because_of: &'s [&'static str],
    assessed: bool,
    message: String,
}

#[derive(Serialize)]
struct ChildrenRecord {
    rule: &'static str,
    rows: u64,
    first_row: usize,
    suggestion: String,
}

#[derive(Serialize)]
struct AnonymityRecord<'s> {
    k: u32,
    met: bool,
    lists: u64,
    lists_not_assessed: u64,
    rows: u64,
    classes: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    smallest_class: Option<u64>,
    rows_below_k: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    homogeneous_rows: Option<u64>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    diversity: &'s BTreeMap<usize, u8>,
    columns: &'s [usize],
    message: String,
}

#[derive(Serialize)]
struct SmallCountsRecord<'s> {
    below: u64,
    tables: u64,
    tables_not_assessed: u64,
    small: u64,
    hidden: u64,
    follows: u64,
    places: &'s [(usize, usize)],
    message: String,
}

#[derive(Serialize)]
struct LevelRecord {
    level: u8,
    message: &'static str,
}

impl<'s> SummaryRecord<'s> {
    /// The record of `summary`, its messages in `lang`.
    pub fn new(summary: &'s Summary<'_>, lang: Lang) -> Self {
        let policy = summary.policy;
        Self {
            tool: ToolRecord { name: "yinmo", version: env!("CARGO_PKG_VERSION") },
            profile: ProfileRecord {
                name: policy.name(),
                version: policy.version(),
                audience: policy.audience(),
                fingerprint: policy.fingerprint(),
                label: policy.only_deidentifies().then_some("de-identified"),
            },
            files: files(summary, lang),
            findings: findings(summary),
            verdicts: verdicts(summary),
            severity: severities(summary),
            documents: documents(summary, lang),
            missing_files: missing(summary),
            exit_code: summary.exit.code(),
        }
    }
}

fn files<'s>(summary: &'s Summary<'_>, lang: Lang) -> FilesRecord<'s> {
    let skipped = summary.documents.iter().enumerate().filter_map(|(nth, document)| {
        let gap = document.gap(lang)?;
        Some(SkippedRecord {
            path: document.name(),
            reason: gap.id,
            message: gap.what,
            next_step: gap.next_step,
            linked_from: links(summary, summary.site.mentions(nth)),
        })
    });
    let failed = summary.documents.iter().filter_map(|document| match &document.outcome {
        Outcome::Failed(_, error) => {
            Some(FailedRecord { path: document.name(), message: lang.pick(error.zh(), error.en()) })
        }
        Outcome::Reviewed(_) | Outcome::Skipped(..) => None,
    });
    let left_out = &summary.left_out;
    FilesRecord {
        read: summary.documents.read(),
        skipped: skipped.collect(),
        failed: failed.collect(),
        excluded: left_out.excluded.iter().map(|one| excluded(summary, one)).collect(),
        passed_over: left_out.passed_over.iter().map(|one| passed_over(summary, one, lang)).collect(),
        rules_changed: left_out.rules_changed.iter().map(|path| shown(summary, path)).collect(),
        change_rules: (!left_out.rules_changed.is_empty()).then_some(if left_out.is_held {
            "before"
        } else {
            "after"
        }),
    }
}

fn excluded(summary: &Summary<'_>, excluded: &Excluded) -> ExcludedRecord {
    ExcludedRecord {
        path: shown(summary, &excluded.path),
        pattern: summary.shown(&excluded.pattern),
        source: summary.shown(&excluded.source),
    }
}

fn passed_over(summary: &Summary<'_>, passed: &PassedOver, lang: Lang) -> PassedOverRecord {
    let (reason, message) = (passed.why.id(), passed.why.what(lang));
    PassedOverRecord { path: shown(summary, &passed.path), reason, message }
}

fn shown(summary: &Summary<'_>, path: &Path) -> String {
    summary.shown(&path.to_string_lossy())
}

fn findings(summary: &Summary<'_>) -> FindingsRecord {
    let by_kind: BTreeMap<_, _> =
        summary.counts().into_iter().map(|(kind, counts)| (kind.id(), counts)).collect();
    let mut by_action = BTreeMap::new();
    for (action, count) in by_kind.values().flatten() {
        *by_action.entry(*action).or_default() += count;
    }
    FindingsRecord { total: by_action.values().sum(), by_kind, by_action }
}

fn verdicts(summary: &Summary<'_>) -> BTreeMap<&'static str, usize> {
    summary.verdicts().map(|(id, documents)| (id, documents.len())).collect()
}

fn documents<'s>(summary: &'s Summary<'_>, lang: Lang) -> Vec<DocumentRecord<'s>> {
    let record = |(nth, of): (usize, &'s Document)| {
        let record = document(of, of.report()?, summary.policy, lang);
        let is_attached = summary.site.has_pages() && !summary.site.is_page(nth);
        let linked_from = is_attached.then(|| links(summary, summary.site.mentions(nth)));
        Some(DocumentRecord { linked_from, ..record })
    };
    summary.documents.iter().enumerate().filter_map(record).collect()
}

fn links<'s>(summary: &'s Summary<'_>, mentions: &[Mention]) -> Vec<LinkRecord<'s>> {
    mentions.iter().filter_map(|mention| link(summary, mention)).collect()
}

fn link<'s>(summary: &'s Summary<'_>, mention: &Mention) -> Option<LinkRecord<'s>> {
    let page = summary.documents.get(mention.page)?;
    Some(LinkRecord { path: page.name(), place: mention.place.to_string() })
}

fn missing<'s>(summary: &'s Summary<'_>) -> Vec<MissingRecord<'s>> {
    let record = |missing: &yinmo::Missing| {
        let linked_from = link(summary, &missing.mention)?;
        Some(MissingRecord { path: summary.shown(&missing.path), linked_from })
    };
    summary.site.missing().iter().filter_map(record).collect()
}

fn severities(summary: &Summary<'_>) -> Vec<SeverityRecord> {
    if !severity::is_asked(summary.policy) {
        return Vec::new();
    }
    let record = |weight: severity::Weight| SeverityRecord {
        class: weight.id,
        count: weight.count,
        threshold: weight.threshold,
        threshold_on_duty: weight.on_duty(),
    };
    severity::weigh(&summary.reports()).into_iter().map(record).collect()
}

fn document<'s>(
    document: &'s Document,
    report: &'s Report,
    policy: &Policy,
    lang: Lang,
) -> DocumentRecord<'s> {
    let k = policy.risk().k;
    DocumentRecord {
        path: document.name(),
        verdict: report.verdict.id(),
        format: report.format,
        bytes: report.bytes,
        output: document.target.as_deref(),
        names_reach: (report.reach != Reach::Document).then(|| report.reach.id()),
        columns: report.columns.iter().map(column).collect(),
        dropped_rows: Some(report.dropped_rows).filter(|rows| *rows > 0),
        exposed: (report.exposed.rows > 0).then(|| exposed(&report.exposed, lang)),
        together: (!report.together.is_nothing()).then(|| together(&report.together, lang)),
        published_too_long: report.published_too_long.map(|day| day.to_string()),
        children: (report.children.rows > 0).then(|| children(&report.children, lang)),
        anonymity: report.hidden.was_asked().then(|| anonymity(&report.hidden, k, lang)),
        small_counts: report
            .small_counts
            .was_asked()
            .then(|| small_counts(&report.small_counts, policy.risk().small_count, lang)),
        gbt_42460_level: report
            .level()
            .map(|level| LevelRecord { level: level.number(), message: lang.pick(level.zh(), level.en()) }),
        fitting_profile: severity::fitting(report).filter(|_| severity::is_asked(policy)),
        notes: report.notes.iter().map(|remark| note(remark, lang)).collect(),
        waived: report.waived.iter().map(waived).collect(),
        waivers_expired: report.waivers_expired.iter().map(waived).collect(),
        allow_problems: report.allow_problems.iter().map(|problem| allow_problem(problem, lang)).collect(),
        allows_ignored: Some(report.allows_ignored).filter(|count| *count > 0),
        linked_from: None,
    }
}

fn waived(some: &WaivedSome) -> WaivedSomeRecord<'_> {
    WaivedSomeRecord {
        rule: some.rule,
        count: some.count,
        waived: WaivedRecord::new(&some.waived),
        line: Some(some.line).filter(|line| *line > 0),
    }
}

fn allow_problem(problem: &AllowProblem, lang: Lang) -> AllowProblemRecord {
    AllowProblemRecord {
        problem: problem.id(),
        line: problem.line,
        column: problem.column,
        message: lang.pick(problem.zh(), problem.en()),
    }
}

fn note(remark: &Remark, lang: Lang) -> NoteRecord {
    NoteRecord {
        note: remark.id(),
        place: remark.place.to_string(),
        stripped: remark.stripped,
        sha256: remark.hash(),
        message: lang.pick(remark.zh(), remark.en()),
    }
}

fn children(children: &Children, lang: Lang) -> ChildrenRecord {
    ChildrenRecord {
        rule: Children::RULE,
        rows: children.rows,
        first_row: children.first,
        suggestion: lang.pick(children.suggestion_zh(), children.suggestion_en()),
    }
}

fn anonymity(hidden: &Hidden, k: u32, lang: Lang) -> AnonymityRecord<'_> {
    AnonymityRecord {
        k,
        met: hidden.is_met(),
        lists: hidden.lists,
        lists_not_assessed: hidden.not_assessed,
        rows: hidden.rows,
        classes: hidden.classes,
        smallest_class: (hidden.lists > 0).then_some(hidden.smallest),
        rows_below_k: hidden.below,
        homogeneous_rows: hidden.homogeneous,
        diversity: &hidden.diversity,
        columns: &hidden.columns,
        message: words::anonymity(hidden, k, lang),
    }
}

fn small_counts(counts: &SmallCounts, below: u64, lang: Lang) -> SmallCountsRecord<'_> {
    SmallCountsRecord {
        below,
        tables: counts.tables,
        tables_not_assessed: counts.not_assessed,
        small: counts.small,
        hidden: counts.hidden,
        follows: counts.follows,
        places: &counts.places,
        message: words::small_counts(counts, lang),
    }
}

fn column(note: &ColumnNote) -> ColumnRecord<'_> {
    ColumnRecord { column: note.column, heading: &note.heading, action: note.action.id() }
}

fn exposed(exposed: &Exposed, lang: Lang) -> ExposedRecord<'_> {
    let beside = exposed.worst.iter().flat_map(|worst| &worst.beside);
    ExposedRecord {
        rows: exposed.rows,
        fewest_candidates: exposed.fewest,
        worst_row: exposed.worst_row,
        because_of_columns: &exposed.because,
        number: exposed.worst.as_ref().map(|worst| worst.number.kind().id()),
        beside: beside.map(|said| said.id).collect(),
        message: words::exposed(exposed, lang),
    }
}

fn together(together: &Together, lang: Lang) -> TogetherRecord<'_> {
    TogetherRecord {
        rows: together.rows,
        fewest_candidates: together.fewest,
        worst_row: together.worst_row,
        other: &together.other,
        other_row: together.other_row,
        because_of: &together.because,
        assessed: !together.not_assessed,
        message: words::together(together, lang),
    }
}
