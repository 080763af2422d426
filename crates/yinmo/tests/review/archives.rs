//! What archives and fixed-layout documents say beside their files, and what of them stays as it was.

use std::io::Cursor;

use yinmo::{Pipeline, Source, Verdict};

use crate::package::{package, part};

fn masked(name: &str, bytes: &[u8]) -> Vec<u8> {
    let (report, out) =
        Pipeline::default().mask_bytes(Source::Bytes { name, bytes }, &mut ()).expect("no fault");
    assert_eq!(report.verdict, Verdict::Masked, "{name}");
    out
}

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

/// A header and its data, in whole blocks.
fn member(name: &str, kind: u8, owner: &str, data: &[u8]) -> Vec<u8> {
    let mut block = vec![0; 512];
    block[..name.len()].copy_from_slice(name.as_bytes());
    block[100..124].copy_from_slice(b"0000644\x000001750\x000001750\0");
    block[124..136].copy_from_slice(format!("{:011o}\0", data.len()).as_bytes());
    block[136..148].copy_from_slice(b"14545454545\0");
    block[156] = kind;
    block[257..265].copy_from_slice(b"ustar\x0000");
    block[265..265 + owner.len()].copy_from_slice(owner.as_bytes());
    block[148..156].fill(b' ');
    let sum: u32 = block.iter().map(|&byte| u32::from(byte)).sum();
    block[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    block.extend(data);
    block.resize(block.len().next_multiple_of(512), 0);
    block
}

fn record(key: &str, value: &str) -> Vec<u8> {
    let rest = key.len() + value.len() + 3;
    let len = rest + if rest + 2 < 100 { 2 } else { 3 };
    format!("{len} {key}={value}\n").into_bytes()
}

#[test]
fn members_of_a_tar_archive_in_which_nothing_changes_keep_their_headers() {
    let plain = member("说明.txt", b'0', "root", "本表按月更新。\n".as_bytes());
    let list = member("名单.csv", b'0', "root", "姓名,手机\n王建坪,13800012001\n".as_bytes());
    let out = masked("a.tar", &[&list[..], &plain, &[0; 1024]].concat());
    assert!(out.ends_with(&[&plain[..], &[0; 1024]].concat()));
    assert!(holds(&out, "王*坪,138") && !holds(&out, "13800012001"));
    assert!(holds(&out[..512], "root"));
}

#[test]
fn owners_comments_and_long_names_of_a_tar_archive_go_or_are_masked() {
    let long = format!("{}/户主王建坪13800012001.txt", "文件夹".repeat(12));
    let comment = record("comment", "户主：赵玉梵，手机：13800012002");
    let cases = [
        vec![
            member("x", b'x', "", &[record("path", &long), comment].concat()),
            member("x", b'0', "", b"abc\n"),
        ],
        vec![
            member("././@LongLink", b'L', "", &[long.as_bytes(), b"\0"].concat()),
            member("x", b'0', "", b"abc\n"),
        ],
        vec![member("a.txt", b'0', "赵玉梵", b"abc\n"), member("b", b'2', "赵玉梵", b"")],
        vec![
            member("x", b'g', "", &record("comment", "手机：13800012003")),
            member("a.txt", b'0', "", b"abc\n"),
        ],
    ];
    for (nth, case) in cases.into_iter().enumerate() {
        let out = masked("a.tar", &[&case.concat()[..], &[0; 1024]].concat());
        for gone in ["13800012001", "13800012002", "13800012003", "赵玉梵", "王建坪"] {
            assert!(!holds(&out, gone), "{nth}: {gone}");
        }
        assert!(holds(&out, "abc\n"), "{nth}");
        let again = Pipeline::default().check(Source::Bytes { name: "a.tar", bytes: &out }, &mut ());
        assert_eq!(again.expect("no fault").verdict, Verdict::Clean, "{nth}");
    }
}

#[test]
fn names_and_comments_of_gzip_files_go() {
    let content = "本表按月更新。\n".as_bytes();
    let mut gzip = vec![0x1F, 0x8B, 8, 8 | 16, 1, 2, 3, 4, 0, 3];
    gzip.extend("户主王建坪13800012001.txt\0手机：13800012002\0".as_bytes());
    let head = gzip.len();
    gzip.extend([1, content.len() as u8, 0, !(content.len() as u8), 0xFF]);
    gzip.extend(content);
    let mut crc = flate2::Crc::new();
    crc.update(content);
    gzip.extend(crc.sum().to_le_bytes());
    gzip.extend(crc.amount().to_le_bytes());
    let out = masked("说明.txt.gz", &gzip);
    assert_eq!(out, [&[0x1F, 0x8B, 8, 0, 1, 2, 3, 4, 0, 3], &gzip[head..]].concat());
}

#[test]
fn characters_of_a_page_stay_where_they_are_and_glyphs_by_number_go() {
    let digits: String = "13800012001"
        .chars()
        .zip(0..)
        .map(|(c, nth)| format!("<o:TextCode X='{}' Y='5'>{c}</o:TextCode>", nth * 2))
        .collect();
    let page = format!(
        "<o:Page xmlns:o='x'><o:Content><o:Layer><o:TextObject Boundary='30 10 90 8' Size='4'>\
         <o:CGTransform CodePosition='0' CodeCount='3' GlyphCount='3'><o:Glyphs>71 72 73</o:Glyphs></o:CGTransform>\
         <o:CGTransform CodePosition='3' CodeCount='8' GlyphCount='1'><o:Glyphs>74</o:Glyphs></o:CGTransform>{digits}\
         </o:TextObject><o:TextObject Boundary='10 10 20 8' Size='4'><o:TextCode X='0' Y='5' DeltaX='g 2 4'>手机：</o:TextCode>\
         </o:TextObject></o:Layer></o:Content></o:Page>"
    );
    let ofd = package(&[
        (
            "OFD.xml",
            "<o:OFD xmlns:o='x'><o:DocBody><o:DocRoot>D/D.xml</o:DocRoot><o:Signatures>D/S/S.xml</o:Signatures></o:DocBody></o:OFD>",
        ),
        (
            "D/D.xml",
            "<o:Document xmlns:o='x'><o:Pages><o:Page ID='1' BaseLoc='P.xml'/></o:Pages></o:Document>",
        ),
        ("D/P.xml", &page),
        ("D/S/S.xml", "<o:Signatures xmlns:o='x'><o:Signature BaseLoc='One.xml'/></o:Signatures>"),
        ("D/S/One.xml", "<o:Signature xmlns:o='x'/>"),
    ]);
    let out = masked("a.ofd", &ofd);
    let new = part(&out, "D/P.xml").expect("the page");
    assert_eq!(new.matches("<o:TextCode").count(), page.matches("<o:TextCode").count());
    assert!(!new.contains("74</o:Glyphs>") && new.matches("<o:CGTransform").count() == 1, "{new}");
    // As many characters as there were, each in its place.
    let kept = |text: &str| text.matches("Y='5'>").count();
    assert_eq!(kept(&new), kept(&page));
    assert!(!new.contains("'5'></"));
    assert_eq!(part(&out, "D/S/S.xml"), None);
    assert_eq!(part(&out, "D/S/One.xml"), None);
    assert!(!part(&out, "OFD.xml").expect("the main part").contains("Signatures"));
}

#[test]
fn folders_of_a_layout_are_named_anew_and_pages_are_read_whatever_they_are_called() {
    let page = "<o:Page xmlns:o='x'><o:Content><o:Layer><o:TextObject Boundary='1 1 99 8' Size='4'>\
        <o:TextCode X='0' Y='5'>户</o:TextCode><o:TextCode X='4' Y='5'>主：王</o:TextCode>\
        <o:TextCode X='16' Y='5'>小坪</o:TextCode></o:TextObject></o:Layer></o:Content></o:Page>";
    let ofd = package(&[
        ("OFD.xml", "<o:OFD xmlns:o='x'><o:DocBody><o:DocRoot>D/D.xml</o:DocRoot></o:DocBody></o:OFD>"),
        ("D/D.xml", "<o:Document xmlns:o='x'><o:Attachments>户主：王建坪/A.xml</o:Attachments></o:Document>"),
        (
            "D/户主：王建坪/A.xml",
            "<o:Attachments xmlns:o='x'><o:Attachment><o:FileLoc>/D/户主：王建坪/a.txt</o:FileLoc></o:Attachment></o:Attachments>",
        ),
        ("D/户主：王建坪/a.txt", "手机：13800012001"),
        ("D/old.bak", page),
    ]);
    let out = masked("a.ofd", &ofd);
    let folder = "D/户主：王＊坪/";
    assert!(part(&out, "D/D.xml").is_some_and(|text| text.contains(">户主：王＊坪/A.xml<")));
    let attachments = part(&out, &format!("{folder}A.xml")).expect("the attachments");
    assert!(attachments.contains("/D/户主：王＊坪/a.txt"), "{attachments}");
    assert!(part(&out, &format!("{folder}a.txt")).is_some());
    assert!(part(&out, "D/old.bak").is_some_and(|text| !text.contains('小')));
}

/// The names of the files in an archive.
fn names(package: &[u8]) -> Vec<String> {
    let zip = zip::ZipArchive::new(Cursor::new(package)).expect("a package");
    zip.file_names().map(|name| name.expect("a name").into_owned()).collect()
}

#[test]
fn names_of_files_that_are_names_of_people_are_masked_and_stay_apart() {
    let zip = package(&[
        ("王建坪.txt", "手机：13800012001\n"),
        ("王国坪.txt", "办事指南\n"),
        ("李国强/通知.txt", "办事指南\n"),
        ("3-赵玉梵-户口本.txt", "办事指南\n"),
        ("政策法规.txt", "办事指南\n"),
    ]);
    let mut items: Vec<yinmo::Item> = Vec::new();
    let source = Source::Bytes { name: "材料.zip", bytes: &zip };
    let (report, out) = Pipeline::default().mask_bytes(source, &mut items).expect("no fault");
    assert_eq!(report.verdict, Verdict::Masked);
    let mut masked = names(&out);
    masked.sort();
    assert_eq!(
        masked,
        ["3-赵＊梵-户口本.txt", "政策法规.txt", "李＊强/通知.txt", "王＊坪(2).txt", "王＊坪.txt"]
    );
    let places: Vec<String> = items.iter().map(|item| item.place.to_string()).collect();
    assert!(places.iter().any(|place| place.ends_with("› 第1行")), "{places:?}");
    for name in ["王建坪", "王国坪", "李国强", "赵玉梵"] {
        assert!(places.iter().all(|place| !place.contains(name)), "{places:?}");
    }
    let again = Pipeline::default().check(Source::Bytes { name: "材料.zip", bytes: &out }, &mut ());
    assert_eq!(again.expect("no fault").verdict, Verdict::Clean);
}

#[test]
fn names_of_attached_files_that_are_names_of_people_are_masked() {
    let mail = "From: office@example.com\r\nSubject: x\r\nMIME-Version: 1.0\r\n\
        Content-Type: multipart/mixed; boundary=B\r\n\r\n\
        --B\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Disposition: attachment; filename=\"王建坪.txt\"\r\n\r\n\
        办事指南\r\n\
        --B\r\nContent-Type: text/plain; charset=utf-8\r\n\
        Content-Disposition: attachment; filename*=utf-8''%E8%B5%B5%E7%8E%89%E6%A2%B5.txt\r\n\r\n办事指南\r\n\
        --B\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Disposition: attachment;\r\n \
        filename*0*=utf-8''%E6%9D%8E%E5%9B; filename*1*=%BD%E5%BC%BA.txt\r\n\r\n办事指南\r\n--B--\r\n";
    let out = masked("信.eml", mail.as_bytes());
    for gone in ["王建坪", "%E8%B5%B5%E7%8E%89%E6%A2%B5", "%E6%9D%8E%E5%9B; filename*1*=%BD%E5%BC%BA"] {
        assert!(!holds(&out, gone), "{gone}");
    }
    assert!(holds(&out, "办事指南"));
}

#[test]
fn the_name_in_a_gzip_file_and_what_a_link_leads_to_are_names_of_files() {
    let content = "办事指南\n".as_bytes();
    let mut gzip = vec![0x1F, 0x8B, 8, 8, 1, 2, 3, 4, 0, 3];
    gzip.extend("王建坪.txt\0".as_bytes());
    gzip.extend([1, content.len() as u8, 0, !(content.len() as u8), 0xFF]);
    gzip.extend(content);
    let mut crc = flate2::Crc::new();
    crc.update(content);
    gzip.extend(crc.sum().to_le_bytes());
    gzip.extend(crc.amount().to_le_bytes());
    assert!(!holds(&masked("说明.txt.gz", &gzip), "王建坪"));

    let linked = [member("a", b'x', "", &record("linkpath", "王建坪.txt")), member("a", b'2', "", b"")];
    let out = masked("a.tar", &[&linked.concat()[..], &[0; 1024]].concat());
    assert!(!holds(&out, "王建坪"));
}
