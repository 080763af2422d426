//! Characters that are written in several ways, one within the other: an address in an attribute of a page.

use std::ops::Range;

use crate::mapped::{Draft, EntryId, Escape, Pen};

/// A character, and where it stands.
#[derive(Clone, Copy)]
pub(crate) struct Glyph {
    pub(crate) c: char,
    start: u32,
    end: u32,
    pen: GlyphPen,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum GlyphPen {
    Plain(Escape),
    Unit(Escape),
}

/// Characters in their order.
#[derive(Default)]
pub(crate) struct Glyphs(Vec<Glyph>);

impl Glyphs {
    /// What stands in `range`, as it is.
    pub(crate) fn plain(text: &str, range: Range<usize>, escape: Escape) -> Self {
        let mut glyphs = Self::default();
        glyphs.push_plain(text, range, escape);
        glyphs
    }

    pub(crate) fn push_plain(&mut self, text: &str, range: Range<usize>, escape: Escape) {
        let start = range.start;
        self.0.extend(text[range].char_indices().map(|(at, c)| Glyph {
            c,
            start: (start + at) as u32,
            end: (start + at + c.len_utf8()) as u32,
            pen: GlyphPen::Plain(escape),
        }));
    }

    /// A character that is written in a way of its own.
    pub(crate) fn push_unit(&mut self, c: char, raw: Range<usize>, escape: Escape) {
        self.0.push(Glyph { c, start: raw.start as u32, end: raw.end as u32, pen: GlyphPen::Unit(escape) });
    }

    /// The same, for a text that begins at `start` of the entry.
    pub(crate) fn shifted(mut self, start: usize) -> Self {
        for glyph in &mut self.0 {
            glyph.start += start as u32;
            glyph.end += start as u32;
        }
        self
    }

    /// Those from the one at `nth` on.
    pub(crate) fn from(&self, nth: usize) -> Self {
        Self(self.0[nth..].to_vec())
    }

    /// A byte for each character, 255 for those beyond.
    pub(crate) fn bytes(&self, range: Range<usize>) -> Vec<u8> {
        self.0[range].iter().map(|glyph| u8::try_from(glyph.c).unwrap_or(u8::MAX)).collect()
    }

    /// Whether the character is written as it is.
    pub(crate) fn is_plain(&self, nth: usize) -> bool {
        matches!(self.0[nth].pen, GlyphPen::Plain(_))
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    pub(crate) fn text(&self) -> String {
        self.0.iter().map(|glyph| glyph.c).collect()
    }

    pub(crate) fn chars(&self) -> impl DoubleEndedIterator<Item = char> {
        self.0.iter().map(|glyph| glyph.c)
    }

    /// Where the characters stand, the first to the last.
    pub(crate) fn raw(&self, range: Range<usize>) -> Option<Range<usize>> {
        let glyphs = self.0.get(range)?;
        Some(glyphs.first()?.start as usize..glyphs.last()?.end as usize)
    }

    /// `%E5%BC%A0` and `%u5F20` resolved. Bytes that are neither UTF-8 nor GB18030 stay as they are written.
    pub(crate) fn percent(self) -> Self {
        self.percent_if(|_| true)
    }

    /// The same in a script, where a percent sign may be something else: only where more than ASCII is written so.
    pub(crate) fn percent_words(self) -> Self {
        self.percent_if(|c| !c.is_ascii())
    }

    fn percent_if(self, is_meant: fn(char) -> bool) -> Self {
        if !self.0.iter().any(|glyph| glyph.c == '%') {
            return self;
        }
        let (from, mut out) = (self.0, Vec::new());
        let mut at = 0;
        while at < from.len() {
            if let Some(unit) = wide_escape(&from[at..]) {
                let (c, len) = unit;
                out.push(joined(&from[at..at + len], c, Escape::None));
                at += len;
                continue;
            }
            let coded = coded_bytes(&from[at..]);
            if coded.is_empty() {
                out.push(from[at]);
                at += 1;
                continue;
            }
            let run = &from[at..at + coded.len() * 3];
            match decoded(&coded).filter(|chars| chars.iter().any(|&(c, _)| is_meant(c))) {
                Some(chars) => {
                    let mut nth = 0;
                    out.extend(chars.into_iter().map(|(c, len)| {
                        let these = &run[nth * 3..(nth + len) * 3];
                        nth += len;
                        joined(these, c, Escape::Percent)
                    }));
                }
                None => out.extend_from_slice(run),
            }
            at += run.len();
        }
        Self(out)
    }

    /// `\u5F20` and its like resolved.
    pub(crate) fn script(self) -> Self {
        self.resolved(script_escape)
    }

    /// `\5F20` and its like resolved.
    pub(crate) fn style(self) -> Self {
        self.resolved(style_escape)
    }

    fn resolved(self, escape: fn(&str) -> Option<(char, usize)>) -> Self {
        if !self.0.iter().any(|glyph| glyph.c == '\\') {
            return self;
        }
        let (from, mut out) = (self.0, Vec::new());
        let mut at = 0;
        while at < from.len() {
            let is_escape = from[at].c == '\\';
            let ahead: String =
                from[at..].iter().take(if is_escape { 12 } else { 0 }).map(|glyph| glyph.c).collect();
            match escape(&ahead) {
                Some((c, len)) => {
                    out.push(joined(&from[at..at + len], c, Escape::Script));
                    at += len;
                }
                None => {
                    out.push(from[at]);
                    at += 1;
                }
            }
        }
        Self(out)
    }

    /// Adds the characters in `range`.
    pub(crate) fn write(&self, draft: &mut Draft, entry: EntryId, range: Range<usize>) {
        let mut run = String::new();
        let mut begun: Option<(u32, u32, Escape)> = None;
        for glyph in &self.0[range] {
            match (glyph.pen, &mut begun) {
                (GlyphPen::Plain(escape), Some((_, end, known)))
                    if *end == glyph.start && *known == escape =>
                {
                    run.push(glyph.c);
                    *end = glyph.end;
                }
                (pen, _) => {
                    flush(&mut run, begun.take(), draft, entry);
                    match pen {
                        GlyphPen::Plain(escape) => {
                            run.push(glyph.c);
                            begun = Some((glyph.start, glyph.end, escape));
                        }
                        GlyphPen::Unit(escape) => {
                            let raw = glyph.start as usize..glyph.end as usize;
                            draft.write(glyph.c.encode_utf8(&mut [0; 4]), entry, raw, Pen::Unit(escape));
                        }
                    }
                }
            }
        }
        flush(&mut run, begun, draft, entry);
    }
}

fn flush(run: &mut String, begun: Option<(u32, u32, Escape)>, draft: &mut Draft, entry: EntryId) {
    if let Some((start, end, escape)) = begun {
        draft.write(run, entry, start as usize..end as usize, Pen::Plain(escape));
        run.clear();
    }
}

/// One character in the place of several.
fn joined(glyphs: &[Glyph], c: char, escape: Escape) -> Glyph {
    let (start, end) =
        (glyphs.first().map_or(0, |glyph| glyph.start), glyphs.last().map_or(0, |glyph| glyph.end));
    Glyph { c, start, end, pen: GlyphPen::Unit(escape) }
}

/// A backslash and up to six hexadecimal digits, as styles write characters, and a blank.
fn style_escape(text: &str) -> Option<(char, usize)> {
    let rest = text.strip_prefix('\\')?;
    let digits = rest.bytes().take(6).take_while(u8::is_ascii_hexdigit).count();
    let c = char::from_u32(u32::from_str_radix(&rest[..digits], 16).ok()?)?;
    let blank = usize::from(rest[digits..].starts_with([' ', '\t']));
    Some((c, 1 + digits + blank))
}

/// `%u5F20`, as old scripts write it.
fn wide_escape(glyphs: &[Glyph]) -> Option<(char, usize)> {
    let [percent, u, digits @ ..] = glyphs else { return None };
    if percent.c != '%' || !matches!(u.c, 'u' | 'U') {
        return None;
    }
    let code = digits.get(..4)?.iter().try_fold(0, |code, glyph| Some(code << 4 | glyph.c.to_digit(16)?))?;
    Some((char::from_u32(code)?, 6))
}

/// The bytes that are written as `%E5%BC%A0` from here on.
fn coded_bytes(glyphs: &[Glyph]) -> Vec<u8> {
    let triples = glyphs.chunks_exact(3).map_while(|triple| {
        let [percent, high, low] = triple else { return None };
        (percent.c == '%').then_some(())?;
        Some((high.c.to_digit(16)? << 4 | low.c.to_digit(16)?) as u8)
    });
    triples.collect()
}

/// Characters and how many bytes each takes.
fn decoded(bytes: &[u8]) -> Option<Vec<(char, usize)>> {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Some(text.chars().map(|c| (c, c.len_utf8())).collect());
    }
    let text = encoding_rs::GB18030.decode_without_bom_handling_and_without_replacement(bytes)?;
    let mut at = 0;
    let lengths = text.chars().map(|c| {
        let rest = &bytes[at..];
        let len = crate::encoding::raw_len(crate::Charset::Gb18030, c.encode_utf8(&mut [0; 4]), rest);
        at += len;
        (c, len)
    });
    Some(lengths.collect())
}

/// The character that an escape at the start of `text` stands for in JSON and JavaScript, and how long the escape is.
pub(crate) fn script_escape(text: &str) -> Option<(char, usize)> {
    let rest = text.strip_prefix('\\')?;
    match rest.as_bytes().first()? {
        b'u' if rest[1..].starts_with('{') => {
            let digits = rest[2..].split_once('}')?.0;
            let code = u32::from_str_radix(digits, 16).ok()?;
            Some((char::from_u32(code)?, digits.len() + 4))
        }
        b'u' => {
            let unit = |from: usize| u32::from_str_radix(text.get(from..from + 4)?, 16).ok();
            let first = unit(2)?;
            if let 0xD800..=0xDBFF = first {
                let second =
                    unit(8).filter(|low| text.get(6..8) == Some("\\u") && (0xDC00..=0xDFFF).contains(low))?;
                return Some((char::from_u32(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00))?, 12));
            }
            Some((char::from_u32(first)?, 6))
        }
        b'x' => {
            let code = u32::from_str_radix(text.get(2..4)?, 16).ok()?;
            Some((char::from_u32(code)?, 4))
        }
        b'n' | b'r' => Some(('\n', 2)),
        b't' => Some(('\t', 2)),
        b'/' | b'"' | b'\'' | b'\\' => Some((char::from(*rest.as_bytes().first()?), 2)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Draft, Escape, Glyphs};

    #[test]
    fn escapes_within_escapes() {
        let text = "a%E5%BC%A0%u4E09%D5%C5=\\u5f20\\ud842\\udfb7\\/%zz%FF";
        let glyphs = Glyphs::plain(text, 0..text.len(), Escape::Markup).percent().script();
        assert_eq!(glyphs.text(), "a张三张=张𠮷/%zz%FF");
        assert_eq!(glyphs.raw(1..2), Some(1..10));
        let mut draft = Draft::default();
        glyphs.write(&mut draft, 0, 0..glyphs.len());
        assert_eq!(draft.text(), glyphs.text());
    }
}
