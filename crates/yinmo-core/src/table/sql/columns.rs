use crate::recognizers::Labels;
use crate::table::{Column, fold, keys};

/// A column of a table in a database.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) name: String,
    /// What is said of it where the table is made, empty if nothing is.
    pub(super) comment: String,
}

/// Names that no heading of a table on paper has, and what stands in such columns.
const NAMES: [(&str, &str); 30] = [
    ("acctno", "银行账号"),
    ("addr", "住址"),
    ("bankacct", "银行账号"),
    ("bankaccountno", "银行账号"),
    ("bankcard", "银行卡号"),
    ("bankcardno", "银行卡号"),
    ("bankno", "银行账号"),
    ("csrq", "出生日期"),
    ("dhhm", "电话号码"),
    ("hjdz", "户籍地址"),
    ("homeaddr", "住址"),
    ("hzxm", "户主姓名"),
    ("jtdz", "家庭住址"),
    ("jtzz", "家庭住址"),
    ("lxdh", "联系电话"),
    ("lxdz", "联系地址"),
    ("lxfs", "联系电话"),
    ("mz", "民族"),
    ("sfz", "身份证号"),
    ("sfzh", "身份证号"),
    ("sfzhm", "身份证号"),
    ("sjh", "手机号"),
    ("sjhm", "手机号"),
    ("xb", "性别"),
    ("xm", "姓名"),
    ("xzz", "现住址"),
    ("yhkh", "银行卡号"),
    ("yhzh", "银行账号"),
    ("zjhm", "证件号码"),
    ("zz", "住址"),
];

/// What is known of people, and of nothing else that is called something. A machine has a name too.
const OF_PEOPLE: [&str; 11] = [
    "resident-id",
    "birth-date",
    "sex",
    "age",
    "ethnicity",
    "mobile",
    "phone",
    "address",
    "bank-card",
    "bank-account",
    "passport",
];

/// What stands in the columns, by what is said of them or by their names.
pub(super) fn columns(labels: &Labels, named: &[Named]) -> Vec<Column> {
    let mut columns: Vec<Column> = named.iter().map(|named| column(labels, named)).collect();
    let of_people = |column: &Column| column.meaning.is_some_and(|meaning| OF_PEOPLE.contains(&meaning));
    if !columns.iter().any(of_people) {
        let called = columns.iter_mut().zip(named).filter(|(_, named)| may_name_a_thing(named));
        called.for_each(|(column, _)| *column = unknown(&named_as(&column.words)));
    }
    columns
}

fn column(labels: &Labels, named: &Named) -> Column {
    let said = Column::under(labels, fold(gist(&named.comment)));
    let name = named_as(&named.name);
    // A key is called `id`; what is said of something and not understood is no name of a person.
    if said.is_known() || name == "id" || name == "name" && !named.comment.is_empty() {
        return if said.is_known() { said } else { unknown(&name) };
    }
    match NAMES.iter().find(|(known, _)| *known == name) {
        Some((_, heading)) => Column::under(labels, (*heading).to_owned()),
        None => keys::column(labels, &named.name, false),
    }
}

fn unknown(name: &str) -> Column {
    Column { words: name.to_owned(), ..Column::default() }
}

fn named_as(name: &str) -> String {
    fold(name).chars().filter(|c| !matches!(c, '_' | '-' | '.')).collect()
}

/// `xm` is also short for a project.
fn may_name_a_thing(named: &Named) -> bool {
    named.comment.is_empty() && matches!(&*named_as(&named.name), "name" | "xm")
}

/// `性别` of `性别：1男 2女`.
fn gist(comment: &str) -> &str {
    let ends = |c: char| c.is_ascii_digit() || "：:，,；;。 、\r\n\t".contains(c);
    comment.trim().split(ends).next().unwrap_or_default()
}
