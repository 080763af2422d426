//! Children in need: a list that names them must not be published, masked or not. The rule is `childrens-list`.

use yinmo_core::Found;
use yinmo_core::finding::Role;
use yinmo_core::kind::{Group, Kind};
use yinmo_core::recognizers::Claim;
use yinmo_core::table::{self, Listed};
use yinmo_data::columns::meaning;
use yinmo_documents::{Chunk, Part, Parts};

use super::columns::{Column, List};
use super::{Review, Setting};
use crate::Children;

impl Setting<'_> {
    /// Counts the row if it names somebody in a list of children.
    pub(super) fn mind_children(self, list: &List, (number, cells): (usize, Parts<'_>), review: &mut Review) {
        if let Some(word) = list.children().filter(|_| list.names_somebody(cells)) {
            review.children.merge(Children { rows: 1, first: number, word });
        }
    }

    /// Counts the row of another list if it names somebody and says that it is a child in need.
    pub(super) fn mind_child(self, list: &List, number: usize, cells: Parts<'_>, review: &mut Review) {
        let mut others = cells.iter().enumerate().filter(|(nth, _)| !list.is_name(*nth));
        let word = others.find_map(|(_, cell)| said_in(cell.text));
        if let Some(word) = word.filter(|_| list.children().is_none() && list.names_somebody(cells)) {
            review.children.merge(Children { rows: 1, first: number, word });
        }
    }

    /// The same for the members of an object, each with its column.
    pub(super) fn mind_child_in(self, columns: &[Column], values: &[Part<'_>], review: &mut Review) {
        let members = || columns.iter().zip(values);
        let named = members()
            .any(|(column, value)| names_private_people(column) && table::names_somebody(value.text));
        let word = members()
            .filter(|(column, _)| !names_private_people(column))
            .find_map(|(_, value)| said_in(value.text));
        if let (true, Some(word)) = (named, word) {
            review.children.merge(Children { rows: 1, first: 0, word });
        }
    }

    /// Lists of children in running text, and tables of them.
    pub(super) fn mind_child_lists(
        self,
        chunk: &Chunk,
        found: &Found,
        claims: &[Claim],
        review: &mut Review,
    ) {
        let (text, own) = (chunk.window(), chunk.own());
        let line = |at: usize| chunk.position(0, at.saturating_sub(own.start)).line;
        for list in table::child_lists(text, found, claims) {
            if (own.start..own.end).contains(&list.title.start) {
                review.children.merge(Children {
                    rows: list.people,
                    first: line(list.title.start),
                    word: list.word,
                });
            }
        }
        for table in &self.tables.embedded {
            let rows: Vec<Vec<&str>> =
                table.rows.iter().map(|row| row.cells.iter().map(|cell| cell.of(text)).collect()).collect();
            let all = listed_in(&table.columns, None, &rows);
            for (row, cells) in table.rows.iter().zip(&rows) {
                let named = named_in(&table.columns, cells);
                let word = all.or_else(|| cells.iter().copied().find_map(said_in)).filter(|_| named);
                if let Some(word) = word.filter(|_| own.start <= row.span.start) {
                    review.children.merge(Children { rows: 1, first: line(row.span.start), word });
                }
            }
        }
    }
}

/// Whether a row is about somebody under eighteen: the age, date of birth or number that says so stands in a column that
/// names nobody else than the first column of names does.
pub(super) fn is_of_child<'c>(columns: &[Column], cell: impl Fn(usize) -> Option<&'c str>) -> bool {
    let whose = |column: &Column| meaning(&column.words).and_then(|word| word.role);
    let is_child = |nth: usize| {
        let said = columns[nth].meaning.zip(cell(nth)).and_then(|(id, cell)| table::age_in(id, cell));
        said.is_some_and(|age| age < 18)
    };
    let mut telling = (0..columns.len()).filter(|&nth| is_child(nth)).peekable();
    telling.peek().is_some()
        && columns.iter().find(|column| names_private_people(column)).is_some_and(|name| {
            telling.any(|nth| whose(&columns[nth]).is_none_or(|role| Some(role) == whose(name)))
        })
}

/// The role of a name that stands in the column of a child.
pub(super) const fn as_child(role: Role) -> Role {
    match role {
        Role::Unknown | Role::Citizen | Role::Member => Role::Minor,
        Role::Punished => Role::PunishedMinor,
        _ => role,
    }
}

/// In bytes; what is longer is no category.
const LONGEST_CATEGORY: usize = 90;

/// The word for children in need in a cell.
pub(super) fn said_in(cell: &str) -> Option<&'static str> {
    (cell.len() <= LONGEST_CATEGORY).then(|| table::children_in_need(cell))?
}

/// What says that a list is one of children: its title, the heading of a column of theirs, or the age of nearly all.
pub(super) fn listed_in(
    columns: &[table::Column],
    titled: Option<Listed>,
    rows: &[Vec<&str>],
) -> Option<&'static str> {
    let heading = || {
        let of_age = table::are_of_age(columns, rows);
        let is_student =
            |column: &&table::Column| ["学生", "学员"].iter().any(|word| column.words.contains(word));
        let mut children = columns.iter().filter(|column| is_of_children(column));
        let column = children.find(|column| !(of_age && is_student(column)))?;
        table::children_in_need(&column.words).or(Some(ANY))
    };
    let titled = || match titled? {
        Listed::Children(word) => Some(word),
        Listed::Students(word) => table::are_pupils(columns, rows).then_some(word),
    };
    titled().or_else(heading).or_else(|| table::are_children(columns, rows).then_some(ANY))
}

/// The word where none was said.
const ANY: &str = "未成年人";

/// Names, numbers and telephones of children.
fn is_of_children(column: &table::Column) -> bool {
    let personal = |id: &str| id.parse::<Kind>().is_ok_and(|kind| kind.group() != Group::Attribute);
    column.role == Some(Role::Minor) && column.meaning.is_some_and(|id| id == "phone" || personal(id))
}

fn named_in(columns: &[table::Column], cells: &[&str]) -> bool {
    columns.iter().zip(cells).any(|(column, cell)| {
        is_private_name(column.meaning, column.role, &column.words) && table::names_somebody(cell)
    })
}

/// Whether the column holds names of people who did not choose to be named.
pub(super) fn names_private_people(column: &Column) -> bool {
    is_private_name(column.meaning, column.role, &column.words)
}

fn is_private_name(meaning: Option<&str>, role: Option<Role>, heading: &str) -> bool {
    const ON_DUTY: [&str; 8] = ["联系人", "负责", "填报", "经办", "审核", "责任", "干部", "志愿"];
    meaning == Some("person")
        && !role.is_some_and(|role| role.acts_for_others() || matches!(role, Role::Donor | Role::Volunteer))
        && !ON_DUTY.iter().any(|word| heading.contains(word))
}
