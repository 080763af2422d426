use std::collections::BTreeMap;

use yinmo_core::kind::Kind;
use yinmo_core::policy::{ColumnAction, Day};
use yinmo_core::risk::Classes;
use yinmo_documents::{Link, Reason, What};

use crate::exposed::Exposed;
use crate::remark::Remark;
use crate::seldom::by_default;
use crate::together::{Shown, Together};
use crate::{AllowProblem, Lasting, Seldom, Verdict, WaivedSome};

/// What was found in one document and what became of it. Holds no value.
#[derive(Clone, Debug)]
pub struct Report {
    /// The name as it may be shown: what it says of people is hidden.
    pub name: String,
    /// What may be done with the document.
    pub verdict: Verdict,
    /// The format's id: `text`, `csv`, …; empty if the document was not read.
    pub format: &'static str,
    /// SHA-256 of the document, in hexadecimal; empty if it was not read, and for a document in memory whose
    /// listener does [without it](crate::Listener::wants_hash).
    pub hash: String,
    /// The name to publish the document under, if its own says something that the policy hides.
    pub public_name: Option<String>,
    /// Where a batch wrote it, as it may be shown.
    pub output: Option<String>,
    /// SHA-256 of what was written, if anything was.
    pub output_hash: Option<String>,
    /// Bytes read.
    pub bytes: u64,
    /// Findings by kind and by the id of the action.
    pub counts: Counts,
    /// Columns that went or need a look.
    pub columns: Vec<ColumnNote>,
    /// Rows of tables that went because of what was found in them.
    pub dropped_rows: u64,
    /// Rows that give away too much together.
    pub exposed: Seldom<Exposed>,
    /// People of whom this document and an earlier one of the same batch give away too much together.
    pub together: Seldom<Together>,
    /// Children in need who are named.
    pub children: Seldom<Children>,
    /// How well people in lists without names hide each other.
    pub hidden: Seldom<Hidden>,
    /// Small counts in tables of statistics, and hidden ones that follow from the totals.
    pub small_counts: Seldom<SmallCounts>,
    /// How far the names that were found once are looked for.
    pub reach: Reach,
    /// What is to be known of it beside its text: what is hidden in it, what goes, what was not read.
    pub notes: Vec<Remark>,
    /// Columns that wait for a person: only where items were asked for.
    pub waiting: Vec<Waiting>,
    /// What stays because a person said so.
    pub exempted: Vec<Exempted>,
    /// Something was decided of a document of this name, and this is another, or another version of it: nothing of that
    /// was applied.
    pub decisions_of_another: bool,
    /// What does not count again, by rule and reason. In a check alone.
    pub waived: Vec<WaivedSome>,
    /// What would not count again if that had not expired. It counts.
    pub waivers_expired: Vec<WaivedSome>,
    /// Comments that are to let something pass, and do not because something is wrong with them.
    pub allow_problems: Vec<AllowProblem>,
    /// How many such comments there are that the policy takes no notice of.
    pub allows_ignored: u64,
    /// What else than findings a baseline can list of it: where one is at hand or is made.
    pub lasting: Vec<Lasting>,
    /// Where it leads to, if it is a page. What [`Site`](crate::Site) joins.
    pub links: Vec<Link>,
    /// The last day on which it was to be seen, if that is over: known from the trail, where one is kept.
    pub published_too_long: Option<Day>,
    /// Where reading stopped, in bytes, if it did.
    pub stopped_at: Option<u64>,
    /// What it shows of people, for a batch to compare with what other documents show.
    pub(crate) shown: Vec<Shown>,
}

by_default!(Children, Exposed, Hidden, SmallCounts, Together);

impl Report {
    /// Whether it says nothing but that the document is clean, and how large it is.
    pub fn is_plain(&self) -> bool {
        self.verdict == Verdict::Clean
            && self.stands_alone()
            && !self.has_words()
            && self.counts == Counts::default()
            && self.dropped_rows == 0
            && self.hidden.is_nothing()
            && self.reach == Reach::Document
            && self.stopped_at.is_none()
    }

    /// Whether it speaks of the document alone: of nothing that was written, decided or waived, nor of what people in it
    /// have to be compared with.
    pub(crate) fn stands_alone(&self) -> bool {
        self.output.is_none()
            && self.output_hash.is_none()
            && !self.decisions_of_another
            && self.waived.is_empty()
            && self.waivers_expired.is_empty()
            && self.allow_problems.is_empty()
            && self.allows_ignored == 0
            && self.lasting.is_empty()
            && self.published_too_long.is_none()
            && self.exposed.is_nothing()
            && self.together.is_nothing()
            && self.children.is_nothing()
            && self.small_counts.is_nothing()
            && self.shown.is_empty()
    }

    /// Whether it says anything in words, but for the name of its document.
    pub(crate) fn has_words(&self) -> bool {
        self.public_name.is_some()
            || !self.columns.is_empty()
            || !self.notes.is_empty()
            || !self.waiting.is_empty()
            || !self.exempted.is_empty()
            || !self.links.is_empty()
    }

    /// Whether it is of a page, whose links lead to other documents.
    pub fn is_page(&self) -> bool {
        self.format == "html"
    }

    /// The report of a document that was not read.
    pub(crate) fn not_inspected(name: &str, reason: Reason) -> Self {
        Self { verdict: Verdict::NotInspected(reason), ..Self::empty(name) }
    }

    /// The report of a document about which nothing is known yet.
    pub(crate) fn empty(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            verdict: Verdict::NotInspected(Reason::Unreadable),
            format: "",
            hash: String::new(),
            public_name: None,
            output: None,
            output_hash: None,
            bytes: 0,
            counts: Counts::default(),
            columns: Vec::new(),
            dropped_rows: 0,
            exposed: Seldom::default(),
            together: Seldom::default(),
            children: Seldom::default(),
            hidden: Seldom::default(),
            small_counts: Seldom::default(),
            reach: Reach::default(),
            notes: Vec::new(),
            waiting: Vec::new(),
            exempted: Vec::new(),
            decisions_of_another: false,
            waived: Vec::new(),
            waivers_expired: Vec::new(),
            allow_problems: Vec::new(),
            allows_ignored: 0,
            lasting: Vec::new(),
            links: Vec::new(),
            published_too_long: None,
            stopped_at: None,
            shown: Vec::new(),
        }
    }

    /// Whether it holds something that was not read.
    pub(crate) fn leaves_unread(&self) -> bool {
        self.notes.iter().any(|remark| !remark.stripped && matches!(remark.what, What::Unread { .. }))
    }

    /// Whether the document was read whole.
    pub const fn was_read(&self) -> bool {
        !matches!(self.verdict, Verdict::NotInspected(_))
    }
}

/// A column that waits for a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// Names it in this very file.
    pub fingerprint: String,
    /// Its heading as it may be shown.
    pub heading: String,
    /// Counted from 1; 0 for the members of JSON objects.
    pub column: usize,
    /// Where its heading stands, as it may be shown: tables of one document may have columns with one number and heading. For
    /// the members of JSON objects where each stands.
    pub place: String,
    /// How many cells hold something.
    pub cells: u64,
}

/// What stays because a person said so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exempted {
    /// The id of a kind; `column` for columns, `unread` for parts that were not read.
    pub what: &'static str,
    /// How often.
    pub count: u64,
    /// That a person decided so, and why, as far as it may be shown.
    pub basis: String,
}

/// How far a name that was found once is looked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reach {
    /// In all of the document.
    #[default]
    Document,
    /// In all of it, but more people are named than are remembered: those who are named first.
    FirstNames,
    /// In its own row: a table of this size is read row by row.
    Row,
}

impl Reach {
    /// The permanent id: `document`, `first-names`, `row`.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Document => "document",
            Self::FirstNames => "first-names",
            Self::Row => "row",
        }
    }
}

/// Findings by kind and by the id of the action.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts(BTreeMap<(Kind, &'static str), u64>);

impl Counts {
    pub(crate) fn add(&mut self, kind: Kind, action: &'static str, count: u64) {
        *self.0.entry((kind, action)).or_default() += count;
    }

    pub(crate) fn merge(&mut self, other: &Self) {
        other.iter().for_each(|(kind, action, count)| self.add(kind, action, count));
    }

    /// Kind, id of the action, and how many.
    pub fn iter(&self) -> impl Iterator<Item = (Kind, &'static str, u64)> {
        self.0.iter().map(|(&(kind, action), &count)| (kind, action, count))
    }

    /// How many with an action for which `wanted` holds.
    pub fn total(&self, wanted: impl Fn(&str) -> bool) -> u64 {
        self.iter().filter(|(_, action, _)| wanted(action)).map(|(_, _, count)| count).sum()
    }
}

/// A column that did not simply stay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnNote {
    /// Its heading.
    pub heading: String,
    /// Counted from 1.
    pub column: usize,
    /// What happens to it.
    pub action: ColumnAction,
}

/// Children in need who are named in lists. Such a document must not be published, masked or not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Children {
    /// How many rows name one.
    pub rows: u64,
    /// The row or line of the first, counted from 1; 0 in formats without rows.
    pub first: usize,
    /// The word for them, from the list of words that yinmo knows.
    pub word: &'static str,
}

impl Children {
    /// The permanent id of the rule.
    pub const RULE: &'static str = "childrens-list";

    /// What to publish instead, in Chinese: how many they are.
    pub fn suggestion_zh(&self) -> String {
        format!("只公布汇总数，如“保障{}{}名”", self.word, self.rows)
    }

    /// What to publish instead, in English.
    pub fn suggestion_en(&self) -> String {
        format!("publish how many they are, such as “保障{}{}名”", self.word, self.rows)
    }

    /// Adds what was met later.
    pub(crate) fn merge(&mut self, later: Self) {
        let rows = self.rows + later.rows;
        if self.rows == 0 {
            *self = later;
        }
        self.rows = rows;
    }
}

/// Small counts in tables of statistics, as they are published.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SmallCounts {
    /// How many tables of statistics were looked at.
    pub tables: u64,
    /// How many have too many rows to be looked at.
    pub not_assessed: u64,
    /// Counts that can be read and are below what the policy names.
    pub small: u64,
    /// Counts that are hidden.
    pub hidden: u64,
    /// Hidden counts that follow from the others and their totals.
    pub follows: u64,
    /// Where: row or line, and column, from 1; the first [`MOST_PLACES`](Self::MOST_PLACES).
    pub places: Vec<(usize, usize)>,
}

impl SmallCounts {
    /// As many places are told.
    pub const MOST_PLACES: usize = 20;

    /// Whether there was a table of statistics.
    pub const fn was_asked(&self) -> bool {
        self.tables + self.not_assessed > 0
    }
}

/// How well people in lists without names hide each other (k-anonymity), over what is published of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hidden {
    /// How many lists were compared.
    pub lists: u64,
    /// How many lists have too many different rows to be compared: nothing is known of them, so they are not fine.
    pub not_assessed: u64,
    /// Rows about somebody in the lists that were compared.
    pub rows: u64,
    /// How many different rows they have.
    pub classes: u64,
    /// The fewest rows that look alike.
    pub smallest: u64,
    /// Rows of which there are fewer than the policy asks for.
    pub below: u64,
    /// Rows that share a sensitive value with all that look like them; `None` if no such column stays.
    pub homogeneous: Option<u64>,
    /// How many different values each sensitive column has among rows that look alike, at least (l-diversity): by column,
    /// from 1, in the list with the fewest; up to six.
    pub diversity: BTreeMap<usize, u8>,
    /// Whether that is fewer in some column than the policy asks for.
    pub lacks_diversity: bool,
    /// The columns that were compared in the list with the fewest rows that look alike, counted from 1.
    pub columns: Vec<usize>,
}

impl Hidden {
    /// As many different rows of a list are compared.
    pub const MOST_CLASSES: usize = Classes::MOST;

    /// Whether there was anything to compare.
    pub const fn was_asked(&self) -> bool {
        self.lists + self.not_assessed > 0
    }

    /// Whether every list was compared, and no row is rarer than asked for or gives a sensitive value away.
    pub fn is_met(&self) -> bool {
        self.not_assessed == 0
            && self.below == 0
            && self.homogeneous.unwrap_or(0) == 0
            && !self.lacks_diversity
    }

    /// Adds a list whose columns and sensitive columns, from 0, were compared.
    pub(crate) fn add(
        &mut self,
        classes: &Classes,
        (k, l): (u32, u8),
        columns: &[usize],
        sensitive: &[usize],
    ) {
        let Some(found) = classes.assess(k) else {
            self.not_assessed += 1;
            return;
        };
        if self.lists == 0 || found.smallest < self.smallest {
            self.smallest = found.smallest;
            self.columns = columns.iter().map(|nth| nth + 1).collect();
        }
        for (&column, &values) in sensitive.iter().zip(&found.diversity) {
            let fewest = self.diversity.entry(column + 1).or_insert(values);
            *fewest = values.min(*fewest);
            self.lacks_diversity |= values < l;
        }
        self.lists += 1;
        self.rows += found.rows;
        self.classes += found.classes;
        self.below += found.below;
        if let Some(rows) = found.homogeneous {
            *self.homogeneous.get_or_insert(0) += rows;
        }
    }
}
