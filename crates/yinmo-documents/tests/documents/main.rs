//! Every format as its users meet it: bytes in, records, changes, bytes out.

mod common;
mod csv_cases;
mod eml_cases;
mod errors;
mod html_cases;
mod identity;
mod json_cases;
mod limits;
mod mutations;
mod positions;
mod prose;
mod random_edits;
mod reference;
mod registry;
mod xml_cases;
