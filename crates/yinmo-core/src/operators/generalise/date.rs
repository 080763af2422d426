use crate::kind::Kind;
use crate::operators::default_marker;
use crate::text::fold_char;

/// Writes the year of a date in the digits it was written in; the marker of the kind where there is none.
pub(super) fn write_year(value: &str, kind: Kind, out: &mut String) {
    match year(value) {
        Some(year) => out.extend([year, "年"]),
        None => out.push_str(default_marker(kind)),
    }
}

/// Writes the year and the month of a date as they were written; the year alone where there is no month.
pub(super) fn write_month(value: &str, kind: Kind, out: &mut String) {
    let Some(year) = year(value) else { return out.push_str(default_marker(kind)) };
    let from = value.find(year).unwrap_or(0) + year.len();
    out.extend([year, "年"]);
    if let Some(month) = month(&value[from..]) {
        out.extend([month, "月"]);
    }
}

/// The month that follows a year: `年3月4日`, `-03-04`, `0304`.
fn month(after_year: &str) -> Option<&str> {
    let rest =
        after_year.trim_start_matches(|c: char| c == '年' || c.is_whitespace() || "-/.．－".contains(c));
    if let Some(end) = rest.find('月') {
        return Some(rest[..end].trim()).filter(|month| !month.is_empty() && month.chars().count() <= 3);
    }
    let digits: Vec<(usize, char)> = rest.char_indices().take_while(|&(_, c)| is_digit(c)).collect();
    let length = if digits.len() > 2 { 2 } else { digits.len() };
    let end = digits
        .get(length)
        .map_or_else(|| digits.last().map_or(0, |(at, c)| at + c.len_utf8()), |(at, _)| *at);
    (length > 0).then(|| &rest[..end])
}

/// Writes the band of so many years that the year of a date lies in; the marker of the kind where there is no year of four
/// digits.
pub(super) fn write_band(value: &str, years: u32, kind: Kind, out: &mut String) {
    if is_band(value) {
        return out.push_str(value);
    }
    let digits = year(value).map(|year| year.chars().filter_map(numeral).collect::<String>());
    match digits.filter(|digits| digits.len() == 4).and_then(|digits| digits.parse::<u32>().ok()) {
        Some(year) => {
            let first = year - year % years;
            out.push_str(&format!("{first}—{}年", first + years - 1));
        }
        None => out.push_str(default_marker(kind)),
    }
}

/// `1950—1954年`.
fn is_band(value: &str) -> bool {
    let ends = value.strip_suffix('年').and_then(|years| years.split_once('—'));
    let is_year = |year: &str| year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
    ends.is_some_and(|(first, last)| is_year(first) && is_year(last))
}

/// The digit that a character of a year stands for.
fn numeral(c: char) -> Option<char> {
    let folded = fold_char(c)?;
    let spelt = "〇一二三四五六七八九".chars().position(|numeral| numeral == folded);
    match (folded, spelt) {
        ('零' | '○', _) => Some('0'),
        (_, Some(value)) => char::from_digit(value as u32, 10),
        _ => Some(folded).filter(char::is_ascii_digit),
    }
}

/// What stands before 年, or the year that a run of digits begins with: 1952, 195203, 19520304, 520304.
fn year(value: &str) -> Option<&str> {
    let marked = value.find('年').map(|end| digits_before(&value[..end]));
    let found = marked.filter(|digits| !digits.is_empty());
    found.or_else(|| digit_runs(value).find_map(leading_year))
}

fn digits_before(text: &str) -> &str {
    let start = text.char_indices().rev().take_while(|&(_, c)| is_year_digit(c)).last();
    start.map_or("", |(start, _)| &text[start..])
}

fn digit_runs(value: &str) -> impl Iterator<Item = &str> {
    value.split(|c| !is_digit(c)).filter(|run| !run.is_empty())
}

fn leading_year(run: &str) -> Option<&str> {
    let digits: String = run.chars().filter_map(fold_char).collect();
    let century = digits.starts_with("18") || digits.starts_with("19") || digits.starts_with("20");
    let length = match digits.len() {
        4 | 6 | 8 if century => 4,
        6 => 2,
        _ => return None,
    };
    run.char_indices().nth(length).map_or(Some(run), |(end, _)| Some(&run[..end]))
}

fn is_digit(c: char) -> bool {
    fold_char(c).is_some_and(|c| c.is_ascii_digit())
}

fn is_year_digit(c: char) -> bool {
    is_digit(c) || "零〇○一二三四五六七八九".contains(c)
}

#[cfg(test)]
mod tests {
    use super::{write_band, write_month, write_year};
    use crate::kind::Kind;

    #[test]
    fn year_and_month_stay() {
        for (date, expected) in [
            ("1952年3月4日", "1952年3月"),
            ("1952-03-04", "1952年03月"),
            ("19520304", "1952年03月"),
            ("1952年", "1952年"),
            ("1952.3", "1952年3月"),
            ("一九五二年三月四日", "一九五二年三月"),
        ] {
            let mut out = String::new();
            write_month(date, Kind::BirthDate, &mut out);
            assert_eq!(out, expected, "{date}");
        }
    }

    #[test]
    fn only_the_band_stays() {
        for (date, five, ten) in [
            ("1952/3/4", "1950—1954年", "1950—1959年"),
            ("19590304", "1955—1959年", "1950—1959年"),
            ("一九五五年三月", "1955—1959年", "1950—1959年"),
            ("52年3月4日", "[出生日期]", "[出生日期]"),
            ("1960年", "1960—1964年", "1960—1969年"),
        ] {
            for (years, expected) in [(5, five), (10, ten)] {
                let mut out = String::new();
                write_band(date, years, Kind::BirthDate, &mut out);
                assert_eq!(out, expected, "{date}");
                let mut again = String::new();
                write_band(expected, years, Kind::BirthDate, &mut again);
                assert_eq!(again, expected);
            }
        }
    }

    #[test]
    fn only_the_year_stays() {
        for (date, expected) in [
            ("1952/3/4", "1952年"),
            ("1952.03", "1952年"),
            ("195203", "1952年"),
            ("04/03/1952", "1952年"),
            ("52年3月4日", "52年"),
            ("1952年农历三月初四", "1952年"),
            ("生于1952年3月", "1952年"),
            ("一九五二年", "一九五二年"),
            ("三月四日", "[出生日期]"),
            ("520304", "52年"),
            ("0304", "[出生日期]"),
        ] {
            let mut out = String::new();
            write_year(date, Kind::BirthDate, &mut out);
            assert_eq!(out, expected, "{date}");
        }
    }
}
