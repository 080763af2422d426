//! Arguments of the commands that fit yinmo into where people work.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::declared::PolicyArgs;

#[derive(Args)]
pub struct InitArgs {
    /// Write the gate for this place instead: github, gitlab, gitee, jenkins, pre-commit, pre-receive
    #[arg(long, value_enum, value_name = "PLACE", hide_possible_values = true)]
    pub ci: Option<Ci>,
}

/// Where a gate stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Ci {
    /// A GitHub workflow.
    Github,
    /// A GitLab job.
    Gitlab,
    /// A Gitee Go pipeline.
    Gitee,
    /// A Jenkins pipeline.
    Jenkins,
    /// The pre-commit framework.
    PreCommit,
    /// A hook of the git server.
    PreReceive,
}

#[derive(Args)]
pub struct DoctorArgs {
    /// Files and folders that are to be checked [default: this folder]
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// The form of the answer: text, json [default: text]
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "text")]
    #[arg(hide_possible_values = true, hide_default_value = true)]
    pub format: Form,
    #[command(flatten)]
    pub policy: PolicyArgs,
}

/// The form of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Form {
    /// For people.
    Text,
    /// One JSON document.
    Json,
}

#[derive(Args)]
pub struct CompletionsArgs {
    /// The shell: bash, zsh, fish, powershell, elvish
    #[arg(value_enum, value_name = "SHELL", hide_possible_values = true)]
    pub shell: clap_complete::Shell,
}

#[derive(Args)]
pub struct ManArgs {
    /// Write a page for each command into this folder; without it the main page goes to standard output
    #[arg(value_name = "DIR")]
    pub dir: Option<PathBuf>,
}
