//! Names of parts that say more than `image1.png`.
//!
//! Nobody needs them: what leads to a part does so by its relationship. One that tells of somebody gives way to a number.

use std::collections::{BTreeMap, BTreeSet};

use yinmo_core::text::{Place, Surface};

use super::archive::Archive;
use super::flavor::{Fates, Reading};
use super::markup::write_address;
use super::office::{owner, unread};
use super::opc::{TYPES, relationships_of, resolved};
use super::xml::{Node, Xml};
use crate::mapped::{Draft, Edits, EntryId};
use crate::{Error, Extra, Reason, Strip, What};

/// The name of a part is edited under another number than the part.
const NAMES: EntryId = 1 << 30;

/// Reads the name of a part, if it may tell of somebody.
pub(super) fn read(entry: EntryId, name: &str, with: Option<Extra>, reading: &mut Reading) {
    if !may_tell(name) {
        return;
    }
    let place = Place::Named("部件名".to_owned());
    // An approval of the part does not approve its name.
    let goes_with = with.unwrap_or(Extra::Metadata);
    reading.note(place.clone(), What::Extra(goes_with));
    unread(name.as_bytes(), Place::Named(format!("部件名 {name}")), Reason::Binary, Some(goes_with), reading);
    let mut draft = Draft::default();
    draft.stand(place, Surface::Metadata);
    let mut start = 0;
    for step in name.split('/') {
        // The end of the name is told apart from its type.
        let stem = step.rsplit_once('.').map_or(step, |(stem, _)| stem);
        write_address(&mut draft, NAMES + entry, name, start..start + stem.len());
        draft.end_line();
        start += step.len() + 1;
    }
    reading.prose(draft);
}

/// Whether the name of a part is more than programs call parts.
fn may_tell(name: &str) -> bool {
    let digits = |part: &str| part.bytes().filter(u8::is_ascii_digit).count();
    let longest = name.split(|c: char| !c.is_ascii_digit()).map(str::len).max().unwrap_or(0);
    let has_number = longest >= 7 || digits(name) >= 11;
    !name.is_ascii() || name.contains(['@', '%']) || has_number && !name.contains('{')
}

/// Gives parts other names, where theirs are edited, or tell of somebody and metadata goes. What leads to them follows.
///
/// # Errors
/// If the package is broken.
pub(super) fn tailor(
    package: &mut Archive<'_>,
    gone: &BTreeSet<EntryId>,
    edits: &mut Edits,
    strip: Strip,
) -> Result<Fates, Error> {
    let mut fates = Fates::default();
    let names = package.names().to_vec();
    let mut new = BTreeMap::new();
    for (entry, name) in (0..).zip(&names) {
        let is_edited = edits.touches(NAMES + entry);
        edits.withdraw(NAMES + entry, |_| true);
        let goes = is_edited || strip.takes(Extra::Metadata) && may_tell(name);
        // What relationships are called follows from the part that they belong to.
        let follows = owner(name).is_some_and(|part| package.find(&part).is_some());
        if goes && !follows && !gone.contains(&entry) {
            let name = numbered(name, &names, new.len() + 1);
            new.insert(entry, name);
        }
    }
    for (&entry, name) in &new {
        if let Some(leads) = package.find(&relationships_of(package.name(entry))) {
            fates.rename(leads, relationships_of(name));
        }
        fates.rename(entry, name.clone());
    }
    if !new.is_empty() {
        lead(package, &names, gone, &new, edits)?;
    }
    Ok(fates)
}

/// The same name with numbers for the steps that may tell of somebody, or for the last.
fn numbered(name: &str, names: &[String], number: usize) -> String {
    let steps: Vec<&str> = name.split('/').collect();
    let last = steps.len() - 1;
    let step = |nth: usize, number: usize| {
        let step = steps[nth];
        let extension = step.rsplit_once('.').map(|(_, extension)| extension).filter(|_| nth == last);
        match extension.filter(|extension| extension.bytes().all(|byte| byte.is_ascii_alphanumeric())) {
            Some(extension) => format!("part{number}.{extension}"),
            None => format!("part{number}"),
        }
    };
    let tells: Vec<bool> = steps.iter().map(|step| may_tell(step)).collect();
    let goes = |nth: usize| tells[nth] || nth == last && !tells.contains(&true);
    let with = |number: usize| {
        let made =
            (0..steps.len()).map(|nth| if goes(nth) { step(nth, number) } else { steps[nth].to_owned() });
        made.collect::<Vec<_>>().join("/")
    };
    let is_free = |name: &String| !names.iter().any(|known| known.eq_ignore_ascii_case(name));
    (0..).map(|more| with(number + more * names.len())).find(is_free).unwrap_or_default()
}

/// Makes relationships and content types lead to the new names.
fn lead(
    package: &mut Archive<'_>,
    names: &[String],
    gone: &BTreeSet<EntryId>,
    new: &BTreeMap<EntryId, String>,
    edits: &mut Edits,
) -> Result<(), Error> {
    for (entry, name) in (0..).zip(names).filter(|(entry, _)| !gone.contains(entry)) {
        let (attribute, folder) = if name.eq_ignore_ascii_case(TYPES) {
            ("PartName", String::new())
        } else if let Some(part) = owner(name) {
            ("Target", part.rsplit_once('/').map_or(String::new(), |(folder, _)| folder.to_owned()))
        } else {
            continue;
        };
        let bytes = package.read(entry)?;
        let mut xml = Xml::new(&bytes)?;
        while let Some(node) = xml.next()? {
            let Node::Open(tag) = node else { continue };
            let is_external = tag.value("TargetMode").is_some_and(|mode| mode == "External");
            let Some(target) = tag.attribute(attribute).filter(|_| !is_external) else { continue };
            let (part, behind) = target.value().split_once('#').map_or_else(
                || (target.value().into_owned(), String::new()),
                |(part, behind)| (part.to_owned(), format!("#{behind}")),
            );
            let found = find(package, &resolved(&folder, &part));
            if let Some(name) = found.and_then(|found| new.get(&found)) {
                edits.push(entry, target.raw, escaped(&format!("/{name}{behind}")).as_bytes());
            }
        }
    }
    Ok(())
}

/// The part that an address leads to, which may be written by bytes where the name is not, and the other way round.
fn find(package: &Archive<'_>, target: &str) -> Option<EntryId> {
    let plain = |name: &str| percent_decoded(name).to_lowercase();
    package.find(target).or_else(|| {
        let target = plain(target);
        let nth = package.names().iter().position(|name| plain(name) == target)?;
        Some(nth as EntryId)
    })
}

fn percent_decoded(name: &str) -> String {
    let mut draft = Draft::default();
    write_address(&mut draft, 0, name, 0..name.len());
    draft.text().to_owned()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;").replace('\'', "&apos;")
}

#[cfg(test)]
mod tests {
    use super::{may_tell, numbered};

    #[test]
    fn a_name_that_says_more_than_its_number_may_tell_of_somebody() {
        for name in [
            "word/media/张三.jpg",
            "word/media/330106194101011234.png",
            "xl/media/a@b.png",
            "a/%E5%BC%A0.png",
        ] {
            assert!(may_tell(name), "{name}");
        }
        for name in [
            "word/media/image12.png",
            "customXml/item1.xml",
            "a/Microsoft_Office_Word_97_-_2003_Document12.doc",
        ] {
            assert!(!may_tell(name), "{name}");
        }
    }

    #[test]
    fn a_number_takes_the_place_of_what_tells() {
        let names = ["xl/media/张三.png".to_owned(), "xl/media/part1.png".to_owned()];
        assert_eq!(numbered(&names[0], &names, 1), "xl/media/part3.png");
        assert_eq!(numbered("word/张三/image1.png", &names, 1), "word/part1/image1.png");
        assert_eq!(numbered("word/media/image1.png", &names, 2), "word/media/part2.png");
        assert_eq!(numbered("word/media/a@b.张三", &names, 2), "word/media/part2");
    }
}
