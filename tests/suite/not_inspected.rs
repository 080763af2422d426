//! What is not read is named, with the reason and the next step, and is never clean.

use insta::assert_snapshot;
use yinmo_tests::program::Desk;

/// The first bytes by which each type is told.
fn zip(first_name: &str) -> Vec<u8> {
    let mut bytes =
        b"PK\x03\x04\x14\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"
            .to_vec();
    bytes.extend(u16::try_from(first_name.len()).unwrap().to_le_bytes());
    bytes.extend([0, 0]);
    bytes.extend(first_name.as_bytes());
    bytes
}

fn desk() -> Desk {
    Desk::default()
        .with("01-表.xlsx", zip("xl/workbook.xml"))
        .with("02-文.docx", zip("word/document.xml"))
        .with("03-扫描.pdf", b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n")
        .with("04-图.png", b"\x89PNG\r\n\x1A\n\x00\x00\x00\rIHDR")
        .with("05-图.jpg", b"\xFF\xD8\xFF\xE0\x00\x10JFIF")
        .with("06-包.zip", zip("名单.csv"))
        .with("07-旧.doc", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")
        .with("08-加密.xlsx", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")
        .with("09-伪装.csv", zip("xl/workbook.xml"))
        .with("10-二进制.txt", [0u8, 1, 2, 3, 255, 0, 0, 7].repeat(8))
        .with("11-名片.vcf", "BEGIN:VCARD\r\nTEL:13800012001\r\nEND:VCARD\r\n")
        .with("12-坏.json", "{\"a\": ")
        .with("13-无扩展名", b"%PDF-1.4\n")
}

#[test]
fn each_type_is_named_with_its_reason_and_next_step() {
    assert_snapshot!(desk().run("check ."), @"
    exit code: 3
    ----- stdout -----
    读完 0 个文件
    未检查 13 个，不可视为可以公开
      ./01-表.xlsx：内容不符合该格式的规则（第 0 字节处）。请用生成该文件的程序重新导出
      ./02-文.docx：内容不符合该格式的规则（第 0 字节处）。请用生成该文件的程序重新导出
      ./03-扫描.pdf：暂不支持的文件类型：PDF 文件。请另存为 docx、xlsx、pptx、ofd、html 或 txt、csv、json 后再检查，或交人工审核
      ./04-图.png：内容不符合该格式的规则（第 8 字节处）。请用生成该文件的程序重新导出
      ./05-图.jpg：内容不符合该格式的规则（第 2 字节处）。请用生成该文件的程序重新导出
      ./06-包.zip：内容不符合该格式的规则（第 0 字节处）。请用生成该文件的程序重新导出
      ./07-旧.doc：内容不符合该格式的规则（第 0 字节处）。请用生成该文件的程序重新导出
      ./08-加密.xlsx：文件已加密。请去除密码后再检查
      ./09-伪装.csv：扩展名与内容不符。请核对文件来源，改正扩展名后再检查
      ./10-二进制.txt：不是文本文件。请交人工审核
      ./11-名片.vcf：暂不支持的文件类型：名片或日历。请另存为 docx、xlsx、pptx、ofd、html 或 txt、csv、json 后再检查，或交人工审核
      ./12-坏.json：内容不符合该格式的规则（第 6 字节处）。请用生成该文件的程序重新导出
      ./13-无扩展名：暂不支持的文件类型：PDF 文件。请另存为 docx、xlsx、pptx、ofd、html 或 txt、csv、json 后再检查，或交人工审核
    规则：一般公开 (general-publication 2026.11)
    ----- stderr -----
    ");
}

#[test]
fn the_same_in_english() {
    assert_snapshot!(desk().run("check . --lang en"), @"
    exit code: 3
    ----- stdout -----
    files read whole: 0
    13 not inspected, and so not clean
      ./01-表.xlsx: the content breaks the rules of its format (at byte 0); export it again from the program that made it
      ./02-文.docx: the content breaks the rules of its format (at byte 0); export it again from the program that made it
      ./03-扫描.pdf: unsupported file type: PDF document; save it as docx, xlsx, pptx, ofd, html or txt, csv, json and check again, or have a person review it
      ./04-图.png: the content breaks the rules of its format (at byte 8); export it again from the program that made it
      ./05-图.jpg: the content breaks the rules of its format (at byte 2); export it again from the program that made it
      ./06-包.zip: the content breaks the rules of its format (at byte 0); export it again from the program that made it
      ./07-旧.doc: the content breaks the rules of its format (at byte 0); export it again from the program that made it
      ./08-加密.xlsx: the file is encrypted; remove the password and check again
      ./09-伪装.csv: the extension contradicts the content; find out where it came from, correct the extension, check again
      ./10-二进制.txt: not a text file; have a person review it
      ./11-名片.vcf: unsupported file type: contact card or calendar; save it as docx, xlsx, pptx, ofd, html or txt, csv, json and check again, or have a person review it
      ./12-坏.json: the content breaks the rules of its format (at byte 6); export it again from the program that made it
      ./13-无扩展名: unsupported file type: PDF document; save it as docx, xlsx, pptx, ofd, html or txt, csv, json and check again, or have a person review it
    rules: General publication (general-publication 2026.11)
    ----- stderr -----
    ");
}

#[test]
fn machines_get_the_reason_by_its_id() {
    let out = desk().run("check . --format json").out();
    let report: serde_json::Value = serde_json::from_str(&out).unwrap();
    let skipped = report["summary"]["files"]["skipped"].as_array().unwrap();
    let reasons: Vec<&str> = skipped.iter().map(|file| file["reason"].as_str().unwrap()).collect();
    assert_eq!(skipped.len(), 13);
    for reason in ["unsupported-type", "encrypted", "extension-contradicts-content", "binary", "malformed"] {
        assert!(reasons.contains(&reason), "{reason} in {reasons:?}");
    }
    assert_eq!(report["summary"]["files"]["read"], 0);
    assert_eq!(report["summary"]["exit_code"], 3);
}

#[test]
fn none_of_them_is_written() {
    let desk = desk();
    let inputs = desk.files();
    let ended = desk.run("mask . -O out");
    assert_eq!(ended.code, 3, "{ended}");
    assert!(ended.out().contains("03-扫描.pdf：未检查，未写出"), "{ended}");
    assert_eq!(desk.files(), inputs);
}
