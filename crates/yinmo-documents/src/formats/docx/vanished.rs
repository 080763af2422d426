//! Text that is marked as hidden, taken out.

use std::ops::Range;

use crate::Error;
use crate::mapped::{Edits, EntryId};
use crate::package::xml::{Node, Tag, Xml};

/// A run that is open.
struct Run {
    start: usize,
    /// What marks it as hidden.
    marks: Vec<Range<usize>>,
    in_properties: bool,
    /// Properties that it had before a change.
    in_change: bool,
    /// Whether a field begins, parts or ends in it.
    is_of_field: bool,
}

/// Whether the element hides the run in whose properties it stands.
pub(super) fn hides(tag: &Tag<'_>) -> bool {
    matches!(tag.name, "vanish" | "specVanish" | "webHidden")
        && !tag.value("val").is_some_and(|value| matches!(&*value, "0" | "false" | "off"))
}

/// Says in `edits` that hidden runs go. What holds a field together stays, and shows nothing.
///
/// # Errors
/// If the part is not well-formed.
pub(super) fn remove((entry, text): (EntryId, &str), edits: &mut Edits) -> Result<(), Error> {
    let mut xml = Xml::new(text.as_bytes())?;
    let mut runs: Vec<Run> = Vec::new();
    while let Some(node) = xml.next()? {
        match node {
            Node::Open(tag) => {
                if tag.name == "r" && !tag.is_empty {
                    let start = tag.range.start;
                    runs.push(Run {
                        start,
                        marks: Vec::new(),
                        in_properties: false,
                        in_change: false,
                        is_of_field: false,
                    });
                }
                let Some(run) = runs.last_mut() else { continue };
                match tag.name {
                    "rPr" => run.in_properties = !tag.is_empty,
                    "rPrChange" => run.in_change = !tag.is_empty,
                    "fldChar" => run.is_of_field = true,
                    _ if run.in_properties && run.in_change && hides(&tag) => {
                        edits.push(entry, tag.range, b"");
                    }
                    _ if run.in_properties && hides(&tag) => run.marks.push(tag.range),
                    _ => {}
                }
            }
            Node::Close(name @ ("rPr" | "rPrChange"), _) => {
                if let Some(run) = runs.last_mut() {
                    run.in_properties = run.in_properties && name != "rPr";
                    run.in_change = run.in_change && name != "rPrChange";
                }
            }
            Node::Close("r", range) => {
                let Some(run) = runs.pop().filter(|run| !run.marks.is_empty()) else { continue };
                if run.is_of_field {
                    run.marks.into_iter().for_each(|mark| edits.push(entry, mark, b""));
                } else {
                    edits.push(entry, run.start..range.end, b"");
                }
            }
            _ => {}
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Edits, remove};

    #[test]
    fn hidden_runs_go_and_fields_stay_whole() {
        let text = "<w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr><w:r><w:t>甲</w:t></w:r>\
            <w:r><w:rPr><w:b/><w:vanish/></w:rPr><w:t>乙</w:t></w:r>\
            <w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>丙</w:t></w:r>\
            <w:r><w:rPr><w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr><w:t>丁</w:t></w:r>\
            <w:r><w:rPr><w:webHidden/></w:rPr><w:fldChar w:fldCharType='begin'/></w:r></w:p>";
        let mut edits = Edits::default();
        remove((0, text), &mut edits).unwrap();
        assert_eq!(
            String::from_utf8(edits.apply(0, text.as_bytes()).unwrap()).unwrap(),
            "<w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr><w:r><w:t>甲</w:t></w:r>\
            <w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>丙</w:t></w:r>\
            <w:r><w:rPr><w:rPrChange><w:rPr></w:rPr></w:rPrChange></w:rPr><w:t>丁</w:t></w:r>\
            <w:r><w:rPr></w:rPr><w:fldChar w:fldCharType='begin'/></w:r></w:p>"
        );
    }
}
