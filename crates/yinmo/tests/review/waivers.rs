//! What does not count again: comments, the policy, baselines, unchanged lines. And what counts all the same.

use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tempfile::TempDir;
use yinmo::policy::Day;
use yinmo::{
    Baseline, BaselineDraft, BatchListener, Error, Item, Job, Key, Lines, Occasion, Pipeline, Policy, Report,
    Source, Task, Verdict, WaivedBy, Waivers,
};

/// Findings of each file, and what came of it.
#[derive(Default)]
struct Checked {
    items: Vec<Item>,
    reports: Vec<Report>,
}

impl BatchListener for Checked {
    fn item(&mut self, _nth: usize, item: &Item) {
        self.items.push(item.clone());
    }

    fn done(&mut self, _nth: usize, outcome: Result<Report, Error>) -> ControlFlow<()> {
        self.reports.push(outcome.unwrap());
        ControlFlow::Continue(())
    }
}

impl Checked {
    /// How many findings count.
    fn counting(&self) -> usize {
        self.items.iter().filter(|item| item.counts()).count()
    }

    fn verdicts(&self) -> Vec<Verdict> {
        self.reports.iter().map(|report| report.verdict).collect()
    }
}

fn policy(toml: &str) -> Policy {
    Policy::from_toml("yinmo.toml", toml).unwrap()
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn run(pipeline: &Pipeline, jobs: &[Job]) -> Checked {
    let mut checked = Checked::default();
    pipeline.run(jobs, &mut checked);
    checked
}

fn bytes(pipeline: &Pipeline, name: &str, text: &str) -> Checked {
    let mut items: Vec<Item> = Vec::new();
    let report = pipeline.check(Source::Bytes { name, bytes: text.as_bytes() }, &mut items).unwrap();
    Checked { items, reports: vec![report] }
}

/// The check of a text by the comments in it, on a day.
fn by_comments(toml: &str, name: &str, text: &str, on: &str) -> Checked {
    let policy = policy(toml);
    let waivers = Waivers::of(&policy).on(day(on));
    bytes(&Pipeline::new(policy).with_waivers(waivers), name, text)
}

const TODAY: &str = "2026-11-26";

#[test]
fn comments_let_pass_what_they_name_in_every_format_that_has_comments() {
    for (name, text) in [
        ("a.md", "电话：13800012001 <!-- yinmo:allow[mobile] 示例 -->\n"),
        ("a.md", "\u{FEFF}<!-- yinmo:allow[mobile] 示例 -->\r\n电话：13800012001\r\n"),
        ("a.html", "<p>办公<br>\n<!-- yinmo:allow[mobile] 示例 -->\n电话：13800012001</p>\n"),
        ("a.html", "<p>办公</p>\n<p>电话：1380001<b>2001</b></p><!-- yinmo:allow[mobile] 示例 -->\n"),
        ("a.xml", "<a>\n<!-- yinmo:allow[mobile] 示例 -->\n<电话>13800012001</电话>\n</a>\n"),
        ("a.csv", "编号,电话\n# yinmo:allow[mobile] 示例\n1,13800012001\n"),
        ("a.csv", "# yinmo:allow[mobile] 示例,\n编号,电话\n# yinmo:allow[mobile] 示例,\n1,13800012001\n"),
        ("a.py", "电话 = \"13800012001\"  # yinmo:allow[email, mobile] 示例\n"),
        ("a.c", "/* yinmo:allow[mobile] 示例 */\nchar *电话 = \"13800012001\";\n"),
    ] {
        let plain = bytes(&Pipeline::default(), name, text);
        assert_eq!((plain.counting(), plain.verdicts()), (1, vec![Verdict::NeedsMasking]), "{text}");
        let checked = by_comments("", name, text, TODAY);
        assert_eq!((checked.counting(), checked.verdicts()), (0, vec![Verdict::Clean]), "{text}");
        let [some] = &*checked.reports[0].waived else { panic!("{text}") };
        assert_eq!(
            (some.rule, some.waived.by, &*some.waived.reason, some.count),
            ("mobile", WaivedBy::Inline, "示例", 1)
        );
        assert_eq!(checked.reports[0].counts.total(|action| action == "waived"), 1);
        assert_eq!(checked.items.len(), 1, "it is reported all the same");
    }
}

#[test]
fn comments_in_other_encodings_are_read() {
    let text = "# yinmo:allow[mobile] 示例号码\n电话：13800012001\n";
    let policy = policy("");
    let waivers = Waivers::of(&policy).on(day(TODAY));
    let pipeline = Pipeline::new(policy).with_waivers(waivers);
    let gbk: Vec<u8> = encoding_rs::GB18030.encode(text).0.into_owned();
    let utf16: Vec<u8> =
        std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    for bytes in [gbk, utf16] {
        let report = pipeline.check(Source::Bytes { name: "a.txt", bytes: &bytes }, &mut ()).unwrap();
        assert_eq!(report.verdict, Verdict::Clean);
        assert_eq!(report.waived[0].waived.reason, "示例号码");
    }
}

#[test]
fn comments_do_not_let_pass_what_they_do_not_name() {
    for text in [
        "# yinmo:allow[email] 示例\n电话：13800012001\n",
        "# yinmo:allow[mobile] 示例\n\n电话：13800012001\n",
        "说明：yinmo:allow[mobile] 示例 电话：13800012001\n",
        "# yinmo:allow[mobile] 示例 until 2026-11-25\n电话：13800012001\n",
    ] {
        let checked = by_comments("", "a.txt", text, TODAY);
        assert_eq!((checked.counting(), checked.verdicts()), (1, vec![Verdict::NeedsMasking]), "{text}");
    }
}

#[test]
fn what_expired_counts_again_and_is_said() {
    let text = "# yinmo:allow[mobile] 示例 until 2026-12-31\n电话：13800012001\n";
    for (toml, on, counting) in [
        ("", "2026-12-31", 0),
        ("", "2027-01-01", 1),
        ("[gate]\ninline-allow-until = \"2026-11-30\"", "2026-12-01", 1),
        ("[gate]\ninline-allow-until = \"2027-11-30\"", "2027-01-01", 1),
    ] {
        let checked = by_comments(toml, "a.txt", text, on);
        assert_eq!(checked.counting(), counting, "{toml} {on}");
        assert_eq!(checked.reports[0].waivers_expired.len(), counting, "{toml} {on}");
    }
}

#[test]
fn an_allowance_without_a_reason_is_a_finding_and_its_words_are_not_repeated() {
    let text = "# yinmo:allow[mobile]\n# yinmo:allow[王建坪] 测试\n正文\n";
    let checked = by_comments("", "a.txt", text, TODAY);
    assert_eq!(checked.verdicts(), [Verdict::NeedsReview]);
    let problems = &checked.reports[0].allow_problems;
    let said: Vec<_> = problems.iter().map(|problem| (problem.id(), problem.line, problem.column)).collect();
    assert_eq!(said, [("allow-without-reason", 1, 3), ("allow-unknown-rule", 2, 3)]);
    assert!(problems.iter().all(|problem| !(problem.zh() + &problem.en()).contains("王建坪")));
}

#[test]
fn reasons_are_shown_without_values() {
    let text = "# yinmo:allow[mobile] 值班 13800012002\n电话：13800012001\n";
    let checked = by_comments("", "a.txt", text, TODAY);
    let reason = &checked.reports[0].waived[0].waived.reason;
    assert!(reason.contains("值班") && !reason.contains("13800012002"), "{reason}");
}

#[test]
fn the_policy_says_whether_documents_have_a_say() {
    let text = "# yinmo:allow[mobile] 示例\n电话：13800012001\n";
    let checked = by_comments("[gate]\ninline-allow = false", "a.txt", text, TODAY);
    assert_eq!((checked.counting(), checked.reports[0].allows_ignored), (1, 1));
}

#[test]
fn masking_takes_no_notice() {
    let policy = policy("[[allow]]\nrules = [\"mobile\"]\nreason = \"示例\"");
    let waivers = Waivers::of(&policy);
    let pipeline = Pipeline::new(policy).with_waivers(waivers);
    let text = "# yinmo:allow[mobile] 示例\n电话：13800012001\n";
    let source = Source::Bytes { name: "a.txt", bytes: text.as_bytes() };
    let (report, masked) = pipeline.mask_bytes(source, &mut ()).unwrap();
    assert_eq!(report.verdict, Verdict::Masked);
    assert!(report.waived.is_empty() && !String::from_utf8(masked).unwrap().contains("13800012001"));
}

#[test]
fn what_must_not_be_published_passes_by_no_means() {
    let list = "# yinmo:allow[person] 示例\n孤儿名单\n姓名,村\n# yinmo:allow[person] 示例\n王建坪,青云村\n";
    let checked = by_comments(
        "[[allow]]\nrules = [\"person\", \"column\"]\nreason = \"示例\"",
        "孤儿名单.csv",
        list,
        TODAY,
    );
    assert_eq!(checked.verdicts(), [Verdict::MustNotPublish]);
    let blocking = by_comments(
        "kinds = { mobile = \"block\" }\n[[allow]]\nrules = [\"mobile\"]\nreason = \"示例\"",
        "a.txt",
        "电话：13800012001\n",
        TODAY,
    );
    assert_eq!((blocking.counting(), blocking.verdicts()), (1, vec![Verdict::MustNotPublish]));
}

/// A birth date that is let pass stays beside a number that hides too little: then one number remains possible.
#[test]
fn what_passes_stands_in_the_document_and_gives_away_what_stands_beside_it() {
    let list = "姓名,出生日期,身份证号\n王建坪,1901年2月3日,330106********0017\n";
    let allowed =
        "[[allow]]\nrules = [\"birth-date\", \"resident-id\", \"person\", \"column\"]\nreason = \"示例\"";
    let masked = bytes(&Pipeline::default(), "a.csv", list);
    let checked = by_comments(allowed, "a.csv", list, TODAY);
    assert!(checked.reports[0].exposed.rows >= masked.reports[0].exposed.rows);
    assert_eq!(checked.verdicts(), [Verdict::MustNotPublish], "{:?}", masked.verdicts());
}

#[test]
fn the_policy_lets_pass_by_file_and_place() {
    let toml = "[[allow]]\nrules = [\"mobile\"]\nfiles = [\"公示*.json\"]\nplace = \"$.电话[*]\"\nreason = \"值班\"\nuntil = \"2026-12-31\"";
    let text = "{\"电话\":[\"13800012001\"],\"手机\":\"13800012002\"}";
    for (name, on, counting) in
        [("公示1.json", TODAY, 1), ("名单.json", TODAY, 2), ("公示1.json", "2027-01-01", 2)]
    {
        let checked = by_comments(toml, name, text, on);
        assert_eq!(checked.counting(), counting, "{name} {on}");
    }
    for wrong in [
        "[[allow]]\nrules = [\"moblie\"]\nreason = \"值班\"",
        "[[allow]]\nrules = [\"mobile\"]\nreason = \" \"",
        "[[allow]]\nrules = []\nreason = \"值班\"",
        "[[allow]]\nrules = [\"mobile\"]",
        "[gate]\ninline-allow-until = \"2026-02-30\"",
        "[gate]\ninline_allow = true",
    ] {
        assert!(Policy::from_toml("yinmo.toml", wrong).is_err(), "{wrong}");
    }
}

/// A folder with files, and a baseline in it.
struct Desk {
    folder: TempDir,
    key: Option<Key>,
}

impl Desk {
    fn new(key: Option<[u8; 32]>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self { folder, key: key.map(Key::from_bytes) }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn put(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).unwrap();
    }

    fn list(&self) -> PathBuf {
        self.path("基线.jsonl")
    }

    fn lines(&self) -> Vec<String> {
        fs::read_to_string(self.list()).unwrap().lines().map(str::to_owned).collect()
    }

    fn jobs(&self) -> Vec<Job> {
        let mut files: Vec<_> =
            fs::read_dir(self.folder.path()).unwrap().map(|entry| entry.unwrap().path()).collect();
        files.retain(|path| *path != self.list());
        files.sort();
        files.into_iter().map(|path| Job::new(path, Task::Check)).collect()
    }

    fn check_with(&self, baseline: Baseline, on: &str) -> (Checked, Arc<Baseline>) {
        let (policy, baseline) = (policy(""), Arc::new(baseline));
        let waivers = Waivers::of(&policy).on(day(on)).with_baseline(Arc::clone(&baseline));
        (run(&Pipeline::new(policy).with_waivers(waivers), &self.jobs()), baseline)
    }

    fn create(&self) {
        let baseline = Baseline::empty(&self.list(), self.key.as_ref());
        let (checked, _) = self.check_with(baseline, TODAY);
        let occasion =
            Occasion { reason: "原有".to_owned(), created: day(TODAY), until: day("2027-05-25") };
        let mut draft = BaselineDraft::new(occasion);
        for item in checked.items.iter().filter(|item| item.counts()) {
            draft.add(item.kind.id(), item.lasting.as_ref().unwrap(), "文件");
        }
        for lasting in checked.reports.iter().flat_map(|report| &report.lasting) {
            draft.add(lasting.rule, &lasting.fingerprint, "文件");
        }
        let baseline = Baseline::empty(&self.list(), self.key.as_ref()).with_entries(draft.into_entries());
        baseline.write(&self.list(), false).unwrap();
    }

    fn read(&self) -> Baseline {
        Baseline::read(&self.list(), self.key.as_ref()).unwrap()
    }

    fn check(&self) -> Checked {
        self.check_with(self.read(), TODAY).0
    }
}

const KEY: Option<[u8; 32]> = Some(*b"0123456789abcdef0123456789abcdef");

#[test]
fn what_was_there_already_passes_and_what_is_new_does_not() {
    for key in [KEY, None] {
        let desk = Desk::new(key);
        desk.put("说明.txt", "联系人王建坪，电话13800012001。\n");
        desk.put("名单.csv", "姓名,电话,备注\n李小川,13800012002,已核实\n");
        desk.create();
        let list = desk.lines().join("\n");
        for value in ["王建坪", "李小川", "13800012001", "13800012002", "说明", "备注"] {
            assert!(!list.contains(value), "{list}");
        }
        let checked = desk.check();
        assert_eq!(checked.verdicts(), [Verdict::Clean; 2], "{:?}", checked.items);
        assert!(checked.items.iter().all(|item| !item.counts()));
        desk.put("新.txt", "电话13800012001。\n");
        assert_eq!(desk.check().counting(), 1, "the same value in another file is another finding");
    }
}

#[test]
fn with_a_key_it_survives_changes_elsewhere_in_the_file_and_without_it_does_not() {
    for (key, counting) in [(KEY, 0), (None, 1)] {
        let desk = Desk::new(key);
        desk.put("说明.txt", "电话13800012001。\n");
        desk.create();
        desk.put("说明.txt", "另有说明。\n\n电话：138-0001-2001。\n");
        assert_eq!(desk.check().counting(), counting);
    }
}

#[test]
fn a_file_that_is_called_otherwise_counts_again() {
    for (key, counting) in [(KEY, 1), (None, 0)] {
        let desk = Desk::new(key);
        desk.put("说明.txt", "电话13800012001。\n");
        desk.create();
        fs::rename(desk.path("说明.txt"), desk.path("改名.txt")).unwrap();
        // Without a key an entry is bound to the content of the file, whatever that is called.
        assert_eq!(desk.check().counting(), counting);
    }
}

#[test]
fn a_value_that_stands_there_once_more_counts() {
    let desk = Desk::new(KEY);
    desk.put("说明.txt", "电话13800012001。\n");
    desk.create();
    desk.put("说明.txt", "电话13800012001。\n再拨电话13800012001。\n");
    let checked = desk.check();
    assert_eq!((checked.counting(), checked.items.len()), (1, 2));
    assert_eq!(checked.verdicts(), [Verdict::NeedsMasking]);
    assert_eq!(checked.reports[0].waived[0].count, 1);
}

#[test]
fn which_of_them_counts_does_not_depend_on_threads() {
    let desk = Desk::new(KEY);
    desk.put("说明.txt", "电话13800012001。\n");
    desk.create();
    let line = "电话13800012001，另有说明，以此类推。\n";
    desk.put("说明.txt", &line.repeat(20_000));
    let pool = |threads| rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    let lines = |threads| {
        let checked = pool(threads).install(|| desk.check());
        checked.items.iter().filter(|item| !item.counts()).map(|item| item.line).collect::<Vec<_>>()
    };
    assert_eq!(lines(1), [1]);
    assert_eq!(lines(4), [1]);
}

#[test]
fn an_entry_that_was_changed_counts_for_nothing() {
    for key in [KEY, None] {
        let desk = Desk::new(key);
        desk.put("说明.txt", "联系人王建坪，电话13800012001，邮箱test01@example.com。\n");
        desk.create();
        let written = desk.lines();
        assert_eq!(written.len(), 4);
        let swapped = {
            // The fingerprints of two entries change places.
            let field = |line: &str| line.split("\"fingerprint\":\"").nth(1).unwrap()[..32].to_owned();
            let (one, other) = (field(&written[1]), field(&written[2]));
            let mut lines = written.clone();
            (lines[1], lines[2]) = (written[1].replace(&one, &other), written[2].replace(&other, &one));
            lines
        };
        let changed = |from: &str, to: &str| {
            let mut lines = written.clone();
            assert!(lines[1].contains(from), "{}", lines[1]);
            lines[1] = lines[1].replace(from, to);
            lines
        };
        for (lines, faults) in [
            (swapped, 2),
            (changed("2027-05-25", "2037-05-25"), 1),
            (changed("原有", "另有"), 1),
            (changed("\"count\":1", "\"count\":9"), 1),
            (changed("文件", "别的文件"), 1),
            (changed("{\"path\"", "{\"more\":1,\"path\""), 1),
            (changed("}", ""), 1),
        ] {
            desk.put("基线.jsonl", &lines.join("\n"));
            let baseline = desk.read();
            assert_eq!(baseline.faults().len(), faults, "{lines:?}");
            assert_eq!(desk.check().counting(), faults, "{lines:?}");
        }
        let mut twice = written.clone();
        twice.push(written[1].clone());
        desk.put("基线.jsonl", &twice.join("\r\n"));
        assert_eq!((desk.read().faults().len(), desk.check().counting()), (0, 0));
    }
}

#[test]
fn an_entry_that_stands_there_twice_lets_no_more_pass() {
    let desk = Desk::new(KEY);
    desk.put("说明.txt", "电话13800012001。\n");
    desk.create();
    let lines = desk.lines();
    desk.put("基线.jsonl", &[&*lines[0], &lines[1], &lines[1]].join("\n"));
    desk.put("说明.txt", "电话13800012001。\n再拨电话13800012001。\n");
    assert_eq!(desk.check().counting(), 1);
}

#[test]
fn what_is_over_counts_again() {
    let desk = Desk::new(KEY);
    desk.put("说明.txt", "电话13800012001。\n");
    desk.create();
    for (on, counting) in [("2027-05-25", 0), ("2027-05-26", 1)] {
        let (checked, _) = desk.check_with(desk.read(), on);
        assert_eq!((checked.counting(), checked.reports[0].waivers_expired.len()), (counting, counting));
    }
}

#[test]
fn another_key_or_none_is_an_error_and_so_is_a_list_without_key_where_there_is_one() {
    let mut desk = Desk::new(KEY);
    desk.put("说明.txt", "电话13800012001。\n");
    desk.create();
    let other = Key::from_bytes([9; 32]);
    for key in [None, Some(&other)] {
        let error = Baseline::read(&desk.list(), key).unwrap_err();
        assert!(error.zh().contains("密钥") && error.en().contains("key"));
    }
    fs::remove_file(desk.list()).unwrap();
    desk.key = None;
    desk.create();
    assert!(Baseline::read(&desk.list(), Some(&other)).is_err(), "anybody could have written it");
    for text in ["", "{}", "姓名,电话\n", "{\"yinmo_baseline\":2,\"key\":null}\n"] {
        desk.put("基线.jsonl", text);
        assert!(Baseline::read(&desk.list(), None).is_err(), "{text}");
    }
}

/// Whoever has the list and no key learns nothing by trying values: equal values have other names in other files.
#[test]
fn the_list_tells_nothing_of_values() {
    for key in [KEY, None] {
        let desk = Desk::new(key);
        desk.put("甲.txt", "电话13800012001。\n");
        desk.put("乙.txt", "电话13800012001。\n\n");
        desk.create();
        let names: Vec<String> =
            desk.read().entries().iter().map(|entry| entry.fingerprint.clone()).collect();
        assert_eq!(names.len(), 2);
        assert_ne!(names[0], names[1]);
    }
    let one = |key| {
        let desk = Desk::new(key);
        desk.put("甲.txt", "电话13800012001。\n");
        desk.create();
        desk.read().entries()[0].fingerprint.clone()
    };
    assert_ne!(one(KEY), one(Some([8; 32])), "by another key");
    assert_eq!(one(KEY), one(KEY), "wherever the project lies");
}

/// A check in which only some lines came in.
fn of_lines(name: &str, text: &str, lines: &[std::ops::RangeInclusive<usize>]) -> Checked {
    let desk = Desk::new(None);
    desk.put(name, text);
    let job = Job {
        lines: Some(Lines::from_iter(lines.iter().cloned())),
        ..Job::new(desk.path(name), Task::Check)
    };
    run(&Pipeline::default(), &[job])
}

#[test]
fn of_lines_that_came_in_only_those_count() {
    let txt = "电话13800012001。\n电话13800012002。\r\n电话13800012003。\n";
    let csv = "编号,电话\n1,13800012001\n2,13800012002\n3,13800012003\n";
    let html = "<table><tr><td>甲</td></tr></table>\n<p>电话13800012001</p>\n<p>电话13800012002</p>\n<p title='电话13800012003'>乙</p>\n";
    let xml = "<a>\n<电话>13800012001</电话>\n<电话>13800012002</电话>\n</a>\n";
    let json = "{\n\"电话\": \"13800012001\",\n\"手机\": \"13800012002\"\n}\n";
    let jsonl = "{\"电话\": \"13800012001\"}\n{\"电话\": \"13800012002\"}\n";
    for (name, text, line, all) in [
        ("a.txt", txt, 2, 3),
        ("a.csv", csv, 3, 3),
        ("a.html", html, 3, 3),
        ("a.xml", xml, 3, 2),
        ("a.json", json, 3, 2),
        ("a.jsonl", jsonl, 2, 2),
    ] {
        let found = |checked: Checked| (checked.counting(), checked.items.len(), checked.reports[0].verdict);
        assert_eq!(found(of_lines(name, text, &[1..=99])), (all, all, Verdict::NeedsMasking), "{name}");
        assert_eq!(found(of_lines(name, text, &[line..=line])), (1, 1, Verdict::NeedsMasking), "{name}");
        let none = of_lines(name, text, &[100..=100]);
        assert_eq!(none.reports[0].waived.iter().map(|some| some.count).sum::<u64>(), all as u64, "{name}");
        assert_eq!(found(none), (0, 0, Verdict::Clean), "{name}");
    }
}

#[test]
fn a_value_in_several_lines_counts_if_one_of_them_came_in() {
    let csv = "编号,住址\n1,\"浙江省杭州市西湖区文三路\n100号2幢301室\"\n";
    for lines in [2..=2, 3..=3] {
        assert_eq!(of_lines("a.csv", csv, &[lines]).counting(), 1);
    }
}

#[test]
fn a_heading_that_came_in_makes_its_column_count() {
    let csv = "编号,电话,备注\n1,13800012001,已核实\n2,13800012002,已核实\n";
    assert_eq!(of_lines("a.csv", csv, &[1..=1]).counting(), 2);
    let rows = of_lines("a.csv", csv, &[3..=3]);
    assert_eq!((rows.counting(), rows.verdicts()), (1, vec![Verdict::NeedsReview]), "the remarks wait");
    assert_eq!(of_lines("a.csv", csv, &[9..=9]).verdicts(), [Verdict::Clean]);
}

#[test]
fn formats_without_lines_and_names_count_whole() {
    let text = Path::new("../../fixtures");
    assert!(text.exists());
    let eml = "From: a@example.com\r\nSubject: x\r\n\r\n电话13800012001\r\n";
    assert!(of_lines("a.eml", eml, &[100..=100]).counting() > 0);
    assert!(of_lines("王建坪13800012001.txt", "无\n", &[]).counting() > 0);
}
