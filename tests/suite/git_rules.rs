//! A change is checked by the rules before it: none lets itself pass.

use yinmo_tests::program::Ended;
use yinmo_tests::repository::Repository;

const PERSONAL: &str = "身份证号330106190102030017\n";
const OTHER: &str = "手机：13800012001\n";
const KEEP: &str = "[kinds]\nresident-id = { default = \"keep\", basis = \"依据\" }\n";
const ALLOW: &str = "[[allow]]\nrules = [\"resident-id\"]\nreason = \"测试\"\n";
const BASELINE: &str = "[gate]\nbaseline = \"yinmo-baseline.jsonl\"\n";

/// A repository with something in it, because the first commit of all has no rules before it.
fn repository() -> Repository {
    let repository = Repository::default();
    repository.0.put("说明.txt", "公示期7天。\n");
    repository.commit();
    repository
}

fn staged(repository: &Repository) -> Ended {
    repository.git("add -A");
    repository.0.run("check --staged")
}

/// What a change that puts a rule with what it lets pass comes to, and what it does once the rule went before.
#[track_caller]
fn check(name: &str, rule: &str) {
    let repository = repository();
    repository.0.put(name, rule);
    repository.0.put("a.txt", PERSONAL);
    let together = staged(&repository);
    assert_eq!(together.code, 1, "{together}");
    assert!(together.out().contains("改动之前的规则检查"), "{together}");
    repository.git("commit -q -m x");
    let as_range = repository.0.run("check --diff HEAD~1..HEAD");
    assert_eq!(as_range.code, 1, "{as_range}");
    repository.git("reset -q --hard HEAD~1");
    repository.0.put(name, rule);
    let alone = staged(&repository);
    assert_eq!(alone.code, 0, "{alone}");
    repository.git("commit -q -m x");
    repository.0.put("a.txt", PERSONAL);
    let later = staged(&repository);
    assert_eq!(later.code, 0, "{later}");
    assert!(!later.out().contains("改动之前"), "{later}");
}

#[test]
fn no_exclusion_lets_pass_what_comes_with_it() {
    check(".yinmoignore", "a.txt\n");
    check("yinmo.toml", "[files]\nexclude = [\"a.txt\"]\n");
}

#[test]
fn no_configuration_lets_pass_what_comes_with_it() {
    check("yinmo.toml", KEEP);
    check("yinmo.toml", ALLOW);
}

#[test]
fn no_baseline_lets_pass_what_comes_with_it() {
    let repository = repository();
    repository.0.put("a.txt", PERSONAL);
    repository.0.put("yinmo.toml", BASELINE);
    repository.commit();
    repository.0.put("b.txt", OTHER);
    let created = repository.0.run("baseline create --reason 存量");
    assert_eq!(created.code, 0, "{created}");
    let together = staged(&repository);
    assert_eq!(together.code, 1, "{together}");
    assert!(together.err().contains("是本次改动新增的，从下一次改动起生效"), "{together}");
    assert!(together.out().contains("yinmo-baseline.jsonl：本次改动涉及检查的规则"), "{together}");
    repository.git("commit -q -m x");
    // It is there now; what stood in it before lets no more pass than it did.
    repository.0.put("c.txt", format!("甲\n{OTHER}"));
    repository.0.run("baseline create --force --reason 存量");
    let edited = staged(&repository);
    assert_eq!(edited.code, 1, "{edited}");
    assert!(edited.err().contains("采用改动之前的版本"), "{edited}");
    repository.git("commit -q -m x");
    repository.0.put("d.txt", "公示期\n");
    assert_eq!(staged(&repository).code, 0);
}

#[test]
fn what_is_taken_away_counts_for_the_last_time() {
    let strict = "[lists]\ndeny = [\"内部代号甲\"]\n";
    let repository = repository();
    repository.0.put("yinmo.toml", strict);
    repository.commit();
    repository.git("rm -q yinmo.toml");
    repository.0.put("a.txt", "请与内部代号甲联系\n");
    let deleted = staged(&repository);
    assert_eq!(deleted.code, 1, "{deleted}");
    repository.git("reset -q --hard");
    // Through a link, and with the link itself changed.
    repository.git("mv yinmo.toml rules.toml");
    std::os::unix::fs::symlink("rules.toml", repository.path().join("yinmo.toml")).unwrap();
    repository.commit();
    repository.0.put("a.txt", "请与内部代号甲联系\n");
    repository.0.put("rules.toml", "[lists]\ndeny = [\"别的\"]\n");
    let behind = staged(&repository);
    assert_eq!(behind.code, 1, "{behind}");
    repository.git("checkout -q HEAD rules.toml");
    std::fs::remove_file(repository.path().join("yinmo.toml")).unwrap();
    repository.0.put("yinmo.toml", "[lists]\ndeny = [\"别的\"]\n");
    let replaced = staged(&repository);
    assert_eq!(replaced.code, 1, "{replaced}");
}

#[test]
fn whoever_wants_may_have_new_rules_hold_at_once() {
    let repository = repository();
    repository.0.put("yinmo.toml", "[gate]\nchange-rules = \"after\"\n");
    let itself = staged(&repository);
    assert_eq!(itself.code, 0, "{itself}");
    repository.git("commit -q -m x");
    repository.0.put("yinmo.toml", format!("{KEEP}[gate]\nchange-rules = \"after\"\n"));
    repository.0.put(".yinmoignore", "b.txt\n");
    repository.0.put("a.txt", PERSONAL);
    repository.0.put("b.txt", OTHER);
    let ended = staged(&repository);
    assert_eq!(ended.code, 0, "{ended}");
    assert!(ended.out().contains("yinmo.toml：本次改动涉及检查的规则，请核对\n"), "{ended}");
    // Not said before, it says nothing.
    repository.git("reset -q --hard HEAD~1");
    repository.0.put("yinmo.toml", format!("{KEEP}[gate]\nchange-rules = \"after\"\n"));
    repository.0.put("a.txt", PERSONAL);
    let ended = staged(&repository);
    assert_eq!(ended.code, 1, "{ended}");
}

#[test]
fn where_there_was_nothing_before_rules_hold_at_once() {
    let repository = Repository::default();
    repository.0.put("yinmo.toml", KEEP);
    repository.0.put(".yinmoignore", "b.txt\n");
    repository.0.put("a.txt", PERSONAL);
    repository.0.put("b.txt", OTHER);
    let first = staged(&repository);
    assert_eq!(first.code, 0, "{first}");
    repository.commit();
    let zeros = "0".repeat(40);
    let branch = repository.0.run(&format!("check --diff {zeros}..HEAD"));
    assert_eq!(branch.code, 0, "{branch}");
}

#[test]
fn a_configuration_elsewhere_is_none_of_the_change() {
    let repository = repository();
    let elsewhere = yinmo_tests::program::Desk::default().with("rules.toml", KEEP);
    repository.0.put("a.txt", PERSONAL);
    repository.git("add -A");
    let ended = repository
        .0
        .run(&format!("check --staged --config {}", elsewhere.path().join("rules.toml").display()));
    assert_eq!(ended.code, 0, "{ended}");
    // A folder below, and a name that leads up.
    repository.0.put("ci/rules.toml", "[lists]\ndeny = [\"内部代号甲\"]\n");
    repository.0.put("sub/keep.txt", "甲\n");
    repository.commit();
    repository.0.put("ci/rules.toml", KEEP);
    repository.0.put("b.txt", "内部代号甲\n");
    repository.git("add -A");
    for config in ["ci/rules.toml", "sub/../ci/rules.toml"] {
        let ended = repository.0.run(&format!("check --staged --config {config}"));
        assert_eq!(ended.code, 1, "{ended}");
    }
}

#[test]
fn rules_of_a_submodule_that_is_moved_on_are_new() {
    let (repository, rules) = (repository(), Repository::default());
    rules.0.put("yinmo.toml", KEEP);
    rules.commit();
    let of = rules.path().display();
    repository.git(&format!("-c protocol.file.allow=always submodule --quiet add {of} ci"));
    repository.commit();
    repository.0.put("a.txt", PERSONAL);
    repository.git("add -A");
    assert_eq!(repository.0.run("check --staged --config ci/yinmo.toml").code, 0);
    repository.0.put("ci/yinmo.toml", format!("# 另一版\n{KEEP}"));
    repository.git("-C ci -c user.name=y -c user.email=y@example.com commit -qam x");
    repository.git("add -A");
    let ended = repository.0.run("check --staged --config ci/yinmo.toml");
    assert_eq!(ended.code, 1, "{ended}");
}

#[test]
fn a_configuration_that_was_broken_can_be_put_right() {
    let repository = repository();
    repository.0.put("yinmo.toml", "[kinds]\nmobil = \"keep\"\n");
    repository.commit();
    repository.0.put("yinmo.toml", "[kinds]\nmobile = \"redact\"\n");
    let ended = staged(&repository);
    assert_eq!(ended.code, 0, "{ended}");
    assert!(ended.err().contains("改动之前的版本不能用"), "{ended}");
}
