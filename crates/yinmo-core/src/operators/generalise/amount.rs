use std::ops::Range;

use crate::kind::Kind;
use crate::operators::default_marker;
use crate::text::fold_char;

/// Fractions are counted in ten-thousandths, so that 万 and its decimals are whole numbers.
const ONE: u128 = 10_000;

/// Writes the amount in `value` rounded to whole `steps`, with 约 before it; the marker of the kind where there is none.
pub(super) fn write_rounded(value: &str, step: u128, kind: Kind, out: &mut String) {
    write(value, kind, out, |amount| {
        let step = step * ONE;
        let rounded = (amount.value + step / 2) / step * step;
        let about = if amount.is_about { "" } else { "约" };
        format!("{about}{}", amount.written(rounded))
    });
}

/// Writes the band of this width that the amount in `value` lies in.
pub(super) fn write_band(value: &str, width: u128, kind: Kind, out: &mut String) {
    write(value, kind, out, |amount| {
        let width = width * ONE;
        let first = amount.value / width * width;
        format!("{}—{}", amount.written(first), amount.written(first + width))
    });
}

/// Writes `value` with the amount in it replaced; the marker of the kind where what comes would not be read as it was
/// meant: a stray dash or point makes another amount of it.
fn write(value: &str, kind: Kind, out: &mut String, less: impl Fn(&Amount) -> String) {
    let written = replaced(value, &less).filter(|once| replaced(once, &less).as_ref() == Some(once));
    out.push_str(written.as_deref().unwrap_or_else(|| default_marker(kind)));
}

/// `None` of something that says no amount in digits, or several.
fn replaced(value: &str, less: &impl Fn(&Amount) -> String) -> Option<String> {
    if is_band(value) {
        return Some(value.to_owned());
    }
    match &*amounts(value) {
        [amount] => Some([&value[..amount.span.start], &less(amount), &value[amount.span.end..]].concat()),
        _ => None,
    }
}

struct Amount {
    span: Range<usize>,
    /// In ten-thousandths.
    value: u128,
    /// 万 stands behind it.
    in_wan: bool,
    /// 约 stands before it.
    is_about: bool,
}

impl Amount {
    /// Another value, as this one was written.
    fn written(&self, value: u128) -> String {
        let value = if self.in_wan { value / ONE } else { value };
        let (whole, part) = (value / ONE, format!("{:04}", value % ONE));
        let part = part.trim_end_matches('0');
        if part.is_empty() { whole.to_string() } else { format!("{whole}.{part}") }
    }
}

/// A run of digits, commas and one point, wherever it stands.
fn amounts(value: &str) -> Vec<Amount> {
    let mut all = Vec::new();
    let mut from = 0;
    while let Some(start) = value[from..].find(is_digit).map(|at| from + at) {
        let len = value[start..].find(|c| !is_digit(c) && !is_within(c)).unwrap_or(value.len() - start);
        let run = value[start..start + len].trim_end_matches(is_within);
        let end = start + run.len();
        from = end;
        let in_wan = value[end..].starts_with('万');
        let scaled = parse(run).and_then(|number| number.checked_mul(if in_wan { ONE } else { 1 }));
        let is_about = value[..start].ends_with('约');
        // A number too long to be an amount leaves nothing that could stay.
        let Some(number) = scaled.filter(|number| *number < u128::MAX / ONE) else { return Vec::new() };
        all.push(Amount { span: start..end, value: number, in_wan, is_about });
    }
    all
}

fn parse(run: &str) -> Option<u128> {
    let folded = run.chars().filter_map(fold_char).filter(|&c| !matches!(c, ',' | '，'));
    let folded: String = folded.collect();
    let (whole, part) = folded.split_once('.').unwrap_or((&folded, ""));
    if part.contains('.') || whole.len() > 20 {
        return None;
    }
    let part: String = part.chars().chain("0000".chars()).take(4).collect();
    Some(whole.parse::<u128>().ok()? * ONE + part.parse::<u128>().ok()?)
}

fn is_digit(c: char) -> bool {
    fold_char(c).is_some_and(|c| c.is_ascii_digit())
}

fn is_within(c: char) -> bool {
    fold_char(c).is_some_and(|c| matches!(c, ',' | '，' | '.'))
}

/// `存款3—4万元`, `1.2—1.3万元`: a band already.
fn is_band(value: &str) -> bool {
    let is_number = |c: char| c.is_ascii_digit() || c == '.';
    let Some((before, after)) = value.split_once('—') else { return false };
    let (lead, first) = before.split_at(before.trim_end_matches(is_number).len());
    let (last, rest) = after.split_at(after.len() - after.trim_start_matches(is_number).len());
    parse(first).is_some()
        && parse(last).is_some()
        && ![lead, rest].iter().any(|text| text.contains(is_digit))
}

#[cfg(test)]
mod tests {
    use super::{write_band, write_rounded};
    use crate::kind::Kind;

    #[test]
    fn amounts_lose_what_is_finer() {
        for (value, hundreds, band) in [
            ("2160元", "约2200元", "2000—3000元"),
            ("月收入约2,160.50元", "月收入约2200元", "月收入约2000—3000元"),
            ("1.2万元", "约1.2万元", "1.2—1.3万元"),
            ("１２３４", "约1200", "1000—2000"),
            ("49元", "约0元", "0—1000元"),
            ("存款较多", "[收入]", "[收入]"),
            ("2人共2160元", "[收入]", "[收入]"),
            ("1.2.3元", "[收入]", "[收入]"),
            ("—0", "—约0", "[收入]"),
            (".０", ".约0", "[收入]"),
        ] {
            let rounded = |value: &str| {
                let mut out = String::new();
                write_rounded(value, 100, Kind::Income, &mut out);
                out
            };
            let banded = |value: &str| {
                let mut out = String::new();
                write_band(value, 1000, Kind::Income, &mut out);
                out
            };
            assert_eq!((&*rounded(value), &*banded(value)), (hundreds, band), "{value}");
            assert_eq!(rounded(hundreds), hundreds);
            assert_eq!(banded(band), band);
        }
    }
}
