use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum};

use yinmo::policy::Day;
use yinmo::trail::Head;

use super::ScopeArgs;
use super::cache::CacheArgs;
use super::integrate::{CompletionsArgs, DoctorArgs, InitArgs, ManArgs};
use super::reports::ReportsArgs;
use super::waivers::{BaselineCommandArgs, WaiverArgs};
use crate::commands::Compared;
use crate::lang::Lang;
use crate::print::Printed;

/// Finds personal data in Chinese documents and masks it before they are published
#[derive(Parser)]
#[command(name = "yinmo", version, arg_required_else_help = true)]
#[command(disable_help_flag = true, disable_version_flag = true, disable_help_subcommand = true)]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Command,
    /// The language of messages: zh or en; also by the environment variable YINMO_LANG [default: zh]
    #[arg(
        long,
        global = true,
        value_enum,
        value_name = "LANG",
        hide_possible_values = true,
        display_order = 900
    )]
    lang: Option<Lang>,
    /// Show this help
    #[arg(short, long, global = true, action = ArgAction::Help, display_order = 901)]
    help: Option<bool>,
    /// Show the version
    #[arg(short = 'V', long, action = ArgAction::Version, display_order = 902)]
    version: Option<bool>,
}

/// What is to be done.
#[derive(Subcommand)]
pub enum Command {
    /// Look for what must not be published, and change nothing
    Check(CheckArgs),
    /// Write documents that may be published
    Mask(MaskArgs),
    /// Say what is found in a text, why, and what happens to it
    Explain(ExplainArgs),
    /// List what can be found, or describe one kind
    Rules(RulesArgs),
    /// Write a commented yinmo.toml into this folder, or the gate of a CI system
    Init(InitArgs),
    /// Compare originals with what was made of them for publication
    Verify(VerifyArgs),
    /// Verify, show or report the trail of what was done
    Trail(TrailCommandArgs),
    /// List, show, compare and check rules
    Policy(PolicyCommandArgs),
    /// List what is there already and does not count again
    Baseline(BaselineCommandArgs),
    /// Make the key that pseudonyms, hashes, encryption and surrogates need
    Key(KeyCommandArgs),
    /// Give back what was encrypted with the key; who and why goes into the trail
    Restore(RestoreArgs),
    /// Say whether all is well here: git, configuration, key, and what would not be read
    Doctor(DoctorArgs),
    /// Print completions for a shell
    Completions(CompletionsArgs),
    /// Print the manual page, or write a page for each command
    Man(ManArgs),
}

#[derive(Args)]
pub struct CheckArgs {
    /// Files and folders; - is standard input
    #[arg(required_unless_present_any = ["files_from", "staged", "diff"], value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    #[command(flatten)]
    pub scope: ScopeArgs,
    #[command(flatten)]
    pub report: ReportArgs,
    #[command(flatten)]
    pub policy: PolicyArgs,
    #[command(flatten)]
    pub trail: TrailArgs,
    #[command(flatten)]
    pub waivers: WaiverArgs,
    #[command(flatten)]
    pub cache: CacheArgs,
    /// Write what needs a person's review into this worklist (.xlsx or .csv), to be filled in
    #[arg(long, value_name = "LIST")]
    pub worklist: Option<PathBuf>,
    /// In text, show every finding, those that are kept too
    #[arg(long)]
    pub all: bool,
    /// End with code 1 from this confidence on: low, medium, high, never [default: low]
    #[arg(long, value_enum, value_name = "CONFIDENCE", default_value = "low")]
    #[arg(hide_possible_values = true, hide_default_value = true)]
    pub fail_on: FailOn,
}

#[derive(Args)]
#[command(group = clap::ArgGroup::new("destination").args(["output_dir", "in_place"]))]
pub struct MaskArgs {
    /// Files and folders; - reads standard input and writes standard output
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Write the masked files into this folder, in the same tree
    #[arg(short = 'O', long, value_name = "DIR")]
    pub output_dir: Option<PathBuf>,
    /// Mask the files where they stand; needs --backup
    #[arg(long, requires = "backup")]
    pub in_place: bool,
    /// Keep the old content of each file as FILE.bak
    #[arg(long, requires = "in_place")]
    pub backup: bool,
    /// Do with what needs review as this worklist, filled in, says (.xlsx or .csv)
    #[arg(long, value_name = "LIST")]
    pub decisions: Option<PathBuf>,
    /// Overwrite outputs and backups that are there already
    #[arg(long)]
    pub force: bool,
    #[command(flatten)]
    pub report: ReportArgs,
    #[command(flatten)]
    pub policy: PolicyArgs,
    #[command(flatten)]
    pub trail: TrailArgs,
}

#[derive(Args)]
pub struct VerifyArgs {
    /// The original, or a folder of originals
    #[arg(value_name = "ORIGINAL")]
    pub original: PathBuf,
    /// What is to be published, or a folder of it, in the same tree
    #[arg(value_name = "MASKED")]
    pub masked: PathBuf,
    /// The worklist, filled in, by which it was masked (.xlsx or .csv)
    #[arg(long, value_name = "LIST")]
    pub decisions: Option<PathBuf>,
    #[command(flatten)]
    pub reports: ReportsArgs<Compared>,
    /// How many threads to use [default: as many as the machine has]
    #[arg(short, long, value_name = "N")]
    pub jobs: Option<NonZeroUsize>,
    #[command(flatten)]
    pub policy: PolicyArgs,
}

/// What is said about a run, and how fast it goes.
#[derive(Args)]
pub struct ReportArgs {
    #[command(flatten)]
    pub reports: ReportsArgs<Printed>,
    /// The name of what comes from standard input; its extension tells the type
    #[arg(long, value_name = "NAME", default_value = "-", hide_default_value = true)]
    pub stdin_name: String,
    /// How many threads to use [default: as many as the machine has]
    #[arg(short, long, value_name = "N")]
    pub jobs: Option<NonZeroUsize>,
}

/// Where what is done is recorded.
#[derive(Args, Default)]
pub struct TrailArgs {
    /// Record each document in this file [default: what yinmo.toml says]
    #[arg(long, value_name = "FILE")]
    pub trail: Option<PathBuf>,
    /// Who is responsible, for the record
    #[arg(long, value_name = "NAME")]
    pub who: Option<String>,
}

#[derive(Args)]
#[command(arg_required_else_help = true, disable_help_subcommand = true)]
pub struct PolicyCommandArgs {
    #[command(subcommand)]
    pub command: PolicyCommand,
}

/// What is done with rules.
#[derive(Subcommand)]
pub enum PolicyCommand {
    /// List the built-in profiles
    List,
    /// Print a built-in profile, comments and all
    Show(PolicyShowArgs),
    /// Say what two profiles or files do differently
    Diff(PolicyDiffArgs),
    /// Load a file and try its examples
    Check(PolicyCheckArgs),
    /// Print the JSON Schema of policy files
    Schema,
}

#[derive(Args)]
pub struct PolicyShowArgs {
    /// The name of a profile
    #[arg(value_name = "PROFILE")]
    pub name: String,
}

#[derive(Args)]
pub struct PolicyDiffArgs {
    /// A profile or a file
    #[arg(value_name = "ONE")]
    pub one: String,
    /// Another
    #[arg(value_name = "OTHER")]
    pub other: String,
}

#[derive(Args)]
pub struct PolicyCheckArgs {
    /// The file
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
}

#[derive(Args)]
#[command(arg_required_else_help = true, disable_help_subcommand = true)]
pub struct TrailCommandArgs {
    #[command(subcommand)]
    pub command: TrailCommand,
}

/// What is done with a trail.
#[derive(Subcommand)]
pub enum TrailCommand {
    /// Say whether a trail is as it was written
    Verify(TrailVerifyArgs),
    /// Show the records of a trail
    Show(TrailShowArgs),
    /// Write a report on a trail, for the annual report and the impact assessment
    Export(TrailExportArgs),
}

#[derive(Args)]
pub struct TrailVerifyArgs {
    /// The trail
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Where it ended at some time, as it was noted elsewhere: number and hash
    #[arg(long, value_name = "HEAD", value_parser = head)]
    pub noted: Option<Head>,
}

#[derive(Args)]
pub struct TrailShowArgs {
    /// The trail
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Only the last so many records
    #[arg(long, value_name = "N")]
    pub last: Option<usize>,
}

#[derive(Args)]
pub struct TrailExportArgs {
    /// The trail
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// The report; .html or .csv tells its form
    #[arg(short, long, value_name = "FILE")]
    pub output: PathBuf,
    /// Only records from this day on
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub from: Option<Day>,
    /// Only records up to this day
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub to: Option<Day>,
}

fn head(text: &str) -> Result<Head, String> {
    text.parse().map_err(|_| "a head is written `12 sha256:…`".to_owned())
}

/// By what rules to decide.
#[derive(Args, Default)]
pub struct PolicyArgs {
    /// The built-in profile; `yinmo policy list` names them
    #[arg(long, value_name = "PROFILE")]
    pub profile: Option<String>,
    /// Whom it is published to, for profiles that know several audiences: board, portal
    #[arg(long, value_name = "AUDIENCE")]
    pub audience: Option<String>,
    /// On what legal basis it is published; some profiles ask for it
    #[arg(long, value_name = "BASIS")]
    pub basis: Option<String>,
    /// The last day on which it may be seen, such as 2026-12-31; some profiles ask for it
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub publish_until: Option<Day>,
    /// The configuration [default: yinmo.toml in this folder, if there is one]
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    #[command(flatten)]
    pub key: KeyArgs,
}

/// Where the key is.
#[derive(Args, Clone, Default)]
pub struct KeyArgs {
    /// The file with the key, for rules that need one [default: the environment variable YINMO_KEY, then what yinmo.toml says]
    #[arg(long, value_name = "FILE")]
    pub key_file: Option<PathBuf>,
}

#[derive(Args)]
#[command(arg_required_else_help = true, disable_help_subcommand = true)]
pub struct KeyCommandArgs {
    #[command(subcommand)]
    pub command: KeyCommand,
}

/// What is done with keys.
#[derive(Subcommand)]
pub enum KeyCommand {
    /// Write a new key to a file that only you can read, or to a pipe
    New(KeyNewArgs),
}

#[derive(Args)]
pub struct KeyNewArgs {
    /// The file, which must not be there yet; without it the key goes to standard output, if that is no terminal
    #[arg(value_name = "FILE")]
    pub file: Option<PathBuf>,
}

#[derive(Args)]
pub struct RestoreArgs {
    /// Files and folders
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Write the restored files into this folder, in the same tree
    #[arg(short = 'O', long, required = true, value_name = "DIR")]
    pub output_dir: PathBuf,
    /// Who restores, for the record
    #[arg(long, required = true, value_name = "NAME")]
    pub who: String,
    /// Why, for the record
    #[arg(long, required = true, value_name = "REASON")]
    pub why: String,
    /// Record each document in this file [default: what yinmo.toml says]
    #[arg(long, value_name = "FILE")]
    pub trail: Option<PathBuf>,
    /// Overwrite outputs that are there already
    #[arg(long)]
    pub force: bool,
    /// The configuration [default: yinmo.toml in this folder, if there is one]
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    #[command(flatten)]
    pub key: KeyArgs,
}

pub(super) fn day(text: &str) -> Result<Day, String> {
    text.parse().map_err(|_| "a day is written 2026-12-31".to_owned())
}

#[derive(Args)]
pub struct ExplainArgs {
    /// The text; - is standard input. The id of a kind is described, and a finding's fingerprint is looked for in the paths
    #[arg(value_name = "TEXT")]
    pub text: String,
    /// Files and folders in which the finding with this fingerprint is
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Show the values themselves
    #[arg(long)]
    pub show_values: bool,
    /// Say whether this list lets the finding pass [default: what yinmo.toml says]
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
    #[command(flatten)]
    pub policy: PolicyArgs,
}

#[derive(Args)]
pub struct RulesArgs {
    /// The id of a kind, such as resident-id
    #[arg(value_name = "ID")]
    pub id: Option<String>,
    #[command(flatten)]
    pub policy: PolicyArgs,
}

/// The confidence from which a finding makes `check` end with code 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// Any.
    Low,
    /// Medium or high.
    Medium,
    /// High.
    High,
    /// None.
    Never,
}
