//! The file the model is shipped in.

use super::decode::Transitions;
use super::gate::Gate;
use super::lexicon::Lexicon;
use super::weights::Weights;

/// A model: weights, dictionary, and what is known of where they come from.
pub struct Model {
    provenance: &'static str,
    pub(super) weights: Weights,
    pub(super) transitions: Transitions,
    lexicon: Lexicon,
    gate: Gate,
}

/// Ends the text at the beginning of the file.
const END_OF_TEXT: u8 = 0;

impl Model {
    /// Takes a file as [`Model::write`] makes it, `None` if it is not that. Nothing is copied or built but small
    /// tables.
    pub fn from_bytes(bytes: &'static [u8]) -> Option<Self> {
        let end = bytes.iter().position(|&byte| byte == END_OF_TEXT)?;
        let (weights, rest) = section(&bytes[end + 1..])?;
        let (lexicon, rest) = section(rest)?;
        let (gate, _) = section(rest)?;
        let weights = Weights::from_bytes(weights)?;
        Some(Self {
            provenance: str::from_utf8(&bytes[..end]).ok()?,
            weights,
            transitions: Transitions::new(weights),
            lexicon: Lexicon::from_bytes(lexicon)?,
            gate: Gate::from_bytes(gate)?,
        })
    }

    /// A file of these parts: the text, then each section behind its length.
    pub fn write(provenance: &str, weights: &[u8], lexicon: &Lexicon, gate: &[u8]) -> Vec<u8> {
        let mut bytes = provenance.as_bytes().to_vec();
        bytes.push(END_OF_TEXT);
        for section in [weights, &lexicon.bytes(), gate] {
            bytes.extend((section.len() as u32).to_le_bytes());
            bytes.extend(section);
        }
        bytes
    }

    /// The same file with another gate, `None` if it is none.
    pub fn with_gate(bytes: &[u8], gate: &[u8]) -> Option<Vec<u8>> {
        let end = bytes.iter().position(|&byte| byte == END_OF_TEXT)?;
        let (_, rest) = section(&bytes[end + 1..])?;
        let (_, rest) = section(rest)?;
        let kept = &bytes[..bytes.len() - rest.len()];
        Some([kept, &(gate.len() as u32).to_le_bytes(), gate].concat())
    }

    /// What the model was trained on, and when.
    pub const fn provenance(&self) -> &'static str {
        self.provenance
    }

    /// Where it looks.
    pub const fn gate(&self) -> &Gate {
        &self.gate
    }

    /// The dictionary it looks words up in.
    pub const fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }
}

fn section(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = bytes.split_first_chunk()?;
    rest.split_at_checked(u32::from_le_bytes(*length) as usize)
}
