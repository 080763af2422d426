//! From what a file says about a kind to a table that answers for kind, role and place.

use std::ops::Range;

use toml::Spanned;

use super::error::Problem;
use super::options::Kinds;
use super::said::{Alone, Said, SaidCase, Table};
use crate::finding::Role;
use crate::key::Key;
use crate::kind::{Kind, Severity};
use crate::operators::{Action, Effect, Fault, Redact, WordOr};

const KINDS: usize = Kind::ALL.len();
const ROLES: usize = Role::ALL.len();
const PLACES: usize = 2;

/// The table: an index into the actions for each kind, role and place.
#[derive(Clone)]
pub(super) struct Rules {
    actions: Vec<Action>,
    /// Index + 1 of an action; 0 where no rule says anything.
    table: Box<[[[u8; PLACES]; ROLES]; KINDS]>,
    basis: Vec<Option<String>>,
}

impl Rules {
    /// What the rules say; `None` where none says anything.
    pub(super) fn action(&self, kind: Kind, role: Role, in_table: bool) -> Option<&Action> {
        let index = self.table[kind as usize][role as usize][usize::from(in_table)];
        usize::from(index).checked_sub(1).map(|index| &self.actions[index])
    }

    /// Those of `kinds` to which a rule does something. What is said of a child where nothing is asked does not count, but
    /// for the school, which is looked for of children alone.
    pub(super) fn changing(&self, kinds: &[Kind]) -> Vec<Kind> {
        let changes = |kind: Kind| {
            let counts = |role: &Role| !role.is_minor() || kind == Kind::Education;
            let roles = Role::ALL.iter().filter(|role| counts(role));
            let mut said =
                roles.flat_map(|role| self.table[kind as usize][*role as usize]).filter(|&index| index > 0);
            said.any(|index| self.actions[usize::from(index) - 1].effect() != Effect::Keep)
        };
        kinds.iter().copied().filter(|&kind| changes(kind)).collect()
    }

    /// The legal basis or reason a rule gives.
    pub(super) fn basis(&self, kind: Kind) -> Option<&str> {
        self.basis[kind as usize].as_deref()
    }

    /// Whether any operator can do nothing without a key.
    pub(super) fn need_key(&self) -> bool {
        self.actions.iter().any(Action::needs_key)
    }

    fn intern(&mut self, action: Action) -> u8 {
        let known = self.actions.iter().position(|known| *known == action);
        let index = known.unwrap_or_else(|| {
            self.actions.push(action);
            self.actions.len() - 1
        });
        u8::try_from(index + 1).expect("a policy has at most 255 different actions")
    }
}

/// Rules while layers are put on top of each other.
#[derive(Clone)]
pub(super) struct Draft(Vec<Rule>);

#[derive(Clone, Default)]
struct Rule {
    default: ByPlace,
    roles: [ByPlace; ROLES],
    basis: Option<String>,
}

/// What happens in running text and in tables.
#[derive(Clone, Default)]
struct ByPlace([Option<Action>; PLACES]);

impl Default for Draft {
    fn default() -> Self {
        Self(vec![Rule::default(); KINDS])
    }
}

impl Draft {
    /// Puts what a layer says on top. What is personal is kept only for a reason: that of the rule, or else that of the
    /// whole policy.
    /// An overlay leaves those as they are whom the rules below number: hidden they are already, and one label for all of
    /// them would not tell them apart.
    pub(super) fn merge(&mut self, kinds: Kinds, has_basis: bool, is_overlay: bool) -> Result<(), Problem> {
        for (id, said) in kinds {
            let kind = parse_kind(&id)?;
            let span = said.span();
            let unfounded =
                !has_basis && kind.severity() != Severity::None && said.get_ref().keeps_without_basis();
            let rule = &mut self.0[kind as usize];
            let numbered = rule.clone();
            match said.into_inner() {
                WordOr::Word(Alone(action)) => *rule = Rule::of(action),
                WordOr::Table(table) => rule.merge(table).map_err(|problem| problem.at(&span))?,
            }
            if is_overlay {
                rule.restore_numbered(&numbered);
            }
            rule.actions()
                .try_for_each(|action| check_fits(action, kind).map_err(|problem| problem.at(&span)))?;
            if unfounded {
                return Err(without_basis(kind, &span));
            }
        }
        Ok(())
    }

    /// The finished table, whose operators have the key.
    pub(super) fn finish(self, key: Option<&Key>) -> Rules {
        let mut rules = Rules {
            actions: Vec::new(),
            table: Box::new([[[0; PLACES]; ROLES]; KINDS]),
            basis: self.0.iter().map(|rule| rule.basis.clone()).collect(),
        };
        for (&kind, rule) in Kind::ALL.iter().zip(&self.0) {
            for role in Role::ALL {
                for place in 0..PLACES {
                    let action = rule.resolve(kind, role, place);
                    rules.table[kind as usize][role as usize][place] =
                        action.map_or(0, |action| rules.intern(action));
                }
            }
        }
        if let Some(key) = key {
            rules.actions = rules.actions.into_iter().map(|action| action.with_key(key)).collect();
        }
        rules
    }
}

const TEXT: usize = 0;
const TABLE: usize = 1;

impl Rule {
    fn of(action: Action) -> Self {
        Self { default: ByPlace::everywhere(action), ..Self::default() }
    }

    fn merge<const LEVEL: u8>(&mut self, table: Table<LEVEL>) -> Result<(), Incomplete> {
        let says_cases = table.says_cases();
        match only(table.operators)? {
            Some(_) if says_cases => return Err(Incomplete::OperatorAndCases),
            Some(action) => *self = Self::of(action),
            None if !says_cases => return Err(Incomplete::Empty),
            None => {}
        }
        if let Some(default) = table.default {
            *self = Self { default: ByPlace::everywhere(action(default)?), ..std::mem::take(self) };
        }
        self.default.set(table.text, table.table)?;
        for (role, case) in table.roles {
            self.roles[role as usize] = ByPlace::of_case(case)?;
        }
        self.basis = table.basis.or(self.basis.take());
        Ok(())
    }

    /// Takes back what was said on top of roles that are numbered in the order in which they come.
    fn restore_numbered(&mut self, below: &Self) {
        for (own, below) in self.roles.iter_mut().zip(&below.roles) {
            if below.0.iter().flatten().any(Action::numbers_people) {
                *own = below.clone();
            }
        }
    }

    fn actions(&self) -> impl Iterator<Item = &Action> {
        self.roles.iter().chain([&self.default]).flat_map(|by_place| by_place.0.iter().flatten())
    }

    /// What is said of the role, or of a wider one.
    fn for_role(&self, role: Role, place: usize) -> Option<&Action> {
        let roles = std::iter::successors(Some(role), |role| role.wider());
        roles.into_iter().find_map(|role| self.roles[role as usize].0[place].as_ref())
    }

    fn resolve(&self, kind: Kind, role: Role, place: usize) -> Option<Action> {
        let for_role = self.for_role(role, place);
        let action = for_role.or(self.default.0[place].as_ref())?.clone();
        let unasked = role.is_minor() && for_role.is_none() && kind.severity() != Severity::None;
        let has_no_place = place == TEXT && matches!(action.effect(), Effect::DropColumn | Effect::DropRow);
        let says_too_much = unasked && action.operation().names_in_part();
        Some(if has_no_place || says_too_much { Action::Redact(Redact::default()) } else { action })
    }
}

impl ByPlace {
    fn everywhere(action: Action) -> Self {
        Self([Some(action.clone()), Some(action)])
    }

    fn of_case(said: SaidCase) -> Result<Self, Incomplete> {
        let table = match said {
            WordOr::Word(Alone(action)) => return Ok(Self::everywhere(action)),
            WordOr::Table(table) => table,
        };
        let says_cases = table.says_cases();
        match only(table.operators)? {
            Some(_) if says_cases => Err(Incomplete::OperatorAndCases),
            Some(action) => Ok(Self::everywhere(action)),
            None if !says_cases => Err(Incomplete::Empty),
            None => {
                let mut case = Self::default();
                case.set(table.text, table.table)?;
                Ok(case)
            }
        }
    }

    fn set(&mut self, text: Option<Said>, table: Option<Said>) -> Result<(), Incomplete> {
        for (place, said) in [(TEXT, text), (TABLE, table)] {
            if let Some(said) = said {
                self.0[place] = Some(action(said)?);
            }
        }
        Ok(())
    }
}

/// Why a table says no operator, before it is known where it stands.
enum Incomplete {
    Empty,
    TwoOperators,
    OperatorAndCases,
    /// Its parameters.
    Fault(Fault),
    /// The operator, and what it does not fit.
    Unfit(&'static str, Kind),
}

impl Incomplete {
    fn at(self, span: &Range<usize>) -> Problem {
        let (zh, en) = match self {
            Self::Empty => ("这里须写一种处理方式".into(), "an operator is missing here".into()),
            Self::TwoOperators => {
                ("这里只能写一种处理方式".into(), "only one operator can stand here".into())
            }
            Self::OperatorAndCases => {
                ("处理方式与分情形不能并列".into(), "an operator and cases exclude each other".into())
            }
            Self::Fault(Fault { wrong, help }) => {
                let problem = Problem::new(Some(span.clone()), wrong.0, wrong.1);
                return match help {
                    Some((zh, en)) => problem.help(zh, en),
                    None => problem,
                };
            }
            Self::Unfit(operator, kind) => (
                format!("`{operator}` 不适用于 {}（{}）", kind.id(), kind.zh()),
                format!("`{operator}` does not fit `{}`", kind.id()),
            ),
        };
        let problem = Problem::new(Some(span.clone()), zh, en);
        match self {
            Self::OperatorAndCases => {
                problem.help("把处理方式写入 default", "put the operator into `default`")
            }
            _ => problem,
        }
    }
}

pub(super) fn parse_kind(id: &Spanned<String>) -> Result<Kind, Problem> {
    let name = id.get_ref().as_str();
    let ids = Kind::ALL.iter().map(|kind| kind.id());
    name.parse().map_err(|_| Problem::unknown(Some(id.span()), ("信息类别", "kind"), name, ids))
}

fn action(said: Said) -> Result<Action, Incomplete> {
    only(said.0)?.ok_or(Incomplete::Empty)
}

/// The only one of the operators a table names.
fn only(mut operators: Vec<Action>) -> Result<Option<Action>, Incomplete> {
    let action = operators.pop();
    if operators.is_empty() { Ok(action) } else { Err(Incomplete::TwoOperators) }
}

fn without_basis(kind: Kind, span: &Range<usize>) -> Problem {
    Problem::new(
        Some(span.clone()),
        format!("保留 {}（{}）须写明依据", kind.id(), kind.zh()),
        format!("`{}` is kept without a reason", kind.id()),
    )
    .help(
        "写作 { default = \"keep\", basis = \"依据\" }，或在文件开头写 legal-basis = \"依据\"",
        "write { default = \"keep\", basis = \"…\" }, or legal-basis = \"…\" at the top",
    )
}

/// Names are not masked like numbers, nor numbers starred like names.
fn check_fits(action: &Action, kind: Kind) -> Result<(), Incomplete> {
    let operation = action.operation();
    match operation.fault() {
        Some(fault) => Err(Incomplete::Fault(fault)),
        None if operation.fits(kind) => Ok(()),
        None => Err(Incomplete::Unfit(action.id(), kind)),
    }
}

/// The action that a rule written in TOML stands for, for the examples of the operators.
#[cfg(test)]
pub(crate) fn parse_action(rule: &str) -> Action {
    #[derive(serde::Deserialize)]
    struct Line {
        rule: Said,
    }
    let line: Line = toml::from_str(&format!("rule = {rule}")).unwrap();
    action(line.rule).map_err(|incomplete| incomplete.at(&(0..0))).unwrap()
}
