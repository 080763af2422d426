//! Whose a name is, by all that the document says of it.

use crate::finding::Role;

/// What was said of somebody at any place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Standing(u8);

impl Standing {
    /// A child, by age or by the word before the name.
    const MINOR: u8 = 1;
    /// The one whom the document is about: a party, an applicant, somebody whose identity number stands beside.
    const CONCERNED: u8 = 1 << 1;
    const DONOR: u8 = 1 << 2;
    /// Holds an office, by a title or a label.
    const OFFICIAL: u8 = 1 << 3;
    /// The name is called assumed, and so hides somebody.
    const ASSUMED: u8 = 1 << 4;

    pub(super) const fn assumed() -> Self {
        Self(Self::ASSUMED)
    }

    pub(super) const fn is_assumed(self) -> bool {
        self.0 & Self::ASSUMED != 0
    }

    /// What one claim with this role says; `concerned` where the document is about whoever is named.
    pub(super) const fn of(role: Role, concerned: bool) -> Self {
        Self(match role {
            Role::Minor => Self::MINOR,
            Role::Donor => Self::DONOR,
            Role::Official => Self::OFFICIAL,
            _ if concerned => Self::CONCERNED,
            _ => 0,
        })
    }

    pub(super) fn join(&mut self, other: Self) {
        self.0 |= other.0;
    }

    pub(super) const fn is_minor(self) -> bool {
        self.0 & Self::MINOR != 0
    }

    /// The role of the name where nothing beside it says whose it is. Whoever is concerned is not kept for a title
    /// that stands elsewhere; children come before all.
    pub(super) const fn role(self) -> Role {
        if self.is_minor() {
            Role::Minor
        } else if self.0 & Self::CONCERNED != 0 {
            Role::Citizen
        } else if self.0 & Self::DONOR != 0 {
            Role::Donor
        } else if self.0 & Self::OFFICIAL != 0 {
            Role::Official
        } else {
            Role::Citizen
        }
    }

    /// The role of the name at a place that says `own`: a column's own word is not overruled, but for a child's.
    pub(super) const fn role_at(self, own: Role, listed: bool) -> Role {
        match own {
            Role::Organisation => own,
            _ if self.is_minor() => Role::Minor,
            _ if listed => own,
            Role::Official | Role::Donor if self.0 & Self::CONCERNED == 0 => own,
            _ => self.role(),
        }
    }
}
