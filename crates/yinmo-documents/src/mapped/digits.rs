//! Numbers that forms give a cell for each digit.

use std::ops::Range;

use super::Draft;

/// Cells of a row in which a number stands, a character in each; empty ones may stand between them.
pub(super) fn run(texts: &[&str]) -> Option<Range<usize>> {
    let is_digit = |text: &str| {
        let mut chars = text.trim().chars();
        let first = chars.next().is_some_and(|c| matches!(c, '0'..='9' | '０'..='９' | 'X' | 'x' | 'Ｘ'));
        first && chars.next().is_none()
    };
    let mut at = 0;
    while at < texts.len() {
        let rest = &texts[at..];
        let len = rest.iter().take_while(|text| is_digit(text) || text.trim().is_empty()).count();
        let digits = rest[..len].iter().filter(|text| is_digit(text)).count();
        if digits >= FEWEST {
            return Some(at..at + len);
        }
        at += len.max(1);
    }
    None
}

/// The digits of a mobile number.
pub(super) const FEWEST: usize = 11;

/// Adds to `joined` the cells of a row that hold a number together, behind what the cell before them says. The row's first
/// cell has the number `first`.
pub(super) fn join(
    draft: &Draft,
    (first, cells): (usize, &[Range<usize>]),
    joined: &mut Draft,
) -> Option<usize> {
    let texts: Vec<&str> = cells.iter().map(|cell| &draft.text()[cell.clone()]).collect();
    let run = run(&texts)?;
    if let Some(label) = texts[..run.start].iter().rev().find(|text| !text.trim().is_empty()) {
        joined.say(label.trim());
        joined.say("：");
    }
    for nth in run.clone() {
        let cell = &cells[nth];
        let text = &draft.text()[cell.clone()];
        let blank = text.len() - text.trim_start().len();
        joined.copy(draft, first + nth, cell.start + blank..cell.start + blank + text.trim().len());
    }
    joined.end_line();
    Some(run.start)
}

#[cfg(test)]
mod tests {
    use super::run;

    #[test]
    fn a_digit_a_cell_is_a_number_with_gaps_between() {
        let cells = |row: &'static str| row.split('|').collect::<Vec<_>>();
        assert_eq!(run(&cells("手机|1|3|8||0|0| 0|1||2|0|0|1|无")), Some(1..14));
        assert_eq!(run(&cells("1|2|3|4|5|6|7|8|9|10|11")), None);
    }
}
