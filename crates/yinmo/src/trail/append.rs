//! Adding a record: under a lock, to a trail that ends as it was left, and on the disk before it returns.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};

use jiff::ZonedDateTime;

use super::chain::{checked_hash, seal};
use super::head::Head;
use super::verify::{Fault, FaultKind};
use super::{Entry, Record, Trail, TrailError};

/// The bytes in which the last record is looked for first; nearly every one is shorter.
const USUAL_TAIL: u64 = 8 << 10;

/// Where a trail ends: the number and hash of its last record, and bytes behind it that are none.
struct Tail {
    head: Head,
    torn_bytes: u64,
}

impl Trail {
    /// Adds a record of `entry` and says where the trail ends now. It is on the disk when this returns. Several processes
    /// may add to one trail at once.
    ///
    /// # Errors
    /// If the file cannot be written, or if its end is not as the last record left it; then nothing is added.
    pub fn append(&self, entry: &Entry) -> Result<Head, TrailError> {
        let io = || TrailError::io(&self.path);
        if let Some(folder) = self.path.parent() {
            std::fs::create_dir_all(folder).map_err(io())?;
        }
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&self.path)
            .map_err(io())?;
        // Let go when the file is closed, however that comes about.
        file.lock().map_err(io())?;
        let tail = self.tail(&mut file)?;
        let record = Record {
            seq: tail.head.seq + 1,
            at: now(),
            tool: concat!("yinmo ", env!("CARGO_PKG_VERSION")).to_owned(),
            who: self.who.clone(),
            entry: entry.clone(),
            torn_bytes: tail.torn_bytes,
            prev: tail.head.hash,
        };
        let object = serde_json::to_string(&record).map_err(io::Error::from).map_err(io())?;
        let (line, hash) = seal(&object, self.algorithm);
        write_line(&mut file, &line, tail.torn_bytes).map_err(io())?;
        let head = Head { seq: record.seq, hash };
        head.write(&self.path).map_err(TrailError::io(&super::head::path(&self.path)))?;
        Ok(head)
    }

    /// The end of the trail, if it is what the file beside it says.
    fn tail(&self, file: &mut File) -> Result<Tail, TrailError> {
        let broken = |seq, kind| TrailError::broken(&self.path, Fault { seq, kind });
        let (line, torn_bytes) = last_line(file).map_err(TrailError::io(&self.path))?;
        let said = Head::read(&self.path).map_err(TrailError::io(&super::head::path(&self.path)))?;
        let head = match line {
            None => Head { seq: 0, hash: String::new() },
            Some(line) => {
                let seq = said.as_ref().map_or(0, |said| said.seq);
                head_of(&line).ok_or_else(|| broken(seq, FaultKind::Changed))?
            }
        };
        match said {
            Some(said) if said.seq > head.seq => Err(broken(head.seq + 1, FaultKind::Missing)),
            Some(said) if said.seq == head.seq && said.hash != head.hash => {
                Err(broken(head.seq, FaultKind::Changed))
            }
            None if head.seq > 1 => Err(broken(head.seq, FaultKind::NoHead)),
            _ => Ok(Tail { head, torn_bytes }),
        }
    }
}

/// Number and hash of the record in a line that is whole.
fn head_of(line: &[u8]) -> Option<Head> {
    let hash = checked_hash(line)?.to_owned();
    let record: Record = serde_json::from_slice(line).ok()?;
    Some(Head { seq: record.seq, hash })
}

/// The last line that was finished, without its end, and how many bytes follow it.
fn last_line(file: &mut File) -> io::Result<(Option<Vec<u8>>, u64)> {
    let length = file.seek(SeekFrom::End(0))?;
    let mut size = USUAL_TAIL;
    loop {
        let start = length.saturating_sub(size);
        let mut bytes = Vec::new();
        file.seek(SeekFrom::Start(start))?;
        file.read_to_end(&mut bytes)?;
        let mut ends = bytes.iter().enumerate().rev().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at);
        match (ends.next(), ends.next()) {
            (Some(end), before) if before.is_some() || start == 0 => {
                let begin = before.map_or(0, |before| before + 1);
                return Ok((Some(bytes[begin..end].to_vec()), (bytes.len() - end - 1) as u64));
            }
            (None, _) if start == 0 => return Ok((None, length)),
            _ => size *= 4,
        }
    }
}

/// What a process that was killed left unfinished is cut off first; it never was a record.
fn write_line(file: &mut File, line: &str, torn_bytes: u64) -> io::Result<()> {
    let end = file.seek(SeekFrom::End(0))? - torn_bytes;
    if torn_bytes > 0 {
        file.set_len(end)?;
        file.seek(SeekFrom::Start(end))?;
    }
    file.write_all(format!("{line}\n").as_bytes())?;
    file.sync_data()
}

/// The time with the local offset, to the second.
fn now() -> String {
    ZonedDateTime::now().strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}
