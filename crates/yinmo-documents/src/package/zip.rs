use std::borrow::Cow;
use std::io::{Cursor, Read, Write};

use zip::read::ZipFile;
use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::archive::{Envelope, FILE_NAME, Store, decoded_name};
use super::flavor::{Fate, Fates};
use crate::mapped::{EntryId, Splicer};
use crate::{Error, Input, Scope};

/// A zip file (APPNOTE.TXT 6.3), read whole into memory.
pub(super) struct ZipStore<'r> {
    zip: ZipArchive<Cursor<Cow<'r, [u8]>>>,
    folders: Vec<bool>,
    scope: Scope,
}

/// The record that ends an archive, without its comment and with the longest that it can have (APPNOTE.TXT, 4.3.16).
const SHORTEST_END: usize = 22;
const LONGEST_END: usize = SHORTEST_END + 0xFFFF;

impl<'r> ZipStore<'r> {
    /// # Errors
    /// If it is no zip file, or one in which bytes stand that no entry owns, or that two own, or one that goes on in
    /// another file; if entries are encrypted, or there are too many.
    pub(super) fn open(input: Input<'r>, scope: &Scope) -> Result<(Self, Vec<String>), Error> {
        let bytes = input.into_whole(scope.limits().package_bytes)?;
        scope.opened(bytes.len());
        let len = bytes.len();
        let tail = bytes[len.saturating_sub(LONGEST_END)..].to_vec();
        let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
        if zip.len() > scope.limits().entries {
            return Err(Error::beyond("entries", scope.limits().entries as u64));
        }
        if zip.offset() > 0 {
            return Err(Error::malformed(0, "bytes before the archive"));
        }
        // The record that ends the archive is the last thing in it.
        let end = tail.len().checked_sub(SHORTEST_END + zip.comment().len());
        if !end.is_some_and(|end| tail[end..].starts_with(b"PK\x05\x06")) {
            return Err(Error::malformed(len as u64, "bytes after the archive"));
        }
        zip.validate_header_consistency().map_err(broken)?;
        let mut names = Vec::with_capacity(zip.len());
        for nth in 0..zip.len() {
            let entry = zip.by_index_raw(nth).map_err(broken)?;
            if entry.encrypted() {
                return Err(Error::encrypted());
            }
            if entry.is_symlink() {
                return Err(Error::malformed(entry.header_start(), "a symbolic link"));
            }
            let name = decoded_name(entry.name_raw());
            if name.ends_with('/') && entry.size() > 0 {
                return Err(Error::malformed(entry.header_start(), "a folder that holds bytes"));
            }
            names.push(name);
        }
        let folders = names.iter().map(|name| name.ends_with('/')).collect();
        Ok((Self { zip, folders, scope: scope.clone() }, names))
    }

    fn copy(&mut self, nth: usize, name: &str, writer: &mut ZipWriter<Cursor<Vec<u8>>>) -> Result<(), Error> {
        let entry = self.zip.by_index_raw(nth).map_err(broken)?;
        if entry.comment_raw().is_empty() && unknown_extra(&entry).is_empty() {
            return writer.raw_copy_file_rename(entry, name).map_err(broken);
        }
        // A copy would take along what is said beside the entry.
        let (options, is_dir) = (options_of(&entry), entry.is_dir());
        drop(entry);
        if is_dir {
            return writer.add_directory(name, options).map_err(broken);
        }
        let bytes = self.read(nth)?;
        writer.start_file(name, options).map_err(broken)?;
        Ok(writer.write_all(&bytes)?)
    }
}

impl ZipStore<'_> {
    /// An entry to be read, and its size, which is not believed before all of it was read.
    fn entry(&mut self, nth: usize) -> Result<(ZipFile<'_, impl Read>, u64), Error> {
        let most = self.scope.limits().entry_bytes;
        let file = self.zip.by_index(nth).map_err(broken)?;
        let size = file.size();
        if size > most {
            return Err(Error::beyond("entry-bytes", most));
        }
        self.scope.unpack(size)?;
        Ok((file, size))
    }

    /// Copies an entry to `to`, edited.
    fn copy_edited(
        &mut self,
        nth: usize,
        mut splicer: Splicer<'_>,
        to: &mut impl Write,
    ) -> Result<(), Error> {
        let (file, size) = self.entry(nth)?;
        let start = file.header_start();
        let (mut file, mut passed) = (file.take(size + 1), 0);
        let mut piece = vec![0; PIECE];
        let mut out = Vec::with_capacity(2 * PIECE);
        loop {
            let count = file.read(&mut piece).map_err(|_| Error::malformed(start, "a broken entry"))?;
            if count == 0 {
                break;
            }
            passed += count as u64;
            splicer.feed(&piece[..count], &mut out);
            to.write_all(&out)?;
            out.clear();
        }
        if passed != size {
            return Err(Error::malformed(start, "a wrong size"));
        }
        splicer.finish(&mut out)?;
        Ok(to.write_all(&out)?)
    }
}

/// So many bytes are read at a time of an entry that is copied.
const PIECE: usize = 128 << 10;

impl Store for ZipStore<'_> {
    fn is_file(&self, nth: usize) -> bool {
        self.folders.get(nth).is_some_and(|is_folder| !is_folder)
    }

    fn read(&mut self, nth: usize) -> Result<Vec<u8>, Error> {
        let (file, size) = self.entry(nth)?;
        let start = file.header_start();
        // The size is what the entry says of itself: it is believed only as far as that costs little.
        let mut bytes = Vec::with_capacity((size as usize).min(64 << 20));
        file.take(size + 1).read_to_end(&mut bytes).map_err(|_| Error::malformed(start, "a broken entry"))?;
        if bytes.len() as u64 == size { Ok(bytes) } else { Err(Error::malformed(start, "a wrong size")) }
    }

    fn envelope(&mut self) -> Result<Envelope, Error> {
        let mut said = Envelope::default();
        said.say("", self.zip.comment());
        for nth in 0..self.zip.len() {
            let entry = self.zip.by_index_raw(nth).map_err(broken)?;
            said.say("", entry.comment_raw());
            for (id, data) in unknown_extra(&entry) {
                // A version and a sum stand before names and comments in UTF-8 (APPNOTE.TXT, 4.6.8 and 4.6.9).
                let head = if matches!(id, 0x6375 | 0x7075) { 5 } else { 0 };
                said.say(if id == 0x7075 { FILE_NAME } else { "" }, data.get(head..).unwrap_or_default());
            }
        }
        // What is no text as a whole may hold some.
        let (before, opaque) = (said.text.len(), String::from_utf8_lossy(&said.opaque));
        said.text.extend(
            opaque
                .split(|c: char| c.is_control() || c == char::REPLACEMENT_CHARACTER)
                .flat_map(|run| [run, "\n"]),
        );
        if said.text[before..].trim().is_empty() {
            said.text.truncate(before);
        }
        Ok(said)
    }

    fn rewrite(&mut self, names: &[String], mut fates: Fates, out: &mut Vec<u8>) -> Result<(), Error> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (nth, name) in names.iter().enumerate() {
            let name = fates.name(nth as EntryId).unwrap_or_else(|| name.clone());
            match fates.take(nth as EntryId) {
                Fate::Gone => {}
                Fate::Becomes(bytes) => {
                    let entry = self.zip.by_index_raw(nth).map_err(broken)?;
                    let options = options_of(&entry);
                    drop(entry);
                    writer.start_file(name, options).map_err(broken)?;
                    writer.write_all(&bytes)?;
                }
                Fate::Edited => {
                    let entry = self.zip.by_index_raw(nth).map_err(broken)?;
                    let options = options_of(&entry);
                    drop(entry);
                    writer.start_file(name, options).map_err(broken)?;
                    self.copy_edited(nth, fates.edits.splicer(nth as EntryId), &mut writer)?;
                }
                Fate::Stays => self.copy(nth, &name, &mut writer)?,
            }
        }
        let written = writer.finish().map_err(broken)?.into_inner();
        if out.is_empty() {
            *out = written;
        } else {
            out.extend_from_slice(&written);
        }
        Ok(())
    }

    fn bytes(&self) -> Cow<'_, [u8]> {
        // The reader is a cursor over them.
        let whole = self.zip.clone().into_inner().into_inner();
        Cow::Owned(whole.into_owned())
    }
}

/// A part of more bytes than this is compressed faster than others.
const LARGE: u64 = 1 << 20;

/// The level of compression for it: a fifth larger than the usual one leaves it, in a third of the time.
const FAST: i64 = 2;

fn options_of<R: Read>(entry: &ZipFile<'_, R>) -> SimpleFileOptions {
    let method = match entry.compression() {
        CompressionMethod::Stored => CompressionMethod::Stored,
        _ => CompressionMethod::Deflated,
    };
    // What is masked is shorter than it was: it stays so, and nobody waits for the last percent of a large part.
    let level = (method == CompressionMethod::Deflated && entry.size() > LARGE).then_some(FAST);
    let options = SimpleFileOptions::default().compression_method(method).compression_level(level);
    match entry.last_modified() {
        Some(time) => options.last_modified_time(time),
        None => options,
    }
}

/// Extra fields that are more than times and sizes: number and data.
fn unknown_extra<R: Read>(entry: &ZipFile<'_, R>) -> Vec<(u16, Vec<u8>)> {
    /// ZIP64, NTFS times, Unix times (two ways), Unix owners as numbers (two ways), what Office leaves room for growth.
    const KNOWN: [u16; 7] = [0x0001, 0x000A, 0x5455, 0x5855, 0x7855, 0x7875, 0xA220];
    let fields = entry.extra_data().unwrap_or_default();
    let mut unknown = Vec::new();
    let mut rest = &fields[..];
    while let [id, id_high, len, len_high, after @ ..] = rest {
        let len = usize::from(u16::from_le_bytes([*len, *len_high])).min(after.len());
        let (data, next) = after.split_at(len);
        let id = u16::from_le_bytes([*id, *id_high]);
        if !KNOWN.contains(&id) && data.iter().any(|&byte| byte != 0) {
            unknown.push((id, data.to_vec()));
        }
        rest = next;
    }
    if rest.iter().any(|&byte| byte != 0) {
        unknown.push((0, rest.to_vec()));
    }
    unknown
}

fn broken(error: ZipError) -> Error {
    match error {
        ZipError::Io(error) if error.kind() != std::io::ErrorKind::UnexpectedEof => Error::from(error),
        ZipError::UnsupportedArchive(message) if message == ZipError::PASSWORD_REQUIRED => Error::encrypted(),
        _ => Error::malformed(0, "not a sound zip archive"),
    }
}
