//! Cells as programs write nearly all of them, read at a glance. Any other is left to [`Cell`](super::cell::Cell), which
//! reads all that may stand in one.

use std::ops::Range;

use super::cell::Kind;

/// A cell of a position, a style, a sort and one value, with no reference in it and nothing beside.
pub(super) struct Plain {
    /// The whole element. Offsets are bytes of the sheet.
    pub(super) range: Range<usize>,
    /// Its column, from 1.
    pub(super) column: usize,
    pub(super) kind: Kind,
    pub(super) style: usize,
    /// What it says, if it says anything.
    pub(super) value: Option<Range<usize>>,
}

impl Plain {
    /// The cell that begins at `at`, if it is one of these:
    ///
    /// ```xml
    /// <c r="B2" s="3" t="s"><v>17</v></c>
    /// <c r="B2" s="3" t="inlineStr"><is><t>text</t></is></c>
    /// <c r="B2" s="3"/>
    /// ```
    #[inline]
    pub(super) fn at(text: &[u8], at: usize) -> Option<Self> {
        let mut rest = Rest { text, at };
        rest.take(b"<c r=\"")?;
        let column = rest.column()?;
        rest.number(7)?;
        rest.take(b"\"")?;
        let style = match rest.take(b" s=\"") {
            Some(()) => {
                let style = rest.number(6)?;
                rest.take(b"\"")?;
                style
            }
            None => 0,
        };
        let kind = rest.kind()?;
        let mut cell = Self { range: at..at, column, kind, style, value: None };
        if rest.take(b"/>").is_none() {
            let (before, after): (&[u8], &[u8]) = match kind {
                Kind::Inline => (b"><is><t>", b"</t></is></c>"),
                _ => (b"><v>", b"</v></c>"),
            };
            rest.take(before)?;
            cell.value = Some(rest.value()?);
            rest.take(after)?;
        }
        cell.range.end = rest.at;
        Some(cell)
    }
}

/// What is not read yet.
struct Rest<'t> {
    text: &'t [u8],
    at: usize,
}

impl Rest<'_> {
    #[inline]
    fn take(&mut self, expected: &[u8]) -> Option<()> {
        let found = self.text.get(self.at..self.at + expected.len())? == expected;
        self.at += if found { expected.len() } else { 0 };
        found.then_some(())
    }

    /// The letters of a column; there are 16,384, to `XFD`.
    #[inline]
    fn column(&mut self) -> Option<usize> {
        let mut column = 0;
        while let Some(letter) = self.text.get(self.at).filter(|byte| byte.is_ascii_uppercase()) {
            column = column * 26 + usize::from(letter - b'A') + 1;
            self.at += 1;
            if column > super::cell::MOST_COLUMNS {
                return None;
            }
        }
        (column > 0).then_some(column)
    }

    /// One to so many digits.
    #[inline]
    fn number(&mut self, most: usize) -> Option<usize> {
        let start = self.at;
        let mut number = 0;
        while let Some(digit) = self.text.get(self.at).filter(|byte| byte.is_ascii_digit()) {
            number = number * 10 + usize::from(digit - b'0');
            self.at += 1;
            if self.at - start > most {
                return None;
            }
        }
        (self.at > start).then_some(number)
    }

    #[inline]
    fn kind(&mut self) -> Option<Kind> {
        if self.take(b" t=\"").is_none() {
            return Some(Kind::Number);
        }
        let sorts: [(&[u8], Kind); 4] = [
            (b"s\"", Kind::Shared),
            (b"n\"", Kind::Number),
            (b"inlineStr\"", Kind::Inline),
            (b"str\"", Kind::Text),
        ];
        sorts.into_iter().find_map(|(sort, kind)| self.take(sort).map(|()| kind))
    }

    /// Characters up to the next tag; none of them is written by a reference.
    #[inline]
    fn value(&mut self) -> Option<Range<usize>> {
        let start = self.at;
        let len = self.text[start..].iter().position(|byte| matches!(byte, b'<' | b'&'))?;
        self.at += len;
        Some(start..self.at)
    }
}

#[cfg(test)]
mod tests {
    use super::{Kind, Plain};

    #[test]
    fn what_a_plain_cell_says_is_what_a_patient_reader_finds() {
        for (cell, column, kind, style, value) in [
            ("<c r=\"B2\" s=\"3\" t=\"s\"><v>17</v></c>", 2, Kind::Shared, 3, Some("17")),
            ("<c r=\"XFD1048576\"><v>1.5E3</v></c>", 16_384, Kind::Number, 0, Some("1.5E3")),
            ("<c r=\"A1\" t=\"inlineStr\"><is><t>张</t></is></c>", 1, Kind::Inline, 0, Some("张")),
            ("<c r=\"A1\" t=\"str\"><v></v></c>", 1, Kind::Text, 0, Some("")),
            ("<c r=\"C1\" s=\"12\"/>", 3, Kind::Number, 12, None),
        ] {
            let sheet = format!("<row>{cell}</row>");
            let plain = Plain::at(sheet.as_bytes(), 5).unwrap_or_else(|| panic!("{cell}"));
            assert_eq!(&sheet[plain.range.clone()], cell);
            assert!((plain.column, plain.kind, plain.style) == (column, kind, style), "{cell}");
            assert_eq!(plain.value.map(|range| &sheet[range]), value);
        }
    }

    #[test]
    fn all_others_are_left_to_a_patient_reader() {
        for cell in [
            "<c r=\"B2\" t=\"s\"><v>17</v><!-- --></c>",
            "<c r=\"B2\"><v>1&#55;</v></c>",
            "<c r=\"B2\"><f>A1</f><v>17</v></c>",
            "<c r=\"B2\" tip=\"17\"><v>17</v></c>",
            "<c r=\"B2\" t=\"e\"><v>17</v></c>",
            "<c r=\"XFE1\"><v>17</v></c>",
            "<c r=\"2\"><v>17</v></c>",
            "<c><v>17</v></c>",
            "<c r='B2'><v>17</v></c>",
            "<c r=\"B2\"><v>17",
            "<c r=\"B2\"",
        ] {
            assert!(Plain::at(cell.as_bytes(), 0).is_none(), "{cell}");
        }
    }
}
