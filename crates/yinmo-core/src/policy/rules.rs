//! From what a file says about a kind to a table that answers for kind, role and place.

use std::ops::Range;

use toml::Spanned;

use super::error::Problem;
use super::options::{
    ActionOptions, CaseOptions, GeneraliseOptions, Kinds, LevelOption, MaskOptions, RuleOptions, Said, Word,
};
use crate::finding::Role;
use crate::kind::{Group, Kind};
use crate::operators::generalise::Level;
use crate::operators::{Action, Generalise, MASK_CHARACTERS, Mask, Redact};

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

    /// The legal basis or reason a rule gives.
    pub(super) fn basis(&self, kind: Kind) -> Option<&str> {
        self.basis[kind as usize].as_deref()
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
    /// Puts what a layer says on top.
    pub(super) fn merge(&mut self, kinds: Kinds) -> Result<(), Problem> {
        for (id, said) in kinds {
            let kind = parse_kind(&id)?;
            let span = said.span();
            let rule = &mut self.0[kind as usize];
            match said.into_inner() {
                Said::Word(word) => *rule = Rule::of(word_action(word)),
                Said::Table(options) => rule.merge(options).map_err(|problem| problem.at(&span))?,
            }
            rule.actions()
                .try_for_each(|action| check_fits(action, kind).map_err(|problem| problem.at(&span)))?;
        }
        Ok(())
    }

    /// The finished table.
    pub(super) fn finish(self) -> Rules {
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
        rules
    }
}

const TEXT: usize = 0;
const TABLE: usize = 1;

impl Rule {
    fn of(action: Action) -> Self {
        Self { default: ByPlace::everywhere(action), ..Self::default() }
    }

    fn merge(&mut self, options: RuleOptions) -> Result<(), Incomplete> {
        let operator = operator(options.mask, options.redact, options.generalise)?;
        let cases = [options.unknown, options.citizen, options.official, options.minor, options.donor];
        let others = [options.organisation, options.representative, options.punished, options.volunteer];
        let cases: Vec<_> = cases.into_iter().chain(others).collect();
        let says_cases = options.default.is_some() || options.text.is_some() || options.table.is_some();
        match operator {
            Some(_) if says_cases || cases.iter().any(Option::is_some) => {
                return Err(Incomplete::OperatorAndCases);
            }
            Some(action) => *self = Self::of(action),
            None if !says_cases && cases.iter().all(Option::is_none) => return Err(Incomplete::Empty),
            None => {}
        }
        if let Some(default) = options.default {
            *self = Self { default: ByPlace::everywhere(said_action(default)?), ..std::mem::take(self) };
        }
        self.default.set(options.text, options.table)?;
        for (by_place, case) in self.roles.iter_mut().zip(cases) {
            if let Some(case) = case {
                *by_place = ByPlace::of_case(case)?;
            }
        }
        self.basis = options.basis.or(self.basis.take());
        Ok(())
    }

    fn actions(&self) -> impl Iterator<Item = &Action> {
        self.roles.iter().chain([&self.default]).flat_map(|by_place| by_place.0.iter().flatten())
    }

    fn resolve(&self, kind: Kind, role: Role, place: usize) -> Option<Action> {
        let for_role = self.roles[role as usize].0[place].as_ref();
        let action = for_role.or(self.default.0[place].as_ref())?.clone();
        let unasked = role == Role::Minor && for_role.is_none() && kind.group() != Group::Furniture;
        Some(match action {
            Action::Keep | Action::StarName | Action::SurnameMou if unasked => {
                Action::Redact(Redact::default())
            }
            Action::DropColumn if place == TEXT => Action::Redact(Redact::default()),
            action => action,
        })
    }
}

impl ByPlace {
    fn everywhere(action: Action) -> Self {
        Self([Some(action.clone()), Some(action)])
    }

    fn of_case(said: Said<CaseOptions>) -> Result<Self, Incomplete> {
        let options = match said {
            Said::Word(word) => return Ok(Self::everywhere(word_action(word))),
            Said::Table(options) => options,
        };
        let by_place = options.text.is_some() || options.table.is_some();
        match operator(options.mask, options.redact, options.generalise)? {
            Some(_) if by_place => Err(Incomplete::OperatorAndCases),
            Some(action) => Ok(Self::everywhere(action)),
            None if !by_place => Err(Incomplete::Empty),
            None => {
                let mut case = Self::default();
                case.set(options.text, options.table)?;
                Ok(case)
            }
        }
    }

    fn set(
        &mut self,
        text: Option<Said<ActionOptions>>,
        table: Option<Said<ActionOptions>>,
    ) -> Result<(), Incomplete> {
        for (place, said) in [(TEXT, text), (TABLE, table)] {
            if let Some(said) = said {
                self.0[place] = Some(said_action(said)?);
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
    MaskCharacter(char),
    Marker,
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
            Self::MaskCharacter(c) => {
                (format!("不可用“{c}”遮盖"), format!("`{c}` cannot be a mask character"))
            }
            Self::Marker => (
                "标记不得含数字或控制字符，不超过 20 字".into(),
                "a marker has no digits or control characters and at most 20 characters".into(),
            ),
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
            Self::MaskCharacter(_) => problem.help("可用：* ＊ ● ○ □ ■ ※ #", "known: * ＊ ● ○ □ ■ ※ #"),
            _ => problem,
        }
    }
}

pub(super) fn parse_kind(id: &Spanned<String>) -> Result<Kind, Problem> {
    let name = id.get_ref().as_str();
    let ids = Kind::ALL.iter().map(|kind| kind.id());
    name.parse().map_err(|_| Problem::unknown(Some(id.span()), ("信息类别", "kind"), name, ids))
}

fn said_action(said: Said<ActionOptions>) -> Result<Action, Incomplete> {
    match said {
        Said::Word(word) => Ok(word_action(word)),
        Said::Table(options) => {
            operator(options.mask, options.redact, options.generalise)?.ok_or(Incomplete::Empty)
        }
    }
}

const fn word_action(word: Word) -> Action {
    match word {
        Word::Keep => Action::Keep,
        Word::Redact => Action::Redact(Redact { marker: None }),
        Word::StarName => Action::StarName,
        Word::SurnameMou => Action::SurnameMou,
        Word::DropColumn => Action::DropColumn,
        Word::Review => Action::Review,
        Word::Block => Action::Block,
    }
}

fn operator(
    mask: Option<MaskOptions>,
    redact: Option<String>,
    generalise: Option<GeneraliseOptions>,
) -> Result<Option<Action>, Incomplete> {
    match (mask, redact, generalise) {
        (None, None, None) => Ok(None),
        (Some(mask), None, None) => mask_action(&mask).map(Some),
        (None, Some(marker), None) => redact_action(marker).map(Some),
        (None, None, Some(generalise)) => Ok(Some(generalise_action(generalise))),
        _ => Err(Incomplete::TwoOperators),
    }
}

fn mask_action(&MaskOptions { prefix, suffix, with }: &MaskOptions) -> Result<Action, Incomplete> {
    if !MASK_CHARACTERS.contains(&with) {
        return Err(Incomplete::MaskCharacter(with));
    }
    Ok(Action::Mask(Mask { prefix, suffix, with }))
}

/// A marker must not look like a finding.
fn redact_action(marker: String) -> Result<Action, Incomplete> {
    let is_fit = marker.chars().all(|c| !c.is_control() && !c.is_numeric()) && marker.chars().count() <= 20;
    if is_fit { Ok(Action::Redact(Redact { marker: Some(marker) })) } else { Err(Incomplete::Marker) }
}

fn generalise_action(options: GeneraliseOptions) -> Action {
    let (level, tail) = match options {
        GeneraliseOptions::Level(level) => (level, String::new()),
        GeneraliseOptions::Table { level, tail } => (level, tail),
    };
    let level = match level {
        LevelOption::Province => Level::Province,
        LevelOption::City => Level::City,
        LevelOption::County => Level::County,
        LevelOption::Township => Level::Township,
        LevelOption::Village => Level::Village,
        LevelOption::Year => Level::Year,
        LevelOption::TwoDecimals => Level::TwoDecimals,
    };
    Action::Generalise(Generalise { level, tail })
}

/// Names are not masked like numbers, nor numbers starred like names.
fn check_fits(action: &Action, kind: Kind) -> Result<(), Incomplete> {
    let fits = match action {
        Action::Mask(_) => matches!(kind.group(), Group::Identifier | Group::Furniture),
        Action::StarName | Action::SurnameMou => kind == Kind::Person,
        Action::Generalise(generalise) => generalise.level.fits(kind),
        Action::Keep | Action::Redact(_) | Action::DropColumn | Action::Review | Action::Block => true,
    };
    if fits { Ok(()) } else { Err(Incomplete::Unfit(action.id(), kind)) }
}

/// The action that a rule written in TOML stands for, for the examples of the operators.
#[cfg(test)]
pub(crate) fn parse_action(rule: &str) -> Action {
    #[derive(serde::Deserialize)]
    struct Line {
        rule: Said<ActionOptions>,
    }
    let line: Line = toml::from_str(&format!("rule = {rule}")).unwrap();
    said_action(line.rule).map_err(|incomplete| incomplete.at(&(0..0))).unwrap()
}
