//! What a check of a document came to, as bytes and back.

use yinmo_core::finding::{Confidence, Evidence, EvidenceSet, Role};
use yinmo_core::kind::Kind;
use yinmo_core::operators::{Action, OPERATORS};
use yinmo_core::policy::{ColumnAction, Policy, Reason as Why, Subject};
use yinmo_core::text::{Place, Surface};
use yinmo_documents::formats::FORMATS;
use yinmo_documents::{Extra, FileType, Hiding, Link, Reason, What};

use super::codec::{Put, Take};
use crate::remark::Remark;
use crate::report::{ColumnNote, Counts, Exempted, Hidden, Reach, Waiting};
use crate::{Excerpt, Item, Report, Verdict};

const SURFACES: [Surface; 4] = [Surface::Visible, Surface::Hidden, Surface::Metadata, Surface::Markup];
const WHYS: [Why; 6] = [Why::Rule, Why::Column, Why::LowConfidence, Why::NoRule, Why::Allowed, Why::Person];
const COLUMNS: [ColumnAction; 4] =
    [ColumnAction::ByKind, ColumnAction::Review, ColumnAction::Drop, ColumnAction::Block];
const REACHES: [Reach; 3] = [Reach::Document, Reach::FirstNames, Reach::Row];
const HIDINGS: [Hiding; 5] =
    [Hiding::Sheet, Hiding::Rows, Hiding::Columns, Hiding::Text, Hiding::DeletedText];
/// Those that cost a reading to find out.
const REASONS: [Reason; 11] = [
    Reason::Encrypted,
    Reason::Undecodable,
    Reason::ExtensionContradictsContent,
    Reason::Malformed,
    Reason::TooLarge,
    Reason::Binary,
    Reason::Unreadable,
    Reason::UnreadParts,
    Reason::UnsupportedType(FileType::Image),
    Reason::UnsupportedType(FileType::Media),
    Reason::UnsupportedType(FileType::Ole),
];

/// Everything that `policy` may do with a finding. Actions hold keys, which are not stored: they are named by their
/// number in this list, and the cache knows the policy.
pub(super) fn actions(policy: &Policy) -> Vec<Action> {
    let columns = COLUMNS.map(Some).into_iter().chain([None]);
    let confidences = [Confidence(0), Confidence(100)];
    let mut actions = vec![Action::KEEP, Action::REVIEW];
    for column in columns {
        for (&kind, role) in Kind::ALL.iter().flat_map(|kind| Role::ALL.map(|role| (kind, role))) {
            for confidence in confidences {
                let action = policy.decide(&Subject { kind, role, confidence, column }).action;
                if !actions.contains(action) {
                    actions.push(action.clone());
                }
            }
        }
    }
    actions
}

/// Appends a finding, if it can be stored.
pub(super) fn put_item(put: &mut Put, item: &Item, actions: &[Action]) -> Option<()> {
    let Item {
        place,
        surface,
        line,
        column,
        end_line,
        end_column,
        start,
        end,
        kind,
        confidence,
        role,
        weak,
        evidence,
        action,
        reason,
        preview,
        fingerprint,
        waived,
        lasting,
        excerpt,
    } = item;
    if waived.is_some() || lasting.is_some() {
        return None;
    }
    put_place(put, place);
    put.one_of(&SURFACES, surface)?;
    [line, column, end_line, end_column, start, end].into_iter().for_each(|&number| put.size(number));
    put.one_of(Kind::ALL, kind)?;
    put.number(confidence.0.into());
    put.one_of(&Role::ALL, role)?;
    put.maybe(*weak, |put, weak| put.number(weak.into()));
    put.number(evidence.iter().fold(0, |bits, one| bits | 1 << one as u32));
    put.number(evidence.score().unwrap_or(0).into());
    put.one_of(actions, action)?;
    put.one_of(&WHYS, reason)?;
    put.text(preview);
    put.text(fingerprint);
    put.maybe(excerpt.as_ref(), |put, excerpt| {
        put.text(&excerpt.text);
        put.size(excerpt.start);
        put.size(excerpt.end);
    });
    Some(())
}

/// Reads a finding.
pub(super) fn take_item(take: &mut Take<'_>, actions: &[Action]) -> Option<Item> {
    Some(Item {
        place: take_place(take)?,
        surface: take.one_of(&SURFACES)?,
        line: take.size()?,
        column: take.size()?,
        end_line: take.size()?,
        end_column: take.size()?,
        start: take.size()?,
        end: take.size()?,
        kind: take.one_of(Kind::ALL)?,
        confidence: Confidence(take.number()?.try_into().ok()?),
        role: take.one_of(&Role::ALL)?,
        weak: match take.maybe(Take::number)? {
            Some(weak) => Some(weak.try_into().ok()?),
            None => None,
        },
        evidence: {
            let bits = take.number()?;
            let all = Evidence::ALL.iter().copied().filter(|&one| bits & 1 << one as u32 != 0);
            all.collect::<EvidenceSet>().with_score(take.number()?.try_into().ok()?)
        },
        action: take.one_of(actions)?,
        reason: take.one_of(&WHYS)?,
        preview: take.text()?,
        fingerprint: take.text()?,
        waived: None,
        lasting: None,
        excerpt: take.maybe(take_excerpt)?,
    })
}

fn take_excerpt(take: &mut Take<'_>) -> Option<Excerpt> {
    let (text, start, end) = (take.text()?, take.size()?, take.size()?);
    text.get(start..end)?;
    Some(Excerpt { text, start, end })
}

fn put_place(put: &mut Put, place: &Place) {
    let mut numbered = |number: u64, sizes: &[usize]| {
        put.number(number);
        sizes.iter().for_each(|&size| put.size(size));
    };
    match place {
        Place::Line(line) => numbered(0, &[*line]),
        Place::Cell { row, column } => numbered(1, &[*row, *column]),
        Place::Paragraph(nth) => numbered(2, &[*nth]),
        Place::TableCell { table, row, column } => numbered(3, &[*table, *row, *column]),
        Place::FileName => numbered(4, &[]),
        Place::Path(path) => {
            put.number(5);
            put.text(path);
        }
        Place::Named(name) => {
            put.number(6);
            put.text(name);
        }
        Place::Sheet { sheet, row, column } => {
            numbered(7, &[*row, *column]);
            put.text(sheet);
        }
        Place::Within { file, place } => {
            put.number(8);
            put.text(file);
            put_place(put, place);
        }
    }
}

fn take_place(take: &mut Take<'_>) -> Option<Place> {
    Some(match take.number()? {
        0 => Place::Line(take.size()?),
        1 => Place::Cell { row: take.size()?, column: take.size()? },
        2 => Place::Paragraph(take.size()?),
        3 => Place::TableCell { table: take.size()?, row: take.size()?, column: take.size()? },
        4 => Place::FileName,
        5 => Place::Path(take.text()?),
        6 => Place::Named(take.text()?),
        7 => {
            let (row, column) = (take.size()?, take.size()?);
            Place::Sheet { sheet: take.text()?, row, column }
        }
        8 => Place::Within { file: take.text()?, place: Box::new(take_place(take)?) },
        _ => return None,
    })
}

/// The report as far as it speaks of numbers, if such a report may be stored: not what forbids publication, and not what
/// has to be compared with other documents.
pub(super) fn put_numbers(put: &mut Put, report: &Report) -> Option<()> {
    if !report.stands_alone() {
        return None;
    }
    let Report {
        verdict,
        format,
        hash,
        bytes,
        counts,
        dropped_rows,
        hidden,
        reach,
        stopped_at,
        // What a report has that does not stand alone.
        output: _,
        output_hash: _,
        exposed: _,
        together: _,
        children: _,
        small_counts: _,
        decisions_of_another: _,
        waived: _,
        waivers_expired: _,
        allow_problems: _,
        allows_ignored: _,
        lasting: _,
        published_too_long: _,
        shown: _,
        // What is said in words is put elsewhere.
        name: _,
        public_name: _,
        columns: _,
        notes: _,
        waiting: _,
        exempted: _,
        links: _,
    } = report;
    put_verdict(put, *verdict)?;
    put.maybe(FORMATS.iter().position(|known| known.id() == *format), Put::size);
    put.text(hash);
    put.number(*bytes);
    let counts: Vec<_> = counts.iter().collect();
    put.each(&counts, |put, (kind, action, count)| {
        put.one_of(Kind::ALL, kind)?;
        put.size(OPERATORS.iter().position(|operator| operator.id == *action)?);
        put.number(*count);
        Some(())
    })?;
    put.number(*dropped_rows);
    put_hidden(put, hidden)?;
    put.one_of(&REACHES, reach)?;
    put.maybe(*stopped_at, Put::number);
    Some(())
}

/// Reads what [`put_numbers`] put, into a report of a document called `name`.
pub(super) fn take_numbers(take: &mut Take<'_>, name: String) -> Option<Report> {
    let verdict = take_verdict(take)?;
    let format = match take.maybe(Take::size)? {
        Some(nth) => FORMATS.get(nth)?.id(),
        None => "",
    };
    let mut report = Report {
        name,
        verdict,
        format,
        hash: take.text()?,
        bytes: take.number()?,
        ..Report::not_inspected("", Reason::Unreadable)
    };
    let counts = take.each(|take| {
        let kind = take.one_of(Kind::ALL)?;
        Some((kind, OPERATORS.get(take.size()?)?.id, take.number()?))
    })?;
    let mut all = Counts::default();
    counts.into_iter().for_each(|(kind, action, count)| all.add(kind, action, count));
    report.counts = all;
    report.dropped_rows = take.number()?;
    report.hidden = take_hidden(take)?.into();
    report.reach = take.one_of(&REACHES)?;
    report.stopped_at = take.maybe(Take::number)?;
    Some(report)
}

fn put_verdict(put: &mut Put, verdict: Verdict) -> Option<()> {
    match verdict {
        Verdict::Clean => put.number(0),
        Verdict::NeedsMasking => put.number(1),
        Verdict::NeedsReview => put.number(2),
        Verdict::NotInspected(reason) => {
            put.number(3);
            put.one_of(&REASONS, &reason)?;
        }
        Verdict::Masked | Verdict::MustNotPublish => return None,
    }
    Some(())
}

fn take_verdict(take: &mut Take<'_>) -> Option<Verdict> {
    Some(match take.number()? {
        0 => Verdict::Clean,
        1 => Verdict::NeedsMasking,
        2 => Verdict::NeedsReview,
        3 => Verdict::NotInspected(take.one_of(&REASONS)?),
        _ => return None,
    })
}

fn put_hidden(put: &mut Put, hidden: &Hidden) -> Option<()> {
    let Hidden {
        lists,
        not_assessed,
        rows,
        classes,
        smallest,
        below,
        homogeneous,
        diversity,
        lacks_diversity,
        columns,
    } = hidden;
    put.flag(*hidden != Hidden::default());
    if *hidden == Hidden::default() {
        return Some(());
    }
    [lists, not_assessed, rows, classes, smallest, below].into_iter().for_each(|&number| put.number(number));
    put.maybe(*homogeneous, Put::number);
    let diversity: Vec<_> = diversity.iter().collect();
    put.each(&diversity, |put, &(&column, &values)| {
        put.size(column);
        put.number(values.into());
        Some(())
    })?;
    put.flag(*lacks_diversity);
    put.each(columns, |put, &column| {
        put.size(column);
        Some(())
    })
}

fn take_hidden(take: &mut Take<'_>) -> Option<Hidden> {
    if !take.flag()? {
        return Some(Hidden::default());
    }
    Some(Hidden {
        lists: take.number()?,
        not_assessed: take.number()?,
        rows: take.number()?,
        classes: take.number()?,
        smallest: take.number()?,
        below: take.number()?,
        homogeneous: take.maybe(Take::number)?,
        diversity: take
            .each(|take| Some((take.size()?, take.number()?.try_into().ok()?)))?
            .into_iter()
            .collect(),
        lacks_diversity: take.flag()?,
        columns: take.each(Take::size)?,
    })
}

/// The report as far as it speaks in words.
pub(super) fn put_words(put: &mut Put, report: &Report) -> Option<()> {
    put.text(&report.name);
    put.maybe(report.public_name.as_deref(), Put::text);
    put.each(&report.columns, |put, note| {
        put.text(&note.heading);
        put.size(note.column);
        put.one_of(&COLUMNS, &note.action)
    })?;
    put.each(&report.notes, put_remark)?;
    put.each(&report.waiting, |put, waiting| {
        put.text(&waiting.fingerprint);
        put.text(&waiting.heading);
        put.size(waiting.column);
        put.text(&waiting.place);
        put.number(waiting.cells);
        Some(())
    })?;
    put.each(&report.exempted, |put, exempted| {
        put.one_of(Kind::ALL, &exempted.what.parse().ok()?)?;
        put.number(exempted.count);
        put.text(&exempted.basis);
        Some(())
    })?;
    put.each(&report.links, |put, link| {
        put_place(put, &link.place);
        put.text(&link.target);
        put.flag(link.is_base);
        Some(())
    })
}

/// Reads what [`put_words`] put.
pub(super) fn take_words(take: &mut Take<'_>, report: &mut Report) -> Option<()> {
    report.name = take.text()?;
    report.public_name = take.maybe(Take::text)?;
    report.columns = take.each(|take| {
        let (heading, column) = (take.text()?, take.size()?);
        Some(ColumnNote { heading, column, action: take.one_of(&COLUMNS)? })
    })?;
    report.notes = take.each(take_remark)?;
    report.waiting = take.each(|take| {
        let (fingerprint, heading, column) = (take.text()?, take.text()?, take.size()?);
        Some(Waiting { fingerprint, heading, column, place: take.text()?, cells: take.number()? })
    })?;
    report.exempted = take.each(|take| {
        let what = take.one_of(Kind::ALL)?.id();
        Some(Exempted { what, count: take.number()?, basis: take.text()? })
    })?;
    report.links = take.each(|take| {
        let (place, target) = (take_place(take)?, take.text()?);
        Some(Link { place, target, is_base: take.flag()? })
    })?;
    Some(())
}

fn put_remark(put: &mut Put, remark: &Remark) -> Option<()> {
    put_place(put, &remark.place);
    put.flag(remark.stripped);
    match &remark.what {
        What::Hidden(hiding) => {
            put.number(0);
            put.one_of(&HIDINGS, hiding)
        }
        What::HiddenExtra(hiding, extra) => {
            put.number(1);
            put.one_of(&HIDINGS, hiding)?;
            put.one_of(&Extra::ALL, extra)
        }
        What::Extra(extra) => {
            put.number(2);
            put.one_of(&Extra::ALL, extra)
        }
        What::Unread { reason, hash, goes_with } => {
            put.number(3);
            put.one_of(&REASONS, reason)?;
            put.0.extend(hash);
            put.flag(goes_with.is_some());
            goes_with.as_ref().map_or(Some(()), |extra| put.one_of(&Extra::ALL, extra))
        }
        What::Signature => {
            put.number(4);
            Some(())
        }
        What::RoundedNumber => {
            put.number(5);
            Some(())
        }
    }
}

fn take_remark(take: &mut Take<'_>) -> Option<Remark> {
    let (place, stripped) = (take_place(take)?, take.flag()?);
    let what = match take.number()? {
        0 => What::Hidden(take.one_of(&HIDINGS)?),
        1 => What::HiddenExtra(take.one_of(&HIDINGS)?, take.one_of(&Extra::ALL)?),
        2 => What::Extra(take.one_of(&Extra::ALL)?),
        3 => {
            let (reason, hash) = (take.one_of(&REASONS)?, take.array()?);
            What::Unread { reason, hash, goes_with: take.maybe(|take| take.one_of(&Extra::ALL))? }
        }
        4 => What::Signature,
        5 => What::RoundedNumber,
        _ => return None,
    };
    Some(Remark { place, what, stripped })
}
