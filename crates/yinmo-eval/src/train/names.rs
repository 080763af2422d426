//! Other names for the people in a sentence, so that the model learns names and not these names.

use std::path::Path;

use anyhow::Context as _;
use yinmo_core::tagger::model::{Label, Tag};

use super::corpus::{Name, Sentence};
use super::random::Random;

/// How often a person is called by surname and title.
const TITLED: f32 = 0.12;

const TITLES: [&str; 34] = [
    "大妈", "大爷", "大娘", "大叔", "大婶", "阿姨", "奶奶", "爷爷", "老师", "师傅", "先生", "女士", "小姐",
    "太太", "医生", "教授", "律师", "局长", "处长", "科长", "书记", "主任", "队长", "老", "总", "家", "某",
    "某某", "警官", "法官", "师母", "村长", "厂长", "经理",
];

/// Parts of what people call themselves.
const HANDLES: &str = "sky moon ro ly ke fly ton gra by mi ra zo dy fox tal en ix ar lu na no vi ki sa to re mo xi ban du \
    fi go ha jo pe qu su ti wo ya sh ck st or er an in us dark fire ice star wolf king max neo zed";

/// Surnames and given-name characters with how often they are met.
pub(super) struct Names {
    surnames: Weighted<Vec<char>>,
    given: Weighted<char>,
}

/// Items to draw from, each as often as its weight says.
pub(super) struct Weighted<T> {
    items: Vec<T>,
    sums: Vec<f64>,
}

impl<T> Weighted<T> {
    pub(super) fn new(pairs: impl Iterator<Item = (T, f64)>) -> Self {
        let (mut items, mut sums, mut sum) = (Vec::new(), Vec::new(), 0.0);
        for (item, weight) in pairs {
            sum += weight;
            items.push(item);
            sums.push(sum);
        }
        Self { items, sums }
    }

    pub(super) fn draw(&self, random: &mut Random) -> &T {
        let at = f64::from(random.unit()) * self.sums.last().copied().unwrap_or(0.0);
        &self.items[self.sums.partition_point(|&sum| sum <= at).min(self.items.len() - 1)]
    }
}

impl Names {
    pub(super) fn read(data: &Path) -> anyhow::Result<Self> {
        let read = |file: &str| {
            let path = data.join("lexicon").join(file);
            std::fs::read_to_string(&path).with_context(|| path.display().to_string())
        };
        let surnames = read("surnames_wainshine_apache2.tsv")?;
        let given = read("givenname_charfreq_ngender_mit.csv")?;
        let surname = |line: &str| -> Option<(Vec<char>, f64)> {
            let (name, count) = line.split_once('\t')?;
            // The rare ones too: more evenly than in life.
            Some((name.chars().collect(), count.parse::<f64>().ok()?.powf(0.9)))
        };
        let character = |line: &str| -> Option<(char, f64)> {
            let mut fields = line.split(',');
            let c = fields.next()?.chars().next()?;
            let count: f64 = fields.filter_map(|count| count.parse::<f64>().ok()).sum();
            Some((c, count.powf(0.9)))
        };
        Ok(Self {
            surnames: Weighted::new(surnames.lines().filter_map(surname)),
            given: Weighted::new(given.lines().skip(1).filter_map(character)),
        })
    }

    fn draw(&self, random: &mut Random) -> Vec<char> {
        let mut name = self.surnames.draw(random).clone();
        // A name of both parents' surnames.
        if name.len() == 1 && random.unit() < 0.015 {
            name.extend(self.surnames.draw(random));
        }
        let two = random.unit() < 0.72;
        for _ in 0..1 + usize::from(two) {
            name.push(*self.given.draw(random));
        }
        name
    }

    /// A full Han name.
    pub(super) fn person(&self, random: &mut Random) -> String {
        self.draw(random).into_iter().collect()
    }

    /// A full name with a given name of one character.
    pub(super) fn short(&self, random: &mut Random) -> String {
        format!("{}{}", self.surname(random), self.given.draw(random))
    }

    /// A given name of two characters.
    pub(super) fn given_name(&self, random: &mut Random) -> String {
        format!("{}{}", self.given.draw(random), self.given.draw(random))
    }

    pub(super) fn surname(&self, random: &mut Random) -> String {
        self.surnames.draw(random).iter().collect()
    }

    /// A name of two characters, spaced to the width of three.
    pub(super) fn padded(&self, random: &mut Random) -> String {
        let blank = *random.pick(&["\u{3000}", " ", "  ", "\u{A0}"]);
        format!("{}{blank}{}", self.surname(random), self.given.draw(random))
    }

    /// What players and writers call themselves in Latin letters.
    pub(super) fn handle(&self, random: &mut Random) -> String {
        let parts: Vec<&str> = HANDLES.split_whitespace().collect();
        let part = |random: &mut Random| -> &str { parts[random.below(parts.len())] };
        let capital = |name: &str| name[..1].to_uppercase() + &name[1..];
        let name: String = (0..2 + random.below(2)).map(|_| part(random)).collect();
        match random.below(8) {
            0 | 1 => name,
            2 => name.to_uppercase(),
            3 => capital(&name) + &capital(part(random)),
            4 => format!("{}.{}", capital(part(random)), capital(&name)),
            5 => format!("{name}{}", random.below(100)),
            _ => capital(&name),
        }
    }

    /// A name of three characters with blanks between all of them.
    pub(super) fn spaced(&self, random: &mut Random) -> String {
        let blank = *random.pick(&["\u{3000}", " ", "  ", "   ", "\u{A0}"]);
        let (second, third) = (self.given.draw(random), self.given.draw(random));
        format!("{}{blank}{second}{blank}{third}", self.surname(random))
    }

    /// A name of which only the surname, and perhaps a character, is left.
    pub(super) fn anonymous(&self, random: &mut Random) -> String {
        let surname = self.surname(random);
        let given = self.given.draw(random);
        match random.below(9) {
            0..=2 => format!("{surname}某"),
            3 | 4 => format!("{surname}某某"),
            5 => format!("{surname}某{}", random.pick(&['甲', '乙', '丙', '丁', '1', '2'])),
            6 => format!("{surname}{}", random.pick(&["××", "*", "**", "XX", "×"])),
            7 => format!("{surname}某{given}"),
            _ => format!("{surname}*{given}"),
        }
    }

    /// The sentence with another name for each person with a name of two to four Chinese characters.
    pub(super) fn renamed(&self, sentence: &Sentence, random: &mut Random) -> Sentence {
        let mut renamed = Sentence::default();
        let mut drawn: Vec<(&[char], Vec<char>)> = Vec::new();
        let mut kept = 0;
        for &Name { start, end, label } in &sentence.names {
            let old = &sentence.chars[start..end];
            if label != Label::Person || !is_han_name(old) || start < kept {
                continue;
            }
            renamed.chars.extend(&sentence.chars[kept..start]);
            renamed.tags.extend(&sentence.tags[kept..start]);
            kept = end;
            if random.unit() < TITLED {
                // The surname alone is the name: who it is remains open.
                let surname = self.surnames.draw(random);
                renamed.chars.extend(surname);
                renamed.tags.push(Tag::beginning(label));
                if surname.len() > 1 {
                    renamed.tags.push(Tag::end(label));
                }
                let title = TITLES[(random.next() % TITLES.len() as u64) as usize];
                renamed.chars.extend(title.chars());
                renamed.tags.resize(renamed.chars.len(), Tag::OUTSIDE);
                continue;
            }
            let known = drawn.iter().find(|(known, _)| *known == old).map(|(_, new)| new.clone());
            let new = known.unwrap_or_else(|| self.draw(random));
            let last = new.len() - 1;
            for (at, &c) in new.iter().enumerate() {
                renamed.chars.push(c);
                renamed.tags.push(match at {
                    0 => Tag::beginning(label),
                    at if at == last => Tag::end(label),
                    _ => Tag::inside(label),
                });
            }
            drawn.push((old, new));
        }
        renamed.chars.extend(&sentence.chars[kept..]);
        renamed.tags.extend(&sentence.tags[kept..]);
        renamed
    }
}

fn is_han_name(name: &[char]) -> bool {
    let surname = yinmo_data::surnames::is_surname(name[0])
        || name.len() > 2 && yinmo_data::surnames::is_compound(name[0], name[1]);
    (2..=4).contains(&name.len())
        && surname
        && name.iter().all(|c| ('\u{4E00}'..='\u{9FFF}').contains(c) && *c != '某')
}
