//! The sequence model: a linear-chain tagger over characters.
//!
//! In preparation: the trainer in `yinmo-eval` uses it, the detector does not yet, and no weights are shipped.
//!
//! What the model sees ([`features`]) and what it says ([`Tag`]) are shared with the trainer, so both agree by
//! construction.

pub mod features;
mod lexicon;
mod tag;

pub use lexicon::{Lexicon, WordClass};
pub use tag::{Label, TAGS, Tag};
