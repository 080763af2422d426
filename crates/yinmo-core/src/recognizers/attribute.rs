//! What is true of a person and nobody else's business.
//!
//! What is declared here is found by [`super::spoken`], for all kinds at once.

use super::Recognizer;
use crate::detector::{Numbers, Pieces, outline};
use crate::kind::Kind;

/// A class of words; `yinmo_data::attributes` holds them.
pub struct Attribute {
    /// What they say something about.
    pub kind: Kind,
    /// What no list of words holds, such as grades and amounts, as a regular expression.
    pub form: Option<&'static str>,
    /// Whether it is looked for only where a policy does something with it.
    pub on_demand: bool,
    /// Marked text, a case a line.
    pub cases: &'static str,
}

/// In bytes; a longer cell is read with its row.
const LONGEST_LIKENED: usize = 120;

/// The most digits that stand together in a cell that is likened: more may be a number of another kind.
const FEW: usize = 6;

impl Recognizer for Attribute {
    fn kind(&self) -> Kind {
        self.kind
    }

    fn labels(&self) -> &'static [&'static str] {
        &[]
    }

    fn cases(&self) -> &'static str {
        self.cases
    }

    fn attribute(&'static self) -> Option<&'static Attribute> {
        Some(self)
    }

    fn is_on_demand(&self) -> bool {
        self.on_demand
    }

    fn likens(&self) -> bool {
        true
    }

    fn liken(&self, cell: &str, long: &mut Pieces) -> Option<u64> {
        (cell.len() <= LONGEST_LIKENED).then(|| outline(cell, FEW, Numbers::EachDigit, long))?
    }
}
