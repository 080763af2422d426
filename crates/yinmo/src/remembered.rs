//! What is known of a document's people before the first of its chunks is decided.
//!
//! Prose is read once for its people, whatever its size. What that reading found is kept for the review, so nothing is
//! looked for twice; only where a document holds more than is kept, it is found again. The text itself is kept too
//! where it is short. Tables and JSON are read once more only if they are small: a list names somebody in each row, and
//! the people of a million rows are no memory.

use std::hash::{BuildHasher, BuildHasherDefault};

use rayon::prelude::*;
use rustc_hash::FxHasher;
use yinmo_core::Found;
use yinmo_core::memory::{Memory, People};
use yinmo_core::operators::Names;
use yinmo_documents::Chunk;

use crate::Pipeline;
use crate::error::Error;
use crate::reading::{Batch, Kept, LARGEST_KEPT, held};
use crate::report::Reach;
use crate::review::{ChunkTables, Known, Setting, Spared};
use crate::run::Listener;
use crate::source::{Probe, Source};

/// A table or JSON document of more bytes is not read once more for its people.
const LARGEST_TABLE: u64 = 4 << 20;

/// What the first reading leaves is kept up to so many bytes, the text included.
const KEPT: u64 = 40 << 20;

/// What is known of a document.
#[derive(Default)]
pub(crate) struct Remembered {
    /// Its people; `None` where each row knows no more than itself.
    pub(crate) memory: Option<Memory>,
    /// How people are called in what is written.
    pub(crate) names: Names,
    /// What was found in each chunk of prose, as far as it is kept.
    readings: Vec<Option<Reading>>,
    /// The document itself, if it is small.
    pub(crate) kept: Option<Kept>,
}

/// What the first reading found in a chunk.
pub(crate) struct Reading {
    found: Found,
    /// Of the text that it was found in, where that may be another next time: a file may change.
    mark: Option<u64>,
}

impl Reading {
    /// What was `found` in `text`, which is at hand still when that is asked for if it `stays`.
    pub(crate) fn new(text: &str, found: Found, stays: bool) -> Self {
        Self { found, mark: (!stays).then(|| mark(text)) }
    }

    /// What was found, if it was in `text`.
    pub(crate) fn of(&self, text: &str) -> Option<&Found> {
        self.mark.is_none_or(|known| known == mark(text)).then_some(&self.found)
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
        name: &str,
        probe: &Probe,
        listener: &mut dyn Listener,
    ) -> Result<Remembered, Error> {
        let mut remembered = Remembered::default();
        if probe.is_prose() || probe.unpacked() <= LARGEST_TABLE {
            self.meet_people(source, name, probe, &mut remembered, listener)?;
        }
        if let Some(memory) = &remembered.memory {
            memory.tell(&mut remembered.names);
        }
        if self.numbers_people {
            remembered.names = self.number_people(source, name, probe, &remembered)?;
        }
        Ok(remembered)
    }

    fn meet_people(
        &self,
        source: Source<'_>,
        name: &str,
        probe: &Probe,
        remembered: &mut Remembered,
        listener: &mut dyn Listener,
    ) -> Result<(), Error> {
        let keeps = held(probe) <= LARGEST_KEPT;
        let stays = keeps || !source.may_change();
        let room = KEPT - if keeps { held(probe) } else { 0 };
        let (mut people, mut readings, mut batches) = (People::default(), Vec::new(), Vec::new());
        let (nothing, mut taken) = (Remembered::default(), 0);
        people.called(&source.raw_name());
        let end = self.read(source, name, probe, keeps, &mut |batch| {
            let met = &|setting: Setting<'_>, chunk: &Chunk| setting.meet(chunk, stays);
            self.each_setting(&batch, &probe.hash, &nothing, met, &mut |chunk, (found, reading)| {
                people.append(found);
                taken += reading.as_ref().map_or(0, |reading| reading.found.size() as u64);
                readings.push(reading.filter(|_| taken <= room));
                if probe.is_prose() {
                    listener.progress(chunk.own_text().len() as u64);
                }
            });
            batches.extend(keeps.then_some(batch));
            Ok(())
        })?;
        remembered.memory = Some(Memory::new(people));
        remembered.readings = readings;
        remembered.kept = keeps.then_some(Kept { batches, end });
        Ok(())
    }

    /// People have to be known before the first is numbered.
    fn number_people(
        &self,
        source: Source<'_>,
        name: &str,
        probe: &Probe,
        remembered: &Remembered,
    ) -> Result<Names, Error> {
        let mut names = remembered.names.clone();
        let mut learn = |batch: &Batch| {
            let learnt = &|setting: Setting<'_>, chunk: &Chunk| setting.learn(chunk);
            self.each_setting(batch, &probe.hash, remembered, learnt, &mut |_, later| names.append(later));
        };
        if let Some(kept) = &remembered.kept {
            for batch in &kept.batches {
                self.check_stop()?;
                learn(batch);
            }
        } else {
            self.read(source, name, probe, false, &mut |batch| {
                learn(&batch);
                Ok(())
            })?;
        }
        Ok(names)
    }

    /// Does `work` on every chunk, on all threads, and hands what came of it to `take`, in order.
    fn each_setting<T: Send>(
        &self,
        batch: &Batch,
        hash: &str,
        remembered: &Remembered,
        work: &(dyn Fn(Setting<'_>, &Chunk) -> T + Sync),
        take: &mut dyn FnMut(&Chunk, T),
    ) {
        let known = Known::default();
        let one = |nth: usize, chunk: &Chunk, tables: &ChunkTables| {
            let setting = Setting {
                pipeline: self,
                tables,
                memory: remembered.memory.as_ref(),
                reading: remembered.reading(nth),
                names: &remembered.names,
                known: &known,
                hash,
                items: false,
                spared: Spared::Everything,
                joins: false,
                anew: false,
            };
            work(setting, chunk)
        };
        if rayon::current_num_threads() == 1 {
            batch.all().for_each(|(nth, chunk, tables)| take(chunk, one(nth, chunk, tables)));
        } else {
            let chunks = batch.chunks.par_iter().zip(&batch.tables).enumerate();
            let done: Vec<T> =
                chunks.map(|(nth, (chunk, tables))| one(batch.first + nth, chunk, tables)).collect();
            batch.chunks.iter().zip(done).for_each(|(chunk, done)| take(chunk, done));
        }
    }
}
