use std::sync::LazyLock;

use super::columns::ColumnAction;
use super::{DEFAULT_PROFILE, Policy};
use crate::finding::{Confidence, Role};
use crate::kind::Kind;
use crate::operators::{Action, Effect};

/// What a policy needs to know about a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Subject {
    /// What it is.
    pub kind: Kind,
    /// Whose it is.
    pub role: Role,
    /// How sure the engine is.
    pub confidence: Confidence,
    /// In a table: what [`Policy::column`] says about its column. `None` in running text.
    pub column: Option<ColumnAction>,
}

impl Subject {
    /// A finding in running text.
    pub const fn in_text(kind: Kind, role: Role, confidence: Confidence) -> Self {
        Self { kind, role, confidence, column: None }
    }

    /// A finding in a table.
    pub const fn in_column(kind: Kind, role: Role, confidence: Confidence, column: ColumnAction) -> Self {
        Self { kind, role, confidence, column: Some(column) }
    }
}

/// What happens to a finding, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decision<'p> {
    /// What happens.
    pub action: &'p Action,
    /// Why.
    pub reason: Reason,
    /// The legal basis or reason that the rule gives.
    pub basis: Option<&'p str>,
}

/// Why a policy decides as it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reason {
    /// The rule of the kind says so.
    Rule,
    /// The column goes or forbids publication.
    Column,
    /// The engine is not sure enough to act on its own.
    LowConfidence,
    /// No rule names the kind, or not for this role or place.
    NoRule,
    /// It is on the list of what may stay.
    Allowed,
    /// A person looked at it and decided.
    Person,
}

impl Reason {
    /// The permanent id: `rule`, `column`, `low-confidence`, `no-rule`, `allowed`,
    /// `person`.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Rule => "rule",
            Self::Column => "column",
            Self::LowConfidence => "low-confidence",
            Self::NoRule => "no-rule",
            Self::Allowed => "allowed",
            Self::Person => "person",
        }
    }

    /// For users, in Chinese.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Rule => "按该类信息的规则",
            Self::Column => "按所在列的规则",
            Self::LowConfidence => "把握不足，须人工确认",
            Self::NoRule => "规则未作规定，须人工确认",
            Self::Allowed => "在许可保留的名单上",
            Self::Person => "人工决定",
        }
    }

    /// For users, in English.
    pub const fn en(self) -> &'static str {
        match self {
            Self::Rule => "the rule of its kind",
            Self::Column => "the rule of its column",
            Self::LowConfidence => "not certain enough",
            Self::NoRule => "no rule names it",
            Self::Allowed => "it is on the list of what may stay",
            Self::Person => "a person decided",
        }
    }
}

pub(super) fn decide<'p>(policy: &'p Policy, subject: &Subject) -> Decision<'p> {
    match subject.column {
        Some(ColumnAction::Drop) => return column_decision(&Action::DROP_COLUMN),
        Some(ColumnAction::Block) => return column_decision(&Action::BLOCK),
        Some(ColumnAction::Review | ColumnAction::ByKind) | None => {}
    }
    if subject.role == Role::Allowed {
        return Decision {
            action: &Action::KEEP,
            reason: Reason::Allowed,
            basis: policy.allowed_because.as_deref(),
        };
    }
    let basis = policy.rules.basis(subject.kind);
    match policy.rules.action(subject.kind, subject.role, subject.column.is_some()) {
        None => Decision { action: &Action::REVIEW, reason: Reason::NoRule, basis },
        Some(action)
            if subject.confidence < policy.thresholds(subject.kind).mask
                && action.effect() != Effect::Keep =>
        {
            Decision { action: &Action::REVIEW, reason: Reason::LowConfidence, basis }
        }
        Some(action) => Decision { action, reason: Reason::Rule, basis },
    }
}

/// What hides a value of which a person said that it is to be hidden: what the rule would do if it were sure, else what
/// the default profile does with its kind, else the marker.
pub(super) fn covering<'p>(policy: &'p Policy, subject: &Subject) -> &'p Action {
    static FALLBACK: LazyLock<Option<Policy>> = LazyLock::new(|| Policy::builtin(DEFAULT_PROFILE));
    let hides = |action: &&Action| action.effect() == Effect::Replace;
    let said = |policy: &'p Policy, in_table| policy.rules.action(subject.kind, subject.role, in_table);
    let of = |policy: &'p Policy| {
        let own = said(policy, subject.column.is_some()).filter(hides);
        own.or_else(|| said(policy, false).filter(hides))
    };
    of(policy).or_else(|| of(FALLBACK.as_ref()?)).unwrap_or(&Action::REDACT)
}

const fn column_decision(action: &Action) -> Decision<'_> {
    Decision { action, reason: Reason::Column, basis: None }
}
