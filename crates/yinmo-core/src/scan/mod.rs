//! Where could anything be? One pass over the bytes yields the tokens worth a look.
//!
//! A token is a maximal run of ASCII letters and digits, full-width ones included. Nothing but tokens is
//! looked at further, so text without them costs a few vector instructions per 32 bytes. Tokens joined by
//! soft separators (`138-0001-2006`, one digit per form box, a number wrapped over two lines) are gathered
//! into a [`Value`], whose characters the recognizers see without the separators.

mod blocks;
mod char_class;
mod complete;
mod glued;
mod lanes;
mod numerals;
mod tokens;
mod value;
mod widest;

pub(crate) use blocks::{count_pairs, each_three, next_byte};
pub use char_class::is_mask_char;
pub(crate) use lanes::{
    AFTER, ASTRAL, BEFORE, BEYOND, Class, Classes, Judged, Known, LANES, Rarer, Window, each,
};
pub use numerals::Numerals;
pub(crate) use tokens::follows_label;
pub use tokens::{Token, Tokens};
pub use value::{Gap, Value};
pub(crate) use widest::widest;
