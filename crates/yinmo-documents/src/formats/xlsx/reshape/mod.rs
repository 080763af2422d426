//! Columns, rows and sheets that go out of a workbook, and everything in it that names cells.
//!
//! Works on parts as they are once what was found in them is masked. What cannot go without harm to what stays, stays:
//! its cells are empty already.

mod cut;
mod formula;
mod parts;
mod plan;
mod reference;
pub(super) mod rename;
mod sheet;
mod survey;
#[cfg(test)]
mod tests;

use std::collections::{HashMap, HashSet};

use super::Listed;
use crate::Error;
use crate::mapped::{Edits, EntryId};
use crate::package::opc::{Types, relationships};
use crate::package::walk::{Rules, walk};
use crate::package::xml::{Node, Xml};
use crate::package::{Archive, Fate, Fates};
pub(super) use formula::without_sheets;
pub(super) use parts::NoteRules;
use parts::{BookRules, CacheRules, ChartRules, LinkRules, TableRules, VmlRules};
pub(super) use plan::Plan;
use reference::Reference;
use sheet::SheetRules;
pub(super) use survey::Wish;
use survey::{Around, Settled, Survey};

/// The parts of a package while they are written again.
pub(super) struct Reshaping<'w, 'r> {
    pub(super) package: &'w mut Archive<'r>,
    pub(super) types: &'w Types,
    pub(super) edits: &'w mut Edits,
    pub(super) fates: &'w mut Fates,
    /// The workbook's own part.
    pub(super) book: EntryId,
    /// The sheets, by the names that they have from now on.
    pub(super) sheets: &'w [Listed],
}

type Moves = HashMap<(u32, u32), u32>;

impl Reshaping<'_, '_> {
    /// Does what is wished of each sheet, and what `plan` says besides.
    ///
    /// # Errors
    /// If a part cannot be read again.
    pub(super) fn run(mut self, mut plan: Plan, wishes: &HashMap<EntryId, Wish>) -> Result<(), Error> {
        let owners = self.owners()?;
        let mut moves: HashMap<EntryId, Moves> = HashMap::new();
        for sheet in self.sheets {
            let Some(wish) = wishes.get(&sheet.entry).filter(|wish| !wish.is_empty()) else { continue };
            if self.fates.loses(sheet.entry) {
                continue;
            }
            let Settled { cut, moves: kept } = self.settle(sheet, wish, &owners)?;
            plan.cut(&sheet.name, cut);
            moves.insert(sheet.entry, kept);
        }
        self.cut_tables(&mut plan, &owners)?;
        if plan.is_empty() && !wishes.values().any(|wish| wish.hidden_goes) {
            return Ok(());
        }
        let mut caches = HashMap::new();
        for entry in 0..self.package.names().len() as EntryId {
            self.reshape(entry, &plan, &owners, (&moves, wishes), &mut caches)?;
        }
        Ok(())
    }

    /// The sheet that each part belongs to.
    fn owners(&mut self) -> Result<HashMap<EntryId, usize>, Error> {
        let mut owners = HashMap::new();
        for (nth, sheet) in self.sheets.iter().enumerate() {
            let name = self.package.name(sheet.entry).to_owned();
            for lead in relationships(self.package, &name)?.iter().filter(|lead| !lead.is_external) {
                if let Some(entry) = self.package.find(&lead.target) {
                    owners.insert(entry, nth);
                }
            }
        }
        Ok(owners)
    }

    /// The text of a part as it is by now.
    fn text(&mut self, entry: EntryId) -> Result<String, Error> {
        let bytes = match self.fates.becomes(entry) {
            Some(bytes) => bytes.to_vec(),
            None => {
                let bytes = self.package.read(entry)?;
                if self.edits.touches(entry) {
                    let bytes = self.edits.apply(entry, &bytes)?;
                    self.fates.set(entry, Fate::Becomes(bytes.clone()));
                    bytes
                } else {
                    bytes
                }
            }
        };
        super::text_of(bytes)
    }

    fn settle(
        &mut self,
        sheet: &Listed,
        wish: &Wish,
        owners: &HashMap<EntryId, usize>,
    ) -> Result<Settled, Error> {
        let mut around = Around::default();
        for (&entry, _) in owners.iter().filter(|&(_, &owner)| self.sheets[owner].entry == sheet.entry) {
            self.survey_part(entry, &mut around)?;
        }
        let text = self.text(sheet.entry)?;
        Ok(Survey::of(&text, wish)?.settle(wish, &around))
    }

    /// Areas that a table or a pivot table has on its sheet.
    fn survey_part(&mut self, entry: EntryId, around: &mut Around) -> Result<(), Error> {
        let kind = self.kind(entry);
        if !matches!(kind, Kind::Table | Kind::Pivot) {
            return Ok(());
        }
        let text = self.text(entry)?;
        let mut xml = Xml::new(text.as_bytes())?;
        let (mut area, mut is_fed) = (None, false);
        while let Some(node) = xml.next()? {
            let Node::Open(tag) = node else { continue };
            match (kind, tag.name) {
                (Kind::Table, "table") => {
                    area = tag.value("ref").and_then(|area| Reference::parse(&area));
                    is_fed = tag.value("tableType").is_some_and(|kind| kind != "worksheet");
                }
                (Kind::Table, "xmlColumnPr") => is_fed = true,
                (Kind::Pivot, "location") => {
                    let area = tag.value("ref").and_then(|area| Reference::parse(&area));
                    around.fixed.extend(area);
                }
                _ => {}
            }
        }
        // What fills a table expects its columns.
        let into = if is_fed { &mut around.fixed } else { &mut around.tables };
        into.extend(area);
        Ok(())
    }

    /// The columns that tables lose, by their names.
    fn cut_tables(&mut self, plan: &mut Plan, owners: &HashMap<EntryId, usize>) -> Result<(), Error> {
        for (&entry, &owner) in owners {
            let cut = plan.cut_of(&self.sheets[owner].name).clone();
            if self.kind(entry) != Kind::Table || cut.is_empty() {
                continue;
            }
            let text = self.text(entry)?;
            let mut xml = Xml::new(text.as_bytes())?;
            let (mut table, mut next, mut gone) = (String::new(), 1, HashSet::new());
            while let Some(node) = xml.next()? {
                let Node::Open(tag) = node else { continue };
                match tag.name {
                    "table" => {
                        let area = tag.value("ref").and_then(|area| Reference::parse(&area));
                        next = area.map_or(1, |area| area.columns().0);
                        table =
                            tag.value("displayName").or(tag.value("name")).unwrap_or_default().into_owned();
                    }
                    "tableColumn" => {
                        if cut.columns.has(next) {
                            gone.insert(tag.value("name").unwrap_or_default().to_lowercase());
                        }
                        next += 1;
                    }
                    _ => {}
                }
            }
            plan.cut_table(&table, gone);
        }
        Ok(())
    }

    fn kind(&self, entry: EntryId) -> Kind {
        let name = self.package.name(entry);
        Kind::of(self.types.of(name), name, entry == self.book)
    }

    fn reshape(
        &mut self,
        entry: EntryId,
        plan: &Plan,
        owners: &HashMap<EntryId, usize>,
        (moves, wishes): (&HashMap<EntryId, Moves>, &HashMap<EntryId, Wish>),
        caches: &mut HashMap<EntryId, HashSet<usize>>,
    ) -> Result<(), Error> {
        let kind = self.kind(entry);
        if kind == Kind::Other || self.fates.loses(entry) {
            return Ok(());
        }
        let own = self.sheets.iter().position(|sheet| sheet.entry == entry);
        let home = own.or(owners.get(&entry).copied());
        let home = home.map_or("", |home| &self.sheets[home].name);
        let shows_hidden = wishes.get(&entry).is_some_and(|wish| wish.hidden_goes);
        let is_concerned = shows_hidden
            || plan.sheet(home).is_some()
            || matches!(kind, Kind::Book | Kind::Cache | Kind::Records);
        let text = match self.text(entry) {
            Ok(text) => text,
            // It was said that it is not read.
            Err(_) if kind != Kind::Sheet => return Ok(()),
            Err(error) => return Err(error),
        };
        if !is_concerned && !plan.may_concern(&text) {
            return Ok(());
        }
        let none = Moves::new();
        let moves = moves.get(&entry).unwrap_or(&none);
        let sheet = || SheetRules::new(&text, plan, home, moves);
        match kind {
            Kind::Sheet | Kind::Cells | Kind::Pivot => {
                let mut rules = sheet();
                rules.shows_hidden = shows_hidden;
                self.write(entry, &text, &mut rules)
            }
            Kind::Table => {
                let mut rules = TableRules { sheet: sheet(), cut: plan.cut_of(home), next: 1 };
                self.write(entry, &text, &mut rules)
            }
            Kind::Book => {
                let sheets = self.sheets.iter().map(|sheet| (sheet.name.clone(), !sheet.is_hidden)).collect();
                let mut rules = BookRules { plan, sheets, local: None, is_built_in: false };
                self.write(entry, &text, &mut rules)
            }
            Kind::Chart => self.write(entry, &text, &mut ChartRules { plan, is_stale: false }),
            Kind::Vml => self.write(entry, &text, &mut VmlRules { plan, home, cut: plan.cut_of(home) }),
            Kind::Links => self.write(entry, &text, &mut LinkRules { plan }),
            Kind::Cache => {
                let mut rules = CacheRules::new(plan);
                self.write(entry, &text, &mut rules)?;
                self.write_records(entry, plan, rules.gone, caches)
            }
            Kind::Records | Kind::Other => Ok(()),
        }
    }

    /// What a pivot table keeps row by row.
    fn write_records(
        &mut self,
        cache: EntryId,
        plan: &Plan,
        gone: HashSet<usize>,
        caches: &mut HashMap<EntryId, HashSet<usize>>,
    ) -> Result<(), Error> {
        let name = self.package.name(cache).to_owned();
        for lead in relationships(self.package, &name)?.iter().filter(|_| !gone.is_empty()) {
            let Some(entry) = self.package.find(&lead.target).filter(|_| !lead.is_external) else { continue };
            if caches.insert(entry, gone.clone()).is_none() && !self.fates.loses(entry) {
                let text = self.text(entry)?;
                let mut rules = CacheRules::new(plan);
                (rules.gone, rules.are_records) = (gone.clone(), true);
                self.write(entry, &text, &mut rules)?;
            }
        }
        Ok(())
    }

    fn write(&mut self, entry: EntryId, text: &str, rules: &mut impl Rules) -> Result<(), Error> {
        let mut edits = Edits::default();
        walk((0, text), rules, &mut edits)?;
        if edits.touches(0) {
            let bytes = edits.apply(0, text.as_bytes())?;
            self.fates.set(entry, Fate::Becomes(bytes));
        }
        Ok(())
    }
}

/// Says in `edits` what becomes of all that names sheets which are called otherwise.
///
/// # Errors
/// If a part cannot be read again.
pub(super) fn follow_names(
    package: &mut Archive<'_>,
    types: &Types,
    book: EntryId,
    renames: &rename::Renames,
    edits: &mut Edits,
) -> Result<(), Error> {
    for entry in 0..package.names().len() as EntryId {
        let name = package.name(entry);
        if Kind::of(types.of(name), name, entry == book) == Kind::Other {
            continue;
        }
        // A part that is not text, or broken, was said not to be read.
        let Ok(text) = super::text_of(package.read(entry)?) else { continue };
        rename::follow((entry, &text), renames, edits).ok();
    }
    Ok(())
}

/// What a part is, as far as it names cells.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Book,
    Sheet,
    Table,
    /// A part whose cells are those of the sheet that it belongs to: comments, drawings, controls.
    Cells,
    Pivot,
    Chart,
    Vml,
    Cache,
    Records,
    Links,
    Other,
}

impl Kind {
    fn of(content_type: &str, name: &str, is_book: bool) -> Self {
        let is = |part: &str| content_type.contains(part);
        if is_book {
            Self::Book
        } else if name.to_ascii_lowercase().ends_with(".rels") {
            Self::Links
        } else if is("worksheet+xml") || is("macrosheet+xml") || is("dialogsheet+xml") {
            Self::Sheet
        } else if is("spreadsheetml.table+xml") {
            Self::Table
        } else if is("omment")
            || is("drawing+xml")
            || is("controlproperties+xml")
            || is("tableSingleCells+xml")
        {
            Self::Cells
        } else if is("pivotTable+xml") {
            Self::Pivot
        } else if is("chart+xml") || is("chartex+xml") {
            Self::Chart
        } else if is("vmlDrawing") {
            Self::Vml
        } else if is("pivotCacheDefinition+xml") {
            Self::Cache
        } else if is("pivotCacheRecords+xml") {
            Self::Records
        } else {
            Self::Other
        }
    }
}
