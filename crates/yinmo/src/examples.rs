//! Whether the examples in a policy file hold.

use yinmo_core::policy::{Example, Policy};

use crate::{Error, Pipeline, Source};

/// What came of an example that does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unmet {
    /// Its number in the file, from 1.
    pub nth: usize,
    /// What came of the document; empty if nothing was written.
    pub after: String,
    /// The verdict's id.
    pub verdict: &'static str,
}

/// The examples of `policy` that do not hold. They are invented, and shown as they are.
///
/// ```
/// use yinmo::{Policy, unmet_examples};
/// let policy = Policy::builtin("strict").unwrap();
/// assert_eq!(unmet_examples(&policy)?, []);
/// # Ok::<(), yinmo::Error>(())
/// ```
///
/// # Errors
/// If a document could not be masked: something remained.
pub fn unmet_examples(policy: &Policy) -> Result<Vec<Unmet>, Error> {
    let pipeline = Pipeline::new(policy.clone());
    let mut unmet = Vec::new();
    for (nth, example) in (1..).zip(policy.examples()) {
        let (verdict, after) = outcome(&pipeline, example)?;
        let says_verdict = example.verdict.as_deref().is_none_or(|wanted| wanted == verdict);
        let says_text = example.after.as_deref().is_none_or(|wanted| wanted == after);
        if !(says_verdict && says_text) {
            unmet.push(Unmet { nth, after, verdict });
        }
    }
    Ok(unmet)
}

fn outcome(pipeline: &Pipeline, example: &Example) -> Result<(&'static str, String), Error> {
    let source = Source::Bytes { name: &example.name, bytes: example.before.as_bytes() };
    let (report, out) = pipeline.mask_bytes(source, &mut ())?;
    Ok((report.verdict.id(), String::from_utf8_lossy(&out).into_owned()))
}
