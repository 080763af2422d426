//! Of whom a text speaks, sentence by sentence: people who were found in it, people whose names are half hidden, and
//! relatives (`其妻`, `女儿`).

use std::sync::LazyLock;

use super::Claim;
use super::marks::Mark;
use crate::kind::{Group, Kind};
use crate::tagger::{Words, is_han};
use crate::text::Span;

/// Whether something that was found is a person of whom a text may speak.
pub(super) trait Speaks {
    fn speaks(&self) -> bool;
}

impl Speaks for Claim {
    /// Office holders act, what is said beside them is about others; an office has no illness.
    fn speaks(&self) -> bool {
        let private = !self.role.acts_for_others();
        private
            && match self.kind.group() {
                Group::Identifier => {
                    !matches!(self.kind, Kind::Landline | Kind::Ip | Kind::Mac | Kind::Email)
                }
                _ => self.kind == Kind::Person,
            }
    }
}

/// A sentence that speaks of somebody.
pub(super) struct Sentence {
    pub(super) span: Span,
    /// Where those stand of whom it speaks, within it or before.
    people: Vec<Span>,
}

/// How far from the person a word may stand that has to be near, in bytes: fifteen Chinese characters.
const NEAR: usize = 45;

impl Sentence {
    /// Whether what stands at `word` is said of somebody. `near`: only of somebody close to it.
    pub(super) fn speaks_of(&self, word: Span, near: bool) -> bool {
        let gap =
            |person: &Span| word.start.saturating_sub(person.end).max(person.start.saturating_sub(word.end));
        !near || self.people.iter().any(|person| gap(person) <= NEAR)
    }
}

/// The sentences of a text that speak of somebody, first to last.
pub(super) struct Subjects<'t> {
    text: &'t str,
    /// In order of position.
    people: std::iter::Peekable<std::vec::IntoIter<Mention>>,
    read: usize,
}

/// Somebody of whom a text speaks.
#[derive(Clone, Copy, Debug)]
pub struct Mention {
    span: Span,
    /// By name or number, whole or half hidden.
    named: bool,
}

impl Mention {
    /// Whether it is a name or number, if half hidden.
    pub(super) const fn is_named(&self) -> bool {
        self.named
    }

    /// Where it stands.
    pub(crate) const fn span(&self) -> Span {
        self.span
    }

    /// The same in a text that begins `by` bytes earlier.
    pub(crate) fn shifted(self, by: usize) -> Self {
        Self { span: self.span.shifted(by), ..self }
    }

    /// The same in a text that begins `by` bytes later.
    pub(crate) fn shifted_back(self, by: usize) -> Self {
        Self { span: Span::new(self.span.start - by, self.span.end - by), ..self }
    }
}

impl<'t> Subjects<'t> {
    pub(super) fn new(text: &'t str, found: &[Claim], mentions: &[Mention]) -> Self {
        let named = found.iter().filter(|claim| claim.speaks());
        let mut people: Vec<Mention> = named.map(|claim| Mention { span: claim.span, named: true }).collect();
        people.extend(mentions);
        people.sort_by_key(|person| person.span);
        Self { text, people: people.into_iter().peekable(), read: 0 }
    }
}

impl Iterator for Subjects<'_> {
    type Item = Sentence;

    fn next(&mut self) -> Option<Sentence> {
        loop {
            let first = self.people.next()?;
            if first.span.end <= self.read {
                continue;
            }
            let start = sentence_start(self.text, first.span.start).max(self.read);
            let mut end = sentence_end(self.text, first.span.end);
            let (mut people, mut named) = (vec![first.span], first.named);
            while let Some(other) = self.people.next_if(|other| other.span.start < end) {
                end = end.max(other.span.end);
                people.push(other.span);
                named |= other.named;
            }
            if named {
                end = with_next(self.text, end);
            }
            self.read = end;
            let span = Span::new(start, end);
            if named || !is_normative(span.of(self.text)) {
                return Some(Sentence { span, people });
            }
        }
    }
}

const STOPS: [char; 6] = ['。', '！', '？', '；', ';', '\n'];

fn sentence_start(text: &str, at: usize) -> usize {
    text[..at].rfind(STOPS).map_or(0, |stop| stop + text[stop..].chars().next().map_or(0, char::len_utf8))
}

fn sentence_end(text: &str, at: usize) -> usize {
    text[at..].find(STOPS).map_or(text.len(), |stop| at + stop)
}

/// The next sentence of the same line goes on about the same person: `王某，男。患有肺癌。` So do the next fields of a
/// form, a line each: `姓名：…`, `健康状况：…`.
fn with_next(text: &str, end: usize) -> usize {
    let Some(stop) = text[end..].chars().next() else { return end };
    let next = end + stop.len_utf8();
    if stop != '\n' {
        let own = sentence_end(text, next);
        return if is_normative(&text[next..own]) { end } else { own };
    }
    let fields = text[next..].split_inclusive('\n').take(FIELDS).take_while(|line| is_field(line));
    next + fields.map(str::len).sum::<usize>()
}

/// So many fields of a form follow the name, at most.
const FIELDS: usize = 8;

/// A label, a colon and a few words.
fn is_field(line: &str) -> bool {
    line.len() <= 90
        && line.find(['：', ':']).is_some_and(|colon| (1..=30).contains(&line[..colon].trim().len()))
}

/// Words of rules rather than of people.
fn is_normative(sentence: &str) -> bool {
    const RULES: [&str; 18] = [
        "应当",
        "不得",
        "可以",
        "必须",
        "依照",
        "依法",
        "本法",
        "条例",
        "规定",
        "下列",
        "条件的",
        "情形",
        "或者",
        "办法",
        "的，",
        "凡",
        "法律",
        "政策",
    ];
    RULES.iter().any(|word| sentence.contains(word))
}

/// People whose names are half hidden, and relatives.
pub(super) fn mentions<'t>(text: &'t str, marks: &'t [Mark]) -> impl Iterator<Item = Mention> + 't {
    let mut read = 0;
    mentioning(marks).filter_map(move |start| {
        let rest = text.get(start..).filter(|_| start >= read)?;
        let alone = rest.chars().next().filter(|&c| hides_alone(c));
        let (len, hiding) = match alone {
            Some(c) => (c.len_utf8(), true),
            None => MENTIONS.at_start(rest).map(|hit| (hit.len, hit.meaning))?,
        };
        read = start + len;
        let span = Span::new(start, read);
        if hiding {
            half_hidden(text, span).map(|span| Mention { span, named: true })
        } else {
            Some(Mention { span, named: false })
        }
    })
}

/// Where words for people who are not named may begin, and those that are signs of a kind of document.
pub(super) fn mentioning(marks: &[Mark]) -> impl Iterator<Item = usize> {
    marks.iter().filter(|mark| mark.is(Mark::MENTION)).map(|mark| mark.at())
}

/// Words for people who are not named, and whether they take the place of a given name.
pub(super) static MENTIONS: LazyLock<Words<bool>> = LazyLock::new(|| {
    let words = HIDING.iter().map(|&word| (word, true));
    Words::beginning(words.chain(RELATIVES.split_whitespace().map(|word| (word, false))))
});

/// What takes the place of the given name.
const HIDING: [&str; 5] = ["女士", "先生", "大爷", "大娘", "奶奶"];

/// Whether `c` hides the given name.
pub(super) const fn hides_alone(c: char) -> bool {
    matches!(c, '某' | '*' | '＊')
}

const RELATIVES: &str = "
    其父 其母 其妻 其夫 其子 其女 其兄 其弟 其姐 其妹 其孙 妻子 丈夫 老伴 爱人 儿子 女儿 父亲 母亲 孙子 孙女 长子 次子 长女 次女
    独子 独女 儿媳 女婿 爷爷 外公 外婆 姥姥 姥爷 哥哥 弟弟 姐姐 妹妹 之子 之女 之妻 之夫 大儿子 小儿子 大女儿 小女儿 我本人 本人因 本人系 该户";

/// `王某`, `李*`, `张女士`: one or two characters before what hides the rest.
fn half_hidden(text: &str, hiding: Span) -> Option<Span> {
    let before = text[..hiding.start].chars().next_back()?;
    let is_name = yinmo_data::surnames::is_surname(before) && is_han(before);
    is_name.then(|| Span::new(hiding.start - before.len_utf8(), hiding.end))
}
