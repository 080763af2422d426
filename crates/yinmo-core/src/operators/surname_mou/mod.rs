//! 某 for the given name: 王某, and 王某1, 王某2 where two people would share it.
//!
//! A compound surname stays whole (欧阳某), a name with a dot keeps its first character (买某), one in letters its
//! first letter (J). Who shares a label with whom is known only after the whole document was read, so names are
//! learnt in a first pass and labelled in a second: see [`Names`].

mod names;

pub use names::Names;

use super::person_name::{Shape, characters, shape};
use super::{Example, Operation, Operator, Plain};
use crate::kind::Kind;

/// 王建坪 becomes 王某, and 王某1 where another 王某 is about.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct SurnameMou;

impl Plain for SurnameMou {}

impl Operation for SurnameMou {
    fn write(&self, value: &str, _kind: Kind, names: &Names, out: &mut String) {
        out.push_str(&names.label(value));
    }

    fn fits(&self, kind: Kind) -> bool {
        kind == Kind::Person
    }

    fn names_in_part(&self) -> bool {
        true
    }

    fn numbers_people(&self) -> bool {
        true
    }

    fn learn(&self, value: &str, names: &mut Names) {
        names.learn(value);
    }
}

/// The label without a number.
fn label(name: &str) -> String {
    let kept = match shape(name) {
        Shape::Letters => return characters(name).take(1).collect(),
        Shape::Dotted => 1,
        Shape::Han { surname, .. } => surname,
    };
    characters(name).take(kept).chain(['某']).collect()
}

/// Whether `name` hides somebody already: 王某, 欧阳某某, 李某甲, 王某1, J, J2.
fn is_label(name: &str) -> bool {
    let folded: String = characters(name).collect();
    let rest = match folded.find('某') {
        Some(at) if folded[..at].chars().count() <= 2 => &folded[at..],
        _ if folded.starts_with(|c: char| c.is_ascii_alphabetic()) => &folded[1..],
        _ => return false,
    };
    rest.chars().all(|c| c.is_ascii_digit() || "某甲乙丙丁戊己庚辛".contains(c))
}

pub(super) static OPERATOR: Operator = Operator {
    id: "surname-mou",
    zh: "姓氏加“某”：王某；同形者编号：王某1、王某2",
    en: "surname and 某, numbered where two people would share it",
    examples: &[
        example("王建坪", "王某"),
        example("欧阳明珠", "欧阳某"),
        example("窦\u{3000}芃", "窦某"),
        example("买买提·艾力江", "买某"),
        example("约翰·史密森", "约某"),
        example("John Smith", "J"),
        example("王某某", "王某某"),
    ],
};

const fn example(before: &'static str, after: &'static str) -> Example {
    Example { rule: r#""surname-mou""#, kind: Kind::Person, before, after }
}
