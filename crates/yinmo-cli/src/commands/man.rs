//! `yinmo man`: manual pages, made from the declaration of the command line.

use std::fs;
use std::path::Path;

use anyhow::{Result, anyhow};
use clap_mangen::{Man, generate_to};

use crate::args::{self, ManArgs};
use crate::exit::Exit;
use crate::lang::Lang;
use crate::print::to_stdout;
use crate::words::{io_error, visible};

/// Prints the main page, or writes a page for each command.
pub fn run(args: &ManArgs, lang: Lang) -> Result<Exit> {
    match &args.dir {
        Some(dir) => into(dir, lang),
        None => {
            let mut page = Vec::new();
            Man::new(args::command(lang)).render(&mut page)?;
            to_stdout(&String::from_utf8(page)?);
            Ok(Exit::Clean)
        }
    }
}

/// Pages that are there are replaced: they are generated.
fn into(dir: &Path, lang: Lang) -> Result<Exit> {
    let shown = visible(&dir.to_string_lossy());
    fs::create_dir_all(dir).and_then(|()| generate_to(args::command(lang), dir)).map_err(|error| {
        let why = io_error(&error, lang);
        anyhow!(lang.pick(
            format!("无法把手册页写入 {shown}：{why}"),
            format!("cannot write manual pages into {shown}: {why}"),
        ))
    })?;
    to_stdout(&lang.pick(
        format!("手册页写入 {shown}。查看：man -l {shown}/yinmo.1\n"),
        format!("wrote manual pages into {shown}; read them: man -l {shown}/yinmo.1\n"),
    ));
    Ok(Exit::Clean)
}
