//! Files of which the repository holds a pointer only.

use std::fs;
use std::path::{Path, PathBuf};

const VERSION: &[u8] = b"version https://git-lfs.github.com/spec/";

/// Where Git LFS keeps contents, below the folder of git.
pub fn folder(git: &Path) -> PathBuf {
    git.join("lfs/objects")
}

/// What stands behind a pointer, if `content` is one and it was fetched. Otherwise the pointer is what there is, and is
/// reported as not inspected.
pub fn resolved(folder: &Path, content: &[u8]) -> Option<Vec<u8>> {
    let (hash, size) = pointer(content)?;
    let bytes = fs::read(folder.join(hash.get(..2)?).join(hash.get(2..4)?).join(hash)).ok()?;
    (bytes.len() as u64 == size).then_some(bytes)
}

/// The hash and the size that a pointer names.
fn pointer(content: &[u8]) -> Option<(&str, u64)> {
    if content.len() >= 1024 || !content.starts_with(VERSION) {
        return None;
    }
    let text = std::str::from_utf8(content).ok()?;
    let field = |name: &str| text.lines().find_map(|line| line.strip_prefix(name));
    let hash = field("oid sha256:")
        .filter(|hash| hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
    Some((hash, field("size ")?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::pointer;

    #[test]
    fn only_a_whole_pointer_is_one() {
        let hash = "0123456789abcdef".repeat(4);
        let text = format!("version https://git-lfs.github.com/spec/v1\noid sha256:{hash}\nsize 12\n");
        assert_eq!(pointer(text.as_bytes()), Some((hash.as_str(), 12)));
        for broken in
            [text.replace("size", "sizes"), text.replace('a', "/"), format!("{text}{}", "x".repeat(1024))]
        {
            assert_eq!(pointer(broken.as_bytes()), None);
        }
    }
}
