//! The strings and numbers of JSON values, with the way to each of them.

use std::borrow::Cow;
use std::ops::Range;

use yinmo_core::text::{Span, Surface};

use super::member::{Member, Removal};
use super::path;
use super::string::{escape, must_be_escaped, unescaped};
use crate::change::{PartChanges, by_part, escaped};
use crate::chunk::Chunk;
use crate::record::{Part, Parts, Record};
use crate::source::Splice;
use crate::values::Values;
use crate::{Changes, Error};

/// No container, member or value.
pub(super) const NONE: u32 = u32::MAX;

/// JSON values. Its parts are keys, strings and numbers, in the order of the text.
#[derive(Default)]
pub(crate) struct Tree {
    tokens: Vec<Token>,
    /// Where each array and object stands.
    containers: Vec<Slot>,
    members: Vec<Member>,
    values: Values,
    /// Line numbers of the documents in JSON Lines.
    lines: Vec<usize>,
    /// The tokens sorted by record, and where each record ends there.
    order: Vec<u32>,
    record_ends: Vec<u32>,
    /// What is open while parsing.
    open: Vec<Open>,
    root_record: u32,
}

/// A key, string or number as it stands in the text, quotes included.
struct Token {
    start: u32,
    end: u32,
    kind: Kind,
    /// The value, when it has escapes.
    value: u32,
    slot: Slot,
    record: u32,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Key,
    Text,
    Number,
}

/// Where a value stands.
#[derive(Clone, Copy)]
struct Slot {
    /// `NONE` at the top.
    container: u32,
    /// Its member of the container, `NONE` in arrays.
    member: u32,
    /// Its number in the container, from 0; at the top, the number of the document in the chunk.
    index: u32,
}

struct Open {
    container: u32,
    record: u32,
    is_array: bool,
    /// Elements or members begun.
    count: u32,
    /// The member last begun.
    member: u32,
}

/// Building, in the order of the text.
impl Tree {
    pub(super) fn open_document(&mut self, line: Option<usize>) {
        self.lines.extend(line);
        self.root_record = self.new_record();
    }

    fn new_record(&mut self) -> u32 {
        self.record_ends.push(0);
        self.record_ends.len() as u32 - 1
    }

    pub(super) fn depth(&self) -> usize {
        self.open.len()
    }

    pub(super) fn in_array(&self) -> bool {
        self.open.last().is_some_and(|open| open.is_array)
    }

    /// Whether the innermost container is still empty.
    pub(super) fn at_first(&self) -> bool {
        self.open.last().is_none_or(|open| open.count == 0)
    }

    pub(super) fn add_key(&mut self, text: &str, range: Range<usize>, has_escapes: bool) {
        let Some(open) = self.open.last_mut() else { return };
        let member = self.members.len() as u32;
        if let Some(before) = self.members.get_mut(open.member as usize) {
            before.after = member;
        }
        let (key, start) = (self.tokens.len() as u32, range.start as u32);
        self.members.push(Member { key, start, end: range.end as u32, before: open.member, after: NONE });
        open.member = member;
        open.count += 1;
        let slot = Slot { container: open.container, member, index: open.count - 1 };
        let record = open.record;
        self.push(text, Kind::Key, range, has_escapes, slot, record);
    }

    pub(super) fn add_scalar(&mut self, text: &str, kind: Kind, range: Range<usize>, has_escapes: bool) {
        let slot = self.next_slot();
        let record = self.open.last().map_or(self.root_record, |open| open.record);
        let end = range.end;
        self.push(text, kind, range, has_escapes, slot, record);
        self.end_value(end);
    }

    fn push(
        &mut self,
        text: &str,
        kind: Kind,
        range: Range<usize>,
        has_escapes: bool,
        slot: Slot,
        record: u32,
    ) {
        let value = match has_escapes {
            true => self.values.keep(unescaped(&text[range.start + 1..range.end - 1]).map(|(_, c)| c)),
            false => NONE,
        };
        let (start, end) = (range.start as u32, range.end as u32);
        self.tokens.push(Token { start, end, kind, value, slot, record });
    }

    /// The place of the value that comes next. In an object its key has claimed it already.
    fn next_slot(&mut self) -> Slot {
        let document = self.lines.len().saturating_sub(1) as u32;
        let Some(open) = self.open.last_mut() else {
            return Slot { container: NONE, member: NONE, index: document };
        };
        let (member, claimed) = if open.is_array { (NONE, 0) } else { (open.member, 1) };
        let index = open.count - claimed;
        open.count = index + 1;
        Slot { container: open.container, member, index }
    }

    pub(super) fn pass_literal(&mut self, end: usize) {
        self.next_slot();
        self.end_value(end);
    }

    /// An object, and an array in an array, start a record; another array goes on with the one it is in.
    pub(super) fn open(&mut self, is_array: bool) {
        let parent = self.open.last();
        let shared = parent.filter(|parent| is_array && !parent.is_array).map(|parent| parent.record);
        let at_top = if parent.is_none() { Some(self.root_record) } else { None };
        let slot = self.next_slot();
        let record = shared.or(at_top).unwrap_or_else(|| self.new_record());
        let container = self.containers.len() as u32;
        self.containers.push(slot);
        self.open.push(Open { container, record, is_array, count: 0, member: NONE });
    }

    pub(super) fn close(&mut self, end: usize) {
        self.open.pop();
        self.end_value(end);
    }

    /// A value that ends a member tells where the member ends.
    fn end_value(&mut self, end: usize) {
        let member = self.open.last().map_or(NONE, |open| open.member);
        if let Some(member) = self.members.get_mut(member as usize) {
            member.end = end as u32;
        }
    }

    /// Sorts the tokens by record, keeping their order within each.
    pub(crate) fn finish(&mut self) {
        let mut ends = vec![0; self.record_ends.len()];
        for token in &self.tokens {
            ends[token.record as usize] += 1;
        }
        let mut sum = 0;
        let mut next: Vec<u32> = ends
            .iter_mut()
            .map(|end| {
                let start = sum;
                sum += *end;
                *end = sum;
                start
            })
            .collect();
        self.order = vec![0; self.tokens.len()];
        for (index, token) in self.tokens.iter().enumerate() {
            let place = &mut next[token.record as usize];
            self.order[*place as usize] = index as u32;
            *place += 1;
        }
        self.record_ends = ends;
    }
}

/// Reading.
impl Tree {
    pub(crate) fn part_count(&self) -> usize {
        self.tokens.len()
    }

    pub(crate) fn record_count(&self) -> usize {
        self.record_ends.len()
    }

    /// `None` for a record without tokens.
    pub(crate) fn record<'a>(&'a self, chunk: &'a Chunk, nth: usize) -> Option<Record<'a>> {
        let start = nth.checked_sub(1).map_or(0, |before| self.record_ends[before]);
        let members = &self.order[start as usize..self.record_ends[nth] as usize];
        (!members.is_empty()).then(|| Record::Fields(Parts::list(chunk, members)))
    }

    pub(crate) fn part<'a>(&'a self, chunk: &'a Chunk, index: usize) -> Part<'a> {
        let token = &self.tokens[index];
        let (key, surface) = match token.kind {
            Kind::Key => (None, Surface::Markup),
            Kind::Text | Kind::Number => (self.key_above(chunk.window(), token.slot), Surface::Visible),
        };
        let column = token.slot.index as usize + 1;
        Part { index, text: self.value(chunk.window(), token), key, column, surface, row: 0, chunk }
    }

    /// The key of the member a value stands in, through arrays.
    fn key_above<'a>(&'a self, text: &'a str, mut slot: Slot) -> Option<&'a str> {
        while slot.member == NONE {
            slot = *self.containers.get(slot.container as usize)?;
        }
        Some(self.value(text, &self.tokens[self.members[slot.member as usize].key as usize]))
    }

    fn value<'a>(&'a self, text: &'a str, token: &Token) -> &'a str {
        if token.value == NONE { &text[token.inner()] } else { self.values.get(token.value) }
    }

    /// The byte of the text that the byte `offset` of a value stands for.
    pub(crate) fn locate(&self, text: &str, index: usize, offset: usize) -> usize {
        let token = &self.tokens[index];
        let inner = token.inner();
        if token.value == NONE {
            return inner.start + offset;
        }
        let mut passed = 0;
        let found = unescaped(&text[inner.clone()]).find(|(_, c)| {
            let here = passed >= offset;
            passed += c.len_utf8();
            here
        });
        found.map_or(inner.end, |(at, _)| inner.start + at)
    }

    /// The path to a token, keys on the way written by `show`.
    pub(crate) fn path(
        &self,
        text: &str,
        index: usize,
        show: &mut dyn FnMut(usize, &str) -> String,
    ) -> String {
        let mut steps = vec![self.tokens[index].slot];
        while let Some(above) = steps.last().and_then(|slot| self.containers.get(slot.container as usize)) {
            steps.push(*above);
        }
        let mut path = String::from("$");
        if let Some(line) = steps.last().and_then(|top| self.lines.get(top.index as usize)) {
            path = format!("{line}:$");
        }
        for slot in steps.iter().rev().skip(1) {
            match self.members.get(slot.member as usize) {
                Some(member) => {
                    let key = self.value(text, &self.tokens[member.key as usize]);
                    path::push_key(&mut path, &show(member.key as usize, key));
                }
                None => path::push_index(&mut path, slot.index),
            }
        }
        path
    }
}

impl Token {
    /// Without quotes.
    fn inner(&self) -> Range<usize> {
        let quote = usize::from(self.kind != Kind::Number);
        self.start as usize + quote..self.end as usize - quote
    }

    fn span(&self) -> Span {
        Span::new(self.start as usize, self.end as usize)
    }
}

/// What comes where in the text of a piece.
type TextEdit<'c> = (Span, Cow<'c, str>);

/// Rewriting.
impl Tree {
    pub(crate) fn splice(
        &self,
        chunk: &Chunk,
        changes: &Changes,
        splice: &mut Splice<'_>,
    ) -> Result<(), Error> {
        let mut edits = Vec::with_capacity(changes.len());
        let mut removal = Removal::new(&self.members);
        for group in by_part(changes, self.part_count()) {
            let group = group?;
            let token = &self.tokens[group.part()];
            if group.is_removal() {
                edits.extend(self.remove(token, &mut removal));
            } else {
                group.check_fit(self.value(chunk.window(), token))?;
                self.replace(chunk.window(), group, &mut edits);
            }
        }
        // A member removed by its value starts before the key, which may have been changed.
        edits.sort_by_key(|(span, _)| span.start);
        edits.iter().try_for_each(|(span, replacement)| splice.replace(*span, replacement))
    }

    fn remove<'c>(&self, token: &Token, removal: &mut Removal<'_>) -> Option<TextEdit<'c>> {
        if token.slot.member == NONE {
            return Some((token.span(), "null".into()));
        }
        Some((removal.span(token.slot.member)?, "".into()))
    }

    fn replace<'c>(&self, text: &str, group: PartChanges<'c>, edits: &mut Vec<TextEdit<'c>>) {
        let index = group.part();
        let token = &self.tokens[index];
        if token.kind == Kind::Number {
            let value = group.applied(&text[token.inner()]);
            return edits.push((token.span(), format!("\"{}\"", escape(&value)).into()));
        }
        edits.extend(group.edits().map(|(span, replacement)| {
            let at = |offset| self.locate(text, index, offset);
            (Span::new(at(span.start), at(span.end)), escaped(replacement, must_be_escaped, escape))
        }));
    }
}
