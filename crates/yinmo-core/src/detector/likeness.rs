//! Cells that are written alike are judged alike.
//!
//! A list is thousands of rows of the same few sorts of cells. Where a cell is written so plainly that nothing around
//! it matters, what is found in it depends on its column and its likeness alone: work it out for one, and it holds
//! for all.

use super::Detector;
use crate::finding::{Evidence, Finding};
use crate::kind::Group;
use crate::recognizers::{Cell, Label};
use crate::text::Span;

/// The longest cell, in bytes, that is likened to others in a column of no kind.
const SHORT: usize = 30;

/// The most digits that stand together in such a cell.
const FEW: usize = 7;

/// A number that stands beside a cell when it is worked out that nothing is in it: names are surer beside one.
const NEIGHBOUR: &str = "13800012001";

impl Detector {
    /// Appends to `likeness` how the text of a cell is written, as far as what is found in it depends on that.
    /// `false` where it depends on more: then its row has to be read as a whole.
    pub fn liken(&self, text: &str, heading: &str, label: Option<Label>, likeness: &mut Vec<u8>) -> bool {
        match label.map(Label::kinds).filter(|kinds| !kinds.is_disjoint(self.found)) {
            _ if text.is_empty() => true,
            // Under no heading a number may go on in the next cell.
            None => {
                text.len() <= SHORT
                    && outline(text, if heading.is_empty() { 0 } else { FEW }, Numbers::EachDigit, likeness)
            }
            Some(kinds) => {
                let mut own = self.likening.iter().filter(|recognizer| kinds.has(recognizer.kind()));
                let start = likeness.len();
                own.any(|recognizer| {
                    likeness.truncate(start);
                    likeness.push(recognizer.kind() as u8);
                    recognizer.liken(text, likeness)
                })
            }
        }
    }

    /// What is found in a cell whose likeness is known, in bytes of `text`: nothing, or all of it. `Err` where that is
    /// not so plain after all.
    pub fn find_alike(&self, text: &str, cell: &Cell<'_>) -> Result<Option<Finding>, NotPlain> {
        let row = [text, "\t", NEIGHBOUR].concat();
        let whole = Span::new(0, text.len());
        let neighbour =
            Cell { span: Span::new(text.len() + 1, row.len()), heading: "", meaning: None, label: None };
        let claims = self.claims(&row, &[Cell { span: whole, ..*cell }, neighbour]);
        let personal = claims.into_iter().filter(|claim| claim.kind.group() != Group::Furniture);
        let mut own = personal.filter(|claim| claim.span.start < text.len());
        match (own.next(), own.next()) {
            (None, _) => Ok(None),
            // Without the heading's word it depends on the row whether it is one.
            (Some(claim), None)
                if claim.span == whole
                    && claim.weak.is_none()
                    && claim.evidence.has(Evidence::ColumnHeading) =>
            {
                Ok(Some(claim.into()))
            }
            _ => Err(NotPlain),
        }
    }
}

/// A cell that has to be read with its row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotPlain;

/// How the numbers in a text go into its outline.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Numbers {
    /// A nought for each digit.
    EachDigit,
    /// A nought for each number, however long.
    Each,
}

/// Appends a text of Chinese characters and short numbers with every digit made the same; `false` where it holds
/// letters, marks that hide something, or more than `most` digits with nothing or blanks, hyphens and points between.
pub(crate) fn outline(text: &str, most: usize, numbers: Numbers, outline: &mut Vec<u8>) -> bool {
    let mut rest = text.as_bytes();
    while !rest.is_empty() {
        let words = words(rest);
        outline.extend_from_slice(&rest[..words]);
        rest = &rest[words..];
        match number(rest, most, numbers, outline) {
            Some(0) if words == 0 => return false,
            Some(len) => rest = &rest[len..],
            None => return false,
        }
    }
    true
}

/// The length of the Han characters and the marks between them that `bytes` begin with: U+4E00 to U+9FFF; 、 。 《 》;
/// （ ） ， ： ；.
fn words(bytes: &[u8]) -> usize {
    let mut at = 0;
    loop {
        at += match bytes.get(at..) {
            Some([0xE4..=0xE9, ..] | [0xE3, 0x80, 0x81..=0x8B, ..]) => 3,
            Some([0xEF, 0xBC, 0x88 | 0x89 | 0x8C | 0x9A | 0x9B, ..]) => 3,
            Some([b',', ..]) => 1,
            _ => return at,
        };
    }
}

/// The length of the digits, with blanks, hyphens and points between, that `bytes` begin with.
fn number(bytes: &[u8], most: usize, numbers: Numbers, outline: &mut Vec<u8>) -> Option<usize> {
    // What begins like an area code may be a telephone number.
    if let [b'0', b'0'..=b'9', b'0'..=b'9' | b'-', ..] = bytes {
        return None;
    }
    let (mut len, mut digits, mut previous) = (0, 0, b' ');
    for &byte in bytes {
        let digit = byte.is_ascii_digit();
        if !digit && (digits == 0 || !matches!(byte, b'.' | b'-' | b'/' | b' ')) {
            break;
        }
        let shown = if digit { b'0' } else { byte };
        if numbers == Numbers::EachDigit || shown != previous {
            outline.push(shown);
        }
        previous = shown;
        digits += usize::from(digit);
        len += 1;
    }
    (digits <= most).then_some(len)
}

#[cfg(test)]
mod tests {
    use super::{Numbers, outline};

    #[test]
    fn outlines() {
        for (text, expected) in [
            ("青云村12号", Some("青云村00号")),
            ("1754.50", Some("0000.00")),
            ("2019-03", Some("0000-00")),
            ("12345678", None),
            ("12-3456-78", None),
            ("0571", None),
            ("0.00", Some("0.00")),
            ("34号1幢2单元1880室，见附件", Some("00号0幢0单元0000室，见附件")),
            ("8701 2348", None),
            ("A座", None),
            ("张*", None),
        ] {
            let mut out = Vec::new();
            let plain = outline(text, 7, Numbers::EachDigit, &mut out);
            assert_eq!(plain.then(|| String::from_utf8(out).unwrap()).as_deref(), expected, "{text}");
        }
    }
}
