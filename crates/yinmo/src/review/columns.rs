//! What the columns of a list are, and what the policy does with them.

use std::sync::Arc;

use yinmo_core::Likening;
use yinmo_core::finding::{Finding, Role};
use yinmo_core::kind::Kind;
use yinmo_core::policy::{ColumnAction, Gate};
use yinmo_core::recognizers::{Cell, Label, Neutral};
use yinmo_core::risk::small_counts::Count;
use yinmo_core::table::{self, Listed};
use yinmo_core::text::Span;
use yinmo_data::columns::{ColumnWord, meaning};
use yinmo_documents::{Chunk, Part, Parts, Record};

use super::anonymity::Telltale;
use super::statistics::{Measures, counts_people};
use super::{Review, children};
use crate::{Baseline, ColumnNote, Pipeline};

/// Rows in which the first heading is looked for.
const SAMPLE: usize = 50;

/// Numbers that are masked, the first of them identity numbers.
const NUMBERS: [&str; 9] = [
    "resident-id",
    "hmt-residence-permit",
    "disability-cert",
    "taxpayer-id-person",
    "student-id",
    "mobile",
    "phone",
    "bank-card",
    "bank-account",
];

/// What identity numbers can be worked out from, beside numbers.
const FACTS: [&str; 3] = ["birth-date", "age", "sex"];

/// What says where somebody lives: that helps where the beginning of a number is hidden.
const PLACES: [&str; 4] = ["village", "township", "address", "county"];

/// A heading and what stands under it, to the next heading.
#[derive(Clone)]
pub(crate) struct List {
    /// The number of the heading row, counted from 1; 0 if there is none.
    heading_row: usize,
    columns: Vec<Column>,
    /// Columns from which masked numbers can be worked out, from 0.
    telling: Vec<usize>,
    /// Those of them that decide by how they are masked whether they can.
    deciding: Vec<usize>,
    shows_number: bool,
    tells_birth: bool,
    /// Columns that do not go by what is found in them, from 0.
    minded: Vec<usize>,
    drops: bool,
    names_kinds: bool,
    /// Columns with names of private people, from 0.
    names: Vec<usize>,
    /// Columns with names of anybody.
    people: Vec<usize>,
    /// Columns that may hold any words, and what those hold that are about nobody.
    free: Vec<(usize, Option<Neutral>)>,
    /// The word for children in need, if it is they who are listed.
    children: Option<&'static str>,
    telltale: Option<Telltale>,
    /// Whether its heading is among the lines of the document that came in.
    came_in: bool,
    /// The columns that count people, if the rows are about none.
    measures: Option<Arc<Measures>>,
    /// Which list of the document it is.
    nth: usize,
    /// Whether it stands in a form, of which other rows are fields.
    in_form: bool,
    /// Whether its headings stand above names, so that they are nothing else.
    heads_names: bool,
    /// Whether the fields present an office holder.
    presents_leader: bool,
}

/// One column.
#[derive(Clone)]
pub(crate) struct Column {
    pub(crate) words: String,
    /// Where its heading stands, as it may be shown; empty where it has none of its own, and for the members of objects,
    /// which are many and seldom asked.
    pub(crate) place: String,
    /// What stands in it: an id of `yinmo_data::columns`.
    pub(crate) meaning: Option<&'static str>,
    pub(crate) label: Option<Label>,
    pub(crate) role: Option<Role>,
    pub(crate) action: ColumnAction,
    pub(crate) likening: Likening,
}

impl Column {
    /// The column's cell that stands at `span` of its row.
    pub(crate) fn cell(&self, span: Span) -> Cell<'_> {
        Cell { span, heading: &self.words, meaning: self.meaning, label: self.label }
    }

    /// Counts what stands in a cell of it, and where columns are to be named, with the number of this one.
    pub(super) fn mind(&self, cell: &str, number: Option<usize>, review: &mut Review) {
        let holds_something = !cell.trim().is_empty();
        review.column(self.action, holds_something);
        if let Some(number) = number.filter(|_| holds_something) {
            review.wait_for(self, number, &|| self.place.clone());
        }
    }
}

impl List {
    /// Whether the chunks that a document begins with hold all the rows that [`List::first`] looks at.
    pub(crate) fn is_told_by(chunks: &[Chunk]) -> bool {
        let mut records = chunks.iter().flat_map(Chunk::records);
        !matches!(records.next(), Some(Record::Row { .. })) || records.nth(SAMPLE - 2).is_some()
    }

    /// The list that the table begins with; `chunks` are its first. `titled` is the word for children in need, if its
    /// title says that it is they who are listed.
    pub(crate) fn first(pipeline: &Pipeline, chunks: &[Chunk], titled: Option<Listed>) -> Self {
        let all_rows = || {
            let of = |chunk| {
                move |record| match record {
                    Record::Row { number, cells } => Some((number, (chunk, cells))),
                    _ => None,
                }
            };
            chunks.iter().flat_map(move |chunk| chunk.records().filter_map(of(chunk)))
        };
        let (numbers, sample): (Vec<usize>, Vec<Vec<&str>>) = all_rows()
            .take(SAMPLE)
            .map(|(number, (_, cells))| (number, cells.iter().map(|cell| cell.text).collect()))
            .unzip();
        let found = table::find_heading(pipeline.detector.labels(), &sample);
        let heads_names = found.as_ref().is_some_and(|heading| heading.heads_names);
        let (in_form, heading_row, columns, rows) = match found {
            Some(heading) => {
                (heading.in_form, numbers[heading.row], heading.columns, &sample[heading.row + 1..])
            }
            None if table::is_form(&sample, &[]) => (true, 0, Vec::new(), &sample[..]),
            None => (false, 0, table::guess_columns(&sample), &sample[..]),
        };
        let above = sample.len() - rows.len();
        let titled = titled
            .or_else(|| sample[..above].iter().find_map(|row| table::listed(title(row.iter().copied())?)));
        let children = children::listed_in(&columns, titled, rows);
        let counts = sample[..above].iter().any(|row| title(row.iter().copied()).is_some_and(counts_people));
        let counted = if counts { numbers_in(rows) } else { Vec::new() };
        let heading = all_rows().find(|(number, _)| *number == heading_row).map(|(_, heading)| heading);
        let places = heading.map_or_else(Vec::new, |heading| places(pipeline, heading));
        let counted = counts.then_some(&*counted);
        let list = Self::of(pipeline, (heading_row, &places), columns, (children, counted), in_form);
        let presents_leader = table::presents_leader(&sample);
        Self { presents_leader, heads_names, ..list.under(pipeline, heading) }
    }

    /// The list below `row`, if that is another heading; `titled` as for the first, `in_form` if the list before stands in a
    /// form.
    #[inline]
    pub(crate) fn headed(
        pipeline: &Pipeline,
        number: usize,
        (chunk, row): (&Chunk, Parts<'_>),
        titled: Option<Listed>,
        in_form: bool,
    ) -> Option<Self> {
        let columns = table::next_heading(pipeline.detector.labels(), row.texts())?;
        let children = children::listed_in(&columns, titled, &[]);
        let places = places(pipeline, (chunk, row));
        let list = Self::of(pipeline, (number, &places), columns, (children, None), in_form);
        Some(list.under(pipeline, Some((chunk, row))))
    }

    /// The same list from the section that begins in row `number` on.
    pub(crate) fn section(&self, number: usize, children: Option<&'static str>) -> Self {
        Self { heading_row: number, children, ..self.clone() }
    }

    fn of(
        pipeline: &Pipeline,
        (heading_row, places): (usize, &[String]),
        columns: Vec<table::Column>,
        (children, counted): (Option<&'static str>, Option<&[usize]>),
        in_form: bool,
    ) -> Self {
        let dated = columns.iter().any(dates);
        let names_kinds = columns.iter().any(table::Column::names_kinds);
        let place = |nth: usize| places.get(nth).cloned().unwrap_or_default();
        let columns = (0..).zip(columns);
        let columns = columns.map(|(nth, column)| {
            let heading = Heading { number: nth + 1, place: &|| place(nth), in_form };
            let column = decided(pipeline, column, heading, dated);
            Column { place: place(nth), ..column }
        });
        let columns: Vec<Column> = columns.collect();
        let telling: Vec<usize> = (0..columns.len()).filter(|&nth| tells(&columns[nth])).collect();
        let is_place = |nth: &usize| columns[*nth].meaning.is_some_and(|id| PLACES.contains(&id));
        let deciding = telling.iter().copied().filter(|nth| !is_place(nth)).collect();
        let tells_birth = telling.iter().any(|&nth| columns[nth].meaning == Some("birth-date"));
        let shows_number = columns.iter().any(shows_number);
        let drops = columns.iter().any(|column| column.action == ColumnAction::Drop);
        let minded = (0..columns.len()).filter(|&nth| columns[nth].action != ColumnAction::ByKind).collect();
        let names = (0..columns.len()).filter(|&nth| children::names_private_people(&columns[nth])).collect();
        let holds_people = |column: &Column| column.label.is_some_and(|label| label.names(Kind::Person));
        let people = (0..columns.len()).filter(|&nth| holds_people(&columns[nth])).collect();
        let holds_words = |nth: &usize| columns[*nth].cell(Span::new(0, 0)).holds_words();
        let free = (0..columns.len()).filter(holds_words);
        let free = free.map(|nth| (nth, Neutral::of(columns[nth].meaning))).collect();
        // The rows of a form are about one person and those around them: they neither hide each other nor count anybody.
        let telltale = Telltale::of(pipeline, &columns).filter(|_| !in_form);
        let worded = columns.iter().map(|column| (&*column.words, column.meaning));
        let measures = Measures::of(&worded, counted.is_some(), counted.unwrap_or_default());
        let measures = measures.filter(|_| !in_form).map(Arc::new);
        Self {
            heading_row,
            columns,
            telling,
            deciding,
            shows_number,
            tells_birth,
            minded,
            drops,
            names_kinds,
            names,
            people,
            free,
            children,
            telltale,
            came_in: false,
            measures,
            nth: 0,
            in_form,
            heads_names: false,
            presents_leader: false,
        }
    }

    /// The same below a heading of which these are the cells.
    fn under(self, pipeline: &Pipeline, heading: Option<(&Chunk, Parts<'_>)>) -> Self {
        let came_in = heading.is_some_and(|(chunk, cells)| has_come_in(pipeline, chunk, cells));
        Self { came_in, ..self }
    }

    /// Whether all of its rows came in with its heading.
    pub(super) const fn came_in(&self) -> bool {
        self.came_in
    }

    /// The same, which is the `nth` list of its document.
    pub(crate) fn numbered(self, nth: usize) -> Self {
        Self { nth, ..self }
    }

    /// Which list of the document it is.
    pub(crate) const fn nth(&self) -> usize {
        self.nth
    }

    /// Whether its headings stand above names, so that they are nothing else.
    pub(crate) const fn heads_names(&self) -> bool {
        self.heads_names
    }

    /// Whether it stands in a form, of which other rows are fields.
    pub(crate) const fn in_form(&self) -> bool {
        self.in_form
    }

    /// Gives the name in fields of an office holder's page that role.
    pub(super) fn present(&self, fields: &mut [Column]) {
        let is_name =
            |column: &&mut Column| column.meaning == Some(Kind::Person.id()) && column.role.is_none();
        if self.presents_leader {
            fields.iter_mut().filter(is_name).for_each(|column| column.role = Some(Role::Official));
        }
    }

    /// The columns that count people, if the rows are about none.
    pub(crate) const fn measures(&self) -> Option<&Arc<Measures>> {
        self.measures.as_ref()
    }

    /// The word for children in need, if it is they who are listed.
    pub(crate) const fn children(&self) -> Option<&'static str> {
        self.children
    }

    /// Whether the column at `nth` holds names of private people.
    pub(crate) fn is_name(&self, nth: usize) -> bool {
        self.names.contains(&nth)
    }

    /// The columns with names of anybody, from 0.
    pub(crate) fn people(&self) -> &[usize] {
        &self.people
    }

    /// What stands in the columns that may hold any words: in those about nobody, what says more than they hold.
    pub(super) fn free<'c>(&self, cells: Parts<'c>) -> impl Iterator<Item = &'c str> {
        self.free.iter().filter_map(move |&(nth, neutral)| {
            let text = cells.get(nth)?.text;
            neutral.is_none_or(|neutral| neutral.is_exceeded_by(text)).then_some(text)
        })
    }

    /// Whether a column holds names of private people.
    pub(crate) const fn has_names(&self) -> bool {
        !self.names.is_empty()
    }

    /// Whether a row names somebody private.
    pub(crate) fn names_somebody(&self, cells: Parts<'_>) -> bool {
        self.names.iter().any(|&nth| cells.get(nth).is_some_and(|cell| table::names_somebody(cell.text)))
    }

    /// Whether a row is about somebody under eighteen.
    pub(super) fn is_of_child(&self, cells: Parts<'_>) -> bool {
        self.has_names() && children::is_of_child(&self.columns, |nth| Some(cells.get(nth)?.text))
    }

    /// The columns by which those who are listed may be told, if that matters.
    pub(crate) const fn telltale(&self) -> Option<&Telltale> {
        self.telltale.as_ref()
    }

    /// Columns from which masked numbers can be worked out, from 0.
    pub(crate) fn telling(&self) -> &[usize] {
        &self.telling
    }

    /// Those of them that decide by how they are masked whether they can.
    pub(crate) fn deciding(&self) -> &[usize] {
        &self.deciding
    }

    /// Whether a column says when people were born.
    pub(crate) const fn tells_birth(&self) -> bool {
        self.tells_birth
    }

    /// The column with the names by which people are found in other documents.
    pub(crate) fn name_column(&self) -> Option<usize> {
        self.names.first().copied()
    }

    /// The column that tells people with the same name apart.
    pub(crate) fn place_column(&self) -> Option<usize> {
        (0..self.columns.len()).find(|&nth| matches!(self.columns[nth].meaning, Some("village" | "township")))
    }

    /// Whether a column holds numbers that are masked.
    pub(crate) const fn shows_number(&self) -> bool {
        self.shows_number
    }

    /// Whether a column goes.
    pub(crate) const fn drops(&self) -> bool {
        self.drops
    }

    /// Whether of any column it is known what personal data stand in it.
    pub(crate) const fn names_kinds(&self) -> bool {
        self.names_kinds
    }

    /// Whether any column does not go by what is found in it.
    pub(super) const fn is_minded(&self) -> bool {
        !self.minded.is_empty()
    }

    /// What is in columns that are for a person, go, or forbid publication, counts whatever was found in it.
    pub(super) fn mind(&self, row: Parts<'_>, names_columns: bool, review: &mut Review) {
        for &nth in &self.minded {
            if let Some(cell) = row.get(nth) {
                self.columns[nth].mind(cell.text, names_columns.then_some(nth + 1), review);
            }
        }
    }

    /// Where its heading stands; 0 if it has none.
    pub(crate) const fn heading_row(&self) -> usize {
        self.heading_row
    }

    /// The columns a row's cells stand in: none for what stands above the heading, and for the heading.
    pub(crate) fn columns_of(&self, row: usize) -> &[Column] {
        if row > self.heading_row { &self.columns } else { &[] }
    }

    /// Whether the cell at `nth` of a row is the heading of its column, and one that is known: no value.
    pub(super) fn is_headed_by(&self, row: usize, nth: usize) -> bool {
        row == self.heading_row
            && self.columns.get(nth).is_some_and(|column| meaning(&column.words).is_some())
    }

    /// Every column, for what goes away from the heading row down.
    pub(crate) fn all(&self) -> &[Column] {
        &self.columns
    }

    /// Whether the row stands above the heading.
    pub(crate) const fn is_title(&self, row: usize) -> bool {
        row < self.heading_row
    }

    /// The columns that do not simply stay.
    pub(crate) fn notes(&self, pipeline: &Pipeline) -> impl Iterator<Item = ColumnNote> {
        let numbered = self.columns.iter().enumerate();
        let noted = numbered.filter(|(_, column)| column.action != ColumnAction::ByKind);
        noted.map(|(i, column)| ColumnNote {
            heading: pipeline.hide(&column.words),
            column: i + 1,
            action: column.action,
        })
    }
}

/// Whether a row is among the lines of the document that came in, where not all did.
fn has_come_in(pipeline: &Pipeline, chunk: &Chunk, cells: Parts<'_>) -> bool {
    let Some(gate) = pipeline.gate.as_deref().filter(|gate| gate.is_of_lines()) else { return false };
    let Some(last) = cells.len().checked_sub(1).and_then(|last| cells.get(last)) else { return false };
    gate.came_in(chunk.lines_between((cells.index(0), 0), (last.index, last.text.len())))
}

/// The columns in which nothing but counts stand, from 0.
fn numbers_in(rows: &[Vec<&str>]) -> Vec<usize> {
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    let cells =
        |nth: usize| rows.iter().filter_map(move |row| row.get(nth)).filter(|cell| !cell.trim().is_empty());
    let is_count = |cell: &&str| !matches!(Count::of(cell), Count::Nothing);
    (0..width).filter(|&nth| cells(nth).next().is_some() && cells(nth).all(is_count)).collect()
}

/// The cell of a row in which all others are empty: a title, or the heading of a section.
pub(super) fn title<'c>(mut row: impl Iterator<Item = &'c str>) -> Option<&'c str> {
    let title = row.find(|cell| !cell.trim().is_empty())?;
    row.all(|cell| cell.trim().is_empty()).then_some(title)
}

/// The columns that the members of an object are, each at its place.
pub(crate) fn of_members(pipeline: &Pipeline, chunk: &Chunk, parts: &[Part<'_>]) -> Vec<Column> {
    let members: Vec<(&str, &str)> = parts.iter().map(|part| (part.key.unwrap_or(""), part.text)).collect();
    let columns = table::columns_from_members(pipeline.detector.labels(), &members).into_iter();
    let of = |(column, part)| {
        let heading = Heading { number: 0, place: &|| place(pipeline, chunk, part), in_form: false };
        decided(pipeline, column, heading, true)
    };
    columns.zip(parts).map(of).collect()
}

/// The columns of fields, and of a table within running text: there no column can go, whatever happens to columns of its
/// kind.
pub(super) fn staying(pipeline: &Pipeline, columns: impl IntoIterator<Item = table::Column>) -> Vec<Column> {
    let staying = |column| Column { action: ColumnAction::ByKind, ..ruled_by_policy(pipeline, column, true) };
    columns.into_iter().map(staying).collect()
}

/// The columns of a row of fields in a form. What is free text waits for a person, as a column of it does.
pub(super) fn of_fields(
    pipeline: &Pipeline,
    chunk: &Chunk,
    cells: Parts<'_>,
    fields: Vec<table::Column>,
) -> Vec<Column> {
    let mut label = 0;
    let of = |(nth, field): (usize, table::Column)| {
        if field.words.is_empty() {
            label = nth;
        }
        let is_free = field.meaning == Some("remarks");
        let shown = || cells.get(label).map_or_else(String::new, |cell| place(pipeline, chunk, &cell));
        let heading = Heading { number: label + 1, place: &shown, in_form: true };
        let column = decided(pipeline, field, heading, true);
        if is_free {
            Column { place: shown(), ..column }
        } else {
            Column { action: ColumnAction::ByKind, ..column }
        }
    };
    fields.into_iter().enumerate().map(of).collect()
}

/// Where the cells of a heading stand, as it may be shown.
fn places(pipeline: &Pipeline, (chunk, cells): (&Chunk, Parts<'_>)) -> Vec<String> {
    cells.iter().map(|cell| place(pipeline, chunk, &cell)).collect()
}

/// Where a heading or a member of an object stands, as it may be shown.
pub(super) fn place(pipeline: &Pipeline, chunk: &Chunk, part: &Part<'_>) -> String {
    let (place, _) = chunk.stand(part, 0, &mut |_, key| pipeline.hide(key));
    place.with_names(&mut |name| pipeline.hide(name)).to_string()
}

/// Where the heading of a column stands.
#[derive(Clone, Copy)]
struct Heading<'h> {
    /// The number of its column, which counts from 1 or is 0.
    number: usize,
    place: &'h dyn Fn() -> String,
    /// Whether in a form.
    in_form: bool,
}

/// The same where a person decided on what waits for one.
fn decided(pipeline: &Pipeline, column: table::Column, heading: Heading<'_>, dated: bool) -> Column {
    let mut column = ruled_by_policy(pipeline, column, dated);
    // Fields stand above and below in the same column: it cannot go, so a person looks at it.
    if heading.in_form && column.action == ColumnAction::Drop {
        column.action = ColumnAction::Review;
    }
    if let Some(desk) = pipeline.desk.as_ref().filter(|_| column.action == ColumnAction::Review) {
        column.action = desk.column(&pipeline.hide(&column.words), heading.number, &(heading.place)());
    }
    if let Some(gate) = pipeline.gate.as_ref().filter(|gate| gate.minds_others())
        && matches!(column.action, ColumnAction::Review | ColumnAction::Drop)
    {
        let heading = pipeline.hide(&column.words);
        let name = |baseline: &Baseline, path: &str| {
            baseline.name_of_other(Gate::COLUMN, &heading, path, gate.hash())
        };
        if gate.passes(Gate::COLUMN, &heading, &name) {
            column.action = ColumnAction::ByKind;
        }
    }
    column
}

/// `dated` where birth dates or ages stand in the same rows.
fn ruled_by_policy(pipeline: &Pipeline, column: table::Column, dated: bool) -> Column {
    // In a list of officials a village is where they work.
    let is_an_offices = column.meaning == Some("village") && column.role == Some(Role::Organisation);
    let action = if column.words.is_empty() || is_an_offices {
        ColumnAction::ByKind
    } else {
        let guessed = || column.meaning.map(|id| ColumnWord { id, role: None });
        // `收入` beside `支出` is no income.
        let is_amount = column.meaning == Some("amount");
        let word = meaning(&column.words).filter(|word| !(is_amount && word.id == "income"));
        pipeline.policy.column(&column.words, word.or_else(guessed))
    };
    let likening = pipeline.detector.likening(&column.words, column.label, dated);
    let table::Column { words, meaning, label, role, .. } = column;
    Column { words, place: String::new(), meaning, label, role, action, likening }
}

/// Whether masked numbers can be worked out from a column that stays.
pub(super) fn tells(column: &Column) -> bool {
    column.action != ColumnAction::Drop && column.meaning.is_some_and(is_telling)
}

/// Whether masked numbers can be worked out from what has this meaning.
pub(super) fn is_telling(id: &str) -> bool {
    is_number(id) || FACTS.contains(&id) || PLACES.contains(&id)
}

/// Whether numbers that are masked have this meaning.
pub(super) fn is_number(id: &str) -> bool {
    NUMBERS.contains(&id)
}

/// Whether a column says when people were born.
fn dates(column: &table::Column) -> bool {
    column.meaning.is_some_and(|meaning| matches!(meaning, "birth-date" | "age"))
        || ["出生", "生日", "年龄"].iter().any(|word| column.words.contains(word))
}

/// Whether a column holds numbers that are masked.
pub(super) fn shows_number(column: &Column) -> bool {
    column.action != ColumnAction::Drop && column.meaning.is_some_and(is_number)
}

/// The column knows whose data it holds where the value does not tell. A mobile in a list of offices is somebody's,
/// unless its heading says otherwise.
pub(super) fn role_in(finding: &Finding, column: Option<&Column>) -> Role {
    let personal = |column: &&Column| finding.kind == Kind::Mobile && table::is_contact(&column.words);
    match finding.role {
        role @ (Role::Unknown | Role::Citizen) => {
            let column =
                column.filter(|column| !(column.role == Some(Role::Organisation) && personal(column)));
            column.and_then(|column| column.role).unwrap_or(role)
        }
        role => role,
    }
}
