//! Rows that a dump of a database puts into its tables: the names of columns, or what is said of them where the table
//! is made, tell what their values are.

mod columns;
mod cursor;
mod lines;
mod values;

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use memchr::{memchr, memchr2_iter, memmem};

use self::columns::{Named, columns};
use self::cursor::{Cursor, is_of_word};
use self::values::{Place, Stop, values};
use super::{Column, Embedded, Row};
use crate::recognizers::Labels;
use crate::text::Span;

/// What is known of the statements so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct State {
    /// The tables that were made.
    made: Vec<Table>,
    /// How the last rows were announced, and their columns: most dumps announce each row alike.
    last: Option<(String, Vec<Column>)>,
    open: Option<Open>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Table {
    name: String,
    columns: Vec<Named>,
}

/// A statement that has not ended where a piece of text did, and from where it is to be read on, in bytes from the end of
/// the piece.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Open {
    Rows {
        columns: Vec<Column>,
        place: Place,
        next: isize,
    },
    /// Lines below `COPY … FROM stdin`.
    Lines {
        columns: Vec<Column>,
        place: Place,
        next: isize,
    },
    /// A statement that is to be read again from its start.
    Again {
        next: isize,
    },
    Making {
        table: Table,
        next: isize,
    },
}

/// What comes before the rows, and what makes a column, is read up to this length: a piece of text shows as much behind
/// its end.
const LONGEST_HEAD: usize = 2000;

/// So many tables are remembered, the last ones.
const MOST_TABLES: usize = 256;

/// Finds the rows in the piece `own` of a text; see [`embedded_in`](super::embedded_in).
pub(super) fn tables(labels: &Labels, text: &str, own: Span, state: &mut State) -> Vec<Embedded> {
    let mut walk = Walk { labels, text, end: own.end, state, found: Vec::new() };
    let mut at = match walk.state.open.take() {
        Some(open) => walk.go_on(open, own.start),
        None => Some(own.start),
    };
    if at.is_some_and(|at| may_hold_statements(&text[ceil(text, at)..])) {
        while let Some(from) = at {
            at = walk.next(from);
        }
    }
    walk.found
}

/// Told by words that most texts do not hold: `VALUES`, the types `VARCHAR` and `VARYING`, and how other statements begin
/// or end.
fn may_hold_statements(text: &str) -> bool {
    let bytes = text.as_bytes();
    if ["UPDATE ", "update ", "stdin", "STDIN"]
        .iter()
        .any(|word| memmem::find(bytes, word.as_bytes()).is_some())
    {
        return true;
    }
    let is_word =
        |rest: &[u8], word: &[u8]| rest.get(..word.len()).is_some_and(|rest| rest.eq_ignore_ascii_case(word));
    memchr2_iter(b'v', b'V', bytes).any(|at| {
        let rest = &bytes[at + 1..];
        is_word(rest, b"alue") || is_word(rest, b"archar") || is_word(rest, b"arying")
    })
}

/// How the statements begin.
static KEYWORDS: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let words = ["insert", "replace", "create", "comment", "update", "copy"];
    AhoCorasick::builder().ascii_case_insensitive(true).build(words).expect("six short words")
});

struct Walk<'w> {
    labels: &'w Labels,
    text: &'w str,
    /// Where the piece ends.
    end: usize,
    state: &'w mut State,
    found: Vec<Embedded>,
}

impl Walk<'_> {
    /// Reads the next statement that begins at byte `at` or later; where it ended, if it did.
    fn next(&mut self, at: usize) -> Option<usize> {
        let found = KEYWORDS.find(aho_corasick::Input::new(self.text).span(at..self.text.len()))?;
        if found.start() >= self.end {
            return None;
        }
        let bytes = self.text.as_bytes();
        if found
            .start()
            .checked_sub(1)
            .is_some_and(|before| is_of_word(bytes[before]) && bytes[before].is_ascii())
        {
            return Some(found.end());
        }
        let near = ceil(self.text, self.text.len().min(found.start() + LONGEST_HEAD));
        let mut head = Cursor::new(&self.text[..near], found.end());
        match found.pattern().as_u32() {
            2 => self.make(&mut head),
            3 => self.comment(&mut head),
            4 => self.update(&mut head, found.start()),
            5 => self.copy(&mut head, found.start()),
            _ => self.insert(&mut head, found.start()),
        }
        .or(Some(found.end()))
        .filter(|_| self.state.open.is_none())
    }

    /// Reads on what another piece left open.
    fn go_on(&mut self, open: Open, start: usize) -> Option<usize> {
        match open {
            Open::Rows { columns, place, next } => {
                self.rows(columns, place, start.saturating_add_signed(next))
            }
            Open::Making { table, next } => self.columns_of(table, start.saturating_add_signed(next)),
            Open::Lines { columns, place, next } => {
                self.lines(columns, place, start.saturating_add_signed(next))
            }
            Open::Again { next } => self.next(ceil(self.text, start.saturating_add_signed(next))),
        }
    }

    /// `INSERT INTO t (a, b) VALUES`
    fn insert(&mut self, head: &mut Cursor<'_>, start: usize) -> Option<usize> {
        head.blanks();
        head.keywords(&["low_priority", "delayed", "high_priority", "ignore", "or", "replace", "into"]);
        let table = head.name()?;
        head.blanks();
        let mut names = Vec::new();
        if head.eat(b'(') {
            names = list(head)?;
            head.blanks();
        }
        if !head.keyword("values") && !head.keyword("value") {
            return None;
        }
        let columns = self.columns_of_rows(&self.text[start..head.at], table, &names)?;
        self.rows(columns, Place::Tuple, head.at)
    }

    /// `COPY t (a, b) FROM stdin;`, and lines below.
    fn copy(&mut self, head: &mut Cursor<'_>, start: usize) -> Option<usize> {
        head.blanks();
        let table = head.name()?;
        head.blanks();
        let names = if head.eat(b'(') { list(head)? } else { Vec::new() };
        for word in ["from", "stdin"] {
            head.blanks();
            head.keyword(word).then_some(())?;
        }
        let columns = self.columns_of_rows(&self.text[start..head.at], table, &names)?;
        let below = head.at + memchr(b'\n', &self.text.as_bytes()[head.at..])? + 1;
        self.lines(columns, Place::Tuple, below)
    }

    /// The lines from byte `start` on.
    fn lines(&mut self, columns: Vec<Column>, place: Place, start: usize) -> Option<usize> {
        let (rows, stop) = lines::lines(self.text, columns.len(), place, start, self.end);
        self.push(&columns, rows, false);
        match stop {
            Stop::Here(end) => Some(end),
            Stop::Open(place, next) => {
                let next = next.cast_signed() - self.end.cast_signed();
                self.state.open = Some(Open::Lines { columns, place, next });
                None
            }
        }
    }

    /// `UPDATE t SET a = '…', b = '…' WHERE c = '…'`: a row of what is set and asked for.
    fn update(&mut self, head: &mut Cursor<'_>, start: usize) -> Option<usize> {
        head.blanks();
        head.keywords(&["low_priority", "ignore", "only"]);
        let table = head.name()?;
        head.blanks();
        if !head.keyword("set") {
            // A short name for the table.
            head.keywords(&["as"]);
            head.name()?;
            head.blanks();
            head.keyword("set").then_some(())?;
        }
        let (names, cells) = assignments(head);
        let row = Span::new(cells.first()?.start, cells.last()?.end);
        let columns = columns(self.labels, &self.state.named(table, &names));
        if columns.iter().any(Column::names_kinds) {
            self.push(&columns, vec![Row::of(row, cells)], true);
        }
        if row.end > self.end {
            let next = start.cast_signed() - self.end.cast_signed();
            self.state.open = Some(Open::Again { next });
        }
        Some(head.at)
    }

    fn push(&mut self, columns: &[Column], mut rows: Vec<Row>, inserted: bool) {
        let same = |last: &&mut Embedded| last.columns == columns && last.inserted == inserted;
        let last = self.found.last_mut().filter(same);
        match last {
            Some(last) => last.rows.append(&mut rows),
            None if rows.is_empty() => {}
            None => {
                self.found.push(Embedded { columns: columns.to_vec(), headings: Vec::new(), rows, inserted });
            }
        }
    }

    /// The columns of rows announced in this way, if it is known of any what it holds.
    fn columns_of_rows(&mut self, head: &str, table: &str, names: &[&str]) -> Option<Vec<Column>> {
        let last =
            self.state.last.as_ref().filter(|(last, _)| last == head).map(|(_, columns)| columns.clone());
        let columns = last.unwrap_or_else(|| {
            let columns = columns(self.labels, &self.state.named(table, names));
            self.state.last = Some((head.to_owned(), columns.clone()));
            columns
        });
        columns.iter().any(Column::names_kinds).then_some(columns)
    }

    /// The rows from byte `start` on.
    fn rows(&mut self, columns: Vec<Column>, place: Place, start: usize) -> Option<usize> {
        let (rows, stop) = values(self.text, columns.len(), place, start, self.end);
        self.push(&columns, rows, true);
        match stop {
            Stop::Here(end) => Some(end),
            Stop::Open(place, next) => {
                let next = next.cast_signed() - self.end.cast_signed();
                self.state.open = Some(Open::Rows { columns, place, next });
                None
            }
        }
    }

    /// `CREATE TABLE t (a varchar(50) COMMENT '姓名', b int)`
    fn make(&mut self, head: &mut Cursor<'_>) -> Option<usize> {
        head.blanks();
        head.keywords(&["global", "local", "temporary", "temp", "unlogged"]);
        if !head.keyword("table") {
            return None;
        }
        head.blanks();
        head.keywords(&["if", "not", "exists"]);
        let name = head.name()?.to_owned();
        head.blanks();
        head.eat(b'(').then_some(())?;
        self.columns_of(Table { name, columns: Vec::new() }, head.at)
    }

    /// The columns of a table that are defined from byte `start` on.
    fn columns_of(&mut self, mut table: Table, start: usize) -> Option<usize> {
        let mut cursor = Cursor::new(self.text, start);
        loop {
            cursor.blanks();
            if cursor.at >= self.end {
                let next = cursor.at.cast_signed() - self.end.cast_signed();
                self.state.open = Some(Open::Making { table, next });
                return None;
            }
            let name = column_name(&mut cursor);
            let comment = definition(&mut cursor)?;
            let goes_on = cursor.eat(b',');
            // Others say it at the end of the line.
            cursor.blanks_on_line();
            let behind = cursor.comment();
            if let Some(name) = name {
                let comment = comment.or(behind).unwrap_or_default().trim().to_owned();
                table.columns.push(Named { name, comment });
            }
            if !goes_on {
                self.state.remember(table);
                return Some(cursor.at);
            }
        }
    }

    /// `COMMENT ON COLUMN t.a IS '姓名'`
    fn comment(&mut self, head: &mut Cursor<'_>) -> Option<usize> {
        for word in ["on", "column"] {
            head.blanks();
            head.keyword(word).then_some(())?;
        }
        head.blanks();
        let (table, column) = head.names()?;
        head.blanks();
        head.keyword("is").then_some(())?;
        head.blanks();
        head.peek().filter(|&byte| byte == b'\'')?;
        self.state.say(table?, column, head.quoted(b'\'')?);
        Some(head.at)
    }
}

impl State {
    fn made(&self, name: &str) -> Option<&Table> {
        self.made.iter().rfind(|table| table.name.eq_ignore_ascii_case(name))
    }

    fn remember(&mut self, table: Table) {
        self.last = None;
        self.made.retain(|other| !other.name.eq_ignore_ascii_case(&table.name));
        if self.made.len() == MOST_TABLES {
            self.made.remove(0);
        }
        self.made.push(table);
    }

    /// Something is said of a column.
    fn say(&mut self, table: &str, column: &str, comment: &str) {
        self.last = None;
        let mut tables = self.made.iter_mut().rev();
        let columns = tables.find(|made| made.name.eq_ignore_ascii_case(table)).map(|made| &mut made.columns);
        let mut columns = columns.into_iter().flatten();
        if let Some(named) = columns.find(|named| named.name.eq_ignore_ascii_case(column)) {
            comment.clone_into(&mut named.comment);
        }
    }

    /// The columns of these names of a table, or all it has.
    fn named(&self, table: &str, names: &[&str]) -> Vec<Named> {
        let made = self.made(table).map_or(&[] as &[Named], |table| &table.columns);
        if names.is_empty() {
            return made.to_vec();
        }
        let named = |name: &&str| {
            let known = made.iter().find(|known| known.name.eq_ignore_ascii_case(name));
            known.cloned().unwrap_or_else(|| Named { name: (*name).to_owned(), comment: String::new() })
        };
        names.iter().map(named).collect()
    }
}

/// The names before the equals signs and the values behind them, as far as they are strings or numbers.
fn assignments<'t>(head: &mut Cursor<'t>) -> (Vec<&'t str>, Vec<Span>) {
    let (mut names, mut cells) = (Vec::new(), Vec::new());
    loop {
        head.blanks();
        let Some(name) = head.name() else { break };
        head.blanks();
        if !head.eat(b'=') {
            break;
        }
        head.blanks();
        let Some(cell) = head.literal() else { break };
        names.push(name);
        cells.push(cell);
        if !next_assignment(head) {
            break;
        }
    }
    (names, cells)
}

/// Passes over the rest of an expression, `n + 1`, and what stands between it and the next name.
fn next_assignment(head: &mut Cursor<'_>) -> bool {
    loop {
        head.blanks();
        match head.peek() {
            None | Some(b';') => return false,
            Some(quote @ (b'\'' | b'"')) => {
                if head.quoted(quote).is_none() {
                    return false;
                }
            }
            Some(byte) if is_of_word(byte) => {
                if ["where", "and", "or"].iter().any(|word| head.keyword(word)) {
                    return true;
                }
                head.at += head.bare().len().max(1);
            }
            Some(byte) => {
                head.at += 1;
                if byte == b',' {
                    return true;
                }
            }
        }
    }
}

/// The names in brackets, the first of which is opened.
fn list<'t>(head: &mut Cursor<'t>) -> Option<Vec<&'t str>> {
    let mut names = Vec::new();
    loop {
        head.blanks();
        names.push(head.name()?);
        head.blanks();
        if head.eat(b')') {
            return Some(names);
        }
        head.eat(b',').then_some(())?;
    }
}

/// The name of the column that is defined here; none if it is a key or a condition.
fn column_name(cursor: &mut Cursor<'_>) -> Option<String> {
    const OTHERS: [&str; 9] =
        ["primary", "unique", "key", "index", "constraint", "foreign", "fulltext", "spatial", "check"];
    let is_other = OTHERS.iter().any(|word| cursor.bare().eq_ignore_ascii_case(word));
    (!is_other).then(|| cursor.name())?.map(str::to_owned)
}

/// Passes over the rest of a definition, up to the comma or bracket behind it; what is said of the column.
fn definition<'t>(cursor: &mut Cursor<'t>) -> Option<Option<&'t str>> {
    let (from, mut depth, mut said, mut aside) = (cursor.at, 0_usize, None, None);
    while cursor.at < from + LONGEST_HEAD {
        match cursor.peek()? {
            quote @ (b'\'' | b'"' | b'`') => {
                cursor.quoted(quote)?;
            }
            b',' | b')' if depth == 0 => return Some(said.or(aside)),
            b'-' | b'/' | b'#' => match cursor.comment() {
                Some(comment) => aside = Some(comment),
                None => cursor.at += 1,
            },
            b'c' | b'C' if cursor.keyword("comment") => {
                cursor.blanks();
                let quote = cursor.peek().filter(|byte| matches!(byte, b'\'' | b'"'));
                if let Some(quote) = quote {
                    said = Some(cursor.quoted(quote)?);
                }
            }
            byte if is_of_word(byte) => cursor.at += cursor.bare().len().max(1),
            byte => {
                depth += usize::from(byte == b'(');
                depth -= usize::from(byte == b')');
                cursor.at += 1;
            }
        }
    }
    None
}

/// The next place from byte `at` on where a character begins.
fn ceil(text: &str, at: usize) -> usize {
    (at..text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len())
}

#[cfg(test)]
mod tests;
