//! Names that no label introduces: proposals of the tagger, weighed with what stands around them.

use yinmo_data::columns::is_heading;
use yinmo_data::public_figures::fame;
use yinmo_data::{common_words, surnames};

use super::columns::{is_no_name, is_word_of_forms};
use super::cues::CUES;
use super::{Field, characters, claim, lists};
use crate::finding::{Confidence, Evidence, Role};
use crate::kind::{Group, Kind};
use crate::recognizers::address::begins_address;
use crate::recognizers::marks::Mark;
use crate::recognizers::{Claim, Reading};
use crate::tagger::{Boundary, FOLLOWERS, Follower, Proposal, Tagger, Words, is_blank, is_han};
use crate::text::Span;
use std::sync::LazyLock;

/// Claims the proposals that something supports.
pub(super) fn read(
    field: &Field<'_>,
    marks: &[Mark],
    tagger: &dyn Tagger,
    reading: &Reading<'_>,
    claims: &mut Vec<Claim>,
) {
    let mut list = lists::Lists::default();
    let marked = marks.iter().filter(|mark| mark.is(Mark::NAME)).map(|mark| mark.at());
    let mut starts: Vec<usize> = marked.filter(|&start| may_be_supported(field.text, start)).collect();
    push_near_identifiers(field, reading, &mut starts);
    let mut starts = starts.into_iter();
    tagger.propose(field.text, &mut starts, &mut |proposal| {
        let left = left_boundary(&field.text[..proposal.span.start]);
        let ordinary = || is_ordinary(field.text, &proposal);
        // Of ordinary words no one says `，女，汉族`, or `同志` behind a sign.
        let after = &field.text[proposal.span.end..];
        let described = || {
            left > Boundary::Open && (says_sex(after) || proposal.score >= 50 && says_who(after))
                || left == Boundary::Closed && is_addressed(proposal, field.text)
        };
        let weight = weigh(field, &proposal, left, reading).filter(|_| !ordinary() || described());
        if let Some(weight) = weight.or_else(|| before_own_number(field, &proposal, left, reading)) {
            claims.push(weight.claim(field, &proposal));
        }
        if left == Boundary::Closed && proposal.end == Boundary::Closed && !ordinary() {
            list.add(field, &proposal, claims);
        }
    });
    list.finish(field, claims);
}

/// Whether anything but an identifier can support a name that begins at byte `start`: most places refuse a name before
/// it is known how far it would reach.
fn may_be_supported(text: &str, start: usize) -> bool {
    let opens = !text[..start].ends_with(is_han);
    let mut characters = text[start..].char_indices().skip(1);
    if characters.next().is_none_or(|(_, c)| is_blank(c)) {
        return true;
    }
    for (at, c) in characters.take(LONGEST - 1) {
        let after = &text[start + at..];
        let supported = if is_han(c) {
            FOLLOWERS.at_start(after).is_some_and(|hit| hit.meaning != Follower::Plain)
        } else {
            opens || says_who(after)
        };
        if supported {
            return true;
        }
    }
    // The text may end where the name does.
    opens && text[start..].chars().nth(LONGEST).is_none()
}

/// The most characters of a name that no label introduces, blanks included.
const LONGEST: usize = 5;

/// Adds the surnames around identifiers, which may stand in other cells: there a name may end where elsewhere it would
/// not. All are left in order.
fn push_near_identifiers(field: &Field<'_>, reading: &Reading<'_>, starts: &mut Vec<usize>) {
    /// As many characters as a name and the longest gap have.
    const NEAR: usize = 20;
    const NEAR_BYTES: usize = NEAR * 4;
    let own = field.start..field.start + field.text.len();
    let marked = starts.len();
    let mut add = |characters: &mut dyn Iterator<Item = (usize, char)>| {
        let gap = characters.take(NEAR).take_while(|&(_, c)| !ends_gap(c));
        let surnames = gap.filter(|&(_, c)| surnames::is_surname(c) || surnames::begins_compound(c));
        starts.extend(surnames.map(|(at, _)| at).filter(|at| own.contains(at)).map(|at| at - field.start));
    };
    let first = reading.identifiers.partition_point(|claim| claim.span.end + NEAR_BYTES < own.start);
    let near = reading.identifiers[first..].iter().map(|claim| claim.span);
    for Span { start, end } in near.take_while(|span| span.start < own.end + NEAR_BYTES) {
        add(&mut reading.text[..start].char_indices().rev());
        add(&mut reading.text[end..].char_indices().map(|(at, c)| (end + at, c)));
    }
    if starts.len() > marked {
        starts.sort_unstable();
        starts.dedup();
    }
}

/// Whether an ordinary word stands there: all of a proposal that is closed, else its beginning.
fn is_ordinary(text: &str, proposal: &Proposal) -> bool {
    let needed = if proposal.end == Boundary::Closed { proposal.span.len() } else { 0 };
    let name = proposal.span.of(text);
    is_padded_word(name)
        || is_word_of_forms(name)
        || common_words::starts_name_like(&text[proposal.span.start..]).is_some_and(|word| word >= needed)
}

/// `公　示`: a heading is padded as names are. Whoever is famous is spoken of without padding: `郭　靖` is a namesake.
fn is_padded_word(name: &str) -> bool {
    let joined = name.replace(is_blank, "");
    joined.len() < name.len()
        && fame(&joined).is_none()
        && common_words::starts_name_like(&joined).is_some_and(|word| word == joined.len())
}

/// What supports a proposal.
struct Weight {
    evidence: Evidence,
    confidence: Confidence,
    role: Role,
}

impl Weight {
    const fn new(evidence: Evidence, confidence: Confidence, role: Role) -> Option<Self> {
        Some(Self { evidence, confidence, role })
    }

    fn claim(&self, field: &Field<'_>, proposal: &Proposal) -> Claim {
        let evidence = characters(proposal.score).with(self.evidence);
        claim(field, proposal.span, self.confidence, self.role, evidence)
    }
}

fn weigh(field: &Field<'_>, proposal: &Proposal, left: Boundary, reading: &Reading<'_>) -> Option<Weight> {
    let after = &field.text[proposal.span.end..];
    let needed = match left {
        Boundary::Closed => 45,
        Boundary::Word => 55,
        Boundary::Open => 70,
    };
    if proposal.score < needed {
        return None;
    }
    described(after, left, proposal.score)
        .or_else(|| beside_identifier(field, proposal, left, reading))
        .or_else(|| beside_address(after, proposal, left))
        .or_else(|| alone(field, proposal))
}

/// What follows says that a person stands here.
fn described(after: &str, left: Boundary, score: u8) -> Option<Weight> {
    let sure = if left == Boundary::Open { Confidence::MEDIUM } else { Confidence::HIGH };
    if let Some(hit) = FOLLOWERS.at_start(after) {
        return match hit.meaning {
            Follower::Address if score > 50 => Weight::new(Evidence::Title, sure, Role::Citizen),
            Follower::Office => Weight::new(Evidence::Title, sure, Role::Official),
            Follower::Profession if score > 50 => Weight::new(Evidence::Title, sure, Role::Representative),
            Follower::Child => Weight::new(Evidence::Title, sure, Role::Minor),
            Follower::Conduct if left > Boundary::Open && score >= 65 => {
                Weight::new(Evidence::Title, Confidence::MEDIUM, Role::Citizen)
            }
            Follower::Business if score >= 60 => Weight::new(Evidence::Title, Confidence::LOW, Role::Citizen),
            _ => None,
        };
    }
    let role = if is_minor(after) { Role::Minor } else { Role::Citizen };
    if says_who(after) { Weight::new(Evidence::Title, sure, role) } else { None }
}

/// Whether a word that may be a name has a form of address behind it, and does not say what kind of people are meant:
/// `江河同志`, but `有关同志`.
fn is_addressed(proposal: Proposal, text: &str) -> bool {
    const KINDS: [&str; 14] = [
        "全体", "有关", "相关", "广大", "年轻", "党内", "党外", "党委", "常务", "在任", "单位", "支部",
        "白血", "高等",
    ];
    let (name, after) = (proposal.span.of(text), &text[proposal.span.end..]);
    let fits = proposal.score >= 50 && !KINDS.contains(&name) && !name.ends_with(['级', '部', '班']);
    fits && ["同志", "同学", "先生", "女士"].iter().any(|word| after.starts_with(word))
}

/// `（男，1950年生）`, `，女，汉族`.
fn says_sex(after: &str) -> bool {
    let rest = after.strip_prefix(['（', '(', '，', ',']);
    rest.and_then(|rest| rest.strip_prefix(['男', '女']))
        .is_some_and(|rest| rest.starts_with(['，', ',', '、', '）', ')']))
}

/// `（男，1950年生）`, `，女，汉族`, `，45岁`, `（另案处理）`.
pub(crate) fn says_who(after: &str) -> bool {
    const NOTES: [&str; 5] = ["另案", "另处", "在逃", "已判", "已故"];
    let Some(rest) = after.strip_prefix(['（', '(', '，', ',', '、', ' ', '\u{3000}']) else {
        return false;
    };
    if after.starts_with(['（', '(']) && NOTES.iter().any(|note| rest.starts_with(note)) {
        return true;
    }
    let rest = rest.trim_start_matches([' ', '\u{3000}']);
    if let Some(rest) = rest.strip_prefix(['男', '女']) {
        return rest.starts_with(['，', ',', '、', '）', ')', ' ', '。', '；', '\u{3000}', '（', '('])
            || rest.is_empty();
    }
    age(rest).is_some() || born(rest)
}

/// Whether `c` can stand first in what [`says_who`] finds behind a bracket or comma.
pub(in crate::recognizers) const fn begins_note(c: char) -> bool {
    is_blank(c) || c.is_ascii_digit() || matches!(c, '男' | '女' | '现' | '年' | '今' | '另' | '在' | '已')
}

/// `1952年3月4日出生`, `1950年生`.
fn born(rest: &str) -> bool {
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    digits == 4 && rest[4..].starts_with('年') && rest.chars().take(14).any(|c| c == '生')
}

/// The age at the start of `rest`: `12岁`, `现年78岁`.
fn age(rest: &str) -> Option<u32> {
    let rest =
        ["现年", "年龄", "今年", "年仅"].iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest);
    let rest = rest.trim_start_matches(['：', ':']);
    let (years, unit) = rest.split_at(rest.find(|c| !is_numeral(c))?);
    let counted = unit.starts_with('岁') || unit.starts_with("周岁");
    if counted && (1..=3).contains(&years.chars().count()) { number(years) } else { None }
}

const NUMERALS: &str = "零一二三四五六七八九";

fn is_numeral(c: char) -> bool {
    c.is_ascii_digit() || c == '十' || NUMERALS.contains(c)
}

/// A number up to 999 in digits, or up to 99 in words: `8`, `八`, `十二`, `三十五`.
fn number(digits: &str) -> Option<u32> {
    if digits.is_ascii() {
        return digits.parse().ok();
    }
    let digit = |word: &str, absent| match word {
        "" => Some(absent),
        _ => NUMERALS.find(word).map(|at| (at / '零'.len_utf8()) as u32),
    };
    match digits.split_once('十') {
        Some((tens, ones)) => Some(digit(tens, 1)? * 10 + digit(ones, 0)?),
        None => digit(digits, 0),
    }
}

/// Whether an age under eighteen stands in the few words after a name.
pub(super) fn is_minor(after: &str) -> bool {
    // A document can be one clause, and names in it many.
    let near = after.char_indices().nth(64).map_or(after, |(end, _)| &after[..end]);
    let clause = near.split(['。', '；', ';', '\n', '、']).next().unwrap_or("");
    let mut pieces = clause.split(['，', ',', '（', '(', '）', ')', ' ']).take(4);
    let mut own = pieces.by_ref().take_while(|piece| !introduces_another(piece));
    own.any(|piece| is_called_minor(piece.trim()) || age(piece.trim()).is_some_and(|years| years < 18))
}

/// `（未成年人）`, `系未成年`.
fn is_called_minor(piece: &str) -> bool {
    let said = piece.trim_start_matches(['系', '为', '是', '均', '属']);
    ["未成年", "未成年人", "未满十八周岁", "未满18周岁", "不满十八周岁", "不满18周岁"].contains(&said)
}

/// `长子牛小宝`: what follows is said of somebody else.
fn introduces_another(piece: &str) -> bool {
    let mut ends = piece.char_indices().skip(1).map(|(at, _)| at).take_while(|&at| at < piece.len());
    ends.any(|at| {
        piece[at..].starts_with(surnames::is_surname)
            && CUES.at_end(&piece[..at]).is_some_and(|hit| hit.meaning.bare)
    })
}

/// What shows that a name begins behind `before`.
fn left_boundary(before: &str) -> Boundary {
    static LEADERS: LazyLock<Words<()>> =
        LazyLock::new(|| Words::ending(LEADING.split_whitespace().map(|word| (word, ()))));
    match before.chars().next_back() {
        None => Boundary::Closed,
        Some('·' | '•' | '某' | '《') => Boundary::Open,
        Some(c) if !is_han(c) => Boundary::Closed,
        Some(_) if LEADERS.at_end(before).is_some() || CUES.at_end(before).is_some() => Boundary::Word,
        Some(_) => Boundary::Open,
    }
}

/// Words that stand before names, and before much else.
const LEADING: &str = "
    和 与 及 由 经 对 请 被 将 把 据 给 为 是 向 让 找 跟 同 访 有 因 以及 感谢 慰问 看望 走访 帮助 救助 扶助 资助 联系 通知 告知 询问 根据 关于 任命 免去 聘任 选举 推荐 决定 表彰 授予
    村 社区 组 镇 乡 街道 区 县 市 局 处 科 室 院 校 队 站 公司 单位 岁 名 位 即 如 像 称 陪 陪同 依法 对象 人员 家中 来到 收到 接到 接 处罚 处理 扣押 起诉 诉 告";

/// An identifier stands right beside the name.
fn beside_identifier(
    field: &Field<'_>,
    proposal: &Proposal,
    left: Boundary,
    reading: &Reading<'_>,
) -> Option<Weight> {
    if left == Boundary::Open || proposal.end == Boundary::Open || proposal.score < 50 {
        return None;
    }
    let span = proposal.span.shifted(field.start);
    let own = |claim: &&Claim| claim.kind.group() == Group::Identifier && claim.role != Role::Organisation;
    let next = reading.identifiers.partition_point(|claim| claim.span.start < span.end);
    let before = reading.identifiers[..next]
        .iter()
        .rev()
        .take(2)
        .find(own)
        .filter(|claim| claim.span.end <= span.start);
    let after = reading.identifiers[next..].iter().take(2).find(own);
    let near = before.is_some_and(|claim| is_gap(&reading.text[claim.span.end..span.start]))
        || after.is_some_and(|claim| is_gap(&reading.text[span.end..claim.span.start]));
    if near { Weight::new(Evidence::Neighbour, Confidence::MEDIUM, Role::Citizen) } else { None }
}

/// Nothing but a sign stands between an identity number and the word that opens the field: whatever else the word says,
/// somebody is called so: `芦花 330106190102030017`.
fn before_own_number(
    field: &Field<'_>,
    proposal: &Proposal,
    left: Boundary,
    reading: &Reading<'_>,
) -> Option<Weight> {
    let closed = left == Boundary::Closed && proposal.end == Boundary::Closed;
    let name = proposal.span.of(field.text);
    let end = proposal.span.end + field.start;
    let next = reading.identifiers.partition_point(|claim| claim.span.start < end);
    let number = reading.identifiers.get(next).filter(|claim| closed && claim.kind == Kind::ResidentId)?;
    let own = number.evidence.has(Evidence::ChecksumHolds)
        && is_sign(&reading.text[end..number.span.start])
        && !is_heading(name)
        && !is_no_name(name)
        && !is_word_of_forms(name)
        && CUES.at_end(name).is_none();
    if own { Weight::new(Evidence::Neighbour, Confidence::MEDIUM, Role::Citizen) } else { None }
}

/// A blank or two, a comma, a bracket, or a colon.
fn is_sign(between: &str) -> bool {
    (1..=2).contains(&between.chars().count())
        && between
            .chars()
            .all(|c| is_blank(c) || matches!(c, '，' | ',' | '（' | '(' | '：' | ':' | '\t' | '、'))
}

/// The address of the person stands right behind the name: `罗昌（青云村3组）`, `罗昌，现住…`.
fn beside_address(after: &str, proposal: &Proposal, left: Boundary) -> Option<Weight> {
    if left < Boundary::Closed || proposal.end < Boundary::Closed || proposal.score < 50 {
        return None;
    }
    let rest = after.trim_start_matches(|c| {
        is_blank(c) || matches!(c, '（' | '(' | '，' | ',' | '\t' | '|' | '｜' | '【')
    });
    let labels = || ADDRESSED.iter().any(|word| rest.starts_with(word));
    let near = rest.len() < after.len() && (labels() || begins_address(rest));
    if near { Weight::new(Evidence::Neighbour, Confidence::MEDIUM, Role::Citizen) } else { None }
}

/// Words that introduce somebody's address.
const ADDRESSED: [&str; 12] =
    ["住", "现住", "家住", "原住", "户籍地", "户籍在", "户籍所在", "暂住", "身份证", "籍贯", "居住", "户口"];

/// At most six characters, or a label; no sentence ends in it.
fn is_gap(between: &str) -> bool {
    const LABEL_ENDS: [char; 8] = ['号', '码', '话', '机', '：', ':', '证', '卡'];
    if between.len() > 60 || between.contains(ends_gap) {
        return false;
    }
    let count = between.chars().count();
    count <= 6 || count <= 14 && between.trim_end().ends_with(LABEL_ENDS)
}

const fn ends_gap(c: char) -> bool {
    matches!(c, '。' | '；' | ';' | '\n' | '〔' | '[')
}

/// A spaced name that is the whole text, cell or line, or the name of a shop's owner at its start.
fn alone(field: &Field<'_>, proposal: &Proposal) -> Option<Weight> {
    let Span { start, end } = proposal.span;
    let padded = field.text[start..end].contains(|c: char| !is_han(c));
    let opens = start == 0 || field.text[..start].ends_with(['\n', '\t']);
    let closes = end == field.text.len() || field.text[end..].starts_with(['\n', '\r', '\t']);
    if padded && opens && closes {
        Weight::new(Evidence::Shape, Confidence::MEDIUM, Role::Citizen)
    } else {
        None
    }
}
