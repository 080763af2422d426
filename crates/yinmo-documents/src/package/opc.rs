//! The Open Packaging Conventions (ECMA-376-2): what type each part has, and which parts belong to which.

use std::collections::HashMap;

use super::archive::Archive;
use super::xml::{Node, Xml};
use crate::Error;
use crate::mapped::EntryId;

/// The content types of the parts.
#[derive(Default)]
pub(crate) struct Types {
    by_extension: HashMap<String, String>,
    by_name: HashMap<String, String>,
}

/// Where `[Content_Types].xml` stands.
pub(crate) const TYPES: &str = "[Content_Types].xml";

impl Types {
    /// # Errors
    /// If the package says none.
    pub(crate) fn read(package: &mut Archive<'_>) -> Result<Self, Error> {
        let entry = package.find(TYPES).ok_or_else(|| Error::malformed(0, "no content types"))?;
        let bytes = package.read(entry)?;
        let mut types = Self::default();
        let mut xml = Xml::new(&bytes)?;
        while let Some(node) = xml.next()? {
            let Node::Open(tag) = node else { continue };
            let Some(what) = tag.value("ContentType") else { continue };
            if let Some(extension) = tag.value("Extension") {
                types.by_extension.insert(extension.to_ascii_lowercase(), what.into_owned());
            } else if let Some(name) = tag.value("PartName") {
                types.by_name.insert(plain(&name), what.into_owned());
            }
        }
        Ok(types)
    }

    /// The type of the part with this name; empty if it has none.
    pub(crate) fn of(&self, name: &str) -> &str {
        let extension = || name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
        let by_extension = || self.by_extension.get(&extension()?);
        self.by_name.get(&plain(name)).or_else(by_extension).map_or("", |what| what)
    }
}

/// Part names are compared without regard to case.
fn plain(name: &str) -> String {
    name.trim_start_matches('/').to_ascii_lowercase()
}

/// A relationship of a part.
pub(crate) struct Relationship {
    pub(crate) id: String,
    /// The last step of its type.
    pub(crate) kind: String,
    /// The name of the part it leads to, or an address outside.
    pub(crate) target: String,
    pub(crate) is_external: bool,
}

/// The name of the part that holds the relationships of `part`; `""` is the package.
pub(crate) fn relationships_of(part: &str) -> String {
    let (folder, name) = part.rsplit_once('/').map_or(("", part), |(folder, name)| (folder, name));
    if folder.is_empty() { format!("_rels/{name}.rels") } else { format!("{folder}/_rels/{name}.rels") }
}

/// The relationships of `part`; none if nothing is said of them.
///
/// # Errors
/// If they are broken.
pub(crate) fn relationships(package: &mut Archive<'_>, part: &str) -> Result<Vec<Relationship>, Error> {
    let Some(entry) = package.find(&relationships_of(part)) else { return Ok(Vec::new()) };
    let bytes = package.read(entry)?;
    let folder = part.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut xml = Xml::new(&bytes)?;
    let mut all = Vec::new();
    while let Some(node) = xml.next()? {
        let Node::Open(tag) = node else { continue };
        let (Some(id), Some(target)) = (tag.value("Id"), tag.value("Target")) else { continue };
        let is_external = tag.value("TargetMode").is_some_and(|mode| mode == "External");
        let kind = tag.value("Type").unwrap_or_default();
        all.push(Relationship {
            id: id.into_owned(),
            kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
            target: if is_external { target.into_owned() } else { resolved(folder, &target) },
            is_external,
        });
    }
    Ok(all)
}

/// The name of the part that `target` leads to from a part in `folder`.
pub(crate) fn resolved(folder: &str, target: &str) -> String {
    let path = match target.strip_prefix('/') {
        Some(absolute) => absolute.to_owned(),
        None => format!("{folder}/{target}"),
    };
    let mut steps: Vec<&str> = Vec::new();
    for step in path.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.join("/")
}

/// The main part of the package: what its first relationship of that kind leads to.
///
/// # Errors
/// If there is none.
pub(crate) fn main_part(package: &mut Archive<'_>) -> Result<(String, EntryId), Error> {
    let all = relationships(package, "")?;
    let main = all.into_iter().find(|relationship| relationship.kind == "officeDocument");
    let name = main.map(|main| main.target).unwrap_or_default();
    let entry = package.find(&name).ok_or_else(|| Error::malformed(0, "no main part"))?;
    Ok((name, entry))
}

#[cfg(test)]
mod tests {
    use super::{relationships_of, resolved};

    #[test]
    fn targets_are_found_from_their_folder_or_from_the_root() {
        assert_eq!(resolved("xl", "worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolved("xl/worksheets", "../comments1.xml"), "xl/comments1.xml");
        assert_eq!(resolved("xl", "/xl/worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(relationships_of("xl/workbook.xml"), "xl/_rels/workbook.xml.rels");
        assert_eq!(relationships_of(""), "_rels/.rels");
    }
}
