//! How surely one place names somebody, and what it says of them.

use super::role::Standing;
use super::without_blanks;
use crate::finding::{Confidence, Evidence, Role};
use crate::kind::{Group, Kind};
use crate::recognizers::{CUES, Claim, is_assumed, says_who};
use crate::tagger::{FOLLOWERS, Follower, is_han, is_mask};
use crate::text::fold_char;

/// A place that names somebody.
pub(super) struct Sighting {
    /// What it adds to the name's weight.
    pub(super) weight: u8,
    /// The sequence model or a column of names says so too.
    pub(super) backed: bool,
    pub(super) standing: Standing,
}

impl Sighting {
    /// What the claim at `nth` says, if it is on a whole name that is a real one.
    pub(super) fn of(text: &str, claims: &[Claim], nth: usize) -> Option<Self> {
        let claim = &claims[nth];
        let name = claim.span.of(text);
        let (before, after) = text.split_at(claim.span.start);
        let after = &after[name.len()..];
        let whole = claim.kind == Kind::Person
            && (2..=LONGEST).contains(&name.chars().count())
            && !(name.starts_with(is_han) && name.contains(|c: char| c == '某' || is_mask(c)));
        whole.then(|| {
            if is_assumed(after) {
                return Self { weight: 0, backed: false, standing: Standing::assumed() };
            }
            let first = &text[..first_of_list(claims, nth).span.start];
            let concerned = is_concerned(claim, first, after) || has_number(text, claims, nth);
            let mut standing = Standing::of(claim.role, concerned).born_in(birth_year(text, claims, nth));
            standing.join(Standing::around(claim, before, after));
            if stands_beside_child(text, claims, nth) {
                standing = standing.beside_child(before);
            }
            Self {
                weight: weight(claim, name),
                backed: is_backed(claim) && claim.confidence >= Confidence::MEDIUM,
                standing,
            }
        })
    }
}

/// Whether the same sentence names a child.
fn stands_beside_child(text: &str, claims: &[Claim], nth: usize) -> bool {
    let own = claims[nth].span;
    let same_sentence = |other: &&Claim| {
        let (start, end) = (own.end.min(other.span.end), own.start.max(other.span.start));
        end.saturating_sub(start) <= SENTENCE && !text[start.min(end)..end].contains(['。', '\n', '；', ';'])
    };
    let near = claims[..nth].iter().rev().take(NEAR).chain(claims[nth + 1..].iter().take(NEAR));
    near.filter(|other| other.kind == Kind::Person && other.role.is_minor())
        .any(|other| same_sentence(&other))
}

/// As many claims on each side are looked at.
const NEAR: usize = 6;

/// In bytes.
const SENTENCE: usize = 240;

/// How much one place adds. A label before three characters or more makes sure of them, even where only a guess says
/// that they end there; it makes less sure of those that follow in its list, and a number beside a word of none. Three
/// characters with a label or title are remembered even where they are hardly believed, `解除束广义同志的职务`: what is
/// hidden there and stands elsewhere was not hidden.
fn weight(claim: &Claim, name: &str) -> u8 {
    let has = |evidence| claim.evidence.has(evidence);
    let direct = has(Evidence::LabelBefore) && !has(Evidence::List);
    let labelled = direct && name.chars().count() > 2;
    let beside = direct || has(Evidence::Title) || is_backed(claim);
    let told = labelled || has(Evidence::Title) && has(Evidence::Surname) && name.chars().count() > 2;
    match claim.confidence {
        unsure if unsure < HARDLY => 0,
        unsure if unsure < Confidence::MEDIUM => {
            if told {
                ENOUGH
            } else {
                0
            }
        }
        sure if labelled || sure >= Confidence::HIGH && beside => ENOUGH,
        _ => u8::from(beside || has(Evidence::List) && has(Evidence::LabelBefore)),
    }
}

/// What is less sure is not told from words.
const HARDLY: Confidence = Confidence(40);

/// Whether the sequence model or a column of names says so too.
fn is_backed(claim: &Claim) -> bool {
    claim.evidence.has(Evidence::Model) || claim.evidence.has(Evidence::ColumnHeading)
}

/// The weight from which on a name is looked for everywhere: one sure place has it, or two likely ones together.
pub(super) const ENOUGH: u8 = 2;

/// Characters of the longest name that is remembered, so that what looking for names costs has a bound.
const LONGEST: usize = 40;

/// The name that stands first in the list of the claim at `nth`, right behind the word for all of them: `原告窦德厚、姬秀兰`.
fn first_of_list(claims: &[Claim], nth: usize) -> &Claim {
    let is_listed = |claim: &Claim| claim.evidence.has(Evidence::List);
    let is_led = |claim: &&Claim| claim.kind == Kind::Person && claim.evidence.has(Evidence::LabelBefore);
    let own = &claims[nth];
    if !is_led(&own) || !is_listed(own) {
        return own;
    }
    claims[..nth].iter().rev().take(LISTED).filter(is_led).find(|claim| !is_listed(claim)).unwrap_or(own)
}

/// As many claims before are looked at.
const LISTED: usize = 24;

/// Whether the words around a private person's name say that the document is about them; `before` is what stands before
/// the first name of its list.
fn is_concerned(claim: &Claim, before: &str, after: &str) -> bool {
    if !matches!(claim.role, Role::Citizen | Role::Unknown) {
        return false;
    }
    claim.evidence.has(Evidence::ColumnHeading)
        || claim.evidence.has(Evidence::LabelBefore) && follows_party(before)
        || says_who(after)
        || FOLLOWERS.at_start(after).is_some_and(|hit| hit.meaning == Follower::Conduct)
}

/// Whether a word before the name says in what matter they are concerned: `被告`, `申请人`; not `党员`, `志愿者`.
fn follows_party(before: &str) -> bool {
    let before = before.trim_end_matches(|c: char| !is_han(c) && !"。；\n".contains(c));
    CUES.at_end(before).is_some_and(|hit| {
        let word = without_blanks(&before[before.len() - hit.len..]);
        hit.meaning.role == Role::Citizen
            && !hit.meaning.list
            && !PRAISED.split_whitespace().any(|praised| praised == word)
    })
}

/// What an office holder may be called as well.
const PRAISED: &str = "
    党员 老党员 志愿者 义工 群众 村民 居民 社员 市民 农民 村民代表 居民代表 男子 女子 男青年 女青年 老汉 老太 妇女 青年 队员 组员 学员 用户 客户 消费者 旅客
    游客 住户 老人 老年人 退役军人 退伍军人 复员军人 转业军人 老兵 军属 烈属 联系人 候选人 拟任人选 退休人员 退休职工 本人 姓名 名字 曾用名 原名 又名 别名 名叫";

/// Whether the number of an identity document or account follows the name in the same sentence, before anybody else is
/// named.
fn has_number(text: &str, claims: &[Claim], nth: usize) -> bool {
    number_of(text, claims, nth).is_some()
}

/// The year of birth that the identity number of whoever the claim names tells.
fn birth_year(text: &str, claims: &[Claim], nth: usize) -> Option<u16> {
    let number = number_of(text, claims, nth).filter(|number| number.kind == Kind::ResidentId)?;
    let digits: String =
        number.span.of(text).chars().filter_map(fold_char).filter(char::is_ascii_digit).collect();
    if digits.len() < 17 { None } else { digits[6..10].parse().ok() }
}

/// The number of an identity document or account that is theirs.
fn number_of<'c>(text: &str, claims: &'c [Claim], nth: usize) -> Option<&'c Claim> {
    const NEAR: usize = 90;
    let end = claims[nth].span.end;
    let mut behind = claims[nth + 1..].iter().take_while(|other| other.span.start < end + NEAR);
    let next = behind.find(|other| {
        let contact = matches!(other.kind, Kind::Mobile | Kind::Landline | Kind::Email | Kind::Hotline);
        other.kind == Kind::Person || other.kind.group() == Group::Identifier && !contact
    });
    next.filter(|other| {
        other.kind != Kind::Person
            && other.role != Role::Organisation
            && !text[end..other.span.start].contains(['。', '；', ';', '\n', '、'])
    })
}
