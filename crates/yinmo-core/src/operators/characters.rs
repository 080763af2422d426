//! Classes of characters that several operators share.

/// Whether a folded character stands for a hidden one.
pub(super) const fn is_masked(c: char) -> bool {
    matches!(c, '*' | '#' | '?' | '●' | '○' | '□' | '■' | '※' | '×' | '█')
}

/// Whether `text` holds something besides blanks, dots and characters that hide others.
pub(super) fn says_something(text: &str) -> bool {
    text.chars().filter_map(crate::text::fold_char).any(|c| c.is_alphanumeric() && !is_masked(c))
}
