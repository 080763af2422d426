//! Which files are looked at. It decides nothing of them; it stands in the policy because an office has one file for both.

/// Which files are looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileSettings {
    /// Patterns, in the syntax of `.gitignore`, of files that are not.
    pub exclude: Vec<String>,
}
