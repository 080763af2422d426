//! Some characters stay, the others become `*`: `330106************`, `138******01`.
//!
//! Letters and digits are counted, full-width ones too; blanks, dashes, brackets and line breaks between them stay
//! where they are and count for nothing. Invisible characters go. A mobile number is counted from its eleventh digit
//! before the end, so that a country code stays; a property certificate from its serial (第…号); a number plate
//! as a whole, with a `·` behind what stays. An e-mail address keeps `prefix` characters, then always three stars, so
//! that the length of the name does not show, then `@` and the domain.

use serde::Deserialize;

use super::characters::is_masked;
use super::{Example, Fault, Names, Operation, Operator, Written};
use crate::kind::{Group, Kind};
use crate::text::fold_char;

/// The characters a policy may mask with. No `X`: that is a check character of identity numbers.
const MASK_CHARACTERS: &[char] = &['*', '＊', '●', '○', '□', '■', '※', '#'];

/// Keeps `prefix` characters at the beginning and `suffix` at the end, and hides the others.
///
/// Where this would hide less than a third, as it would of a number that lost some digits, all are hidden.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Mask {
    /// 保留前几位，只计字母和数字。 How many letters and digits stay at the beginning.
    #[serde(default)]
    pub prefix: u8,
    /// 保留后几位。 How many stay at the end.
    #[serde(default)]
    pub suffix: u8,
    /// 遮盖所用符号：`* ＊ ● ○ □ ■ ※ #` 之一；不可用 X，X 是合法的校验码。 What hides the others.
    #[serde(default = "star")]
    pub with: char,
}

const fn star() -> char {
    '*'
}

impl Written for Mask {
    type Parameters = Self;

    fn alone() -> Option<Self> {
        None
    }

    fn with(parameters: Self) -> Self {
        parameters
    }
}

impl Operation for Mask {
    fn write(&self, value: &str, kind: Kind, _names: &Names, out: &mut String) {
        match kind {
            Kind::Email => self.write_email(value, out),
            Kind::Plate => self.write_plate(value, out),
            _ => self.write_number(value, kind, out),
        }
    }

    fn parameters(&self) -> String {
        let Self { prefix, suffix, with } = self;
        let with = if *with == '*' { String::new() } else { format!(", with = \"{with}\"") };
        format!("{{ prefix = {prefix}, suffix = {suffix}{with} }}")
    }

    /// Names are not masked like numbers.
    fn fits(&self, kind: Kind) -> bool {
        matches!(kind.group(), Group::Identifier | Group::Furniture)
    }

    fn fault(&self) -> Option<Fault> {
        let c = self.with;
        let wrong = (format!("不可用“{c}”遮盖"), format!("`{c}` cannot be a mask character"));
        let help = Some(("可用：* ＊ ● ○ □ ■ ※ #", "known: * ＊ ● ○ □ ■ ※ #"));
        (!MASK_CHARACTERS.contains(&c)).then_some(Fault { wrong, help })
    }
}

impl Mask {
    fn write_number(self, value: &str, kind: Kind, out: &mut String) {
        if !value.is_empty() && value.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'*') {
            return self.write_plain(value, kind, out);
        }
        let counted = |c| counts(c, kind);
        let total = count(value, counted);
        if total == 0 {
            return hide_all(value, self.with, out);
        }
        let head = uncounted_head(value, kind, total);
        let (prefix, suffix) = self.shown(total - head);
        let hidden = head + prefix..total - suffix;
        let mut index = 0;
        for (c, folded) in value.chars().filter_map(|c| Some((c, fold_char(c)?))) {
            let is_hidden = counted(folded) && hidden.contains(&index);
            out.push(if is_hidden { self.with } else { c });
            index += usize::from(counted(folded));
        }
    }

    /// The usual case, and the same as above: every byte counts.
    fn write_plain(self, value: &str, kind: Kind, out: &mut String) {
        let head = uncounted_head(value, kind, value.len());
        let (prefix, suffix) = self.shown(value.len() - head);
        let (start, end) = (head + prefix, value.len() - suffix);
        out.push_str(&value[..start]);
        out.extend(std::iter::repeat_n(self.with, end - start));
        out.push_str(&value[end..]);
    }

    fn write_plate(self, value: &str, out: &mut String) {
        let characters = || value.chars().filter(|&c| fold_char(c).is_some_and(|c| !is_plate_separator(c)));
        let total = characters().count();
        let (prefix, suffix) = self.shown(total);
        out.extend(characters().take(prefix));
        if prefix > 0 {
            out.push('·');
        }
        out.extend((prefix..total - suffix).map(|_| self.with));
        out.extend(characters().skip(total - suffix));
    }

    fn write_email(self, value: &str, out: &mut String) {
        let at = value.find(['@', '＠']).unwrap_or(value.len());
        let (name, domain) = value.split_at(at);
        let visible = || name.chars().filter(|&c| fold_char(c).is_some());
        let shown =
            visible().take(self.prefix.into()).take_while(|&c| fold_char(c).is_some_and(|c| !is_masked(c)));
        let count = shown.clone().count();
        if count < visible().count() {
            out.extend(shown);
        }
        out.extend([self.with; 3]);
        out.extend(domain.chars().filter(|&c| fold_char(c).is_some()));
    }

    /// How many of `total` stay at the beginning and at the end.
    fn shown(self, total: usize) -> (usize, usize) {
        let (prefix, suffix) = (usize::from(self.prefix), usize::from(self.suffix));
        match total.checked_sub(prefix + suffix) {
            Some(hidden) if hidden * 3 >= total => (prefix, suffix),
            _ => (0, 0),
        }
    }
}

fn counts(folded: char, kind: Kind) -> bool {
    let spelt_out = matches!(kind, Kind::Mobile | Kind::ResidentId);
    folded.is_ascii_alphanumeric()
        || is_masked(folded)
        || matches!(folded, 'Ⅹ' | 'Х')
        || spelt_out && "零〇一二三四五六七八九壹贰叁肆伍陆柒捌玖".contains(folded)
}

fn count(text: &str, counted: impl Fn(char) -> bool) -> usize {
    text.chars().filter_map(fold_char).filter(|&c| counted(c)).count()
}

/// How many of the counted characters stand before the part that is the person's: country code, year, …
fn uncounted_head(value: &str, kind: Kind, total: usize) -> usize {
    match kind {
        Kind::Mobile => total.saturating_sub(11),
        Kind::RealEstateCert => {
            value.rfind('第').map_or(0, |serial| count(&value[..serial], |c| counts(c, kind)))
        }
        _ => 0,
    }
}

/// For values without any letter or digit: nothing of them is known to be harmless.
fn hide_all(value: &str, with: char, out: &mut String) {
    out.extend(value.chars().map(|c| if c.is_whitespace() { c } else { with }));
}

const fn is_plate_separator(folded: char) -> bool {
    matches!(folded, ' ' | '\t' | '\r' | '\n' | '-' | '.' | '·' | '•' | '・' | '‧')
}

pub(super) static OPERATOR: Operator = Operator {
    id: "mask",
    zh: "保留前后若干位，其余以 * 代替",
    en: "some characters stay at the beginning and the end, the others become *",
    examples: &[
        example("{ mask = { prefix = 6 } }", Kind::ResidentId, "330106190102030017", "330106************"),
        example(
            "{ mask = { prefix = 6 } }",
            Kind::ResidentId,
            "330106 19020205 3048",
            "330106 ******** ****",
        ),
        example(
            "{ mask = { prefix = 6 } }",
            Kind::ResidentId,
            "330106190205\n083103",
            "330106******\n******",
        ),
        example("{ mask = { prefix = 6 } }", Kind::ResidentId, "33010619331212009×", "330106************"),
        example(
            "{ mask = { prefix = 6 } }",
            Kind::ResidentId,
            "330106190\u{200B}207103147",
            "330106************",
        ),
        example(
            "{ mask = { prefix = 6 } }",
            Kind::ResidentId,
            "３３０１０６１９０２０１０４３０２４",
            "３３０１０６************",
        ),
        example("{ mask = { prefix = 6 } }", Kind::ResidentId, "330106010203001", "330106*********"),
        example("{ mask = { prefix = 6 } }", Kind::ResidentId, "33010619210203121*", "330106************"),
        example(
            "{ mask = { prefix = 6 } }",
            Kind::DisabilityCert,
            "33010619010203001743",
            "330106**************",
        ),
        example("{ mask = { prefix = 2 } }", Kind::Passport, "EA0123456", "EA*******"),
        example("{ mask = { prefix = 2 } }", Kind::TwTravelPermit, "0123456801(B)", "01********(*)"),
        example("{ mask = { prefix = 2 } }", Kind::MilitaryId, "军字第0123456号", "军字第01*****号"),
        example(
            "{ mask = {} }",
            Kind::RealEstateCert,
            "浙（2019）杭州市不动产权第0012345号",
            "浙（2019）杭州市不动产权第*******号",
        ),
        example("{ mask = { prefix = 3, suffix = 2 } }", Kind::Mobile, "13800012001", "138******01"),
        example(
            "{ mask = { prefix = 3, suffix = 2 } }",
            Kind::Mobile,
            "+86 138-0001-2006",
            "+86 138-****-**06",
        ),
        example("{ mask = { prefix = 3, suffix = 2 } }", Kind::Mobile, "013800012009", "0138******09"),
        example("{ mask = { prefix = 3, suffix = 2 } }", Kind::Mobile, "1380001\n2008", "138****\n**08"),
        example(
            "{ mask = { prefix = 3, suffix = 2 } }",
            Kind::Mobile,
            "一三八零零零一二零一六",
            "一三八******一六",
        ),
        example("{ mask = { prefix = 3, suffix = 2 } }", Kind::Mobile, "1380001", "*******"),
        example("{ mask = { prefix = 2 } }", Kind::Plate, "浙A12345", "浙A·*****"),
        example("{ mask = { prefix = 2 } }", Kind::Plate, "川Ａ·１２３４５", "川Ａ·*****"),
        example("{ mask = { prefix = 2 } }", Kind::Plate, "沪A12345D", "沪A·******"),
        example("{ mask = { prefix = 1 } }", Kind::Email, "zhang_test01@example.com", "z***@example.com"),
        example(
            "{ mask = { prefix = 1 } }",
            Kind::Email,
            "ｔｅｓｔ０２＠ｅｘａｍｐｌｅ．ｃｏｍ",
            "ｔ***＠ｅｘａｍｐｌｅ．ｃｏｍ",
        ),
        example("{ mask = { prefix = 1 } }", Kind::Email, "t@example.com", "***@example.com"),
        example("{ mask = { prefix = 2 } }", Kind::Qq, "123456789", "12*******"),
        example(
            "{ mask = { prefix = 4, suffix = 4, with = \"●\" } }",
            Kind::BankCard,
            "6228480330000000019",
            "6228●●●●●●●●●●●0019",
        ),
    ],
};

const fn example(rule: &'static str, kind: Kind, before: &'static str, after: &'static str) -> Example {
    Example { rule, kind, before, after }
}
