//! Base64 (RFC 4648) as mails, pages and data in XML write it.

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// The bytes, if there are no other characters than blanks; `-` and `_` count as well. What is missing at the end may be
/// missing.
pub(crate) fn decode(coded: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(coded.len() / 4 * 3 + 3);
    let (mut bits, mut count, mut ended) = (0_u32, 0, false);
    for &byte in coded {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            b'=' => {
                ended = true;
                continue;
            }
            b' ' | b'\t' | b'\r' | b'\n' => continue,
            _ => return None,
        };
        if ended {
            return None;
        }
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push((bits >> count) as u8);
        }
    }
    (count < 6).then_some(out)
}

/// The bytes as mail programs make them out whatever stands between: other characters are passed over, and what is filled
/// up may be followed by more (RFC 2045, 6.8).
pub(crate) fn decode_loosely(coded: &[u8]) -> Vec<u8> {
    let is_ours = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
    let pieces = coded.split(|&byte| byte == b'=');
    let pieces = pieces.map(|piece| piece.iter().copied().filter(is_ours).collect::<Vec<u8>>());
    pieces
        .flat_map(|piece| decode(&piece).or_else(|| decode(&piece[..piece.len() - 1])).unwrap_or_default())
        .collect()
}

/// In one line.
pub(crate) fn encode(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let at = |nth: usize| u32::from(chunk.get(nth).copied().unwrap_or(0));
        let bits = at(0) << 16 | at(1) << 8 | at(2);
        for nth in 0..4 {
            let value = bits >> (18 - nth * 6) & 63;
            out.push(if nth > chunk.len() { '=' } else { char::from(ALPHABET[value as usize]) });
        }
    }
    out
}

/// In lines as long as those of `old`, which end as they do.
pub(crate) fn encode_like(old: &[u8], bytes: &[u8]) -> Vec<u8> {
    let coded = encode(bytes);
    let width = memchr::memchr2(b'\r', b'\n', old).filter(|&width| width > 0);
    let end: &[u8] =
        if old.contains(&b'\n') && memchr::memmem::find(old, b"\r\n").is_none() { b"\n" } else { b"\r\n" };
    let tail = old.len() - old.trim_ascii_end().len();
    let mut out = Vec::with_capacity(coded.len() + coded.len() / 32);
    match width {
        None => out.extend_from_slice(coded.as_bytes()),
        Some(width) => {
            for (nth, line) in coded.as_bytes().chunks(width).enumerate() {
                if nth > 0 {
                    out.extend_from_slice(end);
                }
                out.extend_from_slice(line);
            }
        }
    }
    out.extend_from_slice(&old[old.len() - tail..]);
    out
}

#[cfg(test)]
mod tests {
    use super::{decode, encode, encode_like};

    #[test]
    fn there_and_back() {
        for text in ["", "a", "ab", "abc", "张三\u{1F600}"] {
            assert_eq!(decode(encode(text.as_bytes()).as_bytes()).as_deref(), Some(text.as_bytes()));
        }
        assert_eq!(encode(b"ab"), "YWI=");
        assert_eq!(decode(b"YW\r\nI"), Some(b"ab".to_vec()));
        for broken in ["Y", "YW=I", "YW,I"] {
            assert_eq!(decode(broken.as_bytes()), None, "{broken}");
        }
        assert_eq!(encode_like(b"AAAA\nAAAA\n", b"abcdefg"), b"YWJj\nZGVm\nZw==\n");
    }
}
