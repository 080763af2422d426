//! Character references (HTML standard, 13.2.5.72).

/// The character that a reference at the start of `text` stands for, and how long the reference is. `in_attribute`: where
/// one without a semicolon may be part of an address.
pub(super) fn reference(text: &str, in_attribute: bool) -> Option<(char, usize)> {
    let rest = text.strip_prefix('&')?;
    if let Some(number) = rest.strip_prefix('#') {
        return numeric(number).map(|(c, len)| (c, len + 2));
    }
    let name_len = rest.bytes().take(20).take_while(u8::is_ascii_alphanumeric).count();
    let ended = rest.as_bytes().get(name_len) == Some(&b';');
    if let Some(c) = named(&rest[..name_len]).filter(|_| ended) {
        return Some((c, name_len + 2));
    }
    // Old ones do without the semicolon, and the longest name counts.
    let (c, len) = (2..=name_len.min(6)).rev().find_map(|len| Some((old(&rest[..len])?, len)))?;
    let next = rest.as_bytes().get(len);
    let is_address = in_attribute && next.is_some_and(|next| *next == b'=' || next.is_ascii_alphanumeric());
    (!is_address).then_some((c, len + 1))
}

fn numeric(text: &str) -> Option<(char, usize)> {
    let (digits, radix, prefix) = match text.strip_prefix(['x', 'X']) {
        Some(digits) => (digits, 16, 1),
        None => (text, 10, 0),
    };
    let len = digits.chars().take_while(|c| c.is_digit(radix)).count();
    if len == 0 {
        return None;
    }
    let code = digits[..len]
        .chars()
        .fold(0_u32, |code, c| code.saturating_mul(radix).saturating_add(c.to_digit(radix).unwrap_or(0)));
    let semicolon = usize::from(digits[len..].starts_with(';'));
    Some((character(code), prefix + len + semicolon))
}

fn character(code: u32) -> char {
    // What Windows-1252 has where Unicode has controls.
    const WINDOWS: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8D}Ž\u{8F}\u{90}‘’“”•–—˜™š›œ\u{9D}žŸ";
    match code {
        0 => char::REPLACEMENT_CHARACTER,
        0x80..=0x9F => WINDOWS.chars().nth(code as usize - 0x80).unwrap_or(char::REPLACEMENT_CHARACTER),
        _ => char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER),
    }
}

/// Those that count without a semicolon.
fn old(name: &str) -> Option<char> {
    let known = OLD.iter().find(|&&(known, _)| known == name).map(|&(_, c)| c);
    known.or_else(|| {
        LATIN.iter().position(|&known| known == name).and_then(|nth| char::from_u32(0xC0 + nth as u32))
    })
}

fn named(name: &str) -> Option<char> {
    old(name).or_else(|| NAMED.iter().find(|&&(known, _)| known == name).map(|&(_, c)| c))
}

#[rustfmt::skip]
static OLD: &[(&str, char)] = &[
    ("amp", '&'), ("AMP", '&'), ("lt", '<'), ("LT", '<'), ("gt", '>'), ("GT", '>'), ("quot", '"'), ("QUOT", '"'),
    ("nbsp", '\u{A0}'), ("iexcl", '¡'), ("cent", '¢'), ("pound", '£'), ("curren", '¤'), ("yen", '¥'), ("brvbar", '¦'),
    ("sect", '§'), ("uml", '¨'), ("copy", '©'), ("COPY", '©'), ("ordf", 'ª'), ("laquo", '«'), ("not", '¬'),
    ("shy", '\u{AD}'), ("reg", '®'), ("REG", '®'), ("macr", '¯'), ("deg", '°'), ("plusmn", '±'), ("sup2", '²'),
    ("sup3", '³'), ("acute", '´'), ("micro", 'µ'), ("para", '¶'), ("middot", '·'), ("cedil", '¸'), ("sup1", '¹'),
    ("ordm", 'º'), ("raquo", '»'), ("frac14", '¼'), ("frac12", '½'), ("frac34", '¾'), ("iquest", '¿'),
];

/// From U+00C0 on.
#[rustfmt::skip]
static LATIN: [&str; 64] = [
    "Agrave", "Aacute", "Acirc", "Atilde", "Auml", "Aring", "AElig", "Ccedil", "Egrave", "Eacute", "Ecirc", "Euml", "Igrave",
    "Iacute", "Icirc", "Iuml", "ETH", "Ntilde", "Ograve", "Oacute", "Ocirc", "Otilde", "Ouml", "times", "Oslash", "Ugrave",
    "Uacute", "Ucirc", "Uuml", "Yacute", "THORN", "szlig", "agrave", "aacute", "acirc", "atilde", "auml", "aring", "aelig",
    "ccedil", "egrave", "eacute", "ecirc", "euml", "igrave", "iacute", "icirc", "iuml", "eth", "ntilde", "ograve", "oacute",
    "ocirc", "otilde", "ouml", "divide", "oslash", "ugrave", "uacute", "ucirc", "uuml", "yacute", "thorn", "yuml",
];

#[rustfmt::skip]
static NAMED: &[(&str, char)] = &[
    ("apos", '\''), ("ensp", '\u{2002}'), ("emsp", '\u{2003}'), ("emsp13", '\u{2004}'), ("emsp14", '\u{2005}'),
    ("numsp", '\u{2007}'), ("puncsp", '\u{2008}'), ("thinsp", '\u{2009}'), ("hairsp", '\u{200A}'),
    ("ZeroWidthSpace", '\u{200B}'), ("zwnj", '\u{200C}'), ("zwj", '\u{200D}'), ("lrm", '\u{200E}'), ("rlm", '\u{200F}'),
    ("NoBreak", '\u{2060}'), ("ndash", '–'), ("mdash", '—'), ("horbar", '―'), ("hyphen", '‐'), ("dash", '‐'),
    ("hellip", '…'), ("mldr", '…'), ("bull", '•'), ("bullet", '•'), ("lsquo", '‘'), ("rsquo", '’'), ("sbquo", '‚'),
    ("ldquo", '“'), ("rdquo", '”'), ("bdquo", '„'), ("lsaquo", '‹'), ("rsaquo", '›'), ("prime", '′'), ("Prime", '″'),
    ("trade", '™'), ("TRADE", '™'), ("euro", '€'), ("minus", '−'), ("Tab", '\t'), ("NewLine", '\n'), ("excl", '!'),
    ("num", '#'), ("dollar", '$'), ("percnt", '%'), ("lpar", '('), ("rpar", ')'), ("ast", '*'), ("midast", '*'),
    ("plus", '+'), ("comma", ','), ("period", '.'), ("sol", '/'), ("colon", ':'), ("semi", ';'), ("equals", '='),
    ("quest", '?'), ("commat", '@'), ("lsqb", '['), ("lbrack", '['), ("bsol", '\\'), ("rsqb", ']'), ("rbrack", ']'),
    ("Hat", '^'), ("lowbar", '_'), ("UnderBar", '_'), ("grave", '`'), ("lcub", '{'), ("lbrace", '{'), ("vert", '|'),
    ("verbar", '|'), ("VerticalLine", '|'), ("rcub", '}'), ("rbrace", '}'), ("centerdot", '·'), ("CenterDot", '·'),
    ("NonBreakingSpace", '\u{A0}'), ("MediumSpace", '\u{205F}'), ("ThinSpace", '\u{2009}'), ("circ", 'ˆ'),
    ("tilde", '˜'), ("rarr", '→'), ("larr", '←'), ("uarr", '↑'), ("darr", '↓'), ("permil", '‰'), ("numero", '№'),
];

#[cfg(test)]
mod tests {
    use super::reference;

    #[test]
    fn references_are_read_as_browsers_read_them() {
        let cases = [
            ("&#53;1", false, Some(('5', 5))),
            ("&#x35 1", false, Some(('5', 5))),
            ("&#053x", false, Some(('5', 5))),
            ("&nbsp1", false, Some(('\u{A0}', 5))),
            ("&notit;", false, Some(('¬', 4))),
            ("&commat;", false, Some(('@', 8))),
            ("&copy=1", true, None),
            ("&lt1", true, None),
            ("&lt;", true, Some(('<', 4))),
            ("&#150;", false, Some(('–', 6))),
            ("&#99999999999;", false, Some(('\u{FFFD}', 14))),
            ("&yuml;", false, Some(('ÿ', 6))),
            ("&#;", false, None),
            ("&张;", false, None),
            ("&", false, None),
        ];
        for (text, in_attribute, expected) in cases {
            assert_eq!(reference(text, in_attribute), expected, "{text}");
        }
    }
}
