//! The command line. Declared once, in English; [`zh`] holds the Chinese words for it.

mod declared;
mod integrate;
mod problem;
mod scope;
mod zh;

pub use declared::{
    CheckArgs, Command, ExplainArgs, FailOn, Format, KeyArgs, KeyCommand, KeyCommandArgs, MaskArgs,
    PolicyArgs, PolicyCheckArgs, PolicyCommand, PolicyCommandArgs, PolicyDiffArgs, PolicyShowArgs,
    ReportArgs, RestoreArgs, RulesArgs, TrailArgs, TrailCommand, TrailCommandArgs, TrailExportArgs,
    TrailShowArgs, TrailVerifyArgs, VerifyArgs,
};
pub use integrate::{Ci, CompletionsArgs, DoctorArgs, Form, InitArgs, ManArgs};
pub use scope::ScopeArgs;

use std::env;
use std::ffi::OsString;

use clap::{CommandFactory, FromArgMatches};

use crate::exit::Exit;
use crate::lang::Lang;
use crate::print::{to_stderr, to_stdout};
use declared::Arguments;

/// What is to be done, and in what language to speak.
pub struct Request {
    /// What is to be done.
    pub command: Command,
    /// The language of messages.
    pub lang: Lang,
}

/// Reads the command line. Help, version and mistakes are answered here.
pub fn read() -> Result<Request, Exit> {
    let args: Vec<OsString> = env::args_os().collect();
    let lang = language(&args);
    let command = command(lang);
    let parsed =
        command.clone().try_get_matches_from(&args).and_then(|matches| Arguments::from_arg_matches(&matches));
    match parsed {
        Ok(arguments) => Ok(Request { command: arguments.command, lang }),
        Err(error) => Err(answer(&error, lang)),
    }
}

/// The whole command line, in one language.
pub fn command(lang: Lang) -> clap::Command {
    zh::in_language(Arguments::command(), lang)
}

fn answer(error: &clap::Error, lang: Lang) -> Exit {
    use clap::error::ErrorKind;
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            to_stdout(&error.render().to_string());
            Exit::Clean
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            to_stderr(&error.render().to_string());
            Exit::Failed
        }
        _ => {
            to_stderr(&problem::describe(error, lang));
            Exit::Failed
        }
    }
}

/// The language has to be known before the first mistake can be pointed out.
fn language(args: &[OsString]) -> Lang {
    let options = args.iter().take_while(|arg| *arg != "--");
    let asked = options.clone().zip(options.skip(1)).find_map(|(flag, value)| {
        let joined = [flag, value].into_iter().find_map(|arg| arg.to_str()?.strip_prefix("--lang="));
        joined.or_else(|| value.to_str().filter(|_| flag == "--lang")).map(str::to_owned)
    });
    match asked.or_else(|| env::var("YINMO_LANG").ok()).as_deref() {
        Some("en") => Lang::En,
        _ => Lang::Zh,
    }
}

#[cfg(test)]
mod tests {
    use super::{Lang, command, language};

    #[test]
    fn the_declaration_is_consistent_in_both_languages() {
        command(Lang::Zh).debug_assert();
        command(Lang::En).debug_assert();
    }

    #[test]
    fn the_language_is_known_before_the_line_is_read() {
        for (line, lang) in [
            ("yinmo check --lang en x", Lang::En),
            ("yinmo --lang=en", Lang::En),
            ("yinmo -- --lang en", Lang::Zh),
        ] {
            let args: Vec<_> = line.split(' ').map(Into::into).collect();
            assert_eq!(language(&args), lang, "{line}");
        }
    }
}
