//! One paragraph (ECMA-376-1, 17.3.1.22), run by run, and the ways in which it can be read.

use std::ops::Range;

use yinmo_core::text::{Place, Surface};

use crate::mapped::{Draft, EntryId, Escape, Pen};
use crate::package::markup::write_text;

/// The runs of a paragraph.
#[derive(Default)]
pub(super) struct Paragraph {
    runs: Vec<Run>,
}

struct Run {
    what: What,
    state: State,
}

enum What {
    /// Text that stands there.
    Text(Range<usize>),
    /// A character written by its number in a font, and its whole element.
    Symbol(&'static str, Range<usize>),
    /// A tab, a line break, a hyphen.
    Said(&'static str),
}

/// What becomes of a run when changes are accepted or rejected, and whether it is shown.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct State {
    pub(super) is_deleted: bool,
    pub(super) is_inserted: bool,
    pub(super) is_hidden: bool,
}

/// Which runs are read.
#[derive(Clone, Copy)]
enum View {
    /// As if all changes were accepted.
    Accepted,
    /// As if none were.
    Rejected,
    /// What was deleted alone.
    Deleted,
    /// What is shown of the accepted text.
    Shown,
    /// The accepted text without tabs and breaks, which may stand within a number.
    Unbroken,
}

impl Paragraph {
    pub(super) fn text(&mut self, raw: Range<usize>, state: State) {
        self.runs.push(Run { what: What::Text(raw), state });
    }

    pub(super) fn say(&mut self, text: &'static str, state: State) {
        self.runs.push(Run { what: What::Said(text), state });
    }

    pub(super) fn symbol(&mut self, text: &'static str, raw: Range<usize>, state: State) {
        self.runs.push(Run { what: What::Symbol(text, raw), state });
    }

    fn has(&self, is: impl Fn(State) -> bool) -> bool {
        self.runs.iter().any(|run| is(run.state))
    }

    pub(super) fn has_deleted(&self) -> bool {
        self.has(|state| state.is_deleted)
    }

    /// Whether a digit stands before and after a tab or a break.
    fn is_broken(&self, xml: &str) -> bool {
        self.runs.windows(3).any(|runs| {
            let [before, between, after] = [0, 1, 2].map(|nth| &runs[nth].what);
            matches!((before, between, after), (What::Text(before), What::Said(said), What::Text(after))
                if said.trim().is_empty()
                    && xml[before.clone()].ends_with(|c: char| c.is_ascii_digit())
                    && xml[after.clone()].starts_with(|c: char| c.is_ascii_digit()))
        })
    }

    pub(super) fn has_hidden(&self) -> bool {
        self.has(|state| state.is_hidden)
    }

    /// Adds the accepted text.
    pub(super) fn write(
        &self,
        draft: &mut Draft,
        entry: EntryId,
        xml: &str,
        (place, surface): (&Place, Surface),
    ) {
        let mut hidden = false;
        for run in self.seen(View::Accepted) {
            if run.state.is_hidden != hidden {
                hidden = run.state.is_hidden;
                draft.stand(place.clone(), if hidden { Surface::Hidden } else { surface });
            }
            run.write(draft, entry, xml);
        }
        if hidden {
            draft.stand(place.clone(), surface);
        }
    }

    /// Adds the other ways in which the paragraph can be read.
    pub(super) fn write_other_views(&self, draft: &mut Draft, entry: EntryId, xml: &str, place: &Place) {
        let mut views = Vec::new();
        if self.has_deleted() {
            views.extend([View::Rejected, View::Deleted]);
        }
        if self.has_hidden() {
            views.push(View::Shown);
        }
        if self.is_broken(xml) {
            views.push(View::Unbroken);
        }
        for view in views {
            draft.stand(place.clone(), Surface::Hidden);
            self.seen(view).for_each(|run| run.write(draft, entry, xml));
            draft.end_line();
        }
    }

    fn seen(&self, view: View) -> impl Iterator<Item = &Run> {
        self.runs.iter().filter(move |run| match view {
            View::Accepted => !run.state.is_deleted,
            View::Rejected => !run.state.is_inserted,
            View::Deleted => run.state.is_deleted,
            View::Shown => !run.state.is_deleted && !run.state.is_hidden,
            View::Unbroken => {
                !run.state.is_deleted && !matches!(run.what, What::Said(said) if said.trim().is_empty())
            }
        })
    }
}

impl Run {
    fn write(&self, draft: &mut Draft, entry: EntryId, xml: &str) {
        match &self.what {
            What::Text(raw) => write_text(draft, entry, xml, raw.clone()),
            What::Symbol(text, raw) => draft.write(text, entry, raw.clone(), Pen::Remade(plain_text)),
            What::Said(text) => draft.say(text),
        }
    }
}

/// The text in the place of a symbol.
fn plain_text(old: &[u8], text: &str) -> Vec<u8> {
    if text.is_empty() {
        return Vec::new();
    }
    let old = String::from_utf8_lossy(old);
    let prefix = old.trim_start_matches('<').split("sym").next().unwrap_or_default();
    let text = Escape::Markup.apply(text);
    format!("<{prefix}t xml:space=\"preserve\">{text}</{prefix}t>").into_bytes()
}
