//! Proposals from surnames, characters common in given names, and the lengths that names have.

use yinmo_data::{given_names, surnames};

use super::followers::FOLLOWERS;
use super::{Boundary, Gate, Proposal, Tagger, is_blank, is_han};
use crate::text::Span;
use std::sync::LazyLock;

/// Proposes a name wherever a surname is followed by characters that given names are made of, and something shows
/// where they end.
pub struct Gazetteer;

impl Tagger for Gazetteer {
    fn propose(&self, text: &str, starts: &mut dyn Iterator<Item = usize>, each: &mut dyn FnMut(Proposal)) {
        for start in starts {
            let rest = &text[start..];
            let mut chars = rest.chars();
            let (Some(surname), Some(next)) = (chars.next(), chars.next()) else { continue };
            if !may_follow(surname, next) {
                continue;
            }
            let Some(name) = length_at(rest, Care::Strict) else { continue };
            if name.end > Boundary::Open {
                each(Proposal { span: Span::new(start, start + name.len), score: name.score, end: name.end });
            }
        }
    }
}

fn may_follow(surname: char, next: char) -> bool {
    given_names::plausibility(next) > 0
        || is_blank(next)
        || surnames::is_compound(surname, next)
        || next >= '\u{20000}'
}

/// Whether `c` can stand right behind a surname, by itself and in some name: the cheap question to ask first.
pub(crate) fn may_be_given(c: char) -> bool {
    grade(c, Care::Usual).is_some() || is_blank(c) || surnames::ends_compound(c)
}

/// Whether `c` can be the second character of a family name of two.
pub(crate) fn may_be_second(c: char) -> bool {
    surnames::ends_compound(c) || surnames::is_common(c)
}

/// How willing to take a character into a name.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Care {
    /// Only characters known from given names: nothing else says that a name stands here.
    Strict,
    /// Rare ones too, but none that is common and not known from given names: a label stands before it.
    Usual,
    /// Any but function characters: a label and a colon, or a heading, say so.
    Any,
}

/// How far a name reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Length {
    /// In bytes.
    pub len: usize,
    /// How much like a name the characters are, 0 to 100.
    pub score: u8,
    /// What shows that it ends there.
    pub end: Boundary,
}

/// How far a name of Han form at the start of `rest` reaches: surname and one or two characters, or two surnames
/// and two characters. `None` if none can stand there, or if it is an anonymous form.
pub(crate) fn length_at(rest: &str, care: Care) -> Option<Length> {
    let shape = Shape::at(rest)?;
    let family = if shape.is_compound() { 2 } else { 1 };
    if is_bare_surname(shape.after(family - 1)) {
        return None;
    }
    if is_blank(shape.char(family)) {
        return padded(rest, shape.end(family - 1), care);
    }
    let given = [grade(shape.char(family), care)?, grade(shape.char(family + 1), care).unwrap_or(0)];
    let one = boundary(1, shape.after(family));
    let two = shape.graded(family + 1, care).then(|| boundary(2, shape.after(family + 1))).flatten();
    let both = is_longer(&shape, family, one, two, care)?;
    let unsettled = family == 1 && both && two == Some(Boundary::Open);
    if let Some(double) = unsettled.then(|| double_surname(&shape, care)).flatten() {
        return Some(double);
    }
    let characters = if both { 10 * (given[0] + given[1]) } else { 15 * given[0] };
    let end = if both { two } else { one }?;
    let len = shape.end(family + usize::from(both));
    Some(Length { len, score: surname_points(shape.char(0), family) + characters, end })
}

/// Whether the given name has two characters rather than one, by what shows that it ends there. `None` if neither
/// can be.
fn is_longer(
    shape: &Shape<'_>,
    family: usize,
    one: Option<Boundary>,
    two: Option<Boundary>,
    care: Care,
) -> Option<bool> {
    // `贫困户田柱家`: a household, unless a label wants nothing but a name.
    let household = shape.char(family + 1) == '家' && care != Care::Any;
    match (one, two) {
        (None, None) => None,
        (Some(Boundary::Word), Some(Boundary::Closed)) if household => Some(false),
        (_, Some(Boundary::Closed)) => Some(true),
        (Some(Boundary::Word), Some(Boundary::Word)) => Some(!starts_with_long_word(shape.after(family))),
        (_, Some(Boundary::Word)) => Some(true),
        (Some(Boundary::Word | Boundary::Closed), _) => Some(false),
        (_, two) => Some(two.is_some()),
    }
}

/// The first characters of a text, with where they end.
struct Shape<'t> {
    rest: &'t str,
    chars: [char; 4],
    ends: [usize; 4],
}

impl<'t> Shape<'t> {
    fn at(rest: &'t str) -> Option<Self> {
        let mut shape = Self { rest, chars: ['\0'; 4], ends: [rest.len(); 4] };
        for (at, (start, c)) in rest.char_indices().take(4).enumerate() {
            shape.chars[at] = c;
            shape.ends[at] = start + c.len_utf8();
        }
        (surnames::is_surname(shape.chars[0]) || shape.is_compound()).then_some(shape)
    }

    fn is_compound(&self) -> bool {
        surnames::is_compound(self.chars[0], self.chars[1])
            && (is_han(self.chars[2]) || is_blank(self.chars[2]))
    }

    fn char(&self, at: usize) -> char {
        self.chars[at]
    }

    fn end(&self, at: usize) -> usize {
        self.ends[at]
    }

    /// The text behind the character `at`.
    fn after(&self, at: usize) -> &'t str {
        &self.rest[self.ends[at]..]
    }

    fn graded(&self, at: usize, care: Care) -> bool {
        grade(self.char(at), care).is_some()
    }
}

/// Both parents' surnames and two characters: `张李晓雯`.
fn double_surname(shape: &Shape<'_>, care: Care) -> Option<Length> {
    let fits = surnames::is_common(shape.char(1)) && shape.graded(2, care);
    let (third, fourth) = (grade(shape.char(2), care).unwrap_or(0), grade(shape.char(3), care)?);
    let end = boundary(2, shape.after(3)).filter(|end| *end > Boundary::Open)?;
    let score = surname_points(shape.char(0), 1) + 10 * (third + fourth);
    fits.then_some(Length { len: shape.end(3), score, end })
}

/// `窦　芃`: a two-character name spaced to the width of three; also `王 建 坪`, and `王　建坪`.
fn padded(rest: &str, family: usize, care: Care) -> Option<Length> {
    let (given, blank) = after_blank(&rest[family..])?;
    let first = given.chars().next()?;
    let first_grade = grade(first, care)?;
    let len = family + blank + first.len_utf8();
    let score = 20 + 15 * first_grade;
    match boundary(1, &rest[len..])? {
        Boundary::Open => {
            let second = rest[len..].chars().next()?;
            let score = 20 + 10 * (first_grade + grade(second, care)?);
            let len = len + second.len_utf8();
            let end = boundary(2, &rest[len..]).filter(|end| *end > Boundary::Open)?;
            Some(Length { len, score, end })
        }
        Boundary::Closed => {
            let third = after_blank(&rest[len..]).filter(|(_, width)| *width == blank);
            let third = third.and_then(|(given, width)| third_padded(given, care).map(|c| len + width + c));
            Some(Length { len: third.unwrap_or(len), score, end: Boundary::Closed })
        }
        end => Some(Length { len, score, end }),
    }
}

/// The width of one more spaced character, if it stands alone. Where no colon or heading says that all of it is a name,
/// it has to be common in names and no word of the next column (`王 芳 女`), and nothing spaced may follow.
fn third_padded(given: &str, care: Care) -> Option<usize> {
    let c = given.chars().next().filter(|&c| is_han(c) && !is_function(c))?;
    let after = &given[c.len_utf8()..];
    let likely = given_names::plausibility(c) >= 2 && !"男女汉回满藏苗壮".contains(c);
    let certain = care == Care::Any || likely && !after.starts_with(is_blank);
    (certain && boundary(2, after)? == Boundary::Closed).then_some(c.len_utf8())
}

/// The text behind one to three blanks, and their width in bytes.
fn after_blank(text: &str) -> Option<(&str, usize)> {
    let trimmed = text.trim_start_matches(is_blank);
    let width = text.len() - trimmed.len();
    (width > 0 && text[..width].chars().count() <= 3).then_some((trimmed, width))
}

/// What shows that a name ends before `after`, if so many characters of a given name stand there; `None` if masks or `某`
/// show that it is none.
fn boundary(given: usize, after: &str) -> Option<Boundary> {
    let Some(c) = after.chars().next() else { return Some(Boundary::Closed) };
    if hides_more(given, after) {
        return None;
    }
    if !is_han(c) {
        return Some(if c == '·' || c == '•' { Boundary::Open } else { Boundary::Closed });
    }
    Some(if FOLLOWERS.at_start(after).is_some() { Boundary::Word } else { Boundary::Open })
}

fn starts_with_long_word(after: &str) -> bool {
    FOLLOWERS.at_start(after).is_some_and(|hit| hit.len > 3)
}

/// Whether `after` hides more of a given name, of which so many characters stand there. Most are complete with two, and what
/// looks like a mask behind them is a note, a box to tick or a question; so is a single `？` or `_` behind one.
pub(crate) fn hides_more(given: usize, after: &str) -> bool {
    let mut chars = after.chars();
    let Some(mask) = chars.next().filter(|&c| is_mask(c)) else { return false };
    let (next, end) = (chars.next(), chars.next());
    let is_sign = matches!(mask, '？' | '?' | '_') && !next.is_some_and(is_mask);
    // `长女储*涵`: the last character is the family's.
    let is_within = matches!(mask, '*' | '＊') && next.is_some_and(is_han) && !end.is_some_and(is_han);
    // `**王子涵**`, `**张伟**`: two at once behind a whole name are markup.
    let is_markup = given > 0 && after.starts_with("**") && !after[2..].starts_with(is_mask);
    (given < 2 || is_within) && !is_sign && !is_markup
}

/// Characters that stand for hidden ones.
pub(crate) const fn is_mask(c: char) -> bool {
    matches!(
        c,
        '某' | '*'
            | '＊'
            | '×'
            | '□'
            | '○'
            | '●'
            | '■'
            | '△'
            | '☆'
            | '✕'
            | '╳'
            | 'X'
            | 'x'
            | 'Ｘ'
            | '_'
            | '█'
            | '〇'
            | '？'
            | '?'
            | '⊗'
    )
}

/// `先生`, `氏`, `局长` or a mask after a bare surname: an anonymous form.
fn is_bare_surname(after: &str) -> bool {
    let Some(c) = after.chars().next() else { return true };
    let titled = || FOLLOWERS.at_start(after).is_some_and(|hit| hit.meaning.is_title());
    is_mask(c) || c == '氏' || c == '姓' || titled()
}

/// How common a character is in given names; `None` if it cannot stand there.
fn grade(c: char, care: Care) -> Option<u8> {
    match given_names::plausibility(c) {
        0 if !is_han(c) || is_function(c) => None,
        // A mother's surname often stands in the middle of a name.
        0 if surnames::is_common(c) => Some(1),
        0 if care == Care::Strict && (c as u32) >= 0x4E00 && (c as u32) < 0xA000 => None,
        0 if care == Care::Usual && is_ordinary(c) => None,
        grade => Some(grade),
    }
}

/// Whether `c` is a character that no one puts into a name.
pub(crate) fn is_function(c: char) -> bool {
    static FUNCTION: LazyLock<Gate> = LazyLock::new(|| Gate::of(FUNCTION_CHARACTERS));
    FUNCTION.is_open(c)
}

const FUNCTION_CHARACTERS: &str = "
    的了是在不我你他她它们这那您就也都而但与或及被把将对从为着过吗呢吧啊么者所于因此等个很最更太又再还只没无非未勿别谁啥
    怎几些每某各该另年号秒第届条款项页份位户元角岁系由向说称诉请让使给到去往局厅委股处站队院校部课级省市区县乡镇村组街巷幢室
    栏填详签盖印附表单证件码话址龄性族籍";

/// Whether `c` is common in print and practically never in names.
fn is_ordinary(c: char) -> bool {
    static ORDINARY: LazyLock<Gate> = LazyLock::new(|| Gate::of(ORDINARY_CHARACTERS));
    ORDINARY.is_open(c)
}

/// The characters of statutes, by frequency, without those of given names and the rarest.
const ORDINARY_CHARACTERS: &str = "
    的人条第当规者部关用或设务机市主员地不对区产事在等位处为及动级上出证监护内下并划体院所他委组准要得期报违款使企织交日件县项分办请与外未告
    电决七个于污过各具后况九专需给养确前测置从无核次税评式认障验将疗价偿停究是复转犯诉严罪举态到控参托研节债类济非履适因刑校危救称械总失户届被种团
    必饲灾册援押疫没毒材废辖赔则签更识售抵该已低站卖还做奖最缴拒讼享街减别何垃圾须儿剂饮擅辆侵免但础估添遗询就拍每筹局贫撤疾刷坏两倍再队假了股括患殖
    号离段即私便另勘说逾份拆足畜难游伤殊吊虚也聘岸碍禽纠捐贷旅且而毁模骗听档否恢轨快残异较乘候滥贴亲秩避拟绘含诊习般舞凭战忽咨盖徒逐港赠诈驻赡眷伪驾递
    死赁餐汇暂吸室绩娱隔扰署介币半挖拨汽亡跨抢仍答切嫌戒某错净打都讨籍误泄疑填拘捕渠聚匹挪择我妨抽休覆倒拖胁又灭够液似伐携掘操恶漏荒丧暴此着辩感觉冒
    妥挂缺典只灌酬惩募压罢遍混摊倾瞒犬颁欺往欠兽貌隧践冻歧谍荐谈耗箱侧径埋汰砍尽遭弄虑姓淘簿幕辱杂渣披课粪捉滞惯把搭悉孕驳誉抛劣闸炉盗迹走侦馈缓仅
    侮饰背匿辅渗谁浪幅讯去跟陷贿扑迫挠恤稿坝函俗抄卸搬焚贩宰亏握访览噪遣剧篡姻腐虐窃踪撒厕酿坑凿臭厨谎驱牵挡堵厅迟串纵剥诱缀泛葬删喷壤桩角旨遮祭叉滩塌
";

/// How common the surname is, in points.
fn surname_points(surname: char, family: usize) -> u8 {
    match surnames::share(surname) {
        _ if "和向于由有从与都进将各所自请及能时应".contains(surname) && family == 1 => 0,
        _ if family == 2 => 35,
        Some(share) if share >= 1.0 => 30,
        Some(share) if share >= 0.15 => 25,
        Some(share) if share >= 0.03 => 15,
        _ => 5,
    }
}

/// Names that are told by a look at each character, for lists of them.
pub(crate) struct PlainNames(Box<[Character]>);

impl PlainNames {
    /// All but those that begin with a character for which `begins_other` holds, or go on with one for which
    /// `ends_other` does.
    pub(crate) fn but(begins_other: impl Fn(char) -> bool, ends_other: impl Fn(char) -> bool) -> Self {
        let of = |c| Character::of(c).without(begins_other(c), ends_other(c));
        Self(('\u{4E00}'..='\u{9FFF}').map(of).collect())
    }

    /// How much like a name `text` is if it is one from end to end: a surname of one character, and one or two others
    /// that are nothing but parts of names. [`length_at`] says the same and more.
    #[inline]
    pub(crate) fn score(&self, text: &str) -> Option<u8> {
        // Each of them is of three bytes, and nothing else is.
        let (chars, []) = text.as_bytes().as_chunks() else { return None };
        let (family, given) = chars.split_first()?;
        let points = self.of(family).surname()?;
        let score = match given {
            [first] => points + 15 * self.of(first).given()?,
            [first, second] => points + 10 * (self.of(first).given()? + self.of(second).given()?),
            _ => return None,
        };
        (!self.of(family).begins_compound() || !begins_with_compound(text)).then_some(score)
    }

    #[inline]
    fn of(&self, [first, second, third]: &[u8; 3]) -> &Character {
        const NONE: &Character = &Character(0);
        let c = (usize::from(*first) ^ 0xE0) << 12
            | (usize::from(*second) & 0x3F) << 6
            | usize::from(*third) & 0x3F;
        self.0.get(c.wrapping_sub(0x4E00)).unwrap_or(NONE)
    }
}

/// Whether `text` begins with a surname of two characters.
pub(crate) fn begins_with_compound(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().zip(chars.next()).is_some_and(|(first, second)| surnames::is_compound(first, second))
}

/// What a character is in a name, in one byte: the list of all is looked at everywhere.
struct Character(u8);

impl Character {
    fn of(c: char) -> Self {
        let surname = if surnames::is_surname(c) { surname_points(c, 1) / 5 + 1 } else { 0 };
        let ends = is_mask(c) || matches!(c, '氏' | '姓') || FOLLOWERS.nearest_is_open(c);
        let given = grade(c, Care::Any).filter(|_| !ends).map_or(0, |grade| grade + 1);
        Self(u8::from(surnames::begins_compound(c)) << 6 | surname << 3 | given)
    }

    /// The same, but no surname, or no part of a given name.
    fn without(self, surname: bool, given: bool) -> Self {
        Self(self.0 & !(u8::from(surname) * 0b0011_1000) & !(u8::from(given) * 0b0000_0111))
    }

    /// The points of a surname.
    fn surname(&self) -> Option<u8> {
        (self.0 >> 3 & 7).checked_sub(1).map(|fives| fives * 5)
    }

    /// The grade of a part of a given name, if no word that shows where a name ends begins with it.
    fn given(&self) -> Option<u8> {
        (self.0 & 7).checked_sub(1)
    }

    fn begins_compound(&self) -> bool {
        self.0 >> 6 == 1
    }
}

#[cfg(test)]
mod tests {
    use super::{Boundary, Care, Length, PlainNames, length_at};

    #[test]
    fn plain_names_are_what_they_are_at_length() {
        let surnames: Vec<char> = "王李欧司马阳和向单年赵龚某的宀".chars().collect();
        let others: Vec<char> =
            ('\u{4E00}'..='\u{9FFF}').step_by(7).chain("阳伟氏姓某略家先局".chars()).collect();
        let plain_names = PlainNames::but(|c| c == '单', |c| c == '国');
        let (mut plain, mut names) = (0, 0);
        for (nth, &first) in others.iter().enumerate() {
            for &surname in &surnames {
                let second = others[nth * 31 % others.len()];
                for text in [format!("{surname}{first}"), format!("{surname}{second}{first}")] {
                    let at_length = length_at(&text, Care::Any);
                    names += usize::from(at_length.is_some());
                    if let Some(score) = plain_names.score(&text) {
                        plain += 1;
                        let whole = Length { len: text.len(), score, end: Boundary::Closed };
                        assert_eq!(at_length, Some(whole), "{text}");
                    }
                }
            }
        }
        assert!(plain * 4 > names * 3, "{plain} of {names}");
        let others = ["王", "欧阳明", "王建明华", "王·李", "", "王国", "单明", "王ab明", "abc明明", "éé王明"];
        assert!(others.iter().all(|text| plain_names.score(text).is_none()));
    }
}
