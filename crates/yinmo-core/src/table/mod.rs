//! What is this column: heading and values together.
//!
//! [`find_heading`] looks for the row of headings at the top of a table, [`guess_columns`] judges by the values where
//! there is none, [`columns_from_members`] reads the keys of an object, and [`embedded`] finds tables within running
//! text. [`listed_children`] and its like see what must not be published at all.

mod aligned;
mod budget;
mod child_lists;
mod children;
mod embedded;
mod form;
mod heading;
mod keys;
mod offices;
mod officials;
mod pupils;
mod sql;
mod values;

pub use child_lists::{ChildList, child_lists};
pub(crate) use child_lists::{MENTIONS as CHILD_MENTIONS, mentions_of_children};
pub use children::{Listed, age_in, are_children, children_in_need, listed, listed_children};
pub use embedded::{Embedded, Open, Row, embedded, embedded_in};
pub use form::{InForm, form_columns, in_form, is_form, may_begin_form};
pub use heading::{Heading, find_heading, is_number, next_heading};
pub use keys::columns_from_members;
pub use offices::is_contact;
pub(crate) use offices::lists_offices;
pub use officials::presents_leader;
pub(crate) use officials::{is_of_page, names_post};
pub use pupils::{are_of_age, are_pupils};
pub(crate) use values::is_prose;
pub use values::{guess_columns, looks_like_name, names_somebody};

use yinmo_data::columns::{ColumnWord, meaning};
use yinmo_data::traditional::simplified;

use crate::finding::Role;
use crate::kind::{Group, Kind};
use crate::recognizers::{Label, Labels};
use crate::text::fold_char;

/// What is known about a column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Column {
    /// Its heading, half width, in lower case and simplified writing, without blanks, brackets and colons. Empty if there
    /// is none.
    pub words: String,
    /// What stands in it: an id of `yinmo_data::columns`.
    pub meaning: Option<&'static str>,
    /// What the recognizers are to take a value in it for.
    pub label: Option<Label>,
    /// Whose values stand in it.
    pub role: Option<Role>,
}

impl Column {
    /// A column with this heading.
    fn under(labels: &Labels, words: String) -> Self {
        let word = meaning_of(&words);
        let label = several(&words).or_else(|| label(labels, &words, word));
        Self { meaning: word.map(|word| word.id), label, role: word.and_then(|word| role(word.role?)), words }
    }

    /// Whether its heading says what stands in it.
    const fn is_known(&self) -> bool {
        self.meaning.is_some() || self.label.is_some()
    }

    /// Whether it is known what personal data stand in it.
    pub fn names_kinds(&self) -> bool {
        self.label.is_some_and(|label| !label.kinds().is_empty())
    }

    /// The same column, known to hold what `guessed` holds.
    fn holding(self, guessed: &Self) -> Self {
        Self { meaning: guessed.meaning, label: guessed.label, ..self }
    }
}

/// What stands under a heading; `成员3` is another `成员`.
fn meaning_of(words: &str) -> Option<ColumnWord> {
    meaning(words).or_else(|| meaning(uncounted(words)))
}

/// `成员` of `成员3` and `成员三`.
fn uncounted(words: &str) -> &str {
    words.trim_end_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c))
}

/// The label that `联系人及电话` is, where more than one thing stands in each cell; `None` where one does.
fn several(words: &str) -> Option<Label> {
    let parts = || words.split(['/', '|', '、', '及', '和', '+', '&']).filter(|part| !part.is_empty());
    let known: Option<Vec<&[Kind]>> = parts().map(|part| Some(kinds(meaning_of(part)?.id))).collect();
    let kinds = known?.concat();
    (parts().count() > 1 && !kinds.is_empty()).then(|| Label::heading(&kinds))
}

/// The label that the heading is: what names a person or what is true of one is decided by the table of headings,
/// the numbers by the labels of their recognizers first.
fn label(labels: &Labels, words: &str, word: Option<ColumnWord>) -> Option<Label> {
    let kinds = word.map_or(&[] as &[Kind], |word| kinds(word.id));
    match kinds {
        // Relief is paid to these cards, so that their other number stands here as often.
        [Kind::SocialSecurityCard] => {
            Some(Label::heading(&[Kind::SocialSecurityCard, Kind::BankCard, Kind::BankAccount]))
        }
        [kind, ..] if kind.group() != Group::Identifier => Some(Label::heading(kinds)),
        [] => labels.heading(words),
        kinds => labels.heading(words).filter(|label| !label.vetoes()).or(Some(Label::heading(kinds))),
    }
}

/// The kinds of values that stand under a heading of this meaning; none for furniture.
fn kinds(meaning: &str) -> &'static [Kind] {
    if meaning == "phone" {
        return &[Kind::Mobile, Kind::Landline];
    }
    let at = Kind::ALL.iter().position(|kind| kind.id() == meaning && kind.group() != Group::Furniture);
    at.map_or(&[], |at| &Kind::ALL[at..=at])
}

fn role(id: &str) -> Option<Role> {
    Some(match id {
        "minor" => Role::Minor,
        "official" => Role::Official,
        "representative" => Role::Representative,
        "punished" => Role::Punished,
        "volunteer" => Role::Volunteer,
        "office" => Role::Organisation,
        "donor" => Role::Donor,
        _ => Role::Citizen,
    })
}

/// A heading in the form that the table of headings and [`Column::words`] have: half width, lower case, in simplified
/// writing, no blanks, brackets with what is in them, colons or marks.
///
/// ```
/// assert_eq!(yinmo_core::table::fold("戶 主（居）："), "户主");
/// ```
pub fn fold(heading: &str) -> String {
    let mut depth = 0usize;
    let mut out = String::with_capacity(heading.len());
    for c in heading.chars().filter_map(fold_char) {
        match c {
            '(' | '【' | '[' | '〔' => depth += 1,
            ')' | '】' | ']' | '〕' => depth = depth.saturating_sub(1),
            c if depth == 0 && !c.is_whitespace() && !matches!(c, ':' | '*' | '"' | '\'' | '＊' | '#') => {
                if c.is_ascii() {
                    out.push(c.to_ascii_lowercase());
                } else {
                    out.extend(simplified(c).to_lowercase());
                }
            }
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Detector;

    fn ids(columns: &[Column]) -> Vec<&'static str> {
        columns.iter().map(|column| column.meaning.unwrap_or("-")).collect()
    }

    fn heading(sample: &[&[&str]]) -> Option<(usize, Vec<&'static str>)> {
        let sample: Vec<Vec<&str>> = sample.iter().map(|row| row.to_vec()).collect();
        find_heading(Detector::new().labels(), &sample).map(|heading| (heading.row, ids(&heading.columns)))
    }

    #[test]
    fn the_first_row_of_headings_is_found() {
        let found = heading(&[&["序号", "户主姓名", "身份证号", "保障金额"], &["1", "汪建军", "x", "300"]]);
        assert_eq!(found, Some((0, vec!["serial", "person", "resident-id", "amount"])));
        let found =
            heading(&[&["候选人", "得票", "备注"], &["柳常青", "812", "连任"], &["佘大勇", "105", ""]]);
        assert_eq!(found, Some((0, vec!["person", "-", "remarks"])));
    }

    #[test]
    fn titles_blank_rows_and_units_stand_above() {
        let found = heading(&[
            &["某镇2019年低保名单", "", ""],
            &["", "", ""],
            &["单位：元", "", ""],
            &["姓　名", "联系电话\n（必填）", "家庭住址"],
            &["汪建军", "x", "y"],
        ]);
        assert_eq!(found, Some((3, vec!["person", "phone", "address"])));
    }

    #[test]
    fn headings_of_two_rows_are_joined() {
        let found = heading(&[
            &["序号", "户主", "", "家庭成员", ""],
            &["", "姓名", "身份证号", "姓名", "身份证号"],
            &["1", "汪建军", "x", "蒋桂香", "y"],
        ]);
        assert_eq!(found, Some((1, vec!["serial", "person", "resident-id", "person", "resident-id"])));
        let found = heading(&[
            &["村", "户主信息", ""],
            &["", "姓名", "电话"],
            &["石门坎村", "汪建军", "x"],
            &["茅坪村", "蒋桂香", "y"],
        ]);
        assert_eq!(found, Some((1, vec!["village", "person", "phone"])));
    }

    #[test]
    fn a_table_without_headings_has_none() {
        assert_eq!(heading(&[&["1", "汪建军", "13800012001"], &["2", "蒋桂香", "13800012002"]]), None);
        assert_eq!(heading(&[&["我们认为"], &["姓名权是公民的权利"]]), None);
    }

    #[test]
    fn below_a_word_for_people_there_may_stand_how_many_they_are() {
        let sample: [&[&str]; 4] = [
            &["乡镇", "孤儿", "困境儿童"],
            &["三墩镇", "3", "12"],
            &["青云镇", "<5", "20"],
            &["合计", "6", "32"],
        ];
        assert_eq!(heading(&sample), Some((0, vec!["township", "count", "count"])));
        let named: [&[&str]; 2] = [&["乡镇", "孤儿"], &["三墩镇", "王小明"]];
        assert_eq!(heading(&named), Some((0, vec!["township", "person"])));
    }

    #[test]
    fn a_heading_may_say_that_several_things_stand_in_a_cell() {
        for heading in ["姓名｜电话", "姓名|联系电话", "联系人及电话"] {
            let column = Column::under(Detector::new().labels(), fold(heading));
            let label = column.label.expect(heading);
            assert!(label.names(Kind::Person) && label.names(Kind::Mobile), "{heading}");
        }
    }

    #[test]
    fn values_tell_where_headings_do_not() {
        let sample = vec![vec!["1", "汪建军", "300"], vec!["2", "蒋桂香", "300"], vec!["3", "邵明", ""]];
        assert_eq!(ids(&guess_columns(&sample)), ["-", "person", "-"]);
    }

    #[test]
    fn rare_names_are_told_by_those_beside_them() {
        let column =
            |cells: &[&'static str]| guess_columns(&cells.iter().map(|cell| vec![*cell]).collect::<Vec<_>>());
        let names = ["逯志成", "王建坪", "扎西顿珠", "李秀兰", "阿卜杜拉·买买提"];
        assert_eq!(ids(&column(&names)), ["person"]);
        assert_eq!(ids(&column(&["拟救助对象名单", "昝玉兰", "亓秀英", "才让卓玛"])), ["person"]);
        let beside_numbers =
            [["才让卓玛", "13800012001"], ["亓秀英", "13800012002"], ["其木格", "13800012003"]];
        assert_eq!(ids(&guess_columns(&beside_numbers.map(|row| row.to_vec()))), ["person", "-"]);
        assert_eq!(ids(&column(&["青云村", "兰里村", "青云村", "青云村"])), ["-"]);
        assert_eq!(ids(&column(&["低保", "特困", "低保", "临时救助"])), ["-"]);
    }

    #[test]
    fn a_heading_may_be_counted_and_may_be_the_only_known_one() {
        let found =
            heading(&[&["村", "户主", "成员1", "成员2", "成员3"], &["青云村", "汪建军", "蒋桂香", "", ""]]);
        assert_eq!(found, Some((0, vec!["village", "person", "person", "person", "person"])));
        let found = heading(&[&["姓名", "某栏", "另一栏"], &["尉迟恭良", "001X", "2001"]]);
        assert_eq!(found, Some((0, vec!["person", "-", "-"])));
        assert_eq!(heading(&[&["姓名", "汪建军", "蒋桂香"], &["电话", "13800012001", "13800012002"]]), None);
    }

    #[test]
    fn what_is_said_of_the_whole_table_is_no_heading() {
        let found = heading(&[
            &["填报单位：青石镇", "", "单位：元", ""],
            &["序号", "救助对象", "金额", "备注"],
            &["1", "汪建军", "300", ""],
        ]);
        assert_eq!(found, Some((1, vec!["serial", "person", "amount", "remarks"])));
    }

    #[test]
    fn counted_headings_make_no_form() {
        let found = heading(&[
            &["申请人", "共同申请人1", "共同申请人二", "现住址", "联系人及电话"],
            &["汪建军", "钱多多", "", "9-2-602", "蒋桂香 x"],
        ]);
        assert_eq!(found, Some((0, vec!["person", "person", "person", "address", "phone"])));
    }

    #[test]
    fn a_heading_of_several_things_is_a_label_of_each() {
        let labels = Detector::new();
        let column = |heading: &str| Column::under(labels.labels(), fold(heading));
        let names = |heading, kind| column(heading).label.is_some_and(|label| label.names(kind));
        for heading in ["联系人及电话", "户主姓名/手机号", "监护人和电话"] {
            assert!(names(heading, Kind::Person) && names(heading, Kind::Mobile), "{heading}");
        }
        assert!(names("户主姓名/与户主关系", Kind::Person));
        assert!(!names("联系电话", Kind::Person) && !names("家庭成员与户主关系", Kind::Person));
    }

    #[test]
    fn a_word_for_somebody_heads_names_if_the_values_may_be_some() {
        let found = heading(&[
            &["编号", "缴费人", "金额", "承建人"],
            &["1", "那日苏", "100", "集体"],
            &["2", "乌云其木格", "100", "集体"],
            &["3", "尼玛次仁", "100", "集体"],
            &["4", "佘太", "100", "集体"],
        ]);
        assert_eq!(found, Some((0, vec!["serial", "person", "amount", "-"])));
    }

    #[test]
    fn values_tell_what_a_heading_does_not() {
        let found = heading(&[
            &["序号", "享乐者", "某栏", "金额"],
            &["1", "汪建军", "低保", "300"],
            &["2", "蒋桂香", "特困", "300"],
            &["3", "邵明华", "低保", "300"],
        ]);
        assert_eq!(found, Some((0, vec!["serial", "person", "-", "amount"])));
    }

    #[test]
    fn headings_of_three_rows_are_joined() {
        let found = heading(&[
            &["序号", "基本情况", "", "", "救助情况"],
            &["", "户主", "", "家庭成员", "金额"],
            &["", "姓名", "身份证号", "姓名", ""],
            &["1", "汪建军", "x", "蒋桂香", "300"],
        ]);
        assert_eq!(found, Some((2, vec!["serial", "person", "resident-id", "person", "amount"])));
    }

    #[test]
    fn a_form_has_its_labels_beside_its_values() {
        let detector = Detector::new();
        let form = |row: &[&str]| form_columns(detector.labels(), row).map(|columns| ids(&columns));
        let fields = form(&["姓名", "才让卓玛", "性别", "男", "出生年月", "1960年3月"]);
        assert_eq!(fields, Some(vec!["serial", "person", "serial", "sex", "serial", "birth-date"]));
        assert_eq!(form(&["姓名", "汪建军", "蒋桂香"]), Some(vec!["serial", "person", "person"]));
        assert_eq!(form(&["制表人：", "汪建军", ""]), Some(vec!["serial", "person", "person"]));
        for heading in [&["姓名", "身份证号", "电话"][..], &["1", "汪建军", "男"]] {
            assert_eq!(form(heading), None);
        }
        // Nor is it taken for a row of headings, whose words reports show.
        let rows: [&[&str]; 2] = [&["姓名", "才让卓玛", "性别", "男"], &["住址", "青云村3组", "电话", "x"]];
        assert_eq!(heading(&rows), None);
    }

    #[test]
    fn keys_of_objects_in_any_case() {
        let keys =
            ["姓名", "name", "householderName", "id_number", "idCard", "phone", "fileName", "project_name"];
        let columns = columns_from_members(Detector::new().labels(), &keys.map(|key| (key, "")));
        let expected = ["person", "person", "person", "resident-id", "resident-id", "phone", "-", "-"];
        assert_eq!(ids(&columns), expected);
        assert!(columns[0].label.is_some_and(|label| label.names(Kind::Person)));
    }

    #[test]
    fn what_describes_a_field_names_nobody() {
        let meaning =
            |members: &[(&str, &str)]| ids(&columns_from_members(Detector::new().labels(), members));
        assert_eq!(meaning(&[("name", "收盘价"), ("type", "float64")])[0], "category");
        assert_eq!(meaning(&[("name", "商品"), ("dtype", "String"), ("desc", "-")])[0], "category");
        assert_eq!(meaning(&[("name", "才让卓玛"), ("type", "低保")])[0], "person");
        assert_eq!(meaning(&[("姓名", "才让卓玛"), ("type", "string")])[0], "person");
    }

    #[test]
    fn tables_within_text() {
        let labels = Detector::new();
        let text = "附件：\n序号\t姓名\t人数\n1\t柏杨\t2\n2\t汪建军\t1\n\n以上公示。";
        let [table] = &embedded(labels.labels(), text)[..] else { panic!("one table") };
        let rows: Vec<Vec<&str>> =
            table.rows.iter().map(|row| row.cells.iter().map(|cell| cell.of(text)).collect()).collect();
        assert_eq!(rows, [["1", "柏杨", "2"], ["2", "汪建军", "1"]]);
        let text = "| 姓名 | 住址 |\n|---|---|\n| 汪建军 | 龙井村 |\n";
        let [table] = &embedded(labels.labels(), text)[..] else { panic!("one table") };
        assert_eq!(table.rows.len(), 1);
        assert_eq!(
            table.rows[0].cells.iter().map(|cell| cell.of(text)).collect::<Vec<_>>(),
            ["汪建军", "龙井村"]
        );
        assert!(embedded(labels.labels(), "姓名, 性别, 年龄等信息应当保密。\n第二条, 略\n").is_empty());
    }

    #[test]
    fn blanks_part_columns_under_headings() {
        let labels = Detector::new();
        let rows = |text: &str| -> Vec<Vec<String>> {
            let tables = embedded(labels.labels(), text);
            let rows = tables.iter().flat_map(|table| &table.rows);
            rows.map(|row| row.cells.iter().map(|cell| cell.of(text).to_owned()).collect()).collect()
        };
        let list = "序号  姓  名   性别  银行账号\n1     王　伟   男   81010000554433221\n2     芮小梅   女   81010000554433222\n公示期七天。\n";
        assert_eq!(
            rows(list),
            [["1", "王　伟", "男", "81010000554433221"], ["2", "芮小梅", "女", "81010000554433222"]]
        );
        // Of a line with an empty cell the others tell by their places which it is.
        let gap = "姓名　　民族　账号\n佴冬梅　汉　　81010\n芮小　　　　　82010\n";
        assert_eq!(rows(gap)[1], ["芮小", "", "82010"]);
        let [table] = &embedded(labels.labels(), gap)[..] else { panic!("one table") };
        assert_eq!(table.rows[1].cells[1].start, table.rows[1].cells[0].end);
        assert_eq!(rows("户主　账号　金额\n王伟　81010　300\n芮小　300\n逯成　82010　300\n").len(), 2);
        for other in [
            "姓名：    电话：\n王伟    13800012001\n",
            "姓名    电话\n",
            "名单如下  姓名权受法律保护\n一  二\n",
        ] {
            assert!(rows(other).is_empty(), "{other}");
        }
    }

    #[test]
    fn tables_of_manuals_name_nobody() {
        let detector = Detector::new();
        let person = |text: &str| {
            embedded(detector.labels(), text).iter().any(|table| {
                let mut cells = table.rows.iter().flat_map(|row| table.cells(row));
                cells.any(|cell| cell.label.is_some_and(|label| label.names(Kind::Person)))
            })
        };
        let table = |row: &str| ["|类别|备注|\n|---|---|\n", row].concat();
        assert!(!person(&table("|name|图标名称|\n")));
        assert!(person(&table("|姓名|才让卓玛|\n")) && person(&table("|Name|才让卓玛|\n")));
        assert!(!person("name | 名字 |\npipe | 管道 |\n"));
        assert!(person("name | 电话 |\n才让卓玛 | 13800012001 |\n"));
    }

    #[test]
    fn of_two_columns_one_may_be_known_by_its_heading() {
        let detector = Detector::new();
        let rows =
            |text| embedded(detector.labels(), text).iter().map(|table| table.rows.len()).sum::<usize>();
        assert_eq!(rows("会员\tQQ号\n甲某\t711348604\n乙某\t711348605\n"), 2);
        assert_eq!(rows("| 家庭 | 户号 |\n|---|---|\n| 甲某 | 617937541 |\n"), 1);
        // A form: a field and its value on each line.
        assert_eq!(rows("姓名\t甲某\n电话\t13800012001\n"), 0);
        assert_eq!(rows("甲某\t电话\n乙某\t传真\n"), 0);
    }
}
