//! A document may be one line, whatever its length: what it costs grows with the text and no faster.
#![allow(clippy::disallowed_types, reason = "a test may look at the clock")]

use std::time::{Duration, Instant};

use yinmo::{Pipeline, Source, Verdict};

const UNIT: &str = "县级以上人民政府应当及时公布救助结果，接受群众监督。申请人王建坪到场，\
                    联系电话13800012001，有关部门按照规定办理审核手续；";

/// Masks a line of about so many bytes and counts the telephones in it.
fn mask(bytes: usize) -> Duration {
    let times = bytes / UNIT.len();
    let text = UNIT.repeat(times);
    let started = Instant::now();
    let source = Source::Bytes { name: "line.txt", bytes: text.as_bytes() };
    let (report, masked) = Pipeline::default().mask_bytes(source, &mut ()).expect("nothing stops the run");
    let elapsed = started.elapsed();
    assert_eq!(report.verdict, Verdict::Masked);
    let count = |id: &str| -> u64 {
        report.counts.iter().filter(|(kind, ..)| kind.id() == id).map(|(.., count)| count).sum()
    };
    assert_eq!((count("mobile"), count("person")), (times as u64, times as u64));
    assert!(!String::from_utf8(masked).expect("it is text").contains("13800012001"));
    elapsed
}

#[test]
fn of_four_hundred_kilobytes() {
    let (short, long) = (mask(50_000), mask(400_000));
    // Eight times as long; the machine may be busy with something else, but not as busy as that.
    assert!(long < short.max(Duration::from_millis(50)) * 60, "{short:?} and {long:?}");
}

#[test]
#[ignore = "takes minutes unless optimised"]
fn of_fifty_megabytes() {
    let elapsed = mask(50_000_000);
    assert!(elapsed < Duration::from_secs(300), "{elapsed:?}");
}
