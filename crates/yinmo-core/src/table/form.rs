//! Forms: each label stands beside its value, and lists with headings of their own stand between.

use super::heading::{LONGEST, calls_somebody, heads_another, is_known};
use super::values::{is_prose, may_be_listed};
use super::{Column, fold, kinds, looks_like_name, meaning_of, uncounted};
use crate::kind::{Group, Kind};
use crate::recognizers::{Label, Labels, TRANSCRIBING, looks_like_address};
use crate::tagger::is_han;
use yinmo_data::columns::is_heading as is_heading_word;
use yinmo_data::surnames::is_surname;

/// What a row is that stands in a form, below the headings of a list in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InForm {
    /// Labels with their values beside them: what the cells are.
    Fields(Vec<Column>),
    /// A title, or words under a label that is not known.
    Apart,
    /// A row of the list.
    Listed,
}

/// What stands above a column, folded, and what that says of its cells.
type Headed<'h> = (&'h str, Option<&'static str>);

/// What `row` is within a form, below a list with these columns.
///
/// The headings of a list govern the rows of its shape. Two labels make fields of a row; one does, unless two cells are
/// what their headings say.
pub fn in_form(labels: &Labels, columns: &[Headed<'_>], row: &[&str]) -> InForm {
    let Some(first) = row.iter().position(|cell| !cell.trim().is_empty()) else { return InForm::Listed };
    let (fits, misfits) = fit(columns, row);
    if let Some(turns) = turns(row, may_be_label) {
        let is_own = |at: &usize| turns[*at] && !is_value_under(columns.get(*at), row[*at]);
        let own = (0..row.len()).filter(is_own).count();
        // A label looks like a name to the heading above it.
        let values: Vec<&str> =
            row.iter().zip(&turns).map(|(cell, &turn)| if turn { "" } else { *cell }).collect();
        if columns.is_empty() || own >= 2 || own == 1 && fit(columns, &values).0 < 2 {
            return InForm::Fields(columns_by(labels, row, &turns));
        }
    }
    if let Some(answer) = answer_beside_list(columns, row) {
        return InForm::Fields(question_columns(labels, row, answer));
    }
    let is_alone = first == 0 && row[1..].iter().all(|cell| cell.trim().is_empty());
    let is_title = is_alone && !may_be_listed(row[0].trim());
    if misfits > fits || is_title { InForm::Apart } else { InForm::Listed }
}

/// `民主评议｜应到15人，实到13人`: where the answer stands to a question that begins a row, if nothing else is in it.
///
/// A row of the list may hold as little, but begins with a name, a number or a word that its heading asks for.
fn answer_beside_list(columns: &[Headed<'_>], row: &[&str]) -> Option<usize> {
    /// Two cells fill a row of a list that is narrower.
    const WIDE: usize = 3;
    let mut filled = (0..row.len()).filter(|&at| !row[at].trim().is_empty());
    let (Some(0), Some(answer), None) = (filled.next(), filled.next(), filled.next()) else { return None };
    let question = fold(row[0]);
    let is_official = meaning_of(&question).is_some_and(|word| word.role == Some("official"));
    let is_value = is_value_under(columns.first(), row[0]) && !is_official
        || columns.first().is_some_and(|(words, _)| words.starts_with(&*question));
    let asks = is_question(&question) || is_no_name_at_all(&question) && is_said(row[answer]);
    (columns.len() >= WIDE && !is_value && asks).then_some(answer)
}

/// `镇意见`, `发放方式`, `赡养人`: what forms ask about somebody's case, or who had to do with it.
fn is_question(folded: &str) -> bool {
    const ENDINGS: [&str; 8] = ["评议", "方式", "结果", "领导", "签字", "签名", "签章", "盖章"];
    let asks = || folded.chars().count() > 2 && ENDINGS.iter().any(|ending| folded.ends_with(ending));
    let about = is_about_case(folded) || asks() || calls_somebody(folded) && is_no_name_at_all(folded);
    folded.chars().count() <= LONGEST && about
}

/// Whether nobody is called like this: no surname begins it, and it is not spelt as other languages sound.
fn is_no_name_at_all(folded: &str) -> bool {
    (3..=LONGEST).contains(&folded.chars().count())
        && folded.chars().all(is_han)
        && !folded.starts_with(is_surname)
        && !folded.chars().all(|c| TRANSCRIBING.is_open(c))
}

/// Whether a cell says something, outside brackets, that takes more than a word; or that it is so.
fn is_said(cell: &str) -> bool {
    const AGREED: [&str; 8] = ["同意", "不同意", "属实", "情况属实", "无异议", "通过", "合格", "不合格"];
    let mut depth = 0usize;
    let stops = cell.chars().filter(|c| {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && matches!(c, '，' | '。' | '；' | '：')
    });
    stops.count() > 0 || is_prose(cell) || AGREED.contains(&cell.trim())
}

/// The columns of a row of a question and its answer, which stands at `answer`.
fn question_columns(labels: &Labels, row: &[&str], answer: usize) -> Vec<Column> {
    let mut columns = vec![Column::default(); row.len()];
    // A name may stand before what is asked: `王建坪家庭情况`.
    columns[0].meaning = (!row[0].trim().starts_with(is_surname)).then_some("serial");
    let asked = field(labels, row[0]);
    let names = calls_somebody(&asked.words) && !asked.is_known() && may_be_listed(row[answer].trim());
    columns[answer] = match names {
        true => {
            Column { meaning: Some(Kind::Person.id()), label: Some(Label::heading(&[Kind::Person])), ..asked }
        }
        false => spoken(asked, row[answer]),
    };
    columns
}

/// The column of what stands beside a label. Who has to sign is named: `户主签字`.
fn field(labels: &Labels, label: &str) -> Column {
    const SIGNS: [&str; 4] = ["签字", "签名", "签章", "盖章"];
    let folded = fold(label);
    let signer = SIGNS.iter().find_map(|sign| folded.strip_suffix(sign)).filter(|who| names_people(who));
    Column::under(labels, signer.unwrap_or(&folded).to_owned())
}

/// The same, unless the cell tells more than the names that are asked for: a sentence beside `配偶及子女`.
fn spoken(asked: Column, cell: &str) -> Column {
    let tells = asked.meaning == Some(Kind::Person.id()) && is_prose(cell);
    if tells { Column::default() } else { asked }
}

/// How many cells are what the headings above say, and how many cannot be.
fn fit(columns: &[Headed<'_>], row: &[&str]) -> (usize, usize) {
    let (mut fits, mut misfits) = (0, 0);
    for ((_, meaning), cell) in columns.iter().zip(row).filter(|(_, cell)| !cell.trim().is_empty()) {
        let cell = cell.trim();
        let digits = cell.bytes().filter(u8::is_ascii_digit).count();
        let fit = match *meaning {
            Some("person") => may_be_listed(cell),
            Some("sex") => matches!(cell, "男" | "女"),
            Some("age" | "birth-date") => digits > 0,
            Some(meaning) if holds_numbers(meaning) => digits >= 5,
            _ => continue,
        };
        let is_prose = is_prose(cell);
        fits += usize::from(fit && !is_prose);
        misfits += usize::from(is_prose);
    }
    (fits, misfits)
}

/// Whether a word that is also a label is a value under this heading: `户主` under `与户主关系`, the heading itself,
/// repeated in each row, or a word for what somebody is.
fn is_value_under(column: Option<&Headed<'_>>, cell: &str) -> bool {
    let folded = fold(cell);
    column.is_some_and(|&(words, meaning)| {
        words == folded || meaning.is_some_and(|meaning| may_be_value(meaning, &folded)) || says_what(&folded)
    })
}

/// Whether words for people are values of what has this meaning.
fn may_be_value(meaning: &str, folded: &str) -> bool {
    matches!(meaning, "kinship" | "occupation" | "category" | "status" | "family")
        && names_people(folded)
        && !folded.ends_with('名')
}

/// `配偶`, `残疾`, `其他`: headings that stand as values in lists with other headings.
pub(super) fn says_what(folded: &str) -> bool {
    let short = folded.chars().count() <= 2;
    let id = meaning_of(folded).map(|word| word.id);
    names_people(folded) && !folded.ends_with(['人', '名'])
        || short && matches!(id, Some("health" | "disability" | "asset" | "category" | "income" | "religion"))
        || matches!(folded, "本人" | "其他" | "其它")
}

fn names_people(folded: &str) -> bool {
    meaning_of(folded).is_some_and(|word| word.id == Kind::Person.id() || word.id == Kind::MinorFlag.id())
}

/// Whether numbers that belong to people have this meaning.
fn holds_numbers(meaning: &str) -> bool {
    kinds(meaning).first().is_some_and(|kind| kind.group() == Group::Identifier)
}

/// The columns of a row of a form, each field's label before its value: `姓名｜王建坪｜性别｜男`. `None` for other rows.
pub fn form_columns(labels: &Labels, row: &[&str]) -> Option<Vec<Column>> {
    let turns = turns(row, is_label)?;
    has_values(row, &turns).then(|| columns_by(labels, row, &turns))
}

/// Whether a row of headings might be one of fields all the same: labels and words take turns.
pub(super) fn may_be_fields(row: &[&str]) -> bool {
    turns(row, is_label).is_some()
}

fn columns_by(labels: &Labels, row: &[&str], turns: &[bool]) -> Vec<Column> {
    let mut own = Column::default();
    let cells = row.iter().zip(turns).map(|(cell, &is_turn)| {
        if is_turn {
            own = field(labels, cell);
            // A label that is not in the table may have a name before its ending: `王建坪家庭情况`.
            let meaning = is_label(cell).then_some("serial");
            return Column { meaning, ..Column::default() };
        }
        spoken(own.clone(), cell)
    });
    cells.collect()
}

/// Whether a row that begins with this cell may be one of a form: most rows begin with no label.
pub fn may_begin_form(first: &str) -> bool {
    is_label(first)
}

/// Whether a row is certainly one of fields: labels and values take turns, and a value looks like one.
pub(super) fn is_fields(row: &[&str]) -> bool {
    turns(row, may_be_label).is_some_and(|turns| {
        let mut word = None;
        row.iter().zip(&turns).any(|(cell, &is_label)| {
            let folded = fold(cell);
            if is_label {
                word = meaning_of(&folded).map(|word| word.id);
            }
            // `2019年补助金额` is no value, but a heading that the table does not have.
            let is_word = is_known(&folded) && !is_numbered(cell) && !looks_like_name(cell);
            let is_value = looks_like_value(cell) && !is_word;
            !is_label && (is_value || word.is_some_and(|word| is_usual(word, cell.trim())))
        })
    })
}

/// Whether the row at `at`, which might be one of headings, is one of fields: a value beside a label looks like one, or
/// the rows around it are of fields.
pub(super) fn is_row_of_form(sample: &[Vec<&str>], at: usize) -> bool {
    let row = &sample[at];
    if is_fields(row) {
        return true;
    }
    let is_filled = |row: &&Vec<&str>| row.iter().any(|cell| !cell.trim().is_empty());
    let before = || sample[..at].iter().rev().find(is_filled).is_some_and(|row| is_fields(row));
    let next = sample[at + 1..].iter().find(is_filled);
    turns(row, may_be_label).is_some_and(|turns| has_values(row, &turns))
        && next.is_some_and(|next| {
            is_fields(next)
                || before()
                    && next.iter().find(|cell| !cell.trim().is_empty()).is_some_and(|first| is_label(first))
        })
}

/// Whether rows above a heading, and those below it, are of a form about somebody: a field that only people have stands
/// above, or any above and below. Lists have lines above and below that say who made them and when.
pub fn is_form(above: &[Vec<&str>], below: &[Vec<&str>]) -> bool {
    let meanings = |row: &[&str]| -> Vec<&'static str> {
        let words = row.iter().filter(|cell| may_be_label(cell)).filter_map(|cell| meaning_of(&fold(cell)));
        words.map(|word| word.id).collect()
    };
    let mut fields = above.iter().filter(|row| is_fields(row)).peekable();
    let goes_on = || {
        below.iter().any(|row| {
            let first = row.iter().position(|cell| !cell.trim().is_empty());
            first.is_some_and(|first| is_about_case(&fold(row[first])))
        })
    };
    if are_stacked(below) || below.is_empty() && are_all_fields(above) {
        return true;
    }
    fields.peek().is_some()
        && (fields.any(|row| meanings(row).iter().any(|id| ONLY_PEOPLE.contains(id))) || goes_on())
}

/// Whether each row but titles has labels with their values beside them, and two rows certainly do.
fn are_all_fields(rows: &[Vec<&str>]) -> bool {
    let filled = |row: &&Vec<&str>| row.iter().filter(|cell| !cell.trim().is_empty()).count() > 1;
    let fields = |row: &Vec<&str>| turns(row, may_be_label).is_some_and(|turns| has_values(row, &turns));
    let mut rows = rows.iter().filter(filled);
    rows.clone().filter(|row| is_fields(row)).count() >= 2 && rows.all(fields)
}

/// Whether labels stand above their values, row by row: below a heading and a row there is another heading.
fn are_stacked(below: &[Vec<&str>]) -> bool {
    let mut filled = below.iter().filter(|row| row.iter().any(|cell| !cell.trim().is_empty()));
    let mut heads = || filled.next().map(|row| heads_another(row));
    heads() == Some(false) && heads() == Some(true) && heads() == Some(false)
}

/// What only forms about somebody say.
const ONLY_PEOPLE: [&str; 7] =
    ["sex", "birth-date", "resident-id", "ethnicity", "education", "family", "health"];

/// `申请理由｜家庭困难`: one question and the answer to it, whatever words it is made of.
pub(super) fn asks_about_case(row: &[&str]) -> bool {
    let mut filled = row.iter().filter(|cell| !cell.trim().is_empty());
    let first = filled.next().is_some_and(|cell| is_about_case(&fold(cell)));
    first && filled.next().is_some() && filled.next().is_none()
}

/// `申请理由`, `村委会意见`: what forms ask below their lists.
fn is_about_case(folded: &str) -> bool {
    const ENDINGS: [&str; 8] = ["理由", "原因", "意见", "情况", "事由", "决议", "结论", "经历"];
    folded.chars().count() <= LONGEST && ENDINGS.iter().any(|ending| folded.ends_with(ending))
}

/// Which cells are labels where labels and values take turns: the first cell that is filled is a label, and no two stand
/// side by side. Before them may stand the word for the group of fields. `None` for other rows.
fn turns(row: &[&str], is_label: fn(&str) -> bool) -> Option<Vec<bool>> {
    let first = row.iter().position(|cell| !cell.trim().is_empty())?;
    if asks_about_case(row) && is_label(row[first]) {
        return Some((0..row.len()).map(|at| at == first).collect());
    }
    let in_group = || {
        let next = first + 1 + row[first + 1..].iter().position(|cell| !cell.trim().is_empty())?;
        let is_word = !looks_like_value(row[first]) && row[first].chars().count() <= LONGEST;
        let turns = turns_from(row, next, is_label)?;
        let values =
            row.iter().zip(&turns).skip(next).filter(|(cell, turn)| !**turn && !cell.trim().is_empty());
        let fields = turns.iter().filter(|turn| **turn).count();
        let is_filled = if fields > 1 {
            values.count() > 0
        } else {
            values.take(1).any(|(cell, _)| looks_like_value(cell))
        };
        // A label at the end has no place for its value: these are headings.
        let ends_with_label = turns.last().is_some_and(|&turn| turn);
        (is_word && is_filled && !ends_with_label).then_some(turns)
    };
    turns_from(row, first, is_label).or_else(in_group)
}

/// The same from the label at `first` on.
fn turns_from(row: &[&str], first: usize, is_label: fn(&str) -> bool) -> Option<Vec<bool>> {
    if !is_label(row[first]) {
        return None;
    }
    let many = row[first].trim_end().ends_with(['：', ':']);
    let mut turns = vec![false; row.len()];
    // The label right before, if its value is still to come; an empty cell is one.
    let mut open: Option<&str> = None;
    for (at, cell) in row.iter().enumerate().skip(first) {
        let folded = fold(cell);
        let asked = open.and_then(|label| meaning_of(&fold(label)));
        let is_answer =
            asked.is_some_and(|label| may_be_value(label.id, &folded) || is_seal(label.id, &folded));
        turns[at] = is_label(cell) && !is_answer && (open.is_none() || is_heading_word(&folded));
        if turns[at] && open.is_some() && !many {
            return None;
        }
        open = turns[at].then_some(*cell);
    }
    Some(turns)
}

/// Where an office is to put its seal: `村委会｜盖章`.
fn is_seal(meaning: &str, folded: &str) -> bool {
    matches!(meaning, "organisation" | "village" | "township") && matches!(folded, "盖章" | "公章" | "签章")
}

/// Whether a value is filled in.
fn has_values(row: &[&str], turns: &[bool]) -> bool {
    row.iter().zip(turns).any(|(cell, is_label)| !is_label && !cell.trim().is_empty())
}

/// A heading as the table has it, or one with a colon.
fn is_label(cell: &str) -> bool {
    let folded = fold(cell);
    let short = folded.chars().count() <= LONGEST;
    let is_word = is_heading_word(&folded) || is_heading_word(uncounted(&folded)) || folded.ends_with("姓名");
    short && (is_word || cell.trim_end().ends_with(['：', ':']) && is_known(&folded))
}

/// The same, or a word that ends in a heading: in a form that is a label, unless it stands for a value.
fn may_be_label(cell: &str) -> bool {
    let folded = fold(cell);
    let is_new = || {
        folded.chars().count() <= LONGEST
            && !looks_like_value(cell)
            && (is_known(&folded) || is_about_case(&folded))
    };
    is_label(cell) || is_new()
}

/// A name, a number, a date, man or woman, an address.
pub(super) fn looks_like_value(cell: &str) -> bool {
    let cell = cell.trim();
    cell.chars().any(|c| c.is_ascii_digit())
        || matches!(cell, "男" | "女")
        || looks_like_name(cell)
        || looks_like_address(cell)
        || cell.contains(['·', '•'])
}

/// Whether it holds a number as long as those of people, or is a sentence.
fn is_numbered(cell: &str) -> bool {
    cell.bytes().filter(u8::is_ascii_digit).count() > 4 || cell.contains(['，', '。'])
}

/// What usually stands beside labels of this meaning.
fn is_usual(meaning: &str, value: &str) -> bool {
    match meaning {
        "ethnicity" => {
            value.ends_with('族') || matches!(value, "汉" | "满" | "回" | "壮" | "苗" | "彝" | "藏")
        }
        "education" => ["文盲", "小学", "初中", "高中", "中专", "大专", "本科", "研究生"].contains(&value),
        "family" => ["未婚", "已婚", "离异", "离婚", "丧偶", "再婚", "初婚"].contains(&value),
        "health" => ["健康", "良好", "一般", "较差"].contains(&value),
        "occupation" => ["群众", "中共党员", "党员", "共青团员", "团员"].contains(&value),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Detector;
    use crate::finding::Role;
    use crate::table::{find_heading, next_heading};

    /// The headings of a list in the form of a household.
    const HOUSEHOLD: [Headed<'static>; 5] = [
        ("家庭成员", Some("person")),
        ("姓名", Some("person")),
        ("与户主关系", Some("kinship")),
        ("身份证号", Some("resident-id")),
        ("健康状况", Some("health")),
    ];

    fn rows(text: &str) -> Vec<Vec<&str>> {
        text.lines().map(|line| line.split('|').collect()).collect()
    }

    fn heading(text: &str) -> Option<(usize, bool)> {
        let detector = Detector::new();
        find_heading(detector.labels(), &rows(text)).map(|heading| (heading.row, heading.in_form))
    }

    fn is(row: &str) -> &'static str {
        let detector = Detector::new();
        match in_form(detector.labels(), &HOUSEHOLD, &row.split('|').collect::<Vec<_>>()) {
            InForm::Fields(_) => "fields",
            InForm::Apart => "apart",
            InForm::Listed => "listed",
        }
    }

    #[test]
    fn the_heading_of_a_form_is_that_of_the_list_in_it() {
        let form = "姓名|冯巩强|民族|土家族|照片\n政治面貌|群众|籍贯|湖北山阳|\n家庭成员|姓名|关系|年龄|职业\n|许桂芳|妻|65|务农\n申请理由|家庭困难|||";
        assert_eq!(heading(form), Some((2, true)));
        assert_eq!(heading("姓名|冯巩强|民族|土家族\n政治面貌|群众|籍贯|湖北山阳"), None);
        let stacked = "姓名|性别|民族\n逯志成|男|苗族\n联系电话|家庭住址|\n13800012001|榔坪镇|";
        assert_eq!(heading(stacked), Some((0, true)));
    }

    #[test]
    fn lines_above_and_below_a_list_make_no_form() {
        let list = "填报单位|石门镇|联系人|王建坪\n序号|姓名|性别|金额\n1|逯志成|男|300\n制表人|李玉成|审核人|刘德海";
        assert_eq!(heading(list), Some((1, false)));
        let unknown = "填报单位|石门镇|填报日期|2025年3月\n姓名|某栏|性别|另一栏\n逯志成|甲|男|乙";
        assert_eq!(heading(unknown), Some((1, false)));
    }

    #[test]
    fn rows_of_the_list_stay_below_its_headings() {
        for row in [
            "|许桂芳|妻|420583196004262468|良好",
            "户主|逯志成|本人|420583196004262468|残疾",
            "配偶|昝玉兰|配偶||疾病",
            "家庭成员|揣建设|子女|420583196004262468|健康",
            "|逯志成|本人||",
            "|亓秀英|母亲|不详|残疾",
            "许桂芳||||",
            "|张三（村支部书记，党员）|||",
            "许桂芳|母亲|||",
            "亓秀英|母亲，在家务农|||",
            "扎西卓玛|女儿，在外务工|||",
            "家庭成员|许桂芳|||",
            "配偶|昝玉兰，在外务工|||",
            "本人|逯志成|||",
            "1|许桂芳|||",
            "长女|亓秀英（已出嫁，另户）|||",
        ] {
            assert_eq!(is(row), "listed", "{row}");
        }
    }

    #[test]
    fn other_rows_of_the_form_are_not_below_them() {
        for row in [
            "申请理由|因病致贫|||",
            "村（居）民委员会评议意见|同意上报。|||",
            "调查人|李玉成|调查时间|2025年3月2日|",
            "负责人|柳长青|||",
            "奖惩情况|无|||",
            "申请事由|家庭困难|||",
            "民主评议|应到15人，实到13人|||",
            "评议结果|到会11人|||",
            "镇意见|同意|||",
            "发放方式|转入黄素芬社保卡，卡号6228480330000000019|||",
            "赡养人|王桂花（妹），住柴沟镇|||",
            "主管领导|金卫东|||",
            "入户走访|砖瓦房三间，打零工为生|||",
            "入户调查|属实|||",
            "户主签字|董玉梅|调查人签字|张蕾　韩冬|村（居）委会|盖章",
        ] {
            assert_eq!(is(row), "fields", "{row}");
        }
        assert_eq!(is("何时何地受过何种奖励|2019年被评为优秀工作者，受到县委表彰|||"), "apart");
        assert_eq!(is("本人承诺以上内容真实有效||||"), "apart");
    }

    #[test]
    fn a_question_is_no_name_and_its_answer_is_running_text() {
        let detector = Detector::new();
        let fields = |row: [&str; 5]| match in_form(detector.labels(), &HOUSEHOLD, &row) {
            InForm::Fields(cells) => (cells[0].meaning, cells[1].meaning),
            other => panic!("{row:?}: {other:?}"),
        };
        assert_eq!(fields(["民主评议", "应到15人，实到13人", "", "", ""]), (Some("serial"), None));
        assert_eq!(fields(["发放方式", "转入黄素芬社保卡", "", "", ""]), (Some("serial"), None));
        assert_eq!(fields(["主持会议者", "昝玉兰", "", "", ""]), (Some("serial"), Some("person")));
        assert_eq!(fields(["王建坪经济情况", "困难", "", "", ""]).0, None);
    }

    #[test]
    fn two_cells_fill_a_row_of_a_narrow_list() {
        let detector = Detector::new();
        let columns = [("姓名", Some("person")), ("关系", Some("kinship"))];
        assert_eq!(in_form(detector.labels(), &columns, &["发放方式", "现金"]), InForm::Listed);
    }

    #[test]
    fn who_signs_is_whom_the_label_names() {
        let detector = Detector::new();
        let row = ["户主签字", "董玉梅", "调查人签字", "张蕾　韩冬", "村（居）委会", "盖章"];
        let InForm::Fields(cells) = in_form(detector.labels(), &HOUSEHOLD, &row) else { panic!("fields") };
        assert_eq!((cells[1].meaning, cells[1].role), (Some("person"), Some(Role::Citizen)));
        assert_eq!((cells[3].meaning, cells[3].role), (Some("person"), Some(Role::Official)));
        assert!(next_heading(detector.labels(), row.into_iter()).is_none());
    }

    #[test]
    fn a_name_before_words_of_forms_is_no_label() {
        let detector = Detector::new();
        let InForm::Fields(cells) = in_form(detector.labels(), &[], &["逯志成家庭情况", "困难"])
        else {
            panic!("fields")
        };
        assert_eq!(cells[0].meaning, None);
    }

    #[test]
    fn a_word_for_a_group_stands_before_fields_and_not_before_headings() {
        assert!(turns(&["申请人情况", "姓名", "逯志成", "性别", "男"], may_be_label).is_some());
        assert!(turns(&["地块名称", "承包人", "面积", "东至"], may_be_label).is_none());
    }

    #[test]
    fn labels_in_the_first_column_make_a_form() {
        let rows = [["姓名", "逯志成"], ["职业", "务农"], ["家庭住址", "青溪镇双河村五组8号"]];
        assert!(is_form(&rows.map(|row| row.to_vec()), &[]));
        let rows = [["逯志成", "务农"], ["窦芃", "经商"], ["家庭住址", "青溪镇双河村五组8号"]];
        assert!(!is_form(&rows.map(|row| row.to_vec()), &[]));
    }

    #[test]
    fn words_of_a_row_of_data_make_no_heading() {
        let detector = Detector::new();
        let heads = |row: &[&str]| next_heading(detector.labels(), row.iter().copied()).is_some();
        assert!(!heads(&["配偶", "昝玉兰", "配偶", "学生", "疾病"]));
        assert!(!heads(&["申请事由", "家庭困难", ""]));
        assert!(!heads(&["备注", "联系人从容，电话13599304077"]));
        assert!(heads(&["户主", "家庭成员", "备注"]) && heads(&["称谓", "姓名", "出生年月", "任何职"]));
    }
}
