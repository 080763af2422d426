//! What the parts of a mail hold.

use yinmo_core::text::{Place, Surface};

use super::quoted;
use super::tree::Part;
use crate::note::What;
use crate::package::charset::Named;
use crate::package::embedded::file_name;
use crate::package::opaque::{Likely, read_text};
use crate::package::{Findings, Held, Wrap, base64};
use crate::{Error, Reason};

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
        "" | "7bit" | "8bit" | "binary" => (Some(raw.to_vec()), as_it_is),
        _ => (None, as_it_is),
    };
    let Some(bytes) = decoded else {
        let place = Place::Named(name);
        found.unread(place.clone(), Reason::Malformed, raw);
        let seen = (&place, Surface::Hidden);
        read_text((0, raw, part.body.start), seen, Likely::Perhaps, &mut found.reading);
        return Ok(());
    };
    let named = part.charset.as_deref().map(Named::of);
    found.hold(Held { name, file: file_of(part), bytes, named, raw: part.body.clone(), wrap, entry: 0 })
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
            if !matches!(&*part.media, "message/rfc822" | "text/html") && !extension.is_empty() =>
        {
            format!("data.{extension}")
        }
        _ => by_media,
    }
}
