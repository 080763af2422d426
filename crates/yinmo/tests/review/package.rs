//! Packages, as workbooks and archives are.

use std::io::{Cursor, Read as _, Write as _};

/// A package of these parts, by name.
pub fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).expect("memory can be written");
        zip.write_all(text.as_bytes()).expect("memory can be written");
    }
    zip.finish().expect("memory can be written").into_inner()
}

/// A part as text, if the package has it.
pub fn part(package: &[u8], name: &str) -> Option<String> {
    let mut zip = zip::ZipArchive::new(Cursor::new(package)).expect("a package");
    let mut text = String::new();
    zip.by_name(name).ok()?.read_to_string(&mut text).expect("text");
    Some(text)
}
