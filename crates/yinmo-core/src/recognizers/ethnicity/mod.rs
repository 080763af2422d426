//! 民族 (ethnicity).
//!
//! One of the fifty-six, as one says it of a person: `，女，回族，`. Not in names of places and institutions (`回族自治县`).

use super::Attribute;
use crate::kind::Kind;

pub static RECOGNIZER: Attribute =
    Attribute { kind: Kind::Ethnicity, form: Some(FORM), on_demand: false, cases: include_str!("cases.txt") };

const FORM: &str = r"(?:^|[，,、。；（(：:\s]|男|女|系)(?P<said>(?:柯尔克孜|乌孜别克|维吾尔|哈萨克|达斡尔|塔吉克|俄罗斯|鄂温克|塔塔尔|鄂伦春|蒙古|布依|朝鲜|土家|哈尼|傈僳|高山|拉祜|东乡|纳西|景颇|仫佬|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|德昂|保安|裕固|独龙|赫哲|门巴|珞巴|基诺|汉|回|藏|苗|彝|壮|满|侗|瑶|白|傣|黎|佤|畲|水|土|羌|怒|京)族)(?:[，,、。；）)\s]|人|$)";
