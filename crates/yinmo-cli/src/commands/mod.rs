//! What each command does.

mod batch;
mod check;
mod completions;
mod doctor;
mod explain;
mod init;
mod key;
mod man;
mod mask;
mod policy;
mod restore;
mod rules;
mod stdin;
mod trail;
mod verify;

pub use stdin::read as read_stdin;

use crate::args::{Command, Request};
use crate::exit::Exit;
use crate::print::to_stderr;

/// Does what is asked for. A failure is said on standard error.
pub fn run(request: Request) -> Exit {
    let lang = request.lang;
    let outcome = match request.command {
        Command::Check(args) => check::run(&args, lang),
        Command::Mask(args) => mask::run(&args, lang),
        Command::Explain(args) => explain::run(&args, lang),
        Command::Rules(args) => rules::run(&args, lang),
        Command::Init(args) => init::run(&args, lang),
        Command::Verify(args) => verify::run(&args, lang),
        Command::Policy(args) => policy::run(&args, lang),
        Command::Trail(args) => trail::run(&args, lang),
        Command::Key(args) => key::run(&args, lang),
        Command::Restore(args) => restore::run(&args, lang),
        Command::Doctor(args) => doctor::run(&args, lang),
        Command::Completions(args) => completions::run(&args, lang),
        Command::Man(args) => man::run(&args, lang),
    };
    outcome.unwrap_or_else(|error| {
        to_stderr(&format!("{}{error:#}\n", lang.pick("错误：", "error: ")));
        Exit::Failed
    })
}
