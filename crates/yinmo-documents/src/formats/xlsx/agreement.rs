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
        self.overrule(shared, edits);
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

    /// Takes back what was asked of a string where a cell far from all tables shows it too: what its row says of a person
    /// is not known there.
    fn overrule(&self, shared: &Shared, edits: &mut Edits) {
        if !edits.touches(shared.entry) {
            return;
        }
        let changing = self.wanted.iter().enumerate().filter(|(_, wish)| !self.replacements(wish).is_empty());
        let mut places: Vec<_> = changing.flat_map(|(item, _)| shared.stretches(item)).collect();
        places.sort_unstable_by_key(|place| place.start);
        edits.withdraw(shared.entry, |at| {
            let before = places[..places.partition_point(|place| place.start <= at)].last();
            before.is_some_and(|place| place.contains(&at))
        });
    }
}

#[cfg(test)]
mod tests {
    use super::{Agreement, Edits, Shared, SharedCell, Span};

    #[test]
    fn what_a_row_wants_of_its_string_overrules_a_cell_far_from_it() {
        for xml in
            ["<sst><si><t>赵梓萱</t></si></sst>", "<sst><si><r><t>赵</t></r><r><t>梓萱</t></r></si></sst>"]
        {
            let mut shared = Shared::read(0, xml.as_bytes().to_vec()).unwrap();
            assert!(shared.is_shown(0));
            let mut edits = Edits::default();
            let middle = xml.find('梓').unwrap();
            edits.push(0, middle..middle + "梓".len(), b"*");
            let mut agreement = Agreement::default();
            let cell = SharedCell { part: 0, item: 0, entry: 1, raw: (0, 0), remake: super::with_item };
            agreement.hear(&cell, "赵梓萱", &[(Span::new(0, "赵梓萱".len()), "某某")]);
            agreement.settle(&shared, &mut edits).unwrap();
            let out = String::from_utf8(edits.apply(0, xml.as_bytes()).unwrap()).unwrap();
            let shown: String = out.split(['<', '>']).filter(|piece| !piece.is_ascii()).collect();
            assert_eq!(shown, "某某");
        }
    }
}
