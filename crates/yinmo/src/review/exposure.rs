//! What a row or a sentence still gives away once it is masked: a mask is only as good as what stands beside it.

use std::borrow::Cow;
use std::hash::{Hash, Hasher};

use rustc_hash::FxHasher;
use yinmo_core::finding::Finding;
use yinmo_core::kind::Kind;
use yinmo_core::risk::{Row, sentence};
use yinmo_core::table::Embedded;
use yinmo_core::tagger::anonymous_names;
use yinmo_core::text::{Edit, Span, apply};
use yinmo_documents::{Action, Change, Chunk, Part};

use super::children::names_private_people;
use super::columns::{self, Column, List};
use super::row_text::RowText;
use super::{Review, Setting, Spared};
use crate::Exposed;
use crate::together::Shown;

/// The year in which ages are counted: the engine knows no clock.
const TODAY_YEAR: u16 = 2026;

impl Setting<'_> {
    /// Whether it matters what rows give away: not to a policy without a floor, and not a second time.
    fn minds_exposure(self) -> bool {
        self.pipeline.policy.floor() > 0 && self.spared != Spared::Everything
    }

    /// Whether rows of the list are asked what they give away, alone or beside those of other documents.
    pub(super) fn asks(self, list: &List) -> bool {
        self.minds_exposure() && (list.shows_number() || self.joins && list.tells_birth())
    }

    /// Whether fewer numbers remain possible than the policy demands, in a row of which `published` says how the cell
    /// in a column will be published.
    pub(super) fn exposed(
        self,
        number: usize,
        list: &List,
        published: impl Fn(usize) -> Option<String>,
    ) -> Option<Exposed> {
        let columns = list.telling().iter().map(|&nth| (nth, list.all()[nth].meaning));
        Exposed::by(&row_of(columns, published), self.pipeline.policy.floor(), number, true)
    }

    /// Counts a row that was read, if it gives too much away. The changes of this row begin at `from`.
    pub(super) fn expose(self, number: usize, list: &List, row: &RowText, from: usize, review: &mut Review) {
        if !self.asks(list) {
            return;
        }
        let published = |nth| {
            let (part, text) = row.cell(nth)?;
            Some(after(text, part, review.changes.since(from)))
        };
        let exposed = self.exposed(number, list, published);
        let original = |nth| row.cell(nth).map(|(_, text)| text.to_owned());
        let shown = self.shown(number, list, original, published);
        review.shown.extend(shown);
        exposed.into_iter().for_each(|exposed| review.exposed.merge(exposed));
    }

    /// What a row shows to somebody who has other documents beside this one; nothing where there are none.
    pub(super) fn shown(
        self,
        number: usize,
        list: &List,
        original: impl Fn(usize) -> Option<String>,
        published: impl Fn(usize) -> Option<String>,
    ) -> Option<Shown> {
        if !self.joins {
            return None;
        }
        let columns = || list.telling().iter().map(|&nth| (nth, list.all()[nth].meaning));
        let after = row_of(columns(), &published);
        if !Shown::matters(&after, self.pipeline.policy.floor()) {
            return None;
        }
        let before = row_of(columns(), &original);
        let name = list.name_column().and_then(|nth| Some((original(nth)?, published(nth)?)));
        let place = list.place_column().and_then(&original);
        Some(Shown::of((list.heading_row(), number), (&before, &after), name, place.as_deref()))
    }

    /// Counts the members of an object that give too much away together. Their changes begin at `from`.
    pub(super) fn expose_fields(
        self,
        chunk: &Chunk,
        (columns, values): (&[Column], &[Part<'_>]),
        from: usize,
        review: &mut Review,
    ) {
        let shows_number = columns.iter().any(columns::shows_number);
        let tells_birth = || columns.iter().any(|column| column.meaning == Some("birth-date"));
        if !(self.minds_exposure() && (shows_number || self.joins && tells_birth())) {
            return;
        }
        let published = |nth: usize| {
            let part = values.get(nth)?;
            Some(after(part.text, part.index, review.changes.since(from)))
        };
        let telling = || columns.iter().enumerate().filter(|(_, column)| columns::tells(column));
        let ids = || telling().map(|(nth, column)| (nth, column.meaning));
        let row = row_of(ids(), published);
        let line = values.first().map_or(0, |part| chunk.position(part.index, 0).line);
        let exposed = Exposed::by(&row, self.pipeline.policy.floor(), line, false);
        let shown = (self.joins && Shown::matters(&row, self.pipeline.policy.floor())).then(|| {
            let original = |nth: usize| values.get(nth).map(|part| part.text.to_owned());
            let first = |is: &dyn Fn(&Column) -> bool| columns.iter().position(is);
            let name = first(&names_private_people).and_then(|nth| Some((original(nth)?, published(nth)?)));
            let place = first(&|column| matches!(column.meaning, Some("village" | "township")));
            let place = place.and_then(original);
            Shown::of((shape(columns), line), (&row_of(ids(), original), &row), name, place.as_deref())
        });
        review.shown.extend(shown);
        exposed.into_iter().for_each(|exposed| review.exposed.merge(exposed));
    }

    /// Counts masked numbers in running text, and rows of tables in it, that give too much away. The text's changes begin
    /// at `from`.
    pub(super) fn expose_prose(
        self,
        chunk: &Chunk,
        part: Part<'_>,
        findings: &[Finding],
        from: usize,
        review: &mut Review,
    ) {
        let edits = self.edits_of(part, from, review);
        self.tables.embedded.iter().for_each(|table| self.compare_within(chunk, table, &edits, review));
        if self.minds_exposure() {
            self.expose_edited(chunk, part, &edits, review);
            if self.joins {
                self.show_people(chunk, findings, &edits, review);
            }
        }
    }

    /// What clauses about somebody show to somebody who has other documents beside this one: from a name to the next one,
    /// or to the end of its sentence. Rows of tables are taken with their columns.
    fn show_people(self, chunk: &Chunk, findings: &[Finding], edits: &[Edit], review: &mut Review) {
        let (window, own) = (chunk.window(), chunk.own());
        let is_person = |finding: &&Finding| finding.kind == Kind::Person && !finding.role.acts_for_others();
        let mut people: Vec<Span> = findings
            .iter()
            .filter(is_person)
            .map(|finding| finding.span)
            .chain(anonymous_names(window))
            .collect();
        people.sort_by_key(|span| (span.start, std::cmp::Reverse(span.end)));
        people.dedup_by(|later, earlier| later.start < earlier.end);
        let mut people =
            people.into_iter().filter(|span| (own.start..own.end).contains(&span.start)).peekable();
        let in_table = |span: Span| {
            let mut rows = self.tables.embedded.iter().flat_map(|table| &table.rows);
            rows.any(|row| (row.span.start..row.span.end).contains(&span.start))
        };
        while let Some(person) = people.next() {
            let next = people.peek().map_or(window.len(), |next| next.start);
            let end = sentence::end_after(window, person.end).min(next.max(person.end));
            if in_table(person) {
                continue;
            }
            let published = |span: Span| {
                let within = Span::new(span.start - own.start, span.end - own.start);
                edited(span.of(window), within, edits)
            };
            let said = Span::new(person.end, end);
            let after = told(&published(said));
            if !Shown::matters(&after, self.pipeline.policy.floor()) {
                continue;
            }
            let name = (person.of(window).to_owned(), published(person));
            let line = chunk.position(0, person.start - own.start).line;
            let before = told(said.of(window));
            review.shown.push(Shown::of((IN_PROSE + line, line), (&before, &after), Some(name), None));
        }
    }

    /// What the changes from `from` on do to a part, in its order.
    fn edits_of(self, part: Part<'_>, from: usize, review: &Review) -> Vec<Edit> {
        let mut edits: Vec<Edit> = review
            .changes
            .since(from)
            .filter_map(|change| match change.action {
                Action::Replace(span, replacement) if change.part == part.index => {
                    Some(Edit::new(span, replacement))
                }
                _ => None,
            })
            .collect();
        edits.sort_by_key(|edit| edit.span.start);
        edits
    }

    fn expose_edited(self, chunk: &Chunk, part: Part<'_>, edits: &[Edit], review: &mut Review) {
        let floor = self.pipeline.policy.floor();
        for table in &self.tables.embedded {
            self.expose_embedded(chunk, table, edits, review);
        }
        // A value may begin in the chunk and end behind it.
        let text = &chunk.window()[chunk.own().start..];
        let end = edits.last().map_or(0, |edit| edit.span.end).max(chunk.own_text().len());
        let published = if edits.is_empty() { text.into() } else { Cow::Owned(apply(text, edits)) };
        let own = published.len() - (text.len() - end);
        for (start, end) in sentence::masked_numbers(&published).take_while(|(start, _)| *start < own) {
            let before = window_before(&published[..start]);
            let whole = [broken_off(before), &published[start..end]].concat();
            // The word for the number may stand before the chunk.
            let label = [window_before(&chunk.window()[..chunk.own().start]), before].concat();
            let Some((id, number)) = meant(&whole, &label) else { continue };
            let in_table = !self.tables.embedded.is_empty() && is_cell(before);
            if in_table || hides_all_but_region(number, floor) {
                continue;
            }
            let mut row = Row::new(TODAY_YEAR);
            row.show(sentence::NUMBER, id, number);
            sentence::show(&mut row, before, window_after(&published[end..]));
            let line = || chunk.position(part.index, 0).line + published[..start].matches('\n').count();
            if row.candidates().is_some_and(|left| left < floor)
                && let Some(exposed) = Exposed::by(&row, floor, line(), false)
            {
                review.exposed.merge(exposed);
            }
        }
    }

    fn expose_embedded(self, chunk: &Chunk, table: &Embedded, edits: &[Edit], review: &mut Review) {
        let ids = || table.columns.iter().map(|column| column.meaning).enumerate();
        let tells_birth = || self.joins && ids().any(|(_, id)| id == Some("birth-date"));
        if !ids().any(|(_, id)| id.is_some_and(columns::is_number)) && !tells_birth() {
            return;
        }
        let (window, own) = (chunk.window(), chunk.own());
        let rows = table.rows.iter().filter(|row| (own.start..own.end).contains(&row.span.start));
        for row in rows {
            let published = |nth: usize| {
                // What begins in the next chunk is changed there.
                let cell = row.cells.get(nth).filter(|cell| cell.start < own.end)?;
                let span = Span::new(cell.start.checked_sub(own.start)?, cell.end - own.start);
                // A number of a statement is put between quotes where it is masked.
                Some(edited(cell.of(window), span, edits).trim_matches('\'').to_owned())
            };
            let line = chunk.position(0, row.span.start - own.start).line;
            let telling = || ids().filter(|(_, id)| id.is_some_and(columns::is_telling));
            let after = row_of(telling(), published);
            let exposed = Exposed::by(&after, self.pipeline.policy.floor(), line, true);
            exposed.into_iter().for_each(|exposed| review.exposed.merge(exposed));
            if self.joins && Shown::matters(&after, self.pipeline.policy.floor()) {
                let original = |nth: usize| Some(row.cells.get(nth)?.of(window).to_owned());
                let first = |is: &[&str]| ids().find(|(_, id)| id.is_some_and(|id| is.contains(&id)));
                let name = first(&["person"]).and_then(|(nth, _)| Some((original(nth)?, published(nth)?)));
                let place = first(&["village", "township"]).and_then(|(nth, _)| original(nth));
                let before = row_of(telling(), original);
                let heading = IN_PROSE + table.rows[0].span.start;
                review.shown.push(Shown::of((heading, line), (&before, &after), name, place.as_deref()));
            }
        }
    }
}

/// What a row shows whose columns, from 0, hold what their ids say.
fn row_of<'i>(
    columns: impl Iterator<Item = (usize, Option<&'i str>)>,
    text: impl Fn(usize) -> Option<String>,
) -> Row {
    let mut row = Row::new(TODAY_YEAR);
    for (nth, id) in columns {
        if let (Some(id), Some(text)) = (id, text(nth)) {
            row.show(nth + 1, id, &text);
        }
    }
    row
}

/// Lists of running text have numbers that no row of a table has.
const IN_PROSE: usize = 1 << 30;

/// The number of lists whose objects have these members.
fn shape(columns: &[Column]) -> usize {
    let mark = columns.iter().fold(FxHasher::default(), |mut mark, column| {
        column.words.hash(&mut mark);
        mark
    });
    mark.finish() as u32 as usize
}

/// What a clause says of the person whose name stands before it.
fn told(clause: &str) -> Row {
    let mut row = Row::new(TODAY_YEAR);
    if let Some((start, end)) = sentence::long_numbers(clause).next()
        && let Some(("resident-id", number)) = meant(&clause[start..end], &clause[..start])
    {
        row.show(sentence::NUMBER, "resident-id", number);
    }
    sentence::say(&mut row, clause);
    row
}

/// What a masked number in running text is, and the number: that of an account where the words before it say so. Stars on
/// both sides are no masks but emphasis, and what is shorter than it should be is one only behind a word for it.
fn meant<'t>(run: &'t str, before: &str) -> Option<(&'static str, &'t str)> {
    let near = before.char_indices().rev().nth(12).map_or(before, |(at, _)| &before[at..]);
    let follows = |words: &[&str]| words.iter().any(|word| near.contains(word));
    let number = without_emphasis(run);
    let length = number.chars().count();
    let id = if follows(&["卡号", "账号", "帐号", "账户", "一卡通"]) {
        "bank-card"
    } else if length == 11 && number.starts_with('1') {
        "mobile"
    } else if matches!(length, 15 | 18) && begins_in_a_province(number)
        || length >= 10 && follows(&["身份证", "身份号", "证件号"])
    {
        "resident-id"
    } else {
        return None;
    };
    Some((id, number))
}

/// The digits before the end of a line, which a number goes on behind.
fn broken_off(before: &str) -> &str {
    let Some(line) = before.strip_suffix('\n').map(|line| line.trim_end_matches('\r')) else { return "" };
    let digits = line.trim_end_matches(|c: char| c.is_ascii_digit());
    &line[digits.len()..]
}

/// Whether nothing that is shown of the first two digits speaks against an identity number.
fn begins_in_a_province(number: &str) -> bool {
    let digits: String = number.chars().take(2).filter(char::is_ascii_digit).collect();
    digits.len() < 2 || digits.parse().is_ok_and(|code| yinmo_data::regions::province(code).is_some())
}

/// `**13800012001**`: as many stars before as behind.
fn without_emphasis(run: &str) -> &str {
    let inside = run.trim_start_matches('*');
    let stars = run.len() - inside.len();
    let number = inside.trim_end_matches('*');
    if inside.len() - number.len() == stars { number } else { run }
}

/// Whether a number was masked as most are, `330106************`: whatever stands beside it, half a thousand remain.
fn hides_all_but_region(number: &str, floor: u64) -> bool {
    const LEAST: u64 = 500;
    let digits = number.bytes().take_while(u8::is_ascii_digit).count();
    let hidden = number[digits..].chars().all(|c| !c.is_ascii_digit());
    floor <= LEAST && digits <= 6 && hidden && number.chars().count() >= 18
}

/// Whether a number stands in a cell of a table in running text: that is judged with its row.
fn is_cell(before: &str) -> bool {
    before.trim_end_matches([' ', '\'', '"']).ends_with(['|', '｜', '\t', ','])
}

fn window_before(text: &str) -> &str {
    let mut from = text.len().saturating_sub(sentence::WINDOW);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    &text[from..]
}

fn window_after(text: &str) -> &str {
    let mut to = text.len().min(sentence::WINDOW);
    while !text.is_char_boundary(to) {
        to -= 1;
    }
    &text[..to]
}

/// The text at `span` as it will be published, by edits that are sorted.
pub(super) fn edited(text: &str, span: Span, edits: &[Edit]) -> String {
    let first = edits.partition_point(|edit| edit.span.start < span.start);
    let inside = edits[first..].iter().take_while(|edit| edit.span.end <= span.end);
    let own: Vec<Edit> = inside
        .map(|edit| {
            let (start, end) = (edit.span.start - span.start, edit.span.end - span.start);
            Edit::new(Span::new(start, end), &*edit.replacement)
        })
        .collect();
    apply(text, &own)
}

/// The text of a cell as it will be published.
pub(super) fn after<'c>(text: &str, part: usize, changes: impl Iterator<Item = Change<'c>>) -> String {
    let own = changes.filter(|change| change.part == part);
    let edits: Vec<Edit> = own
        .filter_map(|change| match change.action {
            Action::Replace(span, replacement) => Some(Edit::new(span, replacement)),
            Action::Remove | Action::RemoveRow => None,
        })
        .collect();
    apply(text, &edits)
}
