//! Where what is done is recorded. It decides nothing; it stands in the policy because an office has one file for both.

/// Where what is done is recorded, by whom, and with which hash.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TrailSettings {
    /// The file of the trail, as written.
    pub file: Option<String>,
    /// Who is responsible.
    pub who: Option<String>,
    /// The id of the hash function.
    pub hash: Option<&'static str>,
}
