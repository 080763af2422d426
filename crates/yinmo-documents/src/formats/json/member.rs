//! Members of objects, and how to take some of them out.

use std::collections::HashMap;

use yinmo_core::text::Span;

use super::tree::NONE;

/// A key with its value, whatever that is. Offsets are bytes of the chunk's text.
pub(super) struct Member {
    pub(super) key: u32,
    pub(super) start: u32,
    pub(super) end: u32,
    /// The member before it in the same object.
    pub(super) before: u32,
    /// The member after it in the same object.
    pub(super) after: u32,
}

/// Members being removed, in the order of the text.
pub(super) struct Removal<'m> {
    members: &'m [Member],
    /// For each member removed so far, whether one stays in front of it.
    follows_one: HashMap<u32, bool>,
}

impl<'m> Removal<'m> {
    pub(super) fn new(members: &'m [Member]) -> Self {
        Self { members, follows_one: HashMap::new() }
    }

    /// What goes with the member: the comma before it, or the one after it when no member before it stays.
    /// `None` when it is gone already.
    pub(super) fn span(&mut self, member: u32) -> Option<Span> {
        let Member { start, end, before, after, .. } = self.members[member as usize];
        let follows_one = before != NONE && self.follows_one.get(&before).copied().unwrap_or(true);
        if self.follows_one.insert(member, follows_one).is_some() {
            return None;
        }
        let (start, end) = match (follows_one, after) {
            (true, _) => (self.members[before as usize].end, end),
            (false, NONE) => (start, end),
            (false, after) => (start, self.members[after as usize].start),
        };
        Some(Span::new(start as usize, end as usize))
    }
}
