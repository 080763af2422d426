//! Tools around yinmo that are not part of it: table generator and quality harness.

// A tool for the terminal prints to it.
#![allow(clippy::print_stdout)]

mod calibrate;
mod data;
mod score;
mod train;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(about, version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Rewrite the generated tables of yinmo-data from unpacked source packages.
    Data(data::Arguments),
    /// Fit how sure findings are on marked documents.
    Calibrate(calibrate::Arguments),
    /// Print precision and recall over files of test vectors.
    Score(score::Arguments),
    /// Train the sequence model and print its scores.
    Train(train::Arguments),
}

fn main() -> anyhow::Result<()> {
    match Arguments::parse().command {
        Command::Data(arguments) => data::run(&arguments),
        Command::Calibrate(arguments) => calibrate::run(&arguments),
        Command::Score(arguments) => score::run(&arguments),
        Command::Train(arguments) => train::run(&arguments),
    }
}
