//! Codes for a list of what was seen already: by them it is known again, and by them a changed line of the list is told.
//!
//! ```
//! use yinmo_core::{Key, baseline, kind::Kind};
//! let key = Key::from_bytes(*b"0123456789abcdef0123456789abcdef");
//! let code = baseline::of_value(&key, "138 0001 2001", Kind::Mobile, "名单.csv");
//! assert_eq!(code, baseline::of_value(&key, "13800012001", Kind::Mobile, "名单.csv"));
//! assert_ne!(code, baseline::of_value(&key, "13800012001", Kind::Mobile, "另一份.csv"));
//! ```
//!
//! All codes need the key: whoever has the list alone learns nothing of values, however many he tries.

use crate::key::{Key, Method};
use crate::kind::Kind;
use crate::operators::{Names, normal};

/// The code of a value in the document at `path`, however the value is written.
pub fn of_value(key: &Key, value: &str, kind: Kind, path: &str) -> u128 {
    let normal = normal(value, kind, &Names::default());
    // Of a value that has no such form, all of it counts.
    let value = if normal.is_empty() { value } else { &normal };
    key.derive(Method::HmacSha256, "baseline", kind).number(&framed(&[value, path]))
}

/// The code of something that is no value, told by its rule's id: a column, by its heading.
pub fn of_other(key: &Key, rule: &str, name: &str, path: &str) -> u128 {
    key.derive_for(Method::HmacSha256, "baseline-other", rule).number(&framed(&[name, path]))
}

/// The code of everything that a line of the list says.
pub fn seal(key: &Key, fields: &[&str]) -> u128 {
    key.derive_for(Method::HmacSha256, "baseline-seal", "").number(&framed(fields))
}

/// What tells whether a list was made with this key.
pub fn name_of(key: &Key) -> u64 {
    (key.derive_for(Method::HmacSha256, "baseline-key", "").number("") >> 64) as u64
}

/// The fields, each behind its length: no two lists of fields are alike.
pub fn framed(fields: &[&str]) -> String {
    fields.iter().map(|field| format!("{}:{field}", field.len())).collect()
}

#[cfg(test)]
mod tests {
    use super::{framed, name_of, of_other, of_value, seal};
    use crate::Key;
    use crate::kind::Kind;

    #[test]
    fn a_code_is_of_kind_value_path_and_key() {
        let (key, other) = (Key::from_bytes([7; 32]), Key::from_bytes([8; 32]));
        let mut codes = vec![
            of_value(&key, "13800012001", Kind::Mobile, "a.txt"),
            of_value(&key, "13800012001", Kind::Mobile, "b.txt"),
            of_value(&key, "13800012002", Kind::Mobile, "a.txt"),
            of_value(&key, "13800012001", Kind::Landline, "a.txt"),
            of_value(&other, "13800012001", Kind::Mobile, "a.txt"),
            of_other(&key, "column", "13800012001", "a.txt"),
            seal(&key, &["13800012001", "a.txt"]),
        ];
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), 7);
        assert_ne!(name_of(&key), name_of(&other));
    }

    #[test]
    fn a_value_that_no_form_is_known_of_counts_as_it_is() {
        let key = Key::from_bytes([7; 32]);
        let of = |value| of_value(&key, value, Kind::Mobile, "a.txt");
        assert_ne!(of("—"), of("～"));
    }

    #[test]
    fn fields_do_not_run_into_each_other() {
        assert_ne!(framed(&["a", "b"]), framed(&["ab", ""]));
        assert_ne!(framed(&["1:a", ""]), framed(&["1", ":a"]));
    }
}
