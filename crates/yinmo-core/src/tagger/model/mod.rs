//! The sequence model: a linear-chain tagger over characters, with weights trained by `yinmo-eval train`.
//!
//! What the model sees ([`features`]) and what it says ([`Tag`]) are shared with the trainer, so both agree by
//! construction.

pub mod features;
mod lexicon;
mod tag;

pub use lexicon::{Lexicon, WordClass};
pub use tag::{Label, TAGS, Tag};
