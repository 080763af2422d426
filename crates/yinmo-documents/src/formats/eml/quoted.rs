//! Quoted-printable (RFC 2045, 6.7).

use std::ops::Range;

/// The bytes. What is no code stays as it is written.
pub(super) fn decode(coded: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(coded.len());
    let mut at = 0;
    while let Some(&byte) = coded.get(at) {
        let (len, decoded) = if byte == b'=' { escape(&coded[at..]) } else { (1, Some(byte)) };
        out.extend(decoded);
        at += len;
    }
    out
}

/// How long the code is at the start of `rest`, and its byte; a soft line break has none.
fn escape(rest: &[u8]) -> (usize, Option<u8>) {
    let digit = |nth: usize| char::from(*rest.get(nth)?).to_digit(16);
    if let (Some(high), Some(low)) = (digit(1), digit(2)) {
        return (3, Some((high << 4 | low) as u8));
    }
    // Blanks may have been added at the end of the line.
    let blank = rest[1..].iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\r')).count();
    match rest.get(1 + blank) {
        Some(b'\n') => (blank + 2, None),
        None => (rest.len(), None),
        Some(_) => (1, Some(b'=')),
    }
}

/// Lines, as they are decoded and where they are coded.
fn lines(coded: &[u8]) -> Vec<(Vec<u8>, Range<usize>)> {
    let mut lines = Vec::new();
    let (mut start, mut at, mut line) = (0, 0, Vec::new());
    while let Some(&byte) = coded.get(at) {
        let (len, decoded) = if byte == b'=' { escape(&coded[at..]) } else { (1, Some(byte)) };
        line.extend(decoded);
        at += len;
        if line.ends_with(b"\n") && decoded.is_some() {
            lines.push((std::mem::take(&mut line), start..at));
            start = at;
        }
    }
    if start < at {
        lines.push((line, start..at));
    }
    lines
}

/// Codes `new`, with the lines that `old` has too as they are coded there.
pub(super) fn wrap(old: &[u8], new: &[u8]) -> Vec<u8> {
    let end: &[u8] =
        if old.contains(&b'\n') && memchr::memmem::find(old, b"\r\n").is_none() { b"\n" } else { b"\r\n" };
    let old_lines = lines(old);
    let new_lines: Vec<&[u8]> = new.split_inclusive(|&byte| byte == b'\n').collect();
    let same = |(old, new): &(&(Vec<u8>, Range<usize>), &&[u8])| old.0 == **new;
    let mut out = Vec::with_capacity(old.len());
    if old_lines.len() == new_lines.len() {
        for pair in old_lines.iter().zip(&new_lines) {
            if same(&pair) {
                out.extend_from_slice(&old[pair.0.1.clone()]);
            } else {
                encode(pair.1, end, &mut out);
            }
        }
        return out;
    }
    let before = old_lines.iter().zip(&new_lines).take_while(same).count();
    let most = old_lines.len().min(new_lines.len()) - before;
    let after = old_lines.iter().rev().zip(new_lines.iter().rev()).take(most).take_while(same).count();
    let start_of = |nth: usize| old_lines.get(nth).map_or(old.len(), |line| line.1.start);
    out.extend_from_slice(&old[..start_of(before)]);
    for line in &new_lines[before..new_lines.len() - after] {
        encode(line, end, &mut out);
    }
    out.extend_from_slice(&old[start_of(old_lines.len() - after)..]);
    out
}

fn encode(line: &[u8], end: &[u8], out: &mut Vec<u8>) {
    const LONGEST: usize = 75;
    let content = line.strip_suffix(b"\n").unwrap_or(line);
    let content = content.strip_suffix(b"\r").unwrap_or(content);
    let mut len = 0;
    for (nth, &byte) in content.iter().enumerate() {
        let is_last = nth + 1 == content.len();
        let is_plain =
            matches!(byte, b'!'..=b'<' | b'>'..=b'~') || (matches!(byte, b' ' | b'\t') && !is_last);
        let coded = if is_plain { vec![byte] } else { format!("={byte:02X}").into_bytes() };
        if len + coded.len() > LONGEST {
            out.push(b'=');
            out.extend_from_slice(end);
            len = 0;
        }
        len += coded.len();
        out.extend_from_slice(&coded);
    }
    out.extend_from_slice(&line[content.len()..]);
}

#[cfg(test)]
mod tests {
    use super::{decode, wrap};

    #[test]
    fn codes_and_soft_line_breaks() {
        assert_eq!(decode(b"=E5=BC=\r\n=A0= \n1=3D2 = 3=\r\n"), "张1=2 = 3".as_bytes());
        assert_eq!(decode(b"a="), b"a");
    }

    #[test]
    fn only_lines_that_changed_are_coded_again() {
        let old = b"a=62=\r\nc\r\n=E5=BC=A0 x\r\nend=20\r\n";
        assert_eq!(wrap(old, "abc\r\n* x\r\nend \r\n".as_bytes()), b"a=62=\r\nc\r\n* x\r\nend=20\r\n");
        assert_eq!(wrap(old, b"abc\r\nend \r\n"), b"a=62=\r\nc\r\nend=20\r\n");
        assert_eq!(wrap(old, &decode(old)), old);
        let long = wrap(b"\n", &"张".repeat(30).into_bytes());
        assert!(long.split(|&byte| byte == b'\n').all(|line| line.len() <= 76));
        assert_eq!(decode(&long), "张".repeat(30).into_bytes());
    }
}
