//! Who acts for an office, by where they sign in a form or how a page presents them: `镇意见｜同意。签字：周旭明`,
//! `姓名：王伟东　职务：镇长`.

use crate::finding::Role;
use crate::kind::Kind;
use crate::recognizers::{Cell, Claim};
use crate::table::names_post;

/// Gives the people among `claims` who sign for an office, or are presented with their post, the role of officials.
pub(super) fn give_roles(text: &str, cells: &[Cell<'_>], claims: &mut [Claim]) {
    let private = |claim: &&mut Claim| {
        claim.kind == Kind::Person && matches!(claim.role, Role::Citizen | Role::Unknown)
    };
    for claim in claims.iter_mut().filter(private) {
        let (start, end) = (claim.span.start, claim.span.end);
        let official = match cells.iter().find(|cell| cell.span.start <= start && end <= cell.span.end) {
            Some(cell) => {
                is_of_office(cell.heading) && signs(&text[cell.span.start..start], &text[end..cell.span.end])
            }
            None => cells.is_empty() && is_presented(&text[..start], &text[end..]),
        };
        if official {
            claim.role = Role::Official;
        }
    }
}

/// `镇（街道）审核意见`, `领导批示`; what those say whom a form is about stands under their own words.
fn is_of_office(heading: &str) -> bool {
    const SAID: [&str; 5] = ["意见", "批示", "审批", "审核", "审查"];
    const PRIVATE: [&str; 12] = [
        "本人",
        "申请",
        "家属",
        "家长",
        "户主",
        "当事人",
        "监护人",
        "群众",
        "村民代表",
        "残疾人",
        "亲属",
        "患者",
    ];
    let holds = |words: &[&str]| words.iter().any(|word| heading.contains(word));
    holds(&SAID) && !holds(&PRIVATE)
}

/// Whether a name with `before` and `after` in its cell is a signature: behind the word for one, or behind all that is
/// said, with nothing but a date after it.
fn signs(before: &str, after: &str) -> bool {
    const WORDS: [&str; 9] = ["签字", "签名", "签章", "签发", "签批", "领导", "负责人", "（签字）", "(签字)"];
    let said = before.trim_end_matches([' ', '\u{3000}', '：', ':', '\n']);
    let is_word = WORDS.iter().any(|word| said.ends_with(word)) && said.len() < before.len();
    let dated = after.trim().chars().all(|c| c.is_ascii_digit() || " \u{3000}年月日.-/".contains(c));
    let at_end = dated && before.trim_end().ends_with(['。', '；', '！']);
    is_word || at_end
}

/// In bytes: so far from the name its post stands.
const NEAR: usize = 300;

/// `姓名：王伟东`, with a post in the next fields and nothing private there.
fn is_presented(before: &str, after: &str) -> bool {
    const PRIVATE: [&str; 14] = [
        "身份证",
        "证件",
        "住址",
        "地址",
        "家庭",
        "手机",
        "银行",
        "账号",
        "金额",
        "补助",
        "救助",
        "困难",
        "病",
        "残疾",
    ];
    let line = before.rsplit('\n').next().unwrap_or(before);
    let label = line.trim().trim_end_matches([':', '：', ' ', '\u{3000}']);
    if !matches!(
        label.chars().filter(|c| !c.is_whitespace()).collect::<String>().as_str(),
        "姓名" | "领导姓名"
    ) {
        return false;
    }
    let near = after.char_indices().map(|(at, _)| at).take_while(|&at| at <= NEAR).last().unwrap_or(0);
    let block = after[..near].split("\n\n").next().unwrap_or("");
    let next = block.find("姓名").map_or(block, |at| &block[..at]);
    let post = next.split_once("职务").and_then(|(_, rest)| rest.strip_prefix(['：', ':']));
    let post = post.and_then(|post| post.split(['\n', '\u{3000}', '。', '；']).next());
    post.is_some_and(|post| names_post(post.trim())) && !PRIVATE.iter().any(|word| block.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Detector;

    fn roles(text: &str) -> Vec<Role> {
        let found = Detector::new().detect(text).into_iter();
        found.filter(|found| found.kind == Kind::Person).map(|found| found.role).collect()
    }

    #[test]
    fn whoever_is_presented_with_a_post_holds_it() {
        assert_eq!(
            roles("姓名：王伟东\n职务：吴江镇党委副书记、镇长\n工作分工：主持镇政府全面工作\n"),
            [Role::Official]
        );
        assert_eq!(roles("姓　名：沈丽　　职务：副镇长\n"), [Role::Official]);
        for text in [
            "姓名：王伟东\n职务：村委会主任\n身份证号：\n补助金额：1200元\n",
            "姓名：王伟东\n职务：无\n",
            "姓名：王伟东\n职业：务农\n\n姓名：沈丽\n职务：副镇长\n",
        ] {
            assert_eq!(roles(text)[0], Role::Citizen, "{text}");
        }
    }

    #[test]
    fn whoever_signs_an_offices_opinion_acts_for_it() {
        for (heading, before, after, signs_there) in [
            ("镇意见", "同意救助8000元。　签字：", "　2024年11月6日", true),
            ("领导批示", "请镇综治办核处。", " 9.13", true),
            ("村（居）委会意见", "情况属实。负责人：", "", true),
            ("镇意见", "同意救助", "8000元。", false),
            ("镇意见", "经核查，", "家庭困难，同意救助。", false),
            ("残疾人意见", "满意。签字：", "", false),
            ("申请人意见", "同意。", "", false),
            ("家庭成员", "签字：", "", false),
        ] {
            assert_eq!(is_of_office(heading) && signs(before, after), signs_there, "{heading} {before}");
        }
    }
}
