//! What the parts of a mail hold.

use std::ops::Range;

use yinmo_core::text::{Place, Surface};

use super::quoted;
use super::tree::Part;
use super::{utf7, uu};
use crate::note::What;
use crate::package::charset::Named;
use crate::package::embedded::file_name;
use crate::package::opaque::{Likely, read_text};
use crate::package::{Findings, Held, Wrap, base64};
use crate::{Charset, Error, Reason};

/// The type of plain text.
const TEXT: &str = "text/plain";

/// Hands on what a part holds.
///
/// # Errors
/// If there are too many parts, or they are too large.
pub(super) fn read(
    bytes: &[u8],
    part: &Part,
    unnamed: &mut usize,
    found: &mut Findings,
) -> Result<(), Error> {
    let raw = &bytes[part.body.clone()];
    if raw.trim_ascii().is_empty() {
        return Ok(());
    }
    let name = name_of(part, unnamed);
    if part.is_signature() {
        found.reading.note(Place::Named(name.clone()), What::Signature);
    }
    let (decoded, wrap): (Option<Vec<u8>>, Wrap) = match &*part.coding {
        "base64" => {
            let sound = base64::decode(raw);
            if sound.is_none() {
                found.unread(Place::Named(name.clone()), Reason::Malformed, raw);
            }
            (sound.or_else(|| Some(base64::decode_loosely(raw))), base64::encode_like)
        }
        "quoted-printable" => (Some(quoted::decode(raw)), quoted::wrap),
        "" | "7bit" | "8bit" | "binary" if !part.is_text() => (Some(raw.to_vec()), as_it_is),
        "" | "7bit" | "8bit" | "binary" | "x-uuencode" | "uuencode" | "x-uue" | "uue" => {
            let (files, is_broken) = uu::blocks(raw);
            if is_broken || files.is_empty() && part.coding.contains("uu") {
                found.unread(Place::Named(name.clone()), Reason::Malformed, raw);
            }
            return read_plain(bytes, part, (name, files), unnamed, found);
        }
        _ => (None, as_it_is),
    };
    let Some(bytes) = decoded else {
        let place = Place::Named(name);
        found.unread(place.clone(), Reason::Malformed, raw);
        let seen = (&place, Surface::Hidden);
        read_text((0, raw, part.body.start), seen, Likely::Perhaps, &mut found.reading);
        return Ok(());
    };
    hold(part, name, (bytes, part.body.clone(), wrap), found)
}

/// What is not coded, but for files that stand in it line by line.
fn read_plain(
    bytes: &[u8],
    part: &Part,
    (name, files): (String, Vec<uu::Block>),
    unnamed: &mut usize,
    found: &mut Findings,
) -> Result<(), Error> {
    let (body, charset) = (part.body.clone(), part.charset.clone());
    let text = Part { media: TEXT.to_owned(), charset, ..Part::default() };
    let around = if files.is_empty() { part } else { &text };
    let (mut at, mut first) = (body.start, Some(name));
    for uu::Block { name, raw, bytes: file } in files {
        let raw = body.start + raw.start..body.start + raw.end;
        let before = first.take().unwrap_or_else(|| name_of(&text, unnamed));
        hold(around, before, (bytes[at..raw.start].to_vec(), at..raw.start, as_it_is), found)?;
        at = raw.end;
        let named = Part { file_name: Some(name.clone()), ..Part::default() };
        hold(&named, name, (file, raw, uu::wrap), found)?;
    }
    let rest = first.unwrap_or_else(|| name_of(&text, unnamed));
    hold(around, rest, (bytes[at..body.end].to_vec(), at..body.end, as_it_is), found)
}

/// Hands on bytes that are written as the last of the three writes them.
fn hold(
    part: &Part,
    name: String,
    (bytes, raw, wrap): (Vec<u8>, Range<usize>, Wrap),
    found: &mut Findings,
) -> Result<(), Error> {
    if bytes.trim_ascii().is_empty() {
        return Ok(());
    }
    if is_card(part) && has_coded_values(&bytes) {
        found.unread(Place::Named(name.clone()), Reason::Undecodable, &bytes);
    }
    let (file, entry) = (file_of(part), 0);
    let charset = part.charset.as_deref();
    if let Some(text) = charset.filter(|name| utf7::is_named(name)).and_then(|_| utf7::decode(&bytes)) {
        let named = Some(Named::Known(Charset::Utf8));
        let wrap = match &*part.coding {
            "base64" => utf7_in_base64,
            "quoted-printable" => utf7_quoted,
            _ => utf7_as_it_is,
        };
        return found.hold(Held { name, file, bytes: text.into_bytes(), named, raw, wrap, entry });
    }
    let named = charset.map(Named::of);
    found.hold(Held { name, file, bytes, named, raw, wrap, entry })
}

/// Whether a part is a card or a calendar.
fn is_card(part: &Part) -> bool {
    let name = part.file_name.as_deref().unwrap_or_default().to_ascii_lowercase();
    matches!(
        &*part.media,
        "text/vcard" | "text/x-vcard" | "text/directory" | "text/calendar" | "text/x-vcalendar"
    ) || [".vcf", ".vcs", ".ics", ".ifb"].iter().any(|extension| name.trim().ends_with(extension))
}

/// Whether values of a card are written in a way of their own, which nobody reads (vCard 2.1, 2.1.3).
fn has_coded_values(card: &[u8]) -> bool {
    let card = String::from_utf8_lossy(card).to_ascii_uppercase();
    ["QUOTED-PRINTABLE:", "QUOTED-PRINTABLE;", "BASE64:", "BASE64;", "ENCODING=B:", "ENCODING=B;"]
        .iter()
        .any(|coding| card.contains(coding))
}

fn utf7_as_it_is(_old: &[u8], new: &[u8]) -> Vec<u8> {
    utf7::encode(&String::from_utf8_lossy(new))
}

fn utf7_quoted(old: &[u8], new: &[u8]) -> Vec<u8> {
    quoted::wrap(old, &utf7_as_it_is(old, new))
}

fn utf7_in_base64(old: &[u8], new: &[u8]) -> Vec<u8> {
    base64::encode_like(old, &utf7_as_it_is(old, new))
}

fn as_it_is(_old: &[u8], new: &[u8]) -> Vec<u8> {
    new.to_vec()
}

/// What people call the part.
fn name_of(part: &Part, unnamed: &mut usize) -> String {
    if let Some(name) = part.file_name.as_ref().filter(|name| !name.trim().is_empty()) {
        return name.trim().to_owned();
    }
    *unnamed += 1;
    let name = match &*part.media {
        "" | "text/plain" => "正文",
        "text/html" => "正文（网页）",
        "message/rfc822" => "邮件",
        media => media,
    };
    if *unnamed > 1 { format!("{name} {unnamed}") } else { name.to_owned() }
}

/// A file name that tells what the part is.
fn file_of(part: &Part) -> String {
    let extension = part
        .file_name
        .as_deref()
        .and_then(|name| name.trim().rsplit_once('.'))
        .map(|(_, extension)| extension);
    let by_media = file_name(&part.media);
    match extension.map(str::to_ascii_lowercase).as_deref() {
        // Cards and calendars are text.
        Some("ics" | "vcf" | "vcs" | "ifb") => "data.txt".to_owned(),
        Some(extension)
            if !matches!(&*part.media, "message/rfc822" | "text/rfc822-headers" | "text/html")
                && !extension.is_empty() =>
        {
            format!("data.{extension}")
        }
        _ => by_media,
    }
}
