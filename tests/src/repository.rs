//! A git repository of its own.

use std::path::Path;
use std::process::Command;

use crate::program::Desk;

/// A repository in a folder of its own, untouched by what the machine's user has set.
pub struct Repository(pub Desk);

impl Default for Repository {
    fn default() -> Self {
        let repository = Self(Desk::default());
        repository.git("init -q -b main");
        repository.git("config user.name yinmo");
        repository.git("config user.email yinmo@example.com");
        repository
    }
}

impl Repository {
    /// Where it is.
    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// What git answers to these arguments, separated by blanks.
    ///
    /// # Panics
    ///
    /// If it fails.
    pub fn git(&self, arguments: &str) -> String {
        let output = self.command().args(arguments.split(' ')).output().expect("git runs");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "git {arguments}: {said}");
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    }

    /// Git, about to run in it.
    pub fn command(&self) -> Command {
        let mut git = Command::new("git");
        git.current_dir(self.path()).env_clear();
        if let Some(path) = std::env::var_os("PATH") {
            git.env("PATH", path);
        }
        git.env("GIT_CONFIG_NOSYSTEM", "1").env("GIT_CONFIG_GLOBAL", "/dev/null");
        git
    }

    /// Puts a file into it and stages it.
    pub fn stage(&self, name: &str, content: impl AsRef<[u8]>) {
        self.0.put(name, content);
        self.git(&format!("add -f -- {name}"));
    }

    /// Commits everything; the id of the commit.
    pub fn commit(&self) -> String {
        self.git("add -A");
        self.git("commit -q -m x --allow-empty");
        self.git("rev-parse HEAD")
    }
}
