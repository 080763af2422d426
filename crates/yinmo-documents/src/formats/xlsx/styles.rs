//! Which cells show dates (ECMA-376-1, 18.8).

use std::collections::HashMap;

use crate::Error;
use crate::package::xml::{Node, Xml};

/// For each style of cells whether it shows a date.
#[derive(Default)]
pub(super) struct Styles(Vec<bool>);

impl Styles {
    /// # Errors
    /// If the part is not well-formed.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, Error> {
        let mut xml = Xml::new(bytes)?;
        let mut own: HashMap<u32, bool> = HashMap::new();
        let (mut styles, mut in_cells) = (Vec::new(), false);
        while let Some(node) = xml.next()? {
            match node {
                Node::Open(tag) => match tag.name {
                    "numFmt" => {
                        let id = tag.value("numFmtId").and_then(|id| id.parse().ok());
                        if let (Some(id), Some(code)) = (id, tag.value("formatCode")) {
                            own.insert(id, is_date(&code));
                        }
                    }
                    "cellXfs" => in_cells = !tag.is_empty,
                    "xf" if in_cells => {
                        let id = tag.value("numFmtId").and_then(|id| id.parse().ok()).unwrap_or(0);
                        styles.push(own.get(&id).copied().unwrap_or_else(|| is_date_by_number(id)));
                    }
                    _ => {}
                },
                Node::Close("cellXfs", _) => in_cells = false,
                _ => {}
            }
        }
        Ok(Self(styles))
    }

    pub(super) fn shows_date(&self, style: usize) -> bool {
        self.0.get(style).copied().unwrap_or(false)
    }
}

/// Formats that every program knows by number; those from 27 on are Chinese.
const fn is_date_by_number(id: u32) -> bool {
    matches!(id, 14..=17 | 22 | 27..=31 | 36 | 50..=54 | 57 | 58)
}

/// Whether a format of the user's own has a year or a day in it, outside quotation marks and brackets.
fn is_date(code: &str) -> bool {
    if code.eq_ignore_ascii_case("general") {
        return false;
    }
    let (mut quoted, mut bracketed, mut escaped) = (false, false, false);
    code.chars().any(|c| {
        let plain = !quoted && !bracketed && !escaped;
        escaped = plain && matches!(c, '\\' | '_' | '*');
        match c {
            '"' => quoted = !quoted,
            '[' if !quoted => bracketed = true,
            ']' if !quoted => bracketed = false,
            _ => {}
        }
        plain && matches!(c, 'y' | 'Y' | 'd' | 'D' | 'e')
    })
}

#[cfg(test)]
mod tests {
    use super::is_date;

    #[test]
    fn a_format_with_a_year_or_a_day_shows_a_date() {
        for code in ["yyyy\\-mm\\-dd", "[$-804]yyyy\"年\"m\"月\"", "d/m"] {
            assert!(is_date(code), "{code}");
        }
        for code in ["0.00", "#,##0\"dy\"", "[Red]0", "@", "General", "0_d"] {
            assert!(!is_date(code), "{code}");
        }
    }
}
