//! Is it one? One folder a kind: declaration, checks, labels, passing and failing cases.
//!
//! Most recognizers are a [`Pattern`]: a shape over the characters of a number, labels, a check. [`Furniture`] is
//! a regular expression for what must stay. Those that read running text implement [`Recognizer`] themselves.

mod attribute;
pub(crate) mod calendar;
mod candidate;
pub(crate) mod checksum;
mod context;
mod field;
mod furniture;
mod labels;
mod marks;
mod neutral;
mod pattern;
mod reading;
mod recognizer;
mod roles;
mod shapes;
mod spoken;
mod subject;
#[cfg(test)]
mod tests;

pub(crate) use address::begins_address;
pub(crate) use address::looks_like_address;
pub use attribute::Attribute;
pub(crate) use calendar::TODAY_YEAR;
pub use candidate::Candidate;
#[cfg(test)]
pub(crate) use checksum::{luhn, mod_11_2};
pub use context::Context;
pub(crate) use context::{WINDOW, window_before};
pub use furniture::Furniture;
pub use labels::{KindSet, Label, Labels};
pub use neutral::Neutral;
pub use pattern::{Check, CountCandidates, Fit, Pattern, Rank, Scores};
pub(crate) use person::{
    CUES, TRANSCRIBING, begins_with_family, is_assumed, is_best_a_name, is_dot, is_kin, is_like_an_office,
    is_nickname, is_no_name, liken_name, names_in_title, says_who,
};
pub use reading::{Cell, Reading};
pub use recognizer::{Claim, Recognizer};
pub(crate) use resident_id::mistyped as mistyped_resident_id;
pub(crate) use shapes::{Shapes, Walk};
pub(crate) use spoken::read as read_spoken;
pub(crate) use subject::Mention;

// Generated from the folders beside this file; `UPDATE=1 cargo test -p yinmo-core recognizers` rewrites what follows.

mod address;
mod age;
mod amount;
mod asset;
mod assistance_cert;
mod bank_account;
mod bank_card;
mod birth_cert;
mod birth_date;
mod case_no;
mod company;
mod criminal;
mod date;
mod disability;
mod disability_cert;
mod doc_no;
mod driver_file_no;
mod education;
mod email;
mod ethnicity;
mod family;
mod foreigner_pr_id;
mod geo;
mod health;
mod hm_travel_permit;
mod hmt_id;
mod hmt_residence_permit;
mod hotline;
mod household_book;
mod imei;
mod income;
mod index_no;
mod ip;
mod landline;
mod mac;
mod marriage_cert;
mod military_id;
mod minor_flag;
mod mobile;
mod org_code;
mod passport;
mod person;
mod plate;
mod postcode;
mod qq;
mod real_estate_cert;
mod region_code;
mod religion;
mod resident_id;
mod sex;
mod social_security_card;
mod standard_no;
mod student_id;
mod taxpayer_id_person;
mod tw_travel_permit;
mod victim;
mod vin;
mod wechat;

/// Every recognizer, by the name of its folder.
pub static ALL: &[&dyn Recognizer] = &[
    &address::RECOGNIZER,
    &age::RECOGNIZER,
    &amount::RECOGNIZER,
    &asset::RECOGNIZER,
    &assistance_cert::RECOGNIZER,
    &bank_account::RECOGNIZER,
    &bank_card::RECOGNIZER,
    &birth_cert::RECOGNIZER,
    &birth_date::RECOGNIZER,
    &case_no::RECOGNIZER,
    &company::RECOGNIZER,
    &criminal::RECOGNIZER,
    &date::RECOGNIZER,
    &disability::RECOGNIZER,
    &disability_cert::RECOGNIZER,
    &doc_no::RECOGNIZER,
    &driver_file_no::RECOGNIZER,
    &education::RECOGNIZER,
    &email::RECOGNIZER,
    &ethnicity::RECOGNIZER,
    &family::RECOGNIZER,
    &foreigner_pr_id::RECOGNIZER,
    &geo::RECOGNIZER,
    &health::RECOGNIZER,
    &hm_travel_permit::RECOGNIZER,
    &hmt_id::RECOGNIZER,
    &hmt_residence_permit::RECOGNIZER,
    &hotline::RECOGNIZER,
    &household_book::RECOGNIZER,
    &imei::RECOGNIZER,
    &income::RECOGNIZER,
    &index_no::RECOGNIZER,
    &ip::RECOGNIZER,
    &landline::RECOGNIZER,
    &mac::RECOGNIZER,
    &marriage_cert::RECOGNIZER,
    &military_id::RECOGNIZER,
    &minor_flag::RECOGNIZER,
    &mobile::RECOGNIZER,
    &org_code::RECOGNIZER,
    &passport::RECOGNIZER,
    &person::RECOGNIZER,
    &plate::RECOGNIZER,
    &postcode::RECOGNIZER,
    &qq::RECOGNIZER,
    &real_estate_cert::RECOGNIZER,
    &region_code::RECOGNIZER,
    &religion::RECOGNIZER,
    &resident_id::RECOGNIZER,
    &sex::RECOGNIZER,
    &social_security_card::RECOGNIZER,
    &standard_no::RECOGNIZER,
    &student_id::RECOGNIZER,
    &taxpayer_id_person::RECOGNIZER,
    &tw_travel_permit::RECOGNIZER,
    &victim::RECOGNIZER,
    &vin::RECOGNIZER,
    &wechat::RECOGNIZER,
];
