//! 驾驶证档案编号 (driving licence file number): twelve digits beside a label that names the licence.

use super::{Candidate, Context, Fit, Pattern, Scores};
use crate::kind::Kind;

pub static RECOGNIZER: Pattern = Pattern {
    kind: Kind::DriverFileNo,
    shape: r"[0-9]{12}",
    labels: &[
        "档案号",
        "驾驶证档案编号",
        "驾驶证档案号",
        "驾照档案编号",
        "驾驶证档案",
        "档案编号",
        "驾照档案",
        "驾照档案号",
        "驾驶人档案",
        "驾驶员档案",
        "驾驶人档案号",
        "驾驶员档案编号",
        "驾驶人档案编号",
        "机动车驾驶证档案编号",
        "机动车驾驶证",
    ],
    scores: Scores { base: 0, confirmed: 0, labelled: 95, loosely: 0 },
    check: |candidate| {
        super::Check::unknown_if(candidate.is_grouped() || candidate.is_customary(&[&[6, 6], &[4, 8]]))
    },
    fit,
    cases: include_str!("cases.txt"),
    ..Pattern::DEFAULT
};

/// `档案编号` alone, beside or above, names any archive; then the licence must be named too.
fn fit(candidate: &Candidate<'_>, context: &Context<'_>) -> Option<Fit> {
    let licence = ["驾驶", "驾照", "机动车"];
    let around = [context.heading_words(), context.before(), context.after(candidate.span().end)];
    let named = around.iter().any(|text| licence.iter().any(|word| text.contains(word)));
    named.then(|| Fit::at(candidate.span()))
}
