//! `--files-from`: the names of files, from a file or standard input.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow};

use crate::commands::read_stdin;
use crate::lang::Lang;
use crate::words::{io_error, visible};

/// The paths that the list names.
pub fn read(list: &Path, ends_with_nul: bool, lang: Lang) -> Result<Vec<PathBuf>> {
    let bytes = if list == Path::new("-") { read_stdin(lang)? } else { read_file(list, lang)? };
    names(&bytes, ends_with_nul)
        .map(|name| {
            path(name).ok_or_else(|| {
                anyhow!(lang.pick("文件清单不是 UTF-8 编码", "the list of files is not UTF-8"))
            })
        })
        .collect()
}

fn read_file(list: &Path, lang: Lang) -> Result<Vec<u8>> {
    fs::read(list).map_err(|error| {
        let (list, why) = (visible(&list.to_string_lossy()), io_error(&error, lang));
        anyhow!(lang.pick(
            format!("无法读取文件清单 {list}：{why}"),
            format!("cannot read the list of files {list}: {why}"),
        ))
    })
}

fn names(bytes: &[u8], ends_with_nul: bool) -> impl Iterator<Item = &[u8]> {
    // Editors on Windows put a byte order mark before the first line and a carriage return behind each.
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let end = if ends_with_nul { b'\0' } else { b'\n' };
    bytes
        .split(move |&byte| byte == end)
        .map(move |name| if ends_with_nul { name } else { name.strip_suffix(b"\r").unwrap_or(name) })
        .filter(|name| !name.is_empty())
}

/// A path of the system, which on Unix is any bytes.
#[cfg(unix)]
pub fn path(bytes: &[u8]) -> Option<PathBuf> {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    Some(OsStr::from_bytes(bytes).into())
}

/// A path of the system.
#[cfg(not(unix))]
pub fn path(bytes: &[u8]) -> Option<PathBuf> {
    std::str::from_utf8(bytes).ok().map(PathBuf::from)
}

#[cfg(test)]
mod tests {
    use super::names;

    fn all(text: &str, ends_with_nul: bool) -> Vec<&str> {
        names(text.as_bytes(), ends_with_nul).map(|name| std::str::from_utf8(name).unwrap()).collect()
    }

    #[test]
    fn names_end_with_a_line_or_with_nul() {
        assert_eq!(all("\u{FEFF}a.txt\r\n\r\n b \nc", false), ["a.txt", " b ", "c"]);
        assert_eq!(all("a\nb\0c\r\0\0", true), ["a\nb", "c\r"]);
        assert!(all("", false).is_empty());
    }
}
