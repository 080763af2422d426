//! How far a document is de-identified, in the four levels of GB/T 42460-2023.

use yinmo_core::kind::{Group, Kind};

use crate::Report;

/// A level of GB/T 42460-2023, of what is published by the policy: of a document that was only checked, what would be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Somebody can be told directly: a name, whole or in part, or a number stays.
    Direct,
    /// Names and numbers are gone; nothing is known of what the rest gives away, or it gives away too much.
    WithoutDirect,
    /// And those who are listed hide each other as well as the policy asks.
    Acceptable,
    /// There are counts alone, and none that was hidden follows from others.
    Aggregated,
}

impl Level {
    /// 1 to 4.
    pub const fn number(self) -> u8 {
        self as u8 + 1
    }

    /// For users, in Chinese.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Direct => "1 级：仍有直接标识（姓名，包括加星和“某”，或号码），属于遮盖，不是去标识化",
            Self::WithoutDirect => "2 级：已去除直接标识，重标识风险未评估或未达要求",
            Self::Acceptable => "3 级：重标识风险在规则要求之内",
            Self::Aggregated => "4 级：只有汇总数",
        }
    }

    /// For users, in English.
    pub const fn en(self) -> &'static str {
        match self {
            Self::Direct => {
                "level 1: direct identifiers stay (names, starred ones too, or numbers); masked, not de-identified"
            }
            Self::WithoutDirect => {
                "level 2: direct identifiers are gone; the remaining risk is not assessed, or too high"
            }
            Self::Acceptable => "level 3: the remaining risk is within what the policy asks for",
            Self::Aggregated => "level 4: counts alone",
        }
    }
}

impl Report {
    /// The level that what is published reaches; nothing where the document speaks of nobody.
    pub fn level(&self) -> Option<Level> {
        if !self.was_read() {
            return None;
        }
        let finds_somebody = self.counts.total(|_| true) > 0 || !self.columns.is_empty();
        let tells = self.children.rows > 0 || self.exposed.rows > 0 || self.together.rows > 0;
        let stays = self.counts.iter().any(|(kind, action, _)| is_direct(kind) && leaves_something(action));
        if tells || stays {
            Some(Level::Direct)
        } else if self.hidden.was_asked() || finds_somebody {
            let met = self.hidden.was_asked() && self.hidden.is_met() && self.small_counts.follows == 0;
            Some(if met { Level::Acceptable } else { Level::WithoutDirect })
        } else if self.small_counts.tables > 0 {
            let told = self.small_counts.follows + self.small_counts.not_assessed > 0;
            Some(if told { Level::WithoutDirect } else { Level::Aggregated })
        } else {
            None
        }
    }
}

fn is_direct(kind: Kind) -> bool {
    kind == Kind::Person || kind.group() == Group::Identifier
}

/// Whether whoever knows the people recognises them by what the action leaves.
fn leaves_something(action: &str) -> bool {
    matches!(action, "keep" | "review" | "block" | "star-name" | "surname-mou")
}

#[cfg(test)]
mod tests {
    use super::Level;
    use crate::{Pipeline, Policy, Source};

    fn level(policy: &str, name: &str, text: &str) -> Option<Level> {
        let pipeline = Pipeline::new(Policy::from_toml("yinmo.toml", policy).expect("a valid policy"));
        pipeline.check(Source::Bytes { name, bytes: text.as_bytes() }, &mut ()).expect("it is read").level()
    }

    #[test]
    fn what_stays_decides() {
        let list = "姓名,身份证号,金额\n王建坪,330106190102030017,500\n李秀兰,330106190203040024,500\n";
        let strict = "extends = \"strict\"\n[risk]\nk = 2";
        assert_eq!(level("", "名单.csv", list), Some(Level::Direct));
        assert_eq!(level("extends = \"strict\"", "名单.csv", list), Some(Level::WithoutDirect));
        assert_eq!(level(strict, "名单.csv", list), Some(Level::Acceptable));
        assert_eq!(
            level("", "统计.csv", "乡镇,低保人数\n三墩镇,52\n青云镇,71\n合计,123\n"),
            Some(Level::Aggregated)
        );
        assert_eq!(level("", "通知.txt", "关于开展低保复核工作的通知。\n"), None);
    }
}
