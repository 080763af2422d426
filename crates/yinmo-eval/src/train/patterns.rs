//! Sentences made from patterns: a grammar of the genres that yinmo reads and of which there is no free marked text.
//!
//! A line of a pattern file is a sentence with slots in braces. A slot is a word of `words.txt`, which may hold slots
//! itself, or one of [`Writer::name`]. A number behind a slot means the same words wherever the slot and the number
//! stand in the sentence.

use std::collections::HashMap;

use anyhow::Context as _;
use yinmo_core::tagger::model::Label;

use super::corpus::{Name, Sentence};
use super::dictionary::Dictionary;
use super::foreign::{self, Foreign};
use super::lists::Lists;
use super::names::Names;
use super::places::{self, Places};
use super::random::Random;

/// This share of people is known to everybody.
const FAMOUS: f32 = 0.05;

const WORDS: &str = include_str!("patterns/words.txt");
const GENRES: [&str; 16] = [
    include_str!("patterns/news.txt"),
    include_str!("patterns/abroad.txt"),
    include_str!("patterns/words_only.txt"),
    include_str!("patterns/office.txt"),
    include_str!("patterns/encyclopedia.txt"),
    include_str!("patterns/portal.txt"),
    include_str!("patterns/nobody.txt"),
    include_str!("patterns/borders.txt"),
    include_str!("patterns/given.txt"),
    include_str!("patterns/peoples.txt"),
    include_str!("patterns/lists.txt"),
    include_str!("patterns/court.txt"),
    include_str!("patterns/resumes.txt"),
    include_str!("patterns/headlines.txt"),
    include_str!("patterns/leaders.txt"),
    include_str!("patterns/homes.txt"),
];

/// What names and places are drawn from.
pub(super) struct Sources<'a> {
    pub(super) names: &'a Names,
    pub(super) foreign: &'a Foreign,
    pub(super) places: &'a Places,
    pub(super) dictionary: &'a Dictionary,
    pub(super) lists: &'a Lists,
}

impl Sources<'_> {
    /// A transcribed name: made up, of parts that are known, or a known one.
    fn name_abroad(&self, random: &mut Random) -> String {
        match random.below(8) {
            0..=2 => self.foreign.transcribed(random),
            3 | 4 => self.lists.transcribed.pick(random).to_owned(),
            5 | 6 => {
                format!("{}·{}", self.lists.transcribed.pick(random), self.lists.transcribed.pick(random))
            }
            _ => (*random.pick(&self.lists.famous)).to_owned(),
        }
    }

    /// A club or a firm abroad: by the city it is from, or by a name of its own.
    fn firm(&self, random: &mut Random) -> String {
        if random.unit() < 0.5 {
            return self.lists.organisations.pick(random).to_owned();
        }
        if random.unit() < 0.5 {
            return self.dictionary.place_abroad(random).to_owned();
        }
        self.foreign.transcribed_part(random)
    }
}

/// The words of a slot, and what they name.
struct Word {
    label: Option<Label>,
    alternatives: Vec<&'static str>,
}

/// Every pattern `times` times, each time with other names and words.
pub(super) fn sentences(sources: &Sources<'_>, times: usize, seed: u64) -> anyhow::Result<Vec<Sentence>> {
    let words = words()?;
    let mut random = Random(seed);
    let patterns = GENRES.iter().flat_map(|genre| lines(genre));
    let mut sentences = Vec::new();
    for pattern in patterns {
        for _ in 0..times {
            let mut writer = Writer {
                sources,
                words: &words,
                random: &mut random,
                kept: HashMap::new(),
                out: Sentence::default(),
            };
            writer.write(pattern).with_context(|| pattern.to_owned())?;
            sentences.push(writer.out.tagged());
        }
    }
    Ok(sentences)
}

fn lines(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

fn words() -> anyhow::Result<HashMap<&'static str, Word>> {
    lines(WORDS)
        .map(|line| {
            let (head, alternatives) = line.split_once(": ").context(line)?;
            let (name, label) = match head.split_once(" (") {
                Some((name, "organisation)")) => (name, Some(Label::Organisation)),
                Some((name, "place)")) => (name, Some(Label::Place)),
                Some(_) => anyhow::bail!("no such label: {head}"),
                None => (head, None),
            };
            Ok((name, Word { label, alternatives: alternatives.split('|').collect() }))
        })
        .collect()
}

struct Writer<'a> {
    sources: &'a Sources<'a>,
    words: &'a HashMap<&'static str, Word>,
    random: &'a mut Random,
    kept: HashMap<&'static str, (String, Option<Label>)>,
    out: Sentence,
}

impl Writer<'_> {
    fn write(&mut self, pattern: &'static str) -> anyhow::Result<()> {
        let mut rest = pattern;
        while let Some((before, slotted)) = rest.split_once('{') {
            let (slot, after) = slotted.split_once('}').context("a brace is open")?;
            self.out.chars.extend(before.chars());
            self.fill(slot)?;
            rest = after;
        }
        self.out.chars.extend(rest.chars());
        Ok(())
    }

    fn fill(&mut self, slot: &'static str) -> anyhow::Result<()> {
        let name = slot.trim_end_matches(|c: char| c.is_ascii_digit());
        if let Some((text, label)) = self.kept.get(slot).cloned() {
            self.push(&text, label);
            return Ok(());
        }
        if let Some(word) = self.words.get(name) {
            let alternative = *self.random.pick(&word.alternatives);
            let start = self.out.chars.len();
            let inner = self.out.names.len();
            self.write(alternative)?;
            if let Some(label) = word.label {
                self.out.names.truncate(inner);
                self.out.names.push(Name { start, end: self.out.chars.len(), label });
            }
            return Ok(());
        }
        let (text, label) = self.name(name).with_context(|| format!("no such slot: {slot}"))?;
        if name != slot {
            self.kept.insert(slot, (text.clone(), label));
        }
        self.push(&text, label);
        Ok(())
    }

    fn push(&mut self, text: &str, label: Option<Label>) {
        let start = self.out.chars.len();
        self.out.chars.extend(text.chars());
        let end = self.out.chars.len();
        self.out.names.extend(label.map(|label| Name { start, end, label }));
    }

    fn name(&mut self, slot: &str) -> Option<(String, Option<Label>)> {
        let (sources, random) = (self.sources, &mut *self.random);
        if let Some(word) = sources.dictionary.word(slot, random) {
            return Some((word.to_owned(), None));
        }
        if slot == "sound" {
            return Some((sources.foreign.transcribed_part(random), None));
        }
        let (text, label) = match slot {
            "p" if random.unit() < FAMOUS => {
                ((*random.pick(&sources.lists.famous)).to_owned(), Label::Person)
            }
            "p" => (sources.names.person(random), Label::Person),
            "short" => (sources.names.short(random), Label::Person),
            "wordy" => (sources.dictionary.word("like a name", random)?.to_owned(), Label::Person),
            "gname" => (sources.names.given_name(random), Label::Person),
            "pad3" => (sources.names.spaced(random), Label::Person),
            "pad" => (sources.names.padded(random), Label::Person),
            "anon" => (sources.names.anonymous(random), Label::Person),
            "surname" => (sources.names.surname(random), Label::Person),
            "f" => (sources.name_abroad(random), Label::Person),
            "m" => (foreign::minority(sources.lists, random), Label::Person),
            "j" => (foreign::japanese(sources.lists, random), Label::Person),
            "k" => (foreign::korean(sources.lists, random), Label::Person),
            "t" => (sources.lists.transcribed.pick(random).to_owned(), Label::Person),
            "given" => (sources.lists.given.pick(random).to_owned(), Label::Person),
            "nick" => (sources.lists.nicknames.pick(random).to_owned(), Label::Person),
            "famous" => ((*random.pick(&sources.lists.famous)).to_owned(), Label::Person),
            "latin" => (sources.lists.latin(random), Label::Person),
            "handle" => (sources.names.handle(random), Label::Person),
            "vn" => (sources.lists.vietnamese.pick(random).to_owned(), Label::Person),
            "jsurname" => (sources.lists.japanese.pick(random).to_owned(), Label::Person),
            "city" => (sources.places.city(random), Label::Place),
            "place" => (sources.places.place(random), Label::Place),
            "town" => (sources.places.town(random), Label::Place),
            "village" => (places::village(random), Label::Place),
            "abroad" => (sources.dictionary.place_abroad(random).to_owned(), Label::Place),
            "club" | "firm" => (sources.firm(random), Label::Organisation),
            "addr" => (sources.places.address(random), Label::Address),
            _ => return None,
        };
        Some((text, Some(label)))
    }
}
