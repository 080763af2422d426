//! Written by the tests from the folders beside this file; `UPDATE=1 cargo test` rewrites it.

use super::Operator;

/// Every operator, by id.
pub static OPERATORS: &[&Operator] = &[
    &super::block::OPERATOR,
    &super::drop_column::OPERATOR,
    &super::generalise::OPERATOR,
    &super::keep::OPERATOR,
    &super::mask::OPERATOR,
    &super::redact::OPERATOR,
    &super::review::OPERATOR,
    &super::star_name::OPERATOR,
    &super::surname_mou::OPERATOR,
];
