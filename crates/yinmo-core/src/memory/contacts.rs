//! Whose a telephone number is that stands behind somebody's name: `联系人：温如海，电话0571-86120000，手机13800012001`.

use crate::finding::Role;
use crate::kind::Kind;
use crate::recognizers::Claim;

/// So many bytes after a name its owner's numbers begin, or after another number of theirs.
const REACH: usize = 45;

/// Gives numbers that follow somebody who acts for an office or a company that role. `claims` are in order.
pub(super) fn give_owners(text: &str, claims: &mut [Claim]) {
    let mut owner: Option<(Role, usize)> = None;
    for claim in claims {
        let reached = owner.filter(|(_, end)| {
            let between = text.get(*end..claim.span.start).unwrap_or("。");
            between.len() <= REACH && !between.contains(['。', '\n', '；', ';'])
        });
        match claim.kind {
            Kind::Person => owner = Some((claim.role, claim.span.end)),
            kind if is_contact(kind) => {
                owner = reached.map(|(role, _)| (role, claim.span.end));
                if let Some((role, _)) = owner.filter(|_| claim.role == Role::Unknown) {
                    claim.role = if role.acts_for_others() { role } else { claim.role };
                }
            }
            _ => owner = reached,
        }
    }
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
    fn numbers_behind_a_name_are_its_owners() {
        let role = |text: &str| {
            let found = Detector::new().detect(text).into_iter().find(|found| found.kind == Kind::Mobile);
            found.unwrap().role
        };
        assert_eq!(role("法定代表人：欧阳明珠，手机13800012001。"), Role::Representative);
        assert_eq!(role("局长孔令岳，办公电话0571-87012345，手机13800012001。"), Role::Official);
        assert_eq!(role("局长孔令岳批示。请王建坪回电13800012001。"), Role::Unknown);
    }
}
