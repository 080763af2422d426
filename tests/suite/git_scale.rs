//! A change of 100,000 files takes one process more, not 100,000, and memory for one file at a time.
//!
//! The program is the optimised one: without optimisations it takes minutes.

use std::fmt::Write as _;
use std::io::Write as _;
use std::process::Stdio;

use yinmo_tests::repository::Repository;

const FILES: usize = 100_000;

/// A repository with [`FILES`] files, each edited in the second of two commits.
fn large() -> Repository {
    let repository = Repository::default();
    let mut import = String::new();
    let header = |mark: usize| {
        format!("commit refs/heads/main\nmark :{mark}\ncommitter y <y@example.com> {mark} +0000\ndata 1\nx\n")
    };
    for (mark, word) in [(1, "公示"), (2, "公告")] {
        import += &header(mark);
        for nth in 0..FILES {
            let text = format!("第{nth}号\n{word}期7天。\n共{nth}户。\n");
            let _ =
                write!(import, "M 100644 inline d{}/{nth}.txt\ndata {}\n{text}\n", nth / 1000, text.len());
        }
    }
    let text = "身份证号330106190102030017\n";
    let _ = write!(import, "{}M 100644 inline last.txt\ndata {}\n{text}\n", header(3), text.len());
    let mut git = repository.command();
    let mut child = git.args(["fast-import", "--quiet"]).stdin(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(import.as_bytes()).unwrap();
    assert!(child.wait().unwrap().success());
    repository.git("symbolic-ref HEAD refs/heads/main");
    repository
}

#[test]
fn a_hundred_thousand_files_are_one_change() {
    let repository = large();
    for (range, read) in [("HEAD~2..HEAD", FILES + 1), ("HEAD~1..HEAD", 1)] {
        let ended = repository.0.run_optimised(&format!("check --diff {range} --no-cache"));
        assert_eq!(ended.code, 1, "{}", ended.err());
        assert!(ended.out().contains(&format!("读完 {read} 个文件")), "{}", ended.err());
    }
}
