//! EXIF (JEITA CP-3451): directories of TIFF within another file.

use std::collections::BTreeSet;

use super::beside::Beside;
use super::tiff::{Directory, Entry, Tiff};

/// The block that says nothing but how the picture is turned.
pub(super) fn turned(orientation: u16) -> Vec<u8> {
    let mut block = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
    block.extend_from_slice(&orientation.to_le_bytes());
    block.extend_from_slice(&[0; 6]);
    block
}

/// Reads a block, and gives how the picture is turned: nothing if it stands upright.
pub(super) fn read(block: &[u8], beside: &mut Beside) -> Option<u16> {
    let Some(tiff) = Tiff::of(block) else {
        beside.opaque("EXIF", block);
        return None;
    };
    let mut orientation = None;
    let mut at = tiff.first();
    let mut seen = BTreeSet::new();
    while at != 0 && seen.insert(at) {
        let Some(directory) = tiff.directory(at) else {
            beside.opaque("EXIF", block);
            break;
        };
        // The second directory is that of a small picture.
        if seen.len() == 1 {
            orientation = directory.number(0x112).map(|turn| turn as u16);
        }
        say(&tiff, &directory, beside, &mut seen);
        at = directory.next;
    }
    orientation.filter(|turn| (2..=8).contains(turn))
}

/// Reads a directory, and those within it.
pub(super) fn say(
    tiff: &Tiff<'_>,
    directory: &Directory<'_>,
    beside: &mut Beside,
    seen: &mut BTreeSet<usize>,
) {
    for entry in &directory.entries {
        match entry.tag {
            0x8769 | 0xA005 | 0x14A => within(tiff, entry, beside, seen, say),
            0x8825 => within(tiff, entry, beside, seen, say_position),
            _ => say_entry(entry, beside),
        }
    }
    if let (Some(at), Some(len)) = (directory.number(0x201), directory.number(0x202)) {
        let small = tiff.bytes.get(at..at.saturating_add(len)).unwrap_or_default();
        beside.opaque("缩略图", small);
    }
}

type Say = fn(&Tiff<'_>, &Directory<'_>, &mut Beside, &mut BTreeSet<usize>);

fn within(tiff: &Tiff<'_>, entry: &Entry<'_>, beside: &mut Beside, seen: &mut BTreeSet<usize>, say: Say) {
    for at in entry.numbers() {
        if !seen.insert(at) {
            continue;
        }
        match tiff.directory(at) {
            Some(directory) => say(tiff, &directory, beside, seen),
            None => beside.opaque("EXIF", entry.value),
        }
    }
}

#[rustfmt::skip]
const LABELS: &[(u16, &str)] = &[
    (0x10D, "文件名"), (0x10E, "说明"), (0x10F, "设备厂商"), (0x110, "设备型号"), (0x11D, "页名"), (0x131, "软件"),
    (0x132, "时间"), (0x13B, "作者"), (0x13C, "计算机"), (0x8298, "版权"), (0x9003, "拍摄时间"), (0x9004, "数字化时间"),
    (0x9286, "备注"), (0x9C9B, "标题"), (0x9C9C, "备注"), (0x9C9D, "作者"), (0x9C9E, "关键词"), (0x9C9F, "主题"),
    (0xA430, "所有者"), (0xA431, "机身号"), (0xA433, "镜头厂商"), (0xA434, "镜头"), (0xA435, "镜头号"), (0x927C, "厂商数据"),
];

const ASCII: u16 = 2;

fn say_entry(entry: &Entry<'_>, beside: &mut Beside) {
    let label = LABELS.iter().find(|known| known.0 == entry.tag).map_or("其他", |known| known.1);
    match entry.tag {
        0x9C9B..=0x9C9F => beside.wide(label, entry.value, false),
        0x9286 => comment(label, entry, beside),
        0x2BC => super::xmp::read(entry.value, beside),
        0x83BB => super::iptc::read(entry.value, beside),
        0x8649 => super::iptc::read_resources(entry.value, beside),
        0x8773 => beside.strings("色彩描述", entry.value),
        _ if entry.kind == ASCII => {
            entry.value.split(|&byte| byte == 0).for_each(|text| beside.text(label, text));
        }
        // Shorter ones are versions and switches.
        _ if entry.is_bytes() && entry.value.len() > 8 => beside.text(label, entry.value),
        _ => {}
    }
}

/// The first eight bytes name the way in which a comment is written.
fn comment(label: &'static str, entry: &Entry<'_>, beside: &mut Beside) {
    let (charset, text) = entry.value.split_at(entry.value.len().min(8));
    if charset.starts_with(b"UNICODE") {
        let digits = |high: usize| text.iter().skip(high).step_by(2).filter(|&&byte| byte == 0).count();
        // Which byte comes first is not said: letters and digits tell, and else the order of the rest of the block.
        let big_endian = match digits(0).cmp(&digits(1)) {
            std::cmp::Ordering::Greater => true,
            std::cmp::Ordering::Less => false,
            std::cmp::Ordering::Equal => entry.big_endian,
        };
        beside.wide(label, text, big_endian);
    } else {
        beside.text(label, text);
    }
}

fn say_position(_: &Tiff<'_>, directory: &Directory<'_>, beside: &mut Beside, _: &mut BTreeSet<usize>) {
    let degrees = |tag: u16| {
        let parts = directory.get(tag)?.rationals();
        let [degrees, rest @ ..] = &parts[..] else { return None };
        let minutes = rest.first().copied().unwrap_or(0.0);
        Some(degrees + minutes / 60.0 + rest.get(1).copied().unwrap_or(0.0) / 3600.0)
    };
    let is = |tag: u16, what: u8| directory.get(tag).is_some_and(|entry| entry.value.first() == Some(&what));
    if let (Some(latitude), Some(longitude)) = (degrees(2), degrees(4)) {
        let (north, east) =
            (if is(1, b'S') { "南纬" } else { "北纬" }, if is(3, b'W') { "西经" } else { "东经" });
        beside.say("拍摄位置", &format!("{north}{latitude:.6}°，{east}{longitude:.6}°"));
    }
    for entry in directory.entries.iter().filter(|entry| !matches!(entry.tag, 0..=4)) {
        say_entry(entry, beside);
    }
}
