use std::collections::BTreeSet;

use toml::Spanned;

use super::error::Problem;
use super::options::DocumentOptions;

/// What can be taken out of documents altogether, by its permanent id.
pub const EXTRAS: [&str; 13] = [
    "comments",
    "tracked-changes",
    "hidden-sheets",
    "metadata",
    "custom-xml",
    "thumbnails",
    "printer-settings",
    "macros",
    "embedded",
    "external-links",
    "hidden-rows-and-columns",
    "hidden-slides",
    "vanished-text",
];

/// What happens to what documents hold beside their text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Documents {
    /// What is taken out, of [`EXTRAS`].
    pub(super) strip: BTreeSet<String>,
    /// The SHA-256 of parts that a person has looked at, in lower-case hexadecimal.
    pub(super) approved: BTreeSet<String>,
}

impl Documents {
    /// Puts what a layer says on top. What was approved once stays so.
    pub(super) fn merge(&mut self, options: DocumentOptions) -> Result<(), Problem> {
        if let Some(strip) = options.strip {
            strip.iter().try_for_each(check_extra)?;
            self.strip = strip.into_iter().map(Spanned::into_inner).collect();
        }
        for hash in options.approved.into_iter().flatten() {
            let is_hash = hash.get_ref().len() == 64 && hash.get_ref().bytes().all(|b| b.is_ascii_hexdigit());
            if !is_hash {
                return Err(Problem::bad_hash(hash.span()));
            }
            self.approved.insert(hash.into_inner().to_ascii_lowercase());
        }
        Ok(())
    }
}

fn check_extra(name: &Spanned<String>) -> Result<(), Problem> {
    if EXTRAS.contains(&name.get_ref().as_str()) {
        return Ok(());
    }
    Err(Problem::unknown(Some(name.span()), ("可删内容", "extra"), name.get_ref(), EXTRAS))
}
