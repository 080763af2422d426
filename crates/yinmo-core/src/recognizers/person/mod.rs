//! 姓名 (name of a person).
//!
//! Two to four Chinese characters with a surname, spaced or not; names joined with a dot (`买买提·艾力江`); names
//! without surname and in Latin letters after a label. Rules ask for a label or title beside a name, the heading of its
//! column, a list, or an identifier next to it; in running text a sequence model sees names without any of these, and
//! says how likely each is. People of public life are known by their names. Who is named at one place is known everywhere
//! in the document, by the given name alone too.
//! Forms that hide the person already (`张某某`, `张*强`, `王女士`, `老李`) are not found.
//!
//! Not found: given names alone of people whose full name stands nowhere, unless the model sees them; nicknames nobody
//! calls such (`绰号“铁头”` is found).

mod accounts;
mod agency_codes;
mod around;
mod between;
mod called;
mod columns;
mod cues;
mod dotted;
mod english;
mod famous;
mod kin;
mod labelled;
mod latin;
mod latin_words;
mod lists;
mod modelled;
mod paired;
mod segmented;
mod spaced;
mod things;
mod titled;
mod weighed;

pub(crate) use called::is_nickname;
pub(crate) use columns::{is_like_an_office, is_no_name, liken as liken_name};
pub(crate) use cues::CUES;
pub(crate) use dotted::{TRANSCRIBING, is_dot};
pub(crate) use kin::is_kin;
pub(super) use labelled::{begins_spelled, is_link};
pub(super) use latin_words::are_common as latin_words_are_common;
pub(crate) use modelled::begins_with_family;
pub(crate) use segmented::is_best_a_name;
pub(crate) use titled::names_in as names_in_title;
pub(super) use weighed::begins_note;
pub(crate) use weighed::says_who;

use yinmo_data::{common_words, surnames};

use super::address::is_short_region;
use super::birth_date::is_end_of_name;
use super::field::{Field, Under, fields};
use super::{Claim, Reading, Recognizer};
use crate::detector::Pieces;
use crate::finding::{Confidence, Evidence, EvidenceSet, Role};
use crate::kind::Kind;
use crate::tagger::{FOLLOWERS, Follower, Gazetteer, Tagger, is_han};
use crate::text::Span;

pub static RECOGNIZER: Person = Person { tagger: &Gazetteer };

/// Finds names of people.
pub struct Person {
    tagger: &'static dyn Tagger,
}

impl Recognizer for Person {
    fn kind(&self) -> Kind {
        Kind::Person
    }

    fn labels(&self) -> &'static [&'static str] {
        &["姓名"]
    }

    fn cases(&self) -> &'static str {
        include_str!("cases.txt")
    }

    fn likens(&self) -> bool {
        true
    }

    fn liken(&self, cell: &str, _long: &mut Pieces) -> Option<u64> {
        columns::liken(cell)
    }

    fn read(&self, reading: &Reading<'_>, claims: &mut Vec<Claim>) {
        let before = claims.len();
        for field in fields(reading) {
            match field.under(Kind::Person) {
                Under::Own => self.read_cell(&field, reading, claims),
                // What stands under 住址 or 金额 is no name, unless it is called one.
                Under::Other => field.led(claims, |led| self.read_prose(&field, reading, led)),
                Under::None => self.read_prose(&field, reading, claims),
            }
        }
        // `何桂|生于2018年3月病故`.
        for claim in &mut claims[before..] {
            if is_end_of_name(&reading.text[claim.span.end..]) {
                claim.span.end += '生'.len_utf8();
            }
        }
        let kept = claims.split_off(before).into_iter();
        claims.extend(
            kept.filter(|claim| {
                claim.evidence.has(Evidence::ColumnHeading) || !is_nobody(claim, reading.text)
            }),
        );
    }
}

/// Whether what looks like a name is a word over a column or before a colon, as `金额` is, the title of a paper, or the
/// code of an office.
fn is_nobody(claim: &Claim, text: &str) -> bool {
    let name = claim.span.of(text);
    // `民政办`: whom to ask, and nobody.
    yinmo_data::columns::is_heading(name)
        || name.ends_with('办') && is_no_name(name)
        || is_role(text, claim.span)
        || is_class(text, claim.span)
        || spaced::is_title(text, claim.span)
        || agency_codes::is_taken_for_name(text, claim)
}

impl Person {
    /// Reads a cell of a column of names; one that says more than names, `本人，儿子汪建军 13800012001` under 联系人及电话,
    /// `村支书：汪建军` or `汪建军（已故）继承人储子涵`, as prose too; one that lists relatives, `长女储子涵、妻滕婧`, for
    /// the words before them.
    fn read_cell(&self, field: &Field<'_>, reading: &Reading<'_>, claims: &mut Vec<Claim>) {
        let from = claims.len();
        let relatives = field.cell.is_some_and(|cell| kin::is_household(cell.heading));
        let labels = field.text.contains(['：', ':'])
            || ["继承人", "代领人", "监护人"].iter().any(|word| field.text.contains(word));
        if labels || field.shares_heading(Kind::Person) {
            self.read_prose(field, reading, claims);
        } else if relatives {
            let marks = field.marks();
            labelled::read(field, &marks, claims);
            kin::read(field, &marks, from, claims);
        }
        let said = claims.len();
        columns::read(field, reading, claims);
        if labels || relatives {
            // A label tells more of somebody than the heading does.
            let (prose, listed) = claims[from..].split_at(said - from);
            let new = listed.iter().filter(|claim| !prose.iter().any(|said| said.span.overlaps(claim.span)));
            let new: Vec<Claim> = new.copied().collect();
            claims.truncate(said);
            claims.extend(new);
        }
    }

    fn read_prose(&self, field: &Field<'_>, reading: &Reading<'_>, claims: &mut Vec<Claim>) {
        // Numbers need no reading; a name in Latin letters has its label's colon before it.
        let from = claims.len();
        if field.text.is_ascii() && !field.text.contains(':') {
            return english::read(field, from, claims);
        }
        let marks = field.marks();
        labelled::read(field, &marks, claims);
        dotted::read(field, &marks, claims);
        weighed::read(field, &marks, self.tagger, reading, claims);
        modelled::read(field, &marks, from, reading, claims);
        famous::read(field, &marks, from, reading, claims);
        paired::read(field, &marks, from, claims);
        called::read(field, &marks, from, claims);
        accounts::read(field, from, claims);
        english::read(field, from, claims);
        kin::read(field, &marks, from, claims);
        claims[from..]
            .iter_mut()
            .for_each(|claim| claim.evidence = claim.evidence.and(signs(claim, reading.text)));
        between::read(field, from, claims);
    }
}

/// `候选人`, `被征收人`, alone over a column or before a colon; but `周建人`.
fn is_role(text: &str, span: Span) -> bool {
    const EDGES: [char; 8] = [',', '，', '\t', '|', '\n', '\r', ':', '：'];
    let (name, before, after) = (span.of(text), &text[..span.start], &text[span.end..]);
    let alone =
        (before.is_empty() || before.ends_with(EDGES)) && (after.is_empty() || after.starts_with(EDGES));
    alone && name.ends_with('人') && name.chars().count() > 2 && !name.starts_with(surnames::is_common)
}

/// `高二（7）班`, `初三年级`, `高二班`, and the `班学生` behind them.
fn is_class(text: &str, span: Span) -> bool {
    let name = span.of(text);
    let mut chars = text[span.start..].chars();
    let year = matches!(chars.next(), Some('高' | '初')) && matches!(chars.next(), Some('一' | '二' | '三'));
    let follows = |words: &[&str]| words.iter().any(|word| chars.as_str().starts_with(word));
    let of_year =
        year && name.chars().count() <= 3 && follows(&["（", "(", "年级", "班", "学生", "上学期", "下学期"]);
    let behind = name.starts_with('班') && text[..span.start].ends_with(['）', ')']);
    of_year || behind
}

/// What the characters of a name in running text, and those behind it, say for and against it.
fn signs(claim: &Claim, text: &str) -> EvidenceSet {
    let (name, after) = (claim.span.of(text), &text[claim.span.end..]);
    let shop = || FOLLOWERS.at_start(after).is_some_and(|hit| hit.meaning == Follower::Business);
    let signs = [
        (Evidence::Surname, name.starts_with(|c| surnames::is_surname(c) || surnames::begins_compound(c))),
        // The model has learnt few of some names: that it does not see one says little.
        (Evidence::NotSeen, claim.evidence.score().is_none() && !is_little_learnt(claim, text)),
        (Evidence::OrdinaryWord, common_words::starts_name_like(name).is_some_and(|word| word >= name.len())),
        (Evidence::ShopName, shop()),
    ];
    signs.into_iter().filter_map(|(sign, holds)| holds.then_some(sign)).collect()
}

/// Whether a name is of a kind that the model does not know well: with dots, or of words that only names are made of, in
/// Latin letters, a nickname, or right behind one character for a relative, or a title with nothing behind it.
fn is_little_learnt(claim: &Claim, text: &str) -> bool {
    let has = |evidence| claim.evidence.has(evidence);
    let name = claim.span.of(text);
    let of_known_shape = has(Evidence::LabelBefore) && has(Evidence::Shape);
    has(Evidence::Dotted)
        || of_known_shape
        || is_in_bold_type(claim, text)
        || is_alone_behind_title(claim, text)
        || is_of_rare_family(claim, text)
        || paired::is_name(name)
        || english::is_name(name)
}

/// `受助学生：**王子涵**`: the model learnt from text without markup.
fn is_in_bold_type(claim: &Claim, text: &str) -> bool {
    text[..claim.span.start].ends_with("**") && text[claim.span.end..].starts_with("**")
}

/// Whether a label stands right before it, and not before the list it is in.
fn is_labelled_itself(claim: &Claim) -> bool {
    claim.evidence.has(Evidence::LabelBefore) && !claim.evidence.has(Evidence::List)
}

/// `监护人庹选，`: a label, a surname that few bear, and the clause ends.
fn is_of_rare_family(claim: &Claim, text: &str) -> bool {
    is_labelled_itself(claim)
        && labelled::ends_clause(&text[claim.span.end..])
        && claim.span.of(text).starts_with(labelled::is_rare_surname)
}

/// `常务副总封屹`, and the line ends: the model has seen names in sentences.
fn is_alone_behind_title(claim: &Claim, text: &str) -> bool {
    is_labelled_itself(claim)
        && text[..claim.span.start].ends_with(is_han)
        && labelled::closes_line(&text[claim.span.end..])
        && !is_short_region(claim.span.of(text))
}

fn claim(field: &Field<'_>, span: Span, confidence: Confidence, role: Role, evidence: EvidenceSet) -> Claim {
    field.claim(Kind::Person, span, confidence, role, evidence)
}

/// Whether what follows a name says that it is assumed: `（化名）`.
pub(crate) fn is_assumed(after: &str) -> bool {
    ["（化名", "(化名", "化名", "（均为化名", "（均化名"].iter().any(|word| after.starts_with(word))
}

/// The reasons that the characters of a name themselves give.
fn characters(score: u8) -> EvidenceSet {
    let surname = EvidenceSet::EMPTY.with(Evidence::Surname);
    if score >= 60 { surname.with(Evidence::GivenName) } else { surname }
}
