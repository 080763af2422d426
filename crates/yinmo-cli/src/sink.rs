//! Where reports go: standard output, standard error, or a file that appears whole or not at all.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use indicatif::ProgressBar;
use yinmo::Output;

/// A place for a report.
pub enum Sink {
    /// Standard output or error. Whoever reads it may stop reading.
    Stream(BufWriter<Stream>),
    /// A report that gets its name when it is complete.
    File { output: BufWriter<Output>, path: PathBuf },
    /// Something that is no plain file and is there already: a pipe, a device.
    Device(BufWriter<File>),
}

impl Sink {
    /// Standard output.
    pub fn stdout(progress: ProgressBar) -> Self {
        Self::Stream(BufWriter::new(Stream { inner: Box::new(io::stdout()), closed: false, progress }))
    }

    /// Standard error.
    pub fn stderr(progress: ProgressBar) -> Self {
        Self::Stream(BufWriter::new(Stream { inner: Box::new(io::stderr()), closed: false, progress }))
    }

    /// The file `path`; an older report is replaced.
    pub fn file(path: &Path) -> io::Result<Self> {
        if fs::metadata(path).is_ok_and(|metadata| !metadata.is_file()) {
            return Ok(Self::Device(BufWriter::new(File::options().write(true).open(path)?)));
        }
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        Ok(Self::File { output: BufWriter::new(Output::in_folder(folder)?), path: path.to_owned() })
    }

    /// Ends the report; a file gets its name now.
    pub fn finish(self) -> io::Result<()> {
        match self {
            Self::Stream(mut stream) => stream.flush(),
            Self::Device(mut file) => file.flush(),
            Self::File { output, path } => {
                output.into_inner().map_err(io::IntoInnerError::into_error)?.publish(&path, true)
            }
        }
    }
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Stream(stream) => stream.write(bytes),
            Self::File { output, .. } => output.write(bytes),
            Self::Device(file) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Stream(stream) => stream.flush(),
            Self::File { output, .. } => output.flush(),
            Self::Device(file) => file.flush(),
        }
    }
}

/// A standard stream. Once its reader is gone, what is written to it is dropped: the run goes on, because its
/// exit code still tells what was found. Steps around the progress bar on the same terminal.
pub struct Stream {
    inner: Box<dyn Write + Send + Sync>,
    closed: bool,
    progress: ProgressBar,
}

impl Stream {
    fn unless_closed<T>(
        &mut self,
        otherwise: T,
        write: impl FnOnce(&mut dyn Write) -> io::Result<T>,
    ) -> io::Result<T> {
        if self.closed {
            return Ok(otherwise);
        }
        match self.progress.suspend(|| write(&mut self.inner)) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.closed = true;
                Ok(otherwise)
            }
            outcome => outcome,
        }
    }
}

impl Write for Stream {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.unless_closed(bytes.len(), |inner| inner.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.unless_closed((), |inner| inner.flush())
    }
}
