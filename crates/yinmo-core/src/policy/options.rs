//! What a policy file may say. The doc comments are the descriptions of the JSON Schema.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::value::StrDeserializer;
use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer};
use toml::Spanned;

use super::said::SaidRule;

#[cfg(test)]
use schemars::JsonSchema;

/// 隐墨脱敏规则文件。 A policy of yinmo.
#[derive(Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[cfg_attr(test, schemars(rename = "Policy"))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Options {
    /// 规则名称，写入报告。缺省为所依据的内置规则名加 `+local`。 The name that reports show.
    pub(super) name: Option<String>,
    /// 规则版本，如 `2026.11`。 The version: year and month.
    pub(super) version: Option<String>,
    /// 规则的中英文标题。 The name for users.
    pub(super) title: Option<TitleOptions>,
    /// 在哪一个内置规则之上修改；缺省为 `general-publication`。 The built-in profile to stand on.
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    pub(super) extends: Option<Spanned<String>>,
    /// 发布对象，须为 `audiences` 中的一项，如 `board`（村居公示栏）、`portal`（门户网站）。 Whom it is published to.
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    pub(super) audience: Option<Spanned<String>>,
    /// 公开的法定依据，写入留痕。 The legal basis on which it is published, for the trail.
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    pub(super) legal_basis: Option<Spanned<String>>,
    /// 公开截止日期，如 `"2026-12-31"`，写入留痕。 The last day on which it may be seen, for the trail.
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    pub(super) publish_until: Option<Spanned<String>>,
    /// 写明哪些事项方可使用本规则：`legal-basis`、`publish-until`。 What has to be stated before the profile may be used.
    #[cfg_attr(test, schemars(with = "Option<Vec<String>>"))]
    pub(super) requires: Option<Vec<Spanned<String>>>,
    /// 各类信息如何处理；未列出的交由人工复核。 What happens to each kind; a kind that is not named is for review.
    #[serde(default)]
    #[cfg_attr(test, schemars(schema_with = "super::tests::schema::kinds"))]
    pub(super) kinds: Kinds,
    /// 表格各列如何处理。 What happens to the columns of tables.
    #[serde(default)]
    pub(super) columns: ColumnOptions,
    /// 报告。 What is reported.
    #[serde(default)]
    pub(super) report: ReportOptions,
    /// 剩余风险。 What may remain to be worked out.
    #[serde(default)]
    pub(super) risk: RiskOptions,
    /// 文件中正文以外的内容。 What documents hold beside their text.
    #[serde(default)]
    pub(super) documents: DocumentOptions,
    /// 留痕。 The trail.
    #[serde(default)]
    pub(super) trail: TrailOptions,
    /// 检查哪些文件。 Which files are looked at.
    #[serde(default)]
    pub(super) files: FileOptions,
    /// 单位自定的许可和禁止名单。 Words that may stay, and words that must go.
    #[serde(default)]
    pub(super) lists: ListOptions,
    /// 单位自定的识别规则，加载时先验证所附例子。 Numbers of the office's own; their examples are tried first.
    #[serde(default)]
    #[cfg_attr(test, schemars(with = "Vec<RecognizerOptions>"))]
    pub(super) recognizers: Vec<Spanned<RecognizerOptions>>,
    /// 按文件名另定的规则；几项都符合的，用最后一项。 What differs by the name of the document; the last that fits counts.
    #[serde(default)]
    pub(super) tables: Vec<TableOptions>,
    /// 处理前后的例子，用 `yinmo policy check` 验证。 Before and after, for `yinmo policy check`.
    #[serde(default)]
    pub(super) examples: Vec<ExampleOptions>,
    /// 密钥。 The key.
    #[serde(default)]
    pub(super) keys: KeyOptions,
    /// 检查把关：哪些不再计入。只用于 `yinmo check`，脱敏时一律不理会。 What does not count again when documents are
    /// checked; masking takes no notice of it.
    #[serde(default)]
    pub(super) gate: GateOptions,
    /// 检查时放行的发现，用于不能写注释的格式（如 xlsx、docx）。 Findings that do not count when documents are checked, for
    /// formats without comments.
    #[serde(default)]
    #[cfg_attr(test, schemars(with = "Vec<AllowOptions>"))]
    pub(super) allow: Vec<Spanned<AllowOptions>>,
    /// 面向不同发布对象的差别规则，按 `audience` 选用其一。 What differs by audience.
    #[serde(default)]
    pub(super) audiences: BTreeMap<String, AudienceOptions>,
}

/// 留痕：每处理一份文件记一条。 A record of each document that is processed.
#[derive(Default, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct TrailOptions {
    /// 留痕文件，如 `"留痕.jsonl"`；不写则不留痕。 The file; without it nothing is recorded.
    pub(super) file: Option<String>,
    /// 责任人或科室，写入每一条。 Who is responsible, for each record.
    pub(super) who: Option<String>,
    /// 散列算法：`sha256`（缺省）或国密 `sm3`。 The hash function.
    pub(super) hash: Option<HashOption>,
}

/// 检查哪些文件。 Which files are looked at.
#[derive(Default, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct FileOptions {
    /// 不检查的文件，写法同 `.gitignore`，如 `["vendor/", "*.log"]`；每一个都列入总结。 Files that are not looked at, in the syntax
    /// of `.gitignore`; the summary lists each.
    pub(super) exclude: Option<Vec<String>>,
}

/// 单位自定的名单。 Lists of the office's own.
#[derive(Default, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct ListOptions {
    /// 一律保留的内容，如本单位公开的手机号；须写明 `basis`。 Values that may stay; needs `basis`.
    #[serde(default)]
    #[cfg_attr(test, schemars(with = "Vec<String>"))]
    pub(super) allow: Vec<Spanned<String>>,
    /// 保留的依据。 Why they may stay.
    pub(super) basis: Option<String>,
    /// 一律隐去的内容，按 `custom` 类处理。 Words that go; treated as the kind `custom`.
    #[serde(default)]
    pub(super) deny: Vec<String>,
}

/// 单位自定的识别规则。 A recognizer of the office's own.
#[derive(Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct RecognizerOptions {
    /// 名称。 What it is called.
    pub(super) id: String,
    /// 按哪一类信息处理；缺省为 `custom`。 The kind whose rule applies.
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    pub(super) kind: Option<Spanned<String>>,
    /// 正则表达式；有括号分组的，只取第一组。 A regular expression; a group in it is the value.
    #[cfg_attr(test, schemars(with = "String"))]
    pub(super) pattern: Spanned<String>,
    /// 标签；写了则前面或表头须有其一。 Words of which one has to stand before or above.
    #[serde(default)]
    pub(super) labels: Vec<String>,
    /// 校验。 What its characters have to prove.
    pub(super) check: Option<CheckOption>,
    /// 必须找到的例子。 Texts in which it has to find something.
    #[serde(rename = "match")]
    pub(super) matches: Vec<String>,
    /// 不得找到的例子。 Texts in which it must not.
    #[serde(default)]
    pub(super) no_match: Vec<String>,
}

/// 校验。 What characters have to prove.
#[derive(Clone, Copy, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub(super) enum CheckOption {
    /// 银行卡号校验（Luhn）。
    Luhn,
    /// 居民身份证号校验（GB 11643）。
    ResidentId,
    /// 统一社会信用代码校验（GB 32100）。
    Uscc,
}

/// 按文件名另定的规则。 What differs by the name of the document.
#[derive(Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct TableOptions {
    /// 文件名，可用 `*` 和 `?`，如 `"低保*.xlsx"`。 A file name with `*` and `?`.
    #[serde(rename = "match")]
    #[cfg_attr(test, schemars(with = "String"))]
    pub(super) names: Spanned<String>,
    /// 各类信息如何处理。 What happens to each kind.
    #[serde(default)]
    #[cfg_attr(test, schemars(schema_with = "super::tests::schema::kinds"))]
    pub(super) kinds: Kinds,
    /// 表格各列如何处理。 What happens to the columns of tables.
    #[serde(default)]
    pub(super) columns: ColumnOptions,
    /// 剩余风险。 What may remain to be worked out.
    #[serde(default)]
    pub(super) risk: RiskOptions,
}

/// 处理前后的例子。 Before and after.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct ExampleOptions {
    /// 文件名，扩展名决定格式；缺省为 `例.txt`。 A file name; its extension tells the format.
    pub(super) name: Option<String>,
    /// 处理前。 Before.
    pub(super) before: String,
    /// 处理后；只看结论的可不写。 After; may be left out where only the verdict matters.
    pub(super) after: Option<String>,
    /// 结论，如 `masked`、`must-not-publish`。 The verdict's id.
    pub(super) verdict: Option<String>,
}

/// 密钥：代码、散列、加密、替代号码所需。 The key that pseudonyms, hashes, encryption and surrogates need.
#[derive(Default, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct KeyOptions {
    /// 密钥文件，由 `yinmo key new` 生成；密钥本身不写在这里。 The file with the key, which `yinmo key new` makes; never the key
    /// itself.
    pub(super) file: Option<String>,
}

/// 检查把关。 What does not count again when documents are checked.
#[derive(Default, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct GateOptions {
    /// 基线文件，由 `yinmo baseline create` 生成：其中列出的发现不再计入。 The list of what was there already.
    pub(super) baseline: Option<String>,
    /// 基线条目缺省的有效天数；缺省 180。 For how many days an entry of that list holds.
    #[cfg_attr(test, schemars(with = "Option<u32>"))]
    pub(super) baseline_days: Option<u32>,
    /// 是否采用文件中的 `yinmo:allow[代号] 理由`；缺省采用，并在报告中逐一列出。 Whether documents may say themselves what
    /// does not count; they may by default, and it is listed.
    pub(super) inline_allow: Option<bool>,
    /// 文件中的放行最晚到哪一天，如 `"2026-12-31"`。 The last day on which what documents say holds.
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    pub(super) inline_allow_until: Option<Spanned<String>>,
    /// 只查改动时（`--staged`、`--diff`），改动里又动了规则的，按哪一边的规则检查；缺省 `before`：改动不能自己放行自己。 By
    /// which rules a change is checked that touches rules itself; those before it by default, so that none lets itself pass.
    pub(super) change_rules: Option<ChangeRulesOption>,
}

/// 按哪一边的规则检查改动。 By which rules a change is checked.
#[derive(Clone, Copy, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename_all = "lowercase")]
pub(super) enum ChangeRulesOption {
    /// 改动之前的；新规则从下一次改动起生效。 Those before it; new ones hold from the next change on.
    Before,
    /// 改动之后的，立即生效。 Those after it, at once.
    After,
}

/// 检查时放行的发现。 Findings that do not count when documents are checked.
#[derive(Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct AllowOptions {
    /// 类别代号，如 `["mobile"]`；列用 `"column"`。 The ids of kinds; `column` for columns.
    #[cfg_attr(test, schemars(with = "Vec<String>"))]
    pub(super) rules: Vec<Spanned<String>>,
    /// 文件名，可用 `*` 和 `?`；不写即所有文件。 File names with `*` and `?`; without, all files.
    #[serde(default)]
    #[cfg_attr(test, schemars(with = "Vec<String>"))]
    pub(super) files: Vec<Spanned<String>>,
    /// 位置，与报告所示相同，可用 `*` 和 `?`，如 `"名单!C*"`；不写即文件各处。 The place as reports show it, with `*` and
    /// `?`; without, anywhere.
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    pub(super) place: Option<Spanned<String>>,
    /// 理由，必须写明。 Why.
    #[cfg_attr(test, schemars(with = "String"))]
    pub(super) reason: Spanned<String>,
    /// 到哪一天为止，如 `"2026-12-31"`；过后重新计入。 The last day on which it holds.
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    pub(super) until: Option<Spanned<String>>,
}

/// 散列算法。 A hash function.
#[derive(Clone, Copy, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename_all = "lowercase")]
pub(super) enum HashOption {
    /// SHA-256。
    Sha256,
    /// SM3（GB/T 32905）。
    Sm3,
}

/// 文件中正文以外的内容。 What documents hold beside their text.
#[derive(Default, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct DocumentOptions {
    /// 脱敏时整体删除的内容；不写（`null`）即按所用规则自己的清单，写 `[]` 即什么都不删。 What is taken out altogether
    /// when a document is masked. Left out (`null`), it is the profile's own list; `[]` takes out nothing.
    #[serde(default)]
    #[cfg_attr(test, schemars(schema_with = "super::tests::schema::extras"))]
    pub(super) strip: Option<Vec<Spanned<String>>>,
    /// 已由人工查看、认可公开的图片等部分的 SHA-256。 Parts that a person has looked at, by their SHA-256.
    #[cfg_attr(test, schemars(with = "Option<Vec<String>>"))]
    pub(super) approved: Option<Vec<Spanned<String>>>,
}

pub(super) type Kinds = BTreeMap<Spanned<String>, Spanned<SaidRule>>;

/// 标题。 A name for users.
#[derive(Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct TitleOptions {
    /// 中文标题。 In Chinese.
    pub(super) zh: String,
    /// 英文标题。 In English.
    pub(super) en: String,
}

/// 某一发布对象的差别规则。 What differs for an audience.
#[derive(Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct AudienceOptions {
    /// 各类信息如何处理。 What happens to each kind.
    #[serde(default)]
    #[cfg_attr(test, schemars(schema_with = "super::tests::schema::kinds"))]
    pub(super) kinds: Kinds,
    /// 表格各列如何处理。 What happens to the columns of tables.
    #[serde(default)]
    pub(super) columns: ColumnOptions,
    /// 剩余风险。 What may remain to be worked out.
    #[serde(default)]
    pub(super) risk: RiskOptions,
}

/// 表格各列。列名用数据含义的代号（如 `serial`、`person`），可加身份限定（如 `person:member`）；限定更细者优先。 Columns by
/// the id of their meaning, which may be narrowed by a role; the narrower one goes first.
#[derive(Default, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct ColumnOptions {
    /// 保留的列；列内所含信息仍按 `kinds` 处理。 Columns that stay; what is in them is treated by kind.
    #[serde(default)]
    #[cfg_attr(test, schemars(with = "Vec<String>"))]
    pub(super) keep: Vec<Spanned<String>>,
    /// 删除的列。 Columns that go.
    #[serde(default)]
    #[cfg_attr(test, schemars(with = "Vec<String>"))]
    pub(super) drop: Vec<Spanned<String>>,
    /// 保留、但须人工复核的列。 Columns that stay and are for review.
    #[serde(default)]
    #[cfg_attr(test, schemars(with = "Vec<String>"))]
    pub(super) review: Vec<Spanned<String>>,
    /// 含有此列则整份文件不得发布。 Columns that forbid publication.
    #[serde(default)]
    #[cfg_attr(test, schemars(with = "Vec<String>"))]
    pub(super) block: Vec<Spanned<String>>,
    /// 按表头原文指定，优先于以上各项。 By the wording of the heading; goes before all the above.
    #[serde(default)]
    pub(super) headings: BTreeMap<String, ColumnOption>,
    /// 含义已知而未列出的列。写了此项，所依据规则中的列表即不再沿用。 Columns whose meaning is known and that are not named. A
    /// file that says this begins a new list: what the rules below say of columns no longer counts.
    pub(super) other: Option<ColumnOption>,
    /// 表头含义不明的列。 Columns whose heading is not understood.
    pub(super) unknown: Option<ColumnOption>,
}

/// 一列如何处理。 What happens to a column.
#[derive(Clone, Copy, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub(super) enum ColumnOption {
    /// 保留此列，列内信息按 `kinds` 处理。 It stays; what is in it is treated by kind.
    ByKind,
    /// 删除此列。 It goes.
    DropColumn,
    /// 保留，交由人工复核。 It stays and is for review.
    Review,
    /// 整份文件不得发布。 The document must not be published.
    Block,
}

/// 报告：多大把握才处理、才列出。 What is reported, and how sure it has to be.
#[derive(Default, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct ReportOptions {
    /// 低于此把握的发现只列出待复核，不自动处理。 Findings below are for review and not masked.
    #[cfg_attr(test, schemars(with = "Option<ConfidenceOption>"))]
    pub(super) min_confidence: Option<Spanned<ConfidenceOption>>,
    /// 低于此把握的发现不列出；与 `min-confidence` 之间的列出待复核。缺省：除模型单独的猜测外一律列出。 Findings below are not
    /// reported; those between are for review. By default all are, but for guesses of the sequence model alone.
    #[cfg_attr(test, schemars(with = "Option<ConfidenceOption>"))]
    pub(super) review_from: Option<Spanned<ConfidenceOption>>,
    /// 个别类别另定。 What differs by kind.
    #[serde(default)]
    #[cfg_attr(test, schemars(schema_with = "super::tests::schema::thresholds"))]
    pub(super) kinds: BTreeMap<Spanned<String>, ThresholdOptions>,
}

/// 某一类别的把握界限。 How sure findings of a kind have to be.
#[derive(Default, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct ThresholdOptions {
    /// 低于此把握的发现只列出待复核，不自动处理。 Findings below are for review and not masked.
    #[cfg_attr(test, schemars(with = "Option<ConfidenceOption>"))]
    pub(super) min_confidence: Option<Spanned<ConfidenceOption>>,
    /// 低于此把握的发现不列出。 Findings below are not reported.
    #[cfg_attr(test, schemars(with = "Option<ConfidenceOption>"))]
    pub(super) review_from: Option<Spanned<ConfidenceOption>>,
}

/// 把握程度：低、中、高，或百分数。 How sure a finding is: a word, or per cent.
#[derive(Clone, Copy)]
#[cfg_attr(test, derive(JsonSchema))]
#[cfg_attr(test, schemars(untagged))]
pub(super) enum ConfidenceOption {
    /// 低、中、高。 A word.
    Word(ConfidenceWord),
    /// 百分之几，0 至 100。 Per cent.
    PerCent(#[cfg_attr(test, schemars(range(max = 100)))] u8),
}

/// 把握程度。 How sure a finding is.
#[derive(Clone, Copy, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub(super) enum ConfidenceWord {
    /// 低。
    Low,
    /// 中。
    Medium,
    /// 高。
    High,
}

/// 剩余风险。 What may remain to be worked out.
#[derive(Default, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct RiskOptions {
    /// 每行公开后，可能的身份证号码至少应剩多少个。 How many identity numbers must remain possible for a row.
    pub(super) floor: Option<u64>,
    /// 姓名已遮盖的名单，每一组相同的准标识符至少应有几行；0 为不检查。 How many rows of a list without names must share
    /// the same quasi-identifiers; 0 asks nothing.
    pub(super) k: Option<u32>,
    /// 每一组内，各敏感列至少应有几种不同的内容（l-多样性），1 至 6。 How many different values each sensitive column
    /// must have among rows that share the same quasi-identifiers.
    #[cfg_attr(test, schemars(range(min = 1, max = 6)))]
    pub(super) l: Option<u8>,
    /// 统计表中小于此数的人数、户数为小计数；已遮去而能由合计推算的须人工审核；0 为不检查。 Counts below this are small; one
    /// that was hidden and follows from the totals is for review; 0 asks nothing.
    pub(super) small_count: Option<u64>,
    /// 统计表中的小计数是否改写为“<5”。 Whether small counts are hidden: `<5`.
    pub(super) hide_small_counts: Option<bool>,
    /// 哪些列合起来可能认出本人（准标识符），用列含义的代号。 The columns by which somebody may be told from others, by the
    /// id of their meaning.
    #[cfg_attr(test, schemars(with = "Option<Vec<String>>"))]
    pub(super) quasi_identifiers: Option<Vec<Spanned<String>>>,
    /// 哪些列的内容一旦对上本人即为泄露（敏感列）。 The columns whose values must not be known of anybody.
    #[cfg_attr(test, schemars(with = "Option<Vec<String>>"))]
    pub(super) sensitive: Option<Vec<Spanned<String>>>,
}

impl<'de> Deserialize<'de> for ConfidenceOption {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(WordOrPerCent)
    }
}

struct WordOrPerCent;

impl Visitor<'_> for WordOrPerCent {
    type Value = ConfidenceOption;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("`low`, `medium`, `high` or a number from 0 to 100")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<ConfidenceOption, E> {
        ConfidenceWord::deserialize(StrDeserializer::new(text)).map(ConfidenceOption::Word)
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<ConfidenceOption, E> {
        let per_cent = u8::try_from(number).ok().filter(|&number| number <= 100);
        per_cent
            .map(ConfidenceOption::PerCent)
            .ok_or_else(|| E::invalid_value(serde::de::Unexpected::Signed(number), &self))
    }
}
