//! Files that old mailers write into a text as lines of letters (uuencode, POSIX 1003.1).

use std::ops::Range;

/// A file within a text.
pub(super) struct Block {
    pub(super) name: String,
    /// Its lines, without those that begin and end it.
    pub(super) raw: Range<usize>,
    pub(super) bytes: Vec<u8>,
}

/// Bytes that a line stands for, at most.
const FULL: usize = 45;

/// The files within a text, in order, and whether there is one that is not sound. It is text like all other.
pub(super) fn blocks(text: &[u8]) -> (Vec<Block>, bool) {
    let (mut blocks, mut is_broken, mut at) = (Vec::new(), false, 0);
    while at < text.len() {
        let line = line_at(text, at);
        at = line.end;
        let Some(name) = name_of(&text[line]) else { continue };
        match block(text, at, name) {
            Some(block) => {
                at = block.raw.end;
                blocks.push(block);
            }
            // A word may begin a line.
            None => is_broken |= text[line_at(text, at)].trim_ascii_end().len() > FULL,
        }
    }
    (blocks, is_broken)
}

/// What the file is called that begins with the line.
fn name_of(line: &[u8]) -> Option<String> {
    let rest = line.strip_prefix(b"begin ")?;
    let mode = rest.iter().take_while(|byte| (b'0'..=b'7').contains(byte)).count();
    let name = rest.get(mode..)?.strip_prefix(b" ")?.trim_ascii();
    ((3..=4).contains(&mode) && !name.is_empty()).then(|| String::from_utf8_lossy(name).into_owned())
}

fn block(text: &[u8], start: usize, name: String) -> Option<Block> {
    let (mut bytes, mut at) = (Vec::new(), start);
    loop {
        let line = line_at(text, at);
        let said = text[line.clone()].strip_suffix(b"\n")?;
        let said = said.strip_suffix(b"\r").unwrap_or(said);
        if matches!(said, b"`" | b" " | b"" | b"end") {
            let behind = line_at(text, line.end);
            let ends = said == b"end" || text[behind].trim_ascii_end() == b"end";
            return ends.then_some(Block { name, raw: start..at, bytes });
        }
        decode_line(said, &mut bytes)?;
        at = line.end;
    }
}

fn decode_line(line: &[u8], out: &mut Vec<u8>) -> Option<()> {
    let value = |byte: u8| (32..=96).contains(&byte).then_some((byte - 32) & 63);
    let (&first, letters) = line.split_first()?;
    let len = usize::from(value(first)?);
    let letters: Vec<u8> = letters.iter().map(|&byte| value(byte)).collect::<Option<_>>()?;
    // Blanks at the end may be lost, and sums may stand there.
    if letters.len() > len.div_ceil(3) * 4 + 3 {
        return None;
    }
    let at = |nth: usize| u32::from(letters.get(nth).copied().unwrap_or(0));
    let triples = (0..len.div_ceil(3)).flat_map(|nth| {
        let bits = (0..4).fold(0, |bits, letter| bits << 6 | at(nth * 4 + letter));
        [(bits >> 16) as u8, (bits >> 8) as u8, bits as u8]
    });
    out.extend(triples.take(len));
    Some(())
}

fn line_at(text: &[u8], at: usize) -> Range<usize> {
    at..memchr::memchr(b'\n', &text[at..]).map_or(text.len(), |len| at + len + 1)
}

/// Writes a file as the lines of `old` are written.
pub(super) fn wrap(old: &[u8], new: &[u8]) -> Vec<u8> {
    let end: &[u8] = if memchr::memmem::find(old, b"\r\n").is_some() { b"\r\n" } else { b"\n" };
    let zero = if old.contains(&b' ') && !old.contains(&b'`') { b' ' } else { b'`' };
    let letter = |value: u32| if value & 63 == 0 { zero } else { (value & 63) as u8 + 32 };
    let mut out = Vec::with_capacity(new.len() / 3 * 4 + new.len() / 30 + 64);
    for line in new.chunks(FULL) {
        out.push(letter(line.len() as u32));
        for triple in line.chunks(3) {
            let bits =
                (0..3).fold(0, |bits, nth| bits << 8 | u32::from(triple.get(nth).copied().unwrap_or(0)));
            out.extend([18, 12, 6, 0].map(|shift| letter(bits >> shift)));
        }
        out.extend_from_slice(end);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{blocks, wrap};

    #[test]
    fn there_and_back() {
        for len in [0, 1, 2, 3, 44, 45, 46, 200] {
            let file: Vec<u8> = (0..len).map(|nth| (nth * 7) as u8).collect();
            for (zero, end) in [("`", "\n"), (" ", "\r\n")] {
                let lines = wrap(format!("#{zero}{zero}{end}").as_bytes(), &file);
                let lines = String::from_utf8(lines).unwrap();
                let text = format!("你好{end}begin 644 a b.xls{end}{lines}{zero}{end}end{end}再见");
                let (found, is_broken) = blocks(text.as_bytes());
                assert!(!is_broken);
                assert_eq!(found.len(), 1, "{len}");
                assert_eq!((&*found[0].name, &found[0].bytes), ("a b.xls", &file));
                assert_eq!(&text[found[0].raw.clone()], lines);
            }
        }
    }

    #[test]
    fn what_is_not_sound_is_text() {
        for text in [
            "begin 644 a\nend of story\n`\nend\n",
            "begin 644 a\n#86)C\n",
            "begin 9 a\n`\nend\n",
            "begin again",
        ] {
            let (found, is_broken) = blocks(text.as_bytes());
            assert!(found.is_empty() && !is_broken, "{text}");
        }
        assert!(blocks(format!("begin 644 a\nM{}\nM1\n", "A".repeat(60)).as_bytes()).1);
        assert_eq!(blocks(b"begin 600 a\n#86)C\nend\n").0[0].bytes, b"abc");
    }
}
