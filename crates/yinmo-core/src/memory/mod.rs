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

mod people;
mod recall;
mod role;
mod sighting;
mod trie;
mod variant;
mod words;

pub use people::People;

use rustc_hash::FxHashMap;

use crate::finding::Role;
use crate::operators::{Names, key};
use crate::tagger::is_han;
use people::Person;
use role::Standing;
use trie::Trie;

/// The people of a document, by their names. Holds names, so nothing of it is shown.
#[derive(Default)]
pub struct Memory {
    /// Whom to look for.
    known: Vec<Known>,
    trie: Trie,
    /// What is known of everybody who was named, sure or not.
    standing: FxHashMap<Box<str>, Standing>,
    /// Given names by which one person alone may be meant, and whose they are.
    given: Vec<(Box<str>, Box<str>)>,
    overflowed: bool,
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
    /// The same, and it is as often an ordinary word.
    Word,
    /// Parts with dots between.
    Dotted,
    /// In letters.
    Letters,
    /// The given name alone.
    Given,
}

impl Memory {
    /// The memory of the people that were gathered.
    pub fn new(people: People) -> Self {
        let overflowed = people.overflowed();
        let all = people.into_all();
        let mut memory = Self { overflowed, ..Self::default() };
        for person in all.iter().filter(|person| person.is_established()) {
            memory.know(&person.name, person, Form::of(person));
        }
        memory.know_given_names(&all);
        memory.standing = all.into_iter().map(|person| (person.name, person.standing)).collect();
        memory
    }

    /// Whether there is nobody to look for.
    pub fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    /// Whether more people were named than are remembered.
    pub const fn overflowed(&self) -> bool {
        self.overflowed
    }

    /// Whether somebody is named who is under age.
    pub fn has_minors(&self) -> bool {
        self.standing.values().any(|standing| standing.is_minor())
    }

    /// Tells `names` by which given names people are meant, so that these are replaced as whole names are.
    pub fn tell(&self, names: &mut Names) {
        self.given.iter().for_each(|(given, name)| names.also(given, name));
    }

    fn know(&mut self, name: &str, person: &Person, form: Form) {
        let nth = self.known.len() as u32;
        if self.trie.insert(name, nth) {
            self.known.push(Known { role: person.standing.role(), form });
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
            self.given.push((given.into(), bearer.name.clone()));
        }
    }
}

impl Form {
    fn of(person: &Person) -> Self {
        let name = &*person.name;
        match name.chars().next() {
            Some(c) if !is_han(c) => Self::Letters,
            _ if person.is_dotted => Self::Dotted,
            _ if words::is_word(name) => Self::Word,
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
