//! JSON values, paths and rewriting, one a line.

use yinmo_core::text::Surface;
use yinmo_documents::{Change, Encoding};

use crate::common::*;

/// `path=key:text` of the parts of each record; keys are shown as `path~text`.
fn told(id: &str, text: &str) -> Vec<Vec<String>> {
    let chunk = chunk(id, text);
    let records = chunk.records().map(|record| {
        let told = parts(&record).into_iter().map(|part| match part.surface {
            Surface::Markup => format!("{}~{}", part.place(), part.text),
            _ => format!("{}={}:{}", part.place(), part.key.unwrap_or("-"), part.text),
        });
        told.collect()
    });
    records.collect()
}

#[test]
fn members_of_one_object_make_one_record() {
    let cases: [(&str, &[&[&str]]); 9] = [
        (r#"{"a":"x"}"#, &[&["$.a~a", "$.a=a:x"]]),
        (
            r#"{"a":1,"b":{"c":2},"d":3}"#,
            &[&["$.a~a", "$.a=a:1", "$.b~b", "$.d~d", "$.d=d:3"], &["$.b.c~c", "$.b.c=c:2"]],
        ),
        (r#"{"a":["x",null,"y"],"b":true}"#, &[&["$.a~a", "$.a[0]=a:x", "$.a[2]=a:y", "$.b~b"]]),
        (r#"[{"a":1},{"a":2}]"#, &[&["$[0].a~a", "$[0].a=a:1"], &["$[1].a~a", "$[1].a=a:2"]]),
        (r#"[["x","y"],["z"]]"#, &[&["$[0][0]=-:x", "$[0][1]=-:y"], &["$[1][0]=-:z"]]),
        (r#"{"r":[["x"]]}"#, &[&["$.r~r"], &["$.r[0][0]=r:x"]]),
        (r#"{"a":1,"a":2}"#, &[&["$.a~a", "$.a=a:1", "$.a~a", "$.a=a:2"]]),
        (r#"{"a b":{"\"":1}}"#, &[&[r#"$["a b"]~a b"#], &[r#"$["a b"]["\""]~""#, r#"$["a b"]["\""]=":1"#]]),
        (r#" "x" "#, &[&["$=-:x"]]),
    ];
    for (text, expected) in cases {
        assert_eq!(told("json", text), expected, "{text}");
    }
    let lines = "{\"a\":1}\n\n[2]\r\n3";
    assert_eq!(told("jsonl", lines), [vec!["1:$.a~a", "1:$.a=a:1"], vec!["3:$[0]=-:2"], vec!["4:$=-:3"]]);
}

#[test]
fn replacements_are_written_as_json() {
    let cases = [
        (r#"{"a": 13800012001}"#, 1, (3, 9, "******"), r#"{"a": "138******01"}"#),
        (r#"[3.3E+17]"#, 0, (0, 7, "*"), r#"["*"]"#),
        (r#"["abc"]"#, 0, (1, 2, "\"\n"), r#"["a\"\nc"]"#),
        (r#"["a\u0031\n2"]"#, 0, (1, 2, "*"), r#"["a*\n2"]"#),
        (r#"["a\u0031\n2"]"#, 0, (2, 4, "*"), r#"["a\u0031*"]"#),
        (r#"["\ud842\udfb7x"]"#, 0, (0, 4, "某"), r#"["某x"]"#),
        (r#"["\ud842x"]"#, 0, (3, 4, "y"), r#"["\ud842y"]"#),
        (r#"{"张三": 1}"#, 0, (3, 6, "某"), r#"{"张某": 1}"#),
    ];
    for (text, part, (start, end, replacement), expected) in cases {
        let chunk = chunk("json", text);
        assert_eq!(spliced(&chunk, &[replace(part, start, end, replacement)]), expected, "{text}");
    }
}

#[test]
fn a_removed_member_takes_one_comma_along() {
    let text = r#"{ "a": 1, "b" : {"c": 2} ,"d":null }"#;
    // Parts: a, 1, b, c, 2, d.
    for (removed, expected) in [
        (&[0][..], r#"{ "b" : {"c": 2} ,"d":null }"#),
        (&[1], r#"{ "b" : {"c": 2} ,"d":null }"#),
        (&[0, 1], r#"{ "b" : {"c": 2} ,"d":null }"#),
        (&[2], r#"{ "a": 1 ,"d":null }"#),
        (&[2, 3, 4], r#"{ "a": 1 ,"d":null }"#),
        (&[4], r#"{ "a": 1, "b" : {} ,"d":null }"#),
        (&[5], r#"{ "a": 1, "b" : {"c": 2} }"#),
        (&[0, 2], r#"{ "d":null }"#),
        (&[2, 5], r#"{ "a": 1 }"#),
        (&[0, 5], r#"{ "b" : {"c": 2} }"#),
        (&[0, 2, 5], "{  }"),
    ] {
        let changes: Vec<_> = removed.iter().map(|&part| Change::remove(part)).collect();
        assert_eq!(spliced(&chunk("json", text), &changes), expected, "{removed:?}");
    }
    let elements = chunk("json", r#"{"a":["x",1]}"#);
    assert_eq!(spliced(&elements, &[Change::remove(1), Change::remove(2)]), r#"{"a":[null,null]}"#);
}

#[test]
fn a_change_inside_a_removed_member_goes_with_it() {
    let chunk = chunk("json", r#"{"a":"x","b":{"c":"y"}}"#);
    let changes = [replace(0, 0, 1, "k"), Change::remove(1), Change::remove(2), replace(4, 0, 1, "z")];
    assert_eq!(spliced(&chunk, &changes), "{}");
}

#[test]
fn keys_in_paths_can_be_masked() {
    let chunk = chunk("json", r#"{"13800012001":{"a":"x"}}"#);
    let value = chunk.part(2).expect("x");
    assert_eq!(value.place().to_string(), r#"$["13800012001"].a"#);
    let masked =
        chunk.stand(&value, 0, &mut |part, key| if part == 0 { "138*".to_owned() } else { key.to_owned() }).0;
    assert_eq!(masked.to_string(), r#"$["138*"].a"#);
}

#[test]
fn lines_of_json_lines_end_with_line_feeds_alone() {
    for chunk_bytes in [1, 1 << 20] {
        let mut places = Vec::new();
        for chunk in read("jsonl", b"1\r\n[\r2]\n\r3", Encoding::UTF_8, chunk_bytes) {
            places.extend(
                (0..chunk.part_count()).filter_map(|part| Some(chunk.part(part)?.place().to_string())),
            );
        }
        assert_eq!(places, ["1:$", "2:$[0]", "3:$"], "in chunks of {chunk_bytes}");
    }
}
