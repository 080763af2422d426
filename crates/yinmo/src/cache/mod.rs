//! What checks came to, remembered for documents that did not change.
//!
//! A document is known by its name and its content: what is found in it, and what it is taken for, depends on both. An
//! entry is of use to the same program with the same policy alone; [`Pipeline::context`] is a hash of all that decides.
//! What a batch makes of a report, such as a comparison with other documents, a record in the trail, or a day that is
//! over, is not remembered but done again each time.
//!
//! Numbers are stored as they are. Words, among them masked previews and the names of columns, are encrypted with a key
//! made of the document: see [`seal`]. Names of documents are stored as hashes.
//!
//! A cache that is cut short, changed or deleted costs time and nothing else. It is trusted as far as the program itself:
//! whoever can write to it can write to the other files of the user. So it lies where nobody else can.

mod codec;
mod folder;
mod outcome;
mod program;
mod recording;
mod seal;
mod store;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use yinmo_core::operators::Action;

use crate::seen::Stamp;
use crate::{Pipeline, source};
use folder::Folder;
use seal::{Id, hash};
use store::{Entries, Entry, Stored};

/// What a pipeline remembers of documents that it checked, from one run to the next.
///
/// ```
/// use yinmo::{Cache, Job, Pipeline, Task};
/// # use std::ops::ControlFlow;
/// # struct Quiet;
/// # impl yinmo::BatchListener for Quiet {
/// #     fn item(&mut self, _: usize, _: &yinmo::Item) {}
/// #     fn done(&mut self, _: usize, _: Result<yinmo::Report, yinmo::Error>) -> ControlFlow<()> {
/// #         ControlFlow::Continue(())
/// #     }
/// # }
/// # let folder = tempfile::tempdir()?;
/// let program = std::env::current_exe()?;
/// for known in [0, 1] {
///     let pipeline = Pipeline::default();
///     let cache = Cache::open(&folder.path().join("cache"), &program, "project", &pipeline)?;
///     let cache = std::sync::Arc::new(cache);
///     let pipeline = pipeline.with_cache(&cache);
///     pipeline.run(&[Job::new("Cargo.toml".into(), Task::Check)], &mut Quiet);
///     cache.save()?;
///     assert_eq!(cache.reused(), known);
/// }
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Debug)]
pub struct Cache {
    folder: Folder,
    file: PathBuf,
    program: Id,
    context: Id,
    /// As it was when the run began.
    now: SystemTime,
    known: Stored,
    /// What was found out or confirmed in this run.
    fresh: Mutex<Entries<'static>>,
    reused: std::sync::atomic::AtomicU64,
    was_of_use: AtomicBool,
}

/// Days between two notes that an entry was of use.
const NOTED_DAYS: u32 = 7;

const DAY: u64 = 24 * 60 * 60;

impl Cache {
    /// The cache of `project` below `folder`, for what `pipeline` finds and the program at `program` runs. Projects are
    /// kept apart so that none has to be read for another; their name decides nothing else.
    ///
    /// # Errors
    /// If the folder cannot be made, or belongs to others, or others can write to it; or the program cannot be read. A
    /// cache that cannot be read is an empty one.
    pub fn open(folder: &Path, program: &Path, project: &str, pipeline: &Pipeline) -> io::Result<Self> {
        let (folder, now) = (Folder::at(folder)?, SystemTime::now());
        let program = program::id(&folder, program, now)?;
        let context = pipeline.context(&program);
        let name = hash(&[b"file", &context, project.as_bytes()]);
        let file = folder.file(&source::hex(&name[..16]));
        let known = folder.read(&file).ok().and_then(|bytes| Stored::new(bytes, &context));
        Ok(Self {
            folder,
            file,
            program,
            context,
            now,
            known: known.unwrap_or_default(),
            fresh: Mutex::default(),
            reused: 0.into(),
            was_of_use: false.into(),
        })
    }

    /// Whether nothing was known when it was opened.
    pub fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    /// How many documents were known and not looked at again.
    pub fn reused(&self) -> u64 {
        self.reused.load(Ordering::Relaxed)
    }

    /// Writes what was found out. What other runs wrote meanwhile is kept.
    ///
    /// # Errors
    /// If it cannot be written, or others write all the time. Nothing is lost but time.
    pub fn save(&self) -> io::Result<()> {
        let fresh = std::mem::take(&mut *self.fresh());
        if fresh.is_empty() {
            return if self.was_of_use.load(Ordering::Relaxed) {
                Folder::touch(&self.file, self.now)
            } else {
                Ok(())
            };
        }
        let _lock = self.folder.lock()?;
        let known = self.folder.read(&self.file).ok().and_then(|bytes| Stored::new(bytes, &self.context));
        let known = known.unwrap_or_default();
        let mut entries = known.entries();
        entries.extend(fresh);
        self.folder.write(&self.file, &store::to_bytes(&entries, &self.context, self.today()))?;
        self.folder.prune(self.now)
    }

    fn fresh(&self) -> MutexGuard<'_, Entries<'static>> {
        // Entries are put in whole.
        self.fresh.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn today(&self) -> u32 {
        let since = self.now.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        u32::try_from(since.as_secs() / DAY).unwrap_or(u32::MAX)
    }

    /// Notes that an entry was of use, if that is worth writing.
    fn used(&self, name: Id, entry: &Entry<'_>, stamp: Option<Stamp>) {
        self.reused.fetch_add(1, Ordering::Relaxed);
        self.was_of_use.store(true, Ordering::Relaxed);
        let is_news =
            (stamp.is_some() && stamp != entry.stamp) || self.today().saturating_sub(entry.day) >= NOTED_DAYS;
        if is_news {
            let entry = Entry { stamp, day: self.today(), ..entry.clone().into_owned() };
            self.fresh().insert(name, entry);
        }
    }
}

/// A cache at work in a pipeline.
#[derive(Clone)]
pub(crate) struct Cached {
    cache: Arc<Cache>,
    /// All that the policy may do with a finding.
    actions: Arc<Vec<Action>>,
}

impl Pipeline {
    /// The same, looking no further at documents that `cache` knows when they are checked in a batch. To be called last:
    /// a cache that was opened for a pipeline that finds something else is not used.
    #[must_use]
    pub fn with_cache(self, cache: &Arc<Cache>) -> Self {
        if self.context(&cache.program) != cache.context {
            return self;
        }
        self.each(&|mut pipeline| {
            let actions = Arc::new(outcome::actions(&pipeline.policy));
            pipeline.cached = Some(Cached { cache: Arc::clone(cache), actions });
            pipeline
        })
    }
}
