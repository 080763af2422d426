//! Lists of children in need. Their names must not be published, masked or not, so it matters to see what a list is.

use super::Column;
use super::pupils::{
    are_in_class, goes_to_school, have_guardians, listed_pupils, listed_students, nearly_all,
};
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
    // All words are Chinese.
    if title.is_ascii() || lists_others(title) {
        return None;
    }
    children_in_need(title).or_else(|| said_of_people(title, MINORS)).or_else(|| listed_pupils(title))
}

/// Whom the title of a list says that it lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listed {
    /// Children: the word for them.
    Children(&'static str),
    /// Students, who may be of age: that the schools in the list tell.
    Students(&'static str),
}

impl Listed {
    /// Those who are children whatever stands below.
    pub fn children(self) -> Option<&'static str> {
        match self {
            Self::Children(word) => Some(word),
            Self::Students(_) => None,
        }
    }
}

/// Whom the title of a list says that it lists, where that matters.
///
/// ```
/// use yinmo_core::table::{Listed, listed};
/// assert_eq!(listed("孤儿名单"), Some(Listed::Children("孤儿")));
/// assert_eq!(listed("2026年春季学期贫困学生资助名单"), Some(Listed::Students("学生")));
/// assert_eq!(listed("优秀学生干部培训通知"), None);
/// ```
pub fn listed(title: &str) -> Option<Listed> {
    if title.is_ascii() {
        return None;
    }
    if let Some(word) = listed_children(title) {
        return Some(Listed::Children(word));
    }
    listed_students(title).filter(|_| !lists_others(title)).map(Listed::Students)
}

/// Whether a title lists others, although it speaks of children.
fn lists_others(title: &str) -> bool {
    OTHERS_LISTED.iter().any(|word| title.contains(word))
}

/// Whether nearly all rows of a list, at least two, are of people under eighteen, as ages, dates of birth, identity
/// numbers or, where none of them says anything, schools do.
pub fn are_children(columns: &[Column], rows: &[Vec<&str>]) -> bool {
    let ages: Vec<bool> = rows.iter().filter_map(|row| Some(age(columns, row)? < 18)).collect();
    if !ages.is_empty() {
        return nearly_all(&ages);
    }
    nearly_all(&rows.iter().filter_map(|row| goes_to_school(columns, row)).collect::<Vec<_>>())
        || have_guardians(columns)
        || are_in_class(columns, rows)
}

fn age(columns: &[Column], row: &[&str]) -> Option<u16> {
    let of_others = |column: &Column| {
        column.meaning == Some("resident-id")
            && column.role.is_some_and(crate::finding::Role::acts_for_others)
    };
    let own = columns.iter().zip(row).filter(|(column, _)| !of_others(column));
    own.into_iter().find_map(|(column, cell)| age_in(column.meaning?, cell))
}

/// The age that a cell tells, by what its column holds: an age, a date of birth or an identity number.
///
/// ```
/// use yinmo_core::table::age_in;
/// assert_eq!(age_in("age", "８岁"), Some(8));
/// assert_eq!(age_in("resident-id", "330106************"), None);
/// assert_eq!(age_in("person", "8"), None);
/// ```
pub fn age_in(meaning: &str, cell: &str) -> Option<u16> {
    if !matches!(meaning, "age" | "birth-date" | "resident-id") {
        return None;
    }
    // Most cells are numbers as they should be: no row of a long list need wait for the others.
    if meaning == "resident-id" && cell.len() == 18 && cell.is_ascii() {
        return year(&cell[6..]).map(|year| TODAY_YEAR - year);
    }
    let digits: String = cell.chars().filter_map(crate::text::fold_char).collect();
    match meaning {
        "age" => leading_number(&digits),
        "birth-date" => year(&digits).map(|year| TODAY_YEAR - year),
        _ => {
            let number = digits.trim_matches(|c: char| !c.is_ascii_alphanumeric());
            (number.len() == 18).then(|| year(number.get(6..)?)).flatten().map(|year| TODAY_YEAR - year)
        }
    }
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
    // `关爱服务对象`, `教育资助发放` are of those who get them.
    let is_received = RECEIVED.iter().any(|word| text.contains(word));
    words.iter().copied().find(|word| {
        text.match_indices(word).any(|(at, _)| {
            let after = text[at + word.len()..].trim_start_matches(['、', '和', '与', '及']);
            let begins = |words: &[&str]| words.iter().any(|rest| after.starts_with(rest));
            !begins(INSTITUTIONS) && (is_received && !is_place(after) || !begins(CAUSES))
        })
    })
}

/// `关爱服务站`, `救助保护机构`.
fn is_place(after: &str) -> bool {
    const PLACES: [&str; 9] = ["站", "机构", "中心", "院", "之家", "基金", "部门", "单位", "组织"];
    PLACES.iter().any(|place| after.contains(place))
}

/// Every word holds one of these; most texts hold none.
const WITHIN: [char; 5] = ['儿', '婴', '抚', '未', '孤'];

/// Those under eighteen.
const MINORS: &[&str] = &[
    "儿童",
    "未成年人",
    "未成年社区矫正",
    "未成年社矫",
    "未成年服刑",
    "未成年罪犯",
    "未成年犯",
    "未成年子女",
    "未成年学生",
    "未成年对象",
    "未成年被害",
    "未成年受害",
    "未成年救助",
    "未成年流浪",
    "幼儿救助",
    "幼儿资助",
    "婴幼儿",
];

/// Words for those to whom something is given.
const RECEIVED: [&str; 10] =
    ["对象", "发放", "补贴", "补助", "资助", "受助", "助学", "救助金", "生活费", "花名册"];

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
    "孤独症儿童",
    "自闭症儿童",
    "脑瘫儿童",
    "特困儿童",
    "贫困儿童",
    "低保儿童",
    "受助儿童",
    "无人抚养",
    "散居孤",
    "遗孤",
    "弃婴",
    "弃儿",
];

/// What follows the word where no child is meant.
const INSTITUTIONS: &[&str] = &[
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
    "园",
    "节",
    "用品",
    "委员会",
    "事业",
    "康复机构",
    "康复中心",
    "学校",
    "院",
    "乐园",
    "机构",
    "基金",
];

/// What is done for children: not who they are, unless somebody gets it.
const CAUSES: &[&str] = &[
    "工作",
    "保护",
    "救助保护",
    "关爱",
    "服务",
    "活动",
    "权益",
    "教育",
    "发展",
    "照护",
    "托育",
    "健康",
    "心理",
];

/// Others that a list is of, although it speaks of children.
const OTHERS_LISTED: [&str; 30] = [
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
    "教职工",
    "校长",
    "先进个人",
    "先进集体",
    "社工",
    "讲师",
    "寻亲",
    "认领",
    "志愿服务",
    "定点",
    "评委",
    "专家",
    "辅导员",
    "班主任",
    "家长委员会",
    "家委会",
    "驾驶员",
    "司机",
    "从业人员",
    "供应商",
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
            ("留守儿童关爱服务对象花名册", Some("留守儿童")),
            ("残疾儿童教育补贴发放名单", Some("残疾儿童")),
            ("孤独症儿童康复训练补助公示", Some("孤独症儿童")),
            ("未成年社区矫正对象名册", Some("未成年社区矫正")),
            ("青溪县农村义务教育学生营养餐补助名单", Some("学生")),
            ("青云小学家庭经济困难学生资助公示", Some("学生")),
            ("城区幼儿园学前教育资助幼儿名单", Some("幼儿")),
            ("家庭经济困难学生资助名单", None),
            ("城关小学2025年秋季一年级新生补录名单", Some("新生")),
            ("青云小学三好学生名单", Some("三好学生")),
            ("青溪县第一高级中学2025年特长生拟录取名单公示", Some("特长生")),
            ("青溪初级中学七年级新生", Some("新生")),
            ("青溪大学附属小学新生录取名单", Some("新生")),
            ("学前教育资助幼儿名单", Some("幼儿")),
            ("青云小学优秀教师名单", None),
            ("小学教育专业新生录取名单", None),
            ("小学教育（师范类）新生录取名单", None),
            ("青溪师范学院学前教育新生录取名单", None),
            ("成人高中毕业生名单", None),
            ("高中起点专科新生录取名单", None),
            ("会计初中级职称考试考生成绩名单", None),
            ("教师资格考试（初中）面试考生名单", None),
            ("县老年大学新生名单", None),
            ("青溪大学2025年研究生拟录取名单", None),
            ("小学一年级新生报名的公告", None),
            ("小学一年级学生家长委员会名单", None),
            ("困境儿童关爱保护工作先进个人名单", None),
            ("留守儿童关爱服务站补助发放名单", None),
            ("婴幼儿照护服务机构名单", None),
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
        assert!(is(["姓名", "就读学校"], &[["甲", "青云小学"], ["乙", "城北初中"]]));
        assert!(is(["姓名", "所在班级"], &[["甲", "三年级2班"], ["乙", "大班"]]));
        assert!(!is(["姓名", "就读学校"], &[["甲", "浙江某大学"], ["乙", "青溪职业技术学院"]]));
        assert!(!is(["姓名", "任教学校"], &[["甲", "青云小学"], ["乙", "城北初中"]]));
        assert!(is(["姓名", "身份证号"], &[["甲", "330106201503040011"], ["乙", "330106201603040011"]]));
        assert!(!is(["姓名", "年龄"], &[["甲", "8"], ["乙", "42"], ["丙", "70"]]));
        assert!(!is(["姓名", "年龄"], &[["甲", "8"]]));
        assert!(
            !is(["姓名", "班级"], &[["甲", "三（2）班"], ["乙", "二（1）班"]]),
            "it may be their teachers"
        );
        assert!(!is(["姓名", "身份证号"], &[["甲", "330106************"], ["乙", "330106************"]]));
    }
}
