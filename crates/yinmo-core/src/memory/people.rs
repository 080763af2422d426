//! Whom a document names, in order of appearance.

use rustc_hash::FxHashMap;

use super::genre::{Genre, Seen, Signs, signs_in};
use super::homes::Told;
use super::remembered;
use super::role::Standing;
use super::sighting::{ENOUGH, Sighting};
use crate::detector::Found;
use crate::finding::Role;
use crate::kind::Kind;
use crate::recognizers::{Claim, is_dot, is_nickname, liken_name};
use crate::text::Span;

/// The people that a document, or a piece of one, names.
///
/// Pieces are read apart, on any thread, and joined in order with [`append`](Self::append); the result does not depend
/// on how the document was cut.
#[derive(Default)]
pub struct People {
    index: FxHashMap<Box<str>, u32>,
    all: Vec<Person>,
    told: Told,
    /// What somebody is called by others, and the name of whoever it is.
    nicknames: Nicknames,
    overflowed: bool,
    signs: Signs,
}

/// What somebody is called by others, and the name of whoever it is.
pub(super) type Nicknames = Vec<(Box<str>, Box<str>)>;

/// Somebody who is named.
pub(super) struct Person {
    /// As it is remembered: no blanks, no dots.
    pub(super) name: Box<str>,
    /// How surely it is a name, by all places together.
    weight: u8,
    /// At some place the sequence model or a column of names says so too.
    backed: bool,
    pub(super) standing: Standing,
    /// As it stands with dots, where it does.
    pub(super) dotted: Option<Box<str>>,
}

impl Person {
    /// Whether the name is looked for everywhere: one sure place does, or several likely ones.
    pub(super) const fn is_established(&self) -> bool {
        self.weight >= ENOUGH && !self.standing.is_assumed()
    }

    /// Whether it has the characters of a name as well as a label or title.
    pub(super) const fn is_backed(&self) -> bool {
        self.backed
    }

    fn join(&mut self, later: &Self) {
        self.weight = self.weight.saturating_add(later.weight);
        self.backed |= later.backed;
        self.standing.join(later.standing);
        self.dotted = self.dotted.take().or_else(|| later.dotted.clone());
    }
}

impl People {
    /// As many different names are remembered of one document; later ones are found where they stand, and nowhere else.
    pub const MOST: usize = 1 << 16;

    /// Remembers the people whom what was `found` in `text` names within `own`, and where they live.
    pub fn learn(&mut self, text: &str, found: &Found, own: Span) {
        let begins_here = |sign: &Seen| (own.start..own.end).contains(&sign.at());
        self.signs.extend(found.signs.iter().copied().filter(begins_here));
        let claims = found.claims();
        for nth in 0..claims.len() {
            let span = claims[nth].span;
            if !(own.start <= span.start && span.start < own.end) {
                continue;
            }
            self.told.learn(text, &claims[nth]);
            if let Some(sighting) = Sighting::of(text, claims, nth) {
                let name = span.of(text);
                if let Some(bearer) = bearer(text, claims, nth).filter(|_| self.nicknames.len() < Self::MOST)
                {
                    self.nicknames.push((remembered(name).into(), remembered(bearer).into()));
                }
                self.meet(Person {
                    name: remembered(name).into(),
                    weight: sighting.weight,
                    backed: sighting.backed,
                    standing: sighting.standing,
                    dotted: name.contains(is_dot).then(|| name.into()),
                });
            }
        }
    }

    /// Takes what the document is called for what it is: 失信被执行人名单.xlsx.
    pub fn called(&mut self, name: &str) {
        let last = name.rsplit(['/', '\\']).next().unwrap_or(name);
        self.signs.extend(signs_in(last));
    }

    /// Remembers what stands in a column of names, if it is plainly a name; `role` is whose names the column holds.
    pub fn learn_listed(&mut self, cell: &str, role: Option<Role>) {
        if liken_name(cell).is_some() {
            let standing = Standing::of(role.unwrap_or(Role::Citizen), true);
            let name = remembered(cell).into();
            self.meet(Person { name, weight: ENOUGH, backed: true, standing, dotted: None });
        }
    }

    /// Adds what the next piece of the same document names.
    pub fn append(&mut self, later: Self) {
        self.overflowed |= later.overflowed;
        self.told.append(later.told);
        self.nicknames.extend(later.nicknames);
        self.signs.join(later.signs);
        later.all.into_iter().for_each(|person| self.meet(person));
    }

    /// Whether more were named than are remembered.
    pub const fn overflowed(&self) -> bool {
        self.overflowed
    }

    /// What kind of document it is.
    pub(super) fn genre(&self) -> Option<Genre> {
        self.signs.genre()
    }

    /// Everybody, what was told of homes, and what people are called by others.
    pub(super) fn into_all(self) -> (Vec<Person>, Told, Nicknames) {
        (self.all, self.told, self.nicknames)
    }

    fn meet(&mut self, person: Person) {
        if let Some(&nth) = self.index.get(&person.name) {
            return self.all[nth as usize].join(&person);
        }
        if self.all.len() == Self::MOST {
            self.overflowed = true;
            return;
        }
        self.index.insert(person.name.clone(), self.all.len() as u32);
        self.all.push(person);
    }
}

/// Whose nickname the claim at `nth` is: of whoever is named right before, as in `王建坪（绰号“铁头”）`.
fn bearer<'t>(text: &'t str, claims: &[Claim], nth: usize) -> Option<&'t str> {
    let own = claims[nth].span;
    if claims[nth].kind != Kind::Person || !is_nickname(&text[..own.start]) {
        return None;
    }
    let named = claims[..nth].iter().rev().find(|claim| claim.kind == Kind::Person)?;
    let between = text.get(named.span.end..own.start)?;
    let near = between.len() <= NEAR && !between.contains(['。', '\n', '；', ';', '、']);
    near.then(|| named.span.of(text))
}

/// In bytes.
const NEAR: usize = 60;

/// Names are personal: only how many there are is shown.
impl std::fmt::Debug for People {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "People[{} names]", self.all.len())
    }
}
