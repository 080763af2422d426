//! Workbooks as spreadsheet programs write them: a relief list of many rows.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::corpus::{card, mobile, name, resident_id};
use crate::random::Random;

/// A workbook, and what is in it.
pub struct Workbook {
    /// The name in the results.
    pub name: &'static str,
    /// The file.
    pub bytes: Vec<u8>,
    /// Rows below the heading. In each stand a name, an identity number, a mobile number, an address and a card number.
    pub rows: usize,
    /// The bytes of the largest part, without compression.
    pub largest_part: usize,
}

/// Where a cell's text stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Texts {
    /// Once for all cells that show it, as spreadsheets write it.
    Shared,
    /// In the cell, as programs write it that stream their rows.
    Inline,
}

const HEADINGS: [&str; 8] =
    ["序号", "姓名", "性别", "身份证号", "联系电话", "家庭住址", "银行卡号", "补助金额(元)"];

impl Workbook {
    /// A relief list of so many rows.
    pub fn of(rows: usize, texts: Texts) -> Self {
        let mut random = Random::new(4);
        let mut sheet = Sheet { texts, xml: String::new(), strings: HashMap::new(), shared: String::new() };
        sheet.xml.push_str(SHEET_BEGINS);
        sheet.row(1, |sheet, column| sheet.text(column, 1, HEADINGS[column]));
        for row in 2..rows + 2 {
            let sex = random.pick(&["男", "女"]);
            let house = random.below(300) + 1;
            let cells = [
                (row - 1).to_string(),
                name(&mut random),
                sex.to_owned(),
                resident_id(&mut random),
                mobile(&mut random),
                format!("浙江省杭州市西湖区三墩镇青云村{house}号"),
                card(&mut random),
                format!("{}.5", random.below(9000) + 100),
            ];
            sheet.row(row, |sheet, column| match column {
                0 | 7 => sheet.number(column, row, &cells[column]),
                _ => sheet.text(column, row, &cells[column]),
            });
        }
        sheet.xml.push_str("</sheetData></worksheet>");
        let name = match texts {
            Texts::Shared => "relief list, shared strings",
            Texts::Inline => "relief list, inline strings",
        };
        sheet.into_workbook(name, rows)
    }
}

struct Sheet {
    texts: Texts,
    xml: String,
    strings: HashMap<String, usize>,
    shared: String,
}

impl Sheet {
    fn row(&mut self, number: usize, mut cell: impl FnMut(&mut Self, usize)) {
        let _ = write!(self.xml, "<row r=\"{number}\" spans=\"1:8\">");
        (0..HEADINGS.len()).for_each(|column| cell(self, column));
        self.xml.push_str("</row>");
    }

    fn number(&mut self, column: usize, row: usize, number: &str) {
        let _ = write!(self.xml, "<c r=\"{}{row}\" s=\"1\"><v>{number}</v></c>", letter(column));
    }

    fn text(&mut self, column: usize, row: usize, text: &str) {
        let letter = letter(column);
        if self.texts == Texts::Inline {
            let _ = write!(self.xml, "<c r=\"{letter}{row}\" t=\"inlineStr\"><is><t>{text}</t></is></c>");
            return;
        }
        let next = self.strings.len();
        let item = *self.strings.entry(text.to_owned()).or_insert_with(|| {
            let _ = write!(self.shared, "<si><t>{text}</t></si>");
            next
        });
        let _ = write!(self.xml, "<c r=\"{letter}{row}\" t=\"s\"><v>{item}</v></c>");
    }

    fn into_workbook(self, name: &'static str, rows: usize) -> Workbook {
        let shared = format!("{SHARED_BEGINS}{}</sst>", self.shared);
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        let parts = [
            ("[Content_Types].xml", TYPES),
            ("_rels/.rels", ROOT),
            ("xl/workbook.xml", BOOK),
            ("xl/_rels/workbook.xml.rels", LEADS),
            ("xl/worksheets/sheet1.xml", &self.xml),
            ("xl/sharedStrings.xml", &shared),
        ];
        for (name, part) in parts {
            zip.start_file(name, options).expect("memory can be written");
            zip.write_all(part.as_bytes()).expect("memory can be written");
        }
        let bytes = zip.finish().expect("memory can be written").into_inner();
        Workbook { name, bytes, rows, largest_part: self.xml.len().max(shared.len()) }
    }
}

fn letter(column: usize) -> char {
    char::from(b'A' + column as u8)
}

const SHEET_BEGINS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>"#;
const SHARED_BEGINS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">"#;
const TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>"#;
const ROOT: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const BOOK: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
const LEADS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>"#;
