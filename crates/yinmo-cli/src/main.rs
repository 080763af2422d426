//! The `yinmo` program. What it does, the library does; here are its arguments, its files and its words.

mod args;
mod cache;
mod commands;
mod config;
mod exit;
mod files;
mod keys;
mod label;
mod lang;
mod panic;
mod place;
mod print;
mod progress;
mod run;
mod scope;
mod severity;
mod sink;
mod summary;
mod waivers;
mod words;
mod worklist;

use std::process::ExitCode;

fn main() -> ExitCode {
    panic::never_quote_documents();
    panic::or_failure(|| args::read().map_or_else(|exit| exit, commands::run)).into()
}
