//! 居民身份证号码 (resident identity number, GB 11643-1999).
//!
//! Eighteen characters: six of region, eight of birth date, three of sequence, one check character. It follows
//! a person for life. The fifteen-digit form issued before 1999 has no check character, so it is masked only
//! beside its label or right behind a name; elsewhere it is listed for review.
//!
//! A number with a wrong check character there is one digit away from somebody's and is masked too. A
//! labelled number of sixteen, seventeen or nineteen digits has lost or doubled one and is listed for review.

use super::calendar::{TODAY_YEAR, are_digits, is_birth_date, number};
use super::checksum::mod_11_2;
use super::{Candidate, Check, Context, Fit, Pattern, Rank, Scores};
use crate::finding::{Evidence, EvidenceSet};
use crate::kind::Kind;
use crate::risk::resident_id::{Known, candidates};
use yinmo_data::regions;

pub static RECOGNIZER: Pattern = Pattern {
    kind: Kind::ResidentId,
    rank: Rank::ResidentId,
    shape: r"[1-8][0-9]{17}|[1-8][0-9]{16}[Xx]|[1-8][0-9]{14,16}|[1-8][0-9]{18}",
    labels: LABELS,
    scores: Scores { base: 0, confirmed: 95, labelled: 80, loosely: 70 },
    check,
    fit,
    weak: Some(weak),
    plain: Some(plain),
    cases: include_str!("cases.txt"),
};

const LABELS: &[&str] = &[
    "身份证",
    "身份证号",
    "身份证号码",
    "身份证件号",
    "身份证件号码",
    "身分证",
    "身分证号",
    "身分证号码",
    "公民身份号码",
    "公民身份证号码",
    "公民身份",
    "居民身份证",
    "居民身份证号码",
    "证件号",
    "证件号码",
    "证号",
    "身份号码",
    "身份证明号码",
    "身份证明文件",
    "身份证明文件号码",
    "身份证明",
    "个人编码",
    "人员编码",
    "驾驶执照",
    "驾驶执照号",
    "身份信息",
    "社会保障号",
    "社会保障号码",
    "社保号",
    "社保编号",
    "医保编号",
    "医保号",
    "医疗保险号",
    "参保号",
    "参保人编号",
    "个人编号",
    "id号",
    "id no",
    "id number",
    "idcard",
    "id card",
    "id card no",
    "identity card",
    "identity no",
    "id_card",
    "id_no",
    "idno",
    "公民号码",
    "驾驶证号",
    "驾驶证",
    "机动车驾驶证",
    "机动车驾驶证号",
    "驾驶证号码",
    "驾照号",
];

fn check(candidate: &Candidate<'_>) -> Check {
    match candidate.chars() {
        chars if chars.len() == 18 => check_18(chars),
        digits if digits.len() == 15 => check_15(candidate, digits),
        _ => Check::Unknown(EvidenceSet::EMPTY.with(Evidence::LostDigit)),
    }
}

fn check_18(chars: &[u8]) -> Check {
    if matches!(&chars[..6], b"810000" | b"820000" | b"830000") {
        return Check::Refuted;
    }
    let Some(place) = birthplace_and_date(chars) else {
        return Check::Unknown(EvidenceSet::EMPTY.with(Evidence::ChecksumFails));
    };
    if mod_11_2(chars) {
        Check::Confirmed(place.with(Evidence::ChecksumHolds))
    } else {
        Check::Unknown(place.with(Evidence::ChecksumFails))
    }
}

/// Region and birth date of an eighteen-character number, if both are possible. A county that no table knows
/// does not refute: late registration and local suffixes are normal.
pub(super) fn birthplace_and_date(chars: &[u8]) -> Option<EvidenceSet> {
    let region = number(&chars[..6]);
    let province = regions::province((region / 10_000) as u8).is_some() && region < 800_000;
    let evidence = EvidenceSet::EMPTY.with(Evidence::DateValid);
    let evidence = if regions::is_county(region) { evidence.with(Evidence::RegionKnown) } else { evidence };
    (province && is_birth_date(&chars[6..14])).then_some(evidence)
}

/// What speaks for an eighteen-character number whose check character is wrong, if it can be somebody's but for that:
/// of a known county, and of whoever is ten years old at least, because the dates in numbers of files are recent ones.
pub(crate) fn mistyped(chars: &[u8]) -> Option<EvidenceSet> {
    const TEN_YEARS_AGO: u32 = TODAY_YEAR as u32 - 10;
    let whole =
        chars.len() == 18 && are_digits(&chars[..17]) && matches!(chars[17], b'0'..=b'9' | b'X' | b'x');
    let place = birthplace_and_date(whole.then_some(chars)?)?;
    let likely = place.has(Evidence::RegionKnown) && number(&chars[6..10]) <= TEN_YEARS_AGO;
    (likely && !mod_11_2(chars)).then(|| place.with(Evidence::ChecksumFails))
}

/// No checksum: a known county and a date are all that can be checked.
fn check_15(candidate: &Candidate<'_>, digits: &[u8]) -> Check {
    let mut date = *b"19000000";
    date[2..].copy_from_slice(&digits[6..12]);
    let known = regions::is_county(number(&digits[..6])) && is_birth_date(&date);
    if !known || !candidate.is_customary(&[&[6, 6, 3], &[6, 9], &[3, 3, 3, 3, 3]]) {
        return Check::Unknown(EvidenceSet::EMPTY);
    }
    Check::Confirmed(EvidenceSet::EMPTY.with(Evidence::RegionKnown).with(Evidence::DateValid))
}

fn plain(cell: &[u8]) -> Option<u8> {
    let [digits @ .., b'0'..=b'9' | b'X'] = cell else { return None };
    let whole = digits.len() == 17 && are_digits(digits);
    match check_18(whole.then_some(cell)?) {
        Check::Confirmed(evidence) => Some(u8::from(evidence.has(Evidence::RegionKnown))),
        _ => None,
    }
}

fn fit(candidate: &Candidate<'_>, context: &Context<'_>) -> Option<Fit> {
    let label = context.label(candidate).filter(|label| label.names(Kind::ResidentId));
    let fit = Fit::at(candidate.span());
    match candidate.chars().len() {
        18 => plausible_grouping(candidate, label.is_some()).then_some(fit),
        15 if label.is_some() => Some(fit),
        15 => stands_alone(candidate, context).then_some(fit.for_review()),
        _ => (label?.is_tight() && candidate.is_whole()).then_some(fit.for_review()),
    }
}

/// No word, whether we know it or not, says what the number is: neither a heading nor `编号` nor a colon.
fn stands_alone(candidate: &Candidate<'_>, context: &Context<'_>) -> bool {
    let named = context.before().trim_end().ends_with(|c| {
        matches!(c, ':' | '：' | '号' | '码' | '编' | '第' | '为' | '=') || c.is_ascii_alphanumeric()
    });
    candidate.is_whole() && !named && !context.has_heading() && context.label(candidate).is_none()
}

/// Six, eight and four, and the other ways people break the number up; a label allows any.
fn plausible_grouping(candidate: &Candidate<'_>, labelled: bool) -> bool {
    labelled
        || candidate.is_customary(&[
            &[6, 8, 4],
            &[6, 4, 4, 4],
            &[3, 3, 4, 4, 4],
            &[6, 4, 2, 2, 4],
            &[6, 12],
            &[14, 4],
            &[17, 1],
        ])
}

/// How many numbers fit a masked one, if that is too few to hide a person.
fn weak(chars: &[u8]) -> Option<u32> {
    let masked: &[u8; 18] = chars.try_into().ok()?;
    let left = candidates(masked, &Known::nothing(TODAY_YEAR));
    u32::try_from(left).ok().filter(|left| (1..=1000).contains(left))
}

#[cfg(test)]
mod tests {
    use crate::Detector;

    #[test]
    fn a_lost_digit_and_an_old_number_without_its_label_are_for_review() {
        let confidence = |text: &str| Detector::new().detect(text)[0].confidence.id();
        assert_eq!(confidence("身份证号：110101190102030137"), "high");
        assert_eq!(confidence("身份证号：110101190102030138"), "medium");
        assert_eq!(confidence("身份证号：110101010203013"), "high");
        assert_eq!(confidence("户主110101010203013，男"), "low");
        assert_eq!(confidence("身份证号：11010119010203013"), "low");
        assert_eq!(confidence("身份证号：1101011901020301377"), "low");
    }
}
