//! JUnit's XML, as Jenkins, GitLab and Gitee read it: a suite for each document, a case for each thing that is wrong.
//! What was not read is an error; nothing is ever skipped.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::io::{self, Write};

use super::entry::{Entry, Level};
use super::listing::{List, Listing};
use super::{Format, Setting, escaped, relative};
use crate::lang::Lang;
use crate::sink::Sink;
use crate::summary::{Document, Summary};

/// For the test reports of CI servers.
pub const FORMAT: Format = Format {
    id: "junit",
    shows_lines: false,
    open: |setting, out| Box::new(Listing::new(Junit::new(out, setting), setting)),
};

/// Cases listed of a document; the others are counted in one more. GitLab reads no file of more than 30 MB.
const MOST: u64 = 1_000;

/// Prints JUnit's XML.
struct Junit {
    out: Sink,
    lang: Lang,
    begun: bool,
    suite: Suite,
}

/// What is wrong with the document at hand.
#[derive(Default)]
struct Suite {
    cases: String,
    failures: u64,
    errors: u64,
    /// Those that are not listed.
    more: u64,
    /// GitLab takes cases of one name for one case.
    names: HashMap<String, u64>,
}

impl Junit {
    fn new(out: Sink, setting: Setting) -> Self {
        Self { out, lang: setting.lang, begun: false, suite: Suite::default() }
    }

    fn begin(&mut self) -> io::Result<()> {
        if std::mem::replace(&mut self.begun, true) {
            return Ok(());
        }
        self.out.write_all(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"yinmo\">\n")
    }
}

impl List for Junit {
    fn entry(&mut self, entry: &Entry<'_>) -> io::Result<()> {
        if entry.level > Level::Note {
            self.suite.add(entry, self.lang);
        }
        Ok(())
    }

    fn ended(&mut self, name: &str, _document: Option<&Document>) -> io::Result<()> {
        self.begin()?;
        let suite = std::mem::take(&mut self.suite);
        suite.write(name, self.lang, &mut self.out)
    }

    fn finish(mut self, _summary: &Summary<'_>) -> io::Result<()> {
        self.begin()?;
        self.out.write_all(b"</testsuites>\n")?;
        self.out.finish()
    }
}

impl Suite {
    fn add(&mut self, entry: &Entry<'_>, lang: Lang) {
        if self.failures + self.errors >= MOST && !entry.is_unread {
            self.more += 1;
            return;
        }
        let element = if entry.is_unread { "error" } else { "failure" };
        *(if entry.is_unread { &mut self.errors } else { &mut self.failures }) += 1;
        let name = self.name(entry, lang);
        let line = entry.region.map(|region| format!(" line=\"{}\"", region.line)).unwrap_or_default();
        let (path, message) = (escaped(&relative(entry.path)), escaped(&entry.message(lang)));
        let _ = writeln!(
            self.cases,
            "<testcase classname=\"{path}\" name=\"{}\" file=\"{path}\"{line} time=\"0\">\
             <{element} type=\"{}\" message=\"{message}\">{}</{element}></testcase>",
            escaped(&name),
            entry.rule,
            escaped(&body(entry, lang)),
        );
    }

    /// What and where; a number tells cases apart that would be called the same.
    fn name(&mut self, entry: &Entry<'_>, lang: Lang) -> String {
        let name = match entry.stands(lang) {
            Some(stands) => format!("{} {stands}", entry.name),
            None => entry.name.to_owned(),
        };
        let nth = self.names.entry(name.clone()).or_default();
        *nth += 1;
        if *nth > 1 { format!("{name} ({nth})") } else { name }
    }

    fn write(mut self, name: &str, lang: Lang, out: &mut Sink) -> io::Result<()> {
        let path = escaped(&relative(name));
        if self.more > 0 {
            self.failures += 1;
            let more = self.more;
            let text = lang.pick(format!("另有 {more} 处未逐一列出"), format!("{more} more are not listed"));
            let _ = writeln!(
                self.cases,
                "<testcase classname=\"{path}\" name=\"{text}\" file=\"{path}\" time=\"0\">\
                 <failure type=\"more\" message=\"{text}\">{text}</failure></testcase>"
            );
        }
        let wrong = self.failures + self.errors;
        if wrong == 0 {
            let name = lang.pick("没有须处理的内容", "nothing to do");
            let _ = writeln!(
                self.cases,
                "<testcase classname=\"{path}\" name=\"{name}\" file=\"{path}\" time=\"0\"/>"
            );
        }
        let (tests, failures, errors) = (wrong.max(1), self.failures, self.errors);
        write!(
            out,
            "<testsuite name=\"{path}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"{errors}\" skipped=\"0\" \
             time=\"0\">\n{}</testsuite>\n",
            self.cases
        )
    }
}

/// Place and matter, for readers that show nothing else.
fn body(entry: &Entry<'_>, lang: Lang) -> String {
    let place = entry.stands(lang).filter(|_| entry.item.is_some());
    let place = place.map(|stands| format!(" {stands}")).unwrap_or_default();
    format!("{}{place}{}{}", relative(entry.path), lang.pick("：", ": "), entry.message(lang))
}
