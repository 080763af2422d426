//! Text in HTML and XML.

use crate::words::is_plain;

/// `text` as HTML and XML hold it, in elements and in quoted attributes. What XML cannot hold at all, and what would
/// break a line in two or turn it round, is replaced.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c if is_plain(c) => out.push(c),
            _ => out.push('\u{FFFD}'),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn nothing_in_a_name_is_markup() {
        assert_eq!(
            escaped("<b onclick='x'>&\"\u{0}\u{1B}\n\u{202E}\u{FFFF}名单"),
            "&lt;b onclick=&#39;x&#39;&gt;&amp;&quot;\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}名单"
        );
    }
}
