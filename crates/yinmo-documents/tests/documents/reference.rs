//! Parts agree with what the crates everyone uses read.

use proptest::prelude::*;
use serde_json::Value;
use yinmo_core::text::Surface;
use yinmo_documents::Encoding;

use crate::common::*;

proptest! {
    /// A quote that never closes is left out: `csv` then takes the rest of the file into one cell.
    #[test]
    fn tables_read_as_the_csv_crate_reads_them(text in any_text(), chunk_bytes in any_chunk_bytes()) {
        let text = format!("sep=,\n{}\n", text.replace(['\r', '='], ""));
        let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
        let expected: Vec<Vec<String>> = reader
            .records()
            .map(|record| record.expect("UTF-8").iter().map(str::to_owned).collect())
            .collect();
        let ours = texts(&read("csv", text.as_bytes(), Encoding::UTF_8, chunk_bytes));
        let ours: Vec<_> = ours.into_iter().filter(|row| !row.is_empty()).collect();
        let open_quote = expected.last().is_some_and(|row| row.last().is_some_and(|cell| cell.ends_with('\n')));
        prop_assert!(open_quote || ours == expected);
    }

    #[test]
    fn json_reads_as_serde_json_reads_it(text in any_json()) {
        let value: Value = serde_json::from_str(&text).expect("well-formed");
        let mut expected = Vec::new();
        collect(&value, &mut expected);
        expected.sort();
        let chunk = chunk("json", &text);
        let values = (0..chunk.part_count()).filter_map(|index| chunk.part(index));
        let mut ours: Vec<_> = values
            .filter(|part| part.surface != Surface::Markup)
            .map(|part| as_number(part.text))
            .collect();
        ours.sort();
        let has_duplicate_keys = expected.len() < ours.len();
        prop_assert!(has_duplicate_keys || ours == expected);
        for value in &expected {
            prop_assert!(ours.contains(value));
        }
    }

    #[test]
    fn what_serde_json_refuses_is_refused(text in any_json(), cut in 0..40_usize, extra in "[\\[\\]{},:\"0-9a ]{0,2}") {
        let at = (0..=cut.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
        let text = format!("{}{extra}{}", &text[..at], &text[(at + 1..=text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len())..]);
        prop_assume!(!text.trim().is_empty());
        let theirs = serde_json::from_str::<Value>(&text);
        // It also refuses what Unicode or its number type cannot hold.
        let beyond = theirs.as_ref().is_err_and(|error| {
            let message = error.to_string();
            message.contains("surrogate") || message.contains("out of range") || message.contains("hex escape")
        });
        prop_assume!(!beyond);
        let ours = try_read("json", text.as_bytes(), Encoding::UTF_8, &chunked(9));
        prop_assert_eq!(ours.is_ok(), theirs.is_ok());
    }
}

fn collect(value: &Value, out: &mut Vec<String>) {
    match value {
        Value::Null | Value::Bool(_) => {}
        Value::Number(number) => out.push(as_number(&number.to_string())),
        Value::String(text) => out.push(as_number(text)),
        Value::Array(all) => all.iter().for_each(|value| collect(value, out)),
        Value::Object(all) => all.values().for_each(|value| collect(value, out)),
    }
}

/// Numbers in one spelling: `-1.5e+3` and `-1500` are the same.
fn as_number(text: &str) -> String {
    text.parse::<f64>().map_or(text.to_owned(), |number| number.to_string())
}
