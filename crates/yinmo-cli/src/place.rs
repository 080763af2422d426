//! Where a finding stands, in words.

use yinmo::text::Place;

/// The cell or path, where the line and column do not say it all.
pub fn part(place: &Place) -> Option<String> {
    match place {
        Place::Line(_) => None,
        place => Some(place.to_string()),
    }
}

/// The letters of a column counted from 1: `1` is `A`, `27` is `AA`.
pub fn column_letters(column: usize) -> String {
    let cell = Place::Cell { row: 1, column }.to_string();
    cell.trim_end_matches('1').to_owned()
}

/// What findings of one kind are grouped by: the column in a table, nothing elsewhere.
pub fn column_of(place: &Place) -> Option<usize> {
    match place {
        Place::Cell { column, .. } | Place::Sheet { column, .. } | Place::TableCell { column, .. } => {
            Some(*column)
        }
        Place::Within { place, .. } => column_of(place),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::column_letters;

    #[test]
    fn columns_have_letters() {
        for (column, letters) in [(1, "A"), (26, "Z"), (27, "AA")] {
            assert_eq!(column_letters(column), letters);
        }
    }
}
