//! Names in the names of files: `张三低保申请`, `3-李秀英-户口本`, `审批表王建坪`. No sentence stands around them, so a
//! name is all of a part, or stands beside a word for what a file holds.

use std::sync::LazyLock;

use yinmo_data::townships;

use super::{characters, is_no_name};
use crate::finding::{Confidence, Evidence, Role};
use crate::kind::Kind;
use crate::memory::is_word;
use crate::recognizers::{Claim, Rank};
use crate::tagger::{Care, Words, is_blank, is_han, length_at};
use crate::text::Span;

/// The names in the name of a file, without its extension.
pub(crate) fn names_in(stem: &str) -> Vec<Claim> {
    let mut claims = Vec::new();
    let mut at = 0;
    for part in stem.split(|c| !is_han(c)) {
        claims.extend(name_in(part).map(|(span, score)| claim(span.shifted(at), score)));
        at += part.len() + stem[at + part.len()..].chars().next().map_or(0, char::len_utf8);
    }
    claims
}

/// The name in a part of Chinese characters, and how much like one it is.
fn name_in(part: &str) -> Option<(Span, u8)> {
    let ends = part.char_indices().map(|(at, _)| at).skip(2).take(3);
    let before_word =
        ends.filter(|&at| HOLDINGS_AFTER.at_start(&part[at..]).is_some()).map(|at| Span::new(0, at));
    let starts = part.char_indices().rev().map(|(at, _)| at).skip(1).take(3);
    let behind_word = starts
        .filter(|&at| HOLDINGS_BEFORE.at_end(&part[..at]).is_some())
        .map(|at| Span::new(at, part.len()));
    let whole = std::iter::once(Span::new(0, part.len()));
    whole.chain(before_word).chain(behind_word).find_map(|span| Some((span, likeness(span.of(part))?)))
}

/// How much like a name `text` is, if it is one and no ordinary word.
fn likeness(text: &str) -> Option<u8> {
    let name =
        length_at(text, Care::Usual).filter(|name| name.len == text.len() && name.score >= LIKE_A_NAME)?;
    let place = ["镇", "乡", "街道"].iter().any(|ending| townships::contains(&[text, ending].concat()));
    (!is_word(text) && !is_no_name(text) && !place && !text.contains(is_blank)).then_some(name.score)
}

const LIKE_A_NAME: u8 = 50;

fn claim(span: Span, score: u8) -> Claim {
    Claim {
        kind: Kind::Person,
        rank: Rank::Prose,
        span,
        confidence: Confidence::MEDIUM,
        role: Role::Citizen,
        weak: None,
        evidence: characters(score).with(Evidence::Shape),
    }
}

/// Words for what files about people hold.
const HOLDINGS: &str = "
    低保 特困 五保 救助 临时救助 补助 补贴 优抚 残疾证 残疾人 申请 申请书 申请表 登记表 审批表 审核表 调查表 核查表 核对 承诺书 授权书 委托书 证明 证明材料 材料 档案 资料
    户口 户口本 身份证 照片 简历 个人 协议 协议书 合同 情况 情况说明 说明 报告 病历 诊断 诊断书 医疗 住院 发票 收据 收条 欠条 银行卡 存折 笔录 信访 投诉 举报 答复 回复
    结婚 结婚证 离婚 离婚证 收养 死亡 死亡证明 火化 判决书 裁定书 起诉状 处罚 处罚决定书 复议 家庭 入户 评估 保证书 检查表 体检 遗嘱 房产证 不动产 通知书 告知书 转账 公示 案 的";

static HOLDINGS_AFTER: LazyLock<Words<()>> =
    LazyLock::new(|| Words::beginning(HOLDINGS.split_whitespace().map(|word| (word, ()))));
static HOLDINGS_BEFORE: LazyLock<Words<()>> =
    LazyLock::new(|| Words::ending(HOLDINGS.split_whitespace().map(|word| (word, ()))));

#[cfg(test)]
mod tests {
    use super::names_in;

    #[test]
    fn names_stand_alone_or_beside_what_the_file_holds() {
        for (stem, names) in [
            ("张建国低保申请", vec!["张建国"]),
            ("3-李秀英-户口本", vec!["李秀英"]),
            ("审批表王建坪", vec!["王建坪"]),
            ("欧阳明珠情况说明(2)", vec!["欧阳明珠"]),
            ("王建坪、李秀英离婚协议书", vec!["王建坪", "李秀英"]),
            ("低保公示名单", vec![]),
            ("高峰小学名单", vec![]),
            ("金华低保公示", vec![]),
            ("三墩镇2019年第一季度救助公示", vec![]),
            ("方案说明", vec![]),
            ("常用材料", vec![]),
            ("包村干部材料", vec![]),
            ("关于开展低保核查的通知", vec![]),
            ("社会救助家庭经济状况核对报告", vec![]),
            ("残疾人两项补贴公示", vec![]),
            ("孤儿基本生活费发放情况说明", vec![]),
            ("万达小区公示", vec![]),
            ("马站低保公示", vec![]),
            ("第二季度特困供养公示", vec![]),
            ("信访答复材料", vec![]),
            ("殡葬服务补助公示", vec![]),
            ("高龄补贴公示", vec![]),
            ("临时救助公示", vec![]),
            ("医疗救助公示", vec![]),
            ("单亲家庭补助", vec![]),
            ("边缘家庭材料", vec![]),
        ] {
            let found: Vec<&str> = names_in(stem).iter().map(|claim| claim.span.of(stem)).collect();
            assert_eq!(found, names, "{stem}");
        }
    }
}
