//! Names joined with a dot: `买买提·艾力江`, `约翰·史密森`.

use std::sync::LazyLock;

use super::cues::CUES;
use super::{Field, claim};
use crate::finding::{Confidence, Evidence, EvidenceSet, Role};
use crate::recognizers::Claim;
use crate::recognizers::marks::Mark;
use crate::tagger::{FOLLOWERS, Gate, is_han};
use crate::text::Span;

/// The longest part of a name between dots, in characters, and more parts than any name has.
const PART: usize = 8;
const PARTS: usize = 16;

/// The dot of GB 18030, and what is typed in its place.
pub(crate) const fn is_dot(c: char) -> bool {
    matches!(c, '·' | '•' | '・' | '‧' | '．')
}

/// Claims the dotted names of a field, unless they are part of a title in `《》`.
pub(super) fn read(field: &Field<'_>, marks: &[Mark], claims: &mut Vec<Claim>) {
    let (mut read, mut in_title) = (0, false);
    for mark in marks.iter().filter(|mark| mark.is(Mark::DOT)) {
        let Some(found) =
            around(field.text, mark.at()).filter(|_| field.text[mark.at()..].starts_with(is_dot))
        else {
            continue;
        };
        // The text is looked through once, however many names stand in it.
        let between = &field.text[read..found.span.start.max(read)];
        in_title = between.rfind(['《', '》']).map_or(in_title, |at| between[at..].starts_with('《'));
        read += between.len();
        if in_title {
            continue;
        }
        let (confidence, evidence) = match found.role {
            Some(_) => (Confidence::HIGH, Evidence::LabelBefore),
            None => (Confidence::MEDIUM, Evidence::Dotted),
        };
        let role = found.role.unwrap_or(Role::Citizen);
        claims.push(claim(field, found.span, confidence, role, EvidenceSet::EMPTY.with(evidence)));
    }
}

/// How many bytes at the start of `text` are a dotted name, introduced by a label.
pub(super) fn len_at(text: &str) -> Option<usize> {
    let first = han_run(text);
    if first == 0 || characters(&text[..first]) > PART {
        return None;
    }
    // `用户名.特殊`, `缺乏耐心的．下面`: what ends sentences joins nothing but parts that are spelled.
    let dot = text[first..].chars().next().filter(|&c| !matches!(c, '·' | '•' | '・' | '‧'));
    let spelled = text[..first].chars().take_while(|&c| TRANSCRIBING.is_open(c)).map(char::len_utf8).sum();
    if dot.is_some() && !sounds_like_all(&text[..first], spelled) {
        return None;
    }
    let len = joined_len(text, first, false);
    (len > first && text[..len].chars().all(is_part_of_name)).then_some(len)
}

/// The bytes of the parts at the start of `text`, of which the first has `first`.
fn joined_len(text: &str, first: usize, strict: bool) -> usize {
    let mut len = first;
    for _ in 1..PARTS {
        let Some(width) = dot_width(&text[len..]) else { break };
        // `用户名.找一台`: a full stop of ASCII ends sentences too.
        let strict = strict || width == '.'.len_utf8();
        match part_len(&text[len + width..], strict) {
            0 => break,
            part => len += width + part,
        }
    }
    len
}

struct Found {
    span: Span,
    /// If a label says so.
    role: Option<Role>,
}

/// The name around the first of its dots.
fn around(text: &str, dot: usize) -> Option<Found> {
    let before = &text[..dot];
    let run = han_run_back(before);
    let cue = (0..=run).filter(|&back| before.is_char_boundary(dot - back)).find_map(|back| {
        // The nearest word that introduces a name, but not one within the name.
        (back > 0).then(|| CUES.at_end(&before[..dot - back]))?.map(|hit| (dot - back, hit.meaning.role))
    });
    let spelled = before
        .chars()
        .rev()
        .take(PART)
        .take_while(|&c| TRANSCRIBING.is_open(c))
        .map(char::len_utf8)
        .sum::<usize>();
    // `吐如孙江·…` behind punctuation: all of a short run.
    let own = &before[dot - run..];
    let spelled = if cue.is_none() && sounds_like_all(own, spelled) { own.len() } else { spelled };
    let start = match cue {
        Some((start, _)) => start.max(dot - spelled),
        None => dot - spelled,
    };
    let first = before[start..].chars().count();
    let follows_dot = before[..start].ends_with(is_dot);
    if first == 0 || follows_dot || before[..start].ends_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let len = joined_len(&text[start..], dot - start, true);
    let named = text[start..start + len].chars().filter(|&c| is_han(c)).count() >= 3;
    let role = cue.filter(|(end, _)| *end == start).map(|(_, role)| role);
    (named && len > dot - start).then_some(Found { span: Span::new(start, start + len), role })
}

/// The bytes of one part: all of a short closed run, else as far as the characters are those of transcriptions.
fn part_len(text: &str, strict: bool) -> usize {
    let run = han_run(text);
    let spelled = text[..run]
        .chars()
        .take(PART)
        .take_while(|&c| TRANSCRIBING.is_open(c))
        .map(char::len_utf8)
        .sum::<usize>();
    // A word of one character may be part of a name: `艾则孜`. At the end of a run it is none: `丁加特说，`.
    let ends_run = |at: usize, c: char| at + c.len_utf8() == run && !TRANSCRIBING.is_open(c);
    let word = text[..run].char_indices().skip(1).find(|&(at, c)| {
        FOLLOWERS.at_start(&text[at..]).is_some_and(|hit| hit.len > c.len_utf8() || ends_run(at, c))
    });
    match word {
        Some((at, _)) => spelled.min(at),
        None if characters(&text[..run]) <= PART && (!strict || sounds_like_all(&text[..run], spelled)) => {
            run
        }
        None => spelled,
    }
}

/// Whether a short run is a part to its end though not all of it is spelled with the usual characters: `艾则孜`.
fn sounds_like_all(run: &str, spelled: usize) -> bool {
    let usual = run.chars().filter(|&c| TRANSCRIBING.is_open(c)).count();
    spelled > 0 && characters(run) <= 5 && usual * 3 >= characters(run) * 2
}

fn dot_width(text: &str) -> Option<usize> {
    text.chars().next().filter(|&c| is_dot(c) || matches!(c, '.' | '-')).map(char::len_utf8)
}

fn characters(text: &str) -> usize {
    text.chars().count()
}

/// The bytes of the Chinese characters at the start of `text`, as far as it shows that they are too many for a part.
fn han_run(text: &str) -> usize {
    text.chars().take(PART + 1).take_while(|&c| is_han(c)).map(char::len_utf8).sum()
}

fn han_run_back(text: &str) -> usize {
    text.chars().rev().take(16).take_while(|&c| is_han(c)).map(char::len_utf8).sum()
}

fn is_part_of_name(c: char) -> bool {
    c != '某' && (is_han(c) || !c.is_alphanumeric())
}

/// Characters that foreign and minority names are transcribed with.
pub(crate) static TRANSCRIBING: LazyLock<Gate> = LazyLock::new(|| {
    Gate::of(
        "阿艾爱安昂奥巴白拜班邦保鲍贝本比彼毕别宾波勃博伯卜布不采策查察朝彻楚茨次达大戴丹当道德登邓狄迪蒂丁东都杜顿多俄鄂厄恩尔法凡范菲\
         费芬丰冯佛弗福伏夫富盖甘冈高戈哥格葛根古瓜果哈海汉翰好赫亨洪呼胡华怀惠霍基吉加贾简江杰津久卡凯坎康考柯科克肯孔库夸昆拉来莱赖兰朗\
         劳勒雷蕾黎里理力丽利莉立列林琳龙隆卢鲁路露伦罗洛吕玛马买麦曼毛梅门蒙孟米密敏明莫默姆木穆那娜纳乃南内尼妮宁牛纽努诺欧帕潘庞佩彭皮\
         珀普其奇齐恰强乔切琴青丘曲让热仁日荣茹汝瑞若萨塞赛桑瑟森沙莎山珊尚绍舍申什圣施史士仕舒朔丝思斯松苏索塔台泰坦汤唐陶特腾滕提帖铁\
         廷通图土吐托娃瓦万汪旺威韦维伟魏温文翁沃乌吾武西希锡夏香肖谢辛欣兴休许逊雅亚娅延扬央耶叶伊依以因英尤约泽扎詹珍芝智朱珠卓兹子孜宗祖佐\
         措姬肉汗牙呷敖娥布仓嘎色洒热且玻玉吴拥贡求堆增坚赞云嘉桑边洛旦平加群培穷益久美登欧觉决朵琼额敦顺宝音满都赛罕照钢嘎合甫喀姑荪伍乎素埃迈孙才岩朝鲁苦",
    )
});
