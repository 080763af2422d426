//! 标准号 (numbers of standards): GB/T 2260-2007, MZ/T 133-2019. Kept.

use super::furniture::Furniture;
use crate::kind::Kind;

pub static RECOGNIZER: Furniture = Furniture::new(
    Kind::StandardNo,
    r"(?-u:\b)(?:GB|GA|MZ|DB[0-9]{2}|WS|YY|JR|LD|SF|ISO|IEC|ISSN|ISBN|CN)(?:[/／][TZ])? ?[0-9][-0-9.]{1,20}(?:[—-][0-9]{4})?",
    include_str!("cases.txt"),
);
