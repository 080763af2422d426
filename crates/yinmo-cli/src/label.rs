//! The labels of a run: a note in the folder that is written to, or beside each file that is masked where it stands.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow};
use yinmo::{Job, LabelNote, Pipeline, Task};

use crate::files::{Input, canonical};
use crate::lang::Lang;
use crate::print::to_stderr;
use crate::summary::Document;
use crate::words::{io_error, visible};

/// Whether the file is a note of an earlier run, and says nothing else.
pub fn is_one(path: &Path) -> bool {
    let has_name = path.file_name().is_some_and(|name| name == LabelNote::NAME);
    has_name && fs::read_to_string(path).is_ok_and(|text| LabelNote::is_one(&text))
}

/// The notes that a run leaves.
pub struct Labels<'r> {
    /// What masks.
    pub pipeline: &'r Pipeline,
    /// The folder that is written to; none where files are masked where they stand.
    pub output: Option<&'r Path>,
    /// The language of messages.
    pub lang: Lang,
}

impl Labels<'_> {
    /// The files of the notes that will be left once these are written.
    pub fn planned(&self, files: &[Input]) -> Vec<PathBuf> {
        let mut paths: Vec<PathBuf> = match self.are_asked() {
            true => files.iter().map(|file| self.note(&file.job).path().to_owned()).collect(),
            false => Vec::new(),
        };
        paths.dedup();
        paths
    }

    /// An error, before anything is written, if a note would take another file's name.
    pub fn refuse_taken(&self, files: &[Input]) -> Result<()> {
        for path in self.planned(files) {
            let target = |file: &Input| match &file.job.task {
                Task::Mask { target, .. } => canonical(target) == canonical(&path),
                Task::Check | Task::MaskInPlace { .. } => false,
            };
            let note = LabelNote::of(path.parent().unwrap_or(Path::new("")));
            if files.iter().any(target) || note.is_taken().unwrap_or(true) {
                return Err(self.taken(&path));
            }
        }
        Ok(())
    }

    /// Labels what was written: the first documents are those of `files`.
    pub fn add(&self, files: &[Input], documents: &[Document]) -> Result<()> {
        if !self.are_asked() {
            return Ok(());
        }
        let mut notes = BTreeMap::<PathBuf, Vec<(String, String)>>::new();
        for (file, document) in files.iter().zip(documents) {
            let job = &file.job;
            if let Some(written) = self.written(job, document) {
                notes.entry(self.folder(job).to_owned()).or_default().push(written);
            }
        }
        notes.into_iter().try_for_each(|(folder, files)| self.write(&LabelNote::of(&folder), files))
    }

    fn are_asked(&self) -> bool {
        self.pipeline.policy().only_deidentifies()
    }

    fn note(&self, job: &Job) -> LabelNote {
        LabelNote::of(self.folder(job))
    }

    fn folder<'j>(&'j self, job: &'j Job) -> &'j Path {
        self.output.unwrap_or_else(|| job.path.parent().unwrap_or(Path::new("")))
    }

    /// What was written for a document: its name below the note's folder, as it may be shown, and its SHA-256.
    fn written(&self, job: &Job, document: &Document) -> Option<(String, String)> {
        let report = document.report()?;
        let hash = report.output_hash.clone()?;
        let path = match &job.task {
            Task::Check => return None,
            Task::MaskInPlace { .. } if hash == report.hash => return None,
            Task::MaskInPlace { .. } => job.path.clone(),
            Task::Mask { target, .. } => {
                match report.output.as_deref().and_then(|name| Path::new(name).file_name()) {
                    Some(name) => target.with_file_name(name),
                    None => target.clone(),
                }
            }
        };
        let below = path.strip_prefix(self.folder(job)).unwrap_or(&path);
        Some((visible(&self.pipeline.display_name(&below.to_string_lossy())), hash))
    }

    fn write(&self, note: &LabelNote, files: Vec<(String, String)>) -> Result<()> {
        let path = self.shown(note.path());
        note.add(self.pipeline.policy(), files).map_err(|error| {
            let why = io_error(&error, self.lang);
            anyhow!(self.lang.pick(
                format!("无法写 {path}：{why}。文件已写出而没有标明去标识化，共享时须另行说明"),
                format!("cannot write {path}: {why}; the files were written without their label, which has to be given otherwise"),
            ))
        })?;
        to_stderr(&self.lang.pick(
            format!("{path} 标明这些文件只是去标识化，共享时请一并提供\n"),
            format!("{path} labels the files as de-identified; pass it on with them\n"),
        ));
        Ok(())
    }

    fn taken(&self, path: &Path) -> anyhow::Error {
        let path = self.shown(path);
        anyhow!(self.lang.pick(
            format!("{path} 要写去标识化的说明，但已有别的文件叫这个名字、将要叫这个名字，或说明被改动过，任何文件都没有写。请移走该文件，或换一个输出目录"),
            format!("{path} has to label the files as de-identified, but another file has this name or would get it, or the label was changed; nothing was written; move that file away or choose another folder"),
        ))
    }

    fn shown(&self, path: &Path) -> String {
        visible(&self.pipeline.display_name(&path.to_string_lossy()))
    }
}
