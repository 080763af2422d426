//! What one would write without yinmo: one regular expression a kind, one after the other over the whole text.
//!
//! The expressions are generous and the checks are the engine's own, so both find the same.

use regex::Regex;
use yinmo_core::Detector;
use yinmo_core::kind::{Group, Kind};
use yinmo_core::recognizers::{ALL, Claim, Reading};
use yinmo_core::resolve::resolve;

/// One expression a kind.
pub struct SequentialRegex {
    detector: Detector,
    patterns: Vec<(Kind, Regex)>,
}

impl Default for SequentialRegex {
    fn default() -> Self {
        Self::new()
    }
}

impl SequentialRegex {
    /// Compiles an expression for every kind that is recognised by its characters.
    pub fn new() -> Self {
        let shapes = ALL.iter().filter_map(|recognizer| recognizer.pattern());
        let patterns =
            shapes.map(|pattern| (pattern.kind, expression(pattern.kind, pattern.shape))).collect();
        Self { detector: Detector::new(), patterns }
    }

    /// How many expressions run.
    pub fn len(&self) -> usize {
        self.patterns.len()
    }

    /// Whether no expression runs.
    pub fn is_empty(&self) -> bool {
        self.patterns.is_empty()
    }

    /// Every identifier in `text`.
    pub fn identifiers(&self, text: &str) -> Vec<Claim> {
        let mut claims = Vec::new();
        for (kind, regex) in &self.patterns {
            for found in regex.find_iter(text).filter(|found| stands_alone(text, found.start())) {
                claims.extend(self.detector.judge_at(text, found.start(), *kind));
            }
        }
        resolve(&mut claims);
        claims.retain(|claim| claim.kind.group() == Group::Identifier);
        claims
    }

    /// Mailboxes, which the engine finds around the `@`.
    pub fn mailboxes(&self, text: &str) -> Vec<Claim> {
        let mut claims = Vec::new();
        let reading = Reading::new(text, &[], &[]);
        let mailboxes = ALL.iter().filter(|recognizer| recognizer.kind() == Kind::Email);
        mailboxes.for_each(|recognizer| recognizer.read(&reading, &mut claims));
        claims
    }
}

/// The shapes of numbers that people break up allow a blank or hyphen between any two digits, full width included.
fn expression(kind: Kind, shape: &str) -> Regex {
    let digit = "[0-9０-９]";
    let gap = "[ -]?";
    let loose = match kind {
        Kind::ResidentId => format!("{digit}(?:{gap}{digit}){{13,16}}(?:{gap}[0-9０-９XxＸ])?"),
        Kind::Mobile => format!("(?:86{gap}|0)?[1１](?:{gap}{digit}){{10}}"),
        Kind::BankCard | Kind::BankAccount => format!("{digit}(?:{gap}{digit}){{8,29}}"),
        Kind::Landline => format!("{digit}(?:{gap}{digit}){{6,11}}"),
        _ => format!("(?:{shape})"),
    };
    Regex::new(&loose).expect("every shape is a valid expression")
}

fn stands_alone(text: &str, start: usize) -> bool {
    let before = text[..start].chars().next_back();
    before.is_none_or(|c| !c.is_ascii_alphanumeric() && !('０'..='９').contains(&c))
}
