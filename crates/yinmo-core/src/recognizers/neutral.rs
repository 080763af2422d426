//! Columns of codes, sorts, counts and places, in which nobody is named; and cells in them that say more:
//! `付王建坪修渠工资` under 项目, `注：…` in the last row under 序号.

use crate::tagger::is_han;

/// What a column holds that is about nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Neutral {
    /// Where something is: names of places are long.
    Place,
    /// A code, a date, an amount, how many there are or of what sort.
    Short,
}

impl Neutral {
    /// What a column of this meaning holds, if it is about nobody.
    pub fn of(meaning: Option<&str>) -> Option<Self> {
        match meaning? {
            "village" | "township" | "county" | "prefecture" | "province" | "group" => Some(Self::Place),
            "doc-no" | "case-no" | "index-no" | "standard-no" | "org-code" | "region-code" | "postcode"
            | "serial" | "household-size" | "count" | "category" | "period" | "age" | "amount" | "date"
            | "status" | "website" | "plot" => Some(Self::Short),
            _ => None,
        }
    }

    /// Whether a cell says more than its column holds.
    pub fn is_exceeded_by(self, cell: &str) -> bool {
        let words = cell.chars().filter(|&c| is_han(c)).nth(LONGEST - 1).is_some();
        let is_sentence = || cell.contains(['：', ':', '，', '；', '。']);
        words && (self == Self::Short || is_sentence())
    }
}

/// As many Chinese characters are a sentence where a code or a sort is expected.
const LONGEST: usize = 5;

#[cfg(test)]
mod tests {
    use super::Neutral;

    #[test]
    fn sentences_are_more_than_codes_and_places() {
        for (meaning, cell, more) in [
            ("category", "付王建坪修渠工资", true),
            ("category", "低保", false),
            ("serial", "注：王建坪已死亡；李淑岑停发。", true),
            ("serial", "12", false),
            ("village", "青云寺社区居民委员会", false),
            ("plot", "长垅", false),
            ("plot", "王建坪屋后", true),
            ("village", "备注：王建坪已迁出", true),
        ] {
            let neutral = Neutral::of(Some(meaning)).expect("about nobody");
            assert_eq!(neutral.is_exceeded_by(cell), more, "{cell}");
        }
        assert_eq!(Neutral::of(Some("remarks")), None);
        assert_eq!(Neutral::of(None), None);
    }
}
