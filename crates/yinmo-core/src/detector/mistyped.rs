//! Identity numbers right behind the name of whose they are, with a wrong check character, `佘春生 422825195103170425`, or
//! of fifteen digits, which have none.
//!
//! Without a label a check character has to hold, because numbers of files are made of regions and dates too. A name tells
//! as much as a label: one digit away is somebody's number.

use crate::finding::{Confidence, Evidence, Role};
use crate::kind::Kind;
use crate::recognizers::{Claim, Rank, mistyped_resident_id};
use crate::resolve::resolve;
use crate::text::Span;

/// Adds those behind people in `claims`, which are in order, and makes sure of those that are there for review.
pub(super) fn read(text: &str, claims: &mut Vec<Claim>) {
    for nth in 1..claims.len() {
        let (before, number) = (claims[nth - 1], &mut claims[nth]);
        let doubtful = number.kind == Kind::ResidentId && number.confidence <= Confidence::LOW;
        if doubtful && before.kind == Kind::Person && is_gap(&text[before.span.end..number.span.start]) {
            number.confidence = Confidence::MEDIUM;
            number.evidence = number.evidence.with(Evidence::Neighbour);
        }
    }
    let people = claims.iter().enumerate().filter(|(_, claim)| claim.kind == Kind::Person);
    let next_start = |nth: usize| claims.get(nth + 1).map_or(text.len(), |next| next.span.start);
    let found: Vec<Claim> =
        people.filter_map(|(nth, person)| behind(text, person.span.end, next_start(nth))).collect();
    if !found.is_empty() {
        claims.extend(found);
        resolve(claims);
    }
}

/// The characters between a name and its number, at most.
const GAP: usize = 12;

/// What a number is called that is no identity number, and what ends a field.
const OTHERS: [char; 12] = ['号', '码', '编', '第', '单', '。', '；', ';', '\n', '\t', '=', '#'];

/// The number between a name that ends at byte `end` and the next claim.
fn behind(text: &str, end: usize, next: usize) -> Option<Claim> {
    let rest = text.get(end..next)?;
    let (at, _) = rest.char_indices().take(GAP + 1).find(|(_, c)| c.is_ascii_digit())?;
    if !is_gap(&rest[..at]) {
        return None;
    }
    let len = rest[at..].bytes().take_while(u8::is_ascii_alphanumeric).count();
    let evidence = mistyped_resident_id(&rest.as_bytes()[at..at + len])?;
    Some(Claim {
        kind: Kind::ResidentId,
        rank: Rank::ResidentId,
        span: Span::new(end + at, end + at + len),
        confidence: Confidence::MEDIUM,
        role: Role::Unknown,
        weak: None,
        evidence: evidence.with(Evidence::Neighbour),
    })
}

/// Whether this is all that may stand between a name and its number.
fn is_gap(gap: &str) -> bool {
    // `妻：330…` is hers, `案件：330…` is a file's.
    let parted = gap.ends_with([' ', '\u{3000}', '，', ',', '（', '(', '、']);
    parted && !gap.contains(OTHERS) && gap.chars().count() <= GAP
}

#[cfg(test)]
mod tests {
    use crate::Detector;
    use crate::finding::Confidence;
    use crate::kind::Kind;

    fn finds(text: &str) -> bool {
        Detector::new().detect(text).iter().any(|found| found.kind == Kind::ResidentId)
    }

    #[test]
    fn a_name_tells_whose_number_it_is() {
        for text in [
            "佘春生 330106195103170425",
            "主任，帮我妈交一下，向春菊 330106195103170425",
            "姓名：廖春香 与户主关系：妻 330106197403212846",
            "名单：佘春生（330106195103170425）、廖春香",
        ] {
            assert!(finds(text), "{text}");
        }
    }

    #[test]
    fn fifteen_digits_are_sure_behind_a_name() {
        let confidence = |text: &str| {
            let found = Detector::new().detect(text);
            found.iter().find(|found| found.kind == Kind::ResidentId).map(|found| found.confidence)
        };
        assert_eq!(confidence("04 佘春生  431124690601151 13800012001"), Some(Confidence::MEDIUM));
        assert_eq!(confidence("上洞林班 431124690601151"), Some(Confidence::LOW));
    }

    #[test]
    fn numbers_of_files_are_left() {
        for text in [
            "申请人佘春生，受理编号330106195103170425",
            "经办人佘春生：330106195103170425",
            "申请人佘春生 330106201903150017",
            "佘春生 3301061951031704251",
            "佘春生 33010619510317042",
            "佘春生 990106195103170425",
            "佘春生 330106195113170425",
        ] {
            assert!(!finds(text), "{text}");
        }
    }
}
