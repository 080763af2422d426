//! Whom to ask, at the foot of what an office writes: `联系人：易勇　联系电话：0799-…`, and below it the office signs with
//! its name. Whoever writes to an office names it at the head or behind `此致`, and signs themselves.

use std::ops::Range;

use yinmo_data::labels::ORGAN_ENDINGS;

use crate::finding::Role;
use crate::kind::Kind;
use crate::recognizers::{Cell, Claim};

/// Makes people, landlines and addresses in such a line the office's; mobiles stay somebody's.
pub(super) fn give_roles(text: &str, cells: &[Cell<'_>], claims: &mut [Claim]) {
    if !cells.is_empty() {
        return;
    }
    let mut known: Option<(Range<usize>, bool)> = None;
    for nth in 0..claims.len() {
        let claim = &claims[nth];
        if !may_be_an_offices(claim) {
            continue;
        }
        let at = claim.span.start;
        if known.as_ref().is_none_or(|(line, _)| !line.contains(&at)) {
            let line = line_around(text, at);
            let is_foot = is_contact_line(&text[line.clone()]) && is_signed(text, line.end, claims);
            known = Some((line, is_foot));
        }
        if known.as_ref().is_some_and(|(_, is_foot)| *is_foot) {
            let claim = &mut claims[nth];
            claim.role = if claim.kind == Kind::Person { Role::Official } else { Role::Organisation };
        }
    }
}

fn may_be_an_offices(claim: &Claim) -> bool {
    match claim.kind {
        Kind::Person | Kind::Address => matches!(claim.role, Role::Citizen | Role::Unknown),
        Kind::Landline => claim.role == Role::Unknown,
        _ => false,
    }
}

fn line_around(text: &str, at: usize) -> Range<usize> {
    let start = text[..at].rfind('\n').map_or(0, |stop| stop + 1);
    let end = text[at..].find('\n').map_or(text.len(), |len| at + len);
    start..end
}

/// In bytes; what is longer tells more.
const LONGEST: usize = 240;

/// Whether all that a line has are fields for whom to ask.
fn is_contact_line(line: &str) -> bool {
    const FIELDS: [&str; 15] = [
        "联系人",
        "联系电话",
        "联系方式",
        "联系地址",
        "办公地址",
        "办公电话",
        "电话",
        "电　话",
        "地址",
        "传真",
        "邮编",
        "邮政编码",
        "电子邮箱",
        "邮箱",
        "联系人及电话",
    ];
    let label = |before: &str| {
        let run = before.rsplit(['，', ',', '；', ';', ' ', '\u{3000}', '。', '、']).next().unwrap_or(before);
        run.trim_start_matches(|c: char| c.is_ascii_digit() || "（）()".contains(c)).to_owned()
    };
    let mut colons = line.match_indices(['：', ':']).peekable();
    line.len() <= LONGEST
        && colons.peek().is_some_and(|(at, _)| FIELDS.contains(&line[..*at].trim()))
        && colons.all(|(at, _)| FIELDS.contains(&&*label(line[..at].trim_end())))
}

/// Whether an office, and nothing else, stands in the next line that is no other field for whom to ask.
fn is_signed(text: &str, from: usize, claims: &[Claim]) -> bool {
    let mut start = from;
    for line in text[from..].split_inclusive('\n').take(5) {
        let own = start..start + line.len();
        start = own.end;
        let line = line.trim();
        if line.is_empty() || is_contact_line(line) {
            continue;
        }
        let names_somebody =
            || claims.iter().any(|claim| own.contains(&claim.span.start) && claim.kind == Kind::Person);
        return is_signature(line) && !names_somebody();
    }
    false
}

/// `芦溪县应急管理局（印章）`, `灵石县交通运输局　2024年8月26日`. Villages write for those who live there.
fn is_signature(line: &str) -> bool {
    const SEALS: [&str; 8] =
        ["（印章）", "（公章）", "（盖章）", "（章）", "(印章)", "(公章)", "(盖章)", "(章)"];
    const VILLAGES: [&str; 4] = ["村民委员会", "居民委员会", "村委会", "居委会"];
    /// In bytes.
    const NAMES: Range<usize> = 12..90;
    let dated = |c: char| c.is_ascii_digit() || " \u{3000}年月日.-/二〇○零一三四五六七八九十".contains(c);
    let name = line.trim_end_matches(dated).trim();
    let name = SEALS.iter().find_map(|seal| name.strip_suffix(seal)).unwrap_or(name).trim();
    NAMES.contains(&name.len())
        && !name.contains(['：', ':', '，', '。', '；', '、', '“', '《'])
        && ORGAN_ENDINGS.iter().any(|ending| name.ends_with(ending))
        && !VILLAGES.iter().any(|village| name.ends_with(village))
}

#[cfg(test)]
mod tests {
    use crate::Detector;
    use crate::finding::Role;
    use crate::kind::Kind;

    fn roles(text: &str) -> Vec<(Kind, Role)> {
        let kinds = [Kind::Person, Kind::Landline, Kind::Address, Kind::Mobile];
        let found = Detector::new().detect(text).into_iter().filter(|found| kinds.contains(&found.kind));
        found.map(|found| (found.kind, found.role)).collect()
    }

    #[test]
    fn an_office_signs_below_its_contact() {
        use Kind::{Address, Landline, Person};
        for text in [
            "你逾期未履行。\n联系人：易勇　联系电话：0799-7512345　地址：芦溪县新建街212号\n芦溪县应急管理局（印章）\n2024年5月10日\n",
            "可以陈述。\n联系人：易勇，联系电话：0799-7512345，\n联系地址：芦溪县新建街212号\n\n芦溪县九龙镇人民政府 2024年6月5日",
        ] {
            let expected =
                [(Person, Role::Official), (Landline, Role::Organisation), (Address, Role::Organisation)];
            assert_eq!(roles(text), expected, "{text}");
        }
    }

    #[test]
    fn whoever_writes_to_an_office_does_not() {
        for text in [
            "望批准。\n联系人：易勇　联系电话：0799-7512345\n此致\n芦溪县应急管理局\n",
            "望批准。\n联系人：易勇　联系电话：0799-7512345\n申请人：易勇\n芦溪县应急管理局\n",
            "申请人：易勇，联系电话：0799-7512345\n芦溪县应急管理局\n2024年5月10日",
            "兹证明其家庭困难。\n联系人：易勇　联系电话：0799-7512345\n青云村村民委员会\n2024年5月10日",
            "联系人：易勇（住青云村5号）　联系电话：0799-7512345\n家庭住址：青云村5号\n芦溪县应急管理局\n",
        ] {
            let others = roles(text).into_iter().filter(|(_, role)| role.acts_for_others());
            assert_eq!(others.count(), 0, "{text}");
        }
        let mobile = "联系人：易勇　联系电话：13800012001\n芦溪县应急管理局\n2024年5月10日";
        assert!(roles(mobile).contains(&(Kind::Mobile, Role::Official)));
    }
}
