//! The forms in which a known name may stand in a text: padded, wrapped, with another dot or none.

use yinmo_data::surnames::is_surname;
use yinmo_data::trade_words;

use super::trie::Trie;
use super::{Form, Memory, is_word};
use crate::recognizers::{CUES, TRANSCRIBING, is_assumed, is_best_a_name, is_dot, says_who};
use crate::tagger::model::{is_ordinary_word, shipped};
use crate::tagger::{FOLLOWERS, Follower, hides_more, is_blank, is_han};
use crate::text::{Span, fold_char};

/// A known name in a text.
pub(super) struct Match {
    pub(super) span: Span,
    /// Its number.
    pub(super) name: usize,
}

/// What stands between the characters of a name.
#[derive(Clone, Copy, Default)]
struct Gaps {
    /// How many characters it has.
    length: usize,
    /// How many of them have blanks before them, and whether the second is the only one.
    padded: usize,
    only_second: bool,
    wrapped: bool,
    dotted: bool,
}

/// More blanks than names are padded with.
pub(super) const WIDEST: usize = 4;

/// Where the next character begins at the latest, in bytes, after those blanks and a line break.
const FARTHEST: usize = 16;

impl Memory {
    /// The longest known name at byte `at` that stands by itself there.
    pub(super) fn name_at(&self, text: &str, at: usize) -> Option<Match> {
        let mut best = None;
        let mut node = Trie::ROOT;
        let mut gaps = Gaps::default();
        let mut end = at;
        while let Some((gap, next, c)) = next_character(&text[end..], gaps.length) {
            let Some(step) = self.trie.step(node, c) else { break };
            gaps.add(gap);
            node = step;
            end += next;
            if let Some(name) = self.trie.name_at(node)
                && self.stands(text, Span::new(at, end), name, gaps)
            {
                best = Some(Match { span: Span::new(at, end), name });
            }
        }
        best
    }

    /// Whether a given name stands by itself where a name would: `杰旭说`.
    fn is_called(&self, given: &str, before: &str, after: &str) -> bool {
        let opens = !before.ends_with(is_han);
        let closes = || !after.starts_with(is_han) || FOLLOWERS.at_start(after).is_some();
        (opens || before.ends_with(LINKS) && closes()) && !is_any_word(given)
    }

    fn stands(&self, text: &str, span: Span, name: usize, gaps: Gaps) -> bool {
        let form = self.known[name].form;
        let (before, after) = (&text[..span.start], &text[span.end..]);
        // A name that is known whole is no part of a longer one: what is behind it is a note or a box to tick.
        let is_whole = matches!(form, Form::Plain | Form::Letters);
        let masked = !is_whole && hides_more(gaps.length.saturating_sub(1), after);
        if masked || is_assumed(after) || !gaps.fit(form) {
            return false;
        }
        let opens = !before.ends_with(is_han);
        let closes = || !after.starts_with(is_han) || FOLLOWERS.at_start(after).is_some();
        match form {
            Form::Letters => {
                let letter = |c: char| c.is_ascii_alphanumeric();
                !before.ends_with(letter) && !after.starts_with(letter)
            }
            Form::Dotted => true,
            Form::Given => {
                let given = span.of(text);
                opens && is_addressed(after)
                    || self.is_called(given, before, after)
                    || is_amid_words(text, span) && !is_any_word(given)
            }
            Form::Nickname => {
                opens && (is_told(after) || closes()) || self.is_called(span.of(text), before, after)
            }
            Form::Doubtful => (opens || before.ends_with(LINKS)) && closes(),
            Form::Word => {
                is_introduced(before)
                    || is_told(after)
                    || opens && is_line_end(after) && is_line_start(before)
            }
            Form::Plain if gaps.padded > 0 && gaps.length == 2 => {
                opens && (!after.starts_with(is_han) || is_told(after))
            }
            Form::Plain if gaps.padded > 0 || gaps.wrapped => closes(),
            Form::Plain => gaps.length > 2 || closes() || opens && !goes_on(span.of(text), after),
        }
    }
}

fn is_any_word(name: &str) -> bool {
    is_word(name)
        || is_ordinary_word(name, shipped().lexicon())
        || trade_words::at_start(name) == Some(name.len())
}

/// Whether a given name stands amid words that it is no part of, `病床上的|杰旭|笑了`, and neither behind another surname
/// nor in the name of a place or an office: `杰旭路`.
fn is_amid_words(text: &str, span: Span) -> bool {
    const ENDS: &str = "路街巷弄村镇乡县市区州省组社庄屯湾桥站店厂院校楼苑园山河湖江岛桥公集银中小大幼";
    let (before, after) = (&text[..span.start], &text[span.end..]);
    !before.ends_with(is_surname) && !after.starts_with(|c| ENDS.contains(c)) && is_best_a_name(text, span)
}

impl Gaps {
    fn add(&mut self, gap: Gap) {
        if gap.blanks > 0 {
            self.padded += 1;
            self.only_second = self.length == 1;
        }
        self.wrapped |= gap.wraps;
        self.dotted |= gap.dotted;
        self.length += 1;
    }

    /// Whether names of this form stand so. Blanks part all the characters, or the surname from the others; names of
    /// two characters are not cut at the end of a line.
    fn fit(&self, form: Form) -> bool {
        match form {
            Form::Letters => !self.dotted,
            Form::Dotted => true,
            Form::Given | Form::Nickname => self.padded == 0 && !self.wrapped && !self.dotted,
            Form::Plain | Form::Doubtful | Form::Word => {
                let even = self.padded == 0
                    || self.padded + 1 == self.length
                    || self.padded == 1 && self.only_second;
                !self.dotted && even && (!self.wrapped || self.length > 2 && self.padded == 0)
            }
        }
    }
}

#[derive(Clone, Copy, Default)]
struct Gap {
    blanks: usize,
    wraps: bool,
    dotted: bool,
}

/// The next character of a name of which `length` were read: what stands before it, how many bytes that and the
/// character take, and the character as names are remembered by it.
fn next_character(rest: &str, length: usize) -> Option<(Gap, usize, char)> {
    let mut gap = Gap::default();
    for (at, c) in rest.char_indices() {
        let folded = fold_char(c);
        match c {
            _ if folded.is_none() => {}
            '\r' if length > 0 => {}
            '\n' if length > 0 && !gap.dotted && !gap.wraps => gap.wraps = true,
            _ if length > 0 && is_blank(c) && gap.blanks < WIDEST => gap.blanks += usize::from(!gap.wraps),
            _ if length > 0 && (is_dot(c) || matches!(c, '.' | '-')) && !gap.dotted => gap.dotted = true,
            _ => return folded.map(|folded| (gap, at + c.len_utf8(), folded)),
        }
        if at > FARTHEST {
            return None;
        }
    }
    None
}

/// Characters that often stand before names.
pub(super) const LINKS: [char; 20] = [
    '由', '被', '与', '和', '对', '向', '给', '把', '经', '让', '请', '跟', '同', '将', '及', '叫', '找',
    '托', '据', '为',
];

/// Whether a transcribed name of two characters may go on: `马克思` where `马克` is known.
fn goes_on(name: &str, after: &str) -> bool {
    let next = after.chars().next();
    name.chars().chain(next).all(|c| TRANSCRIBING.is_open(c))
}

/// `志成同志`: whoever is addressed so may be called by the given name.
fn is_addressed(after: &str) -> bool {
    const FORMS: [&str; 12] =
        ["同志", "先生", "女士", "小姐", "老师", "师傅", "大哥", "大姐", "叔叔", "阿姨", "爷爷", "奶奶"];
    FORMS.iter().any(|form| after.starts_with(form))
}

/// Whether a word that introduces names stands before.
fn is_introduced(before: &str) -> bool {
    let word = before.trim_end_matches(|c: char| is_blank(c) || matches!(c, '：' | ':' | '（' | '('));
    CUES.at_end(word).is_some_and(|hit| hit.meaning.bare || word.len() < before.len())
}

/// Whether what follows says that a name stands before it.
fn is_told(after: &str) -> bool {
    let told = |meaning: Follower| meaning.is_title() || meaning == Follower::Conduct;
    says_who(after) || FOLLOWERS.at_start(after).is_some_and(|hit| told(hit.meaning))
}

fn is_line_start(before: &str) -> bool {
    before.is_empty() || before.ends_with(['\n', '\t'])
}

fn is_line_end(after: &str) -> bool {
    after.is_empty() || after.starts_with(['\n', '\r', '\t'])
}
