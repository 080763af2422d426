//! What was not looked at, and by what rule.

use std::collections::BTreeMap;
use std::io::{self, Write};

use crate::lang::Lang;
use crate::scope::Excluded;
use crate::summary::Summary;
use crate::words;

/// Paths named of each pattern; the others are counted.
const EXAMPLES: usize = 3;

/// Writes what was left out; with `all`, each.
pub fn write(out: &mut dyn Write, summary: &Summary<'_>, lang: Lang, all: bool) -> io::Result<()> {
    rules(out, summary, lang)?;
    excluded(out, summary, lang, all)?;
    passed_over(out, summary, lang)
}

/// Whoever reviews a change has to see what it does to the rules.
fn rules(out: &mut dyn Write, summary: &Summary<'_>, lang: Lang) -> io::Result<()> {
    for path in &summary.left_out.rules_changed {
        let path = shown(summary, path);
        let text = words::rules_changed(summary.left_out.is_held, lang);
        writeln!(out, "{path}{}{text}", lang.pick("：", ": "))?;
    }
    Ok(())
}

fn excluded(out: &mut dyn Write, summary: &Summary<'_>, lang: Lang, all: bool) -> io::Result<()> {
    let excluded = &summary.left_out.excluded;
    if excluded.is_empty() {
        return Ok(());
    }
    let count = excluded.len();
    let title = lang
        .pick(format!("按规则排除 {count} 个，未检查"), format!("{count} excluded by rules, not inspected"));
    writeln!(out, "{title}")?;
    let mut by_rule = BTreeMap::<(&str, &str), Vec<&Excluded>>::new();
    for one in excluded {
        by_rule.entry((&one.source, &one.pattern)).or_default().push(one);
    }
    for ((source, pattern), paths) in by_rule {
        let rule = words::visible(&format!("{} {}", summary.shown(source), summary.shown(pattern)));
        let most = if all { paths.len() } else { EXAMPLES };
        let named: Vec<String> = paths.iter().take(most).map(|one| shown(summary, &one.path)).collect();
        let (count, colon) = (paths.len(), lang.pick("：", ": "));
        if all {
            writeln!(out, "  {rule}{colon}{count}")?;
            named.iter().try_for_each(|path| writeln!(out, "    {path}"))?;
            continue;
        }
        let more = match count.saturating_sub(most) {
            0 => String::new(),
            more => lang.pick(format!(" 等，另 {more} 个"), format!(" and {more} more")),
        };
        let named = named.join(lang.pick("、", ", "));
        writeln!(out, "  {rule}{colon}{named}{more}")?;
    }
    Ok(())
}

fn passed_over(out: &mut dyn Write, summary: &Summary<'_>, lang: Lang) -> io::Result<()> {
    for passed in &summary.left_out.passed_over {
        let path = shown(summary, &passed.path);
        writeln!(out, "{path}{}{}", lang.pick("：", ": "), passed.why.what(lang))?;
    }
    Ok(())
}

fn shown(summary: &Summary<'_>, path: &std::path::Path) -> String {
    words::visible(&summary.shown(&path.to_string_lossy()))
}
