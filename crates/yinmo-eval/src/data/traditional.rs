//! Traditional characters and the simplified ones they are written with.

use anyhow::Result;

use super::sources::Sources;

const HEADER: &str = "\
# Traditional characters, each followed by its simplified form. Generated; do not edit.
# Source: the character table of the Python package opencc-python-reimplemented 0.1.7 (Apache-2.0), 2023; characters
# of the block CJK Unified Ideographs only, the first form where there are several.
";

/// `data/traditional.txt`.
pub(super) fn table(sources: &Sources<'_>) -> Result<String> {
    let text = sources.simplified_forms()?;
    let pairs: Vec<String> = text.lines().filter_map(pair).collect();
    let lines = pairs.chunks(20).map(|line| line.concat() + "\n");
    Ok(HEADER.to_owned() + &lines.collect::<String>())
}

/// `萬万` of a line with the two and a tab between.
fn pair(line: &str) -> Option<String> {
    let (traditional, forms) = line.split_once('\t')?;
    let simplified = forms.split(' ').next()?;
    let ideograph = |text: &str| {
        let mut chars = text.chars();
        chars.next().is_some_and(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c)) && chars.next().is_none()
    };
    let changes = ideograph(traditional) && ideograph(simplified) && traditional != simplified;
    changes.then(|| format!("{traditional}{simplified}"))
}
