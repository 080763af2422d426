//! The engine of yinmo: text in; findings, decisions and masked text out.
//!
//! Most readers want the front door, the `yinmo` crate. This one answers, a folder a question:
//! [`text`] where, [`kind`] what.
//! Nothing here opens a file, prints, or looks at the clock.

pub mod finding;
pub mod kind;
pub mod text;
