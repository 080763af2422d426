//! Is what the model takes for a name better read as words? `如字|段边框|样式` is 如, 字段, 边框, 样式; and `过|程中` is 过程, 中.

use yinmo_data::trade_words;

use crate::tagger::is_han;
use crate::tagger::model::{is_ordinary_word, shipped};
use crate::text::Span;

/// What a reading costs: the fewer and the longer its words, the better. A character that is no word by itself is dearer
/// than one that stands between words, and a name dearer than any, because words are many and names are few.
const WORD: usize = 10;
const PARTICLE: usize = 10;
const SINGLE: usize = 16;
const NAME: usize = 21;

/// The longest word, and as many characters around a name as are looked at, in characters.
const LONGEST: usize = 6;

/// Characters that stand alone between words.
const PARTICLES: &str = "的了在中和与或是以当将会含从到把被为用时后前内外上下里不也都又再可能要应须由每各该此其这那等及并但而则若如因所有你我他它只仅才就还很更最之于对使让向给成做作新旧大小多少个种类项次条第";

/// How the text around a name is best read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Best {
    /// With the name as it is.
    Name,
    /// As words that end where the name begins, or go on beyond its end only: `宋健在`, which a name may well be.
    Words,
    /// As words over the end of a full line: `过⏎程中`.
    Wrapped,
    /// As words of which one goes on over the name's beginning: `字段边框`.
    Cut,
}

/// Whether the text around a name is best read with it.
pub(crate) fn is_best_a_name(text: &str, span: Span) -> bool {
    best_reading(text, span) == Best::Name
}

/// The best reading. Blanks within spaced text and the end of a line that was full are passed over: `选 项 参 数`.
pub(super) fn best_reading(text: &str, span: Span) -> Best {
    let name: Vec<char> = span.of(text).chars().filter(|c| !c.is_whitespace()).collect();
    if !name.iter().all(|&c| is_han(c)) {
        return Best::Name;
    }
    let spaced = span.of(text).contains(char::is_whitespace);
    let mut before: Vec<char> =
        near(text[..span.start].chars().rev(), spaced, fills_line(&text[..span.start]));
    before.reverse();
    let after = near(text[span.end..].chars(), spaced, fills_line(&text[..span.end]));
    let (start, end) = (before.len(), before.len() + name.len());
    let all: Vec<char> = before.into_iter().chain(name).chain(after).collect();
    let named = cost(&all[..start], None) + NAME + cost(&all[end..], None);
    let best = cost(&all, Some((start, end)));
    if best >= named {
        Best::Name
    } else if best < cost(&all[..start], None) + cost(&all[start..], Some((0, end - start))) {
        Best::Cut
    } else if text[span.end..].starts_with('\n') && all.len() > end {
        Best::Wrapped
    } else {
        Best::Words
    }
}

/// Whether what stands behind a name reads much better with its last character than without: `罗欣|相|依为命`.
pub(super) fn is_better_without(text: &str, last: Span) -> bool {
    let behind = near(text[last.start..].chars(), false, false);
    !behind.is_empty() && cost(&behind, None) + MUCH <= cost(&behind[1..], None)
}

/// What two words cost.
const MUCH: usize = 2 * WORD;

/// The Chinese characters next to a name.
fn near(chars: impl Iterator<Item = char>, spaced: bool, wrapped: bool) -> Vec<char> {
    let (mut found, mut breaks) = (Vec::new(), 0);
    for c in chars {
        match c {
            c if is_han(c) => found.push(c),
            ' ' | '\u{3000}' if spaced || breaks > 0 => {}
            '\n' if wrapped && breaks == 0 => breaks += 1,
            '\r' if wrapped => {}
            _ => break,
        }
        if found.len() == LONGEST {
            break;
        }
    }
    found
}

/// Whether the line that `before` ends in is one of running text that was broken because it was full.
fn fills_line(before: &str) -> bool {
    let full = |line: &str| line.chars().filter(|&c| is_han(c)).take(FULL).count() == FULL;
    let before = before.strip_suffix('\n').unwrap_or(before);
    before.rsplit('\n').next().is_some_and(full)
}

/// Chinese characters that a full line has, at least.
const FULL: usize = 12;

/// The least that any reading of `chars` costs; the characters of `name` are no word by themselves.
fn cost(chars: &[char], name: Option<(usize, usize)>) -> usize {
    let mut least = vec![0; chars.len() + 1];
    for end in 1..=chars.len() {
        let last = chars[end - 1];
        let alone = least[end - 1] + if PARTICLES.contains(last) { PARTICLE } else { SINGLE };
        let starts =
            (end.saturating_sub(LONGEST)..end.saturating_sub(1)).filter(|&start| name != Some((start, end)));
        let words = starts.filter(|&start| is_word(&chars[start..end])).map(|start| least[start] + WORD);
        least[end] = words.min().map_or(alone, |word| word.min(alone));
    }
    least[chars.len()]
}

fn is_word(chars: &[char]) -> bool {
    let word: String = chars.iter().collect();
    is_ordinary_word(&word, shipped().lexicon()) || is_trade_word(&word)
}

/// Whether all of it is a word of a trade.
pub(super) fn is_trade_word(word: &str) -> bool {
    trade_words::at_start(word) == Some(word.len())
}

#[cfg(test)]
mod tests {
    use super::{Best, best_reading};
    use crate::text::Span;

    /// `text` with the name between two bars.
    fn read(text: &str) -> Best {
        let parts: Vec<&str> = text.split('|').collect();
        let start = parts[0].len();
        best_reading(&parts.concat(), Span::new(start, start + parts[1].len()))
    }

    #[test]
    fn words_go_on_over_what_looks_like_a_name() {
        for (text, best) in [
            ("字|段边框|样式", Best::Cut),
            ("任|何特定|参数", Best::Cut),
            ("选 |项 参 数| :", Best::Cut),
            ("使 用 |简 易 的| 编 码", Best::Words),
            ("只要给出口令就可以了，如果在安装的过\n|程中|设置", Best::Cut),
            ("只要给出口令就可以了，如果这样进\n入第 7 |章引|\n导", Best::Name),
        ] {
            assert_eq!(read(text), best, "{text}");
        }
    }

    #[test]
    fn names_stand_between_words() {
        for text in [
            "主任|何建国|同志",
            "由申请人|段志刚|提出",
            "据|包建国|反映",
            "和|方向阳|到场",
            "王任\n|何志强|\n李军",
            "|高明远|的申请",
            "姓 名 |王 建 康| 性 别",
        ] {
            assert_eq!(read(text), Best::Name, "{text}");
        }
        // The model is to be asked how sure it is.
        for text in ["温家宝、|宋健|在中国", "首任班长|于金山|今年"] {
            assert!(matches!(read(text), Best::Name | Best::Words), "{text}");
        }
    }
}
