use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::{Compound, Entry};

const FREE: u32 = 0xFFFF_FFFF;
const END: u32 = 0xFFFF_FFFE;
const TABLE: u32 = 0xFFFF_FFFD;
const LIST: u32 = 0xFFFF_FFFC;
const MINI: usize = 64;
const CUTOFF: usize = 4096;
/// Numbers of tables that the header has room for.
const IN_HEADER: usize = 109;

impl Compound {
    /// Writes the file anew, with nothing in it but its storages and streams.
    pub(super) fn write(&self, entries: &[Entry]) -> Vec<u8> {
        let sector = if self.large_sectors { 4096 } else { 512 };
        let mut disk = Disk { sector, bytes: Vec::new(), fat: Vec::new() };
        let tree = Tree::of(entries);
        let (mut mini, mut short_fat) = (Vec::new(), Vec::new());
        let mut firsts = vec![(0, 0); entries.len()];
        for (nth, entry) in entries.iter().enumerate() {
            let Some(bytes) = &entry.bytes else { continue };
            let first = if bytes.len() < CUTOFF {
                push_short(&mut mini, &mut short_fat, bytes)
            } else {
                disk.push(bytes)
            };
            firsts[nth] = (first, bytes.len());
        }
        let mini_first = disk.push(&mini);
        firsts[tree.order[0]] = (mini_first, mini.len());
        let short: Vec<u8> = short_fat.iter().flat_map(|number: &u32| number.to_le_bytes()).collect();
        let short_first = disk.push_padded(&short, 0xFF);
        let directory = tree.directory(entries, &firsts, sector);
        let directory_first = disk.push(&directory);
        disk.finish([
            directory_first,
            (directory.len() / sector) as u32,
            short_first,
            short.len().div_ceil(sector) as u32,
        ])
    }
}

fn push_short(mini: &mut Vec<u8>, fat: &mut Vec<u32>, bytes: &[u8]) -> u32 {
    if bytes.is_empty() {
        return END;
    }
    let first = fat.len() as u32;
    mini.extend_from_slice(bytes);
    mini.resize(mini.len().next_multiple_of(MINI), 0);
    let end = (mini.len() / MINI) as u32;
    fat.extend(first + 1..end);
    fat.push(END);
    first
}

/// Sectors behind the header.
struct Disk {
    sector: usize,
    bytes: Vec<u8>,
    fat: Vec<u32>,
}

impl Disk {
    fn push(&mut self, bytes: &[u8]) -> u32 {
        self.push_padded(bytes, 0)
    }

    /// Adds a chain of sectors, and gives its first.
    fn push_padded(&mut self, bytes: &[u8], fill: u8) -> u32 {
        if bytes.is_empty() {
            return END;
        }
        let first = self.fat.len() as u32;
        self.bytes.extend_from_slice(bytes);
        self.bytes.resize(self.bytes.len().next_multiple_of(self.sector), fill);
        let end = (self.bytes.len() / self.sector) as u32;
        self.fat.extend(first + 1..end);
        self.fat.push(END);
        first
    }

    /// The whole file: header, sectors, tables of sectors, lists of tables.
    fn finish(mut self, [directory, directory_count, short, short_count]: [u32; 4]) -> Vec<u8> {
        let per_table = self.sector / 4;
        let (mut tables, mut lists) = (0, 0);
        // Tables and lists stand in sectors that tables speak of too.
        loop {
            let wanted = (self.fat.len() + tables + lists).div_ceil(per_table);
            let listed = wanted.saturating_sub(IN_HEADER).div_ceil(per_table - 1);
            if (wanted, listed) == (tables, lists) {
                break;
            }
            (tables, lists) = (wanted, listed);
        }
        let first_table = self.fat.len() as u32;
        let first_list = first_table + tables as u32;
        self.fat.resize(self.fat.len() + tables, TABLE);
        self.fat.resize(self.fat.len() + lists, LIST);
        self.fat.resize(tables * per_table, FREE);
        let numbers: Vec<u32> = (first_table..first_list).collect();
        let mut out =
            self.header([directory, directory_count, short, short_count], &numbers, first_list, lists);
        out.append(&mut self.bytes);
        out.extend(self.fat.iter().flat_map(|number| number.to_le_bytes()));
        let rest = numbers.get(IN_HEADER..).unwrap_or_default();
        for (nth, list) in rest.chunks(per_table - 1).enumerate() {
            let mut list = list.to_vec();
            list.resize(per_table - 1, FREE);
            list.push(if nth + 1 == lists { END } else { first_list + nth as u32 + 1 });
            out.extend(list.iter().flat_map(|number| number.to_le_bytes()));
        }
        out
    }

    fn header(
        &self,
        [directory, directory_count, short, short_count]: [u32; 4],
        tables: &[u32],
        first_list: u32,
        lists: usize,
    ) -> Vec<u8> {
        let (version, shift, counted) =
            if self.sector == 4096 { (4, 12, directory_count) } else { (3, 9, 0) };
        let mut out = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
        out.resize(0x18, 0);
        for number in [0x3E_u16, version, 0xFFFE, shift, 6] {
            out.extend_from_slice(&number.to_le_bytes());
        }
        out.resize(0x28, 0);
        let list = if lists == 0 { END } else { first_list };
        let count = tables.len() as u32;
        for number in [counted, count, directory, 0, CUTOFF as u32, short, short_count, list, lists as u32] {
            out.extend_from_slice(&number.to_le_bytes());
        }
        let listed = tables.iter().copied().chain(std::iter::repeat(FREE)).take(IN_HEADER);
        out.extend(listed.flat_map(u32::to_le_bytes));
        out.resize(self.sector.max(512), 0);
        out
    }
}

/// The directory: the entries of each storage as a balanced tree.
struct Tree {
    /// The entries in the order in which they are written; the root comes first.
    order: Vec<usize>,
    /// Left, right and child of each entry, as numbers in that order.
    links: Vec<[u32; 3]>,
}

impl Tree {
    fn of(entries: &[Entry]) -> Self {
        let root = entries.iter().position(|entry| entry.path.is_empty()).unwrap_or(0);
        let mut order = vec![root];
        order.extend((0..entries.len()).filter(|&nth| nth != root));
        let mut tree = Self { links: vec![[FREE; 3]; entries.len()], order };
        let path = |id: u32| &*entries[tree.order[id as usize]].path;
        let mut storages: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
        for id in 1..tree.order.len() as u32 {
            storages.entry(parent(path(id))).or_default().push(id);
        }
        for children in storages.values_mut() {
            children.sort_by(|&one, &other| compared(name(path(one)), name(path(other))));
        }
        for nth in 0..tree.order.len() {
            let storage = &entries[tree.order[nth]];
            if let Some(children) = storages.get(&*storage.path).filter(|_| storage.bytes.is_none()) {
                tree.links[nth][2] = tree.balanced(children);
            }
        }
        tree
    }

    /// Links sorted entries, and gives the one on top.
    fn balanced(&mut self, sorted: &[u32]) -> u32 {
        let middle = sorted.len() / 2;
        let Some(&top) = sorted.get(middle) else { return FREE };
        let left = self.balanced(&sorted[..middle]);
        let right = self.balanced(&sorted[middle + 1..]);
        self.links[top as usize][0] = left;
        self.links[top as usize][1] = right;
        top
    }

    fn directory(&self, entries: &[Entry], firsts: &[(u32, usize)], sector: usize) -> Vec<u8> {
        let mut out = Vec::new();
        for (nth, (&at, links)) in self.order.iter().zip(&self.links).enumerate() {
            let entry = &entries[at];
            let name = if nth == 0 { "Root Entry" } else { name(&entry.path) };
            let kind = match (nth, &entry.bytes) {
                (0, _) => 5,
                (_, Some(_)) => 2,
                _ => 1,
            };
            let mut units: Vec<u16> = name.encode_utf16().take(31).collect();
            units.push(0);
            let len = units.len() as u16 * 2;
            units.resize(32, 0);
            out.extend(units.iter().flat_map(|unit| unit.to_le_bytes()));
            out.extend_from_slice(&len.to_le_bytes());
            // All black, which a tree as low as this may be to its readers.
            out.extend_from_slice(&[kind, 1]);
            out.extend(links.iter().flat_map(|link| link.to_le_bytes()));
            out.extend_from_slice(&entry.class);
            out.extend_from_slice(&entry.state.to_le_bytes());
            out.extend_from_slice(&entry.times);
            let (first, len) = firsts[at];
            out.extend_from_slice(&first.to_le_bytes());
            out.extend_from_slice(&(len as u64).to_le_bytes());
        }
        while out.len() % sector != 0 {
            out.extend_from_slice(&[0; 0x44]);
            out.extend_from_slice(&[0xFF; 12]);
            out.extend_from_slice(&[0; 0x30]);
        }
        out
    }
}

fn parent(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(parent, _)| parent)
}

fn name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// Shorter names come first, then letters in upper case ([MS-CFB] 2.6.4).
fn compared(one: &str, other: &str) -> Ordering {
    let units = |name: &str| name.encode_utf16().count();
    units(one).cmp(&units(other)).then_with(|| one.to_uppercase().cmp(&other.to_uppercase()))
}
