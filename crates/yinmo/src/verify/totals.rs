//! Numbers that have to add up to the same on both sides.

/// Millionths.
const SCALE: i128 = 1_000_000;

/// Digits of the longest number that is an amount and no identifier.
const LONGEST: usize = 13;

/// Whether both columns of numbers add up to the same; `None` if the first is none of numbers. A heading is passed over.
pub(super) fn agree<'a>(
    before: impl Iterator<Item = &'a str>,
    after: impl Iterator<Item = &'a str>,
) -> Option<bool> {
    let filled = |cell: &&str| !cell.trim().is_empty();
    let before: Vec<&str> = before.filter(filled).collect();
    let numbers: Vec<i128> = before.iter().filter_map(|cell| number(cell)).collect();
    // A heading, a total with its word, and a few without a number are no reason not to add up.
    if numbers.len() < 2 || numbers.len() * 10 < before.len().saturating_sub(2) * 8 {
        return None;
    }
    let now: i128 = after.filter_map(number).sum();
    Some(numbers.iter().sum::<i128>() == now)
}

/// An amount or a count, with or without a unit.
fn number(cell: &str) -> Option<i128> {
    let cell = cell.trim().trim_start_matches(['¥', '￥']).trim_end_matches(['元', '人', '户', '名']).trim();
    let (sign, digits) = cell.strip_prefix('-').map_or((1, cell), |rest| (-1, rest));
    let digits: String = digits.chars().filter(|c| !matches!(c, ',' | '，')).collect();
    let (whole, part) = digits.split_once('.').unwrap_or((&digits, ""));
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let fits = !whole.is_empty() && whole.len() <= LONGEST && part.len() <= 6;
    let leads = whole.len() > 1 && whole.starts_with('0');
    if !fits || leads || !is_number(whole) || !is_number(part) {
        return None;
    }
    let part: i128 = format!("{part:0<6}").parse().ok()?;
    Some(sign * (whole.parse::<i128>().ok()? * SCALE + part))
}

#[cfg(test)]
mod tests {
    use super::{agree, number};

    #[test]
    fn amounts_are_numbers_and_identifiers_are_not() {
        for (cell, is) in
            [("1,234.50元", Some(1_234_500_000)), ("-3", Some(-3_000_000)), ("2户", Some(2_000_000))]
        {
            assert_eq!(number(cell), is, "{cell}");
        }
        for cell in ["0571", "330106190102030017", "甲", "", "1.2.3"] {
            assert_eq!(number(cell), None, "{cell}");
        }
    }

    #[test]
    fn sums_are_compared_where_there_are_numbers() {
        let column = || ["金额", "500", "300.5", "合计"].into_iter();
        assert_eq!(agree(column(), column()), Some(true));
        assert_eq!(agree(column(), ["金额", "500", "30.5"].into_iter()), Some(false));
        assert_eq!(agree(["姓名", "甲", "乙"].into_iter(), column()), None);
    }
}
