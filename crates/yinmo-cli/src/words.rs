//! What ids are called in messages.

use std::io;

use yinmo::finding::{Confidence, EvidenceSet, Role};
use yinmo::io_error_zh;
use yinmo::kind::{Group, Kind};
use yinmo::memory::People;
use yinmo::policy::{ColumnAction, Day};
use yinmo::risk::Masked;
use yinmo::{Children, Exposed, Hidden, Said, SmallCounts, Together, Waived, Worst};

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
        "company-mou" => ("商号改为“某”", "company's own name to 某"),
        "shift-date" => ("日期平移", "shift the date"),
        "drop-column" => ("删除该列", "drop the column"),
        "drop-row" => ("删除该行", "drop the row"),
        "pseudonym" => ("换成代码", "pseudonym"),
        "surrogate" => ("换成替代号码", "surrogate"),
        "encrypt" => ("加密", "encrypt"),
        "hash" => ("换成散列", "hash"),
        "review" => ("人工复核", "review"),
        "block" => ("不得公开", "must not be published"),
        "waived" => ("放行", "waived"),
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

/// What rows give away although they are masked, and what helps.
pub fn exposed(exposed: &Exposed, lang: Lang) -> String {
    let (rows, fewest, at) = (exposed.rows, exposed.fewest.unwrap_or(0), exposed.worst_row);
    let Some(worst) = &exposed.worst else { return String::new() };
    let number = masked_number(worst, lang);
    let all = all_said(&worst.beside, lang);
    let together = match (all.is_empty(), lang) {
        (true, _) => number,
        (false, Lang::Zh) => format!("{all}与{number}合在一起"),
        (false, Lang::En) => format!("{all} together with {number}"),
    };
    let helps = helps(worst, lang);
    lang.pick(
        format!("{together}，第 {at} 行只剩 {fewest} 个可能的号码，这样的共 {rows} 行，不得公开。请{helps}"),
        format!("{together} leaves {fewest} possible numbers in row {at}, and there are {rows} such rows; it must not be published; {helps}"),
    )
}

/// `身份证号码（前6后4）`.
fn masked_number(worst: &Worst, lang: Lang) -> String {
    let (name, whole) = (kind(worst.number.kind(), lang), worst.number.kind());
    match worst.shown {
        (18, _) if worst.number == Masked::ResidentId => {
            lang.pick(format!("未遮盖的{name}"), format!("the whole {}", whole.en()))
        }
        (0, after) => lang.pick(format!("{name}（后{after}位）"), format!("the last {after} of {name}")),
        (before, 0) => lang.pick(format!("{name}（前{before}位）"), format!("the first {before} of {name}")),
        (before, after) => lang.pick(
            format!("{name}（前{before}后{after}）"),
            format!("the first {before} and last {after} of {name}"),
        ),
    }
}

/// What to leave out, or how to mask.
fn helps(worst: &Worst, lang: Lang) -> String {
    let drop = all_said(&worst.drop, lang);
    let keep = worst.keep.map(|digits| match digits {
        0 => lang.pick("全部遮盖号码".to_owned(), "hide all of the number".to_owned()),
        _ => lang.pick(
            format!("号码只保留前{digits}位"),
            format!("show only the first {digits} characters of the number"),
        ),
    });
    let dropping = (!drop.is_empty()).then(|| lang.pick(format!("删去{drop}"), format!("leave out {drop}")));
    match (dropping, keep) {
        (Some(drop), Some(keep)) => lang.pick(format!("{drop}，或{keep}"), format!("{drop}, or {keep}")),
        (Some(one), None) | (None, Some(one)) => one,
        (None, None) => lang.pick("删去该号码", "leave out the number").to_owned(),
    }
}

fn all_said(said: &[Said], lang: Lang) -> String {
    let words: Vec<String> = said
        .iter()
        .map(|said| {
            let name = fact(said.id, lang);
            match said.column {
                0 => name.to_owned(),
                column => lang.pick(
                    format!("{name}（{} 列）", column_letters(column)),
                    format!("{name} (column {})", column_letters(column)),
                ),
            }
        })
        .collect();
    words.join(lang.pick("、", ", "))
}

/// What is said of somebody beside a number, by its id.
fn fact(id: &str, lang: Lang) -> &str {
    let (zh, en) = match id {
        "birth-date" => ("出生日期", "the date of birth"),
        "age" => ("年龄", "the age"),
        "sex" => ("性别", "the sex"),
        "address" | "county" => ("住址", "the place"),
        "resident-id" => ("身份证号码", "the identity number"),
        other => (other, other),
    };
    lang.pick(zh, en)
}

/// What a document and an earlier one give away together.
pub fn together(together: &Together, lang: Lang) -> String {
    let mut said = Vec::new();
    if together.rows > 0 {
        let (rows, fewest) = (together.rows, together.fewest.unwrap_or(0));
        let (other, row, other_row) = (visible(&together.other), together.worst_row, together.other_row);
        let mut facts: Vec<&str> = together.because.iter().map(|id| fact(id, lang)).collect();
        facts.dedup();
        let facts = facts.join(lang.pick("、", ", "));
        said.push(lang.pick(
            format!("与“{other}”合看（{facts}），第 {row} 行与其第 {other_row} 行的同一人只剩 {fewest} 个可能的身份证号码，这样的共 {rows} 人，不得一并公开。请两份文件用同一种遮盖方式，或删去出生日期"),
            format!("beside “{other}” ({facts}) {fewest} identity numbers remain possible for the person in row {row} and in its row {other_row}; there are {rows} such people, so both must not be published; mask numbers in one way in both, or leave out dates of birth"),
        ));
    }
    if together.not_assessed {
        let most = Together::MOST;
        said.push(lang.pick(
            format!("这一批中可合看的行超过 {most} 行，其后的未与其他文件比对，不可视为合格"),
            format!("the batch has more than {most} rows to compare with other files; later ones were not assessed, which is not fine"),
        ));
    }
    said.join(lang.pick("；", "; "))
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
    if hidden.lacks_diversity {
        let columns: Vec<String> = hidden
            .diversity
            .iter()
            .map(|(column, values)| format!("{} {values}", column_letters(*column)))
            .collect();
        said.push(lang.pick(
            format!("相同的各行中，敏感列不同的内容最少：{}", columns.join("、")),
            format!("among rows alike, sensitive columns have as few values as: {}", columns.join(", ")),
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

/// What helps people in lists to hide each other.
pub fn anonymity_helps(lang: Lang) -> &'static str {
    lang.pick("请少公开几列，或降低精度", "publish fewer columns, or say less precisely what they hold")
}

/// Children in need are named, and what to publish instead.
pub fn children(children: &Children, lang: Lang) -> String {
    let (rows, word, first, rule) = (children.rows, children.word, children.first, Children::RULE);
    let place = |zh, en| if first > 0 { lang.pick(zh, en) } else { String::new() };
    let place = place(format!("，第 {first} 行起"), format!(", from row {first} on"));
    lang.pick(
        format!(
            "列有{word} {rows} 人{place}，不得公开，遮去姓名也不行（{rule}，《困境儿童个人信息保护工作办法》）。请{}",
            children.suggestion_zh()
        ),
        format!(
            "names {rows} children in need ({word}){place}; it must not be published, not even masked ({rule}); {}",
            children.suggestion_en()
        ),
    )
}

/// It was to be seen until a day that is over.
pub fn published_too_long(day: Day, lang: Lang) -> String {
    lang.pick(
        format!("公开截止日期 {day} 已过，请撤下"),
        format!("to be seen until {day}, which is over; take it down"),
    )
}

/// There are more names than are looked for everywhere.
pub fn forgotten(lang: Lang) -> String {
    let most = People::MOST;
    lang.pick(
        format!("出现的不同姓名超过 {most} 个，其后的姓名只在原处识别，未在全文查找。请拆分后再查"),
        format!(
            "more than {most} different names; later ones were not looked for everywhere; split the document"
        ),
    )
}

/// What stands there is masked, and so many values remain possible.
pub fn weak(left: u32, lang: Lang) -> String {
    lang.pick(
        format!("注意：已有遮盖，但只剩 {left} 种可能"),
        format!("note: masked already, but only {left} values remain possible"),
    )
}

/// Who says that something does not count again, why, and until when.
pub fn waived(waived: &Waived, lang: Lang) -> String {
    let by = lang.pick(waived.by.zh(), waived.by.en());
    let reason = match &*waived.reason {
        "" => String::new(),
        reason => format!("{}{}", lang.pick("，", ", "), visible(reason)),
    };
    let until = waived.until.map(|day| lang.pick(format!("，至 {day}"), format!(", until {day}")));
    format!("{by}{reason}{}", until.unwrap_or_default())
}

/// That a change touches rules; with `is_held`, those before it count.
pub fn rules_changed(is_held: bool, lang: Lang) -> &'static str {
    match is_held {
        true => lang.pick(
            "本次改动涉及检查的规则，请核对；本次仍按改动之前的规则检查，新规则从下一次改动起生效",
            "the change touches rules about what is inspected; look at it; it was checked by the rules before it, and new ones hold from the next change on",
        ),
        false => lang.pick(
            "本次改动涉及检查的规则，请核对",
            "the change touches rules about what is inspected; look at it",
        ),
    }
}

/// Hidden counts that follow from the totals.
pub fn small_counts(counts: &SmallCounts, lang: Lang) -> String {
    let mut said = Vec::new();
    if counts.follows > 0 {
        let places: Vec<String> = counts
            .places
            .iter()
            .map(|&(row, column)| {
                lang.pick(
                    format!("第 {row} 行 {} 列", column_letters(column)),
                    format!("row {row} column {}", column_letters(column)),
                )
            })
            .collect();
        let (follows, hidden) = (counts.follows, counts.hidden);
        said.push(lang.pick(
            format!(
                "{hidden} 个遮去的小计数中，{follows} 个可由合计推算（{}）；请一并删去合计，或再遮去同行同列的另一个数",
                places.join("、")
            ),
            format!(
                "of {hidden} hidden counts {follows} follow from the totals ({}); drop the totals too, or hide another count in the row and column",
                places.join(", ")
            ),
        ));
    }
    if counts.small > 0 {
        let small = counts.small;
        said.push(lang.pick(format!("小计数 {small} 个"), format!("{small} small counts")));
    }
    if counts.not_assessed > 0 {
        let tables = counts.not_assessed;
        said.push(lang.pick(
            format!("{tables} 张统计表行数过多，未能评估"),
            format!("{tables} tables of statistics are too long and were not assessed"),
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

/// `text` without characters that would command the terminal or show it in another order, and without what would command
/// the system that keeps the log.
pub fn visible(text: &str) -> String {
    let shown: String = text.chars().map(|c| if is_plain(c) { c } else { '\u{FFFD}' }).collect();
    let shown = if shown.contains("##") { without_commands(&shown) } else { shown };
    match shown.trim_start().strip_prefix("::") {
        Some(rest) => format!(":\u{FFFD}{rest}"),
        None => shown,
    }
}

/// `text`, as long as it was, without what Azure, GitHub and TeamCity take for a command wherever it stands in a line.
pub fn without_commands(text: &str) -> String {
    ["##[", "##vso[", "##teamcity["]
        .into_iter()
        .fold(text.to_owned(), |text, command| text.replace(command, &command.replacen("##", "#-", 1)))
}

/// Whether a character is seen where it stands, or joins its neighbours, and does nothing else.
pub fn is_plain(c: char) -> bool {
    !c.is_control()
        && !matches!(
            c,
            // Without width, right to left, ends of lines, and what is no character.
            '\u{61C}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
            | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{FFFE}' | '\u{FFFF}' | '\u{E0000}'..='\u{E007F}'
        )
}

#[cfg(test)]
mod tests {
    use yinmo::operators::OPERATORS;

    use super::{Lang, action, inert, visible};

    #[test]
    fn what_every_operator_does_is_said_in_chinese() {
        for operator in OPERATORS {
            assert!(!action(operator.id, Lang::Zh).is_ascii(), "{}", operator.id);
        }
    }

    #[test]
    fn a_name_commands_neither_terminal_nor_log() {
        for (name, shown) in [
            ("\u{1B}[31m名单\u{9B}.txt", "\u{FFFD}[31m名单\u{FFFD}.txt"),
            ("名单\u{202E}xslx.txt", "名单\u{FFFD}xslx.txt"),
            ("a\u{2028}b\u{FEFF}\u{E0041}", "a\u{FFFD}b\u{FFFD}\u{FFFD}"),
            ("::stop-commands::x", ":\u{FFFD}stop-commands::x"),
            ("  ::error::x", ":\u{FFFD}error::x"),
            ("a##[error]b##vso[x]", "a#-[error]b#-vso[x]"),
            ("C:::名单 ## 一.txt", "C:::名单 ## 一.txt"),
            ("👨\u{200D}👩", "👨\u{200D}👩"),
        ] {
            assert_eq!(visible(name), shown);
        }
    }

    #[test]
    fn a_name_is_no_formula() {
        assert_eq!(inert("=1+1.csv"), "'=1+1.csv");
        assert_eq!(inert("名单.csv"), "名单.csv");
    }
}
