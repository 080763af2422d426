//! Labels that blanks make as wide as others: `地　　址：`, `联 系 人：`.

use crate::tagger::is_han;

/// The text, with no blanks in labels that `is_label` knows.
pub(super) fn without_padding(text: String, is_label: impl Fn(&str) -> bool) -> String {
    let mut out: Option<String> = None;
    let mut read = 0;
    for (colon, _) in text.match_indices(['：', ':']) {
        let Some((start, word)) = padded_before(&text[read..colon], &is_label) else { continue };
        let out = out.get_or_insert_default();
        out.push_str(&text[read..read + start]);
        out.push_str(&word);
        read = colon;
    }
    match out {
        Some(out) => out + &text[read..],
        None => text,
    }
}

/// The longest label at the end of `text` of which each character stands for itself, and where it begins.
fn padded_before(text: &str, is_label: &impl Fn(&str) -> bool) -> Option<(usize, String)> {
    let (mut rest, mut word, mut found) = (text, String::new(), None);
    while let Some(c) = rest.chars().next_back().filter(|&c| is_han(c)) {
        word.insert(0, c);
        rest = &rest[..rest.len() - c.len_utf8()];
        if word.len() > c.len_utf8() && is_label(&word) {
            found = Some((rest.len(), word.clone()));
        }
        let before = rest.trim_end_matches([' ', '\u{3000}']);
        if before.len() == rest.len() {
            break;
        }
        rest = before;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::without_padding;

    #[test]
    fn blanks_in_labels_go_and_others_stay() {
        let without =
            |text: &str| without_padding(text.to_owned(), |word| ["地址", "联系人"].contains(&word));
        assert_eq!(without("地　　址：甲 乙\n联 系 人：丙　丁"), "地址：甲 乙\n联系人：丙　丁");
        assert_eq!(without("在某局　地　址：甲　　地 址：乙"), "在某局　地址：甲　　地址：乙");
        for text in ["天 气：甲", "甲 乙", "所在地址：甲", "址：甲"] {
            assert_eq!(without(text), text);
        }
    }
}
