//! The repository passes its own gate, by the rules that stand beside these tests.

use yinmo_tests::program::{optimised_command, repository};

/// What is published of it; whatever else lies about in a work tree is nobody's concern.
const PUBLISHED: [&str; 6] = ["README.md", "README.en.md", "CONTRIBUTING.md", "NOTICE", "docs", "crates"];

#[test]
fn the_documentation_names_nobody() {
    let mut check = optimised_command(repository());
    check.arg("check").args(PUBLISHED).args(["--no-cache", "--config", "tests/own-tree.toml"]);
    let output = check.output().expect("the program runs");
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stdout));
}
