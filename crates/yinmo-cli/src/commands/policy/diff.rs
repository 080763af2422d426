//! What two policies do differently.

use yinmo::finding::{Confidence, Role};
use yinmo::kind::Kind;
use yinmo::policy::{ColumnAction, Policy, Subject};

use crate::lang::Lang;

/// A line for each kind, place and role that the two treat otherwise, and for each setting that differs.
pub fn differences(one: &Policy, other: &Policy, lang: Lang) -> Vec<String> {
    let kinds = Kind::ALL.iter().flat_map(|&kind| {
        [false, true].into_iter().flat_map(move |in_table| of_kind(one, other, kind, in_table, lang))
    });
    kinds.chain(settings(one, other, lang)).collect()
}

/// Roles that differ in the same way share a line; where all do, none is named.
fn of_kind(one: &Policy, other: &Policy, kind: Kind, in_table: bool, lang: Lang) -> Vec<String> {
    let mut groups: Vec<((String, String), Vec<Role>)> = Vec::new();
    let roles: Vec<Role> = Role::ALL.into_iter().filter(|role| *role != Role::Allowed).collect();
    for &role in &roles {
        let pair = (rule(one, kind, role, in_table), rule(other, kind, role, in_table));
        match groups.iter_mut().find(|(known, _)| *known == pair) {
            Some((_, members)) => members.push(role),
            None => groups.push((pair, vec![role])),
        }
    }
    let place = if in_table { lang.pick("表格", "tables") } else { lang.pick("正文", "text") };
    let differing = groups.into_iter().filter(|((before, after), _)| before != after);
    differing
        .map(|((before, after), members)| {
            let whose = match members.len() == roles.len() {
                true => String::new(),
                false => {
                    let names: Vec<_> = members.iter().map(|role| lang.pick(role.zh(), role.en())).collect();
                    format!(" [{}]", names.join(lang.pick("、", ", ")))
                }
            };
            format!("{} {place}{whose}: {before} → {after}", lang.pick(kind.zh(), kind.id()))
        })
        .collect()
}

/// The operator with its parameters, as the policy decides.
fn rule(policy: &Policy, kind: Kind, role: Role, in_table: bool) -> String {
    let column = in_table.then_some(ColumnAction::ByKind);
    let subject = Subject { kind, role, confidence: Confidence::HIGH, column };
    policy.decide(&subject).action.rule()
}

fn settings(one: &Policy, other: &Policy, lang: Lang) -> Vec<String> {
    let of = |policy: &Policy| {
        let strip: Vec<_> = yinmo::policy::EXTRAS.into_iter().filter(|extra| policy.strips(extra)).collect();
        [
            (lang.pick("剩余候选数下限", "floor"), policy.floor().to_string()),
            ("k", policy.risk().k.to_string()),
            (lang.pick("处理所需把握", "min-confidence"), policy.min_confidence().0.to_string()),
            (lang.pick("整体删除", "strip"), strip.join(" ")),
        ]
    };
    let pairs = of(one).into_iter().zip(of(other));
    pairs
        .filter(|((_, before), (_, after))| before != after)
        .map(|((name, before), (_, after))| format!("{name}: {before} → {after}"))
        .collect()
}

#[cfg(test)]
mod tests {
    use yinmo::Policy;

    use super::differences;
    use crate::lang::Lang;

    #[test]
    fn only_what_differs_is_said() {
        let general = Policy::builtin("general-publication").unwrap();
        assert!(differences(&general, &general, Lang::Zh).is_empty());
        let own = Policy::from_toml("own.toml", "[kinds]\nplate = \"redact\"").unwrap();
        let lines = differences(&general, &own, Lang::En);
        assert_eq!(lines.len(), 2, "{lines:?}");
        assert!(lines[0].starts_with("plate text: mask = {") && lines[0].ends_with("→ redact"), "{lines:?}");
    }
}
