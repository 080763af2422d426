//! Names that stand in a row: separated by `、` or blanks, or one a line.

use super::{Field, characters, claim};
use crate::finding::{Confidence, Evidence, Role};
use crate::recognizers::Claim;
use crate::tagger::{Proposal, is_blank};

/// Gathers proposals that stand alone between separators, and claims those that form a list.
#[derive(Default)]
pub(super) struct Lists {
    run: Vec<Proposal>,
}

impl Lists {
    /// Adds the next proposal; one that does not continue the run ends it.
    pub(super) fn add(&mut self, field: &Field<'_>, proposal: &Proposal, claims: &mut Vec<Claim>) {
        if self.run.last().is_some_and(|last| last.span.end > proposal.span.start) {
            return;
        }
        let continues =
            self.run.last().is_some_and(|last| is_separator(&field.text[last.span.end..proposal.span.start]));
        if !continues {
            self.finish(field, claims);
        }
        self.run.push(*proposal);
    }

    /// Claims the run if it is a list, and forgets it.
    pub(super) fn finish(&mut self, field: &Field<'_>, claims: &mut Vec<Claim>) {
        if self.is_list(field.text) {
            claims.extend(self.run.iter().map(|proposal| {
                let evidence = characters(proposal.score).with(Evidence::List);
                claim(field, proposal.span, Confidence::MEDIUM, Role::Citizen, evidence)
            }));
        }
        self.run.clear();
    }

    /// Two names that look very much like names, or more that look like names on the whole.
    fn is_list(&self, text: &str) -> bool {
        let [first, .., last] = &self.run[..] else { return false };
        let sum = self.run.iter().map(|proposal| usize::from(proposal.score)).sum::<usize>();
        let mean = sum / self.run.len();
        let needed = if self.run.len() == 2 { 70 } else { 60 };
        // Where nothing else stands, less will do.
        let needed_alone = if self.run.len() == 2 { 50 } else { 45 };
        let no_words = |text: &str| !text.contains(char::is_alphabetic);
        let alone = || no_words(&text[last.span.end..]) && no_words(&text[..first.span.start]);
        mean >= needed || mean >= needed_alone && alone()
    }
}

/// Whether nothing but separators and numbers of lines stands in `between`.
fn is_separator(between: &str) -> bool {
    let mark = |c: char| {
        matches!(
            c,
            '、' | '，'
                | ','
                | '；'
                | ';'
                | '/'
                | '／'
                | '|'
                | '\t'
                | '\n'
                | '\r'
                | '.'
                | '．'
                | ')'
                | '）'
                | '('
                | '（'
        ) || is_blank(c)
    };
    between.len() <= 24 && between.contains(mark) && between.chars().all(|c| mark(c) || c.is_ascii_digit())
}
