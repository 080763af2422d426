//! What several documents give away together: one shows the ends of a number, another the date of birth or the middle of
//! the same number, and neither alone does any harm.
//!
//! Documents are compared in the order of their batch, whatever threads reviewed them: each with those that were let
//! through before, so that what is published is safe. Names are kept as hashes, and no more than [`MOST`] rows.

use rustc_hash::FxHashMap;
use yinmo_core::risk::resident_id::{Known, candidates, merged};
use yinmo_core::risk::{HIDDEN, Mark, Row};
use yinmo_core::scan::is_mask_char;

/// As many rows of a batch are compared.
pub(crate) const MOST: usize = 1 << 17;

/// As many people with the same name are compared with each other.
const NAMESAKES: usize = 64;

/// People of whom a document and an earlier one of its batch give away too much together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Together {
    /// How many rows.
    pub rows: u64,
    /// The fewest candidates that remain for an identity number.
    pub fewest: Option<u64>,
    /// The row with the fewest, counted from 1.
    pub worst_row: usize,
    /// The document with the other half, as it may be shown.
    pub other: String,
    /// Its row.
    pub other_row: usize,
    /// What is shown by either: `resident-id`, `birth-date`.
    pub because: Vec<&'static str>,
    /// Whether there were more rows than are compared, so that not all was assessed.
    pub not_assessed: bool,
}

impl Together {
    /// As many rows of a batch are compared.
    pub const MOST: usize = MOST;
}

/// What a row shows of somebody.
#[derive(Clone, Debug)]
pub(crate) struct Shown {
    /// The heading of its list, and its own number.
    at: (u32, u32),
    name: Option<Name>,
    /// What the row says of where the person lives.
    place: Option<Mark>,
    /// As it will be published.
    public: Side,
    /// As it was: by this it is told whether two rows are about the same person.
    before: Side,
}

/// A number and what is known beside it.
#[derive(Clone, Debug)]
struct Side {
    number: Option<[u8; 18]>,
    known: Known,
}

/// The hashes of a name.
#[derive(Clone, Copy, Debug)]
struct Name {
    /// Of all of it, where that is known.
    whole: Option<Mark>,
    /// Of what a star in its middle leaves.
    ends: Mark,
}

impl Shown {
    /// Whether what a row shows may be too much beside something else. With a region and a year of birth nothing is.
    pub(crate) fn matters(row: &Row, floor: u64) -> bool {
        const SAFE: u64 = 500;
        let known = row.known();
        let digits = |(_, number): (usize, [u8; 18])| number[6..].iter().any(|&digit| digit != HIDDEN);
        floor > SAFE || known.birth_month.is_some() || row.number().is_some_and(digits)
    }

    /// The row with the heading and the number `at`: before it is masked and `after`; its name before and after.
    pub(crate) fn of(
        at: (usize, usize),
        (before, after): (&Row, &Row),
        name: Option<(String, String)>,
        place: Option<&str>,
    ) -> Self {
        let side = |row: &Row| Side { number: row.number().map(|(_, number)| number), known: row.known() };
        let name = name.filter(|(_, public)| is_readable(public)).and_then(|(name, _)| Name::of(&name));
        let place = place.map(str::trim).filter(|place| !place.is_empty());
        let place = place.map(|place| Mark::default().with(place));
        Self { at: (at.0 as u32, at.1 as u32), name, place, public: side(after), before: side(before) }
    }

    /// How many numbers remain possible for somebody whom both rows are about, if that is less than either leaves.
    fn left_with(&self, other: &Self) -> Option<u64> {
        let together = self.public.and(&other.public)?;
        let number = together.number?;
        let left = candidates(&number, &together.known);
        let alone = [self, other].into_iter().filter_map(|shown| shown.public.left());
        let fewest = alone.min().unwrap_or(u64::MAX);
        (left > 0 && left.saturating_mul(2) <= fewest).then_some(left)
    }

    fn may_be(&self, other: &Self) -> bool {
        let same = |one: Option<Mark>, other: Option<Mark>| one.is_none() || other.is_none() || one == other;
        let names = match (self.name, other.name) {
            (Some(one), Some(other)) => one.ends == other.ends && same(one.whole, other.whole),
            _ => self.public.tail().is_some() && self.public.tail() == other.public.tail(),
        };
        names
            && same(self.place, other.place)
            && self.before.and(&other.before).is_some_and(|both| both.left() != Some(0))
    }

    fn because(&self, other: &Self) -> Vec<&'static str> {
        let born = |shown: &Self| {
            shown.public.known.birth_month.is_some() || shown.public.known.birth_years.clone().count() <= 2
        };
        let numbers =
            [self, other].into_iter().filter(|shown| shown.public.number.is_some()).map(|_| "resident-id");
        let births = (born(self) || born(other)).then_some("birth-date");
        numbers.chain(births).collect()
    }
}

impl Side {
    /// Both, unless they contradict each other.
    fn and(&self, other: &Self) -> Option<Self> {
        let number = match (&self.number, &other.number) {
            (Some(one), Some(other)) => Some(merged(one, other)?),
            (one, other) => one.or(*other),
        };
        Some(Self { number, known: self.known.and(&other.known)? })
    }

    /// How many numbers are possible, where any is shown.
    fn left(&self) -> Option<u64> {
        self.number.map(|number| candidates(&number, &self.known))
    }

    /// A masked number by which its row is found without a name: more than the region and the end of it are rare.
    fn tail(&self) -> Option<[u8; 18]> {
        const RARE: usize = 9;
        self.number.filter(|number| number.iter().filter(|&&digit| digit != HIDDEN).count() >= RARE)
    }
}

impl Name {
    fn of(name: &str) -> Option<Self> {
        let chars: Vec<char> = name.chars().filter(|c| !c.is_whitespace()).collect();
        let (&first, &last) = (chars.first()?, chars.last()?);
        let hidden = |c: &char| is_mask_char(*c) || *c == '某';
        let last = if hidden(&last) || chars.len() == 2 { ' ' } else { last };
        let mark = |text: String| Mark::default().with(&text);
        let whole = (!chars.iter().any(hidden)).then(|| mark(chars.iter().collect()));
        let ends = mark([first, last].iter().collect()).with(&chars.len().to_string());
        (chars.len() > 1 && !hidden(&first)).then_some(Self { whole, ends })
    }
}

/// Whether something of a name is left: `王*坪`, not `[姓名]` and not nothing.
fn is_readable(name: &str) -> bool {
    name.trim_start().chars().next().is_some_and(|first| ('\u{3400}'..='\u{9FFF}').contains(&first))
}

/// The documents of a batch that were let through so far.
#[derive(Default)]
pub(crate) struct Documents {
    names: Vec<String>,
    /// The number of its document and what each row shows.
    rows: Vec<(u32, Shown)>,
    by: FxHashMap<Key, Vec<u32>>,
    is_full: bool,
}

/// By what a row is found.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Key {
    /// A name that is known whole.
    Whole(Mark),
    /// A name that is known whole, by its ends.
    EndsOfWhole(Mark),
    /// A name that was starred before.
    Ends(Mark),
    Number([u8; 18]),
}

impl Documents {
    /// Compares what a document shows with those before it. It counts as one of them where it may be published.
    pub(crate) fn add(&mut self, name: &str, floor: u64, shown: Vec<Shown>) -> Together {
        if shown.is_empty() {
            return Together::default();
        }
        let document = self.names.len() as u32;
        self.names.push(name.to_owned());
        let mut together = Together { not_assessed: self.is_full, ..Together::default() };
        let first = self.rows.len();
        for row in shown {
            self.compare(document, &row, floor, &mut together);
            if self.rows.len() >= MOST {
                (self.is_full, together.not_assessed) = (true, true);
                break;
            }
            self.insert(document, row);
        }
        if together.rows > 0 {
            self.forget(first);
        }
        together
    }

    fn compare(&self, document: u32, row: &Shown, floor: u64, together: &mut Together) {
        let known = |key: Key| self.by.get(&key).map_or(&[][..], Vec::as_slice);
        let found = row.lookups().into_iter().flatten().flat_map(|key| {
            let rows = known(key);
            &rows[rows.len().saturating_sub(NAMESAKES)..]
        });
        let worst = found
            .map(|&nth| &self.rows[nth as usize])
            .filter(|(of, other)| (*of, other.at.0) != (document, row.at.0) && row.may_be(other))
            .filter_map(|(of, other)| Some((row.left_with(other)?, *of, other)))
            .filter(|(left, ..)| *left < floor)
            .min_by_key(|(left, of, other)| (*left, *of, other.at));
        let Some((left, of, other)) = worst else { return };
        together.rows += 1;
        if together.fewest.is_none_or(|fewest| left < fewest) {
            together.fewest = Some(left);
            together.worst_row = row.at.1 as usize;
            together.other = self.names[of as usize].clone();
            together.other_row = other.at.1 as usize;
            together.because = row.because(other);
        }
    }

    fn insert(&mut self, document: u32, row: Shown) {
        let nth = self.rows.len() as u32;
        for key in row.keys().into_iter().flatten() {
            self.by.entry(key).or_default().push(nth);
        }
        self.rows.push((document, row));
    }

    /// Takes the rows from `first` on out again: their document is not published.
    fn forget(&mut self, first: usize) {
        for (_, row) in self.rows.drain(first..).rev() {
            for key in row.keys().into_iter().flatten() {
                self.by.get_mut(&key).and_then(Vec::pop);
            }
        }
    }
}

impl Shown {
    /// Where a row is found.
    fn keys(&self) -> [Option<Key>; 3] {
        let number = self.public.tail().map(Key::Number);
        match self.name {
            Some(Name { whole: Some(whole), ends }) => {
                [Some(Key::Whole(whole)), Some(Key::EndsOfWhole(ends)), number]
            }
            Some(Name { ends, .. }) => [Some(Key::Ends(ends)), None, number],
            None => [number, None, None],
        }
    }

    /// Where rows about the same person are looked for.
    fn lookups(&self) -> [Option<Key>; 3] {
        let number = self.public.tail().map(Key::Number);
        match self.name {
            Some(Name { whole: Some(whole), ends }) => {
                [Some(Key::Whole(whole)), Some(Key::Ends(ends)), number]
            }
            Some(Name { ends, .. }) => [Some(Key::EndsOfWhole(ends)), Some(Key::Ends(ends)), number],
            None => [number, None, None],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Documents, Shown};
    use yinmo_core::risk::Row;

    fn shown(number: usize, name: &str, place: Option<&str>, cells: &[(&str, &str, &str)]) -> Shown {
        let row = |pick: fn(&(&str, &str, &str)) -> String| {
            let mut row = Row::new(2026);
            for (nth, cell) in cells.iter().enumerate() {
                row.show(nth, cell.0, &pick(cell));
            }
            row
        };
        let rows = (&row(|cell| cell.1.to_owned()), &row(|cell| cell.2.to_owned()));
        Shown::of((1, number), rows, Some((name.to_owned(), name.to_owned())), place)
    }

    const WHOLE: &str = "330106190102030017";
    const ENDS: &str = "330106********0017";

    #[test]
    fn two_halves_make_a_whole() {
        let ends = shown(2, "王建坪", None, &[("resident-id", WHOLE, ENDS)]);
        let born = shown(5, "王建坪", None, &[("birth-date", "1901-02-03", "1901-02-03")]);
        let middle = shown(7, "王*坪", None, &[("resident-id", WHOLE, "******19010203****")]);
        for (one, other) in [(&ends, &born), (&born, &ends), (&ends, &middle), (&middle, &ends)] {
            let mut documents = Documents::default();
            assert_eq!(documents.add("a.csv", 500, vec![one.clone()]).rows, 0);
            let together = documents.add("b.csv", 500, vec![other.clone()]);
            assert_eq!((together.rows, together.fewest), (1, Some(1)));
            assert_eq!((&*together.other, together.other_row), ("a.csv", one.at.1 as usize));
        }
    }

    #[test]
    fn somebody_else_is_no_help() {
        let ends = shown(2, "王建坪", Some("青云村"), &[("resident-id", WHOLE, ENDS)]);
        for other in [
            shown(2, "王建坪", None, &[("birth-date", "1952-03-04", "1952-03-04")]),
            shown(2, "王小坪", None, &[("birth-date", "1901-02-03", "1901-02-03")]),
            shown(2, "王建坪", Some("和乐村"), &[("birth-date", "1901-02-03", "1901-02-03")]),
            shown(2, "王建坪", None, &[("birth-date", "1901-02-03", "")]),
        ] {
            let mut documents = Documents::default();
            documents.add("a.csv", 500, vec![ends.clone()]);
            assert_eq!(documents.add("b.csv", 500, vec![other]).rows, 0);
        }
    }

    #[test]
    fn what_is_not_published_does_no_harm() {
        let ends = shown(2, "王建坪", None, &[("resident-id", WHOLE, ENDS)]);
        let born = shown(5, "王建坪", None, &[("birth-date", "1901-02-03", "1901-02-03")]);
        let mut documents = Documents::default();
        documents.add("a.csv", 500, vec![ends.clone()]);
        assert_eq!(documents.add("b.csv", 500, vec![born.clone()]).rows, 1);
        assert_eq!(documents.add("c.csv", 500, vec![ends]).rows, 0, "b.csv is not there");
        assert_eq!(documents.add("d.csv", 500, vec![born]).other, "a.csv");
    }

    #[test]
    fn debug_shows_no_name() {
        let ends = shown(2, "王建坪", None, &[]);
        assert!(!format!("{ends:?}").contains('王'));
    }
}
