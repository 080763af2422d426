use super::{Generalise, Mask, Names, Redact, star_name};
use crate::kind::Kind;

/// What a policy may say about a finding.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// It stays as it is.
    Keep,
    /// Some characters stay, the others become `*`.
    Mask(Mask),
    /// A marker takes its place.
    Redact(Redact),
    /// It is said less precisely.
    Generalise(Generalise),
    /// 王建坪 becomes 王*坪.
    StarName,
    /// 王建坪 becomes 王某, and 王某1 where another 王某 is about.
    SurnameMou,
    /// The table column it stands in goes, heading and all.
    DropColumn,
    /// It stays, and a person has to look at the document before it is published.
    Review,
    /// The document must not be published, masked or not.
    Block,
}

impl Action {
    /// The permanent id of the operator: `keep`, `mask`, `star-name`, …
    pub const fn id(&self) -> &'static str {
        match self {
            Self::Keep => "keep",
            Self::Mask(_) => "mask",
            Self::Redact(_) => "redact",
            Self::Generalise(_) => "generalise",
            Self::StarName => "star-name",
            Self::SurnameMou => "surname-mou",
            Self::DropColumn => "drop-column",
            Self::Review => "review",
            Self::Block => "block",
        }
    }

    /// What takes the place of `value`; `None` where it stays as it is.
    ///
    /// `names` is what [`Action::SurnameMou`] numbers people by, and tells whose a given name alone is. A value in a dropped
    /// column becomes the empty text, for formats that can empty a cell and not remove it.
    pub fn replace(&self, value: &str, kind: Kind, names: &Names) -> Option<String> {
        let mut out = String::with_capacity(value.len());
        self.write(value, kind, names, &mut out).then_some(out)
    }

    /// Appends to `out` what takes the place of `value`; `false`, and `out` as it was, where the value stays.
    ///
    /// For callers that rewrite many cells into one buffer.
    pub fn write(&self, value: &str, kind: Kind, names: &Names, out: &mut String) -> bool {
        let start = out.len();
        match self {
            Self::Keep | Self::Review | Self::Block => return false,
            Self::Mask(mask) => mask.write(value, kind, out),
            Self::Redact(redact) => out.push_str(redact.marker(kind)),
            Self::Generalise(generalise) => generalise.write(value, kind, out),
            Self::StarName => match names.whole_of_given(value) {
                Some(whole) => star_name::write_given(value, whole, out),
                None => star_name::write(names.whole(value), out),
            },
            Self::SurnameMou => out.push_str(&names.label(value)),
            Self::DropColumn => {}
        }
        let changed = out[start..] != *value;
        if !changed {
            out.truncate(start);
        }
        changed
    }
}
