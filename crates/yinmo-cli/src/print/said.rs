//! What is said of a finding, in every form for people.

use yinmo::Item;

use crate::lang::Lang;
use crate::words;

/// What it is and what becomes of it: `手机号码 1********** → 遮盖`.
pub fn headline(item: &Item, lang: Lang) -> String {
    let (kind, action) = (words::kind(item.kind, lang), words::action(item.action.id(), lang));
    format!("{kind} {} → {action}", words::visible(&item.preview))
}

/// How sure that is, by what rule, and what to do about it.
pub fn why(item: &Item, lang: Lang) -> String {
    let (confidence, reason) =
        (words::confidence(item.confidence, lang), lang.pick(item.reason.zh(), item.reason.en()));
    let mut text =
        lang.pick(format!("把握{confidence}；{reason}"), format!("confidence {confidence}; {reason}"));
    if let Some(candidates) = item.weak {
        text += &lang.pick(
            format!("；已有遮盖，但只剩 {candidates} 种可能，可以推算出原值"),
            format!("; already masked, but only {candidates} values remain possible"),
        );
    }
    if let Some(waived) = &item.waived {
        text += lang.pick("；放行：", "; waived: ");
        text += &words::waived(waived, lang);
    } else if item.action.id() == "review" {
        text += lang.pick(
            "。请人工判断后，在配置的 [kinds] 中写明处理方式",
            "; decide, and say so under [kinds] in the configuration",
        );
    }
    text
}
