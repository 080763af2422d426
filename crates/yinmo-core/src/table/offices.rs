//! Lists of offices: `单位|负责人|办公电话|地址`, `受理窗口|联系电话`. Their addresses and lines are the offices'.

use super::Column;
use crate::finding::Role;
use crate::kind::{Group, Kind};

/// Makes the columns of contacts the office's where every row is of one; `people` tells of a column whether names stand
/// in it.
pub(super) fn give_roles(columns: &mut [Column], people: &dyn Fn(usize) -> bool) {
    let is_list = lists_offices(columns.iter().map(|column| (&*column.words, column.meaning)))
        && !(0..columns.len()).any(|nth| is_office(&columns[nth].words) && people(nth));
    for column in columns.iter_mut().filter(|column| is_list && is_contact(&column.words)) {
        column.role = Some(Role::Organisation);
    }
}

/// Whether a heading is one over contacts that does not say whose they are.
///
/// ```
/// use yinmo_core::table::is_contact;
/// assert!(is_contact("联系电话") && !is_contact("办公电话"));
/// ```
pub fn is_contact(heading: &str) -> bool {
    const CONTACTS: [&str; 7] = ["地址", "联系地址", "详细地址", "所在地", "所在地址", "电话", "联系电话"];
    CONTACTS.contains(&heading)
}

/// Whether columns, each by its heading and what stands in it, are those of a list of offices. Somebody's workplace
/// stands beside their name.
pub(crate) fn lists_offices<'c>(columns: impl Iterator<Item = (&'c str, Option<&'c str>)> + Clone) -> bool {
    columns.clone().any(|(heading, _)| is_office(heading))
        && !columns.into_iter().any(|(heading, meaning)| tells_of_somebody(heading, meaning))
}

fn is_office(heading: &str) -> bool {
    const OFFICES: [&str; 16] = [
        "单位",
        "单位名称",
        "机构",
        "机构名称",
        "部门",
        "部门名称",
        "科室",
        "窗口",
        "受理窗口",
        "窗口名称",
        "服务窗口",
        "受理单位",
        "受理机构",
        "办理机构",
        "经办机构",
        "受理部门",
    ];
    OFFICES.contains(&heading)
}

/// Whether the column is one of lists of private people.
fn tells_of_somebody(heading: &str, meaning: Option<&str>) -> bool {
    const ON_DUTY: [&str; 8] =
        ["负责人", "单位负责人", "法定代表人", "主要负责人", "局长", "主任", "院长", "站长"];
    const OF_OFFICES: [Kind; 4] = [Kind::Landline, Kind::Mobile, Kind::Email, Kind::Address];
    match meaning {
        Some("person") => !ON_DUTY.contains(&heading),
        Some("age" | "sex" | "birth-date" | "kinship" | "household-size") => true,
        Some(id) => id
            .parse::<Kind>()
            .is_ok_and(|kind| kind.group() == Group::Identifier && !OF_OFFICES.contains(&kind)),
        None => heading.contains("姓名"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Detector;

    /// Whether the contacts below these headings are an office's.
    fn are_offices(headings: &[&str]) -> bool {
        let columns = super::super::next_heading(Detector::new().labels(), headings.iter().copied()).unwrap();
        let contacts = columns.iter().filter(|column| is_contact(&column.words));
        contacts.into_iter().all(|column| column.role == Some(Role::Organisation))
    }

    #[test]
    fn people_are_no_offices_for_the_heading_above_them() {
        let role = |name: &'static str| {
            let rows = [vec!["单位", "联系电话", "地址"], vec![name, "0717-5328812", "山阳县发展大道3号"]];
            super::super::find_heading(Detector::new().labels(), &rows).unwrap().columns[2].role
        };
        assert_eq!(role("县民政局"), Some(Role::Organisation));
        assert_ne!(role("窦建国"), Some(Role::Organisation));
    }

    #[test]
    fn where_nobody_is_listed_contacts_are_the_offices() {
        for headings in [
            &["单位", "负责人", "办公电话", "地址"][..],
            &["受理窗口", "联系电话", "办公地址"],
            &["序号", "机构名称", "地址", "联系电话"],
        ] {
            assert!(are_offices(headings), "{headings:?}");
        }
        for headings in [
            &["姓名", "单位", "联系电话", "地址"][..],
            &["单位", "联系人", "联系电话", "地址"],
            &["单位", "身份证号", "地址"],
            &["单位名称", "经营者", "联系电话", "地址"],
            &["户主", "地址", "联系电话"],
            &["小区", "地址", "联系电话"],
        ] {
            assert!(!are_offices(headings), "{headings:?}");
        }
    }
}
