//! How: what comes where a finding stood. One folder per operator.
//!
//! A policy chooses an [`Action`] for each finding; the action writes the replacement. Every operator is idempotent:
//! applied to its own output it changes nothing, and what it writes does not look like a finding.
//!
//! ```
//! use yinmo_core::kind::Kind;
//! use yinmo_core::operators::{Action, Mask, Names};
//!
//! let mask = Action::Mask(Mask { prefix: 6, suffix: 0, with: '*' });
//! let names = Names::default();
//! let masked = mask.replace("330106190102030017", Kind::ResidentId, &names);
//! assert_eq!(masked.as_deref(), Some("330106************"));
//! assert_eq!(mask.replace("330106************", Kind::ResidentId, &names), None);
//! ```

mod action;
mod characters;
mod keyed;
mod normal;
mod operation;
mod person_name;
mod sealed;
mod word_or;

#[cfg(test)]
mod tests;

pub(crate) use normal::normal;
pub use operation::{Effect, Whose};
pub(crate) use operation::{Fault, Operation, Plain, Written};
pub(crate) use person_name::{home_key, key};
pub use redact::default_marker;
pub(crate) use sealed::{covers, is_sealed, is_surrogate};
pub(crate) use shift_date::is_shifted;
pub use shift_date::is_to_be_shifted;
pub use surname_mou::Names;
pub(crate) use word_or::WordOr;

use crate::kind::Kind;
use action::operators;

/// What an operator is, for help pages and tests.
pub struct Operator {
    /// The permanent id, as policies write it.
    pub id: &'static str,
    /// What it does, in Chinese.
    pub zh: &'static str,
    /// What it does, in English.
    pub en: &'static str,
    /// What it makes of invented values. Every example is a test.
    pub examples: &'static [Example],
}

/// A value before and after.
pub struct Example {
    /// The operator as a policy file writes it.
    pub rule: &'static str,
    /// The kind of the value.
    pub kind: Kind,
    /// The value.
    pub before: &'static str,
    /// What stands there afterwards.
    pub after: &'static str,
}

// Generated from the folders beside this file; `UPDATE=1 cargo test -p yinmo-core operators` rewrites what follows.

pub mod block;
pub mod company_mou;
pub mod drop_column;
pub mod drop_row;
pub mod encrypt;
pub mod generalise;
pub mod hash;
pub mod keep;
pub mod mask;
pub mod pseudonym;
pub mod redact;
pub mod review;
pub mod shift_date;
pub mod star_name;
pub mod surname_mou;
pub mod surrogate;

operators! {
    block::Block,
    company_mou::CompanyMou,
    drop_column::DropColumn,
    drop_row::DropRow,
    encrypt::Encrypt,
    generalise::Generalise,
    hash::Hash,
    keep::Keep,
    mask::Mask,
    pseudonym::Pseudonym,
    redact::Redact,
    review::Review,
    shift_date::ShiftDate,
    star_name::StarName,
    surname_mou::SurnameMou,
    surrogate::Surrogate,
}
