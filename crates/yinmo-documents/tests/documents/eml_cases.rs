//! Mail.

use crate::common::{notes, rewritten, said};

const MAIL: &str = "From: =?utf-8?B?5byg5LiJ?= <a@example.com>\r\nSubject: =?gb2312?Q?=D5=C5?=\r\n =?gb2312?Q?=C8=FD?= x\r\n\
DKIM-Signature: v=1; d=example.com;\r\n b=abc\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"x\"\r\n\r\n张三\r\n\
--x\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n=E5=BC=\r\n=A0=E4=B8=89=0A\r\nend=\r\n\r\n\
--x\r\nContent-Type: text/html; charset=gbk\r\nContent-Transfer-Encoding: base64\r\n\r\nPHA+1cU8Yj7I/TwvYj4=\r\n\
--x\r\nContent-Type: text/csv; name=\"a.csv\"\r\nContent-Disposition: attachment;\r\n filename*0*=utf-8''%E5%BC%A0%E4;\r\n filename*1*=%B8%89.csv\r\n\r\n姓名,a\r\n张三,1\r\n\
--x\r\nContent-Type: message/rfc822\r\n\r\nTo: 张三\r\n\r\n张三\r\n\
--x\r\nContent-Type: application/pkcs7-signature; name=smime.p7s\r\nContent-Transfer-Encoding: base64\r\n\r\nMIIBAAA=\r\n--x--\r\nbehind 张三";

#[test]
fn every_part_of_a_mail_is_read() {
    let lines = said("eml", MAIL.as_bytes());
    let expected = [
        "邮件头 发件人|发件人：张三 <a@example.com>",
        "邮件头 主题|主题：张三 x",
        "邮件各部分之外|张三",
        "正文 › 第1行|张三",
        "正文（网页） 2 › 第1行|张三",
        "[张三|1]",
        "邮件头 Content-Disposition|文件名：张三.csv",
        "邮件 3 › 邮件头 收件人|收件人：张三",
        "邮件 3 › 正文 › 第1行|张三",
        "邮件各部分之外|behind 张三",
    ];
    for line in expected {
        assert!(lines.iter().any(|found| found == line), "{line} in {lines:#?}");
    }
    assert!(!lines.iter().any(|line| line.contains("MIME-Version")), "which says nothing of anybody");
    let notes = notes("eml", MAIL.as_bytes());
    for note in ["邮件头 DKIM-Signature: Signature", "smime.p7s: Signature", "smime.p7s: binary"] {
        assert!(notes.iter().any(|found| found == note), "{note} in {notes:?}");
    }
}

#[test]
fn parts_are_written_in_their_own_way() {
    let out = rewritten("eml", MAIL.as_bytes(), &["张三"], "某").expect("a mail");
    let out = String::from_utf8(out).expect("UTF-8");
    let expected = "From: =?utf-8?B?5p+Q?= <a@example.com>\r\nSubject: =?gb2312?Q?=C4=B3?= x\r\n\
MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"x\"\r\n\r\n某\r\n\
--x\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n=E6=9F=90\n\r\nend=\r\n\r\n\
--x\r\nContent-Type: text/html; charset=gbk\r\nContent-Transfer-Encoding: base64\r\n\r\nPHA+xLM8Yj48L2I+\r\n\
--x\r\nContent-Type: text/csv; name=\"a.csv\"\r\nContent-Disposition: attachment;\r\n filename*0*=utf-8''%E6%9F%90.csv\r\n\r\n姓名,a\r\n某,1\r\n\
--x\r\nContent-Type: message/rfc822\r\n\r\nTo: 某\r\n\r\n某\r\n\
--x\r\nContent-Type: application/pkcs7-signature; name=smime.p7s\r\nContent-Transfer-Encoding: base64\r\n\r\n\r\n--x--\r\nbehind 某";
    assert_eq!(out, expected);
    assert_eq!(rewritten("eml", MAIL.as_bytes(), &["nothing"], "").expect("a mail"), MAIL.as_bytes());
}

#[test]
fn mail_in_gb18030_without_saying_so() {
    let mail = "Subject: 张三\n\n户主：张三\n";
    let gb = encoding_rs::GB18030.encode(mail).0;
    let out = rewritten("eml", &gb, &["张三"], "某").expect("a mail");
    assert_eq!(out, encoding_rs::GB18030.encode("Subject: 某\n\n户主：某\n").0.into_owned());
}

#[test]
fn what_cannot_be_read_is_noted() {
    let part = |head: &str, body: &str| format!("{head}\n\n{body}");
    let cases = [
        (part("Content-Type: text/plain; charset=utf-8", "\u{0}\u{1}"), "正文: binary"),
        (part("Content-Type: text/plain; charset=big5", "张三"), "正文: undecodable"),
        (part("Content-Type: text/plain; charset=gbk", "张三"), "正文: undecodable"),
        (part("Content-Type: text/plain; charset=iso-2022-cn", "a"), "正文: undecodable"),
        (part("Content-Transfer-Encoding: base64", "5!"), "正文: malformed"),
        (part("Content-Transfer-Encoding: x-uuencode", "begin"), "正文: malformed"),
        (part("Subject: =?big5?B?pKQ=?=", ""), "邮件头 主题: undecodable"),
        (
            part("Content-Type: image/png; name=a.png\nContent-Transfer-Encoding: base64", "iVBORw0KGgoA"),
            "a.png: unsupported-type",
        ),
    ];
    for (mail, expected) in cases {
        assert_eq!(notes("eml", mail.as_bytes()), [expected], "{mail}");
    }
}

#[test]
fn deep_mails_end() {
    let nested = "Content-Type: message/rfc822\n\n".repeat(50) + "a";
    assert!(notes("eml", nested.as_bytes()).iter().any(|note| note.ends_with("too-large")));
    let mut parts = String::new();
    for nth in 0..60 {
        parts += &format!("Content-Type: multipart/mixed; boundary=b{nth}\n\n--b{nth}\n");
    }
    assert!(rewritten("eml", parts.as_bytes(), &["a"], "b").is_err());
}
