//! What the model says of words in Latin letters. It learnt from Chinese sentences, where such words are often people;
//! in manuals, in source code and in English text they are commands, products and headings. So what it takes for a name
//! is believed where words in Latin letters are rare, and elsewhere if the words are known as names.

use super::english::{is_spelled, is_spelling};
use super::things::has_thing;
use crate::finding::{Evidence, EvidenceSet};
use crate::scan::count_pairs;
use crate::tagger::model::{is_latin_given_name, is_latin_name, shipped};

/// How many words in Latin letters are few, however short the text.
const FEW: usize = 3;

/// How many Chinese characters there are to each, at least, in a short text and in any.
const HAN_A_WORD: [usize; 2] = [4, 40];

/// Whether words in Latin letters are common in `text`: then they are no sign of anybody.
pub(in crate::recognizers) fn are_common(text: &str) -> bool {
    let bytes = text.as_bytes();
    let begins_word = |before: u8, c: u8| c.is_ascii_alphabetic() & !before.is_ascii_alphanumeric();
    let first = bytes.first().is_some_and(u8::is_ascii_alphabetic);
    let words = usize::from(first) + count_pairs(bytes, begins_word);
    // The first byte of nearly every Chinese character.
    let han = count_pairs(bytes, |c, _| matches!(c, 0xE4..=0xE9));
    let [least, usual] = HAN_A_WORD.map(|han_a_word| words.saturating_mul(han_a_word));
    !(words <= FEW && han >= least || han >= usual)
}

/// Whether what the model takes for a name may be believed if it begins at byte `at`: in Latin letters, with a word, and
/// where such words are common with one that names begin with.
pub(super) fn may_begin(text: &str, at: usize, are_common: impl FnOnce() -> bool) -> bool {
    let rest = &text[at..];
    if !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return true;
    }
    let word = &rest[..rest.bytes().take_while(u8::is_ascii_alphabetic).count()];
    let begins_word = !text[..at].ends_with(|c: char| c.is_ascii_alphanumeric());
    begins_word && (!are_common() || begins_known(word))
}

/// Whether names that are known as such may begin with a word.
fn begins_known(word: &str) -> bool {
    let written = word.starts_with(|c: char| c.is_ascii_uppercase());
    written && (word.len() == 1 || is_latin_name(word, shipped().lexicon()) || is_spelling(word))
}

/// Whether `name`, which the model alone has seen, is that of somebody. `beside` is what stands around it.
pub(super) fn name_somebody(name: &str, beside: EvidenceSet, are_common: impl Fn() -> bool) -> bool {
    let words: Vec<&str> =
        name.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| !word.is_empty()).collect();
    if let [word] = words[..]
        && is_joined(word, &are_common)
    {
        return true;
    }
    if words.iter().any(|word| is_coined(word)) || has_thing(&words) {
        return false;
    }
    !are_common()
        || are_known(&words)
        || beside.has(Evidence::Title) && words.iter().any(|word| is_given(word))
}

/// Whether a word is a full name that has lost its blank, `AnnaRossi`; where words in Latin letters are common, only if
/// both parts are known.
fn is_joined(word: &str, are_common: impl Fn() -> bool) -> bool {
    let Some(at) = inner_capital(word) else { return false };
    let parts = [&word[..at], &word[at..]];
    let whole = inner_capital(parts[1]).is_none() && parts[1].len() > 2 && !has_thing(&parts);
    whole && is_sure_given(parts[0]) && (!are_common() || are_full_name(&parts))
}

/// Where a capital stands right behind a small letter.
fn inner_capital(word: &str) -> Option<usize> {
    let mut pairs = word.bytes().zip(word.bytes().skip(1));
    pairs
        .position(|(before, after)| before.is_ascii_lowercase() && after.is_ascii_uppercase())
        .map(|at| at + 1)
}

/// Whether a word is written as what programs and brands are called is, `LibreOffice`, and not as `McDonald`.
fn is_coined(word: &str) -> bool {
    const PARTICLES: [&str; 9] = ["Mc", "Mac", "De", "Di", "La", "Le", "Van", "Von", "Fitz"];
    inner_capital(word).is_some_and(|at| !PARTICLES.contains(&&word[..at]))
}

/// Whether the words are a given name and what may be a surname, or a Chinese name as it is spelled.
fn are_known(words: &[&str]) -> bool {
    let known = |word: &&str| is_latin_name(word, shipped().lexicon());
    let initial = |word: &&str| word.len() == 1 && word.bytes().all(|b| b.is_ascii_uppercase());
    let [first, .., last] = words else { return false };
    let written = words.iter().all(|word| word.starts_with(|c: char| c.is_ascii_uppercase()));
    let whole =
        words.iter().all(|word| known(word) || initial(word)) && words.iter().any(|word| is_given(word));
    is_spelled(words)
        || written && !is_abbreviated(words) && (whole || is_sure_given(first) && last.len() > 2)
}

/// Whether the first word is in capitals and another is not, `OLE Object`, as given names are not written: `Anna ROSSI`.
fn is_abbreviated(words: &[&str]) -> bool {
    let capitals = |word: &&str| word.len() > 1 && word.bytes().all(|b| b.is_ascii_uppercase());
    words.first().is_some_and(capitals) && !words.iter().all(|word| word.len() == 1 || capitals(word))
}

/// Whether a label that names much else may introduce the words: as far as they are known as names, or spelled as Chinese
/// ones are.
pub(super) fn are_like_names(name: &str) -> bool {
    let words: Vec<&str> = name.split([' ', '-']).filter(|word| !word.is_empty()).collect();
    let known = || words.iter().any(|word| is_latin_name(word, shipped().lexicon()));
    can_be_name(name) && (is_spelled(&words) || known())
}

/// Whether no word in Latin letters says that something else is called so.
pub(super) fn can_be_name(name: &str) -> bool {
    let words: Vec<&str> = name.split([' ', '-']).filter(|word| !word.is_empty()).collect();
    !has_thing(&words) && !words.iter().any(|word| is_coined(word))
}

/// Whether the words are a given name that is no English word, and a surname: `Anna Rossi`.
pub(super) fn are_full_name(words: &[&str]) -> bool {
    let [first, .., last] = words else { return false };
    let known = is_sure_given(first) && is_latin_name(last, shipped().lexicon());
    known && !is_word_too(last) && !is_abbreviated(words)
}

fn is_sure_given(word: &str) -> bool {
    is_given(word) && !is_word_too(word)
}

fn is_word_too(word: &str) -> bool {
    WORDS_TOO.contains(&word.to_ascii_lowercase().as_str())
}

/// Given names that are English words too: what stands behind them has to be known as a name.
const WORDS_TOO: [&str; 48] = [
    "april",
    "art",
    "august",
    "basil",
    "bill",
    "bob",
    "buck",
    "carol",
    "chase",
    "christian",
    "chuck",
    "clay",
    "cliff",
    "dale",
    "dawn",
    "dean",
    "dick",
    "drew",
    "earl",
    "faith",
    "frank",
    "gene",
    "glen",
    "grace",
    "grant",
    "guy",
    "harmony",
    "hope",
    "hunter",
    "ivy",
    "jack",
    "jay",
    "joy",
    "june",
    "lane",
    "lily",
    "mark",
    "may",
    "melody",
    "miles",
    "norm",
    "pat",
    "ray",
    "rich",
    "rob",
    "rose",
    "summer",
    "will",
];

/// Whether a word is a given name, and written as one.
fn is_given(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_uppercase()) && is_latin_given_name(word, shipped().lexicon())
}

#[cfg(test)]
mod tests {
    use super::{are_common, name_somebody};
    use crate::finding::EvidenceSet;

    #[test]
    fn words_in_latin_letters_are_rare_in_chinese_prose() {
        for (text, common) in [
            ("去年的赛季里Sky夺冠", false),
            ("Open File 对话框", true),
            ("在 Linux 下用 Perl、Python 和 Ruby 编写 CGI 程序，参见 Apache 的手册", true),
            ("AVERAGE\t2", true),
        ] {
            assert_eq!(are_common(text), common, "{text}");
        }
        let prose = ["省长会见了来访的客人。".repeat(40), "Sky、Moon、Grubby和Fly到场".to_owned()].concat();
        assert!(!are_common(&prose));
    }

    #[test]
    fn where_they_are_common_only_known_names_count() {
        let named = |name, common| name_somebody(name, EvidenceSet::EMPTY, || common);
        for name in ["Anna Rossi", "Wang Jianguo", "Robert J. Miller", "Anna ROSSI", "LV Jianguo", "LI Can"] {
            assert!(named(name, true), "{name}");
        }
        for name in [
            "Choose Format",
            "End Sub",
            "Double",
            "General",
            "AVERAGE",
            "OLE Object",
            "LV Name",
            "Franklin Street",
            "Addison-Wesley",
        ] {
            assert!(!named(name, true), "{name}");
        }
        assert!(named("Sky", false));
        assert!(!named("LibreOffice", false) && !named("CreateScriptService", true));
        // The blank is lost.
        assert!(named("AnnaRossi", true) && named("AnnaBerxe", false) && !named("AnnaBerxe", true));
        assert!(!named("RubyGems", true) && !named("AnnaRossiType", false));
    }
}
