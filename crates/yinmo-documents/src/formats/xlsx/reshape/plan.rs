//! What becomes of the sheets of a workbook, and what that makes of its formulas.

use std::collections::{HashMap, HashSet};

use super::cut::Cut;
use super::formula::{What, mentions, replaced};

/// What becomes of the sheets and tables.
#[derive(Default)]
pub(in super::super) struct Plan {
    /// By name in lower case: programs do not tell upper case from it.
    sheets: HashMap<String, SheetPlan>,
    /// Columns that go, of tables that people named.
    tables: HashMap<String, HashSet<String>>,
    /// Whether nothing is left of other workbooks.
    outside_goes: bool,
}

#[derive(Default)]
pub(super) struct SheetPlan {
    pub(super) cut: Cut,
    /// The whole of it goes.
    pub(super) leaves: bool,
}

/// A formula that is not what it was.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Changed {
    pub(super) text: String,
    pub(super) loss: Loss,
}

/// What a formula lost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Loss {
    /// Nothing.
    #[default]
    None,
    /// Some of the cells of an area.
    Some,
    /// Cells that it names, which are gone.
    Cells,
    /// A sheet or another workbook. What it came to is still right.
    Sheet,
}

const LOST: &str = "#REF!";

impl Plan {
    /// `outside_goes`: whether nothing is left of other workbooks.
    pub(in super::super) fn new(outside_goes: bool) -> Self {
        Self { outside_goes, ..Self::default() }
    }

    pub(in super::super) fn is_empty(&self) -> bool {
        self.sheets.is_empty() && self.tables.is_empty() && !self.outside_goes
    }

    pub(in super::super) fn cut(&mut self, sheet: &str, cut: Cut) {
        if !cut.is_empty() {
            self.sheets.entry(sheet.to_lowercase()).or_default().cut = cut;
        }
    }

    pub(in super::super) fn leave(&mut self, sheet: &str) {
        self.sheets.entry(sheet.to_lowercase()).or_default().leaves = true;
    }

    pub(super) fn cut_table(&mut self, table: &str, columns: HashSet<String>) {
        if !columns.is_empty() {
            self.tables.entry(table.to_lowercase()).or_default().extend(columns);
        }
    }

    /// The names of the columns that a table loses.
    pub(super) fn gone_of_table(&self, table: &str) -> HashSet<String> {
        self.tables.get(&table.to_lowercase()).cloned().unwrap_or_default()
    }

    pub(super) fn sheet(&self, name: &str) -> Option<&SheetPlan> {
        self.sheets.get(&name.to_lowercase())
    }

    pub(super) fn cut_of(&self, name: &str) -> &Cut {
        self.sheet(name).map_or(Cut::NONE, |sheet| &sheet.cut)
    }

    pub(super) fn leaves(&self, name: &str) -> bool {
        self.sheet(name).is_some_and(|sheet| sheet.leaves)
    }

    /// Whether a part with this text may have to do with it at all.
    pub(super) fn may_concern(&self, part: &str) -> bool {
        // A name with case, or one that is written by references, may stand there otherwise.
        let is_plain = |name: &str| {
            name.to_uppercase() == name.to_lowercase() && !name.contains(['&', '<', '>', '"', '\''])
        };
        let mut names = self.sheets.keys().chain(self.tables.keys());
        self.outside_goes && part.contains('[')
            || part.contains("&#")
            || names.any(|name| !is_plain(name) || part.contains(name.as_str()))
    }

    /// Whether the formula has to do with sheets, tables or workbooks of which something goes.
    pub(super) fn concerns(&self, formula: &str, home: Option<&str>) -> bool {
        mentions(formula).iter().any(|mention| match (&mention.what, &mention.sheets) {
            (What::Table(..), _) => !self.tables.is_empty(),
            (_, Some(sheets)) if sheets.is_outside => self.outside_goes,
            (_, Some(sheets)) => [Some(&sheets.first), sheets.last.as_ref()]
                .into_iter()
                .flatten()
                .any(|name| self.sheet(name).is_some()),
            (_, None) => home.is_some_and(|home| self.sheet(home).is_some()),
        })
    }

    /// The formula of a cell in the sheet `home`, if it changes.
    pub(super) fn rewritten(&self, formula: &str, home: Option<&str>) -> Option<Changed> {
        let (mut loss, mut changes) = (Loss::None, false);
        let mut take = |range, text: String, lost: Loss| {
            loss = lost.max(loss);
            changes = true;
            Some((range, text))
        };
        let text = replaced(formula, |mention| {
            let whole = mention.sheets.as_ref().map_or(mention.range.start, |sheets| sheets.range.start);
            let whole = whole..mention.range.end;
            match (&mention.what, &mention.sheets) {
                (_, Some(sheets)) if sheets.is_outside => {
                    self.outside_goes.then(|| take(whole, LOST.to_owned(), Loss::Sheet))?
                }
                (_, Some(sheets))
                    if [Some(&sheets.first), sheets.last.as_ref()]
                        .into_iter()
                        .flatten()
                        .any(|name| self.leaves(name)) =>
                {
                    take(whole, LOST.to_owned(), Loss::Sheet)
                }
                // What several sheets have at one place stays there, as programs have it too.
                (_, Some(sheets)) if sheets.last.is_some() => None,
                (What::Cells(cells), sheets) => {
                    let sheet = sheets.as_ref().map(|sheets| sheets.first.as_str()).or(home)?;
                    let cut = self.cut_of(sheet);
                    match cells.after(cut) {
                        None => take(mention.range.clone(), LOST.to_owned(), Loss::Cells),
                        Some(left) if left == *cells => None,
                        Some(left) => {
                            let size = |(first, last): (u32, u32)| last - first;
                            let shrank = size(left.columns()) < size(cells.columns())
                                || size(left.rows()) < size(cells.rows());
                            let lost = if shrank { Loss::Some } else { Loss::None };
                            take(mention.range.clone(), left.to_string(), lost)
                        }
                    }
                }
                (What::Table(name, columns), _) => {
                    let goes = self.tables.iter().any(|(table, gone)| {
                        (name.is_empty() || *table == name.to_lowercase())
                            && columns.iter().any(|column| gone.contains(&column.to_lowercase()))
                    });
                    goes.then(|| take(whole, LOST.to_owned(), Loss::Cells))?
                }
                (What::Name, _) => None,
            }
        });
        changes.then_some(Changed { text, loss })
    }
}

#[cfg(test)]
mod tests {
    use super::{Cut, Loss, Plan};

    fn plan() -> Plan {
        let mut plan = Plan::default();
        plan.cut("名单", Cut { columns: [3].into_iter().collect(), rows: [9].into_iter().collect() });
        plan.leave("字典");
        plan.cut_table("表1", ["身份证号".to_owned()].into_iter().collect());
        plan.outside_goes = true;
        plan
    }

    #[test]
    fn formulas_follow_the_cells_that_they_name() {
        let plan = plan();
        for (formula, expected, loss) in [
            ("名单!D2+D2", "名单!C2+C2", Loss::None),
            ("SUM('名单'!A2:D2)", "SUM('名单'!A2:C2)", Loss::Some),
            ("IF(C2=\"\",\"C2\",名单!$C:$C)", "IF(#REF!=\"\",\"C2\",名单!#REF!)", Loss::Cells),
            ("A10", "A9", Loss::None),
            ("VLOOKUP(A1,字典!A:B,2,0)", "VLOOKUP(A1,#REF!,2,0)", Loss::Sheet),
            ("字典!合计+'[1]甲'!A1+[2]!乙", "#REF!+#REF!+#REF!", Loss::Sheet),
            ("SUM(表1[身份证号])+SUM(表1[金额])", "SUM(#REF!)+SUM(表1[金额])", Loss::Cells),
        ] {
            let changed = plan.rewritten(formula, Some("名单")).expect(formula);
            assert_eq!((changed.text.as_str(), changed.loss), (expected, loss), "{formula}");
        }
    }

    #[test]
    fn what_does_not_concern_them_stays() {
        let plan = plan();
        for formula in ["A1+B2", "其他!C2", "甲:乙!C2", "\"名单!C2\"", "表2[身份证号]", "合计"] {
            assert_eq!(plan.rewritten(formula, Some("名单")), None, "{formula}");
        }
        assert_eq!(plan.rewritten("C2", None), None);
        assert!(plan.may_concern("<f>名单!A1</f>") && !plan.may_concern("<f>其他!A1</f>"));
    }
}
