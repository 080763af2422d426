//! 就读学校 (the school that a child goes to).
//!
//! Where a sentence says that somebody goes to it: `就读于青溪县实验小学二年级3班`, `城北中学学生`. Schools for adults and
//! those at which somebody works or was once are none.

use super::Attribute;
use crate::kind::Kind;

pub static RECOGNIZER: Attribute =
    Attribute { kind: Kind::Education, form: Some(FORM), on_demand: true, cases: include_str!("cases.txt") };

const FORM: &str = r"(?:(?:[，,、（(\s]|^)(?:现为|现系|系|为|是|现在|在)?(?:现就读于?|就读于?|入读|在读于|转入|上学于)?|就读于?|转入)(?P<said>\p{Han}{2,18}?(?:小学|幼儿园|中学|初中|高中|学校|中心校)(?:(?:小|中|大)班|[一二三四五六七八九]年级|初[一二三]|高[一二三])(?:[（(]?[0-9一二三四五六七八九十]{1,2}[）)]?班)?)|(?:就读于?|入读|在读于|上学于)(?P<other>\p{Han}{2,18}?(?:小学|幼儿园|中学|初中|高中|特殊教育学校|实验学校|中心校))";
