//! The model asks for no memory character by character: once its room is large enough, it asks for none.

use std::alloc::System;

use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};
use yinmo_core::tagger::model::{Reader, shipped};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// Names, what looks like names, and neither.
const UNIT: &str = "会议由王建坪主持，李秀英、欧阳文博和买买提·艾力江参加。有关部门应当及时办理审核手续。\n";

fn openings(text: &str) -> Vec<usize> {
    let mut openings = Vec::new();
    let (gate, lexicon) = (shipped().gate(), shipped().lexicon());
    gate.scan(text, |opening| openings.extend(gate.opens(text, opening, lexicon).then_some(opening.at)));
    openings
}

/// How many names are read, and how many times memory was asked for.
fn read(reader: &mut Reader, text: &str) -> (usize, usize) {
    let openings = openings(text);
    let mut names = 0;
    let region = Region::new(ALLOCATOR);
    reader.read(text, openings.into_iter(), &[], shipped(), 0, |_, _| names += 1);
    let change = region.change();
    (names, change.allocations + change.reallocations)
}

#[test]
fn reading_asks_for_no_memory_character_by_character() {
    let (short, long) = (UNIT.repeat(20), UNIT.repeat(200));
    let mut reader = Reader::default();
    let (few, _) = read(&mut reader, &short);
    assert!(few >= 40, "{few}");
    assert_eq!(read(&mut reader, &short), (few, 0));
    let (many, grown) = read(&mut reader, &long);
    assert_eq!(many, few * 10);
    // A list that doubles when it is full.
    assert!(grown <= 10, "{grown}");
    assert_eq!(read(&mut reader, &long), (many, 0));
    let line = long.replace('\n', "");
    read(&mut reader, &line);
    assert_eq!(read(&mut reader, &line).1, 0);
}
