//! Between what the change is.

use anyhow::{Result, anyhow};

use super::call::{Git, shown};
use crate::words::visible;

/// What was before, and what is after.
pub struct Revisions {
    /// The id of a tree.
    pub before: String,
    /// The id of a tree; `None` is the index.
    pub after: Option<String>,
    /// Whether there was anything before.
    pub has_before: bool,
}

impl Revisions {
    /// `HEAD` and the index. Before the first commit there was nothing.
    pub fn staged(git: &Git) -> Result<Self> {
        let before = match git.ask(["rev-parse", "--quiet", "--verify", "HEAD"])? {
            Ok(_) => tree("HEAD", git)?,
            Err(_) => nothing(git)?,
        };
        Self::of(before, None, git)
    }

    /// `A..B`; `A...B`, from where the two parted; or `A`, up to `HEAD`. What is left out is `HEAD`; zeros, as hooks get
    /// them for a new branch, are nothing.
    pub fn between(text: &str, git: &Git) -> Result<Self> {
        let or_head = |name: &str| if name.is_empty() { "HEAD".to_owned() } else { name.to_owned() };
        let (before, after) = if let Some((one, other)) = text.split_once("...") {
            let (one, other) = (or_head(one), or_head(other));
            (parted(&one, &other, git)?, other)
        } else {
            let (one, other) = text.split_once("..").unwrap_or((text, ""));
            (or_head(one), or_head(other))
        };
        Self::of(tree(&before, git)?, Some(tree(&after, git)?), git)
    }

    fn of(before: String, after: Option<String>, git: &Git) -> Result<Self> {
        let has_before = before != nothing(git)?;
        Ok(Self { before, after, has_before })
    }

    /// What stands before the path of a file to name what was before.
    pub fn before_prefix(&self) -> String {
        format!("{}:", self.before)
    }

    /// What stands before the path of a file to name what is after.
    pub fn after_prefix(&self) -> String {
        format!("{}:", self.after.as_deref().unwrap_or_default())
    }
}

/// The id of the tree of a revision.
fn tree(revision: &str, git: &Git) -> Result<String> {
    if is_zero(revision) {
        return nothing(git);
    }
    resolve(revision, "tree", git)
}

fn resolve(revision: &str, what: &str, git: &Git) -> Result<String> {
    let lang = git.lang;
    let unknown = |said: &[u8]| {
        let name = visible(&shown(revision));
        git.failed(
            &lang.pick(
                format!("没有修订 {name}，或本地没有它的对象"),
                format!("there is no revision {name}, or its objects are not here"),
            ),
            said,
            lang.pick(
                "请核对名称；浅克隆请先 git fetch --unshallow（CI 中设 fetch-depth: 0）",
                "check the name; for a shallow clone run git fetch --unshallow first (in CI, fetch-depth: 0)",
            ),
        )
    };
    // What begins with a hyphen would be an option.
    if revision.starts_with('-') {
        return Err(unknown(b""));
    }
    let peeled = format!("{revision}^{{{what}}}");
    let said = git.ask(["rev-parse", "--quiet", "--verify", &peeled])?.map_err(|said| unknown(&said))?;
    let id = String::from_utf8_lossy(&said).trim().to_owned();
    // Ranges and negations are no revisions.
    if is_id(&id) { Ok(id) } else { Err(unknown(b"")) }
}

/// The commit at which two branches parted.
fn parted(one: &str, other: &str, git: &Git) -> Result<String> {
    let lang = git.lang;
    let (one, other) = (resolve(one, "commit", git)?, resolve(other, "commit", git)?);
    let said = git.ask(["merge-base", &one, &other])?.map_err(|said| {
        git.failed(
            lang.pick("两个修订没有共同的起点", "the two revisions have no commit in common"),
            &said,
            lang.pick(
                "请改用 A..B；浅克隆请先 git fetch --unshallow（CI 中设 fetch-depth: 0）",
                "use A..B; for a shallow clone run git fetch --unshallow first (in CI, fetch-depth: 0)",
            ),
        )
    })?;
    let base = String::from_utf8_lossy(&said).lines().next().unwrap_or_default().to_owned();
    if is_id(&base) {
        return Ok(base);
    }
    Err(anyhow!(lang.pick("git 的回答无法理解", "git gave an answer that makes no sense")))
}

/// The id of the tree with nothing in it.
fn nothing(git: &Git) -> Result<String> {
    let lang = git.lang;
    let said = git.ask(["hash-object", "-t", "tree", "--stdin"])?;
    let said = said.map_err(|said| {
        git.failed(
            lang.pick("git 出错", "git failed"),
            &said,
            lang.pick("请检查仓库", "look at the repository"),
        )
    })?;
    Ok(String::from_utf8_lossy(&said).trim().to_owned())
}

fn is_zero(id: &str) -> bool {
    id.len() >= 40 && id.bytes().all(|byte| byte == b'0')
}

fn is_id(text: &str) -> bool {
    text.len() >= 40 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}
