//! Parts of a report that most reports do not have.

use std::ops::Deref;

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
        $(impl $crate::seldom::Nothing for $part {
            fn nothing() -> &'static Self {
                static NOTHING: std::sync::LazyLock<$part> = std::sync::LazyLock::new(Default::default);
                &NOTHING
            }
        })+
    };
}

pub(crate) use by_default;

#[cfg(test)]
mod tests {
    use super::Seldom;

    #[derive(Debug, Default, PartialEq, Eq)]
    struct Part(u8);

    by_default!(Part);

    #[test]
    fn what_says_nothing_is_nothing_however_it_is_made() {
        assert_eq!(Seldom::from(Part(0)), Seldom::default());
        assert!(Seldom::from(Part(0)).is_nothing() && !Seldom::from(Part(1)).is_nothing());
        let (nothing, some) = (Seldom::<Part>::default(), Seldom::from(Part(7)));
        assert_eq!((&*nothing, &*some), (&Part(0), &Part(7)));
    }
}
