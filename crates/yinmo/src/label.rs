//! The label of what is de-identified (去标识化): a small text beside the files, because most of them have no place for it.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use yinmo_core::policy::{Day, Policy};

use crate::clock::today;
use crate::lock;
use crate::output::Output;

/// What it says before the lists.
const HEAD: &str = "\
去标识化说明 · De-identified files

下列文件已去标识化，不是匿名化：持有密钥或其他资料就可能认出本人，仍是个人信息（《个人信息保护法》第七十三条），不得对外公布。
The files below are de-identified, not anonymous: whoever has the key or other data may recognise people. They stay
personal information (PIPL Art. 73) and are not for publication.

各段为日期、规则及其版本，其下为各文件的 SHA-256 和文件名；内容与 SHA-256 不符的，不在本说明之内。
A day, the rules and their version, then each file behind its SHA-256; a file of another content is not meant.
";

/// The text that labels the files of a folder as de-identified: when they were written, by which rules, and each file's
/// SHA-256. What later runs write is added; a file written again has the line of its last writing.
///
/// ```
/// use yinmo::{Key, LabelNote, Policy};
/// let folder = tempfile::tempdir()?;
/// let note = LabelNote::of(folder.path());
/// let policy = Policy::from_toml("yinmo.toml", "name = \"research\"\nversion = \"1\"\n")?;
/// note.add(&policy, [("名单.csv".to_owned(), "ab".repeat(32))])?;
/// let text = std::fs::read_to_string(note.path())?;
/// assert!(text.starts_with("去标识化说明") && text.ends_with("  名单.csv\n"));
/// assert!(LabelNote::is_one(&text));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabelNote {
    path: PathBuf,
}

impl LabelNote {
    /// What the file is called: always the same, so that whoever gets a folder knows where to look.
    pub const NAME: &str = "去标识化说明.txt";

    /// The note of a folder.
    pub fn of(folder: &Path) -> Self {
        Self { path: folder.join(Self::NAME) }
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether a text is such a note and says nothing else.
    pub fn is_one(text: &str) -> bool {
        Runs::parse(text).is_some()
    }

    /// Whether the name is taken by a file that is no such note, or was changed since. It is never written over.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn is_taken(&self) -> io::Result<bool> {
        match fs::read(&self.path) {
            Ok(bytes) => Ok(!str::from_utf8(&bytes).is_ok_and(Self::is_one)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Adds files that were written today by `policy`: their names as they may be shown, and their SHA-256 in hexadecimal
    /// digits. Others may add to it at the same time.
    ///
    /// # Errors
    /// If it cannot be written; [`io::ErrorKind::AlreadyExists`] if another file has its name.
    pub fn add(&self, policy: &Policy, files: impl IntoIterator<Item = (String, String)>) -> io::Result<()> {
        let day = today().ok_or(io::ErrorKind::Other)?;
        let files = files.into_iter().map(|(name, hash)| Labelled { hash, name: one_line(&name) }).collect();
        self.add_run(&Run { head: head_of(day, policy), files })
    }

    fn add_run(&self, run: &Run) -> io::Result<()> {
        loop {
            let held = lock::held(&self.path)?;
            let mut runs = match &held {
                Some(_) => self.read()?,
                None => Runs::default(),
            };
            runs.add(run.clone());
            let mut out = Output::in_folder(crate::run::folder_of(&self.path))?;
            out.write_all(runs.text().as_bytes())?;
            match out.publish(&self.path, held.is_some()) {
                // Somebody was faster to begin it.
                Err(error) if held.is_none() && error.kind() == io::ErrorKind::AlreadyExists => {}
                written => return written,
            }
        }
    }

    fn read(&self) -> io::Result<Runs> {
        let bytes = fs::read(&self.path)?;
        let runs = str::from_utf8(&bytes).ok().and_then(Runs::parse);
        runs.ok_or_else(|| io::ErrorKind::AlreadyExists.into())
    }
}

fn head_of(day: Day, policy: &Policy) -> String {
    one_line(&format!("{day} {} {}", policy.name(), policy.version()))
}

/// Names of files and rules may hold anything.
fn one_line(text: &str) -> String {
    text.replace(|c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}'), "\u{FFFD}")
}

/// All the note lists.
#[derive(Default)]
struct Runs(Vec<Run>);

/// What was written on a day by the same rules.
#[derive(Clone)]
struct Run {
    head: String,
    files: Vec<Labelled>,
}

/// A file.
#[derive(Clone)]
struct Labelled {
    hash: String,
    name: String,
}

impl Runs {
    /// What a note lists; nothing if it is none, or says more.
    fn parse(text: &str) -> Option<Self> {
        let mut runs = Vec::<Run>::new();
        for line in text.strip_prefix(HEAD)?.lines().filter(|line| !line.is_empty()) {
            match (Labelled::parse(line), runs.last_mut()) {
                (Some(file), Some(run)) => run.files.push(file),
                (Some(_), None) => return None,
                (None, _) => runs.push(Run::parse(line)?),
            }
        }
        Some(Self(runs)).filter(|runs| runs.text() == text)
    }

    /// A file that was written again has one line.
    fn add(&mut self, new: Run) {
        let is_new = |file: &Labelled| new.files.iter().any(|other| other.name == file.name);
        self.0.iter_mut().for_each(|run| run.files.retain(|file| !is_new(file)));
        match self.0.iter_mut().find(|run| run.head == new.head) {
            Some(run) => run.files.extend(new.files),
            None => self.0.push(new),
        }
        self.0.retain(|run| !run.files.is_empty());
    }

    fn text(&self) -> String {
        self.0.iter().fold(HEAD.to_owned(), |text, run| {
            let files: String =
                run.files.iter().map(|file| format!("{}  {}\n", file.hash, file.name)).collect();
            format!("{text}\n{}\n{files}", run.head)
        })
    }
}

impl Run {
    fn parse(line: &str) -> Option<Self> {
        let (day, _) = line.split_once(' ')?;
        day.parse::<Day>().ok()?;
        Some(Self { head: line.to_owned(), files: Vec::new() })
    }
}

impl Labelled {
    fn parse(line: &str) -> Option<Self> {
        let (hash, name) = line.split_once("  ")?;
        let is_hash = hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
        (is_hash && !name.is_empty()).then(|| Self { hash: hash.to_owned(), name: name.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::{HEAD, LabelNote, Labelled, Run, Runs};

    fn run(head: &str, files: &[&str]) -> Run {
        let file = |name: &&str| Labelled { hash: "0f".repeat(32), name: (*name).to_owned() };
        Run { head: head.to_owned(), files: files.iter().map(file).collect() }
    }

    fn lines(runs: &Runs) -> Vec<String> {
        let text = runs.text();
        let lines = text[HEAD.len()..].lines().filter(|line| !line.is_empty());
        lines.map(|line| line.rsplit("  ").next().unwrap_or(line).to_owned()).collect()
    }

    #[test]
    fn runs_add_up_and_the_last_writing_counts() {
        let mut runs = Runs::default();
        runs.add(run("2026-11-26 a 1", &["甲.csv", "乙 乙  .csv"]));
        runs.add(run("2026-11-27 b 1", &["甲.csv"]));
        runs.add(run("2026-11-27 b 1", &["丙/丁.txt"]));
        assert_eq!(lines(&runs), ["2026-11-26 a 1", ".csv", "2026-11-27 b 1", "甲.csv", "丙/丁.txt"]);
        runs.add(run("2026-11-27 b 1", &["乙 乙  .csv"]));
        assert_eq!(lines(&runs), ["2026-11-27 b 1", "甲.csv", "丙/丁.txt", ".csv"]);
        let read = Runs::parse(&runs.text()).expect("what was written can be read");
        assert_eq!(read.text(), runs.text());
    }

    #[test]
    fn what_says_more_is_another_file() {
        let mut runs = Runs::default();
        runs.add(run("2026-11-26 a 1", &["甲.csv"]));
        let text = runs.text();
        assert!(LabelNote::is_one(&text));
        for other in [
            String::new(),
            "会议记录\n".to_owned(),
            format!("{text}王建坪\n"),
            format!("{text}\n"),
            text.replace('\n', "\r\n"),
            text.replace("不得对外公布", "可以公布"),
            format!("{HEAD}{}  甲.csv\n", "0f".repeat(32)),
        ] {
            assert!(!LabelNote::is_one(&other), "{other}");
        }
    }

    #[test]
    fn nothing_is_lost_between_several_at_once_and_nobody_elses_file_is_touched() {
        let folder = tempfile::tempdir().unwrap();
        let note = LabelNote::of(folder.path());
        std::thread::scope(|scope| {
            for nth in 0..8 {
                let note = &note;
                scope.spawn(move || note.add_run(&run("2026-11-26 a 1", &[&format!("{nth}.csv")])).unwrap());
            }
        });
        let runs = note.read().unwrap();
        assert_eq!(runs.0.iter().map(|run| run.files.len()).collect::<Vec<_>>(), [8]);
        assert!(!note.is_taken().unwrap());

        std::fs::write(note.path(), "会议记录\n").unwrap();
        assert!(note.is_taken().unwrap());
        let refused = note.add_run(&run("2026-11-26 a 1", &["甲.csv"])).unwrap_err();
        assert_eq!(refused.kind(), std::io::ErrorKind::AlreadyExists);
        assert_eq!(std::fs::read_to_string(note.path()).unwrap(), "会议记录\n");
    }
}
