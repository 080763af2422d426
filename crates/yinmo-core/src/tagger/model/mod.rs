//! The sequence model: a linear-chain tagger over characters.
//!
//! What the model sees ([`features`]) and what it says ([`Tag`]) are shared with the trainer, so both agree by
//! construction. The file it is shipped in begins with a text that says what it was trained on.

pub mod decode;
pub mod features;
mod file;
pub mod gate;
mod lexicon;
mod reader;
mod shipped;
mod tag;
pub mod weights;
mod within;

pub use decode::{Decoder, Named};
pub use features::Sentence;
pub use file::Model;
pub use gate::{Gate, Opening};
pub use lexicon::{FAMOUS, LATIN_BOTH, LATIN_GIVEN, LATIN_SURNAME, Lexicon, WordClass};
pub use reader::Reader;
pub use shipped::shipped;
pub use tag::{Label, TAGS, Tag};
pub use within::{is_latin_given_name, is_latin_name, is_ordinary_word, is_part_of_word, longest_word};
