//! Who acts for an office, by where they sign in a form, how a page presents them or whom they question: `镇意见｜同意。
//! 签字：周旭明`, `姓名：王伟东　职务：镇长`, `询问人：牛建` where somebody is questioned. Others sign and question too, so all
//! around the name has to be an office's.

use crate::finding::Role;
use crate::kind::Kind;
use crate::recognizers::{Cell, Claim, window_before};
use crate::table::{is_of_page, names_post};
use crate::tagger::is_han;

/// Gives the people among `claims` who act so the role of officials.
pub(super) fn give_roles(text: &str, cells: &[Cell<'_>], claims: &mut [Claim]) {
    let private = |claim: &&mut Claim| {
        claim.kind == Kind::Person && matches!(claim.role, Role::Citizen | Role::Unknown)
    };
    for claim in claims.iter_mut().filter(private) {
        let (start, end) = (claim.span.start, claim.span.end);
        let official = match cells.iter().find(|cell| cell.span.start <= start && end <= cell.span.end) {
            Some(cell) => {
                let before = window_before(&text[cell.span.start..start], NEAR);
                is_of_office(cell.heading) && signs(before, &text[end..cell.span.end])
            }
            None if cells.is_empty() => {
                let (before, after) = (window_before(&text[..start], NEAR), &text[end..]);
                is_presented(before, claim.span.of(text), after) || questions(before, after)
            }
            None => false,
        };
        if official {
            claim.role = Role::Official;
        }
    }
}

/// `镇（街道）审核意见`, `领导批示`; what others say, `公众意见`, `业主意见`, is theirs.
fn is_of_office(heading: &str) -> bool {
    const SAID: [&str; 5] = ["意见", "批示", "审批", "审核", "审查"];
    const OFFICES: [&str; 24] = [
        "村委会",
        "居委会",
        "村民委员会",
        "居民委员会",
        "村居",
        "村(居)",
        "村（居）",
        "社区",
        "镇",
        "乡",
        "街道",
        "县",
        "区",
        "市",
        "民政",
        "残联",
        "人社",
        "医保",
        "领导",
        "主管",
        "部门",
        "机关",
        "单位",
        "党支部",
    ];
    // `人民政府`, `村民委员会` and the like hold words for others.
    const OWN: [&str; 8] =
        ["人民政府", "村民委员会", "居民委员会", "居委会", "民政", "人社", "负责人", "主管"];
    const OTHERS: [&str; 14] =
        ["民", "众", "户", "主", "生", "工", "亲", "家", "儿", "对象", "人", "员", "代表", "群"];
    let own = OWN.iter().fold(heading.to_owned(), |rest, word| rest.replace(word, ""));
    let ends = SAID.iter().any(|said| heading.ends_with(said));
    ends && OFFICES.iter().any(|word| heading.contains(word)) && !OTHERS.iter().any(|word| own.contains(word))
}

/// Whether a name with `before` and `after` in its cell is the signature of whoever says what stands there: `签字：周旭明`,
/// but not `户主签字：…` nor `签字：…（母）`; or all that follows what is said but a date.
fn signs(before: &str, after: &str) -> bool {
    const WORDS: [&str; 5] = ["签字", "签名", "签章", "签批", "负责人"];
    const SIGNERS: [&str; 7] = ["领导", "负责人", "经办人", "审核人", "主要领导", "分管领导", "主任"];
    let said = before.trim_end_matches([' ', '\u{3000}', '：', ':']);
    let dated = |after: &str| {
        if after.len() > LONGEST_DATE {
            return false;
        }
        let date: String = after.chars().filter(|c| !c.is_whitespace()).collect();
        date.chars().any(|c| c.is_ascii_digit())
            && date.chars().all(|c| c.is_ascii_digit() || "年月日./-".contains(c))
    };
    let signed = WORDS.iter().filter_map(|word| said.strip_suffix(word)).any(|front| {
        !front.ends_with(is_han)
            || SIGNERS.iter().any(|signer| front.ends_with(signer) && !is_others(front, signer))
    });
    let labelled = signed && said.len() < before.len();
    let ends = after.trim().is_empty() || dated(after);
    labelled && ends || dated(after) && before.trim_end().ends_with('。') && !before.contains("签")
}

/// In bytes, with the blanks around it.
const LONGEST_DATE: usize = 90;

/// `公司负责人`: another word stands before the signer's.
fn is_others(front: &str, signer: &str) -> bool {
    front.strip_suffix(signer).is_some_and(|rest| rest.ends_with(is_han))
}

/// In bytes: so far around the name is looked.
const NEAR: usize = 360;

/// `姓名：王伟东`, with a post of an office in the next fields and nothing but such fields there; nothing stands above but the
/// same name or a title.
fn is_presented(before: &str, name: &str, after: &str) -> bool {
    const TITLES: [&str; 5] = ["领导", "简介", "信息", "分工", "班子"];
    let (above, line) = before.rsplit_once('\n').unwrap_or(("", before));
    if squeezed(line.trim_end_matches([':', '：', ' ', '\u{3000}'])) != "姓名" {
        return false;
    }
    let above = above.rsplit('\n').next().unwrap_or("").trim();
    if !(above.is_empty() || above == name || TITLES.iter().any(|title| above.contains(title))) {
        return false;
    }
    let near = after.char_indices().map(|(at, _)| at).take_while(|&at| at <= NEAR).last().unwrap_or(0);
    let mut post = false;
    for line in after[..near].lines().flat_map(|line| line.split("\u{3000}\u{3000}")) {
        let Some((label, value)) = line.split_once(['：', ':']) else { continue };
        match &*squeezed(label) {
            "姓名" => break,
            "职务" => post |= names_post(value.trim()),
            label if is_of_page(label) => {}
            _ => return false,
        }
    }
    post
}

fn squeezed(label: &str) -> String {
    label.chars().filter(|c| !c.is_whitespace()).collect()
}

/// `询问人：牛建、洪梅`, where `被询问人` stands near.
fn questions(before: &str, after: &str) -> bool {
    const LABELS: [(&str, &str); 3] =
        [("询问人", "被询问人"), ("谈话人", "被谈话人"), ("问话人", "被问话人")];
    let line = before.rsplit('\n').next().unwrap_or("");
    let Some((front, names)) = line.rsplit_once(['：', ':']) else { return false };
    if names.contains(['（', '(', '，', ',', '；', '。']) || after.starts_with(['（', '(', '，', ',']) {
        return false;
    }
    let near = after.char_indices().map(|(at, _)| at).take_while(|&at| at <= NEAR).last().unwrap_or(0);
    LABELS.iter().any(|(own, other)| {
        front.trim_end().ends_with(own)
            && !front.trim_end().ends_with(other)
            && (before.contains(other) || after[..near].contains(other))
    })
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
        for text in [
            "姓名：王伟东\n职务：吴江镇党委副书记、镇长\n工作分工：主持镇政府全面工作\n",
            "姓　名：沈丽　　职务：副镇长\n",
            "沈丽\n姓名：沈丽\n性别：女\n职务：副镇长\n\n姓名：王伟东\n职务：镇长\n",
        ] {
            assert!(roles(text).iter().all(|role| *role == Role::Official), "{text}");
        }
        for text in [
            "姓名：王伟东\n职务：村委会主任\n身份证号：\n补助金额：1200元\n",
            "姓名：王伟东\n职务：村委会主任\n\n家庭住址：青云村\n",
            "姓名：王伟东\n职务：无\n",
            "姓名：王伟东\n职务：业委会主任\n",
            "姓名：王伟东\n职业：务农\n\n姓名：沈丽\n职务：副镇长\n",
            "嫌疑人\n姓名：王伟东\n职务：局长\n涉嫌罪名：受贿\n",
            "嫌疑人\n姓名：王伟东\n职务：局长\n",
            "患者\n姓名：王伟东\n职务：科长\n诊断：肺癌\n",
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
            ("县级民政部门审批意见", "同意。主要领导签字：", "", true),
            ("镇意见", "同意救助", "8000元。", false),
            ("镇意见", "经核查，", "家庭困难，同意救助。", false),
            ("领导批示", "请妥善安置伤者", " 2026年1月3日", false),
            ("领导批示", "请妥善安置。", "", false),
            ("村委会意见", "情况属实，户主签字：", "", false),
            ("村委会意见", "情况属实。签字：", "（母）", false),
            ("村委会意见", "情况属实。甲方签字：", " 乙方签字：", false),
            ("残疾人意见", "满意。签字：", "", false),
            ("申请人意见", "同意。签字：", "", false),
            ("家庭成员", "签字：", "", false),
        ] {
            assert_eq!(is_of_office(heading) && signs(before, after), signs_there, "{heading} {before}");
        }
        for heading in [
            "农户意见",
            "业主意见",
            "公众意见",
            "市民意见",
            "社区居民意见",
            "村民代表意见",
            "学生意见",
            "职工意见",
            "家长意见",
            "信访人意见",
            "共有人意见",
            "儿童意见",
            "审核对象",
            "利害关系人意见",
            "村民意见",
            "镇人大代表意见",
            "商户意见",
        ] {
            assert!(!is_of_office(heading), "{heading}");
        }
    }

    #[test]
    fn whoever_questions_somebody_acts_for_an_office() {
        let text = "被询问人：窦大国　性别：男\n询问人：牛建国、洪秀梅\n";
        assert_eq!(roles(text), [Role::Citizen, Role::Official, Role::Official]);
        for text in [
            "询问人：牛建国\n询问内容：离婚后户口怎么迁？",
            "被谈话人：窦大国\n谈话人：牛建国（男方父亲）\n",
            "谈话人：牛建国，系死者之子\n被谈话人：窦大国\n",
        ] {
            assert!(!roles(text).contains(&Role::Official), "{text}");
        }
    }
}
