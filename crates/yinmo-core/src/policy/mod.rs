//! What to do with it: profiles in TOML, and the policy they make.
//!
//! Three shapes. *Options* are what a file may say; unknown keys are errors, because here a typing error that
//! disables a rule is a leak. *Layers* are merged: a built-in profile, the overlay of the audience, the user's file.
//! A [`Policy`] is what the engine asks, always valid, and answers with one array access.
//!
//! ```
//! use yinmo_core::finding::{Confidence, Role};
//! use yinmo_core::kind::Kind;
//! use yinmo_core::policy::{Policy, Subject};
//!
//! let policy = Policy::from_toml(
//!     "yinmo.toml",
//!     r#"
//!     extends = "general-publication"
//!     [kinds]
//!     mobile = "redact"
//!     "#,
//! )?;
//! let subject = Subject::in_text(Kind::Mobile, Role::Citizen, Confidence::HIGH);
//! assert_eq!(policy.decide(&subject).action.id(), "redact");
//! # Ok::<(), yinmo_core::policy::PolicyError>(())
//! ```
//!
//! Nobody gets kept by accident: a kind or a column that no rule names is for review, and a child's data stay only
//! where a rule says `minor = "keep"`.

mod columns;
mod decision;
mod documents;
mod error;
mod files;
mod fingerprint;
mod gate;
mod layers;
mod options;
mod own;
mod profiles;
mod risk;
mod rules;
mod said;
mod schema;
mod statement;
mod tables;
mod thresholds;
mod trail;

#[cfg(test)]
mod tests;

pub use columns::ColumnAction;
pub use decision::{Decision, Reason, Subject};
pub use documents::EXTRAS;
pub use error::PolicyError;
pub use files::FileSettings;
pub use gate::{Allow, ChangeRules, Gate};
pub use profiles::DEFAULT_PROFILE;
pub use risk::Risk;
#[cfg(test)]
pub(crate) use rules::parse_action;
pub use statement::{Day, NoDay, Requirement, Statement};
pub use thresholds::Thresholds;
pub use trail::TrailSettings;

use yinmo_data::columns::ColumnWord;

use crate::finding::{Confidence, Finding, Role};
use crate::key::Key;
use crate::kind::Kind;
use crate::operators::Action;
use crate::own::Own;
use columns::Columns;
use documents::Documents;
use rules::Rules;
use tables::Variant;

/// What happens to each kind of finding and to each column.
#[derive(Clone)]
pub struct Policy {
    name: String,
    version: String,
    title: Title,
    audience: Option<String>,
    audiences: Vec<String>,
    rules: Rules,
    columns: Columns,
    overall: Thresholds,
    /// In the order of the kinds.
    thresholds: Vec<Thresholds>,
    risk: Risk,
    documents: Documents,
    own: Own,
    /// Why what is on the list of what may stay, may stay.
    allowed_because: Option<String>,
    variants: Vec<Variant>,
    examples: Vec<Example>,
    trail: TrailSettings,
    files: FileSettings,
    gate: Gate,
    statement: Statement,
    lacks: Vec<Requirement>,
    fingerprint: String,
}

impl std::fmt::Debug for Policy {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Policy({} {} {})", self.name, self.version, self.fingerprint)
    }
}

/// A document before and after, in a policy file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// A file name, whose extension tells the format.
    pub name: String,
    /// The document.
    pub before: String,
    /// What is to come of it, if that is said.
    pub after: Option<String>,
    /// The id of the verdict that is to come of it, if that is said.
    pub verdict: Option<String>,
}

/// A name for users.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Title {
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
}

/// Where a policy comes from.
#[derive(Clone, Debug, Default)]
pub struct Source<'a> {
    /// The built-in profile to stand on. It goes before what the file `extends`; without either it is
    /// [`DEFAULT_PROFILE`].
    pub profile: Option<&'a str>,
    /// The audience, for profiles that know several. It goes before what the file says.
    pub audience: Option<&'a str>,
    /// The user's file: its name, for messages, and its text.
    pub file: Option<(&'a str, &'a str)>,
    /// On what basis it is published, and until when. It goes before what the file says.
    pub statement: Statement,
    /// The project key, for operators that need one. The policy's fingerprint says nothing of it.
    pub key: Option<&'a Key>,
}

impl Policy {
    /// The built-in profile of this name, to be looked at or used. One that may be used only with a statement, which
    /// [`Policy::load`] takes, makes everything wait for a person: see [`Policy::lacks`].
    ///
    /// ```
    /// use yinmo_core::policy::Policy;
    /// assert!(Policy::builtin("strict").is_some());
    /// assert!(Policy::builtin("lenient").is_none());
    /// ```
    pub fn builtin(name: &str) -> Option<Self> {
        Self::read(&Source { profile: Some(name), ..Source::default() }).ok()
    }

    /// The names of the built-in profiles, the default first.
    pub fn builtin_names() -> impl Iterator<Item = &'static str> {
        profiles::PROFILES.iter().map(|(name, _)| *name)
    }

    /// The name of what protects children, on top of every profile that changes anything.
    pub const OVERLAY: &'static str = profiles::OVERLAY_NAME;

    /// The policy of a user's file, on top of the built-in profile it extends.
    ///
    /// # Errors
    ///
    /// What is wrong with the file, and where.
    pub fn from_toml(source_name: &str, text: &str) -> Result<Self, PolicyError> {
        Self::load(&Source { file: Some((source_name, text)), ..Source::default() })
    }

    /// The policy of a profile, an audience and a file.
    ///
    /// ```
    /// use yinmo_core::policy::{Policy, Source};
    /// let profile = Some("social-assistance-notice");
    /// let source = Source { profile, audience: Some("board"), ..Source::default() };
    /// let board = Policy::load(&source).unwrap();
    /// assert_eq!(board.audience(), Some("board"));
    /// ```
    ///
    /// # Errors
    ///
    /// A profile or audience that does not exist, what is wrong with the file, and where, or what has to be stated.
    pub fn load(source: &Source<'_>) -> Result<Self, PolicyError> {
        let policy = Self::read(source)?;
        match &*policy.lacks {
            [] => Ok(policy),
            lacks => Err(statement::lacking(&policy.name, lacks)),
        }
    }

    /// The same, whatever has to be stated and is not: everything waits for a person then, see [`Policy::lacks`].
    ///
    /// # Errors
    ///
    /// A profile or audience that does not exist, or what is wrong with the file, and where.
    pub fn read(source: &Source<'_>) -> Result<Self, PolicyError> {
        layers::merge(source)
    }

    /// The file with the key that the text of a user's file names: whoever loads the policy reads it first, for
    /// [`Source::key`]. `None` also where the text is no policy; loading it says why.
    ///
    /// ```
    /// use yinmo_core::policy::Policy;
    /// assert_eq!(Policy::key_file("[keys]\nfile = \"项目.key\"").as_deref(), Some("项目.key"));
    /// ```
    pub fn key_file(text: &str) -> Option<String> {
        toml::from_str::<options::Options>(text).ok()?.keys.file
    }

    /// What happens to a finding, and why. One array access.
    pub fn decide(&self, subject: &Subject) -> Decision<'_> {
        decision::decide(self, subject)
    }

    /// What hides a value that waits for a person, once the person has said that it is to be hidden: what the rule of
    /// its kind would do if it were sure; else what the default profile does with it; else the marker.
    ///
    /// ```
    /// use yinmo_core::finding::{Confidence, Role};
    /// use yinmo_core::kind::Kind;
    /// use yinmo_core::policy::{Policy, Subject};
    /// let policy = Policy::builtin("general-publication").unwrap();
    /// let unsure = Subject::in_text(Kind::Mobile, Role::Citizen, Confidence(20));
    /// assert_eq!(policy.decide(&unsure).action.id(), "review");
    /// assert_eq!(policy.covering(&unsure).id(), "mask");
    /// assert_eq!(policy.covering(&Subject { kind: Kind::Health, ..unsure }).id(), "redact");
    /// ```
    pub fn covering(&self, subject: &Subject) -> &Action {
        decision::covering(self, subject)
    }

    /// The legal basis or reason that the rule of a kind gives.
    pub fn basis(&self, kind: Kind) -> Option<&str> {
        self.rules.basis(kind)
    }

    /// What happens to a column with this heading. `meaning` is what [`yinmo_data::columns::meaning`] says about it;
    /// a table without headings has columns with `""` and `None`.
    ///
    /// ```
    /// use yinmo_core::policy::{ColumnAction, Policy};
    /// use yinmo_data::columns::meaning;
    /// let policy = Policy::builtin("general-publication").unwrap();
    /// assert_eq!(policy.column("致贫原因", meaning("致贫原因")), ColumnAction::Drop);
    /// assert_eq!(policy.column("备注", meaning("备注")), ColumnAction::Review);
    /// ```
    pub fn column(&self, heading: &str, meaning: Option<ColumnWord>) -> ColumnAction {
        self.columns.action(heading, meaning, &self.rules)
    }

    /// The profile's name; `…+local` where a user's file without a name of its own changes a built-in profile.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The profile's version: year and month.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The profile's name for users.
    pub fn title(&self) -> &Title {
        &self.title
    }

    /// The audience this policy is for, where the profile knows several.
    pub fn audience(&self) -> Option<&str> {
        self.audience.as_deref()
    }

    /// On what basis documents are published, and until when.
    pub const fn statement(&self) -> &Statement {
        &self.statement
    }

    /// What the office adds to what can be found.
    pub const fn own(&self) -> &Own {
        &self.own
    }

    /// The policies of documents with names of their own, by the pattern of the name.
    pub fn variants(&self) -> impl Iterator<Item = (&str, &Self)> {
        self.variants.iter().map(|variant| (variant.names.pattern(), &variant.policy))
    }

    /// Which of the [`variants`](Self::variants) is about the document at this path: the last that fits.
    ///
    /// ```
    /// use yinmo_core::policy::Policy;
    /// let policy = Policy::from_toml("own.toml", "[[tables]]\nmatch = \"低保*.xlsx\"\nkinds = { mobile = \"redact\" }").unwrap();
    /// assert_eq!(policy.variant_for("公示/低保2019.xlsx"), Some(0));
    /// assert_eq!(policy.variant_for("名单.xlsx"), None);
    /// ```
    pub fn variant_for(&self, path: &str) -> Option<usize> {
        self.variants.iter().rposition(|variant| variant.names.holds(path))
    }

    /// The examples of the file that says most of this policy: the user's, or else the built-in profile's.
    pub fn examples(&self) -> &[Example] {
        &self.examples
    }

    /// The text of a built-in profile.
    pub fn builtin_text(name: &str) -> Option<&'static str> {
        if name == profiles::OVERLAY_NAME {
            return Some(profiles::OVERLAY);
        }
        profiles::PROFILES.iter().find(|profile| profile.0 == name).map(|profile| profile.1)
    }

    /// Where what is done is recorded, if the user's file says so.
    pub const fn trail(&self) -> &TrailSettings {
        &self.trail
    }

    /// Which files are looked at, if the user's file says so.
    ///
    /// ```
    /// use yinmo_core::policy::Policy;
    /// let policy = Policy::from_toml("own.toml", "[files]\nexclude = [\"vendor/\"]").unwrap();
    /// assert_eq!(policy.files().exclude, ["vendor/"]);
    /// ```
    pub const fn files(&self) -> &FileSettings {
        &self.files
    }

    /// What does not count again when documents are checked. It decides nothing of what is masked, so the fingerprint says
    /// nothing of it.
    ///
    /// ```
    /// use yinmo_core::policy::Policy;
    /// let text = "[[allow]]\nrules = [\"mobile\"]\nfiles = [\"*.xlsx\"]\nplace = \"名单!C*\"\nreason = \"值班电话\"";
    /// let policy = Policy::from_toml("yinmo.toml", text).unwrap();
    /// assert!(policy.gate().allows[0].covers("mobile", "公示/名单.xlsx", "名单!C5"));
    /// assert!(!policy.gate().allows[0].covers("mobile", "公示/名单.xlsx", "名单!D5"));
    /// ```
    pub const fn gate(&self) -> &Gate {
        &self.gate
    }

    /// What has to be stated before documents may be published by this policy, and is not.
    pub fn lacks(&self) -> &[Requirement] {
        &self.lacks
    }

    /// The audiences the profile knows, by name.
    pub fn audiences(&self) -> impl Iterator<Item = &str> {
        self.audiences.iter().map(String::as_str)
    }

    /// The confidence below which a finding is listed for review rather than masked, where its kind has none of its
    /// own.
    pub const fn min_confidence(&self) -> Confidence {
        self.overall.mask
    }

    /// How sure findings of a kind have to be.
    ///
    /// ```
    /// use yinmo_core::kind::Kind;
    /// use yinmo_core::policy::Policy;
    /// let policy = Policy::from_toml("gate.toml", "[report.kinds]\nperson = { min-confidence = 30 }").unwrap();
    /// assert_eq!(policy.thresholds(Kind::Person).mask.0, 30);
    /// assert_eq!(policy.thresholds(Kind::Mobile).mask, policy.min_confidence());
    /// ```
    pub fn thresholds(&self, kind: Kind) -> Thresholds {
        self.thresholds[kind as usize]
    }

    /// Whether the policy wants to hear of a finding: by default not of what only the sequence model sees, and less
    /// surely than what is masked.
    pub fn reports(&self, finding: &Finding) -> bool {
        self.thresholds(finding.kind).report(finding)
    }

    /// Whether it writes codes or surrogates with a key: what comes of that is de-identified, not anonymous, and stays
    /// personal information (PIPL Art. 73).
    pub fn only_deidentifies(&self) -> bool {
        self.rules.need_key()
    }

    /// How many identity numbers have to remain possible for each row that is published.
    pub fn floor(&self) -> u64 {
        self.risk.floor
    }

    /// Whether dates that stand in a column of their own beside a name are moved with that person's others.
    pub fn shifts_dates(&self) -> bool {
        self.rules.action(Kind::Date, Role::Unknown, true).is_some_and(Action::asks_whose)
    }

    /// What must not be worked out from what is published.
    pub fn risk(&self) -> &Risk {
        &self.risk
    }

    /// Whether something that documents hold beside their text is taken out altogether; `extra` is one of [`EXTRAS`].
    ///
    /// ```
    /// use yinmo_core::policy::Policy;
    /// let policy = Policy::from_toml("own.toml", "[documents]\nstrip = [\"macros\"]").unwrap();
    /// assert!(policy.strips("macros") && !policy.strips("comments"));
    /// ```
    pub fn strips(&self, extra: &str) -> bool {
        self.documents.strip.contains(extra)
    }

    /// Whether a person has looked at the part of a document with this SHA-256, in lower-case hexadecimal.
    pub fn approves(&self, hash: &str) -> bool {
        self.documents.approved.contains(hash)
    }

    /// The SHA-256, in hexadecimal, of everything that decides: two policies with the same fingerprint decide alike.
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }
}
