//! The pages about recognizers: their own module documentation, gathered by a test.

use yinmo::kind::Kind;

/// Every page, each headed by `## id`. A test writes it from the recognizers.
const PAGES: &str = include_str!("recognizers.md");

/// The page about `kind`, without its heading; none for kinds without a recognizer of their own.
pub fn of(kind: Kind) -> Option<&'static str> {
    let (_, page) = PAGES.split_once(&format!("\n## {kind}\n"))?;
    Some(page.split("\n## ").next().unwrap_or(page))
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::PAGES;
    use yinmo::kind::Group;
    use yinmo::recognizers;

    const HEAD: &str = "# 识别规则 (recognizers)\n\n\
        每一类信息如何识别、哪些不认定。由各识别器的说明自动汇编：`UPDATE=1 cargo test -p yinmo-cli recognizers`。\n\
        How each kind is recognised, gathered from the recognizers' own documentation.\n";

    /// `UPDATE=1` rewrites both copies.
    #[test]
    fn recognizers_pages_are_up_to_date() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let generated = pages(&root.join("../yinmo-core/src/recognizers"));
        for path in [root.join("src/commands/rules/recognizers.md"), root.join("../../docs/recognizers.md")] {
            if std::env::var_os("UPDATE").is_some() {
                fs::write(&path, &generated).unwrap();
            }
            let current = fs::read_to_string(&path).unwrap_or_default();
            assert_eq!(current, generated, "run UPDATE=1 cargo test -p yinmo-cli recognizers");
        }
    }

    #[test]
    fn every_recognizer_has_a_page() {
        for recognizer in recognizers::ALL {
            assert!(
                super::of(recognizer.kind()).is_some_and(|page| page.len() > 10),
                "{}",
                recognizer.kind()
            );
        }
        assert!(PAGES.starts_with("# "));
    }

    fn pages(folder: &Path) -> String {
        let mut kinds: Vec<_> = recognizers::ALL.iter().map(|recognizer| recognizer.kind()).collect();
        kinds.sort_by_key(|kind| (kind.group() == Group::Furniture, *kind));
        let page = |kind: &yinmo::kind::Kind| {
            let path = folder.join(kind.id().replace('-', "_")).join("mod.rs");
            let source =
                fs::read_to_string(&path).unwrap_or_else(|_| panic!("{} is not there", path.display()));
            let lines = source.lines().map_while(|line| line.strip_prefix("//!"));
            let text: Vec<&str> = lines.map(|line| line.strip_prefix(' ').unwrap_or(line)).collect();
            format!("\n## {kind}\n\n{}\n", text.join("\n").trim())
        };
        HEAD.to_owned() + &kinds.iter().map(page).collect::<String>()
    }
}
