//! Codes and names of provinces, prefectures and counties (GB/T 2260), abolished ones included.
//!
//! A code abolished decades ago is still on the cards of everyone whose card or number was issued under it, so the
//! table holds every code that existed since 1980. `data/regions.txt` is generated; its header names sources and
//! dates and explains its columns.

use crate::lines;

static TABLE: &str = include_str!("../data/regions.txt");

/// A county-level region: county, district, county-level city or banner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Region {
    /// Six digits.
    pub code: u32,
    /// The name it bears, or bore last.
    pub name: &'static str,
    /// Whether the code is still in use.
    pub current: bool,
}

/// How high a region stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// 省, 自治区, 直辖市, 特别行政区.
    Province,
    /// 地级市, 地区, 自治州, 盟.
    Prefecture,
    /// 县, 区, 县级市, 旗, and development zones that the statistical office counts beside them.
    County,
}

/// The name of the province with this two-digit code.
///
/// 71, 81, 82 and 83 are answered too. On cards 81, 82 and 83 stand only in the codes 810000, 820000 and 830000 of
/// residence permits for people from Hong Kong, Macau and Taiwan; checking that is the caller's part.
///
/// ```
/// assert_eq!(yinmo_data::regions::province(33), Some("浙江省"));
/// assert_eq!(yinmo_data::regions::province(38), None);
/// ```
#[must_use]
pub const fn province(code2: u8) -> Option<&'static str> {
    Some(match code2 {
        11 => "北京市",
        12 => "天津市",
        13 => "河北省",
        14 => "山西省",
        15 => "内蒙古自治区",
        21 => "辽宁省",
        22 => "吉林省",
        23 => "黑龙江省",
        31 => "上海市",
        32 => "江苏省",
        33 => "浙江省",
        34 => "安徽省",
        35 => "福建省",
        36 => "江西省",
        37 => "山东省",
        41 => "河南省",
        42 => "湖北省",
        43 => "湖南省",
        44 => "广东省",
        45 => "广西壮族自治区",
        46 => "海南省",
        50 => "重庆市",
        51 => "四川省",
        52 => "贵州省",
        53 => "云南省",
        54 => "西藏自治区",
        61 => "陕西省",
        62 => "甘肃省",
        63 => "青海省",
        64 => "宁夏回族自治区",
        65 => "新疆维吾尔自治区",
        71 | 83 => "台湾省",
        81 => "香港特别行政区",
        82 => "澳门特别行政区",
        _ => return None,
    })
}

/// The county with this six-digit code, in use or abolished.
///
/// `None` also for the suffixes that [`is_county`] accepts although no official table names them.
///
/// ```
/// use yinmo_data::regions::county;
/// let xihu = county(330106).unwrap();
/// assert_eq!((xihu.name, xihu.current), ("西湖区", true));
/// let chongwen = county(110103).unwrap();
/// assert_eq!((chongwen.name, chongwen.current), ("崇文区", false));
/// assert_eq!(county(330100), None); // a prefecture
/// ```
#[must_use]
pub fn county(code6: u32) -> Option<Region> {
    if !is_county(code6) {
        return None;
    }
    let mut words = lines::find(TABLE, six_digits(code6, &mut [0; 6]))?.split(' ').skip(1);
    let current = match words.next()? {
        "+" => true,
        "-" => false,
        _ => return None,
    };
    Some(Region { code: code6, name: words.next()?, current })
}

/// Whether a resident identity number may begin with `code6`: a county-level code that existed since 1980, or a
/// prefecture's code with the suffix 01, 02, 11 or 20, which police offices used without any official table saying
/// so.
///
/// Two array reads; no allocation.
///
/// ```
/// use yinmo_data::regions::is_county;
/// assert!(is_county(330106) && is_county(110103));
/// assert!(is_county(330120)); // not in any table, but on cards
/// assert!(!is_county(330100) && !is_county(330199) && !is_county(380101));
/// ```
#[must_use]
pub const fn is_county(code6: u32) -> bool {
    let prefix = code6 / 100;
    if prefix < FIRST_PREFIX || prefix >= END_PREFIX {
        return false;
    }
    let row = ROW_OF[(prefix - FIRST_PREFIX) as usize];
    ROWS[row as usize] >> (code6 % 100) & 1 == 1
}

/// All names of provinces, prefectures and counties, in use, abolished and changed, for a gazetteer of places.
///
/// In the order of their codes; a name borne by several regions comes several times. Words that name no particular
/// place (市辖区, 县) are left out.
///
/// ```
/// use yinmo_data::regions::{names, Level};
/// assert!(names().any(|name| name == ("西湖区", Level::County)));
/// assert!(names().any(|name| name == ("襄樊市", Level::Prefecture))); // renamed in 2010
/// ```
pub fn names() -> impl Iterator<Item = (&'static str, Level)> {
    lines::entries(TABLE).flat_map(|line| {
        let level = level(lines::key_of(line));
        line.split(' ').skip(2).filter(|name| !is_placeholder(name)).map(move |name| (name, level))
    })
}

fn level(code: &str) -> Level {
    match code {
        _ if code.ends_with("0000") => Level::Province,
        _ if code.ends_with("00") => Level::Prefecture,
        _ => Level::County,
    }
}

fn is_placeholder(name: &str) -> bool {
    matches!(name, "市辖区" | "县" | "市" | "市区") || name.contains("直辖")
}

fn six_digits(code: u32, buffer: &mut [u8; 6]) -> &str {
    let mut rest = code;
    for digit in buffer.iter_mut().rev() {
        *digit = b'0' + (rest % 10) as u8;
        rest /= 10;
    }
    core::str::from_utf8(buffer).unwrap_or_default()
}

// The look-up of `is_county`: four digits choose a row, the last two a bit in it. Rows and their numbers come from
// the table itself, at compile time. Row 0 is empty and stands for every prefix that never existed.

const FIRST_PREFIX: u32 = 1100;
const END_PREFIX: u32 = 6700;
const PREFIXES: usize = (END_PREFIX - FIRST_PREFIX) as usize;

const UNOFFICIAL: u128 = 1 << 1 | 1 << 2 | 1 << 11 | 1 << 20;

static ROW_OF: [u16; PREFIXES] = INDEX.0;
static ROWS: [u128; INDEX.1] = rows();

/// The row of each prefix, and how many rows there are.
const INDEX: ([u16; PREFIXES], usize) = {
    let mut row_of = [0; PREFIXES];
    let mut count = 1;
    let mut at = 0;
    while let Some((entry, next)) = next_entry(TABLE.as_bytes(), at) {
        if let Some(slot) = slot(entry.code)
            && row_of[slot] == 0
        {
            row_of[slot] = count;
            count += 1;
        }
        at = next;
    }
    (row_of, count as usize)
};

const fn rows() -> [u128; INDEX.1] {
    let mut rows = [UNOFFICIAL; INDEX.1];
    rows[0] = 0;
    let mut at = 0;
    while let Some((entry, next)) = next_entry(TABLE.as_bytes(), at) {
        if let Some(slot) = slot(entry.code)
            && entry.official
        {
            rows[INDEX.0[slot] as usize] |= 1 << (entry.code % 100);
        }
        at = next;
    }
    rows
}

/// Where the four-digit prefix of a code stands in [`ROW_OF`]; `None` for provinces and for 71, 81 and 82. Hainan has
/// had counties right under the province, so that 46 and 00 make a prefix too.
const fn slot(code: u32) -> Option<usize> {
    let prefix = code / 100;
    if code.is_multiple_of(10_000) || prefix >= END_PREFIX {
        None
    } else {
        Some((prefix - FIRST_PREFIX) as usize)
    }
}

struct Entry {
    code: u32,
    /// A county of GB/T 2260: neither a prefecture nor a statistical zone.
    official: bool,
}

/// The first entry at or behind byte `at`, a line's start, and the start of the line after it.
const fn next_entry(text: &[u8], mut at: usize) -> Option<(Entry, usize)> {
    while at < text.len() {
        let start = at;
        while text[at] != b'\n' {
            at += 1;
        }
        at += 1;
        if text[start] != b'#' {
            let code = number(text, start);
            let official = !code.is_multiple_of(100) && text[start + 7] != b'z';
            return Some((Entry { code, official }, at));
        }
    }
    None
}

const fn number(text: &[u8], start: usize) -> u32 {
    let mut number = 0;
    let mut at = start;
    while at < start + 6 {
        number = number * 10 + (text[at] - b'0') as u32;
        at += 1;
    }
    number
}

#[cfg(test)]
mod tests {
    #![allow(clippy::disallowed_types, reason = "a test measures a look-up")]

    use super::*;
    use std::{collections::BTreeSet, vec::Vec};

    fn code(line: &str) -> u32 {
        lines::key_of(line).parse().unwrap()
    }

    #[test]
    fn the_table_is_sorted_and_well_formed() {
        lines::assert_sorted(TABLE);
        for line in lines::entries(TABLE) {
            let words: Vec<_> = line.split(' ').collect();
            assert!(words.len() >= 3 && words[0].len() == 6 && matches!(words[1], "+" | "-" | "z"), "{line}");
            assert!(province((code(line) / 10_000) as u8).is_some(), "{line}");
        }
    }

    #[test]
    fn holds_about_6600_counties_of_which_2800_remain() {
        let known: Vec<_> = (0..1_000_000).filter_map(county).collect();
        assert!((6_500..6_700).contains(&known.len()), "{}", known.len());
        let current = known.iter().filter(|region| region.current).count();
        assert!((2_800..3_200).contains(&current), "{current}");
    }

    #[test]
    fn the_bitmap_agrees_with_the_table() {
        let mut expected = BTreeSet::new();
        for line in
            lines::entries(TABLE).filter(|line| code(line) < 670_000 && !code(line).is_multiple_of(10_000))
        {
            expected.extend([1, 2, 11, 20].map(|suffix| code(line) / 100 * 100 + suffix));
            if !line.contains(" z ") && !code(line).is_multiple_of(100) {
                expected.insert(code(line));
            }
        }
        let accepted: BTreeSet<_> = (0..2_000_000).filter(|&code| is_county(code)).collect();
        let different: Vec<_> = accepted.symmetric_difference(&expected).collect();
        assert!(different.is_empty(), "{different:?}");
    }

    #[test]
    fn abolished_counties_are_known() {
        for (code, name) in [(110103, "崇文区"), (310103, "卢湾区"), (330103, "下城区"), (512322, "垫江县")]
        {
            assert_eq!(county(code), Some(Region { code, name, current: false }));
        }
    }

    #[test]
    fn what_never_was_is_refused() {
        for code in [0, 11, 110000, 110100, 330199, 999999, 710000, 810000, 3301060, u32::MAX] {
            assert!(!is_county(code) && county(code).is_none(), "{code}");
        }
    }

    #[test]
    fn every_level_has_names() {
        let count = |level| names().filter(|name| name.1 == level).count();
        assert_eq!(count(Level::Province), 34);
        assert!(count(Level::Prefecture) > 400 && count(Level::County) > 6_000);
        assert!(names().all(|(name, _)| name.chars().count() >= 2 && name != "市辖区"));
    }
}
