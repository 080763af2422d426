//! Columns that line up, Chinese characters two cells wide.

use unicode_width::UnicodeWidthStr;

/// `rows` as lines, each cell but the last padded to the widest in its column.
pub fn columns(rows: &[Vec<String>]) -> String {
    let count = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widest = |column: usize| {
        rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.width()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..count).map(widest).collect();
    rows.iter().map(|row| line(row, &widths)).collect()
}

fn line(row: &[String], widths: &[usize]) -> String {
    let mut line = String::from(" ");
    for (cell, width) in row.iter().zip(widths) {
        line.push(' ');
        line.push_str(cell);
        line.push_str(&" ".repeat(width - cell.width() + 1));
    }
    line.truncate(line.trim_end().len());
    line + "\n"
}

#[cfg(test)]
mod tests {
    use super::columns;

    #[test]
    fn wide_characters_take_two_cells() {
        let rows = [vec!["手机号码".to_owned(), "2".to_owned()], vec!["IP".to_owned(), "10".to_owned()]];
        assert_eq!(columns(&rows), "  手机号码  2\n  IP        10\n");
    }
}
