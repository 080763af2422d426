//! One automaton of all shapes: which recognizers could a value be for?

use regex_automata::hybrid::dfa::{Cache, DFA};
use regex_automata::util::pool::{Pool, PoolGuard};
use regex_automata::util::{start, syntax};
use regex_automata::{Anchored, MatchKind};

use super::Pattern;
use crate::scan::Value;

/// The shapes of patterns, compiled together and matched in one walk over a value.
///
/// The automaton builds its states as values need them: building them all ahead costs more than most runs last.
pub struct Shapes {
    /// In the order of the expressions.
    patterns: Vec<&'static Pattern>,
    automaton: DFA,
    caches: Pool<Cache, MakeCache>,
}

/// A full cache clears itself and no byte makes the automaton quit.
const NEVER_FAILS: &str = "the automaton does not give up";

type MakeCache = Box<dyn Fn() -> Cache + Send + Sync>;

/// The states built so far, borrowed for a while.
pub type Walk<'s> = PoolGuard<'s, Cache, MakeCache>;

impl Shapes {
    /// Compiles the regular expression of each pattern; each must match a whole value.
    ///
    /// # Panics
    /// If an expression is invalid, which the test of every recognizer finds.
    pub fn new(patterns: Vec<&'static Pattern>) -> Self {
        let expressions: Vec<&str> = patterns.iter().map(|pattern| pattern.shape).collect();
        let automaton = DFA::builder()
            .configure(DFA::config().match_kind(MatchKind::All))
            .syntax(syntax::Config::new().unicode(false).utf8(false))
            .build_many(&expressions)
            .expect("every shape is a valid expression");
        let maker = automaton.clone();
        Self { patterns, automaton, caches: Pool::new(Box::new(move || maker.create_cache())) }
    }

    /// The patterns whose shapes they are.
    pub fn patterns(&self) -> impl Iterator<Item = &'static Pattern> {
        self.patterns.iter().copied()
    }

    /// What walking over values needs; kept for the values of one text.
    pub fn walk(&self) -> Walk<'_> {
        self.caches.get()
    }

    /// Calls `found` with the length of each prefix of `value` that ends with a group, and each pattern whose shape
    /// that prefix has.
    pub fn each_match(
        &self,
        walk: &mut Walk<'_>,
        value: &Value,
        mut found: impl FnMut(usize, &'static Pattern),
    ) {
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
                for nth in 0..matches {
                    found(i + 1, self.patterns[self.automaton.match_pattern(walk, end, nth).as_usize()]);
                }
            }
        }
    }
}
