//! Which rules a document gets by its name: `[[tables]]`.

use globset::{GlobBuilder, GlobMatcher};
use toml::Spanned;

use super::Policy;
use super::error::Problem;

/// The policy of documents with such names.
#[derive(Clone, Debug)]
pub(super) struct Variant {
    pub(super) names: Names,
    pub(super) policy: Policy,
}

/// Names of documents, by a pattern with `*` and `?`.
#[derive(Clone, Debug)]
pub(super) struct Names {
    glob: GlobMatcher,
    /// The pattern speaks of folders too.
    whole_path: bool,
}

impl Names {
    pub(super) fn new(pattern: &Spanned<String>) -> Result<Self, Problem> {
        let text = pattern.get_ref();
        let whole_path = text.contains('/');
        let glob = GlobBuilder::new(text).literal_separator(true).build();
        glob.map(|glob| Self { glob: glob.compile_matcher(), whole_path }).map_err(|error| {
            Problem::new(Some(pattern.span()), "文件名的写法有误", error.to_string()).help(
                "如 \"低保*.xlsx\"，或 \"公示/**/*.csv\"",
                "such as \"低保*.xlsx\" or \"公示/**/*.csv\"",
            )
        })
    }

    /// The pattern as it was written.
    pub(super) fn pattern(&self) -> &str {
        self.glob.glob().glob()
    }

    /// A pattern without folders is about the last part of the path; one with folders may begin at any of them.
    pub(super) fn holds(&self, path: &str) -> bool {
        let path = path.replace('\\', "/");
        let path = path.trim_start_matches("./");
        if !self.whole_path {
            return self.glob.is_match(path.rsplit('/').next().unwrap_or(path));
        }
        let starts = std::iter::once(0).chain(path.match_indices('/').map(|(at, _)| at + 1));
        starts.into_iter().any(|start| self.glob.is_match(&path[start..]))
    }
}

#[cfg(test)]
mod tests {
    use toml::Spanned;

    use super::Names;

    #[test]
    fn names_and_folders() {
        for (pattern, path, holds) in [
            ("低保*.xlsx", "公示/低保2019.xlsx", true),
            ("低保*.xlsx", "低保/名单.xlsx", false),
            ("公示/**/*.csv", "./站点/公示/2019/3/名单.csv", true),
            ("公示/*.csv", "公示\\名单.csv", true),
            ("公示/*.csv", "不公示/名单.csv", false),
        ] {
            let names = Names::new(&Spanned::new(0..1, pattern.to_owned())).unwrap();
            assert_eq!(names.holds(path), holds, "{pattern} {path}");
        }
    }
}
