//! What may be shown of a value: enough to recognise it beside the document, never enough to use it.

use yinmo_core::kind::{Group, Kind};
use yinmo_core::scan::is_mask_char;

/// `value` with most of it hidden. Keeps at most a sixth of a number, and the first character of anything else.
///
/// ```
/// use yinmo::preview;
/// use yinmo_core::kind::Kind;
/// assert_eq!(preview("330106190102030017", Kind::ResidentId), "330***************");
/// assert_eq!(preview("王建坪", Kind::Person), "王**");
/// ```
pub fn preview(value: &str, kind: Kind) -> String {
    let characters = value.chars().filter(|c| c.is_alphanumeric()).count();
    let shown = match kind.group() {
        Group::Identifier => characters / 6,
        Group::Furniture => characters,
        Group::Person | Group::Attribute => 1,
    };
    let mut seen = 0;
    let hidden = value.chars().map(|c| {
        if !c.is_alphanumeric() || is_mask_char(c) {
            return if c.is_control() { ' ' } else { c };
        }
        seen += 1;
        if seen <= shown { c } else { '*' }
    });
    hidden.collect()
}
