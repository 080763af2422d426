//! Property sets ([MS-OLEPS]): author, company and the like, and properties that people add.

use std::ops::Range;

use encoding_rs::Encoding;
use sha2::{Digest, Sha256};
use yinmo_core::text::{Place, Surface};

use super::le::{size_at, u16_at, u32_at, wide};
use super::scan;
use crate::mapped::{Draft, Edits, EntryId, Pen, Remake, Units};
use crate::package::Reading;
use crate::package::fields::read_as;
use crate::package::office::{NOBODY, names_no_one};
use crate::{Extra, FileType, Reason, What};

/// What a property is called. The third says whether it names people or offices, and goes with the metadata.
type Known = (u32, &'static str, bool);

#[rustfmt::skip]
const SUMMARY: [Known; 10] = [
    (2, "标题", false), (3, "主题", true), (4, "作者", true), (5, "关键词", true), (6, "备注", true), (7, "模板", false),
    (8, "最后修改者", true), (9, "修订号", false), (18, "程序", false), (17, "缩略图", false),
];
#[rustfmt::skip]
const DOCUMENT: [Known; 8] = [
    (2, "类别", true), (3, "演示格式", false), (13, "各部分标题", false), (14, "经理", true), (15, "单位", true), (20, "链接基址", true),
    (26, "内容类型", false), (27, "状态", false),
];
const THUMBNAIL: u32 = 17;
const CODE_PAGE: u32 = 1;

const SUMMARY_ID: [u8; 4] = [0xE0, 0x85, 0x9F, 0xF2];
const DOCUMENT_ID: [u8; 4] = [0x02, 0xD5, 0xCD, 0xD5];
const CUSTOM_ID: [u8; 4] = [0x05, 0xD5, 0xCD, 0xD5];

/// A property set within its stream.
struct Set<'a> {
    bytes: &'a [u8],
    start: usize,
    id: [u8; 4],
    code_page: u16,
    /// Number and start of each property.
    properties: Vec<(u32, usize)>,
}

/// A text within a property.
struct Text {
    range: Range<usize>,
    is_wide: bool,
}

impl<'a> Set<'a> {
    fn all(bytes: &'a [u8]) -> Vec<Self> {
        let count = size_at(bytes, 24).unwrap_or(0).min(4);
        (0..count).filter_map(|nth| Self::of(bytes, 28 + 20 * nth)).collect()
    }

    fn of(bytes: &'a [u8], at: usize) -> Option<Self> {
        let id = *bytes.get(at..)?.first_chunk()?;
        let start = size_at(bytes, at + 16)?;
        let count = size_at(bytes, start.checked_add(4)?)?.min(bytes.len() / 8);
        let property = |nth: usize| {
            let at = start + 8 + nth * 8;
            Some((u32_at(bytes, at)?, start.checked_add(size_at(bytes, at + 4)?)?))
        };
        let properties: Vec<(u32, usize)> = (0..count).map_while(property).collect();
        let page =
            properties.iter().find(|known| known.0 == CODE_PAGE).and_then(|known| u16_at(bytes, known.1 + 4));
        Some(Self { bytes, start, id, code_page: page.unwrap_or(1252), properties })
    }

    fn known(&self, property: u32) -> Option<&'static Known> {
        let list: &[Known] = match self.id {
            SUMMARY_ID => &SUMMARY,
            DOCUMENT_ID => &DOCUMENT,
            _ => &[],
        };
        list.iter().find(|known| known.0 == property)
    }

    /// The texts of a property, those of lists too.
    fn texts(&self, at: usize) -> Vec<Text> {
        let mut texts = Vec::new();
        self.value(at, 0, &mut texts);
        texts
    }

    /// Reads a value with its type before it, and gives where it ends if what follows can be found.
    fn value(&self, at: usize, depth: usize, texts: &mut Vec<Text>) -> Option<usize> {
        let kind = u32_at(self.bytes, at)?;
        self.typed(kind, at + 4, depth, texts)
    }

    fn typed(&self, kind: u32, at: usize, depth: usize, texts: &mut Vec<Text>) -> Option<usize> {
        const VECTOR: u32 = 0x1000;
        const VARIANT: u32 = 12;
        if depth > 4 {
            return None;
        }
        match kind {
            _ if kind & VECTOR != 0 => {
                let count = size_at(self.bytes, at)?.min(self.bytes.len());
                let mut next = at + 4;
                for _ in 0..count {
                    next = self.typed(kind & !VECTOR, next, depth + 1, texts)?;
                }
                Some(next)
            }
            VARIANT => self.value(at, depth + 1, texts),
            2 | 11 | 18 => Some(at + 4),
            3 | 4 | 10 | 19 | 22 | 23 => Some(at + 4),
            5 | 6 | 7 | 20 | 21 | 64 => Some(at + 8),
            30 | 8 | 31 => {
                let is_wide = kind == 31 || self.code_page == 1200;
                let len = size_at(self.bytes, at)?.checked_mul(if kind == 31 { 2 } else { 1 })?;
                let range = at + 4..(at + 4).checked_add(len)?;
                self.bytes.get(range.clone())?;
                let end = range.end;
                texts.push(Text { range, is_wide });
                Some(end.next_multiple_of(4))
            }
            // A list of links: values again, behind its length.
            65 => {
                let end = (at + 4).checked_add(size_at(self.bytes, at)?)?.min(self.bytes.len());
                let count = size_at(self.bytes, at + 4)?.min(self.bytes.len());
                let mut next = at + 8;
                for _ in 0..count {
                    next = self.value(next, depth + 1, texts).filter(|&next| next < end)?;
                }
                Some(end.next_multiple_of(4))
            }
            _ => None,
        }
    }

    /// Names that people gave to properties.
    fn names(&self) -> Vec<(u32, Text)> {
        let Some(&(_, at)) = self.properties.iter().find(|known| known.0 == 0) else { return Vec::new() };
        let count = size_at(self.bytes, at).unwrap_or(0).min(self.properties.len());
        let mut next = at + 4;
        let name = |_| {
            let (number, len) = (u32_at(self.bytes, next)?, size_at(self.bytes, next + 4)?);
            let is_wide = self.code_page == 1200;
            let range = next + 8..(next + 8).checked_add(if is_wide { len.checked_mul(2)? } else { len })?;
            self.bytes.get(range.clone())?;
            next = if is_wide { range.end.next_multiple_of(4) } else { range.end };
            Some((number, Text { range, is_wide }))
        };
        (0..count).map_while(name).collect()
    }

    fn read(&self, text: &Text) -> String {
        let bytes = &self.bytes[text.range.clone()];
        let read = if text.is_wide {
            wide(bytes)
        } else {
            charset(self.code_page).decode_without_bom_handling(bytes).0.into_owned()
        };
        read.split('\0').next().unwrap_or_default().to_owned()
    }

    fn write(&self, draft: &mut Draft, entry: EntryId, text: &Text) {
        let read = self.read(text);
        let pen = match (text.is_wide, self.code_page) {
            (true, _) => {
                let end = text.range.start + read.encode_utf16().count() * 2;
                return draft.write(&read, entry, text.range.start..end, Pen::Fixed(Units::Utf16));
            }
            (_, 65001) => Pen::Remade(utf8 as Remake),
            (_, 936 | 54936) => Pen::Remade(gb18030 as Remake),
            _ => Pen::Remade(ascii as Remake),
        };
        draft.write(&read, entry, text.range.clone(), pen);
    }

    /// Whether the property goes with the metadata.
    fn is_personal(&self, property: u32) -> bool {
        self.id == CUSTOM_ID && property > CODE_PAGE || self.known(property).is_some_and(|known| known.2)
    }
}

fn charset(code_page: u16) -> &'static Encoding {
    match code_page {
        65001 => encoding_rs::UTF_8,
        932 => encoding_rs::SHIFT_JIS,
        936 | 54936 => encoding_rs::GB18030,
        949 => encoding_rs::EUC_KR,
        950 => encoding_rs::BIG5,
        1250 => encoding_rs::WINDOWS_1250,
        1251 => encoding_rs::WINDOWS_1251,
        1253 => encoding_rs::WINDOWS_1253,
        1254 => encoding_rs::WINDOWS_1254,
        10000 => encoding_rs::MACINTOSH,
        _ => encoding_rs::WINDOWS_1252,
    }
}

/// Fills up with zeros, behind which nobody reads on.
fn fitted(old: &[u8], new: impl Iterator<Item = Vec<u8>>) -> Vec<u8> {
    let mut out = Vec::with_capacity(old.len());
    for c in new {
        // One zero at the end.
        if out.len() + c.len() >= old.len() {
            break;
        }
        out.extend(c);
    }
    out.resize(old.len(), 0);
    out
}

fn utf8(old: &[u8], new: &str) -> Vec<u8> {
    fitted(old, new.chars().map(|c| c.to_string().into_bytes()))
}

pub(super) fn gb18030(old: &[u8], new: &str) -> Vec<u8> {
    fitted(old, new.chars().map(|c| encoding_rs::GB18030.encode(c.encode_utf8(&mut [0; 4])).0.into_owned()))
}

fn ascii(old: &[u8], new: &str) -> Vec<u8> {
    fitted(old, new.chars().map(|c| vec![if c.is_ascii() { c as u8 } else { b'*' }]))
}

/// What programs call properties that they add among those of people.
fn translated(name: &str) -> &'static str {
    match name {
        "Company" => "单位",
        "Manager" => "经理",
        "HyperlinkBase" | "_PID_LINKBASE" => "链接基址",
        _ => "自定义属性",
    }
}

/// Reads the properties in a stream.
pub(super) fn read(entry: EntryId, bytes: &[u8], reading: &mut Reading) {
    let mut draft = Draft::default();
    let mut known = vec![0; bytes.len()];
    known.copy_from_slice(bytes);
    for set in Set::all(bytes) {
        let names = set.names();
        for &(property, at) in &set.properties {
            let texts = set.texts(at);
            let label = set.known(property).map(|known| known.1);
            let name = names.iter().find(|name| name.0 == property).map(|name| &name.1);
            let place = label.unwrap_or(if name.is_some() { "自定义属性" } else { "其他" });
            draft.stand(Place::Named(format!("文档属性·{place}")), Surface::Metadata);
            if set.is_personal(property) && texts.iter().any(|text| says(&set.read(text))) {
                reading.note(Place::Named("文档属性".to_owned()), What::Extra(Extra::Metadata));
            }
            for text in &texts {
                draft.end_line();
                let said = set.read(text);
                let said = said.trim_end_matches('\0');
                if label == Some("模板") && names_no_one(said) || set.is_personal(property) && !says(said) {
                    known[text.range.clone()].fill(0);
                    continue;
                }
                match name {
                    Some(name) if scan::speaks(&set.read(name)) => set.write(&mut draft, entry, name),
                    Some(name) => draft.say(translated(&set.read(name))),
                    None => draft.say(read_as(label.unwrap_or("其他"), said)),
                }
                draft.say("：");
                set.write(&mut draft, entry, text);
                known[text.range.clone()].fill(0);
            }
            draft.end_line();
        }
        for (_, name) in names {
            if scan::speaks(&set.read(&name)) {
                set.write(&mut draft, entry, &name);
                draft.end_line();
            }
            known[name.range].fill(0);
        }
        thumbnail(&set, &mut known, reading);
    }
    reading.prose(draft);
    // Whatever stands between.
    let mut rest = Draft::default();
    rest.stand(Place::Named("文档属性".to_owned()), Surface::Metadata);
    scan::scan(&mut rest, entry, &known, 0);
    reading.prose(rest);
}

fn says(text: &str) -> bool {
    let text = text.trim();
    !text.is_empty() && !NOBODY.contains(&text)
}

/// The bytes of the small picture, if there is one.
fn thumbnail_of(set: &Set<'_>) -> Option<Range<usize>> {
    let &(_, at) = set.properties.iter().find(|known| known.0 == THUMBNAIL && set.id == SUMMARY_ID)?;
    let start = at + 8;
    let range = start..start.checked_add(size_at(set.bytes, at + 4)?)?;
    set.bytes.get(range.clone())?.iter().any(|&byte| byte != 0).then_some(range)
}

fn thumbnail(set: &Set<'_>, known: &mut [u8], reading: &mut Reading) {
    let Some(range) = thumbnail_of(set) else { return };
    let place = Place::Named("缩略图".to_owned());
    let hash = Sha256::digest(&set.bytes[range.clone()]).into();
    reading.note(place.clone(), What::Extra(Extra::Thumbnails));
    let reason = Reason::UnsupportedType(FileType::Image);
    reading.note(place, What::Unread { reason, hash, goes_with: Some(Extra::Thumbnails) });
    known[range].fill(0);
}

/// Empties what goes with the metadata, and small pictures.
pub(super) fn strip(entry: EntryId, bytes: &[u8], metadata: bool, thumbnails: bool, edits: &mut Edits) {
    for set in Set::all(bytes) {
        let goes = set.properties.iter().filter(|known| metadata && set.is_personal(known.0));
        for text in goes.flat_map(|known| set.texts(known.1)) {
            if says(&set.read(&text)) {
                edits.push(entry, text.range.clone(), &vec![0; text.range.len()]);
            }
        }
        if let Some(range) = thumbnail_of(&set).filter(|_| thumbnails) {
            edits.push(entry, range.clone(), &vec![0; range.len()]);
        }
        debug_assert!(set.start <= bytes.len());
    }
}
