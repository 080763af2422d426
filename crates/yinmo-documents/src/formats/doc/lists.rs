//! Lists beside the text: who changed it, who commented, bookmarks, variables.

use std::ops::Range;

use yinmo_core::text::{Place, Surface};

use super::Streams;
use crate::mapped::{Draft, EntryId, Units};
use crate::package::Reading;
use crate::package::compound::le::{u16_at, wide};
use crate::package::compound::{pictures, scan};
use crate::package::fonts;
use crate::{Extra, What};

/// Numbers of lists among the places at the start of the document ([MS-DOC] 2.5.6).
pub(super) const REVISERS: usize = 51;
pub(super) const COMMENTERS: usize = 36;
pub(super) const COMMENTS: usize = 4;
const BOOKMARKS: usize = 21;
const PROPERTIES: usize = 32;
const VARIABLES: usize = 59;
const SAVERS: usize = 71;

/// What the properties in their list are called.
const PROPERTY_LABELS: [&str; 8] = ["其他", "模板", "标题", "主题", "关键词", "备注", "作者", "最后修改者"];

/// A text of the list stream, in UTF-16.
pub(super) struct Text {
    pub(super) range: Range<usize>,
}

impl Text {
    fn read(&self, table: &[u8]) -> String {
        wide(&table[self.range.clone()])
    }

    pub(super) fn says(&self, table: &[u8]) -> bool {
        // What stands for nobody.
        !matches!(self.read(table).trim_matches([' ', '\0']), "" | "Unknown")
    }
}

/// A table of strings that says how long each is ([MS-DOC] 2.2.4), and where it ends.
pub(super) fn strings(table: &[u8], place: Range<usize>) -> (Vec<Text>, usize) {
    let mut texts = Vec::new();
    if u16_at(table, place.start) != Some(0xFFFF) {
        return (texts, place.start);
    }
    let count = u16_at(table, place.start + 2).unwrap_or(0);
    let extra = usize::from(u16_at(table, place.start + 4).unwrap_or(0));
    let mut at = place.start + 6;
    for _ in 0..count {
        let Some(text) = text(table, at, place.end) else { break };
        at = text.range.end + extra;
        texts.push(text);
    }
    (texts, at)
}

/// Strings one behind the other.
pub(super) fn following(table: &[u8], place: Range<usize>) -> Vec<Text> {
    let mut at = place.start;
    std::iter::from_fn(|| {
        let text = text(table, at, place.end)?;
        at = text.range.end;
        Some(text)
    })
    .collect()
}

/// The string at `at`, its length before it.
fn text(table: &[u8], at: usize, end: usize) -> Option<Text> {
    let range = at + 2..at + 2 + usize::from(u16_at(table, at)?) * 2;
    (range.end <= end && range.end <= table.len()).then_some(Text { range })
}

/// Initials of those who commented: so many letters, behind the places of the comments.
pub(super) fn initials(table: &[u8], place: Range<usize>) -> Vec<Text> {
    const COMMENT: usize = 30;
    let count = place.len().saturating_sub(4) / (4 + COMMENT);
    let first = place.start + 4 * (count + 1);
    let initials = |nth: usize| text(table, first + nth * COMMENT, first + nth * COMMENT + 20);
    (0..count).filter_map(initials).collect()
}

struct Lists<'a, 'r> {
    entry: EntryId,
    table: &'a [u8],
    /// The stream with zeros where it was read.
    rest: Vec<u8>,
    reading: &'r mut Reading,
    draft: Draft,
}

pub(super) fn read(streams: &Streams<'_>, reading: &mut Reading) {
    let table = streams.table();
    let rest = pictures::unread(table, &Place::Named("图片".to_owned()), reading);
    let mut lists = Lists { entry: streams.table, table, rest, reading, draft: Draft::default() };
    let place = |nth: usize| streams.fib.place(nth, table);
    let revisers = strings(table, place(REVISERS)).0;
    lists.extra(&revisers, "修订", Extra::TrackedChanges);
    lists.all(&revisers, "修订者");
    let mut commenters = following(table, place(COMMENTERS));
    commenters.extend(initials(table, place(COMMENTS)));
    lists.extra(&commenters, "批注", Extra::Comments);
    lists.all(&commenters, "批注者");
    for (nth, text) in strings(table, place(SAVERS)).0.iter().enumerate() {
        lists.say(text, if nth % 2 == 0 { "保存者" } else { "保存位置" });
    }
    for (nth, text) in strings(table, place(PROPERTIES)).0.iter().enumerate() {
        lists.say(text, PROPERTY_LABELS.get(nth).copied().unwrap_or("其他"));
    }
    lists.plain(&strings(table, place(BOOKMARKS)).0, "书签");
    lists.variables(place(VARIABLES));
    lists.finish();
}

impl Lists<'_, '_> {
    fn extra(&mut self, texts: &[Text], place: &str, extra: Extra) {
        if texts.iter().any(|text| text.says(self.table)) {
            self.reading.note(Place::Named(place.to_owned()), What::Extra(extra));
        }
    }

    fn write(&mut self, text: &Text) {
        let bytes = &self.table[text.range.clone()];
        scan::write(&mut self.draft, self.entry, bytes, text.range.start, Units::Utf16);
        self.rest[text.range.clone()].fill(0);
    }

    /// Adds a text behind its label.
    fn say(&mut self, text: &Text, label: &str) {
        if !text.says(self.table) {
            return;
        }
        self.draft.end_line();
        self.draft.stand(Place::Named(label.to_owned()), Surface::Metadata);
        self.draft.say(label);
        self.draft.say("：");
        self.write(text);
        self.draft.end_line();
    }

    fn all(&mut self, texts: &[Text], label: &str) {
        texts.iter().for_each(|text| self.say(text, label));
    }

    fn plain(&mut self, texts: &[Text], place: &str) {
        for text in texts {
            self.draft.end_line();
            self.draft.stand(Place::Named(place.to_owned()), Surface::Markup);
            self.write(text);
            self.draft.end_line();
        }
    }

    /// Names of variables, and then their values.
    fn variables(&mut self, place: Range<usize>) {
        let (names, end) = strings(self.table, place.clone());
        let values = following(self.table, end..place.end);
        for (name, value) in names.iter().zip(&values) {
            self.draft.end_line();
            self.draft.stand(Place::Named("文档变量".to_owned()), Surface::Metadata);
            self.write(name);
            self.draft.say("：");
            self.write(value);
            self.draft.end_line();
        }
    }

    /// What is left: styles, fonts, shapes and the like.
    fn finish(mut self) {
        self.draft.end_line();
        self.draft.stand(Place::Named("样式与图形".to_owned()), Surface::Markup);
        scan::scan_but(&mut self.draft, self.entry, &self.rest, 0, fonts::is_font);
        self.reading.prose(self.draft);
    }
}
