//! The pieces of a mail, and where they stand.

use std::ops::Range;

use memchr::memchr;

use super::header::{Field, parameter};
use crate::Error;

/// A mail, in its pieces.
pub(super) struct Tree {
    /// In their order.
    pub(super) pieces: Vec<Piece>,
}

pub(super) enum Piece {
    /// The headers of a mail or part.
    Headers(Vec<Field>),
    /// What stands before, between or behind parts.
    Loose(Range<usize>),
    /// What a part holds.
    Body(Part),
}

/// What the headers of a part say of it.
#[derive(Clone, Default)]
pub(super) struct Part {
    /// The media type, in lower case.
    pub(super) media: String,
    pub(super) charset: Option<String>,
    /// The transfer encoding, in lower case.
    pub(super) coding: String,
    pub(super) file_name: Option<String>,
    pub(super) body: Range<usize>,
}

/// Parts do not stand deeper in parts.
const DEEPEST: usize = 32;

impl Tree {
    /// # Errors
    /// If there are more than `most` parts, or parts too deep in parts.
    pub(super) fn of(bytes: &[u8], most: usize) -> Result<Self, Error> {
        let mut tree = Self { pieces: Vec::new() };
        for (envelope, mail) in mails(bytes) {
            if !envelope.is_empty() {
                tree.pieces.push(Piece::Loose(envelope));
            }
            tree.entity(bytes, mail, 0, most)?;
        }
        Ok(tree)
    }

    fn entity(&mut self, bytes: &[u8], range: Range<usize>, depth: usize, most: usize) -> Result<(), Error> {
        if depth > DEEPEST {
            return Err(Error::beyond("depth", DEEPEST as u64));
        }
        if self.pieces.len() > most {
            return Err(Error::beyond("entries", most as u64));
        }
        let (fields, body) = fields(bytes, range);
        let mut part = Part { body: body.clone(), ..Part::default() };
        let mut boundary = None;
        for field in &fields {
            match field.name(bytes).to_ascii_lowercase().as_str() {
                "content-type" => {
                    let value = field.text(bytes);
                    part.media = value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
                    part.charset = parameter(&value, "charset");
                    boundary = parameter(&value, "boundary").filter(|boundary| !boundary.is_empty());
                    part.file_name = part.file_name.take().or_else(|| parameter(&value, "name"));
                }
                "content-disposition" => {
                    part.file_name =
                        parameter(&field.text(bytes), "filename").or_else(|| part.file_name.take());
                }
                "content-transfer-encoding" => part.coding = field.text(bytes).trim().to_ascii_lowercase(),
                _ => {}
            }
        }
        self.pieces.push(Piece::Headers(fields));
        match boundary {
            Some(boundary) if part.media.starts_with("multipart/") => {
                self.multipart(bytes, body, boundary.as_bytes(), depth, most)
            }
            _ => {
                self.pieces.push(Piece::Body(part));
                Ok(())
            }
        }
    }

    fn multipart(
        &mut self,
        bytes: &[u8],
        body: Range<usize>,
        boundary: &[u8],
        depth: usize,
        most: usize,
    ) -> Result<(), Error> {
        let (mut begun, mut is_part) = (body.start, false);
        for line in lines(bytes, body.clone()) {
            let said = bytes[line.clone()].trim_ascii_end();
            let Some(rest) = said.strip_prefix(b"--").and_then(|rest| rest.strip_prefix(boundary)) else {
                continue;
            };
            let ends = rest == b"--";
            if !(ends || rest.is_empty()) {
                continue;
            }
            let before = begun..without_line_end(bytes, begun..line.start);
            if is_part {
                self.entity(bytes, before, depth + 1, most)?;
            } else if !before.is_empty() {
                self.pieces.push(Piece::Loose(before));
            }
            (begun, is_part) = (line.end, !ends);
        }
        // One that is cut off.
        if is_part {
            self.entity(bytes, begun..body.end, depth + 1, most)?;
        } else if begun < body.end {
            self.pieces.push(Piece::Loose(begun..body.end));
        }
        Ok(())
    }

    /// Where signatures stand that no longer hold.
    pub(super) fn signatures(&self, bytes: &[u8]) -> Vec<Range<usize>> {
        let of_piece = |piece: &Piece| match piece {
            Piece::Headers(fields) => fields
                .iter()
                .filter(|field| is_signature(field.name(bytes)))
                .map(|field| field.whole.clone())
                .collect(),
            Piece::Body(part) if part.is_signature() => vec![part.body.clone()],
            _ => Vec::new(),
        };
        self.pieces.iter().flat_map(of_piece).collect()
    }
}

impl Part {
    /// Whether it is text in which old mailers write files.
    pub(super) fn is_text(&self) -> bool {
        matches!(&*self.media, "" | "text/plain")
    }

    pub(super) fn is_signature(&self) -> bool {
        matches!(
            &*self.media,
            "application/pkcs7-signature" | "application/x-pkcs7-signature" | "application/pgp-signature"
        )
    }
}

/// Whether a header signs the mail.
pub(super) fn is_signature(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    matches!(
        &*name,
        "dkim-signature"
            | "arc-seal"
            | "arc-message-signature"
            | "domainkey-signature"
            | "x-google-dkim-signature"
    )
}

/// The mails of a file: one, or those of a mailbox, each behind the line that begins it.
fn mails(bytes: &[u8]) -> Vec<(Range<usize>, Range<usize>)> {
    let mark = if bytes.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
    if !bytes[mark..].starts_with(b"From ") {
        return vec![(mark..mark, mark..bytes.len())];
    }
    let mut mails: Vec<(Range<usize>, Range<usize>)> = Vec::new();
    let mut is_blank = true;
    for line in lines(bytes, mark..bytes.len()) {
        if is_blank && bytes[line.clone()].starts_with(b"From ") {
            if let Some((_, mail)) = mails.last_mut() {
                mail.end = line.start;
            }
            mails.push((line.clone(), line.end..bytes.len()));
        }
        is_blank = bytes[line].trim_ascii().is_empty();
    }
    mails
}

/// The headers at the start of `range`, and what is behind them.
fn fields(bytes: &[u8], range: Range<usize>) -> (Vec<Field>, Range<usize>) {
    let mut fields: Vec<Field> = Vec::new();
    let mut at = range.start;
    for line in lines(bytes, range.clone()) {
        let said = &bytes[line.clone()];
        at = line.end;
        if said.trim_ascii().is_empty() {
            break;
        }
        if let (b' ' | b'\t', Some(last)) = (said[0], fields.last_mut()) {
            last.whole.end = line.end;
            last.value.end = without_line_end(bytes, last.value.start..line.end);
            continue;
        }
        let colon =
            memchr(b':', said).filter(|&colon| said[..colon].iter().all(|byte| (33..127).contains(byte)));
        let value = colon.map_or(line.start, |colon| line.start + colon + 1);
        let value = value..without_line_end(bytes, value..line.end);
        let name = line.start..colon.map_or(line.start, |colon| line.start + colon);
        fields.push(Field { name, value, whole: line });
    }
    (fields, at..range.end)
}

/// The lines in `range`, each with its end.
fn lines(bytes: &[u8], range: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let mut at = range.start;
    std::iter::from_fn(move || {
        if at >= range.end {
            return None;
        }
        let start = at;
        at = memchr(b'\n', &bytes[at..range.end]).map_or(range.end, |len| start + len + 1);
        Some(start..at)
    })
}

/// The end of `range` without one line end.
fn without_line_end(bytes: &[u8], range: Range<usize>) -> usize {
    let said = &bytes[range.clone()];
    let said = said.strip_suffix(b"\n").unwrap_or(said);
    range.start + said.strip_suffix(b"\r").unwrap_or(said).len()
}

#[cfg(test)]
mod tests {
    use super::{Piece, Tree};

    fn told(mail: &str) -> Vec<String> {
        let tree = Tree::of(mail.as_bytes(), 100).unwrap();
        let piece = |piece: &Piece| match piece {
            Piece::Headers(fields) => {
                format!("h:{}", fields.iter().map(|f| f.name(mail.as_bytes())).collect::<Vec<_>>().join(","))
            }
            Piece::Loose(range) => format!("l:{}", &mail[range.clone()]),
            Piece::Body(part) => format!("b:{}:{}", part.media, &mail[part.body.clone()]),
        };
        tree.pieces.iter().map(piece).collect()
    }

    #[test]
    fn a_mail_comes_in_its_pieces() {
        let mail = "A: b\r\n c\r\nContent-Type: multipart/mixed;\r\n boundary=\"x y\"\r\n\r\nbefore\r\n--x y\r\n\r\none\r\n--x y\r\nContent-Type: text/html; charset=gbk\r\n\r\ntwo\r\n--x y-- \r\nbehind";
        let expected =
            ["h:A,Content-Type", "l:before", "h:", "b::one", "h:Content-Type", "b:text/html:two", "l:behind"];
        assert_eq!(told(mail), expected);
    }

    #[test]
    fn what_is_cut_off_or_broken_is_read_all_the_same() {
        assert_eq!(told("no header\n\nbody"), ["h:", "b::body"]);
        assert_eq!(
            told("Content-Type: multipart/mixed; boundary=a\n\n--a\nB: c"),
            ["h:Content-Type", "h:B", "b::"]
        );
        assert_eq!(told(""), ["h:", "b::"]);
        assert_eq!(
            told("From a Mon\nA: b\n\nc\n\nFrom d Tue\nE: f\n\ng"),
            ["l:From a Mon\n", "h:A", "b::c\n\n", "l:From d Tue\n", "h:E", "b::g"]
        );
    }
}
