//! On what legal basis a document is published, and until when.

use std::fmt;
use std::str::FromStr;

use toml::Spanned;

use super::error::{PolicyError, Problem};
use super::options::Options;

/// What an office states when it publishes. Some profiles may be used only with it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Statement {
    /// The legal basis, in the office's words.
    pub legal_basis: Option<String>,
    /// The last day on which what is published may be seen.
    pub publish_until: Option<Day>,
}

/// Something a profile wants to be stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Requirement {
    /// On what legal basis.
    LegalBasis,
    /// Until when.
    PublishUntil,
    /// A key, because some operator needs one. No profile asks for it in so many words.
    Key,
}

impl Requirement {
    /// Every one that a profile can name.
    pub const ALL: [Self; 2] = [Self::LegalBasis, Self::PublishUntil];

    /// The permanent id, as policies write it: `legal-basis`, `publish-until`; `key`.
    pub const fn id(self) -> &'static str {
        match self {
            Self::LegalBasis => "legal-basis",
            Self::PublishUntil => "publish-until",
            Self::Key => "key",
        }
    }

    /// For users, in Chinese.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::LegalBasis => "法定依据",
            Self::PublishUntil => "公开截止日期",
            Self::Key => "密钥",
        }
    }
}

/// A day of the calendar. Later days are greater.
///
/// ```
/// use yinmo_core::policy::Day;
/// let day: Day = "2026-12-31".parse().unwrap();
/// assert_eq!(day.to_string(), "2026-12-31");
/// assert!("2026-02-29".parse::<Day>().is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day {
    year: u16,
    month: u8,
    day: u8,
}

/// The text is no day of the form `2026-12-31`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoDay;

impl FromStr for Day {
    type Err = NoDay;

    fn from_str(text: &str) -> Result<Self, NoDay> {
        let mut fields = text.split('-');
        let mut field = |digits: usize| {
            let field = fields.next().filter(|field| field.len() == digits).ok_or(NoDay)?;
            let is_number = field.bytes().all(|byte| byte.is_ascii_digit());
            field.parse::<u16>().ok().filter(|_| is_number).ok_or(NoDay)
        };
        let (year, month, day) = (field(4)?, field(2)?, field(2)?);
        let exists = (1..=12).contains(&month) && (1..=days_of(year, month)).contains(&day);
        let ends = fields.next().is_none();
        if exists && ends { Ok(Self { year, month: month as u8, day: day as u8 }) } else { Err(NoDay) }
    }
}

const fn days_of(year: u16, month: u16) -> u16 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// What layers say, the later ones on top.
#[derive(Clone, Default)]
pub(super) struct Stated {
    statement: Statement,
    requires: Vec<Requirement>,
    /// The caller gives a basis.
    basis_given: bool,
}

impl Stated {
    pub(super) fn merge(&mut self, options: &mut Options) -> Result<(), Problem> {
        if let Some(basis) = options.legal_basis.take() {
            self.statement.legal_basis = Some(checked_basis(basis)?);
        }
        if let Some(day) = options.publish_until.take() {
            self.statement.publish_until = Some(checked_day(&day)?);
        }
        for name in options.requires.take().into_iter().flatten() {
            let known = Requirement::ALL.into_iter().find(|known| known.id() == name.get_ref());
            let ids = Requirement::ALL.iter().map(|known| known.id());
            let unknown =
                || Problem::unknown(Some(name.span()), ("要求", "requirement"), name.get_ref(), ids);
            self.requires.push(known.ok_or_else(unknown)?);
        }
        Ok(())
    }

    /// What the caller states counts from the first layer on.
    pub(super) fn of_caller(given: &Statement) -> Self {
        Self { basis_given: given.legal_basis.is_some(), ..Self::default() }
    }

    /// Whether a legal basis was stated.
    pub(super) const fn has_basis(&self) -> bool {
        self.basis_given || self.statement.legal_basis.is_some()
    }

    /// The statement, with what the caller states on top.
    pub(super) fn finish(self, given: &Statement) -> (Statement, Vec<Requirement>) {
        let Self { statement, mut requires, .. } = self;
        let legal_basis = given.legal_basis.clone().or(statement.legal_basis);
        let publish_until = given.publish_until.or(statement.publish_until);
        requires.retain(|requirement| match requirement {
            Requirement::LegalBasis => legal_basis.is_none(),
            Requirement::PublishUntil => publish_until.is_none(),
            Requirement::Key => false,
        });
        requires.sort_unstable();
        requires.dedup();
        (Statement { legal_basis, publish_until }, requires)
    }
}

/// Blanks are no reason.
fn checked_basis(basis: Spanned<String>) -> Result<String, Problem> {
    match basis.get_ref().trim().is_empty() {
        false => Ok(basis.into_inner()),
        true => Err(Problem::new(Some(basis.span()), "法定依据不能为空", "the legal basis is empty")),
    }
}

pub(super) fn checked_day(day: &Spanned<String>) -> Result<Day, Problem> {
    day.get_ref().parse().map_err(|NoDay| {
        Problem::new(Some(day.span()), "日期不存在或写法不对", "no day, or not written as one")
            .help("写作 \"2026-12-31\"", "write \"2026-12-31\"")
    })
}

/// The error for a profile that may not be used without a statement.
pub(super) fn lacking(profile: &str, lacks: &[Requirement]) -> PolicyError {
    if lacks == [Requirement::Key] {
        return PolicyError::without_file(lacking_key(profile));
    }
    let list = |separator, name: fn(&Requirement) -> &'static str| {
        lacks.iter().map(name).collect::<Vec<_>>().join(separator)
    };
    let problem = Problem::new(
        None,
        format!("规则 {profile} 须写明{}方可使用", list("和", |lack| lack.zh())),
        format!("the profile `{profile}` may be used only with {}", list(" and ", |lack| lack.id())),
    );
    PolicyError::without_file(problem.help(
        "用 --basis \"依据\" 和 --publish-until 2026-12-31，或在 yinmo.toml 写 legal-basis 和 publish-until",
        "give --basis and --publish-until, or say legal-basis and publish-until in yinmo.toml",
    ))
}

fn lacking_key(profile: &str) -> Problem {
    let problem = Problem::new(
        None,
        format!("规则 {profile} 中有的处理方式（代码、散列、加密、替代号码）需要密钥，未提供"),
        format!(
            "an operator of `{profile}` (pseudonym, hash, encrypt, surrogate) needs a key, and there is none"
        ),
    );
    problem.help(
        "用 yinmo key new 密钥文件 生成一次，以后用 --key-file、环境变量 YINMO_KEY 或 yinmo.toml 的 [keys] file 提供",
        "make one with `yinmo key new FILE`, and give it by --key-file, YINMO_KEY, or [keys] file in yinmo.toml",
    )
}

#[cfg(test)]
mod tests {
    use super::Day;

    #[test]
    fn days_exist_or_not() {
        for (text, exists) in [
            ("2024-02-29", true),
            ("2100-02-29", false),
            ("2026-13-01", false),
            ("2026-04-31", false),
            ("2026-4-1", false),
            ("+026-04-01", false),
            ("2026-04-01-01", false),
            ("二零二六", false),
        ] {
            assert_eq!(text.parse::<Day>().is_ok(), exists, "{text}");
        }
        let [earlier, later] = ["2026-12-31", "2027-01-01"].map(|text| text.parse::<Day>().unwrap());
        assert!(earlier < later);
    }
}
