//! 健康状况 (health): illness, disability to work, need of care.
//!
//! A disease or condition from the list of words (`尿毒症`, `精神分裂症`, `生活不能自理`) in a sentence that speaks of
//! somebody; words that statutes and plans are full of (`重病`, `患病`) only close to the person. Under a heading such as
//! 致贫原因 or 健康状况 every cell is found, and so is what stands behind a label such as `初步诊断` wherever the text
//! names somebody.
//!
//! Not found: descriptions without such a word (`腿脚不便`), and words that the list does not hold.

pub(super) mod labelled;

use super::Attribute;
use crate::kind::Kind;

pub static RECOGNIZER: Attribute =
    Attribute { kind: Kind::Health, form: None, on_demand: false, cases: include_str!("cases.txt") };
