//! What must not be told of a list as a whole: that it is one of children, and who in it stands alone.

use std::fmt::Write as _;

use yinmo::{Hidden, Item, Listener, Pipeline, Policy, Report, Source, Verdict};

fn checked(pipeline: &Pipeline, name: &str, text: &str, listener: &mut dyn Listener) -> Report {
    pipeline.check(Source::Bytes { name, bytes: text.as_bytes() }, listener).expect("it is read")
}

/// Both when counts are enough and when each row is read for its items.
fn check(profile: &str, name: &str, text: &str) -> Report {
    let pipeline = Pipeline::new(Policy::from_toml("yinmo.toml", profile).expect("a valid policy"));
    let report = checked(&pipeline, name, text, &mut ());
    let read = checked(&pipeline, name, text, &mut Vec::<Item>::new());
    assert_eq!(report.hidden, read.hidden, "{name}");
    assert_eq!((&report.children, report.verdict), (&read.children, read.verdict), "{name}");
    report
}

const PROFILES: [&str; 4] = [
    "extends = \"general-publication\"",
    "extends = \"social-assistance-notice\"",
    "extends = \"strict\"",
    "extends = \"review-only\"\n[columns]\nother = \"by-kind\"",
];

#[test]
fn lists_of_children_must_not_be_published() {
    for (name, text, rows) in [
        (
            "a.csv",
            "2019年孤儿保障金发放名单,,\n序号,姓名,金额\n1,王小明,1200\n2,李晓雯,1200\n合计,,2400\n",
            2,
        ),
        ("b.csv", "序号,姓名,类别\n1,王小明,事实无人抚养儿童\n2,李秀兰,低保\n", 1),
        ("c.csv", "儿童姓名,身份证号\n王小明,330106201503040011\n", 1),
        ("2019年困境儿童名单.csv", "序号,姓名,金额\n1,王小明,1200\n", 1),
        ("d.csv", "姓名,年龄,学校\n王小明,8,青云小学\n李晓雯,12岁,青云小学\n", 2),
        ("e.tsv", "姓名\t备注\n王小明\t留守儿童\n", 1),
        (
            "f.csv",
            "一、低保,,\n序号,姓名,金额\n1,王建坪,917\n二、孤儿,,\n1,王小明,1200\n三、特困,,\n1,李秀兰,900\n",
            1,
        ),
        ("g.csv", "序号,姓名,金额\n1,王建坪,917\n,,\n困境儿童,,\n序号,姓名,金额\n1,王*明,1200\n", 1),
        (
            "h.md",
            "# 事实无人抚养儿童名单\n\n| 姓名 | 金额 |\n|---|---|\n| 王小明 | 1200 |\n| 李晓雯 | 1200 |\n",
            2,
        ),
        ("i.md", "| 姓名 | 类别 |\n|---|---|\n| 王小明 | 孤儿 |\n| 李秀兰 | 低保 |\n", 1),
        ("j.txt", "青云村留守儿童名单\n1. 王小明，男，8岁\n2. 李晓雯，女，9岁\n", 2),
        ("k.json", "[{\"姓名\": \"王小明\", \"类别\": \"孤儿\"}]", 1),
        ("l.csv", "事实无人抚养人员保障名单,\n姓名,金额\n王小明,1200\n李晓雯,1200\n", 2),
        ("m.csv", "未成年社区矫正对象名册,\n姓名,司法所\n王小明,三墩司法所\n", 1),
        ("n.csv", "青溪县残疾儿童康复训练补助发放表,,\n姓名,康复机构,金额\n王小明,市康复中心,8000\n", 1),
        ("o.csv", "序号,姓名,保障类型\n1,王小明,社会散居孤儿\n2,李晓雯,艾滋病病毒感染儿童\n", 2),
        ("p.csv", "青云小学学生营养餐补助名单,\n姓名,金额\n王小明,500\n", 1),
        ("q.csv", "姓名,就读学校,补助金额\n王小明,青云小学,500\n李晓雯,城北初级中学,625\n", 2),
        ("r.csv", "姓名,出生日期,困难类型\n王小明,2016-03-04,父母双方服刑\n李晓雯,2017-05-06,父母失联\n", 2),
        ("留守儿童.csv", "序号,姓名,村\n1,王小明,青云村\n", 1),
        ("s.txt", "现将我镇2026年困境儿童名单公示如下：王小明（青云村）、李晓雯（兰里村）。\n", 2),
        ("t.txt", "农村义务教育学生营养改善计划受助学生名单\n王小明\n李晓雯\n", 2),
        (
            "u.html",
            "<h2>孤儿名单</h2><table><tr><th>姓名</th><th>金额</th></tr><tr><td>王小明</td><td>1200</td></tr></table>",
            1,
        ),
    ] {
        for profile in PROFILES {
            let report = check(profile, name, text);
            assert_eq!(report.verdict, Verdict::MustNotPublish, "{name} {profile}");
            assert_eq!(report.children.rows, rows, "{name} {profile}");
            assert!(report.children.suggestion_zh().contains(&format!("{rows}名")), "{name}");
        }
    }
}

#[test]
fn others_are_no_lists_of_children() {
    for (name, text) in [
        ("a.csv", "困境儿童保障情况统计表,,\n乡镇,孤儿人数,困境儿童人数\n三墩镇,3,5\n"),
        ("b.csv", "儿童主任名单,,\n序号,姓名,办公电话\n1,王建坪,0571-87012345\n"),
        ("c.csv", "困境儿童捐赠名单,,\n序号,捐赠人,捐赠金额\n1,王建坪,200\n"),
        ("d.csv", "儿童福利机构,负责人\n市儿童福利院,王建坪\n"),
        ("g.csv", "乡镇,孤儿,困境儿童,合计\n三墩镇,3,12,15\n青云镇,6,20,26\n合计,9,32,41\n"),
        ("h.csv", "青云小学优秀教师名单,\n姓名,学科\n王建坪,语文\n"),
        ("i.csv", "市儿童福利院工作人员名单,\n姓名,岗位\n王建坪,护理员\n"),
        ("j.csv", "残疾儿童康复定点机构名单,\n机构名称,负责人\n市康复中心,王建坪\n"),
        ("k.csv", "姓名,任教学校\n王建坪,青云小学\n李秀兰,城北中学\n"),
        ("l.csv", "家庭经济困难学生资助名单,\n姓名,学院\n王建坪,机械学院\n"),
        ("m.csv", "留守儿童关爱服务站,负责人\n青云村站,王建坪\n"),
        ("e.csv", "序号,姓名,住址\n1,王建坪,三墩镇儿童福利院宿舍\n"),
        ("f.txt", "对孤儿、事实无人抚养儿童、困境儿童，按照规定给予保障。\n本市共有困境儿童23名。\n"),
    ] {
        assert_eq!(check(PROFILES[0], name, text).children.rows, 0, "{name}");
    }
}

/// Women of one age in one township, and one man.
fn list(women: usize) -> String {
    let mut list = String::from("序号,姓名,性别,年龄,所属乡镇,救助类别\n");
    for nth in 1..=women {
        let _ = writeln!(list, "{nth},王秀{},女,60,三墩镇,低保", ["兰", "英", "珍", "梅"][nth % 4]);
    }
    let _ = writeln!(list, "{},李建坪,男,71,三墩镇,低保\n合计,,,,,", women + 1);
    list
}

#[test]
fn rows_that_stand_alone_are_counted() {
    let hidden = check(PROFILES[0], "list.csv", &list(25)).hidden;
    let expected = Hidden {
        lists: 1,
        rows: 26,
        classes: 2,
        smallest: 1,
        below: 1,
        columns: vec![3, 4, 5],
        ..Hidden::default()
    };
    assert_eq!(*hidden, expected);
    assert!(!hidden.is_met());
    let lower = check("[risk]\nk = 1", "list.csv", &list(25)).hidden;
    assert_eq!((lower.below, lower.is_met()), (0, true));
    let without = check("[risk]\nquasi-identifiers = [\"township\"]", "list.csv", &list(25)).hidden;
    assert_eq!((without.classes, without.smallest, without.is_met()), (1, 26, true));
}

#[test]
fn what_the_operators_leave_is_compared() {
    let mut list = String::from("姓名,出生日期,住址\n");
    for day in 1..=20 {
        let _ = writeln!(list, "王秀兰,1952年3月{day}日,三墩镇青云村{day}组{day}号");
    }
    let hidden = check(PROFILES[0], "list.csv", &list).hidden;
    assert_eq!((hidden.classes, hidden.smallest), (1, 20), "a year and a township");
}

#[test]
fn a_sensitive_value_that_all_share_is_known_of_each() {
    let profile = "[columns.headings]\n\"病种\" = \"by-kind\"\n[kinds]\nhealth = { default = \"keep\", basis = \"测试\" }\n[risk]\nk = 2";
    let list = "姓名,性别,病种\n王建坪,男,肺癌\n李建国,男,肺癌\n王秀兰,女,肺癌\n李秀英,女,中风\n";
    let hidden = check(profile, "list.csv", list).hidden;
    assert_eq!((hidden.below, hidden.homogeneous), (0, Some(2)));
    assert!(!hidden.is_met());
    assert_eq!(check("[risk]\nk = 2", "list.csv", list).hidden.homogeneous, None, "the column is dropped");
}

#[test]
fn names_that_are_published_on_purpose_hide_nobody() {
    for profile in ["extends = \"social-assistance-notice\"", "extends = \"review-only\"", "[risk]\nk = 0"] {
        assert!(!check(profile, "list.csv", &list(25)).hidden.was_asked(), "{profile}");
    }
    assert!(!check(PROFILES[0], "villages.csv", "村名,户数,金额\n青云村,3,900\n").hidden.was_asked());
}

#[test]
fn more_different_rows_than_are_counted_are_not_assessed() {
    let mut list = String::from("姓名,性别,金额\n");
    for nth in 0..=Hidden::MOST_CLASSES {
        let _ = writeln!(list, "王建坪,男,{nth}.50");
    }
    let pipeline = Pipeline::default();
    let hidden = checked(&pipeline, "list.csv", &list, &mut ()).hidden;
    assert_eq!((hidden.lists, hidden.not_assessed, hidden.is_met()), (0, 1, false));
}

#[test]
fn a_number_in_the_remarks_does_not_stay_because_its_column_would_go() {
    let pipeline = Pipeline::new(Policy::builtin("social-assistance-notice").unwrap());
    let text = "户主姓名,备注\n王建坪,身份证号330106190102030017\n";
    let source = Source::Bytes { name: "list.csv", bytes: text.as_bytes() };
    let (_, masked) = pipeline.mask_bytes(source, &mut ()).unwrap();
    assert!(!String::from_utf8(masked).unwrap().contains("190102030017"));
}

/// Lists in text, pages and data are compared like others.
#[test]
fn rows_of_other_formats_are_compared_too() {
    let people: Vec<(String, &str, usize)> = (1..=25)
        .map(|nth| (format!("王秀{}", ["兰", "英", "珍", "梅"][nth % 4]), "女", 60))
        .chain([("李建坪".to_owned(), "男", 71)])
        .collect();
    let rows = |row: &dyn Fn(&(String, &str, usize)) -> String| people.iter().map(row).collect::<String>();
    let markdown = rows(&|(name, sex, age)| format!("| {name} | {sex} | {age} |\n"));
    let markdown = format!("# 名单\n\n| 姓名 | 性别 | 年龄 |\n|---|---|---|\n{markdown}\n");
    let page = rows(&|(name, sex, age)| format!("<tr><td>{name}</td><td>{sex}</td><td>{age}</td></tr>"));
    let page = format!("<table><tr><th>姓名</th><th>性别</th><th>年龄</th></tr>{page}</table>");
    let lines =
        rows(&|(name, sex, age)| format!("{{\"姓名\": \"{name}\", \"性别\": \"{sex}\", \"年龄\": {age}}}\n"));
    let json = format!("[{}]", lines.trim().replace('\n', ","));
    for (name, text) in [("a.md", &markdown), ("b.html", &page), ("c.jsonl", &lines), ("d.json", &json)] {
        let hidden = check(PROFILES[0], name, text).hidden;
        let found = (hidden.lists, hidden.rows, hidden.classes, hidden.smallest, hidden.below);
        assert_eq!(found, (1, 26, 2, 1, 1), "{name}");
    }
}

#[test]
fn sensitive_columns_are_told_by_how_many_values_they_have() {
    let policy = |l: u8| {
        format!(
            "[columns.headings]\n\"病种\" = \"by-kind\"\n[kinds]\nhealth = {{ default = \"keep\", basis = \"测试\" }}\n[risk]\nk = 2\nl = {l}"
        )
    };
    let list =
        "姓名,性别,病种\n王建坪,男,肺癌\n李建国,男,中风\n王秀兰,女,肺癌\n李秀英,女,中风\n周桂芳,女,白血病\n";
    let hidden = check(&policy(2), "list.csv", list).hidden;
    assert_eq!((hidden.diversity.get(&3), hidden.is_met()), (Some(&2), true));
    assert!(!check(&policy(3), "list.csv", list).hidden.is_met());
}

const COUNTED: &str =
    "乡镇,孤儿人数,困境儿童人数,合计\n三墩镇,3,12,15\n青云镇,6,20,26\n兰里镇,8,30,38\n合计,17,62,79\n";

#[test]
fn small_counts_are_told_and_hidden_where_the_policy_does() {
    let counts = check(PROFILES[0], "统计.csv", COUNTED).small_counts;
    assert_eq!((counts.tables, counts.small, counts.hidden, counts.follows), (1, 1, 0, 0));
    let strict = Pipeline::new(Policy::from_toml("yinmo.toml", PROFILES[2]).expect("valid"));
    let source = Source::Bytes { name: "统计.csv", bytes: COUNTED.as_bytes() };
    let (report, out) = strict.mask_bytes(source, &mut ()).expect("masked");
    let out = String::from_utf8(out).expect("UTF-8");
    assert_eq!(out, COUNTED.replace("三墩镇,3,", "三墩镇,<5,"));
    // The total of the row says what it was.
    assert_eq!((report.verdict, report.small_counts.follows), (Verdict::NeedsReview, 1));
    assert_eq!(report.small_counts.places, [(2, 2)]);
    let again = checked(&strict, "统计.csv", &out, &mut ());
    assert_eq!((again.verdict, again.small_counts.follows), (Verdict::NeedsReview, 1));
}

#[test]
fn what_was_hidden_must_not_follow_from_totals() {
    for (name, text, follows) in [
        ("a.csv", "乡镇,低保户数\n三墩镇,<5\n青云镇,71\n合计,74\n", 1),
        ("b.csv", "乡镇,低保户数\n三墩镇,*\n青云镇,71\n合计,74\n", 1),
        ("c.csv", "乡镇,低保户数\n三墩镇,<5\n青云镇,<5\n兰里镇,71\n合计,76\n", 0),
        ("d.csv", "乡镇,低保户数\n三墩镇,<5\n青云镇,71\n", 0),
        (
            "e.md",
            "| 乡镇 | 男性人数 | 女性人数 | 总人数 |\n|---|---|---|---|\n| 三墩镇 | <5 | 20 | 23 |\n| 青云镇 | 10 | 20 | 30 |\n",
            1,
        ),
        (
            "f.csv",
            "2026年城乡低保情况统计表,,,\n乡镇,城市,农村,合计\n三墩镇,不足5,33,36\n青云镇,12,40,52\n",
            1,
        ),
        (
            "g.html",
            "<table><tr><th>乡镇</th><th>特困人数</th></tr><tr><td>三墩镇</td><td>&lt;5</td></tr><tr><td>青云镇</td><td>9</td></tr><tr><td>合计</td><td>12</td></tr></table>",
            1,
        ),
    ] {
        let report = check(PROFILES[0], name, text);
        assert_eq!((report.small_counts.tables, report.small_counts.follows), (1, follows), "{name}");
        let waits = report.verdict == Verdict::NeedsReview;
        assert_eq!(waits, follows > 0, "{name} {}", report.verdict);
    }
}

/// A list of households is no table of statistics, and neither are prices.
#[test]
fn others_hold_no_counts_of_people() {
    for (name, text) in [
        ("a.csv", "姓名,家庭人口,金额\n王建坪,3,900\n李秀兰,1,300\n"),
        ("b.csv", "序号,乡镇,保障人数,金额\n1,三墩镇,3,900\n2,三墩镇,1,300\n3,青云镇,2,600\n"),
        ("c.csv", "项目,单价（元）,面积\n围墙,3,120\n大门,4,20\n"),
        ("d.csv", "年度,平均保障标准,同比\n2018,744,3\n2019,811,9\n"),
    ] {
        assert_eq!(check(PROFILES[0], name, text).small_counts.tables, 0, "{name}");
    }
}
