//! The engine of yinmo: text in; findings, decisions and masked text out.
//!
//! Most readers want the front door, the `yinmo` crate. This one answers, a folder a question:
//! [`text`] where, [`kind`] what, [`scan`] where could anything be, [`recognizers`] is it one,
//! [`resolve`] which claim wins, [`memory`] whom the document knows already. [`Detector`] puts them together.
//! Nothing here opens a file, prints, or looks at the clock.

pub mod baseline;
pub mod calibration;
mod detector;
pub mod finding;
pub mod key;
pub mod kind;
pub mod marked;
pub mod memory;
pub mod operators;
pub mod own;
pub mod policy;
pub mod recognizers;
pub mod resolve;
pub mod risk;
pub mod scan;
pub mod table;
pub mod tagger;
pub mod text;

pub use detector::{Detector, Found, Likening, NotPlain, Pieces, owned};
pub use key::{Key, NoKey};
