//! What must hold of every profile, whatever the document: what it writes is clean, nothing else was touched, nobody can
//! be worked out from it, and it can be said again without changing.

use yinmo::finding::{Confidence, Role};
use yinmo::kind::{Group, Kind};
use yinmo::operators::Effect;
use yinmo::policy::{ColumnAction, Policy, Reason, Source as From, Statement, Subject};
use yinmo::{Item, Key, Pipeline, Report, Source};

struct Document {
    name: &'static str,
    text: &'static str,
    /// What a reader needs to search and check it.
    furniture: &'static [&'static str],
    /// What must not be found in anything that is said about it.
    values: &'static [&'static str],
}

const LETTER: Document = Document {
    name: "答复.txt",
    text: "青溪县民政局关于王建坪同志来信的答复\n杭民发〔2019〕12号\n\n王建坪同志：\n您（身份证号330106190102030017，1901年2月3日出生，\
           家住浙江省杭州市西湖区三墩镇青云村3组12号，手机13800012001）来信收悉。您的妻子李秀兰患尿毒症，邻居周文博可以作证。\n\
           经核，2019年3月起每月发放低保金917元，全年共11004元，占家庭支出的38.5%。依据GB/T 37964—2019办理。\n\
           案号（2019）浙0106民初1234号。统一社会信用代码51330100MJ8700001P。咨询电话0571-87012345，热线12345，网址www.example.gov.cn。\n\
           王建坪的银行卡号6228480330000000019。\n青溪县民政局\n2019年4月1日\n",
    furniture: &[
        "杭民发〔2019〕12号",
        "2019年3月起",
        "917元",
        "11004元",
        "38.5%",
        "GB/T 37964—2019",
        "（2019）浙0106民初1234号",
        "51330100MJ8700001P",
        "0571-87012345",
        "12345",
        "2019年4月1日",
    ],
    values: &[
        "王建坪",
        "李秀兰",
        "周文博",
        "330106190102030017",
        "13800012001",
        "青云村3组",
        "6228480330000000019",
    ],
};

const LIST: Document = Document {
    name: "名单.csv",
    text: "三墩镇2019年3月低保名单（杭民发〔2019〕12号）,,,,,,,\n\
           序号,户主姓名,身份证号,联系电话,家庭住址,保障人数,保障金额,账号\n\
           1,王建坪,330106190102030017,13800012001,三墩镇青云村3组12号,2,1834,6228480330000000019\n\
           2,李秀兰,330106190203040024,13800012002,三墩镇青云村4组5号,1,917.5,6228480330000000027\n\
           3,欧阳明珠,330106190304050012,13800012003,三墩镇兰里村1组,3,2751,6228480330000000035\n\
           合计,,,,,6,5502.5,\n\
           监督电话：0571-87012345,,,,,,,\n",
    furniture: &["杭民发〔2019〕12号", "1834", "917.5", "2751", "5502.5", "0571-87012345", "合计"],
    values: &[
        "王建坪",
        "李秀兰",
        "欧阳明珠",
        "330106190102030017",
        "13800012001",
        "青云村3组",
        "6228480330000000019",
    ],
};

const MARKDOWN: Document = Document {
    name: "公示.md",
    text: "# 临时救助公示\n\n杭民发〔2019〕13号，公示期2019年5月6日至5月12日，监督电话0571-87012345。\n\n\
           | 序号 | 申请人 | 身份证号 | 救助金额 |\n|---|---|---|---|\n| 1 | 王建坪 | 330106190102030017 | 3000元 |\n\
           | 2 | 李秀兰 | 330106190203040024 | 1500元 |\n| 合计 | | | 4500元 |\n\n联系人周文博，手机13800012001。\n",
    furniture: &[
        "杭民发〔2019〕13号",
        "2019年5月6日至5月12日",
        "0571-87012345",
        "3000元",
        "1500元",
        "4500元",
    ],
    values: &["330106190102030017", "330106190203040024", "13800012001"],
};

const RECORDS: Document = Document {
    name: "数据.json",
    text: "[{\"姓名\": \"王建坪\", \"身份证号\": \"330106190102030017\", \"电话\": \"13800012001\", \"金额\": 917, \"文号\": \"杭民发〔2019〕12号\"},\n \
           {\"姓名\": \"李秀兰\", \"身份证号\": \"330106190203040024\", \"电话\": \"13800012002\", \"金额\": 500, \"文号\": \"杭民发〔2019〕12号\"}]\n",
    furniture: &["917", "500", "杭民发〔2019〕12号"],
    values: &["王建坪", "李秀兰", "330106190102030017", "13800012001"],
};

const PAGE: Document = Document {
    name: "公示.html",
    text: "<html><head><meta charset=\"utf-8\"><title>公示</title></head><body><h1>临时救助公示</h1>\
           <p>杭民发〔2019〕13号，监督电话0571-87012345。</p><table><tr><th>申请人</th><th>身份证号</th><th>手机号</th><th>救助金额</th></tr>\
           <tr><td>王建坪</td><td>330106190102030017</td><td>13800012001</td><td>3000元</td></tr>\
           <tr><td>李秀兰</td><td>330106190203040024</td><td>13800012002</td><td>1500元</td></tr></table></body></html>\n",
    furniture: &["杭民发〔2019〕13号", "0571-87012345", "3000元", "1500元"],
    values: &["330106190102030017", "330106190203040024", "13800012001"],
};

const JUDGMENT: Document = Document {
    name: "判决书.txt",
    text: "杭州市西湖区人民法院民事判决书\n（2019）浙0106民初1234号\n原告：王建坪，男，汉族，住浙江省杭州市西湖区三墩镇青云村3组12号，公民身份号码330106190102030017。\n\
           委托诉讼代理人：温如海，浙江青云律师事务所律师。\n被告：王建国，男，手机13800012001。\n证人李秀兰到庭作证。\n\
           王建坪诉称，王建国于2018年3月4日借款21600元，月利率2%。本院认为，依照《中华人民共和国民法典》第六百七十五条，判决如下：\n\
           一、王建国于本判决生效之日起十日内归还王建坪借款21600元；\n案件受理费340元，由王建国负担。\n审判长严正平\n人民陪审员孔令岳\n书记员章程\n二〇一九年六月一日\n",
    furniture: &[
        "（2019）浙0106民初1234号",
        "2018年3月4日",
        "21600元",
        "2%",
        "340元",
        "严正平",
        "孔令岳",
        "二〇一九年六月一日",
    ],
    values: &["330106190102030017", "13800012001", "青云村3组"],
};

const DOCUMENTS: [&Document; 6] = [&LETTER, &LIST, &MARKDOWN, &RECORDS, &PAGE, &JUDGMENT];

/// Every profile under every audience it has, with whatever it asks to be stated.
fn profiles() -> impl Iterator<Item = (String, Pipeline)> {
    let audiences = |name| match name {
        "social-assistance-notice" => &[Some("board"), Some("portal")][..],
        _ => &[None],
    };
    let named = Policy::builtin_names()
        .flat_map(move |name| audiences(name).iter().map(move |audience| (name, *audience)));
    named.map(|(name, audience)| {
        (format!("{name} {}", audience.unwrap_or_default()), Pipeline::new(profile(name, audience)))
    })
}

fn profile(name: &str, audience: Option<&str>) -> Policy {
    let statement =
        Statement { legal_basis: Some("测试".to_owned()), publish_until: "2026-12-31".parse().ok() };
    let key = Key::from_bytes(std::array::from_fn(|nth| nth as u8));
    Policy::load(&From { profile: Some(name), audience, statement, key: Some(&key), ..From::default() })
        .expect("a valid policy")
}

/// What is written, and what is said about it.
fn mask(pipeline: &Pipeline, name: &str, text: &str) -> (Report, Vec<Item>, String) {
    let mut items = Vec::new();
    let source = Source::Bytes { name, bytes: text.as_bytes() };
    let (report, out) = pipeline.mask_bytes(source, &mut items).expect("it is masked");
    (report, items, String::from_utf8(out).expect("UTF-8"))
}

fn check(pipeline: &Pipeline, name: &str, text: &str) -> (Report, Vec<Item>) {
    let mut items = Vec::new();
    let report =
        pipeline.check(Source::Bytes { name, bytes: text.as_bytes() }, &mut items).expect("it is read");
    (report, items)
}

/// Calls `check` with each profile, each document and what is written of it; collects what it complains of.
fn of_every_output(check: impl Fn(&str, &Pipeline, &Document, &Report, &str) -> Vec<String>) {
    let mut complaints = Vec::new();
    for (name, pipeline) in profiles() {
        for document in DOCUMENTS {
            let (report, _, out) = mask(&pipeline, document.name, document.text);
            assert!(!out.is_empty(), "{name} {} {}", document.name, report.verdict);
            let found = check(&name, &pipeline, document, &report, &out);
            complaints.extend(found.into_iter().map(|what| format!("{name} {}: {what}", document.name)));
        }
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

/// 1. What was written is read again and holds nothing that the profile would hide.
#[test]
fn a_second_look_finds_nothing() {
    of_every_output(|_, pipeline, document, _, out| {
        let (_, items) = check(pipeline, document.name, out);
        let left = items.iter().filter(|item| !matches!(item.action.effect(), Effect::Keep | Effect::Review));
        left.map(|item| format!("{} {} {}", item.kind, item.action.id(), item.preview)).collect()
    });
}

/// 2. What makes a document searchable stands there as it stood.
#[test]
fn furniture_is_kept_byte_for_byte() {
    of_every_output(|name, _, document, _, out| {
        // Of a notice all columns go that the public does not need.
        let goes = |piece: &str| {
            name.starts_with("social") && document.name.ends_with(".json") && piece.contains("杭民发")
        };
        let wanted = document.furniture.iter().filter(|piece| !goes(piece));
        let lost =
            wanted.filter(|piece| out.matches(**piece).count() < document.text.matches(**piece).count());
        lost.map(|piece| format!("{piece}\n{out}")).collect()
    });
}

/// 3. No row leaves fewer than five hundred identity numbers, given all that is published beside it.
#[test]
fn too_many_numbers_remain_possible() {
    of_every_output(|name, pipeline, document, report, out| {
        if name.starts_with("review-only") {
            return Vec::new();
        }
        let again = check(pipeline, document.name, out).0;
        let rows = report.exposed.rows + again.exposed.rows;
        Vec::from_iter((rows > 0).then(|| format!("{rows} rows")))
    });
}

/// 4. Once more changes nothing.
#[test]
fn twice_is_once() {
    of_every_output(|_, pipeline, document, _, out| {
        let again = mask(pipeline, document.name, out).2;
        Vec::from_iter((again != out).then(|| format!("{out}\n{again}")))
    });
}

/// 5. One person is called the same everywhere in a document.
#[test]
fn one_person_one_replacement() {
    for (name, pipeline) in profiles() {
        let text = "申请人：王建坪，妻子李秀兰。\n王建坪来信说，李秀兰来访。经查，王建坪与李秀兰同住。\n";
        let (_, items, out) = mask(&pipeline, "答复.txt", text);
        let hidden = items
            .iter()
            .filter(|item| item.kind == Kind::Person && item.action.effect() != Effect::Keep)
            .count();
        let (man, woman) = (out.matches("王建坪").count(), out.matches("李秀兰").count());
        // Where the purpose is that the neighbours know who applied, the household is not named.
        assert!([man, woman].iter().all(|count| matches!(count, 0 | 3)), "{name} {hidden}\n{out}");
        if man > 0 {
            continue;
        }
        let said = |before: &str, after: &str| {
            let start = out.find(before).unwrap_or_else(|| panic!("{name} {out}")) + before.len();
            out[start..].split(after).next().unwrap_or_default().to_owned()
        };
        let men = [said("申请人：", "，"), said("\n", "来信"), said("经查，", "与")];
        let women = [said("妻子", "。"), said("来信说，", "来访"), said("与", "同住")];
        assert!(men.iter().all(|called| *called == men[0]), "{name}\n{out}");
        assert!(women.iter().all(|called| *called == women[0]), "{name}\n{out}");
    }
}

/// 6. Nothing that is said about a document holds a value.
#[test]
fn reports_hold_no_value() {
    for (name, pipeline) in profiles() {
        for document in DOCUMENTS {
            let (report, items, _) = mask(&pipeline, document.name, document.text);
            let said = format!("{report:?} {items:?}");
            let told = document.values.iter().filter(|value| said.contains(**value));
            assert_eq!(told.count(), 0, "{name} {}", document.name);
        }
    }
}

/// 7. Nothing personal stays without a rule, and no rule without its basis.
#[test]
fn what_stays_has_a_basis() {
    for (name, _) in profiles() {
        let mut words = name.split(' ');
        let policy = profile(words.next().unwrap_or_default(), words.next().filter(|word| !word.is_empty()));
        for kind in Kind::ALL.iter().copied().filter(|kind| kind.group() != Group::Furniture) {
            for role in Role::ALL {
                let subjects = [
                    Subject::in_text(kind, role, Confidence::HIGH),
                    Subject::in_column(kind, role, Confidence::HIGH, ColumnAction::ByKind),
                ];
                for subject in subjects {
                    let decision = policy.decide(&subject);
                    let stays =
                        decision.action.effect() == Effect::Keep && decision.reason != Reason::Allowed;
                    let because = decision.basis.is_some_and(|basis| !basis.trim().is_empty());
                    assert!(!stays || because, "{name} {kind} {}", role.id());
                }
            }
        }
    }
}

/// 8. The numbers of a column add up to what they did.
#[test]
fn totals_still_add_up() {
    for (name, pipeline) in profiles() {
        let (_, _, out) = mask(&pipeline, LIST.name, LIST.text);
        for heading in ["保障人数", "保障金额"] {
            assert_eq!(column(&out, heading), column(LIST.text, heading), "{name}\n{out}");
        }
        let amounts: Vec<f64> =
            column(&out, "保障金额").iter().filter_map(|cell| cell.parse().ok()).collect();
        let (total, parts) = amounts.split_last().expect("amounts");
        assert!((parts.iter().sum::<f64>() - total).abs() < 0.001, "{name}\n{out}");
    }
}

fn column<'t>(table: &'t str, heading: &str) -> Vec<&'t str> {
    let at =
        table.lines().find_map(|line| line.split(',').position(|cell| cell == heading)).expect("the heading");
    table
        .lines()
        .filter_map(|line| line.split(',').nth(at))
        .filter(|cell| cell.parse::<f64>().is_ok())
        .collect()
}
