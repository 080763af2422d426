use super::{Action, Effect, Names, Whose};
use crate::key::Key;
use crate::kind::Kind;

/// Makes the type of all operators from the list of their folders.
macro_rules! operators {
    ($($module:ident::$Type:ident,)*) => {
        pub use self::{$($module::$Type,)*};

        /// Every operator, by id.
        pub static OPERATORS: &[&Operator] = &[$(&$module::OPERATOR,)*];

        /// What a policy may say about a finding: an operator with its parameters.
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        pub enum Action {
            $(#[doc = concat!("See [`struct@", stringify!($Type), "`].")] $Type($Type),)*
        }

        impl Action {
            pub(crate) fn operation(&self) -> &dyn Operation {
                match self { $(Self::$Type(operation) => operation,)* }
            }

            fn operation_mut(&mut self) -> &mut dyn Operation {
                match self { $(Self::$Type(operation) => operation,)* }
            }

            /// What it is, for help pages.
            pub fn operator(&self) -> &'static Operator {
                match self { $(Self::$Type(_) => &$module::OPERATOR,)* }
            }

            /// The operator of this id, if it needs no parameters.
            pub(crate) fn alone(id: &str) -> Option<Self> {
                match id {
                    $(id if id == $module::OPERATOR.id => <$Type as Written>::alone().map(Self::$Type),)*
                    _ => None,
                }
            }

            /// The operator of this id, whose parameters are the next value; `None` if there is none or it takes none.
            pub(crate) fn next<'de, A: serde::de::MapAccess<'de>>(
                id: &str,
                map: &mut A,
            ) -> Result<Option<Self>, A::Error> {
                match id {
                    $(id if id == $module::OPERATOR.id && <$Type as Written>::TAKES_PARAMETERS => {
                        map.next_value().map(|parameters| Some(Self::$Type(Written::with(parameters))))
                    })*
                    _ => Ok(None),
                }
            }

            /// The ids that can stand alone.
            pub(crate) fn words() -> impl Iterator<Item = &'static str> {
                [$(<$Type as Written>::alone().map(|_| $module::OPERATOR.id),)*].into_iter().flatten()
            }

            /// The ids that can have parameters.
            pub(crate) fn keys() -> impl Iterator<Item = &'static str> {
                [$((<$Type as Written>::TAKES_PARAMETERS, $module::OPERATOR.id),)*]
                    .into_iter()
                    .filter_map(|(takes, id)| takes.then_some(id))
            }

            /// What the parameters of each operator that takes any look like.
            #[cfg(test)]
            pub(crate) fn schemas(
                generator: &mut schemars::SchemaGenerator,
            ) -> Vec<(&'static Operator, schemars::Schema)> {
                let all = [$((
                    <$Type as Written>::TAKES_PARAMETERS,
                    &$module::OPERATOR,
                    generator.subschema_for::<<$Type as Written>::Parameters>(),
                ),)*];
                all.into_iter().filter_map(|(takes, operator, schema)| takes.then_some((operator, schema))).collect()
            }
        }
    };
}
pub(super) use operators;

impl Action {
    /// It stays.
    pub const KEEP: Self = Self::Keep(super::Keep);
    /// A person decides.
    pub const REVIEW: Self = Self::Review(super::Review);
    /// It goes, and the marker of its kind says what stood there.
    pub const REDACT: Self = Self::Redact(super::Redact { marker: None });
    /// Its column goes.
    pub const DROP_COLUMN: Self = Self::DropColumn(super::DropColumn);
    /// Its row goes.
    pub const DROP_ROW: Self = Self::DropRow(super::DropRow);
    /// The document must not be published.
    pub const BLOCK: Self = Self::Block(super::Block);

    /// The permanent id of the operator: `keep`, `mask`, `star-name`, …
    pub fn id(&self) -> &'static str {
        self.operator().id
    }

    /// The operator and its parameters in a line: `mask = { prefix = 6, suffix = 0 }`, `keep`.
    pub fn rule(&self) -> String {
        match self.operation().parameters() {
            none if none.is_empty() => self.id().to_owned(),
            parameters => format!("{} = {parameters}", self.id()),
        }
    }

    /// What becomes of a finding.
    pub fn effect(&self) -> Effect {
        self.operation().effect()
    }

    /// Whether everybody has to be known to [`Names::learn`] before the first is replaced.
    pub fn numbers_people(&self) -> bool {
        self.operation().numbers_people()
    }

    /// Tells `names` of a value that is to be replaced, where [`numbers_people`](Self::numbers_people) holds.
    pub fn learn(&self, value: &str, names: &mut Names) {
        self.operation().learn(value, names);
    }

    /// Whether what it writes depends on more of a value than how it is written, and which of its ends stay.
    pub fn depends_on_value(&self) -> bool {
        self.operation().depends_on_value()
    }

    /// Whether it writes nothing but a marker as long as it has no key.
    pub fn needs_key(&self) -> bool {
        self.operation().key().is_some()
    }

    /// The same with the project key, if it has any use for one.
    #[must_use]
    pub fn with_key(mut self, key: &Key) -> Self {
        if let Some(held) = self.operation_mut().key_mut() {
            held.hold(key);
        }
        self
    }

    /// What takes the place of `value`; `None` where it stays as it is.
    ///
    /// `names` is what people are numbered by, and tells whose a given name alone is. A value in a dropped column or
    /// row becomes the empty text, for formats that can empty a cell and not remove it.
    pub fn replace(&self, value: &str, kind: Kind, names: &Names) -> Option<String> {
        let mut out = String::with_capacity(value.len());
        self.write(value, kind, names, &mut out).then_some(out)
    }

    /// The same where it is known whose the value is, for operators that [ask](Self::asks_whose).
    pub fn replace_of(
        &self,
        whose: Option<Whose<'_>>,
        value: &str,
        kind: Kind,
        names: &Names,
    ) -> Option<String> {
        if !self.asks_whose() {
            return self.replace(value, kind, names);
        }
        let mut out = String::new();
        self.operation().write_of(whose, value, kind, names, &mut out);
        (out != value).then_some(out)
    }

    /// Whether what it writes depends on whose a value is.
    pub fn asks_whose(&self) -> bool {
        self.operation().asks_whose()
    }

    /// Appends to `out` what takes the place of `value`; `false`, and `out` as it was, where the value stays.
    ///
    /// For callers that rewrite many cells into one buffer.
    pub fn write(&self, value: &str, kind: Kind, names: &Names, out: &mut String) -> bool {
        let operation = self.operation();
        if !matches!(operation.effect(), Effect::Replace | Effect::DropColumn | Effect::DropRow) {
            return false;
        }
        let start = out.len();
        operation.write(value, kind, names, out);
        let changed = out[start..] != *value;
        if !changed {
            out.truncate(start);
        }
        changed
    }
}
