//! Where in an address the part begins that is the person's own.
//!
//! An address goes from large to small: 省, 市, 县, 镇, 村, and then group, road, estate, house. It is read from the
//! left, a division at a time. The names of provinces to counties and of townships are known; a name that is not in
//! the tables is accepted when it ends as divisions do and nothing about it looks like a road, an estate or an
//! ordinary word. In doubt it is not accepted, and less stays.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;
use yinmo_data::{regions, townships};

use super::Level;
use crate::text::fold_char;

/// The byte length of the part of `address` that stays when it is cut at `level`; the person's detail begins there.
///
/// 0 where nothing of that level or above is found. For the levels of dates and positions the whole address goes.
///
/// ```
/// use yinmo_core::operators::generalise::{Level, cut};
/// let address = "西湖区古荡街道文和路18号9-2-602";
/// assert_eq!(&address[cut(address, Level::Township)..], "文和路18号9-2-602");
/// ```
pub fn cut(address: &str, level: Level) -> usize {
    if level > Level::Village {
        return 0;
    }
    let mut reached = None;
    let mut kept = 0;
    while let Some((found, end)) = next_division(&address[kept..], reached, level) {
        kept += end;
        reached = Some(found);
    }
    kept
}

/// How the names of divisions end; longer endings stand before those they contain.
const ENDINGS: &[(&str, Level)] = &[
    ("特别行政区", Level::Province),
    ("自治区", Level::Province),
    ("省", Level::Province),
    ("自治州", Level::City),
    ("地区", Level::City),
    ("市", Level::City),
    ("州", Level::City),
    ("盟", Level::City),
    ("社区", Level::Village),
    ("区", Level::County),
    ("县", Level::County),
    ("旗", Level::County),
    ("街道", Level::Township),
    ("镇", Level::Township),
    ("乡", Level::Township),
    ("苏木", Level::Township),
    ("居民委员会", Level::Village),
    ("村民委员会", Level::Village),
    ("居委会", Level::Village),
    ("村委会", Level::Village),
    ("嘎查", Level::Village),
    ("村", Level::Village),
];

/// No division has a longer name than 双江拉祜族佤族布朗族傣族自治县; some room for a province before it.
const LONGEST: usize = 20;

/// The first division of `rest` below `reached` and not below `limit`: its level and the byte where it ends.
fn next_division(rest: &str, reached: Option<Level>, limit: Level) -> Option<(Level, usize)> {
    let start = rest.find(|c: char| !is_blank(c))?;
    let ends = rest[start..].char_indices().take(LONGEST).take_while(|&(_, c)| may_stand_in_name(c));
    for (at, c) in ends.filter(|&(_, c)| ends_divisions(c)) {
        let end = start + at + c.len_utf8();
        let name = &rest[start..end];
        let Some(level) = level_below(name, reached).filter(|&level| level <= limit) else { continue };
        if is_division(name, level, &rest[end..]) {
            return Some((level, end));
        }
    }
    None
}

/// The last characters of [`ENDINGS`].
const fn ends_divisions(c: char) -> bool {
    matches!(
        c,
        '省' | '区' | '州' | '市' | '盟' | '县' | '旗' | '道' | '镇' | '乡' | '木' | '会' | '查' | '村'
    )
}

/// A house number begins what is the person's, and so does a digit.
fn may_stand_in_name(c: char) -> bool {
    is_blank(c)
        || c.is_alphabetic() && c > '\u{2E80}' && c != '号' && !fold_char(c).is_some_and(|c| c.is_ascii())
}

fn is_blank(c: char) -> bool {
    fold_char(c).is_none_or(|c| matches!(c, ' ' | '\t' | ',' | '，' | '、' | '/'))
}

/// The level that `name` ends like, if it lies below `reached`. A 市 in a 市 is a county.
fn level_below(name: &str, reached: Option<Level>) -> Option<Level> {
    let (ending, level) = ENDINGS.iter().find(|(ending, _)| name.ends_with(ending))?;
    let level = if *ending == "市" && reached == Some(Level::City) { Level::County } else { *level };
    (name.len() > ending.len() && Some(level) > reached).then_some(level)
}

fn is_division(name: &str, level: Level, after: &str) -> bool {
    match level {
        Level::Township if begins_like_road(after) => false,
        Level::Province | Level::City | Level::County if REGIONS.contains(name) => true,
        _ => looks_like_division(name, level, after) || ends_in_known(name, level),
    }
}

fn looks_like_division(name: &str, level: Level, after: &str) -> bool {
    !continues(after) && !is_ordinary_word(name, level) && is_plain(without_ending(name, level))
}

/// Whether `name` ends in a name from the tables and nothing before it looks like a road or an estate: 浙江杭州西湖区.
fn ends_in_known(name: &str, level: Level) -> bool {
    let is_known = |tail: &str| match level {
        Level::Township => townships::contains(tail),
        Level::Village => false,
        _ => REGIONS.contains(tail),
    };
    let mut cuts = name.char_indices().map(|(at, _)| name.split_at(at));
    cuts.find(|(_, tail)| is_known(tail)).is_some_and(|(before, _)| is_plain(before))
}

static REGIONS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
    regions::names().map(|(name, _)| name).filter(|name| name.chars().count() > 1).collect()
});

/// Roads, estates and houses do not stand inside the name of a division.
fn is_plain(part: &str) -> bool {
    !part.contains(is_detail) && !part.char_indices().any(|(at, _)| begins_like_estate(&part[at..]))
}

const fn is_detail(c: char) -> bool {
    matches!(
        c,
        '路' | '弄'
            | '巷'
            | '街'
            | '栋'
            | '幢'
            | '室'
            | '楼'
            | '组'
            | '村'
            | '镇'
            | '乡'
            | '苑'
            | '号'
            | '座'
    )
}

fn begins_like_estate(text: &str) -> bool {
    const ESTATES: &[&str] =
        &["小区", "花园", "公寓", "家园", "大厦", "广场", "大院", "宿舍", "大道", "胡同", "学校", "医院"];
    ESTATES.iter().any(|estate| text.starts_with(estate))
}

/// The name without its ending and the character before it: 景德镇市 and 周村区 have a smaller ending inside.
fn without_ending(name: &str, level: Level) -> &str {
    let ending = ENDINGS.iter().find(|(ending, _)| name.ends_with(ending)).map_or("", |(ending, _)| ending);
    let stem = &name[..name.len() - ending.len()];
    match stem.char_indices().next_back() {
        Some((last, _)) if level <= Level::Township => &stem[..last],
        _ => stem,
    }
}

/// Whether the name goes on behind what looked like its end: 景德镇|市, 湘乡|市, 中关村|街道, 东乡|族.
fn continues(after: &str) -> bool {
    after.starts_with(['省', '市', '县', '区', '州', '镇', '乡', '旗', '盟', '族'])
        || ["街道", "社区", "小区", "自治"].iter().any(|ending| after.starts_with(ending))
        || begins_like_road(after)
}

/// 古镇|路, 中关村|南大街, 和乐村|花园: a road or estate is named after a place.
fn begins_like_road(after: &str) -> bool {
    let direct = after.strip_prefix(['东', '南', '西', '北', '中', '新', '大']).unwrap_or(after);
    let is_road = |text: &str| {
        text.starts_with(['路', '巷', '弄', '苑']) || text.starts_with('街') && !text.starts_with("街道")
    };
    is_road(after)
        || begins_like_estate(after)
        || is_road(direct)
        || direct.starts_with('道') && direct.len() < after.len()
}

/// Words and roads that merely end like a division.
fn is_ordinary_word(name: &str, level: Level) -> bool {
    let ends_with = |words: &[&str]| words.iter().any(|word| name.ends_with(word));
    match level {
        Level::City => {
            ends_with(&["超市", "城市", "夜市", "集市", "门市", "股市", "都市", "盟"]) || name == "地区"
        }
        Level::County => is_no_county(name),
        Level::Township => {
            name == "城镇"
                || ends_with(&[
                    "乡镇",
                    "村镇",
                    "集镇",
                    "小镇",
                    "古镇",
                    "市镇",
                    "本镇",
                    "该镇",
                    "各镇",
                    "大街道",
                ])
                || ends_with(&["城乡", "家乡", "水乡", "故乡", "老乡", "同乡", "本乡", "该乡"])
        }
        Level::Village => ends_with(&[
            "新村",
            "农村",
            "乡村",
            "小村",
            "度假村",
            "自然村",
            "中关村",
            "工人村",
            "文化村",
            "本村",
            "该村",
            "各村",
        ]),
        _ => false,
    }
}

/// 区 ends the names of estates and parts of towns as well; 旗 and 县 other words.
fn is_no_county(name: &str) -> bool {
    const ZONES: &[&str] = &["新区", "开发区", "高新区", "工业园区", "示范区", "保税区", "合作区", "市辖区"];
    const PARTS: &str = "小校院厂园营宿片山景宅属活业库灾老东西南北期发商";
    let stem = &name[..name.len() - name.chars().next_back().map_or(0, char::len_utf8)];
    match name {
        _ if name.ends_with('旗') => !stem.ends_with(['左', '右', '前', '中', '后', '联', '治']),
        _ if name.ends_with('县') => stem.ends_with(['各', '本', '该', '全']),
        _ => !ZONES.iter().any(|zone| name.ends_with(zone)) && stem.ends_with(|c| PARTS.contains(c)),
    }
}

#[cfg(test)]
mod tests {
    use super::{Level, cut};

    /// A bar stands where the township cut falls.
    #[test]
    fn townships() {
        for marked in [
            "浙江省杭州市西湖区三墩镇|青云村3组12号",
            "浙江杭州西湖区三墩镇|青云村",
            "杭州市上城区清波街道|和乐社区5幢2单元301室",
            "杭州市上城区清波街道|办事处和乐社区",
            "浙江省 杭州市 西湖区　三墩镇| 青云村",
            "西湖区古荡街道|文和路18号9-2-602",
            "双浦镇|外张村外张桥头47号",
            "|青云村王家湾组",
            "|和乐小区12栋1单元404",
            "浙江省丽水市莲都区大港头镇|河边村上自然村8-1号",
            "内蒙古自治区通辽市科尔沁左翼中旗花吐古拉镇|东白嘎查",
            "新疆伊犁州霍城县清水河镇|二宫村四队33号",
            "广州市天河区|某某路22号大院3号楼1104房",
            "四川省凉山彝族自治州昭觉县解放乡|火普村",
            "浙江省杭州市西湖区|",
            "重庆市|",
            "江苏省镇江市京口区|学府路301号",
            "江西省景德镇市珠山区|新厂西路100号",
            "江西省景德镇市浮梁县浮梁镇|查村",
            "湖南省湘乡市月山镇|白龙村",
            "河南省新乡市红旗区东街街道|和平路5号",
            "甘肃省东乡族自治县锁南镇|伊哈池村",
            "甘肃省积石山保安族东乡族撒拉族自治县吹麻滩镇|后沟村",
            "北京市海淀区中关村街道|科育社区7号楼",
            "北京市海淀区|中关村南大街5号",
            "北京市朝阳区三里屯街道|幸福一村",
            "淄博市周村区北郊镇|梁二村",
            "中山市古镇镇|曹一村",
            "西湖区|古镇路18号",
            "西湖区|梦想小镇8幢",
            "西湖区|村镇银行宿舍2单元",
            "西湖区|解放大街道北5号",
            "西湖区|和乐新区5幢",
            "杭州市市辖区|文和路3号",
            "济南市市中区|文和路3号",
            "台州市路桥区路桥街道|文和路3号",
            "南京市鼓楼区湖南路街道|和乐小区3幢",
            "上海市浦东新区川沙新镇|青云村",
            "青岛市青云经济技术开发区|文和路3号",
            "苏州工业园区|文和路3号",
            "黄山市黄山区耿城镇|青云村",
            "房山区青龙湖镇|青云村",
            "义乌市佛堂镇|青云村",
            "金华市义乌市佛堂镇|青云村",
            "西湖区|文一路三墩镇巷5号",
            "三墩镇|西区3幢",
            "锡林郭勒盟苏尼特左旗满都拉图镇|青云嘎查",
            "呼伦贝尔市陈巴尔虎旗巴彦哈达苏木|青云嘎查",
            "大兴安岭地区呼玛县呼玛镇|青云村",
        ] {
            let address = marked.replace('|', "");
            assert_eq!(cut(&address, Level::Township), marked.find('|').unwrap(), "{marked}");
        }
    }

    #[test]
    fn every_ending_is_looked_for() {
        for (ending, _) in super::ENDINGS {
            assert!(ending.ends_with(super::ends_divisions), "{ending}");
        }
    }

    #[test]
    fn other_levels() {
        let address = "浙江省杭州市西湖区三墩镇青云村3组12号";
        for (level, expected) in [
            (Level::Province, "浙江省"),
            (Level::City, "浙江省杭州市"),
            (Level::County, "浙江省杭州市西湖区"),
            (Level::Village, "浙江省杭州市西湖区三墩镇青云村"),
            (Level::Year, ""),
        ] {
            assert_eq!(&address[..cut(address, level)], expected);
        }
    }

    #[test]
    fn villages() {
        for marked in [
            "三墩镇青云村|3组12号",
            "清波街道和乐社区|5幢",
            "花吐古拉镇东白嘎查|12号",
            "三墩镇青云村|村民委员会旁",
            "三墩镇|和乐新村5幢",
            "三墩镇|和乐小区5幢",
            "青云村|王家湾组",
        ] {
            let address = marked.replace('|', "");
            assert_eq!(cut(&address, Level::Village), marked.find('|').unwrap(), "{marked}");
        }
    }
}
