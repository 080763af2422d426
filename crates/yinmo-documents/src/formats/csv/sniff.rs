//! Tells from the first rows how a table is written.

use memchr::memchr;

use super::dialect::Dialect;
use super::rows::parse_rows;
use crate::Limits;

/// Bytes of text from which the dialect is told.
pub(super) const HEAD: usize = 64 << 10;

const DELIMITERS: [u8; 4] = [b',', b'\t', b';', b'|'];

/// Takes the delimiter that cuts most rows into the same number of cells; `preferred` wins ties.
pub(super) fn sniff(head: &str, preferred: u8) -> Dialect {
    let lone_returns = memchr(b'\n', head.as_bytes()).is_none() && memchr(b'\r', head.as_bytes()).is_some();
    let row_end = if lone_returns { b'\r' } else { b'\n' };
    let delimiter = named_delimiter(head).unwrap_or_else(|| {
        let others = DELIMITERS.into_iter().filter(|&delimiter| delimiter != preferred);
        let mut best = (preferred, regularity(head, Dialect { delimiter: preferred, row_end }));
        for delimiter in others {
            let score = regularity(head, Dialect { delimiter, row_end });
            if score > best.1 {
                best = (delimiter, score);
            }
        }
        best.0
    });
    Dialect { delimiter, row_end }
}

/// Spreadsheet programs let a first line `sep=;` name the delimiter.
fn named_delimiter(head: &str) -> Option<u8> {
    let rest = head.strip_prefix("sep=")?.as_bytes();
    let (&delimiter, rest) = rest.split_first()?;
    let ends = rest.first().is_none_or(|byte| matches!(byte, b'\r' | b'\n'));
    (ends && DELIMITERS.contains(&delimiter)).then_some(delimiter)
}

/// How many rows have the commonest number of cells; 0 when that number is 1.
fn regularity(head: &str, dialect: Dialect) -> usize {
    let limits = Limits { longest_row: HEAD, ..Limits::default() };
    let Ok((table, _)) = parse_rows(head, dialect, true, limits, 1) else { return 0 };
    let mut counts: Vec<usize> = (0..table.row_count()).map(|row| table.cells_of(row).len()).collect();
    counts.sort_unstable();
    let runs = counts.chunk_by(|a, b| a == b).filter(|run| run[0] > 0);
    let commonest = runs.max_by_key(|run| (run.len(), run[0]));
    commonest.filter(|run| run[0] > 1).map_or(0, <[usize]>::len)
}

#[cfg(test)]
mod tests {
    use super::{Dialect, sniff};

    #[test]
    fn delimiters_and_row_ends_are_found() {
        let cases = [
            ("姓名,电话\n张三,1\n", b',', b',', b'\n'),
            ("姓名;电话\r\n张三,男;1\r\n李四;2\r\n", b',', b';', b'\n'),
            ("姓名\t电话\n张三\t1\n", b',', b'\t', b'\n'),
            ("低保名单\na|b|c\n1|2|3\n", b',', b'|', b'\n'),
            ("a,b\rc,d\r", b',', b',', b'\r'),
            ("一列\n二\n", b',', b',', b'\n'),
            ("一列\n二\n", b'\t', b'\t', b'\n'),
            ("a,b\tc\nd,e\tf\n", b'\t', b'\t', b'\n'),
            ("\"a;b\";c;d\n\"x,y\";z;w\n", b',', b';', b'\n'),
            ("sep=;\na,b;c\n", b',', b';', b'\n'),
            ("sep=x\na,b\n", b';', b',', b'\n'),
            ("", b',', b',', b'\n'),
        ];
        for (head, preferred, delimiter, row_end) in cases {
            assert_eq!(sniff(head, preferred), Dialect { delimiter, row_end }, "{head}");
        }
    }
}
