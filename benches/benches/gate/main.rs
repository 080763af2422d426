//! A gate over 10,000 small files: cold, and once more with nothing changed, beside `rg` for the alternation of the
//! identifiers' patterns where it is installed. Wall time. A count that is not what was made is a failure, and so is a
//! warm run of more than a tenth of the cold one.

// Results go to the terminal.
#![allow(clippy::print_stdout)]

use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use yinmo::{BatchListener, Cache, Error, Item, Job, Pipeline, Report, Task};

const FILES: usize = 10_000;

/// One file in so many holds a number.
const EACH: usize = 19;

/// The most that a warm run may take, of the time of a cold one.
const WARM: f64 = 0.1;

/// What the recognizers of identifiers look for, without their checks.
const PATTERNS: [&str; 10] = [
    "[1-8][0-9]{16}[0-9Xx]",
    r"(?:\+?86)?1[3-9][0-9]{9}",
    "0[1-9][0-9]{1,2}[- ]?[2-9][0-9]{6,7}",
    "[1-9][0-9]{15,18}",
    "[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][·• ]?[A-HJ-NP-Z0-9]{5,6}",
    r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+",
    "(?:[EG][0-9]{8}|E[A-HJ-NP-Z][0-9]{7}|[DSP]E?[0-9]{7,8})",
    "[1-9A-HJ-NPQRTUWXY][0-9A-HJ-NPQRTUWXY][0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}",
    r"(?:[0-9]{1,3}\.){3}[0-9]{1,3}",
    "(?:[0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}",
];

/// Counts what is found and does not stay.
#[derive(Default)]
struct Found(usize);

impl BatchListener for Found {
    fn item(&mut self, _nth: usize, item: &Item) {
        self.0 += usize::from(item.kind.id() == "mobile" && !item.is_kept());
    }

    fn done(&mut self, _nth: usize, outcome: Result<Report, Error>) -> ControlFlow<()> {
        outcome.expect("every file can be read");
        ControlFlow::Continue(())
    }
}

fn main() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let tree = folder.path().join("tree");
    let jobs = write(&tree);
    let cache = folder.path().join("cache");
    // Files that changed just now are read once more.
    std::thread::sleep(Duration::from_millis(2_500));
    let cold = gate(&cache, &jobs);
    let warm = (0..5).map(|_| gate(&cache, &jobs)).min().expect("several runs");
    println!("{FILES} files: cold {cold:.3?}, warm {warm:.3?}, {:.3} of it", ratio(warm, cold));
    if let Some(rg) = (0..5).filter_map(|_| ripgrep(&tree)).min() {
        println!("rg: {rg:.3?}; cold is {:.1} times as long", ratio(cold, rg));
    }
    assert!(ratio(warm, cold) <= WARM, "a warm run takes too long");
}

fn ratio(one: Duration, other: Duration) -> f64 {
    one.as_secs_f64() / other.as_secs_f64()
}

/// All that a run does from the first table to the last finding.
fn gate(cache: &Path, jobs: &[Job]) -> Duration {
    let (begun, pipeline) = (Instant::now(), Pipeline::default());
    let program = std::env::current_exe().expect("the system tells");
    let cache = Arc::new(Cache::open(cache, &program, "", &pipeline).expect("a folder of its own"));
    let mut found = Found::default();
    pipeline.with_cache(&cache).run(jobs, &mut found);
    cache.save().expect("writable");
    let took = begun.elapsed();
    assert_eq!(found.0, FILES.div_ceil(EACH), "as many as were made");
    took
}

fn ripgrep(tree: &Path) -> Option<Duration> {
    let begun = Instant::now();
    let mut command = Command::new("rg");
    command.args(["-uu", "-a", "-n", "-e", &PATTERNS.join("|")]).arg(tree);
    command.stdout(Stdio::null()).status().ok()?;
    Some(begun.elapsed())
}

/// Prose, Markdown, tables and source code in turn, two to five kilobytes each.
fn write(tree: &Path) -> Vec<Job> {
    let path = |nth: usize| {
        let ending = ["txt", "md", "csv", "rs"][nth % 4];
        tree.join(format!("{:02}", nth / 100)).join(format!("{nth:05}.{ending}"))
    };
    let jobs = (0..FILES).map(path).enumerate().map(|(nth, path)| put(nth, path));
    jobs.collect()
}

fn put(nth: usize, path: PathBuf) -> Job {
    let lines = 20 + nth % 20;
    let number =
        if nth.is_multiple_of(EACH) { format!("联系电话138{:08}", 12_001 + nth) } else { String::new() };
    let text: String = match nth % 4 {
        0 | 1 => prose(nth, lines, &number),
        2 => table(lines, &number),
        _ => format!("// {number}\n{}", source(nth, lines)),
    };
    fs::create_dir_all(path.parent().expect("below the tree")).expect("writable");
    fs::write(&path, text).expect("writable");
    Job::new(path, Task::Check)
}

fn prose(nth: usize, lines: usize, number: &str) -> String {
    let sentences = [
        "各乡镇要高度重视，加强组织领导，落实工作责任。",
        "项目建设内容包括道路硬化、路灯安装和绿化提升。",
        "坚持以人民为中心的发展思想，切实保障群众合法权益。",
    ];
    let body: String =
        (0..lines).map(|line| format!("- {}\n\n", sentences[(nth + line) % 3].repeat(2))).collect();
    format!("关于做好第{nth}项工作的通知\n\n{body}{number}\n")
}

fn table(lines: usize, number: &str) -> String {
    let rows: String =
        (1..lines).map(|row| format!("{row},道路硬化工程,{}.00,已完成\n", row * 1000)).collect();
    format!("序号,项目名称,金额,备注\n{rows}{lines},路灯安装工程,5000.00,{number}\n")
}

fn source(nth: usize, lines: usize) -> String {
    let body = |line: usize| {
        format!(
            "    let value{line} = compute({nth}, table[{line}], limit);\n    assert!(value{line} < limit, \"too large\");\n"
        )
    };
    format!("fn main() {{\n{}}}\n", (0..lines).map(body).collect::<String>())
}
