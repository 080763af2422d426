//! `yinmo init`: a configuration to start from.

use std::fs::File;
use std::io::{self, Write};

use anyhow::{Result, anyhow};

use crate::config::FILE;
use crate::exit::Exit;
use crate::lang::Lang;
use crate::print::to_stdout;
use crate::words::io_error;

/// The configuration that is written, with a word about each part.
const TEMPLATE: &str = include_str!("yinmo.toml");

/// Writes the configuration into the current folder, unless there is one.
pub fn run(lang: Lang) -> Result<Exit> {
    match File::create_new(FILE).and_then(|mut file| file.write_all(TEMPLATE.as_bytes())) {
        Ok(()) => {
            to_stdout(lang.pick(
                "已写出 yinmo.toml，请按其中的说明修改\n",
                "wrote yinmo.toml; its comments say what can be changed\n",
            ));
            Ok(Exit::Clean)
        }
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(anyhow!(lang.pick(
            "yinmo.toml 已存在，未改动。如需重写，请先将其改名",
            "yinmo.toml exists and was left alone; rename it first",
        ))),
        Err(error) => {
            let why = io_error(&error, lang);
            Err(anyhow!(
                lang.pick(format!("无法写出 yinmo.toml：{why}"), format!("cannot write yinmo.toml: {why}"))
            ))
        }
    }
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
