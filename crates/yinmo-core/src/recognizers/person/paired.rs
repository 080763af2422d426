//! Names without surname that are two words of two characters, or one: `卓玛央宗`, `普布`.
//!
//! Tibetan names are put together of some hundreds of such words, and the model knows too few of them: it stops at the
//! first, or takes a surname and two characters for all. Two in a row are a name wherever they stand; one alone only
//! behind a label, or in a list with such a name, where nothing else stands between the signs.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::{Field, claim};
use crate::finding::{Confidence, Evidence, EvidenceSet, Role};
use crate::recognizers::Claim;
use crate::recognizers::marks::Mark;
use crate::tagger::{FOLLOWERS, Words, is_blank, is_han};
use crate::text::Span;

/// Gives the claims in `claims[from..]` that are part of such a name all of it, and claims those that nothing touches,
/// and those that go on a list of names.
pub(super) fn read(field: &Field<'_>, marks: &[Mark], from: usize, claims: &mut Vec<Claim>) {
    widen(field, from, claims);
    let own = |span: Span| Span::new(span.start - field.start, span.end - field.start);
    let mut known: Vec<Span> = claims[from..].iter().map(|claim| own(claim.span)).collect();
    known.sort_unstable_by_key(|span| span.start);
    let mut new = alone(field.text, marks, &known);
    listed(field.text, &known, &mut new);
    claims.extend(new.into_iter().map(|(span, listed)| {
        let evidence = EvidenceSet::EMPTY.with(Evidence::Shape);
        let evidence = if listed { evidence.with(Evidence::List) } else { evidence };
        claim(field, span, Confidence::MEDIUM, Role::Citizen, evidence)
    }));
}

/// Whether `name` is one, or a word of one.
pub(super) fn is_name(name: &str) -> bool {
    len_at(name) == Some(name.len())
}

/// The bytes of such a name that `text` begins with, of two words if it can be.
pub(super) fn len_at(text: &str) -> Option<usize> {
    let first = word(text)?;
    Some(first + word(&text[first..]).unwrap_or(0))
}

/// The same, of two words.
fn pair_at(text: &str) -> Option<usize> {
    len_at(text).filter(|&len| len > WORD)
}

fn word(text: &str) -> Option<usize> {
    NAME_WORDS.at_start(text).map(|hit| hit.len)
}

/// In bytes.
pub(super) const WORD: usize = 6;

fn widen(field: &Field<'_>, from: usize, claims: &mut Vec<Claim>) {
    let mut whole = FxHashSet::default();
    let mut nth = 0;
    claims.retain_mut(|claim| {
        nth += 1;
        let start = claim.span.start.saturating_sub(field.start);
        let Some(span) = (nth > from).then(|| around(field.text, start, claim.span.len())).flatten() else {
            return true;
        };
        claim.span = span.shifted(field.start);
        whole.insert(claim.span.start)
    });
}

/// The name of two words that `len` bytes from byte `start` are part of.
fn around(text: &str, start: usize, len: usize) -> Option<Span> {
    let before = || {
        let start = start.checked_sub(WORD).filter(|&at| text.is_char_boundary(at))?;
        word(&text[start..]).and(Some(start))
    };
    let at = |start: usize| Some(Span::new(start, start + pair_at(&text[start..])?));
    let whole = at(start).or_else(|| before().and_then(at))?;
    (whole.len() > len && start + len <= whole.end).then_some(whole)
}

/// The names of two words that begin at marks and touch nothing `known`, which is sorted.
fn alone(text: &str, marks: &[Mark], known: &[Span]) -> Vec<(Span, bool)> {
    let mut known = known.iter().peekable();
    let mut new: Vec<(Span, bool)> = Vec::new();
    for mark in marks.iter().filter(|mark| mark.is(Mark::OPENING)) {
        let Some(len) = pair_at(&text[mark.at()..]) else { continue };
        let span = Span::new(mark.at(), mark.at() + len);
        while known.next_if(|span| span.end <= mark.at()).is_some() {}
        let free = known.peek().is_none_or(|next| !next.overlaps(span));
        if free && new.last().is_none_or(|(last, _)| !last.overlaps(span)) {
            new.push((span, false));
        }
    }
    new
}

/// Adds the names that stand in a list with one of those.
fn listed(text: &str, known: &[Span], new: &mut Vec<(Span, bool)>) {
    let paired = |span: &&Span| span.len() >= WORD && is_name(span.of(text));
    let mut heads: Vec<Span> = known.iter().filter(paired).copied().collect();
    heads.extend(new.iter().map(|(span, _)| *span));
    let mut taken: FxHashSet<usize> = known.iter().flat_map(|span| [span.start, span.end]).collect();
    taken.extend(heads.iter().flat_map(|span| [span.start, span.end]));
    while let Some(head) = heads.pop() {
        let beside = [next_item(text, head.end), last_item(text, head.start)];
        for span in beside.into_iter().flatten() {
            if !taken.contains(&span.start) && !taken.contains(&span.end) {
                taken.extend([span.start, span.end]);
                new.push((span, true));
                heads.push(span);
            }
        }
    }
}

/// The name that is the next item of a list behind byte `end`, a note in brackets aside.
fn next_item(text: &str, end: usize) -> Option<Span> {
    let rest = &text[end..];
    let noted =
        rest.starts_with(['（', '(']).then(|| rest.char_indices().take(NOTE).find(is_closing)).flatten();
    let rest = noted.map_or(rest, |(at, c)| &rest[at + c.len_utf8()..]);
    let item = rest.trim_start_matches(is_separator);
    let len = len_at(item).filter(|_| item.len() < rest.len())?;
    let start = text.len() - item.len();
    ends(&item[len..]).then(|| Span::new(start, start + len))
}

/// In characters.
const NOTE: usize = 32;

fn is_closing(&(_, c): &(usize, char)) -> bool {
    matches!(c, '）' | ')')
}

/// The name that is the item of a list before byte `start`.
fn last_item(text: &str, start: usize) -> Option<Span> {
    let before = text[..start].trim_end_matches(is_separator);
    let separated = before.len() < start;
    let of = |len: usize| {
        let from = before.len().checked_sub(len).filter(|&at| text.is_char_boundary(at))?;
        let opens = !before[..from].ends_with(is_han);
        (opens && len_at(&before[from..]) == Some(len)).then(|| Span::new(from, before.len()))
    };
    of(2 * WORD).or_else(|| of(WORD)).filter(|_| separated)
}

fn is_separator(c: char) -> bool {
    matches!(c, '、' | '，' | '；' | ',' | ';' | '和' | '与' | '\n') || is_blank(c)
}

/// Whether what follows a name shows that it ends there.
fn ends(after: &str) -> bool {
    !after.starts_with(is_han) || after.starts_with(['等', '和', '与']) || FOLLOWERS.at_start(after).is_some()
}

static NAME_WORDS: LazyLock<Words<()>> =
    LazyLock::new(|| Words::beginning(WORDS.split_whitespace().map(|word| (word, ()))));

/// Words that Tibetan names are made of, in the usual writings, and short names of other peoples without surnames.
const WORDS: &str = "
    扎西 卓玛 卓么 志玛 次仁 才仁 泽仁 次里 此里 尼玛 达瓦 达娃 米玛 拉巴 普布 巴桑 边巴 洛桑 罗桑 丹增 旦增 登增 丹巴 旦巴 登巴 格桑 更桑 尕桑 噶桑 桑吉 桑杰 桑珠 索南 索朗 索郎
    多吉 多杰 平措 彭措 次旺 才旺 泽旺 次旦 才旦 次丹 才丹 旺堆 旺杰 旺久 旺扎 旺姆 旺修 旺加 旺甲 旺青 旺庆 拉姆 拉毛 拉么 央金 央宗 央吉 央措 央珍 央拉 德吉 德庆 德央 曲珍 曲措 曲扎 曲旺
    曲培 曲吉 曲宗 曲桑 曲批 白玛 班玛 万玛 仁青 仁增 仁钦 仁欠 仓决 仓木 措姆 措毛 措吉 措珍 卓嘎 卓尕 卓措 顿珠 东珠 东知 东智 东周 罗布 诺布 洛布 农布 强巴 江巴 绛巴 向巴 贡布 公保 贡觉
    官却 关却 贡嘎 更嘎 更尕 贡秋 贡桑 尕玛 嘎玛 噶玛 赤列 晋美 久美 吉美 俊美 土登 图登 益西 意西 伊西 坚赞 坚参 江措 嘉措 加措 加央 降央 绛央 江央 群培 群佩 群宗 旦真 泽郎 四郎 三郎 斯郎
    昂旺 阿旺 昂文 洛松 罗松 罗让 洛绒 邓珠 登珠 昂秀 昂江 当周 当智 更登 根登 南杰 郎杰 朗杰 才让 才郎 完么 热旦 饶杰 华旦 拉旦 俄金 战斗 战堆 求培 赛措 更求 江永 伦珠 伦布 龙珠 洛追 罗追
    桑旦 桑丹 达杰 吉毛 拉泽 拉措 拉珍 拉吉 扎巴 扎拉 扎堆 扎姆 潘多 巴珍 玉珍 玉措 尼珍 尼措 切吉 确吉 更藏 尕藏 夏吾 项秀 斗改 多旦 南卡 朗卡 松吉 松杰 格列 格来 次央 次珍 次吉 次措 普珍
    达珍 拥宗 拥忠 拥措 雍忠 雍措 永忠 七林 取批 鲁茸 品初 斯那 司那 吾金 乌金 定主 培楚 尕松 嘎松 旦周 仁次 阿扎 俄旦 洛周 巴旦 仲尕 南吉 增太 加太 角巴 知华 先巴 项欠 斗尕
    乌云 娜仁 那仁 牧仁 苏和 达来 巴图 宝音 图雅 高娃 萨仁 萨娜 古丽 艾山 艾力 亚森 肉孜 木呷 阿呷 伍呷 木果 伍果 阿果 伍且 木且 拉铁 岩温 岩叫 岩坎 岩罕 玉罕 玉波 波罕 玉香
    吉克 阿苦 沙马 曲木 吉木 罗洪 马海 的莫 俄木 曲比 勒则 安且 海来 尔古 麦吉 苏呷 阿的 莫色 木乃 吉列 的日 曲么 吉史 木帕 吉里 勒伍 阿力 阿说 的惹 勒格 阿库 俄底 阿都 吉伍 贾巴 吉子 结古 日火 瓦其
    呷西 比布 立立 尼里 日布 尔布 尔哈 拉洛 阿沙 木牛 阿牛 伍牛 伍各 日古 史日 拉博 有果 阿乌 石布 拉哈 日史 阿英 木林 子呷 尔且 日哈 木加 布哈 阿洛 阿木 阿支 阿枝 尔呷 尔洛 古哈";

#[cfg(test)]
mod tests {
    use super::{is_name, len_at};

    #[test]
    fn names_are_one_word_or_two() {
        assert!(["卓玛央宗", "普布次仁", "普布", "尕松战斗"].into_iter().all(is_name));
        assert!(!["卓玛草", "普", "王建坪", "普布次仁卓玛"].into_iter().any(is_name));
        assert_eq!(len_at("贡布才让为其检查"), Some("贡布才让".len()));
    }
}
