//! Writes the inputs of the cases in `fixtures/`: `cargo run -p yinmo-tests --example fixtures`.
//!
//! The same people every time, so a case changes only when this file does.

use std::fmt::Write as _;
use std::fs;

use yinmo_tests::office::{document, workbook};
use yinmo_tests::program::repository;
use yinmo_tests::synthetic::{Person, person};

fn main() {
    let list = relief_list();
    write("sample/低保公示名单.csv", sample_list().as_bytes());
    write("sample/公示通知.txt", sample_notice().as_bytes());
    write("relief-list/input.csv", list.as_bytes());
    write("relief-list-gb18030/input.csv", &encoding_rs::GB18030.encode(&list).0);
    write("relief-list-utf16/input.csv", &utf16(&list));
    write("relief-list-tsv/input.tsv", list_of_rows("\t").as_bytes());
    write("relief-list-notice/input.csv", sample_list().as_bytes());
    write("children-list/input.csv", children().as_bytes());
    write("children-list-xlsx/input.xlsx", &workbook("发放表", &children_rows()));
    let title = ["青溪县民政局", "2019年事实无人抚养儿童基本生活费发放名单", "单位：元"];
    write("children-list-docx/input.docx", &document(&title, &children_rows()));
    write("children-list-txt/input.txt", children_in_text().as_bytes());
    write("household-blocks/input.csv", households().as_bytes());
    write("several-lists/input.csv", several_lists().as_bytes());
    write("form/input.csv", form().as_bytes());
    write("hardship-txt/input.txt", hardship().as_bytes());
    write("notice-txt/input.txt", notice("\n").as_bytes());
    write("notice-md/input.md", markdown().as_bytes());
    write("people-json/input.json", json().as_bytes());
    write("people-jsonl/input.jsonl", jsonl().as_bytes());
}

fn write(name: &str, content: &[u8]) {
    let path = repository().join("fixtures").join(name);
    fs::create_dir_all(path.parent().expect("in a folder")).expect("writable");
    fs::write(path, content).expect("writable");
}

/// What a district bureau of civil affairs is about to put on its site.
fn sample_list() -> String {
    let mut out = String::from("西湖区2019年第三季度最低生活保障对象名单,,,,,,,\r\n");
    out.push_str("序号,户主姓名,身份证号,联系电话,家庭住址,保障人数,月保障金额（元）,银行账号\r\n");
    for nth in 1..=12 {
        let Person { name, resident_id, mobile, bank_card, address, .. } = person(nth);
        let (people, amount) = (1 + nth % 4, 917 * (1 + nth % 4));
        let _ =
            write!(out, "{nth},{name},{resident_id},{mobile},{address},{people},{amount},{bank_card}\r\n");
    }
    out
}

fn sample_notice() -> String {
    let (one, other) = (person(1), person(2));
    format!(
        "关于2019年第三季度最低生活保障对象的公示\n\
         \n\
         杭西民〔2019〕27号\n\
         \n\
         经审核，户主{}（身份证号：{}，联系电话：{}，家住{}）等12户符合条件，现予公示，公示期7天，\
         自2019年9月2日至9月8日。\n\
         户主{}的收款卡号为{}，月保障金额917元。\n\
         \n\
         监督电话：0571-87012345，邮箱：mz@example.gov.cn。办公地址：杭州市西湖区文三路1号。\n\
         \n\
         杭州市西湖区民政局\n\
         2019年9月2日\n",
        one.name, one.resident_id, one.mobile, one.address, other.name, other.bank_card
    )
}

/// Everything that spreadsheets do to lists: titles, padded names, `="…"`, apostrophes, quoted line breaks, rows of
/// unequal length, full-width digits.
fn relief_list() -> String {
    let mut out = String::from("西湖区特困人员救助供养名单（2019年9月）\r\n\r\n");
    out.push_str("序号,姓名,身份证号码,联系电话,住址,救助类别,月金额\r\n");
    for nth in 21..=28 {
        let Person { name, resident_id, mobile, address, .. } = person(nth);
        let name = padded(&name);
        let _ = match nth % 4 {
            0 => write!(
                out,
                "{nth},{name},=\"{resident_id}\",{mobile},\"{address}\n（与子同住）\",特困,1200\r\n"
            ),
            1 => write!(out, "{nth},{name},'{resident_id},{},{address},特困,1200\r\n", grouped(&mobile)),
            2 => write!(out, "{nth},\"{name}\",{resident_id},{mobile},{address}\r\n"),
            _ => write!(out, "{nth},{name},{},{mobile},{address},特困,1200,,\r\n", full_width(&resident_id)),
        };
    }
    out
}

fn list_of_rows(separator: &str) -> String {
    let mut out = ["序号", "姓名", "证件号码", "手机", "所属乡镇", "金额"].join(separator) + "\n";
    for nth in 41..=46 {
        let Person { name, resident_id, mobile, township, .. } = person(nth);
        let row = [nth.to_string(), name, resident_id, mobile, township.to_owned(), "800".to_owned()];
        out.push_str(&(row.join(separator) + "\n"));
    }
    out
}

/// Must not be published, masked or not.
fn children() -> String {
    let mut out = String::from("2019年孤儿基本生活费发放名单,,,\n序号,姓名,所属乡镇,月金额\n");
    for nth in 101..=104 {
        let Person { name, township, .. } = person(nth);
        let _ = writeln!(out, "{nth},{name},{township},1200");
    }
    out
}

/// What a township hands to the bank: nothing but a column says that they are children.
fn children_rows() -> Vec<Vec<String>> {
    let words = |words: [&str; 6]| words.map(str::to_owned).to_vec();
    let mut rows = vec![words(["序号", "儿童姓名", "身份证号", "监护人", "监护人电话", "月金额"])];
    for nth in 101..=104 {
        let (child, guardian) = (person(nth), person(nth + 50));
        rows.push(words([
            &(nth - 100).to_string(),
            &child.name,
            &child.resident_id,
            &guardian.name,
            &guardian.mobile,
            "1200",
        ]));
    }
    rows
}

fn children_in_text() -> String {
    let mut out =
        String::from("关于发放第三季度困境儿童生活补助的公示\n\n经村民代表会议评议，现将名单公示如下：\n");
    for nth in 101..=104 {
        let Person { name, township, .. } = person(nth);
        let _ = writeln!(out, "{}. {name}，{}岁，{township}", nth - 100, nth - 94);
    }
    out.push_str("公示期七天，监督电话0571-87012345。\n");
    out
}

/// A heading of two rows with merged cells, households of several rows, names with notes, a sum and signatures.
fn households() -> String {
    let mut out =
        String::from("户编号,家庭成员,,,月保障金额（元）,备注\n,姓 名,与户主关系,公民身份\u{3000}号码,,\n");
    for nth in 0..3 {
        let [head, wife, father] = [1, 2, 3].map(|member| person(110 + 3 * nth + member));
        let _ = writeln!(out, "{},{}（户主）,本人,{},917,", nth + 1, padded(&head.name), head.resident_id);
        let _ = writeln!(out, ",{},妻,{},,患尿毒症", wife.name, wife.resident_id);
        let _ = writeln!(out, ",{}、{},父母,{},,", father.name, person(200 + nth).name, father.resident_id);
    }
    let _ = write!(out, "合计,,,,2751,\n制表人：,{},,审核人：,{},\n", person(121).name, person(122).name);
    out
}

/// A list without names of its own columns below another, and one without a heading.
fn several_lists() -> String {
    let mut out = String::from("城市低保,,,\n序号,户主（申请人）姓名,身份证件号码,健康状况\n");
    for nth in 131..=133 {
        let Person { name, resident_id, .. } = person(nth);
        let _ = writeln!(out, "{nth},{name},{resident_id},肢体二级");
    }
    out.push_str(",,,\n特困供养,,,\n供养对象,*联系电话,现居住地,供养方式\n");
    for nth in 134..=136 {
        let Person { name, mobile, address, .. } = person(nth);
        let _ = writeln!(out, "{name},{mobile},{address},分散");
    }
    out
}

/// Labels beside their values.
fn form() -> String {
    let Person { name, resident_id, mobile, address, .. } = person(141);
    format!(
        "姓名,{name},性别,男,出生年月,1960年3月\n身份证号,{resident_id},,联系电话,{mobile},\n家庭住址,{address},,,,\n健康状况,肺癌,,,,\n"
    )
}

/// What is nobody else's business, in running text.
fn hardship() -> String {
    let [one, other] = [151, 152].map(person);
    format!(
        "户主{}，身份证号{}，本人肢体二级残疾，其妻患尿毒症，家庭月收入1200元。\n户主{}，丧偶，其子服刑。\n\
         对重病、重度残疾、服刑人员家庭，按照规定给予救助。\n",
        one.name, one.resident_id, other.name
    )
}

fn notice(line_end: &str) -> String {
    let (one, other) = (person(51), person(52));
    let lines = [
        "关于李某等信访事项的处理意见".to_owned(),
        "杭信复〔2019〕第118号".to_owned(),
        String::new(),
        format!("信访人{}，男，身份证号{}，住{}。", one.name, one.resident_id, one.address),
        format!("经电话{}联系，其子{}（手机：{}）陈述如下：", one.mobile, other.name, grouped(&other.mobile)),
        "1.受理编号330106201903150017，案号（2019）浙0106民初1234号；".to_owned(),
        format!("2.补助款1,500元已汇入卡号{}；", other.bank_card),
        "3.咨询电话0571-87012345，市长热线12345。".to_owned(),
        String::new(),
        "2019年10月8日".to_owned(),
    ];
    lines.join(line_end)
}

fn markdown() -> String {
    let people: Vec<Person> = (61..=63).map(person).collect();
    let mut out = String::from("# 临时救助公示\n\n| 姓名 | 身份证号 | 电话 | 金额 |\n|---|---|---|---|\n");
    for Person { name, resident_id, mobile, .. } in &people {
        let _ = writeln!(out, "| {name} | {resident_id} | {mobile} | 2000 |");
    }
    let _ = write!(
        out,
        "\n公示期内如有异议，请拨打监督电话 **0571-87012345**。\n\n> 经办人：{}\n",
        person(64).name
    );
    out
}

fn json() -> String {
    let people = (71..=73).map(|nth| {
        let Person { name, resident_id, mobile, address, .. } = person(nth);
        format!(
            "    {{\"姓名\": \"{name}\", \"身份证号\": \"{resident_id}\", \"联系方式\": {{\"手机\": \"{mobile}\", \"住址\": \"{address}\"}}, \"金额\": 917.50}}"
        )
    });
    let people: Vec<String> = people.collect();
    format!("{{\n  \"title\": \"救助名单\",\n  \"people\": [\n{}\n  ]\n}}\n", people.join(",\n"))
}

fn jsonl() -> String {
    let line = |nth| {
        let Person { name, resident_id, mobile, .. } = person(nth);
        format!(
            "{{\"name\": \"{name}\", \"id_card\": \"{resident_id}\", \"mobile\": \"{mobile}\", \"amount\": {}}}\n",
            nth * 10
        )
    };
    (81..=84).map(line).collect()
}

/// Names of two characters are spaced to the width of three.
fn padded(name: &str) -> String {
    let mut characters = name.chars();
    match (characters.next(), characters.next(), characters.next()) {
        (Some(surname), Some(given), None) => format!("{surname}　{given}"),
        _ => name.to_owned(),
    }
}

/// `138-0001-2006`.
fn grouped(mobile: &str) -> String {
    [&mobile[..3], &mobile[3..7], &mobile[7..]].join("-")
}

fn full_width(digits: &str) -> String {
    digits.chars().map(|c| char::from_u32(u32::from(c) + 0xFEE0).unwrap_or(c)).collect()
}

/// Little-endian with a byte order mark, as spreadsheets save “Unicode text”.
fn utf16(text: &str) -> Vec<u8> {
    let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
    units.flat_map(u16::to_le_bytes).collect()
}
