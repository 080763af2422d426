use std::borrow::Cow;

/// How a text is written where another one stood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Escape {
    /// As it is.
    None,
    /// In XML and HTML, as text or between quotation marks.
    Markup,
    /// The same where no quotation marks are around it.
    Bare,
    /// In the name of an element or attribute.
    Name,
    /// In a CDATA section.
    Cdata,
    /// In a comment of XML or HTML, where two hyphens may not follow each other.
    Comment,
    /// In an address: everything but letters, digits and `-._~*` by its bytes.
    Percent,
    /// In a string literal of JSON or JavaScript, within markup or not.
    Script,
    /// In a spreadsheet's formula, in XML: quotation marks are doubled, and asterisks, which sheets cannot be called by and
    /// which multiply, are full-width.
    Formula,
    /// In what a sheet or a name is called in XML, which may hold neither asterisks nor brackets.
    SheetName,
}

impl Escape {
    pub(crate) fn apply(self, text: &str) -> Cow<'_, str> {
        match self {
            Self::None => Cow::Borrowed(text),
            Self::Markup => each(text, |c| match c {
                '&' => Some("&amp;"),
                '<' => Some("&lt;"),
                '>' => Some("&gt;"),
                '"' => Some("&quot;"),
                '\'' => Some("&#39;"),
                // XML has no way to write these.
                c if c.is_control() && !matches!(c, '\t' | '\n' | '\r') => Some("\u{FFFD}"),
                _ => None,
            }),
            Self::Bare => {
                let escaped = Self::Markup.apply(text).into_owned();
                Cow::Owned(
                    each(&escaped, |c| match c {
                        ' ' | '\t' | '\n' | '\r' => Some("&#32;"),
                        '=' => Some("&#61;"),
                        '`' => Some("&#96;"),
                        _ => None,
                    })
                    .into_owned(),
                )
            }
            Self::SheetName => {
                let named = each(text, |c| match c {
                    '*' => Some("＊"),
                    '[' | ']' | ':' | '/' | '\\' | '?' => Some("_"),
                    _ => None,
                });
                Cow::Owned(Self::Markup.apply(&named).into_owned())
            }
            Self::Name => {
                Cow::Owned(text.chars().map(|c| if c.is_alphanumeric() { c } else { '_' }).collect())
            }
            Self::Formula => {
                let doubled = text.replace('"', "\"\"").replace('*', "＊");
                Cow::Owned(Self::Markup.apply(&doubled).into_owned())
            }
            Self::Cdata => Cow::Owned(text.replace("]]>", "]]&gt;")),
            Self::Comment => each(text, |c| match c {
                '-' => Some("‐"),
                '>' => Some("＞"),
                _ => None,
            }),
            Self::Percent => percent(text),
            Self::Script => each(text, |c| match c {
                '"' => Some("\\u0022"),
                '\'' => Some("\\u0027"),
                '\\' => Some("\\u005C"),
                '<' => Some("\\u003C"),
                '>' => Some("\\u003E"),
                '&' => Some("\\u0026"),
                '\n' => Some("\\n"),
                '\r' => Some("\\r"),
                _ => None,
            }),
        }
    }
}

fn each(text: &str, escaped: impl Fn(char) -> Option<&'static str>) -> Cow<'_, str> {
    if !text.chars().any(|c| escaped(c).is_some()) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match escaped(c) {
            Some(with) => out.push_str(with),
            None => out.push(c),
        }
    }
    Cow::Owned(out)
}

fn percent(text: &str) -> Cow<'_, str> {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~*@".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push('%');
            out.push(char::from(HEX[usize::from(byte >> 4)]));
            out.push(char::from(HEX[usize::from(byte & 15)]));
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::Escape;

    #[test]
    fn each_way_of_writing_says_the_same() {
        let text = "王*坪<a&\"b\">--]]>";
        let written = |escape: Escape| escape.apply(text).into_owned();
        assert_eq!(written(Escape::None), text);
        assert_eq!(written(Escape::Markup), "王*坪&lt;a&amp;&quot;b&quot;&gt;--]]&gt;");
        assert_eq!(written(Escape::Cdata), "王*坪<a&\"b\">--]]&gt;");
        assert_eq!(written(Escape::Comment), "王*坪<a&\"b\"＞‐‐]]＞");
        assert_eq!(Escape::Bare.apply("a b=c").into_owned(), "a&#32;b&#61;c");
        assert_eq!(Escape::Name.apply("电话138*＊").into_owned(), "电话138__");
        assert_eq!(Escape::Percent.apply("张*a ").into_owned(), "%E5%BC%A0*a%20");
        assert_eq!(Escape::Script.apply("a\"</b>").into_owned(), "a\\u0022\\u003C/b\\u003E");
        assert_eq!(Escape::Formula.apply("a*\"b").into_owned(), "a＊&quot;&quot;b");
        assert_eq!(Escape::SheetName.apply("张*[1]").into_owned(), "张＊_1_");
    }
}
