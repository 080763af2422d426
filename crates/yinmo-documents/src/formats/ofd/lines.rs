//! Characters that stand anywhere on a page, as the lines that a reader sees.

use std::ops::Range;

use crate::mapped::{Draft, EntryId, Pen};

/// A character on a page, in millimetres from its upper left corner.
#[derive(Clone)]
pub(super) struct Glyph {
    pub(super) c: char,
    pub(super) x: f64,
    /// Of the base line.
    pub(super) y: f64,
    pub(super) size: f64,
    pub(super) raw: Range<usize>,
    /// Whether it is written by a reference.
    pub(super) whole: bool,
    /// The number of its text object and of its piece of text.
    pub(super) object: usize,
    pub(super) code: usize,
    pub(super) is_hidden: bool,
}

impl Glyph {
    /// About how far the next character begins from it.
    fn advance(&self) -> f64 {
        if self.c.is_ascii() { self.size / 2.0 } else { self.size }
    }
}

/// Base lines of a line differ by less than this, in sizes of the type.
const SAME_LINE: f64 = 0.35;
/// A gap ends a word, in sizes of the type: between pieces of text, and within one.
const WORD_GAP: f64 = 0.6;
const WIDE_GAP: f64 = 2.5;
/// How far characters that stand below each other may be apart.
const COLUMN_PITCH: f64 = 1.6;
/// The digits of a mobile number: as many cells with one in each are a number.
const FEWEST_CELLS: usize = 11;

/// Adds the characters line by line from above; then what does not read that way: objects whose characters stand
/// elsewhere, and characters that stand alone, in the order of the file and from above.
pub(super) fn write(entry: EntryId, glyphs: &[Glyph], draft: &mut Draft) {
    let mut page =
        Page { entry, glyphs, draft, follows: vec![None; glyphs.len()], is_loose: vec![false; glyphs.len()] };
    let lines = lines(glyphs, (0..glyphs.len()).collect());
    for line in &lines {
        for (word, is_cell) in page.words(line) {
            page.is_loose[word[0]] = word.len() == 1 && !is_cell;
        }
    }
    let columns = page.columns();
    let mut stands_below = vec![false; glyphs.len()];
    columns.iter().flatten().for_each(|&nth| stands_below[nth] = true);
    // A line of nothing but such characters would be taken for the end of a number in the line above.
    for line in lines.iter().filter(|line| line.iter().any(|&nth| !stands_below[nth])) {
        page.line(line);
    }
    page.scattered_objects();
    page.loose_in_order();
    page.runs(&columns.iter().map(Vec::as_slice).collect::<Vec<_>>());
}

/// The characters of each line from left to right. A character that was set twice at one place, to make it bold, is in
/// a line of its own the second time.
fn lines(glyphs: &[Glyph], mut all: Vec<usize>) -> Vec<Vec<usize>> {
    let mut lines = Vec::new();
    while !all.is_empty() {
        all.sort_by(|&a, &b| glyphs[a].y.total_cmp(&glyphs[b].y));
        let mut groups: Vec<Vec<usize>> = Vec::new();
        for nth in all {
            let near = groups.last().and_then(|group| group.first()).is_some_and(|&first| {
                let (first, here) = (&glyphs[first], &glyphs[nth]);
                here.y - first.y <= SAME_LINE * first.size.min(here.size)
            });
            match groups.last_mut().filter(|_| near) {
                Some(group) => group.push(nth),
                None => groups.push(vec![nth]),
            }
        }
        let mut again = Vec::new();
        for mut group in groups {
            group.sort_by(|&a, &b| glyphs[a].x.total_cmp(&glyphs[b].x).then(a.cmp(&b)));
            let mut line: Vec<usize> = Vec::new();
            for nth in group {
                let twice = line.last().is_some_and(|&last| {
                    let (last, here) = (&glyphs[last], &glyphs[nth]);
                    last.c == here.c && here.x - last.x < 0.2 * here.size
                });
                if twice { again.push(nth) } else { line.push(nth) }
            }
            lines.push(line);
        }
        all = again;
    }
    lines
}

struct Page<'p> {
    entry: EntryId,
    glyphs: &'p [Glyph],
    draft: &'p mut Draft,
    /// The character that was written right behind each.
    follows: Vec<Option<usize>>,
    /// Whether it was written as a word of its own.
    is_loose: Vec<bool>,
}

impl Page<'_> {
    fn put(&mut self, nth: usize) {
        let Glyph { c, raw, whole, .. } = &self.glyphs[nth];
        self.draft.write(c.encode_utf8(&mut [0; 4]), self.entry, raw.clone(), Pen::Each { whole: *whole });
    }

    /// The gap between two characters of a line, if it ends a word, in sizes of the type.
    fn gap(&self, one: usize, next: usize) -> Option<f64> {
        let (one, next) = (&self.glyphs[one], &self.glyphs[next]);
        let size = one.size.max(next.size).max(0.01);
        let gap = (next.x - one.x - one.advance()) / size;
        let most = if one.code == next.code { WIDE_GAP } else { WORD_GAP };
        (gap > most).then_some(gap)
    }

    /// The words of a line, and whether each is a character of a number that has a cell for each.
    fn words<'l>(&self, line: &'l [usize]) -> Vec<(&'l [usize], bool)> {
        let words: Vec<&[usize]> = line.chunk_by(|&one, &next| self.gap(one, next).is_none()).collect();
        let is_cell = |word: &&[usize]| matches!(word, [only] if matches!(self.glyphs[*only].c, '0'..='9' | 'X' | 'x' | '０'..='９'));
        let mut cells = vec![false; words.len()];
        let mut at = 0;
        for run in words.chunk_by(|one, next| is_cell(one) && is_cell(next)) {
            if run.len() >= FEWEST_CELLS {
                cells[at..at + run.len()].fill(true);
            }
            at += run.len();
        }
        words.into_iter().zip(cells).collect()
    }

    fn line(&mut self, line: &[usize]) {
        self.draft.end_line();
        let mut before: Option<(usize, bool)> = None;
        for (word, is_cell) in self.words(line) {
            if let Some((last, was_cell)) = before {
                match self.gap(last, word[0]) {
                    Some(_) if is_cell && was_cell => self.follows[last] = Some(word[0]),
                    Some(gap) => self.draft.say(if gap > 1.5 { "\t" } else { " " }),
                    None => {}
                }
            }
            for (nth, &glyph) in word.iter().enumerate() {
                self.follows[glyph] = word.get(nth + 1).copied();
                self.put(glyph);
            }
            before = word.last().map(|&last| (last, is_cell));
        }
        self.draft.end_line();
    }

    fn scattered_objects(&mut self) {
        let glyphs = self.glyphs;
        let mut start = 0;
        for object in glyphs.chunk_by(|one, next| one.object == next.object) {
            let numbers = start..start + object.len();
            start = numbers.end;
            let is_scattered = numbers.clone().skip(1).any(|nth| self.follows[nth - 1] != Some(nth));
            if object.len() > 1 && is_scattered {
                self.draft.end_line();
                numbers.for_each(|nth| self.put(nth));
                self.draft.end_line();
            }
        }
    }

    fn loose_in_order(&mut self) {
        let loose: Vec<usize> = (0..self.glyphs.len()).filter(|&nth| self.is_loose[nth]).collect();
        let near = |one: usize, next: usize| {
            let (one, next) = (&self.glyphs[one], &self.glyphs[next]);
            // Those below each other are read as columns.
            let is_column = (next.x - one.x).abs() <= SAME_LINE * one.size;
            !is_column && (next.x - one.x).hypot(next.y - one.y) <= one.size * WIDE_GAP
        };
        let runs: Vec<&[usize]> = loose.chunk_by(|&one, &next| near(one, next)).collect();
        self.runs(&runs);
    }

    /// Characters that stand alone, one below the other.
    fn columns(&self) -> Vec<Vec<usize>> {
        let mut loose: Vec<usize> = (0..self.glyphs.len()).filter(|&nth| self.is_loose[nth]).collect();
        loose.sort_by(|&a, &b| self.glyphs[a].x.total_cmp(&self.glyphs[b].x));
        let near = |first: usize, nth: usize| {
            self.glyphs[nth].x - self.glyphs[first].x <= SAME_LINE * self.glyphs[first].size
        };
        let mut columns: Vec<Vec<usize>> = Vec::new();
        for nth in loose {
            match columns.last_mut().filter(|column| near(column[0], nth)) {
                Some(column) => column.push(nth),
                None => columns.push(vec![nth]),
            }
        }
        let mut runs = Vec::new();
        for mut column in columns {
            column.sort_by(|&a, &b| self.glyphs[a].y.total_cmp(&self.glyphs[b].y).then(a.cmp(&b)));
            let near = |one: usize, next: usize| {
                self.glyphs[next].y - self.glyphs[one].y <= COLUMN_PITCH * self.glyphs[one].size
            };
            let of_it = column.chunk_by(|&one, &next| near(one, next));
            runs.extend(of_it.filter(|run| run.len() > 1).map(<[usize]>::to_vec));
        }
        runs
    }

    fn runs(&mut self, runs: &[&[usize]]) {
        for run in runs.iter().filter(|run| run.len() > 1) {
            self.draft.end_line();
            run.iter().for_each(|&nth| self.put(nth));
            self.draft.end_line();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Draft, Glyph, write};

    fn read(glyphs: &[(char, f64, f64, usize)]) -> Vec<String> {
        let glyphs: Vec<Glyph> = glyphs
            .iter()
            .enumerate()
            .map(|(at, &(c, x, y, object))| {
                let raw = at * 4..at * 4 + c.len_utf8();
                Glyph { c, x, y, size: 4.0, raw, whole: false, object, code: object, is_hidden: false }
            })
            .collect();
        let mut draft = Draft::default();
        write(0, &glyphs, &mut draft);
        draft.text().lines().map(str::to_owned).collect()
    }

    fn row(text: &str, x: f64, pitch: f64, y: f64, object: usize) -> Vec<(char, f64, f64, usize)> {
        text.chars().zip(0..).map(|(c, nth)| (c, x + f64::from(nth) * pitch, y, object)).collect()
    }

    #[test]
    fn what_stands_side_by_side_is_a_line_whatever_the_order_in_the_file() {
        let mut page: Vec<_> = row("13800012001", 60.0, 2.0, 10.2, 9)
            .into_iter()
            .zip(0..)
            .map(|(g, nth)| (g.0, g.1, g.2, nth))
            .collect();
        page.reverse();
        page.extend(row("手机：", 48.0, 4.0, 10.0, 20));
        page.extend(row("张三", 10.0, 4.0, 10.0, 21));
        page.extend(row("张三", 10.1, 4.0, 10.0, 22));
        assert_eq!(read(&page), ["张三\t手机：13800012001", "张三"]);
    }

    #[test]
    fn a_digit_a_cell_and_digits_below_each_other_are_numbers() {
        let cells: Vec<_> = row("13800012001", 20.0, 9.0, 10.0, 0)
            .into_iter()
            .zip(0..)
            .map(|(g, nth)| (g.0, g.1, g.2, nth))
            .collect();
        assert_eq!(read(&cells), ["13800012001"]);
        let below: Vec<_> = "13800012001"
            .chars()
            .zip(0..)
            .map(|(c, nth)| (c, 5.0, f64::from(nth) * 6.0, nth as usize))
            .collect();
        assert_eq!(read(&below).last().unwrap(), "13800012001");
        let mut shuffled = below;
        shuffled.swap(0, 7);
        shuffled.swap(3, 9);
        assert_eq!(read(&shuffled).last().unwrap(), "13800012001");
    }

    #[test]
    fn an_object_that_is_set_aslant_is_read_as_it_stands_in_the_file() {
        let aslant: Vec<_> = "保密资料"
            .chars()
            .zip(0..)
            .map(|(c, nth)| (c, f64::from(nth) * 6.0, f64::from(nth) * 6.0, 0))
            .collect();
        assert_eq!(read(&aslant).last().unwrap(), "保密资料");
    }
}
