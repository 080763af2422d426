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
        if plan.is_empty() && wishes.is_empty() {
            return Ok(());
        }
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
        for entry in 0..self.package.names().len() as EntryId {
            self.reshape(entry, &plan, &owners, &moves, wishes)?;
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

    /// Takes a part as it is by now.
    fn open(&mut self, entry: EntryId) -> Result<Part, Error> {
        let (bytes, is_edited) = match self.fates.revoke(entry) {
            Some(bytes) => (bytes, true),
            None => {
                let bytes = self.package.read(entry)?;
                let is_edited = self.edits.touches(entry);
                (if is_edited { self.edits.apply(entry, &bytes)? } else { bytes }, is_edited)
            }
        };
        Ok(Part { bytes, is_edited })
    }

    /// Puts it back.
    fn close(&mut self, entry: EntryId, part: Part) {
        if part.is_edited {
            self.fates.set(entry, Fate::Becomes(part.bytes));
        }
    }

    /// Looks at a part as it is by now.
    fn look<T>(&mut self, entry: EntryId, look: impl FnOnce(&str) -> Result<T, Error>) -> Result<T, Error> {
        let part = self.open(entry)?;
        let seen = look(part.text()?)?;
        self.close(entry, part);
        Ok(seen)
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
        let survey = self.look(sheet.entry, |text| Survey::of(text, wish))?;
        Ok(survey.settle(wish, &around))
    }

    /// Areas that a table or a pivot table has on its sheet.
    fn survey_part(&mut self, entry: EntryId, around: &mut Around) -> Result<(), Error> {
        match self.kind(entry) {
            Kind::Table => {
                let table = self.look(entry, NamedTable::read)?;
                // What fills a table expects its columns.
                let into = if table.is_fed { &mut around.fixed } else { &mut around.tables };
                into.extend(table.area);
            }
            Kind::Pivot => around.fixed.extend(self.look(entry, pivot_area)?),
            _ => {}
        }
        Ok(())
    }

    /// The columns that tables lose, by their names.
    fn cut_tables(&mut self, plan: &mut Plan, owners: &HashMap<EntryId, usize>) -> Result<(), Error> {
        for (&entry, &owner) in owners {
            let cut = plan.cut_of(&self.sheets[owner].name).clone();
            if self.kind(entry) != Kind::Table || cut.is_empty() {
                continue;
            }
            let table = self.look(entry, NamedTable::read)?;
            let first = table.area.map_or(1, |area| area.columns().0);
            let columns = (first..).zip(table.columns).filter(|(column, _)| cut.columns.has(*column));
            plan.cut_table(&table.name, columns.map(|(_, name)| name).collect());
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
        moves: &HashMap<EntryId, Moves>,
        wishes: &HashMap<EntryId, Wish>,
    ) -> Result<(), Error> {
        let kind = self.kind(entry);
        if kind == Kind::Other || self.fates.loses(entry) {
            return Ok(());
        }
        let own = self.sheets.iter().position(|sheet| sheet.entry == entry);
        let home = own.or(owners.get(&entry).copied());
        let home = home.map_or("", |home| &self.sheets[home].name);
        let shows_hidden = wishes.get(&entry).is_some_and(|wish| wish.hidden_goes);
        let is_concerned =
            shows_hidden || plan.sheet(home).is_some() || matches!(kind, Kind::Book | Kind::Cache);
        let mut part = self.open(entry)?;
        let (none, mut gone) = (Moves::new(), HashSet::new());
        let text = part.text().unwrap_or_default();
        if is_concerned || plan.may_concern(text) {
            let moves = moves.get(&entry).unwrap_or(&none);
            let mut sheet = SheetRules::new(text, plan, home, moves);
            sheet.shows_hidden = shows_hidden;
            let written = match kind {
                Kind::Sheet | Kind::Cells | Kind::Pivot => written(text, &mut sheet),
                Kind::Table => written(text, &mut TableRules { sheet, cut: plan.cut_of(home), next: 1 }),
                Kind::Book => {
                    let sheets = self.sheets.iter().map(|sheet| (sheet.name.clone(), !sheet.is_hidden));
                    let sheets = sheets.collect();
                    written(text, &mut BookRules { plan, sheets, local: None, is_built_in: false })
                }
                Kind::Chart => written(text, &mut ChartRules { plan, is_stale: false }),
                Kind::Vml => written(text, &mut VmlRules { plan, home, cut: plan.cut_of(home) }),
                Kind::Links => written(text, &mut LinkRules { plan }),
                Kind::Cache => {
                    let mut rules = CacheRules::new(plan);
                    let written = written(text, &mut rules);
                    gone = rules.gone;
                    written
                }
                Kind::Other => Ok(None),
            };
            match written {
                Ok(Some(bytes)) => part = Part { bytes, is_edited: true },
                Ok(None) => {}
                Err(error) if matches!(kind, Kind::Sheet | Kind::Book) => return Err(error),
                // A part that is broken was said not to be read.
                Err(_) => {}
            }
        }
        self.close(entry, part);
        if gone.is_empty() { Ok(()) } else { self.write_records(entry, plan, &gone) }
    }

    /// What a pivot table keeps row by row.
    fn write_records(&mut self, cache: EntryId, plan: &Plan, gone: &HashSet<usize>) -> Result<(), Error> {
        let name = self.package.name(cache).to_owned();
        for lead in relationships(self.package, &name)?.iter().filter(|lead| !lead.is_external) {
            let Some(entry) = self.package.find(&lead.target) else { continue };
            if self.fates.loses(entry) {
                continue;
            }
            let part = self.open(entry)?;
            let mut rules = CacheRules::new(plan);
            (rules.gone, rules.are_records) = (gone.clone(), true);
            let bytes = written(part.text()?, &mut rules)?;
            self.close(entry, bytes.map_or(part, |bytes| Part { bytes, is_edited: true }));
        }
        Ok(())
    }
}

/// A part that is being written.
struct Part {
    bytes: Vec<u8>,
    /// Whether it is not as it was.
    is_edited: bool,
}

impl Part {
    fn text(&self) -> Result<&str, Error> {
        std::str::from_utf8(&self.bytes).map_err(|error| Error::undecodable(error.valid_up_to() as u64))
    }
}

/// What the rules make of a part, if anything.
fn written(text: &str, rules: &mut impl Rules) -> Result<Option<Vec<u8>>, Error> {
    let mut edits = Edits::default();
    walk((0, text), rules, &mut edits)?;
    edits.touches(0).then(|| edits.apply(0, text.as_bytes())).transpose()
}

/// A table that people named.
#[derive(Default)]
struct NamedTable {
    name: String,
    area: Option<Reference>,
    /// The names of its columns, in lower case.
    columns: Vec<String>,
    /// Whether something outside the workbook fills it.
    is_fed: bool,
}

impl NamedTable {
    fn read(text: &str) -> Result<Self, Error> {
        let mut table = Self::default();
        let mut xml = Xml::new(text.as_bytes())?;
        while let Some(node) = xml.next()? {
            let Node::Open(tag) = node else { continue };
            match tag.name {
                "table" => {
                    table.area = tag.value("ref").and_then(|area| Reference::parse(&area));
                    table.is_fed |= tag.value("tableType").is_some_and(|kind| kind != "worksheet");
                    table.name =
                        tag.value("displayName").or(tag.value("name")).unwrap_or_default().into_owned();
                }
                "tableColumn" => table.columns.push(tag.value("name").unwrap_or_default().to_lowercase()),
                "xmlColumnPr" => table.is_fed = true,
                _ => {}
            }
        }
        Ok(table)
    }
}

/// Where a pivot table stands.
fn pivot_area(text: &str) -> Result<Option<Reference>, Error> {
    let mut xml = Xml::new(text.as_bytes())?;
    while let Some(node) = xml.next()? {
        if let Node::Open(tag) = node
            && tag.name == "location"
        {
            return Ok(tag.value("ref").and_then(|area| Reference::parse(&area)));
        }
    }
    Ok(None)
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
        } else {
            Self::Other
        }
    }
}
