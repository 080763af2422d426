//! Lists of office holders: `姓名|职务|分管工作`, as offices publish of those who lead them. Whose name stands beside a post
//! of an office holds it, if the list tells of nothing else than who does what there: whatever more it says, of a body
//! that is no office, of an illness or a penalty, is about people of any post as private persons.

use super::{Column, fold, is_contact};
use crate::finding::Role;
use crate::kind::Kind;
use crate::recognizers::CUES;

/// Makes columns of names those of officials where the table says so; `above` are the rows over its heading, `cells` those
/// below a column. Where nobody else is named the contacts and villages are the office's.
pub(super) fn give_roles<'c, C: Iterator<Item = &'c str>>(
    columns: &mut [Column],
    above: &[Vec<&str>],
    cells: impl Fn(usize) -> C,
) {
    if keeps_accounts(columns, above) {
        give_bookkeepers_roles(columns, &cells);
    }
    if !tells_of_offices_only(columns, &cells) || holds_any(above, NO_OFFICES) {
        return;
    }
    let posts = columns.iter().position(|column| POSTS.contains(&&*column.words));
    if posts.is_some_and(|posts| are_posts(cells(posts), holds_any(above, OFFICES))) {
        let is_name = |column: &&mut Column| NAMES.contains(&&*column.words);
        columns.iter_mut().filter(is_name).for_each(|column| column.role = Some(Role::Official));
    }
    let people = || columns.iter().filter(|column| column.meaning == Some(Kind::Person.id()));
    if people().next().is_some() && people().all(is_of_officials) {
        let theirs = |column: &&mut Column| is_contact(&column.words) || column.meaning == Some("village");
        columns.iter_mut().filter(theirs).for_each(|column| column.role = Some(Role::Organisation));
    }
}

const NAMES: [&str; 4] = ["姓名", "领导姓名", "干部姓名", "人员姓名"];
const POSTS: [&str; 8] =
    ["职务", "现任职务", "现职务", "行政职务", "党内职务", "担任职务", "职务职级", "职务名称"];

/// What lists and pages of office holders say beside names and posts.
const BESIDE: &str = "
    序号 编号 单位 部门 科室 股室 乡镇 镇 街道 村 社区 村社区 行政村 村居 网格 网格名称 职级
    分工 工作分工 职责 工作职责 主要职责 职责分工 分管工作 分管领域 分管科室 主管工作 办公电话
    联系电话 电话 手机 手机号 住宅电话 办公地址 办公地点 办公室 地址 传真 邮箱 性别 政治面貌
    任职时间 得票数 出生年月 文化程度 学历 民族 党派 备注";

/// Words of titles of lists that are an office's.
const OFFICES: &str = "
    村民委员会 居民委员会 村委会 居委会 村两委 党支部 党组 党委 人民政府 领导 干部 机关";

/// Words of bodies that are no offices, and of lists that are about something else.
const NO_OFFICES: &str = "
    业主 家长 家委 学生 少先队 中队 班 寺 庙 教堂 教会 教管 宗教 处分 违纪 涉嫌 吸毒 酒驾 伤
    亡 捐 密切接触 低保 救助 困难 慰问 患 残 遗属 退休 协会 商会 理事会 公司 合作社 企业 厂 店
    小组";

fn holds_any(rows: &[Vec<&str>], words: &str) -> bool {
    rows.iter().flatten().any(|cell| holds(cell, words))
}

fn holds(text: &str, words: &str) -> bool {
    words.split_whitespace().any(|word| text.contains(word))
}

fn is_one(text: &str, words: &str) -> bool {
    words.split_whitespace().any(|word| text == word)
}

/// Whether no column says more, and no cell names a body that is no office.
fn tells_of_offices_only<'c, C: Iterator<Item = &'c str>>(
    columns: &[Column],
    cells: &impl Fn(usize) -> C,
) -> bool {
    let is_known =
        |column: &Column| column.words.is_empty() || is_of_page(&column.words) || is_of_officials(column);
    let names_other = |nth: usize| cells(nth).any(|cell| holds(cell, NO_OFFICES));
    // Whoever leads may be in charge of whatever it is.
    let tells_where = |column: &Column| {
        column.meaning != Some(Kind::Person.id()) && !column.words.contains(['职', '分', '管'])
    };
    columns.iter().all(is_known)
        && !(0..columns.len()).any(|nth| tells_where(&columns[nth]) && names_other(nth))
}

/// `村干部`, `书记姓名`.
fn is_of_officials(column: &Column) -> bool {
    let called = || CUES.at_end(column.words.trim_end_matches("姓名")).map(|cue| cue.meaning.role);
    column.meaning == Some(Kind::Person.id()) && column.role.or_else(called) == Some(Role::Official)
}

/// `日期|摘要|收入|支出|经手人|证明人` under the title of a village's accounts.
fn keeps_accounts(columns: &[Column], above: &[Vec<&str>]) -> bool {
    let has = |words: &[&str]| columns.iter().any(|column| words.contains(&&*column.words));
    has(&["摘要", "事由", "用途", "支出项目"])
        && has(&["支出", "支出金额", "收入", "收入金额", "贷方", "借方", "金额"])
        && !has(&["领款人", "收款人", "领取人", "借款人", "户主", "姓名"])
        && holds_any(above, "村 社区 居委会 经济合作社")
        && holds_any(above, "财务 收支 账目 村务")
}

/// Those who handled a village's money answer for it, unless it went to them.
fn give_bookkeepers_roles<'c, C: Iterator<Item = &'c str>>(
    columns: &mut [Column],
    cells: &impl Fn(usize) -> C,
) {
    const BOOKKEEPERS: [&str; 5] = ["经手人", "证明人", "审批人", "经办人", "审核人"];
    for (nth, column) in columns.iter_mut().enumerate() {
        let is_theirs = || !cells(nth).any(|cell| cell.contains(['（', '(', '代']) || cell.contains("本人"));
        if BOOKKEEPERS.contains(&&*column.words) && is_theirs() {
            column.role = Some(Role::Official);
        }
    }
}

/// Whether the rows, a label and its value each, present an office holder and say no more: `姓名｜王伟东`, `职务｜镇长`.
pub fn presents_leader(rows: &[Vec<&str>]) -> bool {
    let mut fields = Vec::new();
    for row in rows {
        let filled: Vec<&str> = row.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect();
        match *filled {
            [] => {}
            [label, value] => fields.push((fold(label), value)),
            _ => return false,
        }
    }
    let holds = |labels: &[&str]| fields.iter().any(|(label, _)| labels.contains(&&**label));
    let has_post = fields.iter().any(|(label, value)| POSTS.contains(&&**label) && names_post(value));
    holds(&NAMES) && has_post && fields.iter().all(|(label, _)| is_of_page(label))
}

/// Whether a heading or field is one of lists and pages that present office holders.
pub(crate) fn is_of_page(label: &str) -> bool {
    NAMES.contains(&label) || POSTS.contains(&label) || is_one(label, BESIDE)
}

/// Whether all that is said of posts, and something is, may name one of an office, and one certainly does, or the title.
fn are_posts<'c>(cells: impl Iterator<Item = &'c str>, titled: bool) -> bool {
    // What has a colon is no cell of the list: `制表人：…` at its foot.
    let mut filled = cells.filter(|cell| !cell.is_empty() && !cell.contains(['：', ':'])).peekable();
    let mut certain = titled;
    let any = filled.peek().is_some();
    any && filled.all(|cell| {
        certain |= names_post(cell);
        names_post(cell) || parts(cell).all(|part| ends_with(part, COMMON_POSTS))
    }) && certain
}

/// Posts that offices have and others do not.
const CERTAIN_POSTS: &str = "
    局长 厅长 司长 处长 科长 股长 省长 市长 县长 区长 镇长 乡长 检察长 派出所所长 党组书记
    党组副书记 党委书记 党委副书记 党工委书记 党工委副书记 纪委书记 党支部书记 党总支书记 村支书 村书记
    第一书记 党组成员 党委委员 党工委委员 调研员 巡视员 主任科员 科员 人大主席 政协主席 武装部长
    村委会主任 居委会主任 村主任 社区主任 民政助理 民政助理员 民政办主任 民政所长 财政所长 司法所长
    党政办主任";

/// Posts that offices have among others.
const COMMON_POSTS: &str = "
    主任 委员 书记 部长 主席 队长 院长 校长 站长 所长 馆长 台长 园长 秘书长 常委 干事 文书 助理
    专干";

/// Whether a post of an office is named and nothing else: `党组书记、局长`, `四级调研员`. Who held one before is private.
pub(crate) fn names_post(cell: &str) -> bool {
    const FORMER: [&str; 4] = ["原", "退休", "离任", "前"];
    parts(cell).any(|part| ends_with(part, CERTAIN_POSTS)) && !FORMER.iter().any(|word| cell.contains(word))
}

fn ends_with(part: &str, posts: &str) -> bool {
    posts.split_whitespace().any(|post| part.ends_with(post))
}

fn parts(cell: &str) -> impl Iterator<Item = &str> {
    let parts = cell.split(['、', '，', ',', '；', ';', '/', ' ', '\u{3000}', '（', '(', '）', ')', '兼']);
    parts.filter(|part| !part.is_empty())
}

#[cfg(test)]
mod tests {
    use super::super::find_heading;
    use super::presents_leader;
    use crate::Detector;
    use crate::finding::Role;

    fn role(rows: &[&[&str]]) -> Option<Role> {
        let rows: Vec<Vec<&str>> = rows.iter().map(|row| row.to_vec()).collect();
        let heading = find_heading(Detector::new().labels(), &rows).unwrap();
        heading.columns.iter().find(|column| column.words == "姓名").and_then(|column| column.role)
    }

    #[test]
    fn leaders_are_known_by_their_posts() {
        for rows in [
            &[
                &["姓名", "职务", "分管工作", "办公电话"][..],
                &["方志明", "县民政局党组书记、局长", "社会救助、残疾人", "0516-82341001"],
            ][..],
            &[&["序号", "姓名", "职务", "分工"], &["1", "邵建军", "四级调研员", "殡葬管理"]],
            &[
                &["沙溪村村民委员会候选人名单"],
                &["职务", "姓名", "性别", "政治面貌"],
                &["主任", "罗文辉", "男", "党员"],
                &["委员", "黄玉梅", "女", "党员"],
            ],
            &[&["姓名", "职务"], &["方志明", "副镇长"], &["韩玉梅", "党政办主任"], &["邵建军", "委员"]],
        ] {
            assert_eq!(role(rows), Some(Role::Official), "{rows:?}");
        }
    }

    #[test]
    fn people_of_any_post_are_private_elsewhere() {
        for rows in [
            &[&["姓名", "职务", "补助金额"][..], &["方志明", "村委会主任", "1200"]][..],
            &[&["姓名", "职务", "住址"], &["方志明", "村委会主任", "青云村"]],
            &[&["姓名", "职务", "伤情"], &["方志明", "局长", "骨折"]],
            &[&["姓名", "职务", "违纪事实"], &["方志明", "局长", "受贿"]],
            &[&["序号", "姓名", "职务", "签到"], &["1", "方志明", "局长", ""]],
            &[&["班级", "姓名", "职务"], &["七（1）班", "方志明", "团支部书记"]],
            &[&["姓名", "职务"], &["方志明", "团支部书记"], &["韩玉梅", "学习委员"]],
            &[&["姓名", "职务", "单位"], &["方志明", "主任", "惠佳装饰公司"]],
            &[&["姓名", "职务", "单位"], &["方志明", "科长", "宏达纺织厂"]],
            &[&["阳光小区业主委员会"], &["姓名", "职务", "联系电话"], &["方志明", "主任", "0561-3060033"]],
            &[&["关于处分的决定"], &["姓名", "职务", "单位"], &["方志明", "副局长", "县民政局"]],
            &[&["姓名", "职务", "备注"], &["方志明", "副局长", "残疾人"]],
            &[&["姓名", "职务", "备注"], &["方志明", "原局长", ""]],
        ] {
            assert_ne!(role(rows), Some(Role::Official), "{rows:?}");
        }
    }

    #[test]
    fn where_only_officials_are_named_places_and_lines_are_the_offices() {
        let roles = |rows: &[Vec<&str>]| {
            let columns = find_heading(Detector::new().labels(), rows).unwrap().columns;
            [columns[0].role, columns[3].role]
        };
        let rows = [
            vec!["村（社区）", "书记姓名", "民政协理员", "联系电话"],
            vec!["东风社区", "徐国良", "张晓丽", "0516-82345678"],
        ];
        assert_eq!(roles(&rows), [Some(Role::Organisation); 2]);
        for headings in [["村", "户主", "网格员", "联系电话"], ["村", "网格员", "服务户数", "联系电话"]]
        {
            let rows = [headings.to_vec(), vec!["东风村", "徐国良", "张晓丽", "0516-82345678"]];
            assert_eq!(roles(&rows), [None; 2], "{headings:?}");
        }
    }

    #[test]
    fn a_page_presents_who_leads() {
        let page = [vec!["姓　名", "钟志勇"], vec!["职务", "县民政局局长"], vec!["办公电话", "0797-6212345"]];
        assert!(presents_leader(&page));
        for (label, value) in [("身份证号", "420583"), ("家庭住址", "青云村"), ("涉嫌罪名", "受贿")]
        {
            assert!(!presents_leader(&[vec!["姓名", "钟志勇"], vec!["职务", "局长"], vec![label, value]]));
        }
        assert!(!presents_leader(&[vec!["姓名", "钟志勇"], vec!["职务", "主任"]]));
    }

    #[test]
    fn whoever_handled_a_villages_money_answers_for_it() {
        let roles = |title: &str, headings: [&str; 6], last: &str| {
            let rows =
                [vec![title], headings.to_vec(), vec!["4月3日", "清运垃圾款", "", "1200", "宁小敏", last]];
            let columns = find_heading(Detector::new().labels(), &rows).unwrap().columns;
            [4, 5].map(|nth: usize| columns[nth].role == Some(Role::Official))
        };
        let accounts = ["日期", "摘要", "收入", "支出", "经手人", "证明人"];
        assert_eq!(roles("上坝村2024年第二季度财务公开", accounts, "邴跃进"), [true, true]);
        assert_eq!(roles("上坝村2024年第二季度财务公开", accounts, "邴跃进本人"), [true, false]);
        assert_eq!(roles("袁记酒家日记账", accounts, "邴跃进"), [false, false]);
        let paid = ["日期", "摘要", "领款人", "支出", "经手人", "证明人"];
        assert_eq!(roles("上坝村2024年第二季度财务公开", paid, "邴跃进"), [false, false]);
    }
}
