//! Whether a trail is as it was written.

use std::fs::File;
use std::path::Path;

use super::chain::checked_hash;
use super::head::Head;
use super::read::lines;
use super::{Record, TrailError};

/// What verifying a trail came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// How many records are as they were written, from the first on.
    pub records: u64,
    /// Where the trail ends, if all of it is as it was written; `None` for an empty one.
    pub head: Option<Head>,
    /// The first record that is not as it was written.
    pub fault: Option<Fault>,
}

/// The first record that is not as it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Its number, from 1: the line it should stand in.
    pub seq: u64,
    /// What is wrong with it.
    pub kind: FaultKind,
}

/// What is wrong with a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// Its bytes are not what its hash says, or it is no record.
    Changed,
    /// Another record stands in its place.
    OutOfPlace,
    /// It follows another record than the one before it.
    Unlinked,
    /// The trail ends before it.
    Missing,
    /// It was never finished.
    Torn,
    /// The file that says where the trail ends is gone, so records may be missing after this one.
    NoHead,
}

impl FaultKind {
    /// The permanent id: `changed`, `out-of-place`, …
    pub const fn id(self) -> &'static str {
        match self {
            Self::Changed => "changed",
            Self::OutOfPlace => "out-of-place",
            Self::Unlinked => "unlinked",
            Self::Missing => "missing",
            Self::Torn => "torn",
            Self::NoHead => "no-head",
        }
    }
}

impl Fault {
    /// For users, in Chinese.
    pub fn zh(self) -> String {
        let Self { seq, kind } = self;
        match kind {
            FaultKind::Changed => format!("第 {seq} 条被改动"),
            FaultKind::OutOfPlace => format!("第 {seq} 条缺失或被调换：此处是另一条记录"),
            FaultKind::Unlinked => format!("第 {seq} 条与前一条不相衔接"),
            FaultKind::Missing => format!("第 {seq} 条起缺失：末尾被截去"),
            FaultKind::Torn => format!("第 {seq} 条没有写完（写入时中断）"),
            FaultKind::NoHead => {
                format!("缺少 .head 文件，第 {seq} 条之后是否被截去无法确认")
            }
        }
    }

    /// For users, in English.
    pub fn en(self) -> String {
        let Self { seq, kind } = self;
        match kind {
            FaultKind::Changed => format!("record {seq} was changed"),
            FaultKind::OutOfPlace => {
                format!("record {seq} is missing or was swapped: another stands in its place")
            }
            FaultKind::Unlinked => format!("record {seq} does not follow the one before it"),
            FaultKind::Missing => format!("record {seq} and what follows it is missing: the end was cut off"),
            FaultKind::Torn => format!("record {seq} was never finished"),
            FaultKind::NoHead => {
                format!("the .head file is gone: records may be missing after record {seq}")
            }
        }
    }
}

/// Reads a trail and says whether it is as it was written, and if not, which record is the first that is not.
///
/// `noted` is where the trail ended at some time, as written down elsewhere: that record has to be there still.
///
/// # Errors
/// If the file cannot be read.
pub fn verify(path: &Path, noted: Option<&Head>) -> Result<Verified, TrailError> {
    let file = File::open(path).map_err(TrailError::io(path))?;
    // Waits for a record that is being written.
    file.lock_shared().map_err(TrailError::io(path))?;
    let said = Head::read(path);
    let mut walk = Walk { end: Head { seq: 0, hash: String::new() }, marks: Vec::new() };
    walk.marks.extend(said.as_ref().ok().into_iter().flatten().chain(noted));
    for line in lines(&file) {
        let (seq, line, ended) = line.map_err(TrailError::io(path))?;
        if let Err(kind) = walk.step(seq, &line, ended) {
            return Ok(Verified { records: seq - 1, head: None, fault: Some(Fault { seq, kind }) });
        }
    }
    let fault = walk.fault_at_end().or_else(|| {
        let unknown = !matches!(said, Ok(Some(_))) && walk.end.seq > 0;
        unknown.then_some(Fault { seq: walk.end.seq, kind: FaultKind::NoHead })
    });
    let records = walk.end.seq;
    Ok(Verified { records, head: Some(walk.end).filter(|_| fault.is_none() && records > 0), fault })
}

struct Walk<'h> {
    end: Head,
    /// Records that are known to have been there.
    marks: Vec<&'h Head>,
}

impl Walk<'_> {
    fn step(&mut self, seq: u64, line: &[u8], ended: bool) -> Result<(), FaultKind> {
        if !ended {
            return Err(FaultKind::Torn);
        }
        let hash = checked_hash(line).ok_or(FaultKind::Changed)?;
        let record: Record = serde_json::from_slice(line).map_err(|_| FaultKind::Changed)?;
        if record.seq != seq {
            return Err(FaultKind::OutOfPlace);
        }
        if record.prev != self.end.hash {
            return Err(FaultKind::Unlinked);
        }
        if self.marks.iter().any(|mark| mark.seq == seq && mark.hash != hash) {
            return Err(FaultKind::Changed);
        }
        self.end = Head { seq, hash: hash.to_owned() };
        Ok(())
    }

    /// The records that are known to have been there and are not.
    fn fault_at_end(&self) -> Option<Fault> {
        let missing = self.marks.iter().any(|mark| mark.seq > self.end.seq);
        missing.then_some(Fault { seq: self.end.seq + 1, kind: FaultKind::Missing })
    }
}
