//! What stands behind the label of a form that calls it an illness or an injury: `初步诊断：右肺占位性质待查`. No list of
//! words holds all of them, and in a document that names somebody it is theirs, however many lines further up. So is the
//! number of a stay at a hospital (`住院号`), which leads to all the rest.

use std::sync::LazyLock;

use regex::Regex;

use crate::recognizers::Claim;
use crate::tagger::is_han;
use crate::text::Span;

static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?:(?:初步|入院|出院|临床|主要|门诊|术前|术后|最后|中医|西医)?诊断(?:结论|意见|结果|情况)?|",
        r"病情(?:摘要|描述|简介)?|现病史|既往史|主诉|疾病名称|所患疾病|患病名称|患病情况|病种|死亡原因|死因|",
        r"受伤害部位|受伤部位|伤害部位|伤残部位|伤情|受伤情况|受伤程度|损伤程度|职业病名称|异常结果|",
        r"住院号|门诊号|病案号|病历号|就诊卡号|住院登记号)",
        r"(?:[/／]\p{Han}{2,8})?(?:[（(][^（）()\n]{1,16}[）)])?[ \u{3000}]*[：:][ \u{3000}]*"
    ))
    .expect("valid")
});

/// In characters.
const LONGEST: usize = 80;

/// What the labels in `text` say; `found` is what was found there, in order, and is no part of it.
pub(in crate::recognizers) fn values<'t>(
    text: &'t str,
    found: &'t [Claim],
) -> impl Iterator<Item = Span> + 't {
    labels(text).filter_map(move |label| {
        // `主要现病史`, but not `故障诊断` nor `病虫害诊断`.
        let word = text[..label.start].trim_end_matches(['主', '要']);
        if word.ends_with(is_han) {
            return None;
        }
        let next = found.partition_point(|claim| claim.span.start < label.end);
        let rest = &text[label.end..found.get(next).map_or(text.len(), |claim| claim.span.start)];
        let len = value(rest).filter(|&len| len > 0)?;
        // `…，家属|王建坪`: the words before somebody else are about them.
        let cut = (len == rest.len() && next < found.len())
            .then(|| rest.rfind(['，', '；', ',', ';']).filter(|&at| at > 0))
            .flatten();
        Some(Span::new(label.end, label.end + cut.unwrap_or(len)))
    })
}

/// Where the labels in `text` stand, with their colons: few words have one, so it is looked for first.
fn labels(text: &str) -> impl Iterator<Item = Span> {
    static COLON: LazyLock<Regex> = LazyLock::new(|| Regex::new("[：:]").expect("valid"));
    let mut read = 0;
    COLON.find_iter(text).filter_map(move |colon| {
        let near = text[read..colon.start()].char_indices().rev().take(LONGEST_LABEL).last();
        let from = near.map_or(colon.start(), |(at, _)| read + at);
        let behind = text[colon.end()..].trim_start_matches([' ', '\u{3000}']);
        let to = text.len() - behind.len();
        let label = LABEL.find(&text[from..to])?;
        read = from + label.end();
        Some(Span::new(from + label.start(), read))
    })
}

/// What a label has before its colon at most, in characters.
const LONGEST_LABEL: usize = 40;

/// The bytes of the value at the start of `rest`, if it says anything.
fn value(rest: &str) -> Option<usize> {
    let end = rest.char_indices().nth(LONGEST).map_or(rest.len(), |(at, _)| at);
    let line = rest[..end].split(['。', '\n', '\r', '\t', '|', '｜']).next()?;
    let line = line.split("  ").next()?.split("\u{3000}\u{3000}").next()?;
    // Up to the label of the next field.
    let own = match line.find(['：', ':']) {
        Some(colon) => {
            let label: usize =
                line[..colon].chars().rev().take_while(|&c| is_han(c)).map(char::len_utf8).sum();
            &line[..colon - label]
        }
        None => line,
    };
    let own = own.trim_end_matches([' ', '\u{3000}', '，', '；', ',', ';', '、', '（', '(']);
    let says = own.chars().filter(|&c| is_han(c) || c.is_alphanumeric()).count() >= 2;
    let nothing =
        ["无", "不详", "见", "详见", "同上", "略", "暂无", "未"].iter().any(|word| own.starts_with(word));
    (says && !nothing).then_some(own.len())
}
