//! The words around a finding, for a person to see where it stands. Whatever was found in them is hidden.

use yinmo_core::finding::Finding;
use yinmo_core::text::Span;

use crate::{Excerpt, preview};

/// Characters shown before and after a value.
const BEFORE: usize = 20;
const AFTER: usize = 12;

/// The surroundings of `findings[nth]` in its line of `text`. Findings are sorted and do not overlap.
pub(super) fn around(text: &str, findings: &[Finding], nth: usize) -> Excerpt {
    let span = findings[nth].span;
    let from = span.start - bytes_in_line(text[..span.start].chars().rev().take(BEFORE));
    let to = span.end + bytes_in_line(text[span.end..].chars().take(AFTER));
    let mut excerpt = Excerpt { text: String::new(), start: 0, end: 0 };
    let mut at = from;
    let first = findings.partition_point(|finding| finding.span.end <= from);
    let near = findings.iter().enumerate().skip(first).take_while(|(_, finding)| finding.span.start < to);
    for (i, finding) in near {
        let hidden = Span::new(finding.span.start.max(from), finding.span.end.min(to));
        push_visible(&mut excerpt.text, &text[at..hidden.start]);
        let start = excerpt.text.len();
        push_visible(&mut excerpt.text, &hidden_part(text, finding, hidden));
        if i == nth {
            (excerpt.start, excerpt.end) = (start, excerpt.text.len());
        }
        at = hidden.end;
    }
    push_visible(&mut excerpt.text, &text[at..to]);
    excerpt
}

/// What is shown of the `part` of a finding that the excerpt reaches. The preview is of the whole value: one of the
/// part would begin with other characters, and excerpts together would tell more than one does.
fn hidden_part(text: &str, finding: &Finding, part: Span) -> String {
    let shown = preview(finding.span.of(text), finding.kind);
    let before = text[finding.span.start..part.start].chars().count();
    shown.chars().skip(before).take(part.of(text).chars().count()).collect()
}

/// Tabs and line breaks would break the picture of one line.
fn push_visible(out: &mut String, text: &str) {
    out.extend(text.chars().map(|c| if c.is_control() { ' ' } else { c }));
}

/// Bytes of the characters up to a line break. A line can be all of a document, so it is not looked at whole.
fn bytes_in_line(chars: impl Iterator<Item = char>) -> usize {
    chars.take_while(|c| !matches!(c, '\n' | '\r')).map(char::len_utf8).sum()
}

#[cfg(test)]
mod tests {
    use super::around;
    use crate::Pipeline;

    #[test]
    fn a_value_cut_by_the_edge_shows_no_other_digits_than_a_whole_one() {
        let text = "身份证号330106190310137492，联系电话：13800017919";
        let findings = Pipeline::default().detector().detect(text);
        assert_eq!(around(text, &findings, 1).text, "**************，联系电话：1**********");
    }
}
