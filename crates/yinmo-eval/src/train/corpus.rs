//! Marked text: a sentence a line, with the spans of its names.

use std::path::Path;

use serde::Deserialize;
use yinmo_core::tagger::model::{Label, Tag};

/// A sentence and the tag of each of its characters.
#[derive(Default)]
pub(super) struct Sentence {
    pub(super) chars: Vec<char>,
    pub(super) tags: Vec<Tag>,
    pub(super) names: Vec<Name>,
    /// Whether a program marked it.
    pub(super) silver: bool,
}

/// A name that stands in a sentence, in code points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Name {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) label: Label,
}

#[derive(Deserialize)]
struct Line {
    text: String,
    entities: Vec<Entity>,
}

#[derive(Deserialize)]
struct Entity {
    start: usize,
    end: usize,
    #[serde(rename = "type")]
    kind: String,
    sub: Option<String>,
}

pub(super) fn read(path: &Path) -> anyhow::Result<Vec<Sentence>> {
    let text = std::fs::read_to_string(path)?;
    text.lines().map(|line| Ok(sentence(&serde_json::from_str(line)?))).collect()
}

fn sentence(line: &Line) -> Sentence {
    let chars = line.text.chars().collect();
    let names = line.entities.iter().filter_map(name).collect();
    Sentence { chars, names, ..Sentence::default() }.tagged()
}

impl Sentence {
    /// With the tags that its names ask for.
    pub(super) fn tagged(mut self) -> Self {
        self.tags = vec![Tag::OUTSIDE; self.chars.len()];
        for &Name { start, end, label } in &self.names {
            self.tags[start] = Tag::beginning(label);
            self.tags[start + 1..end].fill(Tag::inside(label));
            if end - start > 1 {
                self.tags[end - 1] = Tag::end(label);
            }
        }
        self
    }
}

fn name(entity: &Entity) -> Option<Name> {
    let label = match entity.kind.as_str() {
        "PERSON" => Label::Person,
        "ADDRESS" => Label::Address,
        "LOC" => Label::Place,
        "ORG" => Label::Organisation,
        _ => return None,
    };
    // Words such as 男友 are marked too, but name nobody.
    let nominal = entity.sub.as_deref().is_some_and(|sub| sub.ends_with("NOM"));
    (!nominal).then_some(Name { start: entity.start, end: entity.end, label })
}
