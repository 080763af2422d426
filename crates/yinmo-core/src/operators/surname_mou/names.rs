use std::collections::{HashMap, HashSet};
use std::fmt;

use super::super::person_name::characters;
use super::{is_label, label};

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
}

impl Names {
    /// Remembers a name of the document. A label that stands there already (王某1) is remembered as taken.
    pub fn learn(&mut self, name: &str) {
        let name: String = characters(name).collect();
        if is_label(&name) {
            self.taken.insert(name);
            return;
        }
        let people = self.people.entry(label(&name)).or_default();
        if !people.contains(&name) {
            people.push(name);
        }
    }

    /// Adds what was learnt from the next piece of the same document.
    pub fn append(&mut self, later: Self) {
        self.taken.extend(later.taken);
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
        let label = label(name);
        let folded: String = characters(name).collect();
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
