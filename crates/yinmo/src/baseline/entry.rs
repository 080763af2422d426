use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use yinmo_core::policy::{self, Day};
use yinmo_core::{Key, baseline};

use crate::source::hex;

/// Something that was there already. No value, and names as they may be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaselineEntry {
    /// Names it.
    pub fingerprint: String,
    /// The id of the kind; `column` for columns, or what goes beside the text: `comments`.
    pub rule: String,
    /// The document, as it was shown.
    pub path: String,
    /// How often it stands in the document.
    pub count: u64,
    /// Why it does not count.
    pub reason: String,
    /// When it was listed.
    pub created: Day,
    /// The last day on which it does not count.
    pub until: Day,
}

/// A line of the file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Line {
    path: String,
    rule: String,
    count: u64,
    reason: String,
    created: String,
    until: String,
    fingerprint: String,
    seal: String,
}

/// Larger counts are numbers of something else.
const MOST: u64 = 99_999_999;

/// Whether a text is so many hexadecimal digits.
pub(super) fn is_code(text: &str, digits: usize) -> bool {
    text.len() == digits && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

impl BaselineEntry {
    /// By what entries are sorted: those of a document stand together.
    pub(super) fn order(&self) -> (&str, &str, &str) {
        (&self.path, &self.rule, &self.fingerprint)
    }

    /// Whether it is over on `day`.
    pub fn is_over(&self, day: Day) -> bool {
        self.until < day
    }

    pub(super) fn line(&self, key: Option<&Key>) -> Line {
        Line {
            path: self.path.clone(),
            rule: self.rule.clone(),
            count: self.count,
            reason: self.reason.clone(),
            created: self.created.to_string(),
            until: self.until.to_string(),
            fingerprint: self.fingerprint.clone(),
            seal: self.seal(key),
        }
    }

    /// A code of everything the entry says; without a key anybody can compute it.
    fn seal(&self, key: Option<&Key>) -> String {
        let (count, created, until) =
            (self.count.to_string(), self.created.to_string(), self.until.to_string());
        let fields =
            [&*self.fingerprint, &*self.rule, &*self.path, &*count, &*self.reason, &*created, &*until];
        match key {
            Some(key) => format!("{:032x}", baseline::seal(key, &fields)),
            None => hex(&Sha256::digest(["yinmo-baseline", &baseline::framed(&fields)].concat())[..16]),
        }
    }
}

impl Line {
    /// The entry, if it is as it was written.
    pub(super) fn entry(self, key: Option<&Key>) -> Option<BaselineEntry> {
        let entry = BaselineEntry {
            fingerprint: self.fingerprint,
            rule: self.rule,
            path: self.path,
            count: self.count,
            reason: self.reason,
            created: self.created.parse().ok()?,
            until: self.until.parse().ok()?,
        };
        (entry.seal(key) == self.seal).then_some(entry)
    }

    /// What people wrote in it, if all else is what the program writes.
    pub(super) fn words(self) -> Option<[String; 2]> {
        let is_day = |day: &str| day.parse::<Day>().is_ok();
        let is_plain = is_code(&self.fingerprint, 32)
            && is_code(&self.seal, 32)
            && policy::Gate::rules().any(|rule| rule == self.rule)
            && self.count <= MOST
            && is_day(&self.created)
            && is_day(&self.until);
        is_plain.then_some([self.path, self.reason])
    }
}
