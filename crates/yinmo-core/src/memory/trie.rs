//! Names, character by character.

use rustc_hash::FxHashMap;

/// Which names begin with what.
pub(super) struct Trie {
    /// From a node by a character to the next.
    steps: FxHashMap<(u32, char), u32>,
    /// The name that ends at each node, its number and one.
    ends: Vec<u32>,
}

/// A place in the trie.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Node(u32);

impl Default for Trie {
    fn default() -> Self {
        Self { steps: FxHashMap::default(), ends: vec![0] }
    }
}

impl Trie {
    pub(super) const ROOT: Node = Node(0);

    /// Adds a name; `false` if it is there already.
    pub(super) fn insert(&mut self, name: &str, number: u32) -> bool {
        let mut node = 0;
        for c in name.chars() {
            let next = self.ends.len() as u32;
            node = *self.steps.entry((node, c)).or_insert(next);
            if node == next {
                self.ends.push(0);
            }
        }
        let end = &mut self.ends[node as usize];
        let is_new = *end == 0;
        if is_new {
            *end = number + 1;
        }
        is_new
    }

    /// From `node` by `c`.
    pub(super) fn step(&self, node: Node, c: char) -> Option<Node> {
        self.steps.get(&(node.0, c)).copied().map(Node)
    }

    /// The name that ends at `node`.
    pub(super) fn name_at(&self, node: Node) -> Option<usize> {
        self.ends[node.0 as usize].checked_sub(1).map(|number| number as usize)
    }
}
