//! The rules: the configuration, what it asks for, and the key.

use anyhow::Error;
use yinmo::Policy;

use super::Check;
use crate::args::PolicyArgs;
use crate::config;
use crate::keys;
use crate::lang::Lang;

/// The policy too, if there is one. A configuration that does not hold is the only thing said of the rules then.
pub fn checks(args: &PolicyArgs, lang: Lang) -> (Vec<Check>, Option<Policy>) {
    let file = match config::read(args, lang) {
        Ok(file) => file,
        Err(error) => return (vec![not_valid(&error, lang)], None),
    };
    let configured = file.as_ref().and_then(|(_, text)| Policy::key_file(text));
    let key = key(args, configured.as_deref(), lang);
    let policy = match config::checked(args, file.as_ref(), lang) {
        Ok(policy) => policy,
        Err(error) => return (vec![not_valid(&error, lang), key], None),
    };
    let place = match &file {
        Some((name, _)) => name.clone(),
        None => lang.pick("没有 yinmo.toml，用内置规则", "no yinmo.toml, a built-in profile").to_owned(),
    };
    let (name, version) = (policy.name(), policy.version());
    let title = lang.pick(&policy.title().zh, &policy.title().en);
    let what = lang.pick(
        format!("配置：{place}；规则：{title} ({name} {version})"),
        format!("configuration: {place}; rules: {title} ({name} {version})"),
    );
    let lacks: Vec<_> = policy.lacks().iter().map(|lack| lang.pick(lack.zh(), lack.id())).collect();
    let configuration = match &*lacks {
        [] => Check::fine("configuration", what),
        lacks => Check::problem(
            "configuration",
            what,
            lang.pick(
                format!("使用这套规则须写明{}", lacks.join("和")),
                format!("these rules ask for {}", lacks.join(" and ")),
            ),
        ),
    };
    (vec![configuration, key], Some(policy))
}

fn not_valid(error: &Error, lang: Lang) -> Check {
    let text = format!("{error:#}");
    let (what, rest) = text.split_once('\n').unwrap_or((&text, ""));
    let rest = rest.trim_start_matches(" --> ").replace('\n', lang.pick("；", "; "));
    let step = match rest.is_empty() {
        true => lang.pick("请改正后再试", "put it right and try again").to_owned(),
        false => rest,
    };
    Check::problem("configuration", lang.pick("配置：", "configuration: ").to_owned() + what, step)
}

/// Where the key is, never what it is.
fn key(args: &PolicyArgs, configured: Option<&str>, lang: Lang) -> Check {
    let Some(source) = keys::source(&args.key, configured) else {
        return Check::fine(
            "key",
            lang.pick("密钥：没有，也不是每套规则都需要", "key: none, and not all rules need one"),
        );
    };
    match keys::find(&args.key, configured, lang) {
        Ok(_) => Check::fine("key", lang.pick(format!("密钥：在 {source} 中"), format!("key: in {source}"))),
        Err(error) => {
            let text = format!("{error:#}");
            let (what, step) = text.split_once('\n').unwrap_or((&text, ""));
            let step = step.trim_start_matches(lang.pick("建议：", "help: "));
            Check::problem("key", lang.pick("密钥：", "key: ").to_owned() + what, step)
        }
    }
}
