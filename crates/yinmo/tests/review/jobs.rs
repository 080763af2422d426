//! Documents that are no files, and those of which only the name is new.

use std::io;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

use yinmo::{BatchListener, Error, Item, Job, Lines, Pipeline, Report, Stored, Task, Verdict};

#[derive(Debug)]
struct Kept(Option<&'static [u8]>);

impl Stored for Kept {
    fn size(&self) -> u64 {
        self.0.map_or(0, |bytes| bytes.len() as u64)
    }

    fn fetch(&self) -> io::Result<Vec<u8>> {
        self.0.map(<[u8]>::to_vec).ok_or_else(|| io::ErrorKind::NotFound.into())
    }
}

#[derive(Default)]
struct Seen {
    items: Vec<(usize, String)>,
    verdicts: Vec<Verdict>,
}

impl BatchListener for Seen {
    fn item(&mut self, nth: usize, item: &Item) {
        self.items.push((nth, item.place.to_string()));
    }

    fn done(&mut self, _nth: usize, outcome: Result<Report, Error>) -> ControlFlow<()> {
        self.verdicts.push(outcome.unwrap().verdict);
        ControlFlow::Continue(())
    }
}

fn check(documents: &[(&str, Option<&'static [u8]>)], lines: Option<&Lines>) -> Seen {
    let job = |&(name, bytes): &(&str, _)| Job {
        stored: Some(Arc::new(Kept(bytes))),
        lines: lines.cloned(),
        ..Job::new(Path::new(name).to_owned(), Task::Check)
    };
    let mut seen = Seen::default();
    Pipeline::default().run(&documents.iter().map(job).collect::<Vec<_>>(), &mut seen);
    seen
}

const LIST: &[u8] = "申请人：高兴，身份证号330106190102030017。\n".as_bytes();

#[test]
fn a_document_that_is_no_file_is_read() {
    let seen =
        check(&[("a.txt", Some(LIST)), ("b.txt", Some("公示期7天。".as_bytes())), ("c.txt", None)], None);
    assert_eq!(seen.items, [(0, "第1行".to_owned()), (0, "第1行".to_owned())]);
    assert_eq!(seen.verdicts[..2], [Verdict::NeedsMasking, Verdict::Clean]);
    assert!(matches!(seen.verdicts[2], Verdict::NotInspected(_)));
}

#[test]
fn of_a_document_that_was_renamed_the_name_counts() {
    let documents = [
        ("a.txt", Some(LIST)),
        ("a.pdf", Some(&b"%PDF-1.7\n"[..])),
        ("330106190102030017.txt", Some(&b"1"[..])),
        // The document tells that this is somebody.
        ("高兴.txt", Some(LIST)),
        ("高兴.txt", Some(&b"1"[..])),
    ];
    let seen = check(&documents, Some(&Lines::default()));
    assert_eq!(seen.items, [(2, "文件名".to_owned()), (3, "文件名".to_owned())]);
    let expected =
        [Verdict::Clean, Verdict::Clean, Verdict::NeedsMasking, Verdict::NeedsMasking, Verdict::Clean];
    assert_eq!(seen.verdicts, expected);
}
