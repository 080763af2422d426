//! SARIF 2.1.0, for code scanning. Results are written as they come; what is known at the end stands behind them.
//! No snippet and no content of any file: the message shows what the preview shows.

use std::io::{self, Write};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};
use yinmo::WaivedBy;
use yinmo::kind::Kind;

use super::entry::{Entry, Level, Region};
use super::listing::{List, Listing};
use super::rules::{RULES, Rule};
use super::{Format, Setting};
use crate::commands::rules::documentation;
use crate::exit::Exit;
use crate::lang::Lang;
use crate::sink::Sink;
use crate::summary::Summary;

/// For code scanning.
pub const FORMAT: Format = Format {
    id: "sarif",
    shows_lines: false,
    open: |setting, out| Box::new(Listing::new(Sarif::new(out, setting), setting)),
};

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// What `partialFingerprints` calls the fingerprint; a new way to make them gets a new name.
const FINGERPRINT: &str = "yinmo/v1";

/// Prints SARIF.
struct Sarif {
    out: Sink,
    lang: Lang,
    begun: bool,
    /// What was not read, which is said of the run too.
    unread: Vec<Value>,
}

impl Sarif {
    const fn new(out: Sink, setting: Setting) -> Self {
        Self { out, lang: setting.lang, begun: false, unread: Vec::new() }
    }

    /// Everything before the first result.
    fn begin(&mut self) -> io::Result<()> {
        if std::mem::replace(&mut self.begun, true) {
            return self.out.write_all(b",\n");
        }
        let language = self.lang.pick("zh-CN", "en-US");
        write!(
            self.out,
            "{{\"$schema\":\"{SCHEMA}\",\"version\":\"2.1.0\",\"runs\":[{{\n\"tool\":{},\n\"language\":\"{language}\",\
             \"columnKind\":\"unicodeCodePoints\",\n\"results\":[\n",
            json!({ "driver": driver(self.lang) })
        )
    }
}

impl List for Sarif {
    fn entry(&mut self, entry: &Entry<'_>) -> io::Result<()> {
        if entry.is_unread {
            self.unread.push(notification(entry, self.lang));
        }
        self.begin()?;
        Ok(serde_json::to_writer(&mut self.out, &result(entry, self.lang))?)
    }

    fn finish(mut self, summary: &Summary<'_>) -> io::Result<()> {
        if !self.begun {
            self.begin()?;
        }
        let unread = std::mem::take(&mut self.unread);
        write!(
            self.out,
            "\n],\n\"invocations\":[{}],\n\"automationDetails\":{}\n}}]}}\n",
            invocation(summary, &unread, self.lang),
            json!({ "id": category(summary) })
        )?;
        self.out.finish()
    }

    fn takes_waived(&self) -> bool {
        true
    }
}

/// The program and all that it may say.
fn driver(lang: Lang) -> Value {
    let kinds = Kind::ALL.iter().map(|kind| kind_rule(*kind, lang));
    let rules: Vec<Value> = kinds.chain(RULES.iter().map(|rule| document_rule(rule, lang))).collect();
    json!({
        "name": "yinmo",
        "fullName": "yinmo 隐墨",
        "version": env!("CARGO_PKG_VERSION"),
        "semanticVersion": env!("CARGO_PKG_VERSION"),
        "shortDescription": { "text": "公开发布前，查找中文文件中的个人信息并脱敏 (finds personal data in Chinese documents)" },
        "language": lang.pick("zh-CN", "en-US"),
        "rules": rules,
    })
}

fn kind_rule(kind: Kind, lang: Lang) -> Value {
    let (id, short) = (kind.id(), format!("{} ({})", kind.zh(), kind.en()));
    let full = documentation::of(kind).map_or_else(|| short.clone(), first_paragraph);
    let help = lang.pick(
        format!(
            "公开前用 yinmo mask 脱敏。如何识别、如何处理，见 yinmo rules {id}；确须公开的，在 yinmo.toml 的 [lists] allow 中写明依据。"
        ),
        format!(
            "Mask it with yinmo mask before publishing. How it is found and what happens to it: yinmo rules {id}. What has to be published stands under [lists] allow in yinmo.toml, with its basis."
        ),
    );
    rule(id, lang.pick(kind.zh(), kind.en()), &short, &full, &help, Level::Error)
}

fn document_rule(of: &Rule, lang: Lang) -> Value {
    let short = format!("{} ({})", of.zh, of.en);
    let full = format!("{}\n{}", of.means_zh, of.means_en);
    rule(of.id, lang.pick(of.zh, of.en), &short, &full, lang.pick(of.means_zh, of.means_en), of.level)
}

fn rule(id: &str, name: &str, short: &str, full: &str, help: &str, level: Level) -> Value {
    json!({
        "id": id,
        "name": name,
        "shortDescription": { "text": short },
        "fullDescription": { "text": full },
        "help": { "text": help },
        "defaultConfiguration": { "level": level.sarif() },
        "properties": { "tags": ["privacy"] },
    })
}

/// What a page about a kind says first. Further down stand examples, and no report holds any, not even made up ones.
fn first_paragraph(page: &str) -> String {
    page.trim().split("\n\n").next().unwrap_or_default().replace('\n', " ")
}

/// Where the rule stands among those of the driver.
fn rule_index(id: &str) -> Option<usize> {
    let kind = Kind::ALL.iter().position(|kind| kind.id() == id);
    kind.or_else(|| Some(Kind::ALL.len() + RULES.iter().position(|rule| rule.id == id)?))
}

fn result(entry: &Entry<'_>, lang: Lang) -> Value {
    let suppressions: Vec<Value> = entry
        .waiver
        .iter()
        .map(|reason| json!({ "kind": suppressed_in(entry), "status": "accepted", "justification": reason }))
        .collect();
    let mut result = json!({
        "ruleId": entry.rule,
        "ruleIndex": rule_index(entry.rule),
        "level": entry.level.sarif(),
        "message": message(&entry.message(lang)),
        "locations": [location(entry)],
        "partialFingerprints": { FINGERPRINT: entry.fingerprint },
        "suppressions": suppressions,
    });
    if let Some(item) = entry.item {
        result["properties"] = json!({
            "action": item.action.id(),
            "confidence": item.confidence.id(),
            "score": item.confidence.0,
            "role": item.role.id(),
        });
    }
    result
}

/// Where it is said that a result does not count: in the document itself, or elsewhere.
fn suppressed_in(entry: &Entry<'_>) -> &'static str {
    let waived = entry.item.and_then(|item| item.waived.as_ref());
    match waived.map(|waived| waived.by) {
        Some(WaivedBy::Inline) => "inSource",
        _ => "external",
    }
}

fn location(entry: &Entry<'_>) -> Value {
    let mut physical = json!({ "artifactLocation": { "uri": uri(entry.path) } });
    if let Some(Region { line, column, end_line, end_column }) = entry.region {
        physical["region"] = json!({
            "startLine": line,
            "startColumn": column,
            "endLine": end_line,
            "endColumn": end_column,
        });
    }
    let mut location = json!({ "physicalLocation": physical });
    if let Some(part) = &entry.part {
        let name = format!("{}#{}", entry.path, part.name);
        location["logicalLocations"] =
            json!([{ "name": part.name, "fullyQualifiedName": name, "kind": part.kind }]);
    }
    location
}

fn notification(entry: &Entry<'_>, lang: Lang) -> Value {
    json!({
        "descriptor": { "id": entry.rule },
        "level": "error",
        "message": message(&entry.message(lang)),
        "locations": [location(entry)],
    })
}

/// How the run went. It went well if all was read, whatever was found.
fn invocation(summary: &Summary<'_>, unread: &[Value], lang: Lang) -> Value {
    let (zh, en) = match summary.exit {
        Exit::Clean => ("没有须处理的发现", "nothing to do was found"),
        Exit::Found => ("有须处理的发现", "something has to be masked or looked at"),
        Exit::Failed => ("出错", "something failed"),
        Exit::Incomplete => ("有没读完的文件", "something was not read"),
        Exit::Interrupted => ("已中断", "interrupted"),
    };
    let is_whole = matches!(summary.exit, Exit::Clean | Exit::Found) && unread.is_empty();
    json!({
        "executionSuccessful": is_whole,
        "exitCode": summary.exit.code(),
        "exitCodeDescription": lang.pick(zh, en),
        "toolExecutionNotifications": unread,
    })
}

/// Runs of one category replace each other in code scanning, so the rules are named: what a run by other rules found
/// stays beside it.
fn category(summary: &Summary<'_>) -> String {
    let audience = summary.policy.audience().map(|audience| format!("/{audience}"));
    format!("yinmo/{}{}/", summary.policy.name(), audience.unwrap_or_default())
}

/// A message is a template with links: braces are doubled, and no name makes a link.
fn message(text: &str) -> Value {
    json!({ "text": text.replace('{', "{{").replace('}', "}}").replace("](", "] (") })
}

/// What an address holds as it is.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// The address of a file: relative where its path is.
fn uri(path: &str) -> String {
    let path = super::relative(path);
    let encoded = utf8_percent_encode(&path, PLAIN).to_string();
    let is_absolute = encoded.starts_with('/') || path.as_bytes().get(1) == Some(&b':');
    match is_absolute {
        true => format!("file:///{}", encoded.trim_start_matches('/')),
        false => encoded,
    }
}

impl Level {
    const fn sarif(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{message, uri};

    #[test]
    fn addresses_hold_paths_as_addresses_do() {
        for (path, expected) in [
            ("名单 1.csv", "%E5%90%8D%E5%8D%95%201.csv"),
            ("./in/a%20b.txt", "in/a%2520b.txt"),
            ("../a:b#c?.txt", "../a%3Ab%23c%3F.txt"),
            ("/srv/a.txt", "file:///srv/a.txt"),
        ] {
            assert_eq!(uri(path), expected);
        }
    }

    #[test]
    fn a_name_in_a_message_is_no_template() {
        assert_eq!(message("{0}[a](b)")["text"], "{{0}}[a] (b)");
    }
}
