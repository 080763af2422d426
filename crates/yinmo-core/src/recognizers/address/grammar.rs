//! The grammar of addresses: region, township, village, road, estate, house; any level may be missing.

use super::endings::{self, Level, ends_settlement, is_foreign};
use super::numbers::{self, Unit, is_dashed};
use super::places;
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

fn read(text: &str, mut parsed: Parsed) -> Option<Parsed> {
    while let Some(step) = STEPS.iter().find_map(|step| step(&text[parsed.len..], &parsed)) {
        parsed.take(step);
    }
    (parsed.len > 0).then_some(parsed)
}

/// What may come next, asked in this order.
const STEPS: [fn(&str, &Parsed) -> Option<Step>; 7] = [known, numbered, noted, named, room, spaced, tail];

#[derive(Clone, Copy)]
struct Step {
    len: usize,
    what: What,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    Known(Level),
    Named(Level),
    /// A name that only the number behind it shows to be one: `外张桥头47号`.
    NamedHouse,
    House,
    /// A house on an estate, whatever the estate is called: `万科中心1栋`.
    Flat,
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
            What::NamedHouse => {
                (self.named, self.house) = (true, true);
                self.reached = Level::Place;
            }
            What::House => self.house = true,
            What::Flat => (self.house, self.named, self.institution) = (true, true, false),
            What::Note => {}
        }
    }

    const fn is_empty(&self) -> bool {
        self.len == 0
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
        Unit::Group | Unit::Door | Unit::Building => What::House,
        Unit::Part => so_far.below().then_some(What::House)?,
        Unit::Division => (!so_far.below()).then_some(What::Known(Level::Region))?,
        Unit::Regiment => {
            (so_far.known || so_far.led && so_far.is_empty()).then_some(What::Named(Level::Village))?
        }
        Unit::Company => so_far.village.then_some(What::House)?,
    };
    Some(Step::new(number.len, what))
}

/// `（阳光丽景）` between a house number and a building: the same place by another name.
fn noted(rest: &str, so_far: &Parsed) -> Option<Step> {
    let inner = rest.strip_prefix(['（', '('])?;
    let name: usize = inner.chars().take(NAME).take_while(|&c| is_han(c)).map(char::len_utf8).sum();
    let behind = inner[name..].strip_prefix(['）', ')'])?;
    let building = || numbers::at(behind).is_some_and(|number| number.unit != Unit::Group);
    let estate = || parse(&inner[..name]).is_some_and(|parsed| parsed.len == name && parsed.named);
    let follows =
        so_far.below() && name > 0 && (building() || is_dashed(&behind[..numbers::room(behind)]) || estate());
    follows.then(|| Step::new(rest.len() - behind.len(), What::Note))
}

/// A name and its ending, or a name and a house number: `青云村`, `外张桥头47号`.
fn named(rest: &str, so_far: &Parsed) -> Option<Step> {
    name_ends(rest).find_map(|(count, at)| {
        let after = &rest[at..];
        let step = ended(after, count, so_far).or_else(|| housed(after, count, so_far))?.behind(at);
        (!endings::is_ordinary(&rest[..step.len])).then_some(step)
    })
}

/// Where a name at the start of `rest` may end: after how many characters, and at which byte.
fn name_ends(rest: &str) -> impl Iterator<Item = (usize, usize)> {
    let name = rest.chars().take(NAME).take_while(|&c| is_han(c) && !is_foreign(c));
    let ends = name.scan(0, |at, c| {
        *at += c.len_utf8();
        Some(*at)
    });
    std::iter::once(0).chain(ends).enumerate()
}

/// The ending at the start of `after`, behind a name of `count` characters.
fn ended(after: &str, count: usize, so_far: &Parsed) -> Option<Step> {
    let hit = endings::at(after)?;
    let level = hit.meaning;
    let fits = match level {
        Level::Region => !so_far.below() && so_far.reached == Level::Region,
        Level::Township => !so_far.below() && so_far.reached < Level::Township,
        Level::Yard | Level::Institution => count > 0 || !so_far.is_empty(),
        _ => true,
    };
    // `老屋场`: no name before it, but behind a village it is one itself.
    let hamlet = level == Level::Place && so_far.reached == Level::Village && hit.len > '村'.len_utf8();
    let alone = hamlet || matches!(level, Level::Yard | Level::Institution);
    if !fits || count == 0 && !alone || is_part_of_name(level, &after[hit.len..]) {
        return None;
    }
    Some(Step::new(hit.len, What::Named(level)))
}

/// `王家湾组`, `梅园新村街道`: the ending is part of a longer name. Behind `大坪村` a hamlet may begin: `老屋场`.
fn is_part_of_name(level: Level, after: &str) -> bool {
    let Some(next) = endings::at(after) else { return false };
    match level {
        Level::Village if next.len > '村'.len_utf8() => next.meaning <= Level::Township,
        Level::Village | Level::Place => next.meaning <= Level::Group,
        _ => false,
    }
}

/// The number at the start of `after`, behind a name of `count` characters without ending.
fn housed(after: &str, count: usize, so_far: &Parsed) -> Option<Step> {
    let dashed = || Some(numbers::room(after)).filter(|&len| is_dashed(&after[..len]));
    let (len, unit) = match numbers::at(after) {
        Some(number) => (number.len, number.unit),
        None => (dashed()?, Unit::Building),
    };
    let building = unit == Unit::Building;
    let chain = || numbers::at(&after[len..]).is_some() || numbers::room(&after[len..]) > 0;
    let fits = match unit {
        Unit::Part | Unit::Division | Unit::Regiment | Unit::Company => false,
        _ if so_far.house || so_far.institution => building && count >= 2,
        _ if so_far.named => count >= 1,
        _ if so_far.known => count >= 2,
        _ => count >= 2 && (so_far.led || building && chain()),
    };
    fits.then(|| Step::new(len, What::NamedHouse))
}

/// `404` after `1单元`, `9-2-602` after `18号`.
fn room(rest: &str, so_far: &Parsed) -> Option<Step> {
    let number = &rest[..numbers::room(rest)];
    let short = number.len() <= 5 && !number.is_empty();
    let follows = so_far.below() && (is_dashed(number) || so_far.house && short);
    follows.then(|| Step::new(number.len(), What::House))
}

/// The next part behind a blank: `浙江省 杭州市`, `翠苑小区 3栋 2单元`.
fn spaced(rest: &str, so_far: &Parsed) -> Option<Step> {
    let next = rest.strip_prefix(is_blank)?;
    let house = || {
        let follows = |unit| so_far.named && matches!(unit, Unit::Door | Unit::Building);
        let number = numbers::at(next).filter(|number| follows(number.unit))?;
        Some(Step::new(number.len, What::House))
    };
    let region = || known(next, so_far).filter(|_| so_far.known);
    Some(house().or_else(region)?.behind(rest.len() - next.len()))
}

/// What stands behind a village up to the end of the clause: `马鞍山村|蒋家畈`.
fn tail(rest: &str, so_far: &Parsed) -> Option<Step> {
    let (count, len) = name_ends(rest).last()?;
    let closed = !rest[len..].starts_with(is_han);
    let natural = ends_settlement(&rest[..len]);
    let names_person =
        || length_at(rest, Care::Strict).is_some_and(|name| name.end == Boundary::Closed && name.len == len);
    let fits = so_far.reached == Level::Village && !so_far.house && closed && (2..=5).contains(&count);
    (fits && (natural || so_far.led && !names_person())).then(|| Step::new(len, What::Named(Level::Place)))
}
