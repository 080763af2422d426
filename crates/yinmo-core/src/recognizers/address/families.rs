//! Villages and hamlets named after a family: `上薛家集`, `刘家窝棚`. Any word for land, water or buildings may stand
//! behind 家.

use yinmo_data::surnames::is_surname;

use super::endings::is_foreign;
use crate::tagger::is_han;

/// The bytes of such a name that `text` begins with.
pub(super) fn at(text: &str) -> Option<usize> {
    let side = text.strip_prefix(SIDES).filter(|rest| family(rest).is_some());
    let rest = side.unwrap_or(text);
    let len = text.len() - rest.len() + family(rest)?;
    let end = LONG_ENDS.iter().filter(|end| text[len..].starts_with(**end)).map(|end| end.len()).max();
    let short = || text[len..].chars().next().filter(|&c| ENDS.contains(c)).map(char::len_utf8);
    Some(len + end.or_else(short)?)
}

/// The same behind a village, whatever word stands behind 家 up to a number or the end: `薛家|大田`.
pub(super) fn any(text: &str) -> Option<usize> {
    let family = family(text)?;
    let rest = text[family..]
        .chars()
        .take(4)
        .take_while(|&c| is_han(c) && !is_foreign(c) && !"一二三四五六七八九十第".contains(c));
    let rest: usize = rest.map(char::len_utf8).sum();
    let count = rest / '家'.len_utf8();
    let people = text[family..].starts_with([
        '人', '兄', '媳', '儿', '女', '老', '父', '母', '孩', '中', '里', '属', '庭', '长', '务', '具',
    ]);
    ((1..=3).contains(&count) && !people).then_some(family + rest)
}

/// `薛家`.
fn family(text: &str) -> Option<usize> {
    let surname = text.chars().next().filter(|&c| is_surname(c))?.len_utf8();
    text[surname..].starts_with('家').then_some(surname + '家'.len_utf8())
}

const SIDES: [char; 11] = ['前', '后', '东', '西', '南', '北', '上', '下', '大', '小', '老'];

const ENDS: &str = "庄寨夼沟峪堡坨圩屯营店埠疃集坡洼岭湾坪塝冲宅岙墩榜排寮厝角场河井桥楼浜垸塅台滩嘴岔坊窑渡塘堰坝垭坳岩山岗\
                    坑坞畈垅坎塆咀梁峁塬崖沱园巷里铺港泊泉林田凹垴郢岱汊洲堤闸庙祠碑坟";

const LONG_ENDS: [&str; 24] = [
    "窝棚", "窝堡", "油坊", "烧锅", "粉房", "坨子", "营子", "店子", "岗子", "湾子", "沟子", "院子", "墩子",
    "铺子", "台子", "祠堂", "桥头", "新屋", "老屋", "岭上", "门口", "圪堵", "圪旦", "大院",
];
