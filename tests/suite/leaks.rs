//! No value leaves, but in the masked file what the policy keeps. Values of every kind are planted in every format
//! and encoding, and everything the program printed or wrote is searched for them.

use yinmo::kind::Group;
use yinmo::operators::Names;
use yinmo::{Pipeline, marked, recognizers};
use yinmo_tests::program::Desk;
use yinmo_tests::synthetic::{Person, person};

/// A value, and the text it was planted in.
struct Planted {
    text: String,
    values: Vec<String>,
    /// Those that the policy masks.
    masked: Vec<String>,
}

/// The passing cases of every recognizer of identifiers, and people with all that a list says about them. Whether a
/// name is found depends on more than the words beside it, so the cases of names are not planted out of context.
fn planted() -> Vec<Planted> {
    let pipeline = Pipeline::default();
    let people = (0..20).map(|nth| {
        let Person { name, resident_id, mobile, bank_card, address, .. } = person(nth);
        format!("户主{name}，身份证号{resident_id}，联系电话{mobile}，卡号{bank_card}，家住{address}。")
    });
    let personal =
        recognizers::ALL.iter().filter(|recognizer| recognizer.kind().group() == Group::Identifier);
    let cases = personal.flat_map(|recognizer| {
        recognizer.cases().lines().filter(|line| line.contains("[[") && !line.starts_with('#'))
    });
    let texts = people.chain(cases.map(|case| marked::parse(case).0));
    let writable = texts.filter(|text| leaves_no_residue(&pipeline, text));
    writable.map(|text| plant(&pipeline, text)).filter(|planted| !planted.values.is_empty()).collect()
}

/// A document with residue is not written at all; here every document is to be.
fn leaves_no_residue(pipeline: &Pipeline, text: &str) -> bool {
    let masked = pipeline.mask(text);
    pipeline.mask(&masked) == masked
}

fn plant(pipeline: &Pipeline, text: String) -> Planted {
    let found = pipeline.find(&text);
    let value = |decided: &yinmo::Decided<'_>| decided.finding.span.of(&text).to_owned();
    let is_masked = |decided: &&yinmo::Decided<'_>| {
        decided.decision.action.replace(&value(decided), decided.finding.kind, &Names::default()).is_some()
    };
    // What is masked already, and a surname alone, is no value.
    let tells =
        |value: &String| !value.contains('*') && value.chars().filter(|c| c.is_alphanumeric()).count() > 2;
    // `残疾` is a word that other texts hold too, and no value.
    let own = |decided: &&yinmo::Decided<'_>| decided.finding.kind.group() != Group::Attribute;
    let values = found.iter().filter(own).map(value).filter(tells).collect();
    let masked = found.iter().filter(own).filter(is_masked).map(value).filter(tells).collect();
    Planted { text, values, masked }
}

/// So much that the words around one text do not count for the next.
const BETWEEN: &str = "以上为一段，以下为另一段，两段互不相干；此处不含任何个人信息，只为使前后文字相隔足够远，一个不影响另一个。";

/// The same texts in every format and encoding.
fn desk(planted: &[Planted]) -> Desk {
    let lines: Vec<String> =
        planted.iter().map(|planted| planted.text.replace(['\n', '\r', '\t', '"', '\\'], " ")).collect();
    let prose: String = lines.iter().map(|line| format!("{line}\n\n{BETWEEN}\n\n")).collect();
    let heading = |separator: char| format!("情况{separator}类别\n");
    let table = |separator: char| {
        heading(separator)
            + &lines.iter().map(|line| format!("\"{line}\"{separator}低保\n")).collect::<String>()
    };
    let quoted: Vec<String> = lines.iter().map(|line| format!("{{\"情况\": \"{line}\"}}")).collect();
    let utf16 = |text: &str| {
        std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect::<Vec<u8>>()
    };
    Desk::default()
        .with("in/a.txt", &prose)
        .with("in/b.md", &prose)
        .with("in/c.csv", table(','))
        .with("in/d.tsv", table('\t'))
        .with("in/e.json", format!("[{}]", quoted.join(",\n")))
        .with("in/f.jsonl", quoted.join("\n"))
        .with("in/g-gb18030.txt", encoding_rs::GB18030.encode(&prose).0)
        .with("in/h-utf16.txt", utf16(&prose))
        .with("in/i-gb18030.csv", encoding_rs::GB18030.encode(&table(',')).0)
        .with("in/330106190102030017.txt", &prose)
        .with("in/j-broken.json", format!("[{},\n{{", quoted.join(",\n")))
        .with(
            "in/k-keys.json",
            format!(
                "{{{}}}",
                lines
                    .iter()
                    .enumerate()
                    .map(|(nth, line)| format!("\"{line}（{nth}）\": {{\"电话\": \"13800012001\"}}"))
                    .collect::<Vec<_>>()
                    .join(",\n")
            ),
        )
}

/// Letters and digits, folded; separators are no protection.
fn digits(text: &str) -> String {
    let folded = text.chars().map(|c| match u32::from(c) {
        full @ 0xFF10..=0xFF19 => char::from_u32(full - 0xFEE0).unwrap_or(c),
        _ => c,
    });
    folded.filter(char::is_ascii_digit).collect()
}

/// Without its fingerprints: five digits of one may be a value's by chance.
fn without_fingerprints(output: &str) -> String {
    const LENGTH: usize = 32;
    let is_hexadecimal = |c: char| c.is_ascii_digit() || ('a'..='f').contains(&c);
    let pieces = output.split_inclusive(|c| !is_hexadecimal(c));
    pieces
        .map(|piece| if piece.trim_end_matches(|c| !is_hexadecimal(c)).len() == LENGTH { "" } else { piece })
        .collect()
}

fn search(place: &str, output: &str, values: &[&String]) {
    let output_digits = digits(output);
    for value in values {
        let holds = output.contains(value.as_str()) && without_fingerprints(output).contains(value.as_str());
        assert!(!holds, "{place} holds a planted value: {value}");
        let digits = digits(value);
        assert!(
            digits.len() < 11 || !output_digits.contains(&digits),
            "{place} holds the digits of a planted value: {value}"
        );
    }
}

#[test]
fn nothing_that_is_printed_or_reported_holds_a_value() {
    let planted = planted();
    assert!(planted.len() > 100, "only {} texts", planted.len());
    let values: Vec<&String> = planted.iter().flat_map(|planted| &planted.values).collect();
    let desk = desk(&planted);
    for arguments in [
        "check in",
        "check in --all",
        "check in --lang en --all",
        "check in --format json",
        "check in --format jsonl",
        "check in --format jsonl --output report.jsonl",
        "check in --all --output report.txt",
        "check in -f sarif -o report.sarif -f junit -o report.xml -f gitlab -o report.json -f html -o report.html -f github",
        "mask in -O out --force -f sarif -o masked.sarif -f junit -o masked.xml -f gitlab -o masked.json -f html -o masked.html -f github",
        "mask in -O out --format jsonl",
        "mask in -O out",
        "mask in -O out --force --profile strict",
        "check in --profile no-such",
        "mask in -O in",
    ] {
        search(arguments, &desk.run(arguments).to_string(), &values);
    }
    let listed = ["sarif", "xml", "json", "html"];
    let listed = listed.iter().flat_map(|form| [format!("report.{form}"), format!("masked.{form}")]);
    for report in ["report.jsonl", "report.txt"].map(str::to_owned).into_iter().chain(listed) {
        let report = report.as_str();
        search(report, &desk.text(report), &values);
    }
    for text in planted.iter().map(|planted| &planted.text).filter(|text| !text.contains([' ', '\n'])) {
        search("explain", &desk.run(&format!("explain {text}")).to_string(), &values);
    }
}

#[test]
fn no_masked_file_holds_a_value_that_is_masked() {
    let planted = planted();
    let desk = desk(&planted);
    desk.run("mask in -O out");
    let written: Vec<String> = desk.files().into_iter().filter(|name| name.starts_with("out/")).collect();
    assert!(written.len() >= 9, "{written:?}");
    let original = String::from_utf8(desk.read("in/a.txt")).unwrap();
    let kept: Vec<&String> = planted
        .iter()
        .flat_map(|planted| planted.values.iter().filter(|value| !planted.masked.contains(value)))
        .collect();
    let masked: Vec<&String> = planted
        .iter()
        .flat_map(|planted| &planted.masked)
        .filter(|value| !kept.iter().any(|kept| kept.contains(value.as_str())))
        .collect();
    assert!(masked.iter().all(|value| digits(value).len() < 7 || digits(&original).contains(&digits(value))));
    for name in written {
        search(&name, &decoded(&name, &desk.read(&name)), &masked);
    }
}

fn decoded(name: &str, bytes: &[u8]) -> String {
    let encoding = match name {
        _ if name.contains("gb18030") => encoding_rs::GB18030,
        _ if name.contains("utf16") => encoding_rs::UTF_16LE,
        _ => encoding_rs::UTF_8,
    };
    encoding.decode(bytes).0.into_owned()
}
