//! JUnit's XML: a suite for each pair, a case for each thing that is wrong. What could not be compared is an error.

use std::collections::HashMap;
use std::io::{self, Write};

use yinmo::{Difference, Verification};

use super::Outcome;
use crate::lang::Lang;
use crate::print::escaped;
use crate::words;

/// Cases listed of a pair; the others are counted in one more.
const MOST: usize = 1_000;

/// Something that is wrong: its name, `failure` or `error`, and what is the matter.
struct Case {
    name: String,
    element: &'static str,
    kind: &'static str,
    text: String,
}

/// For the test reports of CI servers.
pub fn junit(out: &mut dyn Write, outcomes: &[Outcome], lang: Lang) -> io::Result<()> {
    out.write_all(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"yinmo verify\">\n")?;
    outcomes.iter().try_for_each(|outcome| suite(out, outcome, lang))?;
    out.write_all(b"</testsuites>\n")
}

fn suite(out: &mut dyn Write, outcome: &Outcome, lang: Lang) -> io::Result<()> {
    let (name, cases) = (escaped(outcome.name()), cases(outcome, lang));
    let of = |element: &str| cases.iter().filter(|case| case.element == element).count();
    let (tests, failures, errors) = (cases.len().max(1), of("failure"), of("error"));
    writeln!(
        out,
        "<testsuite name=\"{name}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"{errors}\" skipped=\"0\" time=\"0\">"
    )?;
    let case =
        |case: &str| format!("<testcase classname=\"{name}\" name=\"{case}\" file=\"{name}\" time=\"0\"");
    if cases.is_empty() {
        writeln!(out, "{}/>", case(lang.pick("相符", "fine")))?;
    }
    for Case { name, element, kind, text } in &cases {
        let text = escaped(text);
        writeln!(
            out,
            "{}><{element} type=\"{kind}\" message=\"{text}\">{text}</{element}></testcase>",
            case(&escaped(name))
        )?;
    }
    writeln!(out, "</testsuite>")
}

fn cases(outcome: &Outcome, lang: Lang) -> Vec<Case> {
    let whole = |element, kind, text: String| {
        vec![Case { name: lang.pick("比对", "comparison").to_owned(), element, kind, text }]
    };
    match outcome {
        Outcome::Missing(_) => {
            whole("failure", "missing", lang.pick("没有对应的脱敏件", "nothing was made of it").to_owned())
        }
        Outcome::Extra(_) => {
            whole("failure", "extra", lang.pick("没有对应的原件", "there is no original of it").to_owned())
        }
        Outcome::Failed(_, why) => whole("error", "failed", why.clone()),
        Outcome::Compared(verification) => match verification.incomparable {
            Some(why) => {
                let why = lang.pick(why.zh(), why.en());
                whole(
                    "error",
                    "not-comparable",
                    lang.pick(format!("无法比对。{why}"), format!("cannot be compared; {why}")),
                )
            }
            None if verification.is_fine() => Vec::new(),
            None => faults(verification, lang),
        },
    }
}

fn faults(verification: &Verification, lang: Lang) -> Vec<Case> {
    let mut names: HashMap<String, usize> = HashMap::new();
    let wrong: Vec<&Difference> =
        verification.differences.iter().filter(|difference| difference.class.is_fault()).collect();
    let mut cases: Vec<Case> = wrong
        .iter()
        .take(MOST)
        .map(|difference| {
            let class = lang.pick(difference.class.zh(), difference.class.en());
            let kind =
                difference.kind.map(|kind| format!(" {}", words::kind(kind, lang))).unwrap_or_default();
            let name = format!("{}{kind}", difference.place);
            let nth = names.entry(name.clone()).or_default();
            *nth += 1;
            let name = if *nth > 1 { format!("{name} ({nth})") } else { name };
            let text = format!("{class}{kind}");
            Case { name, element: "failure", kind: difference.class.id(), text }
        })
        .collect();
    let more = wrong.len().saturating_sub(MOST);
    if more > 0 || cases.is_empty() {
        let text = match more {
            0 => lang.pick("不相符，见 --format json", "not fine; see --format json").to_owned(),
            more => lang
                .pick(format!("另有 {more} 处，见 --format json"), format!("{more} more; see --format json")),
        };
        cases.push(Case { name: text.clone(), element: "failure", kind: "more", text });
    }
    cases
}
