//! How a policy file says what happens: `"keep"`, `{ mask = { prefix = 6 } }`, or cases by place and by role.
//!
//! Which operators there are, and which of them take parameters, is asked of [`Action`], so that a new operator is known
//! here without a word.

use std::fmt;

use serde::de::{DeserializeSeed, Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

use crate::finding::Role;
use crate::operators::{Action, Effect, WordOr};

/// An operator. More than one is a mistake.
pub(super) struct Said(pub(super) Vec<Action>);
/// What happens to one role: an operator, or one for text and one for tables.
pub(super) type SaidCase = WordOr<Alone, Table<CASE>>;
/// What happens to a kind: an operator, which replaces the rule below, or cases, which change only what they name.
pub(super) type SaidRule = WordOr<Alone, Table<RULE>>;

/// Only an operator can stand in the table.
pub(super) const OPERATOR: u8 = 0;
/// Also what differs by place.
pub(super) const CASE: u8 = 1;
/// Also what differs by role, and the legal basis.
pub(super) const RULE: u8 = 2;

/// An operator that is written as its id.
pub(super) struct Alone(pub(super) Action);

/// A table, up to the level that its place allows.
#[derive(Default)]
pub(super) struct Table<const LEVEL: u8> {
    /// More than one is a mistake.
    pub(super) operators: Vec<Action>,
    pub(super) default: Option<Said>,
    pub(super) text: Option<Said>,
    pub(super) table: Option<Said>,
    pub(super) roles: Vec<(Role, SaidCase)>,
    pub(super) basis: Option<String>,
}

impl<const LEVEL: u8> Table<LEVEL> {
    /// Whether it says anything of places or roles.
    pub(super) const fn says_cases(&self) -> bool {
        self.default.is_some() || self.text.is_some() || self.table.is_some() || !self.roles.is_empty()
    }
}

impl SaidRule {
    /// Whether somewhere in it values stay, and it does not say why.
    pub(super) fn keeps_without_basis(&self) -> bool {
        match self {
            Self::Word(Alone(action)) => keeps(action),
            Self::Table(table) => table.basis.is_none() && table.actions().any(keeps),
        }
    }
}

fn keeps(action: &Action) -> bool {
    action.effect() == Effect::Keep
}

impl<const LEVEL: u8> Table<LEVEL> {
    /// Every operator it names, in whatever case.
    fn actions(&self) -> Box<dyn Iterator<Item = &Action> + '_> {
        let said = [&self.default, &self.text, &self.table].into_iter().flatten().flat_map(|said| &said.0);
        let roles = self.roles.iter().flat_map(|(_, case)| match case {
            WordOr::Word(Alone(action)) => Box::new(std::iter::once(action)),
            WordOr::Table(table) => table.actions(),
        });
        Box::new(self.operators.iter().chain(said).chain(roles))
    }
}

/// The keys that are no operators, with the level they begin at.
pub(super) fn cases() -> impl Iterator<Item = (u8, &'static str)> {
    let of_place = ["text", "table"].map(|key| (CASE, key));
    let of_rule = ["default", "basis"].map(|key| (RULE, key));
    of_place.into_iter().chain(of_rule).chain(Role::ALL.into_iter().map(|role| (RULE, role.id())))
}

fn keys(level: u8) -> impl Iterator<Item = &'static str> {
    Action::keys().chain(cases().filter(move |(from, _)| *from <= level).map(|(_, key)| key))
}

impl<'de> Deserialize<'de> for Alone {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let id = String::deserialize(deserializer)?;
        Action::alone(&id).map(Self).ok_or_else(|| D::Error::custom(unknown("variant", &id, Action::words())))
    }
}

impl<'de> Deserialize<'de> for Said {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self(match WordOr::<Alone, Table<OPERATOR>>::deserialize(deserializer)? {
            WordOr::Word(Alone(action)) => vec![action],
            WordOr::Table(table) => table.operators,
        }))
    }
}

impl<'de, const LEVEL: u8> Deserialize<'de> for Table<LEVEL> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(TableVisitor::<LEVEL>)
    }
}

struct TableVisitor<const LEVEL: u8>;

impl<'de, const LEVEL: u8> Visitor<'de> for TableVisitor<LEVEL> {
    type Value = Table<LEVEL>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a table with an operator")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut table = Table::default();
        while let Some(key) = map.next_key_seed(Key::<LEVEL>)? {
            match &*key {
                "default" => table.default = Some(map.next_value()?),
                "text" => table.text = Some(map.next_value()?),
                "table" => table.table = Some(map.next_value()?),
                "basis" => table.basis = Some(map.next_value()?),
                key => match Role::ALL.into_iter().find(|role| role.id() == key) {
                    Some(role) => table.roles.push((role, map.next_value()?)),
                    None => table.operators.extend(Action::next(key, &mut map)?),
                },
            }
        }
        Ok(table)
    }
}

/// A key that may stand at this level. Refused where it stands, so that the mistake is found.
struct Key<const LEVEL: u8>;

impl<'de, const LEVEL: u8> DeserializeSeed<'de> for Key<LEVEL> {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        let key = String::deserialize(deserializer)?;
        match keys(LEVEL).any(|known| known == key) {
            true => Ok(key),
            false => Err(D::Error::custom(unknown("field", &key, keys(LEVEL)))),
        }
    }
}

/// In the words of serde, which the message for users is made of.
fn unknown<'k>(what: &str, name: &str, known: impl Iterator<Item = &'k str>) -> String {
    let known: Vec<_> = known.map(|known| format!("`{known}`")).collect();
    format!("unknown {what} `{name}`, expected one of {}", known.join(", "))
}
