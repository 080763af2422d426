use std::fmt::Write as _;
use std::path::Path;

use crate::random::Random;

/// A text to measure on.
pub struct Corpus {
    /// The name in the results.
    pub name: &'static str,
    /// The text.
    pub text: String,
    /// How many identifiers stand in it, if the corpus was made here.
    pub identifiers: Option<usize>,
}

/// Bytes of each corpus made here.
const SIZE: usize = 2 << 20;

/// Prose with an item every two kilobytes, prose without, a relief list, logs.
pub fn corpora() -> Vec<Corpus> {
    match std::env::var_os("YINMO_CORPORA") {
        Some(folder) => ["prose_pii.txt", "prose_clean.txt", "prose_laws.txt", "relief.csv", "logs.txt"]
            .into_iter()
            .filter(|name| Path::new(&folder).join(name).exists())
            .map(|name| read(Path::new(&folder), name))
            .collect(),
        None => vec![prose("prose_pii.txt", 2048), prose("prose_clean.txt", usize::MAX), relief(), logs()],
    }
}

fn read(folder: &Path, name: &'static str) -> Corpus {
    let path = folder.join(name);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    Corpus { name, text, identifiers: None }
}

const SUBJECTS: [&str; 8] = [
    "本办法所称救助",
    "县级以上人民政府",
    "民政部门",
    "村民委员会",
    "申请人家庭",
    "有关单位",
    "最低生活保障标准",
    "社会力量",
];
const VERBS: [&str; 8] =
    ["应当及时", "可以依法", "负责组织", "按照规定", "会同有关部门", "在规定期限内", "统筹", "进一步"];
const OBJECTS: [&str; 8] = [
    "办理审核手续",
    "开展入户调查",
    "公布救助结果",
    "完善工作机制",
    "落实保障措施",
    "接受群众监督",
    "提供必要的帮助",
    "加强资金管理",
];

/// Sentences like those of statutes, with an item every `every` bytes.
fn prose(name: &'static str, every: usize) -> Corpus {
    let mut random = Random::new(1);
    let (mut text, mut identifiers, mut next) = (String::with_capacity(SIZE), 0, every);
    while text.len() < SIZE {
        for part in [random.pick(&SUBJECTS), random.pick(&VERBS), random.pick(&OBJECTS)] {
            text.push_str(part);
        }
        if text.len() >= next {
            push_item(&mut text, &mut random);
            identifiers += 1;
            next = text.len() + every;
        }
        text.push_str(if random.below(6) == 0 { "。\n" } else { "，" });
    }
    Corpus { name, text, identifiers: Some(identifiers) }
}

fn push_item(text: &mut String, random: &mut Random) {
    let _ = match random.below(5) {
        0 => write!(text, "，身份证号码{}", resident_id(random)),
        1 => write!(text, "，联系电话：{}", mobile(random)),
        2 => write!(text, "，家庭电话：0571-8{:07}", random.below(10_000_000)),
        3 => write!(text, "，银行卡号{}", card(random)),
        _ => write!(text, "，邮箱：u{:07}@example.com", random.below(10_000_000)),
    };
}

fn relief() -> Corpus {
    let mut random = Random::new(2);
    let mut text = String::from("序号,姓名,性别,身份证号,联系电话,家庭住址,银行卡号,补助金额(元)\n");
    let mut rows = 0;
    while text.len() < SIZE {
        rows += 1;
        let name = name(&mut random);
        let sex = random.pick(&["男", "女"]);
        let (id, phone, card) = (resident_id(&mut random), mobile(&mut random), card(&mut random));
        let house = random.below(300) + 1;
        let _ = writeln!(
            text,
            "{rows},{name},{sex},{id},{phone},浙江省杭州市西湖区三墩镇青云村{house}号,{card},{}.00",
            random.below(9000) + 100
        );
    }
    Corpus { name: "relief.csv", text, identifiers: Some(rows * 3) }
}

fn logs() -> Corpus {
    let mut random = Random::new(3);
    let mut text = String::with_capacity(SIZE);
    let mut identifiers = 0;
    while text.len() < SIZE {
        let second = random.below(60);
        let _ = write!(
            text,
            "2024-05-06 01:46:{second:02}.{:03} INFO [exec-{}] c.e.o.OrderService - ",
            random.below(1000),
            random.below(200)
        );
        let _ = match random.below(8) {
            0 => writeln!(text, "retry attempt {} after timeout", random.below(5)),
            1 => writeln!(text, "traceId={:016x} ttl={}", random.below(u64::MAX), random.below(3600)),
            2 => {
                identifiers += 1;
                writeln!(text, "send sms to {} ok", mobile(&mut random))
            }
            _ => {
                writeln!(text, "GET /api/orders/{} 200 {}ms", random.below(1_000_000_000), random.below(900))
            }
        };
    }
    Corpus { name: "logs.txt", text, identifiers: Some(identifiers) }
}

pub(crate) fn name(random: &mut Random) -> String {
    [
        random.pick(&["王", "李", "张", "刘", "陈"]),
        random.pick(&["秀", "建", "玉", "国"]),
        random.pick(&["兰", "华", "英", "平"]),
    ]
    .concat()
}

pub(crate) fn resident_id(random: &mut Random) -> String {
    let region = random.pick(&["330106", "110101", "420102", "510104"]);
    let mut id = format!(
        "{region}{}{:02}{:02}{:03}",
        1930 + random.below(80),
        random.below(12) + 1,
        random.below(28) + 1,
        random.below(1000)
    );
    let sum = id.bytes().fold(0, |sum, digit| (sum + u32::from(digit - b'0')) * 2 % 11);
    id.push(char::from(b"0123456789X"[((12 - sum) % 11) as usize]));
    id
}

pub(crate) fn mobile(random: &mut Random) -> String {
    format!("{}{:08}", random.pick(&["138", "159", "186", "199"]), random.below(100_000_000))
}

pub(crate) fn card(random: &mut Random) -> String {
    let body = format!("622848{:012}", random.below(1_000_000_000_000));
    let double = |digit: u32| if digit > 4 { digit * 2 - 9 } else { digit * 2 };
    let digits = body.bytes().rev().map(|byte| u32::from(byte - b'0')).enumerate();
    let sum: u32 = digits.map(|(i, digit)| if i % 2 == 0 { double(digit) } else { digit }).sum();
    format!("{body}{}", (10 - sum % 10) % 10)
}

#[cfg(test)]
mod tests {
    use yinmo_core::Detector;
    use yinmo_core::kind::Group;

    #[test]
    fn every_item_is_found() {
        let detector = Detector::new();
        for corpus in super::corpora() {
            let found = detector.claims(&corpus.text, &[]);
            let identifiers = found.iter().filter(|claim| claim.kind.group() == Group::Identifier).count();
            assert_eq!(Some(identifiers), corpus.identifiers.or(Some(identifiers)), "{}", corpus.name);
        }
    }
}
