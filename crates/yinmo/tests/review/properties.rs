//! What must hold for any document: nothing outside an edit changes, masking twice is masking once, the output is
//! clean, and neither the size of the chunks nor the number of threads makes a difference.

use proptest::prelude::*;
use yinmo::kind::Group;
use yinmo::{Item, Limits, Pipeline, Source};

/// Pieces of documents: values, labels, words, line breaks, masks, and characters of every width.
const PIECES: [&str; 44] = [
    "330106190102030017",
    "33010619331212009X",
    "330106 19020205 3048",
    "330106190205\n083103",
    "身份证号：",
    "公民身份号码",
    "13800012001",
    "138-0001-2006",
    "１３８０００１２００７",
    "+86 13800012001",
    "手机：",
    "联系电话：",
    "0571-87012345",
    "家庭电话",
    "咨询电话",
    "6228480330000000019",
    "6228 4803 3000 0000 126",
    "银行卡号",
    "账号：",
    "浙A12345",
    "车牌号",
    "test@example.com",
    "邮箱",
    "QQ：123456789",
    "微信号：wxid_test0001",
    "户主：王建坪",
    "申请人李淑岑",
    "欧阳明珠",
    "家住浙江省杭州市西湖区三墩镇青云村3组12号",
    "，",
    "。",
    "\n",
    "\r\n",
    "\t",
    " ",
    "\u{3000}",
    "𠮷",
    "👪",
    "330106********0012",
    "138****5678",
    "民发〔2019〕62号",
    "（2019）浙0106民初1234号",
    "2,160元",
    "**",
];

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(&PIECES[..]), 0..40).prop_map(|pieces| pieces.concat())
}

fn table() -> impl Strategy<Value = String> {
    let cell = prop::sample::select(vec![
        "330106190102030017",
        "13800012001",
        "王建坪",
        "窦\u{3000}芃",
        "6228480330000000019",
        "2160",
        "\"三墩镇,青云村\"",
        "=\"13800012001\"",
        "'330106190102030017",
        "",
        "无",
        "浙江省杭州市西湖区三墩镇青云村3组12号",
        "\"多行\n13800012001\"",
        "3",
        "男",
    ]);
    let rows =
        prop::collection::vec(prop::collection::vec(cell, 1..7).prop_map(|cells| cells.join(",")), 1..12);
    rows.prop_map(|rows| format!("序号,姓名,身份证号,联系电话,家庭住址,金额\n{}\n", rows.join("\n")))
}

fn pipeline(chunk_bytes: usize) -> Pipeline {
    Pipeline::default().with_limits(Limits { chunk_bytes, ..Limits::default() })
}

/// What of an item does not depend on the file's hash.
fn essence(items: &[Item]) -> Vec<(usize, usize, &'static str, &'static str)> {
    items.iter().map(|item| (item.start, item.end, item.kind.id(), item.action.id())).collect()
}

fn masked(pipeline: &Pipeline, name: &str, text: &str) -> (Vec<Item>, String) {
    let mut items = Vec::new();
    let (_, out) =
        pipeline.mask_bytes(Source::Bytes { name, bytes: text.as_bytes() }, &mut items).expect("no residue");
    (items, String::from_utf8(out).expect("still UTF-8"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn bytes_outside_findings_survive(pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..40)) {
        // Set apart, so that masking one piece uncovers nothing in the next.
        let text = pieces.join("。\n");
        let pipeline = Pipeline::default();
        let masked = pipeline.mask(&text);
        let (mut rest, mut at) = (masked.as_str(), 0);
        for decided in pipeline.find(&text) {
            let span = decided.finding.span;
            let between = &text[at..span.start];
            let found = rest.find(between).expect("what stands between two findings stands in the output");
            rest = &rest[found + between.len()..];
            at = span.end;
        }
        prop_assert!(rest.ends_with(&text[at..]));
    }

    #[test]
    fn masking_twice_is_masking_once(text in text()) {
        let pipeline = Pipeline::default();
        let once = pipeline.mask(&text);
        prop_assert_eq!(pipeline.mask(&once), once);
    }

    #[test]
    fn the_output_is_clean(text in text()) {
        let pipeline = Pipeline::default();
        let masked = pipeline.mask(&text);
        for decided in pipeline.find(&masked) {
            let (kind, span) = (decided.finding.kind, decided.finding.span);
            let names = yinmo::operators::Names::default();
            prop_assert_eq!(decided.decision.action.replace(span.of(&masked), kind, &names), None);
        }
    }

    #[test]
    fn findings_cut_the_text_on_character_boundaries(text in text()) {
        for decided in Pipeline::default().find(&text) {
            let span = decided.finding.span;
            prop_assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end) && span.start < span.end);
            prop_assert!(decided.finding.kind.group() != Group::Furniture);
        }
    }

    #[test]
    fn chunk_size_changes_nothing_in_tables(table in table(), chunk in 16usize..400) {
        let (whole, out) = masked(&pipeline(1 << 20), "名单.csv", &table);
        let (cut, other) = masked(&pipeline(chunk), "名单.csv", &table);
        prop_assert_eq!(out, other);
        prop_assert_eq!(essence(&whole), essence(&cut));
    }

    #[test]
    fn chunk_size_changes_nothing_in_prose(paragraphs in prop::collection::vec(text(), 1..6), chunk in 64usize..2000) {
        let text = paragraphs.join("。\n\n本段没有需要处理的内容，只为隔开前后两段。\n\n");
        let (whole, out) = masked(&pipeline(1 << 20), "公示.txt", &text);
        let (cut, other) = masked(&pipeline(chunk), "公示.txt", &text);
        prop_assert_eq!(out, other);
        prop_assert_eq!(essence(&whole), essence(&cut));
    }

    #[test]
    fn thread_count_changes_nothing(table in table(), threads in 1usize..5) {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads can be had");
        let pipeline = pipeline(64);
        let alone = masked(&pipeline, "名单.csv", &table);
        let together = pool.install(|| masked(&pipeline, "名单.csv", &table));
        prop_assert_eq!(alone.1, together.1);
        prop_assert_eq!(essence(&alone.0), essence(&together.0));
    }
}

#[test]
fn columns_are_told_by_as_many_chunks_as_it_takes() {
    for table in [
        "特困人员名单\n\n序号,姓名,家庭住址\n1,柏杨,三墩镇青云村3组12号\n",
        "1,柏杨,300\n2,汪建军,300\n3,蒋桂香,300\n4,邵明,300\n",
    ] {
        let (whole, out) = masked(&pipeline(1 << 20), "名单.csv", table);
        let (cut, other) = masked(&pipeline(1), "名单.csv", table);
        assert_eq!(out, other);
        assert_eq!(essence(&whole), essence(&cut));
    }
}
