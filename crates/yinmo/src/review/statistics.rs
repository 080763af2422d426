//! Tables of statistics: how few a count may be, and whether one that was hidden follows from the totals.

use std::sync::Arc;

use yinmo_core::kind::{Group, Kind};
use yinmo_core::risk::Mark;
use yinmo_core::risk::small_counts::{Count, Table};
use yinmo_core::table::Embedded;
use yinmo_core::text::Span;
use yinmo_documents::{Block, Change, Chunk};

use super::columns::List;
use super::{Review, Setting, Spared};
use crate::SmallCounts;

/// The columns of a table that count people, and those that say what is counted.
#[derive(Clone)]
pub(crate) struct Measures {
    /// Columns of counts, from 0, and whether they are sums.
    counts: Vec<(usize, bool)>,
    /// Columns that say where or of what kind.
    named: Vec<usize>,
}

impl Measures {
    /// Nothing where rows are about people or nothing is counted. Of each column its heading and what stands in it; `titled`
    /// if a title says that the table is one of statistics,
    /// and `numbers` in which columns nothing else stands, if that is known.
    pub(super) fn of<'c>(
        columns: &(impl Iterator<Item = (&'c str, Option<&'c str>)> + Clone),
        titled: bool,
        numbers: &[usize],
    ) -> Option<Self> {
        let is_personal = |meaning: &str| {
            meaning == "phone"
                || meaning
                    .parse::<Kind>()
                    .is_ok_and(|kind| kind == Kind::Person || kind.group() == Group::Identifier)
        };
        if columns.clone().any(|(_, meaning)| meaning.is_some_and(is_personal)) {
            return None;
        }
        let counts_people = |&(words, meaning): &(&str, Option<&str>)| {
            let named = PEOPLE.iter().any(|word| words.contains(word));
            let other = NO_PEOPLE.iter().any(|word| words.contains(word));
            let by_meaning = matches!(meaning, Some("count" | "household-size"));
            !other && (named || by_meaning)
        };
        let titled = titled || columns.clone().filter(counts_people).count() > 1;
        let is_count = |column: &(&str, Option<&str>)| {
            let (words, meaning) = *column;
            let unknown =
                meaning.is_none() && !words.is_empty() && !NO_PEOPLE.iter().any(|word| words.contains(word));
            counts_people(column) || is_total(words) || titled && unknown
        };
        let is_number = |nth: usize, column: &(&str, Option<&str>)| {
            let counted =
                !matches!(column.1, Some("serial" | "amount" | "date" | "period" | "income" | "asset"));
            titled
                && counted
                && numbers.contains(&nth)
                && !NO_PEOPLE.iter().any(|word| column.0.contains(word))
        };
        if !columns.clone().any(|column| counts_people(&column)) && !titled {
            return None;
        }
        let numbered = || columns.clone().enumerate();
        let counts: Vec<(usize, bool)> = numbered()
            .filter(|(nth, column)| is_count(column) || is_number(*nth, column))
            .map(|(nth, (words, _))| (nth, is_total(words)))
            .take(Table::MOST_COLUMNS)
            .collect();
        let named = numbered().filter(|(nth, column)| {
            !is_count(column) && !is_number(*nth, column) && column.1 != Some("serial")
        });
        let named: Vec<usize> = named.map(|(nth, _)| nth).collect();
        (!counts.is_empty() && !named.is_empty()).then_some(Self { counts, named })
    }

    /// A row of the table, of which `cell` tells the text.
    fn row<'c>(&self, cell: impl Fn(usize) -> Option<&'c str>) -> CountedRow {
        let names = || self.named.iter().filter_map(|&nth| cell(nth)).map(str::trim);
        let numberless = names().filter(|name| !yinmo_core::table::is_number(name));
        CountedRow {
            number: 0,
            name: numberless.fold(Mark::default(), Mark::with),
            is_total: names().any(is_total),
            counts: self.counts.iter().map(|&(nth, _)| cell(nth).map_or(Count::Nothing, Count::of)).collect(),
        }
    }
}

const PEOPLE: [&str; 8] = ["人数", "户数", "人次", "例数", "病例", "儿童数", "老人数", "对象数"];

/// Headings of numbers that count no people.
const NO_PEOPLE: [&str; 24] = [
    "家庭", "户均", "人均", "天", "月数", "床位", "金额", "资金", "率", "比", "占", "元", "面积", "标准",
    "编码", "代码", "年份", "年度", "序", "名额", "电话", "总额", "机构", "份数",
];

/// `合计`, `总人数`.
fn is_total(words: &str) -> bool {
    let words: String = words.chars().filter(|c| !c.is_whitespace()).collect();
    let called = ["合计", "总计", "小计", "共计", "总数", "总人数", "总户数"];
    called.iter().any(|word| words.contains(word))
        || matches!(&*words, "全市" | "全县" | "全区" | "全省" | "计")
}

/// Whether a title says that a table counts people.
pub(super) fn counts_people(title: &str) -> bool {
    ["人数", "户数", "人次", "统计表", "情况统计", "统计情况"].iter().any(|word| title.contains(word))
}

/// A row of a table of statistics.
struct CountedRow {
    number: usize,
    name: Mark,
    is_total: bool,
    counts: Vec<Count>,
}

/// The rows of tables of statistics in one chunk, table by table.
#[derive(Default)]
pub(crate) struct Counted {
    tables: Vec<(usize, Arc<Measures>, Vec<CountedRow>)>,
}

impl Counted {
    fn add(&mut self, table: usize, measures: &Arc<Measures>, row: CountedRow) {
        if self.tables.last().is_none_or(|(last, ..)| *last != table) {
            self.tables.push((table, Arc::clone(measures), Vec::new()));
        }
        self.tables.last_mut().expect("one was there or was added").2.push(row);
    }
}

impl Setting<'_> {
    /// How many are too few to be told, where that matters.
    fn small_count(self) -> Option<u64> {
        let floor = self.pipeline.policy.risk().small_count;
        (floor > 0 && self.spared != Spared::Everything).then_some(floor)
    }

    /// What is written instead of a small count, if it is to be hidden.
    fn hiding(self, cell: &str, floor: u64) -> Option<String> {
        let small = matches!(Count::of(cell), Count::Known(count) if (1..floor).contains(&count));
        let hides = self.pipeline.policy.risk().hides_small_counts;
        let unit = cell.trim().trim_start_matches(|c: char| c.is_numeric());
        (small && hides).then(|| format!("<{floor}{unit}"))
    }

    /// Reads the rows of a block of a table of statistics, and hides small counts where the policy does.
    pub(super) fn count_rows(self, list: &List, block: Block<'_>, review: &mut Review) {
        let (Some(measures), Some(floor)) = (list.measures(), self.small_count()) else { return };
        for nth in 0..block.height() {
            let (number, cells) = block.row(nth);
            if number <= list.heading_row() {
                continue;
            }
            let hidden = |nth: usize| cells.get(nth).and_then(|cell| self.hiding(cell.text, floor));
            let instead: Vec<Option<String>> = measures.counts.iter().map(|&(nth, _)| hidden(nth)).collect();
            let mut row = measures.row(|nth| cells.get(nth).map(|cell| cell.text));
            row.number = number;
            for ((instead, count), &(nth, _)) in instead.iter().zip(&mut row.counts).zip(&measures.counts) {
                if let (Some(instead), Some(cell)) = (instead, cells.get(nth)) {
                    let whole = Span::new(0, cell.text.len());
                    review.changes.push(Change::replace(cell.index, whole, instead));
                    review.coarsened += 1;
                    *count = Count::Hidden(floor - 1);
                }
            }
            review.counted.add(list.nth(), measures, row);
        }
    }

    /// The same for a table within running text.
    pub(super) fn count_within(self, chunk: &Chunk, table: &Embedded, review: &mut Review) {
        let Some(floor) = self.small_count() else { return };
        let columns = table.columns.iter().map(|column| (&*column.words, column.meaning));
        let Some(measures) = Measures::of(&columns, false, &[]).map(Arc::new) else { return };
        let (window, own) = (chunk.window(), chunk.own());
        let mut key = None;
        for line in table.rows.iter().filter(|row| (own.start..own.end).contains(&row.span.start)) {
            let mut row = measures.row(|nth| line.cells.get(nth).map(|cell| cell.of(window)));
            row.number = chunk.position(0, line.span.start - own.start).line;
            for (count, &(nth, _)) in row.counts.iter_mut().zip(&measures.counts) {
                let Some(cell) = line.cells.get(nth).filter(|cell| cell.start >= own.start) else { continue };
                if let Some(instead) = self.hiding(cell.of(window), floor) {
                    let span = Span::new(cell.start - own.start, cell.end - own.start);
                    let instead = table.instead(window, *cell, instead);
                    review.changes.push(Change::replace(0, span, &instead));
                    review.coarsened += 1;
                    *count = Count::Hidden(floor - 1);
                }
            }
            // No list of rows has such a number.
            let key = *key.get_or_insert(usize::MAX - row.number);
            review.counted.add(key, &measures, row);
        }
    }
}

/// The tables of a document, audited one after the other.
#[derive(Default)]
pub(crate) struct Audited {
    table: Option<(usize, Arc<Measures>, Vec<CountedRow>)>,
    found: SmallCounts,
}

impl Audited {
    /// Adds the rows of the next chunk.
    pub(crate) fn add(&mut self, counted: Counted, floor: u64) {
        for (nth, measures, rows) in counted.tables {
            match &mut self.table {
                Some((open, _, met)) if *open == nth => {
                    let room = (Table::MOST_ROWS + 1).saturating_sub(met.len());
                    met.extend(rows.into_iter().take(room));
                }
                _ => {
                    self.close(floor);
                    self.table = Some((nth, measures, rows));
                }
            }
        }
    }

    /// What came of all tables.
    pub(crate) fn finish(mut self, floor: u64) -> SmallCounts {
        self.close(floor);
        self.found
    }

    fn close(&mut self, floor: u64) {
        let Some((_, measures, rows)) = self.table.take() else { return };
        if !are_statistics(&rows) {
            return;
        }
        if rows.len() > Table::MOST_ROWS {
            self.found.not_assessed += 1;
            return;
        }
        let mut table = Table::new(measures.counts.iter().map(|&(_, is_total)| is_total));
        rows.iter().for_each(|row| table.push(row.counts.clone(), row.is_total));
        let audit = table.audit(floor);
        self.found.tables += 1;
        self.found.small += audit.small;
        self.found.hidden += audit.hidden;
        self.found.follows += audit.follows.len() as u64;
        let places =
            audit.follows.into_iter().map(|(row, column)| (rows[row].number, measures.counts[column].0 + 1));
        let room = SmallCounts::MOST_PLACES.saturating_sub(self.found.places.len());
        self.found.places.extend(places.take(room));
    }
}

/// A place or kind stands once in a table of statistics; where it comes again the rows are households. Two rows at least
/// hold counts.
fn are_statistics(rows: &[CountedRow]) -> bool {
    let parts: Vec<Mark> = rows.iter().filter(|row| !row.is_total).map(|row| row.name).collect();
    let mut distinct: Vec<&Mark> = parts.iter().filter(|name| **name != Mark::default()).collect();
    let named = distinct.len();
    distinct.sort_unstable_by_key(|mark| mark.number());
    distinct.dedup();
    let counted = rows.iter().filter(|row| row.counts.iter().any(|count| *count != Count::Nothing)).count();
    named == parts.len() && distinct.len() == named && counted >= 2
}
