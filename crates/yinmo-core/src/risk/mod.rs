//! What can still be worked out from what stays on the page.
//!
//! A mask is only as good as what stands beside it: `330106********0017` leaves thousands of identity numbers, and one
//! where the next column says when the person was born. So not the mask is judged but the [`Row`]. And a name that was
//! taken out does not help whoever is the only one of that age and sex in the village: [`Classes`] counts those who look
//! alike.
//!
//! ```
//! use yinmo_core::risk::Row;
//! let mut row = Row::new(2026);
//! row.show(0, "resident-id", "330106********0017");
//! assert!(row.residual().unwrap().candidates > 1_000);
//! row.show(1, "birth-date", "1901年2月3日");
//! row.show(2, "sex", "男");
//! let residual = row.residual().unwrap();
//! assert_eq!((residual.candidates, residual.columns), (1, vec![0, 1]));
//! ```

pub mod bank_card;
pub mod mobile;
pub mod resident_id;
pub mod sentence;
pub mod small_counts;

mod classes;
mod row;

pub use classes::{Anonymity, Classes, Mark};
pub use row::{Masked, Remedy, Residual, Row};

use crate::text::fold_char;

/// Man or woman, as the parity of an identity number's sequence says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sex {
    /// 男: odd.
    Male,
    /// 女: even.
    Female,
}

/// A hidden character of a masked number.
pub const HIDDEN: u8 = b'*';

/// The digits in a cell and [`HIDDEN`] for what hides one, at most so many: blanks and hyphens between them are left out.
/// `None` where anything else stands there.
fn written(cell: &str, most: usize) -> Option<Vec<u8>> {
    let mut shown = Vec::with_capacity(most);
    let folded = cell.chars().filter_map(fold_char);
    for c in folded.filter(|c| !matches!(c, ' ' | '-' | '\n' | '\r' | '\t' | '\'')) {
        shown.push(match c {
            '0'..='9' => c as u8,
            'x' | 'X' | '×' | '*' | '#' | '?' | '●' | '○' | '□' | '■' | '※' | '█' => HIDDEN,
            _ => return None,
        });
        if shown.len() > most {
            return None;
        }
    }
    Some(shown)
}

/// Whether `shown` allows `digit`.
const fn allows(shown: u8, digit: u8) -> bool {
    shown == HIDDEN || shown == digit
}
