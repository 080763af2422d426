//! Lists of children in running text: a title that says so, and names below it.

use std::sync::LazyLock;

use super::pupils::{self, lists_pupils};
use super::{Listed, listed, looks_like_name};
use crate::detector::Found;
use crate::finding::{Confidence, Role};
use crate::kind::Kind;
use crate::recognizers::Claim;
use crate::tagger::Words;
use crate::text::Span;

/// A list of children in need within running text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChildList {
    /// The line of its title.
    pub title: Span,
    /// The word for the children.
    pub word: &'static str,
    /// How many it names.
    pub people: u64,
}

/// The lists of children in `text`, in which `found` was found and `claims` are made: two people or more under a title
/// that says that it lists them, by name or with the name half hidden.
pub fn child_lists(text: &str, found: &Found, claims: &[Claim]) -> Vec<ChildList> {
    let mut lists = Vec::new();
    let mut read = 0;
    for at in found.mentions_of_children() {
        if at < read {
            continue;
        }
        let title = line_around(text, at);
        read = title.end;
        let Some(listed) = title_of_list(title.of(text)) else { continue };
        let end = end_of_list(text, title.end);
        let word = match listed {
            Listed::Children(word) => word,
            Listed::Students(word) if lists_pupils(&text[title.end..end]) => word,
            Listed::Students(_) => continue,
        };
        let people = people_in(text, title, end, claims);
        if people >= 2 {
            lists.push(ChildList { title, word, people });
            read = end;
        }
    }
    lists
}

/// Words of which every title of a list of children holds one.
pub(crate) static MENTIONS: LazyLock<Words<()>> = LazyLock::new(|| {
    let words = ["儿", "未成年", "无人抚养"].into_iter().chain(pupils::MENTIONS.iter().copied());
    Words::beginning(words.map(|word| (word, ())))
});

/// Those of `places` in `text` at which such a word begins.
pub(crate) fn mentions_of_children(
    text: &str,
    places: impl Iterator<Item = usize>,
) -> impl Iterator<Item = u32> {
    places.filter(|&at| MENTIONS.at_start(&text[at..]).is_some()).map(|at| at as u32)
}

fn line_around(text: &str, at: usize) -> Span {
    let start = text[..at].rfind('\n').map_or(0, |stop| stop + 1);
    let end = text[at..].find('\n').map_or(text.len(), |len| at + len);
    Span::new(start, end)
}

/// In bytes; what is longer is a paragraph.
const LONGEST_TITLE: usize = 150;

/// The word for children in a title of a list: what stands before its colon.
fn title_of_list(line: &str) -> Option<Listed> {
    const LISTS: [&str; 23] = [
        "成绩",
        "名单",
        "名册",
        "花名册",
        "公示",
        "公告",
        "一览",
        "登记表",
        "发放表",
        "补助表",
        "明细",
        "汇总",
        "信息表",
        "情况表",
        "统计表",
        "台账",
        "摸底表",
        "排查表",
        "审批表",
        "对象表",
        "受助学生",
        "资助学生",
        "如下",
    ];
    let title = line.split(['：', ':']).next().unwrap_or(line);
    let is_title = title.len() <= LONGEST_TITLE && LISTS.iter().any(|word| title.contains(word));
    is_title.then(|| listed(title))?
}

/// So many lines belong to a list, at most.
const LINES: usize = 60;

/// Where the list under a title ends: at the next title.
fn end_of_list(text: &str, from: usize) -> usize {
    let lines = text[from..].split_inclusive('\n').enumerate().take(LINES);
    let own = lines.take_while(|(nth, line)| *nth == 0 || !is_title(line.trim()));
    from + own.map(|(_, line)| line.len()).sum::<usize>()
}

fn is_title(line: &str) -> bool {
    line.starts_with('#') || line.ends_with("名单") || line.ends_with("公示")
}

/// How many private people are named in the line of the title and the lines below.
fn people_in(text: &str, title: Span, end: usize, claims: &[Claim]) -> u64 {
    let named = claims.iter().filter(|claim| {
        claim.kind == Kind::Person
            && (title.start..end).contains(&claim.span.start)
            && claim.confidence >= Confidence::MEDIUM
            && !claim.role.acts_for_others()
            && !matches!(claim.role, Role::Donor | Role::Volunteer)
    });
    let named: Vec<usize> = named.map(|claim| claim.span.start).collect();
    let within = |span: Span| named.iter().filter(|&&at| (span.start..span.end).contains(&at)).count();
    let mut people = within(title);
    let mut start = title.end;
    for line in text[title.end..end].split_inclusive('\n') {
        let span = Span::new(start, start + line.len());
        start = span.end;
        // A line that begins with a name is about one, unless it is a row of names.
        let several = line.contains('、');
        let in_a_row = names_in_a_row(line);
        people += if in_a_row > 1 {
            in_a_row
        } else if begins_with_name(line) && !several {
            1
        } else {
            within(span).max(usize::from(begins_with_name(line)))
        };
    }
    people as u64
}

/// How many names a line holds that holds nothing else: `王小明  李晓雯  周文博`.
fn names_in_a_row(line: &str) -> usize {
    let names = || {
        line.split([' ', '\u{3000}', '\t', '，', ',', '、']).map(str::trim).filter(|name| !name.is_empty())
    };
    if names().all(|name| (2..=4).contains(&name.chars().count()) && looks_like_name(name)) {
        names().count()
    } else {
        0
    }
}

/// `1. 王小明`, `王*明 男 8岁`.
fn begins_with_name(line: &str) -> bool {
    let text = line.trim_start_matches(|c: char| c.is_whitespace() || NUMBERING.contains(c));
    let first = text.split([' ', '\u{3000}', '\t', '，', ',', '、', '|', '（', '(']).next().unwrap_or(text);
    looks_like_name(first.trim())
}

const NUMBERING: &str = "0123456789.、．-·()（）|#";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Detector;

    fn lists(text: &str) -> Vec<(&'static str, u64)> {
        let detector = Detector::new();
        let (found, claims) = (detector.first_prose(text, &[]), detector.prose(text));
        child_lists(text, &found, &claims).into_iter().map(|list| (list.word, list.people)).collect()
    }

    #[test]
    fn names_under_a_title() {
        for (text, expected) in [
            ("青云村孤儿名单\n1. 王小明，男，8岁\n2. 李晓雯，女，9岁\n", Some(("孤儿", 2))),
            ("困境儿童名单：王小明、李晓雯、周文博\n", Some(("困境儿童", 3))),
            ("# 留守儿童花名册\n\n王小明\n李晓雯\n\n# 其他\n", Some(("留守儿童", 2))),
            ("孤儿名单\n王*明\n李*雯\n", Some(("孤儿", 2))),
            ("困境儿童摸底表\n王小明  李晓雯  周文博\n", Some(("困境儿童", 3))),
            ("贫困学生资助名单\n1 王小明 三（2）班\n2 李晓雯 二（1）班\n", Some(("学生", 2))),
            ("“圆梦”助学受助学生\n王小明，三墩小学\n李晓雯，三墩小学\n", Some(("学生", 2))),
            ("三好学生名单如下：\n三（1）班：王小明、李晓雯\n四（2）班：周文博\n", Some(("三好学生", 3))),
            ("三墩小学三好学生名单：王小明、李晓雯\n", Some(("三好学生", 2))),
            ("青溪高中特长生拟录取名单公示\n美术：王小明、李晓雯、周文博\n", Some(("特长生", 3))),
            ("期中考试成绩\n班级 姓名 总分\n九（1）班 王小明 612\n九（1）班 李晓雯 598\n", Some(("学生", 2))),
            (
                "困境儿童摸底表\n序号 姓名 班级\n1 王小明 三（2）班\n2 李晓雯 二（1）班\n",
                Some(("困境儿童", 2)),
            ),
        ] {
            assert_eq!(lists(text), Vec::from_iter(expected), "{text}");
        }
    }

    #[test]
    fn of_nobody_or_of_others() {
        for text in [
            "困境儿童保障情况公示\n本镇共有困境儿童23名，发放补助金12万元。\n监督电话：0571-87012345\n",
            "儿童主任名单\n王建坪\n李秀兰\n",
            "对孤儿、困境儿童，按照下列标准公示。\n",
            "留守儿童关爱服务站名单\n青云村\n兰里村\n",
            "困境儿童摸底表\n序号 姓名 班级\n填报单位 填报人 审核人\n",
            "贫困学生资助名单\n王小明 青溪大学\n李晓雯 青溪大学\n",
            "青溪学院三好学生名单\n护理2301班：王小明、李晓雯\n会计（2）班：周文博\n",
            "金秋助学新生资助名单\n王小明，青溪大学，毕业于三墩中学\n李晓雯，青溪大学\n",
            "老年大学书法班学员名单\n王小明、李晓雯\n",
        ] {
            assert_eq!(lists(text), [], "{text}");
        }
    }
}
