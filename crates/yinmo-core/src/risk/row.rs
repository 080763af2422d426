use std::ops::RangeInclusive;

use super::Sex;
use super::resident_id::{self, Known};
use crate::operators::is_sealed;
use crate::text::fold_char;

/// What one published row shows of a person, as far as identity numbers can be worked out from it.
///
/// Cells are given as they will be published. Kept between rows with [`clear`](Self::clear).
#[derive(Clone)]
pub struct Row {
    today_year: u16,
    facts: Vec<(usize, Fact)>,
}

/// What is left after everything a row shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Residual {
    /// How many identity numbers are still possible.
    pub candidates: u64,
    /// The columns that together leave no more: without any one of them there would be at least twice as many.
    pub columns: Vec<usize>,
}

#[derive(Clone, PartialEq, Eq)]
enum Fact {
    Number([u8; 18]),
    BirthYears(RangeInclusive<u16>),
    BirthMonth(u8),
    BirthDay(u8),
    Sex(Sex),
    County(u32),
}

impl Row {
    /// A row that shows nothing, in a document of `today_year`.
    pub const fn new(today_year: u16) -> Self {
        Self { today_year, facts: Vec::new() }
    }

    /// Forgets what the row showed.
    pub fn clear(&mut self) {
        self.facts.clear();
    }

    /// Adds the cell of a column, which is known by its number and by the id of what it holds: `resident-id` and the
    /// certificates that contain one, `birth-date`, `age` and `sex`. Other columns and cells that cannot be read say
    /// nothing.
    pub fn show(&mut self, column: usize, id: &str, cell: &str) {
        match id {
            "resident-id" | "hmt-residence-permit" => self.show_number(column, cell),
            "disability-cert" | "taxpayer-id-person" if !is_sealed(cell) => {
                self.show_number(column, cut(cell, 18));
            }
            "student-id" => {
                self.show_number(column, cell.trim_start_matches(|c: char| c.is_ascii_alphabetic()));
            }
            "birth-date" if !cell.trim().starts_with("00") => self.show_date(column, cell),
            "age" => self.show_age(column, cell),
            "sex" => self.show_sex(column, cell),
            _ => {}
        }
    }

    /// Adds that the person's card was issued in this county, six digits, because a column or the notice says so.
    pub fn show_county(&mut self, column: usize, code: u32) {
        self.facts.push((column, Fact::County(code)));
    }

    fn show_number(&mut self, column: usize, cell: &str) {
        // What a keyed operator wrote looks like a number and is none.
        if is_sealed(cell) {
            return;
        }
        self.facts.extend(resident_id::read(cell).map(|number| (column, Fact::Number(number))));
    }

    fn show_date(&mut self, column: usize, cell: &str) {
        let [year, month, day] = read_date(cell);
        self.facts.extend(year.map(|year| (column, Fact::BirthYears(year..=year))));
        self.facts.extend(month.map(|month| (column, Fact::BirthMonth(month as u8))));
        self.facts.extend(day.map(|day| (column, Fact::BirthDay(day as u8))));
    }

    fn show_age(&mut self, column: usize, cell: &str) {
        let age = digit_runs(cell).next().and_then(|(_, age)| u16::try_from(age).ok());
        if let Some(born) = age.and_then(|age| self.today_year.checked_sub(age)) {
            self.facts.push((column, Fact::BirthYears(born.saturating_sub(1)..=born)));
        }
    }

    fn show_sex(&mut self, column: usize, cell: &str) {
        let sex = match cell.trim() {
            "男" | "男性" => Sex::Male,
            "女" | "女性" => Sex::Female,
            _ => return,
        };
        self.facts.push((column, Fact::Sex(sex)));
    }

    /// How many identity numbers are still possible; `None` where the row shows none, not even a masked one.
    pub fn candidates(&self) -> Option<u64> {
        self.weakest().map(|(candidates, ..)| candidates)
    }

    /// How many are still possible, and which columns are to blame; `None` as above. Slower by the number of columns.
    pub fn residual(&self) -> Option<Residual> {
        let (candidates, column, number) = self.weakest()?;
        let mut columns: Vec<_> = self.facts.iter().map(|(column, _)| *column).collect();
        columns.sort_unstable();
        columns.dedup();
        columns.retain(|&other| other == column || self.count(number, Some(other)) >= 2 * candidates);
        Some(Residual { candidates, columns })
    }

    /// The number of the row that leaves fewest: how many, its column, its digits.
    fn weakest(&self) -> Option<(u64, usize, &[u8; 18])> {
        let numbers = self.facts.iter().filter_map(|(column, fact)| match fact {
            Fact::Number(number) => Some((self.count(number, None), *column, number)),
            _ => None,
        });
        numbers.min_by_key(|&(candidates, ..)| candidates)
    }

    /// How many numbers fit `number` and all columns but `without`. Where nothing fits, the columns are about somebody
    /// else or a digit is wrong: then the number is judged alone, and what is shown whole is one.
    fn count(&self, number: &[u8; 18], without: Option<usize>) -> u64 {
        let nothing = Known::nothing(self.today_year);
        let facts = self.facts.iter().filter(|(column, _)| Some(*column) != without);
        let known = facts.fold(nothing.clone(), |known, (_, fact)| fact.added_to(known));
        match resident_id::candidates(number, &known) {
            0 => resident_id::candidates(number, &nothing).max(1),
            candidates => candidates,
        }
    }
}

impl Fact {
    fn added_to(&self, mut known: Known) -> Known {
        match self {
            Self::Number(_) => {}
            Self::BirthYears(years) => {
                let (start, end) =
                    (known.birth_years.start().max(years.start()), known.birth_years.end().min(years.end()));
                known.birth_years = *start..=*end;
            }
            Self::BirthMonth(month) => known.birth_month = Some(*month),
            Self::BirthDay(day) => known.birth_day = Some(*day),
            Self::Sex(sex) => known.sex = Some(*sex),
            Self::County(code) => known.county = Some(*code),
        }
        known
    }
}

/// The first `count` characters.
fn cut(cell: &str, count: usize) -> &str {
    cell.char_indices().nth(count).map_or(cell, |(end, _)| &cell[..end])
}

/// Year, month and day, as far as the cell says them: `1952年3月4日`, `1952-03`, `19520304`, `1952年`.
fn read_date(cell: &str) -> [Option<u16>; 3] {
    let mut runs = digit_runs(cell);
    let small = |number| u16::try_from(number).ok().filter(|&number| number > 0);
    match runs.next() {
        Some((8, date)) => [small(date / 10_000), small(date / 100 % 100), small(date % 100)],
        Some((6, month)) => [small(month / 100), small(month % 100), None],
        Some((4, year)) => {
            let mut part = || runs.next().and_then(|(_, number)| small(number));
            [small(year), part(), part()]
        }
        _ => [None; 3],
    }
}

/// The runs of digits in a cell: how long, and their value.
fn digit_runs(cell: &str) -> impl Iterator<Item = (usize, u32)> {
    let mut digits = cell.chars().filter_map(fold_char).map(|c| c.to_digit(10)).peekable();
    std::iter::from_fn(move || {
        while digits.next_if(Option::is_none).is_some() {}
        let mut run = (0, 0u32);
        while let Some(Some(digit)) = digits.next_if(Option::is_some) {
            run = (run.0 + 1, run.1.saturating_mul(10).saturating_add(digit));
        }
        (run.0 > 0).then_some(run)
    })
}

/// What a row shows is personal.
impl std::fmt::Debug for Row {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Row[{} facts]", self.facts.len())
    }
}

#[cfg(test)]
mod tests {
    use super::{Residual, Row, read_date};

    fn residual(cells: &[(&str, &str)]) -> Option<Residual> {
        let mut row = Row::new(2026);
        cells.iter().enumerate().for_each(|(column, (id, cell))| row.show(column, id, cell));
        row.residual()
    }

    #[test]
    fn columns_count_together() {
        for (cells, candidates, columns) in [
            (&[("resident-id", "330106********0017")][..], 1_000..10_000, &[0][..]),
            (&[("resident-id", "330106********0017"), ("birth-date", "1901年")], 20..50, &[0, 1]),
            (&[("resident-id", "330106********0017"), ("age", "125岁"), ("sex", "男")], 50..100, &[0, 1]),
            (&[("sex", "男"), ("resident-id", "330106************")], 1_000_000..50_000_000, &[0, 1]),
            (
                &[("person", "王*坪"), ("birth-date", "1901-02-03"), ("resident-id", "330106************")],
                1_000..1_001,
                &[1, 2],
            ),
            (&[("resident-id", "330106190102030017")], 1..2, &[0]),
            (&[("resident-id", "330106190102030018")], 1..2, &[0]),
            (&[("disability-cert", "330106********001743"), ("birth-date", "19010203")], 1..2, &[0, 1]),
        ] {
            let found = residual(cells).unwrap();
            assert!(candidates.contains(&found.candidates), "{cells:?} {found:?}");
            assert_eq!(found.columns, columns, "{cells:?}");
        }
    }

    #[test]
    fn somebody_elses_columns_do_not_make_a_number_safe() {
        let found = residual(&[("resident-id", "330106190102030***"), ("birth-date", "1952-03-04")]).unwrap();
        assert!(found.candidates < 500);
    }

    #[test]
    fn without_a_number_nothing_is_worked_out() {
        assert_eq!(
            residual(&[("birth-date", "1901年2月3日"), ("sex", "男"), ("resident-id", "（略）")]),
            None
        );
    }

    #[test]
    fn dates() {
        for (cell, expected) in [
            ("1952年3月4日", [Some(1952), Some(3), Some(4)]),
            ("１９５２．０３", [Some(1952), Some(3), None]),
            ("195203", [Some(1952), Some(3), None]),
            ("1952年", [Some(1952), None, None]),
            ("不详", [None; 3]),
        ] {
            assert_eq!(read_date(cell), expected);
        }
    }

    #[test]
    fn debug_shows_no_value() {
        let mut row = Row::new(2026);
        row.show(0, "resident-id", "330106********0017");
        assert_eq!(format!("{row:?}"), "Row[1 facts]");
    }
}
