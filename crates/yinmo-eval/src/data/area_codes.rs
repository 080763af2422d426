//! Area codes of fixed telephone lines.

use super::sources::Sources;
use anyhow::Result;
use std::collections::BTreeSet;

const HEADER: &str = "\
# Area codes of fixed telephone lines in mainland China, without the leading zero. Generated; do not edit.
# Source: geographic prefixes of the Python package phonenumbers 9.0.43 (Apache-2.0), 2026, plus codes that were
# merged into a neighbour's since 2006 and still stand in older documents.
";

/// In use, but the source names their place only through a shorter prefix or not at all.
const MISSING: [u32; 6] = [10, 335, 349, 580, 701, 978];

/// Merged away: Kaifeng, Tieling, Fushun, Benxi, Chaohu, Xiangtan, Zhuzhou, Zunyi, Anshun, Xianyang.
const MERGED: [u32; 10] = [378, 410, 413, 414, 565, 732, 733, 852, 853, 910];

/// `data/area_codes.txt`.
pub(super) fn table(sources: &Sources<'_>) -> Result<String> {
    let mut codes: BTreeSet<u32> =
        sources.phone_prefixes()?.iter().filter_map(|prefix| area_code(prefix)).collect();
    codes.extend(MISSING);
    codes.extend(MERGED);
    let codes: Vec<_> = codes.iter().map(u32::to_string).collect();
    let lines = codes.chunks(20).map(|line| line.join(" ") + "\n");
    Ok(HEADER.to_owned() + &lines.collect::<String>())
}

/// 571 of the prefix 86571…; `None` for other countries and for mobile numbers.
fn area_code(prefix: &str) -> Option<u32> {
    let national = prefix.strip_prefix("86")?;
    let length = match national.as_bytes().first()? {
        b'1' => return None,
        b'2' => 2,
        _ => 3,
    };
    national.get(..length)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_fixed_lines_of_the_mainland_count() {
        assert_eq!(
            ["865712345", "8621", "8634", "861380013", "852", "49571"].map(area_code),
            [Some(571), Some(21), None, None, None, None]
        );
    }
}
