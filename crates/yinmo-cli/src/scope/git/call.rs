//! Calls of the `git` program.

use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Result, anyhow};
use yinmo::Pipeline;

use crate::lang::Lang;
use crate::scope::list::path;
use crate::words::{io_error, visible};

/// The repository that the program runs in, or that a hook is told of.
pub struct Git {
    /// Where the program runs.
    place: PathBuf,
    /// The folder in which git keeps what it has.
    pub folder: PathBuf,
    pub lang: Lang,
}

/// What of the environment changes what git says. `GIT_DIR`, `GIT_INDEX_FILE` and the like stay: hooks set them to say
/// which repository, which index and which objects are meant.
const MEDDLING: [&str; 7] = [
    "GIT_EXTERNAL_DIFF",
    "GIT_DIFF_OPTS",
    "GIT_LITERAL_PATHSPECS",
    "GIT_GLOB_PATHSPECS",
    "GIT_NOGLOB_PATHSPECS",
    "GIT_ICASE_PATHSPECS",
    "GIT_TRACE",
];

impl Git {
    /// The repository that the folder `place` belongs to; with an index, if `needs_index`.
    pub fn at(place: &Path, needs_index: bool, lang: Lang) -> Result<Self> {
        let asked = Self { place: place.to_owned(), folder: PathBuf::new(), lang };
        let said = asked.ask(["rev-parse", "--is-bare-repository", "--git-common-dir"])?.map_err(|said| {
            asked.failed(
                lang.pick(
                    "这里不是 git 仓库，或 git 拒绝读取",
                    "this is no git repository, or git refuses to read it",
                ),
                &said,
                lang.pick(
                    "请在仓库目录内运行，或改为直接给出路径",
                    "run it inside a repository, or name paths",
                ),
            )
        })?;
        let mut lines = said.splitn(2, |&byte| byte == b'\n');
        let is_bare = lines.next() == Some(b"true");
        if is_bare && needs_index {
            return Err(anyhow!(lang.pick(
                "裸仓库没有暂存区，不能用 --staged。请用 --diff A..B",
                "a bare repository has no index, so --staged means nothing; use --diff A..B",
            )));
        }
        let folder = lines.next().unwrap_or_default();
        let folder = path(folder.strip_suffix(b"\n").unwrap_or(folder)).unwrap_or_default();
        Ok(Self { folder: place.join(folder), ..asked })
    }

    /// A call with these arguments that is about to be made.
    pub fn command<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> Command {
        let mut command = Command::new("git");
        MEDDLING.iter().for_each(|name| {
            command.env_remove(name);
        });
        // Objects as they are pushed, not what somebody has put in their place; and nothing over a network.
        command.env("GIT_NO_REPLACE_OBJECTS", "1").env("GIT_NO_LAZY_FETCH", "1");
        command.env("GIT_OPTIONAL_LOCKS", "0").env("LC_ALL", "C");
        command.args(["--no-pager", "--literal-pathspecs", "-c", "core.fsmonitor=false"]);
        command.args(arguments).current_dir(&self.place).stdin(Stdio::null());
        command
    }

    /// What git answers; if it fails, `Err` within holds what it says of it.
    pub fn ask<A: AsRef<OsStr>>(
        &self,
        arguments: impl IntoIterator<Item = A>,
    ) -> Result<Result<Vec<u8>, Vec<u8>>> {
        let output = self.command(arguments).output().map_err(|error| self.not_started(&error))?;
        Ok(if output.status.success() { Ok(output.stdout) } else { Err(output.stderr) })
    }

    /// The error for a program that does not start.
    pub fn not_started(&self, error: &io::Error) -> anyhow::Error {
        if error.kind() == io::ErrorKind::NotFound {
            return anyhow!(self.lang.pick(
                "找不到 git 程序。请安装 git 并加入 PATH，或改为直接给出路径",
                "there is no git program; install git and put it into PATH, or name paths",
            ));
        }
        let why = io_error(error, self.lang);
        anyhow!(self.lang.pick(format!("git 无法运行：{why}"), format!("git cannot be run: {why}")))
    }

    /// The error for what git could not do, what it `said` of it, and the next step. Names in it may be personal.
    pub fn failed(&self, what: &str, said: &[u8], next_step: &str) -> anyhow::Error {
        let said = String::from_utf8_lossy(said);
        let said = said.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
        let said = visible(&shown(said));
        let said = match said.as_str() {
            "" => String::new(),
            said => self.lang.pick(format!("（git：{said}）"), format!(" (git: {said})")),
        };
        let stop = self.lang.pick("。", "; ");
        anyhow!("{what}{said}{stop}{next_step}")
    }
}

/// A text as it may be shown.
pub fn shown(text: &str) -> String {
    Pipeline::default().display_name(text)
}

/// The error for an object that git should have and does not hand over.
pub fn unreadable_object(lang: Lang) -> anyhow::Error {
    anyhow!(lang.pick(
        "git 缺少对象或对象已损坏，未能全部检查。请运行 git fsck；浅克隆或部分克隆请先取全（git fetch --unshallow，CI 中设 fetch-depth: 0）",
        "git lacks an object or it is damaged, so not everything was inspected; run git fsck, or complete a shallow or partial clone (git fetch --unshallow; in CI, fetch-depth: 0)",
    ))
}
