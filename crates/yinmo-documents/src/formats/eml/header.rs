//! Headers of mails and of their parts.

use std::ops::Range;

use yinmo_core::text::{Place, Surface};

use super::tree::is_signature;
use super::{raw_text, words};
use crate::Reason;
use crate::mapped::{Draft, Escape, Pen};
use crate::note::What;
use crate::package::Findings;
use crate::package::fields::longest_number;
use crate::package::glyphs::Glyphs;

/// A header.
pub(super) struct Field {
    /// Empty for a line that is none.
    pub(super) name: Range<usize>,
    /// What stands behind the colon, folded.
    pub(super) value: Range<usize>,
    /// With its line end.
    pub(super) whole: Range<usize>,
}

impl Field {
    pub(super) fn name<'b>(&self, bytes: &'b [u8]) -> &'b str {
        std::str::from_utf8(&bytes[self.name.clone()]).unwrap_or_default()
    }

    /// What it says, encoded words and all.
    pub(super) fn text(&self, bytes: &[u8]) -> String {
        let raw = &bytes[self.value.clone()];
        let mut text = String::new();
        let mut at = 0;
        while at < raw.len() {
            if let Some((said, len)) = words::run(raw, at, raw.len())
                .and_then(|run| Some((words::decode(raw, &run)?, run.last()?.range.end - at)))
            {
                text.push_str(&said);
                at += len;
                continue;
            }
            let len =
                raw[at + 1..].iter().position(|&byte| byte == b'=').map_or(raw.len() - at, |len| len + 1);
            text.push_str(&plain(&raw[at..at + len]));
            at += len;
        }
        text
    }
}

fn plain(raw: &[u8]) -> String {
    let text = match std::str::from_utf8(raw) {
        Ok(text) => text.to_owned(),
        Err(_) => encoding_rs::GB18030.decode_without_bom_handling(raw).0.into_owned(),
    };
    text.replace(['\r', '\n'], "")
}

/// What people call a header.
fn called(name: &str) -> &str {
    match name.to_ascii_lowercase().as_str() {
        "from" | "resent-from" => "发件人",
        "sender" | "resent-sender" | "x-sender" => "发件人",
        "to" | "resent-to" | "delivered-to" | "x-original-to" | "envelope-to" => "收件人",
        "cc" | "resent-cc" => "抄送人",
        "bcc" | "resent-bcc" => "密送人",
        "reply-to" => "回复给",
        "return-path" => "退信地址",
        "disposition-notification-to" | "return-receipt-to" => "回执给",
        "subject" | "thread-topic" => "主题",
        "comments" => "备注",
        "keywords" => "关键词",
        "content-description" => "说明",
        "organization" => "单位",
        _ => name,
    }
}

/// Reads a header.
pub(super) fn read(bytes: &[u8], field: &Field, draft: &mut Draft, found: &mut Findings) {
    let name = field.name(bytes);
    let label = called(name);
    let place =
        Place::Named(if name.is_empty() { "邮件头".to_owned() } else { format!("邮件头 {label}") });
    if is_signature(name) {
        found.reading.note(place.clone(), What::Signature);
    }
    draft.stand(place.clone(), Surface::Metadata);
    if name.bytes().filter(u8::is_ascii_digit).count() >= 7 {
        draft.write(name, 0, field.name.clone(), Pen::Plain(Escape::None));
        draft.end_line();
    }
    if label == name && !speaks(&bytes[field.value.clone()]) {
        return;
    }
    if label != name {
        draft.say(label);
        draft.say("：");
    } else if !name.is_empty() {
        draft.say(name);
        draft.say(": ");
    }
    let start = draft.text().len();
    let blank = bytes[field.value.clone()].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
    if !value(bytes, field.value.start + blank..field.value.end, draft) {
        found.unread(place, Reason::Undecodable, &bytes[field.value.clone()]);
    }
    for range in file_names(&draft.text()[start..]) {
        draft.is_file_name(start + range.start..start + range.end);
    }
    draft.end_line();
    pieces(bytes, field, draft);
}

/// Whether a header that programs write for themselves may say something of somebody.
fn speaks(value: &[u8]) -> bool {
    let is_special = |byte: &u8| !byte.is_ascii() || matches!(byte, b'@' | b'%');
    let text = String::from_utf8_lossy(value);
    value.iter().any(is_special) || text.contains("=?") || longest_number(&text) >= 4
}

/// Adds what a header says. `false` if a part of it cannot be read.
fn value(bytes: &[u8], range: Range<usize>, draft: &mut Draft) -> bool {
    let (mut at, mut is_whole) = (range.start, true);
    while at < range.end {
        if let Some(run) = words::run(bytes, at, range.end) {
            let end = run.last().map_or(at, |word| word.range.end);
            match words::decode(bytes, &run) {
                Some(text) => draft.write(&text, 0, at..end, Pen::Remade(words::remake)),
                None => is_whole = false,
            }
            at = end;
            continue;
        }
        let fold = bytes[at..range.end].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        if fold > 0 {
            let is_folded = bytes[at..at + fold].contains(&b'\n');
            let pen = if is_folded || fold > 1 { Pen::Unit(Escape::None) } else { Pen::Plain(Escape::None) };
            draft.write(" ", 0, at..at + fold, pen);
            at += fold;
            continue;
        }
        // Up to the next line or word that is encoded.
        let rest = &bytes[at..range.end];
        let stops = |nth: &usize| matches!(rest[*nth], b'\r' | b'\n') || rest[*nth..].starts_with(b"=?");
        let len = (1..rest.len()).find(stops).unwrap_or(rest.len());
        coded(bytes, at..at + len, draft);
        at += len;
    }
    is_whole
}

/// Adds raw text, with what is written by percent signs in it.
fn coded(bytes: &[u8], range: Range<usize>, draft: &mut Draft) {
    match std::str::from_utf8(&bytes[range.clone()]) {
        Ok(text) if text.contains('%') => {
            let glyphs = Glyphs::plain(text, 0..text.len(), Escape::None).percent().shifted(range.start);
            glyphs.write(draft, 0, 0..glyphs.len());
        }
        _ => raw_text(bytes, range, draft),
    }
}

/// Adds the values of parameters that stand in pieces (RFC 2231, 3).
fn pieces(bytes: &[u8], field: &Field, draft: &mut Draft) {
    let Ok(text) = std::str::from_utf8(&bytes[field.value.clone()]) else { return };
    let all = parameters(text);
    let mut names: Vec<&str> = all.iter().filter(|one| one.is_piece).map(|one| one.name).collect();
    names.dedup();
    for name in names {
        let mut glyphs = Glyphs::default();
        for one in all.iter().filter(|one| one.is_piece && one.name == name) {
            glyphs.push_plain(text, one.value.clone(), Escape::None);
        }
        let glyphs = glyphs.percent().shifted(field.value.start);
        let is_name = says_name(name);
        draft.say(if is_name { "文件名" } else { name });
        draft.say("：");
        let start = draft.text().len();
        glyphs.write(draft, 0, 0..glyphs.len());
        if is_name {
            draft.is_file_name(start..draft.text().len());
        }
        draft.end_line();
    }
}

/// Where in what a header says the names of files stand that are not in pieces.
fn file_names(said: &str) -> Vec<Range<usize>> {
    let names = parameters(said).into_iter().filter(|one| !one.is_piece && says_name(one.name));
    names.map(|one| one.value).collect()
}

/// `name` and `filename`.
fn says_name(parameter: &str) -> bool {
    parameter.to_ascii_lowercase().ends_with("name")
}

/// A parameter of a header.
struct Parameter<'t> {
    name: &'t str,
    /// Without quotation marks and without the character set before it.
    value: Range<usize>,
    charset: &'t str,
    is_extended: bool,
    /// Whether it is one of several.
    is_piece: bool,
}

/// The parameters of a header, in their order.
fn parameters(text: &str) -> Vec<Parameter<'_>> {
    let mut all = Vec::new();
    let mut at = text.find(';').map_or(text.len(), |at| at + 1);
    while at < text.len() {
        let Some(equals) = text[at..].find('=').map(|len| at + len) else { break };
        let key = text[at..equals].trim();
        let blank = text[equals + 1..].len() - text[equals + 1..].trim_start().len();
        let start = equals + 1 + blank;
        let (mut value, end) = match text[start..].strip_prefix('"') {
            Some(quoted) => {
                let len = quoted.find('"').unwrap_or(quoted.len());
                (start + 1..start + 1 + len, start + 1 + len)
            }
            None => {
                let len = text[start..].find(';').unwrap_or(text.len() - start);
                (start..start + text[start..start + len].trim_end().len(), start + len)
            }
        };
        let is_extended = key.ends_with('*');
        let key = key.trim_end_matches('*');
        let (name, number) = key.split_once('*').unwrap_or((key, ""));
        let mut charset = "";
        if is_extended && matches!(number, "" | "0") {
            let mut marks = text[value.clone()].match_indices('\'').map(|(at, _)| at);
            if let (Some(first), Some(second)) = (marks.next(), marks.next()) {
                charset = &text[value.start..value.start + first];
                value.start += second + 1;
            }
        }
        all.push(Parameter { name, value, charset, is_extended, is_piece: !number.is_empty() });
        at = text[end.min(text.len())..].find(';').map_or(text.len(), |len| end + len + 1);
    }
    all
}

/// The value of a parameter, in one piece, decoded.
pub(super) fn parameter(text: &str, name: &str) -> Option<String> {
    let all = parameters(text);
    let ours = all.iter().filter(|one| one.name.eq_ignore_ascii_case(name));
    let (mut raw, mut charset, mut is_known) = (String::new(), "", false);
    let mut is_extended = false;
    for one in ours {
        // The plain one beside an extended one says the same.
        if is_known && !one.is_piece && !one.is_extended {
            continue;
        }
        if !one.is_piece {
            raw.clear();
        }
        is_known = true;
        is_extended |= one.is_extended;
        charset = if one.charset.is_empty() { charset } else { one.charset };
        raw.push_str(&text[one.value.clone()]);
    }
    if !is_known {
        return None;
    }
    if is_extended || charset == "utf-8" {
        return Some(Glyphs::plain(&raw, 0..raw.len(), Escape::None).percent().text());
    }
    Some(raw)
}

#[cfg(test)]
mod tests {
    use super::parameter;

    #[test]
    fn parameters_are_put_together() {
        let value = |text: &str| parameter(text, "filename").unwrap_or_default();
        assert_eq!(value("attachment; filename=a.txt; size=1"), "a.txt");
        assert_eq!(value("attachment; filename=\"a;b.txt\""), "a;b.txt");
        assert_eq!(value("attachment; filename*=utf-8'zh'%E5%BC%A0.txt"), "张.txt");
        assert_eq!(value("attachment; filename=\"x.txt\"; filename*=UTF-8''%E5%BC%A0.txt"), "张.txt");
        assert_eq!(
            value("attachment; filename*0*=utf-8''%E5%BC;\r\n filename*1*=%A0.t;filename*2=xt"),
            "张.txt"
        );
        assert_eq!(value("attachment"), "");
        assert_eq!(parameter("multipart/mixed; boundary = \"a b\" ; x", "boundary").unwrap(), "a b");
    }
}
