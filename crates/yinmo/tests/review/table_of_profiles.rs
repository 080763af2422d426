//! What each profile promises of each kind of thing, in sentences and tables as offices write them. The policies are
//! read from their own files.

use yinmo::policy::{Policy, Source, Statement};
use yinmo::{Key, Pipeline};

/// The profile, with whatever it asks to be stated.
fn profile(name: &str, audience: Option<&str>, own: &str) -> Pipeline {
    let statement =
        Statement { legal_basis: Some("测试".to_owned()), publish_until: "2026-12-31".parse().ok() };
    let key = Key::from_bytes(std::array::from_fn(|nth| nth as u8));
    let file = Some(("yinmo.toml", own)).filter(|(_, own)| !own.is_empty());
    let source = Source { profile: Some(name), audience, statement, key: Some(&key), file };
    Pipeline::new(Policy::load(&source).expect("a valid policy"))
}

fn masked(pipeline: &Pipeline, name: &str, text: &str) -> (&'static str, String) {
    let (report, out) = pipeline
        .mask_bytes(yinmo::Source::Bytes { name, bytes: text.as_bytes() }, &mut ())
        .expect("it is masked");
    (report.verdict.id(), String::from_utf8(out).expect("UTF-8"))
}

/// Each text becomes what stands beside it; an empty one stays as it is.
fn check(pipeline: &Pipeline, name: &str, cases: &[(&str, &str)]) {
    let mut failures = Vec::new();
    for &(before, after) in cases {
        let after = if after.is_empty() { before } else { after };
        let (verdict, found) = masked(pipeline, name, before);
        if found != after {
            failures.push(format!("{before}\n{after}\n{found} ({verdict})"));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}

fn verdicts(pipeline: &Pipeline, name: &str, cases: &[(&str, &str)]) {
    for &(text, expected) in cases {
        assert_eq!(masked(pipeline, name, text).0, expected, "{text}");
    }
}

#[test]
fn general_publication_in_text() {
    check(
        &profile("general-publication", None, ""),
        "通知.txt",
        &[
            ("身份证号：330106190102030017。", "身份证号：330106************。"),
            ("公民身份号码330106 19010203 0017", "公民身份号码330106 ******** ****"),
            ("港澳台居民居住证号810000199408230021", "港澳台居民居住证号810000************"),
            ("外国人永久居留身份证号911124198108030024", "外国人永久居留身份证号911124************"),
            ("残疾人证号33010619010203001743", "残疾人证号330106**************"),
            ("学籍号G330106190102030017", "学籍号G33010*************"),
            ("纳税人识别号33010619010203001701", "纳税人识别号330106**************"),
            ("护照号码：EA0123456", "护照号码：EA*******"),
            ("回乡证号H12345678", "回乡证号H1*******"),
            ("台胞证号12345678", "台胞证号12******"),
            ("军官证：军字第1234567号", "军官证：军字第12*****号"),
            ("出生医学证明编号T330123456", "出生医学证明编号T3********"),
            ("结婚证字号J330106-2019-001234", "结婚证字号J3*****-****-******"),
            ("驾驶证档案编号330112345678", "驾驶证档案编号33**********"),
            ("手机13800012001，", "手机138******01，"),
            ("联系方式：+86 138-0001-2001", "联系方式：+86 138-****-**01"),
            ("家庭电话0571-87012348；咨询电话0571-87012345。", "家庭电话[电话]；咨询电话0571-87012345。"),
            ("监督举报电话：0571-87012345、12345。", ""),
            ("银行卡号6228480330000000019", "银行卡号[账号]"),
            ("存折账号：12-345678-9012", "存折账号：[账号]"),
            ("捐赠账户：市慈善总会，账号1202020619900123456", ""),
            ("申请人王建坪提出申请。", "申请人王*坪提出申请。"),
            ("户主李四。", "户主李*。"),
            ("申请人欧阳明珠。", "申请人欧阳*珠。"),
            ("申请人买买提·艾力江。", "申请人买**。"),
            ("市民政局局长孔令岳主持会议。", ""),
            ("张小宝，男，8岁，随祖母侯秀英居住。", "某某，男，8岁，随祖母某某居住。"),
            ("家住浙江省杭州市西湖区三墩镇青云村3组12号。", "家住浙江省杭州市西湖区三墩镇。"),
            ("办公地址：杭州市上城区解放东路18号。", ""),
            ("王建坪，1952年3月4日出生。", "王*坪，1952年出生。"),
            ("出生日期：1952-03-04", "出生日期：1952年"),
            ("邮箱zhang_test01@example.com", "邮箱z***@example.com"),
            ("邮箱：mzjjb@hz.gov.cn", ""),
            ("QQ：123456789", "QQ：12*******"),
            ("李四驾驶浙A12345小型汽车。", "李*驾驶浙A·*****小型汽车。"),
            ("杭民发〔2019〕12号、（2019）浙0106民初1234号", ""),
            ("统一社会信用代码51330100MJ8700001P", ""),
            ("共发放2160元，2026年3月1日起执行，热线12345、96345、400-800-1234。", ""),
            ("索引号：002489210/2019-00012；项目代码2019-330106-48-03-012345", ""),
            ("依据GB/T 35273—2020执行。", ""),
        ],
    );
}

#[test]
fn general_publication_waits_where_it_says_so() {
    verdicts(
        &profile("general-publication", None, ""),
        "通知.txt",
        &[
            ("王建坪因肺癌住院治疗。", "needs-review"),
            ("李四，肢体残疾二级。", "needs-review"),
            ("王建坪刑满释放后返乡。", "needs-review"),
            ("王建坪信仰基督教。", "needs-review"),
            ("社会救助科科长孔令岳，手机13800012001。", "needs-review"),
            ("捐赠名单\n韩启岳 200元\n王建坪 300元\n", "needs-review"),
            ("共发放低保金2160元。", "clean"),
        ],
    );
}

#[test]
fn general_publication_in_tables() {
    check(
        &profile("general-publication", None, ""),
        "名单.csv",
        &[
            ("序号,姓名,致贫原因,金额\n1,王建坪,肺癌,917\n", "序号,姓名,金额\n1,王*坪,917\n"),
            ("姓名,残疾类别,残疾等级,金额\n王建坪,肢体,二级,100\n", "姓名,金额\n王*坪,100\n"),
            ("姓名,宗教信仰,犯罪记录,金额\n王建坪,无,无,100\n", "姓名,金额\n王*坪,100\n"),
            ("姓名,月收入,房产,金额\n王建坪,2000,1套,100\n", "姓名,金额\n王*坪,100\n"),
            (
                "姓名,村,出生日期,住址\n王建坪,青云村,1952.3.4,三墩镇青云村3组\n",
                "姓名,出生日期,住址\n王*坪,1952年,三墩镇\n",
            ),
            (
                "姓名,开户行,银行账号\n王建坪,农业银行,6228480330000000019\n",
                "姓名,开户行,银行账号\n王*坪,农业银行,[账号]\n",
            ),
            ("事项,文号,咨询电话\n低保,杭民发〔2019〕12号,0571-87012345\n", ""),
        ],
    );
}

const RELIEF: &str = "序号,户主姓名,身份证号,联系电话,乡镇（街道）,村（社区）,家庭住址,致贫原因,保障人数,保障金额,银行账号\n\
                      1,王建坪,330106190102030017,13800012001,三墩镇,青云村,三墩镇青云村3组12号,肺癌,2人,2160元,6228480330000000019\n";

#[test]
fn social_assistance_notices() {
    let notice = "social-assistance-notice";
    let head = "序号,户主姓名,乡镇（街道）,村（社区）,家庭住址,保障人数,保障金额\n";
    let after = |name, address| format!("{head}1,{name},三墩镇,青云村,{address},2人,2160元\n");
    check(&profile(notice, Some("portal"), ""), "低保.csv", &[(RELIEF, &after("王建坪", "三墩镇"))]);
    check(&profile(notice, Some("board"), ""), "低保.csv", &[(RELIEF, &after("王建坪", "三墩镇青云村"))]);
    let starred = profile(notice, None, "[kinds]\nperson = { default = \"star-name\" }");
    check(&starred, "低保.csv", &[(RELIEF, &after("王*坪", "三墩镇"))]);
    for audience in ["board", "portal"] {
        check(
            &profile(notice, Some(audience), ""),
            "公示.csv",
            &[
                (
                    "申请人,家庭成员姓名,家庭人口,月保障金额\n王建坪,李秀兰,3,900\n",
                    "申请人,家庭人口,月保障金额\n王建坪,3,900\n",
                ),
                (
                    "户主,性别,年龄,健康状况,起始月份\n王建坪,男,67,良好,2019-03\n",
                    "户主,起始月份\n王建坪,2019-03\n",
                ),
                ("户主,家庭收入,房产,类别\n王建坪,500,无,低保\n", "户主,类别\n王建坪,低保\n"),
                ("户主,配偶姓名,低保证号,金额\n王建坪,李秀兰,A1234567,900\n", "户主,金额\n王建坪,900\n"),
                ("户主,说不清的列,金额\n王建坪,甲,900\n", "户主,金额\n王建坪,900\n"),
            ],
        );
        verdicts(
            &profile(notice, Some(audience), ""),
            "公示.csv",
            &[("户主,金额,备注\n王建坪,900,患病\n", "needs-review"), ("户主,金额\n王建坪,900\n", "clean")],
        );
    }
    check(
        &profile(notice, None, ""),
        "公示.txt",
        &[(
            "三墩镇2026年3月低保公示\n户主王建坪，保障2人，月保障金额2160元。\n监督电话：0571-87012345\n",
            "",
        )],
    );
}

#[test]
fn children_under_every_profile() {
    for name in Policy::builtin_names().filter(|name| *name != "review-only") {
        let pipeline = profile(name, None, "");
        for text in [
            "张小宝，男，8岁，随祖母侯秀英居住。",
            "未成年人张小宝的监护人已到场。",
            "学生张小宝，12岁，就读于青溪县实验小学。",
        ] {
            let (verdict, out) = masked(&pipeline, "情况.txt", text);
            assert!(!out.contains("张小宝") && !out.contains("侯秀英"), "{name} {verdict}\n{out}");
        }
        let notice = "本市共有困境儿童23名，已全部纳入保障。\n";
        assert_eq!(masked(&pipeline, "情况.txt", notice), ("clean", notice.to_owned()), "{name}");
    }
}

#[test]
fn punitive_publicity() {
    let pipeline = profile("punitive-disclosure", None, "");
    check(
        &pipeline,
        "处罚决定.txt",
        &[
            (
                "当事人钱启明，男，身份证号330106190102030017，住三墩镇青云村3组12号，电话13800012001；举报人周小沣。处罚款500元，杭民罚决〔2019〕3号。",
                "当事人钱启明，男，身份证号330106************，住三墩镇，电话[电话]；举报人周某。处罚款500元，杭民罚决〔2019〕3号。",
            ),
            (
                "行政处罚决定书\n被处罚人：钱启明，银行账号6228480330000000019。证人周小沣、周文博证实。\n",
                "行政处罚决定书\n被处罚人：钱启明，银行账号[账号]。证人周某1、周某2证实。\n",
            ),
        ],
    );
    verdicts(
        &pipeline,
        "处罚决定.txt",
        &[
            ("行政处罚决定书\n被处罚人：芮子轩，15岁，学生。罚款200元。\n", "must-not-publish"),
            ("行政处罚决定书\n当事人：芮子轩，女，2012年5月6日出生。罚款200元。\n", "must-not-publish"),
        ],
    );
    let numbered =
        profile("punitive-disclosure", None, "[kinds]\nresident-id = { mask = { prefix = 3, suffix = 4 } }");
    verdicts(
        &numbered,
        "名单.csv",
        &[
            ("被执行人姓名,性别,出生日期,身份证号\n钱启明,男,1901年2月3日,330106190102030017\n", "masked"),
            ("被执行人姓名,性别,年龄,身份证号\n钱启明,男,,330106190102030017\n", "masked"),
        ],
    );
}

#[test]
fn mandatory_disclosure() {
    let pipeline = profile("mandatory-disclosure", None, "");
    check(
        &pipeline,
        "公告.txt",
        &[
            (
                "关于温如海同志任前公示的公告\n温如海，男，汉族，1975年3月4日出生，大学学历，现任青溪县民政局科长，拟任副局长。\n",
                "关于温如海同志任前公示的公告\n温如海，男，汉族，1975年3月出生，大学学历，现任青溪县民政局科长，拟任副局长。\n",
            ),
            (
                "寻亲公告\n2019年3月4日在三墩镇青云村口拾获女婴一名，估计出生三日，右臂有胎记。拾获人：周小沣，电话13800012001。\n",
                "寻亲公告\n2019年3月4日在三墩镇青云村口拾获女婴一名，估计出生三日，右臂有胎记。拾获人：周某，电话[电话]。\n",
            ),
            (
                "青溪县2026年公开招聘拟聘用人员公示\n1. 王建坪，男，浙江大学毕业，拟聘用单位青溪县社会福利院。\n2. 李秀兰，女，准考证号33010612345。\n举报人周小沣来电。\n",
                "青溪县2026年公开招聘拟聘用人员公示\n1. 王建坪，男，浙江大学毕业，拟聘用单位青溪县社会福利院。\n2. 李秀兰，女，准考证号33010612345。\n举报人周某来电。\n",
            ),
            (
                "采购公告\n采购人：青溪县民政局，联系人：温如海，电话0571-86120000。供应商代表王建坪，身份证号330106190102030017。\n",
                "采购公告\n采购人：青溪县民政局，联系人：温如海，电话0571-86120000。供应商代表王某，身份证号[证件号]。\n",
            ),
        ],
    );
}

#[test]
fn court_documents() {
    let judgment = |parties: &str| {
        format!(
            "杭州市西湖区人民法院民事判决书\n（2019）浙0106民初1234号\n{parties}\n判决如下：驳回诉讼请求。\n审判长严正平\n"
        )
    };
    let cases = [
        ("原告：王建坪。\n被告：王建国。", "原告：王某1。\n被告：王某2。"),
        ("原告：欧阳明珠。", "原告：欧阳某。"),
        ("原告：买买提·艾力江。", "原告：买某。"),
        ("原告：约翰·史密森。", "原告：约某。"),
        ("原告：John Smith。", "原告：J。"),
        ("被告：杭州青云科技有限公司。", "被告：杭州某科技有限公司。"),
        // A county far away has the name of the brand.
        ("被告：杭州紫金物业管理有限公司。", "被告：杭州某物业管理有限公司。"),
        (
            "原告：王建坪，住浙江省杭州市西湖区三墩镇青云村3组12号，公民身份号码330106190102030017。",
            "原告：王某，住浙江省杭州市西湖区，公民身份号码[证件号]。",
        ),
        (
            "原告：王建坪，电话13800012001，账号6228480330000000019，驾驶浙A12345号车。",
            "原告：王某，电话[电话]，账号[账号]，驾驶[车牌]号车。",
        ),
        ("被告：浙（2019）杭州市不动产权第0012345号登记人王建坪。", "被告：[不动产证号]登记人王某。"),
        ("原告：王建坪，女，1952年3月4日出生，汉族。", "原告：王某，女，1952年3月4日出生，汉族。"),
        ("委托诉讼代理人：严正平，浙江某律师事务所律师。", ""),
        ("法官助理孔令岳，书记员章程。检察员温如海。", ""),
        (
            "原告王建坪（绰号“大坪”）诉王建国。大坪称，王建国借款2160元。",
            "原告王某1（绰号“王某1”）诉王某2。王某1称，王某2借款2160元。",
        ),
    ];
    let cases: Vec<_> = cases
        .map(|(before, after)| (judgment(before), judgment(if after.is_empty() { before } else { after })))
        .into();
    let cases: Vec<_> = cases.iter().map(|(before, after)| (before.as_str(), after.as_str())).collect();
    check(&profile("court-document", None, ""), "判决书.txt", &cases);
}

#[test]
fn strict() {
    check(
        &profile("strict", None, ""),
        "通知.txt",
        &[
            (
                "申请人王建坪，身份证号330106190102030017，电话13800012001，住三墩镇青云村3组12号，账号6228480330000000019。",
                "申请人[姓名]，身份证号[证件号]，电话[电话]，住[地址]，账号[账号]。",
            ),
            ("王建坪，1952年3月4日出生。", "[姓名]，[出生日期]出生。"),
            ("王建坪今年67岁。", "[姓名]今年60—69岁。"),
            ("王建坪（男，95岁）。", "[姓名]（[性别]，90岁以上）。"),
            ("年满60周岁以上的老年人可以申请。", ""),
            ("咨询电话0571-87012345，杭民发〔2019〕12号。", ""),
        ],
    );
    check(
        &profile("strict", None, "[risk]\nk = 0"),
        "名单.csv",
        &[(
            "姓名,年龄,金额\n王建坪,67,100\n李秀兰,93岁,100\n",
            "姓名,年龄,金额\n[姓名],60—69,100\n[姓名],90岁以上,100\n",
        )],
    );
}

/// One person, one code in every document; numbers that nobody has; and none of it is published.
#[test]
fn internal_sharing() {
    let pipeline = profile("internal-sharing", None, "");
    assert!(pipeline.policy().only_deidentifies());
    assert!(!profile("strict", None, "").policy().only_deidentifies());
    let (_, out) = masked(&pipeline, "低保.csv", RELIEF);
    let row: Vec<&str> = out.lines().nth(1).expect("a row").split(',').collect();
    assert!(row[1].starts_with("P-") && row[2].starts_with("000") && row[3].starts_with('9'), "{out}");
    assert!(out.contains("三墩镇") && !out.contains("青云村3组") && !out.contains("肺癌"), "{out}");
    let again = masked(&pipeline, "来信.txt", "户主王建坪来信，身份证号330106190102030017。\n").1;
    assert!(again.contains(row[1]) && again.contains(row[2]), "{again}\n{out}");
    assert_eq!(masked(&pipeline, "低保.csv", &out).1, out, "codes stay codes");
}

/// Documents of the same kinds in other shapes: who is to be known stays, who is not does not.
#[test]
fn other_shapes_of_the_same_documents() {
    let mandatory =
        profile("mandatory-disclosure", None, "[columns]\nunknown = \"by-kind\"\n[risk]\nk = 0\n");
    check(
        &mandatory,
        "任前公示.csv",
        &[(
            "序号,拟任职务,姓名,性别,现任职务,家庭住址,手机\n1,副局长,储建国,男,处长,三墩镇青云村3组12号,13800012001\n",
            "序号,拟任职务,姓名,性别,现任职务,家庭住址,手机\n1,副局长,储建国,男,处长,[地址],[电话]\n",
        )],
    );
    check(
        &mandatory,
        "公告.txt",
        &[(
            "中标公告\n采购人：杭州市民政局，地址：杭州市西湖区紫金路20号。\n中标人：储建国，地址：三墩镇青云村3组12号。\n",
            "中标公告\n采购人：杭州市民政局，地址：杭州市西湖区紫金路20号。\n中标人：储某，地址：[地址]。\n",
        )],
    );
    check(
        &profile("social-assistance-notice", None, ""),
        "特困公示.txt",
        &[
            (
                "特困人员供养公示\n姓名：储德厚\n照料护理人：储建国（侄子）\n",
                "特困人员供养公示\n姓名：储德厚\n照料护理人：[姓名]（侄子）\n",
            ),
            (
                "低保公示\n户主储建国，家庭成员：父窦芃（63岁，务农）；弟窦荻（30岁）。\n",
                "低保公示\n户主储建国，家庭成员：父[姓名]（63岁，务农）；弟[姓名]（30岁）。\n",
            ),
        ],
    );
    check(
        &profile("court-document-2016", None, ""),
        "判决书.txt",
        &[(
            "民事判决书\n收养纠纷：原告窦德厚、姬秀兰与被告蒲俊。\n审判长 孔令岳\n",
            "民事判决书\n收养纠纷：原告窦某、姬某与被告蒲某。\n审判长 孔令岳\n",
        )],
    );
    let donation = "捐赠公示：收到储建国先生捐款500元、滕婧女士捐款300元。\n";
    let pipeline =
        profile("mandatory-disclosure", None, "[kinds.person]\ndonor = \"keep\"\nbasis = \"捐赠人同意\"\n");
    check(&pipeline, "捐赠.txt", &[(donation, donation)]);
}

#[test]
fn what_is_only_reviewed_stays() {
    let pipeline = profile("review-only", None, "");
    check(&pipeline, "名单.csv", &[(RELIEF, "")]);
    verdicts(&pipeline, "名单.csv", &[(RELIEF, "needs-review")]);
}

/// A row says how old somebody is: a child among others is called by no name.
#[test]
fn children_among_others() {
    let list = "姓名,年龄,金额\n王建坪,67,100\n芮子轩,8岁,100\n李秀兰,45,100\n";
    let ages = "[columns]\nkeep = [\"age\", \"birth-date\", \"amount\"]\n[risk]\nk = 0\n";
    check(
        &profile("general-publication", None, ages),
        "名单.csv",
        &[
            (list, "姓名,年龄,金额\n王*坪,67,100\n某某,8岁,100\n李*兰,45,100\n"),
            (
                "姓名,出生日期\n王建坪,1952-03-04\n芮子轩,2015-03-04\n李秀兰,1980-03-04\n",
                "姓名,出生日期\n王*坪,1952年\n某某,2015年\n李*兰,1980年\n",
            ),
            // Whose age a column says is somebody else's.
            (
                "户主姓名,子女年龄\n王建坪,8\n李秀兰,9\n周小沣,41\n",
                "户主姓名,子女年龄\n王*坪,8\n李*兰,9\n周*沣,41\n",
            ),
        ],
    );
    let own = "[columns]\nunknown = \"by-kind\"\n[risk]\nk = 0\n";
    verdicts(
        &profile("punitive-disclosure", None, own),
        "处罚.csv",
        &[
            (
                "被处罚人,出生日期,处罚金额\n王小宝,2012-05-06,200元\n钱启明,1963-05-06,500元\n",
                "must-not-publish",
            ),
            ("被处罚人,出生日期,处罚金额\n王小宝,1999-05-06,200元\n钱启明,1963-05-06,500元\n", "masked"),
        ],
    );
}
