//! What is known from an earlier run is the same as what a look would find, and is used only where it is.

use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use tempfile::TempDir;
use yinmo::{BatchListener, Cache, Error, Item, Job, Limits, Pipeline, Policy, Report, Seen, Task};

/// Everything that a batch says, word by word.
#[derive(Default, Debug, PartialEq, Eq)]
struct Said(Vec<String>);

impl BatchListener for Said {
    fn named(&mut self, nth: usize, name: &str) {
        self.0.push(format!("{nth} {name}"));
    }

    fn item(&mut self, nth: usize, item: &Item) {
        self.0.push(format!("{nth} {item:?}"));
    }

    fn done(&mut self, nth: usize, outcome: Result<Report, Error>) -> ControlFlow<()> {
        let links =
            outcome.as_ref().map_or(0, |report| report.links.iter().map(|link| link.target.len()).sum());
        self.0.push(format!("{nth} {links} {outcome:?}"));
        ControlFlow::Continue(())
    }
}

/// Documents, a cache, and something that stands for the program.
struct Desk {
    folder: TempDir,
}

impl Desk {
    fn new() -> Self {
        let desk = Self { folder: tempfile::tempdir().unwrap() };
        fs::write(desk.program(), "a program").unwrap();
        desk
    }

    fn program(&self) -> PathBuf {
        self.folder.path().join("program")
    }

    fn cache(&self) -> PathBuf {
        self.folder.path().join("cache")
    }

    fn put(&self, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.folder.path().join(name);
        fs::write(&path, text).unwrap();
        path
    }

    /// What a run says with the cache, and how many documents it did not look at.
    fn run(&self, pipeline: Pipeline, paths: &[PathBuf]) -> (Said, u64) {
        let cache = Arc::new(Cache::open(&self.cache(), &self.program(), "", &pipeline).unwrap());
        let said = said(&pipeline.with_cache(&cache), paths);
        cache.save().unwrap();
        (said, cache.reused())
    }

    /// The only file of the cache.
    fn file(&self) -> PathBuf {
        let files = fs::read_dir(self.cache()).unwrap().map(|entry| entry.unwrap().path());
        let mut caches: Vec<_> =
            files.filter(|path| path.extension().is_some_and(|ending| ending == "cache")).collect();
        caches.retain(|path| path.file_stem().unwrap() != "program");
        assert_eq!(caches.len(), 1);
        caches.remove(0)
    }
}

fn said(pipeline: &Pipeline, paths: &[PathBuf]) -> Said {
    let jobs: Vec<Job> = paths.iter().map(|path| Job::new(path.clone(), Task::Check)).collect();
    let mut said = Said::default();
    pipeline.run(&jobs, &mut said);
    said
}

fn below(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.is_dir() { below(&entry, files) } else { files.push(entry) }
    }
}

/// The inputs of all cases.
fn fixtures() -> Vec<PathBuf> {
    let mut files = Vec::new();
    below(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures"), &mut files);
    files.retain(|path| path.metadata().unwrap().len() < 20_000);
    files.sort();
    files
}

const TEXT: &str = "户主王建坪，身份证号330106190102030017，咨询电话：0571-87012345。\n";
const DULL: &str = "关于做好防汛工作的通知。\n";

#[test]
fn all_fixtures_are_said_the_same_with_and_without() {
    let paths = fixtures();
    assert!(paths.len() > 60);
    let desk = Desk::new();
    for pipeline in [Pipeline::default as fn() -> Pipeline, || Pipeline::default().with_excerpts()] {
        let without = said(&pipeline(), &paths);
        let (cold, none) = desk.run(pipeline(), &paths);
        let (warm, reused) = desk.run(pipeline(), &paths);
        assert_eq!(none, 0);
        assert!(cold == without && warm == without);
        // What must not be published, or shows people to be compared, is looked at each time.
        assert!(reused * 2 > paths.len() as u64, "{reused} of {}", paths.len());
    }
}

#[test]
fn a_picture_is_looked_at_once() {
    let desk = Desk::new();
    let picture = desk.folder.path().join("图.png");
    fs::write(&picture, b"\x89PNG\r\n\x1a\n\0\0\0\0IEND\xaeB`\x82").unwrap();
    let paths = [picture];
    assert_eq!(desk.run(Pipeline::default(), &paths).1, 0);
    assert_eq!(desk.run(Pipeline::default(), &paths), (said(&Pipeline::default(), &paths), 1));
}

#[test]
fn a_document_checked_alone_is_no_stranger_in_a_batch() {
    let desk = Desk::new();
    let ends = desk.put("a.csv", "姓名,身份证号\n王建坪,330106********0017\n");
    let born = desk.put("b.csv", "姓名,出生日期\n王建坪,1901-02-03\n");
    for path in [&ends, &born] {
        desk.run(policy("birth-date = \"keep\"\nperson = \"keep\""), std::slice::from_ref(path));
    }
    let both = [ends, born];
    let without = said(&policy("birth-date = \"keep\"\nperson = \"keep\""), &both);
    assert!(without.0.iter().any(|line| line.contains("MustNotPublish")), "{without:?}");
    assert!(desk.run(policy("birth-date = \"keep\"\nperson = \"keep\""), &both).0 == without);
}

fn policy(kinds: &str) -> Pipeline {
    let text = format!("legal-basis = \"试点办法\"\n[kinds]\n{kinds}\n");
    let source = yinmo::policy::Source { file: Some(("yinmo.toml", &text)), ..Default::default() };
    Pipeline::new(Policy::load(&source).unwrap())
}

#[test]
fn whatever_decides_makes_a_document_new() {
    let desk = Desk::new();
    let paths = [desk.put("a.txt", TEXT), desk.put("b.txt", DULL)];
    let run = |pipeline: Pipeline, paths: &[PathBuf]| desk.run(pipeline, paths).1;
    assert_eq!(run(Pipeline::default(), &paths), 0);
    assert_eq!(run(Pipeline::default(), &paths), 2);
    assert_eq!(run(policy("landline = \"redact\""), &paths), 0, "another policy");
    assert_eq!(run(Pipeline::default().with_excerpts(), &paths), 0, "excerpts");
    let limits = Limits { chunk_bytes: 1 << 12, ..Limits::default() };
    assert_eq!(run(Pipeline::default().with_limits(limits), &paths), 0, "limits");
    assert_eq!(run(Pipeline::default(), &paths), 2, "each has its own");

    let renamed = desk.folder.path().join("王建坪.txt");
    fs::rename(&paths[1], &renamed).unwrap();
    assert_eq!(run(Pipeline::default(), &[paths[0].clone(), renamed.clone()]), 1, "another name");
    fs::write(&paths[0], TEXT.replace('7', "8")).unwrap();
    assert_eq!(run(Pipeline::default(), &[paths[0].clone(), renamed.clone()]), 1, "another content");
    fs::write(desk.program(), "b program").unwrap();
    assert_eq!(run(Pipeline::default(), &[paths[0].clone(), renamed]), 0, "another program");
}

#[test]
fn a_cache_of_another_pipeline_is_not_used() {
    let desk = Desk::new();
    let paths = [desk.put("a.txt", TEXT)];
    let cache =
        Arc::new(Cache::open(&desk.cache(), &desk.program(), "", &policy("landline = \"redact\"")).unwrap());
    said(&Pipeline::default().with_cache(&cache), &paths);
    said(&policy("landline = \"redact\"").with_cache(&cache).with_excerpts(), &paths);
    cache.save().unwrap();
    assert!(!fs::read_dir(desk.cache()).unwrap().any(|entry| {
        let path = entry.unwrap().path();
        path.extension().is_some_and(|ending| ending == "cache") && path.file_stem().unwrap() != "program"
    }));
}

/// Programs set times back as they like.
#[test]
#[cfg(unix)]
fn a_file_that_settled_is_not_read_and_one_that_changed_is() {
    let desk = Desk::new();
    let paths = [desk.put("a.txt", DULL), desk.put("b.txt", TEXT)];
    std::thread::sleep(Duration::from_millis(2200));
    for expected in [0, 2, 2] {
        let (warm, reused) = desk.run(Pipeline::default(), &paths);
        assert_eq!(reused, expected);
        assert!(warm == said(&Pipeline::default(), &paths));
    }
    let modified = fs::metadata(&paths[0]).unwrap().modified().unwrap();
    fs::write(&paths[0], &format!("电话13800012001{}", " ".repeat(99))[..DULL.len()]).unwrap();
    fs::File::options().write(true).open(&paths[0]).unwrap().set_modified(modified).unwrap();
    let (warm, reused) = desk.run(Pipeline::default(), &paths);
    assert_eq!(reused, 1);
    assert!(warm == said(&Pipeline::default(), &paths));
    assert!(warm.0.iter().any(|line| line.contains("Mobile")));
}

#[test]
fn a_file_is_taken_as_it_was_seen_and_read_only_for_its_words() {
    let desk = Desk::new();
    let paths = [desk.put("a.txt", DULL), desk.put("b.txt", TEXT)];
    std::thread::sleep(Duration::from_millis(2200));
    let seen = |path: &PathBuf| {
        let seen = Some(Seen::of(&fs::metadata(path).unwrap()));
        Job { seen, ..Job::new(path.clone(), Task::Check) }
    };
    let jobs: Vec<Job> = paths.iter().map(seen).collect();
    let run = || {
        let cache = Cache::open(&desk.cache(), &desk.program(), "", &Pipeline::default()).unwrap();
        let (cache, mut said) = (Arc::new(cache), Said::default());
        Pipeline::default().with_cache(&cache).run(&jobs, &mut said);
        cache.save().unwrap();
        (said, cache.reused())
    };
    let cold = run();
    assert_eq!(cold.1, 0);
    assert_eq!(run(), (cold.0, 2));
    // Where there are words, what the file has become is read, whatever it looked like before.
    fs::write(&paths[1], TEXT.replace('7', "8")).unwrap();
    let (changed, reused) = run();
    assert_eq!(reused, 1);
    assert_eq!(changed, said(&Pipeline::default(), &paths));
}

#[test]
fn a_changed_cache_makes_no_difference_but_time() {
    let desk = Desk::new();
    let paths = [desk.put("a.txt", TEXT), desk.put("b.txt", DULL)];
    let without = said(&Pipeline::default(), &paths);
    desk.run(Pipeline::default(), &paths);
    let file = desk.file();
    let bytes = fs::read(&file).unwrap();
    // Every bit of a file is changed in a test of its format.
    for at in (0..bytes.len()).step_by(61) {
        let mut other = bytes.clone();
        other[at] ^= 1 << (at % 8);
        for damaged in [&other[..], &bytes[..at]] {
            fs::write(&file, damaged).unwrap();
            let (said, reused) = desk.run(Pipeline::default(), &paths);
            assert!(said == without, "byte {at}");
            assert_eq!(reused, 0, "byte {at}");
        }
    }
    assert_eq!(desk.run(Pipeline::default(), &paths).1, 2, "it was written anew");
}

#[test]
fn two_runs_at_once_keep_what_both_found_out() {
    let desk = Desk::new();
    let paths = [desk.put("a.txt", TEXT), desk.put("b.txt", DULL)];
    let pipeline = Pipeline::default();
    let open = || Arc::new(Cache::open(&desk.cache(), &desk.program(), "", &pipeline).unwrap());
    let (one, other) = (open(), open());
    said(&Pipeline::default().with_cache(&one), &paths[..1]);
    said(&Pipeline::default().with_cache(&other), &paths[1..]);
    std::thread::scope(|scope| {
        scope.spawn(|| one.save().unwrap());
        scope.spawn(|| other.save().unwrap());
    });
    assert_eq!(desk.run(Pipeline::default(), &paths).1, 2);
}

/// Neither a value nor what is left of one, nor any other word of the document or of its name.
#[test]
fn the_cache_holds_no_word() {
    let desk = Desk::new();
    let text = format!("{TEXT}王建坪的第二处。附件：社会救助家庭名单。\n");
    let paths = [desk.put("王建坪.txt", &text), desk.put("名单.csv", "姓名,家庭住址\n王建坪,青云村\n")];
    desk.run(Pipeline::default().with_excerpts(), &paths);
    assert_eq!(desk.run(Pipeline::default().with_excerpts(), &paths).1, 2);
    let bytes = fs::read(desk.file()).unwrap();
    let holds = |word: &str| bytes.windows(word.len()).any(|piece| piece == word.as_bytes());
    for word in ["王", "建坪", "330106", "87012345", "户主", "救助", "名单", "住址", "青云", "txt", "***"]
    {
        assert!(!holds(word), "{word}");
    }
}

#[test]
#[cfg(unix)]
fn a_folder_that_others_can_write_to_is_refused() {
    use std::os::unix::fs::PermissionsExt as _;
    let desk = Desk::new();
    let open = || Cache::open(&desk.cache(), &desk.program(), "", &Pipeline::default());
    open().unwrap();
    assert_eq!(fs::metadata(desk.cache()).unwrap().permissions().mode() & 0o777, 0o700);
    fs::set_permissions(desk.cache(), fs::Permissions::from_mode(0o777)).unwrap();
    assert_eq!(open().unwrap_err().kind(), std::io::ErrorKind::PermissionDenied);
}
