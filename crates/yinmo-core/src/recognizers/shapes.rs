//! One automaton of all shapes: which recognizers could a value be for?

use regex_automata::hybrid::dfa::{Cache, DFA};
use regex_automata::util::pool::{Pool, PoolGuard};
use regex_automata::util::{start, syntax};
use regex_automata::{Anchored, MatchKind};

use crate::scan::Value;

/// The shapes of all patterns, compiled together and matched in one walk over a value.
///
/// The automaton builds its states as values need them: building them all ahead costs more than most runs last.
pub struct Shapes {
    automaton: DFA,
    caches: Pool<Cache, MakeCache>,
}

/// A full cache clears itself and no byte makes the automaton quit.
const NEVER_FAILS: &str = "the automaton does not give up";

type MakeCache = Box<dyn Fn() -> Cache + Send + Sync>;

/// The states built so far, borrowed for a while.
pub type Walk<'s> = PoolGuard<'s, Cache, MakeCache>;

impl Shapes {
    /// Compiles one regular expression for each pattern; each must match a whole value.
    ///
    /// # Panics
    /// If an expression is invalid, which the test of every recognizer finds.
    pub fn new(expressions: &[&str]) -> Self {
        let automaton = DFA::builder()
            .configure(DFA::config().match_kind(MatchKind::All))
            .syntax(syntax::Config::new().unicode(false).utf8(false))
            .build_many(expressions)
            .expect("every shape is a valid expression");
        let maker = automaton.clone();
        Self { automaton, caches: Pool::new(Box::new(move || maker.create_cache())) }
    }

    /// What walking over values needs; kept for the values of one text.
    pub fn walk(&self) -> Walk<'_> {
        self.caches.get()
    }

    /// Calls `found` with the length of each prefix of `value` that ends with a group, and the number of
    /// each expression that prefix matches.
    pub fn each_match(&self, walk: &mut Walk<'_>, value: &Value, mut found: impl FnMut(usize, usize)) {
        let anchored = start::Config::new().anchored(Anchored::Yes);
        let mut state = self.automaton.start_state(walk, &anchored).expect(NEVER_FAILS);
        let mut ends = value.group_ends().peekable();
        for (i, &byte) in value.chars().iter().enumerate() {
            state = self.automaton.next_state(walk, state, byte).expect(NEVER_FAILS);
            if state.is_dead() {
                return;
            }
            if ends.next_if_eq(&(i + 1)).is_some() {
                let end = self.automaton.next_eoi_state(walk, state).expect(NEVER_FAILS);
                let matches = if end.is_match() { self.automaton.match_len(walk, end) } else { 0 };
                (0..matches)
                    .for_each(|m| found(i + 1, self.automaton.match_pattern(walk, end, m).as_usize()));
            }
        }
    }
}
