//! Rows of a table, and the members of a JSON object, which are a row with its own headings.

use yinmo_core::finding::{Confidence, Evidence, EvidenceSet, Finding, Role};
use yinmo_core::kind::{Group, Kind};
use yinmo_core::operators::{Action, Effect, Names, Whose, is_to_be_shifted};
use yinmo_core::policy::{ColumnAction, Decision, Subject};
use yinmo_core::recognizers::{Cell, Claim};
use yinmo_core::table::{self, InForm};
use yinmo_core::tagger::anonymous_names;
use yinmo_core::text::{Span, Surface};
use yinmo_documents::{Block, Change, Chunk, Part, Parts};

use super::alike::Alike;
use super::children::{as_child, is_of_child, names_private_people};
use super::columns::{self, Column, List};
use super::exposure::after;
use super::items::Found;
use super::row_text::RowText;
use super::{Mark, Review, Setting};
use crate::waivers::Standing;

impl<'a> Setting<'a> {
    /// Rows of a table: those that were met before in all that matters, and the others one by one.
    pub(super) fn block(
        self,
        chunk: &Chunk,
        block: Block<'_>,
        alike: &mut Alike,
        row: &mut RowText,
        review: &mut Review,
    ) {
        let mut rest = block;
        while rest.height() > 0 {
            let number = rest.number();
            let list = self.tables.list(number);
            let own = self.below(list);
            let (block, others) = rest.split_at(self.tables.next_list(number) - number);
            rest = others;
            let each = self.items || self.pipeline.desk.is_some() || self.pipeline.gate.is_some();
            let each = each || list.in_form();
            let alike = Some(&mut *alike).filter(|_| !each && number > list.heading_row());
            own.rows(chunk, list, block, alike, row, review);
            self.count_rows(list, block, review);
        }
    }

    /// The rows of a block that stand in the same list, or above its heading, or in it.
    fn rows(
        self,
        chunk: &Chunk,
        list: &List,
        block: Block<'_>,
        mut alike: Option<&mut Alike>,
        row: &mut RowText,
        review: &mut Review,
    ) {
        if let Some(alike) = &mut alike {
            alike.sort(self, list, block);
        }
        for nth in 0..block.height() {
            if let Some(alike) = &mut alike {
                let cells = block.row(nth).1;
                if self.names_known(list, cells) {
                    alike.leave(block, nth);
                } else if list.is_of_child(cells) {
                    alike.turn_to_child(list, block, nth);
                }
            }
            if list.drops() {
                drop_columns(list, block.row(nth), review);
            }
            if !alike.as_mut().is_some_and(|alike| alike.review(self, list, (block, nth), review)) {
                self.row(chunk, list, block.only(nth), row, review);
            }
        }
        if let Some(alike) = alike {
            alike.treat(block, &mut review.changes);
            if let Some(telltale) = self.telltale(list) {
                alike.compare(list, telltale, block, &mut review.tally);
            }
        }
    }

    /// A row, read for itself: the only one of its block.
    fn row(self, chunk: &Chunk, list: &List, block: Block<'_>, row: &mut RowText, review: &mut Review) {
        let (number, cells) = block.row(0);
        let columns = list.columns_of(number);
        let from = review.changes.pushed();
        row.refill(cells.iter());
        let form = self.form(list, columns, (number, chunk, cells));
        let fields = form.as_deref().unwrap_or(columns);
        let mut findings = self.findings_in(fields, row);
        // A heading is no value of the one before it: `家庭住址｜银行卡号`.
        findings.retain(|finding| !list.is_headed_by(number, row.cell_at(finding.span.start)));
        // Nor is a word that is not known: `户主｜水费`.
        let is_word = |finding: &Finding| {
            let cell = row.spans[row.cell_at(finding.span.start)];
            finding.kind == Kind::Person
                && finding.evidence.has(Evidence::LabelBefore)
                && finding.span.of(&row.text) == cell.of(&row.text).trim()
        };
        findings.retain(|finding| number != list.heading_row() || !is_word(finding));
        let place = if form.is_some() || columns.is_empty() { Place::Apart } else { Place::Row };
        if self.mask(chunk, (fields, place), &findings, row, review) {
            review.changes.forget_since(from);
            drop_row(chunk, cells, review);
        } else if place == Place::Row {
            self.expose(number, list, row, from, review);
            if self.came_in(chunk, cells) {
                list.mind(cells, self.items, review);
            }
            self.mind_child(list, number, cells, review);
            self.mind_children(list, (number, cells), review);
            self.compare(list, block, from, review);
        } else if self.came_in(chunk, cells) {
            self.mind_fields(fields, cells, review);
        }
    }

    /// Free text beside the labels of a form waits for a person.
    fn mind_fields(self, fields: &[Column], cells: Parts<'_>, review: &mut Review) {
        for (nth, (field, cell)) in fields.iter().zip(cells.texts()).enumerate() {
            if field.action != ColumnAction::ByKind {
                let label = fields[..nth].iter().rposition(|field| field.words.is_empty()).unwrap_or(nth);
                field.mind(cell, self.items.then_some(label + 1), review);
            }
        }
    }

    /// Adds the row to those that may hide each other. The changes of this row begin at `from`.
    fn compare(self, list: &List, block: Block<'_>, from: usize, review: &mut Review) {
        let Some(telltale) = self.telltale(list) else { return };
        let Review { changes, tally, .. } = review;
        tally.add(list, telltale, block, &mut [true], |(_, column), text, published| {
            published.push_str(&after(text, block.first_part() + column, changes.since(from)));
            true
        });
    }

    /// The columns of a row that is one of a form, where no heading says what its cells are (`项目｜内容` does not), or its
    /// first cell is a label with a colon: `制表人：`. Within a form, of any row that is not one of the list there.
    pub(super) fn form(
        self,
        list: &List,
        columns: &[Column],
        row: (usize, &Chunk, Parts<'_>),
    ) -> Option<Vec<Column>> {
        let mut fields = self.fields_of_form(list, columns, row)?;
        list.present(&mut fields);
        Some(fields)
    }

    fn fields_of_form(
        self,
        list: &List,
        columns: &[Column],
        (number, chunk, cells): (usize, &Chunk, Parts<'_>),
    ) -> Option<Vec<Column>> {
        // `姓名｜措施` above names: a heading that is not known.
        if number == list.heading_row() && (list.in_form() || list.heads_names()) {
            return None;
        }
        let texts = || cells.texts().collect::<Vec<_>>();
        let labels = self.pipeline.detector.labels();
        if list.in_form() {
            let headings: Vec<_> = columns.iter().map(|column| (&*column.words, column.meaning)).collect();
            return match table::in_form(labels, &headings, &texts()) {
                InForm::Fields(fields) => Some(columns::of_fields(self.pipeline, chunk, cells, fields)),
                InForm::Apart => Some(Vec::new()),
                InForm::Listed => None,
            };
        }
        let first = cells.texts().find(|cell| !cell.trim().is_empty())?;
        let is_headed = !columns.is_empty() && list.names_kinds();
        if is_headed && !first.trim_end().ends_with(['：', ':']) || !table::may_begin_form(first) {
            return None;
        }
        Some(columns::staying(self.pipeline, table::form_columns(labels, &texts())?))
    }

    /// The members of an object: values by their keys, keys as text.
    pub(super) fn fields(self, chunk: &Chunk, parts: Parts<'_>, row: &mut RowText, review: &mut Review) {
        let (keys, values): (Vec<Part<'_>>, Vec<Part<'_>>) =
            parts.iter().partition(|part| part.surface == Surface::Markup);
        row.refill(values.iter().copied());
        let columns = columns::of_members(self.pipeline, chunk, &values);
        let from = review.changes.pushed();
        if self.find_in_row(chunk, &columns, Place::Row, row, review) {
            values.iter().for_each(|part| review.changes.push(Change::remove(part.index)));
            review.dropped_rows += 1;
        } else {
            self.expose_fields(chunk, (&columns, &values), from, review);
            self.compare_fields(&columns, &values, from, review);
        }
        self.mind_child_in(&columns, &values, review);
        for (column, part) in columns.iter().zip(&values) {
            if self.part_came_in(chunk, part) {
                review.column(column.action, !part.text.trim().is_empty());
            }
            if self.items && !part.text.trim().is_empty() {
                review.wait_for(column, 0, &|| columns::place(self.pipeline, chunk, part));
            }
            if column.action == ColumnAction::Drop {
                review.changes.push(Change::remove(part.index));
            }
        }
        for key in keys {
            row.refill(std::iter::once(key));
            self.find_in_row(chunk, &[], Place::Apart, row, review);
        }
    }

    pub(super) fn learn_from_row(
        self,
        chunk: &Chunk,
        columns: &[Column],
        cells: Parts<'_>,
        row: &mut RowText,
        names: &mut Names,
    ) {
        row.refill(cells.iter().filter(|part| part.surface != Surface::Markup));
        anonymous_names(&row.text).for_each(|span| names.take(span.of(&row.text)));
        for finding in self.findings_in(columns, row) {
            let cell = row.cell_at(finding.span.start);
            let decision = self.decide_in_cell(&finding, columns.get(cell), (cell, Place::Row), chunk, row);
            decision.action.learn(finding.span.of(&row.text), names);
        }
    }

    /// Reviews what is found in a row; whether the row goes.
    fn find_in_row(
        self,
        chunk: &Chunk,
        columns: &[Column],
        place: Place,
        row: &RowText,
        review: &mut Review,
    ) -> bool {
        let findings = self.findings_in(columns, row);
        self.mask(chunk, (columns, place), &findings, row, review)
    }

    /// Does to what was found in a row what is decided; whether the row goes.
    fn mask(
        self,
        chunk: &Chunk,
        (columns, place): (&[Column], Place),
        findings: &[Finding],
        row: &RowText,
        review: &mut Review,
    ) -> bool {
        let mut goes = false;
        let found = Found { chunk, text: &row.text, findings };
        let whose = whose(findings, &row.text);
        for (nth, finding) in findings.iter().enumerate() {
            let cell = row.cell_at(finding.span.start);
            let decision = self.decide_in_cell(finding, columns.get(cell), (cell, place), chunk, row);
            let value = finding.span.of(&row.text);
            let decision = self.as_it_is(decision, (value, value), finding);
            let stand = self.stand_in_row(finding, &decision, chunk, row);
            let stays = stand.is_waived();
            goes |= decision.action.effect() == Effect::DropRow && !stays && !stand.is_unchanged();
            self.count_kept(finding, &decision, value, review);
            // What is waived stands in the document as it is.
            if !stays {
                self.change(finding, (decision.action, whose), cell, row, review);
            }
            if self.items {
                mark(finding, decision.action.effect(), cell, row, review);
            }
            review.take(self.pipeline, finding, &decision, stand, || {
                let part = chunk.part(row.parts[cell]).filter(|_| self.items)?;
                Some(self.item(found, nth, part, within(finding.span, row.spans[cell]), &decision))
            });
        }
        goes
    }

    /// Whether something that was found in a row counts; it may stand in several cells.
    fn stand_in_row(
        self,
        finding: &Finding,
        decision: &Decision<'_>,
        chunk: &Chunk,
        row: &RowText,
    ) -> Standing {
        let (first, last) = (row.cell_at(finding.span.start), row.cell_at(finding.span.end));
        let Some(part) = chunk.part(row.parts[first]).filter(|_| self.pipeline.gate.is_some()) else {
            return Standing::Counts(None);
        };
        let span = within(finding.span, row.spans[first]);
        let end = (row.parts[last], finding.span.end.min(row.spans[last].end) - row.spans[last].start);
        self.stand(finding, decision, finding.span.of(&row.text), (chunk, part, span), end)
    }

    fn findings_in(self, columns: &[Column], row: &RowText) -> Vec<Finding> {
        let claims = self.claims_in(&row.text, &row.cells(columns));
        let personal = claims.into_iter().filter(|claim| claim.kind.group() != Group::Furniture);
        let name = columns.iter().position(names_private_people);
        let name = name.filter(|_| is_of_child(columns, |nth| row.cell(nth).map(|(_, text)| text)));
        let mut findings: Vec<Finding> = personal
            .map(|claim| {
                let cell = row.cell_at(claim.span.start);
                let finding = Finding::from(claim);
                let role = columns::role_in(&finding, columns.get(cell));
                let is_childs = claim.kind == Kind::Person && Some(cell) == name;
                Finding { role: if is_childs { as_child(role) } else { role }, ..finding }
            })
            .filter(|finding| self.pipeline.policy.reports(finding))
            .collect();
        let found = findings.len();
        findings.extend(self.dates_in(columns, row));
        if findings.len() > found {
            findings.sort_by_key(|finding: &Finding| finding.span.start);
        }
        findings
    }

    /// The dates in columns of their own beside a name, where the policy moves them with that person's others.
    fn dates_in<'r>(self, columns: &'r [Column], row: &'r RowText) -> impl Iterator<Item = Finding> + 'r {
        let shifts = self.pipeline.policy.shifts_dates() && columns.iter().any(names_private_people);
        let dates =
            columns.iter().enumerate().filter(move |(_, column)| shifts && column.meaning == Some("date"));
        dates.filter_map(|(nth, _)| {
            let whole = *row.spans.get(nth)?;
            let cell = whole.of(&row.text);
            let start = whole.start + cell.len() - cell.trim_start().len();
            let span = Span::new(start, start + cell.trim().len());
            is_to_be_shifted(span.of(&row.text)).then(|| Finding {
                kind: Kind::Date,
                span,
                role: Role::Unknown,
                confidence: Confidence::HIGH,
                evidence: EvidenceSet::EMPTY.with(Evidence::ColumnHeading),
                weak: None,
            })
        })
    }

    /// Everything claimed in a row, with what is known of the document.
    fn claims_in(self, text: &str, cells: &[Cell<'_>]) -> Vec<Claim> {
        let detector = &self.pipeline.detector;
        match self.memory {
            Some(memory) => detector.second(text, cells, memory, detector.first(text, cells)),
            None => detector.claims(text, cells),
        }
    }

    pub(super) fn decide(self, finding: &Finding, column: Option<&Column>, place: Place) -> Decision<'a> {
        let action = column.map_or(ColumnAction::ByKind, |column| column.action);
        let subject = Subject::in_column(finding.kind, finding.role, finding.confidence, action);
        let decision = self.pipeline.policy.decide(&subject);
        match decision.action.effect() {
            // What would go with its own column does not go with the remarks it stands in.
            Effect::DropColumn if action != ColumnAction::Drop => self.pipeline.decide_in_text(finding),
            Effect::DropRow if place == Place::Apart => self.pipeline.decide_in_text(finding),
            _ => decision,
        }
    }

    /// The same for what stands in the row's cell at `nth`, by what a person decided of it.
    fn decide_in_cell(
        self,
        finding: &Finding,
        column: Option<&Column>,
        (nth, place): (usize, Place),
        chunk: &Chunk,
        row: &RowText,
    ) -> Decision<'a> {
        let decision = self.decide(finding, column, place);
        let Some(part) = chunk.part(row.parts[nth]).filter(|_| self.pipeline.desk.is_some()) else {
            return decision;
        };
        let action = column.map_or(ColumnAction::ByKind, |column| column.action);
        let subject = Subject::in_column(finding.kind, finding.role, finding.confidence, action);
        let start = within(finding.span, row.spans[nth]).start;
        self.ruled(decision, &subject, finding.span.of(&row.text), (chunk, part, start))
    }

    /// Replaces the value; one that stands in several cells is cut at the tabs between them.
    fn change(
        self,
        finding: &Finding,
        (action, whose): (&Action, Option<Whose<'_>>),
        cell: usize,
        row: &RowText,
        review: &mut Review,
    ) {
        if matches!(action.effect(), Effect::DropColumn | Effect::DropRow) {
            return;
        }
        let value = finding.span.of(&row.text);
        let Some(replacement) = action.replace_of(whose, value, finding.kind, self.names) else {
            return;
        };
        let last = row.cell_at(finding.span.end);
        let mut pieces: Vec<&str> = replacement.split('\t').collect();
        if pieces.len() != last - cell + 1 {
            pieces = vec![&replacement];
        }
        for i in cell..=last {
            let span =
                Span::new(finding.span.start.max(row.spans[i].start), finding.span.end.min(row.spans[i].end));
            let piece = pieces.get(i - cell).copied().unwrap_or("");
            review.changes.push(Change::replace(row.parts[i], within(span, row.spans[i]), piece));
        }
    }
}

/// Whom a row is about: the first who is named, or else whose number stands there.
fn whose<'v>(findings: &[Finding], text: &'v str) -> Option<Whose<'v>> {
    let of =
        |kind| findings.iter().find(move |finding| finding.kind == kind && !finding.role.acts_for_others());
    let found = of(Kind::Person).or_else(|| of(Kind::ResidentId))?;
    Some(Whose { value: found.span.of(text), kind: found.kind })
}

/// One that stands in several cells is marked in each.
fn mark(finding: &Finding, effect: Effect, cell: usize, row: &RowText, review: &mut Review) {
    for nth in cell..=row.cell_at(finding.span.end) {
        let whole = row.spans[nth];
        let span = Span::new(finding.span.start.max(whole.start), finding.span.end.min(whole.end));
        let (part, span) = (row.parts[nth], within(span, whole));
        review.marks.push(Mark { part, span, kind: finding.kind, effect });
    }
}

/// Whether a row is one of a list, and can go without the others.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Row,
    /// A heading, a title, a row of a form.
    Apart,
}

/// Takes a row out of its table, or everything out of the row.
fn drop_row(chunk: &Chunk, cells: Parts<'_>, review: &mut Review) {
    review.dropped_rows += 1;
    if chunk.loses_rows() {
        review.changes.push(Change::remove_row(cells.index(0)));
        return;
    }
    for cell in cells.iter().filter(|cell| !cell.text.is_empty()) {
        review.changes.push(Change::replace(cell.index, Span::new(0, cell.text.len()), ""));
    }
}

/// A dropped column goes from the heading down. Above it, only what is empty goes, and its own words in a heading of two
/// rows: a title stays.
fn drop_columns(list: &List, (number, cells): (usize, Parts<'_>), review: &mut Review) {
    let title = list.is_title(number);
    for (column, cell) in list.all().iter().zip(cells.iter()) {
        let text = cell.text.trim();
        let heads = || {
            if text.is_empty() { cells.len() >= list.all().len() } else { table::fold(text) == column.words }
        };
        let goes = !title || heads();
        if column.action == ColumnAction::Drop && goes {
            review.changes.push(Change::remove(cell.index));
        }
    }
}

/// The part of `span` inside `cell`, counted from the start of the cell.
fn within(span: Span, cell: Span) -> Span {
    Span::new(span.start - cell.start, span.end.min(cell.end) - cell.start)
}
