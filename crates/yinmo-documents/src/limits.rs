/// How much of a document may be held at once. Results never depend on `chunk_bytes`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of text a chunk of a line- or row-shaped document aims at.
    pub chunk_bytes: usize,
    /// The longest table row or JSON line, in bytes of text. A longer one is refused.
    pub longest_row: usize,
    /// The largest document of a format that is read whole, in bytes of text.
    pub json_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { chunk_bytes: 256 << 10, longest_row: 64 << 20, json_bytes: 256 << 20 }
    }
}

/// Offsets in a chunk are kept in 32 bits; half of that leaves room for growth by decoding.
const MOST: usize = (u32::MAX / 4) as usize;

impl Limits {
    /// The same limits, forced into the range the readers can work with.
    pub(crate) fn usable(self) -> Self {
        Self {
            chunk_bytes: self.chunk_bytes.clamp(1, MOST),
            longest_row: self.longest_row.clamp(1, MOST),
            json_bytes: self.json_bytes.clamp(1, MOST),
        }
    }
}
