//! The built-in profiles, compiled in.

/// The profile that applies where nothing else is said.
pub const DEFAULT_PROFILE: &str = "general-publication";

/// What goes on top of every built-in profile that changes anything, and is none by itself.
pub(super) const OVERLAY: &str = include_str!("profiles/child-protection.toml");

/// What it is called.
pub(super) const OVERLAY_NAME: &str = "child-protection";

/// The profile that changes nothing.
pub(super) const CHANGES_NOTHING: &str = "review-only";

/// Name and text, the default first.
pub(super) const PROFILES: &[(&str, &str)] = &[
    (DEFAULT_PROFILE, include_str!("profiles/general-publication.toml")),
    ("social-assistance-notice", include_str!("profiles/social-assistance-notice.toml")),
    ("strict", include_str!("profiles/strict.toml")),
    ("punitive-disclosure", include_str!("profiles/punitive-disclosure.toml")),
    ("mandatory-disclosure", include_str!("profiles/mandatory-disclosure.toml")),
    ("court-document", include_str!("profiles/court-document.toml")),
    ("court-document-2016", include_str!("profiles/court-document-2016.toml")),
    ("internal-sharing", include_str!("profiles/internal-sharing.toml")),
    ("review-only", include_str!("profiles/review-only.toml")),
];
