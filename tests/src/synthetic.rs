//! People who do not exist, always the same. They were born between 1901 and 1909, and their numbers follow the
//! rules that real ones follow.

/// Multipliers of the check character of an identity number, GB 11643.
const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

const SURNAMES: &[&str] = &[
    "王", "李", "张", "刘", "陈", "杨", "黄", "赵", "吴", "周", "徐", "孙", "胡", "朱", "高", "林", "何",
    "郭", "马", "罗", "欧阳", "窦",
];

const GIVEN: &[&str] = &[
    "建坪", "秀兰", "国庆", "桂英", "志强", "玉珍", "海燕", "文博", "丽华", "永福", "春梅", "德胜", "芃",
    "晓雯", "金凤", "少华",
];

const TOWNSHIPS: &[&str] = &["三墩镇", "双浦镇", "留下街道", "转塘街道"];

/// A person and everything a list may say about one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Surname and given name.
    pub name: String,
    /// Eighteen characters, the check character right.
    pub resident_id: String,
    /// Eleven digits.
    pub mobile: String,
    /// Nineteen digits, the Luhn digit right.
    pub bank_card: String,
    /// From the province down to the house.
    pub address: String,
    /// The town or street office in it.
    pub township: &'static str,
}

/// The `nth` person.
pub fn person(nth: u64) -> Person {
    let mut dice = Dice(nth.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0x5EED);
    let name = format!("{}{}", dice.pick(SURNAMES), dice.pick(GIVEN));
    let township = dice.pick(TOWNSHIPS);
    let (village, group, house) =
        (dice.pick(&["青云", "和乐", "兰里", "湖埠"]), dice.below(9) + 1, dice.below(90) + 1);
    Person {
        name,
        resident_id: resident_id(&mut dice),
        mobile: format!("138000{:05}", 10_000 + (nth * 7919) % 89_999),
        bank_card: bank_card(&mut dice),
        address: format!("浙江省杭州市西湖区{township}{village}村{group}组{house}号"),
        township,
    }
}

fn resident_id(dice: &mut Dice) -> String {
    let (year, month, day, sequence) =
        (1901 + dice.below(9), 1 + dice.below(12), 1 + dice.below(28), 1 + dice.below(998));
    let body = format!("330106{year}{month:02}{day:02}{sequence:03}");
    let sum: u32 = body.bytes().zip(WEIGHTS).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    let check = b"10X98765432"[sum as usize % 11];
    format!("{body}{}", char::from(check))
}

fn bank_card(dice: &mut Dice) -> String {
    let body = format!("622848033{:09}", dice.below(1_000_000_000));
    let doubled = |(i, digit): (usize, u8)| {
        let digit = u32::from(digit - b'0') * if i % 2 == 0 { 2 } else { 1 };
        digit / 10 + digit % 10
    };
    let sum: u32 = body.bytes().rev().enumerate().map(doubled).sum();
    format!("{body}{}", (10 - sum % 10) % 10)
}

/// Splitmix: small, and the same everywhere.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, limit: u64) -> u64 {
        self.roll() % limit
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[usize::try_from(self.below(from.len() as u64)).expect("an index")]
    }
}

#[cfg(test)]
mod tests {
    use super::person;
    use yinmo::Pipeline;

    #[test]
    fn numbers_hold_their_own_checks() {
        let pipeline = Pipeline::default();
        for nth in 0..50 {
            let who = person(nth);
            let text =
                format!("身份证号：{}，电话：{}，卡号：{}。", who.resident_id, who.mobile, who.bank_card);
            let kinds: Vec<_> =
                pipeline.find(&text).iter().map(|decided| decided.finding.kind.id()).collect();
            assert_eq!(kinds, ["resident-id", "mobile", "bank-card"], "person {nth}");
        }
    }
}
