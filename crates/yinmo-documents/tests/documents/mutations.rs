//! Files of markup and mail with anything cut out, doubled or moved: they are read, or refused, and stay as they are.

use proptest::prelude::*;
use yinmo_documents::{Change, Encoding, Limits};

use crate::common::{rewritten, rewritten_by, try_read};

const FILES: [(&str, &str); 3] = [
    (
        "html",
        "<!DOCTYPE html><meta charset=utf-8><title>公示</title><table><tr><th rowspan=2>姓名<th colspan=2>电话<tr><td>张&#19977;</td><td hidden>x</table>\
         <!-- <b>李四</b> --><script>var a={\"name\":\"\\u5f20三\",b:'%E5%BC%A0'}</script><iframe srcdoc=\"&lt;p title='王五'&gt;a\"></iframe>\
         <svg><![CDATA[a]]></svg><a href='data:text/html;base64,PHA+5byg5LiJ'>x</a><input value=13800012001 name=tel><textarea> a\n</textarea><ruby>a<rt>b</rt></ruby>",
    ),
    (
        "xml",
        "<?xml version='1.0'?><名单 户主='张三'><人><姓名>李&#x56DB;</姓名><b>5aeT5ZCN77ya5byg5LiJ</b><c>&lt;p&gt;王&lt;/p&gt;</c></人><![CDATA[<p>a</p>]]><d13800012001/></名单>",
    ),
    (
        "eml",
        "From: =?utf-8?B?5byg5LiJ?= =?gbk?q?=D5?= <a@b>\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\na\r\n--x\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n=E5=BC=\r\n=A0\r\n\
         --x\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: a; filename*0*=utf-8''%E5%BC;filename*1*=%A0\r\n\r\nPHA+5byg5LiJ\r\n--x--\r\nb",
    ),
];

/// Any file with some of its bytes cut out or put in elsewhere.
fn mutated() -> impl Strategy<Value = (&'static str, Vec<u8>)> {
    let cut = (any::<prop::sample::Index>(), 0..24_usize, any::<prop::sample::Index>(), 0..3_u8);
    (0..FILES.len(), prop::collection::vec(cut, 0..6)).prop_map(|(nth, cuts)| {
        let (id, file) = FILES[nth];
        let mut bytes = file.as_bytes().to_vec();
        for (from, len, to, what) in cuts {
            let from = from.index(bytes.len().max(1));
            let piece = bytes[from..(from + len).min(bytes.len())].to_vec();
            if what > 0 {
                bytes.drain(from..from + piece.len());
            }
            if what < 2 {
                let to = to.index(bytes.len() + 1);
                bytes.splice(to..to, piece);
            }
        }
        (id, bytes)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, ..ProptestConfig::default() })]

    #[test]
    fn what_nothing_is_changed_in_stays((id, bytes) in mutated(), chunk_bytes in 1..200_usize) {
        let limits = Limits { chunk_bytes, ..Limits::default() };
        if try_read(id, &bytes, Encoding::UTF_8, &limits).is_ok() {
            prop_assert_eq!(rewritten(id, &bytes, &["nothing of the sort"], "").expect("it was read"), bytes);
        }
    }

    /// All that is read can be replaced, and what comes of it can be read.
    #[test]
    fn everything_that_is_read_can_be_replaced((id, bytes) in mutated()) {
        if try_read(id, &bytes, Encoding::UTF_8, &Limits::default()).is_err() {
            return Ok(());
        }
        for wanted in ["张", "a", "1", "<", "=", "\\u5f20"] {
            if let Ok(out) = rewritten(id, &bytes, &[wanted], "某") {
                prop_assert!(try_read(id, &out, Encoding::UTF_8, &Limits::default()).is_ok() || id == "xml");
            }
        }
        let removed = rewritten_by(id, &bytes, &mut |part, changes| {
            if part.column == 2 {
                changes.push(Change::remove(part.index));
            }
        });
        prop_assert!(removed.is_ok());
    }
}
