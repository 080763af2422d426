//! Homes that a unit or an office built, named after what they are: `家属院`, `回迁楼`, `教职工宿舍区`, `临时板房`.

use std::sync::LazyLock;

use crate::tagger::Gate;

/// The bytes of such a name that `text` begins with: what it is for, and the kind of building or yard.
pub(super) fn at(text: &str) -> Option<usize> {
    if !text.chars().next().is_some_and(|c| FIRSTS.is_open(c)) {
        return None;
    }
    let mut len = 0;
    let mut lived_in = false;
    loop {
        let heads = if lived_in { HEADS } else { HOMELY };
        let head = if len > 0 { longest(&text[len..], heads) } else { None };
        if let Some(end) = head.or_else(|| longest(&text[len..], WHOLE)) {
            return Some(len + end);
        }
        let (word, lives) = modifier(&text[len..])?;
        len += word;
        lived_in |= lives;
    }
}

/// The first characters of all words: the cheap question, for most names have none of them there.
static FIRSTS: LazyLock<Gate> = LazyLock::new(|| {
    let words = [LIVED_IN, OTHERS, WHOLE].into_iter().flatten();
    Gate::of_chars(words.filter_map(|word| word.chars().next()))
});

/// A word before the head, and whether it alone tells that people live there.
fn modifier(text: &str) -> Option<(usize, bool)> {
    let lives = longest(text, LIVED_IN).map(|len| (len, true));
    lives.or_else(|| longest(text, OTHERS).map(|len| (len, false)))
}

fn longest(text: &str, words: &[&str]) -> Option<usize> {
    words.iter().filter(|word| text.starts_with(**word)).map(|word| word.len()).max()
}

/// For whom, or for what, people are housed there.
const LIVED_IN: &[&str] = &[
    "家属",
    "宿舍",
    "安置",
    "回迁",
    "返迁",
    "还建",
    "复建",
    "福利",
    "集资",
    "房改",
    "福利分",
    "廉租",
    "公租",
    "周转",
    "保障",
    "移民",
    "搬迁",
    "单身",
    "青年",
    "住宅",
    "生活",
    "棚户",
    "筒子",
    "统建",
    "经适",
    "经济适用",
    "限价",
    "安居",
    "定居",
    "聚居",
    "过渡",
    "干休",
    "离休",
    "退休",
    "退休职工",
    "居住",
    "居民",
    "农民",
    "公寓",
    "知青",
    "石库门",
    "直管",
];

/// Whose, how old, or how built.
const OTHERS: &[&str] = &[
    "职工",
    "教工",
    "教职工",
    "工人",
    "干部",
    "员工",
    "教师",
    "老",
    "旧",
    "新",
    "集中",
    "临时",
    "工地",
    "危改",
    "棚改",
    "扶贫",
    "易地",
    "拆迁",
    "征迁",
    "富民",
    "抗震",
    "牧民",
    "游牧民",
    "兴牧",
    "简易",
    "活动",
    "公共",
    "租赁",
    "老干部",
    "独立",
    "高层",
    "小高层",
    "多层",
    "别墅",
    "人才",
    "专家",
    "内部",
    "红砖",
    "单位",
    "军转",
    "部队",
];

/// What is built to live in.
const HOMELY: &[&str] = &["公寓", "宿舍", "宿舍楼", "住房", "住宅", "新村", "之家", "公房", "平房", "楼房"];

/// What is built.
const HEADS: &[&str] = &[
    "楼",
    "房",
    "院",
    "区",
    "点",
    "小区",
    "大院",
    "公寓",
    "宿舍",
    "宿舍楼",
    "楼房",
    "平房",
    "平房区",
    "板房",
    "小院",
    "院子",
    "新村",
    "家园",
    "用房",
    "住房",
    "住宅",
    "社区",
    "片区",
    "房小区",
    "房区",
    "地",
    "所",
];

/// Homes, shops with rooms above, and the like, that need no word before.
const WHOLE: &[&str] = &[
    "板房",
    "板房区",
    "平房",
    "平房区",
    "筒子楼",
    "商铺",
    "底商",
    "门面",
    "门面房",
    "门市",
    "门市房",
    "临街房",
    "沿街房",
    "车库",
    "车位",
    "储藏室",
    "地下室",
    "杂院",
    "大杂院",
    "四合院",
    "别墅区",
    "自建房",
    "工房",
    "小高层",
    "多层区",
    "出租屋",
    "民房",
    "窑洞",
    "蒙古包",
    "小楼",
    "宿舍",
    "楼房",
    "仓房",
    "工棚",
    "公房",
    "旧址",
    "门卫室",
    "传达室",
    "叠墅",
    "联排",
    "洋房",
    "花园洋房",
    "院落",
];
