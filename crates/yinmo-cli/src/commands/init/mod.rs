//! `yinmo init`: a configuration to start from, or the gate of a CI system.

mod ci;

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use anyhow::{Result, anyhow};

use crate::args::InitArgs;
use crate::config::FILE;
use crate::exit::Exit;
use crate::lang::Lang;
use crate::print::to_stdout;
use crate::words::io_error;

/// The configuration that is written, with a word about each part.
const TEMPLATE: &str = include_str!("yinmo.toml");

/// Writes what is asked for into the current folder, unless it is there.
pub fn run(args: &InitArgs, lang: Lang) -> Result<Exit> {
    match args.ci {
        Some(place) => ci::run(place, lang),
        None => configuration(lang),
    }
}

fn configuration(lang: Lang) -> Result<Exit> {
    if !write_new(FILE, TEMPLATE, lang)? {
        return Err(anyhow!(lang.pick(
            "yinmo.toml 已存在，未改动。如需重写，请先将其改名",
            "yinmo.toml exists and was left alone; rename it first",
        )));
    }
    to_stdout(lang.pick(
        "已写出 yinmo.toml，请按其中的说明修改\n",
        "wrote yinmo.toml; its comments say what can be changed\n",
    ));
    Ok(Exit::Clean)
}

/// Writes a file that is not there yet, and the folders it stands in; whether it did.
fn write_new(name: &str, text: &str, lang: Lang) -> Result<bool> {
    match create(Path::new(name), text) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
        Err(error) => {
            let why = io_error(&error, lang);
            Err(anyhow!(lang.pick(format!("无法写出 {name}：{why}"), format!("cannot write {name}: {why}"))))
        }
    }
}

fn create(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        // That a file stands where a folder should be is not that the file was written before.
        fs::create_dir_all(folder).map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => io::ErrorKind::NotADirectory.into(),
            _ => error,
        })?;
    }
    File::create_new(path)?.write_all(text.as_bytes())
}

#[cfg(test)]
mod tests {
    use yinmo::Policy;

    use super::TEMPLATE;

    #[test]
    fn the_template_changes_nothing_as_it_stands() {
        let policy = Policy::from_toml("yinmo.toml", TEMPLATE).unwrap();
        let builtin = Policy::builtin("general-publication").unwrap();
        for &kind in yinmo::kind::Kind::ALL {
            for role in yinmo::finding::Role::ALL {
                let subject = yinmo::policy::Subject::in_text(kind, role, yinmo::finding::Confidence::HIGH);
                assert_eq!(policy.decide(&subject).action, builtin.decide(&subject).action, "{kind}");
            }
        }
    }

    /// Every example that is commented out is valid too.
    #[test]
    fn the_examples_in_the_template_are_valid() {
        let uncommented: String =
            TEMPLATE.lines().map(|line| line.strip_prefix("#: ").unwrap_or(line).to_owned() + "\n").collect();
        assert_ne!(uncommented, TEMPLATE);
        let policy = Policy::from_toml("yinmo.toml", &uncommented).map_err(|error| error.to_string());
        assert!(policy.is_ok(), "{}", policy.err().unwrap());
    }
}
