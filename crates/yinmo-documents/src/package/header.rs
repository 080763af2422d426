//! Headers and footers of sheets (ECMA-376-1, 18.3.1.46): text in three sections, with codes for how it looks and for
//! what programs put there. `&L13800012001` is a number in the left section, and no word that begins with L.

use std::ops::Range;

use super::fonts;
use super::markup::write_text;
use crate::mapped::{Draft, EntryId};

/// What a code begins with, as it is written in markup.
const MARK: &str = "&amp;";

/// What stands where one section ends and the next begins, or where a program puts something: no number goes on behind.
pub(crate) const END: &str = "；\n";

/// The header that is being read. A code stands in several pieces of text, so it is read once all of them are there.
#[derive(Default)]
pub(crate) struct Header(Option<Range<usize>>);

impl Header {
    /// An element begins, which may be a header or footer of a sheet or a chart.
    pub(crate) fn open(&mut self, element: &str) {
        let is_header = matches!(
            element,
            "oddHeader" | "oddFooter" | "evenHeader" | "evenFooter" | "firstHeader" | "firstFooter"
        );
        self.0 = is_header.then_some(0..0);
    }

    /// Takes a piece of text, if it is one of a header.
    pub(crate) fn takes(&mut self, piece: &Range<usize>) -> bool {
        let Some(range) = &mut self.0 else { return false };
        let start = if range.end == 0 { piece.start } else { range.start };
        *range = start..piece.end;
        true
    }

    /// The element ends: adds what it says.
    pub(crate) fn close(&mut self, draft: &mut Draft, entry: EntryId, xml: &str) {
        if let Some(range) = self.0.take() {
            write_header(draft, entry, xml, range);
        }
    }
}

/// Adds the text of a header, without its codes.
fn write_header(draft: &mut Draft, entry: EntryId, xml: &str, range: Range<usize>) {
    let at = range.start;
    for piece in pieces(&xml[range], MARK) {
        match piece {
            Piece::Text(text) => write_text(draft, entry, xml, at + text.start..at + text.end),
            Piece::End => draft.say(END),
        }
    }
}

/// A piece of a header.
pub(crate) enum Piece {
    /// What stands there, in bytes of the header.
    Text(Range<usize>),
    /// No number goes on behind.
    End,
}

/// The pieces of a header in which `mark` begins a code.
pub(crate) fn pieces(header: &str, mark: &str) -> Vec<Piece> {
    let (mut pieces, mut at) = (Vec::new(), 0);
    while let Some(found) = header[at..].find(mark).map(|found| at + found) {
        pieces.push(Piece::Text(at..found));
        let behind = found + mark.len();
        let (len, code) = Code::at(&header[behind..], mark);
        at = behind + len;
        let font = || header[behind..at].trim_matches(QUOTE).split(',').next().unwrap_or("");
        match code {
            Code::Look => {}
            Code::Break => pieces.push(Piece::End),
            Code::Font if fonts::is_font(font()) => {}
            Code::Font => pieces.extend([Piece::End, Piece::Text(behind..at), Piece::End]),
            Code::None => pieces.push(Piece::Text(found..at)),
        }
    }
    pieces.push(Piece::Text(at..header.len()));
    pieces
}

const QUOTE: char = '"';

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Code {
    /// A section begins, or a program puts a page number, a date, a name here.
    Break,
    /// What follows looks otherwise: bold, a size, a colour. A number may go on behind it.
    Look,
    /// The name of a font.
    Font,
    /// No code: an ampersand.
    None,
}

impl Code {
    /// The code that `text` begins with, and its length in bytes.
    fn at(text: &str, mark: &str) -> (usize, Self) {
        match text.as_bytes().first() {
            Some(b'L' | b'C' | b'R' | b'P' | b'N' | b'D' | b'T' | b'F' | b'A' | b'G' | b'Z') => {
                (1, Self::Break)
            }
            Some(b'B' | b'I' | b'U' | b'S' | b'X' | b'Y' | b'E' | b'O' | b'H') => (1, Self::Look),
            Some(b'K') => {
                (1 + text[1..].bytes().take(6).take_while(u8::is_ascii_hexdigit).count(), Self::Look)
            }
            Some(b'"') => text[1..].find(QUOTE).map_or((0, Self::None), |end| (end + 2, Self::Font)),
            Some(b'0'..=b'9') => (size(text), Self::Look),
            _ if text.starts_with(mark) => (mark.len(), Self::None),
            _ => (0, Self::None),
        }
    }
}

/// How many digits say the size. Nothing ends them, so a number right behind is told by its length.
fn size(text: &str) -> usize {
    const LONGEST: usize = 3;
    const NUMBERS: [usize; 3] = [11, 18, 19];
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits <= LONGEST {
        return digits;
    }
    let leaves_a_number = |len: &usize| NUMBERS.contains(&(digits - len));
    (1..=LONGEST).rev().find(leaves_a_number).unwrap_or(2)
}

#[cfg(test)]
mod tests {
    use super::write_header;
    use crate::mapped::Draft;

    fn read(header: &str) -> String {
        let mut draft = Draft::default();
        write_header(&mut draft, 0, header, 0..header.len());
        draft.text().replace("；\n", "|")
    }

    #[test]
    fn codes_are_no_text() {
        for (header, text) in [
            ("&amp;L13800012001&amp;CPage &amp;P", "|13800012001|Page |"),
            ("&amp;C&amp;\"宋体,常规\"&amp;10身份证号", "|身份证号"),
            ("&amp;L138&amp;B0001&amp;B2001", "|13800012001"),
            ("&amp;L&amp;1013800012001", "|13800012001"),
            ("&amp;K00FF00王建坪&amp;&amp;子", "王建坪&&子"),
            ("&amp;\"王建坪,常规\"甲", "|\"王建坪,常规\"|甲"),
        ] {
            assert_eq!(read(header), text, "{header}");
        }
    }
}
