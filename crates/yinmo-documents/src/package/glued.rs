//! Names that programs put together of a word and a number: `row330106190102030017`, `userPhone13800138000`.

use std::ops::Range;

use super::fields;

/// Where something is to be said between the characters of a name so that its number can be read.
struct Seam {
    at: usize,
    says: String,
}

/// Digits of a number that no program counts to: a number of its own, whatever stands before it.
const LONG: usize = 15;

/// Digits of a number that is worth a label.
const LABELLED: usize = 7;

/// The pieces of a name that begins at `start`, and what is to be said before each. The name has a byte for each of its
/// bytes or characters; what is no ASCII may be any beyond.
pub(crate) fn pieces(name: &[u8], start: usize) -> Vec<(String, Range<usize>)> {
    let (mut pieces, mut says, mut from) = (Vec::new(), String::new(), 0);
    for seam in seams(name) {
        pieces.push((std::mem::replace(&mut says, seam.says), start + from..start + seam.at));
        from = seam.at;
    }
    if from < name.len() {
        pieces.push((says, start + from..start + name.len()));
    }
    pieces
}

fn seams(name: &[u8]) -> Vec<Seam> {
    let (mut seams, mut at) = (Vec::new(), 0);
    while let Some(start) = name[at..].iter().position(u8::is_ascii_digit).map(|found| at + found) {
        let digits = name[start..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        at = start + digits;
        let word = word_before(&name[..start]);
        let label = (!word.is_empty() && digits >= LABELLED).then(|| label(word)).flatten();
        if let Some(label) = label {
            seams.push(Seam { at: start, says: format!(" {label}：") });
        } else if !word.is_empty() && digits >= LONG {
            seams.push(Seam { at: start, says: " ".to_owned() });
        }
        // A check character may be a letter.
        let check = usize::from(matches!(name.get(at), Some(b'X' | b'x')));
        if digits >= LONG && name.get(at + check).is_some_and(u8::is_ascii_alphabetic) {
            seams.push(Seam { at: at + check, says: " ".to_owned() });
        }
    }
    seams
}

fn word_before(name: &[u8]) -> &[u8] {
    let letters = name.iter().rev().take_while(|byte| byte.is_ascii_alphabetic()).count();
    &name[name.len() - letters..]
}

/// What people call what the word calls, or the last of the words that it is put together of.
fn label(word: &[u8]) -> Option<&'static str> {
    let last = word.iter().rposition(u8::is_ascii_uppercase).unwrap_or(0);
    let label = [word, &word[last..]]
        .into_iter()
        .find_map(|word| std::str::from_utf8(word).ok().and_then(fields::known))?;
    (!matches!(label, "姓名" | "作者" | "联系人")).then_some(label)
}

#[cfg(test)]
mod tests {
    use super::seams;

    fn said(name: &str) -> String {
        let mut out = name.to_owned();
        for seam in seams(name.as_bytes()).iter().rev() {
            out.insert_str(seam.at, &seam.says);
        }
        out
    }

    #[test]
    fn long_numbers_stand_apart_and_those_that_a_word_names_are_labelled() {
        assert_eq!(said("row330106190102030017"), "row 330106190102030017");
        assert_eq!(said("row33010619010203001Xbtn"), "row 33010619010203001X btn");
        assert_eq!(said("a1_330106190102030017"), "a1_330106190102030017");
        assert_eq!(said("userPhone13800138000"), "userPhone 手机：13800138000".replace("手机", "电话"));
        assert_eq!(said("shouji13800138000"), "shouji 手机：13800138000");
        assert_eq!(said("node13800138000"), "node13800138000");
        assert_eq!(said("ext-gen1490123456789"), "ext-gen1490123456789");
        assert_eq!(said("#a1b2c3 9f330106 name13800138000"), "#a1b2c3 9f330106 name13800138000");
    }
}
