//! A saved website: which page publishes which file.

mod address;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{MAIN_SEPARATOR, Path};

use rayon::prelude::*;
use yinmo_core::text::Place;
use yinmo_documents::Link;

use crate::Report;
use address::From;

/// The files of a tree, and the links between them. Opens nothing: it is told the paths, and what was read.
#[derive(Debug, Default)]
pub struct Site {
    files: Vec<File>,
    /// The numbers of the files by their paths; of several with one path, the first is meant.
    by_path: Vec<usize>,
    pages: BTreeSet<usize>,
    /// The places that lead to a file, by its number.
    mentions: BTreeMap<usize, Vec<Mention>>,
    missing: Vec<Missing>,
}

#[derive(Debug)]
struct File {
    /// The path, steps divided by `/`.
    path: String,
    /// In which byte of it the part begins that is below the folder that was named.
    below: usize,
}

/// A place in a page that leads to a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The number of the page among the files.
    pub page: usize,
    /// Where the link stands in it.
    pub place: Place,
}

/// A link to a document that is not in the tree, and so was not inspected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// Where the link stands.
    pub mention: Mention,
    /// The path that it seems to lead to, below the root. It may name people.
    pub path: String,
}

/// Files that offices publish beside their pages, and that hold text.
const DOCUMENTS: [&str; 25] = [
    "xls", "xlsx", "xlsm", "et", "csv", "tsv", "doc", "docx", "docm", "wps", "ppt", "pptx", "dps", "pdf",
    "ofd", "ceb", "rtf", "txt", "zip", "rar", "7z", "gz", "tgz", "tar", "eml",
];

/// Links to what is not there that are kept.
const MOST_MISSING: usize = 10_000;

impl Site {
    /// A tree of files: the path of each, and as much of it as lies below the folder that was named.
    pub fn new<'f>(files: impl IntoIterator<Item = (&'f Path, &'f Path)>) -> Self {
        let file = |(path, relative): (&Path, &Path)| {
            let path = steps(path);
            let below = path.strip_suffix(&*steps(relative)).map_or(0, str::len);
            File { path: path.into_owned(), below }
        };
        let files: Vec<_> = files.into_iter().collect();
        let files: Vec<File> = files.into_par_iter().map(file).collect();
        let mut by_path: Vec<usize> = (0..files.len()).collect();
        by_path.par_sort_by(|&a, &b| files[a].path.cmp(&files[b].path));
        Self { files, by_path, ..Self::default() }
    }

    fn number(&self, path: &str) -> Option<usize> {
        let at = self.by_path.partition_point(|&nth| *self.files[nth].path < *path);
        self.by_path.get(at).copied().filter(|&nth| self.files[nth].path == path)
    }

    /// Takes what was read of the file with this number, and its links with it.
    pub fn take(&mut self, nth: usize, report: &mut Report) {
        let links = std::mem::take(&mut report.links);
        if !report.is_page() {
            return;
        }
        self.pages.insert(nth);
        let base = links.iter().find(|link| link.is_base).map(|link| link.target.clone());
        for link in links.into_iter().filter(|link| !link.is_base) {
            self.join(nth, base.as_deref(), link);
        }
    }

    fn join(&mut self, page: usize, base: Option<&str>, link: Link) {
        let Some(file) = self.files.get(page) else { return };
        let (root, path) = file.path.split_at(file.below);
        let mut readings = From { page: path, base }.readings(&link.target);
        let known = readings.iter().find_map(|path| self.number(&format!("{root}{path}")));
        let mention = Mention { page, place: link.place };
        match known {
            Some(file) if file == page => {}
            Some(file) => {
                let mentions = self.mentions.entry(file).or_default();
                if !mentions.contains(&mention) {
                    mentions.push(mention);
                }
            }
            None if self.missing.len() < MOST_MISSING
                && !readings.is_empty()
                && leads_nearby(&link.target) =>
            {
                let path = readings.swap_remove(0);
                if is_document(&path) {
                    self.missing.push(Missing { mention, path });
                }
            }
            None => {}
        }
    }

    /// Whether there are pages among the files; without, nothing can be said of links.
    pub fn has_pages(&self) -> bool {
        !self.pages.is_empty()
    }

    /// Whether the file with this number is a page.
    pub fn is_page(&self, nth: usize) -> bool {
        self.pages.contains(&nth)
    }

    /// The places that lead to the file with this number.
    pub fn mentions(&self, nth: usize) -> &[Mention] {
        self.mentions.get(&nth).map_or(&[], Vec::as_slice)
    }

    /// Links to documents that are not in the tree.
    pub fn missing(&self) -> &[Missing] {
        &self.missing
    }
}

/// The steps of a path, divided by `/`.
fn steps(path: &Path) -> Cow<'_, str> {
    if let Some(path) = path.to_str().filter(|path| is_plain(path)) {
        return path.into();
    }
    let mut steps = String::with_capacity(path.as_os_str().len());
    for step in path.components() {
        if !steps.is_empty() && !steps.ends_with('/') {
            steps.push('/');
        }
        steps.push_str(&step.as_os_str().to_string_lossy());
    }
    steps.into()
}

/// Whether a path is nothing but its steps, as most are.
fn is_plain(path: &str) -> bool {
    let ends_oddly = || path.starts_with("./") || path.ends_with('/') || path.ends_with("/.") || path == ".";
    MAIN_SEPARATOR == '/' && !path.contains("//") && !path.contains("/./") && !ends_oddly()
}

/// Whether an address names no other site.
fn leads_nearby(target: &str) -> bool {
    !target.contains("//")
}

fn is_document(path: &str) -> bool {
    let extension = Path::new(path).extension().and_then(|extension| extension.to_str());
    extension.is_some_and(|extension| DOCUMENTS.contains(&&*extension.to_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use yinmo_core::text::Place;
    use yinmo_documents::Link;

    use super::Site;
    use crate::Report;

    fn site(paths: &[&str]) -> Site {
        let whole: Vec<_> = paths.iter().map(|path| Path::new("/data/site").join(path)).collect();
        Site::new(whole.iter().zip(paths).map(|(whole, path)| (&**whole, Path::new(path))))
    }

    fn page(targets: &[&str]) -> Report {
        let link = |(at, target): (usize, &&str)| Link {
            place: Place::Named(format!("第{}行 链接", at + 1)),
            target: (*target).to_owned(),
            is_base: false,
        };
        let links = targets.iter().enumerate().map(link).collect();
        Report { format: "html", links, ..Report::empty("") }
    }

    #[test]
    fn a_file_knows_the_pages_that_lead_to_it() {
        let mut site = site(&["通知.html", "附件/名单.xlsx", "附件/旧.xls", "b/index.html"]);
        site.take(0, &mut page(&["附件/%E5%90%8D%E5%8D%95.xlsx", "通知.html", "附件/名单.xlsx"]));
        site.take(3, &mut page(&["../附件/名单.xlsx"]));
        let places: Vec<_> =
            site.mentions(1).iter().map(|mention| (mention.page, mention.place.to_string())).collect();
        assert_eq!(
            places,
            [(0, "第1行 链接".to_owned()), (0, "第3行 链接".to_owned()), (3, "第1行 链接".to_owned())]
        );
        assert!(site.mentions(0).is_empty() && site.mentions(2).is_empty());
        assert!(site.is_page(3) && !site.is_page(1));
    }

    #[test]
    fn a_document_that_is_not_there_is_missed_and_other_sites_are_not() {
        let mut site = site(&["通知.html"]);
        site.take(0, &mut page(&["附件.doc", "http://example.com/a.doc", "next.html", "logo.png"]));
        let missing: Vec<_> = site.missing().iter().map(|missing| missing.path.as_str()).collect();
        assert_eq!(missing, ["附件.doc"]);
    }
}
