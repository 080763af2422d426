//! Marked text, the language of expectations: `电话[[13800138000|mobile]]。`
//!
//! Without the brackets it is the input; the brackets are the answer. What is not marked must not be found.
//! After the kind may stand a role (`landline:organisation`) or `weak`. `\n`, `\t`, `\r` and `\u{…}` are escapes.

use std::fmt::Write as _;

use crate::finding::{Finding, Role};
use crate::kind::Kind;
use crate::text::Span;

/// One expected finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Where, in bytes of the text without marks.
    pub span: Span,
    /// What.
    pub kind: Kind,
    /// A role's id or `weak`, if the mark says one.
    pub note: Option<String>,
}

impl Mark {
    /// Whether `finding` is what the mark expects.
    pub fn matches(&self, finding: &Finding) -> bool {
        let noted = match self.note.as_deref() {
            None => true,
            Some("weak") => finding.weak.is_some(),
            Some(role) => Role::ALL.iter().any(|r| r.id() == role && *r == finding.role),
        };
        noted && self.span == finding.span && self.kind == finding.kind
    }
}

/// Splits marked text into the text and its marks.
///
/// # Panics
/// If a mark is not closed or names no kind: marked text is written by hand, in tests.
pub fn parse(marked: &str) -> (String, Vec<Mark>) {
    let marked = unescape(marked);
    let mut rest = marked.as_str();
    let (mut text, mut marks) = (String::new(), Vec::new());
    while let Some(open) = rest.find("[[") {
        let (inside, after) = rest[open + 2..].split_once("]]").expect("every [[ has its ]]");
        let (value, kind) = inside.rsplit_once('|').expect("a mark names its kind");
        text.push_str(&rest[..open]);
        let start = text.len();
        text.push_str(value);
        marks.push(mark(Span::new(start, text.len()), kind));
        rest = after;
    }
    text.push_str(rest);
    (text, marks)
}

fn mark(span: Span, name: &str) -> Mark {
    let (kind, note) =
        name.split_once(':').map_or((name, None), |(kind, note)| (kind, Some(note.to_owned())));
    Mark { span, kind: kind.parse().unwrap_or_else(|_| panic!("no such kind: {kind}")), note }
}

/// Writes findings into their text as marks, for messages about what a test found instead.
pub fn render(text: &str, findings: &[Finding]) -> String {
    let (mut out, mut at) = (String::new(), 0);
    for finding in findings {
        let weak = if finding.weak.is_some() { ":weak" } else { "" };
        let span = finding.span;
        let _ = write!(
            out,
            "{}[[{}|{}{weak}:{}]]",
            &text[at..span.start],
            span.of(text),
            finding.kind,
            finding.role.id()
        );
        at = span.end;
    }
    out.push_str(&text[at..]);
    out
}

fn unescape(text: &str) -> String {
    text.replace("\\n", "\n")
        .replace("\\t", "\t")
        .replace("\\r", "\r")
        .replace("\\u{3000}", "\u{3000}")
        .replace("\\u{200B}", "\u{200B}")
}
