//! `src/formats/mod.rs` lists the folders beside it; `UPDATE=1` rewrites it.
#![allow(clippy::disallowed_methods, reason = "a test reads its own sources")]

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use yinmo_documents::formats::FORMATS;

#[test]
fn the_list_of_formats_is_up_to_date() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/formats");
    let list = folder.join("mod.rs");
    let expected = written(&folders(&folder));
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&list, &expected).expect("a writable source tree");
    }
    let found = fs::read_to_string(&list).expect("the list");
    assert!(found.replace("\r\n", "\n") == expected, "stale: run this test with UPDATE=1");
}

fn folders(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("the folder").map(|entry| entry.expect("an entry"));
    let mut names: Vec<_> = entries
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().into_string().expect("an ASCII name"))
        .collect();
    names.sort();
    names
}

fn written(names: &[String]) -> String {
    let modules: String = names.iter().map(|name| format!("pub mod {name};\n")).collect();
    let list: Vec<_> = names.iter().map(|name| format!("{name}::FORMAT")).collect();
    format!(
        "//! The formats, one folder each. Written by `tests/documents/registry.rs` with `UPDATE=1`; do not edit.\n\n\
         {modules}\n\
         use crate::Format;\n\n\
         /// Every format, in the order of their folders.\n\
         #[rustfmt::skip]\n\
         pub static FORMATS: [&dyn Format; {}] = [{}];\n",
        names.len(),
        list.join(", ")
    )
}

#[test]
fn ids_and_extensions_are_distinct() {
    let ids: HashSet<_> = FORMATS.iter().map(|format| format.id()).collect();
    assert_eq!(ids.len(), FORMATS.len());
    let mut extensions = HashSet::new();
    for extension in FORMATS.iter().flat_map(|format| format.extensions()) {
        assert!(extensions.insert(extension), "{extension} twice");
    }
}
