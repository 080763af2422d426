//! Encrypted under the project key, digit for digit, and marked: `[密10-mobile-93847561023-K7Q3]`. Whoever has the key gets
//! the number back, see `yinmo restore`.
//!
//! FF1 of NIST SP 800-38G with AES-256, which encrypts digits to as many digits. Kinds that may hold letters are encrypted
//! to letters and digits (radix 36). The standard wants at least a million possible values, so numbers of fewer than six
//! digits, or four letters and digits, get the marker of their kind instead, and so do values with other characters
//! (军字第…号). The mark says radix and kind, and ends with a tag of four characters that tells whether a key is the right
//! one, and whether somebody changed the number.
//!
//! What comes back is the number, without the blanks, hyphens and full-width digits that it was written with.

use aes::Aes256;
use fpe::ff1::{FF1, FlexibleNumeralString};

use super::characters::says_something;
use super::normal::number;
use super::sealed::{Mark, is_sealed, tag};
use super::{Example, Names, Operation, Operator, Plain};
use crate::key::{Held, Key, Method};
use crate::kind::{Group, Kind};
use crate::operators::default_marker;
use crate::text::{Edit, Span};

/// A number that the key gives back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Encrypt {
    pub(crate) key: Held,
}

impl Plain for Encrypt {}

impl Operation for Encrypt {
    fn write(&self, value: &str, kind: Kind, _names: &Names, out: &mut String) {
        if !says_something(value) || is_sealed(value) {
            return out.push_str(value);
        }
        match self.key.get().and_then(|key| encrypted(key, kind, value)) {
            Some(mark) => out.push_str(&mark),
            None => out.push_str(default_marker(kind)),
        }
    }

    fn fits(&self, kind: Kind) -> bool {
        let written_otherwise = matches!(
            kind,
            Kind::Plate
                | Kind::Email
                | Kind::Wechat
                | Kind::Ip
                | Kind::Geo
                | Kind::MilitaryId
                | Kind::MarriageCert
                | Kind::RealEstateCert
        );
        kind.group() == Group::Identifier && !written_otherwise
    }

    fn key(&self) -> Option<&Held> {
        Some(&self.key)
    }

    fn key_mut(&mut self) -> Option<&mut Held> {
        Some(&mut self.key)
    }
}

/// Kinds that have digits only.
const fn radix(kind: Kind) -> u32 {
    match kind {
        Kind::Mobile | Kind::Landline | Kind::BankCard | Kind::BankAccount | Kind::Qq | Kind::Imei => 10,
        _ => 36,
    }
}

fn encrypted(key: &Key, kind: Kind, value: &str) -> Option<String> {
    let radix = radix(kind);
    let body = cipher(key, kind, radix, &whole_number(value, kind), FF1::encrypt)?;
    let tag = tag_of(key, kind, radix, &body);
    let mut out = String::new();
    Mark { radix, kind, body: &body, tag: &tag }.write(&mut out);
    Some(out)
}

/// All letters and digits, with the country code.
fn whole_number(value: &str, kind: Kind) -> String {
    match number(value, kind) {
        cut if kind == Kind::Mobile => match number(value, Kind::Landline) {
            whole if whole.len() > cut.len() && whole.ends_with(&cut) => whole,
            _ => cut,
        },
        // It comes back as it was.
        _ if kind == Kind::ResidentId => number(value, Kind::HmtResidencePermit),
        number => number,
    }
}

type Direction = fn(
    &FF1<Aes256>,
    &[u8],
    &FlexibleNumeralString,
) -> Result<FlexibleNumeralString, fpe::ff1::NumeralStringError>;

/// `None` for what the standard does not allow.
fn cipher(key: &Key, kind: Kind, radix: u32, number: &str, direction: Direction) -> Option<String> {
    let key = key.derive(Method::HmacSha256, "encrypt", kind);
    let numerals: Option<Vec<u16>> = number.chars().map(|c| Some(c.to_digit(radix)? as u16)).collect();
    let ff1 = FF1::<Aes256>::new(key.bytes(), radix).ok()?;
    let tweak = [radix as u8];
    let result = direction(&ff1, &tweak, &FlexibleNumeralString::from(numerals?)).ok()?;
    let digit = |numeral: u16| Some(char::from_digit(numeral.into(), radix)?.to_ascii_uppercase());
    Vec::from(result).into_iter().map(digit).collect()
}

fn tag_of(key: &Key, kind: Kind, radix: u32, body: &str) -> String {
    tag(key.derive(Method::HmacSha256, "encrypt-tag", kind).number(&format!("{radix}-{body}")))
}

/// What decryption made of a text.
#[derive(Clone, Debug, Default)]
pub struct Decrypted {
    /// What to write, and where.
    pub edits: Vec<Edit>,
    /// The kinds of what was decrypted, in the same order.
    pub kinds: Vec<Kind>,
    /// Where something stands that this key does not fit, or that was changed.
    pub refused: Vec<Span>,
}

/// Finds what [`Encrypt`] wrote in `text`, and what it was.
///
/// ```
/// use yinmo_core::kind::Kind;
/// use yinmo_core::operators::{Action, Encrypt, Names, encrypt::decrypt};
/// use yinmo_core::{Key, text::apply};
///
/// let key = Key::from_bytes([7; 32]);
/// let action = Action::Encrypt(Encrypt::default()).with_key(&key);
/// let hidden = action.replace("138-0001-2001", Kind::Mobile, &Names::default()).unwrap();
/// assert!(!hidden.contains("2001"));
/// assert_eq!(apply(&hidden, &decrypt(&hidden, &key).edits), "13800012001");
/// assert_eq!(decrypt(&hidden, &Key::from_bytes([8; 32])).refused.len(), 1);
/// ```
pub fn decrypt(text: &str, key: &Key) -> Decrypted {
    let mut all = Decrypted::default();
    for (span, Mark { radix, kind, body, tag }) in Mark::all(text) {
        let fits = tag_of(key, kind, radix, body) == tag;
        match cipher(key, kind, radix, body, FF1::decrypt).filter(|_| fits) {
            Some(number) => {
                all.edits.push(Edit::new(span, number));
                all.kinds.push(kind);
            }
            None => all.refused.push(span),
        }
    }
    all
}

pub(super) static OPERATOR: Operator = Operator {
    id: "encrypt",
    zh: "按位加密（FF1、AES-256）并加标记，持密钥可用 yinmo restore 还原；需要密钥",
    en: "encrypted digit for digit (FF1, AES-256) and marked; with the key `yinmo restore` gives it back; needs a key",
    examples: &[
        example(Kind::Mobile, "138-0001-2001", "[密10-mobile-53420086167-Q5TU]"),
        example(Kind::ResidentId, "330106190102030017", "[密36-resident-id-86YSHCYWDPO9FQ9MWW-UVBJ]"),
        example(Kind::ResidentId, "33010619331212009×", "[密36-resident-id-QY39RBXCYBRNEWLN76-4WR8]"),
        example(Kind::BankCard, "6228 4803 3000 0000 019", "[密10-bank-card-9141285488071408573-3CUB]"),
        example(Kind::Passport, "EA0123456", "[密36-passport-IB9NPP5OS-HT85]"),
        example(Kind::Qq, "12345", "[QQ]"),
    ],
};

const fn example(kind: Kind, before: &'static str, after: &'static str) -> Example {
    Example { rule: r#""encrypt""#, kind, before, after }
}

#[cfg(test)]
mod tests {
    use aes::Aes256;
    use fpe::ff1::{FF1, FlexibleNumeralString};

    use super::{Encrypt, decrypt, radix};
    use crate::Key;
    use crate::kind::Kind;
    use crate::operators::{Action, Names};
    use crate::text::apply;

    /// Samples 7 to 9 of NIST for FF1 with AES-256.
    #[test]
    fn ff1_is_that_of_the_standard() {
        let key: Vec<u8> =
            [0x2B7E_1516_28AE_D2A6_ABF7_1588_09CF_4F3C_u128, 0xEF43_59D8_D580_AA4F_7F03_6D6F_04FC_6A94]
                .iter()
                .flat_map(|half| half.to_be_bytes())
                .collect();
        for (radix, tweak, plain, expected) in [
            (10, &b""[..], "0123456789", "6657667009"),
            (10, &[0x39, 0x38, 0x37, 0x36, 0x35, 0x34, 0x33, 0x32, 0x31, 0x30], "0123456789", "1001623463"),
            (
                36,
                &[0x37, 0x37, 0x37, 0x37, 0x70, 0x71, 0x72, 0x73, 0x37, 0x37, 0x37],
                "0123456789abcdefghi",
                "xs8a0azh2avyalyzuwd",
            ),
        ] {
            let numerals: Vec<u16> = plain.chars().map(|c| c.to_digit(radix).unwrap() as u16).collect();
            let ff1 = FF1::<Aes256>::new(&key, radix).unwrap();
            let out = ff1.encrypt(tweak, &FlexibleNumeralString::from(numerals)).unwrap();
            let text: String = Vec::<u16>::from(out)
                .into_iter()
                .map(|n| char::from_digit(n.into(), radix).unwrap())
                .collect();
            assert_eq!(text, expected);
        }
    }

    #[test]
    fn what_is_encrypted_comes_back() {
        let key = Key::from_bytes([7; 32]);
        let encrypt = Action::Encrypt(Encrypt::default()).with_key(&key);
        for (kind, value, back) in [
            (Kind::Mobile, "+86 138-0001-2001", "8613800012001"),
            (Kind::Mobile, "一三八零零零一二零零一", "13800012001"),
            (Kind::Landline, "0571-87012348", "057187012348"),
            (Kind::ResidentId, "33010619331212009x", "33010619331212009X"),
            (Kind::ResidentId, "330106010203001", "330106010203001"),
            (Kind::StudentId, "G330106201304059919", "G330106201304059919"),
            (Kind::BankAccount, "1202 0206 1990 0123 456", "1202020619900123456"),
            (Kind::Vin, "LSVAA49J132012345", "LSVAA49J132012345"),
        ] {
            let hidden = encrypt.replace(value, kind, &Names::default()).unwrap();
            assert!(!hidden.contains(&back[back.len() - 6..]));
            assert_eq!(apply(&hidden, &decrypt(&hidden, &key).edits), back, "{value}");
            for (from, to) in [("-", "-9"), (kind.id(), "wechat")] {
                let forged = hidden.replacen(from, to, 1);
                assert!(decrypt(&forged, &key).edits.is_empty(), "{forged}");
            }
        }
    }

    #[test]
    fn too_few_digits_and_other_characters_are_not_encrypted() {
        let encrypt = Action::Encrypt(Encrypt::default()).with_key(&Key::from_bytes([7; 32]));
        let written = |value, kind| encrypt.replace(value, kind, &Names::default()).unwrap();
        assert_eq!(written("87012", Kind::Landline), "[电话]");
        assert!(written("870123", Kind::Landline).starts_with("[密10-landline-"));
        assert_eq!(written("杭低保123456", Kind::AssistanceCert), "[证件号]");
        assert_eq!(radix(Kind::ResidentId), 36);
    }
}
