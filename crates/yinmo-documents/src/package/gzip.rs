//! Files compressed by gzip (RFC 1952), as archives of one file.

use std::borrow::Cow;
use std::io::Write;
use std::ops::Range;

use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc, Decompress, FlushDecompress, Status};

use super::archive::{Archive, Envelope, FILE_NAME, Store, decoded_name};
use super::flavor::{Fate, Fates};
use crate::{Error, Input, Scope};

/// Opens it. The file within is called as the whole is without its last extension, or else as the header says.
///
/// # Errors
/// If it is not gzip.
pub(crate) fn open<'r>(input: Input<'r>, scope: &Scope) -> Result<Archive<'r>, Error> {
    let bytes = input.into_whole(scope.limits().package_bytes)?;
    scope.opened(bytes.len());
    let header = Header::read(&bytes, 0)?;
    let said = header.name.clone().map(|name| decoded_name(&bytes[name]));
    let name = name_within(scope.name(), said.as_deref());
    let store = GzipStore { bytes, members: Vec::new(), content: None, scope: scope.clone() };
    Ok(Archive::new(store, vec![name]))
}

fn name_within(whole: &str, said: Option<&str>) -> String {
    let last = |path: &str| path.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
    let whole = last(whole);
    if let Some((stem, extension)) = whole.rsplit_once('.') {
        match extension.to_ascii_lowercase().as_str() {
            "tgz" | "taz" => return format!("{stem}.tar"),
            "svgz" => return format!("{stem}.svg"),
            "gz" if stem.rfind('.').is_some_and(|dot| dot > 0) => return stem.to_owned(),
            _ => {}
        }
    }
    said.map(last).filter(|said| !said.is_empty()).unwrap_or_else(|| "解压内容".to_owned())
}

struct GzipStore<'r> {
    bytes: Cow<'r, [u8]>,
    /// The members; none before the content was unpacked.
    members: Vec<Member>,
    content: Option<Vec<u8>>,
    scope: Scope,
}

/// A member: all of them together hold the file.
struct Member {
    header: Header,
    /// Where it ends, behind its checksum and size.
    end: usize,
}

#[derive(Clone)]
struct Header {
    /// The first ten bytes.
    start: usize,
    extra: Option<Range<usize>>,
    name: Option<Range<usize>>,
    comment: Option<Range<usize>>,
    /// Where the compressed data begins.
    data: usize,
}

impl Header {
    fn read(bytes: &[u8], start: usize) -> Result<Self, Error> {
        const CHECKSUM: u8 = 2;
        const EXTRA: u8 = 4;
        const NAME: u8 = 8;
        const COMMENT: u8 = 16;
        let broken = || Error::malformed(start as u64, "gzip header");
        let fixed = bytes.get(start..start + 10).ok_or_else(broken)?;
        let flags = fixed[3];
        if !fixed.starts_with(b"\x1F\x8B\x08") || flags & 0xE0 != 0 {
            return Err(broken());
        }
        let mut at = start + 10;
        let mut extra = None;
        if flags & EXTRA != 0 {
            let len = bytes.get(at..at + 2).ok_or_else(broken)?;
            let len = usize::from(u16::from_le_bytes([len[0], len[1]]));
            bytes.get(at + 2..at + 2 + len).ok_or_else(broken)?;
            extra = Some(at + 2..at + 2 + len);
            at += 2 + len;
        }
        let mut zero_terminated = |wanted: u8| -> Result<Option<Range<usize>>, Error> {
            if flags & wanted == 0 {
                return Ok(None);
            }
            let len = memchr::memchr(0, bytes.get(at..).ok_or_else(broken)?).ok_or_else(broken)?;
            let range = at..at + len;
            at += len + 1;
            Ok(Some(range))
        };
        let (name, comment) = (zero_terminated(NAME)?, zero_terminated(COMMENT)?);
        if flags & CHECKSUM != 0 {
            let mut crc = Crc::new();
            crc.update(&bytes[start..at]);
            let said = bytes.get(at..at + 2).ok_or_else(broken)?;
            if u16::from_le_bytes([said[0], said[1]]) != (crc.sum() & 0xFFFF) as u16 {
                return Err(broken());
            }
            at += 2;
        }
        Ok(Self { start, extra, name, comment, data: at })
    }
}

impl GzipStore<'_> {
    /// Unpacks all members, whose checksums have to hold.
    fn unpack(&mut self) -> Result<Vec<u8>, Error> {
        let (mut members, mut content) = (Vec::new(), Vec::new());
        let mut at = 0;
        while at < self.bytes.len() {
            if !members.is_empty() && !self.bytes[at..].starts_with(b"\x1F\x8B") {
                return Err(Error::malformed(at as u64, "bytes after the end"));
            }
            if members.len() == self.scope.limits().entries {
                return Err(Error::beyond("entries", self.scope.limits().entries as u64));
            }
            let header = Header::read(&self.bytes, at)?;
            at = self.inflate(header.data, &mut content)?;
            members.push(Member { header, end: at });
        }
        self.members = members;
        Ok(content)
    }

    /// Unpacks one member whose data begins at `start` behind what was unpacked before, and says where it ends.
    fn inflate(&self, start: usize, content: &mut Vec<u8>) -> Result<usize, Error> {
        let broken = || Error::malformed(start as u64, "a broken entry");
        let most = self.scope.limits().entry_bytes;
        let mut inflate = Decompress::new(false);
        let mut crc = Crc::new();
        let mut block = vec![0; 64 << 10];
        loop {
            let (read, written) = (inflate.total_in(), inflate.total_out());
            let rest = &self.bytes[start + read as usize..];
            let status = inflate.decompress(rest, &mut block, FlushDecompress::None).map_err(|_| broken())?;
            let came = (inflate.total_out() - written) as usize;
            self.scope.unpack(came as u64)?;
            if content.len() as u64 + came as u64 > most {
                return Err(Error::beyond("entry-bytes", most));
            }
            crc.update(&block[..came]);
            content.extend_from_slice(&block[..came]);
            if status == Status::StreamEnd {
                break;
            }
            if came == 0 && inflate.total_in() == read {
                return Err(broken());
            }
        }
        let end = start + inflate.total_in() as usize;
        let said = self.bytes.get(end..end + 8).ok_or_else(broken)?;
        let sums = [crc.sum().to_le_bytes(), crc.amount().to_le_bytes()].concat();
        if said == sums { Ok(end + 8) } else { Err(Error::malformed(end as u64, "a wrong checksum")) }
    }

    /// The header of a member without all that it need not have: the time and the system stay.
    fn plain_header(&self, header: &Header) -> Vec<u8> {
        let mut plain = self.bytes[header.start..header.start + 10].to_vec();
        plain[3] = 0;
        plain
    }
}

impl Store for GzipStore<'_> {
    fn read(&mut self, _nth: usize) -> Result<Vec<u8>, Error> {
        match self.content.take() {
            Some(content) => Ok(content),
            None => self.unpack(),
        }
    }

    fn is_file(&self, _nth: usize) -> bool {
        true
    }

    fn envelope(&mut self) -> Result<Envelope, Error> {
        if self.content.is_none() {
            self.content = Some(self.unpack()?);
        }
        let mut envelope = Envelope::default();
        for Member { header, .. } in &self.members {
            let piece = |range: &Option<Range<usize>>| &self.bytes[range.clone().unwrap_or_default()];
            envelope.say(FILE_NAME, piece(&header.name));
            envelope.say("", piece(&header.comment));
            for (id, data) in fields(piece(&header.extra)) {
                // Sizes of blocks, for those who read from the middle.
                if !matches!(&id, b"BC" | b"RA") {
                    envelope.say("", data);
                }
            }
        }
        Ok(envelope)
    }

    fn rewrite(&mut self, _names: &[String], mut fates: Fates, out: &mut Vec<u8>) -> Result<(), Error> {
        let first = Header::read(&self.bytes, 0)?;
        match fates.take_applied(0, || self.read(0))? {
            Fate::Becomes(content) => {
                let mut plain = self.plain_header(&first);
                // How hard the old data was compressed says nothing of the new.
                plain[8] = 0;
                out.extend_from_slice(&plain);
                let mut deflate = DeflateEncoder::new(&mut *out, Compression::default());
                deflate.write_all(&content)?;
                deflate.finish()?;
                let mut crc = Crc::new();
                crc.update(&content);
                out.extend_from_slice(&crc.sum().to_le_bytes());
                out.extend_from_slice(&crc.amount().to_le_bytes());
            }
            Fate::Edited => return Err(Error::bad_change(0)),
            Fate::Stays | Fate::Gone => {
                if self.members.is_empty() {
                    self.unpack()?;
                }
                for Member { header, end } in &self.members {
                    out.extend_from_slice(&self.plain_header(header));
                    out.extend_from_slice(&self.bytes[header.data..*end]);
                }
            }
        }
        Ok(())
    }

    fn bytes(&self) -> Cow<'_, [u8]> {
        Cow::Borrowed(&self.bytes)
    }
}

/// The fields of an extra field (RFC 1952, 2.3.1.1); what is none of them comes as one.
fn fields(extra: &[u8]) -> Vec<([u8; 2], &[u8])> {
    let mut fields = Vec::new();
    let mut rest = extra;
    while !rest.is_empty() {
        let field = match rest {
            [one, two, low, high, after @ ..] => after
                .split_at_checked(usize::from(u16::from_le_bytes([*low, *high])))
                .map(|(data, next)| ([*one, *two], data, next)),
            _ => None,
        };
        let (id, data, next) = field.unwrap_or(([0, 0], rest, &[]));
        fields.push((id, data));
        rest = next;
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::{fields, name_within};

    #[test]
    fn what_is_within_is_called_by_the_whole_or_by_its_header() {
        for (whole, said, name) in [
            ("导出/名单.csv.gz", Some("x"), "名单.csv"),
            ("a.TGZ", None, "a.tar"),
            ("backup.gz", Some("dir/名单.csv"), "名单.csv"),
            ("", Some("名单.csv"), "名单.csv"),
            ("backup.gz", None, "解压内容"),
        ] {
            assert_eq!(name_within(whole, said), name);
        }
    }

    #[test]
    fn fields_that_are_none_are_one() {
        assert_eq!(fields(b"AB\x01\0xCD\x02\0yz"), [(*b"AB", &b"x"[..]), (*b"CD", b"yz")]);
        assert_eq!(fields(b"AB\x09\0x"), [([0, 0], &b"AB\x09\0x"[..])]);
    }
}
