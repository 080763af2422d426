//! Whom to ask, at the foot of what an office writes: `联系人：易勇　联系电话：0799-…`, and below it the office signs with
//! its name. Whoever writes to an office names it at the head or behind `此致`, and signs themselves.

use std::ops::Range;

use super::begins_serial;
use crate::finding::Role;
use crate::kind::Kind;
use crate::recognizers::{Cell, Claim, window_before};

/// Makes people, landlines and addresses in such a line the office's; mobiles stay somebody's. Notices of private people
/// stand on pages of offices too: what an office writes has a number.
pub(super) fn give_roles(text: &str, cells: &[Cell<'_>], claims: &mut [Claim]) {
    if !cells.is_empty() {
        return;
    }
    let mut known: Option<(Range<usize>, bool)> = None;
    for nth in 0..claims.len() {
        let claim = &claims[nth];
        if !may_be_an_offices(text, claim) {
            continue;
        }
        let at = claim.span.start;
        if known.as_ref().is_none_or(|(line, _)| !line.contains(&at)) {
            let line = line_around(text, at);
            let is_foot = is_contact_line(&text[line.clone()])
                && is_signed(text, line.end, claims)
                && body_before(&text[..line.start]).is_some_and(speaks_for_itself);
            known = Some((line, is_foot));
        }
        if known.as_ref().is_some_and(|(_, is_foot)| *is_foot) {
            let claim = &mut claims[nth];
            claim.role = if claim.kind == Kind::Person { Role::Official } else { Role::Organisation };
        }
    }
}

/// In bytes: so far behind the number of a document its foot is looked for.
const REACH: usize = 6000;

/// What stands behind the last number of a document: `〔2024〕3号`.
fn body_before(before: &str) -> Option<&str> {
    let near = window_before(before, REACH);
    let mut brackets = near.rmatch_indices(['〔', '［', '[', '【', '（', '(']);
    brackets.find(|(at, _)| begins_serial(&near[*at..]).is_some()).map(|(at, _)| &near[at..])
}

/// Whether nobody speaks of themselves, and nobody else's words are quoted, between the number and the foot.
fn speaks_for_itself(body: &str) -> bool {
    const OTHERS: [&str; 14] = [
        "本人", "我家", "我叫", "家属", "遗失", "启事", "求职", "求租", "出租", "出售", "转让", "讣告",
        "来信", "此致",
    ];
    !OTHERS.iter().any(|word| body.contains(word))
}

fn may_be_an_offices(text: &str, claim: &Claim) -> bool {
    const HOMES: [&str; 10] = ["单元", "室", "组", "栋", "幢", "小区", "号楼", "家属", "宿舍", "公寓"];
    let plain = matches!(claim.role, Role::Citizen | Role::Unknown);
    match claim.kind {
        // `廖金花（女儿）`
        Kind::Person => plain && !text[claim.span.end..].starts_with(['（', '(']),
        Kind::Address => plain && !HOMES.iter().any(|word| claim.span.of(text).contains(word)),
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

/// `芦溪县应急管理局（印章）`, `灵石县交通运输局　2024年8月26日`.
fn is_signature(line: &str) -> bool {
    const SEALS: [&str; 8] =
        ["（印章）", "（公章）", "（盖章）", "（章）", "(印章)", "(公章)", "(盖章)", "(章)"];
    const OFFICES: [&str; 10] =
        ["局", "人民政府", "法院", "检察院", "办事处", "厅", "大队", "支队", "派出所", "健康委员会"];
    /// In bytes.
    const NAMES: Range<usize> = 12..90;
    let dated = |c: char| c.is_ascii_digit() || " \u{3000}年月日.-/二〇○零一三四五六七八九十".contains(c);
    let name = line.trim_end_matches(dated).trim();
    let name = SEALS.iter().find_map(|seal| name.strip_suffix(seal)).unwrap_or(name).trim();
    NAMES.contains(&name.len())
        && !name.contains(['：', ':', '，', '。', '；', '、', '“', '《'])
        && OFFICES.iter().any(|ending| name.ends_with(ending))
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
            "（赣芦）应急催〔2024〕3号\n你逾期未履行。\n联系人：易勇　联系电话：0799-7512345　地址：芦溪县新建街212号\n芦溪县应急管理局（印章）\n2024年5月10日\n",
            "凤府信处〔2024〕15号\n可以陈述。\n联系人：易勇，联系电话：0799-7512345，\n联系地址：芦溪县新建街212号\n\n芦溪县九龙镇人民政府 2024年6月5日",
        ] {
            let expected =
                [(Person, Role::Official), (Landline, Role::Organisation), (Address, Role::Organisation)];
            assert_eq!(roles(text), expected, "{text}");
        }
    }

    #[test]
    fn whoever_writes_to_an_office_does_not() {
        let number = "（赣芦）应急催〔2024〕3号\n";
        for text in [
            "本人遗失存折一本。\n联系人：易勇　联系电话：0799-7512345　地址：和平路22号1幢302室\n芦溪县应急管理局\n",
            "【来信】路灯坏了。\n联系人：易勇　联系电话：0799-7512345\n石门镇人民政府\n答复：已修好。",
            "望批准。\n联系人：易勇　联系电话：0799-7512345\n此致\n芦溪县应急管理局\n",
            "望批准。\n联系人：易勇　联系电话：0799-7512345\n申请人：易勇\n芦溪县应急管理局\n",
            "申请人：易勇，联系电话：0799-7512345\n芦溪县应急管理局\n2024年5月10日",
            "兹证明其家庭困难。\n联系人：易勇　联系电话：0799-7512345\n青云村村民委员会\n2024年5月10日",
            "联系人：易勇（住青云村5号）　联系电话：0799-7512345\n家庭住址：青云村5号\n芦溪县应急管理局\n",
        ] {
            let others = roles(text).into_iter().filter(|(_, role)| role.acts_for_others());
            assert_eq!(others.count(), 0, "{text}");
        }
        for text in [
            "本人遗失存折一本。\n联系人：易勇　联系电话：0799-7512345\n芦溪县应急管理局\n",
            "请失主认领。\n联系人：易勇（女儿）\n芦溪县应急管理局\n",
            "请缴费。\n联系人：易勇　联系电话：0799-7512345\n阳光小区业主委员会\n",
        ] {
            let found = roles(&[number, text].concat());
            assert!(!found.iter().any(|(_, role)| role.acts_for_others()), "{text}");
        }
        let mobile =
            "（赣芦）应急催〔2024〕3号\n联系人：易勇　联系电话：13800012001\n芦溪县应急管理局\n2024年5月10日";
        assert!(roles(mobile).contains(&(Kind::Mobile, Role::Official)));
    }
}
