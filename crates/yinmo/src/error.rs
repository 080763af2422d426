use std::fmt;
use std::io;
use std::path::PathBuf;

use crate::trail::TrailError;

/// What went wrong outside the document: a folder that cannot be written, a name that is taken.
///
/// A document that cannot be read is no error but a [`Verdict`](crate::Verdict).
#[derive(Debug)]
pub struct Error(Kind);

#[derive(Debug)]
pub(crate) enum Kind {
    Read { path: PathBuf, source: io::Error },
    Write { path: PathBuf, source: io::Error },
    Exists { path: PathBuf },
    Residue { name: String, places: u64 },
    Changed { name: String },
    Decisions { name: String, unknown: Vec<usize>, unfit: Vec<usize> },
    Splice { name: String, source: yinmo_documents::Error },
    Trail(TrailError),
    Unanswered,
    WrongKey { name: String, places: u64 },
    Interrupted,
    Fault { name: String },
}

impl Error {
    pub(crate) fn read(path: impl Into<PathBuf>, source: io::Error) -> Self {
        Self(Kind::Read { path: path.into(), source })
    }

    pub(crate) fn write(path: impl Into<PathBuf>, source: io::Error) -> Self {
        Self(Kind::Write { path: path.into(), source })
    }

    /// What kept `path` from being written: its name is taken, or the system refused.
    pub(crate) fn writing(path: impl Into<PathBuf>, source: io::Error) -> Self {
        match source.kind() {
            io::ErrorKind::AlreadyExists => Kind::Exists { path: path.into() }.into(),
            _ => Self::write(path, source),
        }
    }

    /// Whether the run was stopped by the caller.
    pub const fn is_interrupted(&self) -> bool {
        matches!(self.0, Kind::Interrupted)
    }

    /// Whether the masked document still held something; nothing was written then.
    pub const fn is_residue(&self) -> bool {
        matches!(self.0, Kind::Residue { .. })
    }

    /// Whether a worklist decides on something that is not in the document; nothing was written then.
    pub const fn is_decisions(&self) -> bool {
        matches!(self.0, Kind::Decisions { .. })
    }

    /// Whether the output exists already; nothing was written then.
    pub const fn is_taken(&self) -> bool {
        matches!(self.0, Kind::Exists { .. })
    }

    /// Whether an output could not be written. The next one will probably fail too.
    pub const fn is_write(&self) -> bool {
        matches!(self.0, Kind::Write { .. } | Kind::Trail(_))
    }

    /// The permanent id, for trails: `read`, `write`, `exists`, `residue`, `changed`, `decisions`, `splice`, `trail`,
    /// `unanswered`, `wrong-key`, `interrupted`, `fault`.
    pub const fn id(&self) -> &'static str {
        match self.0 {
            Kind::Read { .. } => "read",
            Kind::Write { .. } => "write",
            Kind::Exists { .. } => "exists",
            Kind::Residue { .. } => "residue",
            Kind::Changed { .. } => "changed",
            Kind::Decisions { .. } => "decisions",
            Kind::Splice { .. } => "splice",
            Kind::Trail(_) => "trail",
            Kind::Unanswered => "unanswered",
            Kind::WrongKey { .. } => "wrong-key",
            Kind::Interrupted => "interrupted",
            Kind::Fault { .. } => "fault",
        }
    }

    /// For users, in Chinese: the thing, the place, the next step.
    pub fn zh(&self) -> String {
        match &self.0 {
            Kind::Read { path, source } => {
                format!("无法读取 {}：{}。请检查路径和权限", path.display(), io_error_zh(source))
            }
            Kind::Write { path, source } => {
                format!(
                    "无法写入 {}：{}。原文件未改动，请检查磁盘空间和目录权限",
                    path.display(),
                    io_error_zh(source)
                )
            }
            Kind::Exists { path } => {
                format!("{} 已存在，未覆盖。如需覆盖请加 --force，或换一个输出目录", path.display())
            }
            Kind::Residue { name, places } => {
                format!("{name}：脱敏后复查仍有 {places} 处残留，未写出。请交人工处理，并向 yinmo 反馈")
            }
            Kind::Changed { name } => format!("{name}：处理期间文件被改动，未写出。请重试"),
            Kind::Decisions { name, unknown, unfit } => {
                let mut said = Vec::new();
                if !unknown.is_empty() {
                    said.push(format!(
                        "第 {} 行的编号在文件中没有对应的待审内容，请用同一规则重新生成审核表",
                        listed(unknown, "、")
                    ));
                }
                if !unfit.is_empty() {
                    said.push(format!(
                        "第 {} 行的决定不适用：整列只能保留或删去，未检查的部分只能保留",
                        listed(unfit, "、")
                    ));
                }
                format!("{name}：审核表{}。未写出", said.join("；"))
            }
            Kind::Splice { name, source } => format!("{name}：无法改写：{}", source.zh()),
            Kind::Trail(error) => format!("{}，未写出", error.zh()),
            Kind::Unanswered => {
                "还原须留痕，并写明由谁、为何还原：请给出 --trail（或 yinmo.toml 的 [trail]）、--who 和 --why，未写出"
                    .to_owned()
            }
            Kind::WrongKey { name, places } => format!(
                "{name}：{places} 处不是用此密钥加密的，或加密后被改动，未写出。请换用加密时的密钥文件，并核对文件来源"
            ),
            Kind::Interrupted => "已中断；写完的文件完整，其余未写".to_owned(),
            Kind::Fault { name } => {
                format!(
                    "{name}：程序内部故障，该文件未检查、未写出，其余不受影响。请人工处理，并向 yinmo 反馈"
                )
            }
        }
    }

    /// For users, in English.
    pub fn en(&self) -> String {
        match &self.0 {
            Kind::Read { path, source } => {
                format!("cannot read {}: {source}; check path and permissions", path.display())
            }
            Kind::Write { path, source } => {
                format!(
                    "cannot write {}: {source}; the input is untouched, check disk space and permissions",
                    path.display()
                )
            }
            Kind::Exists { path } => format!(
                "{} exists and was not overwritten; add --force or choose another folder",
                path.display()
            ),
            Kind::Residue { name, places } => {
                format!(
                    "{name}: {places} places remain after masking, nothing was written; have a person see to it and tell yinmo"
                )
            }
            Kind::Changed { name } => {
                format!("{name}: the file changed while it was read, nothing was written; try again")
            }
            Kind::Decisions { name, unknown, unfit } => {
                let mut said = Vec::new();
                if !unknown.is_empty() {
                    said.push(format!(
                        "nothing in the file answers to row {}; make the worklist anew with the same rules",
                        listed(unknown, ", ")
                    ));
                }
                if !unfit.is_empty() {
                    said.push(format!(
                        "row {} decides what cannot be: a column is kept or goes, an unread part is kept",
                        listed(unfit, ", ")
                    ));
                }
                format!("{name}: the worklist does not fit: {}; nothing was written", said.join("; "))
            }
            Kind::Splice { name, source } => format!("{name}: cannot rewrite: {}", source.en()),
            Kind::Trail(error) => format!("{}; nothing was written", error.en()),
            Kind::Unanswered => "who restores and why goes into a trail: give --trail (or [trail] in yinmo.toml), --who and --why; nothing was written".to_owned(),
            Kind::WrongKey { name, places } => format!(
                "{name}: {places} places were not encrypted with this key, or changed since; nothing was written; use the key they were encrypted with and see where the file comes from"
            ),
            Kind::Interrupted => {
                "interrupted; files already written are whole, the others were not written".to_owned()
            }
            Kind::Fault { name } => {
                format!(
                    "{name}: internal failure; it was not inspected and not written, the others are unaffected; have a person see to it and tell yinmo"
                )
            }
        }
    }
}

/// The first few numbers.
fn listed(rows: &[usize], separator: &str) -> String {
    const FEW: usize = 5;
    let more = if rows.len() > FEW { " …" } else { "" };
    let shown: Vec<String> = rows.iter().take(FEW).map(usize::to_string).collect();
    shown.join(separator) + more
}

/// What the system says about a file, in Chinese where it says something common.
pub fn io_error_zh(error: &io::Error) -> String {
    let text = match error.kind() {
        io::ErrorKind::NotFound => "路径不存在",
        io::ErrorKind::PermissionDenied => "没有权限",
        io::ErrorKind::AlreadyExists => "已存在",
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "磁盘空间不足",
        io::ErrorKind::ReadOnlyFilesystem => "文件系统只读",
        io::ErrorKind::NotADirectory => "上级路径不是目录",
        io::ErrorKind::IsADirectory => "是目录，不是文件",
        io::ErrorKind::FileTooLarge => "超过文件大小上限",
        _ => return error.to_string(),
    };
    text.to_owned()
}

impl From<Kind> for Error {
    fn from(kind: Kind) -> Self {
        Self(kind)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.en())
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.0 {
            Kind::Read { source, .. } | Kind::Write { source, .. } => Some(source),
            Kind::Splice { source, .. } => Some(source),
            Kind::Trail(source) => Some(source),
            Kind::Exists { .. }
            | Kind::Residue { .. }
            | Kind::Changed { .. }
            | Kind::Decisions { .. }
            | Kind::Unanswered
            | Kind::WrongKey { .. }
            | Kind::Interrupted
            | Kind::Fault { .. } => None,
        }
    }
}
