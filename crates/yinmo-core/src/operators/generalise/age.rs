use crate::kind::Kind;
use crate::operators::default_marker;
use crate::text::fold_char;

/// From this age on there is one band: few are older, and they are known.
const TOP: u32 = 90;

/// Writes the band of so many years that an age lies in; the marker where there is no age.
pub(super) fn write_band(value: &str, years: u32, out: &mut String) {
    if is_band(value) {
        return out.push_str(value);
    }
    let Some(age) = age(value) else { return out.push_str(default_marker(Kind::Age)) };
    let unit = if value.contains("周岁") {
        "周岁"
    } else if value.contains('岁') {
        "岁"
    } else {
        ""
    };
    let first = age - age % years;
    if age >= TOP {
        out.push_str(&format!("{TOP}{unit}以上"));
    } else {
        out.push_str(&format!("{first}—{}{unit}", first + years - 1));
    }
}

/// `60—69岁`, `90岁以上`.
fn is_band(value: &str) -> bool {
    let value = value.trim();
    let plain = value.trim_end_matches("周岁").trim_end_matches('岁');
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    plain.split_once('—').is_some_and(|(first, last)| is_number(first) && is_number(last))
        || value.strip_suffix("以上").is_some_and(|from| is_number(from.trim_end_matches(['周', '岁'])))
}

fn age(value: &str) -> Option<u32> {
    let folded: String = value.chars().filter_map(fold_char).collect();
    let digits = folded.trim_start_matches(|c: char| !c.is_ascii_digit());
    let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    let age = digits[..end].parse().ok().or_else(|| spelt_out(&folded))?;
    (age < 150).then_some(age)
}

/// `六十七`, `十二`, `八`, `百`.
fn spelt_out(text: &str) -> Option<u32> {
    let value = |c: char| "零一二三四五六七八九".chars().position(|n| n == c || (c == '两' && n == '二'));
    let numerals: Vec<char> =
        text.chars().take_while(|&c| c == '十' || c == '百' || value(c).is_some()).collect();
    let number = |c: char| value(c).map(|n| n as u32);
    match numerals[..] {
        ['百'] => Some(100),
        ['十'] => Some(10),
        [one] => number(one),
        ['十', one] => Some(10 + number(one)?),
        [ten, '十'] => Some(10 * number(ten)?),
        [ten, '十', one] => Some(10 * number(ten)? + number(one)?),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::write_band;

    #[test]
    fn only_the_band_stays() {
        for (age, five, ten) in [
            ("67岁", "65—69岁", "60—69岁"),
            ("６７", "65—69", "60—69"),
            ("8周岁", "5—9周岁", "0—9周岁"),
            ("六十岁", "60—64岁", "60—69岁"),
            ("十二岁", "10—14岁", "10—19岁"),
            ("3岁半", "0—4岁", "0—9岁"),
            ("102", "90以上", "90以上"),
            ("不详", "[年龄]", "[年龄]"),
        ] {
            for (years, expected) in [(5, five), (10, ten)] {
                let mut out = String::new();
                write_band(age, years, &mut out);
                assert_eq!(out, expected, "{age}");
                let mut again = String::new();
                write_band(expected, years, &mut again);
                assert_eq!(again, expected);
            }
        }
    }
}
