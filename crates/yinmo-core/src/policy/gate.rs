//! What does not count again when documents are checked: `[gate]` and `[[allow]]`. Masking takes no notice of it.

use std::collections::BTreeSet;

use globset::{GlobBuilder, GlobMatcher};
use toml::Spanned;

use super::documents::EXTRAS;
use super::error::{Problem, most_similar};
use super::options::{AllowOptions, ChangeRulesOption, GateOptions};
use super::statement::{Day, checked_day};
use super::tables::Names;
use crate::kind::{Group, Kind};

/// What does not count again when documents are checked.
#[derive(Clone, Debug)]
pub struct Gate {
    /// The file with the list of what was there already, as written.
    pub baseline: Option<String>,
    /// For how many days what is put on that list does not count.
    pub baseline_days: u32,
    /// Whether documents may say themselves what does not count.
    pub inline_allow: bool,
    /// The last day on which what they say holds.
    pub inline_allow_until: Option<Day>,
    /// What does not count wherever a document cannot say so itself.
    pub allows: Vec<Allow>,
    /// By which rules a change is checked that touches rules itself.
    pub change_rules: ChangeRules,
}

/// By which rules a change of a repository is checked that touches rules itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ChangeRules {
    /// Those before it: no change lets itself pass, and new rules hold from the next one on.
    #[default]
    Before,
    /// Those after it.
    After,
}

/// Findings that do not count.
#[derive(Clone, Debug)]
pub struct Allow {
    rules: BTreeSet<String>,
    /// In no particular file if it is empty.
    files: Vec<Names>,
    place: Option<GlobMatcher>,
    /// Why they do not count.
    pub reason: String,
    /// The last day on which they do not.
    pub until: Option<Day>,
}

impl Gate {
    /// The id of the rule by which columns wait for a person or go.
    pub const COLUMN: &'static str = "column";

    /// The ids of rules whose findings may be said not to count: kinds, what documents hold beside their text, columns.
    /// What must not be published is none of them.
    pub fn rules() -> impl Iterator<Item = &'static str> {
        let kinds = Kind::ALL.iter().filter(|kind| kind.group() != Group::Furniture);
        kinds.map(|kind| kind.id()).chain(EXTRAS).chain([Self::COLUMN])
    }

    /// The rule that somebody who wrote `name` probably means.
    pub fn similar(name: &str) -> Option<&'static str> {
        most_similar(name, &Self::rules().collect::<Vec<_>>())
    }
}

impl Default for Gate {
    fn default() -> Self {
        Self {
            baseline: None,
            baseline_days: 180,
            inline_allow: true,
            inline_allow_until: None,
            allows: Vec::new(),
            change_rules: ChangeRules::default(),
        }
    }
}

impl Allow {
    /// Whether it is about a finding of the rule with this id, in the document at `path`, at a place as reports show it.
    pub fn covers(&self, rule: &str, path: &str, place: &str) -> bool {
        self.rules.contains(rule)
            && (self.files.is_empty() || self.files.iter().any(|names| names.holds(path)))
            && self.place.as_ref().is_none_or(|glob| glob.is_match(place))
    }
}

impl Gate {
    /// Puts what a layer says on top.
    pub(super) fn merge(
        &mut self,
        options: GateOptions,
        allows: Vec<Spanned<AllowOptions>>,
    ) -> Result<(), Problem> {
        self.baseline = options.baseline.or(self.baseline.take());
        self.baseline_days = options.baseline_days.unwrap_or(self.baseline_days);
        self.inline_allow = options.inline_allow.unwrap_or(self.inline_allow);
        if let Some(day) = &options.inline_allow_until {
            self.inline_allow_until = Some(checked_day(day)?);
        }
        if let Some(rules) = options.change_rules {
            self.change_rules = match rules {
                ChangeRulesOption::Before => ChangeRules::Before,
                ChangeRulesOption::After => ChangeRules::After,
            };
        }
        for options in allows {
            self.allows.push(allow(options)?);
        }
        Ok(())
    }
}

fn allow(options: Spanned<AllowOptions>) -> Result<Allow, Problem> {
    let span = options.span();
    let AllowOptions { rules, files, place, reason, until } = options.into_inner();
    if rules.is_empty() {
        return Err(Problem::new(Some(span), "`rules` 不能为空", "`rules` is empty")
            .help("写明放行哪些类别，如 rules = [\"mobile\"]", "say which, such as rules = [\"mobile\"]"));
    }
    if reason.get_ref().trim().is_empty() {
        return Err(Problem::new(Some(reason.span()), "放行须写明理由", "an allowance needs a reason"));
    }
    let rules = rules.iter().map(known_rule).collect::<Result<_, _>>()?;
    let files = files.iter().map(Names::new).collect::<Result<_, _>>()?;
    let place = place.as_ref().map(place_glob).transpose()?;
    let until = until.as_ref().map(checked_day).transpose()?;
    Ok(Allow { rules, files, place, reason: reason.into_inner(), until })
}

fn known_rule(rule: &Spanned<String>) -> Result<String, Problem> {
    let name = rule.get_ref();
    match Gate::rules().any(|known| known == name) {
        true => Ok(name.clone()),
        false => {
            Err(Problem::unknown(Some(rule.span()), ("可放行的类别", "rule to allow"), name, Gate::rules()))
        }
    }
}

/// Only `*` and `?` mean something in a place: paths in JSON are full of brackets.
fn place_glob(place: &Spanned<String>) -> Result<GlobMatcher, Problem> {
    let literal = |c: char| match c {
        '*' | '?' => c.to_string(),
        c => globset::escape(c.encode_utf8(&mut [0; 4])),
    };
    let pattern: String = place.get_ref().chars().map(literal).collect();
    let glob = GlobBuilder::new(&pattern).build();
    glob.map(|glob| glob.compile_matcher())
        .map_err(|error| Problem::new(Some(place.span()), "位置的写法有误", error.to_string()))
}
