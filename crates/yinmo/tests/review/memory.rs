//! What one place of a document says of somebody counts in all of it: in other chunks, cells, and in its own name.

use proptest::prelude::*;
use yinmo::kind::Kind;
use yinmo::text::Place;
use yinmo::{Item, Limits, Pipeline, Policy, Reach, Report, Source};

/// Paragraphs that say nothing of anybody, longer than a chunk and its context.
fn filler() -> String {
    "本段没有需要处理的内容，只为隔开前后两段。\n\n".repeat(40)
}

fn pipeline(chunk_bytes: usize) -> Pipeline {
    Pipeline::default().with_limits(Limits { chunk_bytes, ..Limits::default() })
}

fn masked(pipeline: &Pipeline, name: &str, text: &str) -> (Report, Vec<Item>, String) {
    let mut items = Vec::new();
    let source = Source::Bytes { name, bytes: text.as_bytes() };
    let (report, out) = pipeline.mask_bytes(source, &mut items).expect("no residue");
    (report, items, String::from_utf8(out).expect("still UTF-8"))
}

fn numbering() -> Policy {
    let file = "extends = \"general-publication\"\n[kinds.person]\ndefault = \"surname-mou\"\nofficial = \"keep\"\nbasis = \"测试\"\n";
    Policy::from_toml("yinmo.toml", file).expect("valid")
}

#[test]
fn a_name_is_found_chunks_before_and_after_the_place_that_tells() {
    let text = format!("款项由逯志成转交。\n{0}户主：逯志成。\n{0}后经逯　志　成确认。\n", filler());
    for chunk_bytes in [256, 4096, 1 << 20] {
        let (_, items, out) = masked(&pipeline(chunk_bytes), "公示.txt", &text);
        assert!(!out.contains("志"), "{chunk_bytes}");
        assert_eq!(items.iter().filter(|item| item.kind == Kind::Person).count(), 3, "{chunk_bytes}");
        assert!(out.ends_with("后经逯　*　成确认。\n"), "{chunk_bytes}");
    }
}

#[test]
fn a_child_is_not_kept_for_a_title_elsewhere() {
    let text = format!("厉家诚主持了会议。\n{}厉家诚，八岁，读小学。\n", filler());
    let (_, _, out) = masked(&pipeline(1024), "新闻.txt", &text);
    assert!(out.starts_with("某某主持了会议。") && out.contains("某某，八岁"), "{out}");
    let text = format!("局长王建国出席会议。\n{}被告王建国辩称不知情。\n", filler());
    let (_, _, out) = masked(&pipeline(1024), "新闻.txt", &text);
    assert!(out.starts_with("局长王*国出席会议。"), "{out}");
    let text = format!("局长王建国出席会议。\n{}王建国指出，要做好工作。\n", filler());
    assert_eq!(masked(&pipeline(1024), "新闻.txt", &text).2, text);
}

#[test]
fn people_are_numbered_over_the_document_and_past_the_names_that_are_there() {
    let pipeline = Pipeline::new(numbering()).with_limits(Limits { chunk_bytes: 1024, ..Limits::default() });
    let text = format!(
        "原告张大伟、张某1到庭。\n{}被告张三妹辩称。张 大 伟、张三妹和买买提艾力江离开。证人买买提·艾力江。\n",
        filler()
    );
    let (_, _, out) = masked(&pipeline, "判决.txt", &text);
    assert!(out.starts_with("原告张某2、张某1到庭。"), "{out}");
    assert!(out.ends_with("被告张某3辩称。张某2、张某3和买某离开。证人买某。\n"), "{out}");
}

#[test]
fn remarks_know_the_people_of_other_rows() {
    let table = "序号,户主姓名,备注\n1,王建坪,由逯志成代领\n2,逯志成,与王建坪同住\n3,高峰,用电高峰期申请\n";
    let (report, _, out) = masked(&Pipeline::default(), "名单.csv", table);
    assert_eq!(out, "序号,户主姓名,备注\n1,王*坪,由逯*成代领\n2,逯*成,与王*坪同住\n3,高*,用电高峰期申请\n");
    assert_eq!(report.reach, Reach::Document);
    for chunk_bytes in [1, 40, 100] {
        assert_eq!(masked(&pipeline(chunk_bytes), "名单.csv", table).2, out, "{chunk_bytes}");
    }
}

#[test]
fn a_large_table_knows_its_own_rows() {
    let padding = "0".repeat(5000);
    let mut table = String::from("序号,户主姓名,备注,编码\n");
    for nth in 0..900 {
        table += &format!("{nth},逯志成,逯志成代领,{padding}\n");
    }
    assert!(table.len() > 4 << 20);
    let source = Source::Bytes { name: "名单.csv", bytes: table.as_bytes() };
    let (report, out) = Pipeline::default().mask_bytes(source, &mut ()).expect("no residue");
    assert_eq!(report.reach, Reach::Row);
    assert!(!String::from_utf8_lossy(&out).contains('志'));
}

#[test]
fn members_of_objects_know_each_other() {
    let json = r#"[{"姓名":"逯志成","备注":"无"},{"姓名":"王建坪","备注":"由逯志成代领"}]"#;
    let (_, _, out) = masked(&Pipeline::default(), "名单.json", json);
    assert!(!out.contains("志"), "{out}");
}

#[test]
fn the_documents_own_name_is_part_of_it() {
    let in_name = |name: &str, text: &str| {
        let mut items: Vec<Item> = Vec::new();
        let report = Pipeline::default().check(Source::Bytes { name, bytes: text.as_bytes() }, &mut items);
        let report = report.expect("nothing stops the run");
        items.retain(|item| item.place == Place::FileName);
        (items.len(), report.name, report.public_name)
    };
    let told = |name: &str| Some(name.to_owned());
    assert_eq!(
        in_name("申请/逯志成的补充.txt", "申请人：逯志成。\n"),
        (1, "申请/逯**的补充.txt".into(), told("逯＊成的补充.txt"))
    );
    assert_eq!(
        in_name("王建国低保申请.txt", "无。\n"),
        (1, "王**低保申请.txt".into(), told("王＊国低保申请.txt"))
    );
    assert_eq!(in_name("公示.txt", "申请人：逯志成。\n"), (0, "公示.txt".into(), None));
    // An office holder's name may stand.
    assert_eq!(in_name("王建国讲话.txt", "局长王建国讲话。\n"), (1, "王**讲话.txt".into(), None));
}

#[test]
fn a_home_is_replaced_alike_wherever_and_however_it_is_written() {
    let text = format!(
        "有人到幸福小区12幢2单元501室查看。\n{0}家庭住址：杭州市西湖区文三路幸福小区12幢2单元501室\n{0}再到文三路幸福小区\n１２幢２单元501找人，办公地址：杭州市西湖区文和路18号。\n",
        filler()
    );
    for chunk_bytes in [512, 4096, 1 << 20] {
        let (_, _, out) = masked(&pipeline(chunk_bytes), "走访.txt", &text);
        assert!(out.starts_with("有人到杭州市西湖区查看。"), "{out}");
        assert!(out.contains("家庭住址：杭州市西湖区\n"), "{out}");
        assert!(out.ends_with("再到杭州市西湖区找人，办公地址：杭州市西湖区文和路18号。\n"), "{out}");
    }
}

#[test]
fn a_short_form_of_two_homes_is_neither() {
    let text = "家住杭州市西湖区幸福小区12幢2单元501室。\n\n家住宁波市江北区幸福小区12幢2单元501室。\n\n到幸福小区12幢2单元501室。\n";
    let (_, _, out) = masked(&Pipeline::default(), "走访.txt", text);
    assert!(out.ends_with("到***。\n"), "{out}");
}

#[test]
fn a_given_name_alone_is_masked_as_it_is_in_the_whole_name() {
    let (_, _, out) = masked(&Pipeline::default(), "公示.txt", "户主：郎惠贞。\n\n惠贞阿姨来电。\n");
    assert_eq!(out, "户主：郎*贞。\n\n*贞阿姨来电。\n");
}

#[test]
fn dots_make_no_other_replacement() {
    let text = "申请人买买提·艾力江。\n\n买买提艾力江说，买买提 艾力江和买买提．艾力江到场。\n";
    let (_, _, out) = masked(&Pipeline::default(), "公示.txt", text);
    assert_eq!(out, "申请人买**。\n\n买**说，买**和买**到场。\n");
}

#[test]
fn folders_may_be_called_by_the_documents_people() {
    let source =
        Source::Bytes { name: "逯志成/补充.txt", bytes: "申请人：逯志成。\n".as_bytes() };
    let report = Pipeline::default().check(source, &mut ()).expect("nothing stops the run");
    assert_eq!(report.name, "逯**/补充.txt");
}

#[test]
fn a_document_in_memory_is_hashed_for_whoever_asks() {
    let source = Source::Bytes { name: "公示.txt", bytes: "无。\n".as_bytes() };
    let pipeline = Pipeline::default();
    assert_eq!(pipeline.check(source, &mut ()).expect("nothing stops the run").hash, "");
    let mut items: Vec<Item> = Vec::new();
    assert_eq!(pipeline.check(source, &mut items).expect("nothing stops the run").hash.len(), 64);
}

/// Pieces of a document about few people, named in every way.
const PIECES: [&str; 18] = [
    "户主：王建坪，",
    "王建坪领取。",
    "王 建 坪签字。",
    "王　建　坪\n",
    "局长李国强出席。",
    "李国强指出，",
    "被告李国强辩称，",
    "申请人逯志成，",
    "志成同志说，",
    "逯志\n成来访。",
    "买买提·艾力江，",
    "买买提艾力江到场。",
    "厉家诚，八岁，",
    "厉家诚主持会议。",
    "用电高峰期，",
    "联系人：高峰，",
    "张某1、",
    "\n\n",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn chunks_change_nothing_and_one_person_is_replaced_one_way(
        pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 1..8),
        chunk_bytes in 700usize..4000,
        number in any::<bool>(),
    ) {
        let policy = if number { numbering() } else { Policy::builtin("general-publication").expect("built in") };
        let whole = Pipeline::new(policy.clone());
        let cut = Pipeline::new(policy).with_limits(Limits { chunk_bytes, ..Limits::default() });
        // Far enough apart that context does not help.
        let text = pieces.join(&format!("。\n{}\n", "本段没有需要处理的内容。\n".repeat(60)));
        let (_, items, out) = masked(&whole, "公示.txt", &text);
        let (_, others, other) = masked(&cut, "公示.txt", &text);
        prop_assert_eq!(&out, &other);
        prop_assert_eq!(items.len(), others.len());
        let (_, again, twice) = masked(&whole, "公示.txt", &out);
        prop_assert_eq!(&twice, &out);
        prop_assert!(again.iter().all(|item| item.kind != Kind::Person || item.is_kept()));
        // Of somebody who is masked at one place nothing is left at another.
        for (name, rest) in [("王建坪", "建坪"), ("逯志成", "志成"), ("厉家诚", "家诚")] {
            prop_assert!(!text.contains(&format!("：{name}")) || !out.contains(rest), "{}", name);
        }
        prop_assert!(!text.contains("厉家诚，八岁") || !out.contains("厉家诚"));
        prop_assert!(!text.contains("被告李国强") || !out.contains("李国强"));
        prop_assert!(!text.contains("用电高峰期") || out.contains("用电高峰期"));
    }
}
