//! Whether somebody acts for an office, by the post or the office that stands beside the name.
//!
//! Staff of a company hold no office, whatever their title is called: `公司会计`, `车间主任`. Officials are also those whose
//! post stands behind the name, `向以文（副镇长）`, and those of whom only the office is said, if they do what officials do:
//! `由司法所彭涛牵头调处`. Whoever comes to an office does none of that.

use crate::finding::Role;
use crate::kind::Kind;
use crate::recognizers::{CUES, Claim, window_before};
use crate::tagger::{FOLLOWERS, Follower, is_han};

/// Gives the people among `claims`, which are in order, the roles that these words say.
pub(super) fn give_roles(text: &str, claims: &mut [Claim]) {
    let mut next = None;
    for claim in claims.iter_mut().rev().filter(|claim| claim.kind == Kind::Person) {
        let before = line_before(&text[..claim.span.start]);
        let after = &text[claim.span.end..];
        let acts = match claim.role {
            Role::Official | Role::Representative => {
                if is_staff(before, after) || is_private_behind(after) {
                    claim.role = Role::Citizen;
                }
                false
            }
            Role::Citizen | Role::Unknown => {
                let joined = next
                    .filter(|&(start, _)| joins(text, claim.span.end, start))
                    .is_some_and(|(_, acts)| acts);
                let acts =
                    names_office(before) && (joined || FOLLOWING.iter().any(|act| after.starts_with(act)));
                if acts || has_post_behind(before, after) || is_contact_of_office(before) {
                    claim.role = Role::Official;
                }
                acts
            }
            _ => false,
        };
        next = Some((claim.span.start, acts));
    }
}

/// In bytes: so much before a name can belong to it.
const WINDOW: usize = 120;

fn line_before(before: &str) -> &str {
    let near = window_before(before, WINDOW);
    near.rsplit('\n').next().unwrap_or(near)
}

/// The Chinese characters at the end.
fn run_before(before: &str) -> &str {
    let len: usize = before.chars().rev().take_while(|&c| is_han(c)).map(char::len_utf8).sum();
    &before[before.len() - len..]
}

/// Whether the title beside the name is one of a company's staff. Those who speak for it keep theirs.
fn is_staff(before: &str, after: &str) -> bool {
    const TITLES: &[&str] = &[
        "会计",
        "出纳",
        "经理",
        "主任",
        "科长",
        "部长",
        "队长",
        "组长",
        "班长",
        "主管",
        "秘书",
        "文员",
        "出纳员",
    ];
    const SPEAKERS: &[&str] = &["总经理", "项目经理"];
    let before = before.trim_end_matches(['：', ':', ' ', '\u{3000}']);
    let titled = || {
        let title = TITLES.iter().find(|title| after.starts_with(**title))?;
        let spoken = SPEAKERS.iter().any(|title| after.starts_with(title));
        (!spoken).then_some((run_before(before), *title))
    };
    let run = run_before(before);
    let introduced = TITLES.iter().find_map(|title| Some((run.strip_suffix(title)?, *title)));
    let introduced = introduced.filter(|_| !SPEAKERS.iter().any(|title| run.ends_with(title)));
    introduced.or_else(titled).is_some_and(|(employer, title)| title == "经理" || is_company(employer))
}

/// Whether the words before a title name a company, or a part of one, and no office behind it.
fn is_company(words: &str) -> bool {
    const COMPANIES: &[&str] = &[
        "公司",
        "厂",
        "车间",
        "项目部",
        "物业",
        "集团",
        "工地",
        "超市",
        "商场",
        "酒店",
        "饭店",
        "宾馆",
        "煤矿",
        "门店",
        "售楼",
    ];
    // Offices have sections of this name as well.
    const TRADES: &[&str] = &["企业", "保安", "施工", "劳务", "矿业"];
    const OFFICES: &[&str] =
        &["局", "委", "政府", "镇", "乡", "街道", "村", "社区", "医院", "学校", "中心", "监管"];
    let company = COMPANIES.iter().filter_map(|word| Some(words.rfind(word)? + word.len())).max();
    let is_office = |words: &str| OFFICES.iter().any(|office| words.contains(office));
    company.is_some_and(|end| !is_office(&words[end..]))
        || TRADES.iter().any(|word| words.contains(word)) && !is_office(words)
}

/// What officials do, right behind a name.
const FOLLOWING: &[&str] = &[
    "牵头",
    "督办",
    "包保",
    "包联",
    "分赴",
    "带队",
    "走访",
    "慰问",
    "入户",
    "调处",
    "承办",
    "经办",
    "答复",
    "回复",
    "核查",
    "约谈",
    "负责调",
    "负责落实",
    "负责督",
    "负责跟",
    "现场调",
    "组织调解",
    "上门走访",
    "上门慰问",
    "实地",
];

/// Whether an office is named right before: `镇民政办|`, unless somebody goes there: `到镇民政办|`.
fn names_office(before: &str) -> bool {
    const OFFICES: &[&str] = &[
        "民政办",
        "民政所",
        "司法所",
        "派出所",
        "综治办",
        "综治中心",
        "信访办",
        "信访局",
        "社保所",
        "人社所",
        "财政所",
        "国土所",
        "自然资源所",
        "林业站",
        "农技站",
        "水利站",
        "卫生院",
        "社工站",
        "党政办",
        "经管站",
        "残联",
        "妇联",
        "民政局",
        "司法局",
        "公安局",
        "住建局",
        "农业农村局",
        "人社局",
        "教育局",
        "医保局",
        "城管局",
        "便民服务中心",
        "村委会",
        "居委会",
        "街道办",
        "社会事务办",
        "社会救助科",
        "纪委",
        "应急办",
    ];
    const GOING: &[char] = &['到', '在', '向', '去', '往', '从', '找', '被', '经', '与', '和', '给', '至'];
    let run = run_before(before);
    let Some(office) = OFFICES.iter().find(|office| run.ends_with(**office)) else { return false };
    let owner = &run[..run.len() - office.len()];
    let owner = owner.trim_end_matches(['镇', '乡', '县', '区', '市', '本', '我', '该', '村']);
    !owner.chars().rev().take(5).any(|c| GOING.contains(&c))
}

/// `征收办联系人：|`, `联系人：街道城建办 |`: whom to ask, of an office.
fn is_contact_of_office(before: &str) -> bool {
    const LABEL: &str = "联系人";
    const ENDS: &[&str] = &[
        "办", "局", "所", "中心", "科", "股", "站", "院", "委", "政府", "街道", "单位", "部门", "残联",
        "妇联",
    ];
    let ends = |words: &str| ENDS.iter().any(|end| words.ends_with(end));
    let said = before.trim_end_matches(['：', ':', ' ', '\u{3000}']);
    if let Some(owner) = said.strip_suffix(LABEL) {
        return ends(run_before(owner)) && run_before(owner).chars().count() >= 3;
    }
    let office = run_before(said);
    let label = said[..said.len() - office.len()].trim_end_matches(['：', ':', ' ', '\u{3000}']);
    label.ends_with(LABEL) && office.chars().count() >= 3 && ends(office)
}

/// Whether nothing but the next one's office stands between two names: `镇民政办李淑岑、卫生院|王建坪`.
fn joins(text: &str, end: usize, next: usize) -> bool {
    let between = text.get(end..next).unwrap_or("");
    between.strip_prefix(['、', '和']).is_some_and(|office| office.len() <= 30 && office.chars().all(is_han))
}

/// Whether a bracket behind the name says that somebody is there for themselves: `参加：邬志强（低保户）`.
fn is_private_behind(after: &str) -> bool {
    const PRIVATE: &[&str] = &[
        "户",
        "残疾人",
        "患者",
        "村民",
        "居民",
        "群众",
        "家属",
        "家长",
        "学生",
        "申请人",
        "当事人",
        "投诉人",
        "信访人",
        "上访人",
        "来访人",
        "举报人",
        "被害人",
        "受害人",
        "伤者",
    ];
    note_behind(after).is_some_and(|note| PRIVATE.iter().any(|word| note.ends_with(word)))
}

/// The few Chinese characters in a bracket behind the name.
fn note_behind(after: &str) -> Option<&str> {
    let inside = after.strip_prefix(['（', '('])?;
    let note = &inside[..inside.find(['）', ')'])?];
    (note.chars().count() <= 14 && note.chars().all(is_han)).then_some(note)
}

/// Whether a bracket behind the name holds a post, or, of those who attend a meeting, the office they come from.
fn has_post_behind(before: &str, after: &str) -> bool {
    const ATTENDING: &[&str] = &["参加", "出席", "列席", "参会", "与会", "到会"];
    const FORMER: &[&str] = &["原", "前", "退休", "离任", "之", "的", "家", "涉"];
    let note = note_behind(after).filter(|note| !FORMER.iter().any(|word| note.contains(word)));
    let Some(note) = note.filter(|_| !is_party(before)) else { return false };
    let line_attends = || {
        let label = before.split(['：', ':']).next().unwrap_or(before);
        label.len() <= 30 && ATTENDING.iter().any(|word| label.contains(word))
    };
    is_office_title(note) && !is_company(note) || names_office(note) && line_attends()
}

/// Whether the word before a name says that the document is about whoever bears it, whatever post they have. Of whom a
/// petition is about the post is what matters.
fn is_party(before: &str) -> bool {
    const OTHERS: &[&str] = &["见证人", "联系人", "党员"];
    let label = before.trim_end_matches(['：', ':', ' ', '\u{3000}']);
    CUES.at_end(label).is_some_and(|cue| {
        let (front, word) = label.split_at(label.len() - cue.len);
        cue.meaning.role == Role::Citizen
            && cue.meaning.bare
            && !OTHERS.contains(&word)
            && !front.ends_with('被')
    })
}

/// `副镇长`, `法规股股长`; a leader of a group of villagers may be a party like any other.
fn is_office_title(note: &str) -> bool {
    const OTHERS: &[&str] = &["队长", "组长", "主持", "村长"];
    let ends = |at: usize| {
        FOLLOWERS
            .at_start(&note[at..])
            .is_some_and(|hit| hit.meaning == Follower::Office && at + hit.len == note.len())
    };
    !OTHERS.iter().any(|word| note.ends_with(word)) && note.char_indices().any(|(at, _)| ends(at))
}

#[cfg(test)]
mod tests {
    use crate::Detector;
    use crate::finding::Role;
    use crate::kind::Kind;

    fn roles(text: &str) -> Vec<Role> {
        let found = Detector::new().detect(text).into_iter();
        found.filter(|found| found.kind == Kind::Person).map(|found| found.role).collect()
    }

    #[test]
    fn staff_of_companies_hold_no_office() {
        for text in [
            "公司会计卜红梅提供的工资表显示尚欠18460元。",
            "多次与物业沟通未果，物业经理孟浩说管不了。",
            "公司出纳窦小芹于4月2日转账。",
            "宏利达服饰厂车间主任佘大勇安排加班。",
            "项目部赵秀兰经理让我们找劳务公司。",
            "项目部经理邬志强称钱已付清。",
            "保安队长柴火旺当时在场。",
        ] {
            assert_eq!(roles(text), [Role::Citizen], "{text}");
        }
        for text in [
            "村主任：郝建国",
            "村会计鄢小红制表。",
            "县市场监管局食品科科长温如海到公司检查。",
            "县住建局局长孔令岳出席。",
            "公司监管科科长孔令岳出席。",
        ] {
            assert_eq!(roles(text), [Role::Official], "{text}");
        }
        assert_eq!(roles("项目经理：季永刚（注册编号鄂242181934567）"), [Role::Representative]);
        assert_eq!(roles("山阳县宏利达服饰有限公司总经理戚建功出席。"), [Role::Representative]);
    }

    #[test]
    fn a_post_behind_the_name_counts() {
        for text in [
            "参加：向以文（副镇长）",
            "主持人：向以文（法规股股长）",
            "参加人员：田开泉（民政办）",
            "由向以文（县民政局局长）督办。",
            "见证人：魏娥绶（村委会主任）",
            "被反映人：王俊自（洪湖市万全镇林业站站长）",
        ] {
            assert_eq!(roles(text), [Role::Official], "{text}");
        }
        for text in [
            "参加人：窦建国（低保户）",
            "参加：邬志强（低保户）",
            "出席人员：邬志强（申请人）",
            "申请人窦建国（副镇长之父）",
            "申请人窦建国（原副镇长）",
            "户主窦建国（村民小组组长）",
            "来访人窦建国（民政办）",
            "嫌疑人佘大勇（村主任）",
            "申请人：窦建国（村委会主任）",
        ] {
            assert!(!roles(text).contains(&Role::Official), "{text}");
        }
    }

    #[test]
    fn whoever_acts_for_an_office_is_known_by_what_they_do() {
        assert_eq!(roles("宅基地纠纷由司法所彭涛牵头调处，3月底前回复。"), [Role::Official]);
        assert_eq!(
            roles("3月以来，镇民政办李玉梅、卫生院蒋光荣分赴12个村探访。"),
            [Role::Official, Role::Official]
        );
        for text in ["征收办联系人：段小军　0356-6212345", "联系人：街道城建办 王海滨，电话0577-65612345"]
        {
            assert_eq!(roles(text), [Role::Official], "{text}");
        }
        for text in [
            "申请单位：青溪公司，联系人：段小军",
            "联系人：段小军（镇民政办王芳的弟弟）",
            "镇民政办窦建国低保申请已受理。",
            "到镇民政办窦建国走访其邻居。",
            "在派出所邬志强承认盗窃事实。",
            "县医院佘大勇（患者）家属到场。",
        ] {
            assert!(!roles(text).contains(&Role::Official), "{text}");
        }
    }
}
