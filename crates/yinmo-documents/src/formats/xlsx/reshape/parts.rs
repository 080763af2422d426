//! Parts of a workbook that are not sheets: the workbook itself, tables, charts, copies that pivot tables work on,
//! drawings of comments.

use std::collections::HashSet;

use super::cut::Cut;
use super::plan::{Loss, Plan};
use super::reference::Reference;
use super::sheet::SheetRules;
use crate::formats::xlsx::number::date;
use crate::package::walk::{Becomes, Rules};
use crate::package::xml::Tag;

/// The workbook.
pub(super) struct BookRules<'p> {
    pub(super) plan: &'p Plan,
    /// The names of the sheets in their order, and which can be shown.
    pub(super) sheets: Vec<(String, bool)>,
    /// The sheet that a name belongs to, and whether programs made it.
    pub(super) local: Option<usize>,
    pub(super) is_built_in: bool,
}

impl BookRules<'_> {
    /// The number of a sheet once others are gone.
    fn renumbered(&self, sheet: usize) -> Option<usize> {
        let leaves = |(name, _): &(String, bool)| self.plan.leaves(name);
        let known = self.sheets.get(sheet)?;
        (!leaves(known)).then(|| self.sheets[..sheet].iter().filter(|sheet| !leaves(sheet)).count())
    }

    fn first_shown(&self) -> usize {
        let shown = self.sheets.iter().position(|(name, is_shown)| *is_shown && !self.plan.leaves(name));
        shown.and_then(|shown| self.renumbered(shown)).unwrap_or(0)
    }
}

impl Rules for BookRules<'_> {
    fn goes(&mut self, tag: &Tag<'_>, _parents: &[&str]) -> bool {
        match tag.name {
            "sheet" => tag.value("name").is_some_and(|name| self.plan.leaves(&name)),
            "definedName" => {
                self.local = tag.value("localSheetId").and_then(|id| id.trim().parse().ok());
                self.is_built_in = tag.value("name").is_some_and(|name| name.starts_with("_xlnm."));
                self.local.is_some_and(|sheet| sheet < self.sheets.len() && self.renumbered(sheet).is_none())
            }
            _ => false,
        }
    }

    fn attribute(&mut self, tag: &Tag<'_>, _parents: &[&str], name: &str, value: &str) -> Becomes {
        let Ok(number) = value.trim().parse::<usize>() else { return Becomes::Same };
        match (tag.name, name) {
            ("definedName", "localSheetId") => {
                let renumbered = self.renumbered(number).unwrap_or(number);
                Becomes::of(value, Some(renumbered.to_string()))
            }
            ("workbookView", "activeTab" | "firstSheet") if number < self.sheets.len() => {
                let renumbered = self.renumbered(number).unwrap_or_else(|| self.first_shown());
                Becomes::of(value, Some(renumbered.to_string()))
            }
            _ => Becomes::Same,
        }
    }

    fn text(&mut self, path: &[&str], text: &str) -> Becomes {
        if path.last() != Some(&"definedName") {
            return Becomes::Same;
        }
        let home = self.local.and_then(|sheet| self.sheets.get(sheet)).map(|(name, _)| name.as_str());
        let Some(changed) = self.plan.rewritten(text, home) else { return Becomes::Same };
        if !self.is_built_in || changed.loss < Loss::Cells {
            return Becomes::Other(changed.text);
        }
        // A print area is made of areas that are there.
        let left: Vec<_> = apart(&changed.text).into_iter().filter(|area| !area.contains("#REF!")).collect();
        if left.is_empty() { Becomes::Nothing } else { Becomes::Other(left.join(",")) }
    }
}

/// What stands between commas outside quotation marks.
fn apart(formula: &str) -> Vec<&str> {
    let mut quoted = false;
    formula
        .split(|c: char| {
            quoted ^= c == '\'';
            c == ',' && !quoted
        })
        .collect()
}

/// A table that people named, and the cells of which are those of a sheet.
pub(super) struct TableRules<'p> {
    pub(super) sheet: SheetRules<'p>,
    pub(super) cut: &'p Cut,
    /// The column of the sheet that its next column is.
    pub(super) next: u32,
}

impl Rules for TableRules<'_> {
    fn goes(&mut self, tag: &Tag<'_>, _parents: &[&str]) -> bool {
        match tag.name {
            "table" => {
                let area = tag.value("ref").and_then(|area| Reference::parse(&area));
                self.next = area.map_or(1, |area| area.columns().0);
                false
            }
            "tableColumn" => {
                self.next += 1;
                self.cut.columns.has(self.next - 1)
            }
            _ => false,
        }
    }

    fn attribute(&mut self, tag: &Tag<'_>, parents: &[&str], name: &str, value: &str) -> Becomes {
        self.sheet.attribute(tag, parents, name, value)
    }

    fn text(&mut self, path: &[&str], text: &str) -> Becomes {
        self.sheet.text(path, text)
    }
}

/// A chart, and other parts that name cells of any sheet.
pub(super) struct ChartRules<'p> {
    pub(super) plan: &'p Plan,
    /// Whether what was kept of the cells that were named last is not theirs any more.
    pub(super) is_stale: bool,
}

/// What charts keep of the cells that they name.
const COPIES: [&str; 6] =
    ["strCache", "numCache", "multiLvlStrCache", "dlblRangeCache", "lvl", "datalabelsRange"];

impl Rules for ChartRules<'_> {
    fn goes(&mut self, tag: &Tag<'_>, _parents: &[&str]) -> bool {
        self.is_stale && COPIES.contains(&tag.name)
    }

    fn text(&mut self, path: &[&str], text: &str) -> Becomes {
        if !matches!(path.last(), Some(&("f" | "sqref"))) {
            return Becomes::Same;
        }
        let changed = self.plan.rewritten(text, None);
        self.is_stale =
            changed.as_ref().is_some_and(|changed| matches!(changed.loss, Loss::Some | Loss::Cells));
        match changed {
            None => Becomes::Same,
            Some(changed) if changed.loss >= Loss::Cells => Becomes::Other("#REF!".to_owned()),
            Some(changed) => Becomes::Other(changed.text),
        }
    }
}

/// What a pivot table keeps of the cells that it was made of.
pub(super) struct CacheRules<'p> {
    pub(super) plan: &'p Plan,
    /// The columns that go, from 0.
    pub(super) gone: HashSet<usize>,
    /// The names of columns that go, where the source is a table.
    pub(super) named: HashSet<String>,
    /// The number of the column that is read, and of the values of it that went.
    pub(super) field: Option<usize>,
    pub(super) values: u32,
    /// Whether these are the records, rather than what is said of the columns.
    pub(super) are_records: bool,
}

impl<'p> CacheRules<'p> {
    pub(super) fn new(plan: &'p Plan) -> Self {
        let (gone, named) = (HashSet::new(), HashSet::new());
        Self { plan, gone, named, field: None, values: 0, are_records: false }
    }
}

impl Rules for CacheRules<'_> {
    fn goes(&mut self, tag: &Tag<'_>, parents: &[&str]) -> bool {
        match tag.name {
            "worksheetSource" => {
                let cut = tag.value("sheet").map(|sheet| self.plan.cut_of(&sheet));
                let area = tag.value("ref").and_then(|area| Reference::parse(&area));
                if let (Some(cut), Some(area)) = (cut, area) {
                    let (first, last) = area.columns();
                    let gone = cut.columns.iter().filter(|column| (first..=last).contains(column));
                    self.gone = gone.map(|column| (column - first) as usize).collect();
                }
                if let Some(name) = tag.value("name") {
                    self.named = self.plan.gone_of_table(&name);
                }
            }
            "cacheField" => {
                let field = self.field.map_or(0, |field| field + 1);
                let name = tag.value("name").unwrap_or_default().to_lowercase();
                if self.named.contains(&name) {
                    self.gone.insert(field);
                }
                self.field = Some(field);
            }
            "r" if self.are_records => self.field = None,
            _ if self.are_records && parents.last() == Some(&"r") => {
                self.field = Some(self.field.map_or(0, |field| field + 1));
            }
            _ => {}
        }
        false
    }

    fn attribute(&mut self, tag: &Tag<'_>, _parents: &[&str], name: &str, value: &str) -> Becomes {
        if (tag.name, name) == ("worksheetSource", "ref") {
            let cut = tag.value("sheet").map_or(Cut::NONE, |sheet| self.plan.cut_of(&sheet));
            let left = Reference::parse(value).and_then(|area| area.after(cut));
            return left.map_or(Becomes::Same, |left| Becomes::of(value, Some(left.to_string())));
        }
        if !self.field.is_some_and(|field| self.gone.contains(&field)) {
            return Becomes::Same;
        }
        let number = self.values + 1;
        let day = || format!("{}T00:00:00", date(&number.to_string(), false).unwrap_or_default());
        let new = match (tag.name, name) {
            ("s", "v") => format!("*{number}"),
            ("n", "v") => number.to_string(),
            ("d", "v") => day(),
            ("sharedItems", "minValue" | "maxValue") => "0".to_owned(),
            ("sharedItems", "minDate" | "maxDate") => day(),
            _ => return Becomes::Same,
        };
        self.values += u32::from(name == "v");
        Becomes::Other(new)
    }
}

/// Shapes of comments and controls, in VML.
pub(super) struct VmlRules<'p> {
    pub(super) plan: &'p Plan,
    pub(super) home: &'p str,
    pub(super) cut: &'p Cut,
}

impl Rules for VmlRules<'_> {
    fn text(&mut self, path: &[&str], text: &str) -> Becomes {
        let line = |gone: &super::cut::Gone| match text.trim().parse::<u32>() {
            Ok(at) => Becomes::of(text, gone.moved(at.saturating_add(1)).map(|at| (at - 1).to_string())),
            Err(_) => Becomes::Same,
        };
        match path {
            [.., "ClientData", "Column"] => line(&self.cut.columns),
            [.., "ClientData", "Row"] => line(&self.cut.rows),
            [.., "Anchor"] => Becomes::of(text, Some(self.anchor(text).unwrap_or_else(|| text.to_owned()))),
            [.., "FmlaLink" | "FmlaRange" | "FmlaGroup" | "FmlaTxbx" | "FmlaPict"] => {
                match self.plan.rewritten(text, Some(self.home)) {
                    None => Becomes::Same,
                    Some(changed) if changed.loss >= Loss::Cells => Becomes::Other("#REF!".to_owned()),
                    Some(changed) => Becomes::Other(changed.text),
                }
            }
            _ => Becomes::Same,
        }
    }
}

impl VmlRules<'_> {
    /// `1, 15, 0, 2, 3, 54, 4, 14`: column and row of the corner at which it begins and ends, from 0, each with how far
    /// into it.
    fn anchor(&self, text: &str) -> Option<String> {
        let numbers: Vec<u32> =
            text.split(',').map(|number| number.trim().parse().ok()).collect::<Option<_>>()?;
        if self.cut.is_empty() || numbers.len() != 8 {
            return None;
        }
        let moved = numbers.iter().enumerate().map(|(nth, &number)| match nth {
            0 | 4 => self.cut.columns.nearest(number.saturating_add(1)) - 1,
            2 | 6 => self.cut.rows.nearest(number.saturating_add(1)) - 1,
            _ => number,
        });
        Some(moved.map(|number| number.to_string()).collect::<Vec<_>>().join(", "))
    }
}

/// Shapes of comments, once comments go.
pub(in super::super) struct NoteRules;

impl Rules for NoteRules {
    fn goes(&mut self, tag: &Tag<'_>, _parents: &[&str]) -> bool {
        tag.name == "ClientData" && tag.value("ObjectType").is_some_and(|kind| kind == "Note")
    }
}

/// Links from shapes to places in the workbook, which are told as addresses.
pub(super) struct LinkRules<'p> {
    pub(super) plan: &'p Plan,
}

impl Rules for LinkRules<'_> {
    fn attribute(&mut self, _tag: &Tag<'_>, _parents: &[&str], name: &str, value: &str) -> Becomes {
        let place = value.strip_prefix('#').filter(|_| name == "Target");
        let changed = place.and_then(|place| self.plan.rewritten(place, None));
        changed.map_or(Becomes::Same, |changed| Becomes::Other(format!("#{}", changed.text)))
    }
}
