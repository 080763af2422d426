//! Sheets that are called otherwise once their names are masked: no two alike, and everything that names them follows.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::formula::{mentions, quoted};
use crate::Error;
use crate::mapped::{Edits, EntryId, Escape};
use crate::package::walk::{plain, unescaped};
use crate::package::xml::{Node, Xml, pieces};

/// The most that a sheet can be called, in UTF-16 code units.
const LONGEST: usize = 31;

/// Names for sheets that are wanted to be called like `wanted`: none is longer than programs read, empty, or like another
/// one. Names that were there before (`old`) stay as they are.
pub(in super::super) fn settled(old: &[String], wanted: &[String]) -> Vec<String> {
    let mut taken: HashSet<String> = old
        .iter()
        .zip(wanted)
        .filter(|(old, wanted)| old == wanted)
        .map(|(old, _)| old.to_lowercase())
        .collect();
    let settle = |(old, wanted): (&String, &String)| {
        if old == wanted {
            return old.clone();
        }
        let plain = wanted.trim_matches('\'');
        let plain = if plain.is_empty() { "＊" } else { plain };
        let mut numbers = 2..;
        let mut name = cut(plain, LONGEST);
        while !taken.insert(name.to_lowercase()) {
            let number = format!("（{}）", numbers.next().unwrap_or_default());
            name = format!("{}{number}", cut(plain, LONGEST - number.encode_utf16().count()));
        }
        name
    };
    old.iter().zip(wanted).map(settle).collect()
}

/// The beginning of a text, so many UTF-16 code units long at most.
fn cut(text: &str, most: usize) -> String {
    let mut units = 0;
    let kept = text.chars().take_while(|c| {
        units += c.len_utf16();
        units <= most
    });
    kept.collect::<String>().trim_end_matches('\'').to_owned()
}

/// What sheets are called from now on, by what they were called, in lower case.
pub(in super::super) type Renames = HashMap<String, String>;

/// Attributes that name a sheet, and nothing else.
const SHEET_ATTRIBUTES: [(&str, &str); 2] = [("worksheetSource", "sheet"), ("dataRef", "sheet")];

/// Attributes that are formulas, or places in the workbook.
const FORMULA_ATTRIBUTES: [&str; 6] =
    ["location", "textlink", "fmlaLink", "fmlaRange", "fmlaGroup", "fmlaTxbx"];

/// Says in `edits` what becomes of the names of sheets in a part, whatever was to become of them otherwise.
///
/// # Errors
/// If the part is not well-formed.
pub(in super::super) fn follow(
    (entry, text): (EntryId, &str),
    renames: &Renames,
    edits: &mut Edits,
) -> Result<(), Error> {
    let mut xml = Xml::new(text.as_bytes())?;
    // What stands in a formula that is open.
    let mut formula: Option<Range<usize>> = None;
    while let Some(node) = xml.next()? {
        match node {
            Node::Open(tag) => {
                let is_formula = FORMULAS.contains(&tag.name) && !tag.is_empty;
                formula = is_formula.then_some(tag.range.end..tag.range.end);
                for attribute in tag.attributes() {
                    let attribute = attribute?;
                    let value = attribute.value();
                    if SHEET_ATTRIBUTES.contains(&(tag.name, attribute.name)) {
                        if let Some(new) = renames.get(&value.to_lowercase()) {
                            replace(entry, attribute.raw, new, edits);
                        }
                    } else if FORMULA_ATTRIBUTES.contains(&attribute.name)
                        || (attribute.name == "Target" && value.starts_with('#'))
                    {
                        follow_formula(text, attribute.raw, renames, &mut |at, name| {
                            replace(entry, at, name, edits);
                        });
                    }
                }
            }
            Node::Text(range) => {
                if let Some(formula) = &mut formula {
                    formula.end = range.end;
                }
            }
            Node::Close(..) => {
                if let Some(raw) = formula.take() {
                    follow_formula(text, raw, renames, &mut |at, name| {
                        put(entry, at, &plain(name), edits);
                    });
                }
            }
            _ => {}
        }
    }
    Ok(())
}

/// Elements whose texts are formulas.
const FORMULAS: [&str; 13] = [
    "f",
    "definedName",
    "formula",
    "formula1",
    "formula2",
    "calculatedColumnFormula",
    "totalsRowFormula",
    "sqref",
    "FmlaLink",
    "FmlaRange",
    "FmlaGroup",
    "FmlaTxbx",
    "FmlaPict",
];

/// Calls `take` with each name of sheets in a formula that changes, and what it is from now on.
fn follow_formula(
    text: &str,
    raw: Range<usize>,
    renames: &Renames,
    take: &mut dyn FnMut(Range<usize>, &str),
) {
    let formula = unescaped(text, raw.clone());
    // An address says `#` before the place.
    let skipped = usize::from(formula.starts_with('#') && !formula.starts_with("#REF"));
    for mention in mentions(&formula[skipped..]) {
        let Some(sheets) = mention.sheets.filter(|sheets| !sheets.is_outside) else { continue };
        let new = |name: &String| renames.get(&name.to_lowercase()).cloned();
        let (first, last) = (new(&sheets.first), sheets.last.as_ref().and_then(new));
        if first.is_none() && last.is_none() {
            continue;
        }
        let first = first.unwrap_or(sheets.first);
        let last = last.or(sheets.last);
        let at = raw_of(text, raw.clone(), sheets.range.start + skipped)
            ..raw_of(text, raw.clone(), sheets.range.end + skipped);
        take(at, &quoted(&first, last.as_deref()));
    }
}

/// Where in the part the byte `at` of the text is that stands in `raw`.
fn raw_of(text: &str, raw: Range<usize>, at: usize) -> usize {
    let mut left = at;
    for piece in pieces(text, raw.clone()) {
        let (range, reference) = piece.parts();
        let len = reference.map_or(range.len(), char::len_utf8);
        if left < len {
            return if reference.is_some() { range.start } else { range.start + left };
        }
        left -= len;
    }
    raw.end
}

/// Puts a name where another one stood in an attribute, or part of one.
pub(in super::super) fn replace(entry: EntryId, raw: Range<usize>, name: &str, edits: &mut Edits) {
    put(entry, raw, &Escape::Markup.apply(name), edits);
}

fn put(entry: EntryId, raw: Range<usize>, written: &str, edits: &mut Edits) {
    edits.withdraw(entry, |at| raw.contains(&at));
    edits.push(entry, raw, written.as_bytes());
}
