//! The day it is. The only clock that decides anything: what was to hold until a day counts for nothing afterwards.

use jiff::ZonedDateTime;
use jiff::civil::Date;
use yinmo_core::policy::Day;

/// Today, where this runs.
pub(crate) fn today() -> Option<Day> {
    ZonedDateTime::now().strftime("%Y-%m-%d").to_string().parse().ok()
}

/// The day so many days later; none behind the end of the calendar.
pub(crate) fn later(day: Day, days: u32) -> Option<Day> {
    let date: Date = day.to_string().parse().ok()?;
    let later = date.checked_add(jiff::Span::new().try_days(days).ok()?).ok()?;
    later.to_string().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::later;

    #[test]
    fn days_are_those_of_the_calendar() {
        let day = "2026-11-26".parse().unwrap();
        assert_eq!(later(day, 180).unwrap().to_string(), "2027-05-25");
        assert_eq!(later(day, u32::MAX), None);
    }
}
