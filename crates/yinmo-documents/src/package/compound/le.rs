//! Numbers, low byte first.

pub(crate) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..)?.first_chunk().map(|&two| u16::from_le_bytes(two))
}

pub(crate) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk().map(|&four| u32::from_le_bytes(four))
}

pub(crate) fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    bytes.get(at..)?.first_chunk().map(|&eight| u64::from_le_bytes(eight))
}

/// A number that is an offset or a size.
pub(crate) fn size_at(bytes: &[u8], at: usize) -> Option<usize> {
    u32_at(bytes, at).map(|number| number as usize)
}

/// UTF-16 as text; what is no character becomes U+FFFD, which takes one unit as well.
pub(crate) fn wide(bytes: &[u8]) -> String {
    let units = bytes.as_chunks::<2>().0.iter().map(|&two| u16::from_le_bytes(two));
    char::decode_utf16(units).map(|c| c.unwrap_or('\u{FFFD}')).collect()
}
