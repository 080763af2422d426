//! Where the project key comes from. Never from an argument: those stand in the history of the shell and in the list of
//! processes, where everybody reads them.

use std::env;
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow};
use yinmo::Key;
use zeroize::Zeroizing;

use crate::args::KeyArgs;
use crate::lang::Lang;
use crate::print::to_stderr;
use crate::words::{io_error, visible};

/// The variable that holds a key as a key file does.
pub const VARIABLE: &str = "YINMO_KEY";

/// More bytes than a key file has.
const LONGEST: u64 = 4096;

/// The key from the file that was given, or the environment, or the file that the configuration names; none if nothing
/// names one.
pub fn find(args: &KeyArgs, configured: Option<&str>, lang: Lang) -> Result<Option<Key>> {
    if let Some(file) = &args.key_file {
        return in_file(file, lang).map(Some);
    }
    if let Some(value) = env::var_os(VARIABLE).filter(|value| !value.is_empty()) {
        let value = Zeroizing::new(value.into_string().unwrap_or_default());
        return Key::parse(&value).map(Some).map_err(|_| no_key(VARIABLE, lang));
    }
    configured.map(|file| in_file(&PathBuf::from(file), lang)).transpose()
}

/// What names the key, if anything does: the file, as it may be shown, or the variable.
pub fn source(args: &KeyArgs, configured: Option<&str>) -> Option<String> {
    if let Some(file) = &args.key_file {
        return Some(visible(&file.to_string_lossy()));
    }
    let variable = env::var_os(VARIABLE).filter(|value| !value.is_empty()).map(|_| VARIABLE.to_owned());
    variable.or_else(|| configured.map(visible))
}

fn in_file(path: &Path, lang: Lang) -> Result<Key> {
    let shown = visible(&path.to_string_lossy());
    let text = read(path).map_err(|error| {
        let why = io_error(&error, lang);
        anyhow!(lang.pick(
            format!("无法读取密钥文件 {shown}：{why}\n建议：用 yinmo key new {shown} 生成"),
            format!("cannot read the key file {shown}: {why}\nhelp: `yinmo key new {shown}` makes one"),
        ))
    })?;
    warn_of_readers(path, &shown, lang);
    Key::parse(&text).map_err(|_| no_key(&shown, lang))
}

fn read(path: &Path) -> io::Result<Zeroizing<String>> {
    let mut text = Zeroizing::new(String::with_capacity(LONGEST as usize));
    File::open(path)?.take(LONGEST).read_to_string(&mut text)?;
    Ok(text)
}

/// What the key is written like is said, never what stands there.
fn no_key(source: &str, lang: Lang) -> anyhow::Error {
    anyhow!(lang.pick(
        format!("{source} 中不是密钥：应为一行 yinmo-key-1: 加 64 位十六进制数\n建议：用 yinmo key new 生成"),
        format!("{source} holds no key: it is one line, yinmo-key-1: and 64 hexadecimal digits\nhelp: `yinmo key new` makes one"),
    ))
}

#[cfg(unix)]
fn warn_of_readers(path: &Path, shown: &str, lang: Lang) {
    use std::os::unix::fs::PermissionsExt as _;
    let open = fs::metadata(path).is_ok_and(|file| file.is_file() && file.permissions().mode() & 0o077 != 0);
    if open {
        to_stderr(&lang.pick(
            format!("注意：密钥文件 {shown} 其他用户也能读取，请执行 chmod 600 {shown}\n"),
            format!("note: others can read the key file {shown}; run chmod 600 {shown}\n"),
        ));
    }
}

#[cfg(not(unix))]
fn warn_of_readers(_path: &Path, _shown: &str, _lang: Lang) {}
