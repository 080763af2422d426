//! A document as it is compared: sheets of rows of units, each with what the policy would make of it.

use std::collections::{HashMap, HashSet};

use yinmo_core::kind::Kind;
use yinmo_core::operators::Effect;
use yinmo_core::text::{Edit, Place, Span, Surface, apply};
use yinmo_documents::{Action, Chunk, Part, Record};

use crate::error::Error;
use crate::review::{Mark, Review};
use crate::source::Probe;
use crate::{Item, Listener, Pipeline, Report, Source};

/// What belongs together: a table, the members of a tree, or running text.
pub(super) struct Sheet {
    pub(super) shape: Shape,
    pub(super) rows: Vec<Row>,
    /// Running text, until it is cut into lines.
    text: Text,
}

/// What a sheet is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Table,
    Tree,
    Text,
}

/// A row of a table, a value of a tree, or a line of text.
pub(super) struct Row {
    pub(super) units: Vec<Unit>,
}

/// A cell, a value, or a line.
pub(super) struct Unit {
    pub(super) place: Place,
    pub(super) surface: Surface,
    pub(super) text: String,
    /// What the policy makes of it; `None` if it goes.
    pub(super) expected: Option<String>,
    /// What was found in it, in order.
    pub(super) found: Vec<Found>,
    /// Whether the policy's own output says the same here: some formats write letter by letter.
    pub(super) as_written: bool,
}

/// Something that was found.
pub(super) struct Found {
    pub(super) span: Span,
    pub(super) kind: Kind,
    pub(super) effect: Effect,
    /// What the policy puts in its place.
    pub(super) expected: Option<String>,
}

/// Running text with all that is to be done in it.
#[derive(Default)]
struct Text {
    text: String,
    edits: Vec<(Span, String)>,
    marks: Vec<Mark>,
    /// Where each line begins, and where that is.
    lines: Vec<(usize, Place, Surface)>,
}

impl Unit {
    /// Whether the policy changes nothing in it.
    pub(super) fn stays(&self) -> bool {
        self.expected.as_ref() == Some(&self.text)
    }
}

/// A member of an object is removed with its key, which stands at the same place.
fn keys_go_with_values(units: &mut [Unit]) {
    let goes = |unit: &&Unit| unit.expected.is_none();
    let gone: HashSet<Place> = units.iter().filter(goes).map(|unit| unit.place.clone()).collect();
    let is_key = |unit: &&mut Unit| unit.surface == Surface::Markup;
    units.iter_mut().filter(is_key).filter(|unit| gone.contains(&unit.place)).for_each(|unit| {
        unit.expected = None;
    });
}

/// Wants everything to be looked at for itself, and takes nothing.
struct Each;

impl Listener for Each {
    fn item(&mut self, _item: &Item) {}
}

impl Pipeline {
    /// Reviews a document, and keeps what it consists of.
    pub(super) fn read_sheets(
        &self,
        source: Source<'_>,
        name: &str,
        probe: &Probe,
    ) -> Result<(Report, Vec<Sheet>), Error> {
        let mut reader = Reader { pipeline: self, sheets: Vec::new(), shown: HashMap::new() };
        let report = self.review_whole(source, name, probe, &mut Each, &mut |chunk, review| {
            reader.take(chunk, review);
            Ok(())
        })?;
        let mut sheets = reader.sheets;
        sheets.iter_mut().for_each(Sheet::cut);
        Ok((report, sheets))
    }
}

struct Reader<'p> {
    pipeline: &'p Pipeline,
    sheets: Vec<Sheet>,
    /// Names on the way to a place, as they may be shown: there are few.
    shown: HashMap<String, String>,
}

impl Reader<'_> {
    fn take(&mut self, chunk: &Chunk, review: &Review) {
        let mut begins = chunk.section().is_some();
        let edits = edits_by_part(review);
        let gone = review.changes.since(0).filter(|change| matches!(change.action, Action::RemoveRow));
        let gone: HashSet<usize> = gone.map(|change| change.part).collect();
        for record in chunk.records() {
            match record {
                Record::Prose(part) => {
                    let place = |reader: &mut Self, at| reader.place(chunk, &part, at);
                    let lines: Vec<_> = line_starts(part.text).map(|at| (at, place(self, at))).collect();
                    let sheet = self.sheet(Shape::Text, &mut begins);
                    sheet.text.push(part.text, edits.get(&part.index), &review.marks, lines);
                }
                Record::Row { cells, .. } => {
                    let mut units: Vec<Unit> =
                        cells.iter().map(|part| self.unit(chunk, &part, &edits, review)).collect();
                    if cells.get(0).is_some_and(|first| gone.contains(&first.index)) {
                        units.iter_mut().for_each(|unit| unit.expected = None);
                    }
                    self.sheet(Shape::Table, &mut begins).rows.push(Row { units });
                }
                Record::Fields(parts) => {
                    let mut units: Vec<Unit> =
                        parts.iter().map(|part| self.unit(chunk, &part, &edits, review)).collect();
                    keys_go_with_values(&mut units);
                    let rows = units.into_iter().map(|unit| Row { units: vec![unit] });
                    self.sheet(Shape::Tree, &mut begins).rows.extend(rows);
                }
                _ => {}
            }
        }
    }

    /// The sheet at hand, or a new one where one `begins`.
    fn sheet(&mut self, shape: Shape, begins: &mut bool) -> &mut Sheet {
        let continues = self.sheets.last().is_some_and(|sheet| sheet.shape == shape);
        if std::mem::take(begins) || !continues {
            self.sheets.push(Sheet { shape, rows: Vec::new(), text: Text::default() });
        }
        self.sheets.last_mut().expect("one was there or was added")
    }

    fn unit(&mut self, chunk: &Chunk, part: &Part<'_>, edits: &PartEdits, review: &Review) -> Unit {
        let (place, surface) = self.place(chunk, part, 0);
        let own = edits.get(&part.index).map_or(&[][..], Vec::as_slice);
        let goes = own.iter().any(Option::is_none);
        let own: Vec<(Span, String)> = own.iter().flatten().cloned().collect();
        let marks = review.marks.iter().filter(|mark| mark.part == part.index);
        Unit {
            place,
            surface,
            text: part.text.to_owned(),
            expected: (!goes).then(|| applied(part.text, &own)),
            found: marks.map(|mark| found(mark, 0, &own)).collect(),
            as_written: false,
        }
    }

    fn place(&mut self, chunk: &Chunk, part: &Part<'_>, at: usize) -> (Place, Surface) {
        let Self { pipeline, shown, .. } = self;
        let mut show = |name: &str| match shown.get(name) {
            Some(known) => known.clone(),
            None => shown.entry(name.to_owned()).or_insert_with(|| pipeline.hide_in_place(name)).clone(),
        };
        let (place, surface) = chunk.stand(part, at, &mut |_, key| show(key));
        (place.with_names(&mut show), surface)
    }
}

/// Of each part what is replaced by what; `None` where it goes.
type PartEdits = HashMap<usize, Vec<Option<(Span, String)>>>;

fn edits_by_part(review: &Review) -> PartEdits {
    let mut edits = PartEdits::new();
    for change in review.changes.since(0) {
        let edit = match change.action {
            Action::Replace(span, with) => Some((span, with.to_owned())),
            Action::Remove | Action::RemoveRow => None,
        };
        edits.entry(change.part).or_default().push(edit);
    }
    edits
}

fn found(mark: &Mark, base: usize, edits: &[(Span, String)]) -> Found {
    let span = mark.span.shifted(base);
    let expected = edits.iter().find(|(at, _)| *at == mark.span).map(|(_, with)| with.clone());
    Found { span, kind: mark.kind, effect: mark.effect, expected }
}

fn applied(text: &str, edits: &[(Span, String)]) -> String {
    let edits: Vec<Edit> = edits.iter().map(|(span, with)| Edit::new(*span, with.as_str())).collect();
    apply(text, &edits)
}

fn line_starts(text: &str) -> impl Iterator<Item = usize> {
    std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1))
}

impl Text {
    fn push(
        &mut self,
        text: &str,
        edits: Option<&Vec<Option<(Span, String)>>>,
        marks: &[Mark],
        lines: Vec<(usize, (Place, Surface))>,
    ) {
        let base = self.text.len();
        let begins_line = base == 0 || self.text.ends_with('\n');
        let lines = lines.into_iter().filter(|(at, _)| *at > 0 || begins_line);
        self.lines.extend(lines.map(|(at, (place, surface))| (base + at, place, surface)));
        let edits = edits.into_iter().flatten().flatten();
        self.edits.extend(edits.map(|(span, with)| (span.shifted(base), with.clone())));
        self.marks.extend(marks.iter().map(|mark| Mark { span: mark.span.shifted(base), ..mark.clone() }));
        self.text.push_str(text);
    }
}

impl Sheet {
    /// Cuts running text into lines; what is written over several of them is not cut.
    fn cut(&mut self) {
        let Text { text, mut edits, mut marks, lines } = std::mem::take(&mut self.text);
        edits.sort_by_key(|(span, _)| span.start);
        marks.sort_by_key(|mark| mark.span.start);
        // They do not overlap, so only the last that begins before can reach over.
        let joined = |at: usize| {
            let edit = edits[..edits.partition_point(|(span, _)| span.start < at)].last();
            let mark = marks[..marks.partition_point(|mark| mark.span.start < at)].last();
            edit.is_some_and(|(span, _)| at < span.end) || mark.is_some_and(|mark| at < mark.span.end)
        };
        let mut starts = lines.into_iter().filter(|(at, ..)| *at < text.len()).peekable();
        let mut next = starts.next();
        while let Some((start, place, surface)) = next {
            next = starts.find(|(at, ..)| !joined(*at));
            let end = next.as_ref().map_or(text.len(), |(at, ..)| *at);
            let line = text[start..end].trim_end_matches(['\n', '\r']);
            let within = |span: &Span| start <= span.start && span.end <= start + line.len();
            let first = edits.partition_point(|(span, _)| span.start < start);
            let own: Vec<(Span, String)> = edits[first..]
                .iter()
                .take_while(|(span, _)| span.start < end)
                .filter(|(span, _)| within(span))
                .map(|(span, with)| (Span::new(span.start - start, span.end - start), with.clone()))
                .collect();
            let first = marks.partition_point(|mark| mark.span.start < start);
            let marks = marks[first..].iter().take_while(|mark| mark.span.start < end);
            let marks = marks.filter(|mark| within(&mark.span)).map(|mark| {
                let span = Span::new(mark.span.start - start, mark.span.end - start);
                found(&Mark { span, ..mark.clone() }, 0, &own)
            });
            let found = marks.collect();
            let expected = Some(applied(line, &own));
            self.rows.push(Row {
                units: vec![Unit {
                    place,
                    surface,
                    text: line.to_owned(),
                    expected,
                    found,
                    as_written: false,
                }],
            });
        }
    }
}

/// Marks what in `published` stands as the policy's own output has it.
pub(super) fn mark_written(published: &mut [Sheet], written: &[Sheet]) {
    let units = written.iter().flat_map(|sheet| &sheet.rows).flat_map(|row| &row.units);
    // Some places have a name for many texts.
    let written: HashSet<(&Place, &str)> = units.map(|unit| (&unit.place, &*unit.text)).collect();
    let units = published.iter_mut().flat_map(|sheet| &mut sheet.rows).flat_map(|row| &mut row.units);
    for unit in units {
        unit.as_written = written.contains(&(&unit.place, &*unit.text));
    }
}
