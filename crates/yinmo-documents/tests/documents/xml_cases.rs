//! Files in XML.

use yinmo_documents::{Encoding, Limits};

use crate::common::{notes, rewritten, said, try_read};

fn masked(xml: &str, wanted: &[&str]) -> String {
    String::from_utf8(rewritten("xml", xml.as_bytes(), wanted, "*").expect("a file")).expect("UTF-8")
}

#[test]
fn elements_say_what_they_are() {
    let xml = "<?xml version='1.0'?>\n<名单 户主='张三'>\n <人><姓名>李<!-- x -->四</姓名><tel>0571</tel><name>王&#x4E94;</name></人>\n \
               <备注><![CDATA[甲]]>乙<b>丙</b> 丁\n 戊</备注><x y='/a?b=%E5%BC%A0' d='1'/>尾<电话13800012001/>\n</名单><!-- 李四 -->";
    let expected = [
        "第3行 <姓名>|姓名：李四",
        "第3行 <tel>|电话：0571",
        "第3行 <name>|王五",
        "第4行 <备注>|备注：甲乙丙 丁",
        "第5行 <备注>|戊",
        "第5行 <名单>|名单：尾",
    ];
    let lines = said("xml", xml.as_bytes());
    for line in expected {
        assert!(lines.iter().any(|found| found == line), "{line} in {lines:?}");
    }
    for line in
        ["第2行 名单@户主|户主：张三", "第5行 x@y|/a?b=张", "第5行 元素名|电话13800012001", "第6行 注释|李四"]
    {
        assert!(lines.iter().any(|found| found == line), "{line} in {lines:?}");
    }
}

#[test]
fn changes_leave_the_file_well_formed() {
    let xml = "<a><电话13800012001>张<b>三</b></电话13800012001><c d=\"李&#x56DB;\"/><![CDATA[张三]]></a>";
    assert_eq!(
        masked(xml, &["13800012001", "张三", "李四"]),
        "<a><电话_>*<b></b></电话_><c d=\"*\"/><![CDATA[*]]></a>"
    );
    let out = rewritten(
        "xml",
        "<a b='张三'>张三<![CDATA[张三]]><!--张三--></a>".as_bytes(),
        &["张三"],
        "]]><\"'-->",
    )
    .expect("a file");
    let out = String::from_utf8(out).expect("UTF-8");
    assert!(said("xml", out.as_bytes()).len() >= 2, "{out}");
    assert_eq!(masked(xml, &["nothing"]), xml);
}

#[test]
fn documents_in_elements_are_read_as_what_they_are() {
    let xml = "<a><b>5aeT5ZCN77ya5byg5LiJ</b><c>&lt;p&gt;张&lt;b&gt;三&lt;/b&gt;</c><d><![CDATA[<p>李<i>四</i>]]></d><e>abcdefghijklmnop</e>\
               <f>R0lGODlhAQABAIAAAAAA</f></a>";
    let lines = said("xml", xml.as_bytes());
    assert!(lines.iter().any(|line| line.ends_with("姓名：张三")), "{lines:?}");
    assert!(lines.iter().any(|line| line.ends_with("|李四")), "{lines:?}");
    assert!(lines.iter().any(|line| line.ends_with("abcdefghijklmnop")), "{lines:?}");
    assert_eq!(notes("xml", xml.as_bytes()), ["第1行 <f>: unsupported-type"]);
    let out = masked(xml, &["张三", "李四"]);
    assert!(
        out.contains(
            "<b>5aeT5ZCN77yaKg==</b><c>&lt;p&gt;*&lt;b&gt;&lt;/b&gt;</c><d><![CDATA[<p>*<i></i>]]></d>"
        ),
        "{out}"
    );
}

#[test]
fn files_are_written_in_their_own_character_set() {
    let xml = "<?xml version='1.0' encoding='GBK'?><户主>张<!-- 㐀 -->三</户主>";
    let gb = encoding_rs::GB18030.encode(xml).0;
    let out = rewritten("xml", &gb, &["张三"], "某").expect("a file");
    assert_eq!(
        out,
        encoding_rs::GB18030
            .encode("<?xml version='1.0' encoding='GBK'?><户主>某<!-- 㐀 --></户主>")
            .0
            .into_owned()
    );
}

#[test]
fn what_is_refused() {
    let cases: [&[u8]; 8] = [
        b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
        b"<a>",
        b"<a></b>",
        b"<a b=c/>",
        b"<?xml version='1.0' encoding='utf-8'?><a>\xD5\xC5</a>",
        "<?xml version='1.0' encoding='gbk'?><a>张三</a>".as_bytes(),
        b"<?xml version='1.0' encoding='utf-16'?><a/>",
        b"<?xml version='1.0' encoding='big5'?><a>\xA4\xA4</a>",
    ];
    for xml in cases {
        assert!(try_read("xml", xml, Encoding::UTF_8, &Limits::default()).is_err());
    }
    // The same where it is read in steps.
    let limits = Limits { chunk_bytes: 4, ..Limits::default() };
    let xml = "<a><b>张三</b><b>李四</b>".as_bytes();
    assert!(try_read("xml", xml, Encoding::UTF_8, &limits).is_err());
    let xml = "<a><b>张三</b><b>李四</c></a>".as_bytes();
    assert!(try_read("xml", xml, Encoding::UTF_8, &limits).is_err());
}
