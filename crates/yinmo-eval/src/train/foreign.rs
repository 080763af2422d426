//! Names that are not Han: transcribed ones as a chain of the characters that follow each other in real ones, and
//! names of other peoples of China, of Japan and Korea from the parts they are made of.

use std::collections::HashMap;

use super::corpus::Sentence;
use super::lists::Lists;
use super::names::Weighted;
use super::random::Random;
use yinmo_core::tagger::model::Label;

/// Before the first and after the last character of a part of a name.
const EDGE: char = '\0';

const DOTS: &[char] = &['·', '·', '·', '·', '·', '•', '・', '．', '‧'];

const KOREAN: &str =
    "金|金|金|李|朴|朴|崔|郑|姜|赵|尹|张|林|韩|申|吴|徐|权|黄|安|宋|柳|洪|全|高|文|孙|梁|裴|白|卢|南宫";

/// Draws names that are not Han.
pub(super) struct Foreign {
    chain: HashMap<char, Weighted<char>>,
    two_chain: HashMap<(char, char), Weighted<char>>,
}

impl Foreign {
    /// Learns how characters follow each other in the names with a dot that stand in these sentences.
    pub(super) fn learn<'s>(sentences: impl Iterator<Item = &'s Sentence>) -> Self {
        let mut counts: HashMap<char, HashMap<char, f64>> = HashMap::new();
        let mut two_counts: HashMap<(char, char), HashMap<char, f64>> = HashMap::new();
        for sentence in sentences {
            let people = sentence.names.iter().filter(|name| name.label == Label::Person);
            for name in people {
                let name = &sentence.chars[name.start..name.end];
                if !name.contains(&'·') || name.iter().any(char::is_ascii) {
                    continue;
                }
                for part in name.split(|&c| c == '·') {
                    let (mut before, mut last) = (EDGE, EDGE);
                    for &c in part.iter().chain(&[EDGE]) {
                        *counts.entry(last).or_default().entry(c).or_default() += 1.0;
                        *two_counts.entry((before, last)).or_default().entry(c).or_default() += 1.0;
                        (before, last) = (last, c);
                    }
                }
            }
        }
        Self { chain: weighted(counts), two_chain: weighted(two_counts) }
    }

    /// A transcribed name, of one part or several.
    pub(super) fn transcribed(&self, random: &mut Random) -> String {
        let parts = [1, 1, 1, 2, 2, 2, 2, 3][random.below(8)];
        let dot = *random.pick(DOTS);
        let mut out = String::new();
        for part in 0..parts {
            if part > 0 {
                out.push(if parts > 1 && random.unit() < 0.03 { '-' } else { dot });
            }
            let least = if parts == 1 { 2 } else { 1 };
            out.push_str(&self.part(least, random));
        }
        out
    }

    /// One part of a transcribed name.
    pub(super) fn transcribed_part(&self, random: &mut Random) -> String {
        self.part(2, random)
    }

    fn part(&self, least: usize, random: &mut Random) -> String {
        loop {
            let mut out = String::new();
            let (mut before, mut last) = (EDGE, EDGE);
            while out.chars().count() < 8 {
                let two = self.two_chain.get(&(before, last)).filter(|_| random.unit() < 0.7);
                let Some(next) = two.or_else(|| self.chain.get(&last)).map(|next| *next.draw(random)) else {
                    break;
                };
                if next == EDGE {
                    break;
                }
                out.push(next);
                (before, last) = (last, next);
            }
            if (least..7).contains(&out.chars().count()) {
                return out;
            }
        }
    }
}

fn weighted<K: Eq + std::hash::Hash + Ord>(
    counts: HashMap<K, HashMap<char, f64>>,
) -> HashMap<K, Weighted<char>> {
    let sorted = |followers: HashMap<char, f64>| {
        let mut followers: Vec<_> = followers.into_iter().collect();
        followers.sort_by_key(|&(c, _)| c);
        Weighted::new(followers.into_iter())
    };
    counts.into_iter().map(|(key, followers)| (key, sorted(followers))).collect()
}

/// A name of one of the other peoples of China.
pub(super) fn minority(lists: &Lists, random: &mut Random) -> String {
    let (first, people) = lists.minority.pick_noted(random);
    let second = |random: &mut Random| loop {
        let (part, other) = lists.minority.pick_noted(random);
        if other == people {
            return part;
        }
    };
    match people {
        "uyghur" | "kazakh" | "kyrgyz" | "tajik" if random.unit() < 0.75 => {
            format!("{first}{}{}", random.pick(DOTS), second(random))
        }
        "yi" if random.unit() < 0.4 => format!("{first}{}{}", random.pick(DOTS), second(random)),
        "yi" | "tibetan" if first.chars().count() < 4 => format!("{first}{}", second(random)),
        _ => first.to_owned(),
    }
}

/// A Japanese name in Chinese characters, sometimes the surname alone.
pub(super) fn japanese(lists: &Lists, random: &mut Random) -> String {
    let surname = lists.japanese.pick(random);
    if surname.chars().count() > 1 && random.unit() < 0.3 {
        return surname.to_owned();
    }
    format!("{surname}{}", lists.japanese_given.pick(random))
}

/// A Korean name in Chinese characters.
pub(super) fn korean(lists: &Lists, random: &mut Random) -> String {
    let surnames: Vec<&str> = KOREAN.split('|').collect();
    format!("{}{}", random.pick(&surnames), lists.korean_given.pick(random))
}
