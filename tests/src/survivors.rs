//! Whether a value is still in a file, whatever it is packed in. Knows nothing of how yinmo reads a format, and reads
//! less than `tests/office/survivors.py`, which knows formats: what is packed is unpacked, tags are cut off, references
//! and escapes are resolved.

use std::collections::HashSet;
use std::io::{Cursor, Read};

use encoding_rs::{GB18030, UTF_8, UTF_16LE};

/// Archives in archives are unpacked as deep as this.
const DEEPEST: usize = 6;

/// All that can be read in a file.
pub struct Views {
    /// Bytes, as they stand and unpacked.
    raw: Vec<Vec<u8>>,
    /// Texts, folded to half width without blanks and hyphens, then their digits alone.
    folded: Vec<(String, String)>,
}

impl Views {
    /// Of a file.
    pub fn of(bytes: &[u8]) -> Self {
        let mut raw = Vec::new();
        unpack(bytes, 0, &mut raw);
        let texts: HashSet<String> = raw.iter().flat_map(|bytes| texts(bytes)).collect();
        let folded = texts.iter().map(|text| folded(text)).collect::<HashSet<_>>();
        let with_digits = |text: String| {
            let digits = text.chars().filter(char::is_ascii_digit).collect();
            (text, digits)
        };
        Self { raw, folded: folded.into_iter().map(with_digits).collect() }
    }

    /// Whether somebody who looks hard finds `value`.
    pub fn hold(&self, value: &str) -> bool {
        let wanted = folded(value);
        let is_number = wanted.trim_end_matches(['x', 'X']).bytes().all(|byte| byte.is_ascii_digit());
        let digits = wanted.trim_end_matches(['x', 'X']);
        let is_long = is_number && digits.len() >= 10;
        self.folded.iter().any(|(text, all)| text.contains(&wanted) || (is_long && all.contains(digits)))
            || spellings(value).iter().any(|bytes| self.raw.iter().any(|raw| holds(raw, bytes)))
    }
}

/// The bytes that a value may be written as where no text can be made out: in character sets, and as a number.
fn spellings(value: &str) -> Vec<Vec<u8>> {
    let mut spellings = vec![
        value.as_bytes().to_vec(),
        value.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        value.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        GB18030.encode(value).0.into_owned(),
    ];
    if let Some(number) = value.parse::<f64>().ok().filter(|_| value.len() >= 10) {
        spellings.push(number.to_le_bytes().to_vec());
    }
    spellings
}

fn holds(bytes: &[u8], wanted: &[u8]) -> bool {
    let finder = memchr::memmem::Finder::new(wanted);
    finder.find(bytes).is_some()
}

fn unpack(bytes: &[u8], depth: usize, found: &mut Vec<Vec<u8>>) {
    found.push(bytes.to_vec());
    if depth == DEEPEST {
        return;
    }
    if let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(bytes)) {
        found.push(archive.comment().to_vec());
        for nth in 0..archive.len() {
            let Ok(mut entry) = archive.by_index(nth) else { continue };
            found.push(entry.name_raw().to_vec());
            found.push(entry.extra_data().unwrap_or_default());
            let mut inner = Vec::new();
            if entry.read_to_end(&mut inner).is_ok() {
                drop(entry);
                unpack(&inner, depth + 1, found);
            }
        }
    }
    if bytes.starts_with(b"\x1f\x8b") {
        let mut inner = Vec::new();
        if flate2::read::MultiGzDecoder::new(bytes).read_to_end(&mut inner).is_ok() {
            unpack(&inner, depth + 1, found);
        }
    }
    for inner in base64_blocks(bytes).into_iter().chain(uuencoded(bytes)) {
        unpack(&inner, depth + 1, found);
    }
}

/// Files that stand in a text between lines that begin with `begin` and `end`.
fn uuencoded(bytes: &[u8]) -> Vec<Vec<u8>> {
    let (mut files, mut open) = (Vec::new(), None::<Vec<u8>>);
    for line in bytes.split(|&byte| byte == b'\n').map(<[u8]>::trim_ascii_end) {
        match &mut open {
            _ if line.starts_with(b"begin ") => open = Some(Vec::new()),
            Some(_) if line == b"end" => files.extend(open.take()),
            Some(file) if !line.is_empty() => {
                let six = |byte: &u8| u32::from(byte.wrapping_sub(32) & 63);
                let triples = line[1..].chunks(4).flat_map(|four| {
                    let bits = (0..4).fold(0, |bits, nth| bits << 6 | four.get(nth).map_or(0, six));
                    [(bits >> 16) as u8, (bits >> 8) as u8, bits as u8]
                });
                file.extend(triples.take(six(&line[0]) as usize));
            }
            _ => {}
        }
    }
    files
}

/// What bytes may say as text: as it stands, escapes of mail and addresses resolved, without tags, references resolved.
fn texts(bytes: &[u8]) -> Vec<String> {
    let mut texts = Vec::new();
    for charset in [UTF_8, GB18030, UTF_16LE] {
        let (text, _, broken) = charset.decode(bytes);
        if !broken && !text.contains('\0') {
            texts.push(text.into_owned());
            break;
        }
    }
    let quoted: Vec<_> = texts.iter().filter_map(|text| escaped(text, '=')).collect();
    texts.extend(quoted);
    let mut all = Vec::new();
    for text in texts {
        let stripped = without_tags(&text);
        let decoded = [references(&text), references(&stripped)];
        let addresses: Vec<_> = decoded.iter().filter_map(|text| escaped(text, '%')).collect();
        let twice = without_tags(&decoded[0]);
        all.extend([text, stripped, references(&twice), twice]);
        all.extend(decoded);
        all.extend(addresses);
    }
    all
}

/// Full width to half width, without what may stand between the digits of a number.
fn folded(text: &str) -> String {
    let half = |c: char| match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        c => c,
    };
    let between = |c: char| {
        c.is_whitespace()
            || matches!(c, '-' | '.' | '·' | '\u{200B}'..='\u{200D}' | '\u{FEFF}' | '\u{AD}' | '\u{2010}'..='\u{2015}' | '\u{2212}')
    };
    text.chars().map(half).filter(|&c| !between(c)).map(|c| if c == 'x' { 'X' } else { c }).collect()
}

/// The text with `<…>` cut out.
fn without_tags(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('<') {
        out.push_str(&rest[..start]);
        match rest[start..].find('>') {
            Some(len) => rest = &rest[start + len + 1..],
            None => return out,
        }
    }
    out + rest
}

/// The text with character references resolved: numbers, and the names that every reader knows.
fn references(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('&') {
        out.push_str(&rest[..start]);
        rest = &rest[start + 1..];
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '#').unwrap_or(rest.len());
        let name = &rest[..end];
        let number = name.strip_prefix('#').and_then(|number| match number.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16).ok(),
            None => number.parse().ok(),
        });
        let known = match name {
            "lt" => Some('<'),
            "gt" => Some('>'),
            "amp" => Some('&'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            "nbsp" => Some(' '),
            _ => number.and_then(char::from_u32),
        };
        match known {
            Some(c) => {
                out.push(c);
                rest = rest[end..].strip_prefix(';').unwrap_or(&rest[end..]);
            }
            None => out.push('&'),
        }
    }
    out + rest
}

/// The text with two hexadecimal digits behind `mark` resolved, if there are any: `%E5` in addresses, `=E5` in mails.
fn escaped(text: &str, mark: char) -> Option<String> {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let (mut at, mut any) = (0, false);
    while at < bytes.len() {
        let digits = bytes.get(at + 1..at + 3).and_then(|two| std::str::from_utf8(two).ok());
        let byte = digits.and_then(|two| u8::from_str_radix(two, 16).ok());
        let breaks = mark == '=' && bytes[at..].starts_with(b"=\r\n");
        match byte {
            Some(byte) if bytes[at] == mark as u8 => {
                out.push(byte);
                (at, any) = (at + 3, true);
            }
            _ if breaks => at += 3,
            _ => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    let text = match String::from_utf8(out) {
        Ok(text) => text,
        Err(error) => GB18030.decode(error.as_bytes()).0.into_owned(),
    };
    any.then_some(text)
}

/// Whatever looks like base64, decoded.
fn base64_blocks(bytes: &[u8]) -> Vec<Vec<u8>> {
    const SHORTEST: usize = 8;
    let is_one =
        |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=' | b'\r' | b'\n');
    let blocks = bytes.split(|byte| !is_one(byte)).filter(|block| block.len() >= SHORTEST);
    blocks.flat_map(lines_from_each).collect()
}

/// A block of base64 may begin after lines of other letters.
fn lines_from_each(block: &[u8]) -> Vec<Vec<u8>> {
    let starts = memchr::memmem::find_iter(block, b"\n\r\n").map(|at| at + 3);
    [0].into_iter().chain(starts).filter_map(|start| base64(&block[start..])).collect()
}

fn base64(text: &[u8]) -> Option<Vec<u8>> {
    let (mut out, mut bits, mut count) = (Vec::new(), 0u32, 0);
    for &byte in text.iter().filter(|byte| !byte.is_ascii_whitespace()) {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => break,
        };
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push((bits >> count) as u8);
            bits &= (1 << count) - 1;
        }
    }
    (out.len() >= 6).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::Views;

    #[test]
    fn disguises_are_seen_through() {
        let cases: [(&[u8], &str); 8] = [
            ("<a>138</a> <b>0013</b>\n8000".as_bytes(), "13800138000"),
            (b"&#49;3800&#x31;38000", "13800138000"),
            ("１３８-００１３-８０００".as_bytes(), "13800138000"),
            (b"<p t='%31%33800138000'/>", "13800138000"),
            ("<c:甲>张<b>建</b>国".as_bytes(), "张建国"),
            (b"\xD5\xC5\xBD\xA8\xB9\xFA", "张建国"),
            (b"Subject: =?utf-8?B?5byg5bu65Zu9?=\r\n", "张建国"),
            (b"=E5=BC=A0=E5=\r\n=BB=BA=E5=9B=BD", "张建国"),
        ];
        for (bytes, value) in cases {
            assert!(Views::of(bytes).hold(value), "{}", String::from_utf8_lossy(bytes));
        }
        let number = 13_800_138_000.0_f64.to_le_bytes();
        assert!(Views::of(&[&[0][..], &number, &[255]].concat()).hold("13800138000"));
        assert!(!Views::of("138****8000 张*国".as_bytes()).hold("13800138000"));
    }
}
