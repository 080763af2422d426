//! 企业名称 (names of companies). Looked for only where a policy changes them: they are public, except in court
//! documents as they are written since 2024.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

use super::{Claim, Rank, Reading, Recognizer};
use crate::finding::{Confidence, Evidence, EvidenceSet, Role};
use crate::kind::Kind;
use crate::operators::company_mou::{CompanyName, FORMS, region};
use crate::text::Span;

/// Finds names that end in a legal form.
pub struct Companies;

pub static RECOGNIZER: Companies = Companies;

impl Recognizer for Companies {
    fn kind(&self) -> Kind {
        Kind::Company
    }

    fn labels(&self) -> &'static [&'static str] {
        &[]
    }

    fn cases(&self) -> &'static str {
        include_str!("cases.txt")
    }

    fn is_on_demand(&self) -> bool {
        true
    }

    fn read(&self, reading: &Reading<'_>, claims: &mut Vec<Claim>) {
        static ENDS: LazyLock<AhoCorasick> = LazyLock::new(|| {
            let builder = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(FORMS);
            builder.expect("a dozen words fit the automaton")
        });
        let text = reading.text;
        let mut from = 0;
        for form in ENDS.find_iter(text) {
            if let Some(start) = start(text, from, form.start()) {
                claims.push(claim(Span::new(start, form.end())));
            }
            from = form.end();
        }
    }
}

const fn claim(span: Span) -> Claim {
    Claim {
        kind: Kind::Company,
        rank: Rank::Prose,
        span,
        confidence: Confidence::HIGH,
        role: Role::Organisation,
        weak: None,
        evidence: EvidenceSet::EMPTY.with(Evidence::Shape),
    }
}

/// The most characters that stand before the form.
const LONGEST: usize = 40;

/// Where the name begins whose form begins at `form`; `from` is where the one before ended.
fn start(text: &str, from: usize, form: usize) -> Option<usize> {
    let run = text[from..form].char_indices().rev().take(LONGEST).take_while(|&(_, c)| belongs(c)).last();
    let run = from + run?.0;
    let region_start = text[run..form]
        .char_indices()
        .map(|(at, _)| run + at)
        .find(|&at| region(&text[at..form]) > 0 && (at == run || introduced(&text[run..at])));
    let start = region_start.unwrap_or_else(|| behind_words(text, run, form));
    let name = CompanyName::parse(&text[start..form_end(text, form)])?;
    let is_named = !name.brand.is_empty() || !name.region.is_empty() && !name.trade.is_empty();
    (is_named && !GENERIC.contains(&name.brand) && name.brand != "有限").then_some(start)
}

fn form_end(text: &str, form: usize) -> usize {
    let longest = FORMS.into_iter().filter(|known| text[form..].starts_with(known)).map(str::len).max();
    form + longest.unwrap_or(0)
}

fn belongs(c: char) -> bool {
    crate::tagger::is_han(c) || c.is_ascii_alphanumeric() || matches!(c, '（' | '）' | '(' | ')' | '·' | '&')
}

/// Words that stand before a company and are no part of its name.
const WORDS: [&str; 44] = [
    "被上诉人",
    "申请执行人",
    "被执行人",
    "被申请人",
    "再审申请人",
    "第三人",
    "上诉人",
    "申请人",
    "原告",
    "被告",
    "债权人",
    "债务人",
    "保证人",
    "担保人",
    "案外人",
    "出租人",
    "承租人",
    "甲方",
    "乙方",
    "丙方",
    "以下简称",
    "简称",
    "住所地",
    "入职",
    "任职于",
    "就职于",
    "受雇于",
    "股东",
    "判令",
    "责令",
    "以及",
    "诉称",
    "与",
    "和",
    "及",
    "向",
    "对",
    "由",
    "在",
    "是",
    "系",
    "为",
    "从",
    "给",
];

/// Brands that name no company.
const GENERIC: [&str; 26] = [
    "该",
    "本",
    "我",
    "你",
    "贵",
    "其",
    "此",
    "各",
    "两",
    "两家",
    "几家",
    "上述",
    "该分",
    "母",
    "子",
    "总",
    "原告",
    "被告",
    "第三人",
    "某",
    "某某",
    "一家",
    "一人",
    "外资",
    "国有",
    "民营",
];

fn introduced(before: &str) -> bool {
    WORDS.iter().any(|word| before.ends_with(word)) || before.ends_with(['（', '('])
}

/// Behind the last word that is no part of a name. One of a single character counts only where enough follows.
fn behind_words(text: &str, run: usize, form: usize) -> usize {
    let ends = WORDS.iter().flat_map(|word| {
        let many = word.chars().count() > 1;
        let least = if many { 1 } else { 6 };
        text[run..form]
            .match_indices(word)
            .map(|(at, word)| run + at + word.len())
            .filter(move |&end| form >= end + least)
    });
    let open = text[run..form].rfind(['（', '(']).filter(|&at| !text[run + at..form].contains(['）', ')']));
    let bracket = open.map(|at| run + at + text[run + at..].chars().next().map_or(1, char::len_utf8));
    ends.chain(bracket).max().unwrap_or(run)
}
