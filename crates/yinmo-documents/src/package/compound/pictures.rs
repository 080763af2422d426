//! Pictures in Office drawings ([MS-ODRAW] 2.2.23).

use std::ops::Range;

use sha2::{Digest, Sha256};
use yinmo_core::text::Place;

use super::le::{size_at, u16_at};
use crate::package::Reading;
use crate::{FileType, Reason, What};

/// Types of records that hold a picture, their instances, and the bytes before the picture when it has one identifier.
#[rustfmt::skip]
const BLIPS: [(u16, &[u16], usize); 8] = [
    (0xF01A, &[0x3D4, 0x3D5], 50), (0xF01B, &[0x216, 0x217], 50), (0xF01C, &[0x542, 0x543], 50),
    (0xF01D, &[0x46A, 0x46B, 0x6E2, 0x6E3], 17), (0xF01E, &[0x6E0, 0x6E1], 17), (0xF01F, &[0x7A8, 0x7A9], 17),
    (0xF029, &[0x6E4, 0x6E5], 17), (0xF02A, &[0x46A, 0x46B, 0x6E2, 0x6E3], 17),
];

/// Where pictures stand: without what is said of them before.
pub(crate) fn pictures(bytes: &[u8]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while at + 8 <= bytes.len() {
        match picture(bytes, at) {
            Some(range) => {
                at = range.end;
                found.push(range);
            }
            None => at += 1,
        }
    }
    found
}

fn picture(bytes: &[u8], at: usize) -> Option<Range<usize>> {
    // All their types are 0xF0..
    if bytes[at + 3] != 0xF0 {
        return None;
    }
    let (kind, instance) = (u16_at(bytes, at + 2)?, u16_at(bytes, at)? >> 4);
    let &(_, _, head) = BLIPS.iter().find(|blip| blip.0 == kind && blip.1.contains(&instance))?;
    let end = at.checked_add(8)?.checked_add(size_at(bytes, at + 4)?)?;
    // An odd instance has a second identifier.
    let start = at + 8 + head + 16 * usize::from(instance & 1);
    (start <= end && end <= bytes.len()).then_some(start..end)
}

/// Takes note of all pictures, and gives the bytes with zeros in their place.
pub(crate) fn unread(bytes: &[u8], place: &Place, reading: &mut Reading) -> Vec<u8> {
    let mut rest = bytes.to_vec();
    for range in pictures(bytes) {
        let hash = Sha256::digest(&bytes[range.clone()]).into();
        let reason = Reason::UnsupportedType(FileType::Image);
        reading.note(place.clone(), What::Unread { reason, hash, goes_with: None });
        rest[range].fill(0);
    }
    rest
}
