//! How fast a file is detected, read, walked and spliced: `throughput FILE`.
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "an example opens its file")]
#![allow(clippy::disallowed_macros, clippy::print_stdout, reason = "an example prints what it measured")]

use std::fs::File;
use std::io::Read;
use std::time::{Duration, Instant};

use yinmo_core::text::Span;
use yinmo_documents::{Change, Changes, Chunk, Input, Limits, Scope, Sniffed, detect_encoding, sniff};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("usage: throughput FILE")?;
    let size = std::fs::metadata(&path)?.len() as f64 / 1e6;
    let mut head = Vec::new();
    File::open(&path)?.take(4096).read_to_end(&mut head)?;
    let Sniffed::Format(format) = sniff(&head, &path) else { return Err("not a supported file".into()) };

    let start = Instant::now();
    let encoding = detect_encoding(&mut File::open(&path)?)?;
    let detected = start.elapsed();

    let mut times = [Duration::ZERO; 4];
    let (mut parts, mut bytes) = (0, 0);
    let mut document =
        format.open(Input::stream(File::open(&path)?, encoding), &Scope::new(&Limits::default()));
    let mut out = Vec::new();
    loop {
        let start = Instant::now();
        let Some(chunk) = document.next_chunk()? else { break };
        let read = Instant::now();
        let changes = changes_of(&chunk, &mut parts, &mut bytes);
        let walked = Instant::now();
        chunk.splice(&Changes::default(), 0, &mut out)?;
        let copied = Instant::now();
        out.clear();
        chunk.splice(&changes, 0, &mut out)?;
        let spliced = Instant::now();
        out.clear();
        for (time, passed) in
            times.iter_mut().zip([read - start, walked - read, copied - walked, spliced - copied])
        {
            *time += passed;
        }
    }
    println!("{} {} {size:.1} MB, {parts} parts, {bytes} bytes of text", format.id(), encoding.id());
    for (what, time) in
        ["read", "walk", "copy", "splice"].into_iter().zip(times).chain([("detect", detected)])
    {
        println!("{what:>7} {:8.0} MB/s", size / time.as_secs_f64());
    }
    Ok(())
}

/// Stars over the middle of every part that ends with a digit.
fn changes_of(chunk: &Chunk, parts: &mut usize, bytes: &mut usize) -> Changes {
    let mut changes = Changes::default();
    for record in chunk.records() {
        if let yinmo_documents::Record::Row { cells, .. } = record {
            for cell in cells.iter() {
                *parts += 1;
                *bytes += cell.text.len();
                if cell.text.len() > 9 && cell.text.as_bytes().iter().all(u8::is_ascii_digit) {
                    changes.push(Change::replace(cell.index, Span::new(3, 9), "******"));
                }
            }
        }
    }
    changes
}
