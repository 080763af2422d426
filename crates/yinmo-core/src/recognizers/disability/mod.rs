//! 残疾信息 (disability): class and level.
//!
//! Class and level together (`肢体二级`, `视力残疾一级`, `伤残十级`) or a word from the list, in a sentence that speaks of
//! somebody; `残疾` alone only close to the person, and not in the name of an office (`残疾人联合会`). Under its heading every
//! cell is found.

use super::Attribute;
use crate::kind::Kind;

pub static RECOGNIZER: Attribute = Attribute {
    kind: Kind::Disability,
    form: Some(FORM),
    on_demand: false,
    cases: include_str!("cases.txt"),
};

const FORM: &str = r"(?:视力|听力言语|听力|言语|肢体|智力|精神|多重)(?:残疾)?[（(]?[一二三四1-4１-４]级(?:残疾)?|[一二三四1-4]级(?:重度)?(?:视力|听力言语|听力|言语|肢体|智力|精神|多重)?残疾|(?:[一二三四五六七八九十]|10|[1-9])级(?:伤残|工伤)|(?:伤残|工伤)(?:等级)?(?:[一二三四五六七八九十]|10|[1-9])级";
