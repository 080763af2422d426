//! What the columns of a list are, told by headings, by values, and by both.

use yinmo::{Pipeline, Source};

fn masked(name: &str, text: &str) -> String {
    let pipeline = Pipeline::default();
    let (_, out) = pipeline
        .mask_bytes(Source::Bytes { name, bytes: text.as_bytes() }, &mut ())
        .expect("nothing remains");
    String::from_utf8(out).expect("UTF-8 as before")
}

#[test]
fn headings_that_are_counted_joined_or_only_call_somebody() {
    for (list, expected) in [
        (
            "申请人,共同申请人1,共同申请人二,联系人及电话\n赵铁柱,钱多多,无,孙立 13900012001\n王建坪,同左,/,本人 13900012002\n",
            "申请人,共同申请人1,共同申请人二,联系人及电话\n赵*柱,钱*多,无,孙* 139******01\n王*坪,同左,/,本人 139******02\n",
        ),
        (
            "序号,户主姓名/与户主关系,金额\n1,冯建设（本人）,300\n2,蒲　苇（户主）,300\n",
            "序号,户主姓名/与户主关系,金额\n1,冯*设（本人）,300\n2,蒲　*（户主）,300\n",
        ),
        (
            "编号,缴费人,金额\n1,那日苏,100\n2,乌云其木格,100\n3,尼玛次仁,100\n4,关键,100\n",
            "编号,缴费人,金额\n1,那*苏,100\n2,乌***格,100\n3,尼**仁,100\n4,关*,100\n",
        ),
        (
            "填报单位：青石镇,,单位：元,\n序号,救助对象,金额,监护人\n1,逯志成,820,郇丽娟\n",
            "填报单位：青石镇,,单位：元,\n序号,救助对象,金额,监护人\n1,逯*成,820,郇*娟\n",
        ),
        (
            "姓名,金额\n 覃　桂花 ,100\n周文远 Zhou Wenyuan,100\n村支书（签字）：钱建设,\n",
            "姓名,金额\n 覃　*花 ,100\n周*远 Z**,100\n村支书（签字）：钱建设,\n",
        ),
    ] {
        assert_eq!(masked("名单.csv", list), expected);
    }
}

#[test]
fn a_name_beside_its_label_is_masked_in_the_first_row_too() {
    let list = "姓名,王建坪,联系电话\n户主,逯志成,13800012001\n";
    assert_eq!(masked("名单.csv", list), "姓名,王*坪,联系电话\n户主,逯*成,138******01\n");
    let list = "姓名,王建坪,联系电话\n李秀兰,逯志成,13800012001\n";
    assert_eq!(masked("名单.csv", list), "姓名,王*坪,联系电话\n李*兰,逯*成,138******01\n");
    for name in ["扎西顿珠", "其木格", "傅建坪"] {
        let list = format!("姓名,{name},职务\n李秀兰,郇丽娟,主任\n");
        assert!(!masked("名单.csv", &list).contains(name), "{name}");
    }
}

#[test]
fn a_heading_that_is_not_known_is_no_name_beside_one_for_names() {
    let list = "姓名,措施,金额\n逯志成,务工,300\n郇丽娟,教育,300\n";
    assert_eq!(masked("名单.csv", list), "姓名,措施,金额\n逯*成,务工,300\n郇*娟,教育,300\n");
}

#[test]
fn names_that_end_like_offices_are_told_by_the_number_beside_them() {
    let list = "姓名,身份证号,金额\n郑开镇,330106190102030017,300\n张登科,,300\n石门镇,,600\n财务科,,600\n";
    let expected = "姓名,身份证号,金额\n郑*镇,330106************,300\n张*科,,300\n石门镇,,600\n财务科,,600\n";
    assert_eq!(masked("名单.csv", list), expected);
}

#[test]
fn members_hang_below_their_head_by_lines() {
    let list = "| 户主 | 人口 |\n|---|---|\n| 逯志成 | 2 |\n| &nbsp;└ 吴阿当（妻） | |\n";
    assert_eq!(masked("名单.md", list), list.replace("逯志成", "逯*成").replace("吴阿当", "吴*当"));
}

#[test]
fn words_alone_in_cells_are_nobody() {
    let list =
        "序号,姓名,备注\n1,逯志成,限高\n2,郇丽娟,醉驾\n3,昝玉兰,坐月子\n4,窦芃,包保台账\n5,亓秀英,傅强\n";
    let expected =
        "序号,姓名,备注\n1,逯*成,限高\n2,郇*娟,醉驾\n3,昝*兰,坐月子\n4,窦*,包保台账\n5,亓*英,傅*\n";
    assert_eq!(masked("名单.csv", list), expected);
}

#[test]
fn who_is_on_duty_is_named_in_tables_within_text_too() {
    let list = "| 姓名 | 职务 | 办公电话 |\n|---|---|---|\n| 伍远征 | 镇长 | 0571-87012345 |\n| 喻秋实 | 副镇长 | 0571-87012346 |\n";
    assert_eq!(masked("领导.md", list), list);
}

#[test]
fn homes_in_numbers_alone() {
    let list = "姓名,现住址\n王建坪,9-2-602\n王小坪,3-501\n王大坪,2019-03-04\n王中坪,/\n";
    assert_eq!(masked("名单.csv", list), "姓名,现住址\n王*坪,***\n王*坪,***\n王*坪,2019-03-04\n王*坪,/\n");
}

/// A mistyped number is one by its label, which stands beside it here.
#[test]
fn fields_below_each_other_have_their_labels_beside_them() {
    let form = "项目,内容\n申请人姓名,鲜于建设\n身份证号码,33010619010203001X\n";
    assert_eq!(masked("申请表.csv", form), "项目,内容\n申请人姓名,鲜于*设\n身份证号码,330106************\n");
    let form = "| 项目 | 内容 |\n|---|---|\n| 身份证号码 | 33010619010203001X |\n| 现住址 | 9-2-602 |\n| 出生年月 | 一九〇一年二月 |\n";
    let expected = "| 项目 | 内容 |\n|---|---|\n| 身份证号码 | 330106************ |\n| 现住址 | *** |\n| 出生年月 | 一九〇一年 |\n";
    assert_eq!(masked("申请表.md", form), expected);
}
