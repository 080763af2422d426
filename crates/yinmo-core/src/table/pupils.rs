//! Lists of pupils: who goes to a school that only children go to is a child, whatever the list is for.

use super::Column;

/// The word for the pupils of whom the title of a list says that it lists them, where it says as well that they are
/// children. Of students without a word for their school nothing is said: they may be of age.
pub(super) fn listed_pupils(title: &str) -> Option<&'static str> {
    let fed = ["营养餐", "营养改善"].iter().any(|meal| title.contains(meal));
    let pupil = word_for(title)?;
    (fed || are_told_of(title, pupil) && names_school(title)).then_some(pupil)
}

/// The word for the students whom the title of a list says that it lists: those in need, and those who were admitted,
/// praised or examined. Their schools tell whether they are children.
pub(super) fn listed_students(title: &str) -> Option<&'static str> {
    const MARKS: &[&str] = &["考试成绩", "期中", "期末", "月考", "成绩单", "成绩表", "成绩册"];
    let unnamed = || holds(title, MARKS).then_some("学生");
    let pupil = word_for(title).filter(|pupil| are_told_of(title, pupil)).or_else(unnamed);
    pupil.filter(|_| !holds(title, ADULTS))
}

/// Words of which every title that speaks of pupils or marks holds one.
pub(super) const MENTIONS: &[&str] = &[
    "学生",
    "新生",
    "长生",
    "考生",
    "业生",
    "班生",
    "读生",
    "困生",
    "难生",
    "助生",
    "宿生",
    "校生",
    "少先队",
    "成绩",
];

fn word_for(title: &str) -> Option<&'static str> {
    let is_meant = |word: &&str| title.match_indices(*word).any(|(at, _)| !title[at..].starts_with("幼儿园"));
    PUPILS.iter().copied().find(is_meant)
}

/// Whether the title says why students are listed, or nothing but who they are: `七年级新生`.
fn are_told_of(title: &str, pupil: &str) -> bool {
    let name = title.split(['.', '（', '(']).next().unwrap_or(title);
    holds(title, NEEDS) || holds(title, REASONS) || name.trim_end().ends_with(pupil)
}

/// Whether a title names a school or a class that only children go to. `小学教育` is what teachers study, and `高中起点`
/// is said of grown-ups.
fn names_school(title: &str) -> bool {
    let studied = holds(title, &["大学", "学院", "高校", "师范", "专业"]);
    let school = |word: &&str| {
        title.match_indices(*word).any(|(at, _)| {
            let after = &title[at + word.len()..];
            let subject =
                after.starts_with("教育") && (studied || after["教育".len()..].starts_with(['（', '(']));
            !subject && !NO_SCHOOL.iter().any(|rest| after.starts_with(rest))
        })
    };
    !holds(title, GROWN_UPS) && (SCHOOLS.iter().any(school) || !studied && holds(title, CLASSES))
}

fn holds(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

/// Whether nearly all who are listed, at least two, go to schools that only children go to.
pub fn are_pupils(columns: &[Column], rows: &[Vec<&str>]) -> bool {
    let school = |row: &Vec<&str>| {
        let mut cells = columns.iter().zip(row).filter(|(column, cell)| {
            !cell.trim().is_empty() && (HEADINGS.contains(&&*column.words) || holds(&column.words, ATTENDED))
        });
        let first = cells.next()?;
        Some([first].into_iter().chain(cells).any(|(_, cell)| speaks_of_school(cell)))
    };
    nearly_all(&rows.iter().filter_map(school).collect::<Vec<_>>())
}

/// Whether the columns are those of a list of pupils, whatever its title: marks or a pupil's parents beside classes of a
/// school. Teachers have classes too, but no marks, and grown-up students other classes.
pub(super) fn are_in_class(columns: &[Column], rows: &[Vec<&str>]) -> bool {
    const OF_PUPILS: &[&str] = &[
        "语文",
        "数学",
        "英语",
        "总分",
        "总成绩",
        "名次",
        "考号",
        "座号",
        "学号",
        "学籍",
        "家长",
        "监护人",
        "学生",
        "新生",
    ];
    let taught = |column: &Column| holds(&column.words, &["任教", "任课", "教师", "老师", "学科"]);
    columns.iter().any(|column| holds(&column.words, OF_PUPILS))
        && !columns.iter().any(taught)
        && are_pupils(columns, rows)
}

/// Whether a column of pupils' names stands beside one of their guardians, whom grown-ups do not have.
pub(super) fn have_guardians(columns: &[Column]) -> bool {
    let pupils = |column: &Column| {
        column.meaning == Some("person") && holds(&column.words, &["新生", "学生", "学员", "考生"])
    };
    columns.iter().any(pupils) && columns.iter().any(|column| column.words.contains("监护人"))
}

/// Whether a list of students is one of a university, or of learners at a school for grown-ups.
///
/// ```
/// use yinmo_core::table::{Column, are_of_age};
/// let columns = ["学院", "学生姓名"].map(|words| Column { words: words.to_owned(), ..Column::default() });
/// assert!(are_of_age(&columns, &[]));
/// ```
pub fn are_of_age(columns: &[Column], rows: &[Vec<&str>]) -> bool {
    const HIGHER: &[&str] = &["学院", "院系", "系别", "系部", "高校", "大学", "驾校", "录取院校", "培养层次"];
    let higher = |row: &Vec<&str>| {
        let mut cells = columns.iter().zip(row).filter(|(column, cell)| {
            !cell.trim().is_empty() && (column.words.contains("学校") || column.words.contains("院校"))
        });
        cells.next().map(|(_, cell)| is_higher(cell))
    };
    columns.iter().any(|column| holds(&column.words, HIGHER))
        || nearly_all(&rows.iter().filter_map(higher).collect::<Vec<_>>())
}

/// `三峡大学`, but not `武汉大学附属小学`.
fn is_higher(school: &str) -> bool {
    holds(school, &["大学", "学院", "高等"]) && !holds(school, SCHOOLS) && !holds(school, &["附小", "附中"])
}

/// Whether a text names a school that only children go to, or a class of one: `三（2）班`.
pub(super) fn speaks_of_school(text: &str) -> bool {
    holds(text, CLASSES) || holds(text, SCHOOLS) || text.split(BETWEEN).any(is_class)
}

/// The same of a list in running text, of which a line may tell of another school: `三峡大学，毕业于青溪中学`.
pub(super) fn lists_pupils(text: &str) -> bool {
    text.lines().any(|line| !line.contains("毕业") && !is_higher(line) && speaks_of_school(line))
}

/// Whether the school that somebody goes to is one for children; nothing where somebody works at it.
pub(super) fn goes_to_school(columns: &[Column], row: &[&str]) -> Option<bool> {
    let mut cells = columns.iter().zip(row);
    let (_, school) =
        cells.find(|(column, cell)| holds(&column.words, ATTENDED) && !cell.trim().is_empty())?;
    Some(holds(school, CLASSES) || holds(school, SCHOOLS))
}

/// At least two, and nine in ten.
pub(super) fn nearly_all(told: &[bool]) -> bool {
    let children = told.iter().filter(|&&is_child| is_child).count();
    children >= 2 && children * 10 >= told.len() * 9
}

const BETWEEN: [char; 12] = [' ', '\u{3000}', '\t', '\n', '，', ',', '、', '|', '｜', '：', ':', '；'];

/// `三（2）班`, `高一(12)班`, `初二3班`.
fn is_class(word: &str) -> bool {
    let Some(class) = word.trim().strip_suffix('班') else { return false };
    let school = class.trim_start_matches(['初', '高']);
    let is_numeral = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let mut rest = school.chars();
    let year = rest.next().is_some_and(is_numeral);
    let brackets = |c: char| matches!(c, '（' | '）' | '(' | ')');
    let is_marked = school.len() < class.len() || school.contains(brackets);
    year && is_marked && rest.clone().count() <= 4 && rest.all(|c| is_numeral(c) || brackets(c))
}

/// Headings over schools and classes.
const HEADINGS: &[&str] = &["学校", "学校名称", "所在学校", "班级", "年级", "班级名称", "年级班级", "班别"];

/// Headings over the school that somebody goes to.
const ATTENDED: &[&str] =
    &["就读学校", "就读", "在读学校", "所在班级", "就学", "入读学校", "就读年级", "年级班级"];

/// Classes of children.
const CLASSES: &[&str] = &[
    "一年级",
    "二年级",
    "三年级",
    "四年级",
    "五年级",
    "六年级",
    "七年级",
    "八年级",
    "九年级",
    "小班",
    "中班",
    "大班",
    "初一",
    "初二",
    "初三",
    "高一",
    "高二",
    "高三",
];

/// Schools that only children go to.
const SCHOOLS: &[&str] = &[
    "小学",
    "幼儿园",
    "中小学",
    "义务教育",
    "初中",
    "初级中学",
    "高中",
    "高级中学",
    "中学",
    "学前",
    "特殊教育学校",
    "小升初",
];

/// What stands behind the word for a school where none is meant: `高中起点`, `初中级职称`, `小学教师`.
const NO_SCHOOL: &[&str] =
    &["起点", "学历", "文化", "级职称", "级专业", "级会计", "毕业及", "毕业以", "及以上", "以上", "教师"];

/// Words for pupils; the longer before one that it holds.
const PUPILS: &[&str] = &[
    "三好学生",
    "学生",
    "幼儿",
    "寄宿生",
    "贫困生",
    "困难生",
    "受助生",
    "走读生",
    "在校生",
    "新生",
    "特长生",
    "考生",
    "毕业生",
    "插班生",
    "借读生",
    "少先队员",
];

/// Words for learners who are of age, or where they learn.
const ADULTS: &[&str] = &["大学", "高校", "研究生", "本科", "专科", "硕士", "博士", "专升本", "师范生"];

/// Words for schools of grown-ups, who may learn there what children learn: `成人高中`.
const GROWN_UPS: &[&str] = &["老年", "驾校", "成人", "自考", "函授", "夜校"];

/// Why pupils are listed who are in need.
const NEEDS: &[&str] = &[
    "困难",
    "贫困",
    "资助",
    "补助",
    "补贴",
    "助学",
    "低保",
    "救助",
    "受助",
    "减免",
    "残疾",
    "特困",
    "建档立卡",
    "留守",
    "送教",
];

/// Why others are listed, or that they are.
const REASONS: &[&str] = &[
    "名单",
    "名册",
    "录取",
    "补录",
    "分班",
    "三好",
    "表彰",
    "获奖",
    "成绩",
    "学籍",
    "信息表",
    "情况表",
    "登记表",
    "统计表",
    "汇总表",
    "一览表",
    "基本信息",
    "明细",
    "台账",
    "备案表",
];

#[cfg(test)]
mod tests {
    use super::super::{Listed, listed};
    use super::*;
    use crate::Detector;

    fn columns(headings: &[&str]) -> Vec<Column> {
        let detector = Detector::new();
        let column = |words: &&str| Column::under(detector.labels(), (*words).to_owned());
        headings.iter().map(column).collect()
    }

    #[test]
    fn every_word_for_pupils_is_let_in() {
        assert!(PUPILS.iter().all(|word| word.contains('儿') || holds(word, MENTIONS)));
    }

    #[test]
    fn students_are_children_by_their_schools() {
        let are = |heading: &str, cells: [&str; 2]| {
            are_pupils(&columns(&["姓名", heading]), &[vec!["甲", cells[0]], vec!["乙", cells[1]]])
        };
        assert!(are("学校", ["三墩小学", "实验幼儿园"]) && are("班级", ["三（2）班", "二(1)班"]));
        assert!(are("班级", ["高一（12）班", "初二3班"]) && are("就读年级", ["三年级", "五年级"]));
        assert!(are("班级", ["九（1）班", "九（2）班"]));
        assert!(!are("学校", ["浙江某大学", "青溪职业技术学院"]));
        assert!(!are("班级", ["计算机2301班", "会计（2）班"]) && !are("金额", ["三墩小学", "三墩小学"]));
        for title in ["优秀学生名单", "2025年春季学期期中考试成绩", "贫困学生资助名单"]
        {
            assert!(matches!(listed(title), Some(Listed::Students(_))), "{title}");
        }
        for title in [
            "学生资助管理中心工作人员名单",
            "困难学生捐赠人名单",
            "低保对象名单",
            "大学新生资助名单",
            "本科毕业生名单",
            "公务员考试公告",
        ] {
            assert_eq!(listed(title), None, "{title}");
        }
    }

    #[test]
    fn classes_beside_marks_or_guardians_are_of_pupils() {
        let are = |headings: &[&str], class: [&str; 2]| {
            let row =
                |class| headings.iter().map(|&words| if words == "班级" { class } else { "甲" }).collect();
            are_in_class(&columns(headings), &class.map(row))
        };
        assert!(are(&["班级", "姓名", "语文", "数学", "总分"], ["九（1）班", "九（2）班"]));
        assert!(are(&["姓名", "班级", "家长电话"], ["三（2）班", "三（1）班"]));
        assert!(!are(&["姓名", "班级"], ["三（2）班", "二（1）班"]), "it may be their teachers");
        assert!(!are(&["任教教师", "班级", "语文"], ["三（2）班", "二（1）班"]));
        assert!(!are(&["姓名", "班级", "总成绩"], ["护理2301班", "会计（2）班"]));
        assert!(have_guardians(&columns(&["新生姓名", "性别", "监护人"])));
        assert!(!have_guardians(&columns(&["姓名", "监护人"])) && !have_guardians(&columns(&["学生姓名"])));
    }

    #[test]
    fn universities_have_grown_up_students() {
        let of_age = |headings: &[&str], schools: [&str; 2]| {
            are_of_age(&columns(headings), &schools.map(|school| vec!["甲", school]))
        };
        assert!(of_age(&["学生姓名", "学院"], ["护理学院", "医学院"]));
        assert!(of_age(&["学生姓名", "学校"], ["三峡大学", "青溪职业技术学院"]));
        assert!(!of_age(&["学生姓名", "学校"], ["三峡大学附属小学", "青溪中学"]));
        assert!(!of_age(&["学生姓名", "班级"], ["一班", "二班"]));
    }
}
