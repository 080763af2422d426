//! Headings of table columns and what stands under them.
//!
//! Compiled for this project from the wording of public forms and lists, 2026. `data/columns.txt` is one sorted table;
//! a new heading is one more line. Ids are those of yinmo's kinds (`resident-id`, `person`, …) where the column holds
//! one, and otherwise name what the column is for: `phone` (mobile or landline), `serial`, `remarks`, `village`,
//! `township`, `county`, `prefecture`, `province`, `group`, `household-size`, `count`, `category`, `period`, `age`,
//! `bank`, `organisation`, `status`, `signature`, `biometric`, `website`, `plot` (of land), `boundary` (what lies around it).

use crate::lines;

static TABLE: &str = include_str!("../data/columns.txt");

/// What a heading says about its column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ColumnWord {
    /// What stands under the heading, in kebab-case.
    pub id: &'static str,
    /// Whose it is, if the heading says so: `householder`, `applicant`, `recipient`, `member`, `spouse`, `guardian`,
    /// `minor`, `agent`, `representative`, `official`, `office`, `donor`, `volunteer` or `deceased`.
    pub role: Option<&'static str>,
}

/// What stands under `heading`: what the table says about it, or else about its longest ending of at least two
/// characters that the table knows.
///
/// The caller removes blanks, colons and bracketed notes, and folds letters to lower case and half width.
///
/// ```
/// use yinmo_data::columns::meaning;
/// assert_eq!(meaning("手机号码").unwrap().id, "mobile");
///
/// let column = meaning("第一监护人联系电话").unwrap();
/// assert_eq!((column.id, column.role), ("phone", Some("guardian")));
///
/// let column = meaning("工作单位或家庭住址").unwrap();
/// assert_eq!((column.id, column.role), ("address", None));
///
/// assert_eq!(meaning("天气"), None);
/// ```
#[must_use]
pub fn meaning(heading: &str) -> Option<ColumnWord> {
    if !matches!(*heading.as_bytes(), [.., a, b] if may_end(a, b)) {
        return None;
    }
    exact(heading).or_else(|| {
        endings(heading).find_map(|(front, ending)| {
            let word = exact(ending)?;
            // `被核查人` is whom an official looks into.
            let own = word.role.filter(|role| !(front.starts_with('被') && *role == "official"));
            let role =
                own.or_else(|| role(front)).filter(|role| !(*role == "office" && is_of_homes_too(heading)));
            Some(ColumnWord { role, ..word })
        })
    })
}

/// Whether some of what stands below a heading that names an office is where people live: `工作单位或家庭住址`, `单位/住址`.
#[must_use]
pub fn is_of_homes_too(heading: &str) -> bool {
    ["住址", "家庭", "或", "及", "/", "、", "和"].iter().any(|word| heading.contains(word))
}

/// Whether a heading of the table ends in these two bytes, so that [`meaning`] may know one that does. Whatever stands
/// between commas is asked about, and most of it, as in source code, ends like none.
///
/// ```
/// use yinmo_data::columns::may_end;
/// assert!(may_end(b'm', b'e') && !may_end(b'a', b'x'));
/// ```
#[must_use]
pub const fn may_end(a: u8, b: u8) -> bool {
    is_set(&ENDS, a, b)
}

/// Whether a heading of the table that is as long begins with the same two bytes.
fn may_be_heading(text: &str) -> bool {
    let len = text.len();
    matches!(*text.as_bytes(), [a, b, ..] if len <= LONGEST && is_set(&STARTS, a ^ spread(len), b))
}

/// Makes of a length a byte that tells it from others.
const fn spread(len: usize) -> u8 {
    (len as u8).reverse_bits()
}

/// A bit for each two bytes. No heading of the table is shorter.
type Pairs = [u64; 1024];

const fn is_set(pairs: &Pairs, a: u8, b: u8) -> bool {
    let nth = nth(a, b);
    pairs[nth / 64] >> (nth % 64) & 1 != 0
}

static STARTS: Pairs = KEYS.0;
static ENDS: Pairs = KEYS.1;
/// In bytes.
const LONGEST: usize = KEYS.2;

const KEYS: (Pairs, Pairs, usize) = keys(TABLE.as_bytes());

/// What the headings of the table begin with, by their lengths, what they end with, and how long the longest is.
const fn keys(table: &[u8]) -> (Pairs, Pairs, usize) {
    let (mut starts, mut ends, mut longest) = ([0; 1024], [0; 1024], 0);
    let mut at = 0;
    while at < table.len() {
        let (start, mut end) = (at, at);
        while end < table.len() && table[end] != b' ' && table[end] != b'\n' {
            end += 1;
        }
        if end - start >= 2 {
            let first = nth(table[start] ^ spread(end - start), table[start + 1]);
            let last = nth(table[end - 2], table[end - 1]);
            starts[first / 64] |= 1 << (first % 64);
            ends[last / 64] |= 1 << (last % 64);
            longest = if end - start > longest { end - start } else { longest };
        }
        while end < table.len() && table[end] != b'\n' {
            end += 1;
        }
        at = end + 1;
    }
    (starts, ends, longest)
}

const fn nth(a: u8, b: u8) -> usize {
    (a as usize) << 8 | b as usize
}

/// Whether `text` is a heading of the table as it stands.
///
/// ```
/// use yinmo_data::columns::is_heading;
/// assert!(is_heading("金额") && !is_heading("金额王"));
/// ```
#[must_use]
pub fn is_heading(text: &str) -> bool {
    exact(text).is_some()
}

/// All headings of the table with their meaning.
pub fn entries() -> impl Iterator<Item = (&'static str, ColumnWord)> {
    lines::entries(TABLE).filter_map(|line| Some((lines::key_of(line), word(line)?)))
}

fn exact(heading: &str) -> Option<ColumnWord> {
    if !may_be_heading(heading) || heading.starts_with('#') || heading.contains(' ') {
        return None;
    }
    word(lines::find(TABLE, heading)?)
}

fn word(line: &'static str) -> Option<ColumnWord> {
    let mut words = line.split(' ').skip(1);
    Some(ColumnWord { id: words.next()?, role: words.next() })
}

/// Cuts `heading` in two, ending ever shorter, down to two characters.
fn endings(heading: &str) -> impl Iterator<Item = (&str, &str)> {
    let last = heading.char_indices().next_back().map_or(0, |(at, _)| at);
    heading
        .char_indices()
        .map(|(at, _)| at)
        .filter(move |&at| 0 < at && at < last)
        .map(|at| heading.split_at(at))
}

/// The role whose word stands last in `front`; of two that end at the same place, the longer one.
fn role(front: &str) -> Option<&'static str> {
    // All words are Chinese.
    if front.is_ascii() {
        return None;
    }
    let found = ROLES.iter().flat_map(|(role, words)| words.iter().map(move |word| (role, word)));
    let placed = found.filter_map(|(role, word)| Some((front.rfind(word)? + word.len(), word.len(), *role)));
    placed.max_by_key(|&(end, len, _)| (end, len)).map(|(_, _, role)| role)
}

const ROLES: [(&str, &[&str]); 15] = [
    ("householder", &["户主"]),
    ("applicant", &["申请人", "申请者", "申报人", "申领人"]),
    (
        "recipient",
        &["对象", "受益人", "受助人", "老人", "老年人", "残疾人", "患者", "特困人员", "低保户", "领取人"],
    ),
    ("member", &["成员", "家属", "亲属", "父亲", "母亲", "子女", "赡养人", "儿子", "女儿"]),
    ("spouse", &["配偶", "丈夫", "妻子", "爱人", "男方", "女方"]),
    ("guardian", &["监护人", "抚养人", "扶养人", "家长", "父母", "照料人", "照护人", "护理人", "收养人"]),
    ("minor", &["被监护人", "被收养人", "儿童", "孤儿", "学生", "幼儿", "婴儿", "未成年人", "孩子", "小孩"]),
    ("agent", &["经办人", "代理人", "代办人", "代领人", "委托人"]),
    ("representative", &["法人", "法定代表人", "负责人", "经营者"]),
    ("official", &["干部", "网格员", "工作人员", "社工", "帮扶人", "责任人", "承办人", "审核人", "审批人"]),
    ("office", &["单位", "机构", "公司", "企业", "办公", "办公室", "学校", "医院", "咨询", "监督", "受理"]),
    (
        "punished",
        &[
            "被处罚人",
            "受处罚人",
            "处罚对象",
            "行政相对人",
            "违法行为人",
            "违法当事人",
            "失信被执行人",
            "失信人员",
        ],
    ),
    ("donor", &["捐赠人", "捐赠者", "捐款人"]),
    ("volunteer", &["志愿者", "义工"]),
    ("deceased", &["逝者", "死者", "死亡人员"]),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn check(cases: &[(&str, &str, Option<&str>)]) {
        for &(heading, id, role) in cases {
            let word = meaning(heading).map(|word| (word.id, word.role));
            assert_eq!(word, Some((id, role)), "{heading}");
        }
    }

    #[test]
    fn the_table_is_sorted_and_well_formed() {
        lines::assert_sorted(TABLE);
        assert!(entries().count() >= 2_000 && entries().count() == lines::entries(TABLE).count());
        for line in lines::entries(TABLE) {
            assert!((2..=3).contains(&line.split(' ').count()), "{line}");
        }
        for (heading, word) in entries() {
            assert_eq!(meaning(heading), Some(word));
            assert!(word.id.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'), "{heading}");
            assert!(word.role.is_none_or(|role| ROLES.iter().any(|known| known.0 == role)), "{heading}");
        }
    }

    #[test]
    fn headings_of_relief_lists() {
        check(&[
            ("序号", "serial", None),
            ("姓名", "person", None),
            ("户主姓名", "person", Some("householder")),
            ("家庭成员姓名", "person", Some("member")),
            ("户主身份证号码", "resident-id", Some("householder")),
            ("联系电话", "phone", None),
            ("咨询电话", "phone", Some("office")),
            ("一卡通账号", "bank-account", None),
            ("开户行账号", "bank-account", None),
            ("致贫原因", "health", None),
            ("残疾类别", "disability", None),
            ("保障人数", "household-size", None),
            ("备注", "remarks", None),
            ("村", "village", None),
        ]);
    }

    #[test]
    fn endings_decide_when_the_heading_is_new() {
        check(&[
            ("新增低保户户主身份证号码", "resident-id", Some("householder")),
            ("第二被监护人姓名", "person", Some("minor")),
            ("申请人之配偶出生日期", "birth-date", Some("spouse")),
            ("二季度发放金额", "amount", None),
            ("入户核查人", "person", Some("official")),
            ("被入户核查人", "person", None),
        ]);
    }

    #[test]
    fn what_says_nothing_means_nothing() {
        for heading in ["", "#", "天气", "x", "身份证 householder", "姓名 person"] {
            assert_eq!(meaning(heading), None, "{heading}");
        }
    }
}
