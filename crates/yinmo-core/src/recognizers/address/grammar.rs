//! The grammar of addresses: region, township, village, road, estate, house; any level may be missing.

use super::endings::{self, Level, ends_settlement, is_foreign};
use super::numbers::{self, Unit, is_dashed};
use super::{families, landmark, places, yards};
use crate::tagger::{Boundary, Care, is_blank, is_han, length_at};

/// An address at the start of a text.
#[derive(Clone, Copy, Default)]
pub(super) struct Parsed {
    /// In bytes.
    pub len: usize,
    /// It names a known region or township.
    pub known: bool,
    /// It names a village, hamlet, road or estate.
    pub named: bool,
    /// It names a village or community.
    pub village: bool,
    /// It goes down to a group, house or room.
    pub house: bool,
    /// It ends with an institution: `市民中心`.
    pub institution: bool,
    /// The last part was a group: `11组`.
    grouped: bool,
    /// It ends with the name of a tower of an estate, behind which rooms need no unit: `丹桂阁`.
    tower: bool,
    /// It names a regiment of the production corps.
    regiment: bool,
    /// A word before it says that it is an address.
    led: bool,
    /// The level of the last name.
    reached: Level,
}

/// The longest name between two endings, in characters.
const NAME: usize = 9;

/// The longest address that `text` begins with.
pub(super) fn parse(text: &str) -> Option<Parsed> {
    read(text, Parsed::default())
}

/// The same where a word says that an address begins: less has to be known of it.
pub(super) fn parse_led(text: &str) -> Option<Parsed> {
    read(text, Parsed { led: true, ..Parsed::default() })
}

/// The characters of the first part of the address that `text` begins with, its ending included.
pub(super) fn first_name(text: &str) -> usize {
    let first = STEPS.iter().find_map(|step| step(text, &Parsed::default()));
    first.map_or(0, |step| text[..step.len].chars().count())
}

fn read(text: &str, mut parsed: Parsed) -> Option<Parsed> {
    while let Some(step) = STEPS.iter().find_map(|step| step(&text[parsed.len..], &parsed)) {
        parsed.take(step);
    }
    (parsed.len > 0).then_some(parsed)
}

/// What may come next, asked in this order.
const STEPS: [fn(&str, &Parsed) -> Option<Step>; 21] = [
    known,
    behind_number,
    numbered,
    counted,
    noted,
    renumbered,
    joined,
    explained,
    committee,
    crossing,
    nook,
    bare_yard,
    family,
    company,
    near,
    named,
    room,
    spaced,
    wrapped,
    yard,
    tail,
];

#[derive(Clone, Copy)]
struct Step {
    len: usize,
    what: What,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    Known(Level),
    Named(Level),
    /// One of the houses of an estate that have names.
    Tower,
    /// A name that only the number behind it shows to be one: `外张桥头47号`.
    NamedHouse,
    House,
    /// Neighbours: `11组`.
    Group,
    /// A house on an estate, whatever the estate is called: `万科中心1栋`.
    Flat,
    /// A settlement of the production corps: `170团`.
    Regiment,
    /// Says the same again, in brackets.
    Note,
}

impl Step {
    const fn new(len: usize, what: What) -> Self {
        Self { len, what }
    }

    fn behind(self, len: usize) -> Self {
        Self { len: len + self.len, ..self }
    }
}

impl Parsed {
    fn take(&mut self, step: Step) {
        self.len += step.len;
        self.grouped = step.what == What::Group;
        self.regiment |= step.what == What::Regiment;
        self.tower = step.what == What::Tower;
        match step.what {
            What::Known(level) => {
                self.known = true;
                self.reached = level;
            }
            What::Named(level) => {
                self.named |= level >= Level::Village && level != Level::Institution;
                self.village |= level == Level::Village;
                self.house |= level == Level::Group;
                self.institution = level == Level::Institution;
                self.reached = level;
            }
            What::Tower => {
                self.named = true;
                self.reached = Level::Place;
            }
            What::NamedHouse => {
                (self.named, self.house) = (true, true);
                self.reached = Level::Place;
            }
            What::Regiment => {
                (self.named, self.village) = (true, true);
                self.reached = Level::Village;
            }
            What::House | What::Group => self.house = true,
            What::Flat => (self.house, self.named, self.institution) = (true, true, false),
            What::Note => {}
        }
    }

    const fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// It ends with homes named after what they are: `家属院`.
    pub(super) fn is_yard(&self) -> bool {
        self.reached == Level::Yard
    }

    /// It ends with a hamlet of the village before it.
    pub(super) fn is_below_village(&self) -> bool {
        self.village && self.reached == Level::Place
    }

    /// It goes below the township.
    pub(super) const fn below(&self) -> bool {
        self.named || self.house || self.institution
    }
}

/// A region or township from the tables.
fn known(rest: &str, so_far: &Parsed) -> Option<Step> {
    let place = (!so_far.below()).then(|| places::at(rest)).flatten()?;
    let level = if place.township { Level::Township } else { Level::Region };
    Some(Step::new(place.len, What::Known(level)))
}

/// A number and its unit.
fn numbered(rest: &str, so_far: &Parsed) -> Option<Step> {
    let number = numbers::at(rest)?;
    let what = match number.unit {
        Unit::Building if so_far.institution && rest[..number.len].ends_with(['栋', '幢']) => What::Flat,
        Unit::Building if so_far.institution && so_far.house => What::Flat,
        Unit::Group => What::Group,
        Unit::Door | Unit::Building => What::House,
        Unit::Part => so_far.below().then_some(What::House)?,
        Unit::Division => (!so_far.below()).then_some(What::Known(Level::Region))?,
        Unit::Regiment => (so_far.known || so_far.led && so_far.is_empty()).then_some(What::Regiment)?,
        Unit::Company => (so_far.village || so_far.led && so_far.below()).then_some(What::House)?,
        // `7屯`, in the north-east.
        Unit::Hamlet => (so_far.village && !so_far.house).then_some(What::Group)?,
        // `17委10组`, in the north-east.
        Unit::Grid if is_committee(rest, number.len) => What::Named(Level::Village),
        Unit::Grid => so_far.below().then_some(What::Named(Level::Place))?,
        // `三街45号`, but `三路公交车`.
        Unit::Street => {
            let door = numbers::at(&rest[number.len..]).is_some_and(|next| next.unit == Unit::Door);
            // `青山村四街`: its parts are called streets.
            if so_far.reached == Level::Village
                && !so_far.house
                && !door
                && rest[..number.len].ends_with('街')
            {
                return Some(Step::new(number.len, What::Group));
            }
            (door && (so_far.known || so_far.led || so_far.named)).then_some(What::Named(Level::Place))?
        }
    };
    Some(Step::new(number.len, what))
}

/// Whether the number of `len` bytes is that of a residents' committee, with a group behind it: `17委|10组`.
fn is_committee(rest: &str, len: usize) -> bool {
    rest[..len].ends_with('委') && numbers::at(&rest[len..]).is_some_and(|next| next.unit == Unit::Group)
}

/// Homes that go by a number: of a letter box, of troops, of a works: `512信箱3分箱`, `31234部队`; or of a division of the
/// production corps.
fn behind_number(rest: &str, so_far: &Parsed) -> Option<Step> {
    let corps = ["新疆生产建设兵团", "兵团", "建工"].iter().find_map(|word| rest.strip_prefix(*word));
    let division = corps.and_then(numbers::at).filter(|number| number.unit == Unit::Division);
    if let (Some(corps), Some(division)) = (corps, division) {
        return Some(Step::new(rest.len() - corps.len() + division.len, What::Known(Level::Region)));
    }
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let behind = &rest[digits..];
    if !(so_far.led || so_far.known) || so_far.house || !(2..=5).contains(&digits) {
        return None;
    }
    if digits == 5 && behind.starts_with("部队") {
        return Some(Step::new(digits + "部队".len(), What::Named(Level::Village)));
    }
    // `657厂|生活区27栋`.
    let numbered = || behind.chars().take(8).skip(1).any(|c| c.is_ascii_digit());
    if digits == 3 && behind.starts_with(['矿', '厂', '所']) && numbered() {
        return Some(Step::new(digits + '厂'.len_utf8(), What::Named(Level::Village)));
    }
    let boxed = ["号信箱", "信箱"].iter().find(|word| behind.starts_with(**word))?.len();
    let part = &behind[boxed..];
    let count = numbers::count(part);
    let unit = ["分箱", "号", "分队"].iter().find(|unit| part[count..].starts_with(**unit));
    let len = unit.filter(|_| count > 0).map_or(0, |unit| count + unit.len());
    Some(Step::new(digits + boxed + len, What::NamedHouse))
}

/// The number that a house had before, or will have, in brackets: `5号|（新门牌89号）`, `5号|（临）`; the group that a hamlet
/// is: `毛家台子|（16组）`.
fn renumbered(rest: &str, so_far: &Parsed) -> Option<Step> {
    if so_far.named && !so_far.house && rest.starts_with("无号") {
        return Some(Step::new("无号".len(), What::House));
    }
    let inner = rest.strip_prefix(['（', '(']).filter(|_| so_far.house || so_far.village)?;
    let len = inner.find(['）', ')']).filter(|&len| len > 0 && len < RENUMBERED)?;
    let noted = &inner[..len];
    let number = noted.trim_start_matches(['新', '旧', '原', '老', '现', '为']);
    let door = numbers::at(number)
        .is_some_and(|number_at| number_at.unit == Unit::Door && number_at.len == number.len());
    let close = inner[len..].chars().next().map_or(0, char::len_utf8);
    let near = || {
        noted.chars().all(is_han) && (noted.ends_with(['旁', '后', '内', '侧']) || noted.ends_with("对面"))
    };
    let group =
        numbers::at(noted).is_some_and(|number| number.unit == Unit::Group && number.len == noted.len());
    if !so_far.house {
        return group.then(|| Step::new(rest.len() - inner.len() + len + close, What::Group));
    }
    (door || near() || matches!(noted, "临" | "临时" | "临时门牌"))
        .then(|| Step::new(rest.len() - inner.len() + len + close, What::Note))
}

/// In bytes.
const RENUMBERED: usize = 60;

/// A part of an estate whose name is joined to that of the estate: `青溪山庄|·和园18座`.
fn joined(rest: &str, so_far: &Parsed) -> Option<Step> {
    let next = rest.strip_prefix(['·', '•']).filter(|_| so_far.named && !so_far.house)?;
    Some(named(next, so_far)?.behind(rest.len() - next.len()))
}

/// Parts that are numbered, whatever they are called, with a house behind them: `3|街区16号`.
fn counted(rest: &str, so_far: &Parsed) -> Option<Step> {
    let count = numbers::count(rest);
    if count == 0 || !so_far.below() || so_far.institution {
        return None;
    }
    let unit = &rest[count..];
    let house = |at: usize| {
        numbers::at(&unit[at..]).filter(|number| matches!(number.unit, Unit::Door | Unit::Building))
    };
    let (at, number) = name_ends(unit).skip(1).take(3).find_map(|(_, at)| Some((at, house(at)?)))?;
    let counts =
        unit.starts_with(|c| "年月日元岁人万亩平届点时分口台辆件米公里个名条位次至到和与".contains(c));
    (!counts).then(|| Step::new(count + at + number.len, What::House))
}

/// `（阳光丽景）` between a house number and a building: the same place by another name.
fn noted(rest: &str, so_far: &Parsed) -> Option<Step> {
    let inner = rest.strip_prefix(['（', '('])?;
    let name: usize = inner.chars().take(NAME).take_while(|&c| is_han(c)).map(char::len_utf8).sum();
    let behind = inner[name..].strip_prefix(['）', ')'])?;
    let building = || numbers::at(behind).is_some();
    let estate = || {
        endings::may_be_hamlet(&inner[..name]) && so_far.reached == Level::Village
            || parse(&inner[..name]).is_some_and(|parsed| parsed.len == name && parsed.named)
    };
    // `5组（猫儿洞）`.
    let hamlet = || so_far.village && so_far.grouped && endings::may_be_hamlet(&inner[..name]);
    let follows = so_far.below()
        && name > 0
        && (building() || is_dashed(&behind[..numbers::room(behind)]) || estate() || hamlet());
    follows.then(|| Step::new(rest.len() - behind.len(), What::Note))
}

/// `康桥象山（工业路171号）3栋`: an estate, where it is, and a building.
fn explained(rest: &str, so_far: &Parsed) -> Option<Step> {
    if so_far.house {
        return None;
    }
    let (_, name) = name_ends(rest).skip(2).find(|&(_, at)| rest[at..].starts_with(['（', '(']))?;
    let inner = &rest[name + rest[name..].chars().next()?.len_utf8()..];
    let inside = inner.find(['）', ')']).filter(|&len| len > 0 && len < NOTED)?;
    let whole =
        parse(&inner[..inside]).is_some_and(|parsed| parsed.len == inside && parsed.house && parsed.named);
    let behind = &inner[inside + inner[inside..].chars().next()?.len_utf8()..];
    let number = numbers::at(behind).filter(|number| number.unit == Unit::Building).map(|number| number.len);
    let len = number.or_else(|| Some(numbers::room(behind)).filter(|&len| is_dashed(&behind[..len])))?;
    whole.then(|| Step::new(rest.len() - behind.len() + len, What::NamedHouse))
}

/// More bytes than where an estate is takes to say.
const NOTED: usize = 90;

/// The committee of the village before it, through which one says which part of the village is meant: `沙头村|村委会孙家坳`.
fn committee(rest: &str, so_far: &Parsed) -> Option<Step> {
    if so_far.reached != Level::Village || so_far.house {
        return None;
    }
    let len = endings::committee(rest)?;
    let goes_on = rest[len..].starts_with(|c| is_han(c) || c.is_ascii_digit());
    let settled = || {
        let (_, end) = name_ends(&rest[len..]).last().unwrap_or_default();
        parse_led(&rest[len..]).is_some() || end > 0 && !rest[len + end..].starts_with(is_han)
    };
    (goes_on && settled()).then(|| Step::new(len, What::Note))
}

/// A village or hamlet named after a family, whatever it ends with: `薛家集`.
fn family(rest: &str, so_far: &Parsed) -> Option<Step> {
    if so_far.house && !so_far.grouped || so_far.institution {
        return None;
    }
    let len = families::at(rest).or_else(|| so_far.village.then(|| families::any(rest)).flatten())?;
    let after = &rest[len..];
    let goes_on = || {
        endings::at(after).is_some()
            || name_ends(after).nth(1).is_some_and(|(_, at)| endings::at(&after[at..]).is_some())
    };
    let number = || numbers::at(after).is_some_and(|number| number.unit != Unit::Street);
    let ends = closes(after) && (so_far.led || so_far.known || so_far.named);
    (ends || number() && !goes_on()).then(|| {
        let level = if so_far.village { Level::Place } else { Level::Village };
        Step::new(len, What::Named(level))
    })
}

/// Whether no name goes on there: a sign stands there, or that somebody moves.
fn closes(after: &str) -> bool {
    !after.starts_with(is_han) || after.starts_with(['搬', '迁', '嫁'])
}

/// A company of the production corps that has a name: `127团|园艺连`.
fn company(rest: &str, so_far: &Parsed) -> Option<Step> {
    if !so_far.regiment || so_far.house {
        return None;
    }
    let (_, at) = name_ends(rest).skip(1).take(3).find(|&(_, at)| rest[at..].starts_with('连'))?;
    let unit = if rest[at..].starts_with("连队") { "连队" } else { "连" };
    Some(Step::new(at + unit.len(), What::House))
}

/// The same where the place before it has no more to say: `青山村|集中居住区`.
fn bare_yard(rest: &str, so_far: &Parsed) -> Option<Step> {
    let len = so_far.below().then(|| yards::at(rest)).flatten()?;
    yard(rest, so_far).filter(|step| step.len == len)
}

/// Homes named after what they are, behind a place or the name of whoever built them: `机床厂|家属院`.
fn yard(rest: &str, so_far: &Parsed) -> Option<Step> {
    name_ends(rest).find_map(|(count, at)| {
        let len = yards::at(&rest[at..])?;
        let fits = if so_far.house || so_far.institution {
            count == 0
        } else {
            count == 0 && so_far.below() || count > 1
        };
        let after = &rest[at + len..];
        let goes_on =
            || numbers::at(after).is_some() || numbers::room(after) > 0 || yards::at(after).is_some();
        let ends = !after.starts_with(is_han) && (so_far.led || so_far.below());
        let goes_on = || goes_on() || so_far.below() && endings::nook(after).is_some();
        (fits && (ends || goes_on())).then(|| Step::new(at + len, What::Named(Level::Yard)))
    })
}

/// Where it stands by what is near: `青山村|村东头第三家`.
fn near(rest: &str, so_far: &Parsed) -> Option<Step> {
    // Of `顾家桥村石拱桥旁第四家` the village comes first.
    let counted = so_far.led && landmark::is_counted(rest) && named(rest, so_far).is_none();
    if !so_far.named && !counted || so_far.institution {
        return None;
    }
    let len = landmark::at(rest)?;
    // Of a house that has a number only a note between signs says more: what goes on tells what is near it.
    let fits = !so_far.house || so_far.led && !rest[len..].starts_with(is_han) && !endings::leaves(rest);
    let what = match rest[..len].contains('第') {
        true if so_far.named => What::House,
        true => What::NamedHouse,
        false => What::Note,
    };
    fits.then(|| Step::new(len, what))
}

/// The next part on the next line, where lines are as wide as the paper: `韭梁村⏎73号`.
fn wrapped(rest: &str, so_far: &Parsed) -> Option<Step> {
    let next = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix('\n'))?;
    let number = numbers::at(next).filter(|_| so_far.below())?;
    let listed = next[number.len..].starts_with(['、', '．', '.']);
    let fits = match number.unit {
        Unit::Door | Unit::Building => !listed,
        Unit::Group => so_far.village && !listed && !next[number.len..].starts_with(['：', ':']),
        Unit::Part => so_far.house && !listed,
        _ => false,
    };
    fits.then(|| Step::new(rest.len() - next.len() + number.len, What::House))
}

/// A part of a house without a number: `12号|亭子间`.
fn nook(rest: &str, so_far: &Parsed) -> Option<Step> {
    let upstairs =
        || rest.strip_prefix("楼上").filter(|behind| !behind.starts_with(is_han)).map(|_| "楼上".len());
    let len = (so_far.house || so_far.reached == Level::Yard)
        .then(|| endings::nook(rest).or_else(|| side(rest)).or_else(upstairs))
        .flatten()?;
    let with_yard = yards::at(&rest[len..]).filter(|yard| !rest[len + yard..].starts_with(is_han));
    Some(Step::new(len + with_yard.unwrap_or(0), What::House))
}

/// The side of a floor: `5楼|东`.
fn side(rest: &str) -> Option<usize> {
    let behind = rest.strip_prefix(['东', '西', '南', '北', '左', '右', '中'])?;
    let kind =
        behind.chars().next().filter(|c| "侧首手边面户门间屋厢头".contains(*c)).map_or(0, char::len_utf8);
    (!behind[kind..].starts_with(is_han)).then_some('东'.len_utf8() + kind)
}

/// `与解放路交叉口`, `东侧100米`: where on a road, by what is near.
fn crossing(rest: &str, so_far: &Parsed) -> Option<Step> {
    if !so_far.named || so_far.reached < Level::Place {
        return None;
    }
    let len = crossroad(rest).or_else(|| distance(rest))?;
    Some(Step::new(len, What::Note))
}

/// `与解放路交叉口`.
fn crossroad(rest: &str) -> Option<usize> {
    const CROSSINGS: [&str; 9] =
        ["交叉路口", "交叉口", "交汇处", "交会处", "交界处", "十字路口", "路口", "交口", "交叉处"];
    let other = rest.strip_prefix(['与', '和', '、', '同'])?;
    let (_, end) = name_ends(other).filter(|&(count, _)| count > 1).find(|&(_, end)| {
        let name = &other[..end];
        name.ends_with(['路', '街', '道', '巷'])
            && CROSSINGS.iter().any(|word| other[end..].starts_with(word))
    })?;
    let word = CROSSINGS.iter().find(|word| other[end..].starts_with(**word))?;
    Some(rest.len() - other.len() + end + word.len())
}

/// `东侧100米`, `往北约50米处`, before the name of an estate or at the end.
fn distance(rest: &str) -> Option<usize> {
    let after = |text: &'_ str, words: &[&str]| {
        words.iter().find(|word| text.starts_with(**word)).map_or(0, |w| w.len())
    };
    let mut len = after(rest, &["往", "向", "以"]);
    let side = after(
        &rest[len..],
        &["东南", "东北", "西南", "西北", "东", "西", "南", "北", "路东", "路西", "路南", "路北"],
    );
    len += side;
    len += after(&rest[len..], &["侧", "边", "面", "行", "走", "段", "首", "头"]);
    let about = after(&rest[len..], &["约"]);
    let digits = rest[len + about..].bytes().take_while(u8::is_ascii_digit).count();
    if side == 0 || digits == 0 {
        return None;
    }
    len += about + digits;
    let unit = after(&rest[len..], &["米处", "米", "公里处", "公里"]);
    (unit > 0).then_some(len + unit)
}

/// A name and its ending, or a name and a house number: `青云村`, `外张桥头47号`.
fn named(rest: &str, so_far: &Parsed) -> Option<Step> {
    if so_far.house && endings::leaves(rest) {
        return None;
    }
    if let Some(step) = village(rest, so_far) {
        return Some(step);
    }
    name_ends(rest).find_map(|(count, at)| {
        let after = &rest[at..];
        let name = &rest[..at];
        let step =
            ended(name, after, count, so_far).or_else(|| housed(name, after, count, so_far))?.behind(at);
        // `5室|下水道`: behind a house no road comes without a number.
        let behind_house = so_far.house && !so_far.grouped && step.what != What::NamedHouse;
        let road = rest[..step.len].ends_with(['路', '街', '道', '巷', '里', '条']);
        let after = &rest[step.len..];
        let ends =
            || !road && (!after.starts_with(is_han) || after.starts_with(['的', '业', '住', '居', '家']));
        let ends = || ends() || endings::nook(after).is_some() && step.what == What::Named(Level::Yard);
        let behind_house = behind_house || so_far.house && step.what == What::Named(Level::Yard);
        let fits = !behind_house || numbers::at(after).is_some() || numbers::room(after) > 0 || ends();
        (!endings::is_ordinary(&rest[..step.len]) && fits).then_some(step)
    })
}

/// A village right behind a township, whose name may have a character that elsewhere stands in none: `尕让村`.
fn village(rest: &str, so_far: &Parsed) -> Option<Step> {
    if !so_far.known && so_far.reached != Level::Township || so_far.below() {
        return None;
    }
    let name = || rest.chars().take(VILLAGE).take_while(|&c| is_han(c) && !endings::is_foreign_anywhere(c));
    if !name().take_while(|c| !"村路街道巷".contains(*c)).any(is_foreign) {
        return None;
    }
    let ends = name().scan(0, |at, c| {
        *at += c.len_utf8();
        Some(*at)
    });
    let (at, hit) = ends.skip(1).find_map(|at| Some((at, endings::at(&rest[at..])?)))?;
    let after = &rest[at + hit.len..];
    let goes_on = || !after.starts_with(is_han) || numbers::at(after).is_some() || numbers::room(after) > 0;
    let road =
        hit.meaning == Level::Place && numbers::at(after).is_some_and(|number| number.unit == Unit::Door);
    if road {
        return Some(Step::new(at + hit.len, What::Named(Level::Place)));
    }
    let fits = hit.meaning == Level::Village
        && so_far.reached == Level::Township
        && (goes_on() || endings::at(after).is_none() && so_far.led);
    fits.then(|| Step::new(at + hit.len, What::Named(Level::Village)))
}

/// The longest name of a village, in characters.
const VILLAGE: usize = 7;

/// Where a name at the start of `rest` may end: after how many characters, and at which byte.
fn name_ends(rest: &str) -> impl Iterator<Item = (usize, usize)> + Clone {
    let mut previous = '\0';
    // `经七路` is one of those that run from north to south; `第二小学家属区`, `搬运公司`.
    let counted = |rest: &str| rest.starts_with(|c| NUMBERED.contains(c));
    let from_north = rest.strip_prefix(['经', '第']).is_some_and(counted)
        || rest.starts_with("搬运")
        || rest.starts_with("过境");
    let mut goes_on = move |c: char| {
        let household = c == '户' && HOUSEHOLDS.contains(previous);
        let first = std::mem::replace(&mut previous, c) == '\0';
        is_han(c) && (!is_foreign(c) || first && from_north) && !household
    };
    let name = rest.chars().take(NAME).take_while(move |&c| goes_on(c));
    let ends = name.scan(0, |at, c| {
        *at += c.len_utf8();
        Some(*at)
    });
    std::iter::once(0).chain(ends).enumerate()
}

/// The ending at the start of `after`, behind a name of `count` characters.
fn ended(name: &str, after: &str, count: usize, so_far: &Parsed) -> Option<Step> {
    let hit = endings::at(after)?;
    let level = hit.meaning;
    let fits = match level {
        Level::Region => {
            !so_far.below() && so_far.reached == Level::Region && region_goes_on(&after[hit.len..], so_far)
        }
        Level::Township => !so_far.below() && so_far.reached < Level::Township,
        Level::Yard | Level::Institution => count > 0 || !so_far.is_empty(),
        // `王家湾组`, but `数组`, `用户组`.
        Level::Group => so_far.village || so_far.known || ends_settlement(name) || so_far.led && count > 2,
        _ => true,
    };
    // `老屋场`: no name before it, but behind a village it is one itself.
    let hamlet = level == Level::Place
        && so_far.reached == Level::Village
        && !so_far.house
        && hit.len > '村'.len_utf8();
    let market = level == Level::Region
        && count > 1
        && hit.len == '市'.len_utf8()
        && so_far.reached < Level::Village
        && numbers::at(&after[hit.len..]).is_some_and(|number| number.unit != Unit::Part || so_far.led);
    // `名门康城新区1栋`: a part of an estate.
    let behind = &after[hit.len..];
    let building = || numbers::at(behind).is_some_and(|number| number.unit == Unit::Building);
    let part = level == Level::Region && count > 2 && hit.len == "新区".len() && building();
    let market = market || part;
    let fits = fits || market;
    let alone = hamlet || matches!(level, Level::Yard | Level::Institution);
    if !fits || count == 0 && !alone || is_part_of_name(level, &after[hit.len..]) {
        return None;
    }
    // `定慧六区2楼`: a quarter and no district.
    let quarter = level == Level::Region && so_far.known && NUMBERED.contains(last_of(name)) && count > 1;
    if level == Level::Place && after.starts_with(['阁', '轩']) {
        return Some(Step::new(hit.len, What::Tower));
    }
    // `骡马市2巷6号`: a market that was one.
    Some(Step::new(hit.len, What::Named(if quarter || market { Level::Place } else { level })))
}

fn last_of(name: &str) -> char {
    name.chars().next_back().unwrap_or('\0')
}

/// Whether behind a region that no table has the address goes on, or ends: `马市|口27号` is none.
fn region_goes_on(after: &str, so_far: &Parsed) -> bool {
    let so_far = Parsed { len: so_far.len + 1, ..*so_far };
    !after.starts_with(is_han) || STEPS.iter().any(|step| step(after, &so_far).is_some())
}

/// `王家湾组`, `梅园新村街道`: the ending is part of a longer name. Behind `大坪村` a hamlet may begin: `老屋场`.
fn is_part_of_name(level: Level, after: &str) -> bool {
    let Some(next) = endings::at(after) else { return false };
    match level {
        // `米市街`, `县后街`.
        Level::Region => next.meaning == Level::Place,
        Level::Village if next.len > '村'.len_utf8() => next.meaning <= Level::Township,
        Level::Village | Level::Place => next.meaning <= Level::Group,
        // `蒲院村`, `学院路`.
        Level::Yard | Level::Institution => next.meaning <= Level::Place,
        _ => false,
    }
}

/// What stands behind 经 in names of roads.
const NUMBERED: &str = "一二三四五六七八九十";

/// What stands before 户 where it names a kind of household: `脱贫户`, but `户部巷`.
const HOUSEHOLDS: &str = "困贫保农测缘住用商业租军烈难卡收养种";

/// What has numbers with dashes and is no place.
const NUMBERED_THINGS: [&str; 18] = [
    "型号", "规格", "编号", "货号", "批号", "图号", "件号", "代码", "编码", "条码", "版本", "标识", "标号",
    "箱号", "序号", "款号", "型", "第",
];

/// The number at the start of `after`, behind a name of `count` characters without ending.
fn housed(name: &str, after: &str, count: usize, so_far: &Parsed) -> Option<Step> {
    let spaced = so_far.led && count > 1 && after.starts_with(is_blank);
    if spaced {
        let number =
            numbers::at(after.trim_start_matches(is_blank)).filter(|number| number.unit == Unit::Building)?;
        let blanks = after.len() - after.trim_start_matches(is_blank).len();
        return Some(Step::new(blanks + number.len, What::NamedHouse));
    }
    let dashed = || Some(numbers::room(after)).filter(|&len| is_dashed(&after[..len]));
    let (len, unit) = match numbers::at(after) {
        Some(number) => (number.len, number.unit),
        None => (dashed()?, Unit::Building),
    };
    // `型号7-6-860`.
    if NUMBERED_THINGS.iter().any(|word| name.ends_with(word)) {
        return None;
    }
    let building = unit == Unit::Building;
    let chain = || numbers::at(&after[len..]).is_some() || numbers::room(&after[len..]) > 0;
    let flat = || numbers::is_flat(&after[..len]);
    let fits = match unit {
        // `福邸A区9栋`, `美雁樓5樓30室`.
        Unit::Part => {
            let next = numbers::at(&after[len..]).is_some_and(|next| next.unit == Unit::Building);
            count >= 2 && (next || (so_far.led || so_far.known) && chain())
        }
        Unit::Division | Unit::Regiment | Unit::Company | Unit::Grid => false,
        Unit::Street => so_far.led && count >= 2 && chain(),
        // `11组张家宅10号`.
        Unit::Door if so_far.grouped => (2..=5).contains(&count) && !endings::begins_people(name),
        _ if so_far.house => building && count >= 1,
        _ if so_far.institution => building && count >= 2,
        _ if so_far.named => count >= 1,
        _ if so_far.known => count >= 2,
        _ => count >= 2 && (so_far.led || (building || unit == Unit::Door) && chain() || flat()),
    };
    fits.then(|| Step::new(len, What::NamedHouse))
}

/// `404` after `1单元`, `9-2-602` after `18号`.
fn room(rest: &str, so_far: &Parsed) -> Option<Step> {
    let number = &rest[..numbers::room(rest)];
    let short = number.chars().count() <= 5 && !number.is_empty();
    let registered = number.contains(['.', '№']);
    let closed = !rest[number.len()..].starts_with(char::is_alphanumeric);
    let flat = || numbers::is_flat(number) || closed && numbers::is_door_of_flat(number);
    let flat = so_far.led && so_far.is_empty() && flat();
    let follows = flat
        || so_far.below() && (is_dashed(number) || registered || (so_far.house || so_far.tower) && short);
    follows.then(|| Step::new(number.len(), What::House))
}

/// The next part behind a blank: `浙江省 杭州市`, `翠苑小区 3栋 2单元`.
fn spaced(rest: &str, so_far: &Parsed) -> Option<Step> {
    let next = rest.strip_prefix(is_blank)?;
    let house = || {
        let follows = |unit| so_far.named && matches!(unit, Unit::Door | Unit::Building | Unit::Group);
        let number = numbers::at(next).filter(|number| follows(number.unit))?;
        Some(Step::new(number.len, What::House))
    };
    let region = || known(next, so_far).filter(|_| so_far.known);
    // `庞家镇 桑坡村3组`.
    let below = || {
        let step = family(next, so_far).or_else(|| named(next, so_far));
        let step = step.filter(|_| so_far.known && !so_far.below())?;
        let goes_on = so_far.led || parse_led(next).is_some_and(|parsed| parsed.house);
        goes_on.then_some(step)
    };
    let region = || region().or_else(below);
    Some(house().or_else(region)?.behind(rest.len() - next.len()))
}

/// What stands behind a village up to the end of the clause: `马鞍山村|蒋家畈`.
fn tail(rest: &str, so_far: &Parsed) -> Option<Step> {
    let (count, len) = name_ends(rest).last()?;
    let closed = closes(&rest[len..]);
    let natural = ends_settlement(&rest[..len]);
    let names_person = || {
        let name =
            length_at(rest, Care::Strict).filter(|name| name.end == Boundary::Closed && name.len == len);
        name.is_some_and(|name| name.score >= 65)
    };
    // `王家坳|头`: the name went on behind what it might have ended with.
    let rest_of_name = matches!(so_far.reached, Level::Place | Level::Yard)
        && count == 1
        && endings::may_be_last(&rest[..len]);
    let hamlet = so_far.reached == Level::Village
        && (2..=5).contains(&count)
        && (natural || so_far.led && !names_person());
    let fits = so_far.village && !so_far.house && closed && (rest_of_name || hamlet);
    fits.then(|| Step::new(len, What::Named(Level::Place)))
}
