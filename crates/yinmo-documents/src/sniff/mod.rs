//! What a file is, from its first bytes and its extension, never from the extension alone.

mod file_type;
mod head;
mod magic;

pub use file_type::FileType;
pub(crate) use magic::is_coded;

use crate::formats::{FORMATS, json, jsonl, text};
use crate::{Format, Reason};

/// What is to be done with a file.
#[derive(Clone, Copy)]
pub enum Sniffed {
    /// Read it so.
    Format(&'static dyn Format),
    /// Leave it, and say why.
    NotInspected(Reason),
}

/// Tells what a file is from its `head`, the first 4 KiB or all there is, and the extension of its `name`.
///
/// Without a telling extension, text is read as text, or as JSON when it starts like an object. An empty file
/// is what its extension says.
///
/// ```
/// use yinmo_documents::{Reason, Sniffed, sniff};
/// assert!(matches!(sniff("姓名,电话\n".as_bytes(), "名单.csv"), Sniffed::Format(f) if f.id() == "csv"));
/// let workbook = sniff(b"PK\x03\x04", "名单.csv");
/// assert!(matches!(workbook, Sniffed::NotInspected(Reason::ExtensionContradictsContent)));
/// ```
pub fn sniff(head: &[u8], name: &str) -> Sniffed {
    match verdict(head, &extension(name)) {
        Ok(format) => Sniffed::Format(format),
        Err(Reason::UnsupportedType(what)) => match reader_of(what) {
            Some(format) => Sniffed::Format(format),
            None => Sniffed::NotInspected(Reason::UnsupportedType(what)),
        },
        Err(reason) => Sniffed::NotInspected(reason),
    }
}

/// The format that reads files of a type which is not told by its extension alone.
fn reader_of(what: FileType) -> Option<&'static dyn Format> {
    FORMATS.into_iter().find(|format| format.file_types().contains(&what))
}

fn verdict(head: &[u8], extension: &str) -> Result<&'static dyn Format, Reason> {
    if head::is_lfs_pointer(head) {
        return Err(Reason::LfsPointer);
    }
    let plain_text = FORMATS.into_iter().filter(|format| format.file_types().is_empty());
    let format = plain_text.into_iter().find(|format| format.extensions().contains(&extension));
    let promised = FileType::of_extension(extension);
    let magic = magic::of(head);
    match (format, promised, magic) {
        (_, Some(promised), Some(found)) if found.is_compound() && promised.is_zipped_office() => {
            // Office programs put an encrypted workbook or document into a compound file.
            Err(Reason::Encrypted)
        }
        (_, Some(promised), Some(found)) if !promised.fits(found) => Err(Reason::ExtensionContradictsContent),
        (None, _, Some(_)) if head::is_encrypted(head) => Err(Reason::Encrypted),
        // What a compound file is tells its directory, which may stand anywhere: its reader finds out.
        (None, Some(promised @ (FileType::Xls | FileType::Doc)), Some(found)) if found.is_compound() => {
            Err(Reason::UnsupportedType(promised))
        }
        (None, None, Some(FileType::Ole)) => Err(Reason::UnsupportedType(FileType::Doc)),
        // WPS saves packages under old extensions.
        (None, Some(FileType::Xls | FileType::Doc | FileType::Ole) | None, Some(found)) => {
            Err(Reason::UnsupportedType(found))
        }
        (None, Some(promised), Some(_)) => Err(Reason::UnsupportedType(promised)),
        (Some(_), _, Some(_)) => Err(Reason::ExtensionContradictsContent),
        (Some(format), _, None) => head::text_or(head, format, Reason::Binary),
        (None, Some(promised), None) if promised.is_text_based() || !head::is_text(head) => {
            Err(Reason::UnsupportedType(promised))
        }
        (None, Some(_), None) => Err(Reason::ExtensionContradictsContent),
        (None, None, None) => plain(head),
    }
}

/// A file that neither its extension nor its first bytes name.
fn plain(head: &[u8]) -> Result<&'static dyn Format, Reason> {
    if let Some(markup) = head::markup(head) {
        return Err(Reason::UnsupportedType(markup));
    }
    let format = match head::json_shape(head) {
        Some(head::JsonShape::Document) => json::FORMAT,
        Some(head::JsonShape::Lines) => jsonl::FORMAT,
        None => text::FORMAT,
    };
    head::text_or(head, format, Reason::Binary)
}

/// What stands after the last dot of the last component, in lower case.
fn extension(name: &str) -> String {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    file.rsplit_once('.').map_or(String::new(), |(_, extension)| extension.to_lowercase())
}

#[cfg(test)]
mod tests;
