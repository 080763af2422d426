//! Addresses and landlines that are an office's, by the words around them: `如有异议，请向县住建局反映。联系地址：…，电话：…`.
//!
//! Only what the office leads to by nothing but fields is the office's: as soon as somebody is named or a person's
//! number stands between, or whoever writes speaks of themselves, it may be theirs. Mobiles stay what they are.

use yinmo_data::labels::{ORGAN_ENDINGS, PERSONAL_CUES};
use yinmo_data::surnames;

use super::announced;
use super::padded::without_padding;
use crate::finding::{Evidence, Role};
use crate::kind::{Group, Kind};
use crate::recognizers::{Cell, Claim, window_before};
use crate::table;
use crate::text::Span;

/// Gives the contacts among `claims`, which are in order, that are an office's this role.
pub(super) fn give_roles(text: &str, cells: &[Cell<'_>], claims: &mut [Claim]) {
    let private = |claim: &Claim| claim.kind == Kind::Person && !claim.role.acts_for_others();
    let names_somebody = !cells.is_empty() && claims.iter().any(private);
    let listed =
        || !names_somebody && table::lists_offices(cells.iter().map(|cell| (cell.heading, cell.meaning)));
    let mut is_list = None;
    for nth in 0..claims.len() {
        let (before, rest) = claims.split_at_mut(nth);
        let claim = &mut rest[0];
        let taken = claim.kind == Kind::Landline && claim.role == Role::Organisation && cells.is_empty();
        if taken && is_of_whoever_turned_there(text, before, claim) {
            claim.role = Role::Unknown;
        }
        if !may_be_an_offices(claim) {
            continue;
        }
        let of_office = match cells.iter().find(|cell| holds(cell, claim.span)) {
            Some(cell) => table::is_contact(cell.heading) && *is_list.get_or_insert_with(listed),
            None => leads_from_office(text, before, claim),
        };
        if of_office {
            claim.role = Role::Organisation;
        }
    }
}

/// A landline of which nothing is said, or what a label calls an address.
fn may_be_an_offices(claim: &Claim) -> bool {
    match claim.kind {
        Kind::Landline => claim.role == Role::Unknown,
        Kind::Address => {
            let led = [Evidence::LabelBefore, Evidence::ColumnHeading];
            claim.role == Role::Citizen && led.into_iter().any(|reason| claim.evidence.has(reason))
        }
        _ => false,
    }
}

/// Parts of addresses at which people live.
const HOMES: &[&str] = &[
    "单元", "小区", "组", "栋", "幢", "家属", "大院", "新村", "公寓", "苑", "花园", "家园", "宿舍", "新居",
    "安置", "里弄",
];

fn holds(cell: &Cell<'_>, span: Span) -> bool {
    !cell.heading.is_empty() && cell.span.start <= span.start && span.end <= cell.span.end
}

/// In bytes: so far back an office may stand.
const WINDOW: usize = 360;

/// Whether nothing but fields stands between the contact and an office whose it is; `before` are the claims before it.
fn leads_from_office(text: &str, before: &[Claim], claim: &Claim) -> bool {
    let said = Said::before(text, before, claim.span.start);
    let (fields, rest) = said.fields();
    let line = rest.rsplit('\n').next().unwrap_or(rest);
    if fields.name_a_post {
        return claim.kind == Kind::Landline;
    }
    // Where a company has its seat is public, even if it is a house in a village.
    if fields.name_a_seat || ends_with_party(line) {
        return ends_with_party(line);
    }
    if announced::ends_with_office(rest, SOMEBODY) {
        return true;
    }
    if claim.kind == Kind::Address && holds_any(claim.span.of(text), HOMES) {
        return false;
    }
    let speaks_of_nobody = || !line.contains([SOMEBODY, '某']) && !holds_any(line, PERSONAL_CUES);
    fields.follow_an_offices_contact && speaks_of_nobody()
        || ends_with_own_office(line) && speaks_of_nobody()
        || invites_to_office(line)
}

/// `窦芃向县信访局反映，电话…`: nothing but a label that does not say whose stands before the number of somebody who
/// turned to an office, and what they did is no more than that.
fn is_of_whoever_turned_there(text: &str, before: &[Claim], claim: &Claim) -> bool {
    const DONE: &[&str] =
        &["反映", "申请", "投诉", "举报", "求助", "上访", "来访", "信访", "起诉", "报案", "报警"];
    const LABELS: &[&str] = &["电话", "联系电话", "联系方式", "电话号码", "座机", "手机或电话"];
    let said = Said::before(text, before, claim.span.start);
    let sentence = said.0.rsplit(['。', '\n', '；']).next().unwrap_or("");
    let sentence = sentence.trim_end_matches(['：', ':', ' ', '为']);
    let mut unlabelled = LABELS.iter().filter_map(|label| sentence.strip_suffix(label));
    let Some(told) = unlabelled.find(|told| told.ends_with(['，', ',', '（', '(', '、', ' '])) else {
        return false;
    };
    told.find(SOMEBODY).is_some_and(|at| {
        let after = &told[at..];
        DONE.iter().any(|done| after.contains(done)) && !holds_any(told, INVITES)
    })
}

fn holds_any(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

/// The words of the lines before a contact: contacts before it as signs, people as others.
struct Said(String);

/// Takes the place of a contact that is an office's, of another contact, and of somebody or their number.
const OFFICES: char = '\u{1}';
const CONTACT: char = '\u{2}';
const SOMEBODY: char = '\u{3}';

impl Said {
    fn before(text: &str, before: &[Claim], end: usize) -> Self {
        let near = window_before(&text[..end], WINDOW);
        let near = near.rsplit("\n\n").next().unwrap_or(near);
        let from = end - near.len();
        let first = before.partition_point(|claim| claim.span.start < from);
        let mut said = String::new();
        let mut read = from;
        for claim in &before[first..] {
            let Some(sign) = sign(claim) else { continue };
            if claim.span.start < read || claim.span.end > end {
                continue;
            }
            said.push_str(&text[read..claim.span.start]);
            said.push(sign);
            read = claim.span.end;
        }
        said.push_str(&text[read..end]);
        Self(without_padding(said, |word| is_field(word) || announced::is_label(word)))
    }

    /// What the fields at the end say, and the words before them.
    fn fields(&self) -> (Fields, &str) {
        const STOPS: [char; 16] =
            ['，', ',', '。', '；', ';', '、', ' ', '\u{3000}', '\t', '：', ':', '（', '(', '）', ')', '\n'];
        let mut fields = Fields::default();
        let mut rest = self.0.as_str();
        loop {
            let trimmed = rest.trim_end_matches(STOPS);
            let start = trimmed.rfind(STOPS).map_or(0, |at| at + char_len(trimmed, at));
            let piece = &trimmed[start..];
            if piece.is_empty() {
                return (fields, trimmed);
            }
            let bare = piece.trim_matches([OFFICES, CONTACT]);
            if piece.ends_with(OFFICES) && is_field(bare) {
                fields.follow_an_offices_contact = true;
                return (fields, trimmed);
            }
            let department = rest[..start].trim_end_matches(STOPS);
            if matches!(bare, "住所地" | "住所") {
                fields.name_a_seat = true;
            } else if is_post(bare, department) {
                // A contact before whom nothing is said may be anybody's.
                fields.name_a_post = true;
            } else if !is_field(bare) {
                return (fields, trimmed);
            }
            rest = &trimmed[..start];
        }
    }
}

/// What stands between an office and its contact.
#[derive(Default)]
struct Fields {
    /// Another contact of the same office stands before.
    follow_an_offices_contact: bool,
    /// `联系人：郎主任`.
    name_a_post: bool,
    /// `住所地`: of a company, or a home.
    name_a_seat: bool,
}

/// What takes the place of a claim; nothing for dates and the like.
fn sign(claim: &Claim) -> Option<char> {
    let of_office = claim.role == Role::Organisation;
    match claim.kind {
        Kind::Landline | Kind::Address | Kind::Email | Kind::Hotline if of_office => Some(OFFICES),
        Kind::Hotline | Kind::Postcode => Some(CONTACT),
        Kind::Landline | Kind::Email => Some(CONTACT),
        Kind::Person if claim.role.acts_for_others() => None,
        kind if kind.group() == Group::Furniture || kind.group() == Group::Attribute => None,
        _ => Some(SOMEBODY),
    }
}

fn char_len(text: &str, at: usize) -> usize {
    text[at..].chars().next().map_or(0, char::len_utf8)
}

/// The name of a field of which an office has one, or nothing.
fn is_field(piece: &str) -> bool {
    const FIELDS: &[&str] = &[
        "所在地",
        "地址",
        "联系地址",
        "通讯地址",
        "通信地址",
        "邮寄地址",
        "来信地址",
        "地点",
        "电话",
        "联系电话",
        "联系方式",
        "电话号码",
        "咨询电话",
        "办公电话",
        "监督电话",
        "监督投诉电话",
        "投诉电话",
        "项目联系方式",
        "传真",
        "邮编",
        "邮政编码",
        "邮箱",
        "电子邮箱",
        "联系人",
        "网址",
        "或电话",
        "或致电",
        "为",
    ];
    piece.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '－'))
        || announced::is_own_field(piece)
        || FIELDS.contains(&piece.trim_end_matches('为').trim_start_matches("其中"))
}

/// `郎主任`, `教务处余老师`: somebody by surname and post, or by surname behind the name of a department, which may stand
/// in the words before.
fn is_post(piece: &str, before: &str) -> bool {
    const POSTS: &[&str] = &[
        "主任", "科长", "局长", "处长", "股长", "所长", "站长", "院长", "部长", "秘书", "警官", "校长",
        "队长",
    ];
    const FORMS: &[&str] = &["老师", "师傅", "女士", "先生", "同志", "医生"];
    fn surname_before(front: &str) -> Option<&str> {
        let surname = front.chars().next_back().filter(|&c| surnames::is_surname(c))?;
        Some(&front[..front.len() - surname.len_utf8()])
    }
    fn names_department(front: &str) -> bool {
        ["处", "科", "室", "部", "股", "中心", "局"].iter().any(|end| front.ends_with(end))
    }
    let front =
        |words: &[&str]| words.iter().find_map(|word| piece.strip_suffix(word)).and_then(surname_before);
    front(POSTS).is_some_and(|front| front.is_empty() || names_department(front))
        || front(FORMS).is_some_and(|front| names_department(if front.is_empty() { before } else { front }))
}

/// `委|地址：`, `我局|地址：`: an office speaks of itself.
fn ends_with_own_office(rest: &str) -> bool {
    const OWN: &[&str] =
        &["局", "委", "院", "中心", "所", "站", "办", "校", "厅", "处", "公司", "镇政府", "会", "队", "街道"];
    let piece = rest.rsplit(['，', '。', '；', ' ', '\u{3000}', '：', '（']).next().unwrap_or("");
    FIELD_ENDS
        .iter()
        .filter_map(|field| piece.strip_suffix(field))
        .any(|own| OWN.contains(&own.trim_start_matches(['本', '我', '该'])))
}

/// `被告：…公司，|住所地：`: a party to a case or a contract is a company or an office. Somebody's workplace is no party.
fn ends_with_party(line: &str) -> bool {
    const PARTIES: &[&str] = &[
        "原告",
        "被告",
        "第三人",
        "申请人",
        "被申请人",
        "被执行人",
        "申请执行人",
        "上诉人",
        "被上诉人",
        "当事人",
        "甲方",
        "乙方",
        "丙方",
        "用人单位",
        "行政相对人",
        "被处罚人",
        "被处罚单位",
        "发包人",
        "承包人",
        "出租方",
        "承租方",
        "出租人",
        "承租人",
        "委托人",
        "受托人",
        "债权人",
        "债务人",
        "利害关系人",
        "转让方",
        "受让方",
    ];
    /// In bytes: who is called as an office ends may be somebody.
    const LONG: usize = 18;
    let Some((label, name)) = line.rsplit_once(['：', ':']) else { return false };
    let label = label.trim_end_matches(['）', ')', '一', '二', '三']);
    let name = name.trim();
    let is_company =
        ["公司", "合作社", "集团", "事务所", "小学", "中学", "大学"].iter().any(|end| name.ends_with(end));
    let is_organ = || ORGAN_ENDINGS.iter().any(|ending| name.ends_with(ending));
    PARTIES.iter().any(|party| label.ends_with(party))
        && name.len() >= LONG
        && !name.contains([SOMEBODY, ' ', '\u{3000}', '，', ','])
        && (is_company || is_organ())
}

const FIELD_ENDS: &[&str] = &["地址", "联系地址", "通讯地址", "电话", "联系电话"];

/// What sends a reader somewhere.
const INVITES: &[&str] = &[
    "可向",
    "可到",
    "可与",
    "可自",
    "可在",
    "可以",
    "可于",
    "可通过",
    "可直接",
    "请向",
    "请与",
    "请到",
    "请于",
    "请在",
    "请将",
    "请持",
    "请寄",
    "请失主",
    "请知情",
    "请有",
    "请各",
    "请相关",
    "请孩子",
    "如有",
    "如对",
    "如不服",
    "如需",
    "如发现",
    "不服本",
    "有异议",
    "有意者",
    "知情",
    "应自",
    "应在",
];

/// `如有异议，请向县住建局反映`: the sentence sends whoever reads it to an office, and ends there.
fn invites_to_office(rest: &str) -> bool {
    const OF_WRITERS: &[&str] =
        &["本人", "曾", "已向", "恳", "请求", "希望", "领导", "我叫", "我家", "我们", "我的", "我是"];
    const TO: &[&str] = &["向", "与", "到", "至", "往", "给", "和"];
    let sentence = rest.trim_end_matches(['。', '，', '；']).rsplit(['。', '；']).next().unwrap_or("");
    let invites = || INVITES.iter().any(|word| sentence.contains(word));
    if sentence.contains(SOMEBODY) || rest.contains(SOMEBODY) || !invites() {
        return false;
    }
    if OF_WRITERS.iter().any(|word| sentence.contains(word)) {
        return false;
    }
    if sentence.contains("异议")
        && ["提出", "来电", "来信", "致电", "反映"].iter().any(|word| sentence.ends_with(word))
    {
        return true;
    }
    let to = TO.iter().filter_map(|word| Some(sentence.rfind(word)? + word.len())).collect::<Vec<_>>();
    to.into_iter().any(|at| names_office(&sentence[at..]))
}

/// `县住建局反映`: the name of an office, and a few words of what to do there.
fn names_office(goal: &str) -> bool {
    /// In bytes: what is to be done there.
    const DONE: usize = 36;
    const SHORT: &[&str] = &["残联", "妇联", "工商联", "团委", "纪委", "监委", "办"];
    let mut ends = ORGAN_ENDINGS
        .iter()
        .chain(SHORT)
        .flat_map(|ending| goal.match_indices(ending).map(|(at, end)| at + end.len()));
    ends.any(|end| {
        let done = &goal[end..];
        end >= 9
            && !holds_any(&goal.replace("组织", ""), HOMES)
            && done.len() <= DONE
            && !PERSONAL_CUES.iter().any(|cue| done.contains(cue))
    })
}

#[cfg(test)]
mod tests {
    use crate::Detector;
    use crate::finding::Role;
    use crate::kind::Kind;

    /// Whether each address and telephone in the text is an office's.
    fn offices(text: &str) -> Vec<bool> {
        let contacts = [Kind::Address, Kind::Landline, Kind::Mobile];
        let found = Detector::new().detect(text).into_iter().filter(|found| contacts.contains(&found.kind));
        found.map(|found| found.role == Role::Organisation).collect()
    }

    #[test]
    fn what_an_office_leads_to_is_its_own() {
        for text in [
            "可自收到之日起30日内向山阳县人民政府信访局申请复查。地址：山阳县人民路88号，电话0717-6022188。",
            "如有异议，请在公示期内向县住建局反映。联系电话：0717-5321000，联系地址：山阳县发展大道3号。",
            "利害关系人如有异议，请在15日内书面提出。联系电话：0717-5321000，联系地址：山阳县发展大道3号",
            "如有异议，请向县住建局反映。\n联系电话：0717-5321000\n联系地址：山阳县发展大道3号\n",
            "请于7月1日前与县委组织部组织一科联系，电话0717-5322444，地址：山阳县发展大道12号。",
            "委地址：山阳县发展大道12号人社大楼506室 电话：0717-5328800",
            "请将材料寄至县残联，地址：山阳县滨江路16号，邮编443500，电话0717-5322444。",
            "请孩子的亲生父母与县儿童福利院联系，联系电话0717-5328110，地址城关镇东湖路55号。",
        ] {
            let found = offices(text);
            assert!(found.len() == 2 && found.iter().all(|&office| office), "{text}: {found:?}");
        }
    }

    #[test]
    fn a_company_has_its_seat_where_its_field_says() {
        for text in [
            "被告：某财产保险股份有限公司恩城中心支公司。住所地：恩城市施州大道39号。",
            "被执行人：湖北山阳富民养殖专业合作社，住所地山阳县榔坪镇长丰村2组18号。",
            "甲方：山阳县宏利达服饰有限公司\n地址：山阳县工业园区纬三路8号\n",
        ] {
            assert_eq!(offices(text), [true], "{text}");
        }
    }

    #[test]
    fn what_stands_below_the_name_of_an_office_is_its_own() {
        for text in [
            "1.采购人信息\n名称：文成县民政局\n地址：文成县大峃镇建设路128号\n联系方式：0577-67812345\n",
            "名　　称：浙江中诚招标代理有限公司\n地　　址：文成县大峃镇建设路128号1幢1201室\n电　　话：0577-67855566\n",
            "供应商名称：温州佳厨设备有限公司\n供应商地址：温州市瓯海区郭溪街道塘下大街66号\n联系方式：0577-67855566\n",
            "招标人：文成县民政局　地址：文成县大峃镇建设路128号　电话：0577-67812345\n",
        ] {
            assert_eq!(offices(text), [true, true], "{text}");
        }
        let mobile = "采购人：文成县民政局\n联系方式：0577-67812345、13800012001\n";
        assert_eq!(offices(mobile), [true, false]);
    }

    #[test]
    fn what_stands_below_the_name_of_a_workplace_may_be_somebodys() {
        for text in [
            "工作单位：文成县民政局\n地址：文成县大峃镇建设路128号\n联系方式：0577-67812345\n",
            "单位：文成县民政局\n地址：文成县大峃镇建设路128号\n联系方式：0577-67812345\n",
            "姓名：窦建国\n单位名称：文成县民政局\n地址：文成县大峃镇建设路128号\n电话：0577-67812345\n",
            "供应商名称：窦建国\n地址：文成县大峃镇建设路128号\n电话：0577-67812345\n",
            "供应商名称：文成县百姓经营部\n地址：文成县大峃镇长丰村2组18号\n电话：0577-67812345\n",
            "采购人：文成县民政局\n联系人：窦建国\n地址：文成县大峃镇建设路128号\n电话：0577-67812345\n",
        ] {
            assert_eq!(offices(text), [false, false], "{text}");
        }
    }

    #[test]
    fn a_line_behind_a_post_is_the_offices() {
        for text in [
            "联系人：郎主任  电话0717-7800112",
            "联系人：教务处余老师 电话：0717-5322999",
            "联系人：人力资源部 季女士 0717-5399001",
            "窦建国到县信访局来访，局办公电话0717-6022188。",
            "窦建国等人的申请已受理，可向县信访局查询，电话0717-6022188。",
        ] {
            assert_eq!(offices(text), [true], "{text}");
        }
        for text in [
            "联系人：窦主任 手机：13800012001",
            "联系人：余老师 电话：0717-5322999",
            "联系人：窦建国 电话：0717-5322999",
        ] {
            assert_eq!(offices(text), [false], "{text}");
        }
    }

    #[test]
    fn whoever_turns_to_an_office_gives_away_no_home() {
        for text in [
            "我曾向山阳县人民政府信访局申请复查。我的地址：山阳县人民路88号2单元301室，电话0717-6022188。",
            "申请人窦建国不服，向县住建局反映。联系电话：0717-5321000，联系地址：山阳县发展大道3号。",
            "窦建国向县信访局反映问题。地址：山阳县人民路88号，电话0717-6022188。",
            "请领导向县住建局反映。联系电话：0717-5321000，联系地址：山阳县发展大道3号。",
            "我叫窦建国，请向县住建局反映。地址：山阳县人民路88号，电话0717-6022188。",
            "如有异议，请向县住建局反映。申请人窦建国，地址：山阳县人民路88号，电话0717-6022188。",
            "如有异议，请向县住建局反映。\n\n地址：山阳县人民路88号\n电话：0717-6022188\n",
        ] {
            let found = offices(text);
            assert!(found.len() == 2 && !found[1], "{text}: {found:?}");
        }
        for text in [
            "有意者请到县医院家属院联系，地址：山阳县人民路88号。",
            "我是窦建国，家在县医院，院地址：山阳县人民路88号。",
            "如有异议，请向县住建局反映。地址：山阳县锦绣小区3栋2单元301室。",
            "窦建国向县信访局反映噪声扰民，电话0717-6022188。",
            "村民窦建国到县信访局来访，联系电话：0717-6022188。",
            "被告：窦建国。住所地：恩城市施州大道39号。",
            "被告：山阳县宏利达服饰有限公司，法定代表人窦建国，住所地：山阳县工业园区纬三路8号。",
            "原告：窦建国经营部，住所地：恩城市施州大道39号。",
            "原告：佘大勇，工作单位：山阳县宏利达服饰有限公司，住所地：恩城市施州大道39号。",
        ] {
            assert_eq!(offices(text), [false], "{text}");
        }
    }
}
