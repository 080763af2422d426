//! The built-in profiles, compiled in.

/// The profile that applies where nothing else is said.
pub const DEFAULT_PROFILE: &str = "general-publication";

/// Name and text, the default first.
pub(super) const PROFILES: &[(&str, &str)] = &[
    (DEFAULT_PROFILE, include_str!("profiles/general-publication.toml")),
    ("social-assistance-notice", include_str!("profiles/social-assistance-notice.toml")),
    ("strict", include_str!("profiles/strict.toml")),
    ("review-only", include_str!("profiles/review-only.toml")),
];
