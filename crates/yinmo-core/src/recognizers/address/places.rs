//! Known places: regions of every rank, and townships.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;
use yinmo_data::{regions, townships};

use crate::tagger::is_han;

/// The longest known name, in characters.
const LONGEST: usize = 15;

/// A known place at the start of a text.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    /// In bytes.
    pub len: usize,
    /// A township or street office.
    pub township: bool,
}

/// The longest known place that `text` begins with.
pub(super) fn at(text: &str) -> Option<Place> {
    let mut found = None;
    let mut end = 0;
    for (count, c) in text.chars().take(LONGEST).take_while(|&c| is_han(c)).enumerate() {
        end += c.len_utf8();
        if count == 0 || !may_end(c) {
            continue;
        }
        let name = &text[..end];
        if REGIONS.contains(name) {
            found = Some(Place { len: end, township: false });
        } else if is_township_end(c) && count >= 2 && townships::contains(name) {
            found =
                found.filter(|place: &Place| !place.township).or(Some(Place { len: end, township: true }));
            break;
        }
    }
    found.or_else(|| short(text))
}

/// `新疆`, `浙江`, `杭州` without their ending, before another place.
fn short(text: &str) -> Option<Place> {
    let two: usize = text.chars().take(2).map(char::len_utf8).sum();
    let three: usize = text.chars().take(3).map(char::len_utf8).sum();
    let len = [three, two].into_iter().find(|&len| SHORT.contains(&text[..len]))?;
    let next = &text[len..];
    let another = (2..=7).any(|count| {
        let end: usize = next.chars().take(count).map(char::len_utf8).sum();
        REGIONS.contains(&next[..end]) || count < 4 && SHORT.contains(&next[..end])
    });
    another.then_some(Place { len, township: false })
}

/// Whether it is the name of a region of any rank without its ending: `浙江`, `金华`, `巩义`.
pub(in crate::recognizers) fn is_short_region(name: &str) -> bool {
    ["", "市", "县", "区", "省"].iter().any(|ending| REGIONS.contains([name, ending].concat().as_str()))
}

fn may_end(c: char) -> bool {
    matches!(
        c,
        '省' | '市'
            | '区'
            | '县'
            | '旗'
            | '州'
            | '盟'
            | '岛'
            | '团'
            | '港'
            | '門'
            | '门'
            | '界'
            | '龍'
            | '龙'
    ) || is_township_end(c)
}

fn is_township_end(c: char) -> bool {
    matches!(c, '镇' | '乡' | '道' | '木')
}

static REGIONS: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| {
    let short = [
        "伊犁州",
        "新疆生产建设兵团",
        "香港",
        "澳門",
        "澳门",
        "香港九龍",
        "香港九龙",
        "香港新界",
        "九龍",
        "新界",
        "恩施州",
        "湘西州",
        "凉山州",
        "甘孜州",
        "阿坝州",
        "黔东南州",
        "黔西南州",
        "黔南州",
        "临夏州",
        "甘南州",
        "延边州",
        "大理州",
        "红河州",
        "文山州",
        "楚雄州",
        "德宏州",
        "怒江州",
        "迪庆州",
        "西双版纳州",
        "海西州",
        "海南州",
        "海北州",
        "黄南州",
        "玉树州",
        "果洛州",
        "昌吉州",
        "博州",
        "克州",
        "巴州",
    ];
    regions::names().map(|(name, _)| name).chain(short).collect()
});

/// Provinces and prefectures without their ending.
static SHORT: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| {
    const ENDINGS: [&str; 9] =
        ["维吾尔自治区", "壮族自治区", "回族自治区", "特别行政区", "自治区", "地区", "省", "市", "盟"];
    let high = regions::names().filter(|(_, level)| *level < regions::Level::County);
    high.filter_map(|(name, _)| ENDINGS.iter().find_map(|ending| name.strip_suffix(ending)))
        .filter(|name| name.chars().count() >= 2)
        .collect()
});
