//! Text in, findings out: the scan, the recognizers and the resolution, put together.

mod announced;
mod foot;
mod found;
mod hidden;
mod likeness;
mod mistyped;
mod offices;
mod outline;
mod padded;
mod pieces;
mod posts;
mod sibling;
mod signed;
mod tables;
mod triage;
mod weak;

use std::sync::LazyLock;

use yinmo_data::labels::{NOT_UNITS, UNITS};

pub use found::Found;
pub use likeness::{Likening, NotPlain};
pub(crate) use outline::{Numbers, outline};
pub use pieces::Pieces;

use crate::finding::{Confidence, Evidence, Finding, Role};
use crate::kind::{Group, Kind};
use crate::memory::{Memory, People};
use crate::operators::covers;
use crate::own::Own;
use crate::recognizers::{
    ALL, Candidate, Cell, Claim, Context, KindSet, Labels, Pattern, Reading, Recognizer, Walk,
    names_in_title, read_spoken,
};
use crate::resolve::resolve;
use crate::scan::{Numerals, Token, Tokens, Value, is_mask_char};
use crate::table;
use crate::text::Span;
use sibling::Sibling;
use tables::{TABLES, Tables};
use triage::{deserves_a_look, is_plain_word, says_nothing};

/// Finds what the recognizers know. Built once, used from any number of threads.
pub struct Detector {
    tables: &'static LazyLock<Tables>,
    readers: Vec<&'static dyn Recognizer>,
    furniture: Vec<&'static dyn Recognizer>,
    /// Those that know cells of their columns which are written alike.
    likening: Vec<&'static dyn Recognizer>,
    /// What can be found; other kinds are only said of columns.
    found: KindSet,
    /// What the office adds.
    own: Own,
}

impl Default for Detector {
    fn default() -> Self {
        Self::new()
    }
}

impl Detector {
    /// A detector with every recognizer that is not asked for apart.
    pub fn new() -> Self {
        Self::with_own(Own::default())
    }

    /// The same, finding what an office adds as well.
    pub fn with_own(own: Own) -> Self {
        let asked = |recognizer: &&&'static dyn Recognizer| {
            !recognizer.is_on_demand() || own.on_demand.has(recognizer.kind())
        };
        let others = ALL.iter().filter(asked).copied().filter(|recognizer| recognizer.pattern().is_none());
        let (furniture, readers) =
            others.partition(|recognizer| recognizer.kind().group() == Group::Furniture);
        Self {
            tables: &TABLES,
            readers,
            furniture,
            likening: ALL.iter().copied().filter(|recognizer| recognizer.likens()).collect(),
            found: ALL.iter().filter(asked).map(|recognizer| recognizer.kind()).collect(),
            own,
        }
    }

    /// The labels of all recognizers.
    pub fn labels(&self) -> &'static Labels {
        &self.tables.labels
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
        self.detect_with_memory(text).0
    }

    /// The same, and what the text knows of the people in it.
    pub fn detect_with_memory(&self, text: &str) -> (Vec<Finding>, Memory) {
        let tables = table::embedded(self.labels(), text);
        let first = self.first_prose(text, &tables);
        let memory = memory_of(text, &first);
        let claims = self.second_prose(text, &tables, &memory, &first).into_iter();
        let personal = claims.filter(|claim| claim.kind.group() != Group::Furniture);
        (personal.map(Finding::from).collect(), memory)
    }

    /// The people, numbers and addresses in the name of a file, first to last; `memory` is what the file says of people.
    pub fn in_file_name(&self, name: &str, memory: &Memory) -> Vec<Finding> {
        let stem = stem_of(name);
        let mut claims = self.titled(stem);
        memory.recall(stem, &[], &mut claims);
        claims.into_iter().filter(is_of_a_person).map(Finding::from).collect()
    }

    /// Adds to what the first reading found in `text` what the names of files say that stand at `names` in it, in order.
    pub fn read_file_names(&self, text: &str, names: &[Span], found: &mut Found) {
        let before = found.claims.len();
        for name in names {
            let claims = self.titled(stem_of(name.of(text))).into_iter().filter(is_of_a_person);
            found.claims.extend(claims.map(|claim| claim.shifted(name.start)));
        }
        if found.claims.len() > before {
            resolve(&mut found.claims);
        }
    }

    /// Whether nothing can be found in words such as `main_window`, told by their characters. What an office added may
    /// be any word.
    pub fn says_nothing(&self, words: &str) -> bool {
        !self.own.goes_by_words() && says_nothing(self.labels(), words)
    }

    /// Everything claimed in the name of a file without its extension.
    fn titled(&self, stem: &str) -> Vec<Claim> {
        if self.says_nothing(stem) {
            return Vec::new();
        }
        let mut claims = self.first(stem, &[]).claims;
        claims.append(&mut names_in_title(stem));
        resolve(&mut claims);
        claims
    }

    /// Everything claimed in running text, tables inside it read as tables.
    pub fn prose(&self, text: &str) -> Vec<Claim> {
        self.prose_with(text, &table::embedded(self.labels(), text))
    }

    /// The same where the tables are known: a piece of a longer text may go on one whose heading stands before.
    pub fn prose_with(&self, text: &str, tables: &[table::Embedded]) -> Vec<Claim> {
        let found = self.first_prose(text, tables);
        let memory = memory_of(text, &found);
        self.second_prose(text, tables, &memory, &found)
    }

    /// The first reading of [`prose_with`](Self::prose_with): each place by itself.
    pub fn first_prose(&self, text: &str, tables: &[table::Embedded]) -> Found {
        if tables.is_empty() {
            return self.first(text, &[]);
        }
        let mut found = Found::default();
        each_piece(text, tables, &mut |span, cells| {
            let mut piece = self.first(span.of(text), cells);
            if !cells.is_empty() {
                piece.note_words(span.of(text));
            }
            found.append(piece, span.start);
        });
        found.claims.retain(|claim| !is_heading(claim, tables));
        found.claims.iter_mut().for_each(|claim| give_role_of_column(claim, tables));
        found
    }

    /// The second reading, of what the first found: with what is known of the document.
    pub fn second_prose(
        &self,
        text: &str,
        tables: &[table::Embedded],
        memory: &Memory,
        found: &Found,
    ) -> Vec<Claim> {
        if tables.is_empty() {
            return self.second(text, &[], memory, found.clone());
        }
        let mut all = Vec::with_capacity(found.claims.len());
        each_piece(text, tables, &mut |span, cells| {
            let claims = self.second(span.of(text), cells, memory, found.within(span)).into_iter();
            all.extend(claims.map(|claim| claim.shifted(span.start)));
        });
        all
    }

    /// Everything claimed in a text or a row, furniture that was met included, without overlaps.
    pub fn claims(&self, text: &str, cells: &[Cell<'_>]) -> Vec<Claim> {
        let mut found = self.first(text, cells);
        let says_more = |cell: &Cell<'_>| {
            let own = cell.span.of(text);
            !own.is_ascii() && cell.may_name_anybody(own)
        };
        // Most rows have nothing but numbers beside what stands under headings.
        if !cells.is_empty() && !cells.iter().any(says_more) {
            return self.second(text, cells, &Memory::default(), found);
        }
        if !cells.is_empty() {
            found.note_words(text);
        }
        let memory = memory_of(text, &found);
        self.second(text, cells, &memory, found)
    }

    /// The second reading of what [`first`](Self::first) found: the people whom the document knows, and what is said of
    /// anybody.
    pub fn second(&self, text: &str, cells: &[Cell<'_>], memory: &Memory, found: Found) -> Vec<Claim> {
        let Found { mut claims, mentions, .. } = found;
        memory.recall(text, cells, &mut claims);
        let mut spoken = Vec::new();
        read_spoken(text, cells, &claims, &mentions, self.found, &mut spoken);
        if !spoken.is_empty() {
            claims.append(&mut spoken);
            resolve(&mut claims);
        }
        self.own.allow(text, &mut claims);
        claims
    }

    /// The first reading of a text or a row: each place by itself.
    pub fn first(&self, text: &str, cells: &[Cell<'_>]) -> Found {
        let mut claims = Vec::new();
        self.identifiers(text, cells, &mut claims);
        claims.retain(|claim| !covers(text, claim.span));
        self.own.read(text, cells, &mut claims);
        resolve(&mut claims);
        let mut read = Vec::new();
        let reading = Reading::new(text, cells, &claims);
        self.readers.iter().for_each(|reader| reader.read(&reading, &mut read));
        let mut found = Found::default();
        if cells.is_empty() {
            found.mentions = reading.mentions().collect();
            (found.signs, found.of_children) = (reading.signs(), reading.of_children());
        }
        read.iter_mut().for_each(|claim| end_before_identifiers(claim, text, &claims));
        read.retain(|claim| {
            !is_placeholder(claim.span.of(text))
                && !covers(text, claim.span)
                && !heads_document_number(text, claim)
        });
        claims.append(&mut read);
        resolve(&mut claims);
        mistyped::read(text, &mut claims);
        posts::give_roles(text, &mut claims);
        signed::give_roles(text, cells, &mut claims);
        offices::give_roles(text, cells, &mut claims);
        foot::give_roles(text, cells, &mut claims);
        Found { claims, ..found }
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
        self.judge_each(text, cells, |tokens| self.next_worthy(text, cells, tokens), claims);
    }

    /// The next token that is worth gathering.
    fn next_worthy(&self, text: &str, cells: &[Cell<'_>], tokens: &mut Tokens<'_>) -> Option<Token> {
        loop {
            tokens.skip_words();
            let token = tokens.next()?;
            let plain = || cells.is_empty() && is_plain_word(self.labels(), text, token);
            if deserves_a_look(text, token) && !plain() {
                return Some(token);
            }
        }
    }

    /// Judges the values that begin with the tokens that `next` picks, and those written in words.
    fn judge_each<'t>(
        &self,
        text: &'t str,
        cells: &[Cell<'_>],
        next: impl Fn(&mut Tokens<'t>) -> Option<Token>,
        claims: &mut Vec<Claim>,
    ) {
        let reading = Reading::new(text, cells, &[]);
        let mut walks = Walks::default();
        let mut value = Value::default();
        let mut sibling = Sibling::default();
        let mut tokens = Tokens::new(text, 0);
        while let Some(token) = next(&mut tokens) {
            value.gather(text, token.start);
            let found = claims.len();
            self.judge(&mut walks, &value, &reading, &mut sibling, false, claims);
            if let Some(end) = explained_to(&claims[found..]) {
                tokens.skip_to(end);
            }
        }
        for run in Numerals::new(text) {
            value.set_digits(run);
            self.judge(&mut walks, &value, &reading, &mut sibling, true, claims);
        }
    }

    /// Whether a value of `kind` begins at byte `at`, judged as [`Detector::identifiers`] would: for callers that
    /// found the place by other means.
    pub fn judge_at(&self, text: &str, at: usize, kind: Kind) -> Option<Claim> {
        let mut value = Value::default();
        value.gather(text, at);
        let mut claims = Vec::new();
        let reading = Reading::new(text, &[], &[]);
        self.judge(&mut Walks::default(), &value, &reading, &mut Sibling::default(), false, &mut claims);
        claims.into_iter().filter(|claim| claim.kind == kind).max_by_key(|claim| claim.span.len())
    }

    fn judge<'d>(
        &'d self,
        walks: &mut Walks<'d>,
        value: &Value,
        reading: &Reading<'_>,
        sibling: &mut Sibling,
        in_words: bool,
        claims: &mut Vec<Claim>,
    ) {
        let start = value.span(0, 1).start;
        let (text, cells) = (reading.text, reading.cells);
        let mut context = Context::new(text, start, self.labels());
        if let Some(cell) = reading.cell(start) {
            context.put_into(cell, reading.document_of(cell, self.labels()));
            if value.crosses_cells() {
                context.end_by(reading.reach(start));
            }
        }
        context.inherit(sibling.label_for(text, start));
        let found = claims.len();
        let (shapes, walk) = if context.may_have_tight_label(value) {
            (&self.tables.shapes, &mut walks.all)
        } else {
            (&self.tables.loose_shapes, &mut walks.loose)
        };
        shapes.each_match(walk.get_or_insert_with(|| shapes.walk()), value, |len, pattern| {
            let candidate = Candidate::new(value, len, in_words);
            claims.extend(judge_one(pattern, &candidate, &context));
        });
        claims.extend(self.weak_mask(value, &context, cells));
        if let Some(last) = claims[found..].iter().max_by_key(|claim| claim.span.end) {
            *sibling = Sibling { end: last.span.end, label: context.label_before() };
        }
    }
}

/// What walking over the values of one text needs, if there are any.
#[derive(Default)]
struct Walks<'d> {
    all: Option<Walk<'d>>,
    loose: Option<Walk<'d>>,
}

/// `杭民发〔2019〕12号`: the code of an office may look like a name. A year alone behind a name is when somebody was born,
/// `李爱民（1985年3月生）`, and a case may be somebody's: `王建坪（2019）浙0106民初1号`.
fn heads_document_number(text: &str, claim: &Claim) -> bool {
    claim.kind == Kind::Person && begins_serial(&text[claim.span.end..]).is_some()
}

/// Whether `text` begins with a year in brackets and a serial number: `〔2019〕12号`, `（2019）第12号`.
fn begins_serial(text: &str) -> Option<()> {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let year = text.strip_prefix(['〔', '［', '[', '【', '（', '('])?;
    let serial =
        year.get(4..).filter(|_| digits(year) == 4)?.strip_prefix(['〕', '］', ']', '】', '）', ')'])?;
    let serial = serial.trim_start_matches('第');
    serial[digits(serial)..].strip_prefix('号').filter(|_| digits(serial) > 0).map(|_| ())
}

/// What a text that is a document of its own knows of the people in it.
fn memory_of(text: &str, found: &Found) -> Memory {
    let mut people = People::default();
    people.learn(text, found, Span::new(0, text.len()));
    Memory::new(people)
}

/// Calls `each` with every row of `tables` and every stretch of prose before, between and after them.
fn each_piece(text: &str, tables: &[table::Embedded], each: &mut dyn FnMut(Span, &[Cell<'_>])) {
    let mut read = 0;
    for table in tables {
        for row in &table.rows {
            each(Span::new(read, row.span.start), &[]);
            each(row.span, &table.cells(row).collect::<Vec<_>>());
            read = row.span.end;
        }
    }
    each(Span::new(read, text.len()), &[]);
}

/// The column knows whose data it holds where the value does not tell. A mobile in a list of offices is somebody's.
fn give_role_of_column(claim: &mut Claim, tables: &[table::Embedded]) {
    let unsaid = matches!(claim.role, Role::Citizen | Role::Unknown);
    let role = || {
        let table = tables.get(tables.partition_point(|table| table.span().end < claim.span.end))?;
        table.role_of(claim.span)
    };
    match role().filter(|_| unsaid && claim.evidence.has(Evidence::ColumnHeading)) {
        Some(Role::Organisation) if claim.kind == Kind::Mobile => {}
        Some(role) => claim.role = role,
        None => {}
    }
}

/// Whether a word stands among the headings of a table behind one for people, and is no name: `序号 | 姓名 | 措施`.
fn is_heading(claim: &Claim, tables: &[table::Embedded]) -> bool {
    let below = || tables.partition_point(|table| table.span().start < claim.span.end);
    claim.kind == Kind::Person
        && claim.evidence.has(Evidence::LabelBefore)
        && tables.get(below()).is_some_and(|table| table.has_heading(claim.span))
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

/// The name of a file without its extension.
fn stem_of(name: &str) -> &str {
    name.rfind('.').filter(|&dot| dot > 0).map_or(name, |dot| &name[..dot])
}

/// Whether a claim in the name of a file counts: of a title no more than who and where.
fn is_of_a_person(claim: &Claim) -> bool {
    claim.kind.group() == Group::Identifier || matches!(claim.kind, Kind::Person | Kind::Address)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::marked;
    use crate::recognizers::Shapes;
    use crate::scan::follows_label;

    /// What stands around values in programs and in forms.
    const NEIGHBOURS: [(&str, &str); 8] = [
        ("", ""),
        ("let x: u32 = 1;\nuse std::fmt; ", " // id: 7"),
        ("name: value, port: 80 ", " | 1 | 2"),
        ("wechat: ", "\n0x1F, 2.0"),
        ("证件：", "（微信）"),
        ("x1 ", "-3c"),
        ("a::b::", "::c"),
        ("第2行 ", "？"),
    ];

    #[test]
    fn what_is_passed_over_is_no_value() {
        let detector = Detector::new();
        let cases = ALL.iter().flat_map(|recognizer| recognizer.cases().lines());
        for text in cases.map(|case| marked::parse(case).0) {
            for (before, after) in NEIGHBOURS {
                let text = [before, &text, after].concat();
                let (mut all, mut worthy) = (Vec::new(), Vec::new());
                // A word without digits in the middle of others is no value, whatever stands before it.
                let may_be = |token: &Token| token.digits > 0 || follows_label(text.as_bytes(), token.start);
                detector.judge_each(&text, &[], |tokens| tokens.find(may_be), &mut all);
                detector.identifiers(&text, &[], &mut worthy);
                assert_eq!(worthy, all, "{text}");
            }
        }
    }

    #[test]
    fn labels_are_looked_for_wherever_they_may_be() {
        static ASKING: LazyLock<Tables> = LazyLock::new(|| {
            let tables = Tables::new();
            Tables { loose_shapes: Shapes::new(tables.shapes.patterns().collect()), ..tables }
        });
        let detector = Detector::new();
        let asking = Detector { tables: &ASKING, ..Detector::new() };
        let cases = ALL.iter().flat_map(|recognizer| recognizer.cases().lines());
        let mut found = 0;
        for text in cases.map(|case| marked::parse(case).0) {
            for (before, after) in NEIGHBOURS {
                let text = [before, &text, after].concat();
                let (mut all, mut some) = (Vec::new(), Vec::new());
                asking.identifiers(&text, &[], &mut all);
                detector.identifiers(&text, &[], &mut some);
                assert_eq!(some, all, "{text}");
                found += all.len();
            }
        }
        assert!(found > 1000, "{found}");
    }

    #[test]
    fn words_of_an_office_may_be_plain_names_of_files() {
        let denied = crate::own::WordList::new(["hongyan"]);
        let detector = Detector::with_own(Own { denied, ..Own::default() });
        assert!(Detector::new().says_nothing("plan_hongyan") && !detector.says_nothing("plan_hongyan"));
    }

    #[test]
    fn names_of_files_without_numbers_labels_and_words_say_nothing() {
        let labels = Detector::new().labels();
        for (name, plain) in [
            ("main_window", true),
            ("utf8-v2", true),
            ("13800012001", false),
            ("wechat_zhangsan", false),
            ("Wang Jianguo", false),
            ("a@b", false),
            ("王建坪", false),
        ] {
            assert_eq!(says_nothing(labels, name), plain, "{name}");
        }
    }
}
