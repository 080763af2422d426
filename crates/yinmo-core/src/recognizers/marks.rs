//! Where could a name or an address be? One pass over a text marks the few places at which its readers then look.
//!
//! Whatever a reader finds has a mark; what has a mark need be nothing. A mark is two or three classes of neighbouring
//! characters, so that the pass asks one table once a character, and the readers ask their words at one place in fifty.

use std::sync::LazyLock;

use memchr::memchr_iter;
use yinmo_data::surnames;

use super::{address, person, subject};
use crate::memory::SIGN_WORDS;
use crate::scan::{AFTER, BEFORE, Class, Classes, Judged, Known, LANES, Rarer, Window, each};
use crate::table::CHILD_MENTIONS;
use crate::tagger::model::{gate, shipped};
use crate::tagger::{FOLLOWERS, Follower, Gate, is_blank, is_han, may_be_given, may_be_second};

/// A place worth a look.
#[derive(Clone, Copy)]
pub struct Mark {
    at: u32,
    what: u8,
}

impl Mark {
    /// A surname, with a given name behind it that may end where it should.
    pub(super) const NAME: u8 = 1;
    /// The last character of a word that introduces names, one of which may follow.
    pub(super) const PERSON_CUE: u8 = 1 << 1;
    /// The last character of a word that introduces addresses.
    pub(super) const ADDRESS_CUE: u8 = 1 << 2;
    /// What an address may end with: the unit of a house number, or the last character of a name.
    pub(super) const UNIT: u8 = 1 << 3;
    /// What may be the dot in a transcribed name.
    pub(super) const DOT: u8 = 1 << 4;
    /// The colon after an English label.
    pub(super) const COLON: u8 = 1 << 5;
    /// Where the model has to be asked whether a name begins.
    pub(super) const OPENING: u8 = 1 << 6;
    /// The beginning of a word for somebody who is not named or for children, or of one that shows what kind of document
    /// it is.
    pub(super) const MENTION: u8 = 1 << 7;

    /// Where the character begins.
    pub(super) const fn at(self) -> usize {
        self.at as usize
    }

    /// Whether it is marked as one of these.
    pub(super) const fn is(self, what: u8) -> bool {
        self.what & what != 0
    }
}

/// The marks of a text, first to last.
pub(super) fn marks(text: &str) -> Vec<Mark> {
    let mut marks = Vec::new();
    let (gate, lexicon) = (shipped().gate(), shipped().lexicon());
    let least = gate.least().votes;
    each(
        text,
        &CLASSES,
        |window| rule(window, least),
        |Judged { at, said, window, lane }| {
            let opens = || gate.opens_among(window.votes()[lane], window.around(lane), lexicon);
            let refused = if said & Mark::OPENING == 0 || opens() { 0 } else { Mark::OPENING };
            let what = said & !refused & !chance(said & OF_WORDS, window.around(lane));
            if what != 0 {
                marks.push(Mark { at: at as u32, what });
            }
        },
    );
    marks
}

/// The marks of a text without a Chinese character: the colons behind its words.
pub(super) fn colons(text: &str) -> Vec<Mark> {
    let bytes = text.as_bytes();
    let behind_word = |at: usize| at > 0 && (bytes[at - 1] == b' ' || bytes[at - 1].is_ascii_alphabetic());
    let colons = memchr_iter(b':', bytes).filter(|&at| behind_word(at));
    colons.map(|at| Mark { at: at as u32, what: Mark::COLON }).collect()
}

/// What is marked by the two characters at the edge of a word.
const OF_WORDS: u8 = Mark::NAME | Mark::PERSON_CUE | Mark::ADDRESS_CUE | Mark::MENTION;

/// The character that is judged, [`BEFORE`] others, and those that tell where a name ends.
type Near = [u16; BEFORE + 1 + 5];

/// What of `said` comes of characters that are at the edge of a word each, and of none together.
#[inline]
fn chance(said: u8, near: &Near) -> u8 {
    if said == 0 {
        return 0;
    }
    let [before, own, next] = [BEFORE - 1, BEFORE, BEFORE + 1].map(|at| near[at]);
    let char = |code: u16| char::from_u32(code.into()).unwrap_or('\0');
    let ends = |at: usize| !is_han(char(near[at])) || FOLLOWERS.may_be_near(near[at], near[at + 1]);
    let unless = |mark: u8, holds: &dyn Fn() -> bool| if said & mark == 0 || holds() { 0 } else { mark };
    let introduces = |words: bool| words || is_blank(char(before));
    // A name may have four characters.
    unless(Mark::NAME, &|| (BEFORE + 2..=BEFORE + 4).any(ends))
        | unless(Mark::PERSON_CUE, &|| introduces(person::CUES.may_be_near(own, before)))
        | unless(Mark::ADDRESS_CUE, &|| introduces(address::CUES.may_be_near(own, before)))
        | unless(Mark::MENTION, &|| {
            subject::hides_alone(char(own))
                || subject::MENTIONS.may_be_near(own, next)
                || SIGN_WORDS.may_be_near(own, next)
                || CHILD_MENTIONS.may_be_near(own, next)
        })
}

// What a character can be.
const SURNAME: Class = 1;
/// Part of a given name, or a blank before it.
const GIVEN: Class = 1 << 1;
/// The second character of two surnames.
const SECOND: Class = 1 << 2;
/// No Chinese character: names end before it, and begin behind it.
const CLOSED: Class = 1 << 3;
/// The first and the second character of a word that tells that a name stands before it.
const TELLING: Class = 1 << 4;
const TELLING_SECOND: Class = 1 << 5;
/// Says who somebody is, behind a bracket or comma.
const WHO: Class = 1 << 6;
/// The last and the last but one character of a word that introduces names.
const PERSON_LAST: Class = 1 << 7;
const PERSON_BEFORE: Class = 1 << 8;
/// The same for addresses.
const ADDRESS_LAST: Class = 1 << 9;
const ADDRESS_BEFORE: Class = 1 << 10;
/// All of such a word.
const ALONE: Class = 1 << 11;
/// Links a word and the name it introduces, or begins a name without surname.
const LINK: Class = 1 << 12;
/// The end of an address, behind a number or before what is no Chinese character; or the colon of an English label.
const UNIT: Class = 1 << 13;
/// Part of a house number, or of an English label.
const NUMBER: Class = 1 << 14;
/// Stands between the parts of a transcribed name.
const DOT: Class = 1 << 15;

/// The first character of a word that is marked as a mention, a bit for each list; that of its second is the next.
const FIRST_OF_WORD: [Rarer; 3] = [1, 1 << 2, 1 << 4];
const FIRSTS: Rarer = FIRST_OF_WORD[0] | FIRST_OF_WORD[1] | FIRST_OF_WORD[2];
/// All of such a word.
const WHOLE_WORD: Rarer = 1 << 6;
/// Stands for a given name, behind a surname.
const HIDING: Rarer = 1 << 7;

static CLASSES: LazyLock<Classes> = LazyLock::new(|| {
    let person = Edge::of(person::CUES.nearest());
    let address = Edge::of(address::CUES.nearest());
    let telling = Edge::of(FOLLOWERS.nearest_where(|follower| follower != Follower::Plain));
    let of_han = |c: char| {
        let alone = [&person, &address, &telling].iter().any(|edge| edge.alone.is_open(c));
        let classes = [
            (SURNAME, surnames::is_surname(c) || surnames::begins_compound(c)),
            (GIVEN, may_be_given(c)),
            (SECOND, may_be_second(c)),
            (TELLING, telling.outer.is_open(c)),
            (TELLING_SECOND, telling.inner.is_open(c)),
            (WHO, person::begins_note(c)),
            (PERSON_LAST, person.outer.is_open(c)),
            (PERSON_BEFORE, person.inner.is_open(c)),
            (ADDRESS_LAST, address.outer.is_open(c)),
            (ADDRESS_BEFORE, address.inner.is_open(c)),
            (ALONE, alone),
            (LINK, person::is_link(c) || person::begins_spelled(c)),
            (UNIT, address::may_end(c)),
            (NUMBER, address::is_number(c)),
        ];
        union(&classes)
    };
    let of_other = |c: char| {
        let within_words = GIVEN | PERSON_BEFORE | ADDRESS_BEFORE;
        let classes = [
            (CLOSED, true),
            (within_words, is_blank(c)),
            (WHO, person::begins_note(c)),
            (LINK, person::is_link(c)),
            (NUMBER, address::is_number(c) || c == ' '),
            (DOT, person::is_dot(c) || matches!(c, '.' | '-' | '－' | '/' | '#' | '＃')),
            (UNIT, matches!(c, ':' | '：')),
        ];
        union(&classes)
    };
    let gate = shipped().gate();
    let known = |c: char| Known {
        class: if is_han(c) { of_han(c) } else { of_other(c) },
        rarer: rarer(c),
        votes: gate.votes(c),
    };
    let astral = Known { class: GIVEN | CLOSED, ..known('\u{FFFF}') };
    let beyond = Known { class: CLOSED, rarer: 0, votes: gate.votes(gate::NOTHING) };
    Classes::new(known, astral, beyond)
});

fn rarer(c: char) -> Rarer {
    static LISTS: LazyLock<[Edge; 3]> = LazyLock::new(|| {
        [
            Edge::of(subject::MENTIONS.nearest()),
            Edge::of(CHILD_MENTIONS.nearest()),
            Edge::of(SIGN_WORDS.nearest()),
        ]
    });
    let mut own = if subject::hides_alone(c) { HIDING } else { 0 };
    for (edge, first) in LISTS.iter().zip(FIRST_OF_WORD) {
        let is = |class: Rarer, holds: bool| if holds { class } else { 0 };
        own |= is(first, edge.outer.is_open(c)) | is(WHOLE_WORD, edge.alone.is_open(c));
        own |= is(first << 1, edge.inner.is_open(c) || edge.others.contains(&c));
    }
    own
}

fn union(classes: &[(Class, bool)]) -> Class {
    classes.iter().fold(0, |all, &(class, is)| if is { all | class } else { all })
}

/// The characters at that edge of words by which they are found.
struct Edge {
    outer: Gate,
    inner: Gate,
    /// More of these that are no Chinese characters.
    others: Vec<char>,
    /// Those that are all of a word.
    alone: Gate,
}

impl Edge {
    fn of(nearest: impl Iterator<Item = (char, char)>) -> Self {
        let all: Vec<(char, char)> = nearest.collect();
        let (alone, longer): (Vec<_>, Vec<_>) = all.iter().partition(|(_, inner)| *inner == '\0');
        let (inner, others) =
            longer.into_iter().map(|(_, inner)| inner).partition::<Vec<char>, _>(|&c| is_han(c));
        Self {
            outer: Gate::of_chars(all.into_iter().map(|(outer, _)| outer)),
            inner: Gate::of_chars(inner.into_iter()),
            others,
            alone: Gate::of_chars(alone.into_iter().map(|(outer, _)| outer)),
        }
    }
}

/// What each character of the window is marked as. Without branches, so that it is done for many at once.
#[inline(always)]
fn rule(window: &Window, least: u8) -> [u8; LANES] {
    let mut marks = of_words(window.classes[BEFORE - 1..].first_chunk().expect("a window reaches so far"));
    let rarer = &window.rarer[BEFORE..];
    let classes = &window.classes[BEFORE - 1..];
    for (lane, mark) in marks.iter_mut().enumerate() {
        let opens = u8::from(window.votes()[lane] >= least) * Mark::OPENING;
        let word = u8::from(rarer[lane] & (rarer[lane + 1] >> 1) & FIRSTS != 0);
        let surname = (classes[lane] / SURNAME) as u8;
        let hidden = (rarer[lane] / HIDING) & surname & 1;
        let whole = (rarer[lane] / WHOLE_WORD) & 1;
        *mark |= opens | ((word | hidden | whole) * Mark::MENTION);
    }
    marks
}

/// The characters that are judged, the one before them, and those that a name may have up to its first dot.
const NEAR: usize = 1 + LANES + AFTER;

#[inline(always)]
fn of_words(window: &[Class; NEAR]) -> [u8; LANES] {
    // A dot some characters on may make a name of what follows a word, whatever it is.
    let dotted = Class::from(window.iter().fold(0, |all, class| all | class) & DOT != 0);
    let mut marks = [0; LANES];
    for (lane, mark) in marks.iter_mut().enumerate() {
        let [before, own, n1, n2, n3, n4, n5] =
            *window[lane..].first_chunk().expect("a window reaches further");
        let is = |class: Class, what: Class| class >> what.trailing_zeros();
        let told = |at, next| is(at, TELLING) & (is(next, TELLING_SECOND) | is(at, ALONE));
        let ends = |at, next| told(at, next) | is(at, CLOSED) & (is(before, CLOSED) | is(next, WHO));
        let longer = is(n1, SECOND) & is(n3, GIVEN) & ends(n4, n5);
        let spaced = is(n2, CLOSED);
        let ends = ends(n2, n3) | is(n2, GIVEN) & (spaced | ends(n3, n4) | longer);
        let name = is(own, SURNAME) & is(n1, GIVEN) & ends;
        let introduces = is(n1, LINK) | is(n1, SURNAME) & is(n2, GIVEN) | dotted;
        let person = is(own, PERSON_LAST) & (is(before, PERSON_BEFORE) | is(own, ALONE)) & introduces;
        let address = is(own, ADDRESS_LAST) & (is(before, ADDRESS_BEFORE) | is(own, ALONE));
        let (numbered, ends) = (is(before, NUMBER), is(n1, CLOSED));
        let unit = is(own, UNIT) & !is(own, CLOSED) & (numbered | ends);
        let colon = is(own, UNIT) & is(own, CLOSED) & numbered;
        let bits = [name, person, address, unit, is(own, DOT), colon];
        *mark = bits.iter().rev().fold(0, |all, bit| all << 1 | bit & 1) as u8;
    }
    marks
}

/// A name may be eight characters long up to its first dot.
const _: () = assert!(BEFORE >= 1 && AFTER >= 9);

#[cfg(test)]
mod tests {
    use super::{CHILD_MENTIONS, Mark, SIGN_WORDS, address, marks, person, subject};
    use crate::marked;
    use crate::recognizers::{ALL, Claim, Reading, Recognizer, read_spoken};
    use crate::tagger::model::shipped;

    /// A mark wherever the readers can tell by themselves that there is nothing, and where the gate is asked slowly.
    fn everywhere(text: &str) -> Vec<Mark> {
        let mut openings = Vec::new();
        let (gate, lexicon) = (shipped().gate(), shipped().lexicon());
        gate.scan(text, |opening| openings.extend(gate.opens(text, opening, lexicon).then_some(opening.at)));
        let mut openings = openings.into_iter().peekable();
        let mark = |(at, c): (usize, char)| {
            let unit = if address::may_end(c) { Mark::UNIT } else { 0 };
            let what = match c {
                ':' | '：' => Mark::COLON,
                '\u{4E00}'..='\u{9FFF}' => Mark::NAME | Mark::PERSON_CUE | Mark::ADDRESS_CUE | unit,
                _ => Mark::DOT,
            };
            let opens = openings.next_if_eq(&at).map_or(0, |_| Mark::OPENING);
            Mark { at: at as u32, what: what | opens | Mark::MENTION }
        };
        text.char_indices().map(mark).collect()
    }

    fn claims(text: &str, marks: Vec<Mark>) -> Vec<Claim> {
        let reading = Reading::marked(text, marks);
        let mut claims = Vec::new();
        person::RECOGNIZER.read(&reading, &mut claims);
        address::RECOGNIZER.read(&reading, &mut claims);
        let mut spoken = Vec::new();
        let mentions: Vec<_> = reading.mentions().collect();
        let asked = ALL.iter().map(|recognizer| recognizer.kind()).collect();
        read_spoken(text, &[], &claims, &mentions, asked, &mut spoken);
        claims.append(&mut spoken);
        claims
    }

    #[test]
    fn whatever_the_readers_find_is_marked() {
        let cases = ALL.iter().flat_map(|recognizer| recognizer.cases().lines());
        let texts: Vec<String> = cases.map(|case| marked::parse(case).0).collect();
        let all = texts.join("\n");
        for text in texts.iter().chain([&all]) {
            assert_eq!(claims(text, marks(text)), claims(text, everywhere(text)), "{text}");
        }
        assert!(marks(&all).len() * 3 < everywhere(&all).len());
    }

    #[test]
    fn words_that_tell_of_documents_and_children_are_marked() {
        let signs = SIGN_WORDS.all().chain(CHILD_MENTIONS.all());
        for word in signs.chain(subject::MENTIONS.all()) {
            let marks = marks(&format!("经{word}办"));
            assert!(marks.iter().any(|mark| mark.at() == 3 && mark.is(Mark::MENTION)), "{word}");
        }
    }
}
