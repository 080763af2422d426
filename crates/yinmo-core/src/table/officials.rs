//! Lists of office holders: `姓名|职务|分管工作`, as offices publish of those who lead them. Whose name stands beside a post
//! holds it, unless the list is about money, homes or families: there people of any post are private.

use super::{Column, is_contact};
use crate::finding::Role;
use crate::kind::{Group, Kind};
use crate::recognizers::CUES;

/// Makes the column of names one of officials where the other columns tell of posts and of nothing private; `cells` are
/// those below a column. Where nobody else is named the contacts are the office's.
pub(super) fn give_roles<'c, C: Iterator<Item = &'c str>>(
    columns: &mut [Column],
    cells: impl Fn(usize) -> C,
) {
    give_bookkeepers_roles(columns);
    if columns.iter().any(is_private) {
        return;
    }
    let posts = columns.iter().position(|column| is_of_posts(&column.words));
    if posts.is_some_and(|posts| are_posts(cells(posts))) {
        let is_name = |column: &&mut Column| NAMES.contains(&&*column.words);
        columns.iter_mut().filter(is_name).for_each(|column| column.role = Some(Role::Official));
    }
    let people = || columns.iter().filter(|column| column.meaning == Some(Kind::Person.id()));
    if people().next().is_some() && people().all(is_of_officials) {
        let theirs =
            |column: &&mut Column| is_contact(&column.words) || matches!(column.meaning, Some("village"));
        columns.iter_mut().filter(theirs).for_each(|column| column.role = Some(Role::Organisation));
    }
}

/// `日期|摘要|收入|支出|经手人|证明人`: in the accounts that a village publishes those who handled the money answer for it.
fn give_bookkeepers_roles(columns: &mut [Column]) {
    const BOOKKEEPERS: [&str; 5] = ["经手人", "证明人", "审批人", "经办人", "审核人"];
    let has = |words: &[&str]| columns.iter().any(|column| words.contains(&&*column.words));
    let accounts = has(&["摘要", "事由", "用途", "支出项目"])
        && has(&["支出", "支出金额", "收入", "收入金额", "贷方", "借方"]);
    let handles = |column: &&mut Column| accounts && BOOKKEEPERS.contains(&&*column.words);
    columns.iter_mut().filter(handles).for_each(|column| column.role = Some(Role::Official));
}

/// `村干部`, `书记姓名`.
fn is_of_officials(column: &Column) -> bool {
    let called = || CUES.at_end(column.words.trim_end_matches("姓名")).map(|cue| cue.meaning.role);
    column.role.or_else(called) == Some(Role::Official)
}

const NAMES: [&str; 4] = ["姓名", "领导姓名", "干部姓名", "人员姓名"];

fn is_of_posts(heading: &str) -> bool {
    const HEADINGS: [&str; 8] =
        ["职务", "现任职务", "现职务", "行政职务", "党内职务", "担任职务", "职务职级", "职务名称"];
    HEADINGS.contains(&heading)
}

/// Whether a column is of lists of those who receive something or whose numbers are asked for.
fn is_private(column: &Column) -> bool {
    const CONTACTS: [Kind; 4] = [Kind::Mobile, Kind::Landline, Kind::Email, Kind::Postcode];
    const WORDS: [&str; 14] = [
        "困难", "救助", "补助", "补贴", "慰问", "贫困", "低保", "病", "残", "家庭", "配偶", "子女", "住址",
        "工资",
    ];
    let of_people = |id: &str| match id {
        "amount" | "income" | "asset" | "household-size" | "kinship" | "bank" | "bank-account"
        | "address" => true,
        id => id
            .parse::<Kind>()
            .is_ok_and(|kind| kind.group() == Group::Identifier && !CONTACTS.contains(&kind)),
    };
    column.meaning.is_some_and(of_people) || WORDS.iter().any(|word| column.words.contains(word))
}

/// Whether all that is said of posts, and something is, names one of an office.
fn are_posts<'c>(cells: impl Iterator<Item = &'c str>) -> bool {
    // What has a colon is no cell of the list: `制表人：…` at its foot.
    let mut filled = cells.filter(|cell| !cell.is_empty() && !cell.contains(['：', ':'])).peekable();
    filled.peek().is_some() && filled.all(names_post)
}

/// `党组书记、局长`, `四级调研员`.
pub(crate) fn names_post(cell: &str) -> bool {
    const POSTS: [&str; 38] = [
        "书记",
        "局长",
        "厅长",
        "处长",
        "科长",
        "股长",
        "所长",
        "站长",
        "院长",
        "校长",
        "园长",
        "部长",
        "司长",
        "主任",
        "省长",
        "市长",
        "县长",
        "区长",
        "镇长",
        "乡长",
        "村长",
        "主席",
        "队长",
        "支书",
        "委员",
        "常委",
        "党组成员",
        "调研员",
        "巡视员",
        "主任科员",
        "督学",
        "秘书长",
        "检察长",
        "馆长",
        "台长",
        "民政助理",
        "民政助理员",
        "庭长",
    ];
    /// Heads of groups of villagers, and of nobody.
    const OTHERS: [&str; 3] = ["小组长", "原", "退休"];
    let parts = || cell.split(['、', '，', ',', '；', ';', '/', ' ', '\u{3000}', '（', '(', '）', ')', '兼']);
    let is_post = |part: &str| POSTS.iter().any(|post| part.ends_with(post));
    parts().any(is_post) && !OTHERS.iter().any(|word| cell.contains(word))
}

#[cfg(test)]
mod tests {
    use super::super::find_heading;
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
            [
                &["姓名", "职务", "分管工作", "办公电话"][..],
                &["方志明", "县民政局党组书记、局长", "主持全面工作", "0516-82341001"],
            ],
            [&["序号", "姓名", "职务", "分工"], &["1", "邵建军", "四级调研员", "殡葬管理"]],
            [&["职务", "姓名", "性别", "政治面貌"], &["村委会主任", "罗文辉", "男", "党员"]],
        ] {
            assert_eq!(role(&rows), Some(Role::Official), "{rows:?}");
        }
    }

    #[test]
    fn where_only_officials_are_named_places_and_lines_are_the_offices() {
        let rows = [
            vec!["村（社区）", "书记姓名", "民政协理员", "联系电话"],
            vec!["东风社区", "徐国良", "张晓丽", "0516-82345678"],
        ];
        let columns = find_heading(Detector::new().labels(), &rows).unwrap().columns;
        assert_eq!([0, 3].map(|nth: usize| columns[nth].role), [Some(Role::Organisation); 2]);
        let rows =
            [vec!["村", "户主", "网格员", "联系电话"], vec!["东风村", "徐国良", "张晓丽", "0516-82345678"]];
        let columns = find_heading(Detector::new().labels(), &rows).unwrap().columns;
        assert_eq!([0, 3].map(|nth: usize| columns[nth].role), [None; 2]);
    }

    #[test]
    fn whoever_handled_a_villages_money_answers_for_it() {
        let heading = |rows: &[Vec<&str>]| find_heading(Detector::new().labels(), rows).unwrap().columns;
        let accounts = ["日期", "摘要", "收入", "支出", "经手人", "证明人"];
        let columns =
            heading(&[accounts.to_vec(), vec!["4月3日", "清运垃圾款", "", "1200", "宁小敏", "邴跃进"]]);
        assert_eq!([4, 5].map(|nth: usize| columns[nth].role), [Some(Role::Official); 2]);
        let relief = ["日期", "户主", "金额", "经手人", "证明人"];
        let columns = heading(&[relief.to_vec(), vec!["4月3日", "王建坪", "1200", "宁小敏", "邴跃进"]]);
        assert!([3, 4].iter().all(|&nth: &usize| columns[nth].role != Some(Role::Official)));
    }

    #[test]
    fn people_of_any_post_are_private_where_money_is_paid() {
        for rows in [
            [&["姓名", "职务", "补助金额", "开户行"][..], &["方志明", "村委会主任", "1200", "农商行"]],
            [&["姓名", "身份证号", "职务", "住址"], &["方志明", "", "村委会主任", "青云村"]],
            [&["姓名", "职务", "困难原因", "备注"], &["方志明", "村委会主任", "患病", ""]],
            [&["序号", "姓名", "职务", "签到"], &["1", "方志明", "村民代表", ""]],
            [&["序号", "姓名", "职务", "签到"], &["1", "方志明", "村民小组长", ""]],
        ] {
            assert_ne!(role(&rows), Some(Role::Official), "{rows:?}");
        }
    }
}
