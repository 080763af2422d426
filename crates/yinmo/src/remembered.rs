//! What is known of a document's people before the first of its chunks is decided.
//!
//! Prose is read once for its people, whatever its size. What that reading found is kept for the review, so nothing is
//! looked for twice; only where a document holds more than is kept, it is found again. Tables and JSON are read once
//! more only if they are small: a list names somebody in each row, and the people of a million rows are no memory.

use std::hash::{BuildHasher, BuildHasherDefault};

use rayon::prelude::*;
use rustc_hash::FxHasher;
use yinmo_core::memory::{Memory, People};
use yinmo_core::operators::Names;
use yinmo_core::recognizers::Claim;
use yinmo_documents::Chunk;

use crate::Pipeline;
use crate::error::Error;
use crate::report::Reach;
use crate::review::{ChunkTables, Known, Setting, Spared, Tables};
use crate::run::Listener;
use crate::source::{Probe, Source};

/// A table or JSON document of more bytes is not read once more for its people.
const LARGEST_TABLE: u64 = 4 << 20;

/// As many findings of the first reading are kept, which takes some forty megabytes.
const KEPT: usize = 1 << 20;

/// What is known of a document.
#[derive(Default)]
pub(crate) struct Remembered {
    /// Its people; `None` where each row knows no more than itself.
    pub(crate) memory: Option<Memory>,
    /// How people are called in what is written.
    pub(crate) names: Names,
    /// What was found in each chunk of prose, as far as it is kept.
    readings: Vec<Option<Reading>>,
}

/// What the first reading found in a chunk.
pub(crate) struct Reading {
    claims: Vec<Claim>,
    /// Of the text that it was found in: a file may change between two readings.
    mark: u64,
}

impl Reading {
    pub(crate) fn new(text: &str, claims: Vec<Claim>) -> Self {
        Self { claims, mark: mark(text) }
    }

    /// What was found, if it was in `text`.
    pub(crate) fn of(&self, text: &str) -> Option<Vec<Claim>> {
        (self.mark == mark(text)).then(|| self.claims.clone())
    }
}

fn mark(text: &str) -> u64 {
    BuildHasherDefault::<FxHasher>::default().hash_one(text)
}

impl Remembered {
    /// What the first reading found in the `nth` chunk, if that was kept.
    pub(crate) fn reading(&self, nth: usize) -> Option<&Reading> {
        self.readings.get(nth)?.as_ref()
    }

    /// How far the names go that were found once.
    pub(crate) fn reach(&self) -> Reach {
        match &self.memory {
            None => Reach::Row,
            Some(memory) if memory.overflowed() => Reach::FirstNames,
            Some(_) => Reach::Document,
        }
    }
}

impl Pipeline {
    /// Reads a document for its people, and for what they are to be called.
    pub(crate) fn remember(
        &self,
        source: Source<'_>,
        probe: &Probe,
        listener: &mut dyn Listener,
    ) -> Result<Remembered, Error> {
        let mut remembered = Remembered::default();
        if probe.is_prose() || probe.bytes <= LARGEST_TABLE {
            self.meet_people(source, probe, &mut remembered, listener)?;
        }
        if let Some(memory) = &remembered.memory {
            memory.tell(&mut remembered.names);
        }
        if self.numbers_people {
            remembered.names = self.number_people(source, probe, &remembered)?;
        }
        Ok(remembered)
    }

    fn meet_people(
        &self,
        source: Source<'_>,
        probe: &Probe,
        remembered: &mut Remembered,
        listener: &mut dyn Listener,
    ) -> Result<(), Error> {
        let nothing = Remembered::default();
        let mut people = People::default();
        let mut kept = 0;
        self.each_setting(source, probe, &nothing, &|setting, chunk| setting.meet(chunk), &mut |chunk,
                                                                                                (
            found,
            reading,
        )| {
            people.append(found);
            kept += reading.as_ref().map_or(0, |reading| reading.claims.len());
            remembered.readings.push(reading.filter(|_| kept <= KEPT));
            if probe.is_prose() {
                listener.progress(chunk.own_text().len() as u64);
            }
        })?;
        remembered.memory = Some(Memory::new(people));
        Ok(())
    }

    /// People have to be known before the first is numbered.
    fn number_people(
        &self,
        source: Source<'_>,
        probe: &Probe,
        remembered: &Remembered,
    ) -> Result<Names, Error> {
        let mut names = remembered.names.clone();
        self.each_setting(
            source,
            probe,
            remembered,
            &|setting, chunk| setting.learn(chunk),
            &mut |_, later| {
                names.append(later);
            },
        )?;
        Ok(names)
    }

    /// Does `work` on every chunk, on all threads, and hands what came of it to `take`, in order.
    fn each_setting<T: Send>(
        &self,
        source: Source<'_>,
        probe: &Probe,
        remembered: &Remembered,
        work: &(dyn Fn(Setting<'_>, &Chunk) -> T + Sync),
        take: &mut dyn FnMut(&Chunk, T),
    ) -> Result<(), Error> {
        let opened =
            source.open().map_err(|error| Error::read(self.display_name(&source.raw_name()), error))?;
        let document = probe.format.open(opened, probe.encoding, &self.limits);
        let mut tables = Tables::of(&source.raw_name());
        let mut read = 0;
        self.each_batch(document, &mut |batch| {
            let found = self.tables_of(batch, &mut tables);
            let known = Known::default();
            let one = |(nth, (chunk, tables)): (usize, (&Chunk, &ChunkTables))| {
                let setting = Setting {
                    pipeline: self,
                    tables,
                    memory: remembered.memory.as_ref(),
                    reading: remembered.reading(nth),
                    names: &remembered.names,
                    known: &known,
                    hash: "",
                    items: false,
                    spared: Spared::Everything,
                };
                work(setting, chunk)
            };
            if rayon::current_num_threads() == 1 {
                let chunks = batch.iter().zip(&found).enumerate();
                chunks.for_each(|(nth, (chunk, tables))| take(chunk, one((read + nth, (chunk, tables)))));
            } else {
                let chunks = batch.par_iter().zip(&found).enumerate();
                let done: Vec<T> = chunks.map(|(nth, both)| one((read + nth, both))).collect();
                batch.iter().zip(done).for_each(|(chunk, done)| take(chunk, done));
            }
            read += batch.len();
            Ok(())
        })?;
        Ok(())
    }
}
