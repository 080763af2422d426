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

pub mod mobile;
pub mod resident_id;

mod classes;
mod row;

pub use classes::{Anonymity, Classes, Mark};
pub use row::{Residual, Row};

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

/// Whether `shown` allows `digit`.
const fn allows(shown: u8, digit: u8) -> bool {
    shown == HIDDEN || shown == digit
}
