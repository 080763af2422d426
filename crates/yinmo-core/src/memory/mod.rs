//! What a document says of people anywhere counts everywhere in it.
//!
//! A name that a label, a title or a number beside it makes sure of is the same person's on the next page, where
//! nothing points to it. So a document is read twice. The first reading takes each place by itself; [`People`] gathers
//! whom it names and how surely. The second has their [`Memory`]: it finds the names that were missed, padded or
//! wrapped as they may be, and gives whoever is named the role that is certain somewhere.
//!
//! ```
//! use yinmo_core::Detector;
//! let findings = Detector::new().detect("户主：逯志成。\n\n补助款发给逯志成后，由逯 志 成签收。");
//! assert_eq!(findings.len(), 3);
//! ```

mod contacts;
mod firsts;
mod genre;
mod homes;
mod people;
mod recall;
mod role;
mod sighting;
mod trie;
mod variant;
mod words;

pub(crate) use genre::{SIGN_WORDS, Seen, signs_at};
pub use people::People;
pub(crate) use words::is_word;

use rustc_hash::FxHashMap;

use crate::finding::Role;
use crate::operators::{Names, key};
use crate::tagger::{is_blank, is_han};
use firsts::Firsts;
use genre::Genre;
use homes::Homes;
use people::{Nicknames, Person};
use role::Standing;
use trie::Trie;

/// The people of a document, by their names. Holds names, so nothing of it is shown.
#[derive(Default)]
pub struct Memory {
    /// Whom to look for.
    known: Vec<Known>,
    trie: Trie,
    firsts: Firsts,
    /// What is known of everybody who was named, sure or not.
    standing: FxHashMap<Box<str>, Standing>,
    /// What somebody is called beside the whole name: the given name alone, or a transcribed name without its dots.
    called: Vec<(Box<str>, Box<str>)>,
    homes: Homes,
    overflowed: bool,
    genre: Option<Genre>,
}

/// Somebody to look for.
struct Known {
    role: Role,
    form: Form,
}

/// What is looked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// All of a name of Chinese characters.
    Plain,
    /// The same, and only a word beside it ever said that it is one: it may be part of words.
    Doubtful,
    /// The same, and it is as often an ordinary word.
    Word,
    /// Parts with dots between.
    Dotted,
    /// In letters.
    Letters,
    /// The given name alone.
    Given,
    /// What others call somebody.
    Nickname,
}

impl Memory {
    /// The memory of the people that were gathered.
    pub fn new(people: People) -> Self {
        let (overflowed, genre) = (people.overflowed(), people.genre());
        let (all, told, nicknames) = people.into_all();
        let mut memory = Self { overflowed, genre, ..Self::default() };
        memory.know_nicknames(&all, nicknames);
        for person in all.iter().filter(|person| person.is_established()) {
            memory.know(&person.name, person, Form::of(person));
        }
        let dotted = all.iter().filter_map(|person| Some((person.name.clone(), person.dotted.clone()?)));
        memory.called.extend(dotted);
        memory.know_given_names(&all);
        memory.homes = Homes::new(told);
        memory.homes.keys().for_each(|form| memory.firsts.add(form));
        memory.standing = all.into_iter().map(|person| (person.name, person.standing)).collect();
        memory
    }

    /// Whether there is nothing to look for.
    pub fn is_empty(&self) -> bool {
        self.known.is_empty() && self.homes.is_empty()
    }

    /// Whether more people were named than are remembered.
    pub const fn overflowed(&self) -> bool {
        self.overflowed
    }

    /// Whether somebody is named who is under age.
    pub fn has_minors(&self) -> bool {
        self.standing.values().any(|standing| standing.is_minor())
    }

    /// Tells `names` what people are called beside their whole names, and how their homes are written whole, so that this is
    /// replaced as those are.
    pub fn tell(&self, names: &mut Names) {
        self.called.iter().for_each(|(called, name)| names.also(called, name));
        self.homes.tell(names);
    }

    fn know(&mut self, name: &str, person: &Person, form: Form) {
        let nth = self.known.len() as u32;
        if self.trie.insert(name, nth) {
            self.firsts.add(name);
            self.known.push(Known { role: person.standing.role(self.genre), form });
        }
    }

    /// What people are called by others is replaced as their names are.
    fn know_nicknames(&mut self, all: &[Person], nicknames: Nicknames) {
        for (nickname, name) in nicknames {
            let bearer = all.iter().find(|person| person.name == name && person.is_established());
            if let Some(bearer) = bearer.filter(|_| nickname != name) {
                self.know(&nickname, bearer, Form::Nickname);
                self.called.push((nickname, name));
            }
        }
    }

    /// Given names of two characters, of people with a surname of one, unless two people share them.
    fn know_given_names(&mut self, all: &[Person]) {
        let mut bearers: FxHashMap<&str, Option<&Person>> = FxHashMap::default();
        for person in all {
            if let Some(given) = given_name(&person.name) {
                bearers.entry(given).and_modify(|bearer| *bearer = None).or_insert(Some(person));
            }
        }
        let mut meant: Vec<(&str, &Person)> = bearers
            .into_iter()
            .filter_map(|(given, bearer)| Some((given, bearer?)))
            .filter(|(_, bearer)| bearer.is_established())
            .collect();
        meant.sort_unstable_by_key(|&(given, _)| given);
        for (given, bearer) in meant {
            self.know(given, bearer, Form::Given);
            self.called.push((given.into(), bearer.name.clone()));
        }
    }
}

impl Form {
    fn of(person: &Person) -> Self {
        let name = &*person.name;
        match name.chars().next() {
            Some(c) if !is_han(c) => Self::Letters,
            _ if person.dotted.is_some() => Self::Dotted,
            _ if is_word(name) => Self::Word,
            _ if !person.is_backed() => Self::Doubtful,
            _ => Self::Plain,
        }
    }
}

/// The last two of three Chinese characters that begin with a surname.
fn given_name(name: &str) -> Option<&str> {
    let mut chars = name.char_indices();
    let (_, first) = chars.next()?;
    let (at, _) = chars.next()?;
    let han = name.chars().count() == 3 && name.chars().all(is_han);
    (han && yinmo_data::surnames::is_surname(first)).then(|| &name[at..])
}

/// Names are personal: only how many there are is shown.
impl std::fmt::Debug for Memory {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Memory[{} names]", self.known.len())
    }
}

/// A name as it is remembered: padding and dots make no other person.
fn remembered(name: &str) -> String {
    key(name)
}

/// A word as it is written without padding: `联 系 人`.
fn without_blanks(word: &str) -> String {
    word.chars().filter(|&c| !is_blank(c)).collect()
}

/// Where the character that begins at byte `at` ends.
fn behind(text: &str, at: usize) -> usize {
    at + text[at..].chars().next().map_or(1, char::len_utf8)
}

#[cfg(test)]
mod tests {
    use crate::kind::Kind;
    use crate::{Detector, marked};

    /// The people in each case, marked as in the cases of recognizers, and no others.
    fn check(cases: &[&str]) {
        let detector = Detector::new();
        let mut failures = Vec::new();
        for case in cases {
            let (text, marks) = marked::parse(case);
            let mut found = detector.detect(&text);
            found.retain(|finding| finding.kind == Kind::Person);
            let fits =
                marks.len() == found.len() && marks.iter().zip(&found).all(|(mark, f)| mark.matches(f));
            let found: Vec<_> = found.iter().map(|finding| (finding.span.of(&text), finding.role)).collect();
            if !fits {
                failures.push(format!("{case}\n{found:?}"));
            }
        }
        assert!(failures.is_empty(), "{}", failures.join("\n\n"));
    }

    #[test]
    fn signs_behind_a_known_name_hide_nothing_of_it() {
        check(&[
            "户主：[[逯志|person]]。\n谁见过[[逯志|person]]？\n附件：[[逯志|person]]_身份证.jpg",
            "户主：[[逯志|person]]。\n[[逯志|person]]□ 到会，[[逯志|person]]* 缺席，[[逯志|person]]● 请假",
            "户主：[[逯志成|person]]。\n[[逯志成|person]]？\n[[逯志成|person]]☆☆☆",
        ]);
    }

    #[test]
    fn a_name_found_once_is_found_in_every_form() {
        check(&[
            "户主：[[逯志成|person]]。\\n\\n补助发给[[逯志成|person]]后，由[[逯 志 成|person]]、[[逯\\u{3000}志\\u{3000}成|person]]签收。",
            "户主：[[逯志成|person]]。后由[[逯志\\n成|person]]签收。",
            "申请人[[窦芃|person]]来访。名单：\\n[[窦\\u{3000}芃|person]]\\n",
            "申请人[[买买提·艾力江|person]]。[[买买提•艾力江|person]]说，[[买买提艾力江|person]]和[[买买提．艾力江|person]]是同一人。",
            "姓名：[[ZHANG Xiaoming|person]]。\\n后来 [[ZHANG Xiaoming|person]] 又来，ZHANG Xiaomingson 没来。",
        ]);
    }

    #[test]
    fn what_is_hidden_at_one_place_is_hidden_at_all() {
        check(&["经研究，决定解除[[束广义|person]]同志的科长职务。[[束广义|person]]自即日起不再任职。"]);
    }

    #[test]
    fn a_given_name_alone_is_found_where_it_is_addressed() {
        check(&["户主：[[逯志成|person]]。[[志成|person]]同志说，他有志成才。"]);
    }

    #[test]
    fn ordinary_words_are_no_names_because_somebody_bears_them() {
        check(&[
            "户主：[[高峰|person]]，用电高峰期间，高峰时段。[[高峰|person]]同志到场。",
            "户主：[[向阳|person]]。向阳村三组，户主[[向阳|person]]。",
            "申请人：[[李明华|person]]。[[李明|person]] 华东地区，[[李明|person]]\\n华东地区。",
        ]);
    }

    #[test]
    fn roles_are_those_of_the_document() {
        check(&[
            "[[厉家诚|person:minor]]主持了会议。[[厉家诚|person:minor]]，八岁，读小学。",
            "[[厉家诚|person:minor]]主持了会议。儿童：[[厉家诚|person:minor]]。",
            "局长[[王建国|person:citizen]]出席。被告[[王建国|person:citizen]]辩称不知情。",
            "局长[[王建国|person:citizen]]出席。[[王建国|person:citizen]]，身份证号330106190102030017。",
            "局长[[王建国|person:official]]出席。[[王建国|person:official]]同志指出，要做好工作。",
            "优秀党员[[王建国|person:official]]、局长[[王建国|person:official]]出席。",
            "（通讯员\\u{3000}[[严\\u{3000}志\\u{3000}成|person:representative]]）今天，[[严志成|person:representative]]报道。",
        ]);
    }

    #[test]
    fn whose_a_name_is_depends_on_the_document() {
        let documents = include_str!("roles.txt").split("\n= ").skip(1);
        let texts = documents.map(|document| document.split_once('\n').expect("a text below the title").1);
        check(&texts.map(str::trim_end).collect::<Vec<_>>());
    }

    #[test]
    fn what_is_assumed_is_no_name() {
        check(&["王芳（化名）来访，王芳说。"]);
    }
}
