//! The first reading: the people whom a chunk names.

use yinmo_core::memory::People;
use yinmo_core::text::{Span, Surface};
use yinmo_documents::{Chunk, Parts, Record};

use super::Setting;
use super::columns::{Column, List};
use super::row_text::RowText;
use crate::remembered::Reading;

impl Setting<'_> {
    /// The people whom `chunk` names, and what was found in it if it is prose. `stays`: its text is the same next time.
    pub(crate) fn meet(self, chunk: &Chunk, stays: bool) -> (People, Option<Reading>) {
        let mut people = People::default();
        let mut reading = None;
        let mut row = RowText::default();
        for record in chunk.records() {
            match record {
                Record::Prose(_) => {
                    let text = chunk.window();
                    let found = self.first_of(chunk);
                    people.learn(text, &found, chunk.own());
                    reading = Some(Reading::new(text, found, stays));
                }
                Record::Row { number, cells } => {
                    let list = self.tables.list(number);
                    let columns = list.columns_of(number);
                    let form = self.form(list, columns, (number, chunk, cells));
                    if !(form.is_some() || columns.is_empty() || may_say_more(list, cells)) {
                        meet_listed(list, cells, &mut people);
                    } else {
                        row.refill(cells.iter());
                        self.meet_in(form.as_deref().unwrap_or(columns), &row, &mut people);
                    }
                }
                Record::Fields(parts) => {
                    row.refill(parts.iter().filter(|part| part.surface != Surface::Markup));
                    self.meet_in(&self.columns_of_members(chunk, parts), &row, &mut people);
                }
                _ => {}
            }
        }
        (people, reading)
    }

    fn meet_in(self, columns: &[Column], row: &RowText, people: &mut People) {
        let mut found = self.pipeline.detector.first(&row.text, &row.cells(columns));
        found.note_words(&row.text);
        people.learn(&row.text, &found, Span::new(0, row.text.len()));
    }

    /// Whether a row has to be read for what its cells say of people whom their columns do not name.
    pub(super) fn names_known(self, list: &List, cells: Parts<'_>) -> bool {
        let Some(memory) = self.memory else { return mentions_itself(list, cells) };
        list.free(cells).any(|text| memory.is_named_in(text))
            || memory.has_minors() && texts(list.people(), cells).any(|text| memory.is_named_in(text))
    }
}

/// Whether a cell that may hold any words holds some.
fn may_say_more(list: &List, cells: Parts<'_>) -> bool {
    const FEW: usize = 6;
    list.free(cells).any(|text| text.len() > FEW && !text.is_ascii())
}

/// The names in columns of names.
fn meet_listed(list: &List, cells: Parts<'_>, people: &mut People) {
    for &nth in list.people() {
        if let Some(cell) = cells.get(nth) {
            people.learn_listed(cell.text, list.all()[nth].role);
        }
    }
}

/// Whether a name in the row stands in a cell of it that may hold any words.
fn mentions_itself(list: &List, cells: Parts<'_>) -> bool {
    list.free(cells).any(|text| {
        texts(list.people(), cells)
            .any(|name| name.len() >= 6 && name.len() < text.len() && text.contains(name))
    })
}

fn texts<'c>(columns: &'c [usize], cells: Parts<'c>) -> impl Iterator<Item = &'c str> {
    columns.iter().filter_map(move |&nth| Some(cells.get(nth)?.text))
}
