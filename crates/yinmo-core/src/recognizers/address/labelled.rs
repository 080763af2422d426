//! Addresses behind a word that introduces them.

use std::sync::LazyLock;

use super::cues::{CUES, Cue, is_office};
use super::grammar::{Parsed, parse_led};
use super::places;
use super::{before, claim, reasons, up_to_longest};
use crate::finding::{Confidence, Evidence, Role};
use crate::recognizers::Claim;
use crate::recognizers::field::Field;
use crate::tagger::{Words, is_blank, is_han, is_mask};
use crate::text::Span;

/// The address after a word that ends at byte `end`.
pub(super) fn labelled(field: &Field<'_>, cue: Cue, cue_len: usize, end: usize) -> Option<Claim> {
    let text = field.text;
    if goes_on(cue, &text[end - cue_len..end], &text[end..]) && places::at(&text[end..]).is_none() {
        return None;
    }
    // `住进化镇…`: the last character of the verb begins the name of the place.
    let last = text[..end].chars().next_back().map_or(0, char::len_utf8);
    let begins = &text[end - last..];
    let overlapping =
        cue == Cue::Lives && cue_len > last && (places::at(begins).is_some() || is_family(begins));
    let end = if overlapping { end - last } else { end };
    if is_part_of_longer(text, end) {
        return None;
    }
    let link = |c| {
        is_blank(c)
            || matches!(c, '）' | ')')
            || matches!(c, '：' | ':' | '\t' | '|' | '“' | '"' | '/' | '／')
    };
    let rest = text[end..].trim_start_matches(link);
    let linked = rest.len() < text.len() - end;
    let rest = if linked { rest } else { skip_preposition(rest) };
    if !rest.starts_with(char::is_alphanumeric) {
        return None;
    }
    let start = text.len() - rest.len();
    let address = Address { cue, linked, rest };
    let (len, evidence) = match quoted(text, start, cue) {
        Some(len) => (len, Parsed::default()),
        None => {
            let parsed = parse_up_to_next(up_to_longest(rest))?;
            address.is_enough(&parsed).then_some((parsed.len, parsed))?
        }
    };
    let office = cue == Cue::Office || evidence.institution || is_office(before(text, end - cue_len));
    let role = if office { Role::Organisation } else { Role::Citizen };
    let evidence = reasons(&evidence).with(Evidence::LabelBefore);
    Some(claim(field, Span::new(start, start + len), Confidence::HIGH, role, evidence))
}

/// `户口|现登记于`: the word is part of another that ends further on and has its own mark.
fn is_part_of_longer(text: &str, end: usize) -> bool {
    let ends = text[end..].char_indices().take(6).take_while(|&(_, c)| is_han(c));
    let mut ends = ends.map(|(at, c)| at + c.len_utf8());
    ends.any(|more| CUES.at_end(&text[..end + more]).is_some_and(|word| word.len > more))
}

/// `住院`, `户籍地`: the word is part of a longer one, which has its own mark.
fn goes_on(cue: Cue, word: &str, after: &str) -> bool {
    const BUILDING: [&str; 8] = ["建局", "建部", "建厅", "建委", "建系", "建领", "建行", "建和"];
    let longer = match cue {
        Cue::Lives if !word.ends_with(['住', '居']) => "",
        Cue::Lives if starts_with_any(after, &BUILDING) => return true,
        Cue::Lives => "址所房院宅户处地宿进区率",
        Cue::Label => "地所址证制簿本属",
        _ => "",
    };
    after.starts_with(|c| longer.contains(c))
}

/// `住于青云村`, but `住|于家庄村`.
fn skip_preposition(rest: &str) -> &str {
    if is_family(rest) {
        return rest;
    }
    let rest = rest.trim_start_matches(['在', '于', '为', '是', '系']);
    ["隔壁", "楼上", "楼下", "对面", "同小区", "本村", "我村", "该村", "本小区"]
        .iter()
        .find_map(|word| rest.strip_prefix(word))
        .unwrap_or(rest)
}

/// Whether a village begins here that is named after a family, or the like, whose name is a preposition too.
fn is_family(rest: &str) -> bool {
    starts_with_any(rest, &["于家", "于庄", "于营", "于山", "为民"])
}

struct Address<'t> {
    cue: Cue,
    linked: bool,
    rest: &'t str,
}

impl Address<'_> {
    /// Whether what was parsed is an address, behind such a word.
    fn is_enough(&self, parsed: &Parsed) -> bool {
        let after = &self.rest[parsed.len..];
        if after.starts_with(is_mask) && !parsed.below() {
            return false;
        }
        let ends = !after.starts_with(is_han)
            || starts_with_any(after, &["的", "家", "其", "村民", "一带", "附近", "居民"]);
        match self.cue {
            Cue::Label | Cue::Office if self.linked => parsed.known || parsed.below(),
            Cue::Label | Cue::Lives | Cue::Office => parsed.known || parsed.house || parsed.named && ends,
            Cue::Place => parsed.named && (parsed.house || is_home(after)),
            Cue::Home => false,
        }
    }
}

/// Whether the words behind a place say that somebody lives there, or owns it.
fn is_home(after: &str) -> bool {
    const HOMES: [&str; 19] = [
        "的老宅",
        "的老屋",
        "的祖屋",
        "的自建房",
        "的宅院",
        "的房子",
        "的民房",
        "的出租屋",
        "家中",
        "家里",
        "的家",
        "的房屋",
        "的住房",
        "的住宅",
        "的房产",
        "的不动产",
        "的住所",
        "的住处",
        "的宅基地",
    ];
    starts_with_any(after, &HOMES)
}

fn starts_with_any(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.starts_with(word))
}

/// What somebody calls home, in their own words: `家在“对门坡”`.
fn quoted(text: &str, start: usize, cue: Cue) -> Option<usize> {
    let open = text[..start].ends_with(['“', '"']);
    let rest = &text[start..];
    let len: usize = rest
        .chars()
        .take(12)
        .take_while(|&c| is_han(c) && !super::endings::is_foreign(c))
        .map(char::len_utf8)
        .sum();
    let closed = rest[len..].starts_with(['”', '"']);
    (cue == Cue::Lives && open && closed && len > 0).then_some(len)
}

/// The address up to the words that begin another one: `…三墩镇，户籍地…`.
fn parse_up_to_next(text: &str) -> Option<Parsed> {
    let parsed = parse_led(text)?;
    let own = up_to_next(&text[..parsed.len]);
    if own.len() == parsed.len { Some(parsed) } else { parse_led(own) }
}

/// The text before the words that begin another address: `…三墩镇，户籍地…`.
fn up_to_next(text: &str) -> &str {
    const BEGINNINGS: [&str; 9] = ["家住", "现住", "居住", "户籍", "住址", "现居", "租住", "暂住", "户口"];
    static WORDS: LazyLock<Words<()>> =
        LazyLock::new(|| Words::beginning(BEGINNINGS.into_iter().map(|word| (word, ()))));
    let next = text
        .char_indices()
        .find(|&(at, c)| WORDS.nearest_is_open(c) && WORDS.at_start(&text[at..]).is_some());
    next.map_or(text, |(at, _)| &text[..at])
}
