//! IPTC records, and the image resources of Photoshop that carry them.

use super::beside::Beside;

/// Image resources: `8BIM`, number, name, length, data.
pub(super) fn read_resources(mut rest: &[u8], beside: &mut Beside) {
    while let [b'8', b'B', b'I', b'M', high, low, after @ ..] = rest {
        let Some((data, next)) = resource(after) else { break };
        match u16::from_be_bytes([*high, *low]) {
            0x0404 => read(data, beside),
            0x0422 | 0x0423 => {
                super::exif::read(data, beside);
            }
            0x0424 => super::xmp::read(data, beside),
            0x0409 | 0x040C => beside.opaque("缩略图", data),
            _ => beside.strings("其他", data),
        }
        rest = next;
    }
    if !rest.is_empty() {
        beside.text("其他", rest);
    }
}

/// The data of a resource, and what follows.
fn resource(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    // The name has its length before it, and an even length with that.
    let name = (usize::from(*bytes.first()?) + 2) & !1;
    let (len, data) = bytes.get(name..)?.split_first_chunk::<4>()?;
    let len = u32::from_be_bytes(*len) as usize;
    let padded = len.checked_add(len & 1)?;
    Some((data.get(..len)?, data.get(padded.min(data.len())..)?))
}

#[rustfmt::skip]
const LABELS: &[(u8, &str)] = &[
    (5, "标题"), (25, "关键词"), (40, "说明"), (80, "作者"), (85, "职务"), (90, "城市"), (92, "地点"), (95, "省份"),
    (101, "国家"), (105, "标题"), (110, "来源"), (115, "来源"), (116, "版权"), (118, "联系人"), (120, "说明"), (122, "撰稿人"),
];

/// Records: `1C`, record, number, length, data.
pub(super) fn read(bytes: &[u8], beside: &mut Beside) {
    let mut rest = bytes;
    while let [0x1C, record, number, high, low, after @ ..] = rest {
        let len = usize::from(u16::from_be_bytes([*high, *low]));
        let Some((data, next)) = after.split_at_checked(len) else { break };
        let label =
            LABELS.iter().find(|known| *record == 2 && known.0 == *number).map_or("其他", |known| known.1);
        if *record != 1 {
            beside.text(label, data);
        }
        rest = next;
    }
    if rest.iter().any(|&byte| byte != 0) {
        beside.text("其他", rest);
    }
}
