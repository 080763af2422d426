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
    use super::{write_month, write_year};
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
