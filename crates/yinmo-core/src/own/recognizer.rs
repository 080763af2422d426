//! A recognizer that a policy declares: an expression, words beside it, a check.

use regex::Regex;

use crate::finding::{Confidence, Evidence, EvidenceSet, Role};
use crate::kind::Kind;
use crate::recognizers::{Claim, Rank, checksum};
use crate::text::{Folded, Span};

/// So many bytes before a value its label stands, at most.
const REACH: usize = 60;

/// What characters have to prove.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckOf {
    /// The digits are those of a card: ISO/IEC 7812.
    Luhn,
    /// They are an identity number: GB 11643.
    ResidentId,
    /// They are a code of an organisation: GB 32100.
    Uscc,
}

/// Finds what an office has of its own.
#[derive(Clone, Debug)]
pub struct OwnRecognizer {
    /// What it is called in the policy.
    pub id: String,
    /// What it finds.
    pub kind: Kind,
    pattern: Regex,
    labels: Vec<String>,
    check: Option<CheckOf>,
}

/// Why there is no such recognizer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Faulty {
    /// The expression is none; why, in English.
    Pattern(String),
    /// It finds nothing in this text, by number from 1, although it should.
    Misses(usize),
    /// It finds something in this text, by number from 1, although it should not.
    Finds(usize),
    /// It would find the empty text.
    Empty,
}

impl OwnRecognizer {
    /// The recognizer, if it finds something in every one of `wanted` and nothing in any of `unwanted`.
    ///
    /// # Errors
    ///
    /// What is wrong with the expression, or which example does not hold.
    pub fn new(
        (id, kind): (&str, Kind),
        pattern: &str,
        labels: &[String],
        check: Option<CheckOf>,
        (wanted, unwanted): (&[String], &[String]),
    ) -> Result<Self, Faulty> {
        let pattern = Regex::new(pattern).map_err(|error| Faulty::Pattern(error.to_string()))?;
        if pattern.is_match("") {
            return Err(Faulty::Empty);
        }
        let labels = labels.iter().map(|label| Folded::new(label, true).text().to_owned()).collect();
        let recognizer = Self { id: id.to_owned(), kind, pattern, labels, check };
        let finds = |text: &String| recognizer.claims(text, "").next().is_some();
        match (wanted.iter().position(|text| !finds(text)), unwanted.iter().position(finds)) {
            (Some(nth), _) => Err(Faulty::Misses(nth + 1)),
            (None, Some(nth)) => Err(Faulty::Finds(nth + 1)),
            (None, None) => Ok(recognizer),
        }
    }

    /// What it finds in a text, or in a cell under this heading. A group in the expression is the value.
    pub(crate) fn claims<'t>(&'t self, text: &'t str, heading: &'t str) -> impl Iterator<Item = Claim> + 't {
        let values = self.pattern.captures_iter(text).filter_map(|found| found.get(1).or(found.get(0)));
        let values = values.filter(|value| !value.is_empty() && self.proves(value.as_str()));
        values.filter_map(move |value| {
            let label = self.label(text, value.start(), heading);
            (label.is_some() || self.labels.is_empty()).then(|| Claim {
                kind: self.kind,
                rank: Rank::Own,
                span: Span::new(value.start(), value.end()),
                confidence: Confidence::HIGH,
                role: Role::Unknown,
                weak: None,
                evidence: label.into_iter().collect::<EvidenceSet>().with(Evidence::Listed),
            })
        })
    }

    fn label(&self, text: &str, at: usize, heading: &str) -> Option<Evidence> {
        let says = |words: &str| {
            let words = Folded::new(words, true);
            self.labels.iter().any(|label| words.text().contains(&**label))
        };
        if says(heading) {
            return Some(Evidence::ColumnHeading);
        }
        let sentence = text[..at].rfind(['。', '\n', '；']).map_or(0, |end| end + 1);
        let near = (at.saturating_sub(REACH).max(sentence)..=at).find(|&from| text.is_char_boundary(from))?;
        says(&text[near..at]).then_some(Evidence::LabelBefore)
    }

    fn proves(&self, value: &str) -> bool {
        let Some(check) = self.check else { return true };
        let folded = Folded::new(value, true);
        let characters: Vec<u8> = folded.text().bytes().filter(u8::is_ascii_alphanumeric).collect();
        let digits = characters.iter().all(u8::is_ascii_digit);
        match check {
            CheckOf::Luhn => digits && checksum::luhn(&characters),
            CheckOf::ResidentId => characters.len() == 18 && checksum::mod_11_2(&characters),
            CheckOf::Uscc => characters.len() == 18 && checksum::uscc(&characters),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{CheckOf, Faulty, OwnRecognizer};
    use crate::kind::Kind;

    fn recognizer(
        pattern: &str,
        labels: &[&str],
        wanted: &str,
        unwanted: &str,
    ) -> Result<OwnRecognizer, Faulty> {
        let labels: Vec<String> = labels.iter().map(|label| (*label).to_owned()).collect();
        let examples = (&[wanted.to_owned()][..], &[unwanted.to_owned()][..]);
        OwnRecognizer::new(("worker-no", Kind::Custom), pattern, &labels, None, examples)
    }

    #[test]
    fn examples_hold_or_there_is_none() {
        assert!(recognizer("GH[0-9]{6}", &[], "工号GH012345", "规划GH12").is_ok());
        assert_eq!(recognizer("GH[0-9]{6}", &[], "工号", "").err(), Some(Faulty::Misses(1)));
        assert_eq!(recognizer("GH[0-9]+", &[], "GH1", "GH2").err(), Some(Faulty::Finds(1)));
        assert_eq!(recognizer("[0-9]*", &[], "1", "").err(), Some(Faulty::Empty));
        assert!(matches!(recognizer("[0-9", &[], "1", "").err(), Some(Faulty::Pattern(_))));
    }

    #[test]
    fn labels_stand_before_or_above() {
        let own = recognizer("[0-9]{6}", &["工号"], "工 号：012345", "邮编012345").unwrap();
        assert_eq!(own.claims("012345", "员工工号").count(), 1);
        assert_eq!(own.claims("工号见附件。编码012345", "").count(), 0);
    }

    #[test]
    fn a_check_has_to_hold() {
        let (wanted, unwanted) = (["6228480330000000019".to_owned()], ["6228480330000000018".to_owned()]);
        let examples = (&wanted[..], &unwanted[..]);
        let card =
            OwnRecognizer::new(("card", Kind::BankCard), "[0-9]{19}", &[], Some(CheckOf::Luhn), examples);
        assert!(card.is_ok());
    }
}
