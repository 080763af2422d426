//! A star in the name: 王*坪, 李*, 欧阳*珠.
//!
//! Two characters keep the first, three the first and the last, longer names have a star for each character between.
//! A compound surname stays whole. Names with a dot and names in letters keep their first character and get two
//! stars, however long they are. Blanks that pad a name in a list stay.

use super::person_name::{Shape, characters, shape};
use super::{Example, Names, Operation, Operator, Plain};
use crate::kind::Kind;
use crate::text::fold_char;

/// 王建坪 becomes 王*坪.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct StarName;

impl Plain for StarName {}

impl Operation for StarName {
    fn write(&self, value: &str, _kind: Kind, names: &Names, out: &mut String) {
        match names.whole_of_given(value) {
            Some(whole) => write_given(value, whole, out),
            None => write(names.whole(value), out),
        }
    }

    fn fits(&self, kind: Kind) -> bool {
        kind == Kind::Person
    }

    fn names_in_part(&self) -> bool {
        true
    }
}

fn write(name: &str, out: &mut String) {
    match shape(name) {
        Shape::Letters | Shape::Dotted => {
            out.extend(characters(name).take(1));
            out.push_str("**");
        }
        Shape::Han { surname, length } => write_han(name, surname, length, out),
    }
}

/// A given name alone shows what the whole name shows of it: 志成 of 逯志成 becomes *成.
fn write_given(given: &str, whole: &str, out: &mut String) {
    let mut masked = String::with_capacity(whole.len());
    write(whole, &mut masked);
    let surname = whole[..whole.len() - given.len()].chars().count();
    out.extend(masked.chars().skip(surname));
}

fn write_han(name: &str, surname: usize, length: usize, out: &mut String) {
    let keeps_last = length >= surname + 2;
    let mut index = 0;
    for c in name.chars().filter(|&c| fold_char(c).is_some()) {
        if c.is_whitespace() {
            out.push(c);
            continue;
        }
        let stays = length > 1 && index < surname || keeps_last && index == length - 1;
        out.push(if stays { c } else { '*' });
        index += 1;
    }
}

pub(super) static OPERATOR: Operator = Operator {
    id: "star-name",
    zh: "姓名以星号遮盖中间的字：王*坪、李*",
    en: "a star in the name",
    examples: &[
        example("王建坪", "王*坪"),
        example("李四", "李*"),
        example("窦\u{3000}芃", "窦\u{3000}*"),
        example("章 程", "章 *"),
        example("欧阳明珠", "欧阳*珠"),
        example("尉迟海", "尉迟*"),
        example("欧阳", "欧*"),
        example("张李晓雯", "张**雯"),
        example("买买提·艾力江", "买**"),
        example("艾尼瓦尔．买买提", "艾**"),
        example("ZHANG Xiaoming", "Z**"),
        example("李", "*"),
    ],
};

const fn example(before: &'static str, after: &'static str) -> Example {
    Example { rule: r#""star-name""#, kind: Kind::Person, before, after }
}
