use annotate_snippets::{AnnotationKind, Group, Level, Message, Renderer, Snippet};
use yinmo::Item;
use yinmo::text::Place;

use crate::lang::Lang;
use crate::print::said::{headline, why};
use crate::place::part;
use crate::words;

/// A finding with its line, the value hidden and pointed at.
pub fn render(renderer: &Renderer, name: &str, item: &Item, lang: Lang) -> String {
    let title = Group::with_title(level(item, lang).primary_title(headline(item, lang)).id(item.kind.id()));
    // The excerpt begins anywhere in its line, so the place is said here and not by the renderer.
    let margin =
        if item.line == 0 { " ".repeat(NO_LINE.len()) } else { " ".repeat(item.line.to_string().len()) };
    let place = format!("{margin}--> {}{}", words::visible(name), stands(item));
    let body = Group::with_level(level(item, lang));
    let body = match &item.excerpt {
        Some(excerpt) => {
            let pointer = AnnotationKind::Primary
                .span(excerpt.start..excerpt.end)
                .label(words::evidence(item.evidence, lang));
            body.element(Snippet::source(words::without_commands(&excerpt.text)).line_start(item.line).annotation(pointer))
        }
        None => body.element(note(lang.pick("依据", "evidence"), words::evidence(item.evidence, lang))),
    };
    let body = body.element(note(lang.pick("说明", "note"), why(item, lang)));
    let body = match item.line {
        0 if item.excerpt.is_some() => without_number(renderer, &[body]),
        _ => renderer.render(&[body]),
    };
    format!("{}\n{place}\n{body}", renderer.render(&[title]))
}

/// What the renderer writes instead of the number of a line.
const NO_LINE: &str = "LL";

/// The text of a line that has no number: a wrong one would send people astray.
fn without_number(renderer: &Renderer, body: &[Group<'_>]) -> String {
    let renderer = renderer.clone().anonymized_snippet_line_numbers(true);
    renderer.render(body).replacen(NO_LINE, &" ".repeat(NO_LINE.len()), 1)
}

/// Behind the file's name: line and column, where they are the file's own, and what is there.
fn stands(item: &Item) -> String {
    let part = part(&item.place).map(|part| format!(" ({part})"));
    match item.line {
        line if line > 0 && !matches!(item.place, Place::Within { .. }) => {
            format!(":{line}:{}{}", item.column, part.unwrap_or_default())
        }
        _ => part.unwrap_or_else(|| format!(" ({})", item.place)),
    }
}

fn note(name: &'static str, text: String) -> Message<'static> {
    Level::NOTE.with_name(name).message(text)
}

/// Red for what forbids publication, yellow for what is masked, blue for what a person decides or what stays.
fn level(item: &Item, lang: Lang) -> Level<'static> {
    match item.action.id() {
        _ if item.waived.is_some() => Level::NOTE.with_name(lang.pick("放行", "waived")),
        "block" => Level::ERROR.with_name(lang.pick("禁止", "error")),
        "review" => Level::INFO.with_name(lang.pick("复核", "review")),
        "keep" => Level::NOTE.with_name(lang.pick("保留", "keep")),
        _ => Level::WARNING.with_name(lang.pick("发现", "found")),
    }
}
