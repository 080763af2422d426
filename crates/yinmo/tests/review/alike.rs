//! Cells that are written alike are treated alike, without being read again. Whether items are wanted decides whether
//! rows are read one by one, so both ways must lead to the same file and the same counts.

use std::sync::LazyLock;

use proptest::prelude::*;
use yinmo::policy::Policy;
use yinmo::{Item, Pipeline, Report, Source};

/// A column: its heading and the cells that may stand in it, plain ones and others.
const COLUMNS: [(&str, &[&str]); 19] = [
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
            " 王建坪",
            "傅成浩　",
            "王\"建坪",
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
            "３３０１０６１９０１０２０３００１７",
            "330106190102030017 ",
            "330106201503040014",
            "330106201208090027",
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
            "１３８００００１２００１",
            "0",
            "-",
            "13800012001\n13800012002",
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
    ("出生日期", &["1952-03-04", "1952年3月4日", "19520304", "2015-03-04", "2012年8月9日", ""]),
    ("困难类型", &["低保", "特困", "低保", "特困", "孤儿"]),
    ("病种", &["肺癌", "中风", ""]),
    ("年龄", &["8", "17", "18", "63岁", "十二", ""]),
    ("监护人", &["侯秀英", "王建坪", "无", ""]),
    ("就读学校", &["青溪县实验小学", "青溪县实验小学二年级3班", "辍学", ""]),
    ("与户主关系", &["户主", "长子", "孙女", "配偶", ""]),
    ("户主姓名", &["王建坪", "芮子轩", "欧阳明珠", ""]),
    ("备注", &["", "无", "与李淑岑同住", "电话13800012006", "2019年3月起", "新增"]),
];

/// What stands between lists and below them, and rows that are no rows of theirs.
const OTHERS: [&str; 8] = [
    "困境儿童名单",
    "3,,",
    "合计,12",
    "",
    "填表人：王建坪,联系电话：13800012006",
    "1,3,8,0,0,0,1,2,0,0,1",
    "杭州市西湖区低保名单",
    "姓名,王建坪,13800012001,330106190102030017,青云村3组12号,6228480330000000019,1,2,3",
];

/// How a cell is written.
#[derive(Clone, Copy, Debug)]
enum Written {
    Usually,
    InQuotes,
    AsFormula,
    Irregularly,
}

impl Written {
    fn cell(self, value: &str) -> String {
        let doubled = value.replace('"', "\"\"");
        match self {
            Self::Usually if !value.contains([',', '\n']) => value.to_owned(),
            Self::AsFormula if !value.contains([',', '\n', '"']) => format!("=\"{value}\""),
            Self::Irregularly if !value.contains([',', '\n', '"']) => format!("\"{value}\" "),
            _ => format!("\"{doubled}\""),
        }
    }
}

fn row(columns: &[usize]) -> impl Strategy<Value = String> + use<> {
    let written = prop_oneof![
        20 => Just(Written::Usually),
        3 => Just(Written::InQuotes),
        1 => Just(Written::AsFormula),
        1 => Just(Written::Irregularly),
    ];
    let cells: Vec<_> =
        columns.iter().map(|&nth| (prop::sample::select(COLUMNS[nth].1), written.clone())).collect();
    let len = columns.len();
    // Most rows are as long as their heading.
    let len = prop_oneof![8 => Just(len), 1 => 1..=len];
    let own = (cells, len).prop_map(|(cells, len)| {
        let cells = cells.into_iter().take(len).map(|(value, written)| written.cell(value));
        cells.collect::<Vec<_>>().join(",")
    });
    prop_oneof![20 => own, 1 => prop::sample::select(&OTHERS[..]).prop_map(str::to_owned)]
}

fn list() -> impl Strategy<Value = Vec<String>> {
    let columns = prop::sample::subsequence((0..COLUMNS.len()).collect::<Vec<_>>(), 2..8);
    columns.prop_flat_map(|columns| {
        let heading: Vec<&str> = columns.iter().map(|&nth| COLUMNS[nth].0).collect();
        let heading = heading.join(",");
        (prop::bool::weighted(0.9), prop::collection::vec(row(&columns), 1..40)).prop_map(
            // Without a heading the columns are told by what stands in them.
            move |(headed, rows)| headed.then(|| heading.clone()).into_iter().chain(rows).collect(),
        )
    })
}

fn table() -> impl Strategy<Value = String> {
    let line_end = prop::sample::select(&["\n", "\r\n"][..]);
    (prop::collection::vec(list(), 1..3), line_end)
        .prop_map(|(lists, line_end)| lists.concat().into_iter().map(|line| line + line_end).collect())
}

static PIPELINES: LazyLock<[(&str, Pipeline); 5]> = LazyLock::new(|| {
    ["general-publication", "social-assistance-notice", "punitive-disclosure", "internal-sharing", "strict"]
        .map(|profile| (profile, Pipeline::new(Policy::builtin(profile).expect("a built-in profile"))))
});

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
        for (profile, pipeline) in &*PIPELINES {
            let (read, expected) = masked(pipeline, &table, true);
            let (met, found) = masked(pipeline, &table, false);
            prop_assert_eq!(&found, &expected, "{}", profile);
            prop_assert_eq!(met.counts, read.counts);
            prop_assert_eq!(met.exposed, read.exposed);
            prop_assert_eq!(met.children, read.children);
            prop_assert_eq!(met.hidden, read.hidden);
            prop_assert_eq!(met.verdict, read.verdict);
        }
    }
}
