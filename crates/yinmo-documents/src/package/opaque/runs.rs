//! Stretches of bytes that are text, in whichever encoding speaks most for them.

use std::collections::{BTreeMap, BinaryHeap};
use std::ops::Range;

use super::chance::{Likely, of_byte, of_letter, of_pair, of_three, of_unit};

/// How characters are written.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Coding {
    /// UTF-16, high byte first.
    WideBig,
    /// UTF-16, low byte first.
    Wide,
    Gb18030,
    Utf8,
}

impl Coding {
    /// Bytes of a character of ASCII.
    pub(super) const fn size(self) -> usize {
        match self {
            Self::Wide | Self::WideBig => 2,
            Self::Utf8 | Self::Gb18030 => 1,
        }
    }
}

/// A stretch of text.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Run {
    /// What speaks for it; this comes first, so that runs are compared by it.
    bits: i32,
    pub(super) coding: Coding,
    start: usize,
    end: usize,
    /// Where the characters begin of which it is the likely part.
    first: usize,
}

impl Run {
    pub(super) fn range(&self) -> Range<usize> {
        self.start..self.end
    }
}

/// The text in `bytes`, in its order. Where one encoding speaks against another, the one that says more is believed.
pub(super) fn find(bytes: &[u8], likely: Likely) -> Vec<Run> {
    let mut waiting = BinaryHeap::new();
    for coding in [Coding::Utf8, Coding::Gb18030] {
        collect(bytes, 0..bytes.len(), coding, likely, &mut waiting);
    }
    for coding in [Coding::Wide, Coding::WideBig] {
        for start in 0..bytes.len().min(2) {
            collect(bytes, start..bytes.len(), coding, likely, &mut waiting);
        }
    }
    let mut taken: BTreeMap<usize, Run> = BTreeMap::new();
    while let Some(run) = waiting.pop() {
        let before = taken.range(..run.end).next_back().filter(|(_, other)| other.end > run.start);
        let Some((_, other)) = before else {
            taken.insert(run.start, run);
            continue;
        };
        if let Some(rest) = gives_way(bytes, other, &run) {
            // Text of one byte a letter that runs on into Chinese of two.
            let (start, coding) = (other.start, other.coding);
            taken.remove(&start);
            collect(bytes, rest, coding, likely, &mut waiting);
            waiting.push(run);
            continue;
        }
        // What is left of it before and behind may be text all the same.
        for rest in [run.start..other.start.max(run.start), other.end.min(run.end)..run.end] {
            if rest.len() < run.range().len() {
                collect(bytes, aligned(rest, &run), run.coding, likely, &mut waiting);
            }
        }
    }
    let mut runs: Vec<Run> = taken.into_values().collect();
    widen(bytes, &mut runs);
    runs
}

/// Adds the unlikely characters before and behind each run, which no other run needs: a name may be written with them.
fn widen(bytes: &[u8], runs: &mut [Run]) {
    let mut free = 0;
    for nth in 0..runs.len() {
        let limit = runs.get(nth + 1).map_or(bytes.len(), |next| next.start);
        let run = &mut runs[nth];
        let goes_on = |at: usize| character(&bytes[at..limit], run.coding).map_or(0, |(_, len, _)| len);
        let mut first = run.first;
        while first < free.min(run.start) {
            first += goes_on(first).max(1);
        }
        let mut end = run.end;
        while end < limit && goes_on(end) > 0 {
            end += goes_on(end);
        }
        (run.start, run.end) = (first.min(run.start), end);
        free = end;
    }
}

/// What is left of a run that was believed, if more speaks for another one where that goes on, or begins.
fn gives_way(bytes: &[u8], believed: &Run, other: &Run) -> Option<Range<usize>> {
    let both = believed.start.max(other.start)..believed.end.min(other.end);
    if believed.coding.size() == other.coding.size() || other.coding.size() == 1 && both.len() % 2 == 1 {
        return None;
    }
    let is_end = both.end == believed.end;
    let rest = if is_end { believed.start..both.start } else { both.end..believed.end };
    let is_edge = both.len() < believed.range().len() && rest.len() + both.len() == believed.range().len();
    // Of the last character, only one of its two bytes may be a letter as well.
    let half = both.len() % other.coding.size();
    let whole =
        if is_end { both.start..both.end + half } else { both.start - half.min(both.start)..both.end };
    (is_edge && says(bytes, whole, other.coding) > says(bytes, both, believed.coding)).then_some(rest)
}

/// What speaks for the characters in a range.
fn says(bytes: &[u8], range: Range<usize>, coding: Coding) -> i32 {
    let mut at = range.start;
    let mut bits = 0;
    while let Some((more, len, letter)) = character(&bytes[at..range.end.min(bytes.len())], coding) {
        bits += if coding.size() == 2 { of_letter(letter).unwrap_or(more) } else { more };
        at += len;
    }
    bits
}

/// The part of `rest` that begins with a whole character of UTF-16.
fn aligned(rest: Range<usize>, run: &Run) -> Range<usize> {
    match run.coding {
        Coding::Wide | Coding::WideBig => rest.start + (rest.start - run.start) % 2..rest.end,
        Coding::Utf8 | Coding::Gb18030 => rest,
    }
}

/// Adds the runs of one encoding for which enough speaks.
///
/// Bytes of something else beside a text may be characters as well, though unlikely ones: `n e` of `one ` is 湥 in UTF-16.
/// They do not speak against it, so a run begins and ends where most speaks for what is between.
fn collect(bytes: &[u8], range: Range<usize>, coding: Coding, likely: Likely, found: &mut BinaryHeap<Run>) {
    let next = |at: usize| {
        let is_narrow = coding.size() == 2 && narrow_word(&bytes[..range.end], at, coding) > 0;
        if is_narrow { None } else { character(&bytes[at..range.end], coding) }
    };
    let edges = |run: &Run| {
        let (before, behind) = (&bytes[..run.start], &bytes[run.end..]);
        likely.edge() * (i32::from(ends(before, coding)) + i32::from(begins(behind, coding)))
    };
    let (mut at, mut first) = (range.start, range.start);
    while at < range.end {
        if next(at).is_none() || goes_on_narrow(bytes, at, coding) {
            at += coding.size().max(narrow_word(&bytes[..range.end], at, coding));
            first = at;
            continue;
        }
        let (mut best, mut bits) = (Run { bits: 0, coding, start: at, end: at, first }, 0);
        let (mut last, mut repeats) = (None, 0);
        while let Some((more, len, letter)) = next(at) {
            repeats = if last.replace(letter) == Some(letter) { repeats + 1 } else { 0 };
            // Pixels repeat themselves; of a given name both syllables may be the same.
            if repeats < 2 || more < 0 {
                bits += more;
            }
            at += len;
            if bits >= best.bits {
                best = Run { bits, end: at, ..best };
            } else if bits < 0 || best.bits - bits >= likely.bits() - likely.edge() {
                // What comes is a run of its own if anything: so nothing is walked over more than twice.
                break;
            }
        }
        best.bits += edges(&best);
        if best.bits >= likely.bits() {
            (at, first) = (best.end, best.end);
            found.push(best);
        }
    }
}

/// Whether two bytes that may be Chinese are letters of a word in ASCII.
fn goes_on_narrow(bytes: &[u8], at: usize, coding: Coding) -> bool {
    const WORD: usize = 4;
    let start = at.saturating_sub(WORD);
    coding.size() == 2
        && at - start == WORD
        && bytes.get(start..at + 2).is_some_and(|word| word.iter().all(u8::is_ascii_graphic))
}

/// In pairs of letters: no word is longer.
const LONGEST_WORD: usize = 16;

/// The length of a word in ASCII beside ASCII of two bytes a letter, which might be Chinese: `Module1M\0o\0d\0`.
fn narrow_word(bytes: &[u8], at: usize, coding: Coding) -> usize {
    let is_word = |unit: &[u8]| unit.len() == 2 && unit.iter().all(u8::is_ascii_alphanumeric);
    if coding.size() == 1 || !bytes.get(at..at + 2).is_some_and(is_word) {
        return 0;
    }
    let high = usize::from(coding == Coding::Wide);
    let is_wide = |unit: &[u8]| unit.len() == 2 && unit[high] == 0 && unit[1 - high].is_ascii_alphanumeric();
    let rest = &bytes[at..];
    let count = rest.chunks_exact(2).take(LONGEST_WORD).take_while(|unit| is_word(unit)).count();
    let before = at.checked_sub(2).is_some_and(|start| is_wide(&bytes[start..at]));
    let behind = rest.get(count * 2..count * 2 + 2).is_some_and(is_wide);
    if count >= 2 && (before || behind) { count * 2 } else { 0 }
}

/// Whether zeros, or nothing, stand before a text.
fn ends(before: &[u8], coding: Coding) -> bool {
    before.is_empty() || before.iter().rev().take(coding.size()).all(|&byte| byte == 0)
}

/// The same behind one.
fn begins(behind: &[u8], coding: Coding) -> bool {
    behind.iter().take(coding.size()).all(|&byte| byte == 0)
}

/// The character at the start of `bytes`: what speaks for it, its length in bytes, which one it is.
fn character(bytes: &[u8], coding: Coding) -> Option<(i32, usize, u32)> {
    let &first = bytes.first()?;
    let second = bytes.get(1).copied();
    match coding {
        Coding::Wide => unit(u16::from_le_bytes([first, second?])),
        Coding::WideBig => unit(u16::from_be_bytes([first, second?])),
        _ if first < 0x80 => Some((of_byte(first)?, 1, u32::from(first))),
        Coding::Gb18030 => {
            let bits = of_pair(first, second?)?;
            Some((bits, 2, u32::from(first) << 8 | u32::from(second?)))
        }
        Coding::Utf8 => {
            let len = if first >= 0xE0 { 3 } else { 2 };
            let c = std::str::from_utf8(bytes.get(..len)?).ok()?.chars().next()?;
            Some((of_three(c)?, len, u32::from(c)))
        }
    }
}

fn unit(unit: u16) -> Option<(i32, usize, u32)> {
    Some((of_unit(unit)?, 2, u32::from(unit)))
}

#[cfg(test)]
mod tests {
    use super::{Coding, Likely, Run, find};

    fn wide(text: &str) -> Vec<u8> {
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    }

    #[test]
    fn each_text_is_found_in_its_own_encoding() {
        let big: Vec<u8> = "联系电话13800012001".encode_utf16().flat_map(u16::to_be_bytes).collect();
        let gb = encoding_rs::GB18030.encode("户主：周丽强，身份证号").0.into_owned();
        let bytes = [
            &[0xFF, 1][..],
            &wide("户主：周丽强同志"),
            &[0, 0, 1],
            &gb,
            &[1, 0],
            "户主：周丽强".as_bytes(),
            &[3],
            &big,
        ]
        .concat();
        let codings: Vec<Coding> = find(&bytes, Likely::Perhaps).iter().map(|run| run.coding).collect();
        assert!(codings == [Coding::Wide, Coding::Gb18030, Coding::Utf8, Coding::WideBig]);
    }

    #[test]
    fn texts_that_touch_are_told_apart() {
        let gb = encoding_rs::GB18030.encode("身份证号：").0.into_owned();
        let bytes = [&gb[..], &wide("户主：周丽强，电话13800012001")].concat();
        let found = find(&bytes, Likely::Perhaps);
        assert!(found.len() == 2 && found[0].range() == (0..10) && found[1].range() == (10..bytes.len()));
    }

    #[test]
    fn a_label_is_enough_whatever_stands_beside() {
        let big = |text: &str| text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let encoders: [fn(&str) -> Vec<u8>; 4] = [
            wide,
            |text| encoding_rs::GB18030.encode(text).0.into_owned(),
            |text| text.as_bytes().to_vec(),
            big,
        ];
        // Two bytes of most of these are two letters of ASCII.
        for phrase in ["户主：李敏勇", "户主：王敏敏", "户主：李伟建", "姓名：何强杰", "姓名:李敏伟"]
        {
            for encode in encoders {
                for before in [&b"\xD0 not really one "[..], b"\x03\xFF\x10\x01", b"\x06\0\0\0"] {
                    for behind in [&b""[..], b"\x01\xFF\x10", b"\0\0"] {
                        let text = encode(phrase);
                        let place = before.len()..before.len() + text.len();
                        let found = find(&[before, &text, behind].concat(), Likely::Perhaps);
                        let holds = |run: &Run| run.start <= place.start && run.end >= place.end;
                        assert!(found.iter().any(holds), "{phrase} {before:x?} {behind:x?}");
                    }
                }
            }
        }
    }

    #[test]
    fn rare_characters_beside_are_part_of_the_text() {
        let bytes = [&[3, 0xFF, 0x10, 1][..], &wide("垚垚，户主：王垚垚"), &[1, 2]].concat();
        let found = find(&bytes, Likely::Perhaps);
        assert!(found.len() == 1 && found[0].range() == (4..bytes.len() - 2));
    }

    #[test]
    fn pixels_that_repeat_themselves_are_no_text() {
        assert!(find(&[0x4E; 1 << 16], Likely::Perhaps).is_empty());
    }
}
