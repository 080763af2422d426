//! What does not count again: the options of `check` for it, and `baseline`.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use yinmo::policy::Day;

use super::declared::{PolicyArgs, day};

/// What does not count again.
#[derive(Args, Default)]
pub struct WaiverArgs {
    /// Do not count again what this list says was there already [default: what yinmo.toml says]
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
    /// Count everything, whatever comments, the configuration and the baseline say
    #[arg(long, conflicts_with = "baseline")]
    pub no_waivers: bool,
}

#[derive(Args)]
#[command(arg_required_else_help = true, disable_help_subcommand = true)]
pub struct BaselineCommandArgs {
    #[command(subcommand)]
    pub command: BaselineCommand,
}

/// What is done with a baseline.
#[derive(Subcommand)]
pub enum BaselineCommand {
    /// List what is there now, so that it does not count again
    Create(BaselineCreateArgs),
    /// Take out what is no longer there, and what is over
    Prune(BaselinePruneArgs),
    /// Show what is listed
    Show(BaselineShowArgs),
}

#[derive(Args)]
pub struct BaselineCreateArgs {
    /// Files and folders [default: this folder]
    #[arg(value_name = "PATH", default_value = ".", hide_default_value = true)]
    pub paths: Vec<PathBuf>,
    /// Why it does not count again
    #[arg(long, required = true, value_name = "REASON")]
    pub reason: String,
    /// The last day on which it does not, such as 2026-12-31 [default: in 180 days, or as yinmo.toml says]
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub until: Option<Day>,
    /// Overwrite the list that is there already
    #[arg(long)]
    pub force: bool,
    #[command(flatten)]
    pub list: BaselineFileArgs,
    #[command(flatten)]
    pub policy: PolicyArgs,
}

#[derive(Args)]
pub struct BaselinePruneArgs {
    /// Files and folders; entries of other files stay [default: this folder, and entries of other files go]
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    #[command(flatten)]
    pub list: BaselineFileArgs,
    #[command(flatten)]
    pub policy: PolicyArgs,
}

#[derive(Args)]
pub struct BaselineShowArgs {
    #[command(flatten)]
    pub list: BaselineFileArgs,
    #[command(flatten)]
    pub policy: PolicyArgs,
}

/// Where the list is.
#[derive(Args, Default)]
pub struct BaselineFileArgs {
    /// The list [default: what yinmo.toml says, else yinmo-baseline.jsonl]
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
}
