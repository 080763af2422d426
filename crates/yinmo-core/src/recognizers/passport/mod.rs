//! 护照 (passport).
//!
//! Ordinary: E and eight digits, or E, a letter without I and O, and seven; older G and eight, 14 or 15 and seven. Public
//! affairs PE, service SE, diplomatic DE and seven; Hong Kong K and eight or KJ and seven; Macao MA and seven. Other
//! countries' passports have one or two letters and six to nine digits. A label is required.

use super::{Pattern, Scores};
use crate::kind::Kind;

pub static RECOGNIZER: Pattern = Pattern {
    kind: Kind::Passport,
    shape: r"[A-Za-z][0-9]{7,9}|[A-Za-z]{2}[0-9]{6,7}|1[45][0-9]{7}|[0-9]{9}",
    labels: &[
        "证号",
        "护照",
        "护照号",
        "护照号码",
        "护照编号",
        "护照证号",
        "護照",
        "passport",
        "passport no",
        "passport number",
        "passport_no",
        "因公护照号",
        "公务护照",
        "外交护照",
        "证件号码",
        "证件号",
    ],
    scores: Scores { base: 0, confirmed: 0, labelled: 95, loosely: 60 },
    check: |candidate| super::Check::unknown_if(candidate.is_grouped()),
    fit,
    cases: include_str!("cases.txt"),
    ..Pattern::DEFAULT
};

/// Nine bare digits are an American or Japanese passport only right after the word itself.
fn fit(candidate: &super::Candidate<'_>, context: &super::Context<'_>) -> Option<super::Fit> {
    let bare = candidate.chars()[0].is_ascii_digit();
    let named =
        context.label(candidate).is_some_and(|label| label.is_tight() && !label.names(Kind::ResidentId));
    (!bare || named).then(|| super::Fit::at(candidate.span()))
}
