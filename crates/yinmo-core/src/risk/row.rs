use std::ops::RangeInclusive;

use super::resident_id::{self, Known};
use super::{HIDDEN, Sex, bank_card, mobile, written};
use crate::kind::Kind;
use crate::operators::is_sealed;
use crate::text::fold_char;

/// What one published row shows of a person, as far as masked numbers can be worked out from it.
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
    /// How many numbers are still possible.
    pub candidates: u64,
    /// What number it is.
    pub number: Masked,
    /// The column of the number.
    pub column: usize,
    /// How many of its characters are shown before the first that is hidden, and behind the last.
    pub shown: (usize, usize),
    /// The columns that together leave no more: without any one of them there would be at least twice as many.
    pub columns: Vec<usize>,
}

/// What kind of number was masked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Masked {
    /// 居民身份证号码, alone or in another number.
    ResidentId,
    /// 手机号码.
    Mobile,
    /// 银行卡号.
    BankCard,
}

/// What makes enough numbers possible again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Remedy {
    /// The columns to leave out: one if one is enough.
    pub drop: Vec<usize>,
    /// Or else as many of the number's first characters to show, and nothing of its end.
    pub keep: Option<usize>,
}

#[derive(Clone, PartialEq, Eq)]
enum Fact {
    Number([u8; 18]),
    Mobile([u8; 11]),
    /// Shown before, hidden, shown behind.
    BankCard(usize, u32, usize),
    BirthYears(RangeInclusive<u16>),
    BirthMonth(u8),
    BirthDay(u8),
    Age(RangeInclusive<u16>),
    Sex(Sex),
    County(u32),
    /// Some words say where the person lives.
    Place,
}

impl Masked {
    /// The kind of number.
    pub const fn kind(self) -> Kind {
        match self {
            Self::ResidentId => Kind::ResidentId,
            Self::Mobile => Kind::Mobile,
            Self::BankCard => Kind::BankCard,
        }
    }
}

/// Nobody is older.
const OLDEST: u16 = 125;

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
    /// certificates that contain one, masked `mobile` and `bank-card`, `birth-date`, `age` and `sex`, and what says where
    /// somebody lives. Other columns and cells that cannot be read say nothing.
    pub fn show(&mut self, column: usize, id: &str, cell: &str) {
        match id {
            "resident-id" | "hmt-residence-permit" => self.show_number(column, cell),
            "disability-cert" | "taxpayer-id-person" if !is_sealed(cell) => {
                self.show_number(column, cut(cell, 18));
            }
            "student-id" => {
                self.show_number(column, cell.trim_start_matches(|c: char| c.is_ascii_alphabetic()));
            }
            "mobile" | "phone" => {
                self.facts.extend(mobile::read(cell).map(|number| (column, Fact::Mobile(number))));
            }
            "bank-card" | "bank-account" => {
                let read = bank_card::read(cell);
                self.facts.extend(
                    read.map(|(before, hidden, after)| (column, Fact::BankCard(before, hidden, after))),
                );
            }
            "birth-date" if !cell.trim().starts_with("00") => self.show_date(column, cell),
            "age" => self.show_age(column, cell),
            "sex" => self.show_sex(column, cell),
            "address" | "village" | "township" | "county" => self.show_place(column, cell),
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
        let number = resident_id::read(cell);
        let phone = mobile_in(cell);
        // Some begin like a county all the same: then the number may be either, and is judged as the one that is weaker.
        let is_phone = phone.is_some() && number.is_none_or(|number| self.fits_nobody(&number));
        self.facts.extend(phone.map(|number| (column, Fact::Mobile(number))));
        self.facts.extend(number.filter(|_| !is_phone).map(|number| (column, Fact::Number(number))));
    }

    /// Whether no identity number at all can be meant.
    fn fits_nobody(&self, number: &[u8; 18]) -> bool {
        resident_id::candidates(number, &Known::nothing(self.today_year)) == 0
    }

    fn show_date(&mut self, column: usize, cell: &str) {
        let [year, month, day] = read_date(cell);
        // What was shifted with a key still tells about when.
        if let Some(year) = year.filter(|&year| year >= 3000) {
            let about = year - 2000;
            return self.facts.push((column, Fact::BirthYears(about - 1..=about + 1)));
        }
        self.facts.extend(year.map(|year| (column, Fact::BirthYears(year..=year))));
        self.facts.extend(month.map(|month| (column, Fact::BirthMonth(month as u8))));
        self.facts.extend(day.map(|day| (column, Fact::BirthDay(day as u8))));
    }

    fn show_age(&mut self, column: usize, cell: &str) {
        let mut ages = digit_runs(cell).filter_map(|(_, age)| u16::try_from(age).ok());
        let Some(youngest) = ages.next() else { return };
        // `60—69`, `90以上`.
        let oldest = ages.next().filter(|&next| next > youngest && cell.contains('—'));
        let oldest = oldest.unwrap_or(if cell.contains("以上") { OLDEST } else { youngest });
        let born = |age| self.today_year.checked_sub(age);
        if let (Some(last), Some(first)) = (born(youngest), born(oldest)) {
            self.facts.push((column, Fact::Age(first.saturating_sub(1)..=last)));
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

    /// `三墩镇`, not `[地址]` and not `/`.
    fn show_place(&mut self, column: usize, cell: &str) {
        let cell = cell.trim_start();
        if !cell.starts_with('[')
            && cell.chars().filter(|c| ('\u{4E00}'..='\u{9FFF}').contains(c)).nth(1).is_some()
        {
            self.facts.push((column, Fact::Place));
        }
    }

    /// How many numbers are still possible; `None` where the row shows none, not even a masked one.
    pub fn candidates(&self) -> Option<u64> {
        self.weakest().map(|(candidates, ..)| candidates)
    }

    /// How many are still possible, and which columns are to blame; `None` as above. Slower by the number of columns.
    pub fn residual(&self) -> Option<Residual> {
        let (candidates, column, fact) = self.weakest()?;
        let mut columns = self.columns();
        columns.retain(|&other| {
            other == column || self.count(fact, Some(other)) >= candidates.max(1).saturating_mul(2)
        });
        let (number, shown) = fact.masked()?;
        Some(Residual { candidates, number, column, shown, columns })
    }

    /// What would leave at least `floor` possible.
    pub fn remedy(&self, floor: u64) -> Remedy {
        let Some((_, own, fact)) = self.weakest() else { return Remedy::default() };
        let mut others = self.columns();
        others.retain(|&column| column != own);
        let enough = |column: &usize| self.count(fact, Some(*column)) >= floor;
        let drop = match others.iter().copied().find(enough) {
            Some(one) => vec![one],
            None => others,
        };
        let keep = fact.without_end().filter(|(_, shorter)| self.count(shorter, None) >= floor);
        Remedy { drop, keep: keep.map(|(shown, _)| shown) }
    }

    /// The id of what a column says, by its first fact.
    pub fn id(&self, column: usize) -> Option<&'static str> {
        self.facts.iter().find(|(of, _)| *of == column).map(|(_, fact)| fact.id())
    }

    /// The identity number that the row shows, whole or masked.
    pub fn number(&self) -> Option<(usize, [u8; 18])> {
        self.facts.iter().find_map(|(column, fact)| match fact {
            Fact::Number(number) => Some((*column, *number)),
            _ => None,
        })
    }

    /// What the row says of the person beside the number.
    pub fn known(&self) -> Known {
        self.known_without(None)
    }

    fn columns(&self) -> Vec<usize> {
        let mut columns: Vec<_> = self.facts.iter().map(|(column, _)| *column).collect();
        columns.sort_unstable();
        columns.dedup();
        columns
    }

    /// The number of the row that leaves fewest: how many, its column, the number.
    fn weakest(&self) -> Option<(u64, usize, &Fact)> {
        let numbers = self.facts.iter().filter(|(_, fact)| fact.masked().is_some());
        numbers
            .map(|(column, fact)| (self.count(fact, None), *column, fact))
            .min_by_key(|&(candidates, ..)| candidates)
    }

    /// How many numbers fit `number` and all columns but `without`.
    fn count(&self, number: &Fact, without: Option<usize>) -> u64 {
        match number {
            Fact::Number(number) => self.count_ids(number, without),
            Fact::Mobile(number) if self.says_place(without) => mobile::candidates_in_city(number).max(1),
            Fact::Mobile(number) => mobile::candidates(number).max(1),
            Fact::BankCard(_, hidden, _) => bank_card::candidates(*hidden),
            _ => u64::MAX,
        }
    }

    /// Where nothing fits, the columns are about somebody else or a digit is wrong: then the number is judged alone, and
    /// what is shown whole is one.
    fn count_ids(&self, number: &[u8; 18], without: Option<usize>) -> u64 {
        let mut known = self.known_without(without);
        if known.county.is_none() && number[..6].contains(&HIDDEN) && self.says_place(without) {
            known.county = resident_id::county_like(number);
        }
        match resident_id::candidates(number, &known) {
            0 => resident_id::candidates(number, &Known::nothing(self.today_year)).max(1),
            candidates => candidates,
        }
    }

    fn known_without(&self, without: Option<usize>) -> Known {
        let facts = self.facts.iter().filter(|(column, _)| Some(*column) != without);
        facts.fold(Known::nothing(self.today_year), |known, (_, fact)| fact.added_to(known))
    }

    fn says_place(&self, without: Option<usize>) -> bool {
        self.facts
            .iter()
            .any(|(column, fact)| Some(*column) != without && matches!(fact, Fact::Place | Fact::County(_)))
    }
}

impl Fact {
    fn added_to(&self, mut known: Known) -> Known {
        match self {
            Self::Number(_) | Self::Mobile(_) | Self::BankCard(..) | Self::Place => {}
            Self::BirthYears(years) | Self::Age(years) => {
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

    /// What number it is, if it is one, and how much of it is shown at either end.
    fn masked(&self) -> Option<(Masked, (usize, usize))> {
        match self {
            Self::Number(number) => Some((Masked::ResidentId, ends(number))),
            Self::Mobile(number) => Some((Masked::Mobile, ends(number))),
            Self::BankCard(before, _, after) => Some((Masked::BankCard, (*before, *after))),
            _ => None,
        }
    }

    /// The number without its end, and how many of its characters are shown then.
    fn without_end(&self) -> Option<(usize, Self)> {
        match self {
            Self::Number(number) => Some((ends(number).0.min(6), Self::Number(cut_end(number, 6)))),
            Self::Mobile(number) => Some((ends(number).0.min(3), Self::Mobile(cut_end(number, 3)))),
            Self::BankCard(before, hidden, after) => {
                let kept = *before.min(&4);
                Some((kept, Self::BankCard(kept, *hidden + (before - kept + after) as u32, 0)))
            }
            _ => None,
        }
    }

    /// The id of what says so, as columns are called.
    const fn id(&self) -> &'static str {
        match self {
            Self::Number(_) => "resident-id",
            Self::Mobile(_) => "mobile",
            Self::BankCard(..) => "bank-card",
            Self::BirthYears(_) | Self::BirthMonth(_) | Self::BirthDay(_) => "birth-date",
            Self::Age(_) => "age",
            Self::Sex(_) => "sex",
            Self::County(_) => "county",
            Self::Place => "address",
        }
    }
}

/// The masked mobile number in a cell that should hold another number: as long as it is, so that no other is meant.
fn mobile_in(cell: &str) -> Option<[u8; 11]> {
    let is_as_long = written(cell, MOBILE_LENGTH).is_some_and(|shown| shown.len() == MOBILE_LENGTH);
    mobile::read(cell).filter(|number| is_as_long && mobile::candidates(number) > 0)
}

const MOBILE_LENGTH: usize = 11;

/// How many characters are shown before the first hidden one, and behind the last.
fn ends(number: &[u8]) -> (usize, usize) {
    let shown = |c: &&u8| **c != HIDDEN;
    match number.contains(&HIDDEN) {
        true => (number.iter().take_while(shown).count(), number.iter().rev().take_while(shown).count()),
        false => (number.len(), 0),
    }
}

/// Nothing shown but the first characters, at most so many.
fn cut_end<const LENGTH: usize>(number: &[u8; LENGTH], kept: usize) -> [u8; LENGTH] {
    let kept = ends(number).0.min(kept);
    std::array::from_fn(|at| if at < kept { number[at] } else { HIDDEN })
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
    use super::{Masked, Remedy, Residual, Row, read_date};

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
            assert_eq!(found.number, Masked::ResidentId);
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
    fn telephones_and_cards_are_worked_out_too() {
        for (cells, number, candidates, columns) in [
            (&[("mobile", "138****5678")][..], Masked::Mobile, 10_000, &[0][..]),
            (&[("phone", "138****5678"), ("township", "三墩镇")], Masked::Mobile, 333, &[0, 1]),
            (&[("mobile", "138****5678"), ("address", "[地址]")], Masked::Mobile, 10_000, &[0]),
            (&[("bank-card", "6228480330000000***")], Masked::BankCard, 100, &[0]),
            (
                &[("resident-id", "330106************"), ("bank-account", "6228480330000000***")],
                Masked::BankCard,
                100,
                &[1],
            ),
        ] {
            let found = residual(cells).unwrap();
            assert_eq!((found.number, found.candidates), (number, candidates), "{cells:?}");
            assert_eq!(found.columns, columns, "{cells:?}");
        }
        for whole in
            [("mobile", "13800012001"), ("bank-card", "6228480330000000019"), ("phone", "0571-87012345")]
        {
            assert_eq!(residual(&[whole]), None, "whether it may stay whole is another question");
        }
    }

    #[test]
    fn a_telephone_in_the_column_of_another_number_is_judged_as_one() {
        let beside = |cell| residual(&[("resident-id", cell), ("birth-date", "1901-02-03")]).unwrap();
        for cell in ["138****5678", "１３８－＊＊＊＊－５６７８", "177xxxx5678"] {
            let found = beside(cell);
            assert_eq!((found.number, found.candidates), (Masked::Mobile, 10_000), "{cell}");
            assert_eq!(found.columns, [0]);
        }
        for cell in ["330***0017", "330****0017", "139***********0017", "138***********0017", "130****0017"] {
            let found = beside(cell);
            assert_eq!(found.number, Masked::ResidentId, "{cell} may be an identity number");
            assert!(found.candidates < 100, "{cell} {found:?}");
        }
    }

    #[test]
    fn where_somebody_lives_is_where_the_number_is_from() {
        let number = ("resident-id", "330***********0017");
        let alone = residual(&[number]).unwrap();
        let beside = residual(&[number, ("village", "青云村")]).unwrap();
        assert!(alone.candidates > 100_000 && beside.candidates < 10_000, "{alone:?} {beside:?}");
        assert_eq!(beside.columns, [0, 1]);
    }

    #[test]
    fn what_helps_is_said() {
        let remedy = |cells: &[(&str, &str)]| {
            let mut row = Row::new(2026);
            cells.iter().enumerate().for_each(|(column, (id, cell))| row.show(column, id, cell));
            row.remedy(500)
        };
        let number = ("resident-id", "330106********0017");
        let date = ("birth-date", "1901-02-03");
        assert_eq!(remedy(&[("sex", "男"), number, date]), Remedy { drop: vec![2], keep: Some(6) });
        let age = ("age", "125");
        assert_eq!(remedy(&[number, date, age]), Remedy { drop: vec![1, 2], keep: Some(6) });
        assert_eq!(remedy(&[("mobile", "138****5678"), ("township", "三墩镇")]).keep, Some(3));
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
