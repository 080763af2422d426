use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use crate::io_error_zh;

/// Why a baseline could not be read or written.
#[derive(Debug)]
pub struct BaselineError {
    path: PathBuf,
    cause: Cause,
}

#[derive(Debug)]
pub(super) enum Cause {
    /// The system refused.
    Io(io::Error),
    /// It is no baseline, or one of a version to come.
    NoBaseline,
    /// It was made with a key, and none is given.
    NoKey,
    /// It was made with another key.
    OtherKey,
    /// It was made without a key, and one is given: whoever can write the file could have made it.
    Unkeyed,
}

impl BaselineError {
    pub(super) fn new(path: &Path, cause: Cause) -> Self {
        Self { path: path.to_owned(), cause }
    }

    pub(super) fn io(path: &Path) -> impl FnOnce(io::Error) -> Self {
        |error| Self::new(path, Cause::Io(error))
    }

    /// Whether there is a file already that was not to be written over.
    pub fn is_taken(&self) -> bool {
        matches!(&self.cause, Cause::Io(error) if error.kind() == io::ErrorKind::AlreadyExists)
    }

    /// For users, in Chinese: the thing and the next step.
    pub fn zh(&self) -> String {
        let path = self.path.display();
        match &self.cause {
            Cause::Io(_) if self.is_taken() => {
                format!("基线 {path} 已存在，未改动。用 --force 重新生成，或用 yinmo baseline prune 清理")
            }
            Cause::Io(error) => format!("基线 {path} 无法读写：{}。请检查路径和权限", io_error_zh(error)),
            Cause::NoBaseline => {
                format!("{path} 不是基线文件，或由更新的版本生成。用 yinmo baseline create 生成")
            }
            Cause::NoKey => format!(
                "基线 {path} 须用生成时的密钥。用 --key-file、环境变量 YINMO_KEY 或 yinmo.toml 的 [keys] file 提供"
            ),
            Cause::OtherKey => {
                format!(
                    "基线 {path} 是用另一把密钥生成的，无法采用。请提供原来的密钥，或用 yinmo baseline create --force 重新生成"
                )
            }
            Cause::Unkeyed => format!(
                "基线 {path} 生成时没有密钥，现在有密钥：无密钥的基线谁都能改写，不予采用。请用 yinmo baseline create --force 重新生成"
            ),
        }
    }

    /// For users, in English.
    pub fn en(&self) -> String {
        let path = self.path.display();
        match &self.cause {
            Cause::Io(_) if self.is_taken() => {
                format!(
                    "the baseline {path} is there already and was left alone; --force makes it anew, `yinmo baseline prune` tidies it"
                )
            }
            Cause::Io(error) => {
                format!("cannot read or write the baseline {path}: {error}; check path and permissions")
            }
            Cause::NoBaseline => {
                format!("{path} is no baseline, or one of a later version; `yinmo baseline create` makes one")
            }
            Cause::NoKey => format!(
                "the baseline {path} needs the key it was made with; give it by --key-file, YINMO_KEY, or [keys] file in yinmo.toml"
            ),
            Cause::OtherKey => format!(
                "the baseline {path} was made with another key; give that key, or make the baseline anew with `yinmo baseline create --force`"
            ),
            Cause::Unkeyed => format!(
                "the baseline {path} was made without a key, and there is one now: anybody could have written it; make it anew with `yinmo baseline create --force`"
            ),
        }
    }
}

impl fmt::Display for BaselineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.en())
    }
}

impl std::error::Error for BaselineError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.cause {
            Cause::Io(error) => Some(error),
            _ => None,
        }
    }
}
