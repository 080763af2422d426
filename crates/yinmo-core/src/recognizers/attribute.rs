//! What is true of a person and nobody else's business.
//!
//! Under its own heading every cell says so. In running text a word does only where a person is spoken of, see
//! [`super::spoken`].

use super::field::{Under, fields};
use super::{Claim, Reading, Recognizer};
use crate::detector::{Numbers, outlined};
use crate::finding::{Confidence, Evidence, EvidenceSet, Role};
use crate::kind::Kind;
use crate::text::Span;

/// A class of words; `yinmo_data::attributes` holds them.
pub struct Attribute {
    /// What they say something about.
    pub kind: Kind,
    /// What no list of words holds, such as grades and amounts, as a regular expression.
    pub form: Option<&'static str>,
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

    fn likens(&self) -> bool {
        true
    }

    fn liken(&self, cell: &str, long: &mut Vec<u8>) -> Option<u64> {
        (cell.len() <= LONGEST_LIKENED).then(|| outlined(cell, FEW, Numbers::EachDigit, long))?
    }

    fn read(&self, reading: &Reading<'_>, claims: &mut Vec<Claim>) {
        if reading.cells.is_empty() {
            return;
        }
        for field in fields(reading) {
            let (Under::Own, Some(span)) = (field.under(self.kind), said(field.text)) else { continue };
            let evidence = EvidenceSet::EMPTY.with(Evidence::ColumnHeading);
            claims.push(field.claim(self.kind, span, Confidence::HIGH, Role::Citizen, evidence));
        }
    }
}

/// What a cell says; nothing if it says that there is nothing to say.
fn said(cell: &str) -> Option<Span> {
    let text = cell.trim();
    let start = cell.len() - cell.trim_start().len();
    let something = text.chars().any(char::is_alphanumeric) && !NOTHING.contains(&text);
    something.then(|| Span::new(start, start + text.len()))
}

const NOTHING: [&str; 12] =
    ["无", "否", "空", "略", "不详", "未知", "暂无", "没有", "合计", "小计", "总计", "同上"];
