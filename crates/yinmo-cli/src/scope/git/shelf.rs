use std::io;
use std::path::Path;
use std::sync::Arc;

use super::objects::Objects;
use crate::scope::exclude::{FILE, Shelf};

/// Patterns as they are in a revision.
pub struct Revision {
    pub objects: Arc<Objects>,
    /// What stands before the path of a file: `TREE:`, or `:` for the index.
    pub tree: String,
}

impl Shelf for Revision {
    fn patterns(&self, folder: &Path) -> io::Result<Option<Vec<u8>>> {
        let path = folder.join(FILE);
        self.objects.find(&[self.tree.as_bytes(), path.as_os_str().as_encoded_bytes()].concat())
    }
}
