//! The hook of a git server, in real bare repositories: `yinmo init --ci pre-receive`.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use yinmo_tests::program::{Desk, path};
use yinmo_tests::repository::Repository;

const CLEAN: &str = "公示期七天。\n";
const LEAK: &str = "户主王建坪，身份证号330106190102030017。\n";
const VALUES: [&str; 2] = ["330106190102030017", "王建坪"];

/// A server with the hook, and somebody who pushes to it.
struct Server {
    bare: Repository,
    own: Repository,
}

/// How a push went.
struct Push {
    accepted: bool,
    said: String,
}

impl Server {
    /// With `main` at a commit that is clean.
    fn new() -> Self {
        let bare = Repository(Desk::default());
        bare.git("init -q --bare -b main");
        bare.0.run("init --ci pre-receive");
        fs::rename(bare.path().join("yinmo-pre-receive"), bare.path().join("hooks/pre-receive")).unwrap();
        let own = Repository::default();
        own.git(&format!("remote add origin {}", bare.path().display()));
        let server = Self { bare, own };
        server.commit("a.txt", CLEAN);
        assert!(server.push("main").accepted, "a new branch with a first commit that is clean");
        server
    }

    fn commit(&self, name: &str, content: impl AsRef<[u8]>) {
        self.own.0.put(name, content);
        self.own.commit();
    }

    /// Pushes with the program on the `PATH`.
    fn push(&self, arguments: &str) -> Push {
        self.push_in(arguments, &[("PATH", search_path(path().parent().unwrap()))])
    }

    fn push_in(&self, arguments: &str, environment: &[(&str, OsString)]) -> Push {
        let before = self.bare.git("for-each-ref");
        let mut git = self.own.command();
        git.args(["push", "--quiet", "origin"]).args(arguments.split(' '));
        git.envs(environment.iter().map(|(name, value)| (name, value)));
        let output = git.output().expect("git runs");
        let (accepted, said) =
            (output.status.success(), String::from_utf8_lossy(&output.stderr).into_owned());
        assert!(VALUES.iter().all(|value| !said.contains(value)), "{said}");
        assert!(accepted || before == self.bare.git("for-each-ref"), "refused, and yet something moved");
        Push { accepted, said }
    }

    #[track_caller]
    fn refuses(&self, arguments: &str, because: &str) {
        let Push { accepted, said } = self.push(arguments);
        assert!(!accepted && said.contains(because), "{said}");
        assert!(said.contains("未接收本次推送"), "{said}");
    }

    #[track_caller]
    fn accepts(&self, arguments: &str) {
        let Push { accepted, said } = self.push(arguments);
        assert!(accepted, "{said}");
    }
}

/// The `PATH` with `folder` in front.
fn search_path(folder: &Path) -> OsString {
    let rest = env::var_os("PATH").unwrap_or_default();
    env::join_paths([PathBuf::from(folder)].into_iter().chain(env::split_paths(&rest))).unwrap()
}

#[test]
fn a_leak_is_refused_and_a_commit_without_it_is_received() {
    let server = Server::new();
    server.commit("名单.txt", LEAK);
    server.refuses("main", "中有应脱敏的内容");
    server.own.git("reset -q --hard HEAD^");
    server.commit("名单.txt", "户主王*坪，身份证号330106************。\n");
    server.accepts("main");
}

#[test]
fn what_a_later_commit_removes_is_still_in_the_history() {
    let server = Server::new();
    server.commit("b.txt", LEAK);
    server.commit("b.txt", CLEAN);
    server.refuses("main", "中有应脱敏的内容");
    server.refuses("main:refs/heads/new", "拒绝 refs/heads/new");
}

#[test]
fn branches_come_and_go() {
    let server = Server::new();
    server.accepts("main:topic");
    server.accepts(":topic");
    server.commit("b.txt", CLEAN);
    server.accepts("main:refs/heads/other main");
    server.own.git("commit -q --amend -m y");
    server.accepts("--force main");
}

/// Of several branches in one push one is at fault: none is received.
#[test]
fn a_push_is_received_whole_or_not_at_all() {
    let server = Server::new();
    server.own.git("checkout -q -b bad");
    server.commit("b.txt", LEAK);
    server.refuses("main:fine bad", "拒绝 refs/heads/bad");
}

#[test]
fn a_history_of_its_own_is_checked_from_its_root() {
    let server = Server::new();
    server.own.git("checkout -q --orphan alone");
    server.commit("b.txt", LEAK);
    server.commit("c.txt", CLEAN);
    server.refuses("alone", "中有应脱敏的内容");
}

#[test]
fn what_was_there_before_is_not_held_against_a_merge() {
    let server = Server::new();
    let hook = server.bare.path().join("hooks/pre-receive");
    fs::rename(&hook, hook.with_extension("off")).unwrap();
    server.commit("old.txt", LEAK);
    server.accepts("main");
    fs::rename(hook.with_extension("off"), &hook).unwrap();
    server.own.git("checkout -q -b side HEAD^");
    server.commit("side.txt", CLEAN);
    server.own.git("merge -q --no-edit main");
    server.accepts("side");
    // What only the merge itself brings in is.
    server.own.git("checkout -q -b evil HEAD^1");
    server.own.git("merge -q --no-commit --no-ff main");
    server.commit("evil.txt", LEAK);
    server.refuses("evil", "中有应脱敏的内容");
}

#[test]
fn tags_are_checked_as_branches_are() {
    let server = Server::new();
    server.own.git("tag -a v1 -m v1");
    server.accepts("v1");
    server.commit("b.txt", LEAK);
    server.own.git("tag -a v2 -m v2");
    server.own.git("tag light");
    server.refuses("v2", "拒绝 refs/tags/v2");
    server.refuses("light", "拒绝 refs/tags/light");
    server.own.git("tag blob HEAD:b.txt");
    server.refuses("blob", "指向的不是提交");
}

#[test]
fn what_is_not_read_is_refused() {
    let server = Server::new();
    server.commit("图.png", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR");
    server.refuses("main", "中有没能检查的内容");
}

#[test]
fn the_rules_are_those_of_the_server() {
    let server = Server::new();
    server.own.0.put("yinmo.toml", "[kinds]\nperson = \"keep\"\nresident-id = \"keep\"\n");
    server.commit("b.txt", LEAK);
    server.refuses("main", "中有应脱敏的内容");
    server.own.git("reset -q --hard HEAD^");
    server.commit("c.txt", CLEAN);
    server.bare.0.put("yinmo.toml", "extnds = \"strict\"\n");
    server.refuses("main", "退出码 2");
    server.bare.0.put("yinmo.toml", "extends = \"strict\"\n");
    server.accepts("main");
}

#[test]
fn options_are_given_on_and_the_configuration_may_be_elsewhere() {
    let server = Server::new();
    let with = |name: &'static str, value: &str| {
        let path = search_path(path().parent().unwrap());
        server.push_in("main", &[("PATH", path), (name, value.into())])
    };
    server.own.0.put(".yinmoignore", "*.log\n");
    server.commit("b.log", LEAK);
    assert!(!with("YINMO_OPTIONS", "-j 1").accepted, "a commit does not let itself pass");
    server.own.git("reset -q --soft HEAD~1");
    server.own.git("commit -q -m rules .yinmoignore");
    server.own.git("commit -q -m x");
    assert!(!with("YINMO_OPTIONS", "--no-exclude -j 1").accepted);
    assert!(!with("YINMO_CONFIG", "no such file.toml").accepted);
    assert!(with("YINMO_OPTIONS", "-j 1").accepted);
}

#[test]
fn without_the_program_nothing_is_received() {
    let server = Server::new();
    server.commit("b.txt", CLEAN);
    let Push { accepted, said } = server.push_in("main", &[("YINMO", "/nowhere/yinmo".into())]);
    assert!(!accepted && said.contains("没有 yinmo 程序"), "{said}");
}
