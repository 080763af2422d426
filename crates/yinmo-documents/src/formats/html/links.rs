//! Where a page leads to: addresses in attributes, and what programs open.

use std::ops::Range;

use super::attributes::{attribute, escape_of, glyphs};
use super::page::Page;
use super::token::{Attribute, Tag};
use crate::Link;
use crate::mapped::Escape;
use crate::package::Findings;

/// Attributes that are an address, whatever element they stand in.
const ADDRESSES: [&str; 9] =
    ["href", "src", "data", "poster", "background", "longdesc", "data-href", "data-url", "data-src"];

/// Files that offices publish beside their pages.
const FILES: [&str; 30] = [
    "xls", "xlsx", "xlsm", "et", "csv", "doc", "docx", "docm", "wps", "ppt", "pptx", "dps", "pdf", "ofd",
    "ceb", "rtf", "txt", "xml", "json", "zip", "rar", "7z", "gz", "tgz", "tar", "jpg", "jpeg", "png", "tif",
    "tiff",
];

/// A longer address is none.
const LONGEST: usize = 4 << 10;

impl Page {
    /// The addresses in the attributes of a tag.
    pub(super) fn links(&self, tag: &Tag, found: &mut Findings) {
        if tag.closes {
            return;
        }
        for attribute in &tag.attributes {
            self.links_of(tag, attribute, found);
        }
    }

    fn links_of(&self, tag: &Tag, attribute: &Attribute, found: &mut Findings) {
        let value = || {
            let raw = &self.text[attribute.raw.clone()];
            (raw.len() <= LONGEST)
                .then(|| glyphs(&self.text, attribute, escape_of(attribute, Escape::Markup)).text())
        };
        let is_program = attribute.name.starts_with("on");
        let is_address = ADDRESSES.contains(&&*attribute.name);
        if is_program || is_address {
            let Some(value) = value() else { return };
            let value = value.trim();
            let (at, is_base) = (attribute.raw.start, tag.name == "base");
            match value.split_once(':') {
                _ if is_program => self.opened(at, value, found),
                Some((scheme, program)) if scheme.eq_ignore_ascii_case("javascript") => {
                    self.opened(at, program, found);
                }
                _ => self.link(at, value, is_base, found),
            }
        } else if tag.name == "meta" && attribute.name == "content" && is_refresh(tag, &self.text) {
            let Some(value) = value() else { return };
            let Some((_, target)) = value.split_once('=') else { return };
            self.link(attribute.raw.start, target.trim().trim_matches(['"', '\'']), false, found);
        }
    }

    /// The addresses in a script.
    pub(super) fn script_links(&self, range: Range<usize>, found: &mut Findings) {
        for (at, quoted) in quoted(&self.text[range.clone()]) {
            if names_file(quoted) {
                self.link(range.start + at, &quoted.replace("\\/", "/"), false, found);
            }
        }
    }

    /// What the program in an attribute opens.
    fn opened(&self, at: usize, program: &str, found: &mut Findings) {
        for (_, quoted) in quoted(program) {
            if names_file(quoted) {
                self.link(at, &quoted.replace("\\/", "/"), false, found);
            }
        }
    }

    fn link(&self, at: usize, target: &str, is_base: bool, found: &mut Findings) {
        if !target.is_empty() && !target.starts_with('#') {
            found.link(Link { place: self.lines.place(at, "链接"), target: target.to_owned(), is_base });
        }
    }
}

fn is_refresh(meta: &Tag, text: &str) -> bool {
    attribute(meta, "http-equiv")
        .is_some_and(|attribute| text[attribute.raw.clone()].trim().eq_ignore_ascii_case("refresh"))
}

/// What stands in quotes in a program, with where it begins.
fn quoted(program: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + program[at..].find(['"', '\''])?;
        let quote = &program[start..=start];
        let ends = |c: char| quote.starts_with(c) || matches!(c, '\n' | '\r');
        let len = program[start + 1..].find(ends).unwrap_or(program.len() - start - 1);
        let inner = start + 1..start + 1 + len;
        at = (inner.end + 1).min(program.len());
        while !program.is_char_boundary(at) {
            at += 1;
        }
        Some((inner.start, &program[inner]))
    })
    .filter(|(_, quoted)| quoted.len() <= LONGEST)
}

/// Whether it may be the address of a file that is published: no page, no program, no style.
fn names_file(address: &str) -> bool {
    let ends = |part: &str| {
        let extension = part.rsplit_once('.').map(|(_, extension)| extension.trim_end());
        extension.is_some_and(|extension| FILES.contains(&&*extension.to_ascii_lowercase()))
    };
    !address.contains(['<', '>', '\n']) && address.split(['?', '#', '&']).any(ends)
}

#[cfg(test)]
mod tests {
    use super::{names_file, quoted};

    #[test]
    fn programs_open_what_stands_in_quotes() {
        let all: Vec<_> = quoted("open('a.xls', \"名'单\")").map(|(_, text)| text).collect();
        assert_eq!(all, ["a.xls", "名'单"]);
        assert_eq!(quoted("it's").count(), 1);
        assert_eq!(quoted("'单").map(|(at, _)| at).collect::<Vec<_>>(), [1]);
    }

    #[test]
    fn files_are_told_by_their_extension() {
        for address in ["/附件/名单.XLSX", "down.jsp?file=名单.doc&id=1", "a.pdf#page=2"] {
            assert!(names_file(address), "{address}");
        }
        for address in ["xls", "index.html", "a.js?v=1.2", "<a href=b.xls>", "版本1.0"] {
            assert!(!names_file(address), "{address}");
        }
    }
}
