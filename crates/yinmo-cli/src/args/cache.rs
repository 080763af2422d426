use std::path::PathBuf;

use clap::Args;

/// What is remembered from one run to the next.
#[derive(Args, Default)]
pub struct CacheArgs {
    /// Remember what came of unchanged files in this folder [default: yinmo in the user's cache folder]
    #[arg(long, value_name = "DIR")]
    pub cache_dir: Option<PathBuf>,
    /// Look at every file, and remember nothing
    #[arg(long, conflicts_with = "cache_dir")]
    pub no_cache: bool,
}
