//! Small counts in tables of statistics, and whether a count that was hidden follows from the totals beside it.
//!
//! `三墩镇 孤儿 <5` hides nothing where the next rows and the total can be read. Sums are told by the numbers themselves:
//! a column is the sum of its neighbours if it is so in every row that can be added up, and the same for rows. Then what
//! is hidden is narrowed down from both sides until nothing changes: a count whose least and greatest value are the same
//! is not hidden.
//!
//! ```
//! use yinmo_core::risk::small_counts::{Count, Table};
//! let row = |cells: &[&str]| cells.iter().map(|cell| Count::of(cell)).collect();
//! let mut table = Table::new([false, false, true]);
//! table.push(row(&["12", "<5", "15"]), false);
//! table.push(row(&["20", "30", "50"]), false);
//! table.push(row(&["32", "33", "65"]), true);
//! assert_eq!(table.audit(5).follows, [(0, 1)]);
//! ```

/// A cell of a table of statistics.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    /// It can be read.
    Known(u64),
    /// Something stands there instead of it, and says at most that it is not greater than this.
    Hidden(u64),
    /// No count: empty, a word, a number with decimals.
    Nothing,
}

impl Count {
    /// What a cell says.
    pub fn of(cell: &str) -> Self {
        let folded: String = cell
            .chars()
            .filter_map(crate::text::fold_char)
            .filter(|c| !c.is_whitespace() && !matches!(c, ',' | '，'))
            .collect();
        let plain = folded.trim_end_matches(['人', '户', '名', '例', '次', '件', '个']);
        if let Ok(count) = plain.parse() {
            return Self::Known(count);
        }
        let bounded = BELOW.iter().find_map(|word| plain.strip_prefix(word));
        if let Some(bound) = bounded.and_then(|bound| bound.parse::<u64>().ok()) {
            return Self::Hidden(bound.saturating_sub(1));
        }
        let most = MOST.iter().find_map(|word| plain.strip_prefix(word));
        let below = plain.strip_suffix("以下").or(plain.strip_suffix("以内")).or(most);
        if let Some(most) =
            below.map(|most| most.trim_end_matches(['人', '户'])).and_then(|most| most.parse().ok())
        {
            return Self::Hidden(most);
        }
        let is_mask = !plain.is_empty() && plain.chars().all(|c| "*×xX#●■█…□".contains(c));
        if is_mask { Self::Hidden(ANY) } else { Self::Nothing }
    }
}

const BELOW: [&str; 7] = ["<", "＜", "不足", "少于", "小于", "低于", "不到"];
const MOST: [&str; 4] = ["≤", "至多", "不超过", "最多"];

/// What nothing is known of may be as great as this.
const ANY: u64 = 1 << 40;

/// The counts of a table, row by row.
#[derive(Clone, Debug, Default)]
pub struct Table {
    width: usize,
    /// Columns whose heading says that they are sums.
    total_columns: Vec<bool>,
    total_rows: Vec<bool>,
    cells: Vec<Count>,
}

/// What a table gives away.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Audit {
    /// Counts below the floor that can be read; nobody is no small count.
    pub small: u64,
    /// Counts that are hidden.
    pub hidden: u64,
    /// Those of them that follow from what can be read, by row and column from 0.
    pub follows: Vec<(usize, usize)>,
}

/// The cell at `total` of a row or column is the sum of those at `parts`.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Sum {
    total: usize,
    parts: Vec<usize>,
    /// In so many lines it has to be seen that it is.
    witnesses: usize,
}

/// The least and the greatest that a count can be.
type Bounds = (u64, u64);

impl Table {
    /// So many rows are looked at; a longer table is no table of statistics.
    pub const MOST_ROWS: usize = 256;

    /// As many columns.
    pub const MOST_COLUMNS: usize = 64;

    /// An empty table of so many columns; `totals` says of which the heading says that they are sums.
    pub fn new(totals: impl IntoIterator<Item = bool>) -> Self {
        let total_columns: Vec<bool> = totals.into_iter().collect();
        Self { width: total_columns.len(), total_columns, ..Self::default() }
    }

    /// Adds a row; `is_total` if its first cell says that it is a sum.
    pub fn push(&mut self, mut row: Vec<Count>, is_total: bool) {
        row.resize(self.width, Count::Nothing);
        self.cells.append(&mut row);
        self.total_rows.push(is_total);
    }

    /// How many rows it has.
    pub const fn height(&self) -> usize {
        self.total_rows.len()
    }

    /// What it gives away where counts below `floor` are small.
    pub fn audit(&self, floor: u64) -> Audit {
        let small = |count: &&Count| matches!(count, Count::Known(count) if (1..floor).contains(count));
        let hidden = |count: &&Count| matches!(count, Count::Hidden(_));
        let hidden_count = self.cells.iter().filter(hidden).count() as u64;
        Audit {
            small: self.cells.iter().filter(small).count() as u64,
            hidden: hidden_count,
            follows: if hidden_count > 0 { self.follows() } else { Vec::new() },
        }
    }

    /// The hidden counts that follow from the others.
    fn follows(&self) -> Vec<(usize, usize)> {
        let (width, height) = (self.width, self.height());
        let mut bounds: Vec<Option<Bounds>> = self.cells.iter().map(bounds_of).collect();
        let across: Vec<Vec<usize>> =
            (0..height).map(|row| (0..width).map(|column| row * width + column).collect()).collect();
        let down: Vec<Vec<usize>> =
            (0..width).map(|column| (0..height).map(|row| row * width + column).collect()).collect();
        let row_sums = sums(&across, &self.total_columns, &self.cells);
        let column_sums = sums(&down, &self.total_rows, &self.cells);
        loop {
            let before = bounds.clone();
            for (lines, sums) in [(&across, &row_sums), (&down, &column_sums)] {
                for line in lines {
                    sums.iter().for_each(|sum| narrow(line, sum, &mut bounds));
                }
            }
            if bounds == before {
                break;
            }
        }
        let is_told = |&at: &usize| {
            matches!(self.cells[at], Count::Hidden(_))
                && bounds[at].is_some_and(|(least, most)| least == most)
        };
        (0..self.cells.len()).filter(is_told).map(|at| (at / width, at % width)).collect()
    }
}

const fn bounds_of(count: &Count) -> Option<Bounds> {
    match *count {
        Count::Known(count) => Some((count, count)),
        Count::Hidden(most) => Some((0, most)),
        Count::Nothing => None,
    }
}

/// The sums that hold in every line that can be added up, and in enough of them.
fn sums(lines: &[Vec<usize>], called: &[bool], cells: &[Count]) -> Vec<Sum> {
    // Places at which any line has a count.
    let counts = |at: &usize| lines.iter().any(|line| !matches!(cells[line[*at]], Count::Nothing));
    let places: Vec<usize> = (0..called.len()).filter(counts).collect();
    let mut sums: Vec<Sum> = (0..places.len()).flat_map(|nth| candidates(nth, &places, called)).collect();
    sums.retain(|sum| {
        let added: Vec<(u64, u64)> = lines.iter().filter_map(|line| added(line, sum, cells)).collect();
        let witnesses = added.iter().filter(|(parts, _)| *parts > 0).count();
        added.iter().all(|(parts, whole)| parts == whole) && witnesses >= sum.witnesses
    });
    sums
}

/// What the place could be the sum of: the places that end right before it or begin right behind it. One that is called a
/// sum is taken for that of all places up to the next of its kind, and of all before it, without having been seen to be.
fn candidates(nth: usize, places: &[usize], called: &[bool]) -> Vec<Sum> {
    let total = places[nth];
    let (before, after) = (&places[..nth], &places[nth + 1..]);
    let mut found = Vec::new();
    let mut add = |parts: Vec<usize>, witnesses| {
        let known = found.iter().any(|sum: &Sum| sum.parts == parts);
        if !parts.is_empty() && !known {
            found.push(Sum { total, parts, witnesses });
        }
    };
    if called[total] {
        let plain = |at: &&usize| !called[**at];
        let mut right_before: Vec<usize> = before.iter().rev().take_while(plain).copied().collect();
        right_before.reverse();
        if right_before.is_empty() {
            add(after.iter().take_while(plain).copied().collect(), 0);
        }
        add(right_before, 0);
        add(before.iter().filter(plain).copied().collect(), 0);
    }
    let witnesses = if called[total] { 1 } else { 2 };
    (2..=before.len()).for_each(|length| add(before[before.len() - length..].to_vec(), witnesses));
    (2..=after.len()).for_each(|length| add(after[..length].to_vec(), witnesses));
    found
}

/// The sum of the parts and the whole, where all can be read.
fn added(line: &[usize], sum: &Sum, cells: &[Count]) -> Option<(u64, u64)> {
    let Count::Known(whole) = cells[line[sum.total]] else { return None };
    let mut parts = 0u64;
    for &at in &sum.parts {
        match cells[line[at]] {
            Count::Known(count) => parts = parts.saturating_add(count),
            Count::Hidden(_) => return None,
            Count::Nothing => {}
        }
    }
    Some((parts, whole))
}

/// Narrows what the cells of a line can be, if one of them is the sum of others; not where that cannot be.
fn narrow(line: &[usize], sum: &Sum, bounds: &mut [Option<Bounds>]) {
    let parts: Vec<(usize, Bounds)> =
        sum.parts.iter().filter_map(|&at| Some((line[at], bounds[line[at]]?))).collect();
    let total = line[sum.total];
    let Some((whole_least, whole_most)) = bounds[total].filter(|_| !parts.is_empty()) else { return };
    let least = parts.iter().fold(0u64, |sum, (_, own)| sum.saturating_add(own.0));
    let most = parts.iter().fold(0u64, |sum, (_, own)| sum.saturating_add(own.1));
    if least > whole_most || most < whole_least {
        return;
    }
    for (cell, (own_least, own_most)) in parts {
        let (others_least, others_most) = (least - own_least, most - own_most);
        let narrow = (
            own_least.max(whole_least.saturating_sub(others_most)),
            own_most.min(whole_most.saturating_sub(others_least)),
        );
        bounds[cell] = Some(narrow);
    }
    bounds[total] = Some((whole_least.max(least), whole_most.min(most)));
}

#[cfg(test)]
mod tests {
    use super::{Count, Table};

    /// A table whose sums are called so by `合计` in the first row and the first column.
    fn follows(table: &[&[&str]]) -> Vec<(usize, usize)> {
        let headings = table[0].iter().skip(1).map(|heading| heading.contains("合计"));
        let mut counts = Table::new(headings);
        for row in &table[1..] {
            counts.push(row[1..].iter().map(|cell| Count::of(cell)).collect(), row[0].contains("计"));
        }
        counts.audit(5).follows
    }

    #[test]
    fn cells() {
        for (cell, expected) in [
            ("12", Count::Known(12)),
            ("1,203人", Count::Known(1203)),
            ("０", Count::Known(0)),
            ("<5", Count::Hidden(4)),
            ("＜5人", Count::Hidden(4)),
            ("不足5", Count::Hidden(4)),
            ("5人以下", Count::Hidden(5)),
            ("**", Count::Hidden(super::ANY)),
            ("三墩镇", Count::Nothing),
            ("", Count::Nothing),
            ("12.5", Count::Nothing),
        ] {
            assert_eq!(Count::of(cell), expected, "{cell}");
        }
    }

    #[test]
    fn one_hidden_count_in_a_column_follows_from_its_total() {
        let table: &[&[&str]] =
            &[&["乡镇", "孤儿"], &["三墩镇", "<5"], &["青云镇", "12"], &["兰里镇", "7"], &["合计", "22"]];
        assert_eq!(follows(table), [(0, 0)]);
        let two: &[&[&str]] =
            &[&["乡镇", "孤儿"], &["三墩镇", "<5"], &["青云镇", "<5"], &["兰里镇", "7"], &["合计", "12"]];
        assert_eq!(follows(two), []);
        let no_total: &[&[&str]] = &[&["乡镇", "孤儿"], &["三墩镇", "<5"], &["青云镇", "12"]];
        assert_eq!(follows(no_total), []);
    }

    #[test]
    fn bounds_tell_what_the_sum_leaves_open() {
        let both_greatest: &[&[&str]] =
            &[&["乡镇", "孤儿"], &["三墩镇", "<5"], &["青云镇", "<5"], &["合计", "8"]];
        assert_eq!(follows(both_greatest), [(0, 0), (1, 0)]);
        let both_nothing: &[&[&str]] =
            &[&["乡镇", "孤儿"], &["三墩镇", "*"], &["青云镇", "*"], &["兰里镇", "9"], &["合计", "9"]];
        assert_eq!(follows(both_nothing), [(0, 0), (1, 0)]);
    }

    #[test]
    fn rows_and_columns_help_each_other() {
        let table: &[&[&str]] = &[
            &["乡镇", "男", "女", "合计"],
            &["三墩镇", "<5", "<5", "5"],
            &["青云镇", "<5", "9", "11"],
            &["合计", "6", "10", "16"],
        ];
        assert_eq!(follows(table), [(0, 0), (0, 1), (1, 0)]);
        let protected: &[&[&str]] = &[
            &["乡镇", "男", "女", "合计"],
            &["三墩镇", "<5", "<5", "5"],
            &["青云镇", "<5", "<5", "5"],
            &["兰里镇", "20", "30", "50"],
            &["合计", "25", "35", "60"],
        ];
        assert_eq!(follows(protected), []);
    }

    #[test]
    fn sums_that_nothing_calls_so_are_told_by_the_numbers() {
        let table: &[&[&str]] = &[
            &["乡镇", "总人数", "男", "女", "六十岁以上"],
            &["三墩镇", "20", "12", "8", "5"],
            &["青云镇", "30", "16", "14", "9"],
            &["兰里镇", "14", "<5", "10", "6"],
        ];
        assert_eq!(follows(table), [(2, 1)]);
    }

    #[test]
    fn subtotals_belong_to_their_part() {
        let table: &[&[&str]] = &[
            &["乡镇", "孤儿"],
            &["三墩镇", "<5"],
            &["青云镇", "12"],
            &["小计", "14"],
            &["兰里镇", "<5"],
            &["城北街道", "<5"],
            &["小计", "5"],
            &["合计", "19"],
        ];
        assert_eq!(follows(table), [(0, 0)]);
    }

    #[test]
    fn a_total_in_front_counts() {
        let table: &[&[&str]] = &[&["乡镇", "孤儿"], &["合计", "22"], &["三墩镇", "<5"], &["青云镇", "19"]];
        assert_eq!(follows(table), [(1, 0)]);
    }

    #[test]
    fn numbers_that_do_not_add_up_tell_nothing() {
        let table: &[&[&str]] = &[&["乡镇", "孤儿"], &["三墩镇", "<5"], &["青云镇", "12"], &["合计", "10"]];
        assert_eq!(follows(table), []);
    }
}
