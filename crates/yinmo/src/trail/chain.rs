//! What makes each line vouch for the one before it.

use sha2::Sha256;
use sha2::digest::Digest;
use sm3::Sm3;

use crate::source::hex;

/// A hash function.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Algorithm {
    /// FIPS 180-4.
    #[default]
    Sha256,
    /// GB/T 32905.
    Sm3,
}

impl Algorithm {
    /// Every one.
    pub const ALL: [Self; 2] = [Self::Sha256, Self::Sm3];

    /// The permanent id: `sha256`, `sm3`.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Sha256 => "sha256",
            Self::Sm3 => "sm3",
        }
    }

    /// `sha256:` and the hash in hexadecimal.
    pub(super) fn hash(self, bytes: &[u8]) -> String {
        let digest = match self {
            Self::Sha256 => hex(&Sha256::digest(bytes)),
            Self::Sm3 => hex(&Sm3::digest(bytes)),
        };
        format!("{}:{digest}", self.id())
    }
}

/// What stands between what is hashed and the hash.
const HASH_KEY: &str = ",\"hash\":\"";
const END: &str = "\"}";

/// The line of this JSON object: the object and its hash as the last key. Also the hash.
pub(super) fn seal(object: &str, algorithm: Algorithm) -> (String, String) {
    let hash = algorithm.hash(object.as_bytes());
    let open = object.strip_suffix('}').expect("an object ends with a brace");
    (format!("{open}{HASH_KEY}{hash}{END}"), hash)
}

/// The hash at the end of a line, if that is what its bytes hash to.
pub(super) fn checked_hash(line: &[u8]) -> Option<&str> {
    let line = std::str::from_utf8(line).ok()?;
    let (object, hash) = line.strip_suffix(END)?.rsplit_once(HASH_KEY)?;
    let (id, _) = hash.split_once(':')?;
    let algorithm = Algorithm::ALL.into_iter().find(|algorithm| algorithm.id() == id)?;
    (algorithm.hash(format!("{object}}}").as_bytes()) == hash).then_some(hash)
}

#[cfg(test)]
mod tests {
    use super::{Algorithm, checked_hash, seal};

    #[test]
    fn a_line_tells_its_own_hash() {
        for algorithm in Algorithm::ALL {
            let (line, hash) = seal(r#"{"seq":1,"prev":""}"#, algorithm);
            assert_eq!(checked_hash(line.as_bytes()), Some(&*hash));
        }
    }

    #[test]
    fn no_byte_of_a_line_can_be_changed() {
        let (line, _) = seal(r#"{"seq":1,"document":"名单.csv","prev":""}"#, Algorithm::Sha256);
        for at in 0..line.len() {
            for bit in 0..8 {
                let mut bytes = line.clone().into_bytes();
                bytes[at] ^= 1 << bit;
                assert_eq!(checked_hash(&bytes), None, "byte {at}, bit {bit}");
            }
        }
    }

    /// The examples of FIPS 180-4 and GB/T 32905.
    #[test]
    fn hashes_are_those_of_the_standards() {
        let abc = |algorithm: Algorithm| algorithm.hash(b"abc");
        assert_eq!(
            abc(Algorithm::Sha256),
            "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
        assert_eq!(
            abc(Algorithm::Sm3),
            "sm3:66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
        );
    }
}
