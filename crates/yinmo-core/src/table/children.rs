//! Lists of children in need. Their names must not be published, masked or not, so it matters to see what a list is.

use super::Column;
use crate::recognizers::TODAY_YEAR;

/// Children in need, of whom a title, a heading or a cell speaks: the word for them.
///
/// ```
/// use yinmo_core::table::children_in_need;
/// assert_eq!(children_in_need("事实无人抚养儿童"), Some("事实无人抚养儿童"));
/// assert_eq!(children_in_need("社会散居孤儿（一类）"), Some("孤儿"));
/// assert_eq!(children_in_need("市儿童福利院"), None);
/// ```
pub fn children_in_need(text: &str) -> Option<&'static str> {
    said_of_people(text, IN_NEED)
}

/// Children of whom the title of a list says that it lists them.
///
/// ```
/// use yinmo_core::table::listed_children;
/// assert_eq!(listed_children("2019年度困境儿童基本生活费发放名单"), Some("困境儿童"));
/// assert_eq!(listed_children("残联0—6岁儿童康复救助对象公示"), Some("儿童"));
/// assert_eq!(listed_children("儿童主任、儿童督导员名单"), None);
/// assert_eq!(listed_children("困境儿童捐赠人名单"), None);
/// ```
pub fn listed_children(title: &str) -> Option<&'static str> {
    if OTHERS_LISTED.iter().any(|word| title.contains(word)) {
        return None;
    }
    children_in_need(title).or_else(|| said_of_people(title, &["儿童", "未成年人"]))
}

/// Whether nearly all rows of a list, at least two, are of people under eighteen, as ages, dates of birth or identity
/// numbers say.
pub fn are_children(columns: &[Column], rows: &[Vec<&str>]) -> bool {
    let ages: Vec<u16> = rows.iter().filter_map(|row| age(columns, row)).collect();
    let children = ages.iter().filter(|&&age| age < 18).count();
    children >= 2 && children * 10 >= ages.len() * 9
}

fn age(columns: &[Column], row: &[&str]) -> Option<u16> {
    columns.iter().zip(row).find_map(|(column, cell)| {
        let digits: String = cell.chars().filter_map(crate::text::fold_char).collect();
        match column.meaning? {
            "age" => leading_number(&digits),
            "birth-date" => year(&digits).map(|year| TODAY_YEAR - year),
            "resident-id" if !column.role.is_some_and(crate::finding::Role::acts_for_others) => {
                let number = digits.trim_matches(|c: char| !c.is_ascii_alphanumeric());
                (number.len() == 18).then(|| year(number.get(6..)?)).flatten().map(|year| TODAY_YEAR - year)
            }
            _ => None,
        }
    })
}

fn leading_number(text: &str) -> Option<u16> {
    let digits = text.trim().bytes().take_while(u8::is_ascii_digit).count();
    text.trim()[..digits].parse().ok().filter(|&age| age < 150)
}

fn year(text: &str) -> Option<u16> {
    let year = text.trim().get(..4)?.parse().ok()?;
    (1900..=TODAY_YEAR).contains(&year).then_some(year)
}

/// The first of `words` that is said of people and not part of the name of an office, a home or a law.
fn said_of_people(text: &str, words: &[&'static str]) -> Option<&'static str> {
    if text.is_ascii() || !text.contains(WITHIN) {
        return None;
    }
    words.iter().copied().find(|word| {
        text.match_indices(word).any(|(at, _)| {
            let after = text[at + word.len()..].trim_start_matches(['、', '和', '与', '及']);
            !INSTITUTIONS.iter().any(|rest| after.starts_with(rest))
        })
    })
}

/// Every word holds one of these; most texts hold none.
const WITHIN: [char; 4] = ['儿', '婴', '抚', '未'];

/// The longer word before one that it holds.
const IN_NEED: &[&str] = &[
    "事实无人抚养儿童",
    "事实无人抚养",
    "困境儿童",
    "留守儿童",
    "流浪儿童",
    "孤残儿童",
    "残疾儿童",
    "重病儿童",
    "患病儿童",
    "困难儿童",
    "困境未成年人",
    "留守未成年人",
    "流浪未成年人",
    "艾滋病病毒感染儿童",
    "儿童福利",
    "孤儿",
    "弃婴",
    "弃儿",
];

/// What follows the word where no child is meant.
const INSTITUTIONS: [&str; 34] = [
    "主任",
    "督导",
    "福利院",
    "福利机构",
    "福利指导",
    "福利服务",
    "福利工作",
    "福利主任",
    "福利督导",
    "福利和",
    "福利与",
    "医院",
    "之家",
    "工作",
    "保护",
    "救助保护",
    "关爱",
    "园",
    "服务",
    "节",
    "活动",
    "用品",
    "委员会",
    "事业",
    "权益",
    "康复机构",
    "康复中心",
    "教育",
    "学校",
    "院",
    "乐园",
    "机构",
    "发展",
    "基金",
];

/// Others that a list is of, although it speaks of children.
const OTHERS_LISTED: [&str; 16] = [
    "捐赠",
    "捐款",
    "志愿者",
    "爱心人士",
    "招聘",
    "录用",
    "工作人员",
    "机构名单",
    "培训",
    "教师",
    "社工",
    "讲师",
    "寻亲",
    "认领",
    "志愿服务",
    "定点",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Detector;

    #[test]
    fn every_word_is_let_in() {
        assert!(IN_NEED.iter().all(|word| word.contains(WITHIN)));
    }

    #[test]
    fn titles_of_lists() {
        for (title, expected) in [
            ("某市2019年孤儿基本生活保障金发放名单", Some("孤儿")),
            ("某镇事实无人抚养儿童公示", Some("事实无人抚养儿童")),
            ("农村留守儿童花名册", Some("留守儿童")),
            ("儿童福利类资金发放明细表", Some("儿童福利")),
            ("残疾儿童康复救助名单", Some("残疾儿童")),
            ("低保家庭未成年人名单", Some("未成年人")),
            ("儿童福利机构一览表", None),
            ("未成年人保护工作站名单", None),
            ("市妇女儿童发展基金会理事名单", None),
            ("幼儿园名单", None),
            ("孤儿院工作人员名单", None),
            ("弃婴寻亲公告", None),
            ("城乡低保对象花名册", None),
        ] {
            assert_eq!(listed_children(title), expected, "{title}");
        }
    }

    #[test]
    fn ages_tell_whose_list_it_is() {
        let labels = Detector::new();
        let is = |headings: [&str; 2], rows: &[[&str; 2]]| {
            let columns: Vec<Column> =
                headings.iter().map(|words| Column::under(labels.labels(), (*words).to_owned())).collect();
            let rows: Vec<Vec<&str>> = rows.iter().map(|row| row.to_vec()).collect();
            are_children(&columns, &rows)
        };
        assert!(is(["姓名", "年龄"], &[["甲", "8岁"], ["乙", "１２"]]));
        assert!(is(["姓名", "出生日期"], &[["甲", "2015年3月"], ["乙", "2016-01-02"]]));
        assert!(is(["姓名", "身份证号"], &[["甲", "330106201503040011"], ["乙", "330106201603040011"]]));
        assert!(!is(["姓名", "年龄"], &[["甲", "8"], ["乙", "42"], ["丙", "70"]]));
        assert!(!is(["姓名", "年龄"], &[["甲", "8"]]));
        assert!(!is(["姓名", "身份证号"], &[["甲", "330106************"], ["乙", "330106************"]]));
    }
}
