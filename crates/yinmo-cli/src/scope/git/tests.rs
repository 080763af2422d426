use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;
use yinmo::Lines;
use yinmo::policy::FileSettings;

use crate::config;
use crate::lang::Lang;
use crate::scope::{Rules, Scope};

/// A repository of its own.
struct Repository(TempDir);

impl Repository {
    fn new() -> Self {
        let repository = Self(tempfile::tempdir().unwrap());
        repository.git("init -q -b main");
        repository.git("config user.name yinmo");
        repository.git("config user.email yinmo@example.com");
        repository
    }

    fn git(&self, arguments: &str) {
        let mut git = Command::new("git");
        git.env_clear().env("GIT_CONFIG_NOSYSTEM", "1").env("HOME", self.0.path());
        git.args(arguments.split(' ')).current_dir(self.0.path());
        let output = git.output().unwrap();
        assert!(output.status.success(), "{arguments}: {}", String::from_utf8_lossy(&output.stderr));
    }

    fn put(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.0.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    fn commit(&self) {
        self.git("add -A");
        self.git("commit -q -m x --allow-empty");
    }

    fn looked_at(&self, exclude: &[&str]) -> Scope {
        let settings = FileSettings { exclude: exclude.iter().map(|&pattern| pattern.to_owned()).collect() };
        let rules = rules(&settings);
        staged(self.0.path(), &[], &rules).unwrap()
    }

    /// What the index brings in: each document, its lines, its content.
    fn staged(&self) -> Vec<(String, Option<Lines>, Vec<u8>)> {
        told(&self.looked_at(&[]))
    }
}

fn rules(settings: &FileSettings) -> Rules<'_> {
    let files = vec![config::FILE.into()];
    Rules { settings, source: "yinmo.toml".to_owned(), off: false, are_those_before: true, files }
}

fn staged(place: &Path, paths: &[PathBuf], rules: &Rules<'_>) -> anyhow::Result<Scope> {
    super::scope(&super::Revised::at(place, None, Lang::Zh)?, paths, rules, Lang::Zh)
}

fn told(scope: &Scope) -> Vec<(String, Option<Lines>, Vec<u8>)> {
    let jobs = scope.found.files.iter().map(|file| {
        let job = &file.job;
        let content = job.stored.as_ref().unwrap().fetch().unwrap();
        assert_eq!(content.len() as u64, job.stored.as_ref().unwrap().size());
        (job.path.to_str().unwrap().to_owned(), job.lines.clone(), content)
    });
    jobs.collect()
}

fn some(lines: impl IntoIterator<Item = std::ops::RangeInclusive<usize>>) -> Option<Lines> {
    Some(lines.into_iter().collect())
}

#[test]
fn of_an_edited_file_the_lines_that_came_in_count() {
    let repository = Repository::new();
    let mut lines: Vec<String> = (1..=9).map(|nth| format!("第{nth}行")).collect();
    repository.put("lf.txt", lines.join("\n"));
    repository.put("crlf.txt", lines.join("\r\n"));
    repository.put("gb.csv", encoding_rs::GB18030.encode(&lines.join("\n")).0);
    repository.put("utf16.txt", utf_16(&lines.join("\r\n")));
    repository.put("fewer.txt", lines.join("\n"));
    repository.commit();
    lines[3] = "改过".to_owned();
    lines.push("加上".to_owned());
    repository.put("lf.txt", lines.join("\n"));
    repository.put("crlf.txt", lines.join("\r\n"));
    repository.put("gb.csv", encoding_rs::GB18030.encode(&lines.join("\n")).0);
    repository.put("utf16.txt", utf_16(&lines.join("\r\n")));
    repository.put("fewer.txt", "第1行\n");
    repository.git("add -A");
    // What is not staged is not looked at.
    repository.put("lf.txt", "别的\n");
    let staged = repository.staged();
    let names: Vec<_> = staged.iter().map(|(name, ..)| name.as_str()).collect();
    assert_eq!(names, ["crlf.txt", "gb.csv", "lf.txt", "utf16.txt"]);
    for (name, counted, _) in &staged {
        assert_eq!(*counted, some([4..=4, 10..=10]), "{name}");
    }
    assert_eq!(staged[2].2, lines.join("\n").as_bytes());
}

fn utf_16(text: &str) -> Vec<u8> {
    format!("\u{FEFF}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect()
}

#[test]
fn of_a_renamed_file_its_name_and_what_was_edited_count() {
    let repository = Repository::new();
    let text: String = (1..=20).map(|nth| format!("第{nth}行\n")).collect();
    repository.put("old.txt", &text);
    repository.put("edited.txt", &text);
    repository.commit();
    repository.git("mv old.txt new.txt");
    repository.git("mv edited.txt moved.txt");
    repository.put("moved.txt", text.replacen("第3行", "第三行", 1));
    repository.git("add -A");
    // A limit to the new name does not make a new file of it.
    let settings = FileSettings::default();
    let rules = rules(&settings);
    let limited = staged(repository.0.path(), &["moved.txt".into()], &rules).unwrap();
    let (staged, limited) = (repository.staged(), told(&limited));
    let counted: Vec<_> = staged.iter().map(|(name, lines, _)| (name.as_str(), lines.clone())).collect();
    assert_eq!(limited, [staged[0].clone()]);
    // Git may take either for the one that was only renamed.
    let total: usize = counted
        .iter()
        .map(|(_, lines)| (1..=20).filter(|&line| lines.as_ref().unwrap().holds(line)).count())
        .sum();
    assert_eq!(counted.iter().map(|(name, _)| *name).collect::<Vec<_>>(), ["moved.txt", "new.txt"]);
    assert_eq!(counted[0].1, some([3..=3]));
    assert_eq!(total, 1);
}

#[test]
fn what_gets_another_ending_comes_in_whole() {
    let repository = Repository::new();
    let text: String = (1..=20).map(|nth| format!("第{nth}行\n")).collect();
    repository.put("same.dat", &text);
    repository.put("edited.txt", format!("{text}一\n"));
    repository.put("case.TXT", format!("{text}二\n"));
    repository.commit();
    repository.git("mv same.dat same.txt");
    repository.git("mv edited.txt edited.csv");
    repository.put("edited.csv", format!("{text}三\n"));
    repository.git("mv case.TXT case2.txt");
    repository.git("add -A");
    let lines: Vec<_> = repository.staged().into_iter().map(|(name, lines, _)| (name, lines)).collect();
    let expected = [("case2.txt", some([])), ("edited.csv", None), ("same.txt", None)];
    assert_eq!(lines, expected.map(|(name, lines)| (name.to_owned(), lines)));
}

#[test]
fn what_has_no_lines_counts_whole() {
    let repository = Repository::new();
    repository.put("表.xlsx", b"PK\x03\x04one");
    repository.put("信.eml", "To: a\n\n2\n");
    repository.commit();
    repository.put("表.xlsx", b"PK\x03\x04two");
    repository.put("信.eml", "To: a\n\n3\n");
    repository.put("新.txt", "新\n");
    repository.git("add -A");
    let whole: Vec<_> = repository.staged().into_iter().map(|(name, lines, _)| (name, lines)).collect();
    let expected = ["信.eml", "新.txt", "表.xlsx"];
    assert_eq!(whole, expected.map(|name| (name.to_owned(), None)));
}

#[test]
fn nothing_comes_in_with_what_goes_or_only_may_be_run() {
    let repository = Repository::new();
    repository.put("gone.txt", "1\n2\n");
    repository.put("run.sh", "echo\n");
    repository.put("end.txt", "a\nb");
    repository.commit();
    fs::remove_file(repository.0.path().join("gone.txt")).unwrap();
    fs::set_permissions(repository.0.path().join("run.sh"), fs::Permissions::from_mode(0o755)).unwrap();
    repository.put("end.txt", "a\r\nb\r\n");
    repository.git("add -A");
    let scope = repository.looked_at(&[]);
    assert!(told(&scope).is_empty());
    assert!(scope.left_out.is_change && scope.left_out.passed_over.is_empty());
}

#[test]
fn a_link_is_the_path_that_it_leads_to_and_a_submodule_is_named() {
    let (repository, other) = (Repository::new(), Repository::new());
    other.put("a.txt", "别的仓库\n");
    other.commit();
    repository.put("now-a-link.txt", "文字\n");
    repository.commit();
    fs::remove_file(repository.0.path().join("now-a-link.txt")).unwrap();
    symlink("../别处/王建坪.xlsx", repository.0.path().join("now-a-link.txt")).unwrap();
    symlink("nowhere", repository.0.path().join("表.xlsx")).unwrap();
    repository.git(&format!(
        "-c protocol.file.allow=always submodule --quiet add {} sub",
        other.0.path().display()
    ));
    repository.git("add -A");
    let scope = repository.looked_at(&[]);
    let staged = told(&scope);
    let links: Vec<_> = staged.iter().filter(|(name, ..)| name.ends_with('@')).collect();
    assert_eq!(links[0], &("now-a-link.txt@".to_owned(), None, "../别处/王建坪.xlsx".as_bytes().to_vec()));
    assert_eq!(links[1], &("表.xlsx@".to_owned(), None, b"nowhere".to_vec()));
    let passed: Vec<_> =
        scope.left_out.passed_over.iter().map(|passed| (passed.path.to_str(), passed.why.id())).collect();
    assert_eq!(passed, [(Some("sub"), "submodule")]);
    assert!(!staged.iter().any(|(name, ..)| name == "sub"));
}

#[test]
fn what_comes_from_where_nothing_is_looked_at_comes_in_whole() {
    let repository = Repository::new();
    repository.put(".yinmoignore", "raw/\n");
    repository.put("raw/a.txt", "1\n2\n3\n");
    repository.put("raw/b.txt", "4\n5\n6\n");
    repository.commit();
    repository.git("mv raw/a.txt a.txt");
    repository.put("raw/b.txt", "4\n5\n7\n");
    repository.put("vendor/c.txt", "8\n");
    repository.git("add -A");
    // The rules of what is staged count.
    repository.put(".yinmoignore", "*\n");
    let scope = repository.looked_at(&["vendor/"]);
    assert_eq!(told(&scope), [("a.txt".to_owned(), None, b"1\n2\n3\n".to_vec())]);
    let excluded: Vec<_> = scope
        .left_out
        .excluded
        .iter()
        .map(|one| (one.path.to_str().unwrap(), &*one.pattern, &*one.source))
        .collect();
    assert_eq!(excluded, [("raw/b.txt", "raw/", ".yinmoignore"), ("vendor/c.txt", "vendor/", "yinmo.toml")]);
    assert!(scope.left_out.rules_changed.is_empty());
    repository.git("add -A");
    // What leaves out everything came in with the change, and holds from the next one on.
    let scope = repository.looked_at(&[]);
    let names: Vec<_> = told(&scope).into_iter().map(|(name, ..)| name).collect();
    assert_eq!(names, [".yinmoignore", "a.txt", "vendor/c.txt"]);
    assert_eq!(scope.left_out.rules_changed, [Path::new(".yinmoignore")]);
    // What was left out, and is no longer, comes in whole.
    repository.put(".yinmoignore", "");
    repository.git("add -A");
    let scope = repository.looked_at(&[]);
    let came_in: Vec<_> = told(&scope).into_iter().filter(|(name, ..)| name == "raw/b.txt").collect();
    assert_eq!(came_in, [("raw/b.txt".to_owned(), None, b"4\n5\n7\n".to_vec())]);
    // Rules that could not be read before do not keep out who puts them right.
    repository.put(".yinmoignore", "{a\n");
    repository.commit();
    repository.put(".yinmoignore", "raw/\n");
    repository.put("raw/b.txt", "8\n");
    repository.git("add -A");
    let names: Vec<_> = told(&repository.looked_at(&[])).into_iter().map(|(name, ..)| name).collect();
    assert_eq!(names, [".yinmoignore", "raw/b.txt"]);
}

#[test]
fn a_pointer_of_lfs_stands_for_what_was_fetched() {
    let repository = Repository::new();
    let hash = "ab01".repeat(16);
    let pointer = format!("version https://git-lfs.github.com/spec/v1\noid sha256:{hash}\nsize 6\n");
    repository.put("a.csv", &pointer);
    repository.git("add -A");
    let fetch = || repository.looked_at(&[]).found.files[0].job.stored.as_ref().unwrap().fetch().unwrap();
    assert_eq!(fetch(), pointer.as_bytes());
    repository.put(&format!(".git/lfs/objects/ab/01/{hash}"), "不同\n");
    assert_eq!(fetch(), pointer.as_bytes(), "of another size");
    repository.put(&format!(".git/lfs/objects/ab/01/{hash}"), "电话");
    assert_eq!(fetch(), "电话".as_bytes());
}

#[test]
fn an_object_that_is_missing_is_a_failure() {
    let repository = Repository::new();
    repository.put("a.txt", "一\n");
    repository.commit();
    repository.put("a.txt", "二\n");
    repository.git("add -A");
    let settings = FileSettings::default();
    let rules = rules(&settings);
    let scope = || staged(repository.0.path(), &[], &rules);
    let id = told(&scope().unwrap()).len();
    assert_eq!(id, 1);
    let output =
        Command::new("git").args(["rev-parse", ":a.txt"]).current_dir(repository.0.path()).output().unwrap();
    let id = String::from_utf8(output.stdout).unwrap();
    let object = repository.0.path().join(".git/objects").join(&id[..2]).join(id[2..].trim());
    let before = scope().unwrap();
    fs::remove_file(object).unwrap();
    assert!(scope().err().unwrap().to_string().contains("git fsck"));
    // Gone while others were looked at.
    let fetched = before.found.files[0].job.stored.as_ref().unwrap().fetch();
    assert_eq!(fetched.is_err(), before.failure(Lang::Zh).is_some());
}
