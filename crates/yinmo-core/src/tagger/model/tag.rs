//! What the model says of a character.

/// What a stretch of text names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Label {
    /// A person.
    Person,
    /// An address.
    Address,
    /// A place that is no address.
    Place,
    /// An organisation.
    Organisation,
}

impl Label {
    /// Every label, in the order of their tags.
    pub const ALL: [Self; 4] = [Self::Person, Self::Address, Self::Place, Self::Organisation];
}

/// The number of tags: outside, and beginning, inside and end of each label.
pub const TAGS: usize = 1 + 3 * Label::ALL.len();

/// The tag of a character: outside of everything (0), or beginning, inside or end of what a label names. A single
/// character that is all of a name is a beginning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Tag(pub u8);

impl Tag {
    /// Outside of everything.
    pub const OUTSIDE: Self = Self(0);

    /// The first character of a name.
    pub const fn beginning(label: Label) -> Self {
        Self(1 + 3 * label as u8)
    }

    /// A character between the first and the last.
    pub const fn inside(label: Label) -> Self {
        Self(2 + 3 * label as u8)
    }

    /// The last of several characters.
    pub const fn end(label: Label) -> Self {
        Self(3 + 3 * label as u8)
    }

    /// What the character is part of.
    pub const fn label(self) -> Option<Label> {
        match self.0 {
            0 => None,
            tag => Some(Label::ALL[(tag as usize - 1) / 3]),
        }
    }

    /// Whether a name begins here.
    pub const fn begins(self) -> bool {
        self.0 != 0 && (self.0 - 1).is_multiple_of(3)
    }

    const fn is_end(self) -> bool {
        self.0 != 0 && (self.0 - 1) % 3 == 2
    }

    /// Whether `next` may stand right after this tag.
    pub const fn may_precede(self, next: Self) -> bool {
        let continues = next.0 != 0 && !next.begins();
        let inner = self.0 != 0 && !self.is_end();
        if continues {
            inner && (self.0 - 1) / 3 == (next.0 - 1) / 3
        } else {
            self.0 == 0 || self.begins() || self.is_end()
        }
    }

    /// The tags that may stand right before this one.
    pub const fn predecessors(self) -> &'static [u8] {
        PREDECESSORS[self.0 as usize]
    }

    /// Whether a text may begin with this tag.
    pub const fn may_start(self) -> bool {
        self.0 == 0 || self.begins()
    }

    /// Whether a text may end with this tag.
    pub const fn may_finish(self) -> bool {
        self.0 == 0 || self.begins() || self.is_end()
    }
}

/// Before a beginning or nothing: nothing, or a beginning or an end of anything. Before the inside or the end of a
/// name: its beginning or its inside.
const PREDECESSORS: [&[u8]; TAGS] = {
    const OPEN: &[u8] = &[0, 1, 3, 4, 6, 7, 9, 10, 12];
    [OPEN, OPEN, &[1, 2], &[1, 2], OPEN, &[4, 5], &[4, 5], OPEN, &[7, 8], &[7, 8], OPEN, &[10, 11], &[10, 11]]
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn predecessors_are_the_tags_that_may_precede() {
        for to in (0..TAGS as u8).map(Tag) {
            let may: Vec<u8> = (0..TAGS as u8).filter(|&from| Tag(from).may_precede(to)).collect();
            assert_eq!(to.predecessors(), may);
        }
    }
}
