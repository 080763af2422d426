//! Whose a telephone number is that stands behind somebody's name: `联系人：温如海，电话0571-86120000，手机13800012001`.
//! In tenders whoever is to be called is published for that; elsewhere it matters of officials alone: their lines are
//! the office's, and on their mobiles a person decides.

use crate::finding::Role;
use crate::kind::Kind;
use crate::recognizers::Claim;

/// So many bytes after a name its owner's numbers begin, or after another number of theirs.
const REACH: usize = 45;

/// Gives numbers that follow somebody who acts for an office or a company that role; outside of tenders only
/// officials' telephones. `claims` are in order.
pub(super) fn give_owners(text: &str, claims: &mut [Claim], tender: bool) {
    let mut owner: Option<(Role, usize)> = None;
    for claim in claims {
        let reached = owner.filter(|(_, end)| {
            let between = text.get(*end..claim.span.start).unwrap_or("。");
            between.len() <= REACH
                && !between.contains(['。', '；', ';'])
                && (!between.contains('\n') || tender && is_next_field(between))
        });
        match claim.kind {
            Kind::Person => owner = Some((claim.role, claim.span.end)),
            kind if is_contact(kind) => {
                owner = reached.map(|(role, _)| (role, claim.span.end));
                let gives = |role: Role| {
                    if tender {
                        role.acts_for_others()
                    } else {
                        role == Role::Official && matches!(kind, Kind::Mobile | Kind::Landline)
                    }
                };
                if let Some((role, _)) = owner.filter(|(role, _)| claim.role == Role::Unknown && gives(*role))
                {
                    claim.role = role;
                }
            }
            _ => owner = reached,
        }
    }
}

/// `\n电　　话：`, the field below: what else a tender says of whom to ask.
fn is_next_field(between: &str) -> bool {
    const FIELDS: [&str; 13] = [
        "电话",
        "联系电话",
        "联系方式",
        "项目联系方式",
        "电话号码",
        "联系人电话",
        "手机",
        "手机号",
        "手机号码",
        "邮箱",
        "电子邮箱",
        "电子邮件",
        "电子信箱",
    ];
    let squeezed: String = between.chars().filter(|c| !c.is_whitespace()).collect();
    let (label, rest) = squeezed.split_once(['：', ':']).unwrap_or((&squeezed, "?"));
    rest.is_empty() && between.matches('\n').count() == 1 && FIELDS.contains(&label)
}

const fn is_contact(kind: Kind) -> bool {
    matches!(kind, Kind::Mobile | Kind::Landline | Kind::Email | Kind::Qq | Kind::Wechat)
}

#[cfg(test)]
mod tests {
    use crate::Detector;
    use crate::finding::Role;
    use crate::kind::Kind;

    #[test]
    fn numbers_behind_a_contact_of_a_tender_are_the_contacts() {
        let role = |text: &str| {
            let found = Detector::new().detect(text).into_iter().find(|found| found.kind == Kind::Mobile);
            found.unwrap().role
        };
        let tender = "养老设备采购公告\n采购人：青溪县民政局，联系人：温如海，电话0571-86120000，";
        assert_eq!(role(&format!("{tender}手机13800012001。")), Role::Representative);
        assert_eq!(
            role(&format!("{tender}请勿拨打其他号码。投诉人王建坪，手机13800012001。")),
            Role::Unknown
        );
        let below = "养老设备采购公告\n采购人：青溪县民政局\n联 系 人：温如海、孟浩\n手　　机：13800012001\n";
        assert_eq!(role(below), Role::Representative);
        assert_eq!(role(&below.replace("手　　机：", "投诉人手机：")), Role::Unknown);
        assert_eq!(role("联系人：温如海，手机13800012001。"), Role::Unknown);
        assert_eq!(role("青溪县民政局局长温如海，手机13800012001。"), Role::Official);
        assert_eq!(role("青溪县民政局局长温如海到场。王建坪的手机13800012001。"), Role::Unknown);
    }
}
