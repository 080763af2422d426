//! A saved website: which page publishes which file.

use insta::assert_snapshot;
use serde_json::Value;
use yinmo_tests::program::Desk;

const LIST: &str = "姓名,手机\n王建坪,13800012001\n";

/// A page in UTF-8, one in GBK, with what the browser does on a click, and one that says where its addresses start.
fn desk() -> Desk {
    let plain = "<!DOCTYPE html>\n<meta charset=utf-8>\n<p>关于公布名单的通知</p>\n\
                 <a href=\"附件/%E5%90%8D%E5%8D%95.csv?v=2#1\">附件1</a>\n<a href='附件/没有.doc'>附件2</a>\n\
                 <a href=\"https://www.example.com/别处.doc\">别处</a> <a href='mailto:a@example.com'>来信</a>\n";
    let clicked = "<meta charset=gbk>\n<a href='javascript:;' onclick=\"window.open('/附件/%C9%A8%C3%E8.pdf')\">扫描件</a>\n";
    let based = "<base href='../附件/'>\n<iframe src='名单.csv'></iframe>\n";
    Desk::default()
        .with("站/通知.html", plain)
        .with("站/n/扫描.htm", encoding_rs::GB18030.encode(clicked).0)
        .with("站/n/嵌入.html", based)
        .with("站/附件/名单.csv", LIST)
        .with("站/附件/扫描.pdf", b"%PDF-1.7\n")
        .with("站/旧/名单.csv", LIST)
        .with("站/说明.txt", "公示期7天\n")
}

#[test]
fn the_report_says_which_page_publishes_a_file() {
    let out = desk().run("check 站").out();
    let section = out.find("网页链接到的文件").map(|at| &out[at..]);
    assert_snapshot!(section.unwrap_or(&out), @"
    网页链接到的文件
      站/附件/名单.csv：脱敏后方可公开；链接在 站/n/嵌入.html 第2行 链接、站/通知.html 第4行 链接
      站/附件/扫描.pdf：未检查；链接在 站/n/扫描.htm 第2行 链接
    没有网页链接到的文件
      站/旧/名单.csv：脱敏后方可公开
    链接到而不在其中的文件，未检查
      附件/没有.doc；链接在 站/通知.html 第5行 链接
    未检查 1 个，不可视为可以公开
      站/附件/扫描.pdf：暂不支持的文件类型：PDF 文件。请另存为 docx、xlsx、pptx、ofd、html 或 txt、csv、json 后再检查，或交人工审核
    规则：一般公开 (general-publication 2026.11)
    ");
}

#[test]
fn machines_learn_it_too() {
    let report: Value = serde_json::from_str(&desk().run("check 站 --format json").out()).unwrap();
    let summary = &report["summary"];
    let links_of = |path: &str| {
        let documents = summary["documents"].as_array().unwrap();
        documents.iter().find(|document| document["path"] == path).unwrap()["linked_from"].clone()
    };
    let link = |path: &str, place: &str| serde_json::json!({ "path": path, "place": place });
    let both = [link("站/n/嵌入.html", "第2行 链接"), link("站/通知.html", "第4行 链接")];
    assert_eq!(links_of("站/附件/名单.csv"), Value::from(both.to_vec()));
    assert_eq!(links_of("站/旧/名单.csv"), Value::from(Vec::<Value>::new()));
    assert_eq!(links_of("站/通知.html"), Value::Null, "a page is no attachment");
    let scanned = link("站/n/扫描.htm", "第2行 链接");
    assert_eq!(summary["files"]["skipped"][0]["linked_from"], Value::from(vec![scanned]));
    let missing =
        serde_json::json!([{ "path": "附件/没有.doc", "linked_from": link("站/通知.html", "第5行 链接") }]);
    assert_eq!(summary["missing_files"], missing);
}

#[test]
fn without_pages_nothing_is_said_of_links() {
    let desk = Desk::default().with("in/名单.csv", LIST);
    assert!(!desk.run("check in").out().contains("链接"));
    assert!(!desk.run("check in --format json").out().contains("linked_from"));
}

/// A page that is checked alone leads to files that were not given: that is no reason to fail.
#[test]
fn a_lone_page_names_what_it_leads_to() {
    let page = "<meta charset=utf-8><a href='名单.xls'>名单</a><a href='a.css'>x</a>";
    let ended = Desk::default().with("通知.html", page).run("check 通知.html");
    assert_eq!(ended.code, 0, "{ended}");
    assert!(ended.out().contains("名单.xls；链接在 通知.html 第1行 链接"), "{ended}");
    assert!(!ended.out().contains("a.css"), "{ended}");
}

/// What a link names of people is hidden as in names of files.
#[test]
fn a_name_in_a_link_is_not_shown() {
    let page = "<meta charset=utf-8><p>户主王建坪</p><a href='330106190102030017.doc'>申请</a>";
    let ended = Desk::default().with("通知.html", page).run("check 通知.html");
    assert!(ended.out().contains("链接到而不在其中"), "{ended}");
    assert!(!ended.out().contains("330106190102030017"), "{ended}");
}

/// What is masked where it stands is opened by its real path; pages know it by the one it was found at.
#[test]
#[cfg(unix)]
fn pages_lead_to_what_is_not_followed_when_masked_in_place_too() {
    let desk = Desk::default().with("in/通知.html", "<a href='link.txt'>附件</a>").with("real.txt", LIST);
    std::os::unix::fs::symlink("../real.txt", desk.path().join("in/link.txt")).unwrap();
    let out = desk.run("mask in --in-place --backup").out();
    assert!(out.contains("in/link.txt：未检查；链接在 ") && !out.contains("链接到而不在其中"), "{out}");
}
