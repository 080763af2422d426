//! Objects of a repository, handed over by one `git cat-file` for all of them.

use std::collections::HashMap;
use std::fmt;
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Stdio};
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::Result;
use yinmo::Stored;

use super::call::{Git, unreadable_object};
use super::lfs;

/// Hands over objects, from any thread, one at a time.
pub struct Objects {
    talk: Mutex<Talk>,
    is_broken: AtomicBool,
    /// Where Git LFS keeps what pointers stand for.
    lfs: PathBuf,
}

struct Talk {
    git: Child,
    /// `None` once it is over.
    ask: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
}

impl Objects {
    /// Starts git.
    pub fn open(git: &Git) -> Result<Self> {
        let mut command = git.command(["cat-file", "--batch"]);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().map_err(|error| git.not_started(&error))?;
        let (Some(ask), Some(answers)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(unreadable_object(git.lang));
        };
        let talk = Talk { git: child, ask: Some(ask), answers: BufReader::new(answers) };
        Ok(Self { talk: Mutex::new(talk), is_broken: AtomicBool::new(false), lfs: lfs::folder(&git.folder) })
    }

    /// The content of the file with this name or id, if there is one.
    pub fn find(&self, name: &[u8]) -> io::Result<Option<Vec<u8>>> {
        let mut talk = self.talk.lock().map_err(|_| io::ErrorKind::BrokenPipe)?;
        let found = talk.find(name);
        // What comes next would be an answer to something else.
        if found.is_err() {
            self.is_broken.store(true, Ordering::Relaxed);
            talk.ask = None;
        }
        found
    }

    /// The content of the file with this id; what a pointer of Git LFS stands for, if that is here.
    pub fn content(&self, id: &str) -> io::Result<Vec<u8>> {
        let Some(content) = self.find(id.as_bytes())? else {
            self.is_broken.store(true, Ordering::Relaxed);
            return Err(io::ErrorKind::NotFound.into());
        };
        Ok(lfs::resolved(&self.lfs, &content).unwrap_or(content))
    }

    /// Whether something was not handed over that should have been.
    pub fn are_broken(&self) -> bool {
        self.is_broken.load(Ordering::Relaxed)
    }
}

/// Shows nothing of what it hands over.
impl fmt::Debug for Objects {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Objects").finish_non_exhaustive()
    }
}

impl Talk {
    fn find(&mut self, name: &[u8]) -> io::Result<Option<Vec<u8>>> {
        // A name of two lines would be two questions.
        if name.contains(&b'\n') {
            return Ok(None);
        }
        let ask = self.ask.as_mut().ok_or(io::ErrorKind::BrokenPipe)?;
        ask.write_all(&[name, b"\n"].concat())?;
        ask.flush()?;
        let mut head = Vec::new();
        self.answers.read_until(b'\n', &mut head)?;
        let head = head.strip_suffix(b"\n").ok_or(io::ErrorKind::UnexpectedEof)?;
        if head.ends_with(b" missing") || head.ends_with(b" ambiguous") {
            return Ok(None);
        }
        let (kind, size) = described(head).ok_or(io::ErrorKind::InvalidData)?;
        let content = self.content(size)?;
        Ok(Some(content).filter(|_| kind == "blob"))
    }

    fn content(&mut self, size: u64) -> io::Result<Vec<u8>> {
        let size = usize::try_from(size).map_err(|_| io::ErrorKind::OutOfMemory)?;
        let mut content = Vec::new();
        content.try_reserve_exact(size).map_err(|_| io::ErrorKind::OutOfMemory)?;
        let read = self.answers.by_ref().take(size as u64).read_to_end(&mut content)?;
        let mut end = [0];
        self.answers.read_exact(&mut end)?;
        if read == size && end == *b"\n" { Ok(content) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
    }
}

/// Git ends when nobody asks any more.
impl Drop for Talk {
    fn drop(&mut self) {
        self.ask = None;
        let _ = self.git.kill();
        let _ = self.git.wait();
    }
}

/// Type and size in `ID TYPE SIZE`.
pub(super) fn described(head: &[u8]) -> Option<(&str, u64)> {
    let mut words = std::str::from_utf8(head).ok()?.split(' ').skip(1);
    let (kind, size) = (words.next()?, words.next()?.parse().ok()?);
    words.next().is_none().then_some((kind, size))
}

/// The sizes of the files with these ids.
///
/// # Errors
///
/// If there is one that git does not have.
pub fn sizes<'i>(git: &Git, ids: impl Iterator<Item = &'i str> + Send) -> Result<HashMap<String, u64>> {
    let mut command = git.command(["cat-file", "--batch-check"]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().map_err(|error| git.not_started(&error))?;
    let (ask, answers) = (child.stdin.take(), child.stdout.take());
    let sizes = std::thread::scope(|scope| {
        // Both pipes are short: who only asked would wait forever.
        scope.spawn(move || {
            let mut ask = BufWriter::new(ask?);
            ids.into_iter().try_for_each(|id| writeln!(ask, "{id}")).and_then(|()| ask.flush()).ok()
        });
        BufReader::new(answers?).split(b'\n').map(|line| size(&line.ok()?)).collect::<Option<_>>()
    });
    let ended = child.wait().is_ok_and(|status| status.success());
    sizes.filter(|_| ended).ok_or_else(|| unreadable_object(git.lang))
}

fn size(answer: &[u8]) -> Option<(String, u64)> {
    let ("blob", size) = described(answer)? else { return None };
    let id = answer.split(|&byte| byte == b' ').next()?;
    Some((String::from_utf8_lossy(id).into_owned(), size))
}

/// A file among the objects.
#[derive(Debug)]
pub struct Blob {
    pub objects: Arc<Objects>,
    pub id: Box<str>,
    pub size: u64,
}

impl Stored for Blob {
    fn size(&self) -> u64 {
        self.size
    }

    fn fetch(&self) -> io::Result<Vec<u8>> {
        self.objects.content(&self.id)
    }
}
