//! Where: spans, edits, places, and the folding that makes `１３８` and `138` one text.
//!
//! Everything here counts UTF-8 bytes. Code points appear only at the edges that need them.

mod edit;
mod fold;
mod part;
mod span;

pub use edit::{Edit, apply};
pub use fold::{Folded, fold_char};
pub use part::{Place, Surface};
pub use span::Span;
