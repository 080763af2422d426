use std::collections::BTreeSet;

use anyhow::Context as _;
use serde::Deserialize;
use yinmo_core::kind::{Group, Kind};
use yinmo_core::text::Span;
use yinmo_data::surnames::is_surname;

/// One test vector.
#[derive(Deserialize)]
pub(crate) struct Vector {
    #[serde(default)]
    pub(crate) id: String,
    pub(crate) text: String,
    #[serde(alias = "entities")]
    pub(crate) expect: Vec<Expected>,
    #[serde(default = "whole")]
    pub(crate) class: String,
}

/// Data sets without classes are one class.
fn whole() -> String {
    "all".to_owned()
}

/// One thing to be found.
#[derive(Deserialize)]
pub(crate) struct Expected {
    /// First code point.
    start: usize,
    /// One past the last code point.
    end: usize,
    #[serde(rename = "type")]
    name: String,
    /// Words such as 男友 (`…NOM`) are marked in some sets too, but name nobody.
    sub: Option<String>,
    /// `keep`: found, and left alone by the default profile.
    action: Option<String>,
    #[serde(default)]
    pub(crate) weak: bool,
}

impl Expected {
    /// The kind, unless it is one that yinmo does not look for.
    pub(crate) fn kind(&self) -> Option<Kind> {
        self.name.to_lowercase().replace('_', "-").parse().ok()
    }

    /// Whether it is of the type with this name.
    pub(crate) fn is(&self, name: &str) -> bool {
        self.name == name && !self.sub.as_deref().is_some_and(|sub| sub.ends_with("NOM"))
    }

    /// Whether the default profile has to leave it alone.
    pub(crate) fn must_be_kept(&self) -> bool {
        self.action.as_deref() == Some("keep")
    }

    /// The span in bytes of `text`.
    pub(crate) fn span(&self, text: &str) -> Span {
        Span::new(byte_offset(text, self.start), byte_offset(text, self.end))
    }
}

fn byte_offset(text: &str, code_point: usize) -> usize {
    text.char_indices().nth(code_point).map_or(text.len(), |(at, _)| at)
}

impl Vector {
    /// What is marked as `name`; what is, but gives nobody away; and what may be found as the same without being it:
    /// places and offices, as addresses that are kept.
    pub(crate) fn marked(&self, name: &str) -> (Vec<Span>, Vec<Span>, Vec<Span>) {
        let all = |name: &str| {
            self.expect
                .iter()
                .filter(|expected| expected.is(name))
                .map(|expected| expected.span(&self.text))
                .collect::<Vec<_>>()
        };
        let (real, hidden) =
            all(name).into_iter().partition(|span| name != "PERSON" || !is_anonymous(span.of(&self.text)));
        let others =
            if name == "ADDRESS" { ["LOC", "OFFICE_ADDRESS", "ORG"].map(all).concat() } else { Vec::new() };
        (real, hidden, others)
    }
}

/// A surname alone, or a name of which something is hidden.
fn is_anonymous(name: &str) -> bool {
    let characters: Vec<char> = name.chars().collect();
    characters.len() == 1
        || matches!(characters[..], ['老' | '小', surname] | [surname, '老' | '氏'] if is_surname(surname))
        || name.contains(['某', '×', '*', '＊', 'X', 'x', 'Ｘ', '○', '〇', '甲', '乙', '丙'])
}

/// The vectors of a file, one JSON object a line.
pub(crate) fn parse(text: &str) -> anyhow::Result<Vec<Vector>> {
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines.map(|(i, line)| serde_json::from_str(line).with_context(|| format!("line {}", i + 1))).collect()
}

/// The group a file is about: that of most of what it expects.
pub(crate) fn scope(vectors: &[Vector]) -> Group {
    let kinds = vectors.iter().flat_map(|vector| &vector.expect).filter_map(Expected::kind);
    let distinct: BTreeSet<Kind> = kinds.collect();
    let identifiers = distinct.iter().filter(|kind| kind.group() == Group::Identifier).count();
    if identifiers * 2 > distinct.len() { Group::Identifier } else { Group::Person }
}

/// Whether these lines are a data set, whose marks are `entities`, and not test vectors.
pub(crate) fn is_set(text: &str) -> bool {
    text.lines().next().is_some_and(|line| line.contains("\"entities\""))
}
