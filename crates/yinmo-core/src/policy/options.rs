//! What a policy file may say. The doc comments are the descriptions of the JSON Schema.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::de::value::{MapAccessDeserializer, StrDeserializer};
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use toml::Spanned;

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
    /// 面向不同发布对象的差别规则，按 `audience` 选用其一。 What differs by audience.
    #[serde(default)]
    pub(super) audiences: BTreeMap<String, AudienceOptions>,
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

pub(super) type Kinds = BTreeMap<Spanned<String>, Spanned<Said<RuleOptions>>>;

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

/// 无参数的处理方式。 An operator without parameters.
#[derive(Clone, Copy, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub(super) enum Word {
    /// 原样保留。 The value stays.
    Keep,
    /// 删去，代以该类信息的标记，如 `[电话]`。 The marker of the kind takes its place.
    Redact,
    /// 王建坪 → 王*坪。 A star in the name.
    StarName,
    /// 王建坪 → 王某；同形者编号。 Surname and 某.
    SurnameMou,
    /// 删除所在列；在正文中等于 `redact`。 The column goes; in running text the same as `redact`.
    DropColumn,
    /// 保留，交由人工复核。 It stays until a person has looked at it.
    Review,
    /// 整份文件不得发布。 The document must not be published.
    Block,
}

/// A word, or a table of type `T`.
#[cfg_attr(test, derive(JsonSchema))]
#[cfg_attr(test, schemars(untagged, rename = "Said{T}"))]
pub(super) enum Said<T> {
    /// 无参数的处理方式。 An operator without parameters.
    Word(Word),
    /// 带参数的处理方式，或分情形。 An operator with parameters, or cases.
    Table(T),
}

/// 一种带参数的处理方式。 One operator with its parameters.
#[derive(Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct ActionOptions {
    /// 保留前后若干位，其余以 `*` 代替。 Some characters stay.
    pub(super) mask: Option<MaskOptions>,
    /// 删去，代以所写的标记。 This marker takes its place.
    pub(super) redact: Option<String>,
    /// 降低精度。 It is said less precisely.
    pub(super) generalise: Option<GeneraliseOptions>,
}

/// 对某一类人：一种处理方式，或正文、表格各一种。 For one role: an operator, or one for text and one for tables.
#[derive(Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct CaseOptions {
    /// 保留前后若干位，其余以 `*` 代替。 Some characters stay.
    pub(super) mask: Option<MaskOptions>,
    /// 删去，代以所写的标记。 This marker takes its place.
    pub(super) redact: Option<String>,
    /// 降低精度。 It is said less precisely.
    pub(super) generalise: Option<GeneraliseOptions>,
    /// 在正文中。 In running text.
    pub(super) text: Option<Said<ActionOptions>>,
    /// 在表格中。 In tables.
    pub(super) table: Option<Said<ActionOptions>>,
}

/// 一种处理方式（取代原有规则），或分情形（只改所列情形）。 One operator, which replaces the rule below, or cases, which
/// change only what they name.
#[derive(Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct RuleOptions {
    /// 保留前后若干位，其余以 `*` 代替。 Some characters stay.
    pub(super) mask: Option<MaskOptions>,
    /// 删去，代以所写的标记。 This marker takes its place.
    pub(super) redact: Option<String>,
    /// 降低精度。 It is said less precisely.
    pub(super) generalise: Option<GeneraliseOptions>,
    /// 未另行列出的情形。 Every case that is not named.
    pub(super) default: Option<Said<ActionOptions>>,
    /// 在正文中。 In running text.
    pub(super) text: Option<Said<ActionOptions>>,
    /// 在表格中。 In tables.
    pub(super) table: Option<Said<ActionOptions>>,
    /// 身份不明者；缺省按未列出的情形。 Whose it is, is not known.
    pub(super) unknown: Option<Said<CaseOptions>>,
    /// 申请人、当事人等个人。 A private person.
    pub(super) citizen: Option<Said<CaseOptions>>,
    /// 履行职务的公职人员。 An office holder acting as such.
    pub(super) official: Option<Said<CaseOptions>>,
    /// 未成年人；写明 `keep` 方可保留。 A person under eighteen; kept only where this says so.
    pub(super) minor: Option<Said<CaseOptions>>,
    /// 捐赠人。 A donor.
    pub(super) donor: Option<Said<CaseOptions>>,
    /// 机关单位公开的电话、账户、地址。 Published on purpose by an office or charity.
    pub(super) organisation: Option<Said<CaseOptions>>,
    /// 律师、公证员、法定代表人、社会组织负责人、采购联系人等，以职业或代表身份出现者。 Who acts for others by profession or right.
    pub(super) representative: Option<Said<CaseOptions>>,
    /// 被处罚人、失信被执行人。 Whom a penalty or a list of defaulters is about.
    pub(super) punished: Option<Said<CaseOptions>>,
    /// 志愿者。 A volunteer.
    pub(super) volunteer: Option<Said<CaseOptions>>,
    /// 法律依据或理由，写入报告。 The legal basis or the reason, for the report.
    pub(super) basis: Option<String>,
}

/// 遮盖：只计字母和数字。 Letters and digits are counted.
#[derive(Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct MaskOptions {
    /// 保留前几位。 How many stay at the beginning.
    #[serde(default)]
    pub(super) prefix: u8,
    /// 保留后几位。 How many stay at the end.
    #[serde(default)]
    pub(super) suffix: u8,
    /// 遮盖所用符号：`* ＊ ● ○ □ ■ ※ #` 之一；不可用 X，X 是合法的校验码。 What hides the others.
    #[serde(default = "star")]
    pub(super) with: char,
}

const fn star() -> char {
    '*'
}

/// 精度，或精度与尾标。 A level, or a level and a tail.
#[cfg_attr(test, derive(JsonSchema))]
#[cfg_attr(test, schemars(untagged))]
pub(super) enum GeneraliseOptions {
    /// 精度。 A level.
    Level(LevelOption),
    /// 精度与尾标。 A level and a tail.
    Table {
        /// 精度。 How precise it may stay.
        level: LevelOption,
        /// 截断的地址之后加什么：`***` 或空（缺省）。 What follows an address that was cut.
        tail: String,
    },
}

/// 精度。 How precise a value may stay.
#[derive(Clone, Copy, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub(super) enum LevelOption {
    /// 省。
    Province,
    /// 市。
    City,
    /// 县（市、区、旗）。
    County,
    /// 乡镇、街道。
    Township,
    /// 村、社区。
    Village,
    /// 年，用于出生日期。 The year of a birth date.
    Year,
    /// 两位小数，用于经纬度。 Two decimals of a position.
    TwoDecimals,
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
    /// 哪些列合起来可能认出本人（准标识符），用列含义的代号。 The columns by which somebody may be told from others, by the
    /// id of their meaning.
    #[cfg_attr(test, schemars(with = "Option<Vec<String>>"))]
    pub(super) quasi_identifiers: Option<Vec<Spanned<String>>>,
    /// 哪些列的内容一旦对上本人即为泄露（敏感列）。 The columns whose values must not be known of anybody.
    #[cfg_attr(test, schemars(with = "Option<Vec<String>>"))]
    pub(super) sensitive: Option<Vec<Spanned<String>>>,
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Said<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        word_or_table(deserializer, Said::Word, Said::Table)
    }
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

impl<'de> Deserialize<'de> for GeneraliseOptions {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Table {
            level: LevelOption,
            #[serde(default)]
            tail: String,
        }
        word_or_table(deserializer, Self::Level, |Table { level, tail }| Self::Table { level, tail })
    }
}

/// Reads a string as a `W` or a table as a `T`, and says where in it something is wrong; a derived untagged enum would
/// only say that neither fits.
fn word_or_table<'de, W, T, O, D>(
    deserializer: D,
    word: impl FnOnce(W) -> O,
    table: impl FnOnce(T) -> O,
) -> Result<O, D::Error>
where
    W: Deserialize<'de>,
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    deserializer.deserialize_any(WordOrTable { word, table, types: PhantomData })
}

struct WordOrTable<F, G, W, T> {
    word: F,
    table: G,
    types: PhantomData<(W, T)>,
}

impl<'de, W, T, O, F, G> Visitor<'de> for WordOrTable<F, G, W, T>
where
    W: Deserialize<'de>,
    T: Deserialize<'de>,
    F: FnOnce(W) -> O,
    G: FnOnce(T) -> O,
{
    type Value = O;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a word or a table")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<O, E> {
        W::deserialize(StrDeserializer::new(text)).map(self.word)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<O, A::Error> {
        T::deserialize(MapAccessDeserializer::new(map)).map(self.table)
    }
}
