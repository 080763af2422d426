//! `yinmo baseline`: what was there already and does not count again.

use std::collections::HashSet;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Result, anyhow};
use yinmo::policy::Day;
use yinmo::{
    Baseline, BaselineDraft, BaselineEntry, BaselineLock, BatchListener, Error, Item, Key, Occasion,
    Pipeline, Policy, Report, Verdict, Waivers,
};

use crate::args::{
    BaselineCommand, BaselineCommandArgs, BaselineCreateArgs, BaselineFileArgs, BaselinePruneArgs,
    BaselineShowArgs, PolicyArgs, ScopeArgs,
};
use crate::config;
use crate::exit::Exit;
use crate::files;
use crate::lang::Lang;
use crate::print::{columns, to_stderr, to_stdout};
use crate::scope::Rules;
use crate::waivers;
use crate::words::visible;

/// The list that is meant when nothing names one.
const FILE: &str = "yinmo-baseline.jsonl";

/// Does what the arguments ask for.
pub fn run(args: &BaselineCommandArgs, lang: Lang) -> Result<Exit> {
    match &args.command {
        BaselineCommand::Create(args) => create(args, lang),
        BaselineCommand::Prune(args) => prune(args, lang),
        BaselineCommand::Show(args) => show(args, lang),
    }
}

/// What every one of them needs.
struct Setup<'a> {
    by: &'a PolicyArgs,
    policy: Policy,
    key: Option<Key>,
    file: PathBuf,
    lang: Lang,
}

impl<'a> Setup<'a> {
    fn new(list: &BaselineFileArgs, by: &'a PolicyArgs, lang: Lang) -> Result<Self> {
        let (policy, key) = config::policy_and_key(by, lang)?;
        let configured = policy.gate().baseline.as_ref().map(PathBuf::from);
        let file = list.baseline.clone().or(configured).unwrap_or_else(|| PathBuf::from(FILE));
        Ok(Self { by, policy, key, file, lang })
    }

    fn name(&self) -> String {
        visible(&self.file.to_string_lossy())
    }

    fn read(&self) -> Result<Baseline> {
        waivers::read(&self.file, self.key.as_ref(), self.lang)
    }

    /// Keeps others from replacing the list meanwhile.
    fn lock(&self) -> Result<Option<BaselineLock>> {
        BaselineLock::of(&self.file).map_err(|error| waivers::failed(&error, self.lang))
    }

    fn write(&self, baseline: &Baseline, replace: bool) -> Result<()> {
        baseline.write(&self.file, replace).map_err(|error| waivers::failed(&error, self.lang))
    }

    fn empty(&self) -> Baseline {
        Baseline::empty(&self.file, self.key.as_ref())
    }

    /// Checks what `yinmo check` looks at below the paths, by the list as well.
    fn check(&self, paths: &[PathBuf], baseline: Baseline) -> Result<(Checked, Arc<Baseline>)> {
        let exclusions = Rules::new(&self.policy, self.by, &ScopeArgs::default()).of_work_tree(self.lang)?;
        let own = std::slice::from_ref(&self.file);
        let (found, _) = files::find_except(paths, own, &exclusions)?;
        let baseline = Arc::new(baseline);
        let waivers = Waivers::of(&self.policy).with_baseline(Arc::clone(&baseline));
        let pipeline = Pipeline::new(self.policy.clone()).with_waivers(waivers);
        let mut checked = Checked { is_whole: found.skipped.is_empty(), ..Checked::default() };
        pipeline.run(&found.files, &mut checked);
        Ok((checked, baseline))
    }
}

/// What can be listed, document after document.
#[derive(Default)]
struct Checked {
    /// Rule and name of what counts.
    found: Vec<(&'static str, String, String)>,
    /// The same of the document at hand.
    own: Vec<(&'static str, String)>,
    /// The documents that were read whole, as they may be shown.
    read: HashSet<String>,
    /// Those that no list lets be published.
    refused: Vec<String>,
    /// Everything was read.
    is_whole: bool,
}

impl BatchListener for Checked {
    fn item(&mut self, _nth: usize, item: &Item) {
        if item.counts() {
            self.own.extend(item.lasting.clone().map(|name| (item.kind.id(), name)));
        }
    }

    fn done(&mut self, _nth: usize, outcome: Result<Report, Error>) -> ControlFlow<()> {
        let own = std::mem::take(&mut self.own);
        let Ok(report) = outcome else {
            self.is_whole = false;
            return ControlFlow::Continue(());
        };
        let name = report.name.strip_prefix("./").unwrap_or(&report.name).to_owned();
        if report.verdict == Verdict::MustNotPublish {
            self.refused.push(name.clone());
        }
        if report.was_read() {
            self.read.insert(name.clone());
        } else {
            self.is_whole = false;
        }
        let beside = report.lasting.into_iter().map(|lasting| (lasting.rule, lasting.fingerprint));
        self.found.extend(own.into_iter().chain(beside).map(|(rule, id)| (rule, id, name.clone())));
        ControlFlow::Continue(())
    }
}

fn create(args: &BaselineCreateArgs, lang: Lang) -> Result<Exit> {
    let setup = Setup::new(&args.list, &args.policy, lang)?;
    let occasion = occasion(args, &setup)?;
    let _lock = if args.force { setup.lock()? } else { None };
    if !args.force && setup.file.exists() {
        // Before the work is done; who comes in between is told afterwards.
        let name = setup.name();
        return Err(anyhow!(lang.pick(
            format!("基线 {name} 已存在，未改动。用 --force 重新生成，或用 yinmo baseline prune 清理"),
            format!("the baseline {name} is there already and was left alone; --force makes it anew, `yinmo baseline prune` tidies it"),
        )));
    }
    let (checked, _) = setup.check(&args.paths, setup.empty())?;
    let mut draft = BaselineDraft::new(occasion);
    for (rule, id, path) in &checked.found {
        draft.add(rule, id, path);
    }
    let baseline = setup.empty().with_entries(draft.into_entries());
    setup.write(&baseline, args.force)?;
    let (name, count, found) = (setup.name(), baseline.entries().len(), checked.found.len());
    to_stderr(&lang.pick(
        format!("{name}：列入 {found} 处，{count} 条\n"),
        format!("{name}: {found} findings listed in {count} entries\n"),
    ));
    tell_unkeyed(&baseline, lang);
    tell_refused(&checked, lang);
    Ok(if checked.is_whole { Exit::Clean } else { Exit::Incomplete })
}

/// Values in the reason are hidden: the list is read by everybody.
fn occasion(args: &BaselineCreateArgs, setup: &Setup<'_>) -> Result<Occasion> {
    let lang = setup.lang;
    let reason = Pipeline::default().hide(args.reason.trim());
    if reason.is_empty() {
        return Err(anyhow!(lang.pick("--reason 须写明理由", "--reason has to say why")));
    }
    let days = setup.policy.gate().baseline_days;
    let occasion = Occasion::today(&reason, days)
        .ok_or_else(|| anyhow!(lang.pick("有效天数太大", "an entry cannot hold for so many days")))?;
    let until = args.until.unwrap_or(occasion.until);
    if until < occasion.created {
        return Err(anyhow!(lang.pick("--until 已过", "--until is over")));
    }
    Ok(Occasion { until, ..occasion })
}

fn tell_unkeyed(baseline: &Baseline, lang: Lang) {
    if !baseline.is_keyed() {
        to_stderr(lang.pick(
            "没有密钥：各条与所在文件的内容绑定，文件一经改动，其中的发现全部重新计入；改动基线本身也只能发现无心之失。建议用 yinmo key new 生成密钥\n",
            "there is no key: entries are bound to the content of their files, and everything in a file that changes counts again; changes of the list itself are told only if they are accidents; `yinmo key new` makes a key\n",
        ));
    }
}

fn tell_refused(checked: &Checked, lang: Lang) {
    for name in &checked.refused {
        let name = visible(name);
        to_stderr(&lang.pick(
            format!("{name}：不得公开，列入基线也不放行\n"),
            format!("{name}: it must not be published, and no baseline lets it pass\n"),
        ));
    }
    if !checked.is_whole {
        to_stderr(lang.pick(
            "有文件没读完，其中的内容未列入；用 yinmo check 查看原因\n",
            "some files were not read whole, and nothing of them is listed; `yinmo check` says why\n",
        ));
    }
}

fn prune(args: &BaselinePruneArgs, lang: Lang) -> Result<Exit> {
    let setup = Setup::new(&args.list, &args.policy, lang)?;
    let _lock = setup.lock()?;
    let today = Occasion::today("", 0).map(|occasion| occasion.created);
    let here = [PathBuf::from(".")];
    let paths = if args.paths.is_empty() { &here[..] } else { &args.paths };
    let (checked, baseline) = setup.check(paths, setup.read()?)?;
    let everywhere = args.paths.is_empty() && checked.is_whole;
    let before = baseline.entries();
    let kept: Vec<BaselineEntry> =
        before.iter().filter_map(|entry| left(entry, &baseline, today, everywhere, &checked)).collect();
    let (gone, faults) = (before.len() - kept.len(), baseline.faults().len());
    let pruned = setup.empty().with_entries(kept);
    setup.write(&pruned, true)?;
    let (name, left) = (setup.name(), pruned.entries().len());
    to_stderr(&lang.pick(
        format!("{name}：去掉 {gone} 条（另有改动过的 {faults} 条），剩 {left} 条\n"),
        format!("{name}: {gone} entries taken out (and {faults} that were changed), {left} left\n"),
    ));
    Ok(if checked.is_whole { Exit::Clean } else { Exit::Incomplete })
}

/// What is left of an entry: what is over goes, and so does what nothing answers to in a document that was read.
fn left(
    entry: &BaselineEntry,
    baseline: &Baseline,
    today: Option<Day>,
    everywhere: bool,
    checked: &Checked,
) -> Option<BaselineEntry> {
    if today.is_some_and(|today| entry.is_over(today)) {
        return None;
    }
    if !everywhere && !checked.read.contains(&entry.path) {
        return Some(entry.clone());
    }
    let count = baseline.answers(&entry.fingerprint).min(entry.count);
    (count > 0).then(|| BaselineEntry { count, ..entry.clone() })
}

fn show(args: &BaselineShowArgs, lang: Lang) -> Result<Exit> {
    let setup = Setup::new(&args.list, &args.policy, lang)?;
    let baseline = setup.read()?;
    let today = Occasion::today("", 0).map(|occasion| occasion.created);
    let heading =
        lang.pick(["文件", "类别", "处", "到期", "理由"], ["file", "rule", "count", "until", "reason"]);
    let mut rows = vec![heading.map(str::to_owned).to_vec()];
    rows.extend(baseline.entries().into_iter().map(|entry| {
        let over = today.is_some_and(|today| entry.is_over(today));
        let over = if over { lang.pick("（已过）", " (over)") } else { "" };
        vec![
            visible(&entry.path),
            entry.rule.clone(),
            entry.count.to_string(),
            format!("{}{over}", entry.until),
            visible(&entry.reason),
        ]
    }));
    to_stdout(&columns(&rows));
    Ok(Exit::Clean)
}
