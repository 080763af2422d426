//! The smallest workbook and the smallest text document that hold a table.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A workbook with one sheet of this name and these rows of text.
pub fn workbook(sheet: &str, rows: &[Vec<String>]) -> Vec<u8> {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let mut data = String::new();
    for (row, cells) in (1..).zip(rows) {
        let _ = write!(data, "<row r=\"{row}\">");
        for (column, cell) in ('A'..).zip(cells) {
            let text = escaped(cell);
            let _ = write!(data, "<c r=\"{column}{row}\" t=\"inlineStr\"><is><t>{text}</t></is></c>");
        }
        data.push_str("</row>");
    }
    let book = format!(
        "<workbook xmlns=\"{main}\" xmlns:r=\"{OFFICE}\"><sheets><sheet name=\"{}\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>",
        escaped(sheet)
    );
    let leads = relationships("worksheet", "worksheets/sheet1.xml");
    let sheet = format!("<worksheet xmlns=\"{main}\"><sheetData>{data}</sheetData></worksheet>");
    package(
        "spreadsheetml",
        ("xl/workbook.xml", "sheet.main"),
        &[
            ("xl/workbook.xml", book),
            ("xl/_rels/workbook.xml.rels", leads),
            ("xl/worksheets/sheet1.xml", sheet),
        ],
        &[("xl/worksheets/sheet1.xml", "worksheet")],
    )
}

/// A text document with these paragraphs, and a table of these rows behind them.
pub fn document(paragraphs: &[&str], rows: &[Vec<String>]) -> Vec<u8> {
    let main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    let paragraph = |text: &str| format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", escaped(text));
    let mut body: String = paragraphs.iter().map(|text| paragraph(text)).collect();
    if !rows.is_empty() {
        body.push_str("<w:tbl>");
        for row in rows {
            let cells = row.iter().map(|cell| format!("<w:tc>{}</w:tc>", paragraph(cell)));
            let _ = write!(body, "<w:tr>{}</w:tr>", cells.collect::<String>());
        }
        body.push_str("</w:tbl><w:p/>");
    }
    let document = format!("<w:document xmlns:w=\"{main}\"><w:body>{body}</w:body></w:document>");
    package(
        "wordprocessingml",
        ("word/document.xml", "document.main"),
        &[("word/document.xml", document)],
        &[],
    )
}

fn relationships(kind: &str, target: &str) -> String {
    format!(
        "<Relationships xmlns=\"{PACKAGE}/relationships\"><Relationship Id=\"rId1\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/></Relationships>"
    )
}

fn package(markup: &str, main: (&str, &str), parts: &[(&str, String)], others: &[(&str, &str)]) -> Vec<u8> {
    let typed: String = std::iter::once(&main)
        .chain(others)
        .map(|(name, kind)| {
            format!(
                "<Override PartName=\"/{name}\" ContentType=\"application/vnd.openxmlformats-officedocument.{markup}.{kind}+xml\"/>"
            )
        })
        .collect();
    let types = format!(
        "<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>{typed}</Types>"
    );
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let first = [("[Content_Types].xml", types), ("_rels/.rels", relationships("officeDocument", main.0))];
    for (name, text) in first.iter().chain(parts) {
        zip.start_file(*name, SimpleFileOptions::default()).expect("memory can be written");
        write!(zip, "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n{text}")
            .expect("memory can be written");
    }
    zip.finish().expect("memory can be written").into_inner()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
