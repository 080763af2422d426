//! The `yinmo` program, built once and run in a clean environment.

use std::fmt;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;

use tempfile::TempDir;

/// The program. Cargo does not build the binaries of other packages for a test, so it is asked to here.
pub fn path() -> &'static Path {
    static PATH: OnceLock<PathBuf> = OnceLock::new();
    PATH.get_or_init(|| built("debug", &[]))
}

/// The program as it is published, for tests that would take minutes without optimisations.
pub fn optimised() -> &'static Path {
    static PATH: OnceLock<PathBuf> = OnceLock::new();
    PATH.get_or_init(|| built("release", &["--release"]))
}

fn built(profile: &str, flags: &[&str]) -> PathBuf {
    let test = std::env::current_exe().expect("a test is a program");
    let target = test.ancestors().nth(3).expect("target/PROFILE/deps/test");
    let mut build = Command::new(env!("CARGO"));
    build.args(["build", "--quiet", "--package", "yinmo-cli", "--bin", "yinmo", "--target-dir"]).arg(target);
    build.args(flags).current_dir(repository());
    assert!(build.status().expect("cargo runs").success(), "the program does not build");
    target.join(profile).join(format!("yinmo{}", std::env::consts::EXE_SUFFIX))
}

/// The root of the repository.
pub fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tests/ stands in the repository")
}

/// The program about to run in the folder `at`, without anything from outside but what it needs to start.
pub fn command(at: &Path) -> Command {
    clean(path(), at)
}

/// The same, optimised.
pub fn optimised_command(at: &Path) -> Command {
    clean(optimised(), at)
}

fn clean(program: &Path, at: &Path) -> Command {
    let mut command = Command::new(program);
    command.current_dir(at).env_clear().stdin(Stdio::null());
    command
}

/// A folder of its own, and the program run in it.
pub struct Desk(TempDir);

impl Default for Desk {
    fn default() -> Self {
        Self(tempfile::tempdir().expect("a temporary folder"))
    }
}

impl Desk {
    /// The folder.
    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// Puts a file into the folder.
    #[must_use]
    pub fn with(self, name: &str, content: impl AsRef<[u8]>) -> Self {
        self.put(name, content);
        self
    }

    /// Puts a file into the folder.
    pub fn put(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().expect("inside the folder")).expect("writable");
        fs::write(path, content).expect("writable");
    }

    /// The content of a file in the folder.
    pub fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.path().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// The content of a text file in the folder.
    pub fn text(&self, name: &str) -> String {
        String::from_utf8(self.read(name)).expect("UTF-8")
    }

    /// The names of all files below the folder, hidden ones too, sorted.
    pub fn files(&self) -> Vec<String> {
        let mut names = Vec::new();
        below(self.path(), self.path(), &mut names);
        names.sort();
        names
    }

    /// Runs the optimised program with these arguments, separated by blanks.
    pub fn run_optimised(&self, arguments: &str) -> Ended {
        Ended::of(
            optimised_command(self.path()).args(arguments.split(' ')).output().expect("the program runs"),
        )
    }

    /// Runs the program with these arguments, separated by blanks.
    pub fn run(&self, arguments: &str) -> Ended {
        Ended::of(command(self.path()).args(arguments.split(' ')).output().expect("the program runs"))
    }

    /// The same with something on standard input.
    pub fn run_with(&self, arguments: &str, stdin: &[u8]) -> Ended {
        let mut command = command(self.path());
        command
            .args(arguments.split(' '))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().expect("the program runs");
        let mut input = child.stdin.take().expect("piped");
        std::thread::scope(|scope| {
            // A program that does not read to the end closes the pipe.
            scope.spawn(move || drop(input.write_all(stdin)));
            Ended::of(child.wait_with_output().expect("the program ends"))
        })
    }
}

fn below(root: &Path, folder: &Path, names: &mut Vec<String>) {
    for entry in fs::read_dir(folder).expect("readable").map(|entry| entry.expect("readable").path()) {
        if entry.is_dir() && !entry.is_symlink() {
            below(root, &entry, names);
        } else {
            names.push(entry.strip_prefix(root).expect("below").to_string_lossy().into_owned());
        }
    }
}

/// How a run ended. Its `Display` is what snapshots hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ended {
    /// The exit code; −1 if a signal ended the run.
    pub code: i32,
    /// What it wrote to standard output.
    pub stdout: Vec<u8>,
    /// What it wrote to standard error.
    pub stderr: Vec<u8>,
}

impl Ended {
    fn of(output: Output) -> Self {
        Self { code: output.status.code().unwrap_or(-1), stdout: output.stdout, stderr: output.stderr }
    }

    /// Standard output as text.
    pub fn out(&self) -> String {
        String::from_utf8_lossy(&self.stdout).into_owned()
    }

    /// Standard error as text.
    pub fn err(&self) -> String {
        String::from_utf8_lossy(&self.stderr).into_owned()
    }
}

impl fmt::Display for Ended {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "exit code: {}\n----- stdout -----\n{}----- stderr -----\n{}",
            self.code,
            self.out(),
            self.err()
        )
    }
}
