//! A file's bytes to parts, and edits back to bytes.
//!
//! Most readers want the front door, the `yinmo` crate. This one knows formats and nothing of what stands in
//! them: it does not know what a phone number is. It opens no paths and prints nothing; it takes readers and
//! gives bytes.
//!
//! A document is a stream of [`Chunk`]s. Each chunk tells its [`Record`]s, rows of a table or members of a JSON
//! object or running text, made of [`Part`]s, which are plain decoded strings. What is to change is said by
//! part and span, and [`Chunk::splice`] writes the chunk's bytes with those spans replaced. Every other byte
//! survives: encoding, byte order mark, line ends, quoting, white space, escapes.
//!
//! ```
//! use yinmo_core::text::Span;
//! use yinmo_documents::{Change, Changes, Input, Limits, Record, Scope, Sniffed, detect_encoding, sniff};
//!
//! let file = "姓名,电话\r\n张三,\"13800012001\"\r\n".as_bytes();
//! let Sniffed::Format(format) = sniff(file, "名单.csv") else { panic!("a table") };
//! let encoding = detect_encoding(&mut &file[..])?;
//! let mut document = format.open(Input::memory(file, encoding), &Scope::new(&Limits::default()));
//!
//! let (mut out, mut carry) = (Vec::new(), 0);
//! while let Some(chunk) = document.next_chunk()? {
//!     let mut changes = Changes::default();
//!     for record in chunk.records() {
//!         let Record::Row { cells, .. } = record else { continue };
//!         for cell in cells.iter().filter(|cell| cell.text.starts_with("138")) {
//!             assert_eq!(cell.place().to_string(), "B2");
//!             changes.push(Change::replace(cell.index, Span::new(3, 9), "******"));
//!         }
//!     }
//!     carry = chunk.splice(&changes, carry, &mut out)?;
//! }
//! assert_eq!(out, "姓名,电话\r\n张三,\"138******01\"\r\n".as_bytes());
//! # Ok::<(), yinmo_documents::Error>(())
//! ```
//!
//! Broken input is an [`Error`] that says where, and [`Error::reason`] says what it means for the verdict. A
//! document that gave an error was not read whole.
//!
//! Chunks are `Send` and `Sync`: read in one thread, decide in many, write in order.

mod block;
mod boundary;
mod change;
mod chunk;
mod document;
mod encoding;
mod error;
pub mod formats;
mod input;
mod limits;
mod link;
mod mapped;
mod note;
mod package;
mod position;
mod reader;
mod reason;
mod record;
mod scope;
mod sniff;
mod source;
mod strip;
mod values;

pub use block::Block;
pub use change::{Action, Change, Changes, Kept};
pub use chunk::{Chunk, Section};
pub use document::{Document, Format, Writer};
pub use encoding::{Charset, Encoding, EncodingDetection, detect_encoding};
pub use error::Error;
pub use input::Input;
pub use limits::Limits;
pub use link::Link;
pub use note::{Hiding, Note, What};
pub use position::Position;
pub use reason::Reason;
pub use record::{Part, Parts, Record, Texts};
pub use scope::Scope;
pub use sniff::{FileType, Sniffed, sniff};
pub use strip::{Extra, Strip};
