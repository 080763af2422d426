/// How much of a document may be held at once. Results never depend on `chunk_bytes`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of text a chunk of a line- or row-shaped document aims at.
    pub chunk_bytes: usize,
    /// The longest table row or JSON line, in bytes of text. A longer one is refused.
    pub longest_row: usize,
    /// The largest document of a format that is read whole, in bytes of text.
    pub json_bytes: usize,
    /// The largest package, such as a workbook or an archive, in bytes of the file.
    pub package_bytes: u64,
    /// The largest file within a package, in bytes without compression.
    pub entry_bytes: u64,
    /// All files within a package together, those in packages within it too, in bytes without compression.
    pub unpacked_bytes: u64,
    /// How many files a package may hold.
    pub entries: usize,
    /// How deep packages may stand in packages.
    pub depth: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            chunk_bytes: 256 << 10,
            longest_row: 64 << 20,
            json_bytes: 256 << 20,
            package_bytes: 512 << 20,
            entry_bytes: 512 << 20,
            unpacked_bytes: 1 << 30,
            entries: 20_000,
            depth: 6,
        }
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
            package_bytes: self.package_bytes.min(MOST as u64),
            entry_bytes: self.entry_bytes.min(MOST as u64),
            ..self
        }
    }
}
