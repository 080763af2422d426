use std::path::PathBuf;

use clap::Args;

/// Which files are looked at, beside those that are named.
#[derive(Args, Default)]
pub struct ScopeArgs {
    /// Look at the files named in FILE too, one a line; - is standard input
    #[arg(long, value_name = "FILE")]
    pub files_from: Option<PathBuf>,
    /// Names in --files-from end with NUL
    #[arg(short = '0', long, requires = "files_from")]
    pub null: bool,
    /// Look at what the next commit brings in: the index of git against HEAD; paths limit it
    #[arg(long, conflicts_with_all = ["files_from", "diff", "worklist"])]
    pub staged: bool,
    /// Look at what came in between two revisions of git: A..B, A...B, or A up to HEAD; paths limit it
    #[arg(long, value_name = "REVISIONS", conflicts_with_all = ["files_from", "worklist"])]
    pub diff: Option<String>,
    /// Look at what .yinmoignore and [files] exclude leave out too
    #[arg(long)]
    pub no_exclude: bool,
}

impl ScopeArgs {
    /// Whether anything is looked at beside the paths that are named.
    pub const fn is_given(&self) -> bool {
        self.files_from.is_some() || self.staged || self.diff.is_some()
    }
}
