//! Paths such as `$.people[3].phone`.

/// Appends one step by key: `.phone`, or `["a b"]` where the dot would be misread.
pub(super) fn push_key(path: &mut String, key: &str) {
    if is_plain(key) {
        path.push('.');
        path.push_str(key);
    } else {
        path.push_str("[\"");
        path.push_str(&super::string::escape(key));
        path.push_str("\"]");
    }
}

fn is_plain(key: &str) -> bool {
    let starts_well = key.chars().next().is_some_and(|c| c == '_' || c.is_alphabetic());
    starts_well && key.chars().all(|c| c == '_' || c.is_alphanumeric())
}

/// Appends one step by place, counted from 0.
pub(super) fn push_index(path: &mut String, index: u32) {
    path.push_str(&format!("[{index}]"));
}
