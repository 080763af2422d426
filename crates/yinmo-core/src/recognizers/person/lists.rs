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
        let (Some(first), Some(last)) = (self.run.first(), self.run.last()) else { return false };
        let mean =
            self.run.iter().map(|proposal| usize::from(proposal.score)).sum::<usize>() / self.run.len();
        let whole = text[..first.span.start].chars().all(|c| !c.is_alphabetic())
            && text[last.span.end..].chars().all(|c| !c.is_alphabetic());
        match self.run.len() {
            0 | 1 => false,
            2 => mean >= if whole { 50 } else { 70 },
            _ => mean >= if whole { 45 } else { 60 },
        }
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
