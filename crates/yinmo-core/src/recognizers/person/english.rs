//! Names in Latin letters that no Chinese label introduces: in brackets behind the Chinese form, `安娜·罗西（Anna Rossi）`,
//! and in English sentences, where they are spelled as Chinese names are, `Please call Wang Jianguo`, or a word says that
//! somebody is meant, `contact John Smith`.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::dotted::{TRANSCRIBING, is_dot};
use super::latin_words::are_full_name;
use super::things::{has_thing, is_spelled_alike};
use super::{Field, claim};
use crate::finding::{Confidence, Evidence, EvidenceSet, Role};
use crate::recognizers::Claim;
use crate::scan::each_three;
use crate::text::Span;

/// Claims the names in English sentences, and those in brackets behind a name that `claims[from..]` have.
pub(super) fn read(field: &Field<'_>, from: usize, claims: &mut Vec<Claim>) {
    let evidence = EvidenceSet::EMPTY.with(Evidence::Shape);
    for nth in from..claims.len() {
        let Claim { span, role, .. } = claims[nth];
        let name = &field.text[span.start - field.start..span.end - field.start];
        if let Some(span) = bracketed(field.text, span.end - field.start, name) {
            claims.push(claim(field, span, Confidence::MEDIUM, role, evidence));
        }
    }
    let mut known: Vec<Span> = claims[from..].iter().map(|claim| claim.span).collect();
    known.sort_unstable_by_key(|span| span.start);
    let ends: FxHashSet<usize> = claims[from..].iter().map(|claim| claim.span.end - field.start).collect();
    for span in in_sentences(field.text, &ends) {
        let own = span.shifted(field.start);
        let next = known.partition_point(|known| known.start < own.end);
        if known[..next].last().is_none_or(|known| known.end <= own.start) {
            claims.push(claim(field, span, Confidence::MEDIUM, Role::Citizen, evidence));
        }
    }
}

/// Whether `name` is one in Latin letters.
pub(super) fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic())
}

/// The same name in Latin letters, in brackets behind byte `end` where the Chinese one ends: of foreigners any letters,
/// of others two words.
fn bracketed(text: &str, end: usize, name: &str) -> Option<Span> {
    let inner = text[end..].strip_prefix(['（', '('])?;
    let is_part = |b: &u8| b.is_ascii_alphabetic() || matches!(b, b' ' | b'.' | b'-' | b'\'');
    let len = inner.bytes().take(LONGEST).take_while(is_part).count();
    let latin = inner[..len].trim_end();
    let closed = inner[len..].starts_with(['）', ')', '，', ',', '、']);
    let words = latin.split(' ').filter(|word| word.starts_with(|c: char| c.is_ascii_uppercase())).count();
    // `（CEO）` is an office.
    let letters = latin.len() >= 4 && latin.bytes().any(|b| b.is_ascii_lowercase());
    let transcribed = || name.chars().count() > 2 && name.chars().all(|c| TRANSCRIBING.is_open(c));
    let foreign = letters && (name.contains(is_dot) || transcribed());
    let start = text.len() - inner.len();
    let fits = closed && latin.starts_with(|c: char| c.is_ascii_alphabetic()) && (foreign || words > 1);
    fits.then(|| Span::new(start, start + latin.len()))
}

/// In bytes.
const LONGEST: usize = 48;

/// The names of two words or more in the sentences of a text.
fn in_sentences(text: &str, known: &FxHashSet<usize>) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    let parts_names = |a: u8, b: u8, c: u8| a.is_ascii_alphabetic() & (b == b' ') & c.is_ascii_uppercase();
    for at in each_three(text.as_bytes(), parts_names) {
        let blank = at + 1;
        if found.last().is_some_and(|last| last.end > blank) {
            continue;
        }
        let goes_on = |end: usize| known.contains(&end) || found.last().is_some_and(|last| last.end == end);
        found.extend(around(text, blank, &goes_on));
    }
    found
}

/// The name around the blank at byte `blank`, the first in a run of words with capitals.
fn around(text: &str, blank: usize, goes_on: &dyn Fn(usize) -> bool) -> Option<Span> {
    let start = word_before(text, blank);
    // `struct Point`: most words before a capital have none.
    let opens = text[start..].starts_with(|c: char| c.is_ascii_uppercase())
        && !text[..start]
            .ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '@' | '/' | '.'));
    if !opens {
        return None;
    }
    let mut end = blank;
    while text[end..].starts_with(' ') && text[end + 1..].starts_with(|c: char| c.is_ascii_uppercase()) {
        end += 1 + letters(&text[end + 1..]);
    }
    let words: Vec<&str> = text[start..end].split(' ').collect();
    let closes = !text[end..].starts_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '@' | '/'));
    let whole = closes && (2..=3).contains(&words.len()) && !has_thing(&words);
    let listed = || {
        let last = [", ", "、", "，", " and "].iter().find_map(|sign| text[..start].strip_suffix(sign));
        // `Jim Fulton, MIT X Consortium`.
        last.is_some_and(|last| goes_on(last.len()))
            && (words.last().is_some_and(|word| word.len() > 1) || text[end..].starts_with('.'))
    };
    let named = || {
        is_spelled(&words)
            || are_full_name(&words)
            || listed()
            || is_meant(&text[..start]) && !words.iter().any(|word| word.len() < 2)
    };
    (whole && named()).then(|| Span::new(start, end))
}

/// Where the word begins that ends at byte `end`.
fn word_before(text: &str, end: usize) -> usize {
    end - text[..end]
        .bytes()
        .rev()
        .take_while(|b| b.is_ascii_alphabetic() || matches!(b, b'-' | b'\''))
        .count()
}

fn letters(text: &str) -> usize {
    text.bytes().take_while(|b| b.is_ascii_alphabetic() || matches!(b, b'-' | b'\'')).count()
}

/// Whether words say before a name that somebody is meant.
fn is_meant(before: &str) -> bool {
    const WORDS: [&str; 12] = [
        "contact is",
        "contact",
        "Mr.",
        "Mr",
        "Mrs.",
        "Mrs",
        "Ms.",
        "Ms",
        "Miss",
        "Dr.",
        "named",
        "signed by",
    ];
    let before = before.trim_end_matches(' ');
    WORDS.iter().any(|word| {
        let rest = before.strip_suffix(word);
        rest.is_some_and(|rest| !rest.ends_with(|c: char| c.is_ascii_alphanumeric()))
    })
}

/// Whether the words are a Chinese surname and a given name, in either order: `Wang Jianguo`, `Xiaoming ZHANG`.
pub(super) fn is_spelled(words: &[&str]) -> bool {
    let lower: Vec<String> = words.iter().map(|word| word.to_ascii_lowercase()).collect();
    let given = |words: &[String]| -> usize {
        let counts = words.iter().map(|word| syllables(word));
        counts.map(|count| count.unwrap_or(9)).sum()
    };
    let [first, rest @ ..] = &lower[..] else { return false };
    let [others @ .., last] = &lower[..] else { return false };
    // `Sun`, `He`, `Long` are English words too: one syllable behind them is not enough.
    let least = |surname: &str| if ENGLISH.contains(&surname) { 2 } else { 1 };
    let all = lower.concat();
    let place = PLACES.contains(&all.as_str());
    // `SONG Ming`.
    let capitals = words[0].bytes().all(|b| b.is_ascii_uppercase());
    let least = |surname: &str| if capitals { 1 } else { least(surname) };
    let family_first = is_surname(first) && (least(first)..=2).contains(&given(rest));
    let family_last = is_surname(last) && given(others) == 2 && others.len() == 1;
    !place && (family_first || family_last)
}

fn is_surname(word: &str) -> bool {
    static KNOWN: LazyLock<FxHashSet<&str>> = LazyLock::new(|| SURNAMES.split_whitespace().collect());
    KNOWN.contains(word)
}

/// Whether the word is one that Chinese names are spelled with.
pub(super) fn is_spelling(word: &str) -> bool {
    let lower = word.to_ascii_lowercase();
    is_surname(&lower) || syllables(&lower).is_some()
}

/// How many syllables of Mandarin the word is, one or two.
fn syllables(word: &str) -> Option<usize> {
    let plain: String = word.chars().filter(|&c| c != '\'' && c != '-').collect();
    if is_syllable(&plain) {
        return Some(1);
    }
    if is_spelled_alike(&plain) {
        return None;
    }
    let splits = (1..plain.len()).filter(|&at| is_syllable(&plain[..at]) && is_syllable(&plain[at..]));
    (splits.count() > 0).then_some(2)
}

fn is_syllable(text: &str) -> bool {
    const INITIALS: [&str; 23] = [
        "zh", "ch", "sh", "b", "p", "m", "f", "d", "t", "n", "l", "g", "k", "h", "j", "q", "x", "r", "z",
        "c", "s", "y", "w",
    ];
    let initial = INITIALS.iter().find(|initial| text.starts_with(**initial)).map_or(0, |found| found.len());
    static KNOWN: LazyLock<FxHashSet<&str>> = LazyLock::new(|| FINALS.split_whitespace().collect());
    (initial > 0 || text.starts_with(['a', 'e', 'o'])) && KNOWN.contains(&text[initial..])
}

const FINALS: &str = "a o e i u v ai ei ao ou an en ang eng er ia ie iao iu ian in iang ing iong ong ua uo uai ui uan un uang ue";

const SURNAMES: &str = "
    wang li zhang liu chen yang huang zhao wu zhou xu sun zhu ma hu guo he gao luo lin zheng liang xie song tang han feng deng cao peng zeng xiao tian dong yuan pan
    yu jiang du cai cheng wei ye lyu lv ding su ren shen yao lu cui zhong tan fan jin shi liao jia xia fu fang bai zou meng xiong qin qiu yin xue yan duan lei hou long tao
    gu mao hao gong shao wan qian dai mo kong xiang chang kang yi wen niu ge xing an qi lai hong zhuang nie zhai ling ouyang situ zhuge huangfu";

/// Surnames that are English words too.
const ENGLISH: [&str; 12] =
    ["he", "an", "long", "sun", "song", "fan", "pan", "tan", "ran", "ling", "lei", "gong"];

/// Provinces and cities, written as two words.
const PLACES: [&str; 23] = [
    "henan", "hebei", "hubei", "hunan", "hainan", "anhui", "jiangsu", "jiangxi", "jilin", "shanxi",
    "tianjin", "shenyang", "jinan", "wuhan", "shenzhen", "xian", "hangzhou", "luoyang", "changsha",
    "chengdu", "yunnan", "fujian", "hongkong",
];

#[cfg(test)]
mod tests {
    use rustc_hash::FxHashSet;

    use super::{bracketed, in_sentences};

    #[test]
    fn names_stand_in_english_sentences() {
        for (text, names) in [
            ("Please call Wang Jianguo before noon.", vec!["Wang Jianguo"]),
            ("Issued to ZHANG LI and Xiaoming Chen.", vec!["ZHANG LI", "Xiaoming Chen"]),
            ("please contact John Smith if", vec!["John Smith"]),
            ("John Smith and SONG Ming, Anna Rossi", vec!["John Smith", "SONG Ming", "Anna Rossi"]),
            ("Wang Fu Road, Li Ning Company, He Nan", vec![]),
            ("The Sun Can Rise in New York", vec![]),
            ("Contact Us, World Health Organization", vec![]),
            ("Open LV, LV Name, LV Size and a menu named My Menu", vec![]),
        ] {
            let found: Vec<&str> =
                in_sentences(text, &FxHashSet::default()).iter().map(|span| span.of(text)).collect();
            assert_eq!(found, names, "{text}");
        }
    }

    #[test]
    fn the_same_name_stands_in_brackets_behind_it() {
        for (name, after, latin) in [
            ("安娜·罗西", "（Anna Rossi）", Some("Anna Rossi")),
            ("安娜·罗西", "（CEO）", None),
            ("王磊", "（Wang Lei，", Some("Wang Lei")),
            ("王磊", "（leader）", None),
        ] {
            let text = [name, after].concat();
            assert_eq!(bracketed(&text, name.len(), name).map(|span| span.of(&text)), latin, "{text}");
        }
    }
}
