//! The project key: what codes are made with, so that whoever lacks it cannot work out whose they are.
//!
//! ```
//! use yinmo_core::Key;
//! let bytes: Vec<u8> = (0..32).collect();
//! let text = Key::from_bytes(bytes.try_into().unwrap()).to_text();
//! assert!(text.starts_with("yinmo-key-1:"));
//! assert!(Key::parse(&text).is_ok());
//! assert_eq!(format!("{:?}", Key::parse(&text).unwrap()), "Key");
//! ```
//!
//! There are few mobile numbers and few identity numbers: whoever hashes them all has a table of whose hash is whose in
//! minutes. With a key the table cannot be made. The key itself is used for nothing but to derive others, one for each
//! purpose, kind and method, so that what is written for one says nothing of another.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use hmac::{Hmac, KeyInit, Mac};
use serde::Deserialize;
use sha2::Sha256;
use sm3::Sm3;
use zeroize::Zeroizing;

use crate::kind::Kind;

/// What a key file begins with; the key follows in hexadecimal.
const PREFIX: &str = "yinmo-key-1:";

/// Bytes of a key.
const LENGTH: usize = 32;

/// A project key. It is wiped from memory with the last of its clones, and never shown.
#[derive(Clone)]
pub struct Key(Arc<Zeroizing<[u8; LENGTH]>>);

/// The text holds no key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoKey;

impl Key {
    /// The key of these bytes, which should be random.
    pub fn from_bytes(bytes: [u8; LENGTH]) -> Self {
        Self(Arc::new(Zeroizing::new(bytes)))
    }

    /// The key in the text of a key file: the first line that is neither blank nor begins with `#`.
    ///
    /// # Errors
    ///
    /// If that is no `yinmo-key-1:` with sixty-four hexadecimal digits behind it, or more follows. Keys that are all one
    /// byte are refused: nobody drew them.
    pub fn parse(text: &str) -> Result<Self, NoKey> {
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        let digits = lines.next().and_then(|line| line.strip_prefix(PREFIX)).ok_or(NoKey)?.as_bytes();
        if digits.len() != 2 * LENGTH || lines.next().is_some() {
            return Err(NoKey);
        }
        let mut bytes = Zeroizing::new([0; LENGTH]);
        for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
            *byte = nibble(pair[0])? << 4 | nibble(pair[1])?;
        }
        if bytes.iter().all(|byte| *byte == bytes[0]) {
            return Err(NoKey);
        }
        Ok(Self(Arc::new(bytes)))
    }

    /// The line of a key file, to be written where only its owner reads it.
    pub fn to_text(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(PREFIX.len() + 2 * LENGTH));
        text.push_str(PREFIX);
        let digit = |nibble: u8| char::from_digit(nibble.into(), 16).expect("four bits");
        self.0.iter().for_each(|byte| text.extend([digit(byte >> 4), digit(byte & 15)]));
        text
    }

    /// The key for one purpose and kind.
    pub(crate) fn derive(&self, method: Method, purpose: &str, kind: Kind) -> SubKey {
        self.derive_for(method, purpose, kind.id())
    }

    /// The key for one purpose and whatever has the id `what`.
    pub(crate) fn derive_for(&self, method: Method, purpose: &str, what: &str) -> SubKey {
        // No id holds a NUL, so no two of these are alike.
        let domain = [PREFIX, method.id(), purpose, what].join("\0");
        SubKey { bytes: method.mac(self.0.as_slice(), domain.as_bytes()), method }
    }
}

fn nibble(digit: u8) -> Result<u8, NoKey> {
    char::from(digit).to_digit(16).map(|nibble| nibble as u8).ok_or(NoKey)
}

/// Shows nothing of it.
impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key")
    }
}

/// 密钥散列算法：`hmac-sha256`（缺省）或国密 `hmac-sm3`。 How the key goes into a code.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Method {
    /// HMAC-SHA-256（RFC 2104、FIPS 180-4）。
    #[default]
    #[serde(rename = "hmac-sha256")]
    HmacSha256,
    /// HMAC-SM3（GB/T 15852.2、GB/T 32905）。
    HmacSm3,
    /// 不带密钥的散列：会被拒绝。 Without a key: refused.
    #[serde(
        rename = "unkeyed",
        alias = "none",
        alias = "md5",
        alias = "sha1",
        alias = "sha256",
        alias = "sha512",
        alias = "sm3"
    )]
    #[cfg_attr(test, schemars(skip))]
    Unkeyed,
}

impl Method {
    /// The permanent id.
    pub const fn id(self) -> &'static str {
        match self {
            Self::HmacSha256 => "hmac-sha256",
            Self::HmacSm3 => "hmac-sm3",
            Self::Unkeyed => "unkeyed",
        }
    }

    fn mac(self, key: &[u8], message: &[u8]) -> Zeroizing<[u8; LENGTH]> {
        Zeroizing::new(match self {
            Self::HmacSm3 => mac::<Hmac<Sm3>>(key, message),
            _ => mac::<Hmac<Sha256>>(key, message),
        })
    }
}

fn mac<M: Mac + KeyInit>(key: &[u8], message: &[u8]) -> [u8; LENGTH] {
    let mut mac = <M as KeyInit>::new_from_slice(key).expect("a key of any length is taken");
    mac.update(message);
    let mut out = [0; LENGTH];
    out.copy_from_slice(&mac.finalize().into_bytes());
    out
}

/// A key for one purpose and kind.
pub(crate) struct SubKey {
    bytes: Zeroizing<[u8; LENGTH]>,
    method: Method,
}

impl SubKey {
    /// The code of a message: 128 bits of its MAC.
    pub(crate) fn number(&self, message: &str) -> u128 {
        let mac = self.method.mac(self.bytes.as_slice(), message.as_bytes());
        u128::from_be_bytes(*mac.first_chunk().expect("a MAC is longer"))
    }

    /// The key itself, for a cipher.
    pub(crate) fn bytes(&self) -> &[u8; LENGTH] {
        &self.bytes
    }
}

/// The key that an operator was given, or its place. Operators are compared, hashed and shown without it.
#[derive(Clone, Default)]
pub struct Held(Option<Key>);

impl Held {
    pub(crate) fn hold(&mut self, key: &Key) {
        self.0 = Some(key.clone());
    }

    pub(crate) const fn get(&self) -> Option<&Key> {
        self.0.as_ref()
    }
}

impl PartialEq for Held {
    fn eq(&self, _other: &Self) -> bool {
        true
    }
}

impl Eq for Held {}

impl Hash for Held {
    fn hash<H: Hasher>(&self, _state: &mut H) {}
}

impl fmt::Debug for Held {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key")
    }
}

#[cfg(test)]
mod tests {
    use hmac::Hmac;
    use sha2::Sha256;
    use sm3::Sm3;

    use super::{Held, Key, Method, mac};
    use crate::kind::Kind;

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// RFC 4231, case 2; the same message under HMAC-SM3 as OpenSSL computes it.
    #[test]
    fn macs_are_those_of_the_standards() {
        let message = b"what do ya want for nothing?";
        assert_eq!(
            hex(&mac::<Hmac<Sha256>>(b"Jefe", message)),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        );
        assert_eq!(
            hex(&mac::<Hmac<Sm3>>(b"Jefe", message)),
            "2e87f1d16862e6d964b50a5200bf2b10b764faa9680a296a2405f24bec39f882"
        );
    }

    #[test]
    fn key_files() {
        let digits = "00112233445566778899aabbccddeeffFFEEDDCCBBAA99887766554433221100";
        let line = format!("yinmo-key-1:{digits}");
        for text in [line.clone(), format!("\u{FEFF}# 项目密钥\r\n\r\n  {line}\r\n")] {
            assert_eq!(*Key::parse(&text).unwrap().to_text(), line.to_lowercase());
        }
        for text in [
            "",
            digits,
            &line[..line.len() - 1],
            &format!("{line}0"),
            &format!("{line}\n{line}"),
            &line.replace("0011", "+011"),
            &line.replace("key-1", "key-2"),
            &format!("yinmo-key-1:{}", "00".repeat(32)),
        ] {
            assert!(Key::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn keys_are_told_apart_by_purpose_kind_and_method() {
        let key = Key::from_bytes([7; 32]);
        let mut numbers: Vec<u128> = [Method::HmacSha256, Method::HmacSm3]
            .into_iter()
            .flat_map(|method| ["pseudonym", "hash"].map(|purpose| (method, purpose)))
            .flat_map(|(method, purpose)| {
                [Kind::Mobile, Kind::Person].map(|kind| key.derive(method, purpose, kind).number("1"))
            })
            .collect();
        numbers.push(Key::from_bytes([8; 32]).derive(Method::HmacSha256, "hash", Kind::Mobile).number("1"));
        numbers.sort_unstable();
        numbers.dedup();
        assert_eq!(numbers.len(), 9);
    }

    #[test]
    fn nothing_is_shown_of_a_key() {
        let key = Key::from_bytes([0xAB; 32]);
        let mut held = Held::default();
        held.hold(&key);
        assert_eq!(format!("{key:?} {held:?}"), "Key Key");
        assert_eq!(held, Held::default());
    }
}
