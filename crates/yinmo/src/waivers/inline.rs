//! Comments by which a document says that something in it does not count: `yinmo:allow[mobile] 值班电话 until 2026-12-31`.
//!
//! One that has its line to itself is about the next line, any other about its own. Only comments count: the same words in
//! running text say nothing.

use std::collections::HashMap;
use std::ops::RangeInclusive;

use yinmo_core::policy::{Day, Gate};

use super::problem::{AllowFault, AllowProblem};

/// What such a comment begins with.
const MARK: &str = "yinmo:allow";

/// What can by no means be allowed, as somebody might call it.
const NEVER: [&str; 4] = ["must-not-publish", "not-inspected", "childrens-list", "block"];

/// How comments are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Comments {
    /// There are none.
    None,
    /// `<!-- -->`.
    Markup,
    /// In lines of their own, which begin with `#`.
    Rows,
    /// In any of the ways of programs.
    Program,
}

/// A comment's beginning, and its end if that is not the end of the line. What is the end of another goes behind it.
const OPENERS: [(&str, &str); 8] =
    [("<!--", "-->"), ("/*", "*/"), ("#", ""), ("//", ""), ("--", ""), (";", ""), ("%", ""), ("*", "*/")];

impl Comments {
    /// Those of a document of this format and name.
    pub(super) fn of(format: &str, name: &str) -> Self {
        let extension = name.rsplit(['/', '\\']).next().and_then(|file| file.rsplit_once('.'));
        let extension = extension.map_or_else(String::new, |(_, extension)| extension.to_ascii_lowercase());
        match format {
            "html" | "xml" => Self::Markup,
            "csv" | "tsv" => Self::Rows,
            "text" if matches!(&*extension, "md" | "markdown") => Self::Markup,
            "text" => Self::Program,
            _ => Self::None,
        }
    }

    fn openers(self) -> impl Iterator<Item = (&'static str, &'static str)> {
        OPENERS.into_iter().filter(move |(opener, _)| match self {
            Self::None => false,
            Self::Markup => *opener == "<!--",
            Self::Rows => *opener == "#",
            Self::Program => true,
        })
    }
}

/// What comments of a document say.
#[derive(Debug, Default)]
pub(super) struct Inline {
    allows: Vec<InlineAllow>,
    /// The numbers of the allowances that are about a line.
    by_line: HashMap<usize, Vec<usize>>,
    pub(super) problems: Vec<AllowProblem>,
    /// How many there are, read or not.
    pub(super) met: u64,
    /// Allowances for the line `next`, which may be a comment as well.
    pending: Vec<usize>,
    next: usize,
}

/// A comment that lets something pass.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct InlineAllow {
    pub(super) rules: Vec<&'static str>,
    pub(super) reason: String,
    pub(super) until: Option<Day>,
    /// The line it stands in.
    pub(super) line: usize,
}

impl Inline {
    /// Whether a document of these bytes, in an encoding that has ASCII as it is, may hold any.
    pub(super) fn may_stand_in(bytes: &[u8]) -> bool {
        memchr::memmem::find(bytes, MARK.as_bytes()).is_some()
    }

    /// Takes in a piece of a document's text, whose first line is the line `number` and begins in it if `whole`.
    pub(super) fn read(&mut self, text: &str, number: usize, whole: bool, comments: Comments) {
        let (mut number, mut counted) = (number, 0);
        let mut from = 0;
        while let Some(at) = text[from..].find(MARK).map(|at| from + at) {
            let start = text[..at].rfind(['\n', '\r']).map_or(0, |end| end + 1);
            let end = text[at..].find(['\n', '\r']).map_or(text.len(), |end| at + end);
            number += breaks(&text[counted..start]);
            counted = start;
            let is_whole = whole || start > 0;
            self.comment(&text[start..end], at - start, number, is_whole, comments);
            from = at + MARK.len();
        }
    }

    /// A comment may stand in `line`, at the byte `at`.
    fn comment(&mut self, line: &str, at: usize, number: usize, is_whole: bool, comments: Comments) {
        let Some(comment) = Comment::at(line, at, comments) else { return };
        self.met += 1;
        match comment.said() {
            Err(fault) => {
                let column = 1 + line[..at].chars().count();
                self.problems.push(AllowProblem { line: number, column, fault });
                return;
            }
            Ok((rules, reason, until)) => {
                self.allows.push(InlineAllow { rules, reason, until, line: number });
            }
        }
        let nth = self.allows.len() - 1;
        if !(comment.is_alone && is_whole) {
            self.by_line.entry(number).or_default().push(nth);
            return;
        }
        // Several of them, one below the other, are about the first line below all.
        let above = if self.next == number { std::mem::take(&mut self.pending) } else { Vec::new() };
        if let Some(others) = self.by_line.get_mut(&number) {
            others.retain(|other| !above.contains(other));
        }
        self.pending = above;
        self.pending.push(nth);
        self.next = number + 1;
        self.by_line.insert(self.next, self.pending.clone());
    }

    /// What lets a finding of `rule` pass that touches `lines`.
    pub(super) fn about(
        &self,
        rule: &str,
        lines: RangeInclusive<usize>,
    ) -> impl Iterator<Item = &InlineAllow> {
        let nths = lines
            .take_while(|_| !self.allows.is_empty())
            .filter_map(|line| self.by_line.get(&line))
            .flatten();
        nths.map(|&nth| &self.allows[nth]).filter(move |allow| allow.rules.contains(&rule))
    }

    /// How many there are, and nothing of what they say.
    pub(super) fn unheeded(self) -> Self {
        Self { met: self.met, ..Self::default() }
    }

    /// Shows reasons as `show` makes of them.
    pub(super) fn with_reasons(mut self, show: impl Fn(&str) -> String) -> Self {
        for allow in &mut self.allows {
            allow.reason = show(&allow.reason);
        }
        self
    }
}

/// How many lines end in `text`.
fn breaks(text: &str) -> usize {
    let bytes = text.as_bytes();
    let ends =
        |(at, byte): (usize, &u8)| *byte == b'\n' || *byte == b'\r' && bytes.get(at + 1) != Some(&b'\n');
    bytes.iter().enumerate().filter(|&byte| ends(byte)).count()
}

/// A comment that begins with the mark.
struct Comment<'l> {
    /// Behind the mark.
    text: &'l str,
    /// Nothing else stands in its line.
    is_alone: bool,
}

impl<'l> Comment<'l> {
    /// The comment whose mark stands at the byte `at` of `line`.
    fn at(line: &'l str, at: usize, comments: Comments) -> Option<Self> {
        let text = &line[at + MARK.len()..];
        // Another word.
        if text.starts_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')) {
            return None;
        }
        let before = line[..at].trim_end();
        let (opener, closer) = comments.openers().find(|(opener, _)| before.ends_with(opener))?;
        let last = opener.chars().next_back().unwrap_or_default();
        let before =
            before[..before.len() - opener.len()].trim_end_matches(last).trim_start_matches('\u{FEFF}');
        let (text, behind) = match (closer, text.find(closer)) {
            ("", _) => (text, ""),
            (_, Some(end)) => (&text[..end], &text[end + closer.len()..]),
            (_, None) => (text, ""),
        };
        if comments == Comments::Rows {
            // Spreadsheets fill a row up to the width of the table, and quote a cell.
            let is_alone = before.trim().trim_start_matches('"').is_empty();
            let text = text.trim_end_matches([',', ';', '\t', '"', ' ']);
            return is_alone.then_some(Self { text, is_alone });
        }
        Some(Self { text, is_alone: before.trim().is_empty() && behind.trim().is_empty() })
    }

    /// What it lets pass, why, and until when.
    fn said(&self) -> Result<(Vec<&'static str>, String, Option<Day>), AllowFault> {
        let (names, rest) =
            self.text.strip_prefix('[').and_then(|text| text.split_once(']')).ok_or(AllowFault::Malformed)?;
        let names = names.split([',', '，', '、']).map(str::trim);
        let rules = (1..).zip(names).map(|(nth, name)| rule(nth, name)).collect::<Result<_, _>>()?;
        let (reason, until) = reason(rest)?;
        Ok((rules, reason, until))
    }
}

fn rule(nth: usize, name: &str) -> Result<&'static str, AllowFault> {
    if NEVER.contains(&name) {
        return Err(AllowFault::MustNotPublish);
    }
    let known = Gate::rules().find(|known| *known == name);
    known.ok_or_else(|| AllowFault::UnknownRule { nth, similar: Gate::similar(name) })
}

/// The words behind the brackets, without the day until which they hold.
fn reason(text: &str) -> Result<(String, Option<Day>), AllowFault> {
    let text = text.trim().trim_start_matches([':', '：']).trim();
    let (mut words, mut until) = (Vec::new(), None);
    let mut all = text.split_whitespace().peekable();
    while let Some(word) = all.next() {
        match all.peek() {
            Some(day) if word == "until" && day.starts_with(|c: char| c.is_ascii_digit()) => {
                let day = day.trim_end_matches(|c: char| !c.is_ascii_digit());
                until = Some(day.parse().map_err(|_| AllowFault::NoDay)?);
                all.next();
            }
            _ => words.push(word),
        }
    }
    let says_something = words.iter().any(|word| word.chars().any(char::is_alphanumeric));
    if says_something { Ok((words.join(" "), until)) } else { Err(AllowFault::NoReason) }
}

#[cfg(test)]
mod tests {
    use super::{AllowFault, Comments, Inline};

    fn read(text: &str, comments: Comments) -> Inline {
        let mut inline = Inline::default();
        inline.read(text, 1, true, comments);
        inline
    }

    /// The lines in which a mobile number passes, of the first ten.
    fn lines(text: &str, comments: Comments) -> Vec<usize> {
        let inline = read(text, comments);
        assert_eq!(inline.problems, [], "{text}");
        (1..10).filter(|&line| inline.about("mobile", line..=line).next().is_some()).collect()
    }

    #[test]
    fn a_comment_is_about_its_line_or_the_next() {
        for (comments, text, expected) in [
            (Comments::Markup, "电话 <!-- yinmo:allow[mobile] 已公开 -->", &[1][..]),
            (Comments::Markup, "甲\n  <!-- yinmo:allow[mobile] 已公开 -->\n电话", &[3]),
            (Comments::Markup, "<!-- yinmo:allow[mobile] 已公开 --> 电话", &[1]),
            (Comments::Markup, "# yinmo:allow[mobile] 标题", &[]),
            (Comments::Markup, "`yinmo:allow[mobile] 理由`", &[]),
            (Comments::Program, "let a = 1; // yinmo:allow[mobile] test data", &[1]),
            (Comments::Program, "\r\n\r\n## yinmo:allow[email, mobile] 测试\r\na", &[4]),
            (Comments::Program, "/* yinmo:allow[mobile] 测试 */ a", &[1]),
            (Comments::Program, "/* yinmo:allow[mobile] 测试 */\ra", &[2]),
            (Comments::Program, "-- yinmo:allow[mobile] 测试\n-- yinmo:allow[email] 测试\na", &[3]),
            (Comments::Program, "# yinmo:allow[email] 测试\n# yinmo:allow[mobile] 测试\na\nb", &[3]),
            (Comments::Program, "我说 yinmo:allow[mobile] 测试", &[]),
            (Comments::Program, "# yinmo:allowed[mobile] 测试", &[]),
            (Comments::Rows, "姓名,电话\n\"# yinmo:allow[mobile] 测试, 全部\",,\n甲,1", &[3]),
            (Comments::Rows, "甲,1 # yinmo:allow[mobile] 测试", &[]),
            (Comments::None, "# yinmo:allow[mobile] 测试", &[]),
        ] {
            assert_eq!(lines(text, comments), expected, "{text}");
        }
    }

    #[test]
    fn words_say_why_and_until_when() {
        for (text, reason, until) in [
            (
                "// yinmo:allow[mobile]：值班电话  已公开 until 2026-12-31。",
                "值班电话 已公开",
                Some("2026-12-31"),
            ),
            ("// yinmo:allow[mobile] until 2026-12-31 值班", "值班", Some("2026-12-31")),
            ("// yinmo:allow[mobile] until we move", "until we move", None),
        ] {
            let inline = read(text, Comments::Program);
            let allow = inline.about("mobile", 2..=2).next().unwrap();
            assert_eq!((&*allow.reason, allow.until), (reason, until.map(|day| day.parse().unwrap())));
        }
    }

    #[test]
    fn what_is_wrong_is_said_and_lets_nothing_pass() {
        for (text, fault) in [
            ("# yinmo:allow[mobile]", AllowFault::NoReason),
            ("# yinmo:allow[mobile] —— until 2026-12-31", AllowFault::NoReason),
            (
                "# yinmo:allow[mobile, moblie] 测试",
                AllowFault::UnknownRule { nth: 2, similar: Some("mobile") },
            ),
            ("# yinmo:allow[*] 测试", AllowFault::UnknownRule { nth: 1, similar: None }),
            ("# yinmo:allow[] 测试", AllowFault::UnknownRule { nth: 1, similar: None }),
            ("# yinmo:allow[childrens-list] 测试", AllowFault::MustNotPublish),
            ("# yinmo:allow[mobile] 测试 until 2026-02-30", AllowFault::NoDay),
            ("# yinmo:allow mobile 测试", AllowFault::Malformed),
            ("# yinmo:allow[mobile 测试", AllowFault::Malformed),
        ] {
            let inline = read(text, Comments::Program);
            let [problem] = &*inline.problems else { panic!("{text}") };
            assert_eq!((problem.fault, problem.line, problem.column), (fault, 1, 3), "{text}");
            assert!(inline.about("mobile", 1..=2).next().is_none(), "{text}");
        }
    }

    #[test]
    fn pieces_of_a_text_are_read_one_after_the_other() {
        let mut inline = Inline::default();
        inline.read("a\n# yinmo:allow[mobile] 测试\n", 1, true, Comments::Program);
        inline.read("# yinmo:allow[mobile] 测试", 7, false, Comments::Program);
        let about = |line| inline.about("mobile", line..=line).count();
        assert_eq!([about(3), about(7), about(8)], [1, 1, 0], "a line that goes on is no line of its own");
    }
}
