//! 文号 (document number): organ, bracketed year, serial. Kept.

use super::furniture::Furniture;
use crate::kind::Kind;

pub static RECOGNIZER: Furniture = Furniture::new(
    Kind::DocNo,
    r"[\p{Han}A-Z]{1,20}[〔\[［(（【][12][0-9]{3}[〕\]］)）】]第?[0-9]{1,6}号|[\p{Han}]{2,16}(?:令|公告)?第[0-9]{1,5}号",
    include_str!("cases.txt"),
);
