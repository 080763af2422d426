//! UTF-7 (RFC 2152), in which old mailers write what is more than ASCII.

use crate::package::base64;

/// Whether a character set is called so.
pub(super) fn is_named(charset: &str) -> bool {
    let plain: String = charset.chars().filter(char::is_ascii_alphanumeric).collect();
    matches!(&*plain.to_ascii_lowercase(), "utf7" | "unicode11utf7" | "csutf7")
}

/// The text, if it is nothing else.
pub(super) fn decode(coded: &[u8]) -> Option<String> {
    let coded = std::str::from_utf8(coded).ok().filter(|coded| coded.is_ascii())?;
    let (mut out, mut rest) = (String::with_capacity(coded.len()), coded);
    while let Some((direct, coded)) = rest.split_once('+') {
        out.push_str(direct);
        let len = coded.bytes().take_while(|&byte| is_letter(byte)).count();
        let (run, behind) = coded.split_at(len);
        rest = match (run, behind.strip_prefix('-')) {
            ("", Some(behind)) => {
                out.push('+');
                behind
            }
            ("", None) => return None,
            (run, closed) => {
                decode_run(run, &mut out)?;
                closed.unwrap_or(behind)
            }
        };
    }
    out.push_str(rest);
    Some(out)
}

fn decode_run(run: &str, out: &mut String) -> Option<()> {
    let bytes = base64::decode(run.as_bytes())?;
    let (units, []) = bytes.as_chunks::<2>() else { return None };
    for c in char::decode_utf16(units.iter().map(|&two| u16::from_be_bytes(two))) {
        out.push(c.ok()?);
    }
    Some(())
}

const fn is_letter(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/')
}

/// Characters that stand for themselves.
fn is_direct(c: char) -> bool {
    c.is_ascii()
        && !matches!(c, '+' | '\\' | '~' | '\0'..='\x08' | '\x0B' | '\x0C' | '\x0E'..='\x1F' | '\x7F')
}

pub(super) fn encode(text: &str) -> Vec<u8> {
    let mut out = String::with_capacity(text.len() * 2);
    let mut rest = text;
    while !rest.is_empty() {
        let direct = rest.find(|c| !is_direct(c)).unwrap_or(rest.len());
        out.push_str(&rest[..direct]);
        rest = &rest[direct..];
        let coded = rest.find(is_direct).unwrap_or(rest.len());
        match &rest[..coded] {
            "" => {}
            "+" => out.push_str("+-"),
            run => {
                let bytes: Vec<u8> = run.encode_utf16().flat_map(u16::to_be_bytes).collect();
                out.push('+');
                out.push_str(base64::encode(&bytes).trim_end_matches('='));
                out.push('-');
            }
        }
        rest = &rest[coded..];
    }
    out.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::{decode, encode};

    #[test]
    fn there_and_back() {
        for text in ["", "a+b", "户主：张三", "1 + 1 = 2；𠮷！\r\n完", "张-三", "~\\"] {
            assert_eq!(decode(&encode(text)).as_deref(), Some(text));
        }
        assert_eq!(decode(b"Hi Mom +Jjo-!").as_deref(), Some("Hi Mom \u{263A}!"));
        assert_eq!(decode(b"+ZeVnLIqe.").as_deref(), Some("日本語."));
        for broken in [&b"+"[..], b"+ a", b"\xFF", b"+Z-", b"+2AA-"] {
            assert_eq!(decode(broken), None);
        }
    }
}
