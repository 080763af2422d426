//! One automaton of all shapes: which recognizers could a value be for?

use regex_automata::dfa::{Automaton, StartKind, dense};
use regex_automata::{Anchored, MatchKind};

use crate::scan::Value;

/// The shapes of all patterns, compiled together and matched in one walk over a value.
pub struct Shapes(dense::DFA<Vec<u32>>);

impl Shapes {
    /// Compiles one regular expression for each pattern; each must match a whole value.
    ///
    /// # Panics
    /// If an expression is invalid, which the test of every recognizer finds.
    pub fn new(expressions: &[&str]) -> Self {
        let config = dense::Config::new()
            .match_kind(MatchKind::All)
            .start_kind(StartKind::Anchored)
            .byte_classes(true);
        let dfa = dense::Builder::new().configure(config).build_many(expressions);
        Self(dfa.expect("every shape is a valid expression"))
    }

    /// Calls `found` with the length of each prefix of `value` that ends with a group, and the number of
    /// each expression that prefix matches.
    pub fn each_match(&self, value: &Value, mut found: impl FnMut(usize, usize)) {
        let dfa = &self.0;
        let start = regex_automata::util::start::Config::new().anchored(Anchored::Yes);
        let Ok(mut state) = dfa.start_state(&start) else { return };
        let mut ends = value.group_ends().peekable();
        for (i, &byte) in value.chars().iter().enumerate() {
            state = dfa.next_state(state, byte);
            if dfa.is_dead_state(state) {
                return;
            }
            if ends.next_if_eq(&(i + 1)).is_some() {
                let end = dfa.next_eoi_state(state);
                if dfa.is_match_state(end) {
                    (0..dfa.match_len(end)).for_each(|m| found(i + 1, dfa.match_pattern(end, m).as_usize()));
                }
            }
        }
    }
}
