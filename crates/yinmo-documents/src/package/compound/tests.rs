use super::{Compound, Entry};
use crate::{Limits, Scope};

fn entry(path: &str, bytes: Option<Vec<u8>>) -> Entry {
    Entry { path: path.to_owned(), bytes, class: [7; 16], state: 0, times: [0; 16] }
}

fn read(bytes: &[u8]) -> Compound {
    Compound::of(bytes, &Scope::new(&Limits::default())).expect("a sound compound file")
}

fn file(entries: Vec<Entry>) -> Vec<u8> {
    let file = Compound { entries, slack: Vec::new(), large_sectors: false };
    file.write(&file.entries)
}

#[test]
fn what_is_written_reads_the_same() {
    let streams = [
        ("Empty", Vec::new()),
        ("Short", vec![1; 100]),
        ("Store/Inner/Deep", vec![2; 4095]),
        ("Store/Long", (0..8_000_000_u32).map(|n| n as u8).collect()),
        ("Workbook", vec![3; 4096]),
    ];
    let mut entries = vec![entry("", None), entry("Store", None), entry("Store/Inner", None)];
    entries.extend(streams.iter().map(|(path, bytes)| entry(path, Some(bytes.clone()))));
    let read = read(&file(entries));
    for (path, bytes) in &streams {
        let found = read.find(path).unwrap_or_else(|| panic!("{path} is gone"));
        assert!(read.stream(found) == bytes, "{path} differs");
        assert_eq!(read.entries()[found as usize].class, [7; 16]);
    }
    assert!(read.slack.is_empty());
}

#[test]
fn what_no_stream_owns_is_slack() {
    let mut bytes = file(vec![entry("", None), entry("Long", Some(vec![1; 5000]))]);
    // Behind the stream in its last sector.
    let end = 512 + 5000;
    bytes[end + 10..end + 16].copy_from_slice(b"secret");
    // A sector of nobody.
    bytes.extend_from_slice(&[b'x'; 512]);
    let slack = read(&bytes).slack;
    assert!(memchr::memmem::find(&slack, b"secret").is_some() && slack.contains(&b'x'));
}

#[test]
fn broken_files_are_errors() {
    let sound = file(vec![entry("", None), entry("Long", Some(vec![1; 5000]))]);
    let scope = Scope::new(&Limits::default());
    for len in [0, 8, 511, 512, 1024, sound.len() - 600] {
        assert!(Compound::of(&sound[..len], &scope).is_err(), "{len} bytes");
    }
    // A sector that follows itself.
    let mut looped = sound.clone();
    let table = 512 + u32::from_le_bytes([sound[0x4C], sound[0x4D], 0, 0]) as usize * 512;
    looped[table..table + 4].copy_from_slice(&0_u32.to_le_bytes());
    let _ = Compound::of(&looped, &scope);
    for at in 0..sound.len().min(2000) {
        let mut bad = sound.clone();
        bad[at] ^= 0xFF;
        let _ = Compound::of(&bad, &scope);
    }
}

/// A file of streams, for tests of what stands in them.
pub(crate) fn of_streams(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut entries = vec![entry("", None)];
    entries.extend(streams.iter().map(|(path, bytes)| entry(path, Some(bytes.to_vec()))));
    file(entries)
}
