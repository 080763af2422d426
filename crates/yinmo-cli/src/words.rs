//! What ids are called in messages.

use std::io;

use yinmo::Hidden;
use yinmo::finding::{Confidence, EvidenceSet, Role};
use yinmo::io_error_zh;
use yinmo::kind::{Group, Kind};
use yinmo::policy::ColumnAction;

use crate::lang::Lang;
use crate::place::column_letters;

/// A kind's name.
pub fn kind(kind: Kind, lang: Lang) -> &'static str {
    lang.pick(kind.zh(), kind.en())
}

/// What an operator does, in a word or two, by its permanent id.
pub fn action(id: &str, lang: Lang) -> &str {
    let (zh, en) = match id {
        "keep" => ("保留", "keep"),
        "mask" => ("遮盖", "mask"),
        "redact" => ("删去", "redact"),
        "generalise" => ("概括", "generalise"),
        "star-name" => ("姓名加星", "star the name"),
        "surname-mou" => ("改为“某”", "surname and 某"),
        "drop-column" => ("删除该列", "drop the column"),
        "drop-row" => ("删除该行", "drop the row"),
        "pseudonym" => ("换成代码", "pseudonym"),
        "surrogate" => ("换成替代号码", "surrogate"),
        "encrypt" => ("加密", "encrypt"),
        "hash" => ("换成散列", "hash"),
        "review" => ("人工复核", "review"),
        "block" => ("不得公开", "must not be published"),
        other => (other, other),
    };
    lang.pick(zh, en)
}

/// What happens to a column.
pub fn column_action(action: ColumnAction, lang: Lang) -> &'static str {
    match action {
        ColumnAction::ByKind => lang.pick("按类别处理", "by kind"),
        ColumnAction::Review => lang.pick("须人工复核", "review"),
        ColumnAction::Drop => lang.pick("删除", "drop"),
        ColumnAction::Block => lang.pick("不得公开", "must not be published"),
    }
}

/// How sure a finding is: in a word, and in per cent.
pub fn confidence(confidence: Confidence, lang: Lang) -> String {
    let word = match confidence.id() {
        "high" => lang.pick("高", "high"),
        "medium" => lang.pick("中", "medium"),
        _ => lang.pick("低", "low"),
    };
    let chance = confidence.0;
    lang.pick(format!("{word}（{chance}%）"), format!("{word} ({chance}%)"))
}

/// What speaks for a finding and against it.
pub fn evidence(evidence: EvidenceSet, lang: Lang) -> String {
    lang.pick(evidence.zh(), evidence.en())
}

/// Whose a value is.
pub fn role(role: Role, lang: Lang) -> &'static str {
    lang.pick(role.zh(), role.en())
}

/// A family of kinds.
pub fn group(group: Group, lang: Lang) -> &'static str {
    match group {
        Group::Identifier => lang.pick("标识", "identifier"),
        Group::Person => lang.pick("姓名住址", "name, address"),
        Group::Attribute => lang.pick("属性", "attribute"),
        Group::Furniture => lang.pick("公文要素", "furniture"),
    }
}

/// How well people in lists without names hide each other.
pub fn anonymity(hidden: &Hidden, k: u32, lang: Lang) -> String {
    let mut said = Vec::new();
    if hidden.lists > 0 {
        let (rows, smallest, below) = (hidden.rows, hidden.smallest, hidden.below);
        let columns: Vec<String> = hidden.columns.iter().map(|column| column_letters(*column)).collect();
        let (zh, en) = (columns.join("、"), columns.join(", "));
        let [zh, en] = if columns.is_empty() {
            ["没有可供比对的列".to_owned(), "no column left to compare".to_owned()]
        } else {
            [format!("比对 {zh} 列"), format!("columns {en}")]
        };
        said.push(lang.pick(
            format!("{rows} 行中，公开内容相同的最少只有 {smallest} 行，不足 {k} 行的共 {below} 行（{zh}）"),
            format!("of {rows} rows, the rarest kind has {smallest}; {below} rows have fewer than {k} alike ({en})"),
        ));
    }
    if let Some(rows) = hidden.homogeneous.filter(|&rows| rows > 0) {
        said.push(lang.pick(
            format!("{rows} 行与相同的各行敏感内容一致，认出人即知其情况"),
            format!("{rows} rows share a sensitive value with all alike"),
        ));
    }
    if hidden.not_assessed > 0 {
        let (lists, most) = (hidden.not_assessed, Hidden::MOST_CLASSES);
        said.push(lang.pick(
            format!("{lists} 张名单不同的行超过 {most} 种，未能评估，不可视为合格"),
            format!(
                "{lists} lists have more than {most} different rows and were not assessed, which is not fine"
            ),
        ));
    }
    said.join(lang.pick("；", "; "))
}

/// What the system says about a file.
pub fn io_error(error: &io::Error, lang: Lang) -> String {
    match lang {
        Lang::Zh => io_error_zh(error),
        Lang::En => error.to_string(),
    }
}

/// A cell that a spreadsheet does not take for a formula.
pub fn inert(cell: &str) -> String {
    match cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        true => format!("'{cell}"),
        false => cell.to_owned(),
    }
}

/// `text` without characters that would command the terminal.
pub fn visible(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { '\u{FFFD}' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::inert;

    #[test]
    fn a_name_is_no_formula() {
        assert_eq!(inert("=1+1.csv"), "'=1+1.csv");
        assert_eq!(inert("名单.csv"), "名单.csv");
    }
}
