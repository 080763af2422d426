//! Dates moved by some days, all dates of one person by the same: what lies between them stays.
//!
//! How far is an HMAC under the project key of whose dates they are, so it is the same in every document for which the
//! same key is used, another for everybody, and nobody without the key can work it out. All of them move two thousand
//! years on as well, as is done with medical records that are shared: no shifted date is taken for a real one, days of
//! the week stay what they were, and spreadsheets go on counting with them.
//!
//! One real date of a person gives away the others. A year tells about when somebody was born, so this is for sharing
//! under rules and not for publication.

use jiff::civil::Date;
use jiff::{Span, ToSpan};
use serde::Deserialize;

use super::keyed::unkeyed;
use super::normal::normal;
use super::surrogate::year_month_day;
use super::{Example, Fault, Names, Operation, Operator, Whose, Written, default_marker};
use crate::key::{Held, Key, Method};
use crate::kind::Kind;

/// Moves the dates of one person by the same number of days.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ShiftDate {
    /// 前后至多移几天，三十至三千六百五十，缺省三百六十五；另加两千年。 By how many days at most, either way, besides two thousand
    /// years.
    #[serde(default = "a_year")]
    pub days: u16,
    /// 密钥散列算法：`hmac-sha256`（缺省）或 `hmac-sm3`。 How the key goes into it.
    #[serde(default)]
    pub method: Method,
    #[serde(skip)]
    pub(crate) key: Held,
}

const fn a_year() -> u16 {
    365
}

/// Five times the four hundred years after which the calendar repeats itself, day of the week and all.
const ERA: i16 = 2000;

/// No date of anybody alive is later.
const FIRST_SHIFTED: u32 = 3000;

impl Default for ShiftDate {
    fn default() -> Self {
        Self { days: a_year(), method: Method::default(), key: Held::default() }
    }
}

impl Written for ShiftDate {
    type Parameters = Self;

    fn alone() -> Option<Self> {
        Some(Self::default())
    }

    fn with(parameters: Self) -> Self {
        parameters
    }
}

impl Operation for ShiftDate {
    /// Whose date it is has to be known; else the marker stands there.
    fn write(&self, value: &str, kind: Kind, names: &Names, out: &mut String) {
        self.write_of(None, value, kind, names, out);
    }

    fn write_of(&self, whose: Option<Whose<'_>>, value: &str, kind: Kind, names: &Names, out: &mut String) {
        if is_shifted(value) || !value.contains(char::is_alphanumeric) {
            return out.push_str(value);
        }
        let shifted = || shifted(value, self.offset(self.key.get()?, &whose?, names));
        match shifted() {
            Some(date) => out.push_str(&date),
            None => out.push_str(default_marker(kind)),
        }
    }

    fn asks_whose(&self) -> bool {
        true
    }

    fn fits(&self, kind: Kind) -> bool {
        matches!(kind, Kind::BirthDate | Kind::Date)
    }

    fn parameters(&self) -> String {
        if self.days == a_year() { String::new() } else { format!("{{ days = {} }}", self.days) }
    }

    fn fault(&self) -> Option<Fault> {
        let bad = (
            "天数须为三十至三千六百五十".to_owned(),
            "dates are shifted by 30 to 3,650 days at most".to_owned(),
        );
        let range = !(30..=LONGEST).contains(&self.days.into());
        unkeyed(self.method).or_else(|| range.then_some(Fault { wrong: bad, help: None }))
    }

    fn key(&self) -> Option<&Held> {
        Some(&self.key)
    }

    fn key_mut(&mut self) -> Option<&mut Held> {
        Some(&mut self.key)
    }
}

impl ShiftDate {
    /// By how many days the dates of somebody are moved: never by none.
    fn offset(&self, key: &Key, whose: &Whose<'_>, names: &Names) -> i64 {
        let person = normal(whose.value, whose.kind, names);
        let number = key.derive(self.method, "shift-date", whose.kind).number(&person);
        let days = i64::from(self.days);
        let nth = i64::try_from(number % (2 * u128::from(self.days))).unwrap_or(0);
        if nth < days { nth - days } else { nth - days + 1 }
    }
}

/// Whether a text in a column of dates says a date that was not shifted yet. One in a form that is not known counts: it is
/// hidden.
pub fn is_to_be_shifted(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    (digits >= DAY || shifted(text, 1).is_some()) && !is_shifted(text)
}

/// As many digits as the shortest date has: the number of a day, as spreadsheets count them.
const DAY: usize = 5;

/// Whether a date, or each of several, is one that was shifted.
pub(crate) fn is_shifted(value: &str) -> bool {
    let of_day = |date: &str| year_month_day(date).is_some_and(|([year, ..], _)| year >= FIRST_SHIFTED);
    dates(value).all(|(date, _)| of_day(date))
}

/// The dates of a text, each with what stands behind it: from when until when, and the time of day.
fn dates(value: &str) -> impl Iterator<Item = (&str, &str)> {
    value.split_inclusive(['至', '到', '~', '～', '—', '–']).map(|piece| {
        let date = piece.trim_end_matches(['至', '到', '~', '～', '—', '–', ' ']);
        let date = &date[..date.len() - time(date)];
        piece.split_at(date.len())
    })
}

/// The bytes of the time of day, and of the fraction of a day, at the end of a date: `2019-05-06 13:30`, `43591.5625`.
fn time(date: &str) -> usize {
    let begins = |c: char| matches!(c, ' ' | 'T' | '\u{3000}');
    let is_time = |rest: &str| {
        rest.contains([':', '：', '时', '点'])
            && rest.chars().all(|c| begins(c) || c.is_ascii_digit() || ":：.时点分秒Z+".contains(c))
    };
    if let Some(at) = date.trim_start().find(begins).map(|at| at + date.len() - date.trim_start().len()) {
        return if is_time(&date[at..]) { date.len() - at } else { 0 };
    }
    let fraction =
        date.split_once('.').filter(|(days, _)| is_number_of_day(days)).map(|(days, _)| days.len());
    fraction.map_or(0, |days| date.len() - days)
}

/// Whether it is the number of a day, as spreadsheets count them from 1900 or 1904 on.
fn is_number_of_day(text: &str) -> bool {
    const SHIFTED: std::ops::RangeInclusive<i64> =
        *DAYS.start() + ERA_DAYS - LONGEST..=*DAYS.end() + ERA_DAYS + LONGEST;
    let is_plain = text.bytes().all(|byte| byte.is_ascii_digit());
    let number = text.parse::<i64>().ok().filter(|_| is_plain);
    number.is_some_and(|day| DAYS.contains(&day) || SHIFTED.contains(&day))
}

/// From 1927 to 2099. Fewer digits are also a year.
const DAYS: std::ops::RangeInclusive<i64> = 10_000..=73_050;

/// Days are shifted by no more, [`ERA`] aside.
const LONGEST: i64 = 3650;

/// The days of [`ERA`].
const ERA_DAYS: i64 = 730_485;

/// What it says so many days later, in the form in which it was written.
fn shifted(value: &str, days: i64) -> Option<String> {
    let later = |(date, rest): (&str, &str)| {
        let blanks = date.len() - date.trim_start().len();
        Some(date[..blanks].to_owned() + &shifted_day(&date[blanks..], days)? + rest)
    };
    dates(value).map(later).collect()
}

/// The date so many days later, in the form in which it was written. Where it has no day it moves from the middle of its
/// month.
fn shifted_day(value: &str, days: i64) -> Option<String> {
    if is_number_of_day(value) {
        let day = value.parse::<i64>().ok().filter(|day| DAYS.contains(day))?;
        return Some((day + ERA_DAYS + days).to_string());
    }
    let ([year, month, day], gaps) = year_month_day(value)?;
    let has_day = gaps[2].is_some();
    let date = Date::new(
        i16::try_from(year).ok().filter(|year| (1000..FIRST_SHIFTED as i16).contains(year))?,
        i8::try_from(month).ok()?,
        if has_day { i8::try_from(day).ok()? } else { 15 },
    );
    let later: Date = date.ok()?.checked_add(ERA.years()).ok()?.checked_add(Span::new().days(days)).ok()?;
    let is_padded = is_padded(value);
    let small = |number: i8| if is_padded { format!("{number:02}") } else { number.to_string() };
    let fields = [later.year().to_string(), small(later.month()), small(later.day())];
    let written = fields.into_iter().zip(gaps).filter(|(_, gap)| gap.is_some());
    Some(written.flat_map(|(field, gap)| [field, gap.unwrap_or_default()]).collect())
}

/// Whether months and days have two digits, as in `1952-03-04` and `19520304`.
fn is_padded(value: &str) -> bool {
    let mut fields = value.trim().split(|c: char| !c.is_ascii_digit());
    let compact = fields.next().is_some_and(|year| year.len() > 4);
    compact || value.contains('-') || fields.any(|field| field.starts_with('0'))
}

pub(super) static OPERATOR: Operator = Operator {
    id: "shift-date",
    zh: "日期平移：同一人的各个日期移动同样天数（另加两千年），间隔不变；需要密钥",
    en: "moves all dates of one person by the same number of days and two thousand years; what lies between them stays; needs a key",
    examples: &[
        example("1952年3月4日", "3951年8月17日"),
        example("1952-03-04", "3951-08-17"),
        example("19520304", "39510817"),
        example("1952/3/4", "3951/8/17"),
        example("1952.03", "3951.08"),
        example("19057", "749342"),
        Example {
            rule: r#"{ shift-date = { days = 30, method = "hmac-sm3" } }"#,
            kind: Kind::BirthDate,
            before: "1952-03-04",
            after: "3952-02-26",
        },
    ],
};

const fn example(before: &'static str, after: &'static str) -> Example {
    Example { rule: r#""shift-date""#, kind: Kind::BirthDate, before, after }
}

#[cfg(test)]
mod tests {
    use super::{ShiftDate, Whose, is_shifted, is_to_be_shifted, shifted};
    use crate::Key;
    use crate::kind::Kind;
    use crate::operators::{Action, Names};

    fn of(name: &str, date: &str) -> String {
        let key = Key::from_bytes(*b"an invented key for the examples");
        let action = Action::ShiftDate(ShiftDate::default()).with_key(&key);
        let whose = Some(Whose { value: name, kind: Kind::Person });
        action.replace_of(whose, date, Kind::BirthDate, &Names::default()).unwrap_or_else(|| date.to_owned())
    }

    fn day(date: &str) -> jiff::civil::Date {
        date.parse().unwrap()
    }

    #[test]
    fn what_lies_between_dates_stays() {
        for name in ["王建坪", "欧阳明珠", "李四"] {
            let [born, admitted, left] =
                ["1952-03-04", "2026-02-27", "2026-03-09"].map(|date| day(&of(name, date)));
            let days = |from: jiff::civil::Date, to| from.until(to).unwrap().get_days();
            assert_eq!(days(admitted, left), 10);
            assert_eq!(days(born, admitted), days(day("1952-03-04"), day("2026-02-27")));
            assert_eq!(born.weekday(), {
                let moved = days(day("3952-03-04"), born);
                day("1952-03-04").checked_add(jiff::Span::new().days(moved)).unwrap().weekday()
            });
        }
    }

    #[test]
    fn everybody_has_days_of_his_own_and_nobody_none() {
        let all: Vec<String> = (0..200)
            .map(|nth| of(&format!("王建{}", char::from_u32(0x4E00 + nth).unwrap()), "1952-03-04"))
            .collect();
        let different: std::collections::BTreeSet<&String> = all.iter().collect();
        assert!(different.len() > 120, "{}", different.len());
        assert!(all.iter().all(|date| date != "3952-03-04"));
        assert!(all.iter().all(|date| ("3951-03-05".."3953-03-05").contains(&&**date)));
        assert_eq!(of("王　建坪", "1952-03-04"), of("王建坪", "1952-03-04"), "padding makes nobody else");
    }

    #[test]
    fn forms_stay() {
        for (date, expected) in [
            ("1952年3月4日", "3952年3月9日"),
            ("1952-03-04", "3952-03-09"),
            ("1952/3/4", "3952/3/9"),
            ("19520304", "39520309"),
            ("1952年3月", "3952年3月"),
            ("195203", "395203"),
            ("2000-02-29", "4000-03-05"),
            ("一九五二年三月四日", "3952年3月9日"),
            // As a spreadsheet counts days: 1952-03-04.
            ("19057", "749547"),
            ("43591.5625", "774081.5625"),
            ("2019-05-06 13:30:00", "4019-05-11 13:30:00"),
            ("2019-05-06T13:30", "4019-05-11T13:30"),
            ("2019年5月6日至2019年6月1日", "4019年5月11日至4019年6月6日"),
            ("2019.05.06 ～ 2019.06.01", "4019.05.11 ～ 4019.06.06"),
        ] {
            assert_eq!(shifted(date, 5).as_deref(), Some(expected), "{date}");
            assert!(is_shifted(expected), "{expected}");
            assert!(is_to_be_shifted(date) && !is_to_be_shifted(expected), "{date}");
        }
        for no_date in ["不详", "1952-13-04", "1952", "52-03-04"] {
            assert_eq!(shifted(no_date, 5), None, "{no_date}");
        }
        // Of a form that is not known: hidden, not left.
        for unknown in ["2019年5月6日至6月1日", "6/5/2019", "5.6-6.1/2019"] {
            assert!(shifted(unknown, 5).is_none() && is_to_be_shifted(unknown), "{unknown}");
        }
        for other in ["不详", "2019", "长期", "", "[日期]"] {
            assert!(!is_to_be_shifted(other), "{other}");
        }
    }

    #[test]
    fn of_nobody_only_the_marker_stays() {
        let action = Action::ShiftDate(ShiftDate::default());
        assert_eq!(
            action.replace("1952-03-04", Kind::BirthDate, &Names::default()).as_deref(),
            Some("[出生日期]")
        );
    }
}
