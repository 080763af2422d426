//! Cells that are written alike are treated alike, without being read again. Whether items are wanted decides whether
//! rows are read one by one, so both ways must lead to the same file and the same counts.

use proptest::prelude::*;
use yinmo::policy::Policy;
use yinmo::{Item, Pipeline, Report, Source};

/// A column: its heading and the cells that may stand in it, plain ones and others.
const COLUMNS: [(&str, &[&str]); 12] = [
    ("序号", &["1", "2", "41", "100001", "", "合计"]),
    (
        "姓名",
        &[
            "王建坪",
            "傅成浩",
            "李四",
            "欧阳明珠",
            "窦　芃",
            "买买提·艾力江",
            "合计",
            "张某",
            "王村",
            "李*",
            "王*坪",
            "***",
            "逯志成",
            "张李晓雯",
        ],
    ),
    ("性别", &["男", "女", "", "未知"]),
    (
        "身份证号",
        &[
            "330106190102030017",
            "33010619331212009X",
            "330106190102030018",
            "330106010203001",
            "330106********0017",
            "",
            "无",
            "622848033000000001",
            "330106************",
            "110101************",
            "330106************12",
        ],
    ),
    (
        "联系电话",
        &[
            "13800012001",
            "057187012345",
            "0571-87012345",
            "138-0001-2006",
            "87012345",
            "15400012001",
            "138******01",
            "138****5678",
            "[电话]",
            "13800012001/13800012002",
            "",
        ],
    ),
    (
        "家庭住址",
        &[
            "浙江省杭州市西湖区三墩镇青云村3组12号",
            "三墩镇青云村30组120号",
            "和乐小区12栋1单元404",
            "三墩镇",
            "同上",
            "青云村5号,门牌见附件",
            "双河村五组8号",
            "浙江省杭州市西湖区三墩镇青云村05组1234号",
            "三墩镇青云村1组2号3幢4单元5层6室7户8间9号10室",
            "青云村12-3号",
            "",
        ],
    ),
    (
        "银行卡号",
        &[
            "[账号]",
            "6228480330000000019",
            "6228480330000000018",
            "4367420079389200",
            "62284803300000000",
            "6228 4803 3000 0000 126",
            "",
        ],
    ),
    ("补助金额(元)", &["2160", "1754.50", "0.00", "2,160", "99999999", "0571-8701"]),
    ("所属村", &["青云村", "双浦镇", "王家村", "文三路社区", ""]),
    ("", &["12", "王建坪", "13800012001", "备注", ""]),
    ("出生日期", &["1952-03-04", "1952年3月4日", "19520304", ""]),
    ("备注", &["", "无", "与李淑岑同住", "电话13800012006", "2019年3月起", "新增"]),
];

fn table() -> impl Strategy<Value = String> {
    let columns = prop::sample::subsequence((0..COLUMNS.len()).collect::<Vec<_>>(), 2..8);
    columns.prop_flat_map(|columns| {
        let row: Vec<_> = columns.iter().map(|&nth| prop::sample::select(COLUMNS[nth].1)).collect();
        let heading: Vec<&str> = columns.iter().map(|&nth| COLUMNS[nth].0).collect();
        (prop::bool::weighted(0.9), prop::collection::vec(row, 1..40)).prop_map(move |(headed, rows)| {
            let lines = rows.into_iter().map(|cells| {
                let quoted = cells
                    .into_iter()
                    .map(|cell| if cell.contains(',') { format!("\"{cell}\"") } else { cell.to_owned() });
                quoted.collect::<Vec<_>>().join(",") + "\n"
            });
            // Without a heading the columns are told by what stands in them.
            let heading = if headed { heading.join(",") + "\n" } else { String::new() };
            heading + &lines.collect::<String>()
        })
    })
}

fn masked(pipeline: &Pipeline, table: &str, read_rows: bool) -> (Report, String) {
    let source = Source::Bytes { name: "list.csv", bytes: table.as_bytes() };
    let mut out = Vec::new();
    let report = if read_rows {
        pipeline.mask_to(source, &mut out, &mut Vec::<Item>::new())
    } else {
        pipeline.mask_to(source, &mut out, &mut ())
    };
    (report.expect("memory can be written"), String::from_utf8(out).expect("text"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn rows_met_before_are_treated_as_if_they_were_read(table in table()) {
        for profile in ["general-publication", "social-assistance-notice", "strict"] {
            let pipeline = Pipeline::new(Policy::builtin(profile).expect("a built-in profile"));
            let (read, expected) = masked(&pipeline, &table, true);
            let (met, found) = masked(&pipeline, &table, false);
            prop_assert_eq!(&found, &expected, "{}", profile);
            prop_assert_eq!(met.counts, read.counts);
            prop_assert_eq!(met.exposed, read.exposed);
            prop_assert_eq!(met.verdict, read.verdict);
        }
    }
}
