//! Compound files of other programs than those whose documents are read: objects, messages, presentations, programs.

use std::ops::Range;

use yinmo_core::text::{Place, Surface};

use super::{Likely, is_whole, text, vba};
use crate::mapped::{Edits, EntryId, RemovedCells};
use crate::package::compound::{Compound, pictures::pictures};
use crate::package::{Findings, Held, Holder};
use crate::sniff::is_coded;
use crate::{Error, Scope};

/// A compound file as one stretch of bytes: its streams, what is compressed in them, and what no stream owns, one behind
/// the other.
pub(super) struct File {
    bytes: Vec<u8>,
    all: Vec<u8>,
    segments: Vec<Segment>,
    read: usize,
    scope: Scope,
}

/// A piece of that stretch.
struct Segment {
    name: String,
    start: usize,
    what: What,
}

enum What {
    Stream(EntryId),
    /// The source of a program, and where the container begins in its stream.
    Source(EntryId, usize),
    Slack,
}

impl File {
    /// # Errors
    /// The bytes, if they are no compound file.
    pub(super) fn of(bytes: Vec<u8>, scope: &Scope) -> Result<Self, Vec<u8>> {
        let Ok(file) = Compound::of(&bytes, &scope.afresh()) else { return Err(bytes) };
        let mut this = Self { bytes, all: Vec::new(), segments: Vec::new(), read: 0, scope: scope.clone() };
        for (entry, found) in (0..).zip(file.entries()) {
            let Some(stream) = &found.bytes else { continue };
            let name: String = found.path.chars().filter(|c| !c.is_control()).collect();
            let source = vba::container(stream);
            let end = source.as_ref().map_or(stream.len(), |source| source.0);
            this.add(name.clone(), &stream[..end], What::Stream(entry));
            if let Some((start, source)) = source {
                this.add(name, &source, What::Source(entry, start));
            }
        }
        this.add("文件空隙".to_owned(), file.slack(), What::Slack);
        Ok(this)
    }

    fn add(&mut self, name: String, bytes: &[u8], what: What) {
        self.segments.push(Segment { name, start: self.all.len(), what });
        self.all.extend_from_slice(bytes);
    }

    fn range(&self, nth: usize) -> Range<usize> {
        let end = self.segments.get(nth + 1).map_or(self.all.len(), |next| next.start);
        self.segments[nth].start..end
    }

    /// Hands on a stream that is a whole document, as objects have it.
    fn hold(&self, nth: usize, found: &mut Findings) -> Result<bool, Error> {
        let (raw, name) = (self.range(nth), self.segments[nth].name.clone());
        let bytes = &self.all[raw.clone()];
        if !is_whole(bytes, "") {
            return Ok(false);
        }
        let (bytes, file) = (bytes.to_vec(), String::new());
        found.hold(Held { name, file, bytes, named: None, raw, wrap: |_, new| new.to_vec(), entry: 0 })?;
        Ok(true)
    }

    fn read_text(&self, nth: usize, found: &mut Findings) {
        let (range, place) = (self.range(nth), Place::Named(self.segments[nth].name.clone()));
        let mut bytes = self.all[range.clone()].to_vec();
        // Their pixels are no text.
        pictures(&bytes).into_iter().for_each(|picture| bytes[picture].fill(0));
        let likely = match self.segments[nth].what {
            // All of it is text; `dir`, which is all container, is records.
            What::Source(_, start) if start > 0 => Likely::Mostly,
            _ if is_coded(&bytes, "") => Likely::Hardly,
            _ => Likely::Perhaps,
        };
        let seen = (&place, Surface::Hidden);
        text::read((0, &bytes, range.start), seen, likely, &mut found.reading);
    }
}

impl Holder for File {
    fn read(&mut self, found: &mut Findings) -> Result<bool, Error> {
        while found.has_room() {
            if self.read == self.segments.len() {
                return Ok(false);
            }
            if !self.hold(self.read, found)? {
                self.read_text(self.read, found);
            }
            self.read += 1;
        }
        Ok(true)
    }

    fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    fn written(&self, raw: Range<usize>) -> &[u8] {
        &self.all[raw]
    }

    fn rewrite(&mut self, mut edits: Edits, _removed: &[RemovedCells]) -> Result<Vec<u8>, Error> {
        let mut file = Compound::of(&self.bytes, &self.scope.afresh())?;
        let starts: Vec<usize> = self.segments.iter().map(|segment| segment.start).collect();
        edits.divide(0, &starts);
        for nth in 0..self.segments.len() {
            let part = nth as EntryId;
            if !edits.touches(part) {
                continue;
            }
            let new = edits.apply(part, &self.all[self.range(nth)])?;
            match self.segments[nth].what {
                What::Stream(entry) => {
                    // Behind it the source may follow, which was read apart.
                    let rest = file.stream(entry)[self.range(nth).len()..].to_vec();
                    file.set(entry, [new, rest].concat());
                }
                What::Source(entry, start) => {
                    // Its own length may have changed before this.
                    let stream = file.stream(entry);
                    let start = start.min(stream.len());
                    let stream = [&stream[..start], &vba::compress(&new)].concat();
                    file.set(entry, stream);
                }
                // It goes whenever the file is written anew.
                What::Slack => {}
            }
        }
        Ok(file.without(&std::collections::BTreeSet::new()))
    }
}
