//! A file held while it is replaced.

use std::fs::File;
use std::io;
use std::path::Path;

/// The file at `path` once nobody else holds it, to be held until it is dropped; none if it is not there. Readers are not
/// kept from anything.
pub(crate) fn held(path: &Path) -> io::Result<Option<File>> {
    loop {
        let opened = match File::open(path) {
            Ok(opened) => opened,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        opened.lock()?;
        // Whoever held it may have replaced it: then this is the lock of a file that nobody sees.
        if is_still(&opened, path) {
            return Ok(Some(opened));
        }
    }
}

#[cfg(unix)]
fn is_still(opened: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let id = |metadata: std::fs::Metadata| (metadata.dev(), metadata.ino());
    match (opened.metadata().map(id), std::fs::metadata(path).map(id)) {
        (Ok(one), Ok(other)) => one == other,
        _ => false,
    }
}

#[cfg(not(unix))]
fn is_still(_opened: &File, _path: &Path) -> bool {
    true
}
