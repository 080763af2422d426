//! A document from its first byte to its verdict.
//!
//! Once to learn what it is, once more to review it, and, if it was masked, the output once again through the
//! same door. Chunks are read in order, reviewed on all threads, and written in order, so the outcome is the
//! same however many threads there are.

use std::collections::BTreeMap;
use std::io::{BufWriter, Write};
use std::path::Path;

use rayon::prelude::*;
use sha2::{Digest, Sha256};
use yinmo_core::memory::Memory;
use yinmo_documents::{Chunk, Extra, Input, Note, Reason, Scope, What, Writer};

use crate::decisions::{Decisions, column_id};
use crate::error::{Error, Kind as ErrorKind};
use crate::file_name::FileName;
use crate::output::Output;
use crate::reading::{Batch, Kept};
use crate::remark::Remark;
use crate::remembered::Remembered;
use crate::report::{Exempted, Waiting};
use crate::review::{Alike, Audited, ChunkTables, Comparison, Known, Review, Setting, Spared, WaitingColumn};
use crate::source::{Hash, Hashing, Obstacle, Probe, Source, hex, probe};
use crate::{Baseline, Item, Lines, Pipeline, Report, Task, Verdict};

/// How often a document is masked, at most, for what masking it uncovered.
pub(crate) const PASSES: usize = 5;

/// What a document is reviewed for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Purpose {
    /// To say all about it.
    Report,
    /// To see whether anything remained to be masked.
    Residue,
}

/// Takes what is found, in the order of the document.
pub trait Listener {
    /// One finding.
    fn item(&mut self, item: &Item);

    /// The name of the document as it may be shown, once it is known whom it is about: before the first item.
    fn named(&mut self, _name: &str) {}

    /// Whether [`Listener::item`] is to be called at all; counting alone is faster.
    fn wants_items(&self) -> bool {
        true
    }

    /// Whether the report has to name the document by its hash. A file is always hashed, to see whether it changed.
    fn wants_hash(&self) -> bool {
        true
    }

    /// Whether what the document shows of people is to be compared with what others show.
    #[doc(hidden)]
    fn joins(&self) -> bool {
        false
    }

    /// So many more bytes were reviewed.
    fn progress(&mut self, _bytes: u64) {}
}

/// Takes no items.
impl Listener for () {
    fn item(&mut self, _item: &Item) {}

    fn wants_items(&self) -> bool {
        false
    }

    fn wants_hash(&self) -> bool {
        false
    }
}

/// Keeps the items.
impl Listener for Vec<Item> {
    fn item(&mut self, item: &Item) {
        self.push(item.clone());
    }
}

impl Pipeline {
    /// Reviews a document and changes nothing. A document in memory is hashed only if the listener asks for it.
    ///
    /// # Errors
    /// If the run was stopped. A document that cannot be read is a verdict.
    pub fn check(&self, source: Source<'_>, listener: &mut dyn Listener) -> Result<Report, Error> {
        let own = self.for_document(|| source.raw_name().into());
        let wants_hash = listener.wants_hash()
            || self.trail.is_some()
            || self.decisions.is_some()
            || self.waivers.is_some();
        let hash = if wants_hash { Hash::Wanted } else { Hash::Unwanted };
        let checked = own.check_unrecorded(source, hash, None, listener);
        let mut report = own.recorded_failure(Task::CHECK, &source.raw_name(), checked)?;
        own.mind_last_day(&mut report)?;
        own.record(Task::CHECK, &report)?;
        Ok(report)
    }

    pub(crate) fn check_unrecorded(
        &self,
        source: Source<'_>,
        hash: Hash,
        lines: Option<&Lines>,
        listener: &mut dyn Listener,
    ) -> Result<Report, Error> {
        let name = self.display_name(&source.raw_name());
        let loaded = source.load();
        let source = loaded.as_source(source);
        let probe = match hash.probe(source) {
            Ok(probe) => probe,
            Err(obstacle) => return Ok(blocked_by(&name, &obstacle)),
        };
        let ruled = self.at_desk(&probe.hash);
        let own = ruled.as_ref().unwrap_or(self);
        let gated = own.at_gate(source, &probe, lines);
        let own = gated.as_ref().unwrap_or(own);
        own.review_all(source, &name, &probe, Purpose::Report, listener, &mut |_, _| Ok(()))
    }

    /// Reviews no more of a document than its name, by what is known of its people if it can be read.
    pub(crate) fn check_name(
        &self,
        source: Source<'_>,
        listener: &mut dyn Listener,
    ) -> Result<Report, Error> {
        let path = source.raw_name();
        let mut report = Report::empty(&self.display_name(&path));
        let loaded = source.load();
        let source = loaded.as_source(source);
        let mut remembered = Remembered::default();
        let mut gated = None;
        if let Ok(probe) = probe(source, true) {
            gated = self.at_gate(source, &probe, None);
            remembered = self.remember(source, &report.name, &probe, &mut ())?;
            report = Report { format: probe.format.id(), bytes: probe.bytes, hash: probe.hash, ..report };
        }
        let own = gated.as_ref().unwrap_or(self);
        let mut total = Review::default();
        own.review_name(&path, &remembered, &mut report, &mut total, listener);
        report.verdict = verdict(&total, 0, false, !self.policy.lacks().is_empty());
        report.counts = total.counts;
        if let Some(gate) = &own.gate {
            gate.tell(&mut report);
        }
        Ok(report)
    }

    /// Writes the masked document to `out`. Nothing is checked afterwards: for a document that is to be
    /// published use [`Pipeline::mask_file`], which does. A document in memory is hashed only if the listener asks for
    /// it.
    ///
    /// # Errors
    /// If the run was stopped or `out` cannot be written.
    pub fn mask_to(
        &self,
        source: Source<'_>,
        out: &mut dyn Write,
        listener: &mut dyn Listener,
    ) -> Result<Report, Error> {
        let wants_hash = listener.wants_hash() || self.decisions.is_some();
        let own = self.for_document(|| source.raw_name().into());
        let name = own.display_name(&source.raw_name());
        let probe = match probe(source, wants_hash) {
            Ok(probe) => probe,
            Err(obstacle) => return Ok(blocked_by(&name, &obstacle)),
        };
        let ruled = own.at_desk(&probe.hash);
        ruled.as_ref().unwrap_or(own).write_all(source, &name, &probe, out, listener)
    }

    /// Masks a document in memory and reviews what came of it.
    ///
    /// # Errors
    /// If the run was stopped, or something remained; then there is no output.
    pub fn mask_bytes(
        &self,
        source: Source<'_>,
        listener: &mut dyn Listener,
    ) -> Result<(Report, Vec<u8>), Error> {
        let own = self.for_document(|| source.raw_name().into());
        let masked = own.mask_bytes_unrecorded(source, listener);
        let (report, out) = own.recorded_failure(Task::MASK, &source.raw_name(), masked)?;
        own.record(Task::MASK, &report)?;
        Ok((report, out))
    }

    fn mask_bytes_unrecorded(
        &self,
        source: Source<'_>,
        listener: &mut dyn Listener,
    ) -> Result<(Report, Vec<u8>), Error> {
        let name = self.display_name(&source.raw_name());
        let probe = match probe(source, true) {
            Ok(probe) => probe,
            Err(obstacle) => return Ok((blocked_by(&name, &obstacle), Vec::new())),
        };
        let ruled = self.at_desk(&probe.hash);
        let own = ruled.as_ref().unwrap_or(self);
        let mut out = Vec::new();
        let mut report = own.write_all(source, &name, &probe, &mut out, listener)?;
        if may_be_written(report.verdict) {
            let name = source.raw_name();
            for pass in 1.. {
                let written = Source::Bytes { name: &name, bytes: &out };
                let residue = own.residue(written, &report.name)?;
                if residue.places == 0 {
                    residue.tell(&mut report);
                    break;
                }
                own.check_passes(pass, residue.places, &report.name)?;
                let mut again = Vec::with_capacity(out.len());
                own.write_all(written, &report.name, &reprobe(written, &report.name)?, &mut again, &mut ())?;
                out = again;
            }
            report.output_hash = Some(hex(&Sha256::digest(&out)));
        } else {
            out.clear();
        }
        Ok((report, out))
    }

    /// Masks a document into the file `target`, which appears whole or not at all: only after it was opened
    /// again and reviewed. A file that is there already is left alone unless `replace` is set.
    ///
    /// # Errors
    /// If the run was stopped, the target cannot be written or is taken, or something remained.
    pub fn mask_file(
        &self,
        source: Source<'_>,
        target: &Path,
        replace: bool,
        listener: &mut dyn Listener,
    ) -> Result<Report, Error> {
        let own = self.for_document(|| source.raw_name().into());
        let masked = own
            .refuse_taken(target, replace)
            .and_then(|()| own.mask_into(source, folder_of(target), listener));
        let (report, output) = own.recorded_failure(Task::MASK, &source.raw_name(), masked)?;
        own.record(Task::MASK, &report)?;
        if let Some(output) = output {
            let shown = self.display_name(&target.to_string_lossy());
            let published = output.publish(target, replace).map_err(|error| Error::writing(&shown, error));
            self.recorded_failure(Task::MASK, &source.raw_name(), published)?;
        }
        Ok(report)
    }

    /// An error if a file has this name and may not lose it.
    pub(crate) fn refuse_taken(&self, target: &Path, replace: bool) -> Result<(), Error> {
        if replace || !target.exists() {
            return Ok(());
        }
        let path = self.display_name(&target.to_string_lossy()).into();
        Err(ErrorKind::Exists { path }.into())
    }

    /// Masks a document into a file in `folder` that has no name yet, opens it again and reviews it. There is
    /// none if the document may not be written.
    pub(crate) fn mask_into(
        &self,
        source: Source<'_>,
        folder: &Path,
        listener: &mut dyn Listener,
    ) -> Result<(Report, Option<Output>), Error> {
        let name = self.display_name(&source.raw_name());
        let loaded = source.load();
        let source = loaded.as_source(source);
        let probe = match probe(source, true) {
            Ok(probe) => probe,
            Err(obstacle) => return Ok((blocked_by(&name, &obstacle), None)),
        };
        let ruled = self.at_desk(&probe.hash);
        let own = ruled.as_ref().unwrap_or(self);
        let (mut report, written) = own.write_into(source, &name, &probe, folder, listener)?;
        let Some((mut output, mut hash)) = written else { return Ok((report, None)) };
        for pass in 1.. {
            let reopened = output.reopen().map_err(|error| self.folder_error(folder, error))?;
            let written = Source::Written { name: &source.raw_name(), file: &reopened };
            let residue = own.residue(written, &name)?;
            if residue.places == 0 {
                residue.tell(&mut report);
                break;
            }
            own.check_passes(pass, residue.places, &name)?;
            let probe = reprobe(written, &name)?;
            let (_, again) = own.write_into(written, &name, &probe, folder, &mut ())?;
            (output, hash) = again.ok_or_else(|| unreadable(&name))?;
        }
        report.output_hash = Some(hash);
        Ok((report, Some(output)))
    }

    /// Writes the masked document into a file in `folder` that has no name yet; none if it may not be written.
    fn write_into(
        &self,
        source: Source<'_>,
        name: &str,
        probe: &Probe,
        folder: &Path,
        listener: &mut dyn Listener,
    ) -> Result<(Report, Option<(Output, String)>), Error> {
        let output = Output::in_folder(folder).map_err(|error| self.folder_error(folder, error))?;
        let mut hashing = Hashing { inner: BufWriter::new(output), hasher: Some(Sha256::new()), bytes: 0 };
        let report = self.write_all(source, name, probe, &mut hashing, listener)?;
        if !may_be_written(report.verdict) {
            return Ok((report, None));
        }
        let Hashing { inner, hasher, .. } = hashing;
        let hash = hasher.map(|hasher| hex(&hasher.finalize())).unwrap_or_default();
        let output = inner.into_inner().map_err(|error| self.folder_error(folder, error.into_error()))?;
        Ok((report, Some((output, hash))))
    }

    fn folder_error(&self, folder: &Path, error: std::io::Error) -> Error {
        Error::write(self.display_name(&folder.to_string_lossy()), error)
    }

    /// How many places of what was written would be masked again. Masking can uncover something: once a number
    /// is hidden, what stood against it stands alone.
    ///
    /// What a person let stay may stay, as often as that was said; what else waits for a person was seen by none.
    fn residue(&self, written: Source<'_>, name: &str) -> Result<Residue, Error> {
        let probe = reprobe(written, name)?;
        if let Some(desk) = &self.desk {
            desk.look_at_output();
        }
        let mut places = 0;
        let report =
            self.review_all(written, name, &probe, Purpose::Residue, &mut (), &mut |_, review| {
                places += review.changes.len() as u64;
                Ok(())
            })?;
        places += report.notes.iter().filter(|remark| remark.stripped).count() as u64;
        let excess = self.desk.as_ref().map_or(0, |desk| desk.excess());
        if excess > 0 {
            return Err(ErrorKind::Residue { name: name.to_owned(), places: excess }.into());
        }
        let waits = self.desk.is_some()
            && matches!(report.verdict, Verdict::NeedsReview | Verdict::NotInspected(Reason::UnreadParts));
        if may_be_written(report.verdict) || report.was_read() {
            Ok(Residue { places, waits })
        } else {
            Err(unreadable(name))
        }
    }

    /// What is uncovered is masked in turn, but not for ever.
    fn check_passes(&self, pass: usize, places: u64, name: &str) -> Result<(), Error> {
        if pass < PASSES { Ok(()) } else { Err(ErrorKind::Residue { name: name.to_owned(), places }.into()) }
    }

    pub(crate) fn write_all(
        &self,
        source: Source<'_>,
        name: &str,
        probe: &Probe,
        out: &mut dyn Write,
        listener: &mut dyn Listener,
    ) -> Result<Report, Error> {
        let mut writer = match self.writer(source, name, probe) {
            Ok(writer) => writer,
            Err(Unwritable::Obstacle(obstacle)) => return Ok(blocked_by(name, &obstacle)),
            Err(Unwritable::Error(error)) => return Err(error),
        };
        let refused = |source| ErrorKind::Splice { name: name.to_owned(), source };
        let mut buffer = Vec::new();
        let report =
            self.review_all(source, name, probe, Purpose::Report, listener, &mut |chunk, review| {
                buffer.clear();
                writer.put(chunk, &review.changes, &mut buffer).map_err(refused)?;
                out.write_all(&buffer).map_err(|error| Error::write(name, error))
            })?;
        if may_be_written(report.verdict) {
            buffer.clear();
            writer.finish(&mut buffer).map_err(refused)?;
            out.write_all(&buffer).map_err(|error| Error::write(name, error))?;
        }
        let verdict = match report.verdict {
            Verdict::NeedsMasking => Verdict::Masked,
            verdict => verdict,
        };
        Ok(Report { verdict, ..report })
    }

    /// What writes the document again. One that cannot be read is met here if it is a package.
    fn writer<'s>(
        &self,
        source: Source<'s>,
        name: &str,
        probe: &Probe,
    ) -> Result<Box<dyn Writer + 's>, Unwritable> {
        let input = match source {
            _ if !probe.format.is_package() => Input::memory(&[][..], probe.encoding),
            Source::Bytes { bytes, .. } => Input::memory(bytes, probe.encoding),
            _ => {
                let opened = source.open().map_err(|error| Unwritable::Error(Error::read(name, error)))?;
                Input::stream(opened, probe.encoding)
            }
        };
        let scope = Scope::new(&self.limits).named(&source.raw_name());
        let writer = probe.format.writer(input, &scope, self.strip);
        writer.map_err(|error| {
            let reason = error.reason().unwrap_or(Reason::Malformed);
            Unwritable::Obstacle(Obstacle { reason, offset: error.offset() })
        })
    }

    /// The same as a review for a report, handing each chunk with its review to `take`.
    pub(crate) fn review_whole(
        &self,
        source: Source<'_>,
        name: &str,
        probe: &Probe,
        listener: &mut dyn Listener,
        take: &mut dyn FnMut(&Chunk, &Review) -> Result<(), Error>,
    ) -> Result<Report, Error> {
        self.review_all(source, name, probe, Purpose::Report, listener, take)
    }

    /// Reviews every chunk in order and hands each with its review to `take`.
    fn review_all(
        &self,
        source: Source<'_>,
        name: &str,
        probe: &Probe,
        purpose: Purpose,
        listener: &mut dyn Listener,
        take: &mut dyn FnMut(&Chunk, &Review) -> Result<(), Error>,
    ) -> Result<Report, Error> {
        let mut report = Report {
            format: probe.format.id(),
            hash: probe.hash.clone(),
            bytes: probe.bytes,
            ..Report::empty(name)
        };
        let mut remembered = self.remember(source, name, probe, listener)?;
        let mut total = Review::default();
        if purpose == Purpose::Report {
            self.review_name(&source.raw_name(), &remembered, &mut report, &mut total, listener);
        }
        if let Some(desk) = &self.desk {
            desk.begin();
        }
        let kept = remembered.kept.take();
        let asked = (self.policy.risk().k, self.policy.risk().l);
        let small_count = self.policy.risk().small_count;
        let (mut comparison, mut audited) = (Comparison::default(), Audited::default());
        let known = Known::default();
        let joins = listener.joins();
        // One for each chunk of a batch, so that no thread waits for another.
        let mut alike: Vec<Alike> = Vec::new();
        let mut review_batch = |batch: &Batch| {
            alike.resize_with(batch.chunks.len().max(alike.len()), Alike::default);
            let items = listener.wants_items();
            let spared = match purpose {
                Purpose::Report => comparison.spared(),
                Purpose::Residue => Spared::Everything,
            };
            let review = |nth: usize, chunk: &Chunk, tables: &ChunkTables, alike: &mut Alike| {
                let (names, known, hash) = (&remembered.names, &known, &*probe.hash);
                let (memory, reading) = (remembered.memory.as_ref(), remembered.reading(nth));
                Setting {
                    pipeline: self,
                    tables,
                    memory,
                    reading,
                    names,
                    known,
                    hash,
                    items,
                    spared,
                    joins,
                    anew: false,
                }
                .review(chunk, alike)
            };
            let mut finish = |chunk: &Chunk, mut review: Review| {
                if let Some(gate) = &self.gate {
                    review.settle(gate);
                }
                review.items.iter().for_each(|item| listener.item(item));
                take(chunk, &review)?;
                comparison.add(&review.tally, asked);
                audited.add(std::mem::take(&mut review.counted), small_count);
                if !probe.is_prose() {
                    listener.progress(chunk.own_text().len() as u64);
                }
                total.absorb(review);
                Ok(())
            };
            // One thread is this one.
            if rayon::current_num_threads() == 1 {
                return batch.all().try_for_each(|(nth, chunk, tables)| {
                    finish(chunk, review(nth, chunk, tables, &mut alike[0]))
                });
            }
            let work = batch.chunks.par_iter().zip(&batch.tables).zip(&mut alike).enumerate();
            let reviews: Vec<Review> = work
                .map(|(nth, ((chunk, tables), alike))| review(batch.first + nth, chunk, tables, alike))
                .collect();
            batch.chunks.iter().zip(reviews).try_for_each(|(chunk, review)| finish(chunk, review))
        };
        let end = match kept {
            Some(Kept { batches, end }) => {
                for batch in &batches {
                    self.check_stop()?;
                    review_batch(batch)?;
                }
                end
            }
            None => self.read(source, name, probe, true, &mut |batch| review_batch(&batch))?,
        };
        report.small_counts = audited.finish(small_count).into();
        let extras = self.notes_of(end.notes, &mut report);
        if let Some(obstacle) = end.obstacle {
            report.verdict = Verdict::NotInspected(obstacle.reason);
            report.stopped_at = obstacle.offset;
        } else {
            // A hidden count that follows from the totals is for a person too.
            let unsettled = !self.policy.lacks().is_empty() || report.small_counts.follows > 0;
            report.verdict = verdict(&total, extras, report.leaves_unread(), unsettled);
        }
        if let Some(desk) = self.desk.as_ref().filter(|desk| !desk.is_after()) {
            if !matches!(report.verdict, Verdict::NotInspected(reason) if reason != Reason::UnreadParts) {
                desk.check(&report.name)?;
            }
            report.exempted = desk.exempted();
        }
        let of_another = |decisions: &Decisions| decisions.are_of_another(name, &report.hash);
        report.decisions_of_another =
            self.desk.is_none() && self.decisions.as_deref().is_some_and(of_another);
        if report.decisions_of_another && matches!(report.verdict, Verdict::Clean | Verdict::NeedsMasking) {
            report.verdict = Verdict::NeedsReview;
        }
        let exempted = total.exempted.into_iter();
        report.exempted.extend(exempted.map(|((kind, basis), count)| Exempted {
            what: kind.id(),
            count,
            basis,
        }));
        if let Some(gate) = &self.gate {
            gate.tell(&mut report);
            // Something in it asks for what it does not get: somebody has to see that.
            if !report.allow_problems.is_empty()
                && matches!(report.verdict, Verdict::Clean | Verdict::NeedsMasking)
            {
                report.verdict = Verdict::NeedsReview;
            }
        }
        report.waiting = self.waiting(total.waiting, &report.hash);
        report.links = end.links;
        report.reach = remembered.reach();
        report.columns = end.tables.into_notes();
        report.counts = total.counts;
        report.dropped_rows = total.dropped_rows;
        report.exposed = total.exposed.into();
        report.shown = total.shown;
        report.children = total.children.into();
        report.hidden = comparison.finish(asked).into();
        Ok(report)
    }

    /// The columns that wait for a person, as they may be shown.
    fn waiting(&self, columns: BTreeMap<WaitingColumn, u64>, hash: &str) -> Vec<Waiting> {
        let shown = columns.into_iter().map(|(WaitingColumn { number: column, heading, place }, cells)| {
            let heading = self.hide(&heading);
            let fingerprint = column_id(hash, &heading, column, &place);
            Waiting { fingerprint, heading, column, place, cells }
        });
        shown.collect()
    }

    /// Reports what is to be known of the document beside its text, and says how much of it goes.
    fn notes_of(&self, notes: Vec<Note>, report: &mut Report) -> u64 {
        let mut goes = 0;
        for note in notes {
            let stripped = goes_as(&note.what).is_some_and(|extra| self.strip.takes(extra));
            let place = note.place.with_names(&mut |name| self.hide_in_place(name));
            goes += u64::from(stripped && !self.passes_beside(&note.what, &place.to_string()));
            // Who has looked at the whole file has looked at its parts.
            let approves =
                |hash: &[u8; 32]| self.policy.approves(&hex(hash)) || self.policy.approves(&report.hash);
            let approved = matches!(&note.what, What::Unread { hash, .. } if approves(hash));
            // What takes it along says so.
            let said = stripped && matches!(note.what, What::Unread { .. });
            let approved = approved
                || match (&note.what, &self.desk) {
                    (What::Unread { hash, .. }, Some(desk)) if !stripped => {
                        desk.approves(&hex(hash), &place.to_string())
                    }
                    _ => false,
                };
            if !approved && !said {
                report.notes.push(Remark { place, what: note.what, stripped });
            }
        }
        goes
    }

    /// Whether what goes beside the text does not count again.
    fn passes_beside(&self, what: &What, place: &str) -> bool {
        let (Some(gate), Some(extra)) = (&self.gate, goes_as(what)) else { return false };
        let name =
            |baseline: &Baseline, path: &str| baseline.name_of_other(extra.id(), place, path, gate.hash());
        gate.passes(extra.id(), place, &name)
    }

    /// What the document's own name says, by what the document says.
    fn review_name(
        &self,
        path: &str,
        remembered: &Remembered,
        report: &mut Report,
        total: &mut Review,
        listener: &mut dyn Listener,
    ) {
        let nobody = Memory::default();
        let name = FileName::new(self, path, remembered, &nobody);
        let shown = self.display_name_of(path, remembered, &nobody);
        if shown != report.name {
            report.name = shown;
        }
        listener.named(&report.name);
        report.public_name = name.public();
        let mut own = Review::default();
        name.review(&report.hash, &mut own);
        if let Some(gate) = &self.gate {
            own.settle(gate);
        }
        if listener.wants_items() {
            own.items.iter().for_each(|item| listener.item(item));
        }
        total.absorb(own);
    }
}

impl<T: Write> Write for Hashing<T> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let count = self.inner.write(bytes)?;
        if let Some(hasher) = &mut self.hasher {
            hasher.update(&bytes[..count]);
        }
        Ok(count)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.inner.flush()
    }
}

/// As what something beside the text would be taken out.
const fn goes_as(what: &What) -> Option<Extra> {
    match what {
        What::Extra(extra) | What::HiddenExtra(_, extra) | What::Unread { goes_with: Some(extra), .. } => {
            Some(*extra)
        }
        _ => None,
    }
}

/// What is left in what was written.
struct Residue {
    /// Places that would be masked again.
    places: u64,
    /// Something waits for a person that nobody decided on.
    waits: bool,
}

impl Residue {
    /// What nobody decided on has to be seen by somebody.
    fn tell(&self, report: &mut Report) {
        if self.waits && matches!(report.verdict, Verdict::Clean | Verdict::Masked) {
            report.verdict = Verdict::NeedsReview;
        }
    }
}

/// Why a document cannot be written again.
enum Unwritable {
    Obstacle(Obstacle),
    Error(Error),
}

/// What was just written has to be readable.
fn reprobe(written: Source<'_>, name: &str) -> Result<Probe, Error> {
    probe(written, false).map_err(|_| unreadable(name))
}

fn unreadable(name: &str) -> Error {
    ErrorKind::Residue { name: name.to_owned(), places: 0 }.into()
}

fn blocked_by(name: &str, obstacle: &Obstacle) -> Report {
    Report { stopped_at: obstacle.offset, ..Report::not_inspected(name, obstacle.reason) }
}

/// The folder that `path` stands in.
pub(crate) fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// A document that must not be published, or was not read whole, leaves no output.
pub(crate) const fn may_be_written(verdict: Verdict) -> bool {
    match verdict {
        // What could be read was; a person looks at the rest.
        Verdict::NotInspected(Reason::UnreadParts) => true,
        Verdict::MustNotPublish | Verdict::NotInspected(_) => false,
        _ => true,
    }
}

/// `stripped` things beside the text go; `unread` ones stay. Where something is `unsettled`, such as a basis that the
/// profile asks for, a person decides.
fn verdict(review: &Review, stripped: u64, unread: bool, unsettled: bool) -> Verdict {
    let waits = |action: &str| action == "review";
    let masks = |action: &str| !matches!(action, "keep" | "review" | "block" | crate::WAIVED);
    if review.blocked || review.exposed.rows > 0 || review.children.rows > 0 {
        Verdict::MustNotPublish
    } else if unread {
        Verdict::NotInspected(Reason::UnreadParts)
    } else if unsettled || review.to_review > 0 || review.counts.total(waits) > 0 {
        Verdict::NeedsReview
    } else if review.counts.total(masks) > 0 || review.dropped > 0 || review.coarsened > 0 || stripped > 0 {
        Verdict::NeedsMasking
    } else {
        Verdict::Clean
    }
}
