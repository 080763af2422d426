//! Text in, findings out: the scan, the recognizers and the resolution, put together.

mod hidden;
mod likeness;
mod outline;
mod pieces;
mod sibling;
mod triage;
mod weak;

use yinmo_data::labels::{NOT_UNITS, UNITS, VETOES};

pub use likeness::{Likening, NotPlain};
pub(crate) use outline::{Numbers, outline};
pub use pieces::Pieces;

use crate::finding::{Confidence, Evidence, Finding};
use crate::kind::{Group, Kind};
use crate::recognizers::{
    ALL, Candidate, Cell, Claim, Context, KindSet, Labels, Pattern, Reading, Recognizer, Shapes, Walk,
    read_spoken,
};
use crate::resolve::resolve;
use crate::scan::{Numerals, Tokens, Value, is_mask_char};
use crate::table;
use crate::text::Span;
use sibling::Sibling;
use triage::deserves_a_look;

/// Finds what the recognizers know. Built once, used from any number of threads.
pub struct Detector {
    shapes: Shapes,
    labels: Labels,
    /// In the order of the shapes.
    patterns: Vec<&'static Pattern>,
    readers: Vec<&'static dyn Recognizer>,
    furniture: Vec<&'static dyn Recognizer>,
    /// Those that know cells of their columns which are written alike.
    likening: Vec<&'static dyn Recognizer>,
    /// What can be found; other kinds are only said of columns.
    found: KindSet,
}

impl Default for Detector {
    fn default() -> Self {
        Self::new()
    }
}

impl Detector {
    /// A detector with every recognizer.
    pub fn new() -> Self {
        let patterns: Vec<_> = ALL.iter().filter_map(|recognizer| recognizer.pattern()).collect();
        let others = ALL.iter().copied().filter(|recognizer| recognizer.pattern().is_none());
        let (furniture, readers) =
            others.partition(|recognizer| recognizer.kind().group() == Group::Furniture);
        let positive = ALL.iter().flat_map(|r| r.labels().iter().map(move |label| (*label, r.kind())));
        Self {
            shapes: Shapes::new(&patterns.iter().map(|pattern| pattern.shape).collect::<Vec<_>>()),
            labels: Labels::new(positive, VETOES.iter().copied()),
            patterns,
            readers,
            furniture,
            likening: ALL.iter().copied().filter(|recognizer| recognizer.likens()).collect(),
            found: ALL.iter().map(|recognizer| recognizer.kind()).collect(),
        }
    }

    /// The labels of all recognizers.
    pub const fn labels(&self) -> &Labels {
        &self.labels
    }

    /// Everything found in running text, first to last; furniture is not listed.
    ///
    /// ```
    /// use yinmo_core::{Detector, kind::Kind};
    /// let findings = Detector::new().detect("身份证号：330106190102030017。");
    /// assert_eq!(findings.len(), 1);
    /// assert_eq!((findings[0].kind, findings[0].span.start), (Kind::ResidentId, 15));
    /// ```
    pub fn detect(&self, text: &str) -> Vec<Finding> {
        let claims = self.prose(text);
        claims.into_iter().filter(|claim| claim.kind.group() != Group::Furniture).map(Finding::from).collect()
    }

    /// Everything claimed in running text, tables inside it read as tables.
    pub fn prose(&self, text: &str) -> Vec<Claim> {
        self.prose_with(text, &table::embedded(&self.labels, text))
    }

    /// The same where the tables are known: a piece of a longer text may go on one whose heading stands before.
    pub fn prose_with(&self, text: &str, tables: &[table::Embedded]) -> Vec<Claim> {
        let mut claims = Vec::new();
        let mut read = 0;
        for table in tables {
            for row in &table.rows {
                self.claims_in(text, Span::new(read, row.span.start), &[], &mut claims);
                self.claims_in(text, row.span, &table.cells(row).collect::<Vec<_>>(), &mut claims);
                read = row.span.end;
            }
        }
        self.claims_in(text, Span::new(read, text.len()), &[], &mut claims);
        claims
    }

    /// Claims within `span`, in bytes of the whole text.
    fn claims_in(&self, text: &str, span: Span, cells: &[Cell<'_>], claims: &mut Vec<Claim>) {
        let found = self.claims(span.of(text), cells).into_iter();
        claims.extend(found.map(|claim| Claim { span: claim.span.shifted(span.start), ..claim }));
    }

    /// Everything claimed in a text or a row, furniture that was met included, without overlaps.
    pub fn claims(&self, text: &str, cells: &[Cell<'_>]) -> Vec<Claim> {
        let mut claims = Vec::new();
        self.identifiers(text, cells, &mut claims);
        resolve(&mut claims);
        let mut read = Vec::new();
        let reading = Reading::new(text, cells, &claims);
        self.readers.iter().for_each(|reader| reader.read(&reading, &mut read));
        read.iter_mut().for_each(|claim| end_before_identifiers(claim, text, &claims));
        read.retain(|claim| !is_placeholder(claim.span.of(text)));
        let marks = if cells.is_empty() { reading.into_marks() } else { Vec::new() };
        claims.append(&mut read);
        resolve(&mut claims);
        read_spoken(text, cells, &claims, &marks, &mut read);
        if !read.is_empty() {
            claims.append(&mut read);
            resolve(&mut claims);
        }
        claims
    }

    /// What must stay in `text`: document and case numbers, amounts, dates.
    pub fn furniture(&self, text: &str) -> Vec<Claim> {
        let mut claims = Vec::new();
        let reading = Reading::new(text, &[], &[]);
        self.furniture.iter().for_each(|reader| reader.read(&reading, &mut claims));
        resolve(&mut claims);
        claims
    }

    /// The identifier layer alone: every value some pattern accepts. Claims may overlap.
    pub fn identifiers(&self, text: &str, cells: &[Cell<'_>], claims: &mut Vec<Claim>) {
        let reading = Reading::new(text, cells, &[]);
        let mut walk = self.shapes.walk();
        let mut value = Value::default();
        let mut sibling = Sibling::default();
        let mut tokens = Tokens::new(text, 0);
        while let Some(token) = tokens.next() {
            if !deserves_a_look(text, token) {
                continue;
            }
            value.gather(text, token.start);
            let found = claims.len();
            self.judge(&mut walk, &value, &reading, &mut sibling, false, claims);
            if let Some(end) = explained_to(&claims[found..]) {
                tokens.skip_to(end);
            }
        }
        for run in Numerals::new(text) {
            value.set_digits(run);
            self.judge(&mut walk, &value, &reading, &mut sibling, true, claims);
        }
    }

    /// Whether a value of `kind` begins at byte `at`, judged as [`Detector::identifiers`] would: for callers that
    /// found the place by other means.
    pub fn judge_at(&self, text: &str, at: usize, kind: Kind) -> Option<Claim> {
        let mut value = Value::default();
        value.gather(text, at);
        let mut claims = Vec::new();
        let reading = Reading::new(text, &[], &[]);
        self.judge(&mut self.shapes.walk(), &value, &reading, &mut Sibling::default(), false, &mut claims);
        claims.into_iter().filter(|claim| claim.kind == kind).max_by_key(|claim| claim.span.len())
    }

    fn judge(
        &self,
        walk: &mut Walk<'_>,
        value: &Value,
        reading: &Reading<'_>,
        sibling: &mut Sibling,
        in_words: bool,
        claims: &mut Vec<Claim>,
    ) {
        let start = value.span(0, 1).start;
        let (text, cells) = (reading.text, reading.cells);
        let mut context = Context::new(text, reading.bounds(start), start, &self.labels);
        if let Some(cell) = reading.cell(start) {
            context = context.under(cell).up_to(reading.reach(start));
        }
        context = context.after_sibling(sibling.label_for(text, start));
        let found = claims.len();
        self.shapes.each_match(walk, value, |len, pattern| {
            let candidate = Candidate::new(value, len, in_words);
            claims.extend(judge_one(self.patterns[pattern], &candidate, &context));
        });
        claims.extend(self.weak_mask(value, &context, cells));
        if let Some(last) = claims[found..].iter().max_by_key(|claim| claim.span.end) {
            *sibling = Sibling { end: last.span.end, label: context.label_before() };
        }
    }
}

fn judge_one(pattern: &Pattern, candidate: &Candidate<'_>, context: &Context<'_>) -> Option<Claim> {
    if candidate.in_words && !matches!(pattern.kind, Kind::Mobile | Kind::ResidentId) {
        return None;
    }
    let claim = pattern.judge(candidate, context)?;
    let countable =
        matches!(pattern.kind, Kind::Mobile | Kind::Landline | Kind::BankCard | Kind::BankAccount);
    let alone = candidate.is_whole() && claim.evidence.has(Evidence::LabelBefore);
    let counts = || counts_something(context.after(claim.span.end)) || follows_currency(context, claim.span);
    (!countable || alone || !counts()).then_some(claim)
}

/// In `…村12号6228 4803…` the address ends where the card number begins.
fn end_before_identifiers(claim: &mut Claim, text: &str, identifiers: &[Claim]) {
    let behind = identifiers.partition_point(|other| other.span.start <= claim.span.start);
    if let Some(other) = identifiers.get(behind).filter(|other| other.span.overlaps(claim.span)) {
        let kept = text[claim.span.start..other.span.start].trim_end();
        claim.span = Span::new(claim.span.start, claim.span.start + kept.len());
    }
}

/// What stands where something was taken out: `[账号]`, `（略）`, `***`, `某某`.
fn is_placeholder(text: &str) -> bool {
    let inner = text.trim();
    let bracketed =
        inner.starts_with(['[', '［', '【', '〔', '<']) && inner.ends_with([']', '］', '】', '〕', '>']);
    bracketed
        || inner.contains('略') && inner.chars().count() <= 4
        || inner.chars().all(|c| c == '某' || c == '×' || is_mask_char(c))
}

/// `13812345678元` is an amount.
fn counts_something(after: &str) -> bool {
    let after = after.trim_start_matches(' ');
    UNITS.iter().any(|unit| after.starts_with(unit)) && !NOT_UNITS.iter().any(|word| after.starts_with(word))
}

/// `￥13812345678` is one too.
fn follows_currency(context: &Context<'_>, span: Span) -> bool {
    context.char_before(span.start).is_some_and(|c| matches!(c, '￥' | '¥' | '$' | '＄' | '€'))
}

/// Where a claim that nothing can outrank ends: what lies inside it need not be looked at again.
fn explained_to(claims: &[Claim]) -> Option<usize> {
    let settled = claims.iter().filter(|claim| {
        claim.rank <= crate::recognizers::Rank::Mobile && claim.confidence >= Confidence::MEDIUM
    });
    settled.map(|claim| claim.span.end).max()
}

/// The part of `claims` that lies in `own`: what overlaps with the neighbours' text is theirs.
pub fn owned(claims: &[Claim], own: Span) -> impl Iterator<Item = &Claim> {
    claims.iter().filter(move |claim| own.start <= claim.span.start && claim.span.start < own.end)
}
