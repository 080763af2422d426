/// The length of the JSON number at the start of `bytes`, or `None` when there is none.
pub(super) fn number_len(bytes: &[u8]) -> Option<usize> {
    let mut at = usize::from(bytes.first() == Some(&b'-'));
    at += match bytes.get(at)? {
        b'0' => 1,
        _ => digits(&bytes[at..])?,
    };
    if bytes.get(at) == Some(&b'.') {
        at += 1 + digits(&bytes[at + 1..])?;
    }
    if let Some(b'e' | b'E') = bytes.get(at) {
        let sign = usize::from(matches!(bytes.get(at + 1), Some(b'+' | b'-')));
        at += 1 + sign + digits(&bytes[at + 1 + sign..])?;
    }
    Some(at)
}

/// At least one digit.
fn digits(bytes: &[u8]) -> Option<usize> {
    let count = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    (count > 0).then_some(count)
}

#[cfg(test)]
mod tests {
    use super::number_len;

    #[test]
    fn the_grammar_of_rfc_8259() {
        for (text, len) in [
            ("0", Some(1)),
            ("-0.5e+10,", Some(8)),
            ("13800012001}", Some(11)),
            ("3.30106E+17", Some(11)),
            ("012", Some(1)),
            ("1.", None),
            (".5", None),
            ("-", None),
            ("1e", None),
            ("+1", None),
            ("", None),
        ] {
            assert_eq!(number_len(text.as_bytes()), len, "{text}");
        }
    }
}
