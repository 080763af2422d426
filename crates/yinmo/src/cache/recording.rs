//! A check that is looked up first, and remembered if it was not known.

use std::fs::{File, Metadata};
use std::io::{self, BufRead as _, BufReader, Read as _};
use std::path::Path;

use super::codec::{Put, Take};
use super::outcome::{put_item, put_numbers, put_words, take_item, take_numbers, take_words};
use super::seal::{Content, Id, hash};
use super::store::Entry;
use super::{Cache, Cached};
use crate::seen::{Seen, Stamp};
use crate::source::{Hash, hex};
use crate::{Error, Item, Job, Listener, Pipeline, Report, Source};
use sha2::{Digest, Sha256};
use yinmo_core::operators::Action;

/// A larger document is read piece by piece and looked at each time.
const LARGEST: u64 = 8 << 20;

/// The bytes of a file that are hashed at a time: few enough to stay in the fastest memory.
const PART: usize = 64 << 10;

/// What came of a document is stored up to so many bytes.
const MOST: usize = 256 << 10;

/// Of what kind an entry is, in front of its numbers: the document is shown under its own name and nothing is said of it
/// in words, or its words are sealed.
const NUMBERS_ALONE: u8 = 0;
const WITH_WORDS: u8 = 1;

impl Pipeline {
    /// A hash of everything that decides what comes of a document with a name and a content.
    pub(super) fn context(&self, program: &Id) -> Id {
        let limits = format!("{:?}", self.limits);
        let waivers = self.waivers.as_ref().map(|waivers| waivers.said()).unwrap_or_default();
        let policy = self.policy.fingerprint().as_bytes();
        hash(&[program, policy, limits.as_bytes(), waivers.as_bytes(), &[self.excerpts.into()]])
    }

    /// Whether what is known of a document may stand for a look at it: not where people decided something, nor where not
    /// all of it is looked at.
    pub(crate) fn may_reuse(&self, job: &Job, listener: &dyn Listener) -> bool {
        self.decisions.is_none() && self.desk.is_none() && job.lines.is_none() && listener.wants_items()
    }

    /// Says what is known of the document, or looks at it and remembers what came of that.
    pub(crate) fn check_cached(
        &self,
        cached: &Cached,
        job: &Job,
        listener: &mut dyn Listener,
    ) -> Result<Report, Error> {
        let cache = &*cached.cache;
        let name = name_of(job);
        let lookup = Lookup { cache, actions: &cached.actions, job, name, entry: cache.known.get(&name) };
        if let Some(report) = lookup.by_stamp() {
            listener.named(&report.name);
            listener.progress(report.bytes);
            return Ok(report);
        }
        if let Some(report) = lookup.by_stamp_and_content(listener) {
            listener.progress(report.bytes);
            return Ok(report);
        }
        let Ok(Some((bytes, stamp))) = lookup.load() else { return self.check_anew(job, listener) };
        let hashed = Sha256::new_with_prefix(&bytes);
        let content = Content::of(&hashed);
        if let Some(report) = lookup.by_content(&content, stamp, listener) {
            listener.progress(report.bytes);
            return Ok(report);
        }
        let mut recording = Recording {
            inner: listener,
            actions: lookup.actions,
            named: false,
            count: 0,
            items: Some(Put::default()),
        };
        let name = job.name();
        let source = Source::Bytes { name: &name, bytes: &bytes };
        let hash = Hash::Is(hex(&hashed.finalize()));
        let report = self.check_unrecorded(source, hash, None, &mut recording)?;
        if let Some((numbers, words)) = recording.finish(&report, &name) {
            lookup.remember(&content, stamp, numbers, words);
        }
        Ok(report)
    }
}

/// The document's name as it was given, as far as the system tells names apart.
fn name_of(job: &Job) -> Id {
    hash(&[b"name", job.path.as_os_str().as_encoded_bytes()])
}

/// A document that is looked up.
struct Lookup<'l> {
    cache: &'l Cache,
    actions: &'l [Action],
    job: &'l Job,
    name: Id,
    /// What was known of a document of this name when the run began.
    entry: Option<Entry<'l>>,
}

impl Lookup<'_> {
    /// The stamp of a file that did not change as far as the system tells, and what is known of it.
    fn unchanged(&self) -> Option<(Stamp, &Entry<'_>)> {
        let entry = self.entry.as_ref().filter(|_| self.job.stored.is_none())?;
        let seen = match self.job.seen {
            Some(seen) => seen,
            None => Seen::of(&std::fs::metadata(&self.job.path).ok()?),
        };
        let stamp = entry.stamp.filter(|&stamp| seen.stamp == Some(stamp))?;
        Some((stamp, entry))
    }

    /// What is known of a file that did not change, if nothing is said of it in words.
    fn by_stamp(&self) -> Option<Report> {
        let (stamp, entry) = self.unchanged()?;
        let (_, numbers) = entry.numbers.split_first().filter(|(kind, _)| **kind == NUMBERS_ALONE)?;
        let report = self.plain(numbers)?;
        self.cache.used(self.name, entry, Some(stamp));
        Some(report)
    }

    /// What is known of a file that did not change, told to the `listener`. Its content is the key to the words and needs
    /// not be kept for that.
    fn by_stamp_and_content(&self, listener: &mut dyn Listener) -> Option<Report> {
        let (stamp, _) = self.unchanged()?;
        let hashed = hashed(&self.job.path).ok()?;
        self.by_content(&Content::of(&hashed), Some(stamp), listener)
    }

    fn plain(&self, numbers: &[u8]) -> Option<Report> {
        let mut take = Take(numbers);
        let report = take_numbers(&mut take, self.job.name().into_owned())?;
        take.0.is_empty().then_some(report)
    }

    /// What is known of this content, told to the `listener`.
    fn by_content(
        &self,
        content: &Content,
        stamp: Option<Stamp>,
        listener: &mut dyn Listener,
    ) -> Option<Report> {
        let entry = self.entry.as_ref().filter(|entry| entry.content == content.id())?;
        let (kind, numbers) = entry.numbers.split_first()?;
        let report = match *kind {
            NUMBERS_ALONE => {
                let report = self.plain(numbers)?;
                listener.named(&report.name);
                report
            }
            WITH_WORDS => self.in_words(numbers, &entry.words, content, listener)?,
            _ => return None,
        };
        self.cache.used(self.name, entry, stamp);
        Some(report)
    }

    /// Nothing is told before all of it is known.
    fn in_words(
        &self,
        numbers: &[u8],
        words: &[u8],
        content: &Content,
        listener: &mut dyn Listener,
    ) -> Option<Report> {
        let mut report = self.plain(numbers)?;
        let mut words = words.to_vec();
        content.apply_to(&mut words, &self.cache.context, &self.name);
        let mut take = Take(&words);
        take_words(&mut take, &mut report)?;
        let named = take.flag()?;
        let items = take.each(|take| take_item(take, self.actions))?;
        if !take.0.is_empty() {
            return None;
        }
        if named {
            listener.named(&report.name);
        }
        items.iter().for_each(|item| listener.item(item));
        Some(report)
    }

    /// The document in memory, and its stamp if it is a file.
    fn load(&self) -> io::Result<Option<(Vec<u8>, Option<Stamp>)>> {
        if let Some(stored) = &self.job.stored {
            let bytes = if stored.size() <= LARGEST { Some(stored.fetch()?) } else { None };
            return Ok(bytes.map(|bytes| (bytes, None)));
        }
        let Some((bytes, metadata)) = read(&self.job.path)? else { return Ok(None) };
        // Of before it was read: what changes meanwhile changes the stamp.
        Ok(Some((bytes, Stamp::settled(&metadata, self.cache.now))))
    }

    fn remember(&self, content: &Content, stamp: Option<Stamp>, numbers: Vec<u8>, mut words: Vec<u8>) {
        content.apply_to(&mut words, &self.cache.context, &self.name);
        let day = self.cache.today();
        let entry = Entry { content: content.id(), stamp, day, numbers: numbers.into(), words: words.into() };
        self.cache.fresh().insert(self.name, entry);
    }
}

/// A file of moderate size.
fn read(path: &Path) -> io::Result<Option<(Vec<u8>, Metadata)>> {
    let file = File::open(path)?;
    let metadata = file.metadata()?;
    if !metadata.is_file() || metadata.len() > LARGEST {
        return Ok(None);
    }
    let mut bytes = Vec::with_capacity(metadata.len() as usize + 1);
    // It may grow meanwhile.
    file.take(LARGEST + 1).read_to_end(&mut bytes)?;
    Ok(Some((bytes, metadata)).filter(|(bytes, _)| bytes.len() as u64 <= LARGEST))
}

/// What a file holds, hashed part by part; of one that grew too large since, enough to be none that is known.
fn hashed(path: &Path) -> io::Result<Sha256> {
    let mut reader = BufReader::with_capacity(PART, File::open(path)?.take(LARGEST + 1));
    let mut hasher = Sha256::new();
    loop {
        let part = reader.fill_buf()?;
        if part.is_empty() {
            return Ok(hasher);
        }
        hasher.update(part);
        let read = part.len();
        reader.consume(read);
    }
}

/// Passes on what is found, and notes it.
struct Recording<'l> {
    inner: &'l mut dyn Listener,
    actions: &'l [Action],
    named: bool,
    count: usize,
    /// `None` once there is something that cannot be stored.
    items: Option<Put>,
}

impl Recording<'_> {
    /// Numbers and words of the outcome, if it can be stored.
    fn finish(self, report: &Report, raw_name: &str) -> Option<(Vec<u8>, Vec<u8>)> {
        let items = self.items?;
        let is_plain = self.named && self.count == 0 && report.name == raw_name && !report.has_words();
        let mut numbers = Put(vec![if is_plain { NUMBERS_ALONE } else { WITH_WORDS }]);
        put_numbers(&mut numbers, report)?;
        let mut words = Put::default();
        if !is_plain {
            put_words(&mut words, report)?;
            words.flag(self.named);
            words.size(self.count);
            words.0.extend(items.0);
        }
        (numbers.0.len() + words.0.len() <= MOST).then_some((numbers.0, words.0))
    }
}

impl Listener for Recording<'_> {
    fn item(&mut self, item: &Item) {
        self.count += 1;
        let put = |put: &mut Put| put_item(put, item, self.actions).filter(|()| put.0.len() <= MOST);
        if self.items.as_mut().and_then(put).is_none() {
            self.items = None;
        }
        self.inner.item(item);
    }

    fn named(&mut self, name: &str) {
        self.named = true;
        self.inner.named(name);
    }

    /// What a document shows of people is always asked for: where it shows any, nothing is remembered, because it has to
    /// be compared with the documents of each batch.
    fn joins(&self) -> bool {
        true
    }

    fn progress(&mut self, bytes: u64) {
        self.inner.progress(bytes);
    }
}
