//! The page for offices.

use super::{desk, report};
use yinmo_tests::program::Desk;

#[test]
fn the_verdict_comes_first_and_then_what_to_do() {
    let page = report(&desk(), "check in", "html");
    let at = |words: &str| page.find(words).unwrap_or_else(|| panic!("{words}:\n{page}"));
    let order = [
        "<h1>",
        "还不能公开：",
        "不要发布，遮盖后也不行",
        "<h2>文件</h2>",
        "<h2>须处理的文件</h2>",
        "孤儿.csv",
        "扫描.pdf",
    ];
    assert!(order.map(at).is_sorted());
    assert!(at("扫描.pdf") < at("in/名单.csv"), "what was not read goes before what can be masked");
    assert!(page.contains("<td class=\"place\">B2</td><td class=\"kind\">居民身份证号码</td><td class=\"preview\">330***************</td>"));
    assert!(page.contains("没有须处理内容的文件"));
}

#[test]
fn nothing_runs_and_nothing_is_loaded() {
    let desk = Desk::default()
        .with("<script>alert(1)<_script>\"'&.txt", "电话：13800012001\n")
        .with("b.csv", "\"<img src=x onerror=y>\",孤儿姓名\n1,王建坪\n");
    let page = report(&desk, "check .", "html");
    assert!(page.contains("http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';"));
    for words in ["<script", "<img", "<link", "<iframe", "url(", "@import", "javascript:", "http:", "https:"]
    {
        assert!(!page.contains(words), "{words}");
    }
    let tags = page.split('<').skip(1).filter_map(|tag| tag.split('>').next());
    assert!(
        tags.into_iter().all(|tag| !tag.contains("src=") && !tag.contains(" on") && !tag.contains("href"))
    );
    assert!(page.contains("&lt;script&gt;alert(1)&lt;_script&gt;&quot;&#39;&amp;.txt"), "{page}");
}

/// Every element that is opened is closed, in order.
#[test]
fn the_page_is_well_formed() {
    const VOID: [&str; 2] = ["meta", "!DOCTYPE"];
    let desk = desk();
    for arguments in ["check in", "check in --lang en", "mask in -O out", "check in/公示期.md", "check 没有"]
    {
        let page = report(&desk, arguments, "html");
        let mut open: Vec<&str> = Vec::new();
        for tag in page.split('<').skip(1) {
            let name = tag.split(|c: char| c == '>' || c.is_whitespace()).next().unwrap();
            match name.strip_prefix('/') {
                Some(name) => assert_eq!(open.pop(), Some(name), "{arguments}"),
                None if VOID.contains(&name) => {}
                None => open.push(name),
            }
        }
        assert!(open.is_empty(), "{arguments}: {open:?}");
    }
}

#[test]
fn what_was_masked_is_named_with_what_was_written() {
    let desk = Desk::default().with("a.txt", "电话：13800012001\n").with("b.txt", "公示期7天\n");
    let page = report(&desk, "mask a.txt b.txt -O out", "html");
    assert!(page.contains("全部写出：1 个文件已脱敏，1 个文件可以公开"), "{page}");
    assert!(page.contains("a.txt（写为 out/a.txt）"), "{page}");
}

#[test]
fn many_findings_are_counted() {
    let rows: String = (0..300).map(|nth| format!("电话：138{:08}\n", 12_001 + nth)).collect();
    let page = report(&Desk::default().with("a.txt", rows), "check a.txt", "html");
    assert_eq!(page.matches("<td class=\"place\">").count(), 200);
    assert!(page.contains("另有 100 处未逐一列出"));
}
