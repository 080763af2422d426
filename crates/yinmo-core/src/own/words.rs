//! A list of words that are looked for however they are padded or in whatever width they are typed.

use std::collections::HashSet;
use std::fmt;
use std::sync::Arc;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::finding::{Confidence, Evidence, EvidenceSet, Role};
use crate::kind::Kind;
use crate::recognizers::{Claim, Rank};
use crate::text::{Folded, Span};

/// Words, compared folded and without blanks.
#[derive(Clone, Default)]
pub struct WordList(Option<Arc<Words>>);

struct Words {
    all: HashSet<String>,
    automaton: AhoCorasick,
}

/// Words may be names: only how many there are is shown.
impl fmt::Debug for WordList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "WordList[{}]", self.0.as_ref().map_or(0, |words| words.all.len()))
    }
}

impl WordList {
    /// The list of these words. Those without any character are none.
    pub fn new<'w>(words: impl IntoIterator<Item = &'w str>) -> Self {
        let all: HashSet<String> = words.into_iter().map(folded).filter(|word| !word.is_empty()).collect();
        if all.is_empty() {
            return Self::default();
        }
        let builder = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&all);
        // Only a list of gigabytes does not fit.
        let automaton = builder.expect("a list of words fits the automaton");
        Self(Some(Arc::new(Words { all, automaton })))
    }

    /// Whether there are none.
    pub const fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// The words, folded, in order.
    pub fn sorted(&self) -> Vec<&str> {
        let mut words: Vec<_> = self.0.iter().flat_map(|words| &words.all).map(String::as_str).collect();
        words.sort_unstable();
        words
    }

    /// Whether `value` is one of them.
    pub(crate) fn has(&self, value: &str) -> bool {
        self.0.as_ref().is_some_and(|words| words.all.contains(&folded(value)))
    }

    pub(crate) fn claims(&self, text: &str) -> Vec<Claim> {
        let Some(words) = &self.0 else { return Vec::new() };
        let folded = Folded::new(text, true);
        let found = words.automaton.find_iter(folded.text());
        found
            .map(|found| Claim {
                kind: Kind::Custom,
                rank: Rank::Own,
                span: Span::new(folded.origin(found.start()), folded.end_of(found.end())),
                confidence: Confidence::HIGH,
                role: Role::Unknown,
                weak: None,
                evidence: EvidenceSet::EMPTY.with(Evidence::Listed),
            })
            .collect()
    }
}

fn folded(word: &str) -> String {
    Folded::new(word, true).text().to_owned()
}

#[cfg(test)]
mod tests {
    use super::WordList;

    #[test]
    fn padding_and_width_do_not_matter() {
        let list = WordList::new(["窦芃", "GH012345", " "]);
        let text = "窦　芃，工号ＧＨ012345。";
        let found: Vec<_> = list.claims(text).iter().map(|claim| claim.span.of(text)).collect();
        assert_eq!(found, ["窦　芃", "ＧＨ012345"]);
        assert!(list.has("窦 芃") && !list.has("窦") && !WordList::new([""]).has(""));
    }
}
