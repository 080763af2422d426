//! Paths as they are written, without asking the system where they lead.

use std::path::{Component, Path, PathBuf, absolute};

/// The folder from which patterns count, and the path below it: the current folder `here`, or, for what lies elsewhere, the
/// folder `root` that was named, or the one in which a file stands that was named.
pub fn below(here: &Path, root: &Path, path: &Path, is_folder: bool) -> (PathBuf, PathBuf) {
    let whole = plain(path);
    if let Ok(relative) = whole.strip_prefix(here) {
        return (here.to_owned(), relative.to_owned());
    }
    let mut base = plain(root);
    if base == whole && !is_folder {
        base.pop();
    }
    let relative = whole.strip_prefix(&base).unwrap_or(Path::new("")).to_owned();
    (base, relative)
}

/// The path from the root of the system on, without `.` and `..`.
pub fn plain(path: &Path) -> PathBuf {
    let whole = absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut plain = PathBuf::new();
    for step in whole.components() {
        match step {
            Component::CurDir => {}
            Component::ParentDir => {
                plain.pop();
            }
            step => plain.push(step),
        }
    }
    plain
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn patterns_count_from_the_current_folder_or_from_what_was_named() {
        let here = std::env::current_dir().unwrap();
        let told = |root: &str, path: &str, is_folder| {
            let (base, relative) = below(&here, Path::new(root), Path::new(path), is_folder);
            (base, relative.to_str().unwrap().to_owned())
        };
        assert_eq!(told(".", "./a/../b.txt", false), (here.clone(), "b.txt".to_owned()));
        assert_eq!(told("in", "in", true), (here.clone(), "in".to_owned()));
        assert_eq!(told("/data/in", "/data/in/a/b.txt", false), ("/data/in".into(), "a/b.txt".to_owned()));
        assert_eq!(told("/data/b.txt", "/data/b.txt", false), ("/data".into(), "b.txt".to_owned()));
        assert_eq!(told("/data/in", "/data/in", true), ("/data/in".into(), String::new()));
    }
}
