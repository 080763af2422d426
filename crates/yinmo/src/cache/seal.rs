//! What the cache says of a document's words can be read only by whoever has the document: it is encrypted with a key
//! that is made of the document itself.

use aes::Aes256;
use aes::cipher::{Array, BlockCipherEncrypt, KeyInit};
use sha2::{Digest, Sha256};

/// A SHA-256.
pub(super) type Id = [u8; 32];

/// SHA-256 of fields, each with its length before it, so that no two lists of fields are taken for each other.
pub(super) fn hash(fields: &[&[u8]]) -> Id {
    let mut hasher = Sha256::new();
    for field in fields {
        hasher.update((field.len() as u64).to_le_bytes());
        hasher.update(field);
    }
    hasher.finalize().into()
}

/// The bytes of a block of AES, and how many blocks are encrypted at once: one after the other waits for each.
const BLOCK: usize = 16;
const AT_ONCE: usize = 16;

/// What is known of a document's bytes. The SHA-256 that reports and trails show is another one: who has only those
/// opens nothing.
pub(super) struct Content(Id);

/// Stands behind a document's bytes. Nothing that hashing itself puts behind them begins like it, so that from the hash
/// without it the one with it cannot be had.
const MARK: &[u8] = b"\0yinmo cache content\0";

impl Content {
    /// The content of a document whose bytes were `hashed`. Documents are hashed once for both.
    pub(super) fn of(hashed: &Sha256) -> Self {
        Self(hashed.clone().chain_update(MARK).finalize().into())
    }

    /// By what the cache knows the content again.
    pub(super) fn id(&self) -> Id {
        hash(&[b"id", &self.0])
    }

    /// Encrypts or decrypts `text`: AES-256 in counter mode. The key is of content, name, program and policy, and what
    /// these give is always the same; so nothing else is ever encrypted with it.
    pub(super) fn apply_to(&self, text: &mut [u8], context: &Id, name: &Id) {
        let cipher = Aes256::new(&hash(&[b"key", &self.0, context, name]).into());
        for (nth, part) in text.chunks_mut(BLOCK * AT_ONCE).enumerate() {
            let first = nth * AT_ONCE;
            let mut stream: [_; AT_ONCE] =
                std::array::from_fn(|block| Array::from(((first + block) as u128).to_le_bytes()));
            cipher.encrypt_blocks(&mut stream);
            part.iter_mut().zip(stream.iter().flatten()).for_each(|(byte, key)| *byte ^= key);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Content, Digest, Sha256};

    fn content(bytes: &[u8]) -> Content {
        Content::of(&Sha256::new_with_prefix(bytes))
    }

    #[test]
    fn only_the_content_opens_what_was_sealed() {
        let plain = "张*，第3行，共二十多个字节".as_bytes();
        let mut text = plain.to_vec();
        let (sealing, context, name) = (content(b"document"), [1; 32], [2; 32]);
        sealing.apply_to(&mut text, &context, &name);
        assert_ne!(text, plain);
        for other in [content(b"Document"), content(b"")] {
            let mut text = text.clone();
            other.apply_to(&mut text, &context, &name);
            assert_ne!(text, plain);
        }
        sealing.apply_to(&mut text, &context, &name);
        assert_eq!(text, plain);
    }
}
