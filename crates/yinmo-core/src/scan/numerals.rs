//! Phone numbers and IDs written in words: `一三八零零零一二零一六`.

use crate::text::Span;

/// Runs of at least eleven Chinese numerals.
pub struct Numerals<'t> {
    text: &'t str,
    at: usize,
}

/// A run of eleven three-byte numerals covers one of these positions, wherever it begins.
const STRIDE: usize = 32;
const SHORTEST: usize = 11;

impl<'t> Numerals<'t> {
    /// Runs in `text`.
    ///
    /// ```
    /// use yinmo_core::scan::Numerals;
    /// let text = "手机：一三八零零零一二零一六。";
    /// let run = Numerals::new(text).next().unwrap();
    /// let digits: Vec<u8> = run.map(|(digit, _)| digit).collect();
    /// assert_eq!(digits, b"13800012016");
    /// ```
    pub const fn new(text: &'t str) -> Self {
        Self { text, at: STRIDE - 1 }
    }

    fn run_around(&self, at: usize) -> Option<Span> {
        let at = char_start(self.text, at);
        // Else the run that ends here is found once more, and for ever.
        if !self.text[at..].starts_with(|c| digit(c).is_some()) {
            return None;
        }
        let before = self.text[..at].chars().rev().take_while(|&c| digit(c).is_some());
        let start = at - before.map(char::len_utf8).sum::<usize>();
        let run = self.text[start..].chars().take_while(|&c| digit(c).is_some());
        let len = run.map(char::len_utf8).sum::<usize>();
        (len >= SHORTEST * 3).then(|| Span::new(start, start + len))
    }
}

impl<'t> Iterator for Numerals<'t> {
    type Item = NumeralRun<'t>;

    fn next(&mut self) -> Option<NumeralRun<'t>> {
        let bytes = self.text.as_bytes();
        while self.at < bytes.len() {
            let at = self.at;
            self.at += STRIDE;
            if !may_be_numeral(bytes, at) {
                continue;
            }
            if let Some(span) = self.run_around(at) {
                self.at = (span.end / STRIDE + 1) * STRIDE - 1;
                return Some(NumeralRun { text: self.text, at: span.start, end: span.end, count: 0 });
            }
        }
        None
    }
}

/// The digits of one run, with their places, and the X that may end an ID.
pub struct NumeralRun<'t> {
    text: &'t str,
    at: usize,
    end: usize,
    count: usize,
}

impl Iterator for NumeralRun<'_> {
    type Item = (u8, Span);

    fn next(&mut self) -> Option<(u8, Span)> {
        let c = self.text[self.at..].chars().next()?;
        let span = Span::new(self.at, self.at + c.len_utf8());
        let value = if self.at < self.end { digit(c) } else { check_character(c, self.count) };
        self.at = span.end;
        self.count += 1;
        value.map(|value| (value, span))
    }
}

/// Whether the character around byte `at` could be a numeral, by its second and third byte: nearly all are not.
fn may_be_numeral(bytes: &[u8], at: usize) -> bool {
    let first = match bytes[at] {
        0..0x80 => return false,
        0x80..0xC0 if bytes[at - 1] >= 0xC0 => at - 1,
        0x80..0xC0 => at - 2,
        _ => at,
    };
    match bytes[first..] {
        [_, second, third, ..] => LAST_BYTES[usize::from(second & 63)] >> (third & 63) & 1 == 1,
        _ => false,
    }
}

/// A bit for the second and third byte of every numeral.
const LAST_BYTES: [u64; 64] = {
    let (mut bits, mut i) = ([0; 64], 0);
    let numerals = "零〇一壹幺二贰貳三叁四肆五伍六陆七柒八捌九玖".as_bytes();
    while i < numerals.len() {
        bits[(numerals[i + 1] & 63) as usize] |= 1 << (numerals[i + 2] & 63);
        i += 3;
    }
    bits
};

fn char_start(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The digit a numeral stands for. `幺` is how `一` is read aloud in numbers.
const fn digit(c: char) -> Option<u8> {
    Some(match c {
        '零' | '〇' => b'0',
        '一' | '壹' | '幺' => b'1',
        '二' | '贰' | '貳' => b'2',
        '三' | '叁' => b'3',
        '四' | '肆' => b'4',
        '五' | '伍' => b'5',
        '六' | '陆' => b'6',
        '七' | '柒' => b'7',
        '八' | '捌' => b'8',
        '九' | '玖' => b'9',
        _ => return None,
    })
}

/// X in any of its forms, after seventeen digits.
fn check_character(c: char, count: usize) -> Option<u8> {
    (count == 17 && matches!(c, 'X' | 'x' | 'Ｘ' | 'ｘ' | '×' | 'Ⅹ' | 'Х')).then_some(b'X')
}

#[cfg(test)]
mod tests {
    use super::{Numerals, STRIDE};

    #[test]
    fn a_run_is_found_once_wherever_it_ends() {
        for before in 0..STRIDE {
            // The third byte of 出 is that of a numeral.
            let text = format!("{}一三八零零零一二零零一出生", "x".repeat(before));
            assert_eq!(Numerals::new(&text).take(2).count(), 1, "behind {before} bytes");
        }
    }
}
