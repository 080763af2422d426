//! What the system says of a file without its being read.

use std::fs::Metadata;
use std::time::{Duration, SystemTime};

/// A file as the system described it at some time.
///
/// ```
/// let seen = yinmo::Seen::of(&std::fs::metadata("Cargo.toml")?);
/// assert_eq!(seen.bytes(), std::fs::read("Cargo.toml")?.len() as u64);
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    bytes: u64,
    pub(crate) stamp: Option<Stamp>,
}

impl Seen {
    /// A file with this metadata.
    pub fn of(metadata: &Metadata) -> Self {
        Self { bytes: metadata.len(), stamp: Stamp::of(metadata) }
    }

    /// Its size in bytes.
    pub const fn bytes(&self) -> u64 {
        self.bytes
    }
}

/// As long as a file's times need to differ after a change, on the coarsest of file systems.
const COARSEST: Duration = Duration::from_secs(2);

/// Device, number, size, and seconds and nanoseconds of when a file and what is noted of it changed last. Programs set the
/// time of a file's last change as they like, but not when that was noted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stamp([u64; 7]);

impl Stamp {
    /// How many bytes it is.
    pub(crate) const LEN: usize = 56;

    /// As it is stored.
    pub(crate) fn to_bytes(self) -> [u8; Self::LEN] {
        let mut bytes = [0; Self::LEN];
        for (bytes, number) in bytes.chunks_exact_mut(8).zip(self.0) {
            bytes.copy_from_slice(&number.to_le_bytes());
        }
        bytes
    }

    /// The stamp that was stored as these `bytes`.
    pub(crate) fn from_bytes(bytes: [u8; Self::LEN]) -> Self {
        let (numbers, _) = bytes.as_chunks();
        Self(std::array::from_fn(|nth| u64::from_le_bytes(numbers[nth])))
    }

    #[cfg(unix)]
    fn of(metadata: &Metadata) -> Option<Self> {
        use std::os::unix::fs::MetadataExt as _;
        Some(Self([
            metadata.dev(),
            metadata.ino(),
            metadata.len(),
            metadata.mtime().cast_unsigned(),
            metadata.mtime_nsec().cast_unsigned(),
            metadata.ctime().cast_unsigned(),
            metadata.ctime_nsec().cast_unsigned(),
        ]))
    }

    /// Elsewhere whoever changes a file can set all of its times back, so files are always read.
    #[cfg(not(unix))]
    fn of(_metadata: &Metadata) -> Option<Self> {
        None
    }

    /// The stamp of a file, if it is one that a later change makes another. What changed just now may change once more
    /// within the same tick of the clock; git calls that racy.
    pub(crate) fn settled(metadata: &Metadata, now: SystemTime) -> Option<Self> {
        Self::of(metadata).filter(|stamp| stamp.is_settled(now))
    }

    fn is_settled(&self, now: SystemTime) -> bool {
        let is_past = |seconds: u64, nanos: u64| {
            let since = Duration::new(u64::try_from(seconds.cast_signed()).ok()?, u32::try_from(nanos).ok()?);
            let age = now.duration_since(SystemTime::UNIX_EPOCH.checked_add(since)?).ok()?;
            Some(age > COARSEST)
        };
        let [_, _, _, mtime, mtime_nanos, ctime, ctime_nanos] = self.0;
        [(mtime, mtime_nanos), (ctime, ctime_nanos)].into_iter().all(|(s, n)| is_past(s, n) == Some(true))
    }
}
