//! What the system says of a file without its being read.

use std::fs::Metadata;
use std::time::{Duration, SystemTime};

/// As long as a file's times need to differ after a change, on the coarsest of file systems.
#[cfg(unix)]
const COARSEST: Duration = Duration::from_secs(2);

/// Device, number, size, and when a file and what is noted of it changed last. Programs set the time of a file's last
/// change as they like, but not when that was noted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stamp(pub(super) [u64; 7]);

impl Stamp {
    /// How many numbers it is.
    pub(super) const LEN: usize = 7;

    /// The stamp of a file, if it is one that a later change makes another. What changed just now may change once more
    /// within the same tick of the clock; git calls that racy.
    #[cfg(unix)]
    pub(super) fn settled(metadata: &Metadata, now: SystemTime) -> Option<Self> {
        use std::os::unix::fs::MetadataExt as _;
        let times = [(metadata.mtime(), metadata.mtime_nsec()), (metadata.ctime(), metadata.ctime_nsec())];
        let is_past = |&(seconds, nanos): &(i64, i64)| {
            let since = Duration::new(u64::try_from(seconds).ok()?, u32::try_from(nanos).ok()?);
            let age = now.duration_since(SystemTime::UNIX_EPOCH.checked_add(since)?).ok()?;
            Some(age > COARSEST)
        };
        let [mtime, ctime] = times;
        times.iter().all(|time| is_past(time) == Some(true)).then(|| {
            Self([
                metadata.dev(),
                metadata.ino(),
                metadata.len(),
                mtime.0.cast_unsigned(),
                mtime.1.cast_unsigned(),
                ctime.0.cast_unsigned(),
                ctime.1.cast_unsigned(),
            ])
        })
    }

    /// Elsewhere whoever changes a file can set all of its times back, so files are always read.
    #[cfg(not(unix))]
    pub(super) fn settled(_metadata: &Metadata, _now: SystemTime) -> Option<Self> {
        None
    }
}
