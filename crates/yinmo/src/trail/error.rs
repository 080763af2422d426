use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use super::verify::Fault;
use crate::io_error_zh;

/// Why a trail could not be read, or a record not be added to it.
#[derive(Debug)]
pub struct TrailError(pub(super) Cause);

#[derive(Debug)]
pub(super) enum Cause {
    /// The system refused.
    Io { path: PathBuf, source: io::Error },
    /// The end of the trail is not as it was left: adding to it would hide that.
    Broken { path: PathBuf, fault: Fault },
    /// A line is no record.
    Unreadable { path: PathBuf, line: u64 },
}

impl TrailError {
    pub(super) fn io(path: &Path) -> impl FnOnce(io::Error) -> Self {
        |source| Self(Cause::Io { path: path.to_owned(), source })
    }

    pub(super) fn broken(path: &Path, fault: Fault) -> Self {
        Self(Cause::Broken { path: path.to_owned(), fault })
    }

    /// For users, in Chinese: the thing, the place, the next step.
    pub fn zh(&self) -> String {
        match &self.0 {
            Cause::Io { path, source } => {
                format!("留痕文件 {} 无法读写：{}。请检查路径和权限", path.display(), io_error_zh(source))
            }
            Cause::Broken { path, fault } => format!(
                "留痕文件 {} 不完整：{}。未追加，请用 yinmo trail verify 核查，保留现场后另起一份",
                path.display(),
                fault.zh()
            ),
            Cause::Unreadable { path, line } => {
                format!("留痕文件 {} 第 {line} 行不是留痕记录。请用 yinmo trail verify 核查", path.display())
            }
        }
    }

    /// For users, in English.
    pub fn en(&self) -> String {
        match &self.0 {
            Cause::Io { path, source } => {
                format!(
                    "cannot read or write the trail {}: {source}; check path and permissions",
                    path.display()
                )
            }
            Cause::Broken { path, fault } => format!(
                "the trail {} is not whole: {}; nothing was added, see `yinmo trail verify`, keep it as it is and begin another",
                path.display(),
                fault.en()
            ),
            Cause::Unreadable { path, line } => {
                format!("line {line} of the trail {} is no record; see `yinmo trail verify`", path.display())
            }
        }
    }
}

impl fmt::Display for TrailError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.en())
    }
}

impl std::error::Error for TrailError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.0 {
            Cause::Io { source, .. } => Some(source),
            Cause::Broken { .. } | Cause::Unreadable { .. } => None,
        }
    }
}
