use super::Policy;

impl Policy {
    /// The JSON Schema of policy files, for editors. The same as `docs/policy.schema.json`; it stands here too because
    /// a published crate holds nothing of what is outside of it.
    ///
    /// ```
    /// assert!(yinmo_core::policy::Policy::SCHEMA.contains("\"extends\""));
    /// ```
    pub const SCHEMA: &str = include_str!("policy.schema.json");
}
