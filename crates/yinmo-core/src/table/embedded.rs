use super::form::may_be_fields;
use super::values::counted;
use super::{Column, aligned, fold, form_columns, officials, sql};
use crate::finding::Role;
use crate::kind::Kind;
use crate::recognizers::{Cell, Label, Labels};
use crate::text::Span;
use yinmo_data::columns::{may_end, meaning};

/// A table within running text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Embedded {
    /// Its columns, by its heading line.
    pub columns: Vec<Column>,
    /// The cells of that line, if it stands in this text and is certainly none of a form.
    pub(super) headings: Vec<Span>,
    /// Its lines below the heading.
    pub rows: Vec<Row>,
    /// Whether a statement puts its rows into a table of a database.
    pub(super) inserted: bool,
}

/// One line of an embedded table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The line in the text, without its line break.
    pub span: Span,
    /// Its cells in the text, blanks around them left out.
    pub cells: Vec<Span>,
    /// What its cells are where it is a row of a form under headings that name nothing: `现住址` below `项目`.
    fields: Option<Vec<Column>>,
}

impl Row {
    /// A row of these cells.
    pub(super) const fn of(span: Span, cells: Vec<Span>) -> Self {
        Self { span, cells, fields: None }
    }
}

impl Embedded {
    /// What to write in place of `span`: of a number that stands in a statement without quotes, something else may be left
    /// only between some.
    pub fn instead(&self, text: &str, span: Span, replacement: String) -> String {
        let quoted = || text[..span.start].ends_with(['\'', '"']);
        let is_number = || !replacement.is_empty() && replacement.bytes().all(|byte| byte.is_ascii_digit());
        if self.inserted && self.has_cell(span) && !quoted() && !is_number() {
            ["'", &replacement, "'"].concat()
        } else {
            replacement
        }
    }

    fn has_cell(&self, span: Span) -> bool {
        let nth = self.rows.partition_point(|row| row.span.end < span.end);
        self.rows.get(nth).is_some_and(|row| row.cells.contains(&span))
    }

    /// Whether a heading of it stands at `span`: no value of the one before it.
    pub fn has_heading(&self, span: Span) -> bool {
        self.headings.contains(&span)
    }

    /// Whose the values of the column are in which `span` stands, as far as its heading or its rows say.
    pub fn role_of(&self, span: Span) -> Option<Role> {
        let row = self.rows.get(self.rows.partition_point(|row| row.span.end < span.end))?;
        let nth = row.cells.iter().position(|cell| cell.contains(span))?;
        let columns = row.fields.as_ref().unwrap_or(&self.columns);
        columns.get(nth)?.role
    }

    /// From the start of its first row to the end of its last.
    pub fn span(&self) -> Span {
        let ends = self.rows.first().zip(self.rows.last());
        ends.map_or(Span::new(0, 0), |(first, last)| Span::new(first.span.start, last.span.end))
    }

    /// The cells of `row` for a recognizer that reads the row alone: spans count from the start of the row.
    pub fn cells<'e>(&'e self, row: &'e Row) -> impl Iterator<Item = Cell<'e>> {
        let columns = row.fields.as_ref().unwrap_or(&self.columns);
        row.cells.iter().zip(columns).map(|(cell, column)| Cell {
            span: Span::new(cell.start - row.span.start, cell.end - row.span.start),
            heading: &column.words,
            meaning: column.meaning,
            label: column.label,
        })
    }
}

/// What a piece of text leaves for the next to go on with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Open {
    table: Option<Begun>,
    statements: sql::State,
}

/// A table that has not ended where a piece of text did.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Begun {
    columns: Vec<Column>,
    /// The cells of its heading, in the piece in which it begins.
    headings: Vec<Span>,
    separator: char,
    /// Where its headings begin, if blanks align its cells.
    starts: Vec<usize>,
    /// Where its next line begins, in bytes from the end of the piece. A line that stands in both pieces is told in
    /// both, so this may be negative.
    next: isize,
}

impl Begun {
    /// The table with these rows, if there are any.
    fn with(self, rows: Vec<Row>) -> Option<Embedded> {
        let Self { columns, headings, .. } = self;
        (!rows.is_empty()).then_some(Embedded { columns, headings, rows, inserted: false })
    }
}

/// The longest line of a table, in bytes. A line stands whole in every piece that holds some of it.
pub(super) const LONGEST_LINE: usize = 1536;

/// Finds the tables in a text: lines of cells with tabs, commas, pipes or blanks between them, under a line with two
/// known headings or more; and the rows of statements.
///
/// Lines without a separator cost one look.
pub fn embedded(labels: &Labels, text: &str) -> Vec<Embedded> {
    embedded_in(labels, text, Span::new(0, text.len()), Open::default()).0
}

/// The same for the piece `own` of a longer text, of which `text` shows two kilobytes more on both sides. `before` is
/// what the last piece left open; what this piece leaves open is told too.
pub fn embedded_in(labels: &Labels, text: &str, own: Span, before: Open) -> (Vec<Embedded>, Open) {
    let Open { table, mut statements } = before;
    let inserted = sql::tables(labels, text, own, &mut statements);
    let (mut tables, table) = lines(labels, text, own, table);
    if !inserted.is_empty() {
        // A row of a statement is none of a table of lines.
        tables.retain(|table| !inserted.iter().any(|other| other.span().overlaps(table.span())));
        tables.extend(inserted);
        tables.sort_by_key(|table| table.span().start);
    }
    tables.iter_mut().for_each(|table| ask_rows(table, text));
    (tables, Open { table, statements })
}

/// The tables whose rows are lines, and the one that is left open.
fn lines(labels: &Labels, text: &str, own: Span, before: Option<Begun>) -> (Vec<Embedded>, Option<Begun>) {
    let mut tables = Vec::new();
    let mut at = first_line(text, own.start);
    let mut open = None;
    if let Some(before) = before {
        let start = own.start.saturating_add_signed(before.next);
        let (table, end) = rows(labels, before, text, start, own.end);
        tables.extend(table);
        match end {
            End::Here(end) => at = at.map(|at| at.max(end)),
            End::Open(left) => return (tables, Some(left)),
        }
    }
    let mut separators = Separators::new(text);
    while let Some(line) = at.and_then(|at| separators.next_line(at)).filter(|line| line.start < own.end) {
        at = Some(line.end);
        let Some(heading) = heading(labels, text, line) else { continue };
        let Some(below) = line_after(text, line.end) else { continue };
        let (table, end) = rows(labels, heading, text, below.start, own.end);
        tables.extend(table);
        match end {
            End::Here(end) => at = Some(end),
            End::Open(left) => open = Some(left),
        }
        if open.is_some() {
            break;
        }
    }
    (tables, open)
}

/// What the rows of a table say of its columns: under a word for people there may stand how many they are, and those who
/// have posts beside their names may hold them.
fn ask_rows(table: &mut Embedded, text: &str) {
    let Embedded { columns, rows, .. } = table;
    let cells = |nth: usize| rows.iter().filter_map(move |row| row.cells.get(nth)).map(|cell| cell.of(text));
    for (nth, column) in columns.iter_mut().enumerate() {
        *column = counted(std::mem::take(column), cells(nth));
    }
    officials::give_roles(columns, &[], cells);
}

/// Where the first line begins that begins in the text from byte `from` on.
fn first_line(text: &str, from: usize) -> Option<usize> {
    if from == 0 || text.as_bytes()[from - 1] == b'\n' {
        return Some(from);
    }
    text[from..].find('\n').map(|len| from + len + 1)
}

/// What stands between the cells of a text's lines.
struct Separators<'t> {
    text: &'t str,
    /// The next of the wide pipes, which are rare: they are not looked for again in every line.
    wide: Option<usize>,
    /// The next of the words that stand above columns which only blanks part: blanks are everywhere.
    words: [Option<usize>; ALIGNED.len()],
}

/// Of the headings of people's names, the word that is not common.
const ALIGNED: [&str; 2] = ["名", "户主"];

/// Stands for blanks that part cells: two of them, a wide one or a tab.
const BLANKS: char = ' ';

impl<'t> Separators<'t> {
    fn new(text: &'t str) -> Self {
        let words = ALIGNED.map(|word| memchr::memmem::find(text.as_bytes(), word.as_bytes()));
        Self { text, wide: wide_pipe(text), words }
    }

    /// The first line from byte `at` on that holds one.
    fn next_line(&mut self, at: usize) -> Option<Span> {
        let rest = self.text.get(at..)?;
        if self.wide.is_some_and(|wide| wide < at) {
            self.wide = wide_pipe(rest).map(|found| at + found);
        }
        for (next, word) in self.words.iter_mut().zip(ALIGNED) {
            if next.is_some_and(|next| next < at) {
                *next = memchr::memmem::find(rest.as_bytes(), word.as_bytes()).map(|found| at + found);
            }
        }
        let usual = memchr::memchr3(b'\t', b'|', b',', rest.as_bytes()).map(|found| at + found);
        let found = usual.into_iter().chain(self.wide).chain(self.words.into_iter().flatten()).min()?;
        Some(line_around(self.text, at, found))
    }
}

/// Where the rows of a table end.
enum End {
    /// Before the line that begins at this byte.
    Here(usize),
    /// Not in this piece.
    Open(Begun),
}

/// The rows of `table` from the line at byte `start` on that begin before byte `end`.
fn rows(labels: &Labels, table: Begun, text: &str, mut start: usize, end: usize) -> (Option<Embedded>, End) {
    let names_kinds = table.columns.iter().any(Column::names_kinds);
    let fields = |cells: &[Span]| {
        let cells: Vec<&str> = cells.iter().map(|cell| cell.of(text)).collect();
        if names_kinds || cells.first().is_some_and(|cell| is_identifier(cell)) {
            return None;
        }
        form_columns(labels, &cells)
    };
    let mut rows = Vec::new();
    let mut last = start;
    while start < end {
        let line = Span::new(start, line_end(text, start));
        let Some(cells) = row(&table, text, line) else {
            return (table.with(rows), End::Here(start));
        };
        if !is_rule(line.of(text)) && !cells.is_empty() {
            rows.push(Row { span: line, fields: fields(&cells), cells });
        }
        last = start;
        start = line_after(text, line.end).map_or(text.len(), |next| next.start);
    }
    let straddles = last < end && start > end;
    let next = if straddles { last } else { start };
    let next = next.cast_signed() - end.cast_signed();
    let open = Begun { next, headings: Vec::new(), ..table.clone() };
    (table.with(rows), End::Open(open))
}

/// The cells of a line, if it is a row of `table`; none if it cannot be told in which columns they stand.
fn row(table: &Begun, text: &str, line: Span) -> Option<Vec<Span>> {
    if line.len() > LONGEST_LINE {
        return None;
    }
    if table.separator == BLANKS {
        let headings = aligned::headings(text, line);
        let words: Vec<&str> = headings.iter().map(|cell| cell.of(text)).collect();
        let goes_on = words.len() >= 2 && !are_headings(&words);
        return goes_on
            .then(|| aligned::cells_under(text, line, &table.columns, &table.starts).unwrap_or_default());
    }
    let width = table.columns.len();
    let cells = cells(text, line, table.separator);
    let fits = cells.len() >= 2 && cells.len() <= width && (table.separator != ',' || cells.len() == width);
    let headings: Vec<&str> = cells.iter().map(|cell| cell.of(text)).collect();
    (fits && !are_headings(&headings)).then_some(cells)
}

/// The table whose heading is `line`.
fn heading(labels: &Labels, text: &str, line: Span) -> Option<Begun> {
    if line.len() > LONGEST_LINE {
        return None;
    }
    // Most lines with a comma are those of programs, and end with it.
    let separator = if has_commas_only(line.of(text)) {
        separator(line.of(text), &[',']).filter(|_| !is_code(line.of(text)))
    } else {
        let known = separator(line.of(text), &['\t', '|', WIDE_PIPE, ',']);
        if known.is_none() && aligned::is_parted(line.of(text)) {
            return aligned_heading(labels, text, line);
        }
        known
    }?;
    if separator == ',' && is_ordinary(line.of(text)) {
        return None;
    }
    let own = cells(text, line, separator);
    let headings: Vec<&str> = own.iter().map(|cell| cell.of(text)).collect();
    let columns = || homes(headings.iter().map(|heading| Column::under(labels, fold(heading))).collect());
    let certain = || if may_be_fields(&headings) { Vec::new() } else { own.clone() };
    let table = || Begun { columns: columns(), headings: certain(), separator, starts: Vec::new(), next: 0 };
    if are_headings(&headings) {
        return Some(table());
    }
    may_head_numbers(&headings, separator).then(table).filter(|table| heads_numbers(table, text, line))
}

/// The table whose heading is `line`, where nothing but blanks parts its cells. The next line has as many of them, and
/// no label stands before each: `姓名：　　电话：　　` is to be filled in.
fn aligned_heading(labels: &Labels, text: &str, line: Span) -> Option<Begun> {
    let cells = aligned::headings(text, line);
    let words: Vec<&str> = cells.iter().map(|cell| cell.of(text)).collect();
    if !are_headings(&words) || words.iter().any(|word| word.ends_with(['：', ':'])) {
        return None;
    }
    let columns = homes(words.iter().map(|heading| Column::under(labels, fold(heading))).collect());
    let starts = cells.iter().map(|cell| aligned::place(text, line, *cell)).collect();
    let table = Begun { columns, headings: Vec::new(), separator: BLANKS, starts, next: 0 };
    let next = line_after(text, line.end)?;
    let below = if is_rule(next.of(text)) { line_after(text, next.end)? } else { next };
    let first = row(&table, text, below).filter(|cells| !cells.is_empty())?;
    // Where the first row is not right below its heading, places tell nothing.
    let is_below = |(cell, start): (&Span, &usize)| aligned::place(text, below, *cell) == *start;
    let are_below = first.iter().zip(&table.starts).all(is_below);
    Some(if are_below { table } else { Begun { starts: Vec::new(), ..table } })
}

/// The columns, where a village that stands in a list of people is where they live. A table of its own can drop the
/// column; within a text, only what is found in its cells can go.
fn homes(mut columns: Vec<Column>) -> Vec<Column> {
    if columns.iter().any(|column| column.meaning == Some(Kind::Person.id())) {
        let villages =
            columns.iter_mut().filter(|column| matches!(column.meaning, Some("village" | "group")));
        villages.for_each(|column| column.label = Some(Label::heading(&[Kind::Address])));
    }
    columns
}

/// A word and what may be a heading: `会员` and `QQ号`.
fn may_head_numbers(cells: &[&str], separator: char) -> bool {
    let [word, heading] = cells else { return false };
    let short = |cell: &str| (1..=24).contains(&cell.len());
    separator != ','
        && short(word)
        && short(heading)
        && word.chars().all(|c| !c.is_ascii() && c.is_alphanumeric())
}

/// Of two columns one known heading is enough, if what stands below it is a number or code. A form of fields has its
/// known word in the first cell.
fn heads_numbers(table: &Begun, text: &str, line: Span) -> bool {
    let [word, heading] = &table.columns[..] else { return false };
    let names =
        heading.label.is_some_and(|label| !label.vetoes()) && word.meaning.is_none() && word.label.is_none();
    let rule = |line: &Span| is_rule(line.of(text));
    let below = line_after(text, line.end)
        .and_then(|next| if rule(&next) { line_after(text, next.end) } else { Some(next) });
    let cells = below.map_or_else(Vec::new, |below| cells(text, below, table.separator));
    names && cells.len() == 2 && cells[1].of(text).bytes().filter(u8::is_ascii_alphanumeric).count() >= 5
}

/// At least two known headings, not fewer than half, and none that is long.
fn are_headings(cells: &[&str]) -> bool {
    let short = cells.len() >= 2 && cells.iter().all(|cell| cell.len() <= 48 && !cell.ends_with('。'));
    let unknown = || cells.iter().filter(|cell| says_nothing(cell));
    // Most lines with commas are no headings: the first half of their cells tells.
    short && unknown().nth(most_unknown(cells.len())).is_none() && !is_gloss(cells)
}

/// How many cells of a heading may be unknown.
fn most_unknown(cells: usize) -> usize {
    (cells / 2).min(cells.saturating_sub(2))
}

/// Whether a line of cells with commas between them is no heading, as most lines with commas are: told before they are
/// cut into cells.
fn is_ordinary(line: &str) -> bool {
    let bytes = line.as_bytes();
    let commas = || memchr::memchr_iter(b',', bytes);
    let ends = commas().chain([bytes.len()]);
    let mut start = 0;
    let mut plain = ends.filter(|&end| {
        let cell = &bytes[std::mem::replace(&mut start, end)..end];
        is_plain(cell.trim_ascii_end())
    });
    plain.nth(most_unknown(commas().count() + 1)).is_some()
}

/// Whether a cell is written as programs write what they name: `|name|图标名称|String|` is a parameter, and no form.
fn is_identifier(cell: &str) -> bool {
    !cell.is_empty() && cell.bytes().all(|byte| byte.is_ascii_lowercase() || matches!(byte, b'-' | b'_'))
}

/// Whether the cells are a word and what it is in the other language, as in a glossary: `name | 名字`.
fn is_gloss(cells: &[&str]) -> bool {
    let [a, b] = cells else { return false };
    let same = || meaning(&fold(a)).map(|word| word.id) == meaning(&fold(b)).map(|word| word.id);
    is_identifier(a) != is_identifier(b) && a.is_ascii() != b.is_ascii() && same()
}

/// Whether a cell in Latin letters ends like no heading, as is told before it is folded.
fn is_plain(cell: &[u8]) -> bool {
    let may_fold = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    matches!(*cell, [.., a, b] if may_fold(a) && may_fold(b) && !may_end(a, b))
}

/// Whether no heading is known that a cell may be.
fn says_nothing(cell: &str) -> bool {
    is_plain(cell.as_bytes()) || !may_be_known(cell) || meaning(&fold(cell)).is_none()
}

/// Whether a cell may be known once it is folded: of one in ASCII, the end alone is folded.
fn may_be_known(cell: &str) -> bool {
    if !cell.is_ascii() {
        return true;
    }
    let (mut depth, mut end) = (0_usize, (0, 0));
    for byte in cell.bytes() {
        match byte {
            b'(' | b'[' => depth += 1,
            b')' | b']' => depth = depth.saturating_sub(1),
            b':' | b'*' | b'"' | b'\'' | b'#' => {}
            _ if depth == 0 && !char::from(byte).is_whitespace() => {
                end = (end.1, byte.to_ascii_lowercase());
            }
            _ => {}
        }
    }
    may_end(end.0, end.1)
}

/// Whether nothing but commas can stand between the cells of a line.
fn has_commas_only(line: &str) -> bool {
    line.is_ascii() && memchr::memchr2(b'\t', b'|', line.as_bytes()).is_none()
}

/// Whether a line with commas is one of a program: `connect(host, port);`.
fn is_code(line: &str) -> bool {
    /// Lines are short: larger blocks leave more of them to be looked at byte by byte.
    const BLOCK: usize = 16;
    let sign = |byte: u8| matches!(byte, b';' | b'{' | b'}' | b'=' | b'<' | b'>' | b'&');
    let (blocks, rest) = line.as_bytes().as_chunks::<BLOCK>();
    blocks.iter().any(|block| block.iter().fold(false, |any, &byte| any | sign(byte)))
        || rest.iter().any(|&byte| sign(byte))
}

/// How a pipe is typed in Chinese.
const WIDE_PIPE: char = '｜';

fn wide_pipe(text: &str) -> Option<usize> {
    memchr::memmem::find(text.as_bytes(), WIDE_PIPE.encode_utf8(&mut [0; 4]).as_bytes())
}

fn is_pipe(c: char) -> bool {
    matches!(c, '|' | WIDE_PIPE)
}

/// The first of `known` that stands between two parts of the line.
fn separator(line: &str, known: &[char]) -> Option<char> {
    let parts = |separator: &char| match u8::try_from(*separator) {
        Ok(separator) => stands_between(separator, line.as_bytes()),
        Err(_) => line.trim_matches(*separator).contains(*separator),
    };
    known.iter().copied().find(parts)
}

/// Whether a byte stands between two others.
fn stands_between(byte: u8, line: &[u8]) -> bool {
    let is_other = |&other: &u8| other != byte;
    let (first, last) = (line.iter().position(is_other), line.iter().rposition(is_other));
    first.zip(last).is_some_and(|(first, last)| memchr::memchr(byte, &line[first..last]).is_some())
}

/// The cells of a line, trimmed; pipes around the line open and close it.
fn cells(text: &str, line: Span, separator: char) -> Vec<Span> {
    let content = line.of(text);
    let (mut start, mut inside) = (line.start, content);
    if is_pipe(separator) {
        inside = content.trim_end().trim_end_matches(separator);
        let opened = inside.trim_start().trim_start_matches(separator);
        start += inside.len() - opened.len();
        inside = opened;
    }
    let mut at = start;
    inside
        .split(separator)
        .map(|cell| {
            let from = at + cell.len() - cell.trim_start().len();
            at += cell.len() + separator.len_utf8();
            within_emphasis(text, Span::new(from, from + cell.trim().len()))
        })
        .collect()
}

/// `**王建坪**` is a name in bold. Marks that stand on one side only hide something.
fn within_emphasis(text: &str, cell: Span) -> Span {
    let marks = ["***", "**", "__", "~~", "`", "*", "_"];
    if !cell.of(text).starts_with(['*', '_', '~', '`']) {
        return cell;
    }
    let inner = marks.iter().find_map(|mark| {
        let inner = cell.of(text).strip_prefix(mark)?.strip_suffix(mark)?;
        inner
            .contains(char::is_alphanumeric)
            .then(|| Span::new(cell.start + mark.len(), cell.end - mark.len()))
    });
    inner.unwrap_or(cell)
}

/// `|---|:--:|`
fn is_rule(line: &str) -> bool {
    line.contains('-') && line.chars().all(|c| is_pipe(c) || matches!(c, '-' | ':' | ' ' | '\t'))
}

/// The line that byte `at` stands in, which begins at `from` or later.
fn line_around(text: &str, from: usize, at: usize) -> Span {
    let bytes = text.as_bytes();
    let start = memchr::memrchr(b'\n', &bytes[from..at]).map_or(from, |before| from + before + 1);
    Span::new(start, line_end(text, at))
}

fn line_after(text: &str, end: usize) -> Option<Span> {
    let start = end + text[end..].find('\n')? + 1;
    (start < text.len()).then(|| Span::new(start, line_end(text, start)))
}

/// Where the line ends, its break left out.
fn line_end(text: &str, at: usize) -> usize {
    let end = memchr::memchr(b'\n', &text.as_bytes()[at..]).map_or(text.len(), |len| at + len);
    if text[at..end].ends_with('\r') { end - 1 } else { end }
}

#[cfg(test)]
mod tests {
    use super::{fold, is_plain, may_be_known, may_end};

    #[test]
    fn the_end_of_a_cell_is_what_it_is_once_folded() {
        let signs: Vec<char> = "nAmE1 ([)]:*\"'#_-.\t\u{B}".chars().collect();
        let mut state = 1_usize;
        for nth in 0..50_000 {
            let cell: String = (0..nth % 9)
                .map(|_| {
                    state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                    signs[(state >> 33) % signs.len()]
                })
                .collect();
            let ends = matches!(*fold(&cell).as_bytes(), [.., a, b] if may_end(a, b));
            assert_eq!(may_be_known(&cell), ends, "{cell}");
        }
        assert!(may_be_known("手机") && may_be_known("NAME (x)") && !may_be_known("(name)"));
        assert!(is_plain(b"fn max") && !is_plain(b"name") && !is_plain("手机".as_bytes()));
    }
}
