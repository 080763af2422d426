//! One person, one number, one code: however it is written.

use super::Names;
use super::person_name::{characters, home_key, key};
use crate::kind::Kind;

/// `value` in the form in which it goes into a code; empty if nothing of it is known.
///
/// Names lose blanks and dots, and a given name alone is the whole name where that is known. Numbers lose whatever
/// separates their digits; a mobile number its country code too, and an identity number of fifteen digits gets the form
/// that it has today.
pub(crate) fn normal(value: &str, kind: Kind, names: &Names) -> String {
    match kind {
        Kind::Person => key(names.whole(value)).to_lowercase(),
        Kind::Address => home_key(value),
        Kind::Email => characters(value).collect::<String>().to_lowercase(),
        _ => number(value, kind),
    }
}

/// The letters and digits of a number, as far as they are the person's.
pub(super) fn number(value: &str, kind: Kind) -> String {
    let spelt_out = matches!(kind, Kind::Mobile | Kind::ResidentId);
    let symbol = |c: char| match c {
        '×' | 'Ⅹ' | 'Х' if kind != Kind::Mobile => Some('X'),
        _ if spelt_out && digit(c).is_some() => digit(c),
        _ if c.is_alphanumeric() || c == '*' => Some(c.to_ascii_uppercase()),
        _ => None,
    };
    let symbols: String = characters(value).filter_map(symbol).collect();
    match (kind, symbols.len()) {
        (Kind::Mobile, 12..) if symbols.is_ascii() => symbols[symbols.len() - 11..].to_owned(),
        (Kind::ResidentId, 15) if symbols.bytes().all(|byte| byte.is_ascii_digit()) => upgraded(&symbols),
        _ => symbols,
    }
}

/// The eighteen characters of an identity number that had fifteen.
fn upgraded(old: &str) -> String {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let body = [&old[..6], "19", &old[6..]].concat();
    let digits = body.bytes().map(|byte| u32::from(byte - b'0'));
    let sum: u32 = digits.zip(WEIGHTS).map(|(digit, weight)| digit * weight).sum();
    body + &"10X98765432"[sum as usize % 11..][..1]
}

/// The digit that a Chinese numeral stands for.
pub(super) fn digit(c: char) -> Option<char> {
    let numerals = ["零〇", "一壹幺", "二贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"];
    let value = numerals.iter().position(|same| same.contains(c))?;
    char::from_digit(value as u32, 10)
}

#[cfg(test)]
mod tests {
    use super::normal;
    use crate::kind::Kind;
    use crate::operators::Names;

    #[test]
    fn one_thing_has_one_form() {
        let mut names = Names::default();
        names.also("建坪", "王建坪");
        for (kind, forms) in [
            (Kind::Person, &["王建坪", "王\u{3000}建 坪", "建坪"][..]),
            (Kind::Person, &["买买提·艾力江", "买买提•艾力江", "买买提艾力江"]),
            (Kind::Person, &["ZHANG Xiaoming", "Zhang  Xiaoming"]),
            (
                Kind::Mobile,
                &["13800012001", "+86 138-0001-2001", "１３８０００１２００１", "一三八零零零一二〇〇一"],
            ),
            (Kind::ResidentId, &["330106190102030017", "330106 19010203 0017", "330106010203001"]),
            (Kind::ResidentId, &["33010619331212009X", "33010619331212009×", "33010619331212009x"]),
            (Kind::BankCard, &["6228480330000000019", "6228 4803 3000 0000 019"]),
            (Kind::Email, &["Test01@example.com", "test01＠example.com"]),
            (Kind::Address, &["和乐小区 12栋404室", "和乐小区12栋404"]),
        ] {
            for form in forms {
                assert_eq!(normal(form, kind, &names), normal(forms[0], kind, &names), "{form}");
            }
        }
    }
}
