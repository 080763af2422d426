//! `yinmo mask`: writes documents that may be published.

use std::collections::{HashMap, HashSet};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow};
use yinmo::{Job, Task};

use super::batch::{Plan, Session};
use super::stdin;
use crate::args::MaskArgs;
use crate::exit::Exit;
use crate::files::{self, Files, Input, canonical};
use crate::lang::Lang;
use crate::print;
use crate::run::Alarm;
use crate::scope::LeftOut;
use crate::words::visible;

/// Masks what the arguments name.
pub fn run(args: &MaskArgs, lang: Lang) -> Result<Exit> {
    let reads_stdin = stdin::is_meant(&args.paths, lang)?;
    destination_is_clear(args, reads_stdin, lang)?;
    let decisions = args.decisions.as_deref();
    let session =
        Session::begin(&args.report, &args.policy, &args.trail, decisions, print::Task::Mask, None, lang)?;
    refuse_what_is_over(&session)?;
    if reads_stdin {
        return stdin::mask(&session, Alarm::Leftovers);
    }
    let own: Vec<PathBuf> =
        session.report_files().chain(&args.output_dir).chain(&args.decisions).cloned().collect();
    let mut found = files::find(&args.paths, &own);
    session.refuse_to_overwrite(&found, &[])?;
    if let Some(path) = args.paths.iter().find(|path| found.own.contains(path)) {
        return Err(session.same_file(path));
    }
    let planner = Planner { session: &session, force: args.force };
    match &args.output_dir {
        Some(folder) => planner.below_folder(&mut found, folder)?,
        None => planner.in_place(&mut found)?,
    }
    let (left_out, output) = (LeftOut::default(), args.output_dir.clone());
    let plan = Plan { alarm: Alarm::Leftovers, worklist: None, left_out, output };
    let labels = session.labels(&plan);
    labels.refuse_taken(&found.files)?;
    session.refuse_to_overwrite(&found, &labels.planned(&found.files))?;
    session.run(&found, plan)
}

/// What may not be seen any longer is not written to be seen.
fn refuse_what_is_over(session: &Session<'_>) -> Result<()> {
    let Some(day) = session.pipeline.is_over() else { return Ok(()) };
    Err(anyhow!(session.lang.pick(
        format!("公开截止日期 {day} 已过，不得再公开，未写出任何文件\n建议：核对 --publish-until 或配置中的 publish-until"),
        format!("the last day of publication, {day}, is over; nothing was written\nhelp: check --publish-until, or publish-until in the configuration"),
    )))
}

fn destination_is_clear(args: &MaskArgs, reads_stdin: bool, lang: Lang) -> Result<()> {
    let named = args.output_dir.is_some() || args.in_place;
    match (reads_stdin, named) {
        (true, true) => Err(anyhow!(lang.pick(
            "- 写到标准输出，不能与 -O 或 --in-place 同时使用",
            "- writes to standard output and takes neither -O nor --in-place",
        ))),
        (false, false) => Err(anyhow!(lang.pick(
            "未说明写到哪里。请给出 -O 目录，或用 --in-place --backup 就地脱敏",
            "no destination; give -O DIR, or --in-place --backup",
        ))),
        _ => Ok(()),
    }
}

/// Decides where each masked file goes, and refuses before anything is written.
struct Planner<'s> {
    session: &'s Session<'s>,
    force: bool,
}

impl Planner<'_> {
    fn below_folder(&self, found: &mut Files, folder: &Path) -> Result<()> {
        let inputs = inputs(found);
        let (mut relatives, mut taken) = (HashMap::new(), HashSet::new());
        let mut targets = Vec::with_capacity(found.files.len());
        for file in &found.files {
            let target = folder.join(self.session.pipeline.public_path(file.relative()));
            if let Some(other) = relatives.insert(file.relative(), file.path()) {
                return Err(self.collision(other, file.path(), &target));
            }
            // Two people's files may be alike once their names are hidden.
            let target = numbered(target, &taken);
            self.refuse_if_input(&target, &inputs)?;
            self.refuse_if_taken(&target)?;
            taken.insert(target.clone());
            targets.push(target);
        }
        for (file, target) in found.files.iter_mut().zip(targets) {
            file.job.task = Task::Mask { target, replace: self.force };
        }
        Ok(())
    }

    fn in_place(&self, found: &mut Files) -> Result<()> {
        let inputs = inputs(found);
        let plan = |file: Input| {
            // A link that was named is kept; what it points to is masked.
            let path = canonical(file.path()).unwrap_or_else(|| file.path().to_owned());
            let backup = with_suffix(&path, ".bak");
            self.refuse_if_input(&backup, &inputs)?;
            self.refuse_if_taken(&backup)?;
            let task = Task::MaskInPlace { backup, replace: self.force };
            let job = Job { seen: file.job.seen, ..Job::new(path, task) };
            Ok(file.done_by(job))
        };
        found.files = std::mem::take(&mut found.files).into_iter().map(plan).collect::<Result<_>>()?;
        Ok(())
    }

    fn refuse_if_input(&self, target: &Path, inputs: &HashSet<PathBuf>) -> Result<()> {
        match canonical(target).is_some_and(|target| inputs.contains(&target)) {
            true => Err(self.session.same_file(target)),
            false => Ok(()),
        }
    }

    fn refuse_if_taken(&self, path: &Path) -> Result<()> {
        if self.force || !path.exists() {
            return Ok(());
        }
        let path = visible(&self.session.shown(path));
        Err(anyhow!(self.session.lang.pick(
            format!("{path} 已存在，未覆盖，任何文件都没有写。如需覆盖请加 --force，或换一个输出目录"),
            format!("{path} exists; nothing was written; add --force or choose another folder"),
        )))
    }

    fn collision(&self, one: &Path, other: &Path, target: &Path) -> anyhow::Error {
        let [one, other, target] = [one, other, target].map(|path| visible(&self.session.shown(path)));
        anyhow!(self.session.lang.pick(
            format!("{one} 和 {other} 都要写成 {target}，任何文件都没有写。请分次处理，或先改名"),
            format!("{one} and {other} would both become {target}; nothing was written; mask them separately or rename one"),
        ))
    }
}

/// The path, with a number behind the name if it is taken.
pub(super) fn numbered(path: PathBuf, taken: &HashSet<PathBuf>) -> PathBuf {
    let Some(name) = path.file_name().and_then(OsStr::to_str).filter(|_| taken.contains(&path)) else {
        return path;
    };
    path.with_file_name(yinmo::numbered(name, |name| taken.contains(&path.with_file_name(name))))
}

/// The real paths of the files to read.
fn inputs(found: &Files) -> HashSet<PathBuf> {
    found.files.iter().filter_map(|file| canonical(file.path())).collect()
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}
