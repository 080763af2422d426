use std::collections::HashSet;
use std::ops::Range;

use super::le::{size_at, u16_at, u32_at, u64_at, wide};
use super::{Compound, Entry};
use crate::{Error, Scope};

const SIGNATURE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
const HEADER: usize = 512;
/// Above these, numbers of sectors mean something else: free, end of chain, tables of sectors.
const LAST_SECTOR: u32 = 0xFFFF_FFFA;
const ENTRY: usize = 128;
const MINI: usize = 64;

const STORAGE: u8 = 1;
const STREAM: u8 = 2;
const ROOT: u8 = 5;

pub(super) fn read(bytes: &[u8], scope: &Scope) -> Result<Compound, Error> {
    let file = File::open(bytes)?;
    let mut owned = Vec::new();
    owned.push(0..file.sector.max(HEADER));
    owned.extend(file.tables.iter().map(|&sector| file.range(sector)));
    let directory = file.chain(u32_at(bytes, 0x30).unwrap_or(u32::MAX), None)?;
    let short = file.chain(u32_at(bytes, 0x3C).unwrap_or(u32::MAX), None)?;
    owned.extend(directory.iter().chain(&short).cloned());
    let mut reader = Reader {
        short_fat: file.joined(&short),
        directory: file.joined(&directory),
        mini: Vec::new(),
        entries: Vec::new(),
        seen: HashSet::new(),
        owned,
        owned_mini: Vec::new(),
        file,
        scope,
    };
    reader.root()?;
    let slack = reader.slack();
    let large_sectors = reader.file.sector == 4096;
    Ok(Compound { entries: reader.entries, slack, large_sectors })
}

fn broken(at: usize) -> Error {
    Error::malformed(at as u64, "a compound file")
}

/// Sectors, and which follows which.
struct File<'a> {
    bytes: &'a [u8],
    /// Bytes of a sector.
    sector: usize,
    fat: Vec<u32>,
    /// The sectors that say which follows which.
    tables: Vec<u32>,
}

impl<'a> File<'a> {
    fn open(bytes: &'a [u8]) -> Result<Self, Error> {
        if !bytes.starts_with(SIGNATURE) || bytes.len() < HEADER {
            return Err(broken(0));
        }
        let sector = match u16_at(bytes, 0x1E) {
            Some(9) => 512,
            Some(12) => 4096,
            _ => return Err(broken(0x1E)),
        };
        let mut file = Self { bytes, sector, fat: Vec::new(), tables: Vec::new() };
        file.read_tables()?;
        Ok(file)
    }

    fn read_tables(&mut self) -> Result<(), Error> {
        let count = self.bytes.len() / self.sector + 1;
        let mut tables: Vec<u32> = (0..109).filter_map(|nth| u32_at(self.bytes, 0x4C + 4 * nth)).collect();
        let mut lists = Vec::new();
        let mut next = u32_at(self.bytes, 0x44).unwrap_or(u32::MAX);
        while next < LAST_SECTOR {
            if lists.len() > count {
                return Err(broken(0x44));
            }
            lists.push(next);
            let list = self.bytes.get(self.range(next)).ok_or_else(|| broken(0x44))?;
            let (own, link) = list.split_at(self.sector - 4);
            tables.extend(own.chunks_exact(4).filter_map(|number| u32_at(number, 0)));
            next = u32_at(link, 0).unwrap_or(u32::MAX);
        }
        tables.retain(|&sector| sector < LAST_SECTOR);
        if tables.len() > count {
            return Err(broken(0x2C));
        }
        for &table in &tables {
            let range = self.range(table);
            let table =
                self.bytes.get(range.start..range.end.min(self.bytes.len())).ok_or_else(|| broken(0x4C))?;
            self.fat.extend(table.chunks_exact(4).filter_map(|number| u32_at(number, 0)));
        }
        self.tables = tables;
        self.tables.extend(lists);
        Ok(())
    }

    fn range(&self, sector: u32) -> Range<usize> {
        let start = (sector as usize + 1) * self.sector;
        start..start + self.sector
    }

    /// The sectors that follow each other from `first` on: as many as `len` bytes take, or all.
    fn chain(&self, first: u32, len: Option<usize>) -> Result<Vec<Range<usize>>, Error> {
        let wanted = len.map_or(usize::MAX, |len| len.div_ceil(self.sector));
        let most = self.bytes.len() / self.sector + 1;
        let mut chain = Vec::new();
        let mut sector = first;
        while chain.len() < wanted && sector < LAST_SECTOR {
            let range = self.range(sector);
            if range.start >= self.bytes.len() || chain.len() > most {
                return Err(broken(range.start));
            }
            chain.push(range.start..range.end.min(self.bytes.len()));
            sector = self.fat.get(sector as usize).copied().ok_or_else(|| broken(range.start))?;
        }
        Ok(chain)
    }

    fn joined(&self, chain: &[Range<usize>]) -> Vec<u8> {
        chain.iter().flat_map(|range| &self.bytes[range.clone()]).copied().collect()
    }
}

struct Reader<'a, 's> {
    file: File<'a>,
    directory: Vec<u8>,
    short_fat: Vec<u8>,
    /// The stream that short streams stand in.
    mini: Vec<u8>,
    entries: Vec<Entry>,
    seen: HashSet<u32>,
    owned: Vec<Range<usize>>,
    /// The same in the stream of short streams.
    owned_mini: Vec<Range<usize>>,
    scope: &'s Scope,
}

impl Reader<'_, '_> {
    fn record(&self, id: u32) -> Option<&[u8]> {
        let start = (id as usize).checked_mul(ENTRY)?;
        self.directory.get(start..start + ENTRY)
    }

    fn root(&mut self) -> Result<(), Error> {
        let root = self.record(0).filter(|root| root[0x42] == ROOT).ok_or_else(|| broken(0x30))?.to_vec();
        let len = size_at(&root, 0x78).unwrap_or(0);
        let chain = self.file.chain(u32_at(&root, 0x74).unwrap_or(u32::MAX), Some(len))?;
        self.mini = self.file.joined(&chain);
        self.mini.truncate(len);
        self.owned.extend(trimmed(chain, len));
        self.scope.unpack(self.mini.len() as u64)?;
        self.seen.insert(0);
        self.entries.push(entry_of(&root, String::new(), None));
        let child = u32_at(&root, 0x4C).unwrap_or(u32::MAX);
        self.storage(child, "")
    }

    /// Reads what stands in a storage: a tree, of which `top` is the root.
    fn storage(&mut self, top: u32, path: &str) -> Result<(), Error> {
        let mut waiting = vec![(top, path.to_owned())];
        while let Some((id, path)) = waiting.pop() {
            if id >= LAST_SECTOR {
                continue;
            }
            if !self.seen.insert(id) {
                return Err(broken(0x30));
            }
            let record = self.record(id).ok_or_else(|| broken(0x30))?.to_vec();
            let siblings = [0x44, 0x48].into_iter().filter_map(|at| u32_at(&record, at));
            waiting.extend(siblings.map(|sibling| (sibling, path.clone())));
            let name = name_of(&record);
            if name.is_empty() || name.contains('/') {
                return Err(broken(0x30));
            }
            let own = if path.is_empty() { name } else { format!("{path}/{name}") };
            match record[0x42] {
                STORAGE => {
                    self.entries.push(entry_of(&record, own.clone(), None));
                    waiting.push((u32_at(&record, 0x4C).unwrap_or(u32::MAX), own));
                }
                STREAM => {
                    let bytes = self.stream(&record)?;
                    self.entries.push(entry_of(&record, own, Some(bytes)));
                }
                _ => return Err(broken(0x30)),
            }
            if self.entries.len() > self.scope.limits().entries {
                return Err(Error::beyond("entries", self.scope.limits().entries as u64));
            }
        }
        // In the order of their names, however the tree stands.
        self.entries.sort_by(|one, other| one.path.cmp(&other.path));
        Ok(())
    }

    fn stream(&mut self, record: &[u8]) -> Result<Vec<u8>, Error> {
        // Old programs leave the upper half of the length undefined.
        let len = match self.file.sector {
            512 => u64::from(u32_at(record, 0x78).unwrap_or(0)),
            _ => u64_at(record, 0x78).unwrap_or(0),
        };
        let most = self.scope.limits().entry_bytes;
        if len > most {
            return Err(Error::beyond("entry-bytes", most));
        }
        let (len, first) = (len as usize, u32_at(record, 0x74).unwrap_or(u32::MAX));
        let cutoff = size_at(self.file.bytes, 0x38).unwrap_or(4096);
        let bytes = if len < cutoff { self.short(first, len)? } else { self.long(first, len)? };
        if bytes.len() < len {
            return Err(broken(0x30));
        }
        self.scope.unpack(len as u64)?;
        Ok(bytes)
    }

    fn long(&mut self, first: u32, len: usize) -> Result<Vec<u8>, Error> {
        let chain = self.file.chain(first, Some(len))?;
        let mut bytes = self.file.joined(&chain);
        bytes.truncate(len);
        self.owned.extend(trimmed(chain, len));
        Ok(bytes)
    }

    fn short(&mut self, first: u32, len: usize) -> Result<Vec<u8>, Error> {
        let mut bytes = Vec::with_capacity(len);
        let mut sector = first;
        while bytes.len() < len {
            let start = (sector as usize).checked_mul(MINI).filter(|_| sector < LAST_SECTOR);
            let start = start.ok_or_else(|| broken(0x3C))?;
            let end = start + MINI.min(len - bytes.len());
            bytes.extend_from_slice(self.mini.get(start..end).ok_or_else(|| broken(0x3C))?);
            self.owned_mini.push(start..end);
            sector = u32_at(&self.short_fat, sector as usize * 4).unwrap_or(u32::MAX);
        }
        Ok(bytes)
    }

    /// What no stream owns: of sectors, of the stream of short streams, of the directory.
    fn slack(&mut self) -> Vec<u8> {
        let mut slack = left(self.file.bytes, std::mem::take(&mut self.owned));
        slack.extend(left(&self.mini, std::mem::take(&mut self.owned_mini)));
        let known = self.seen.iter().map(|&id| id as usize * ENTRY..(id as usize + 1) * ENTRY).collect();
        slack.extend(left(&self.directory, known));
        slack
    }
}

/// The ranges that the first `len` bytes of a chain take.
fn trimmed(chain: Vec<Range<usize>>, len: usize) -> impl Iterator<Item = Range<usize>> {
    let mut left = len;
    chain.into_iter().map(move |range| {
        let taken = left.min(range.len());
        left -= taken;
        range.start..range.start + taken
    })
}

/// Bytes outside of all ranges, each gap closed with zeros; gaps of zeros alone are left out.
fn left(bytes: &[u8], mut owned: Vec<Range<usize>>) -> Vec<u8> {
    owned.sort_by_key(|range| range.start);
    owned.push(bytes.len()..bytes.len());
    let (mut slack, mut end) = (Vec::new(), 0);
    for range in owned {
        let gap = bytes.get(end..range.start).unwrap_or_default();
        if gap.iter().any(|&byte| byte != 0) {
            slack.extend_from_slice(gap);
            // Text of two bytes a character begins at an even byte again.
            slack.resize((slack.len() + 3) & !1, 0);
        }
        end = end.max(range.end);
    }
    slack
}

fn name_of(record: &[u8]) -> String {
    let len = usize::from(u16_at(record, 0x40).unwrap_or(0)).clamp(2, 64) - 2;
    wide(&record[..len])
}

fn entry_of(record: &[u8], path: String, bytes: Option<Vec<u8>>) -> Entry {
    let (mut class, mut times) = ([0; 16], [0; 16]);
    class.copy_from_slice(&record[0x50..0x60]);
    times.copy_from_slice(&record[0x64..0x74]);
    Entry { path, bytes, class, state: u32_at(record, 0x60).unwrap_or(0), times }
}
