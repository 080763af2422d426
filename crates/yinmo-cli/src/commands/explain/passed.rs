//! Numbers that look like something and were passed over, and why.

use std::fmt::Write as _;

use yinmo::kind::Kind;
use yinmo::preview;
use yinmo::scan::Tokens;
use yinmo::text::Span;

use super::Explained;
use crate::lang::Lang;

/// Shorter numbers are counts and years.
const LONG: u32 = 7;

/// Lists long numbers that are neither findings nor furniture.
pub fn write(explained: &Explained<'_>, out: &mut String) {
    if spans(explained).next().is_none() {
        return;
    }
    let _ =
        writeln!(out, "\n{}", explained.lang.pick("看似号码、未作认定", "looks like a number, not reported"));
    for span in spans(explained) {
        let _ = writeln!(
            out,
            "   {}{}{}",
            shown(explained, span),
            explained.lang.pick("：", ": "),
            why(explained, span)
        );
    }
}

/// A number as it may be shown.
pub fn shown(explained: &Explained<'_>, span: Span) -> String {
    let value = span.of(explained.text);
    if explained.shows_values { value.to_owned() } else { preview(value, Kind::ResidentId) }
}

/// Long numbers that are neither findings nor furniture.
pub fn spans<'a>(explained: &'a Explained<'_>) -> impl Iterator<Item = Span> + use<'a> {
    let taken = |span: Span| {
        let found = explained.found.iter().map(|decided| decided.finding.span);
        found.chain(explained.furniture.iter().map(|claim| claim.span)).any(|other| other.overlaps(span))
    };
    let long = Tokens::new(explained.text, 0).filter(|token| token.digits >= LONG);
    long.map(|token| Span::new(token.start, token.end)).filter(move |span| !taken(*span))
}

fn why(explained: &Explained<'_>, span: Span) -> &'static str {
    let label = explained.pipeline.detector().labels().before(&explained.text[..span.start]);
    match label {
        Some(label) if label.vetoes() => explained
            .lang
            .pick("前面的标签说明是业务编号", "the label before it says that it is a business number"),
        _ => not_recognised(explained.lang),
    }
}

fn not_recognised(lang: Lang) -> &'static str {
    lang.pick(
        "形式、校验位或号段不符，也没有标签",
        "its form, check digit or prefix does not fit, and no label names it",
    )
}
