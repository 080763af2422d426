//! Names under the heading of a column of names: every cell is one, unless it plainly is not.

use std::sync::LazyLock;

use yinmo_data::townships;

use super::around::names_in;
use super::cues::CUES;
use super::dotted::{self, TRANSCRIBING};
use super::kin::is_kin;
use super::{Field, characters, claim, latin};
use crate::finding::{Confidence, Evidence, EvidenceSet, Role};
use crate::kind::Kind;
use crate::recognizers::{Claim, Reading};
use crate::tagger::{
    Boundary, Care, PlainNames, Words, begins_with_compound, hides_more, is_blank, is_han, length_at,
};
use crate::text::Span;

/// Claims the names in a cell.
pub(super) fn read(field: &Field<'_>, reading: &Reading<'_>, claims: &mut Vec<Claim>) {
    if let Some(span) = name_like_an_office(field.text, reading) {
        let evidence = EvidenceSet::EMPTY.with(Evidence::ColumnHeading).with(Evidence::Surname);
        claims.push(claim(field, span, Confidence::HIGH, Role::Citizen, evidence));
        return;
    }
    let heading = field.cell.map_or("", |cell| cell.heading);
    let heading = heading.strip_suffix("姓名").unwrap_or(heading);
    let cue = CUES.at_end(heading).filter(|cue| !heading[..heading.len() - cue.len].contains('被'));
    let role = cue.map_or(Role::Citizen, |cue| cue.meaning.role);
    let mut at = 0;
    for piece in field.text.split(is_separator) {
        let end = at + piece.len();
        let named = (!is_before_colon(&field.text[end..])).then(|| parts(piece)).into_iter().flatten();
        let named = named.flat_map(|(start, part)| {
            names_in(part).into_iter().map(move |(inner, name)| (start + inner, name))
        });
        for (start, part) in named {
            if let Some((span, score)) = name_in(part, at + start) {
                let evidence = EvidenceSet::EMPTY.with(Evidence::ColumnHeading);
                let evidence =
                    score.map_or(evidence, |score| evidence.iter().chain(characters(score).iter()).collect());
                claims.push(claim(field, span, Confidence::HIGH, role, evidence));
            }
        }
        at = end + field.text[end..].chars().next().map_or(0, char::len_utf8);
    }
}

/// All of a cell that ends like an office or a place and is called after a family: `张登科`, and beside a number of
/// somebody's `郑开镇`.
fn name_like_an_office(cell: &str, reading: &Reading<'_>) -> Option<Span> {
    let name = cell.trim();
    let somebodys = || reading.identifiers.iter().any(|claim| claim.kind == Kind::ResidentId);
    let start = cell.len() - cell.trim_start().len();
    let is_name = is_like_an_office(name) && (name.ends_with('科') || somebodys());
    is_name.then(|| Span::new(start, start + name.len()))
}

/// Whether the row has to tell that a cell which ends like an office or a place is somebody's name.
pub(crate) fn is_like_an_office(name: &str) -> bool {
    const OFFICES: [&str; 4] = ["党", "安", "计", "林"];
    let ends = name.ends_with(['科', '镇', '乡', '村']) && name.chars().count() == 3;
    let department = || name.ends_with('科') && OFFICES.iter().any(|office| name.starts_with(office));
    let named = || {
        length_at(name, Care::Any).is_some_and(|found| {
            found.len == name.len() && found.score >= 65 && found.end == Boundary::Closed
        })
    };
    ends && !department() && named() && !townships::contains(name)
}

/// Whether a colon comes next, a note in brackets aside: `村支书（签字）：` and `监护人：` are no names.
fn is_before_colon(rest: &str) -> bool {
    let noted = |rest: &str| {
        rest.split_once(['）', ')']).is_some_and(|(note, after)| {
            note.chars().count() <= 8 && after.trim_start().starts_with(['：', ':'])
        })
    };
    let rest = rest.trim_start();
    rest.starts_with(['：', ':']) || rest.starts_with(['（', '(', '）', ')']) && noted(rest)
}

/// `周文远 吴晓雯` are two, `王 磊` is one: blanks part names where at least two characters stand on both sides; and so are
/// `周文远 Zhou Wenyuan` two. With where each part begins.
fn parts(piece: &str) -> Vec<(usize, &str)> {
    let in_latin = piece.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(piece.len());
    let (han, latin) = piece.split_at(in_latin);
    let words: Vec<&str> = han.split(is_blank).filter(|word| !word.is_empty()).collect();
    let is_name = |word: &&str| word.chars().all(is_han) && word.chars().nth(1).is_some();
    let parted = words.len() + usize::from(!latin.is_empty()) > 1 && words.iter().all(is_name);
    if !parted {
        return vec![(0, piece)];
    }
    let of_han = words.into_iter().map(|word| (word.as_ptr().addr() - piece.as_ptr().addr(), word));
    of_han.chain((!latin.is_empty()).then_some((in_latin, latin))).collect()
}

/// Two to four Chinese characters that are all a name: how many, of how many the surname is made, and how much like a
/// name they are.
pub(crate) fn liken(cell: &str) -> Option<u64> {
    // What is no name begins or ends with one of certain characters: a look at each tells of nearly all names that they
    // are.
    static PLAIN: LazyLock<PlainNames> = LazyLock::new(|| {
        let begins_other = |c| is_refused(c) || is_kin(c) || NO_NAMES.nearest_is_open(c);
        PlainNames::but(begins_other, |c| is_refused(c) || ORGANISATIONS.nearest_is_open(c))
    });
    if let Some(score) = PLAIN.score(cell) {
        return Some(likeness(cell.len(), false, Some(score)));
    }
    let (each, rest) = cell.as_bytes().as_chunks();
    let plain = |c: &[u8; 3]| matches!(c, [0xE4..=0xE9, ..]);
    if !matches!(each.len(), 2..=4)
        || !rest.is_empty()
        || !each.iter().all(plain)
        || cell.contains(is_refused)
        // Whether it is `妻滕婧` or somebody called 子桑, the heading says.
        || cell.starts_with(is_kin)
    {
        return None;
    }
    let (len, score) = len_of(cell)?;
    (len == cell.len()).then(|| likeness(len, begins_with_compound(cell), score))
}

/// What stands for a part of a name, or for nothing.
const fn is_refused(c: char) -> bool {
    matches!(c, '某' | '略')
}

fn likeness(len: usize, compound: bool, score: Option<u8>) -> u64 {
    let evidence = u64::from(score.map_or(EvidenceSet::EMPTY, characters).bits());
    ((len as u64) << 40) | (u64::from(compound) << 32) | evidence
}

/// The name that `piece`, which begins at byte `at`, consists of, and how much like one with a surname it is.
fn name_in(piece: &str, at: usize) -> Option<(Span, Option<u8>)> {
    let text = piece.trim_start_matches(|c: char| is_blank(c) || is_mark(c));
    let start = at + piece.len() - text.len();
    let (len, score) = len_of(text.trim_end_matches(|c: char| is_blank(c) || is_mark(c)))?;
    Some((Span::new(start, start + len), score))
}

/// Quotes, the number of a line, and lines drawn before it.
const fn is_mark(c: char) -> bool {
    // `├ 李胜`: what hangs members of a household below its head.
    let in_tree = matches!(c, '\u{2500}'..='\u{257F}' | '-' | '—' | '•' | '→' | '>');
    in_tree || matches!(c, '\r' | '"' | '“' | '”' | '\'' | '0'..='9' | '.' | '．')
}

fn len_of(text: &str) -> Option<(usize, Option<u8>)> {
    let is_spelt = (5..=8).contains(&text.chars().count()) && text.chars().all(|c| TRANSCRIBING.is_open(c));
    if is_spelt && !is_no_name(text) {
        return Some((text.len(), None));
    }
    if let Some(name) = length_at(text, Care::Any).filter(|name| name.end > Boundary::Open) {
        return (!is_no_name(&text[..name.len])).then_some((name.len, Some(name.score)));
    }
    if let Some(len) = dotted::len_at(text).or_else(|| latin::len_at(text)) {
        return Some((len, None));
    }
    if is_foreign(text) {
        return Some((text.len(), None));
    }
    let han = text.chars().filter(|&c| is_han(c)).count();
    if (2..=4).contains(&han) && text.chars().all(|c| is_han(c) || is_blank(c)) && !text.contains('某') {
        // `覃　桂花`: a word behind a blank is still a name here.
        let whole: String = text.chars().filter(|&c| is_han(c)).collect();
        return (!is_anonymous(&whole) && !is_no_name(&whole)).then_some((text.len(), None));
    }
    let run = text.chars().take_while(|&c| is_han(c)).map(char::len_utf8).sum::<usize>();
    let count = text[..run].chars().count();
    let short = (2..=4).contains(&count)
        || (5..=8).contains(&count) && text[..run].chars().all(|c| TRANSCRIBING.is_open(c));
    let masked = hides_more(count.saturating_sub(1), &text[run..]) || text[..run].contains('某');
    (short && !masked && !is_anonymous(text) && !is_no_name(&text[..run])).then_some((run, None))
}

/// `АЙГЕРИМ`, `Nguyễn Thị Hoa`: letters of other scripts, and none of ours.
fn is_foreign(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic() && !c.is_ascii());
    letters.clone().count() >= 2 && !letters.clone().any(is_han) && !text.contains(|c: char| c.is_numeric())
}

/// A surname with a form of address: `length_at` refuses it, and so do we.
fn is_anonymous(text: &str) -> bool {
    const ENDINGS: [&str; 8] = ["先生", "女士", "同志", "氏", "大爷", "奶奶", "老师", "师傅"];
    let familiar = text.starts_with(['老', '小', '阿']) && text.chars().count() == 2;
    familiar || ENDINGS.iter().any(|ending| text.ends_with(ending)) && text.chars().count() <= 4
}

/// What stands in a column of names and is none.
pub(crate) fn is_no_name(text: &str) -> bool {
    ORGANISATIONS.at_end(text).is_some() || is_word_of_forms(text)
}

/// Whether it is one of the words there that are no names, from end to end.
pub(super) fn is_word_of_forms(text: &str) -> bool {
    NO_NAMES.at_start(text).is_some_and(|word| word.len == text.len())
}

static NO_NAMES: LazyLock<Words<()>> =
    LazyLock::new(|| Words::beginning(NO_NAME_LIST.split_whitespace().map(|word| (word, ()))));

static ORGANISATIONS: LazyLock<Words<()>> =
    LazyLock::new(|| Words::ending(ORGANISATION_LIST.split_whitespace().map(|word| (word, ()))));

const NO_NAME_LIST: &str = "
    合计 总计 小计 共计 累计 平均 无 暂无 同左 同右 同户主 同申请人 没有 不详 未知 同上 同前 本人 空白 空缺 待定 待补 待查 已故 不明 保密 匿名 姓名 户主 签字 签名 盖章 备注 序号
    详见附件 见附件 附件 如下 名单 人员 单位 公司 集体 其他 其它 以上 以下 说明 审核 审批 经办 电话 性别 年龄 地址 住址 民族 编号 日期 爱心人士 好心人 热心人
    无名氏 无名 党员 群众 村民 居民 家属 父亲 母亲 配偶 妻子 丈夫 儿子 女儿 父子 母子 户主姓名 一人户 五保户 低保户 全村 全镇 本村 本组 合并 成员 家庭成员 电话号码
    长子 次子 三子 四子 独子 养子 继子 长女 次女 三女 四女 独女 养女 继女 儿媳 女婿 孙子 孙女 外孙 外孙女 岳父 岳母 公公 婆婆 祖父 祖母 爷爷 奶奶
    外公 外婆 哥哥 弟弟 姐姐 妹妹 侄子 侄女 代领 已故 户主 申请人 监护人 经办人 制表人 审核人 填表人 填报人 复核人 批准人 填报单位 制表单位 盖章 公章
    东片 西片 南片 北片 中片 砖木 土木 砖混 钢混 框架 砖瓦 土坯 简易 身份证 身份证号 年月日 手印 指印 联系 联系人 联系电话 申请 申请人 负责人 责任人 手机 手机号
    谢谢 多谢 包吃住 包食宿 讣告 喜报 祭文 函告 贺信 唁电 接龙 结余 欠付 应付 实付 预付 月租金 肢体 公卫";

const ORGANISATION_LIST: &str = "
    公司 委员会 村委会 居委会 村委 居委 中心 局 大队 医院 学校 小学 中学 幼儿园 大学 学院 银行 支行 分行 支部 政府 街道 社区 镇 乡 县 市 村 组 厂 店 协会 基金会 福利院 敬老院
    办公室 民政办 综治办 社会事务办 党政办 应急办 扶贫办 信访办 残联 妇联 工会 团委 财务部 保障部 事业部 合作社 法院 检察院 派出所 联社 事务所 集团 超市 工作站 服务站 管理处 办事处 科 处 股
    名单 花名册 汇总表 情况表 一览表 明细表 统计表 公示表 附表 公示 明细";

fn is_separator(c: char) -> bool {
    matches!(
        c,
        '、' | '，'
            | ','
            | ';'
            | '；'
            | '/'
            | '／'
            | '\n'
            | '\t'
            | '（'
            | '）'
            | '('
            | ')'
            | '：'
            | ':'
            | '|'
            | '&'
            | '+'
    )
}
