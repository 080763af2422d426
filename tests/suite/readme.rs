//! The first commands of the READMEs are the same, and they work.

use std::fs;

use yinmo_tests::program::{Desk, repository};

/// The lines of every block of shell commands.
fn commands(readme: &str) -> Vec<String> {
    let text =
        fs::read_to_string(repository().join(readme)).unwrap_or_else(|error| panic!("{readme}: {error}"));
    let blocks = text.split("```").skip(1).step_by(2).filter(|block| {
        ["sh\n", "shell\n", "bash\n", "console\n"].iter().any(|language| block.starts_with(language))
    });
    let lines: Vec<String> =
        blocks.flat_map(|block| block.lines().skip(1).map(str::to_owned).collect::<Vec<_>>()).collect();
    lines.into_iter().filter(|line| !line.is_empty() && !line.starts_with('#')).collect()
}

#[test]
fn both_readmes_begin_with_the_same_two_commands() {
    let (chinese, english) = (commands("README.md"), commands("README.en.md"));
    assert_eq!(chinese[..2], english[..2]);
    assert!(chinese[0].starts_with("cargo run") && chinese[0].contains("fixtures/sample"), "{}", chinese[0]);
    assert!(chinese[1].starts_with("cargo test"), "{}", chinese[1]);
}

/// What follows `--` is what the program gets.
#[test]
fn the_first_command_masks_the_sample() {
    let line = commands("README.md").remove(0);
    let arguments = line.split_once(" -- ").expect("cargo run … -- …").1.to_owned();
    let desk = Desk::default();
    for name in ["低保公示名单.csv", "公示通知.txt"] {
        desk.put(
            &format!("fixtures/sample/{name}"),
            fs::read(repository().join("fixtures/sample").join(name)).unwrap(),
        );
    }
    let ended = desk.run(&arguments);
    assert_eq!(ended.code, 0, "{ended}");
    assert!(ended.out().contains("低保公示名单.csv") && ended.out().contains("已脱敏"), "{ended}");
    let written: Vec<String> =
        desk.files().into_iter().filter(|name| !name.starts_with("fixtures/")).collect();
    assert_eq!(written.len(), 2, "{written:?}");
    for name in written {
        assert!(!desk.text(&name).contains("330106190310137492"), "{name}");
    }
}

/// The reference names every option, operator and role.
#[test]
fn the_reference_is_complete() {
    let reference = fs::read_to_string(repository().join("docs/reference.md")).unwrap();
    let options: Vec<String> = ["check", "mask", "explain", "rules", "init", "doctor"]
        .iter()
        .flat_map(|command| options(&Desk::default().run(&format!("{command} --help")).out()))
        .collect();
    let actions = yinmo::operators::OPERATORS.iter().map(|operator| operator.id.to_owned());
    let roles = yinmo::finding::Role::ALL.iter().map(|role| role.id().to_owned());
    assert!(options.len() > 20, "{options:?}");
    for word in options.into_iter().chain(actions).chain(roles) {
        assert!(reference.contains(&word), "{word} is missing");
    }
}

/// `--format`, `--output`, …, as help names them.
fn options(help: &str) -> Vec<String> {
    let words = help.lines().filter_map(|line| line.split_whitespace().find(|word| word.starts_with("--")));
    let first = words.filter_map(|word| word.split('|').next());
    first.filter(|word| *word != "--help").map(str::to_owned).collect()
}
