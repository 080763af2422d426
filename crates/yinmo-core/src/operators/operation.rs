//! What every operator can be asked.

use serde::Deserialize;

use super::Names;
use crate::key::Held;
use crate::kind::Kind;

/// What becomes of a finding, whatever the operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Effect {
    /// It stays as it is.
    Keep,
    /// Something else takes its place.
    Replace,
    /// The table column it stands in goes, heading and all.
    DropColumn,
    /// The table row it stands in goes.
    DropRow,
    /// It stays, and a person has to look at the document before it is published.
    Review,
    /// The document must not be published, masked or not.
    Block,
}

/// Whose something is: by a name or a number of theirs.
#[derive(Clone, Copy)]
pub struct Whose<'v> {
    /// The name or the number.
    pub value: &'v str,
    /// What it is.
    pub kind: Kind,
}

/// An operator with its parameters. The defaults are those of one that hides values of every kind.
pub(crate) trait Operation {
    /// What becomes of a finding.
    fn effect(&self) -> Effect {
        Effect::Replace
    }

    /// Appends to `out` what takes the place of `value`.
    fn write(&self, value: &str, kind: Kind, names: &Names, out: &mut String);

    /// The same for a value of which it is known whose it is.
    fn write_of(&self, _whose: Option<Whose<'_>>, value: &str, kind: Kind, names: &Names, out: &mut String) {
        self.write(value, kind, names, out);
    }

    /// Whether it matters whose a value is.
    fn asks_whose(&self) -> bool {
        false
    }

    /// Whether it is meant for values of `kind`.
    fn fits(&self, _kind: Kind) -> bool {
        true
    }

    /// Its parameters as a policy writes them; empty where there are none.
    fn parameters(&self) -> String {
        String::new()
    }

    /// What is wrong with its parameters.
    fn fault(&self) -> Option<Fault> {
        None
    }

    /// Whether what it writes still names somebody in part. Nobody under eighteen is named so by default.
    fn names_in_part(&self) -> bool {
        false
    }

    /// Whether everybody has to be known to [`learn`](Self::learn) before the first is replaced.
    fn numbers_people(&self) -> bool {
        false
    }

    /// Tells `names` of a value that is to be replaced.
    fn learn(&self, _value: &str, _names: &mut Names) {}

    /// The place for the project key, of those that need one.
    fn key(&self) -> Option<&Held> {
        None
    }

    /// The same, to put the key into.
    fn key_mut(&mut self) -> Option<&mut Held> {
        None
    }

    /// Whether what it writes depends on more of a value than how it is written, and which of its ends stay.
    fn depends_on_value(&self) -> bool {
        self.key().is_some()
    }
}

/// How an operator is written in a policy.
pub(crate) trait Written: Operation + Sized {
    /// Whether `{ id = … }` can be written.
    const TAKES_PARAMETERS: bool = true;

    /// What `…` is read as.
    #[cfg(not(test))]
    type Parameters: for<'de> Deserialize<'de>;
    /// The same, with a description for the JSON Schema.
    #[cfg(test)]
    type Parameters: for<'de> Deserialize<'de> + schemars::JsonSchema;

    /// The operator written as its `"id"` alone, if that is enough.
    fn alone() -> Option<Self>;

    /// The operator with these parameters.
    fn with(parameters: Self::Parameters) -> Self;
}

/// An operator without parameters.
pub(crate) trait Plain: Operation + Default {}

impl<T: Plain> Written for T {
    const TAKES_PARAMETERS: bool = false;
    type Parameters = ();

    fn alone() -> Option<Self> {
        Some(Self::default())
    }

    fn with((): ()) -> Self {
        Self::default()
    }
}

/// What is wrong with parameters, and what to try.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    /// What is wrong, in Chinese and in English.
    pub(crate) wrong: (String, String),
    /// What to try, if that is known.
    pub(crate) help: Option<(&'static str, &'static str)>,
}
