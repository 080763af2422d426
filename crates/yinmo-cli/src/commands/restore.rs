//! `yinmo restore`: gives back what was encrypted.

use std::collections::HashSet;

use anyhow::{Result, anyhow};
use yinmo::{Error, Key, Pipeline, Restored, Source};

use super::mask::numbered;
use crate::args::{PolicyArgs, RestoreArgs, TrailArgs};
use crate::config;
use crate::exit::Exit;
use crate::files::{self, Input};
use crate::label;
use crate::lang::Lang;
use crate::print::{to_stderr, to_stdout};
use crate::words::visible;

/// Restores what the arguments name.
pub fn run(args: &RestoreArgs, lang: Lang) -> Result<Exit> {
    let settings = PolicyArgs { config: args.config.clone(), key: args.key.clone(), ..PolicyArgs::default() };
    let (policy, key) = config::settings(&settings, lang)?;
    let key = key.ok_or_else(|| missing(lang.pick("密钥", "the key"), "--key-file", lang))?;
    let trail = TrailArgs { trail: args.trail.clone(), who: Some(args.who.trim().to_owned()) };
    let trail = config::trail(&trail, policy.trail())
        .ok_or_else(|| missing(lang.pick("留痕文件", "the trail"), "--trail", lang))?;
    if [&args.who, &args.why].into_iter().any(|said| said.trim().is_empty()) {
        return Err(missing(lang.pick("由谁、为何还原", "who restores, and why"), "--who --why", lang));
    }
    let restorer = Restorer { pipeline: Pipeline::new(policy).with_trail(trail), key, args, lang };
    restorer.run()
}

fn missing(what: &str, argument: &str, lang: Lang) -> anyhow::Error {
    anyhow!(lang.pick(
        format!("还原须给出{what}（{argument}），什么都没有写"),
        format!("restoring needs {what} ({argument}); nothing was written"),
    ))
}

struct Restorer<'a> {
    pipeline: Pipeline,
    key: Key,
    args: &'a RestoreArgs,
    lang: Lang,
}

impl Restorer<'_> {
    fn run(&self) -> Result<Exit> {
        let found = files::find(&self.args.paths, std::slice::from_ref(&self.args.output_dir));
        let (mut exit, mut taken, mut written) = (Exit::Clean, HashSet::new(), false);
        for (path, skip) in &found.skipped {
            let name = visible(&self.pipeline.display_name(&path.to_string_lossy()));
            self.say(&name, skip.what(self.lang));
            exit = exit.max(Exit::Incomplete);
        }
        // What comes back is no longer what the label speaks of.
        for file in found.files.iter().filter(|file| !label::is_one(file.path())) {
            let target = self.args.output_dir.join(self.pipeline.public_path(file.relative()));
            let target = numbered(target, &taken);
            let outcome = self.restore(file, &target);
            written |= outcome.as_ref().is_ok_and(|restored| restored.output_hash.is_some());
            exit = exit.max(self.tell(file, outcome));
            taken.insert(target);
        }
        if written {
            to_stderr(self.lang.pick(
                "注意：还原出的文件含有个人信息，不得公开；用毕请删除\n",
                "warning: the restored files hold personal data; never publish them, and delete them after use\n",
            ));
        }
        if found.files.is_empty() { Ok(exit.max(Exit::Incomplete)) } else { Ok(exit) }
    }

    fn restore(&self, file: &Input, target: &std::path::Path) -> Result<Restored, Error> {
        let why = self.args.why.trim();
        self.pipeline.restore_file(Source::File(file.path()), target, self.args.force, &self.key, why)
    }

    /// Says what came of a file, and how the run ends by it.
    fn tell(&self, file: &Input, outcome: Result<Restored, Error>) -> Exit {
        let name = visible(&self.pipeline.display_name(&file.path().to_string_lossy()));
        let restored = match outcome {
            Ok(restored) => restored,
            Err(error) => {
                to_stderr(&format!("{}\n", self.lang.pick(error.zh(), error.en())));
                return Exit::Failed;
            }
        };
        if let Some(reason) = restored.unread {
            self.say(&name, &self.lang.pick(reason.zh(), reason.en()));
            return Exit::Incomplete;
        }
        let count: u64 = restored.numbers.values().sum();
        match count {
            0 => {
                self.say(
                    &name,
                    self.lang.pick("没有可还原的号码，未写出", "nothing to restore, not written"),
                );
            }
            _ => to_stdout(
                &self
                    .lang
                    .pick(format!("{name}：还原 {count} 处\n"), format!("{name}: {count} places restored\n")),
            ),
        }
        Exit::Clean
    }

    fn say(&self, name: &str, what: &str) {
        to_stderr(&self.lang.pick(format!("{name}：{what}\n"), format!("{name}: {what}\n")));
    }
}
