use std::path::PathBuf;
use std::sync::Arc;

use super::Exclusion;
use crate::lang::Lang;

/// What is not looked at, so that the summary can name each.
#[derive(Default)]
pub struct LeftOut {
    /// What a rule excludes.
    pub excluded: Vec<Excluded>,
    /// What holds nothing to be looked at.
    pub passed_over: Vec<PassedOver>,
    /// Files with rules about what is looked at that the change brings in, edits or deletes.
    pub rules_changed: Vec<PathBuf>,
    /// Whether a change is looked at, which may bring nothing in.
    pub is_change: bool,
    /// Whether it is looked at by the rules before it.
    pub is_held: bool,
}

/// A file or folder that a rule excludes.
pub struct Excluded {
    /// Where it is.
    pub path: PathBuf,
    /// The pattern that fits it.
    pub pattern: Arc<str>,
    /// The file in which the pattern stands.
    pub source: Arc<str>,
}

impl Excluded {
    /// What `exclusion` leaves out at `path`.
    pub fn new(path: PathBuf, exclusion: Exclusion) -> Self {
        let Exclusion { pattern, source } = exclusion;
        Self { path, pattern, source }
    }
}

/// Something that holds nothing to be looked at.
pub struct PassedOver {
    /// Where it is.
    pub path: PathBuf,
    /// What it is.
    pub why: Why,
}

/// Why something holds nothing to be looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// What git keeps for itself, packed.
    GitFolder,
    /// The change names another commit of another repository.
    Submodule,
    /// A list of what was there already: codes, counts and days.
    Baseline,
}

impl LeftOut {
    /// Whether it is no surprise that nothing was read.
    pub fn explains_nothing_read(&self) -> bool {
        let is_baseline = |passed: &PassedOver| passed.why == Why::Baseline;
        self.is_change || !self.excluded.is_empty() || self.passed_over.iter().any(is_baseline)
    }
}

impl Why {
    /// The permanent id.
    pub const fn id(self) -> &'static str {
        match self {
            Self::GitFolder => "git-folder",
            Self::Submodule => "submodule",
            Self::Baseline => "baseline",
        }
    }

    /// What is the matter.
    pub fn what(self, lang: Lang) -> &'static str {
        match self {
            Self::GitFolder => lang.pick(
                "git 自己的目录，其中历史版本是压缩存放的，未检查",
                "the folder of git itself, where older versions are packed; not inspected",
            ),
            Self::Submodule => lang.pick(
                "子模块，只改了所指的提交，内容请在该仓库中检查",
                "a submodule: only the commit it names changed; check the content in its own repository",
            ),
            Self::Baseline => lang.pick(
                "基线，只有指纹和理由，理由中没有个人信息；列了什么见 yinmo baseline show",
                "a baseline: fingerprints, and reasons in which nothing was found; `yinmo baseline show` lists what is in it",
            ),
        }
    }
}
