//! Names and parts of names as lists, compiled for this project: to write sentences with, and as words of the lexicon.

use std::collections::HashSet;

use yinmo_core::tagger::model::{LATIN_BOTH, LATIN_GIVEN, LATIN_SURNAME};

use super::random::Random;

/// One list, an entry a line, perhaps with a note behind a tab.
pub(super) struct List(Vec<(&'static str, &'static str)>);

impl List {
    fn new(text: &'static str) -> Self {
        Self(text.lines().map(|line| line.split_once('\t').unwrap_or((line, ""))).collect())
    }

    pub(super) fn pick(&self, random: &mut Random) -> &'static str {
        self.pick_noted(random).0
    }

    /// An entry, and what is noted behind it.
    pub(super) fn pick_noted(&self, random: &mut Random) -> (&'static str, &'static str) {
        *random.pick(&self.0)
    }

    fn words(&self, class: u8) -> impl Iterator<Item = (&str, u8)> {
        self.0.iter().map(move |(word, _)| (*word, class))
    }
}

/// All lists.
pub(super) struct Lists {
    pub(super) transcribed: List,
    pub(super) japanese: List,
    pub(super) japanese_given: List,
    pub(super) korean_given: List,
    pub(super) vietnamese: List,
    pub(super) minority: List,
    pub(super) given: List,
    pub(super) nicknames: List,
    pub(super) latin_given: List,
    pub(super) latin_surnames: List,
    /// Clubs, firms and brands by the names they have in Chinese.
    pub(super) organisations: List,
    pub(super) famous: Vec<&'static str>,
}

const TRANSCRIBED: u8 = 22;
const JAPANESE: u8 = 23;
const GIVEN_ABROAD: u8 = 24;
const MINORITY: u8 = 25;
const GIVEN: u8 = 26;
const NICKNAME: u8 = 27;
const ORGANISATION: u8 = 28;

impl Lists {
    pub(super) fn new() -> Self {
        Self {
            transcribed: List::new(include_str!("lists/transcribed.txt")),
            japanese: List::new(include_str!("lists/japanese.txt")),
            japanese_given: List::new(include_str!("lists/japanese_given.txt")),
            korean_given: List::new(include_str!("lists/korean_given.txt")),
            vietnamese: List::new(include_str!("lists/vietnamese.txt")),
            minority: List::new(include_str!("lists/minority.txt")),
            given: List::new(include_str!("lists/given.txt")),
            nicknames: List::new(include_str!("lists/nicknames.txt")),
            latin_given: List::new(include_str!("lists/latin_given.txt")),
            latin_surnames: List::new(include_str!("lists/latin_surnames.txt")),
            organisations: List::new(include_str!("lists/organisations.txt")),
            famous: yinmo_data::public_figures::all().collect(),
        }
    }

    /// The words of the lists with their classes; where a word is in several, the last counts.
    pub(super) fn words(&self) -> impl Iterator<Item = (&str, u8)> {
        let given: HashSet<_> = self.latin_given.0.iter().collect();
        let both = self.latin_surnames.0.iter().filter(move |word| given.contains(word));
        let latin = self.latin_given.words(LATIN_GIVEN).chain(self.latin_surnames.words(LATIN_SURNAME));
        self.given
            .words(GIVEN)
            .chain(self.nicknames.words(NICKNAME))
            .chain(self.minority.words(MINORITY))
            .chain(self.korean_given.words(GIVEN_ABROAD))
            .chain(self.japanese_given.words(GIVEN_ABROAD))
            .chain(self.japanese.words(JAPANESE))
            .chain(self.transcribed.words(TRANSCRIBED))
            .chain(self.organisations.words(ORGANISATION))
            .chain(latin)
            .chain(both.map(|(word, _)| (*word, LATIN_BOTH)))
    }

    /// A name in Latin letters, as it stands in Chinese text.
    pub(super) fn latin(&self, random: &mut Random) -> String {
        let given = capital(self.latin_given.pick(random));
        let surname = capital(self.latin_surnames.pick(random));
        let gap = *random.pick(&[" ", " ", " ", " ", "·", ".", ""]);
        match random.below(23) {
            20..=22 => asian(random),
            0..=4 => given,
            5..=7 => surname,
            8..=14 => format!("{given}{gap}{surname}"),
            15 => format!("{given} {}. {surname}", initial(random)),
            16 => format!("{}. {surname}", initial(random)),
            17 => format!("{} {}", given.to_uppercase(), surname.to_uppercase()),
            18 => format!("{}{gap}{}", given.to_lowercase(), surname.to_lowercase()),
            _ => format!("{given} {surname}-{}", capital(self.latin_surnames.pick(random))),
        }
    }
}

/// A name of East or South East Asia, surname first or last.
fn asian(random: &mut Random) -> String {
    let families: Vec<&str> = ASIAN_FAMILIES.split_whitespace().collect();
    let given: Vec<&str> = ASIAN_GIVEN.split_whitespace().collect();
    let family = capital(random.pick::<&str>(&families));
    let given = capital(random.pick::<&str>(&given));
    match random.below(4) {
        0 => format!("{} {given}", family.to_uppercase()),
        1 => format!("{given} {family}"),
        _ => format!("{family} {given}"),
    }
}

const ASIAN_FAMILIES: &str = "
    wang li zhang liu chen yang huang zhao wu zhou xu sun zhu ma hu guo he gao lin luo zheng liang xie song tang deng feng cao peng xiao tian dong yuan pan jiang cai yu du su
    kim park lee choi jung kang cho yoon jang lim han shin seo kwon hwang ahn song yoo hong nguyen tran pham hoang vo vu dang bui ngo duong ly
    suzuki tanaka yamamoto watanabe ito nakamura kobayashi kato yoshida yamada sasaki yamaguchi matsumoto inoue kimura hayashi shimizu mori abe ikeda hashimoto ishikawa ogawa okada
    singh kumar sharma patel gupta khan rahman ahmed hossain rahmawati wijaya santoso hidayat siregar setiawan reyes cruz santos bautista ibrahim hassan aung myint htun";

const ASIAN_GIVEN: &str = "
    wei fang min jing lei jun yang yong jie ping gang xia ling hong meiling xiaoming xiaohong jianguo jianhua zhiqiang haiyan yuting zihan haoran yichen siyu minghui lihua guoqiang
    min-jun seo-yeon ji-hoon soo-min hyun-woo young-hee sung-min eun-ji jae-hyun mi-kyung minh anh tuan hung linh trang huong thao duc nam
    kenichi yusuke hiroshi takashi akira kenji naoki haruto sakura yuki yoko emi misaki aoi daisuke makoto kazuo noriko tomoko
    raj amit priya anita sanjay vijay siti budi dewi agus putri maria jose ana juan ali omar fatima ayesha aisha myo thida zaw";

fn initial(random: &mut Random) -> char {
    char::from(b'A' + random.below(26) as u8)
}

fn capital(word: &str) -> String {
    word[..1].to_uppercase() + &word[1..]
}
