//! What can be said of a document as a whole, beside the kinds of what is found in it.

use yinmo::Children;

use super::entry::Level;

/// Something that can be said of a document.
pub struct Rule {
    /// The permanent id; none is that of a kind.
    pub id: &'static str,
    /// What it is called, in Chinese.
    pub zh: &'static str,
    /// The same in English.
    pub en: &'static str,
    /// How bad it is, if nothing else is said.
    pub level: Level,
    /// What it means, in Chinese.
    pub means_zh: &'static str,
    /// The same in English.
    pub means_en: &'static str,
}

macro_rules! rules {
    ($($name:ident $id:expr, $level:ident, $zh:literal $en:literal, $means_zh:literal $means_en:literal;)*) => {
        $(
            #[doc = $en]
            pub const $name: Rule = Rule {
                id: $id,
                zh: $zh,
                en: $en,
                level: Level::$level,
                means_zh: $means_zh,
                means_en: $means_en,
            };
        )*

        /// All of them. The order is that of their numbers in SARIF.
        pub const RULES: &[Rule] = &[$($name),*];
    };
}

rules! {
    MUST_NOT_PUBLISH "must-not-publish", Error, "不得公开" "must not be published",
        "文件不得公开，遮盖后也不行；各处原因另列。"
        "The document must not be published, masked or not; the reasons are listed beside it.";
    NEEDS_MASKING "needs-masking", Error, "脱敏后方可公开" "mask before publishing",
        "文件中有须遮盖的内容，用 yinmo mask 写出可以公开的文件。"
        "Something in the document has to be masked; yinmo mask writes what may be published.";
    NEEDS_REVIEW "needs-review", Warning, "须人工审核" "needs a person's review",
        "文件中有程序不能决定的内容，由人工看过再公开；yinmo check --worklist 写出审核表。"
        "A person has to look at some of it; yinmo check --worklist lists what.";
    NOT_INSPECTED "not-inspected", Error, "未检查" "not inspected",
        "文件没有读，或没有读完，不可视为可以公开。"
        "The document was not read, or not read whole, and so is not clean.";
    FAILED "failed", Error, "处理失败" "failed",
        "处理时出错，文件没有写出。"
        "Something went wrong; the document was not written.";
    UNREAD "unread-part", Error, "有未检查的部分" "a part was not inspected",
        "文件中的图片、对象、宏等没有读，须人工看过；看过的可在 [documents] approved 中按 SHA-256 认可。"
        "Pictures, objects or macros were not read; what a person has seen can be approved by its SHA-256.";
    BESIDE_TEXT "beside-text", Note, "正文之外的内容" "beside the text",
        "读者看不到的内容，如隐藏的行列、批注、修订，或脱敏时删除的内容。"
        "What readers do not see, such as hidden rows, comments and revisions, or what goes when masked.";
    COLUMN "column", Warning, "表格列" "a column",
        "整列须删除、须人工审核，或不得公开。"
        "A whole column goes, needs a review, or must not be published.";
    EXPOSED "exposed", Error, "遮盖后仍可推算" "masks hide too little",
        "遮盖后的号码与同一行的其他内容合看，只剩很少的可能。"
        "A masked number beside the rest of its row leaves few candidates.";
    TOGETHER "together", Error, "与其他文件合看可推算" "documents give it away together",
        "这份文件与同一批的另一份合看，号码只剩很少的可能。"
        "This document and another of the batch together leave few candidates for a number.";
    CHILDREN Children::RULE, Error, "困境儿童名单" "children in need are named",
        "列有困境儿童的名单不得公开，遮去姓名也不行；只公布汇总数。"
        "Lists of children in need must not be published, not even masked; publish how many they are.";
    TOO_LONG "published-too-long", Error, "公开期限已过" "published too long",
        "留痕所记的公开截止日期已过，文件仍在。"
        "The trail says until when it was to be seen; that day is over.";
    ANONYMITY "anonymity", Warning, "名单中的人难以互相掩护" "people in a list do not hide each other",
        "姓名已遮盖的名单里，公开内容相同的行太少，认得出人。"
        "In a list without names too few rows look alike.";
    SMALL_COUNTS "small-counts", Warning, "小计数可推算" "small counts follow from totals",
        "统计表中遮去的小计数可由合计推算，或小计数照列。"
        "Hidden counts of few people follow from the totals, or stand there.";
    NAMES_REACH "names-reach", Warning, "姓名未在全文查找" "names were not looked for everywhere",
        "不同的姓名太多，其后的只在原处识别。"
        "There are too many different names; later ones were found only where they stand.";
    MISSING_FILE "missing-file", Warning, "链接到的文件不在其中" "a linked file is not there",
        "网页链接到的文件不在所检查的目录里，没有检查。"
        "A page leads to a file that is not among the inputs and was not inspected.";
    ALLOW "allow", Error, "放行的写法有误" "an allowance is not right",
        "文件里的 yinmo:allow 没有写理由，或写法有误，未采用。"
        "A yinmo:allow in the document has no reason or is not written as it should be, and lets nothing pass.";
    EXCLUDED "excluded", Note, "按规则排除，未检查" "excluded by a rule, not inspected",
        "按 .yinmoignore 或 [files] exclude 没有检查；--no-exclude 连它们一起检查。"
        "A .yinmoignore or [files] exclude says not to look; --no-exclude looks all the same.";
    PASSED_OVER "passed-over", Note, "没有内容可检查" "nothing to inspect there",
        "git 的目录、子模块等，内容不在这里检查。"
        "The folder of git, submodules and the like: what they hold is not inspected here.";
    RULES_CHANGED "rules-changed", Warning, "改动涉及检查的规则" "rules about what is inspected changed",
        "本次改动动了检查的规则（yinmo.toml、.yinmoignore、基线），请核对。除 [gate] change-rules 另有规定外，改动按改动之前的规则检查。"
        "The change touches rules (yinmo.toml, .yinmoignore, the baseline); look at it. Changes are checked by the rules before them, unless [gate] change-rules says otherwise.";
}

#[cfg(test)]
mod tests {
    use super::RULES;
    use yinmo::kind::Kind;

    #[test]
    fn no_two_rules_have_one_id() {
        let mut ids: Vec<&str> = RULES.iter().map(|rule| rule.id).collect();
        ids.extend(Kind::ALL.iter().map(|kind| kind.id()));
        let all = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), all);
    }
}
