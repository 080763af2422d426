//! How many resident identity numbers (GB 11643) a masked one may be.
//!
//! Counted exactly, without trying them out: the check character depends on a sum modulo 11, so it is enough to count
//! regions, dates and sequences by what they add to that sum, and to combine the counts.

use std::ops::RangeInclusive;
use std::sync::LazyLock;

use yinmo_data::regions;

use super::{HIDDEN, Sex, allows};
use crate::text::fold_char;

/// What a document says about the person a number belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// The six digits of the county, where the document names it.
    pub county: Option<u32>,
    /// The years in which the person may have been born.
    pub birth_years: RangeInclusive<u16>,
    /// The month of birth, from 1.
    pub birth_month: Option<u8>,
    /// The day of the month of birth, from 1.
    pub birth_day: Option<u8>,
    /// Man or woman.
    pub sex: Option<Sex>,
}

/// Nobody on a list is older. Fewer years are the careful assumption: they leave fewer candidates.
const EARLIEST_BIRTH: u16 = 1900;

impl Known {
    /// Only that the person was born before the end of `today_year`.
    pub const fn nothing(today_year: u16) -> Self {
        let birth_years = EARLIEST_BIRTH..=today_year;
        Self { county: None, birth_years, birth_month: None, birth_day: None, sex: None }
    }
}

/// How many valid numbers fit `masked`, given what else is known. `masked` holds ASCII digits, an `X` at the end or
/// not, and `*` for what is hidden.
///
/// A region that is shown whole counts as one, whether or not it is in the tables.
///
/// ```
/// use yinmo_core::risk::resident_id::{Known, candidates};
/// let nothing = Known::nothing(2026);
/// assert_eq!(candidates(b"33010619210203121*", &nothing), 1);
/// assert_eq!(candidates(b"33010619210304***7", &nothing), 91);
/// assert_eq!(candidates(b"330106****04051232", &nothing), 11);
/// ```
pub fn candidates(masked: &[u8; 18], known: &Known) -> u64 {
    let number = region(masked, known).combined(&date(masked, known)).combined(&sequence(masked, known));
    match masked[17] {
        HIDDEN => number.total(),
        shown => CHECK_CHARACTERS.iter().position(|&c| c == shown).map_or(0, |remainder| number.0[remainder]),
    }
}

/// The masked number in a cell: digits in any width, an `X`, and any character that hides for the rest. Numbers with
/// fifteen digits are read as the eighteen they became. A single run of hiding characters may be of any length.
///
/// `None` where the cell holds something else.
///
/// ```
/// use yinmo_core::risk::resident_id::read;
/// assert_eq!(read("３３０１０６●●●●●●●●００１X").as_ref(), Some(b"330106********001X"));
/// assert_eq!(read("330106***0017").as_ref(), Some(b"330106********0017"));
/// assert_eq!(read("330106010203***").as_ref(), Some(b"33010619010203****"));
/// assert_eq!(read("王建坪"), None);
/// ```
pub fn read(cell: &str) -> Option<[u8; 18]> {
    let mut shown = Vec::with_capacity(18);
    for c in
        cell.chars().filter_map(fold_char).filter(|c| !matches!(c, ' ' | '-' | '\n' | '\r' | '\t' | '\''))
    {
        shown.push(match c {
            '0'..='9' => c as u8,
            'x' | 'X' | '×' | 'Ⅹ' | 'Х' if shown.len() == 17 && shown[16] != HIDDEN => b'X',
            'x' | 'X' | '×' | '*' | '#' | '?' | '●' | '○' | '□' | '■' | '※' | '█' => HIDDEN,
            _ => return None,
        });
    }
    match shown.len() {
        18 => {}
        15 => {
            shown.splice(6..6, *b"19");
            shown.push(HIDDEN);
        }
        _ => stretch(&mut shown)?,
    }
    shown.try_into().ok()
}

/// Makes a single run of hidden characters as long as it has to be.
fn stretch(shown: &mut Vec<u8>) -> Option<()> {
    let start = shown.iter().position(|&c| c == HIDDEN)?;
    let end = shown.iter().rposition(|&c| c == HIDDEN)? + 1;
    let visible = shown.len() - (end - start);
    let is_one_run = shown[start..end].iter().all(|&c| c == HIDDEN);
    if !is_one_run || visible > 12 {
        return None;
    }
    shown.splice(start..end, std::iter::repeat_n(HIDDEN, 18 - visible));
    Some(())
}

const WEIGHTS: [usize; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/// The check character for each remainder of the weighted sum.
const CHECK_CHARACTERS: &[u8; 11] = b"10X98765432";

/// How many parts of a number there are for each remainder that they add to the weighted sum.
#[derive(Clone, Copy)]
struct Residues([u64; 11]);

impl Residues {
    const NONE: Self = Self([0; 11]);

    fn add(&mut self, remainder: usize) {
        self.0[remainder % 11] += 1;
    }

    fn total(&self) -> u64 {
        self.0.iter().sum()
    }

    /// One of these followed by one of those.
    fn combined(&self, other: &Self) -> Self {
        let mut sum = Self::NONE;
        for (a, &count) in self.0.iter().enumerate().filter(|&(_, &count)| count > 0) {
            sum.add_shifted(other, a, count);
        }
        sum
    }

    /// Adds `count` times `other`, with `remainder` added to each.
    fn add_shifted(&mut self, other: &Self, remainder: usize, count: u64) {
        for (b, &others) in other.0.iter().enumerate() {
            self.0[(remainder + b) % 11] += count * others;
        }
    }
}

/// What the digits from position `at` add to the weighted sum.
fn weigh(at: usize, digits: &[u8]) -> usize {
    digits.iter().zip(&WEIGHTS[at..]).map(|(digit, weight)| usize::from(digit - b'0') * weight).sum()
}

fn fits(shown: &[u8], digits: &[u8]) -> bool {
    shown.iter().zip(digits).all(|(&shown, &digit)| allows(shown, digit))
}

fn region(masked: &[u8; 18], known: &Known) -> Residues {
    let shown = &masked[..6];
    let mut counts = Residues::NONE;
    if !shown.contains(&HIDDEN) {
        counts.add(weigh(0, shown));
        return counts;
    }
    let county = known.county.map(six_digits);
    let codes = county.as_ref().map_or(&REGION_CODES[..], std::slice::from_ref);
    for code in codes.iter().filter(|code| fits(shown, *code)) {
        counts.add(weigh(0, code));
    }
    counts
}

/// The codes a number may begin with; the last three are those of residence permits.
static REGION_CODES: LazyLock<Vec<[u8; 6]>> = LazyLock::new(|| {
    let counties = (110_000..700_000).filter(|&code| regions::is_county(code));
    counties.chain([810_000, 820_000, 830_000]).map(six_digits).collect()
});

fn six_digits(code: u32) -> [u8; 6] {
    std::array::from_fn(|at| b'0' + (code / 10u32.pow(5 - at as u32) % 10) as u8)
}

fn date(masked: &[u8; 18], known: &Known) -> Residues {
    let days = [false, true].map(|is_leap| days(masked, known, is_leap));
    let mut counts = Residues::NONE;
    for year in known.birth_years.clone() {
        let digits = &six_digits(u32::from(year))[2..];
        if fits(&masked[6..10], digits) {
            counts.add_shifted(&days[usize::from(is_leap(year))], weigh(6, digits), 1);
        }
    }
    counts
}

/// The days of one year, as four digits.
fn days(masked: &[u8; 18], known: &Known, is_leap: bool) -> Residues {
    let shown = &masked[10..14];
    if known.birth_month.is_none() && known.birth_day.is_none() && shown == [HIDDEN; 4] {
        return ANY_DAY[usize::from(is_leap)];
    }
    let mut counts = Residues::NONE;
    for (month, day) in calendar(is_leap) {
        let digits = month_and_day(month, day);
        let is_known = known.birth_month.is_none_or(|known| known == month)
            && known.birth_day.is_none_or(|known| known == day);
        if is_known && fits(shown, &digits) {
            counts.add(weigh(10, &digits));
        }
    }
    counts
}

/// Any day of a common year and of a leap year: what most rows ask for.
static ANY_DAY: LazyLock<[Residues; 2]> = LazyLock::new(|| {
    [false, true].map(|is_leap| {
        let mut counts = Residues::NONE;
        calendar(is_leap).for_each(|(month, day)| counts.add(weigh(10, &month_and_day(month, day))));
        counts
    })
});

fn calendar(is_leap: bool) -> impl Iterator<Item = (u8, u8)> {
    let february = 28 + u8::from(is_leap);
    let lengths = [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    (1..=12).zip(lengths).flat_map(|(month, length)| (1..=length).map(move |day| (month, day)))
}

const fn month_and_day(month: u8, day: u8) -> [u8; 4] {
    [b'0' + month / 10, b'0' + month % 10, b'0' + day / 10, b'0' + day % 10]
}

const fn is_leap(year: u16) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

/// Three digits; the last is odd for men and even for women.
fn sequence(masked: &[u8; 18], known: &Known) -> Residues {
    let digit = |at: usize, parity: Option<u8>| {
        let mut counts = Residues::NONE;
        for digit in (b'0'..=b'9').filter(|&digit| allows(masked[at], digit)) {
            if parity.is_none_or(|parity| digit % 2 == parity) {
                counts.add(weigh(at, &[digit]));
            }
        }
        counts
    };
    let parity = known.sex.map(|sex| u8::from(sex == Sex::Male));
    digit(14, None).combined(&digit(15, None)).combined(&digit(16, parity))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A man born on 3 February 1901.
    const NUMBER: &[u8; 18] = b"330106190102030017";

    fn masked(prefix: usize, suffix: usize) -> [u8; 18] {
        std::array::from_fn(|at| if at < prefix || at >= 18 - suffix { NUMBER[at] } else { HIDDEN })
    }

    /// Nothing, county, and birth year, month and date with the sex; ages over 90 years as in the published table.
    fn knowledge() -> [Known; 5] {
        let nothing = Known { birth_years: 1900..=1989, ..Known::nothing(2026) };
        let county = Known { county: Some(330_106), ..nothing.clone() };
        let year = Known { birth_years: 1901..=1901, sex: Some(Sex::Male), ..county.clone() };
        let month = Known { birth_month: Some(2), ..year.clone() };
        let date = Known { birth_day: Some(3), ..month.clone() };
        [nothing, county, year, month, date]
    }

    #[test]
    fn leaves_as_many_as_published() {
        let table: [(usize, usize, [f64; 5]); 11] = [
            (6, 4, [3e3, 3e3, 33.0, 3.0, 1.0]),
            (6, 2, [3e5, 3e5, 3_300.0, 270.0, 9.0]),
            (3, 4, [3.7e5, 3e3, 33.0, 3.0, 1.0]),
            (2, 3, [7.4e6, 3e4, 325.0, 27.0, 1.0]),
            (4, 2, [8e6, 3e5, 3_300.0, 280.0, 9.0]),
            (1, 2, [4.9e8, 3e5, 3_300.0, 280.0, 9.0]),
            (1, 1, [4.9e9, 3e6, 17e3, 1_400.0, 46.0]),
            (14, 0, [1e3, 1e3, 500.0, 500.0, 500.0]),
            (10, 0, [3.65e5, 3.65e5, 182e3, 15e3, 500.0]),
            (6, 0, [33e6, 33e6, 182e3, 15e3, 500.0]),
            (0, 0, [f64::NAN, 33e6, 182e3, 15e3, 500.0]),
        ];
        for (prefix, suffix, expected) in table {
            for (column, (known, expected)) in knowledge().iter().zip(expected).enumerate() {
                let found = candidates(&masked(prefix, suffix), known) as f64;
                let ratio = found / expected;
                let is_near =
                    expected.is_nan() || (found - expected).abs() <= 2.0 || (0.65..1.55).contains(&ratio);
                assert!(is_near, "{prefix}+{suffix}, column {column}: {found} instead of {expected}");
            }
        }
    }

    /// The same count by trying every number out.
    #[test]
    fn counts_what_there_is() {
        let man = Known { sex: Some(Sex::Male), ..Known::nothing(2026) };
        for pattern in
            [b"330106190*02**0*17", b"33010619**0***0017", b"3301061901****001X", b"33010619010203****"]
        {
            let hidden: Vec<_> = (0..18).filter(|&at| pattern[at] == HIDDEN).collect();
            let fills = (0..10u32.pow(hidden.len() as u32)).map(|fill| {
                let mut number = *pattern;
                hidden
                    .iter()
                    .zip(&six_digits(fill)[6 - hidden.len()..])
                    .for_each(|(&at, &digit)| number[at] = digit);
                number
            });
            let ends_in_x = u64::from(pattern[17] == HIDDEN) * candidates(&with_x(pattern), &man);
            assert_eq!(candidates(pattern, &man), fills.filter(is_man).count() as u64 + ends_in_x);
        }
    }

    fn with_x(pattern: &[u8; 18]) -> [u8; 18] {
        let mut pattern = *pattern;
        pattern[17] = b'X';
        pattern
    }

    fn is_man(number: &[u8; 18]) -> bool {
        let part =
            |from: usize, to: usize| number[from..to].iter().fold(0, |sum, c| sum * 10 + u16::from(c - b'0'));
        let (month, day) = (part(10, 12), part(12, 14));
        calendar(is_leap(part(6, 10))).any(|known| known == (month as u8, day as u8))
            && part(16, 17) % 2 == 1
            && CHECK_CHARACTERS[weigh(0, &number[..17]) % 11] == number[17]
    }

    #[test]
    fn contradictions_leave_nothing() {
        let woman = Known { sex: Some(Sex::Female), ..Known::nothing(2026) };
        assert_eq!(candidates(NUMBER, &woman), 0);
        assert_eq!(candidates(NUMBER, &Known::nothing(2026)), 1);
        assert_eq!(candidates(b"330106190102030018", &Known::nothing(2026)), 0);
        assert_eq!(candidates(b"33010619010230****", &Known::nothing(2026)), 0);
    }

    #[test]
    fn reads_what_published_lists_show() {
        for (cell, expected) in [
            ("330106 19010203 ****", Some(b"33010619010203****")),
            ("'330106************", Some(b"330106************")),
            ("330106XXXXXXXX0012", Some(b"330106********0012")),
            ("XXXXXXXXXXXXXXXXXX", Some(b"******************")),
            ("33010619010203001×", Some(b"33010619010203001X")),
            ("330106[已脱敏]", None),
            ("33**06**17", None),
            ("13800012001", None),
            ("", None),
        ] {
            assert_eq!(read(cell).as_ref(), expected, "{cell}");
        }
    }
}
