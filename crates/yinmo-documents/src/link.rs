use std::fmt;

use yinmo_core::text::Place;

/// An address in a document by which a reader gets to another file.
#[derive(Clone, PartialEq, Eq)]
pub struct Link {
    /// Where it stands.
    pub place: Place,
    /// The address as it is written, character references resolved. It may name people.
    pub target: String,
    /// Whether it is where all other addresses of the document start from, and leads nowhere itself.
    pub is_base: bool,
}

/// An address may hold what nobody may see.
impl fmt::Debug for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let target = format!("[{} chars]", self.target.chars().count());
        f.debug_struct("Link").field("place", &self.place).field("target", &format_args!("{target}")).finish()
    }
}
