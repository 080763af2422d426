//! What the cells that show a shared string want of it, and whether all of them want the same.

use std::collections::HashMap;

use yinmo_core::text::Span;

use super::cell::with_item;
use super::shared::Shared;
use crate::mapped::{Edits, EntryId, Escape, SharedCell};
use crate::{Changes, Chunk, Error};

/// What cells want of the strings that they share. Nothing is kept as text that is the same for many: there may be a
/// million cells.
#[derive(Default)]
pub(super) struct Agreement {
    /// What the first cell that shows a string wants of it, by the number of the string.
    wanted: Vec<Wish>,
    /// Wishes of more than one replacement.
    lists: Vec<Box<[Replacement]>>,
    texts: Texts,
    /// Cells that want something else of their string than the first.
    dissenting: Vec<Dissenting>,
    /// Whether any cell wants its string changed.
    is_heard: bool,
}

/// What a cell wants of its string.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wish {
    /// No cell that shows the string was met.
    Unknown,
    Leave,
    Replace(Replacement),
    /// A list of several replacements.
    Several(u32),
}

/// Other text for a span of a string.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Replacement {
    start: u32,
    end: u32,
    /// The number of the text that comes.
    text: u32,
}

/// A cell that wants something else of its string than the first that shows it.
#[derive(Clone, Copy)]
struct Dissenting {
    item: u32,
    wish: Wish,
    entry: EntryId,
    raw: (u32, u32),
}

/// Texts, each with a number.
#[derive(Default)]
struct Texts {
    numbers: HashMap<Box<str>, u32>,
    texts: Vec<Box<str>>,
    /// The numbers of some that were asked for last.
    recent: [u32; Self::RECENT],
}

impl Texts {
    const RECENT: usize = 32;

    fn number(&mut self, text: &str) -> u32 {
        // Most lists know a few masks.
        let mixed = text.bytes().next().map_or(0, usize::from) + 5 * text.len();
        let recent = &mut self.recent[mixed % Self::RECENT];
        if self.texts.get(*recent as usize).is_some_and(|known| **known == *text) {
            return *recent;
        }
        if let Some(&number) = self.numbers.get(text) {
            *recent = number;
            return number;
        }
        let number = self.texts.len() as u32;
        self.texts.push(text.into());
        self.numbers.insert(text.into(), number);
        number
    }
}

impl Agreement {
    /// # Errors
    /// If a change does not fit.
    pub(super) fn observe(&mut self, chunk: &Chunk, changes: &Changes) -> Result<(), Error> {
        chunk.shared_cells(changes, &mut |cell, text, edits| self.hear(cell, text, edits))
    }

    /// Whether no string is to be changed.
    pub(super) const fn is_silent(&self) -> bool {
        !self.is_heard
    }

    /// A cell that shows `text` wants these `edits` of it.
    fn hear(&mut self, cell: &SharedCell, text: &str, edits: &[(Span, &str)]) {
        let wish = self.wish(edits);
        self.is_heard |= wish != Wish::Leave;
        let item = cell.item as usize;
        if self.wanted.len() <= item {
            self.wanted.resize(item + 1, Wish::Unknown);
        }
        let first = self.wanted[item];
        if first == Wish::Unknown {
            self.wanted[item] = wish;
        } else if first != wish && self.applied(first, text) != self.applied(wish, text) {
            self.dissenting.push(Dissenting { item: cell.item, wish, entry: cell.entry, raw: cell.raw });
        }
    }

    fn wish(&mut self, edits: &[(Span, &str)]) -> Wish {
        let mut replacement = |(span, text): &(Span, &str)| Replacement {
            start: span.start as u32,
            end: span.end as u32,
            text: self.texts.number(text),
        };
        match edits {
            [] => Wish::Leave,
            [edit] => Wish::Replace(replacement(edit)),
            edits => {
                let list: Box<[Replacement]> = edits.iter().map(replacement).collect();
                self.lists.push(list);
                Wish::Several(self.lists.len() as u32 - 1)
            }
        }
    }

    fn replacements<'w>(&'w self, wish: &'w Wish) -> &'w [Replacement] {
        match wish {
            Wish::Unknown | Wish::Leave => &[],
            Wish::Replace(replacement) => std::slice::from_ref(replacement),
            Wish::Several(list) => &self.lists[*list as usize],
        }
    }

    /// A wish as spans of the text and what comes in their place.
    fn edits<'w>(&'w self, wish: &'w Wish) -> impl Iterator<Item = (Span, &'w str)> {
        self.replacements(wish).iter().map(|replacement| {
            let span = Span::new(replacement.start as usize, replacement.end as usize);
            (span, &*self.texts.texts[replacement.text as usize])
        })
    }

    /// `text` as it is wanted.
    fn applied(&self, wish: Wish, text: &str) -> String {
        let (mut out, mut kept) = (String::with_capacity(text.len()), 0);
        for (span, replacement) in self.edits(&wish) {
            out.push_str(&text[kept..span.start]);
            out.push_str(replacement);
            kept = span.end;
        }
        out.push_str(&text[kept..]);
        out
    }

    /// Changes the strings as the first cell that shows them wants it. Cells that want something else show a string that
    /// is new, one for all that want the same to be read.
    ///
    /// # Errors
    /// If a string is not what it was when it was read.
    pub(super) fn settle(&self, shared: &Shared, edits: &mut Edits) -> Result<(), Error> {
        for (item, wish) in self.wanted.iter().enumerate() {
            if self.replacements(wish).is_empty() {
                continue;
            }
            match shared.place(item) {
                Some(place) => {
                    for (span, text) in self.edits(wish) {
                        let raw = place.start + span.start..place.start + span.end;
                        edits.push(shared.entry, raw, Escape::Markup.apply(text).as_bytes());
                    }
                }
                None => shared.read_alone(item).change(self.edits(wish), edits)?,
            }
        }
        let mut new = Texts::default();
        for cell in &self.dissenting {
            let text = self.applied(cell.wish, shared.read_alone(cell.item as usize).text());
            let item = shared.len() + new.number(&text) as usize;
            let raw = cell.raw.0 as usize..cell.raw.1 as usize;
            edits.push_remade(cell.entry, raw, &item.to_string(), with_item);
        }
        shared.add(new.texts.iter().map(|text| &**text), edits)
    }
}
