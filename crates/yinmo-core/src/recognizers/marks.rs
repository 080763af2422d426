//! Where could a name or an address be? One pass over a text marks the few places at which its readers then look.
//!
//! Whatever a reader finds has a mark; what has a mark need be nothing. A mark is two or three classes of neighbouring
//! characters, so that the pass asks one table once a character, and the readers ask their words at one place in fifty.

use std::sync::LazyLock;

use yinmo_data::surnames;

use super::{address, person};
use crate::scan::{AFTER, BEFORE, Class, Classes, LANES, Window, each};
use crate::tagger::{FOLLOWERS, Gate, Words, is_blank, is_han, may_be_given, may_be_second};

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
    /// The unit of a house number.
    pub(super) const UNIT: u8 = 1 << 3;
    /// The dot in a transcribed name.
    pub(super) const DOT: u8 = 1 << 4;
    /// The colon after an English word.
    pub(super) const COLON: u8 = 1 << 5;

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
    each(text, &CLASSES, ENDS, rule, |at, what| marks.push(Mark { at: at as u32, what }));
    marks
}

// What a character can be.
const SURNAME: Class = 1;
/// Part of a given name, or a blank before it.
const GIVEN: Class = 1 << 1;
/// The second character of two surnames.
const SECOND: Class = 1 << 2;
/// Stands behind names: no Chinese character, or the first of a word that follows them.
const ENDS: Class = 1 << 3;
/// The last and the last but one character of a word that introduces names.
const PERSON_LAST: Class = 1 << 4;
const PERSON_BEFORE: Class = 1 << 5;
/// The same for addresses.
const ADDRESS_LAST: Class = 1 << 6;
const ADDRESS_BEFORE: Class = 1 << 7;
/// All of either word.
const ALONE: Class = 1 << 8;
/// Links a word and the name it introduces.
const LINK: Class = 1 << 9;
const UNIT: Class = 1 << 10;
/// Part of a house number.
const NUMBER: Class = 1 << 11;
const DOT: Class = 1 << 12;
/// Read as a dot in names that a label introduces.
const JOIN: Class = 1 << 13;
const COLON: Class = 1 << 14;
/// Part of an English label.
const LATIN: Class = 1 << 15;

static CLASSES: LazyLock<Classes> = LazyLock::new(|| {
    let person = Ending::of(&person::CUES);
    let address = Ending::of(&address::CUES);
    let of = |c: char| {
        let classes = [
            (SURNAME, surnames::is_surname(c) || surnames::begins_compound(c)),
            (GIVEN, may_be_given(c)),
            (SECOND, may_be_second(c)),
            (ENDS, !is_han(c) || FOLLOWERS.nearest_is_open(c)),
            (PERSON_LAST, person.last.is_open(c)),
            (PERSON_BEFORE, person.before.is_open(c) || is_blank(c)),
            (ADDRESS_LAST, address.last.is_open(c)),
            (ADDRESS_BEFORE, address.before.is_open(c) || is_blank(c)),
            (ALONE, person.alone.is_open(c) || address.alone.is_open(c)),
            (LINK, person::is_link(c)),
            (UNIT, address::is_unit(c)),
            (NUMBER, address::is_number(c)),
            (DOT, person::is_dot(c)),
            (JOIN, matches!(c, '.' | '-')),
            (COLON, matches!(c, ':' | '：')),
            (LATIN, c.is_ascii_alphabetic() || c == ' '),
        ];
        classes.into_iter().filter(|(_, is)| *is).fold(0, |all, (class, _)| all | class)
    };
    Classes::new(of, GIVEN | ENDS)
});

/// The characters that words end with.
struct Ending {
    last: Gate,
    before: Gate,
    alone: Gate,
}

impl Ending {
    fn of<T: Copy>(words: &Words<T>) -> Self {
        let (alone, longer): (Vec<_>, Vec<_>) = words.nearest().partition(|&(_, before)| before == '\0');
        Self {
            last: Gate::of_chars(words.nearest().map(|(last, _)| last)),
            before: Gate::of_chars(longer.into_iter().map(|(_, before)| before)),
            alone: Gate::of_chars(alone.into_iter().map(|(last, _)| last)),
        }
    }
}

/// What each character of the window is marked as. Without branches, so that it is done for many at once.
#[inline]
fn rule(window: &Window) -> [u8; LANES] {
    // A dot some characters on may make a name of what follows a word, whatever it is.
    let dotted = Class::from(window.iter().fold(0, |all, class| all | class) & (DOT | JOIN) != 0);
    let mut marks = [0; LANES];
    for (lane, mark) in marks.iter_mut().enumerate() {
        let [before, own, n1, n2, n3, n4] = *window[lane..].first_chunk().expect("a window reaches further");
        let has = |class: Class, what: Class| class >> what.trailing_zeros();
        let three = has(n2, GIVEN) & has(n3, ENDS);
        let four = has(n1, SECOND) & has(n2, GIVEN) & has(n3, GIVEN) & has(n4, ENDS);
        let name = has(own, SURNAME) & has(n1, GIVEN) & (has(n2, ENDS) | three | four);
        let introduces = has(n1, LINK) | has(n1, SURNAME) & has(n2, GIVEN) | dotted;
        let person = has(own, PERSON_LAST) & (has(before, PERSON_BEFORE) | has(own, ALONE)) & introduces;
        let address = has(own, ADDRESS_LAST) & (has(before, ADDRESS_BEFORE) | has(own, ALONE));
        let unit = has(own, UNIT) & has(before, NUMBER);
        let colon = has(own, COLON) & has(before, LATIN);
        let bits = [name, person, address, unit, has(own, DOT), colon];
        *mark = bits.iter().rev().fold(0, |all, bit| all << 1 | bit & 1) as u8;
    }
    marks
}

/// A name may be eight characters long up to its first dot.
const _: () = assert!(BEFORE == 1 && AFTER >= 9);
