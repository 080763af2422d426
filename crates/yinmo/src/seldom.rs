//! Parts of a report that most reports do not have.

use std::ops::Deref;
use std::sync::LazyLock;

use crate::{Children, Exposed, Hidden, SmallCounts, Together};

/// A value that is nothing most of the time, and takes hardly any room then: a batch keeps the report of each document.
///
/// ```
/// use yinmo::{Children, Seldom};
///
/// assert_eq!(Seldom::<Children>::default().rows, 0);
/// let children = Children { rows: 2, first: 3, word: "孤儿" };
/// assert_eq!(Seldom::from(children).rows, 2);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seldom<T>(Option<Box<T>>);

/// What may be nothing.
pub trait Nothing: PartialEq + Sized + 'static {
    /// The value that says nothing.
    fn nothing() -> &'static Self;
}

impl<T> Seldom<T> {
    /// Whether it says nothing.
    pub const fn is_nothing(&self) -> bool {
        self.0.is_none()
    }
}

impl<T> Default for Seldom<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T: Nothing> From<T> for Seldom<T> {
    fn from(value: T) -> Self {
        Self((value != *T::nothing()).then(|| Box::new(value)))
    }
}

impl<T: Nothing> Deref for Seldom<T> {
    type Target = T;

    fn deref(&self) -> &T {
        match &self.0 {
            Some(value) => value,
            None => T::nothing(),
        }
    }
}

/// What says nothing is the default.
macro_rules! by_default {
    ($($part:ty),+) => {
        $(impl Nothing for $part {
            fn nothing() -> &'static Self {
                static NOTHING: LazyLock<$part> = LazyLock::new(Default::default);
                &NOTHING
            }
        })+
    };
}

by_default!(Children, Exposed, Hidden, SmallCounts, Together);

#[cfg(test)]
mod tests {
    use super::{Hidden, Seldom};

    #[test]
    fn what_says_nothing_is_nothing_however_it_is_made() {
        assert_eq!(Seldom::from(Hidden::default()), Seldom::default());
        assert!(!Seldom::<Hidden>::default().was_asked());
        assert!(Seldom::from(Hidden { lists: 1, ..Hidden::default() }).was_asked());
    }
}
