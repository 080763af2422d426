//! Addresses that no word introduces: found from the house number or the last name, and read from where they may
//! begin.

use std::sync::LazyLock;

use yinmo_data::common_words;

use super::beside::{Beside, beside, is_masked, is_name};
use super::cues::{CUES, is_office};
use super::endings::{self, is_foreign};
use super::grammar::{Parsed, first_name, parse, parse_led};
use super::numbers::{Number, Unit};
use super::{before, claim, is_number, numbers, places, reasons, up_to_longest, yards};
use crate::finding::{Confidence, Role};
use crate::recognizers::Claim;
use crate::recognizers::context::floor_boundary;
use crate::recognizers::field::Field;
use crate::tagger::{Boundary, Care, Words, is_blank, is_han, is_mask, length_at};
use crate::text::Span;

/// What shows that an address ends, or nearly ends, at a place.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    /// The unit of a number, or the dash between two.
    Number,
    /// An ending of a name, with no character behind it.
    Name,
    /// `家中` follows.
    Home,
    /// Words for where near a place: `供销社对面`.
    Near,
}

/// More bytes than the names of places in an entry have.
const LONGEST_ENTRY: usize = 90;

/// In bytes: how far behind its first number an address still goes on.
const NEAR: usize = 60;

/// More characters than there are before the first number of an address.
const REACH: usize = 45;

/// The address that reaches over the character at byte `anchor`, or up to the home there, and begins at byte `covered`
/// or behind it.
pub(super) fn unlabelled(field: &Field<'_>, covered: usize, anchor: usize, why: Anchor) -> Option<Claim> {
    let text = field.text;
    // `3组的家中`: neither an address nor a name reaches up to the home.
    if why == Anchor::Home && text[..anchor].ends_with('的') {
        return None;
    }
    if why == Anchor::Name && !may_be_entry(&text[covered..anchor]) {
        return None;
    }
    if why == Anchor::Number && is_some_group(text, anchor) {
        return None;
    }
    let mut starts = starts(text, covered, anchor, why);
    let first = starts.find_map(|start| Some((start, reaching(text, start, anchor, why)?)))?;
    let (start, parsed) = behind_words(text, first, anchor, why);
    let whose = match beside(text, start) {
        // A number of a building alone in a table of people who are hidden.
        Beside::Person if !parsed.named && is_masked(text, start) => Beside::Nothing,
        Beside::Nothing if is_home_of_somebody(text, start, &parsed) => Beside::Person,
        Beside::Nothing if parsed.house && reaches_somebody(text, start, parsed.len) => Beside::Person,
        whose => whose,
    };
    if !is_enough(&parsed, why, whose, &text[start + parsed.len..]) {
        return None;
    }
    let (start, mut parsed) = with_region(text, covered, start, parsed);
    if whose == Beside::Person {
        parsed.len += rest_of_entry(&text[start + parsed.len..]);
    }
    let office = match whose {
        Beside::Person => false,
        Beside::Office => true,
        Beside::Nothing => parsed.institution || is_office(before(text, start)),
    };
    let role = if office { Role::Organisation } else { Role::Citizen };
    Some(claim(field, Span::new(start, start + parsed.len), Confidence(80), role, reasons(&parsed)))
}

/// Whether a mobile number stands right behind a house that is no office's: `糖糖妈 5栋1102 13800012001`.
fn reaches_somebody(text: &str, start: usize, len: usize) -> bool {
    let after = &text[start + len..];
    let number = after.trim_start_matches(is_sign);
    let digits = number.bytes().take(12).take_while(u8::is_ascii_digit).count();
    number.len() < after.len() && digits == 11 && number.starts_with('1') && !is_office(before(text, start))
}

/// `作为一|组依赖`: not the first group of a settlement.
fn is_some_group(text: &str, anchor: usize) -> bool {
    let (before, after) = (&text[..anchor], &text[anchor..]);
    let (Some(before), Some(after)) = (before.strip_suffix('一'), after.strip_prefix('组')) else {
        return false;
    };
    let settled = before.chars().next_back().is_none_or(|c| !is_han(c) || endings::may_end_settlement(c));
    !settled && numbers::at(after).is_none()
}

/// The address that is all of the entry behind the name that begins at byte `name`: `王建坪，东沟林业站5工区，`.
pub(super) fn behind_name(field: &Field<'_>, covered: usize, name: usize) -> Option<Claim> {
    let text = field.text;
    // The cheap question first: most names have other words behind them.
    let mut behind = text[name..].chars().skip(1);
    if (0..LONGEST_NAME).all(|_| behind.next().is_some_and(is_han)) {
        return None;
    }
    let person = length_at(&text[name..], Care::Usual)
        .filter(|name| name.end == Boundary::Closed && name.score >= 40)?;
    let behind = &text[name + person.len..];
    let household =
        ["户", "家庭", "一家"].iter().find(|word| behind.starts_with(**word)).map_or(0, |word| word.len());
    let mut start = name + person.len + household;
    for _ in 0..SKIPPED {
        let signs = text[start..].len() - text[start..].trim_start_matches(is_sign).len();
        if signs == 0 {
            return None;
        }
        start += signs;
        let entry = &text[start..];
        let len: usize = entry.chars().take(REACH).take_while(|&c| is_of_entry(c)).map(char::len_utf8).sum();
        if len == 0 || start < covered || is_led(&entry[..len]) {
            return None;
        }
        if let Some(parsed) = whole_entry(entry, len) {
            let span = Span::new(start, start + parsed.len);
            return Some(claim(field, span, Confidence(80), Role::Citizen, reasons(&parsed)));
        }
        start += len;
    }
    None
}

/// In characters.
const LONGEST_NAME: usize = 4;

/// The address that reaches at least to the end of the entry, and ends with a sign.
fn whole_entry(entry: &str, len: usize) -> Option<Parsed> {
    let mut parsed = parse_led(up_to_longest(entry))?;
    let settled = parsed.house || parsed.village || parsed.is_yard();
    parsed.len += rest_of_entry(&entry[parsed.len..]);
    let closed = !entry[parsed.len..].starts_with(|c: char| c.is_alphanumeric() || is_mask(c));
    let fits = settled && parsed.named && !parsed.institution && closed && parsed.len >= len;
    (fits && places_somebody(&entry[..len])).then_some(parsed)
}

/// Whether an entry has a word before the address, which then has its own mark: `户籍壶关县…`.
fn is_led(entry: &str) -> bool {
    let mut ends = entry.char_indices().map(|(at, c)| at + c.len_utf8()).take(6);
    ends.any(|end| CUES.at_end(&entry[..end]).is_some_and(|word| word.len == end))
}

/// How many entries may stand between a name and where its bearer lives, and one more.
const SKIPPED: usize = 3;

/// Between the entries of a list.
fn is_sign(c: char) -> bool {
    is_blank(c) || matches!(c, '，' | ',' | '(' | '（' | '\t' | '|' | '｜' | '/' | '／' | '：' | ':')
}

fn is_of_entry(c: char) -> bool {
    is_han(c) || c.is_ascii_alphanumeric() || matches!(c, '-' | '#' | '０'..='９' | '－')
}

/// Whether an entry is long enough to be no name of something else.
fn places_somebody(entry: &str) -> bool {
    entry.chars().count() >= 4
}

/// What is left of an entry that an address begins: `青山村3组|晒谷坪上`.
fn rest_of_entry(rest: &str) -> usize {
    let len: usize =
        rest.chars().take(ENTRY).take_while(|&c| is_of_entry(c) && !is_foreign(c)).map(char::len_utf8).sum();
    let own = &rest[..len];
    let closed = !rest[len..].starts_with(|c: char| c.is_alphanumeric());
    let place =
        own.ends_with(|c: char| c.is_ascii_digit() || super::may_end(c) || "楼层户侧边角面".contains(c));
    let counted = own.starts_with(|c: char| c.is_ascii_digit()) && own.ends_with('户');
    if closed && place && !counted && !endings::begins_people(own) && !is_about_land(own) { len } else { 0 }
}

/// The longest rest of an entry, in characters.
const ENTRY: usize = 8;

/// The same with the region before the blank that it stands behind: `河北省 |石家庄市…`.
fn with_region(text: &str, covered: usize, start: usize, parsed: Parsed) -> (usize, Parsed) {
    let before = text[covered..start].trim_end_matches(is_blank);
    let end = covered + before.len();
    let region = |at: &usize| {
        let own = &text[*at..end];
        places::at(own).is_some()
            && parse(own).is_some_and(|parsed| parsed.len == own.len() && !parsed.below())
    };
    let starts = before.char_indices().rev().take(REGION).take_while(|&(_, c)| is_han(c));
    let mut starts: Vec<usize> = starts.map(|(at, _)| covered + at).collect();
    starts.reverse();
    let whole = |at: usize| {
        let all = parse(up_to_longest(&text[at..])).filter(|all| at + all.len == start + parsed.len)?;
        Some((at, all))
    };
    let separated = end < start;
    starts.into_iter().filter(|_| separated).find(region).and_then(whole).unwrap_or((start, parsed))
}

/// More characters than the names of a province, its prefecture and its county have.
const REGION: usize = 24;

/// Whether the characters before the end of a name are an entry of a list, or the end of one, with something about a
/// person before it: the cheap question, for most sentences end like names of places.
fn may_be_entry(before: &str) -> bool {
    let own = before.trim_end_matches(|c| is_han(c) || is_number(c));
    before.len() - own.len() <= LONGEST_ENTRY && beside(own, own.len()) == Beside::Person
}

/// The address that begins at byte `start`, if it is long enough.
fn reaching(text: &str, start: usize, anchor: usize, why: Anchor) -> Option<Parsed> {
    let rest = &text[start..];
    let of_corps = |unit| matches!(unit, Unit::Regiment | Unit::Division);
    let only_number = rest.starts_with(is_number)
        && numbers::at(rest).is_some_and(|number| !of_corps(number.unit) && !is_street(rest, number))
        && !numbers::begins_home(rest)
        && !begins_committee(rest)
        && places::at(rest).is_none();
    if only_number && !numbers::at(rest).is_some_and(|number| is_lived_in(rest, number))
        || begins_with_preposition(rest)
    {
        return None;
    }
    if why != Anchor::Home {
        let of_person = beside(text, start) == Beside::Person;
        let rest = up_to_longest(rest);
        let resident = || {
            let near = floor_boundary(&text[anchor..], NEAR);
            ["的", "住户", "业主", "租户"].iter().any(|word| text[anchor..anchor + near].contains(word))
        };
        let led = || {
            // `该小区5号楼业主`.
            if text[..start].ends_with(['该', '本', '我', '此', '贵', '各', '某', '同']) || !resident()
            {
                return None;
            }
            let named = |parsed: &Parsed| parsed.named && parsed.house;
            parse_led(rest).filter(|parsed| named(parsed) && is_of_resident(&rest[parsed.len..]))
        };
        let parsed = if of_person { parse_led(rest) } else { parse(rest).or_else(led) };
        return parsed.filter(|parsed| start + parsed.len > anchor);
    }
    let rest = &text[start..anchor];
    let whose_home = |behind: &str| behind.is_empty() || is_name(behind);
    parse(rest).filter(|parsed| whose_home(&rest[parsed.len..]))
}

/// `17委10组`: a residents' committee in the north-east.
fn begins_committee(rest: &str) -> bool {
    let group = |behind: &str| numbers::at(behind).is_some_and(|number| number.unit == Unit::Group);
    numbers::at(rest).is_some_and(|number| rest[..number.len].ends_with('委') && group(&rest[number.len..]))
}

/// `八一大街84号`: a street whose name is a number.
fn is_street(text: &str, number: Number) -> bool {
    let door = || numbers::at(&text[number.len..]).is_some_and(|next| next.unit == Unit::Door);
    number.unit == Unit::Street && door()
}

/// The same without the words before it that the grammar takes for part of a name: `其中|环湖巷63号`.
fn behind_words(text: &str, first: (usize, Parsed), anchor: usize, why: Anchor) -> (usize, Parsed) {
    let prefix_end = anchor.min(first.0 + first.1.len);
    let inner = text[first.0..prefix_end].char_indices().rev().map(|(at, _)| first.0 + at);
    let mut inner = inner.filter(|&at| at > first.0);
    let shorter = behind_other(text, &first, anchor, why);
    let shorter = shorter.or_else(|| {
        inner.find_map(|at| {
            // `青山村村民|小组9组`.
            if text[at..].starts_with("小组") {
                return None;
            }
            let word = LEADS.at_end(&text[..at]).map(|word| word.meaning)?;
            let parsed = reaching(text, at, anchor, why)?;
            let fits = match word {
                Lead::Word | Lead::Gets => !is_road_of_village(text, at),
                Lead::Noun => yards::at(&text[at..]).is_none() && places::at(&text[first.0..]).is_none(),
                Lead::Preposition => is_preposition(text, at) && parsed.named && first_name(&text[at..]) > 2,
            };
            fits.then_some((at, parsed))
        })
    });
    let shorter = shorter.or_else(|| from_known(text, &first, anchor, why));
    shorter.or_else(|| from_road(text, &first, anchor, why)).unwrap_or(first)
}

/// `周欣莲和|打石巷16号`: somebody else is named before.
fn behind_other(
    text: &str,
    (start, _): &(usize, Parsed),
    anchor: usize,
    why: Anchor,
) -> Option<(usize, Parsed)> {
    let ands = text[*start..anchor].char_indices().take(8).filter(|(_, c)| matches!(c, '和' | '与' | '及'));
    let at = ands
        .map(|(at, c)| (start + at, start + at + c.len_utf8()))
        .find(|&(and, _)| is_somebody(&text[*start..and]))?
        .1;
    Some((at, reaching(text, at, anchor, why)?))
}

fn is_somebody(name: &str) -> bool {
    is_name(name) && !name.ends_with(['路', '街', '巷', '道', '里', '弄', '村'])
}

/// `青山村民|主路5号`: the word is none, for the village ends within it.
fn is_road_of_village(text: &str, at: usize) -> bool {
    text[..at].ends_with("村民") && endings::begins_road(&text[at - '民'.len_utf8()..])
}

/// `导致|滨河街575号`: roads have short names, and an ordinary word stands before this one.
fn from_road(
    text: &str,
    (start, _): &(usize, Parsed),
    anchor: usize,
    why: Anchor,
) -> Option<(usize, Parsed)> {
    let rest = &text[*start..];
    let name = first_name(rest);
    let word: usize = rest.chars().take(2).map(char::len_utf8).sum();
    let ordinary = common_words::starts_name_like(rest).is_some_and(|len| len == word);
    let road = || {
        let end = rest.char_indices().nth(name).map_or(rest.len(), |(at, _)| at);
        rest[..end].ends_with(['路', '街', '巷', '道'])
    };
    let fits = (5..=9).contains(&name) && road() && ordinary && places::at(rest).is_none();
    let at = start + word;
    fits.then(|| Some((at, reaching(text, at, anchor, why)?)))?
}

/// `慎将海陵区…`: what stands before a known place is no address.
fn from_known(
    text: &str,
    (start, _): &(usize, Parsed),
    anchor: usize,
    why: Anchor,
) -> Option<(usize, Parsed)> {
    if places::at(&text[*start..]).is_some() {
        return None;
    }
    // `高新区` is no `新区`.
    let long = |at: usize| {
        let within = |len: usize| places::at(&text[at + len..]).is_some();
        places::at(&text[at..])
            .is_some_and(|place| place.len > "新区".len() || place.len == "新区".len() && within(place.len))
    };
    let mut inner = text[*start..anchor].char_indices().skip(2).map(|(at, _)| start + at);
    let at = inner.find(|&at| long(at))?;
    let before = &text[*start..at];
    let part = before.ends_with('原') || parse(before).is_some_and(|parsed| parsed.len == before.len());
    (!part).then(|| Some((at, reaching(text, at, anchor, why)?)))?
}

/// What a word before an address is.
#[derive(Clone, Copy)]
enum Lead {
    Word,
    /// A home follows, even without a name: `分得|6栋203`.
    Gets,
    /// One that names begin with too: `将军路`.
    Preposition,
    /// One that the name of whoever built the house may end with: `农机公司|家属院`.
    Noun,
}

/// Words that may stand right before an address, asked for at their end.
static LEADS: LazyLock<Words<Lead>> = LazyLock::new(|| {
    let lists = [
        (LEADING, Lead::Word),
        (GETTING, Lead::Gets),
        (PREPOSITIONS, Lead::Preposition),
        (NOUNS, Lead::Noun),
    ];
    Words::ending(
        lists.into_iter().flat_map(|(list, lead)| list.split_whitespace().map(move |word| (word, lead))),
    )
});

const LEADING: &str = "
    出租房 承租房 今有 申请补发 补发 办理 代为办理 其中 自愿将 不慎将 登记于 登记在 所反映 反映 来到 去到 赶到 走进 走访 前往 抵达 到达 送到 送往 送至 送回 返回 回到 行至 行经 途经 驶入 进入 潜入 窜至 窜入 名下
    购买 购得 购置 购入 买下 出售 出租 承租 租赁 租用 租得 继承 占有 拥有 共有 坐落 座落 发生 发现 毗邻 隔壁 研究 审议 讨论 遗有 楼上 楼下 双方就 号为 搬入 号系 以及 及其 另有 还有 有关 关于 针对 对于 涉及 涉案 查封 拍卖 变卖 评估 抵押 抵押物
    处分 分割 占用 使用 搭建 拆除 翻建 房屋 住房 房产 不动产 门面 商铺 用户 业主 住户 租客 房东 邻居 居民 村民 群众 老人 家庭 就读 户主 地址 住址 家在 人在 原系 现为 现系 系其 即为
    包括 分别 先后 多次 随后 之后 当天 当晚 次日 凌晨 上午 下午 昨日 今日 目前 位置 地点 现场 入户 到了 慰问 看望 巡查 排查 检查 通知 自己 本人 本户 双方 原告 被告 申请人 出卖人 买受人
    遗失 丢失 挂失 注销 收回 征收 征用 拆迁 腾退 腾空 交付 移交 转让 赠与 赠予 过户 置换 分配 配租 配售 入住 装修 改造 修缮 加固 闲置 空置 报修 核实 查看 勘查 勘验 测绘
    查处 举报 投诉 来电 咨询 预约 上门 搬离 搬出 迁出 离开 逃离 逃至 藏匿 藏身 约定 抵偿 抵债 出具 提供 登记 变更 更正 确认 申请 要求 请求 承建 维修 抢修 安装 更换 停放 存放 堆放 放在 停在 邮寄 寄到 寄至 快递 代收 转交";

const NOUNS: &str = "公司 出口 门口";

const GETTING: &str = "分得 分到 分配到 抽得 选得 选定 安置于 安置在";

const PREPOSITIONS: &str = "于 至 由 将 为";

/// Whether the preposition that ends at byte `at` begins no name with the character behind it.
fn is_preposition(text: &str, at: usize) -> bool {
    const NAMES: [&str; 10] =
        ["于家", "于庄", "于营", "为民", "至善", "至诚", "由义", "将军", "将台", "将乐"];
    let start = text[..at].char_indices().next_back().map_or(0, |(start, _)| start);
    !NAMES.iter().any(|name| text[start..].starts_with(name)) && endings::at(&text[at..]).is_none()
}

/// `为老庄子村…`, `往南京市…`, but `为民村`, `往来镇`.
fn begins_with_preposition(rest: &str) -> bool {
    let Some(name) = rest.strip_prefix(leads) else { return false };
    let second = name.chars().next().map_or(0, char::len_utf8);
    let longer = rest.starts_with(['对', '为', '将', '由', '赴']) && endings::at(&name[second..]).is_none();
    (longer || places::at(name).is_some()) && places::at(rest).is_none()
}

/// Where an address may begin: with its clause, behind a preposition, or with a known place.
fn starts(text: &str, covered: usize, anchor: usize, why: Anchor) -> impl Iterator<Item = usize> {
    // `塘场村（原朱家村）9组` has brackets within, but in `王建坪（青云村）` they part a name and an address.
    let mut next = '\0';
    let mut is_part = move |c: char| {
        let next = std::mem::replace(&mut next, c);
        // `染布巷⏎60号`: a line as wide as the paper.
        c == '\n' && is_number(next)
            || is_han(c)
            || c.is_alphanumeric()
            || why == Anchor::Number && is_bracket(c)
            || matches!(c, '-' | '－' | '—' | '#' | '＃')
    };
    let clause = text[covered..anchor].char_indices().rev().take(REACH).take_while(move |&(_, c)| is_part(c));
    let first = clause.last().map_or(anchor, |(at, _)| covered + at);
    let mut previous = '\0';
    text[first..anchor]
        .char_indices()
        .map(move |(at, c)| (first + at, std::mem::replace(&mut previous, c)))
        .filter_map(move |(at, previous)| {
            let begins = at == first
                || previous == '\n'
                || is_bracket(previous)
                || is_foreign(previous)
                || leads(previous)
                || places::at(&text[at..]).is_some();
            begins.then_some(at)
        })
}

const fn is_bracket(c: char) -> bool {
    matches!(c, '（' | '）' | '(' | ')')
}

/// Whether an address may begin right behind `c`, which stands in names of places too.
const fn leads(c: char) -> bool {
    matches!(c, '于' | '至' | '往' | '向' | '由' | '与' | '和' | '为' | '对' | '赴' | '进' | '将')
}

/// Whether what was parsed is an address, with nothing before it that says so.
fn is_enough(parsed: &Parsed, why: Anchor, whose: Beside, after: &str) -> bool {
    match why {
        Anchor::Number => parsed.house && (parsed.named || whose == Beside::Person) && !is_about_land(after),
        Anchor::Home => parsed.named,
        Anchor::Near => {
            let name = after.strip_prefix('的').unwrap_or(after);
            let resident = || {
                length_at(name, Care::Usual).is_some_and(|name| name.score >= 45 && name.end > Boundary::Open)
            };
            parsed.village && (whose == Beside::Person || resident())
        }
        Anchor::Name => {
            let closed = !after.starts_with(is_han);
            let settled = parsed.village || parsed.named && (parsed.known || parsed.is_yard());
            closed && settled && whose == Beside::Person
        }
    }
}

/// Whether a home without a name is somebody's by the words around it: `分得|6栋203`, `29栋|的王秀兰`.
fn is_home_of_somebody(text: &str, start: usize, parsed: &Parsed) -> bool {
    if parsed.named || !numbers::begins_home(&text[start..]) && numbers::at(&text[start..]).is_none() {
        return false;
    }
    let named_behind = |number: Number| {
        let after =
            text[start + number.len..].trim_start_matches(|c| is_blank(c) || matches!(c, '\t' | '|' | '｜'));
        let separated = after.len() < text.len() - start - number.len;
        separated
            && length_at(after, Care::Usual)
                .is_some_and(|name| name.score >= 45 && name.end == Boundary::Closed)
    };
    let gets = LEADS.at_end(&text[..start]).is_some_and(|word| matches!(word.meaning, Lead::Gets));
    let number = numbers::at(&text[start..]).filter(|number| number.unit == Unit::Building);
    number.is_some_and(|number| {
        let all = Number { len: parsed.len, ..number };
        gets || is_lived_in(&text[start..], all) || named_behind(all)
    })
}

/// Whether right behind an address stands who lives there: `进士坊7-4号|的梁洪庆`.
fn is_of_resident(after: &str) -> bool {
    let whose = || {
        let name = after.strip_prefix('的')?;
        length_at(name, Care::Usual).filter(|name| name.score >= 45 && name.end > Boundary::Open)
    };
    ["住户", "业主", "租户"].iter().any(|word| after.starts_with(word)) || whose().is_some()
}

/// Whether behind the building that `text` begins with those are named who live there: `29栋|的王秀兰`.
fn is_lived_in(text: &str, building: Number) -> bool {
    let after = &text[building.len..];
    let whose = || {
        let name = after.strip_prefix('的')?;
        length_at(name, Care::Usual).filter(|name| name.score >= 45 && name.end > Boundary::Open)
    };
    let residents = || ["住户", "业主", "租户", "租客", "居民"].iter().any(|word| after.starts_with(word));
    building.unit == Unit::Building && (residents() || whose().is_some())
}

/// `12号至56号`, `5组道路硬化`: the words after a place say that nobody lives there.
fn is_about_land(after: &str) -> bool {
    const WORDS: [&str; 15] = [
        "至",
        "道路",
        "公路",
        "机耕",
        "水渠",
        "路段",
        "土地",
        "林地",
        "集体",
        "网格",
        "党支部",
        "党小组",
        "灌溉",
        "饮水",
        "施工",
    ];
    WORDS.iter().any(|word| after.starts_with(word))
}
