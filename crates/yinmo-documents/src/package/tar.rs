//! Tar archives (POSIX.1-2001 pax, ustar, GNU and the oldest form).

use std::borrow::Cow;
use std::ops::Range;

use super::archive::{Archive, Envelope, LINK, Store, decoded_name};
use super::flavor::{Fate, Fates};
use crate::{Error, Input, Scope};

const BLOCK: usize = 512;

/// Opens it.
///
/// # Errors
/// If bytes stand in it that belong to no entry, or that may mean two things; if a checksum is wrong, a file has holes or
/// goes on in another archive, or there are too many entries.
pub(crate) fn open<'r>(input: Input<'r>, scope: &Scope) -> Result<Archive<'r>, Error> {
    let bytes = input.into_whole(scope.limits().package_bytes)?;
    scope.opened(bytes.len());
    let (mut members, mut globals) = (Vec::new(), Vec::new());
    let mut walk = Walk { bytes: &bytes, at: 0 };
    while let Some(piece) = walk.next()? {
        match piece {
            Piece::Member(member) => members.push(member),
            Piece::Global(global) => globals.push(Global { before: members.len(), ..global }),
        }
        if members.len() + globals.len() > scope.limits().entries {
            return Err(Error::beyond("entries", scope.limits().entries as u64));
        }
    }
    let end = walk.at;
    let names = members.iter().map(|member| member.name.clone()).collect();
    Ok(Archive::new(TarStore { bytes, members, globals, end, scope: scope.clone() }, names))
}

struct TarStore<'r> {
    bytes: Cow<'r, [u8]>,
    members: Vec<Member>,
    globals: Vec<Global>,
    /// Where the blocks begin that end the archive.
    end: usize,
    scope: Scope,
}

enum Piece {
    Member(Member),
    Global(Global),
}

/// A header for all entries that follow.
struct Global {
    /// The number of the entry that it stands before.
    before: usize,
    whole: Range<usize>,
    records: Vec<Record>,
}

struct Member {
    /// With the headers before it and the zeros behind it.
    whole: Range<usize>,
    /// Where its own header begins.
    header: usize,
    data: Range<usize>,
    name: String,
    kind: Kind,
    /// What is said in headers of their own.
    records: Vec<Record>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    File,
    Link,
    /// A folder, a device, or the name of the archive.
    Bare,
}

/// A record of an extended header: `path=名单.csv`.
#[derive(Clone)]
struct Record {
    key: String,
    value: Vec<u8>,
}

/// Keys whose values are numbers, or are read as names.
const TECHNICAL: [&str; 10] =
    ["path", "linkpath", "size", "mtime", "atime", "ctime", "uid", "gid", "charset", "hdrcharset"];

/// Reads headers one after the other.
struct Walk<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Walk<'_> {
    fn broken(&self, what: &'static str) -> Error {
        Error::malformed(self.at as u64, what)
    }

    /// The next entry or header for all; nothing at the end of the archive, behind which only zeros may stand.
    fn next(&mut self) -> Result<Option<Piece>, Error> {
        let start = self.at;
        let mut records: Vec<Record> = Vec::new();
        loop {
            let block = self.block()?;
            if block.iter().all(|&byte| byte == 0) {
                let only_zeros = self.bytes[self.at..].iter().all(|&byte| byte == 0);
                return if !only_zeros {
                    Err(self.broken("bytes after the end"))
                } else if self.at > start {
                    Err(self.broken("a header without an entry"))
                } else {
                    Ok(None)
                };
            }
            let (header, what) = (self.at, block[156]);
            let said = self.check(block)?;
            let size = match records.iter().find(|record| record.key == "size") {
                Some(size) if !matches!(what, b'x' | b'g' | b'L' | b'K') => size.number(),
                _ => Some(said),
            };
            let size = size.ok_or_else(|| self.broken("a size"))?;
            let has_data = !matches!(what, b'1'..=b'6' | b'V');
            let size = if has_data { size } else { 0 };
            let data = self.data(size)?;
            let whole = start..self.at;
            let mut adds = |more: Vec<Record>| -> Result<(), Error> {
                for record in more {
                    if records.iter().any(|known| known.key == record.key) {
                        return Err(Error::malformed(header as u64, "a header that is given twice"));
                    }
                    records.push(record);
                }
                Ok(())
            };
            match what {
                b'x' => adds(records_of(&self.bytes[data], header)?)?,
                b'g' if start == header => {
                    let records = records_of(&self.bytes[data], header)?;
                    if records.iter().any(|record| matches!(&*record.key, "path" | "linkpath" | "size")) {
                        return Err(Error::malformed(header as u64, "a name for all entries"));
                    }
                    return Ok(Some(Piece::Global(Global { before: 0, whole, records })));
                }
                b'L' | b'K' => {
                    let value = self.bytes[data].strip_suffix(b"\0").unwrap_or_default();
                    if value.is_empty() || value.contains(&0) {
                        return Err(Error::malformed(header as u64, "a long name"));
                    }
                    let key = if what == b'L' { "path" } else { "linkpath" }.to_owned();
                    adds(vec![Record { key, value: value.to_vec() }])?;
                }
                b'g' | b'S' | b'M' | b'N' => {
                    return Err(Error::malformed(header as u64, "an entry of this kind"));
                }
                _ => {
                    if records.iter().any(|record| record.key.starts_with("GNU.sparse")) {
                        return Err(Error::malformed(header as u64, "a file with holes"));
                    }
                    let kind = match what {
                        b'1' | b'2' => Kind::Link,
                        b'3'..=b'6' | b'V' => Kind::Bare,
                        _ => Kind::File,
                    };
                    let block = &self.bytes[header..header + BLOCK];
                    let path = records.iter().find(|record| record.key == "path");
                    let mut name = path.map_or_else(|| short_name(block), |path| decoded_name(&path.value));
                    let kind = if kind == Kind::File && name.ends_with('/') {
                        if size > 0 {
                            return Err(Error::malformed(header as u64, "a folder that holds bytes"));
                        }
                        Kind::Bare
                    } else {
                        kind
                    };
                    if what == b'5' && !name.ends_with('/') {
                        name.push('/');
                    }
                    return Ok(Some(Piece::Member(Member { whole, header, data, name, kind, records })));
                }
            }
        }
    }

    fn block(&self) -> Result<&[u8], Error> {
        self.bytes.get(self.at..self.at + BLOCK).ok_or_else(|| self.broken("no end"))
    }

    /// Passes a header and its data.
    fn data(&mut self, size: u64) -> Result<Range<usize>, Error> {
        let start = self.at + BLOCK;
        let size = usize::try_from(size).map_err(|_| self.broken("a size"))?;
        let end = start.checked_add(size).filter(|&end| end <= self.bytes.len());
        let end = end.ok_or_else(|| self.broken("a size"))?;
        let next = end.next_multiple_of(BLOCK);
        let filling = self.bytes.get(end..next).ok_or_else(|| self.broken("no end"))?;
        if filling.iter().any(|&byte| byte != 0) {
            return Err(self.broken("bytes between entries"));
        }
        self.at = next;
        Ok(start..end)
    }

    /// Checks that a header is sound and that nothing stands in it which is not read, and gives the size it says.
    fn check(&self, block: &[u8]) -> Result<u64, Error> {
        let sum = |signed: bool| -> i64 {
            let value = |byte: u8| if signed { i64::from(byte.cast_signed()) } else { i64::from(byte) };
            let all = block.iter().enumerate().map(|(nth, &byte)| match nth {
                148..156 => 32,
                _ => value(byte),
            });
            all.sum()
        };
        let said = number(&block[148..156]).and_then(|said| i64::try_from(said).ok());
        if said.is_none_or(|said| said != sum(false) && said != sum(true)) {
            return Err(self.broken("a wrong checksum"));
        }
        let is_text = |range: Range<usize>| {
            let field = &block[range];
            let end = memchr::memchr(0, field).unwrap_or(field.len());
            field[end..].iter().all(|&byte| byte == 0)
        };
        let is_number = |range: Range<usize>| number(&block[range]).is_some();
        let numbers = [100..108, 108..116, 116..124, 124..136, 136..148];
        let mut sound = is_text(0..100) && is_text(157..257) && numbers.into_iter().all(is_number);
        sound &= match &block[257..265] {
            b"ustar\x0000" | b"ustar\0\0\0" => {
                is_text(265..297)
                    && is_text(297..329)
                    && is_number(329..337)
                    && is_number(337..345)
                    && is_text(345..500)
                    && is_text(500..512)
                    && block[500..512].iter().all(|&byte| byte == 0)
            }
            b"ustar  \0" => {
                is_text(265..297)
                    && is_text(297..329)
                    && is_number(329..337)
                    && is_number(337..345)
                    && is_number(345..357)
                    && is_number(357..369)
                    && block[369..512].iter().all(|&byte| byte == 0)
            }
            _ => block[257..512].iter().all(|&byte| byte == 0),
        };
        let size = number(&block[124..136]);
        size.filter(|_| sound).ok_or_else(|| self.broken("a header"))
    }
}

impl Record {
    fn number(&self) -> Option<u64> {
        std::str::from_utf8(&self.value).ok()?.parse().ok()
    }
}

/// A number in a header: octal digits, or in base 256 where its first bit is set. Nothing is 0.
fn number(field: &[u8]) -> Option<u64> {
    if let [first, rest @ ..] = field
        && *first == 0x80
    {
        return rest.iter().try_fold(0_u64, |sum, &byte| sum.checked_mul(256)?.checked_add(byte.into()));
    }
    if field.first() == Some(&0xFF) {
        // Before 1970.
        return Some(0);
    }
    let end = memchr::memchr2(0, b' ', field.trim_ascii_start())
        .map_or(field.len(), |len| field.len() - field.trim_ascii_start().len() + len);
    if field[end..].iter().any(|byte| !matches!(byte, 0 | b' ')) {
        return None;
    }
    let digits = std::str::from_utf8(field[..end].trim_ascii()).ok()?;
    if digits.is_empty() { Some(0) } else { u64::from_str_radix(digits, 8).ok() }
}

/// What a field of a header says, up to its first zero.
fn field(block: &[u8], range: Range<usize>) -> &[u8] {
    let field = &block[range];
    &field[..memchr::memchr(0, field).unwrap_or(field.len())]
}

const fn is_posix(block: &[u8]) -> bool {
    matches!(block, [..] if block[257] == b'u' && block[262] == 0)
}

fn short_name(block: &[u8]) -> String {
    let name = field(block, 0..100);
    let prefix = if is_posix(block) { field(block, 345..500) } else { &[] };
    if prefix.is_empty() { decoded_name(name) } else { decoded_name(&[prefix, b"/", name].concat()) }
}

/// The records of an extended header: each says its length, `22 path=名单.csv\n`.
fn records_of(mut data: &[u8], header: usize) -> Result<Vec<Record>, Error> {
    let broken = || Error::malformed(header as u64, "an extended header");
    let mut records = Vec::new();
    while !data.is_empty() {
        let blank = memchr::memchr(b' ', data).ok_or_else(broken)?;
        let len: usize =
            std::str::from_utf8(&data[..blank]).ok().and_then(|len| len.parse().ok()).ok_or_else(broken)?;
        let record = data.get(blank + 1..len).and_then(|record| record.strip_suffix(b"\n"));
        let record = record.ok_or_else(broken)?;
        let equals = memchr::memchr(b'=', record).ok_or_else(broken)?;
        let key = std::str::from_utf8(&record[..equals]).map_err(|_| broken())?;
        records.push(Record { key: key.to_owned(), value: record[equals + 1..].to_vec() });
        data = &data[len..];
    }
    Ok(records)
}

fn written(key: &str, value: &[u8], out: &mut Vec<u8>) {
    // The length counts its own digits.
    let rest = key.len() + value.len() + 3;
    let mut len = rest + 1;
    while rest + len.to_string().len() != len {
        len = rest + len.to_string().len();
    }
    out.extend_from_slice(format!("{len} {key}=").as_bytes());
    out.extend_from_slice(value);
    out.push(b'\n');
}

fn filled(out: &mut Vec<u8>) {
    out.resize(out.len().next_multiple_of(BLOCK), 0);
}

fn summed(block: &mut [u8]) {
    block[148..156].fill(b' ');
    let sum: u32 = block.iter().map(|&byte| u32::from(byte)).sum();
    block[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
}

impl TarStore<'_> {
    /// Writes an entry anew.
    fn write(&self, member: &Member, name: &str, data: &[u8], without_more: bool, out: &mut Vec<u8>) {
        let mut block = self.bytes[member.header..member.header + BLOCK].to_vec();
        let mut records: Vec<Record> = member
            .records
            .iter()
            .filter(|record| !matches!(&*record.key, "path" | "size"))
            .filter(|record| !without_more || TECHNICAL.contains(&&*record.key))
            .cloned()
            .collect();
        let had_path = member.records.iter().any(|record| record.key == "path");
        if name != member.name {
            let name =
                if self.bytes[member.header + 156] == b'5' { name } else { name.trim_end_matches('/') };
            let cut = (0..=name.len().min(100)).rev().find(|&cut| name.is_char_boundary(cut)).unwrap_or(0);
            block[..100].fill(0);
            block[..cut].copy_from_slice(&name.as_bytes()[..cut]);
            if is_posix(&block) {
                block[345..500].fill(0);
            }
            if had_path || cut < name.len() {
                records.push(Record { key: "path".to_owned(), value: name.as_bytes().to_vec() });
            }
        } else {
            records.extend(member.records.iter().filter(|record| record.key == "path").cloned());
        }
        if without_more && block[257..262] == *b"ustar" {
            block[265..329].fill(0);
        }
        if member.kind == Kind::File {
            block[124..136].copy_from_slice(format!("{:011o}\0", data.len()).as_bytes());
        }
        summed(&mut block);
        if !records.is_empty() {
            let mut said = Vec::new();
            records.iter().for_each(|record| written(&record.key, &record.value, &mut said));
            let mut header = vec![0; BLOCK];
            header[..9].copy_from_slice(b"PaxHeader");
            header[100..108].copy_from_slice(b"0000644\0");
            header[108..124].copy_from_slice(b"0000000\x000000000\0");
            header[124..136].copy_from_slice(format!("{:011o}\0", said.len()).as_bytes());
            header[136..148].copy_from_slice(b"00000000000\0");
            header[156] = b'x';
            header[257..265].copy_from_slice(b"ustar\x0000");
            summed(&mut header);
            out.extend_from_slice(&header);
            out.extend_from_slice(&said);
            filled(out);
        }
        out.extend_from_slice(&block);
        out.extend_from_slice(data);
        filled(out);
    }
}

impl Store for TarStore<'_> {
    fn read(&mut self, nth: usize) -> Result<Vec<u8>, Error> {
        let most = self.scope.limits().entry_bytes;
        let data = self.members.get(nth).map_or(0..0, |member| member.data.clone());
        if data.len() as u64 > most {
            return Err(Error::beyond("entry-bytes", most));
        }
        self.scope.unpack(data.len() as u64)?;
        Ok(self.bytes[data].to_vec())
    }

    fn is_file(&self, nth: usize) -> bool {
        self.members.get(nth).is_some_and(|member| member.kind == Kind::File)
    }

    fn envelope(&mut self) -> Result<Envelope, Error> {
        let mut envelope = Envelope::default();
        let mut say = |records: &[Record]| {
            for Record { key, value } in records {
                match &**key {
                    "uname" => envelope.say("所有者：", value),
                    "gname" => envelope.say("组：", value),
                    "comment" => envelope.say("", value),
                    key if TECHNICAL.contains(&key) && key != "linkpath" => {}
                    "linkpath" => envelope.say(LINK, value),
                    key => {
                        envelope.say("", key.as_bytes());
                        envelope.say("", value);
                    }
                }
            }
        };
        self.globals.iter().for_each(|global| say(&global.records));
        self.members.iter().for_each(|member| say(&member.records));
        for member in &self.members {
            let block = &self.bytes[member.header..member.header + BLOCK];
            if block[257..262] == *b"ustar" {
                envelope.say("所有者：", field(block, 265..297));
                envelope.say("组：", field(block, 297..329));
            }
            if !member.records.iter().any(|record| record.key == "linkpath") {
                envelope.say(LINK, field(block, 157..257));
            }
        }
        Ok(envelope)
    }

    fn rewrite(&mut self, names: &[String], mut fates: Fates, out: &mut Vec<u8>) -> Result<(), Error> {
        let mut globals = self.globals.iter().peekable();
        let without_more = fates.envelope_goes;
        for (nth, member) in self.members.iter().enumerate() {
            while let Some(global) = globals.next_if(|global| global.before == nth) {
                if !without_more {
                    out.extend_from_slice(&self.bytes[global.whole.clone()]);
                }
            }
            let renamed = fates.name(nth as u32);
            let name = renamed.as_deref().unwrap_or(&names[nth]);
            match fates.take_applied(nth as u32, || Ok(self.bytes[member.data.clone()].to_vec()))? {
                Fate::Edited => return Err(Error::bad_change(nth)),
                Fate::Gone => {}
                // A link is nothing but what it says.
                Fate::Stays if without_more && member.kind == Kind::Link => {}
                Fate::Stays if !without_more && renamed.is_none() => {
                    out.extend_from_slice(&self.bytes[member.whole.clone()]);
                }
                Fate::Stays => self.write(member, name, &self.bytes[member.data.clone()], without_more, out),
                Fate::Becomes(data) => self.write(member, name, &data, without_more, out),
            }
        }
        out.extend_from_slice(&self.bytes[self.end..]);
        Ok(())
    }

    fn bytes(&self) -> Cow<'_, [u8]> {
        Cow::Borrowed(&self.bytes)
    }
}
