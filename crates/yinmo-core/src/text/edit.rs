use std::fmt;
use std::sync::Arc;

use super::Span;

/// Puts `replacement` where `span` was. Nothing else changes.
#[derive(Clone, PartialEq, Eq)]
pub struct Edit {
    /// What goes, in bytes of the text the edit belongs to.
    pub span: Span,
    /// What comes.
    pub replacement: Arc<str>,
}

impl Edit {
    /// An edit of `span`.
    pub fn new(span: Span, replacement: impl Into<Arc<str>>) -> Self {
        Self { span, replacement: replacement.into() }
    }
}

/// A replacement may keep parts of the value, so it is shown by its length alone.
impl fmt::Debug for Edit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Edit({}..{} -> [{} bytes])", self.span.start, self.span.end, self.replacement.len())
    }
}

/// Applies edits that are sorted by start and do not overlap.
///
/// ```
/// use yinmo_core::text::{Edit, Span, apply};
/// let edits = [Edit::new(Span::new(9, 20), "138******01")];
/// assert_eq!(apply("电话：13800012001。", &edits), "电话：138******01。");
/// ```
pub fn apply(text: &str, edits: &[Edit]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut kept = 0;
    for edit in edits {
        debug_assert!(kept <= edit.span.start, "edits are sorted and disjoint");
        out.push_str(&text[kept..edit.span.start]);
        out.push_str(&edit.replacement);
        kept = edit.span.end;
    }
    out.push_str(&text[kept..]);
    out
}
