//! What is remembered from one run to the next, and where.

use std::env;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use yinmo::{Cache, Pipeline};

use crate::args::CacheArgs;
use crate::lang::Lang;
use crate::print::to_stderr;
use crate::words::{io_error, visible};

/// The cache that the arguments ask for. Without one every file is looked at, so a cache that cannot be had is no
/// failure; who named its folder is told.
pub fn open(args: &CacheArgs, pipeline: &Pipeline, lang: Lang) -> Option<Arc<Cache>> {
    let folder = args.cache_dir.clone().or_else(usual_folder).filter(|_| !args.no_cache)?;
    match opened(&folder, pipeline) {
        Ok(cache) => Some(Arc::new(cache)),
        Err(error) => {
            tell(args, &error, lang);
            None
        }
    }
}

/// Writes what was found out.
pub fn save(cache: &Cache, args: &CacheArgs, lang: Lang) {
    if let Err(error) = cache.save() {
        tell(args, &error, lang);
    }
}

/// The cache in this folder, for the folder that the program runs in.
pub fn opened(folder: &Path, pipeline: &Pipeline) -> io::Result<Cache> {
    let project = env::current_dir()?;
    Cache::open(folder, &env::current_exe()?, &project.to_string_lossy(), pipeline)
}

fn tell(args: &CacheArgs, error: &io::Error, lang: Lang) {
    let Some(folder) = &args.cache_dir else { return };
    let (folder, why) = (visible(&folder.to_string_lossy()), io_error(error, lang));
    to_stderr(&lang.pick(
        format!("缓存目录 {folder} 不能使用：{why}。本次照常检查，只是不省时间；该目录须为本人所有，他人不得写入\n"),
        format!("the cache folder {folder} cannot be used: {why}; everything was inspected all the same, and no time saved; it has to be yours, and nobody else may write to it\n"),
    ));
}

/// The user's own folder for what can be deleted at any time.
pub fn usual_folder() -> Option<PathBuf> {
    let folder = |name: &str| env::var_os(name).filter(is_absolute).map(PathBuf::from);
    let usual = if cfg!(windows) {
        folder("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        folder("HOME").map(|home| home.join("Library/Caches"))
    } else {
        folder("XDG_CACHE_HOME").or_else(|| folder("HOME").map(|home| home.join(".cache")))
    };
    usual.map(|folder| folder.join("yinmo"))
}

/// A folder that is named from here is none of the user's.
fn is_absolute(folder: &OsString) -> bool {
    Path::new(folder).is_absolute()
}
