//! Documents in `data:` addresses (RFC 2397).

use std::ops::Range;

use memchr::memmem;

use super::base64;
use super::charset::Named;
use super::glyphs::Glyphs;
use super::holder::{Findings, Held};
use crate::Error;
use crate::mapped::Escape;

/// A `data:` address.
pub(crate) struct DataAddress {
    named: Option<Named>,
    file: String,
    is_base64: bool,
    /// Where the data begins in the address.
    start: usize,
}

impl DataAddress {
    /// What an address says of its data, if that is what it holds.
    pub(crate) fn of(address: &str) -> Option<Self> {
        let rest =
            address.get(..5).filter(|scheme| scheme.eq_ignore_ascii_case("data:")).map(|_| &address[5..])?;
        let comma = rest.find(',').filter(|&comma| comma <= 200)?;
        let head = rest[..comma].to_ascii_lowercase();
        let mut parameters = head.split(';').map(str::trim);
        let media = parameters.next().unwrap_or_default().to_owned();
        if !media.is_empty() && !media.contains('/') {
            return None;
        }
        let (mut named, mut is_base64) = (None, false);
        for parameter in parameters {
            is_base64 |= parameter == "base64";
            named = parameter
                .strip_prefix("charset=")
                .map(|name| Named::of(name.trim_matches(['"', '\''])))
                .or(named);
        }
        Some(Self { named, file: file_name(&media), is_base64, start: 5 + comma + 1 })
    }

    /// The document in the address, which stands in `address`, if it can be made out.
    pub(crate) fn held(self, address: &Glyphs, name: String) -> Option<Held> {
        let text = address.text();
        let start = text[..self.start].chars().count();
        let raw = address.raw(start..address.len())?;
        let data = percent_bytes(&text[self.start..]);
        let bytes = if self.is_base64 { base64::decode(&data)? } else { data };
        let wrap = if self.is_base64 { wrap_base64 } else { wrap_percent };
        Some(Held { name, file: self.file, bytes, named: self.named, raw, wrap, entry: 0 })
    }

    /// Hands on that document. `false` if there is none.
    ///
    /// # Errors
    /// If there are too many of them, or they are too large.
    pub(crate) fn hold(self, address: &Glyphs, name: String, found: &mut Findings) -> Result<bool, Error> {
        match self.held(address, name) {
            Some(held) => found.hold(held).map(|()| true),
            None => Ok(false),
        }
    }
}

/// A file name by which data of a type is told.
pub(crate) fn file_name(media: &str) -> String {
    let extension = match media.split(';').next().unwrap_or_default().trim() {
        ""
        | "text/plain"
        | "text/css"
        | "text/javascript"
        | "application/javascript"
        | "application/x-javascript"
        | "text/calendar"
        | "text/vcard"
        | "text/x-vcard"
        | "text/directory"
        | "text/markdown"
        | "message/delivery-status"
        | "text/enriched"
        | "text/x-log" => ".txt",
        "text/html" | "application/xhtml+xml" | "text/x-amp-html" => ".html",
        "text/csv" | "application/csv" => ".csv",
        "text/tab-separated-values" => ".tsv",
        "application/json" | "application/ld+json" | "text/json" => ".json",
        "message/rfc822" | "message/global" | "text/rfc822-headers" => ".eml",
        "text/rtf" | "application/rtf" => ".rtf",
        media if media == "text/xml" || media == "application/xml" || media.ends_with("+xml") => ".xml",
        media if media.starts_with("text/") => ".txt",
        _ => "",
    };
    format!("data{extension}")
}

fn percent_bytes(text: &str) -> Vec<u8> {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let digit = |nth: usize| char::from(*bytes.get(at + nth)?).to_digit(16);
        match (byte, digit(1), digit(2)) {
            (b'%', Some(high), Some(low)) => {
                out.push((high << 4 | low) as u8);
                at += 3;
            }
            _ => {
                out.push(byte);
                at += 1;
            }
        }
    }
    out
}

fn wrap_base64(_old: &[u8], new: &[u8]) -> Vec<u8> {
    base64::encode(new).into_bytes()
}

fn wrap_percent(_old: &[u8], new: &[u8]) -> Vec<u8> {
    new.iter().flat_map(|byte| format!("%{byte:02X}").into_bytes()).collect()
}

/// The `data:` addresses in text that is no address itself: in scripts and styles.
pub(crate) fn addresses(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for at in memmem::find_iter(&text.as_bytes()[range.clone()], b"data:") {
        let start = range.start + at;
        if found.last().is_some_and(|last| start < last.end) {
            continue;
        }
        let rest = &text[start..range.end];
        let ends = |c: char| matches!(c, '"' | '\'' | '`' | ')' | '<' | '>' | '\\') || c.is_whitespace();
        let end = rest.find(ends).unwrap_or(rest.len());
        if DataAddress::of(&rest[..end]).is_some_and(|address| address.start > 6 && address.start < end) {
            found.push(start..start + end);
        }
    }
    found
}

/// The characters of an address that stands in a text as it is.
pub(crate) fn as_written(text: &str, range: Range<usize>) -> Glyphs {
    Glyphs::plain(text, range, Escape::None)
}

#[cfg(test)]
mod tests {
    use super::{DataAddress, addresses, percent_bytes};

    #[test]
    fn addresses_say_what_their_data_is() {
        let told = |address| DataAddress::of(address).map(|data| (data.file, data.is_base64, data.start));
        assert_eq!(
            told("data:text/html;charset=utf-8;base64,PHA+"),
            Some(("data.html".to_owned(), true, 36))
        );
        assert_eq!(told("DATA:,a"), Some(("data.txt".to_owned(), false, 6)));
        assert_eq!(told("data:image/png;base64,"), Some(("data".to_owned(), true, 22)));
        assert!(told("data: 1, 2").is_none() && told("a").is_none() && told("数据").is_none());
        assert_eq!(percent_bytes("%E5%BC%A0%zz"), "张%zz".as_bytes());
        let css = "a{b:url(data:image/gif;base64,R0lGOD)} var data: 1";
        assert_eq!(addresses(css, 0..css.len()), vec![8..36]);
    }
}
