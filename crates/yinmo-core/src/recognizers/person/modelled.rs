//! Names that the sequence model sees, joined with what the rules found.

use std::cell::RefCell;

use yinmo_data::public_figures::{Fame, fame};
use yinmo_data::surnames::is_surname;
use yinmo_data::traditional::simplified;
use yinmo_data::{common_words, countries, foreign_places, trade_words};

use super::agency_codes::behind_year;
use super::columns::{is_no_name, is_word_of_forms};
use super::cues::CUES;
use super::dotted::TRANSCRIBING;
use super::english::is_spelling;
use super::labelled::is_of_computers;
use super::segmented::{Best, best_reading, is_better_without, is_trade_word};
use super::weighed::{is_minor, says_who};
use super::{Field, claim, latin_words};
use crate::finding::{Confidence, Evidence, EvidenceSet, Role};
use crate::recognizers::address::is_short_region;
use crate::recognizers::marks::Mark;
use crate::recognizers::{Claim, Reading};
use crate::tagger::model::{Named, Reader, is_ordinary_word, is_part_of_word, shipped};
use crate::tagger::{
    FOLLOWERS, Follower, begins_with_compound, hides_more, is_blank, is_han, is_mask, may_be_given,
};
use crate::text::Span;

thread_local! {
    static READER: RefCell<Reader> = RefCell::default();
}

/// Added to the score of no name, in units of a weight: a name that is left costs more than a mask too many.
const BIAS: i16 = -10;

/// Claims what the model sees in the field; where a rule has claimed the same or other characters in
/// `claims[from..]`, the surer span stays, with the reasons of both.
pub(super) fn read(
    field: &Field<'_>,
    marks: &[Mark],
    from: usize,
    reading: &Reading<'_>,
    claims: &mut Vec<Claim>,
) {
    let openings = marks.iter().filter(|mark| mark.is(Mark::OPENING)).map(|mark| mark.at());
    // What is not believed in the end need not be asked: most of source code is words in Latin letters.
    let openings = openings.filter(|&at| latin_words::may_begin(field.text, at, || reading.is_latin()));
    let mut ruled = Ruled::new(&claims[from..]);
    let claimed = ruled.surnamed(&claims[from..], field.start, field.text);
    READER.with_borrow_mut(|reader| {
        reader.read(field.text, openings, &claimed, shipped(), BIAS, |span, named| {
            let span = bare(field.text, span);
            let span = titled(field.text, padded(field.text, span));
            let span = untitled(field.text, span);
            let span = quoted(field.text, counted(field.text, without_verb(field.text, span)));
            let presence = confidence(named.presence);
            if names_somebody(field.text, span, presence)
                && !is_amount(field.text, span)
                && !is_unit(field.text, span)
            {
                join(field, span, named, &mut ruled, from, reading, claims);
            }
        });
    });
}

/// Without the quotation marks, brackets and signs of markup that some of what the model learnt from counts in.
fn bare(text: &str, span: Span) -> Span {
    let name = span.of(text);
    let sign = |c: char| !c.is_alphabetic() && !c.is_ascii_digit();
    let start = span.start + (name.len() - name.trim_start_matches(sign).len());
    let name = text[start..span.end].trim_end_matches(sign);
    // `王建坪1,200元`.
    let digits =
        if name.starts_with(is_han) { name.trim_end_matches(|c: char| c.is_ascii_digit()) } else { name };
    Span::new(start, start + digits.len())
}

/// Without the office before a long name without surname: `嘎查达|乌日娜`.
fn untitled(text: &str, span: Span) -> Span {
    let name = span.of(text);
    let mut ends = name.char_indices().map(|(at, _)| at).skip(2).take(2);
    let cut =
        || ends.find(|&at| CUES.at_end(&name[..at]).is_some_and(|hit| hit.len == at && hit.meaning.bare));
    let at = (name.chars().count() >= 5 && name.chars().all(is_han)).then(cut).flatten();
    Span::new(span.start + at.unwrap_or(0), span.end)
}

/// Without the last of three characters or more if a word begins with it that stands behind names: `蔺芳|拒不配合`.
fn without_verb(text: &str, span: Span) -> Span {
    let name = span.of(text);
    let surnamed = name.starts_with(is_surname) && name.chars().count() >= 3;
    let last = name.char_indices().next_back().map_or(0, |(at, _)| at);
    let word =
        FOLLOWERS.at_start(&text[span.start + last..]).filter(|hit| surnamed && hit.len > '拒'.len_utf8());
    // `张华、朱琴|均辨认出…`, but `秘书康奉均在…`.
    let each = name[last..].starts_with('均') && !text[..span.start].ends_with(['、', '和', '与', '及']);
    let begins_word = || {
        surnamed
            && name.chars().count() == 3
            && is_better_without(text, Span::new(span.start + last, span.end))
    };
    if word.is_some() && !each || begins_word() { Span::new(span.start, span.start + last) } else { span }
}

/// With the third character that stands between a name and an amount, and counts nothing: `潘福战|5800元`.
fn counted(text: &str, span: Span) -> Span {
    let (name, after) = (span.of(text), &text[span.end..]);
    let two =
        name.chars().count() == 2 && name.starts_with(is_surname) && !text[..span.start].ends_with(is_han);
    let third = after.chars().next().filter(|&c| two && is_han(c) && !BEFORE_AMOUNTS.contains(c));
    let width = third.map_or(0, char::len_utf8);
    let amount = after[width..].starts_with(|c: char| c.is_ascii_digit());
    Span::new(span.start, span.end + if amount { width } else { 0 })
}

/// All of a name of three characters that stands in quotation marks alone: `'王建坪','330106…'` in a dump of a database.
fn quoted(text: &str, span: Span) -> Span {
    let name = span.of(text);
    let two = name.chars().count() == 2 && name.starts_with(is_surname);
    let mark = text[..span.start].chars().next_back().filter(|c| two && QUOTES.contains(*c));
    let third = || {
        let mut after = text[span.end..].chars();
        let third = after.next().filter(|&c| is_han(c) && may_be_given(c))?;
        after.next().is_some_and(|c| QUOTES.contains(c)).then_some(third.len_utf8())
    };
    Span::new(span.start, span.end + mark.and_then(|_| third()).unwrap_or(0))
}

/// `罚款|伍佰元`, `人民币|伍仟元`: an amount in words, behind a word for money.
fn is_amount(text: &str, span: Span) -> bool {
    const MONEY: [&str; 9] = ["人民币", "款", "金", "额", "共", "计", "费", "大写", "￥"];
    let Some(number) = span.of(text).strip_suffix('元') else { return false };
    let before = text[..span.start].trim_end_matches(['：', ':', '（', '(', '）', ')', ' ']);
    number.chars().all(|c| "零壹贰叁肆伍陆柒捌玖拾佰仟万".contains(c))
        && MONEY.iter().any(|word| before.ends_with(word))
}

/// `单位：|万桶`: what amounts are counted in.
fn is_unit(text: &str, span: Span) -> bool {
    let before = text[..span.start].trim_end_matches(['：', ':', '（', '(', ' ']);
    before.ends_with("单位") && span.of(text).starts_with(['万', '亿', '千', '百', '元'])
}

const QUOTES: &str = "'\"`“”‘’「」『』＂＇";

/// Characters that stand between names and numbers.
const BEFORE_AMOUNTS: &str = "等共获欠约计捐各交出领得第于在住男女满现年月与和有为是已未系家户名位近超达将被给收付罚退补还分持某总均至到从自的了及人组村队区栋号楼前后上下";

/// With the third character of a name that is padded throughout, `王　建　康`, or of which the model sees but the first
/// that is given, `王　建|坪`.
fn padded(text: &str, span: Span) -> Span {
    let name = span.of(text);
    let gap: String = name.chars().skip(1).take_while(|&c| is_blank(c)).collect();
    let two = !gap.is_empty() && name.chars().filter(|&c| !is_blank(c)).count() == 2;
    let third = || {
        let rest = &text[span.end..];
        let spaced = rest.strip_prefix(&gap);
        let blank = if spaced.is_some() { gap.len() } else { 0 };
        let rest = spaced.unwrap_or(rest);
        let third = rest.chars().next().filter(|&c| is_han(c) && !matches!(c, '男' | '女'))?;
        let after = &rest[third.len_utf8()..];
        let closes = match after.strip_prefix(&gap) {
            Some(farther) => !farther.starts_with(is_han),
            None => !after.starts_with(is_han) || after.starts_with('等'),
        };
        (closes && (blank > 0 || may_be_given(third))).then_some(blank + third.len_utf8())
    };
    Span::new(span.start, span.end + if two { third().unwrap_or(0) } else { 0 })
}

/// With the third character of a name that a title follows: no word stands between `王建坪` and `局长`.
fn titled(text: &str, span: Span) -> Span {
    let (name, after) = (span.of(text), &text[span.end..]);
    let two = name.chars().count() == 2 && name.starts_with(is_surname);
    let third =
        after.chars().next().filter(|&c| two && is_han(c) && may_be_given(c) && !BEFORE_TITLES.contains(c));
    let Some(width) = third.map(char::len_utf8).filter(|_| FOLLOWERS.at_start(after).is_none()) else {
        return span;
    };
    let title = FOLLOWERS.at_start(&after[width..]).is_some_and(|hit| {
        hit.len > 3 && matches!(hit.meaning, Follower::Office | Follower::Address | Follower::Child)
    });
    if title { Span::new(span.start, span.end + width) } else { span }
}

/// Characters that stand between names and titles.
const BEFORE_TITLES: &str = "原前老小新女男某时任兼大总各两等";

/// How many characters of a name are not of the family's.
fn given_count(name: &str) -> usize {
    let family = if begins_with_compound(name) { 2 } else { 1 };
    name.chars().count().saturating_sub(family)
}

/// Whether the characters of a name are all there, and are neither an ordinary word nor a surname and a title.
fn names_somebody(text: &str, span: Span, presence: Confidence) -> bool {
    let name = span.of(text);
    let hidden = |c: char| c == '某' || is_mask(c);
    let mut chars = name.chars();
    let several = chars.next().is_some() && chars.next().is_some();
    several
        && !is_numbered(name)
        && !is_of_two_scripts(name)
        && !name.starts_with(['您', '你', '我', '他', '她', '它'])
        && !is_numbered_part(text, span)
        && !is_sum(text, span)
        && !name.contains(hidden)
        && !hides_more(given_count(name), &text[span.end..])
        && !begins_year(&text[span.end..])
        && !is_form_of_address(text, span, presence)
        && !is_part_of_word(text, span, shipped().lexicon())
        && !is_word_of_forms(name)
        && !begins_hamlet(text, span)
        && !begins_company(&text[span.end..])
        && !begins_code(&text[span.end..])
        && common_words::starts_name_like(&text[span.start..]).is_none_or(|word| word <= name.len())
        && if let Some(fame) = fame(name) {
            let told = fame == Fame::Alone && name.starts_with(is_surname) && presence >= SURE_IN_TITLE;
            (told || !in_title(&text[..span.start])) && !names_doctrine(&text[span.end..])
        } else {
            !is_ordinary(name) || is_introduced(text, span, presence)
        }
}

/// Whether a word right before an ordinary one introduces people: `投保人|韩流`, `驾驶员|钟声`.
fn is_introduced(text: &str, span: Span, presence: Confidence) -> bool {
    let introduced = || {
        let Surroundings { evidence, tell, .. } = surroundings(text, span);
        tell && evidence.has(Evidence::LabelBefore)
    };
    span.of(text).starts_with(is_surname) && presence >= SURE_BEHIND_LABEL && introduced()
}

/// What programs call things: `Sheet1`.
fn is_numbered(name: &str) -> bool {
    name.is_ascii() && name.bytes().any(|byte| byte.is_ascii_digit())
}

/// `陆拾贰万`, `伍 仟 元 整`: of the characters that sums are written out in, with one among them or before them that no
/// name has.
fn is_sum(text: &str, span: Span) -> bool {
    const DIGITS: &str = "壹贰貳叁參肆柒捌玖拾佰仟";
    const OTHERS: &str = "零〇伍陆陸万萬亿億元圆角分整正";
    let is_part = |c: char| DIGITS.contains(c) || OTHERS.contains(c) || is_blank(c);
    let before = text[..span.start].trim_end_matches(is_blank).chars().next_back();
    let name = span.of(text);
    name.chars().all(is_part)
        && (name.contains(|c| DIGITS.contains(c)) || before.is_some_and(|c| DIGITS.contains(c)))
}

/// `第 1 |章 简介`: the word that counts parts of a book is no surname there.
fn is_numbered_part(text: &str, span: Span) -> bool {
    let digit = |c: char| c.is_ascii_digit() || "一二三四五六七八九十百".contains(c);
    let before = text[..span.start].trim_end_matches(is_blank);
    let number = before.trim_end_matches(digit);
    let counted = number.len() < before.len() && number.trim_end_matches(is_blank).ends_with('第');
    counted && span.of(text).starts_with(['章', '节', '条', '项', '段', '卷', '编', '课'])
}

/// `Tab 键`, `张 CD`: a word in Latin letters and a Chinese one; but `小K`, `麦克·J`.
fn is_of_two_scripts(name: &str) -> bool {
    let latin = |c: char| c.is_ascii_alphabetic();
    let blank = name.contains(is_blank) && name.contains(latin) && name.contains(is_han);
    blank || is_lettered(name) || is_glued(name)
}

/// `Y轴`, `U盘`: a letter and a character are no name; those of the public, `C罗`, are told by it.
fn is_lettered(name: &str) -> bool {
    let mut chars = name.chars();
    let pair = (chars.next(), chars.next(), chars.next());
    matches!(pair, (Some(letter), Some(c), None) if letter.is_ascii_alphabetic() && is_han(c))
        && fame(name).is_none()
}

/// `组bar`: a character and a word in Latin letters that no Chinese name is spelled with.
fn is_glued(name: &str) -> bool {
    let word = name.trim_start_matches(is_han);
    let one = name.chars().take_while(|&c| is_han(c)).count() == 1;
    one && word.len() > 2 && word.bytes().all(|b| b.is_ascii_lowercase()) && !is_spelling(word)
}

/// Whether a hamlet is called after a family there, whose name goes on behind what looks like that of a person:
/// `郑家大|坪`.
fn begins_hamlet(text: &str, span: Span) -> bool {
    let name = span.of(text);
    let family = name.chars().count() == 3 && name.chars().nth(1) == Some('家');
    let rare = name.ends_with(['圪', '崾', '垭', '峁']);
    family && (rare || text[span.end..].starts_with(|c| "坪湾窑坊沟坝坡岭塘院冲坳垭坎屋".contains(c)))
}

/// `云江|冷面餐饮管理有限公司`: what stands at the head of a company's name is a place or a brand.
fn begins_company(after: &str) -> bool {
    /// In characters.
    const LONGEST: usize = 24;
    let len = after.chars().take(LONGEST).take_while(|&c| is_han(c)).map(char::len_utf8).sum();
    let company =
        ["有限公司", "有限责任公司", "股份公司"].iter().filter_map(|word| after[..len].find(word)).min();
    // `王建坪系海州有限公司职工`.
    company.is_some_and(|at| {
        at > 0 && FOLLOWERS.at_start(after).is_none() && CUES.at_end(&after[..at]).is_none()
    })
}

/// `云林|听字(2023)第2号`, `云公|(城南)受案字〔2024〕0619号`: the code of an office is followed by that of its papers.
fn begins_code(after: &str) -> bool {
    /// In characters.
    const LONGEST: usize = 10;
    let is_part = |c: char| is_han(c) || "（）()".contains(c);
    let len: usize =
        after.chars().take(LONGEST).take_while(|&c| is_part(c) && c != '字').map(char::len_utf8).sum();
    // `王建坪（杭民罚决字〔2019〕3号）`.
    let count = |signs: [char; 2]| after[..len].matches(signs).count();
    let closed = count(['（', '(']) == count(['）', ')']);
    closed && after[len..].strip_prefix('字').is_some_and(|rest| behind_year(rest).is_some())
}

/// Whether what a famous name begins is a doctrine, and speaks of nobody: `邓小平理论`, `雷锋精神`.
fn names_doctrine(after: &str) -> bool {
    ["理论", "思想", "主义", "精神", "新时代"].iter().any(|word| after.starts_with(word))
}

/// Whether `before` ends within a title in `《》`; a title is shorter than what is looked at.
fn in_title(before: &str) -> bool {
    let near = before.char_indices().rev().nth(40).map_or(before, |(at, _)| &before[at..]);
    near.rfind('《') > near.rfind('》')
}

fn is_ordinary(name: &str) -> bool {
    let is_word = |name: &str| common_words::starts_name_like(name).is_some_and(|word| word >= name.len());
    if !name.contains(is_blank) {
        return is_word(name);
    }
    // `成　员`, `讣　告`: words of a form are spaced as names are.
    let name: String = name.chars().filter(|&c| !is_blank(c)).collect();
    fame(&name).is_none() && is_word(&name)
        || is_no_name(&name)
        || CUES.at_end(&name).is_some_and(|hit| hit.len == name.len())
}

/// The `〔2019〕` behind the code of an office in the number of a document; a year that goes on is when somebody was born:
/// `李爱民（1985年生）`, and another number is no document's: `周华（第三师119团）`.
fn begins_year(after: &str) -> bool {
    let numbered = after.strip_prefix('字');
    numbered.is_some_and(|rest| rest.starts_with(['〔', '第']))
        || behind_year(numbered.unwrap_or(after)).is_some()
}

/// `王女士`, `郑氏`, `小王`, and the `王同志` of `小王同志`; and a surname with a word that stands behind names, `陈与`, unless
/// the model is rather sure that somebody is called so: `谭为`.
fn is_form_of_address(text: &str, span: Span, presence: Confidence) -> bool {
    let name = span.of(text);
    let Some(first) = name.chars().next() else { return false };
    let rest = &name[first.len_utf8()..];
    let title = FOLLOWERS
        .at_start(&text[span.start + first.len_utf8()..])
        .is_some_and(|hit| hit.len >= rest.len() && (hit.meaning.is_title() || presence < SURE_OF_GIVEN));
    let two = rest.chars().count() == 1;
    // `沈氏均已去世`, `王门张氏`.
    let clan = rest.strip_prefix('氏').is_some_and(|rest| FOLLOWERS.at_start(rest).is_some())
        || rest.starts_with('门') && (rest.ends_with('氏') || text[span.end..].starts_with('氏'));
    title
        || clan
        || two
            && (matches!(first, '老' | '小') && rest.contains(is_surname)
                || matches!(rest, "氏" | "家" | "老" | "总" | "姓"))
}

/// Chances in hundredths: how often the model is right where it is this sure is measured, see docs/quality.md.
fn confidence(chance: f32) -> Confidence {
    Confidence((chance * 100.0) as u8)
}

/// Where a rule claims other characters, the surer span stays; where none does, it counts how likely anybody is named.
fn join(
    field: &Field<'_>,
    span: Span,
    named: Named,
    ruled: &mut Ruled,
    from: usize,
    reading: &Reading<'_>,
    claims: &mut Vec<Claim>,
) {
    let shifted = span.shifted(field.start);
    let presence = confidence(named.presence);
    let Some(known) = ruled.first_over(shifted, &claims[from..]).map(|nth| &mut claims[from + nth]) else {
        let Surroundings { mut role, evidence, tell } = surroundings(field.text, span);
        let name = span.of(field.text);
        // `Jan～Dec`.
        let latin = name.replace('～', "~");
        if latin.is_ascii() && !latin_words::name_somebody(&latin, evidence, || reading.is_latin()) {
            return;
        }
        let technical = || reading.is_latin();
        if !tell && is_doubtful(field.text, span, evidence, presence, technical) {
            return;
        }
        if role == Role::Unknown {
            let public = fame(span.of(field.text)) == Some(Fame::Alone) && !beside_number(shifted, reading);
            role = if public { Role::Official } else { Role::Citizen };
        }
        let mut evidence = evidence.with(Evidence::Model).with_score(presence.0);
        if named.likelihood < named.presence * CERTAIN_ENDS {
            evidence = evidence.with(Evidence::BoundaryUnsure);
        }
        claims.push(claim(field, span, presence, role, evidence));
        return;
    };
    let confidence = confidence(named.likelihood);
    known.evidence = known.evidence.and(EvidenceSet::EMPTY.with_score(presence.0));
    if known.span == shifted {
        known.evidence = known.evidence.with(Evidence::Model);
        known.confidence = known.confidence.max(confidence).max(Confidence::MEDIUM);
        return;
    }
    known.evidence = known.evidence.with(Evidence::BoundaryUnsure);
    let closed = !field.text[known.span.end - field.start..].starts_with(is_han);
    if confidence > known.confidence || !closed && confidence >= SURE {
        let padded =
            closed && field.text[known.span.start - field.start..].chars().nth(1).is_some_and(is_blank);
        known.span = bordered(known, shifted, padded);
        known.confidence = known.confidence.max(confidence);
        known.evidence = known.evidence.with(Evidence::Model);
    }
}

/// Whether a name that nothing around it tells of is doubtful: one that is unlikely in a manual, a word of a trade, an
/// ordinary one such as `安静` of which the model is not sure enough that it is none here, or cut out of words.
fn is_doubtful(
    text: &str,
    span: Span,
    evidence: EvidenceSet,
    presence: Confidence,
    technical: impl Fn() -> bool,
) -> bool {
    let name = span.of(text);
    let alone = evidence == EvidenceSet::EMPTY;
    let bare = name.replace(is_blank, "");
    let is_word = || is_ordinary_word(&bare, shipped().lexicon()) || NAMES_TOO.contains(&&*bare);
    let nobodys = || is_word() || name.starts_with(is_han) && is_place(&bare);
    let unsure = name.starts_with(is_han) && presence < least_in_manual(text, span);
    if unsure && technical() || nobodys() && (text.trim() == name || technical()) {
        return true;
    }
    if is_strange(name, presence) && stands_alone(text, span) {
        return true;
    }
    let of_trade = trade_words::at_start(&text[span.start..]).is_some_and(|word| word >= name.len());
    // `高亮的`, `高亮和`: what stands behind people and behind words counts a little, but not in a manual.
    if of_trade && (alone || presence < SURE_OF_TRADE_WORD || technical())
        || alone && is_compound(name, technical)
    {
        return true;
    }
    let least = match name.starts_with(is_surname) {
        _ if !alone => SURE_BESIDE_WORD,
        true => SURE_OF_WORD,
        false => SURE_OF_STRANGE_WORD,
    };
    let cut = || match best_reading(text, span) {
        Best::Name => Confidence(0),
        Best::Words => SURE_OF_WORDS,
        Best::Wrapped => SURE_OF_WRAPPED,
        Best::Cut => SURE_OF_CUT,
    };
    presence < least && is_word() || presence < cut()
}

/// Whether it is called neither after a family nor as other peoples are, and the model is not as sure as of names:
/// `醉驾`, `光伏`, `坐月子`.
fn is_strange(name: &str, presence: Confidence) -> bool {
    let needed = match name.chars().count() {
        2 => SURE_OF_STRANGE_WORD,
        3 => SURE,
        _ => return false,
    };
    presence <= needed
        && name.chars().all(is_han)
        && !begins_with_family(name)
        && !name.chars().all(|c| TRANSCRIBING.is_open(c))
}

/// Whether a word begins with the name of a family.
pub(crate) fn begins_with_family(word: &str) -> bool {
    word.starts_with(|c| is_surname(c) || UNLISTED.contains(c))
}

/// Families that the table of surnames leaves out.
const UNLISTED: &str = "傅莫代";

/// Whether it is all of its line or cell, but for what numbers it: what stands in columns of remarks is seldom anybody.
/// A line may be long, and is left at the first word.
fn stands_alone(text: &str, span: Span) -> bool {
    let within = |c: &char| !matches!(c, '\n' | '\r' | '\t');
    let numbers = |c: char| !c.is_alphabetic() || "一二三四五六七八九十".contains(c);
    let marker: Vec<char> = text[..span.start].chars().rev().take_while(within).take(MARKER + 1).collect();
    let mut after = text[span.end..].chars().take_while(within);
    marker.len() <= MARKER && marker.into_iter().all(numbers) && after.all(is_blank)
}

/// The most characters that number a line: `（十二）`.
const MARKER: usize = 8;

/// `高亮框`, `边框占`, `段高亮`: a word of a trade and one character more, where words in Latin letters are common.
fn is_compound(name: &str, technical: impl Fn() -> bool) -> bool {
    let begun = trade_words::at_start(name).filter(|&word| word < name.len());
    let one_more = begun.is_some_and(|word| name[word..].chars().count() == 1);
    let mut rest = name.chars();
    rest.next();
    let ended =
        || trade_words::at_start(rest.as_str()).is_some_and(|word| word > 3 && word == rest.as_str().len());
    (one_more || ended()) && technical()
}

/// Words that the lexicon leaves out because people are called so too.
const NAMES_TOO: [&str; 9] = ["安静", "周密", "高飞", "高峰", "怀古", "安宁", "高效", "明亮", "平稳"];

/// How sure the model has to be where words in Latin letters are common; a mailbox behind a name is somebody's.
fn least_in_manual(text: &str, span: Span) -> Confidence {
    let signs = text[span.end..].trim_start_matches([' ', '\\']).starts_with('<');
    if signs { Confidence(0) } else { SURE_IN_MANUAL }
}

/// Whether it is a place that stands without what it is: `马拉维`, `金华`.
fn is_place(name: &str) -> bool {
    let name: String = name.chars().map(simplified).collect();
    countries::is_country(&name) || foreign_places::is_place(&name) || is_short_region(&name)
}

/// So sure, the model is believed about a surname with a word that stands behind names too.
const SURE_OF_GIVEN: Confidence = Confidence(50);

/// The same of an ordinary word behind one that introduces people, and of a name that only one person bears in a title.
const SURE_BEHIND_LABEL: Confidence = Confidence(60);
const SURE_IN_TITLE: Confidence = Confidence(83);

/// So sure, the model is believed where words in Latin letters are common and nothing tells of a person: most of what
/// it has not seen before there is a term or a brand.
const SURE_IN_MANUAL: Confidence = Confidence(72);

/// So sure, the model is believed about what is an ordinary word too and begins with a surname; or does not.
const SURE_OF_WORD: Confidence = Confidence(85);
const SURE_OF_STRANGE_WORD: Confidence = Confidence(95);

/// The same of words beside one that stands behind names and words alike; and of words of trades there.
const SURE_BESIDE_WORD: Confidence = Confidence(60);
const SURE_OF_TRADE_WORD: Confidence = Confidence(90);

/// The same of what is better read as words, and of what begins within one.
const SURE_OF_WORDS: Confidence = Confidence(55);
const SURE_OF_WRAPPED: Confidence = Confidence(80);
const SURE_OF_CUT: Confidence = Confidence(95);

/// A name whose characters are so likely to be all of it, of what is likely to be part of one, has certain ends.
const CERTAIN_ENDS: f32 = 0.75;

/// So sure of its span, the model knows better where a name ends that goes on in other characters.
const SURE: Confidence = Confidence(90);

/// What the model has `seen`, but that the label a rule has found before a name is no part of it, and all of a `padded`
/// name is: `被告阿迪力·肉孜`, `王　建　康`.
fn bordered(known: &Claim, seen: Span, padded: bool) -> Span {
    if !known.evidence.has(Evidence::LabelBefore) || known.evidence.has(Evidence::List) {
        return seen;
    }
    let start = seen.start.max(if seen.end > known.span.start { known.span.start } else { 0 });
    Span::new(start, if padded { seen.end.max(known.span.end) } else { seen.end })
}

/// What the rules claimed, to be asked for the first claim over each of some spans that follow one another: a list can
/// hold thousands of names, so not every claim is looked at for each.
struct Ruled {
    /// The claims by where they begin.
    order: Vec<usize>,
    /// How many of them were met.
    met: usize,
    /// Those of them that may go on beyond where the last span began.
    near: Vec<usize>,
}

impl Ruled {
    fn new(claims: &[Claim]) -> Self {
        let mut order: Vec<usize> = (0..claims.len()).collect();
        order.sort_by_key(|&nth| claims[nth].span.start);
        Self { order, met: 0, near: Vec::new() }
    }

    /// Where the claims begin that the model is to look at, in order, in a text that begins at byte `from`: it knows little
    /// of names without surname.
    fn surnamed(&self, claims: &[Claim], from: usize, text: &str) -> Vec<usize> {
        let starts = self.order.iter().map(|&nth| claims[nth].span.start - from);
        starts.filter(|&start| text[start..].starts_with(is_surname)).collect()
    }

    fn first_over(&mut self, span: Span, claims: &[Claim]) -> Option<usize> {
        self.near.retain(|&nth| claims[nth].span.end > span.start);
        let begun = self.order[self.met..].iter().take_while(|&&nth| claims[nth].span.start < span.end);
        let begun = begun.count();
        self.near.extend_from_slice(&self.order[self.met..self.met + begun]);
        self.met += begun;
        self.near.iter().copied().filter(|&nth| claims[nth].span.overlaps(span)).min()
    }
}

/// Whether a number of somebody's stands near: whoever bears a famous name and has one there is not who is famous.
pub(super) fn beside_number(span: Span, reading: &Reading<'_>) -> bool {
    let behind = reading.identifiers.partition_point(|claim| claim.span.end <= span.start);
    let near = &reading.identifiers[behind.saturating_sub(1)..reading.identifiers.len().min(behind + 1)];
    near.iter().any(|claim| claim.span.start < span.end + NEAR && span.start < claim.span.end + NEAR)
}

/// In bytes.
const NEAR: usize = 90;

/// What stands before and behind a name.
struct Surroundings {
    /// Whose name it is; unknown if nothing says.
    role: Role,
    evidence: EvidenceSet,
    /// Whether they tell of a person, and do not only stand beside people often.
    tell: bool,
}

fn surroundings(text: &str, span: Span) -> Surroundings {
    let (before, after) = (&text[..span.start], &text[span.end..]);
    let none = EvidenceSet::EMPTY;
    let label = before.trim_end_matches(|c| !is_han(c) && !"。；\n".contains(c));
    if let Some(hit) = CUES.at_end(label) {
        // `带有高亮`, `签名图标`, `姓名加星`: such words introduce names behind a colon only.
        let gap = &before[label.len()..];
        let introduces = || !gap.is_empty() || !is_trade_word(span.of(text));
        let tell = hit.meaning.bare && !is_of_computers(label) && introduces() || gap.contains(['：', ':']);
        return Surroundings { role: hit.meaning.role, evidence: none.with(Evidence::LabelBefore), tell };
    }
    let titled = |role, tell| Surroundings { role, evidence: none.with(Evidence::Title), tell };
    match FOLLOWERS.at_start(after).map(|hit| hit.meaning) {
        Some(Follower::Office) => titled(Role::Official, true),
        Some(Follower::Profession) => titled(Role::Representative, true),
        Some(Follower::Child) => titled(Role::Minor, true),
        Some(Follower::Plain) => titled(Role::Citizen, says_who(after)),
        Some(_) => titled(Role::Citizen, true),
        None if is_minor(after) => Surroundings { role: Role::Minor, evidence: none, tell: true },
        None => Surroundings { role: Role::Unknown, evidence: none, tell: says_who(after) },
    }
}

#[cfg(test)]
mod tests {
    use super::Ruled;
    use crate::Detector;
    use crate::finding::{Confidence, Evidence, EvidenceSet, Role};
    use crate::kind::Kind;
    use crate::recognizers::{Claim, Rank};
    use crate::text::Span;

    /// Claims that overlap, in no order.
    fn claims() -> Vec<Claim> {
        let span = |nth: usize| Span::new(nth * 37 % 1000, nth * 37 % 1000 + 1 + nth % 5);
        let claim = |nth| Claim {
            kind: Kind::Person,
            rank: Rank::Prose,
            span: span(nth),
            confidence: Confidence::MEDIUM,
            role: Role::Citizen,
            weak: None,
            evidence: EvidenceSet::EMPTY,
        };
        (0..600).map(claim).collect()
    }

    #[test]
    fn the_first_claim_over_a_name_is_found_without_looking_at_all() {
        let claims = claims();
        let mut ruled = Ruled::new(&claims);
        let (mut found, mut looked_at) = (0, 0);
        for start in (0..1010).step_by(4) {
            let span = Span::new(start, start + 3);
            let first = claims.iter().position(|claim| claim.span.overlaps(span));
            assert_eq!(ruled.first_over(span, &claims), first);
            found += usize::from(first.is_some());
            looked_at += ruled.near.len();
        }
        assert!(found > 150 && looked_at < 5 * found, "{found} {looked_at}");
    }

    #[test]
    fn signs_around_a_name_are_no_part_of_it() {
        for text in ["`郎惠贞` **郎**惠贞 ![x](y)", "绰号“三娃子”，“三娃子”在逃"] {
            let findings = Detector::new().detect(text);
            let people = findings.iter().filter(|finding| finding.kind == Kind::Person);
            let names: Vec<&str> = people.map(|finding| finding.span.of(text)).collect();
            assert!(
                !names.is_empty() && names.iter().all(|name| name.chars().all(char::is_alphanumeric)),
                "{names:?}"
            );
        }
    }

    #[test]
    fn a_famous_name_beside_a_number_is_a_citizens() {
        let role = |text: &str| {
            let findings = Detector::new().detect(text);
            findings.iter().find(|finding| finding.kind == Kind::Person).map(|finding| finding.role)
        };
        assert_eq!(role("今天是周恩来诞辰纪念日。"), Some(Role::Official));
        assert_eq!(role("周恩来（身份证号330106190102030017）"), Some(Role::Citizen));
    }

    #[test]
    fn the_model_is_asked_where_the_gate_lets_nothing_through_but_a_rule_claims() {
        let findings = Detector::new().detect("海州律师事务所朱自强律师认为，合同有效。");
        let person = findings.iter().find(|finding| finding.kind == Kind::Person).expect("a title follows");
        assert!(person.evidence.score().is_some() && !person.evidence.has(Evidence::NotSeen));
    }
}
