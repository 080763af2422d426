//! `yinmo completions`: what a shell completes, made from the declaration of the command line.

use anyhow::Result;
use clap_complete::generate;

use crate::args::{self, CompletionsArgs};
use crate::exit::Exit;
use crate::lang::Lang;
use crate::print::to_stdout;

/// Prints the script.
pub fn run(args: &CompletionsArgs, lang: Lang) -> Result<Exit> {
    let mut script = Vec::new();
    generate(args.shell, &mut args::command(lang), "yinmo", &mut script);
    to_stdout(&String::from_utf8(script)?);
    Ok(Exit::Clean)
}
