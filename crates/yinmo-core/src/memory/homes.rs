//! Where people of the document live: a home that is told once is found wherever it is written again, padded, wrapped,
//! or without the larger places that it lies in.

use rustc_hash::{FxHashMap, FxHashSet};

use super::trie::Trie;
use super::variant::{LINKS, Match, WIDEST};
use crate::finding::{Confidence, Role};
use crate::kind::Kind;
use crate::operators::generalise::{Level, cut};
use crate::operators::{Names, home_key};
use crate::recognizers::{Claim, begins_address};
use crate::tagger::{is_blank, is_han, is_mask};
use crate::text::{Span, fold_char};

/// The homes that a document, or a piece of one, tells, in order of appearance, and the offices.
#[derive(Default)]
pub(super) struct Told {
    index: FxHashSet<Box<str>>,
    homes: Vec<Home>,
    offices: FxHashSet<Box<str>>,
}

/// Somebody's address.
struct Home {
    key: Box<str>,
    written: Box<str>,
    role: Role,
}

/// As many homes of one document are remembered, and as many offices.
const MOST: usize = 1 << 14;

impl Told {
    /// Remembers the address that is claimed, if it leads to a house.
    pub(super) fn learn(&mut self, text: &str, claim: &Claim) {
        if claim.kind != Kind::Address || claim.confidence < Confidence::MEDIUM {
            return;
        }
        let written = claim.span.of(text);
        let key = home_key(written);
        if written.contains(is_mask) || !leads_to_house(&key) {
            return;
        }
        if claim.role == Role::Organisation {
            self.meet_office(key.into());
        } else {
            self.meet(Home { key: key.into(), written: written.into(), role: claim.role });
        }
    }

    /// Adds what the next piece of the same document tells.
    pub(super) fn append(&mut self, later: Self) {
        later.homes.into_iter().for_each(|home| self.meet(home));
        later.offices.into_iter().for_each(|key| self.meet_office(key));
    }

    fn meet(&mut self, home: Home) {
        if self.homes.len() < MOST && self.index.insert(home.key.clone()) {
            self.homes.push(home);
        }
    }

    fn meet_office(&mut self, key: Box<str>) {
        if self.offices.len() < MOST {
            self.offices.insert(key);
        }
    }
}

/// The homes of a document, by every form in which they are looked for.
#[derive(Default)]
pub(super) struct Homes {
    trie: Trie,
    forms: Vec<Form>,
}

/// One way to write a home.
struct Form {
    key: Box<str>,
    role: Role,
    /// More than one number leads there: no other place is written like that.
    exact: bool,
    /// The home as it is written first, unless this form may be one or another.
    written: Option<Box<str>>,
}

impl Homes {
    /// The homes that were told. What is an office's as well stays the office's.
    pub(super) fn new(told: Told) -> Self {
        let Told { mut homes, offices, .. } = told;
        let offices: FxHashSet<&str> = offices
            .iter()
            .flat_map(|office| starts(office).into_iter().map(|start| &office[start..]))
            .collect();
        homes.retain(|home| !offices.contains(&*home.key));
        // The whole before what is shortened.
        homes.sort_by_key(|home| std::cmp::Reverse(home.key.len()));
        let mut by_key: FxHashMap<Box<str>, (u32, usize)> = FxHashMap::default();
        let mut all = Self::default();
        for (nth, home) in homes.iter().enumerate() {
            for start in starts(&home.key) {
                let form = &home.key[start..];
                if offices.contains(form) {
                    continue;
                }
                let (number, owner) = *by_key.entry(form.into()).or_insert_with(|| {
                    all.forms.push(Form::of(form, home));
                    (all.forms.len() as u32 - 1, nth)
                });
                if !homes[owner].key.ends_with(&*home.key) {
                    all.forms[number as usize].written = None;
                }
            }
        }
        for (number, form) in all.forms.iter().enumerate() {
            all.trie.insert(&form.key, number as u32);
        }
        all
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.forms.is_empty()
    }

    /// What is looked for.
    pub(super) fn keys(&self) -> impl Iterator<Item = &str> {
        self.forms.iter().map(|form| &*form.key)
    }

    /// Tells `names` how each form is written whole, so that all are replaced alike.
    pub(super) fn tell(&self, names: &mut Names) {
        for form in &self.forms {
            if let Some(written) = &form.written {
                names.lives_at(&form.key, written);
            }
        }
    }

    /// Whose home the form with this number is.
    pub(super) fn role(&self, form: usize) -> Role {
        self.forms[form].role
    }

    /// The longest form at byte `at` that stands by itself there.
    pub(super) fn at(&self, text: &str, at: usize) -> Option<Match> {
        let mut best = None;
        let (mut node, mut end, mut last) = (Trie::ROOT, at, None);
        while let Some((next, c)) = next_character(&text[end..], last) {
            let Some(step) = self.trie.step(node, c) else { break };
            (node, last) = (step, Some(c));
            end += next;
            if let Some(form) = self.trie.name_at(node)
                && let Some(end) = self.ends(&self.forms[form], text, Span::new(at, end))
            {
                best = Some(Match { span: Span::new(at, end), name: form });
            }
        }
        best
    }

    /// Where the form that stands at `span` ends, unless it is part of another place.
    fn ends(&self, form: &Form, text: &str, span: Span) -> Option<usize> {
        let (before, after) = (&text[..span.start], &text[span.end..]);
        let opens = !before.ends_with(is_han) || before.ends_with(LINKS) || before.ends_with(BEFORE);
        let blanks = after.len() - after.trim_start_matches(is_blank).len();
        let room = if form.key.ends_with(|c: char| c.is_ascii_digit()) && after[blanks..].starts_with('室') {
            blanks + '室'.len_utf8()
        } else {
            0
        };
        let goes_on = after[room..].chars().next().and_then(fold_char).is_some_and(may_go_on);
        ((form.exact || opens) && !goes_on).then_some(span.end + room)
    }
}

impl Form {
    fn of(key: &str, home: &Home) -> Self {
        let written = if home.written.contains(['\n', '\r']) { &home.key } else { &home.written };
        Self { key: key.into(), role: home.role, exact: numbers(key) > 1, written: Some(written.clone()) }
    }
}

/// Whether the personal part is there, below a name: what leads to a house.
fn leads_to_house(key: &str) -> bool {
    key.starts_with(is_han) && begins_address(key)
}

/// Where in the address `key` a shorter form of it may begin: behind a division, road or estate that another name follows.
fn starts(key: &str) -> Vec<usize> {
    let divisions = [Level::Province, Level::City, Level::County, Level::Township, Level::Village];
    let mut all: Vec<usize> = divisions.into_iter().map(|level| cut(key, level)).collect();
    let roads = key.char_indices().filter(|&(_, c)| ROADS.contains(&c)).map(|(at, c)| at + c.len_utf8());
    all.extend(roads.filter(|&at| at > cut(key, Level::Village)));
    all.push(0);
    all.sort_unstable();
    all.dedup();
    all.retain(|&start| start < key.len() && leads_to_house(&key[start..]));
    all
}

/// What roads and the numbers along them end with.
const ROADS: [char; 7] = ['路', '街', '巷', '道', '弄', '号', '號'];

/// What may stand before a home beside the words that stand before names: words for living there, and larger places.
const BEFORE: [char; 18] = [
    '在', '住', '于', '到', '至', '往', '回', '是', '省', '市', '区', '县', '旗', '镇', '乡', '道', '村',
    '路',
];

/// Whether a number or its unit goes on with `c`: `18号楼`, `501-2`.
const fn may_go_on(c: char) -> bool {
    c.is_ascii_alphanumeric()
        || matches!(
            c,
            '-' | '号' | '楼' | '院' | '幢' | '栋' | '座' | '单' | '层' | '弄' | '组' | '室' | '户' | '之'
        )
}

/// How many numbers stand in `key`.
fn numbers(key: &str) -> usize {
    let digit = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    key.split(|c| !digit(c)).filter(|number| !number.is_empty()).count()
}

/// The next character of an address behind `last`: how many bytes that and what is passed take. Nothing parts two digits
/// but the end of a line.
fn next_character(rest: &str, last: Option<char>) -> Option<(usize, char)> {
    let (mut blanks, mut wraps) = (0, false);
    for (at, c) in rest.char_indices() {
        let Some(folded) = fold_char(c) else { continue };
        match c {
            '\r' if last.is_some() => {}
            '\n' if last.is_some() && !wraps => wraps = true,
            _ if last.is_some() && is_blank(c) && blanks < WIDEST => blanks += 1,
            _ => {
                let parted = blanks > 0 && !wraps && folded.is_ascii_digit();
                let number = parted && last.is_some_and(|last| last.is_ascii_digit());
                return (!number).then_some((at + c.len_utf8(), folded));
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use crate::Detector;
    use crate::finding::Role;
    use crate::kind::Kind;

    /// The addresses that are found in `text` and no office's.
    fn homes(text: &str) -> Vec<String> {
        let found = Detector::new().detect(text).into_iter();
        let homes = found.filter(|f| f.kind == Kind::Address && f.role != Role::Organisation);
        homes.map(|f| f.span.of(text).to_owned()).collect()
    }

    const HOME: &str = "杭州市西湖区文三路幸福小区12幢2单元501室";

    #[test]
    fn a_home_is_found_in_every_form() {
        for form in [
            "杭州市西湖区文三路幸福小区12幢2单元501室",
            "西湖区文三路幸福小区12幢2单元501室",
            "文三路幸福小区12幢2单元501",
            "幸福小区12幢2单元501室",
            "幸福小区１２幢２单元５０１室",
            "幸福小区 12 幢 2 单元 501 室",
            "幸福小\n区12幢2单元501室",
            "杭州市西湖区文三路幸福小区12幢\r\n2单元501室",
            "杭州市西湖区文三路幸\u{3000}福\u{3000}小区12幢2单元501室",
        ] {
            let text = format!("家庭住址：{HOME}。\n\n后来有人找到{form}，没有人。");
            assert_eq!(homes(&text).last().map(String::as_str), Some(form), "{form:?}");
            assert_eq!(homes(&text).len(), 2, "{form:?}");
        }
    }

    #[test]
    fn other_places_are_not_taken_for_it() {
        for other in ["幸福小区", "幸福小区的人", "文三路很长", "杭州市西湖区", "西湖区文三路"]
        {
            let text = format!("家庭住址：{HOME}。\n\n后来有人找到{other}，没有人。");
            assert_eq!(homes(&text), [HOME], "{other}");
        }
    }

    #[test]
    fn what_an_office_uses_too_stays_the_offices() {
        let text = "办公地址：杭州市西湖区文和路18号。\n家住文和路18号。\n\n请到文和路 18 号领取。";
        assert!(!homes(text).iter().any(|home| home.contains("18 ")), "{:?}", homes(text));
    }
}
