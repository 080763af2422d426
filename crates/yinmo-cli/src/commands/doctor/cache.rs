//! The cache: where it is, how much it holds, whether it is of use.

use std::fs;
use std::io;
use std::path::Path;

use yinmo::{Pipeline, Policy};

use super::Check;
use crate::cache;
use crate::lang::Lang;
use crate::words::{io_error, visible};

/// The usual folder; a run may name another.
pub fn check(policy: Option<&Policy>, lang: Lang) -> Check {
    let Some(folder) = cache::usual_folder() else {
        return Check::fine(
            "cache",
            lang.pick(
                "缓存：没有缓存目录（没有设置 HOME），每次都全部检查；--cache-dir 可指定",
                "cache: no folder (HOME is not set), so everything is inspected each time; --cache-dir names one",
            ),
        );
    };
    let shown = visible(&Pipeline::default().display_name(&folder.to_string_lossy()));
    if fs::symlink_metadata(&folder).is_err() {
        let what = lang.pick(
            format!("缓存：{shown}，还没有，首次检查时建立"),
            format!("cache: {shown}, not there yet; the first check makes it"),
        );
        return Check::fine("cache", what);
    }
    let pipeline = policy.map_or_else(Pipeline::default, |policy| Pipeline::new(policy.clone()));
    let held = cache::opened(&folder, &pipeline).and_then(|_| held(&folder));
    match held {
        Ok((files, bytes)) => Check::fine("cache", size(&shown, files, bytes, lang)),
        Err(error) => {
            let why = io_error(&error, lang);
            Check::note(
                "cache",
                lang.pick(
                    format!("缓存：{shown} 不能使用：{why}"),
                    format!("cache: {shown} cannot be used: {why}"),
                ),
                lang.pick(
                    "检查照常，只是每次都全部检查；该目录须为本人所有、他人不得写入，可以删掉重来",
                    "checking works, only everything is inspected each time; the folder has to be yours, and nobody else may write to it; it can be deleted",
                ),
            )
        }
    }
}

fn size(shown: &str, files: usize, bytes: u64, lang: Lang) -> String {
    let kilobytes = bytes.div_ceil(1 << 10);
    lang.pick(
        format!("缓存：{shown}，{files} 个文件，共 {kilobytes} KB，可以随时删除"),
        format!("cache: {shown}, {files} files, {kilobytes} KB together; it can be deleted at any time"),
    )
}

/// How many files are in the folder, and how many bytes.
fn held(folder: &Path) -> io::Result<(usize, u64)> {
    let (mut files, mut bytes) = (0, 0);
    for entry in fs::read_dir(folder)? {
        let metadata = entry?.metadata()?;
        files += 1;
        bytes += metadata.len();
    }
    Ok((files, bytes))
}
