//! What goes out of workbooks and documents as a whole, and that nothing is left which names it.

use yinmo::{Pipeline, Policy, Report, Source, Verdict};

use crate::package::{package, part};

fn pipeline(strip: &[&str]) -> Pipeline {
    let strip: Vec<String> = strip.iter().map(|extra| format!("\"{extra}\"")).collect();
    let policy = format!(
        "extends = \"general-publication\"\n[columns]\nother = \"by-kind\"\nunknown = \"by-kind\"\n[columns.headings]\n\"病种\" = \"drop-column\"\n[documents]\nstrip = [{}]",
        strip.join(", ")
    );
    Pipeline::new(Policy::from_toml("yinmo.toml", &policy).expect("a valid policy"))
}

fn masked(name: &str, bytes: &[u8], strip: &[&str]) -> (Report, Vec<u8>) {
    let (report, out) = pipeline(strip).mask_bytes(Source::Bytes { name, bytes }, &mut ()).expect("no fault");
    assert_eq!(report.verdict, Verdict::Masked, "{name}");
    // What is written is not changed again.
    let again = pipeline(strip).check(Source::Bytes { name, bytes: &out }, &mut ()).expect("no fault");
    assert_eq!(again.verdict, Verdict::Clean, "{name}");
    (report, out)
}

const TYPES: &str = "http://schemas.openxmlformats.org/package/2006/content-types";
const LEADS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const KINDS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

fn leads(targets: &[(&str, &str, &str)]) -> String {
    let leads = targets.iter().map(|(id, kind, target)| {
        format!("<Relationship Id=\"{id}\" Type=\"{KINDS}/{kind}\" Target=\"{target}\"/>")
    });
    format!("<Relationships xmlns=\"{LEADS}\">{}</Relationships>", leads.collect::<String>())
}

fn row(number: usize, cells: &[&str]) -> String {
    let cells = (b'A'..).zip(cells).map(|(column, text)| {
        let at = format!("{}{number}", char::from(column));
        match text.strip_prefix('=') {
            Some(formula) => format!("<c r=\"{at}\"><f>{formula}</f><v>7</v></c>"),
            None => format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c>"),
        }
    });
    format!("<row r=\"{number}\">{}</row>", cells.collect::<String>())
}

/// A sheet with these rows, and whatever else.
fn sheet(rows: &[&[&str]], rest: &str) -> String {
    let rows = (1..).zip(rows).map(|(number, cells)| row(number, cells)).collect::<String>();
    format!("<worksheet xmlns:r=\"{KINDS}\"><sheetData>{rows}</sheetData>{rest}</worksheet>")
}

/// A workbook with the sheets 名单 and 字典, of which the second is hidden, and whatever else leads from the first.
fn workbook(sheet: &str, others: &[(&str, &str)], led: &[(&str, &str, &str)]) -> Vec<u8> {
    let main = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    let types = format!(
        "<Types xmlns=\"{TYPES}\"><Default Extension=\"rels\" ContentType=\"application/xml\"/>\
        <Default Extension=\"xml\" ContentType=\"application/xml\"/><Default Extension=\"bin\" ContentType=\"application/bin\"/>\
        <Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.ms-excel.sheet.macroEnabled.main+xml\"/>\
        <Override PartName=\"/xl/vbaProject.bin\" ContentType=\"application/vnd.ms-office.vbaProject\"/>\
        <Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"{main}.worksheet+xml\"/>\
        <Override PartName=\"/xl/worksheets/sheet2.xml\" ContentType=\"{main}.worksheet+xml\"/></Types>"
    );
    let book = format!(
        "<workbook xmlns:r=\"{KINDS}\"><sheets><sheet name=\"名单\" sheetId=\"1\" r:id=\"rId1\"/>\
        <sheet name=\"字典\" sheetId=\"2\" state=\"hidden\" r:id=\"rId2\"/></sheets><definedNames>\
        <definedName name=\"_xlnm.Print_Area\" localSheetId=\"0\">名单!$A$1:$D$9</definedName></definedNames></workbook>"
    );
    let book_leads = [
        ("rId1", "worksheet", "worksheets/sheet1.xml"),
        ("rId2", "worksheet", "worksheets/sheet2.xml"),
        ("rId3", "vbaProject", "vbaProject.bin"),
    ];
    let has_macros = others.iter().any(|(name, _)| *name == "xl/vbaProject.bin");
    let book_leads = leads(&book_leads[..if has_macros { 3 } else { 2 }]);
    let package_leads = leads(&[("rId1", "officeDocument", "xl/workbook.xml")]);
    let sheet_leads = leads(led);
    let mut parts = vec![
        ("[Content_Types].xml", types.as_str()),
        ("_rels/.rels", &package_leads),
        ("xl/workbook.xml", &book),
        ("xl/_rels/workbook.xml.rels", &book_leads),
        ("xl/worksheets/sheet1.xml", sheet),
        (
            "xl/worksheets/sheet2.xml",
            "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>甲类</t></is></c></row></sheetData></worksheet>",
        ),
        ("xl/worksheets/_rels/sheet1.xml.rels", &sheet_leads),
    ];
    parts.extend_from_slice(others);
    package(&parts)
}

#[test]
fn a_dropped_column_goes_and_formulas_follow() {
    let rows: [&[&str]; 4] = [
        &["序号", "病种", "乡镇", "=B2", "=C2"],
        &["1", "肺癌", "甲乡", "=字典!A1", "=SUM(B:C)"],
        &["2", "肺癌", "乙乡", "0", "0"],
        &["3", "肺癌", "丙乡", "0", "0"],
    ];
    let (_, out) = masked("名单.xlsx", &workbook(&sheet(&rows, ""), &[], &[]), &[]);
    let written = part(&out, "xl/worksheets/sheet1.xml").expect("the sheet");
    assert!(written.contains("<c r=\"B2\" t=\"inlineStr\"><is><t>甲乡</t></is></c>"), "{written}");
    for formula in ["字典!A1", "SUM(B:B)", "B2"] {
        assert!(written.contains(&format!("<f>{formula}</f><v>7</v>")), "{written}");
    }
    assert!(written.contains("<c t=\"e\" r=\"C1\"><f>#REF!</f><v>#REF!</v></c>"), "{written}");
    assert!(!written.contains("肺癌") && !written.contains("病种"));
    assert!(part(&out, "xl/workbook.xml").is_some_and(|book| book.contains(">名单!$A$1:$C$9<")));
}

#[test]
fn a_dropped_column_takes_its_words_in_a_heading_of_two_rows_along() {
    let rows: [&[&str]; 4] = [
        &["序号", "病 种（主要）", "户主信息", ""],
        &["", "", "姓名", "电话"],
        &["1", "肺癌", "王*坪", "139******01"],
        &["2", "肺癌", "李*岑", "139******02"],
    ];
    let merged = "<mergeCells count=\"3\"><mergeCell ref=\"A1:A2\"/><mergeCell ref=\"B1:B2\"/><mergeCell ref=\"C1:D1\"/></mergeCells>";
    let (_, out) = masked("名单.xlsx", &workbook(&sheet(&rows, merged), &[], &[]), &[]);
    let written = part(&out, "xl/worksheets/sheet1.xml").expect("the sheet");
    assert!(!written.contains("肺癌") && !written.contains("主要"), "{written}");
    assert!(written.contains("<c r=\"B1\" t=\"inlineStr\"><is><t>户主信息</t></is></c>"), "{written}");
}

#[test]
fn hidden_sheets_go_with_everything_that_leads_to_them() {
    let rows: [&[&str]; 2] = [&["序号", "乡镇"], &["1", "=字典!A1"]];
    let (report, out) = masked("名单.xlsx", &workbook(&sheet(&rows, ""), &[], &[]), &["hidden-sheets"]);
    assert!(report.notes.iter().any(|remark| remark.stripped && remark.id() == "hidden-sheet"));
    assert_eq!(part(&out, "xl/worksheets/sheet2.xml"), None);
    let written = part(&out, "xl/worksheets/sheet1.xml").expect("the sheet");
    assert!(written.contains("<c r=\"B2\"><v>7</v></c>"), "{written}");
    for name in ["[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"] {
        let text = part(&out, name).expect(name);
        assert!(!text.contains("sheet2") && !text.contains("字典") && !text.contains("rId2"), "{text}");
    }
}

#[test]
fn printer_settings_and_programs_leave_nothing_that_leads_to_them() {
    let rows: [&[&str]; 2] = [&["序号", "乡镇"], &["1", "甲乡"]];
    let setup = "<pageSetup paperSize=\"9\" r:id=\"rId7\"/>";
    let others =
        [("xl/printerSettings/printerSettings1.bin", "printer"), ("xl/vbaProject.bin", "Sub Main()")];
    let led = [("rId7", "printerSettings", "../printerSettings/printerSettings1.bin")];
    let (_, out) =
        masked("名单.xlsm", &workbook(&sheet(&rows, setup), &others, &led), &["printer-settings", "macros"]);
    let written = part(&out, "xl/worksheets/sheet1.xml").expect("the sheet");
    assert!(written.contains("<pageSetup paperSize=\"9\"/>"), "{written}");
    assert_eq!(part(&out, "xl/printerSettings/printerSettings1.bin"), None);
    assert_eq!(part(&out, "xl/vbaProject.bin"), None);
    // Programs open what is called xlsm only if it says that it may hold programs.
    let types = part(&out, "[Content_Types].xml").expect("types");
    assert!(types.contains("macroEnabled.main+xml") && !types.contains("vbaProject"), "{types}");
}

#[test]
fn embedded_files_go_with_what_shows_them() {
    let rows: [&[&str]; 2] = [&["序号", "乡镇"], &["1", "甲乡"]];
    let objects = "<oleObjects><AlternateContent><Choice><oleObject shapeId=\"1\" r:id=\"rId8\"/></Choice>\
        <Fallback><oleObject shapeId=\"1\" r:id=\"rId8\"/></Fallback></AlternateContent></oleObjects>";
    let others = [("xl/embeddings/oleObject1.bin", "\0\u{1}\0object\0")];
    let led = [("rId8", "oleObject", "../embeddings/oleObject1.bin")];
    let bytes = workbook(&sheet(&rows, objects), &others, &led);
    let report =
        pipeline(&[]).check(Source::Bytes { name: "名单.xlsx", bytes: &bytes }, &mut ()).expect("no fault");
    assert!(matches!(report.verdict, Verdict::NotInspected(_)));
    let (_, out) = masked("名单.xlsx", &bytes, &["embedded"]);
    assert_eq!(part(&out, "xl/embeddings/oleObject1.bin"), None);
    assert!(
        part(&out, "xl/worksheets/sheet1.xml")
            .is_some_and(|sheet| sheet.ends_with("</sheetData></worksheet>"))
    );
}

#[test]
fn hidden_rows_and_columns_go_or_are_shown() {
    let rows: [&[&str]; 4] =
        [&["序号", "乡镇", "数"], &["1", "甲乡", "5"], &["2", "乙乡", "6"], &["3", "丙乡", "7"]];
    let hidden = |rest: &str| {
        let sheet = sheet(&rows, rest).replace("<row r=\"3\">", "<row r=\"3\" hidden=\"1\">");
        let columns = "<cols><col min=\"2\" max=\"2\" hidden=\"1\"/></cols><sheetData>";
        workbook(&sheet.replace("<sheetData>", columns), &[], &[])
    };
    let strip = ["hidden-rows-and-columns"];
    let (_, out) = masked("名单.xlsx", &hidden(""), &strip);
    let written = part(&out, "xl/worksheets/sheet1.xml").expect("the sheet");
    assert!(
        !written.contains("乡")
            && !written.contains("hidden")
            && written.contains("<c r=\"B3\" t=\"inlineStr\"><is><t>7</t></is></c>"),
        "{written}"
    );
    // The text of a merged cell is shown though its first row is not.
    let (_, out) =
        masked("名单.xlsx", &hidden("<mergeCells><mergeCell ref=\"C3:C4\"/></mergeCells>"), &strip);
    let written = part(&out, "xl/worksheets/sheet1.xml").expect("the sheet");
    assert!(
        written.contains("<row r=\"3\" hidden=\"0\">") && written.contains("<mergeCell ref=\"B3:B4\"/>"),
        "{written}"
    );
}

/// Codes for how a header looks are no part of what stands behind them.
#[test]
fn numbers_behind_the_codes_of_a_header_are_found() {
    let header = "<headerFooter><oddHeader>&amp;L13800012001&amp;R&amp;1013800012002</oddHeader>\
                  <oddFooter>&amp;C第&amp;P页</oddFooter></headerFooter>";
    let (_, out) = masked("名单.xlsx", &workbook(&sheet(&[&["序号"], &["1"]], header), &[], &[]), &[]);
    let written = part(&out, "xl/worksheets/sheet1.xml").expect("the sheet");
    let wanted = header.replace("13800012001", "138******01").replace("13800012002", "138******02");
    assert!(written.contains(&wanted), "{written}");
}

#[test]
fn a_value_in_several_pieces_is_one() {
    for pieces in [
        "13800<!-- - -->012001",
        "13800<![CDATA[012001]]>",
        "13800<?a b?>012001",
        "13800</v><v>012001",
        "13800&#48;<!-- -->12001",
    ] {
        for kind in ["", " t=\"n\"", " t=\"str\""] {
            let cell = format!("<c r=\"B2\"{kind}><v>{pieces}</v></c></row>");
            let rows: [&[&str]; 2] = [&["序号", "手机"], &["1"]];
            let (before, after) =
                sheet(&rows, "").rsplit_once("</row>").map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap();
            let (_, out) = masked("名单.xlsx", &workbook(&[before, cell, after].concat(), &[], &[]), &[]);
            let written = part(&out, "xl/worksheets/sheet1.xml").expect("the sheet");
            assert!(written.contains("138******01") && !written.contains("12001"), "{written}");
        }
    }
}
