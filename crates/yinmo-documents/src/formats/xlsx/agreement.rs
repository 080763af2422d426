//! Whether all cells that show a shared string want the same of it.

use std::collections::{HashMap, HashSet};

use super::shared::Shared;
use crate::mapped::{Edits, SharedCell};
use crate::{Changes, Chunk, Error};

/// What cells want of the strings that they share.
#[derive(Default)]
pub(super) struct Agreement {
    /// What the first cell that shows a string wants it to say; `None` to leave it.
    wanted: HashMap<u32, Option<Box<str>>>,
    /// Strings of which another cell wants something else.
    torn: HashSet<u32>,
    changed: Vec<(SharedCell, Box<str>)>,
}

impl Agreement {
    /// # Errors
    /// If a change does not fit.
    pub(super) fn observe(&mut self, chunk: &Chunk, changes: &Changes) -> Result<(), Error> {
        for (cell, text) in chunk.shared_cells(changes)? {
            let text = text.map(String::into_boxed_str);
            match self.wanted.get(&cell.item) {
                Some(wanted) if *wanted != text => {
                    self.torn.insert(cell.item);
                }
                Some(_) => {}
                None => {
                    self.wanted.insert(cell.item, text.clone());
                }
            }
            self.changed.extend(text.map(|text| (cell, text)));
        }
        Ok(())
    }

    pub(super) fn is_complete(&self) -> bool {
        self.torn.is_empty()
    }

    /// Leaves the strings alone of which cells want different things; those that want something get a text of their own.
    pub(super) fn settle(&self, shared: &Shared, edits: &mut Edits) {
        let torn: HashSet<usize> = self.torn.iter().flat_map(|&item| shared.places(item).flatten()).collect();
        edits.withdraw(shared.entry, |at| torn.contains(&at));
        for (cell, text) in self.changed.iter().filter(|(cell, _)| self.torn.contains(&cell.item)) {
            edits.push_remade(cell.entry, cell.raw.0 as usize..cell.raw.1 as usize, text, cell.remake);
        }
    }
}
