//! `yinmo key`: makes keys.

use std::fs::OpenOptions;
use std::io::{self, IsTerminal as _, Write as _};
use std::path::Path;

use anyhow::{Result, anyhow};
use yinmo::Key;
use zeroize::Zeroizing;

use crate::args::{KeyCommand, KeyCommandArgs};
use crate::exit::Exit;
use crate::lang::Lang;
use crate::print::{to_stderr, to_stdout};
use crate::words::{io_error, visible};

/// Does what is asked for.
pub fn run(args: &KeyCommandArgs, lang: Lang) -> Result<Exit> {
    let KeyCommand::New(args) = &args.command;
    match &args.file {
        Some(file) => to_file(file, lang),
        None => to_pipe(lang),
    }
}

fn to_file(path: &Path, lang: Lang) -> Result<Exit> {
    let shown = visible(&path.to_string_lossy());
    let line = new_line(lang)?;
    let written = owner_only().open(path).and_then(|mut file| {
        file.write_all(line.as_bytes())?;
        file.sync_all()
    });
    match written {
        Ok(()) => {
            to_stdout(&lang.pick(
                format!(
                    "已生成密钥 {shown}。请另存一份于安全之处：丢失后，加密的号码无法还原，代码也无法再对应；\
                     泄露后，代码和替代号码可被逐个试出。不要与脱敏后的文件放在一起\n"
                ),
                format!(
                    "wrote the key {shown}; keep a copy in a safe place: without it nothing that was encrypted comes back \
                     and no code can be matched, and whoever has it can try values out; keep it apart from masked files\n"
                ),
            ));
            Ok(Exit::Clean)
        }
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(anyhow!(lang.pick(
            format!("{shown} 已存在，未改动：覆盖密钥会使以前的结果无法还原。请换一个文件名"),
            format!(
                "{shown} exists and was left alone: what was made with a key needs it; choose another name"
            ),
        ))),
        Err(error) => {
            let why = io_error(&error, lang);
            Err(anyhow!(
                lang.pick(format!("无法写出 {shown}：{why}"), format!("cannot write {shown}: {why}"))
            ))
        }
    }
}

/// A terminal keeps what it shows, and so does whoever looks over a shoulder.
fn to_pipe(lang: Lang) -> Result<Exit> {
    if io::stdout().is_terminal() {
        return Err(anyhow!(lang.pick(
            "密钥不显示在屏幕上。请给出文件名：yinmo key new 密钥文件；或用管道交给密钥管理程序",
            "a key is not shown on a screen; give a file, `yinmo key new FILE`, or pipe it to a secret store",
        )));
    }
    let line = new_line(lang)?;
    let mut out = io::stdout().lock();
    out.write_all(line.as_bytes()).and_then(|()| out.flush())?;
    to_stderr(lang.pick("新密钥已写到标准输出\n", "the new key went to standard output\n"));
    Ok(Exit::Clean)
}

/// A key drawn by the system, as a line.
fn new_line(lang: Lang) -> Result<Zeroizing<String>> {
    let mut bytes = Zeroizing::new([0; 32]);
    getrandom::fill(bytes.as_mut_slice()).map_err(|error| {
        anyhow!(
            lang.pick(format!("系统未能提供随机数：{error}"), format!("the system drew no numbers: {error}"))
        )
    })?;
    let mut line = Key::from_bytes(*bytes).to_text();
    line.reserve_exact(1);
    line.push('\n');
    Ok(line)
}

/// A file that is not there yet, and that nobody else can read from its first moment on.
fn owner_only() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    options
}
