//! The policy of a run: a profile, and `yinmo.toml` on top of it.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::str::Utf8Error;

use anyhow::{Result, anyhow};
use yinmo::Key;
use yinmo::policy::{ChangeRules, Policy, PolicyError, Source, Statement, TrailSettings};
use yinmo::trail::{Algorithm, Trail};

use crate::args::{PolicyArgs, TrailArgs};
use crate::keys;
use crate::lang::Lang;
use crate::print::to_stderr;
use crate::scope::{Held, Revised};
use crate::words::{io_error, visible};

/// The configuration that is used when none is named.
pub const FILE: &str = "yinmo.toml";

/// The policy that the arguments and the configuration make. Which configuration is used, is said.
pub fn policy(args: &PolicyArgs, lang: Lang) -> Result<Policy> {
    policy_and_key(args, lang).map(|(policy, _)| policy)
}

/// The same and its key.
pub fn policy_and_key(args: &PolicyArgs, lang: Lang) -> Result<(Policy, Option<Key>)> {
    made_by(args, Policy::load, lang)
}

/// The same for the change `revised`: a configuration that it touches counts as it was before, unless that says otherwise.
pub fn policy_of_change(
    args: &PolicyArgs,
    revised: Option<&Revised>,
    lang: Lang,
) -> Result<(Policy, Option<Key>)> {
    if let Some(revised) = revised
        && let Held::Before(before) = revised.held(&file(args))?
        && let Some(held) = as_it_was(args, before.as_deref(), lang)
    {
        return Ok(held);
    }
    policy_and_key(args, lang)
}

/// What a configuration said before a change, if that holds: one that cannot be used gives way to what may put it right.
fn as_it_was(args: &PolicyArgs, before: Option<&[u8]>, lang: Lang) -> Option<(Policy, Option<Key>)> {
    let name = visible(&file(args).to_string_lossy());
    let made = held(args, &name, before, lang);
    let (policy, key) = made
        .inspect_err(|why| {
            to_stderr(&lang.pick(
                format!("{name} 改动之前的版本不能用，按改动之后的检查：{why:#}\n"),
                format!("{name} as it was before the change cannot be used, and counts as it is: {why:#}\n"),
            ));
        })
        .ok()?;
    if policy.gate().change_rules == ChangeRules::After {
        return None;
    }
    to_stderr(&match before {
        Some(_) => lang.pick(
            format!("使用配置 {name}：本次改动改了它，采用改动之前的版本\n"),
            format!("using the configuration {name} as it was before the change, which touches it\n"),
        ),
        None => lang.pick(
            format!("{name} 是本次改动新增的，从下一次改动起生效，本次用内置规则\n"),
            format!("{name} comes in with this change and holds from the next one on; the built-in rules are used\n"),
        ),
    });
    Some((policy, key))
}

fn held(args: &PolicyArgs, name: &str, before: Option<&[u8]>, lang: Lang) -> Result<(Policy, Option<Key>)> {
    let text = before.map(|bytes| Ok::<_, Utf8Error>(without_mark(str::from_utf8(bytes)?))).transpose()?;
    let named = text.as_ref().and_then(|text| Policy::key_file(text));
    let key = keys::find(&args.key, named.as_deref(), lang)?;
    let file = text.map(|text| (name.to_owned(), text));
    let policy = Policy::load(&source(args, file.as_ref(), key.as_ref()));
    Ok((policy.map_err(|error| anyhow!(describe(&error, lang)))?, key))
}

/// The configuration that is used, if it is there.
pub fn file(args: &PolicyArgs) -> PathBuf {
    args.config.clone().unwrap_or_else(|| PathBuf::from(FILE))
}

/// The same and its key, for who decides nothing by it: what has to be stated to publish need not be.
pub fn settings(args: &PolicyArgs, lang: Lang) -> Result<(Policy, Option<Key>)> {
    made_by(args, Policy::read, lang)
}

fn made_by(
    args: &PolicyArgs,
    make: fn(&Source<'_>) -> Result<Policy, PolicyError>,
    lang: Lang,
) -> Result<(Policy, Option<Key>)> {
    let file = read(args, lang)?;
    if let Some((name, _)) = &file {
        to_stderr(&lang.pick(format!("使用配置 {name}\n"), format!("using the configuration {name}\n")));
    }
    let named = file.as_ref().and_then(|(_, text)| Policy::key_file(text));
    let key = keys::find(&args.key, named.as_deref(), lang)?;
    let source = source(args, file.as_ref(), key.as_ref());
    let policy = make(&source).map_err(|error| anyhow!(describe(&error, lang)))?;
    Ok((policy, key))
}

/// The policy of a configuration that was read, whatever it asks to be stated. Whether its key can be read is another
/// question, for [`keys::find`]; that it names none where it needs one is asked here.
pub fn checked(args: &PolicyArgs, file: Option<&(String, String)>, lang: Lang) -> Result<Policy> {
    // A key that is nobody's: nothing is written with it.
    let key = Key::from_bytes([1; 32]);
    let configured = file.and_then(|(_, text)| Policy::key_file(text));
    let named = keys::source(&args.key, configured.as_deref()).is_some();
    Policy::read(&source(args, file, named.then_some(&key))).map_err(|error| anyhow!(describe(&error, lang)))
}

fn source<'a>(args: &'a PolicyArgs, file: Option<&'a (String, String)>, key: Option<&'a Key>) -> Source<'a> {
    Source {
        profile: args.profile.as_deref(),
        audience: args.audience.as_deref(),
        file: file.map(|(name, text)| (name.as_str(), text.as_str())),
        statement: Statement { legal_basis: args.basis.clone(), publish_until: args.publish_until },
        key,
    }
}

/// The trail that the arguments ask for, or else the configuration.
pub fn trail(args: &TrailArgs, settings: &TrailSettings) -> Option<Trail> {
    let file = args.trail.clone().or_else(|| settings.file.as_ref().map(PathBuf::from))?;
    let algorithm = Algorithm::ALL.into_iter().find(|known| Some(known.id()) == settings.hash);
    let trail = Trail::at(file).hashed_with(algorithm.unwrap_or_default());
    match args.who.as_ref().or(settings.who.as_ref()) {
        Some(who) => Some(trail.by(who)),
        None => Some(trail),
    }
}

/// The name of the configuration, for messages, and its text.
pub fn read(args: &PolicyArgs, lang: Lang) -> Result<Option<(String, String)>> {
    let path = file(args);
    match text_of(&path) {
        Ok(text) => Ok(Some((visible(&path.to_string_lossy()), text))),
        Err(error) if error.kind() == io::ErrorKind::NotFound && args.config.is_none() => Ok(None),
        Err(error) => {
            let (path, why) = (visible(&path.to_string_lossy()), io_error(&error, lang));
            Err(anyhow!(lang.pick(
                format!("无法读取配置 {path}：{why}\n建议：用 yinmo init 新建一份"),
                format!("cannot read the configuration {path}: {why}\nhelp: `yinmo init` writes a new one"),
            )))
        }
    }
}

/// Editors on Windows put a byte order mark before the first line.
fn text_of(path: &Path) -> io::Result<String> {
    fs::read_to_string(path).map(|text| without_mark(&text))
}

fn without_mark(text: &str) -> String {
    text.strip_prefix('\u{FEFF}').unwrap_or(text).to_owned()
}

/// What is wrong with a policy, where, and what to try.
pub fn describe(error: &PolicyError, lang: Lang) -> String {
    let mut text = lang.pick(error.zh(), error.en()).to_owned();
    if let Some(name) = error.source_name() {
        let _ = write!(text, "\n --> {name}");
    }
    if let (Some(line), Some(column)) = (error.line(), error.column()) {
        let _ = write!(text, ":{line}:{column}");
    }
    if let Some(help) = lang.pick(error.help_zh(), error.help_en()) {
        let _ = write!(text, "\n{}{help}", lang.pick("建议：", "help: "));
    }
    text
}
