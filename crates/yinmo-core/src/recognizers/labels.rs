//! What the words around a value say about it.
//!
//! One automaton holds every label: those that name a kind (`身份证号`), and those that veto
//! (`受理编号`). The label nearest to the value governs it. Blanks are squeezed out first, because forms
//! write `联 系 电 话`; and all is read in simplified writing: `臺胞證號`.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickBuilder, AhoCorasickKind, MatchKind};
use rustc_hash::FxHashSet;
use yinmo_data::traditional::simplified;

use crate::finding::Evidence;
use crate::kind::{Group, Kind};
use crate::text::fold_char;

/// A set of kinds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct KindSet(u64);

const _: () = assert!(Kind::ALL.len() <= 64, "a set of kinds is one word");

impl KindSet {
    /// Whether `kind` is in the set.
    pub const fn has(self, kind: Kind) -> bool {
        self.0 & 1 << kind as u64 != 0
    }

    /// Whether no kind is in the set.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether no kind is in both.
    pub const fn is_disjoint(self, other: Self) -> bool {
        self.0 & other.0 == 0
    }

    /// Whether every kind is of what is true of people, and there is one.
    pub(super) fn are_attributes(self) -> bool {
        static ATTRIBUTES: LazyLock<KindSet> = LazyLock::new(|| KindSet::of(Group::Attribute));
        !self.is_empty() && self.0 & !ATTRIBUTES.0 == 0
    }

    /// Whether every kind is of numbers and the like, which people are known by, and there is one.
    pub(super) fn are_numbers(self) -> bool {
        static NUMBERS: LazyLock<KindSet> = LazyLock::new(|| KindSet::of(Group::Identifier));
        !self.is_empty() && self.0 & !NUMBERS.0 == 0
    }

    fn of(group: Group) -> Self {
        Kind::ALL.iter().copied().filter(|kind| kind.group() == group).collect()
    }

    const fn with(self, kind: Kind) -> Self {
        Self(self.0 | 1 << kind as u64)
    }

    /// The kinds of a label right after another: in `社保卡（卡号…` both speak of the value. A veto stands alone.
    fn continuing(self, earlier: Option<Earlier>) -> Self {
        match earlier {
            // A mistyped identity number may stand beside any paper's name, so that kind stays.
            Some(Earlier::Document(earlier)) => earlier.with(Kind::ResidentId),
            Some(Earlier::Label(earlier)) if !self.is_empty() => Self(self.0 | earlier.0),
            _ => self,
        }
    }
}

impl FromIterator<Kind> for KindSet {
    fn from_iter<I: IntoIterator<Item = Kind>>(kinds: I) -> Self {
        kinds.into_iter().fold(Self::default(), Self::with)
    }
}

/// What a label right before another names.
#[derive(Clone, Copy)]
enum Earlier {
    /// The paper whose number the later label announces: `低保证（证号…`.
    Document(KindSet),
    /// Something beside it.
    Label(KindSet),
}

/// A label of whatever paper was named before it.
const BARE: &str = "证号";

/// A veto, unless it ends a label.
const CODE: &str = "编码";

/// Labels that leave open of which paper.
const ANY_DOCUMENT: [&str; 3] = [BARE, "证件号", "证件号码"];

/// A label that governs a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Label {
    kinds: KindSet,
    /// Nothing but connecting characters stands between label and value.
    tight: bool,
    /// Before, after, or above.
    pub place: Evidence,
}

impl Label {
    /// What a heading known to name `kinds` says.
    pub(crate) fn heading(kinds: &[Kind]) -> Self {
        let kinds = kinds.iter().fold(KindSet::default(), |set, &kind| set.with(kind));
        Self { kinds, tight: true, place: Evidence::ColumnHeading }
    }

    /// Whether the label names `kind`.
    pub const fn names(self, kind: Kind) -> bool {
        self.kinds.has(kind)
    }

    /// Whether nothing but connecting characters stands between label and value.
    pub const fn is_tight(self) -> bool {
        self.tight
    }

    /// Whether the label says that the value is no identifier of a person.
    pub const fn vetoes(self) -> bool {
        self.tight && self.kinds.is_empty()
    }

    /// The kinds the label names.
    pub const fn kinds(self) -> KindSet {
        self.kinds
    }
}

/// All labels, in one automaton.
pub struct Labels {
    /// Built when a text first needs it.
    automaton: LazyLock<AhoCorasick, Box<dyn FnOnce() -> AhoCorasick + Send>>,
    /// Of those in ASCII letters, a small table of transitions: before most numbers stands nothing else.
    latin: AhoCorasick,
    /// Which of all labels each of these is.
    of_latin: Vec<usize>,
    /// The last two letters of each.
    latin_ends: FxHashSet<[u8; 2]>,
    kinds: Vec<KindSet>,
    /// Which of them names no document by itself: [`ANY_DOCUMENT`].
    any_document: Vec<bool>,
}

impl Labels {
    /// An automaton for the given labels; those of `vetoes` name no kind.
    ///
    /// # Panics
    /// If the automaton would exceed its size limit, which a list written by hand does not.
    pub fn new<'a>(
        positive: impl Iterator<Item = (&'a str, Kind)>,
        vetoes: impl Iterator<Item = &'a str>,
    ) -> Self {
        let mut table = std::collections::BTreeMap::<String, KindSet>::new();
        for label in vetoes {
            table.entry(squeezed(label).to_lowercase()).or_default();
        }
        for (label, kind) in positive {
            let kinds = table.entry(squeezed(label).to_lowercase()).or_default();
            *kinds = kinds.with(kind);
        }
        let (labels, kinds): (Vec<String>, _) = table.into_iter().unzip();
        let any_document = labels.iter().map(|label| ANY_DOCUMENT.contains(&label.as_str())).collect();
        let of_latin: Vec<usize> = (0..labels.len()).filter(|&nth| labels[nth].is_ascii()).collect();
        let end = |&nth: &usize| labels[nth].as_bytes().last_chunk().copied();
        let latin_ends = of_latin.iter().filter_map(end).collect();
        let latin = automaton(of_latin.iter().map(|&nth| &labels[nth]), AhoCorasickKind::DFA);
        let all = move || automaton(labels.iter(), AhoCorasickKind::ContiguousNFA);
        Self { automaton: LazyLock::new(Box::new(all)), latin, of_latin, latin_ends, kinds, any_document }
    }

    /// The label that governs a value following `before`.
    pub fn before(&self, before: &str) -> Option<Label> {
        let near = last_chars(before, REACH);
        if self.holds_none(near) {
            return None;
        }
        let clause = clause_end(near);
        let squeezed = squeezed(clause);
        let mut governing: Option<(KindSet, usize)> = None;
        for (label, found) in self.found_in(&squeezed) {
            if ends_word(clause, &squeezed, &found) {
                continue;
            }
            let kinds = self.kinds[label];
            let earlier = governing.and_then(|(earlier, end)| {
                let gap = &squeezed[end..found.start];
                let named = !earlier.is_empty() && self.any_document[label];
                if named && is_counted(gap) {
                    return Some(Earlier::Document(earlier));
                }
                is_tight(gap).then_some(Earlier::Label(earlier))
            });
            governing = Some((kinds.continuing(earlier), found.end));
        }
        let (kinds, end) = governing?;
        let gap = &squeezed[end..];
        let tight = is_tight(gap) || !kinds.is_empty() && is_counted(gap);
        (tight || is_loose(gap)).then_some(Label { kinds, tight, place: Evidence::LabelBefore })
    }

    /// Whether something written in ASCII letters alone may be a label.
    pub(crate) fn may_hold_latin(&self, text: &str) -> bool {
        self.latin.is_match(text)
    }

    /// Whether a label may end before what follows `before`, with nothing but connecting characters between: told by the
    /// last two letters of what stands there in ASCII.
    pub(crate) fn may_end(&self, before: &str) -> bool {
        let near = last_chars(before, REACH);
        let connects = |c: char| c.is_ascii_punctuation() || c.is_ascii_whitespace() || c.is_ascii_digit();
        let mut word = near.trim_end_matches(connects);
        // What stands in brackets is passed over, and so are `No.` and the like.
        if !near.is_ascii() || near[word.len()..].contains(')') {
            return true;
        }
        loop {
            let mut last = word.bytes().rev().filter(|byte| !byte.is_ascii_whitespace());
            let [Some(b), Some(a)] = [last.next(), last.next()] else { return false };
            if self.latin_ends.contains(&[a, b].map(|byte| byte.to_ascii_lowercase())) {
                return true;
            }
            let Some(rest) = word.strip_suffix(['n', 'N', 'o', 'O']) else { return false };
            word = rest.trim_end_matches(connects);
        }
    }

    /// Whether no label stands in `near`, as is told at once where it has at most [`REACH_AFTER`] characters, all of ASCII.
    fn holds_none(&self, near: &str) -> bool {
        let (mut squeezed, mut len) = ([0; REACH_AFTER], 0);
        near.is_ascii() && near.len() <= REACH_AFTER && {
            for byte in near.bytes() {
                squeezed[len] = byte;
                len += usize::from(!byte.is_ascii_whitespace());
            }
            !self.latin.is_match(&squeezed[..len])
        }
    }

    /// The label that follows a value: `330106…系其身份证号`, `…（手机）`.
    pub fn after(&self, after: &str) -> Option<Label> {
        if !Self::may_follow(after) {
            return None;
        }
        let near = first_chars(after, REACH_AFTER);
        if self.holds_none(near) {
            return None;
        }
        let squeezed = squeezed(clause_start(near));
        let (label, first) = self.matches(&squeezed).next()?;
        let gap = squeezed[..first.start].chars();
        let own =
            gap.clone().count() <= 6 && gap.clone().all(|c| !c.is_ascii_digit() && c != ',' && c != '，');
        let next = squeezed[first.end..].chars().next();
        // `，电话：` begins the next field.
        let labels_next = matches!(next, Some(':' | '0'..='9'));
        (own && !labels_next).then(|| self.label(label, true, Evidence::LabelAfter))
    }

    /// Whether a label may follow a value that is followed by `after`.
    pub(crate) fn may_follow(after: &str) -> bool {
        after.trim_start().starts_with(AFTER_CONNECTIVES)
    }

    /// What a column heading says. The last label in it governs: `户主身份证号码`.
    pub fn heading(&self, heading: &str) -> Option<Label> {
        let words: String = outside_brackets(&squeezed(heading)).collect();
        let (label, _) = self.found_in(&words).last()?;
        Some(self.label(label, true, Evidence::ColumnHeading))
    }

    /// The labels in `squeezed`. `执业证号` and `教练证号` are numbers of other papers: there `证号` is no label. In
    /// `残疾人证编码` the veto is only how a label ends.
    fn found_in<'s>(&'s self, squeezed: &'s str) -> impl Iterator<Item = (usize, Range<usize>)> + 's {
        let mut label_end = 0;
        self.matches(squeezed).filter(move |(label, found)| {
            let own = match &squeezed[found.clone()] {
                BARE => !squeezed[..found.start].ends_with(is_part_of_another_name),
                CODE => label_end == 0 || label_end != found.start,
                _ => true,
            };
            let names = own && !self.kinds[*label].is_empty();
            label_end = if names { found.end } else { 0 };
            own
        })
    }

    /// Where which label stands in `squeezed`.
    fn matches<'s>(&'s self, squeezed: &'s str) -> impl Iterator<Item = (usize, Range<usize>)> + 's {
        let latin = squeezed.is_ascii();
        let automaton = if latin { &self.latin } else { &*self.automaton };
        automaton.find_iter(squeezed).map(move |found| {
            let nth = found.pattern().as_usize();
            (if latin { self.of_latin[nth] } else { nth }, found.range())
        })
    }

    fn label(&self, pattern: usize, tight: bool, place: Evidence) -> Label {
        Label { kinds: self.kinds[pattern], tight, place }
    }
}

/// An automaton of some labels.
fn automaton<'l>(labels: impl Iterator<Item = &'l String>, kind: AhoCorasickKind) -> AhoCorasick {
    let mut builder = AhoCorasickBuilder::new();
    builder.match_kind(MatchKind::LeftmostLongest).ascii_case_insensitive(true);
    builder.kind(Some(kind)).build(labels).expect("labels fit the automaton")
}

const AFTER_CONNECTIVES: [char; 13] =
    ['系', '为', '是', '(', '（', '"', '”', '’', '」', '\'', '【', '[', '即'];

/// How many characters before a value its label may begin.
const REACH: usize = 28;

/// How many characters after a value its label may end, blanks included.
const REACH_AFTER: usize = 48;

/// Folded, in simplified writing, and without blanks.
fn squeezed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii() {
            if !c.is_ascii_whitespace() {
                out.push(c);
            }
        } else if let Some(c) = fold_char(c).filter(|c| !c.is_whitespace()) {
            out.push(simplified(c));
        }
    }
    out
}

fn last_chars(text: &str, count: usize) -> &str {
    if let Some(at) = text.len().checked_sub(count).filter(|&at| text.as_bytes()[at..].is_ascii()) {
        return &text[at..];
    }
    text.char_indices().rev().nth(count - 1).map_or(text, |(at, _)| &text[at..])
}

fn first_chars(text: &str, count: usize) -> &str {
    text.char_indices().nth(count).map_or(text, |(at, _)| &text[..at])
}

/// Whether a label of a few Latin letters is only how a word of `clause` ends that names nobody's: `hmac`, `hotel`,
/// `localip`; but `clientip`, `ClientIP`, `client ip`. In `squeezed`, where it was found, blanks are left out.
fn ends_word(clause: &str, squeezed: &str, found: &Range<usize>) -> bool {
    let label = &squeezed[found.clone()];
    let before = &squeezed[..found.start];
    let joined = || before.ends_with(|c: char| c.is_ascii_alphabetic());
    if found.len() > SHORT || !label.bytes().all(|b| b.is_ascii_alphabetic()) || !joined() {
        return false;
    }
    let camel = before.ends_with(|c: char| c.is_ascii_lowercase())
        && label.starts_with(|c: char| c.is_ascii_uppercase());
    let behind = squeezed[found.start..].chars().count();
    let is_kept = |c: char| fold_char(c).is_some_and(|c| !c.is_whitespace());
    let start =
        clause.char_indices().rev().filter(|&(_, c)| is_kept(c)).nth(behind - 1).map_or(0, |(at, _)| at);
    let word = &clause[..start];
    let letters = word.bytes().rev().take_while(u8::is_ascii_alphabetic).count();
    let word = word[word.len() - letters..].to_ascii_lowercase();
    !camel && !word.is_empty() && !OWNERS.iter().any(|owner| word.ends_with(owner))
}

/// Labels of so many Latin letters are the ends of other words too, in bytes.
const SHORT: usize = 3;

/// What stands before a label in one word and says whose it is: `usertel`, `clientip`, `srcmac`.
const OWNERS: [&str; 43] = [
    "access", "admin", "buyer", "cell", "client", "contact", "cust", "customer", "dest", "dev", "device",
    "dst", "emp", "guest", "her", "his", "home", "host", "inner", "last", "login", "member", "mobile", "my",
    "office", "outer", "owner", "peer", "private", "public", "real", "reg", "register", "remote", "seller",
    "source", "src", "station", "student", "tele", "user", "visitor", "work",
];

/// The text after the last end of a sentence, or after a marker that stands where a value was taken out: a label
/// does not reach over them, and `[账号]` is none.
fn clause_end(before: &str) -> &str {
    let clause = before.rsplit(is_stop).next().unwrap_or(before);
    match clause.rsplit_once(']') {
        Some((marker, rest)) if marker.rfind('[').is_some_and(|open| marker.len() - open <= 19) => rest,
        _ => clause,
    }
}

fn clause_start(after: &str) -> &str {
    after.split(is_stop).next().unwrap_or(after)
}

const fn is_stop(c: char) -> bool {
    matches!(c, '。' | '；' | ';' | '！' | '？')
}

/// `号码：`, `为`, `（15位）：`, `No.`, and the like.
fn is_tight(gap: &str) -> bool {
    outside_brackets(after_index(after_paper(gap))).all(is_connecting)
}

/// `残疾人证件号`, `出生医学证明书号`: the name of a paper may end in one more character.
fn after_paper(gap: &str) -> &str {
    gap.strip_prefix(['件', '书', '本', '卡', '证'])
        .filter(|rest| rest.starts_with(['号', '编']))
        .unwrap_or(gap)
}

/// `电话2：`: one digit may count the label.
fn after_index(gap: &str) -> &str {
    let rest = gap.strip_prefix(|c: char| c.is_ascii_digit()).unwrap_or(gap);
    if rest.starts_with(|c: char| c.is_ascii_digit()) { gap } else { rest }
}

const fn is_connecting(c: char) -> bool {
    c.is_ascii_punctuation()
        || matches!(
            c,
            '号' | '码'
                | '编'
                | '为'
                | '是'
                | '系'
                | '即'
                | '：'
                | '，'
                | '、'
                | '“'
                | '”'
                | '‘'
                | '’'
                | '【'
                | '】'
                | '《'
                | '》'
                | '「'
                | '」'
                | '〔'
                | '〕'
                | 'N'
                | 'n'
                | 'o'
                | 'O'
                | '→'
                | '第'
                | '|'
                | '·'
                | '数'
                | '字'
                | '一'
                | '二'
        )
}

/// Nothing but connecting characters and how many of a paper there are: `护照一本，证号`.
fn is_counted(gap: &str) -> bool {
    outside_brackets(gap).all(|c| is_connecting(c) || matches!(c, '本' | '份' | '张' | '枚' | '册' | '件'))
}

/// Characters that end the name of a paper, not of the person whose it is: `执业证号`, but `户主证号`.
fn is_part_of_another_name(c: char) -> bool {
    const PERSONS: &str = "人主偶方者父母子女夫妻属长名及和与的其为";
    !c.is_ascii() && c.is_alphabetic() && !PERSONS.contains(c)
}

/// Other words may stand between, but no other number and not too many.
fn is_loose(gap: &str) -> bool {
    outside_brackets(gap).count() <= 16 && !outside_brackets(gap).any(|c| c.is_ascii_digit())
}

/// The characters of `gap` that do not stand in brackets.
fn outside_brackets(gap: &str) -> impl Iterator<Item = char> + '_ {
    let mut depth = 0usize;
    gap.chars().filter(move |&c| {
        let outside = depth == 0;
        match c {
            '(' | '（' => depth += 1,
            ')' | '）' => depth = depth.saturating_sub(1),
            _ => return outside,
        }
        false
    })
}
