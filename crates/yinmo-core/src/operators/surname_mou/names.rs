use std::collections::{HashMap, HashSet};
use std::fmt;

use super::super::person_name::{characters, home_key, key};
use super::{is_label, label};
use crate::kind::Kind;
use crate::tagger::is_han;

/// Who is called what in one document, so that one person has one label and no label two people.
///
/// ```
/// use yinmo_core::operators::Names;
/// let mut names = Names::default();
/// for name in ["王建坪", "李四", "王建国", "王建坪"] {
///     names.learn(name);
/// }
/// assert_eq!(names.label("王建坪"), "王某1");
/// assert_eq!(names.label("王建国"), "王某2");
/// assert_eq!(names.label("李四"), "李某");
/// ```
///
/// Numbers follow the order in which names were learnt. Documents read in pieces learn each piece apart and join
/// them in order with [`append`](Self::append), so the result does not depend on threads.
#[derive(Clone, Default)]
pub struct Names {
    /// The people who would share a label, in order of appearance.
    people: HashMap<String, Vec<String>>,
    /// Labels that stand in the document already.
    taken: HashSet<String>,
    /// Whole names by the given names that are used alone.
    whole: HashMap<String, String>,
    /// How homes are written whole, by their keys.
    homes: HashMap<String, String>,
}

impl Names {
    /// Remembers a name of the document. A label that stands there already (王某1) is remembered as taken.
    pub fn learn(&mut self, name: &str) {
        let name = self.whole(name);
        if is_label(name) {
            self.taken.insert(characters(name).collect());
            return;
        }
        let (label, name) = (label(name), key(name));
        let people = self.people.entry(label).or_default();
        if !people.contains(&name) {
            people.push(name);
        }
    }

    /// Remembers what is called `label`, and is told from others that would be by `key`.
    pub(crate) fn learn_as(&mut self, label: String, key: &str) {
        let known = self.people.entry(label).or_default();
        if !known.iter().any(|other| other == key) {
            known.push(key.to_owned());
        }
    }

    /// The number of `key` among those that share `label`, from 1; `None` where it has the label for itself.
    pub(crate) fn number(&self, label: &str, key: &str) -> Option<usize> {
        let known = self.people.get(label).filter(|known| known.len() > 1)?;
        known.iter().position(|other| other == key).map(|nth| nth + 1)
    }

    /// Remembers that somebody is called `label` in the document already, if it is one that could be given.
    pub fn take(&mut self, label: &str) {
        if is_label(label) {
            self.learn(label);
        }
    }

    /// Remembers that `given` alone means whoever is called `name`.
    pub fn also(&mut self, given: &str, name: &str) {
        self.whole.insert(given.to_owned(), name.to_owned());
    }

    /// Remembers that the address with the key `form` is the one that is `written` so elsewhere.
    pub(crate) fn lives_at(&mut self, form: &str, written: &str) {
        self.homes.insert(form.to_owned(), written.to_owned());
    }

    /// What is to be replaced where `value` stands in running text: a home that is written in several ways is one.
    pub fn meant<'n>(&'n self, value: &'n str, kind: Kind) -> &'n str {
        if kind != Kind::Address || self.homes.is_empty() {
            return value;
        }
        self.homes.get(&home_key(value)).map_or(value, String::as_str)
    }

    /// The whole name of somebody who is called by the given name alone, or whose name has dots elsewhere; `name` itself
    /// for others.
    pub fn whole<'n>(&'n self, name: &'n str) -> &'n str {
        let plain = || self.whole.is_empty() || name.chars().all(is_han);
        let found = self.whole.get(name).or_else(|| if plain() { None } else { self.whole.get(&key(name)) });
        found.map_or(name, String::as_str)
    }

    /// The whole name of somebody of whom `name` is the given name alone.
    pub(crate) fn whole_of_given(&self, name: &str) -> Option<&str> {
        let whole = self.whole.get(name)?;
        (whole.len() > name.len() && whole.ends_with(name)).then_some(whole)
    }

    /// Adds what was learnt from the next piece of the same document.
    pub fn append(&mut self, later: Self) {
        self.taken.extend(later.taken);
        self.whole.extend(later.whole);
        for (label, names) in later.people {
            let people = self.people.entry(label).or_default();
            let new: Vec<_> = names.into_iter().filter(|name| !people.contains(name)).collect();
            people.extend(new);
        }
    }

    /// The label of `name`. A name that was not learnt gets the one without a number.
    pub fn label(&self, name: &str) -> String {
        if is_label(name) {
            return name.to_owned();
        }
        let name = self.whole(name);
        let (label, folded) = (label(name), key(name));
        let people = self.people.get(&label).map_or(&[][..], Vec::as_slice);
        match people.iter().position(|known| *known == folded) {
            Some(index) if people.len() > 1 || self.taken.contains(&label) => self.numbered(&label, index),
            _ => label,
        }
    }

    /// The label with the number that stands at `index` among those not taken.
    fn numbered(&self, label: &str, index: usize) -> String {
        let mut free =
            (1..).map(|number| format!("{label}{number}")).filter(|name| !self.taken.contains(name));
        free.nth(index).unwrap_or_else(|| label.to_owned())
    }
}

/// Names are personal: only how many there are is shown.
impl fmt::Debug for Names {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Names[{} labels]", self.people.len())
    }
}

#[cfg(test)]
mod tests {
    use super::Names;
    use crate::kind::Kind;
    use crate::operators::{Action, StarName};

    fn learnt(names: &[&str]) -> Names {
        let mut memory = Names::default();
        names.iter().for_each(|name| memory.learn(name));
        memory
    }

    #[test]
    fn labels_already_in_the_document_are_not_given_again() {
        let names = learnt(&["王某1", "王建坪", "王建国", "李某", "李四"]);
        assert_eq!(names.label("王建坪"), "王某2");
        assert_eq!(names.label("王建国"), "王某3");
        assert_eq!(names.label("李四"), "李某1");
        assert_eq!(names.label("王某1"), "王某1");
    }

    #[test]
    fn padding_makes_no_other_person() {
        let names = learnt(&["窦\u{3000}芃", "窦芃"]);
        assert_eq!(names.label("窦 芃"), "窦某");
    }

    #[test]
    fn another_dot_or_none_makes_no_other_person() {
        let names = learnt(&["买买提·艾力江", "买买提•艾力江", "买买提艾力江"]);
        assert_eq!(names.label("买买提．艾力江"), "买某");
    }

    #[test]
    fn a_given_name_alone_is_the_persons() {
        let mut names = learnt(&["王建坪", "王建国"]);
        names.also("建国", "王建国");
        names.learn("建国");
        assert_eq!((names.label("建国"), names.label("王建坪")), ("王某2".into(), "王某1".into()));
    }

    #[test]
    fn a_given_name_alone_shows_what_the_whole_name_shows_of_it() {
        let mut names = learnt(&["逯志成"]);
        names.also("志成", "逯志成");
        let star = |name: &str| Action::StarName(StarName).replace(name, Kind::Person, &names);
        assert_eq!((star("志成").as_deref(), star("逯志成").as_deref()), (Some("*成"), Some("逯*成")));
    }

    #[test]
    fn dots_and_blanks_make_no_other_star() {
        let mut names = Names::default();
        names.also("买买提艾力江", "买买提·艾力江");
        for name in ["买买提·艾力江", "买买提艾力江", "买买提 艾力江", "买买提．艾力江"]
        {
            assert_eq!(
                Action::StarName(StarName).replace(name, Kind::Person, &names).as_deref(),
                Some("买**"),
                "{name}"
            );
        }
    }

    #[test]
    fn one_home_is_replaced_one_way() {
        let mut names = Names::default();
        names.lives_at("和乐小区12栋1单元404", "西湖区和乐小区12栋1单元404室");
        let meant = |value| names.meant(value, Kind::Address);
        assert_eq!(meant("和乐小区 12栋1单元404室"), "西湖区和乐小区12栋1单元404室");
        assert_eq!(meant("和乐小区12栋1单元405室"), "和乐小区12栋1单元405室");
    }

    #[test]
    fn pieces_in_order_are_the_whole() {
        let whole = learnt(&["王建坪", "李四", "王建国", "李五"]);
        let mut joined = learnt(&["王建坪", "李四"]);
        joined.append(learnt(&["王建国", "李五", "王建坪"]));
        for name in ["王建坪", "王建国", "李四", "李五"] {
            assert_eq!(joined.label(name), whole.label(name));
        }
    }

    #[test]
    fn debug_shows_no_name() {
        assert_eq!(format!("{:?}", learnt(&["王建坪"])), "Names[1 labels]");
    }
}
