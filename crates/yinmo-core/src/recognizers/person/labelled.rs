//! Names after a word that introduces them: `户主：王建坪`, `申请人李淑岑`, `审判长严正平`.

use yinmo_data::{common_words, surnames, transcription};

use super::columns::is_no_name;
use super::cues::{CUES, Cue};
use super::dotted::{self, TRANSCRIBING, is_dot};
use super::segmented::{Best, best_reading, is_better_without, is_trade_word};
use super::{Field, characters, claim, latin, latin_words, paired};
use crate::finding::{Confidence, Evidence, EvidenceSet, Role};
use crate::recognizers::Claim;
use crate::recognizers::address::{begins_address, is_numbered_place};
use crate::recognizers::marks::Mark;
use crate::tagger::model::{is_ordinary_word, shipped};
use crate::tagger::{
    Boundary, Care, FOLLOWERS, Follower, Hit, Length, hides_more, is_blank, is_han, is_mask, length_at,
};
use crate::text::Span;

/// Claims the names that stand after a cue, and those that are joined to them.
pub(super) fn read(field: &Field<'_>, marks: &[Mark], claims: &mut Vec<Claim>) {
    for mark in marks.iter().filter(|mark| mark.is(Mark::PERSON_CUE | Mark::COLON)) {
        let mut behind = field.text[mark.at()..].chars();
        let end = mark.at() + behind.next().map_or(0, char::len_utf8);
        if mark.is(Mark::COLON) {
            claims.extend(latin_after(field, mark.at(), end));
        } else if behind.next().is_some_and(may_introduce) {
            CUES.at_end(&field.text[..end]).into_iter().for_each(|cue| after_cue(field, cue, end, claims));
        }
    }
}

/// The name in Latin letters after the colon of an English label that ends at byte `label`.
fn latin_after(field: &Field<'_>, label: usize, colon: usize) -> Option<Claim> {
    let start = after_blanks(field.text, colon);
    let name = latin::len_at(&field.text[start..]).filter(|_| latin::is_labelled(&field.text[..label]));
    let len = name.filter(|&len| latin_words::can_be_name(&field.text[start..start + len]))?;
    let evidence = EvidenceSet::EMPTY.with(Evidence::LabelBefore);
    Some(claim(field, Span::new(start, start + len), Confidence::HIGH, Role::Citizen, evidence))
}

/// Whether `c` can stand first between a cue and the name it introduces: what [`link`] passes over.
pub(in crate::recognizers) fn is_link(c: char) -> bool {
    is_blank(c)
        || matches!(c, '：' | ':' | '\t' | '|')
        || matches!(c, '（' | '(' | '【' | '】' | ']' | '］' | '〕' | '“' | '"' | '/')
        || matches!(c, '为' | '是' | '系' | '叫' | '名' | '姓' | '*')
}

/// Whether a name without surname may begin with `c`: `才让东智`.
pub(in crate::recognizers) fn begins_spelled(c: char) -> bool {
    TRANSCRIBING.is_open(c) && !surnames::is_surname(c)
}

/// Whether `c` can stand first behind a cue: it links the name, or begins it.
fn may_introduce(c: char) -> bool {
    is_link(c)
        || surnames::is_surname(c)
        || TRANSCRIBING.is_open(c)
        || is_han(c) && c < '\u{4E00}'
        || c >= '\u{20000}'
}

fn after_cue(field: &Field<'_>, cue: Hit<Cue>, end: usize, claims: &mut Vec<Claim>) {
    let text = field.text;
    // What was written instead of a name is no label of what stands behind.
    let behind = text[end..].strip_prefix(']').filter(|_| text[..end].ends_with("[姓名"));
    if behind.is_some_and(|behind| !behind.starts_with(['：', ':'])) {
        return;
    }
    let link = link(text, end, text[..end - cue.len].ends_with(['【', '[', '［', '〔']));
    if !(link.colon || cue.meaning.bare)
        || follows_hidden(&text[..end - cue.len])
        || begins_road(text, end)
        || begins_works(text, end)
    {
        return;
    }
    let colon = link.colon;
    // `被|调查人` is whom an official looks into.
    let subject = text[..end - cue.len].ends_with('被') && SUBJECTS.contains(&&text[end - cue.len..end]);
    let introduced = if subject { Role::Citizen } else { cue.meaning.role };
    let first = claims.len();
    let office = if colon { office_at(&text[link.end..]) } else { 0 };
    let of_office = office > 0;
    let mut at = link.end + office;
    let mut unknown = Vec::new();
    while at < text.len() {
        let value = &text[at..];
        if begins_with_cue(value) {
            break;
        }
        match value_at(value, colon, cue.meaning.bare, claims.len() > first) {
            Value::Name { len, .. }
                if is_something(text, Span::new(at, at + len), &text[..end], cue, colon) =>
            {
                break;
            }
            Value::Name { len, evidence, confidence } => {
                let role = if of_office { Role::Official } else { introduced };
                let role = role_of(role, &value[len..]);
                let evidence = if claims.len() > first { evidence.with(Evidence::List) } else { evidence };
                claims.push(claim(
                    field,
                    Span::new(at, at + len),
                    confidence,
                    role,
                    evidence.with(Evidence::LabelBefore),
                ));
                at += len;
            }
            Value::Maybe(len) if colon && (cue.meaning.list || claims.len() == first) => {
                unknown.push(Span::new(at, at + len));
                at += len;
            }
            Value::Hidden(len) => at += len,
            _ => break,
        }
        let Some(next) = next_item(text, at, cue.meaning.list) else { break };
        at = next;
    }
    let known = claims.len() - first;
    if unknown.len() <= known || known == 0 && unknown.len() == 1 && !cue.meaning.list {
        let evidence = EvidenceSet::EMPTY.with(Evidence::LabelBefore);
        let role = introduced;
        claims.extend(unknown.into_iter().map(|span| claim(field, span, Confidence::MEDIUM, role, evidence)));
    }
}

/// Officials of whom the word with 被 before it calls the other side; `被民警王建坪查获` does not.
const SUBJECTS: [&str; 6] = ["调查人", "调查人员", "检查人", "检查人员", "复核人", "审核人"];

/// Whether what is written like a name behind a label that introduces much else is no name: `例子：Vim Galore`,
/// `用户程序中`, `成员：由独立的`.
fn is_something(text: &str, name: Span, label: &str, cue: Hit<Cue>, colon: bool) -> bool {
    const VAGUE: [&str; 7] = ["如下", "包括", "有", "分别为", "分别是", "分别系", "名称"];
    let word = name.of(text);
    if word.is_ascii() {
        let vague = cue.len == '子'.len_utf8() || VAGUE.contains(&&label[label.len() - cue.len..]);
        return !latin_words::can_be_name(word) || vague && !latin_words::are_like_names(word);
    }
    let open = text[name.end..].starts_with(is_han);
    let unsure = if colon { open } else { is_of_computers(label) };
    unsure && (!colon && is_trade_word(word) || best_reading(text, name) != Best::Name)
}

/// Whether words that manuals have for whoever sits before a program, or for the program itself, end there.
pub(super) fn is_of_computers(label: &str) -> bool {
    ["用户", "客户", "名字", "对方", "编辑", "记录", "助理", "本人"].iter().any(|word| label.ends_with(word))
}

/// The bytes of the office before whoever is to be asked there: `联系人：民政办 马超`.
fn office_at(value: &str) -> usize {
    let len: usize = value.chars().take(OFFICE).take_while(|&c| is_han(c)).map(char::len_utf8).sum();
    let behind = value[len..].trim_start_matches(is_blank);
    let blanks = value.len() - len - behind.len();
    let office = len > 2 * 3 && blanks > 0 && is_no_name(&value[..len]);
    if office && behind.starts_with(surnames::is_surname) { len + blanks } else { 0 }
}

/// The longest name of an office, in characters.
const OFFICE: usize = 14;

/// Whether what follows a word that may be a name, behind a label, is said of people only: `证人方正的证言`.
fn is_told(after: &str) -> bool {
    const SAID: [&str; 44] = [
        "的证言",
        "的陈述",
        "的供述",
        "的证词",
        "的伤情",
        "的辨认",
        "的尸体",
        "的身份",
        "的询问",
        "的讯问",
        "及其妻",
        "及其丈夫",
        "及其子",
        "及其女",
        "及其父",
        "及其母",
        "及其家",
        "不慎",
        "出庭",
        "到庭",
        "（身份证",
        "（公民",
        "（男",
        "（女",
        "，男，",
        "，女，",
        "称，",
        "称：",
        "称其",
        "诉称",
        "辩称",
        "报警",
        "同志",
        "同学",
        "达成协议",
        "同意",
        "组成",
        "来信",
        "来电",
        "来访",
        "所述",
        "所称",
        "，是",
        "，家住",
    ];
    let another = |rest: &str| {
        length_at(rest, Care::Usual).is_some_and(|next| next.end == Boundary::Closed && next.score >= 45)
    };
    SAID.iter().any(|word| after.starts_with(word))
        || after.strip_prefix('、').is_some_and(|rest| another(rest) || begins_with_cue(rest))
}

/// `与被告阿迪力·肉孜`: another word introduces who follows.
fn begins_with_cue(value: &str) -> bool {
    let ends = value.char_indices().map(|(at, _)| at).skip(2).take(4);
    ends.into_iter().any(|end| CUES.at_end(&value[..end]).is_some_and(|hit| hit.len == end))
}

struct Link {
    end: usize,
    colon: bool,
}

/// More parts than any link has. A document can be one word again and again.
const LINKS: usize = 32;

/// What stands between a cue and the name: `（签字）：`, `为`, a tab. A label that stands in brackets, as `【户主】` does,
/// needs no colon.
fn link(text: &str, end: usize, in_brackets: bool) -> Link {
    let mut link = Link { end, colon: false };
    for _ in 0..LINKS {
        let rest = &text[link.end..];
        let Some(c) = rest.chars().next() else { return link };
        let width = match c {
            '：' | ':' | '\t' | '|' => {
                link.colon = true;
                c.len_utf8()
            }
            '\n' | '\r' if link.colon && !rest.starts_with("\n\n") => 1,
            '为' | '是' | '系' | '叫' if !link.colon => c.len_utf8(),
            '名' if rest.starts_with("名叫") => "名叫".len(),
            '姓' if rest.starts_with("姓名") => "姓名".len(),
            '】' | ']' | '］' | '〕' if in_brackets => {
                link.colon = true;
                c.len_utf8()
            }
            '“' | '"' | '/' | '】' => c.len_utf8(),
            // `户主**王子涵**`: strong emphasis.
            '*' if rest.starts_with("**") && rest[2..].starts_with(is_han) => 2,
            '（' | '(' | '【' => match bracketed(rest) {
                Some(width) => width,
                None => c.len_utf8(),
            },
            c if is_blank(c) => rest.len() - rest.trim_start_matches(is_blank).len(),
            _ => return link,
        };
        link.end += width;
    }
    link
}

/// The bytes of a bracket at the start of `rest` that holds a note and no name: `（签字）`.
fn bracketed(rest: &str) -> Option<usize> {
    let close = rest.char_indices().take(14).find(|&(_, c)| matches!(c, '）' | ')' | '】'))?;
    let inside = rest[..close.0].trim_start_matches(['（', '(', '【']);
    let names = length_at(inside, Care::Strict).is_some_and(|name| name.len == inside.len());
    (!names).then_some(close.0 + close.1.len_utf8())
}

fn after_blanks(text: &str, at: usize) -> usize {
    text.len() - text[at..].trim_start_matches(is_blank).len()
}

/// `延吉市长安大道16号` speaks of no mayor.
fn begins_road(text: &str, end: usize) -> bool {
    let last = end - '长'.len_utf8();
    text.get(last..end) == Some("长") && begins_address(&text[last..])
}

/// `防护工程`, `土木工程` speak of no workers.
fn begins_works(text: &str, end: usize) -> bool {
    text[..end].ends_with('工') && text[end..].starts_with('程')
}

/// `某村民`, `张某的监护人`: whoever follows has been hidden already, or is introduced by no field.
fn follows_hidden(before: &str) -> bool {
    before.ends_with(['非', '无'])
}

pub(super) enum Value {
    Name {
        len: usize,
        confidence: Confidence,
        evidence: EvidenceSet,
    },
    /// Something short that a list of names may hold: a name without surname.
    Maybe(usize),
    /// An anonymous form.
    Hidden(usize),
    Other,
}

/// What stands at the start of `value`, behind a colon or not; `personal` where the label is only ever a person's.
pub(super) fn value_at(value: &str, colon: bool, personal: bool, joined: bool) -> Value {
    if let Some(len) = dotted::len_at(value) {
        return Value::Name { len, confidence: Confidence::HIGH, evidence: EvidenceSet::EMPTY };
    }
    if let Some(name) = length_at(value, if colon { Care::Any } else { Care::Usual }) {
        let name = without_word(value, name);
        let (text, after) = value.split_at(name.len);
        let common = common_words::starts_name_like(value);
        // `户主：高明。` is a name, `法人：章程、期限` is not.
        let closes = closes_line(after) || personal && after.starts_with(['。', '，', ',', '；', ';']);
        let covered = common.is_some_and(|word| word >= name.len) && !closes;
        // `证人方正的证言`, `队员王建坪、方正，`.
        let wordlike = personal && !colon && common.is_some_and(|word| word >= name.len);
        let closed = || joined && name.end == Boundary::Closed && name.score >= 45;
        // `受理用户来信来访`.
        let wordlike = wordlike && !text.starts_with('来');
        let told = wordlike && name.score >= WORDLIKE && (is_told(after) || closed());
        let whole = colon
            && name.end == Boundary::Closed
            && !covered
            && !is_no_name(text)
            && !is_numbered_place(text, after);
        let sure = name.end > Boundary::Open || (name.score >= 65 && text.chars().count() > 2 && !joined);
        let refuted = is_numbered_place(text, after)
            || common.is_some_and(|word| word >= name.len || name.end < Boundary::Closed) && !told
            || is_no_name(text)
            || name.end == Boundary::Open && is_organisation(value);
        if whole || told || sure && !refuted && (colon || !is_doubtful(text, &name)) {
            return Value::Name {
                len: name.len,
                confidence: confidence(name.end, after, colon),
                evidence: characters(name.score),
            };
        }
    }
    if let Some(name) = unusual_at(value).filter(|_| personal && !colon) {
        let evidence = characters(name.score);
        return Value::Name { len: name.len, confidence: Confidence::MEDIUM, evidence };
    }
    if let Some(len) = spelled_at(value).filter(|_| !colon) {
        return Value::Name { len, confidence: Confidence::MEDIUM, evidence: EvidenceSet::EMPTY };
    }
    if !colon {
        return Value::Other;
    }
    if let Some(len) = latin::len_at(value) {
        return Value::Name { len, confidence: Confidence::HIGH, evidence: EvidenceSet::EMPTY };
    }
    unknown_at(value)
}

/// Without the last of three characters if a word goes on with it: `孙女罗欣|相依为命`.
fn without_word(value: &str, name: Length) -> Length {
    let text = &value[..name.len];
    let last = text.char_indices().next_back().map_or(0, |(at, _)| at);
    let open = name.end == Boundary::Open && text.chars().count() == 3;
    if open && is_better_without(value, Span::new(last, name.len)) {
        Length { len: last, end: Boundary::Word, ..name }
    } else {
        name
    }
}

/// A name of characters that are seldom part of one, where a clause ends behind it: `父亲谯大楼，`.
fn unusual_at(value: &str) -> Option<Length> {
    let name = length_at(value, Care::Any)?;
    let (text, after) = value.split_at(name.len);
    let is_word =
        || common_words::starts_name_like(text).is_some() || is_ordinary_word(text, shipped().lexicon());
    let other = || is_no_name(text) || is_numbered_place(text, after) || is_trade_word(text);
    (ends_clause(after)
        && text.chars().all(is_han)
        && text.starts_with(is_rare_surname)
        && !is_word()
        && !other())
    .then_some(name)
}

/// Whether a clause ends, or an item of a list.
pub(super) fn ends_clause(after: &str) -> bool {
    after.is_empty() || after.starts_with(['，', ',', '。', '；', ';', '、', '\n', '（'])
}

/// A name without surname and dot, by what it is spelled with: `罗桑益西`. What stands behind it, or how many characters
/// that words are seldom made of, must show where it ends.
fn spelled_at(value: &str) -> Option<usize> {
    let followed = |after: &str| !after.starts_with(is_han) || FOLLOWERS.at_start(after).is_some();
    if let Some(len) = paired::len_at(value).filter(|&len| len > paired::WORD || followed(&value[len..])) {
        return Some(len);
    }
    let run: usize = value.chars().take(8).take_while(|&c| TRANSCRIBING.is_open(c)).map(char::len_utf8).sum();
    let ends = value[..run].char_indices().skip(3).map(|(at, _)| at);
    let word = ends.clone().find(|&at| FOLLOWERS.at_start(&value[at..]).is_some_and(|hit| hit.len > 3));
    let len = word.unwrap_or(run);
    let (name, after) = value.split_at(len);
    let count = name.chars().count();
    let sure = name.chars().filter(|&c| transcription::grade(c) == 2).count();
    let closed = !after.starts_with(is_han) && !after.starts_with(is_dot) || word.is_some();
    let followed = || closed || FOLLOWERS.at_start(after).is_some();
    let needed = if closed { 1 } else { 2 };
    let spelled = (3..=6).contains(&count) && sure >= needed && (followed() || count >= 4);
    (spelled && common_words::starts_name_like(value).is_none() && !is_no_name(name)).then_some(len)
}

/// How much like a name a word must be, behind a label.
const WORDLIKE: u8 = 30;

fn confidence(end: Boundary, after: &str, colon: bool) -> Confidence {
    match FOLLOWERS.at_start(after).map(|hit| hit.meaning) {
        Some(Follower::Business) => Confidence::LOW,
        _ if end > Boundary::Open || colon => Confidence::HIGH,
        _ => Confidence::MEDIUM,
    }
}

/// A short run of characters that closes: a name without surname, or an anonymous form.
fn unknown_at(value: &str) -> Value {
    let run = value.chars().take_while(|&c| is_han(c)).map(char::len_utf8).sum::<usize>();
    let (text, after) = value.split_at(run);
    let count = text.chars().count();
    if text.contains('某') || hides_more(count.saturating_sub(1), after) {
        let rest = after.trim_start_matches(|c: char| is_mask(c) || is_han(c) || c.is_ascii_digit());
        return Value::Hidden(value.len() - rest.len());
    }
    let spelled = count > 1 && text.chars().all(|c| TRANSCRIBING.is_open(c));
    let closed = !after.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '：' | ':' | '《' | '“'));
    if closed && spelled && count <= 6 && !is_no_name(text) && !(count < 4 && is_ordinary(text)) {
        Value::Maybe(run)
    } else {
        Value::Other
    }
}

fn is_ordinary(text: &str) -> bool {
    common_words::starts_name_like(text).is_some() || FOLLOWERS.at_start(text).is_some_and(|hit| hit.len > 3)
}

/// A run of characters that ends like the name of an organisation.
fn is_organisation(value: &str) -> bool {
    let run = value.chars().take(24).take_while(|&c| is_han(c)).map(char::len_utf8).sum::<usize>();
    is_no_name(&value[..run])
}

/// What is never, and what is seldom, a surname behind a label.
const NEVER: &str = "和由有从与都进将各所自请及能";
const SELDOM: &str = "向于时应成方单";

/// Surnames that few bear, and that many clauses begin with.
const WORDS_TOO: &str =
    "利来公相位但母信索生种达赏赛拜操暴怀铁青零易全安平明连通支行当强改关同计展阴双初满门";

/// Whether few are called so, and few clauses begin so.
pub(super) fn is_rare_surname(c: char) -> bool {
    let word = [NEVER, SELDOM, WORDS_TOO].iter().any(|words| words.contains(c));
    !word && surnames::share(c).is_some_and(|share| share < 0.15)
}

/// `和配偶`, `向担保`: what begins with a word that is seldom a surname must look very much like a name.
fn is_doubtful(text: &str, name: &Length) -> bool {
    let surname = text.chars().next().unwrap_or('\0');
    let three = text.chars().count() > 2;
    let rare = surnames::share(surname).is_some_and(|share| share < 0.03) || "主管师任".contains(surname);
    match surname {
        _ if NEVER.contains(surname) => true,
        _ if SELDOM.contains(surname) => !three || name.score < 45 || name.end == Boundary::Open,
        _ => rare && (!three || name.score < 60),
    }
}

pub(super) fn closes_line(after: &str) -> bool {
    after.is_empty() || after.starts_with(['\n', '\r', '\t', '（', '('])
}

/// A child's age after the name makes it a minor's.
pub(super) fn role_of(role: Role, after: &str) -> Role {
    match super::weighed::is_minor(after) {
        true if role == Role::Punished => Role::PunishedMinor,
        true => Role::Minor,
        false => role,
    }
}

/// Where the next name of a list begins: behind `、`, `和`, or, in a list that was announced, a line break or blank.
pub(super) fn next_item(text: &str, at: usize, announced: bool) -> Option<usize> {
    let mut rest = &text[at..];
    if let Some(width) = rest.starts_with(['（', '(']).then(|| bracket(rest)).flatten() {
        rest = &rest[width..];
    }
    let joined = rest.trim_start_matches(is_blank);
    let after = joined.strip_prefix(['、', '，', ',', '和', '与', '及', '；', ';', '/', '／']);
    let announced = || {
        announced.then(|| joined.trim_start_matches(is_list_mark)).filter(|after| after.len() < rest.len())
    };
    let after = after.or_else(announced)?;
    Some(text.len() - after.trim_start_matches(|c| is_blank(c) || is_list_mark(c)).len())
}

fn is_list_mark(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\t' | '0'..='9' | '.' | '．' | '、' | ')' | '）' | '①'..='⑳')
}

/// The bytes of a short bracket: `（3组）`.
fn bracket(rest: &str) -> Option<usize> {
    rest.char_indices().take(20).find(|&(_, c)| matches!(c, '）' | ')')).map(|(at, c)| at + c.len_utf8())
}
