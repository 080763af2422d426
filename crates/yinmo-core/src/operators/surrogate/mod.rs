//! A number of the same form that nobody has: an identity number of region 000, a mobile number that begins with 9.
//!
//! For test data and for programs that want eighteen digits. It is the same wherever the same key is used, and can be
//! taken for no real one:
//!
//! | kind | surrogate |
//! |---|---|
//! | identity numbers, residence permits, foreigners' cards; certificates that hold one | as many digits, at least sixteen: `000`, which is no region; the last one fails the check of GB 11643 |
//! | bank cards | as many digits, at least sixteen: `000`, which no issuer has; the last one fails Luhn's check |
//! | mobile numbers | eleven digits that begin with 9; other numbers get others, always |
//! | birth dates | the same form; a year before 100, a month after the twelfth, a day after the thirty-first |
//! | names | a code like [`super::pseudonym`]'s: an invented name might be somebody's |
//!
//! Two identity numbers of 100,000 share a surrogate with a probability of 1 in 1,800, two of a million with 1 in 18; bank
//! cards of sixteen digits of 100,000 people with 1 in 18. Whoever counts people by it should use a pseudonym. Birth dates are few, so they do
//! share.

use aes::Aes256;
use fpe::ff1::{FF1, FlexibleNumeralString};

use super::characters::says_something;
use super::normal::{normal, number};
use super::sealed::{FEWEST, NOWHERE, SEAL, is_sealed, seal, write_code};
use super::{Example, Names, Operation, Operator, Plain, default_marker, pseudonym};
use crate::key::{Held, Key, Method};
use crate::kind::Kind;
use crate::text::fold_char;

/// A number of the same form that nobody has.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Surrogate {
    pub(crate) key: Held,
}

impl Plain for Surrogate {}

impl Operation for Surrogate {
    fn write(&self, value: &str, kind: Kind, names: &Names, out: &mut String) {
        if !says_something(value) || is_sealed(value) || is_own(value, kind) {
            return out.push_str(value);
        }
        match self.key.get().and_then(|key| surrogate(key, value, kind, names)) {
            Some(surrogate) => out.push_str(&surrogate),
            None => out.push_str(default_marker(kind)),
        }
    }

    fn fits(&self, kind: Kind) -> bool {
        matches!(
            kind,
            Kind::ResidentId
                | Kind::HmtResidencePermit
                | Kind::ForeignerPrId
                | Kind::DisabilityCert
                | Kind::StudentId
                | Kind::TaxpayerIdPerson
                | Kind::Mobile
                | Kind::BankCard
                | Kind::BirthDate
                | Kind::Person
        )
    }

    fn key(&self) -> Option<&Held> {
        Some(&self.key)
    }

    fn key_mut(&mut self) -> Option<&mut Held> {
        Some(&mut self.key)
    }
}

/// Surrogates that are not told from real numbers without their kind.
fn is_own(value: &str, kind: Kind) -> bool {
    match kind {
        Kind::Mobile => value.len() == 11 && value.starts_with('9') && is_digits(value),
        Kind::BirthDate => value.starts_with("00") && year_month_day(value).is_some(),
        _ => false,
    }
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

fn surrogate(key: &Key, value: &str, kind: Kind, names: &Names) -> Option<String> {
    let number_of = |value: &str| key.derive(Method::HmacSha256, "surrogate", kind).number(value);
    match kind {
        Kind::Person => {
            let mut code = String::new();
            let number = number_of(&normal(value, kind, names));
            write_code(pseudonym::prefix(kind), FEWEST, number, &mut code);
            Some(code)
        }
        Kind::Mobile => mobile(key, &number(value, kind)),
        Kind::BirthDate => birth_date(value, number_of),
        _ => long_number(&normal(value, kind, names), kind, number_of),
    }
}

/// Ten digits become ten others: a permutation, so that no two numbers get the same.
fn mobile(key: &Key, number: &str) -> Option<String> {
    let own = number.strip_prefix('1').filter(|own| own.len() == 10)?;
    let numerals: Option<Vec<u16>> = own.chars().map(|c| Some(c.to_digit(10)? as u16)).collect();
    let key = key.derive(Method::HmacSha256, "surrogate", Kind::Mobile);
    let ff1 = FF1::<Aes256>::new(key.bytes(), 10).ok()?;
    let out = Vec::from(ff1.encrypt(&[], &FlexibleNumeralString::from(numerals?)).ok()?);
    let digits = out.into_iter().filter_map(|numeral: u16| char::from_digit(numeral.into(), 10));
    Some(['9'].into_iter().chain(digits).collect())
}

/// As many digits, of nowhere, with two that say so, of which the last one is wrong.
fn long_number(normal: &str, kind: Kind, number_of: impl Fn(&str) -> u128) -> Option<String> {
    let len = normal.len().clamp(16, 20);
    let mut number = number_of(normal);
    let mut digits = NOWHERE.to_owned();
    while digits.len() < len - 1 - SEAL {
        digits.push(char::from(b'0' + (number % 10) as u8));
        number /= 10;
    }
    digits.extend(seal(digits.as_bytes()).map(char::from));
    let right = if kind == Kind::BankCard { luhn_digit(&digits) } else { check_digit(&digits) };
    let wrong: Vec<u8> = (0..10).filter(|digit| *digit != right).collect();
    digits.push(char::from(b'0' + wrong[(number % wrong.len() as u128) as usize]));
    normal.is_ascii().then_some(digits)
}

/// The check character of GB 11643 behind `digits`; 10 for X. Where there are not seventeen, of the first of them.
fn check_digit(digits: &str) -> u8 {
    let sum = digits.bytes().take(17).fold(0, |p, byte| (p + u32::from(byte - b'0')) * 2 % 11);
    ((12 - sum) % 11) as u8
}

/// The digit that Luhn's check wants behind `digits`.
fn luhn_digit(digits: &str) -> u8 {
    let doubled = |(nth, byte): (usize, u8)| {
        let digit = u32::from(byte - b'0') * if nth.is_multiple_of(2) { 2 } else { 1 };
        digit / 10 + digit % 10
    };
    let sum: u32 = digits.bytes().rev().enumerate().map(doubled).sum();
    ((10 - sum % 10) % 10) as u8
}

/// Writes a date that is none into the form of `value`.
fn birth_date(value: &str, number_of: impl Fn(&str) -> u128) -> Option<String> {
    let (date, gaps) = year_month_day(value)?;
    let number = number_of(&date.map(|field| field.to_string()).join("-"));
    let (year, month, day) = (number % 100, 13 + number / 100 % 87, 32 + number / 8700 % 68);
    let fields = [format!("00{year:02}"), month.to_string(), day.to_string()];
    let written = fields.into_iter().zip(gaps).filter(|(_, gap)| gap.is_some());
    Some(written.flat_map(|(field, gap)| [field, gap.unwrap_or_default()]).collect())
}

/// Year, month and day of a date, 0 where there is none, and what stands behind each; `None` for what does not stand there.
pub(super) fn year_month_day(value: &str) -> Option<([u32; 3], [Option<String>; 3])> {
    let folded: String = value.trim().chars().filter_map(fold_char).collect();
    let numerals = |c: char| super::normal::digit(c).filter(|_| !folded.contains('十'));
    let text: String = folded.chars().map(|c| numerals(c).unwrap_or(c)).collect();
    let text = if text.len() == 8 && is_digits(&text) || text.len() == 6 && is_digits(&text) {
        return whole_date(&text);
    } else {
        text
    };
    let (mut date, mut gaps) = ([0; 3], [None, None, None]);
    let mut rest = &*text;
    for nth in 0..3 {
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        if digits == 0 {
            break;
        }
        date[nth] = rest[..digits].parse().ok()?;
        rest = &rest[digits..];
        let gap = rest.len() - rest.trim_start_matches(|c: char| !c.is_ascii_digit()).len();
        gaps[nth] = Some(rest[..gap].to_owned());
        rest = &rest[gap..];
    }
    (rest.is_empty() && gaps[1].is_some() && date[0] < 10_000).then_some((date, gaps))
}

/// `19520304`, `195203`.
fn whole_date(digits: &str) -> Option<([u32; 3], [Option<String>; 3])> {
    let field = |from: usize, to: usize| digits.get(from..to).and_then(|field| field.parse().ok());
    let gap = |is: bool| is.then(String::new);
    let day = digits.len() == 8;
    Some(([field(0, 4)?, field(4, 6)?, field(6, 8).unwrap_or(0)], [gap(true), gap(true), gap(day)]))
}

pub(super) static OPERATOR: Operator = Operator {
    id: "surrogate",
    zh: "换成同样形式、但不可能存在的号码（校验码不成立），同一号码总换成同一个；需要密钥",
    en: "a number of the same form that nobody has (its check fails), always the same for the same one; needs a key",
    examples: &[
        example(Kind::ResidentId, "330106190102030017", "000877481427232322"),
        example(Kind::ResidentId, "330106 19010203 0017", "000877481427232322"),
        example(Kind::DisabilityCert, "33010619010203001743", "00033942025290181349"),
        example(Kind::Mobile, "138-0001-2001", "94816180275"),
        example(Kind::BankCard, "6228480330000000019", "0007019016662103507"),
        example(Kind::BirthDate, "1952年3月4日", "0073年17月69日"),
        example(Kind::BirthDate, "1952-03-04", "0073-17-69"),
        example(Kind::BirthDate, "19520304", "00731769"),
        example(Kind::Person, "王建坪", "P-ULLU-J27W-L54B"),
    ],
};

const fn example(kind: Kind, before: &'static str, after: &'static str) -> Example {
    Example { rule: r#""surrogate""#, kind, before, after }
}
