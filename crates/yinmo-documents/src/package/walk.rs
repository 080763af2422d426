//! A part in XML, element by element: what becomes of its attributes and texts, and which elements go.

use std::ops::Range;

use super::xml::{Node, Tag, Xml, pieces};
use crate::Error;
use crate::mapped::{Edits, EntryId, Escape};

/// What becomes of the elements of a part.
pub(crate) trait Rules {
    /// Whether the element goes.
    fn goes(&mut self, _tag: &Tag<'_>, _parents: &[&str]) -> bool {
        false
    }

    /// What becomes of an attribute.
    fn attribute(&mut self, _tag: &Tag<'_>, _parents: &[&str], _name: &str, _value: &str) -> Becomes {
        Becomes::Same
    }

    /// What becomes of the text of an element; the last of `path` is the element.
    fn text(&mut self, _path: &[&str], _text: &str) -> Becomes {
        Becomes::Same
    }

    /// Whether the element was dealt with up to its end.
    ///
    /// # Errors
    /// If it is not well-formed.
    fn takes(
        &mut self,
        _xml: &mut Xml<'_>,
        _tag: &Tag<'_>,
        _parents: &[&str],
        _edits: &mut Edits,
    ) -> Result<bool, Error> {
        Ok(false)
    }
}

/// What becomes of an attribute or a text.
pub(crate) enum Becomes {
    Same,
    Other(String),
    /// The attribute goes.
    Less,
    /// The element goes.
    Nothing,
}

impl Becomes {
    /// Another text, or the same; the element goes if there is none.
    pub(crate) fn of(old: &str, new: Option<String>) -> Self {
        match new {
            None => Self::Nothing,
            Some(new) if new == old => Self::Same,
            Some(new) => Self::Other(new),
        }
    }
}

/// Elements that go once all that they list is gone.
const LISTS: [&str; 26] = [
    "mergeCells",
    "dataValidations",
    "hyperlinks",
    "conditionalFormatting",
    "conditionalFormattings",
    "cols",
    "protectedRanges",
    "ignoredErrors",
    "colBreaks",
    "rowBreaks",
    "scenarios",
    "scenario",
    "cellWatches",
    "tableParts",
    "sparklines",
    "sparklineGroups",
    "ext",
    "extLst",
    "oleObjects",
    "controls",
    "externalReferences",
    "definedNames",
    "dataRefs",
    "customSheetViews",
    "singleXmlCells",
    // Of rows.
    "tbl",
];

/// Elements that say how a list is.
const UNLISTED: [&str; 3] = ["tblPr", "tblPrEx", "tblGrid"];

/// Elements that go with one of those that stand in them.
const TAKEN_ALONG: [(&str, &str); 29] = [
    ("dataValidation", "formula1"),
    ("dataValidation", "formula2"),
    ("dataValidation", "sqref"),
    ("formula1", "f"),
    ("formula2", "f"),
    ("cfRule", "formula"),
    ("cfRule", "f"),
    ("conditionalFormatting", "sqref"),
    ("sparkline", "f"),
    ("sparkline", "sqref"),
    ("sparklineGroup", "sparklines"),
    ("ClientData", "Column"),
    ("ClientData", "Row"),
    ("shape", "ClientData"),
    // A row that was deleted.
    ("trPr", "del"),
    ("tr", "trPr"),
    // Objects of other programs, and what shows them.
    ("object", "OLEObject"),
    ("object", "control"),
    ("pict", "control"),
    ("Choice", "oleObject"),
    ("Fallback", "oleObject"),
    ("Choice", "control"),
    ("Fallback", "control"),
    ("Choice", "oleObj"),
    ("AlternateContent", "Choice"),
    ("graphicData", "oleObj"),
    ("graphicData", "AlternateContent"),
    ("graphic", "graphicData"),
    ("graphicFrame", "graphic"),
];

/// An element that is open.
struct Open<'a> {
    name: &'a str,
    start: usize,
    goes: bool,
    /// What it counts, and how many of them went and stayed.
    counts: Vec<Range<usize>>,
    went: usize,
    stayed: usize,
    text: Option<Range<usize>>,
}

/// Applies the rules to a part.
///
/// # Errors
/// If it is not well-formed.
pub(crate) fn walk(
    (entry, text): (EntryId, &str),
    rules: &mut impl Rules,
    edits: &mut Edits,
) -> Result<(), Error> {
    let mut xml = Xml::new(text.as_bytes())?;
    let mut open: Vec<Open<'_>> = Vec::new();
    let mut path: Vec<&str> = Vec::new();
    while let Some(node) = xml.next()? {
        match node {
            Node::Open(tag) => {
                if rules.takes(&mut xml, &tag, &path, edits)? {
                    continue;
                }
                let goes = rules.goes(&tag, &path) || !attributes((entry, text), &tag, &path, rules, edits)?;
                let counts = tag.attributes().filter_map(Result::ok);
                let counts = counts.filter(|a| matches!(a.name, "count" | "manualBreakCount"));
                let counts = counts.map(|attribute| attribute.raw).collect();
                let (name, start) = (tag.name, tag.range.start);
                let element = Open { name, start, goes, counts, went: 0, stayed: 0, text: None };
                if tag.is_empty {
                    close(element, tag.range.end, open.last_mut(), (entry, text), edits);
                } else {
                    path.push(name);
                    open.push(element);
                }
            }
            Node::Close(_, range) => {
                let Some(mut element) = open.pop() else { continue };
                if let Some(raw) = element.text.take().filter(|_| element.went + element.stayed == 0) {
                    match rules.text(&path, &unescaped(text, raw.clone())) {
                        Becomes::Same => {}
                        Becomes::Other(new) => edits.push(entry, raw, plain(&new).as_bytes()),
                        Becomes::Nothing | Becomes::Less => element.goes = true,
                    }
                }
                path.pop();
                close(element, range.end, open.last_mut(), (entry, text), edits);
            }
            Node::Text(range) => add_text(open.last_mut(), range),
            Node::Cdata(range) => add_text(open.last_mut(), with_marks(range)),
            _ => {}
        }
    }
    Ok(())
}

/// How a text is written between tags.
pub(crate) fn plain(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn add_text(element: Option<&mut Open<'_>>, range: Range<usize>) {
    if let Some(element) = element {
        let start = element.text.take().map_or(range.start, |text| text.start);
        element.text = Some(start..range.end);
    }
}

const CDATA: (&str, &str) = ("<![CDATA[", "]]>");

/// A CDATA section with what marks it.
pub(crate) fn with_marks(range: Range<usize>) -> Range<usize> {
    range.start - CDATA.0.len()..range.end + CDATA.1.len()
}

/// What becomes of the attributes; whether the element stays.
fn attributes(
    (entry, text): (EntryId, &str),
    tag: &Tag<'_>,
    path: &[&str],
    rules: &mut impl Rules,
    edits: &mut Edits,
) -> Result<bool, Error> {
    for attribute in tag.attributes() {
        let attribute = attribute?;
        match rules.attribute(tag, path, attribute.name, &attribute.value()) {
            Becomes::Same => {}
            Becomes::Other(new) => edits.push(entry, attribute.raw, Escape::Markup.apply(&new).as_bytes()),
            Becomes::Less => {
                let before = text[..attribute.raw.start - 1].trim_end_matches(['=', ' ', '\t', '\r', '\n']);
                let start = before.rfind([' ', '\t', '\r', '\n']).unwrap_or(before.len());
                edits.push(entry, start..attribute.raw.end + 1, b"");
            }
            Becomes::Nothing => return Ok(false),
        }
    }
    Ok(true)
}

/// Takes the element out if it goes, and tells the one around it.
fn close(
    element: Open<'_>,
    end: usize,
    around: Option<&mut Open<'_>>,
    (entry, text): (EntryId, &str),
    edits: &mut Edits,
) {
    let Open { name, start, goes, counts, went, stayed, .. } = element;
    let is_emptied = went > 0 && stayed == 0 && LISTS.contains(&name);
    if goes || is_emptied {
        edits.push(entry, start..end, b"");
        if let Some(around) = around {
            around.went += 1;
            around.goes |= TAKEN_ALONG.contains(&(around.name, name));
        }
        return;
    }
    for raw in counts.into_iter().filter(|_| went > 0) {
        if let Ok(count) = text[raw.clone()].trim().parse::<usize>() {
            edits.push(entry, raw, count.saturating_sub(went).to_string().as_bytes());
        }
    }
    if let Some(around) = around {
        around.stayed += usize::from(!UNLISTED.contains(&name));
    }
}

/// What stands there, references resolved and CDATA sections opened.
pub(crate) fn unescaped(text: &str, raw: Range<usize>) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    while !rest.is_empty() {
        let section = text[rest.clone()].find(CDATA.0).map_or(rest.end, |at| rest.start + at);
        for piece in pieces(text, rest.start..section) {
            match piece.parts() {
                (_, Some(c)) => out.push(c),
                (range, None) => out.push_str(&text[range]),
            }
        }
        rest.start = section;
        if let Some(end) = text[rest.clone()].find(CDATA.1) {
            out.push_str(&text[section + CDATA.0.len()..section + end]);
            rest.start += end + CDATA.1.len();
        } else {
            rest.start = rest.end;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Becomes, Edits, Rules, Tag, unescaped, walk};

    struct Drop;

    impl Rules for Drop {
        fn goes(&mut self, tag: &Tag<'_>, _parents: &[&str]) -> bool {
            tag.name == "mergeCell" && tag.value("ref").is_some_and(|area| area == "B1")
        }

        fn text(&mut self, path: &[&str], text: &str) -> Becomes {
            match path {
                [.., "formula1"] if text == "B1" => Becomes::Nothing,
                [.., "formula1"] => Becomes::Other(format!("<{text}>")),
                _ => Becomes::Same,
            }
        }
    }

    fn walked(xml: &str) -> String {
        let mut edits = Edits::default();
        walk((0, xml), &mut Drop, &mut edits).unwrap();
        String::from_utf8(edits.apply(0, xml.as_bytes()).unwrap()).unwrap()
    }

    #[test]
    fn lists_count_what_is_left_and_go_with_the_last() {
        assert_eq!(
            walked("<a><mergeCells count='2'><mergeCell ref='B1'/><mergeCell ref='C1'/></mergeCells></a>"),
            "<a><mergeCells count='1'><mergeCell ref='C1'/></mergeCells></a>"
        );
        assert_eq!(
            walked("<a><mergeCells count='1'><mergeCell ref='B1'></mergeCell></mergeCells></a>"),
            "<a></a>"
        );
        assert_eq!(
            walked(
                "<a><dataValidations count=\"2\"><dataValidation><formula1>B1</formula1></dataValidation><dataValidation><formula1>A&amp;<![CDATA[<]]></formula1></dataValidation></dataValidations></a>"
            ),
            "<a><dataValidations count=\"1\"><dataValidation><formula1>&lt;A&amp;&lt;&gt;</formula1></dataValidation></dataValidations></a>"
        );
    }

    #[test]
    fn references_and_sections_are_read() {
        let text = "a&amp;b<![CDATA[<&amp;]]>c";
        assert_eq!(unescaped(text, 0..text.len()), "a&b<&amp;c");
    }
}
