//! Tools around yinmo that are not part of it: table generator and quality harness.

mod data;

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
}

fn main() -> anyhow::Result<()> {
    match Arguments::parse().command {
        Command::Data(arguments) => data::run(&arguments),
    }
}
