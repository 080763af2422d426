//! What ids are called in messages.

use std::io;

use yinmo::finding::{Confidence, Role};
use yinmo::io_error_zh;
use yinmo::kind::{Group, Kind};
use yinmo::policy::ColumnAction;

use crate::lang::Lang;

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

/// How sure a finding is.
pub fn confidence(confidence: Confidence, lang: Lang) -> &'static str {
    match confidence.id() {
        "high" => lang.pick("高", "high"),
        "medium" => lang.pick("中", "medium"),
        _ => lang.pick("低", "low"),
    }
}

/// Whose a value is.
pub fn role(role: Role, lang: Lang) -> &'static str {
    match role {
        Role::Unknown => lang.pick("未知", "unknown"),
        Role::Citizen => lang.pick("个人", "a private person"),
        Role::Official => lang.pick("公职人员", "an official"),
        Role::Minor => lang.pick("未成年人", "a minor"),
        Role::Donor => lang.pick("捐赠人", "a donor"),
        Role::Organisation => lang.pick("机关单位", "an organisation"),
    }
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

/// What the system says about a file.
pub fn io_error(error: &io::Error, lang: Lang) -> String {
    match lang {
        Lang::Zh => io_error_zh(error),
        Lang::En => error.to_string(),
    }
}

/// `text` without characters that would command the terminal.
pub fn visible(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { '\u{FFFD}' } else { c }).collect()
}
