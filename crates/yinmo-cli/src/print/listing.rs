//! A printer that lists entries.

use std::io;

use yinmo::Item;

use super::entry::{self, Entry};
use super::{Printer, Setting, rules};
use crate::lang::Lang;
use crate::summary::{Document, Outcome, Summary};

/// Takes what is to be said of a run, one thing at a time.
pub trait List: Send + Sync {
    /// Something is to be said of a document.
    fn entry(&mut self, entry: &Entry<'_>) -> io::Result<()>;

    /// That was all about the document of this name, or some more about one that was there before.
    fn ended(&mut self, _name: &str, _document: Option<&Document>) -> io::Result<()> {
        Ok(())
    }

    /// The run is done.
    fn finish(self, summary: &Summary<'_>) -> io::Result<()>;

    /// Whether what does not count is listed too.
    fn takes_waived(&self) -> bool {
        false
    }

    /// Whether what was not looked at because a rule says so is listed.
    fn takes_left_out(&self) -> bool {
        true
    }
}

/// Turns a run into entries.
pub struct Listing<L> {
    list: L,
    setting: Setting,
}

impl<L: List> Listing<L> {
    /// What tells `list` of a run.
    pub const fn new(list: L, setting: Setting) -> Self {
        Self { list, setting }
    }

    fn more(&mut self, name: &str, entry: &Entry<'_>) -> io::Result<()> {
        self.list.entry(entry)?;
        self.list.ended(name, None)
    }

    /// Links that lead to files which are not there.
    fn missing(&mut self, summary: &Summary<'_>) -> io::Result<()> {
        for missing in summary.site.missing() {
            let Some(page) = summary.documents.get(missing.mention.page) else { continue };
            let (file, place) = (summary.shown(&missing.path), missing.mention.place.to_string());
            let text = self.setting.lang.pick(format!("{place}：{file}"), format!("{place}: {file}"));
            let entry = Entry::of_rule(page.name(), &rules::MISSING_FILE, &text, self.setting);
            self.more(page.name(), &entry)?;
        }
        Ok(())
    }

    /// What was not looked at because a rule says so.
    fn left_out(&mut self, summary: &Summary<'_>) -> io::Result<()> {
        for (path, rule, text) in entry::left_out(summary, self.setting.lang) {
            let entry = Entry::of_rule(&path, rule, &text, self.setting);
            self.more(&path, &entry)?;
        }
        Ok(())
    }

    /// A run that read nothing says so in every list.
    fn nothing(&mut self) -> io::Result<()> {
        let lang: Lang = self.setting.lang;
        let text = lang.pick("没有可检查的文件", "there is no file to inspect");
        let entry = Entry::of_rule(HERE, &rules::NOT_INSPECTED, text, self.setting);
        self.more(HERE, &entry)
    }
}

/// The folder in which nothing was found.
const HERE: &str = ".";

impl<L: List> Printer for Listing<L> {
    fn item(&mut self, name: &str, item: &Item) -> io::Result<()> {
        match Entry::of_item(name, item, self.setting) {
            Some(entry) if entry.waiver.is_none() || self.list.takes_waived() => self.list.entry(&entry),
            _ => Ok(()),
        }
    }

    fn document(&mut self, document: &Document) -> io::Result<()> {
        let entries = entry::of_document(document, self.setting);
        entries.iter().try_for_each(|entry| self.list.entry(entry))?;
        self.list.ended(document.name(), Some(document))
    }

    fn finish(mut self: Box<Self>, summary: &Summary<'_>) -> io::Result<()> {
        let skipped = summary.documents.iter().filter(|of| matches!(of.outcome, Outcome::Skipped(..)));
        skipped.clone().try_for_each(|document| self.document(document))?;
        self.missing(summary)?;
        if self.list.takes_left_out() {
            self.left_out(summary)?;
        }
        if summary.documents.is_empty() && !summary.left_out.explains_nothing_read() {
            self.nothing()?;
        }
        self.list.finish(summary)
    }
}
