//! Traditional characters and their simplified forms.

use crate::char_table::CharForms;

static FORMS: CharForms = CharForms::new(include_str!("../data/traditional.txt"));

/// The simplified form of a traditional character, any other character as it is. One array read.
///
/// ```
/// use yinmo_data::traditional::simplified;
///
/// assert_eq!("張偉，萬元".chars().map(simplified).collect::<String>(), "张伟，万元");
/// ```
pub const fn simplified(c: char) -> char {
    FORMS.of(c)
}
