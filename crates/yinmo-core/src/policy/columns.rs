use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashSet;
use toml::Spanned;
use yinmo_data::columns::{self, ColumnWord};

use super::error::Problem;
use super::options::{ColumnOption, ColumnOptions};
use super::rules::Rules;
use crate::finding::Role;
use crate::kind::{Group, Kind};
use crate::operators::{Action, Effect};
use crate::text::Folded;

/// What happens to a table column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ColumnAction {
    /// It stays; what is found in it is treated by kind.
    ByKind,
    /// It stays, what is found in it is treated by kind, and a person has to look at it.
    Review,
    /// It goes, heading and all.
    Drop,
    /// The document must not be published.
    Block,
}

impl ColumnAction {
    /// The permanent id, as policies write it.
    pub const fn id(self) -> &'static str {
        match self {
            Self::ByKind => "by-kind",
            Self::Review => "review",
            Self::Drop => "drop-column",
            Self::Block => "block",
        }
    }
}

impl From<ColumnOption> for ColumnAction {
    fn from(option: ColumnOption) -> Self {
        match option {
            ColumnOption::ByKind => Self::ByKind,
            ColumnOption::DropColumn => Self::Drop,
            ColumnOption::Review => Self::Review,
            ColumnOption::Block => Self::Block,
        }
    }
}

/// What happens to the columns of tables.
#[derive(Clone, Debug)]
pub(super) struct Columns {
    /// By `id` or `id:role`.
    pub(super) named: BTreeMap<String, ColumnAction>,
    /// By the heading, folded and without blanks.
    pub(super) headings: BTreeMap<String, ColumnAction>,
    pub(super) other: ColumnAction,
    pub(super) unknown: ColumnAction,
}

impl Default for Columns {
    fn default() -> Self {
        let review = ColumnAction::Review;
        Self { named: BTreeMap::new(), headings: BTreeMap::new(), other: review, unknown: review }
    }
}

impl Columns {
    /// Puts what a layer says on top. A layer that says what happens to all other columns begins a new list: what a
    /// layer below let pass would be a hole in it.
    pub(super) fn merge(&mut self, options: ColumnOptions) -> Result<(), Problem> {
        if let Some(other) = options.other {
            *self = Self { other: other.into(), unknown: self.unknown, ..Self::default() };
        }
        let mut seen = BTreeSet::new();
        for (names, action) in [
            (options.keep, ColumnAction::ByKind),
            (options.drop, ColumnAction::Drop),
            (options.review, ColumnAction::Review),
            (options.block, ColumnAction::Block),
        ] {
            for name in names {
                check_name(&name)?;
                if !seen.insert(name.get_ref().clone()) {
                    return Err(named_twice(&name));
                }
                self.named.insert(name.into_inner(), action);
            }
        }
        let headings =
            options.headings.into_iter().map(|(heading, option)| (folded(&heading), option.into()));
        self.headings.extend(headings);
        self.unknown = options.unknown.map_or(self.unknown, ColumnAction::from);
        Ok(())
    }

    pub(super) fn action(&self, heading: &str, meaning: Option<ColumnWord>, rules: &Rules) -> ColumnAction {
        if let Some(action) = self.headings.get(&folded(heading)) {
            return *action;
        }
        let Some(word) = meaning else { return self.unknown };
        let by_role = word.role.and_then(|role| self.named.get(&format!("{}:{role}", word.id)));
        match by_role.or_else(|| self.named.get(word.id)) {
            Some(action) => *action,
            None if self.other == ColumnAction::ByKind => by_kind(word, rules),
            None => self.other,
        }
    }
}

/// What the rule of the column's kind means for the column as a whole.
fn by_kind(word: ColumnWord, rules: &Rules) -> ColumnAction {
    let Ok(kind) = word.id.parse::<Kind>() else { return ColumnAction::ByKind };
    match rules.action(kind, role(word), true).map(Action::effect) {
        Some(Effect::DropColumn) => ColumnAction::Drop,
        Some(Effect::Block) => ColumnAction::Block,
        // Rows go by what is found in them; of a condition not every word is known.
        Some(Effect::DropRow) if kind.group() == Group::Attribute => ColumnAction::Review,
        Some(Effect::DropRow) => ColumnAction::ByKind,
        Some(Effect::Review) | None => ColumnAction::Review,
        Some(Effect::Keep | Effect::Replace) => ColumnAction::ByKind,
    }
}

fn role(word: ColumnWord) -> Role {
    match word.role {
        Some("minor") => Role::Minor,
        Some("official") => Role::Official,
        Some("donor") => Role::Donor,
        Some("representative") => Role::Representative,
        Some("punished") => Role::Punished,
        Some("volunteer") => Role::Volunteer,
        Some("office") => Role::Organisation,
        Some(_) => Role::Citizen,
        None => Role::Unknown,
    }
}

fn folded(heading: &str) -> String {
    Folded::new(heading, true).text().to_lowercase()
}

fn check_name(name: &Spanned<String>) -> Result<(), Problem> {
    let (id, role) =
        name.get_ref().split_once(':').map_or((name.get_ref().as_str(), None), |(id, role)| (id, Some(role)));
    check_id(id, Some(name.span()))?;
    match role {
        Some(role) if !KNOWN.roles.contains(role) => {
            let roles = sorted(&KNOWN.roles);
            Err(Problem::unknown(Some(name.span()), ("列的身份限定", "role of a column"), role, roles))
        }
        _ => Ok(()),
    }
}

/// An error unless a column can have this meaning.
pub(super) fn check_id(id: &str, span: Option<Range<usize>>) -> Result<(), Problem> {
    let known = KNOWN.ids.contains(id);
    known.then_some(()).ok_or_else(|| Problem::unknown(span, ("列", "column"), id, sorted(&KNOWN.ids)))
}

fn named_twice(name: &Spanned<String>) -> Problem {
    let name_text = name.get_ref();
    Problem::new(
        Some(name.span()),
        format!("列“{name_text}”列了两次"),
        format!("column `{name_text}` is named twice"),
    )
}

fn sorted(words: &FxHashSet<&'static str>) -> impl Iterator<Item = &'static str> + use<> {
    words.iter().copied().collect::<BTreeSet<_>>().into_iter()
}

/// Every meaning and role a heading can have.
struct Known {
    ids: FxHashSet<&'static str>,
    roles: FxHashSet<&'static str>,
}

static KNOWN: LazyLock<Known> = LazyLock::new(|| {
    let kinds = Kind::ALL.iter().map(|kind| kind.id());
    let mut known = Known { ids: kinds.collect(), roles: FxHashSet::default() };
    for (_, word) in columns::entries() {
        known.ids.insert(word.id);
        known.roles.extend(word.role);
    }
    known
});
