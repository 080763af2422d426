//! Pages: what is seen, what is not, and how it is written again.

use yinmo_documents::{Change, Encoding, Input, Limits, Scope};

use crate::common::{format, notes, read, rewritten, rewritten_by, said, try_read};

fn told(page: &str) -> Vec<String> {
    said("html", page.as_bytes())
}

fn masked(page: &str, wanted: &[&str]) -> String {
    String::from_utf8(rewritten("html", page.as_bytes(), wanted, "*").expect("a page")).expect("UTF-8")
}

#[test]
fn lines_are_those_that_people_see() {
    let page = "<p>身份证\n 号：33<b>01</b><!-- x --><wbr>06&#49;&shy;9</P>\n<div>a<br>b<div>c</div>d</div><ul><li>e<li>f</ul>\
                <pre> g\n  h</pre><span>i</span> <span>j </span> k<p>l&nbsp;m";
    let lines = [
        "第1行|身份证 号：3301061\u{AD}9",
        "第3行|a",
        "第3行|b",
        "第3行|c",
        "第3行|d",
        "第3行|e",
        "第3行|f",
        "第3行| g",
        "第4行|  h",
        "第4行|i j k",
        "第4行|l\u{A0}m",
        "第2行 注释| x ",
    ];
    let found = told(page);
    assert_eq!(found[..found.len()], lines[..11], "comments that say nothing are left out");
}

#[test]
fn a_value_is_replaced_where_it_begins() {
    let page = "<p>手机：138<b>0001</b>&#50;<!-- x -->0<i>01</i>\n 二</p>";
    assert_eq!(masked(page, &["13800012001"]), "<p>手机：*<b></b><!-- x --><i></i>\n 二</p>");
    assert_eq!(masked(page, &["01 二"]), "<p>手机：138<b>0001</b>&#50;<!-- x -->0<i>*</i></p>");
    assert_eq!(masked(page, &["nothing"]), page);
}

#[test]
fn tables_are_rows_and_columns() {
    let page = "<table><caption>名单</caption><tr><th rowspan=2>序号<th colspan=2>户主<tr><th>姓名<th>电话\
                <tr><td>1<td>张<b>三</b><td> 138\n 0001 <tr><td colspan=3>完</table>";
    let rows = ["第1行|名单", "[序号|户主|]", "[|姓名|电话]", "[1|张三|138 0001]", "[完||]"];
    assert_eq!(told(page), rows);
    // What holds tables is none, nor what holds the parts of a page.
    let page = "<table><tr><td>a<td><table><tr><td>b<td>c</table>d</table><table><tr><td>e<tr><td>f</table>";
    assert_eq!(told(page), ["第1行|a", "[b|c]", "第1行|d", "第1行|e", "第1行|f"]);
}

#[test]
fn removed_columns_go_with_their_cells() {
    let page = "<table><tr><th colspan=3>名单</th></tr><tr><td>1</td><td rowspan='2'>张三</td><td>x</td></tr>\n<tr><td>2<td>y</table>";
    let remove = |column| {
        let out = rewritten_by("html", page.as_bytes(), &mut |part, changes| {
            if part.column == column {
                changes.push(Change::remove(part.index));
            }
        });
        String::from_utf8(out.expect("a page")).expect("UTF-8")
    };
    assert_eq!(
        remove(2),
        "<table><tr><th colspan=2>名单</th></tr><tr><td>1</td><td>x</td></tr>\n<tr><td>2<td>y</table>"
    );
    assert_eq!(
        remove(1),
        "<table><tr><th colspan=2></th></tr><tr><td rowspan='2'>张三</td><td>x</td></tr>\n<tr><td>y</table>"
    );
}

#[test]
fn what_is_hidden_is_read_apart_and_noted() {
    let page = "<p>a<span style='display : none'>b</span>c</p><div hidden>d</div><input type=hidden value=13800012001>\n<noscript>e</noscript>\
                <p aria-hidden=true></p><p>f<rt>g</rt>h</p>";
    assert_eq!(
        told(page),
        ["第1行|ac", "第2行|fh", "第1行|b", "第1行|d", "第2行|e", "第2行|g", "第1行 input@value|13800012001"]
    );
    assert_eq!(notes("html", page.as_bytes()), ["第1行: hidden-text", "第2行: hidden-text"]);
}

#[test]
fn attributes_say_what_they_are() {
    let page = "<meta name=author content='张三'><img alt=\"见&quot;图\" class=一><a href='/q?xm=%E5%BC%A0%u4E09&tel=0571'>b</a>\
                <i data-x='{\"tel\":\"\\u0031\"}' onclick=\"f('\\u5f20')\"></i><input name=tel value=1 placeholder=电话><p 13800012001>";
    let lines = told(page);
    let expected = [
        "第1行|b 1 ",
        "第1行 meta@content|作者：张三",
        "第1行 img@alt|见\"图",
        "第1行 img@class|一",
        "第1行 a@href|/",
        "第1行 a@href|q?",
        "第1行 a@href|xm=",
        "第1行 a@href|姓名：张三&",
        "第1行 a@href|tel=",
        "第1行 a@href|电话：0571",
        "第1行 i@data-x|{\"tel\":\"",
        "第1行 i@data-x|电话：1",
        "第1行 i@data-x|\"}",
        "第1行 i@onclick|f('张')",
        "第1行 input@placeholder|电话",
        "第1行 <p>|13800012001",
    ];
    assert_eq!(lines, expected);
    assert_eq!(masked("<a title=a张三>", &["张三"]), "<a title=a*>");
    let out = rewritten("html", "<a title=张三>".as_bytes(), &["张三"], "a \"b").expect("a page");
    assert_eq!(out, b"<a title=a&#32;&quot;b>");
    assert_eq!(masked("<p 13800012001>", &["13800012001"]), "<p _>");
    assert_eq!(masked("<a href='?a=%E5%BC%A0%E4%B8%89'>", &["三"]), "<a href='?a=%E5%BC%A0*'>");
}

#[test]
fn documents_within_are_read_and_written_as_what_they_are() {
    let page = "<iframe srcdoc=\"&lt;p&gt;张<b>三</b>&amp;amp;\"></iframe><a href=\"data:text/csv;base64,5aeT5ZCNLGIK5byg5LiJLDEK\"></a>\
                <a href='data:,%E5%BC%A0%E4%B8%89'></a><style>a{b:url(data:image/gif;base64,R0lGODlhAQ==)}</style>";
    let lines = told(page);
    assert!(lines.iter().any(|line| line == "[张三|1]"), "{lines:?}");
    assert!(lines.iter().any(|line| line.ends_with("张三&")), "{lines:?}");
    assert_eq!(notes("html", page.as_bytes()), ["第1行 style: malformed"]);
    let expected = "<iframe srcdoc=\"&lt;p&gt;*&lt;b&gt;&lt;/b&gt;&amp;amp;\"></iframe><a href=\"data:text/csv;base64,5aeT5ZCNLGIKKiwxCg==\"></a>\
                    <a href='data:,%2A'></a><style>a{b:url(data:image/gif;base64,R0lGODlhAQ==)}</style>";
    assert_eq!(masked(page, &["张三"]), expected);
}

#[test]
fn comments_and_scripts_are_read_and_stay_what_they_are() {
    let page = "<!-- <tr><td>张<b>三</b></td></tr> --><script>var a = {name: '\\u5f20三', b: \"<p>李四\"} // 王五\n</script>";
    let lines = told(page);
    let script = r#"<script>w('<tr><td>张<b>三<\/b><\/td><td>1</td>'); var o = {"html": "<p>\u5f20<b>三</b>"}</script>"#;
    assert_eq!(
        masked(script, &["张三"]),
        r#"<script>w('\u003Ctr\u003E\u003Ctd\u003E*\u003Cb\u003E\u003C/b\u003E\u003C/td\u003E\u003Ctd\u003E1\u003C/td\u003E'); var o = {"html": "\u003Cp\u003E*\u003Cb\u003E\u003C/b\u003E"}</script>"#
    );
    for line in ["第1行 注释|张三", "第1行 script|姓名：张三"] {
        assert!(lines.iter().any(|found| found == line), "{line} in {lines:?}");
    }
    let expected =
        "<!-- <tr><td>*<b></b></td></tr> --><script>var a = {name: '*', b: \"<p>*\"} // *\n</script>";
    assert_eq!(masked(page, &["张三", "李四", "王五"]), expected);
    let out = rewritten("html", "<!--张三--><script>'张三'</script>".as_bytes(), &["张三"], "-->'</script>")
        .expect("a page");
    assert_eq!(
        out,
        "<!--‐‐＞'</script＞--><script>'--\\u003E\\u0027\\u003C/script\\u003E'</script>".as_bytes()
    );
}

#[test]
fn pages_are_written_in_their_own_character_set() {
    let page = "<meta charset=gb2312><p>户主：张<b>三</b>㐀，见€";
    let gb = encoding_rs::GB18030.encode(page).0;
    let out = rewritten("html", &gb, &["张三"], "某").expect("a page");
    let expected = "<meta charset=gb2312><p>户主：某<b></b>㐀，见€";
    assert_eq!(out, encoding_rs::GB18030.encode(expected).0.into_owned());
    let wide: Vec<u8> = [0xFEFF].into_iter().chain(page.encode_utf16()).flat_map(u16::to_be_bytes).collect();
    let expected: Vec<u8> =
        [0xFEFF].into_iter().chain(expected.encode_utf16()).flat_map(u16::to_be_bytes).collect();
    assert_eq!(rewritten("html", &wide, &["张三"], "某").expect("a page"), expected);
    for broken in
        [page.as_bytes(), b"<meta charset=utf-8>\xD5\xC5", b"a\0b", b"<meta charset=hz-gb-2312>~{VPND~}"]
    {
        assert!(try_read("html", broken, Encoding::UTF_8, &Limits::default()).is_err());
    }
}

#[test]
fn small_chunks_say_the_same() {
    let page = "<p>a<p>b<table><tr><td>c<td>d<tr><td>e<td>f</table><p title=张三>g<!-- 李四 -->".repeat(20);
    let whole = said("html", page.as_bytes());
    let chunks = read("html", page.as_bytes(), Encoding::UTF_8, 8);
    assert!(chunks.len() > 20);
    assert_eq!(whole.iter().filter(|line| line.contains("[e|f]")).count(), 20);
    let rows = chunks
        .iter()
        .flat_map(yinmo_documents::Chunk::records)
        .filter(|record| matches!(record, yinmo_documents::Record::Row { .. }));
    assert_eq!(rows.count(), 40);
}

#[test]
fn what_is_broken_costs_no_time() {
    let all = [
        "<",
        "<a ",
        "<a b=\"",
        "<!--",
        "<!-- --",
        "<script>",
        "</",
        "<table>",
        "<td colspan=99 rowspan=9>",
        "&#",
        "<b>",
        "<i hidden>x",
        "data:a/b,",
        "\\u",
        "%E5",
        "<svg><title>",
        "<a b='c' ",
    ];
    for piece in all {
        let page = piece.repeat(20_000);
        let _ = said("html", page.as_bytes());
        assert_eq!(
            rewritten("html", page.as_bytes(), &["张三"], "*").expect("a page"),
            page.as_bytes(),
            "{piece}"
        );
    }
}

#[test]
fn pages_say_where_they_lead() {
    let page = "<base href='/a/'><a href='%E5%90%8D.xls?x=1&amp;y=2'>\n<a href=#top><a href=''><img src=a.png>\
                <meta http-equiv=refresh content=\"0; url='b.html'\">\n<a href=\"javascript:down('c\\/d.doc', 'x')\">\
                <p onclick=\"open(&quot;e.pdf&quot;)\"><script>var f = \"f.xlsx\", g = 'g';</script><!-- <a href=h.xls> -->";
    let input = Input::memory(page.as_bytes(), Encoding::UTF_8);
    let mut document = format("html").open(input, &Scope::new(&Limits::default()));
    while document.next_chunk().expect("a page").is_some() {}
    let links: Vec<_> =
        document.take_links().into_iter().map(|link| (link.place.to_string(), link.target)).collect();
    let expected = [
        ("第1行 链接", "/a/"),
        ("第1行 链接", "%E5%90%8D.xls?x=1&y=2"),
        ("第2行 链接", "a.png"),
        ("第2行 链接", "b.html"),
        ("第3行 链接", "c/d.doc"),
        ("第3行 链接", "e.pdf"),
        ("第3行 链接", "f.xlsx"),
    ];
    assert_eq!(links, expected.map(|(place, target)| (place.to_owned(), target.to_owned())));
}
