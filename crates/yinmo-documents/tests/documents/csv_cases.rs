//! Oddities of tables, one a line.

use yinmo_documents::{Change, Changes, Chunk, Encoding, Record};

use crate::common::*;

#[test]
fn fields_read_as_their_readers_see_them() {
    let cases: [(&str, &[&[&str]]); 20] = [
        ("a,b\nc,d", &[&["a", "b"], &["c", "d"]]),
        ("a,b\r\nc,d\r\n", &[&["a", "b"], &["c", "d"]]),
        ("a,b\rc,d\r", &[&["a", "b"], &["c", "d"]]),
        ("a,b\n\nc\n", &[&["a", "b"], &[], &["c"]]),
        ("a,\n,b\n,\n", &[&["a", ""], &["", "b"], &["", ""]]),
        ("a,b,", &[&["a", "b", ""]]),
        ("\"a,b\",c", &[&["a,b", "c"]]),
        ("\"a\nb\",c\n", &[&["a\nb", "c"]]),
        ("\"a\"\"b\",c", &[&["a\"b", "c"]]),
        ("\"\",\"\"\"\"", &[&["", "\""]]),
        ("a\"b,c\"", &[&["a\"b", "c\""]]),
        ("\"a\"b,c", &[&["ab", "c"]]),
        ("x, \"a\",c", &[&["x", " \"a\"", "c"]]),
        ("=\"0138\",b", &[&["0138", "b"]]),
        ("\"=\"\"0138\"\"\",b", &[&["0138", "b"]]),
        ("'330106,\t138", &[&["'330106", "\t138"]]),
        ("a,\"b\nc,d\n", &[&["a", "\"b"], &["c", "d"]]),
        ("a,\"b", &[&["a", "\"b"]]),
        ("a,b\nc\nd,e,f\n", &[&["a", "b"], &["c"], &["d", "e", "f"]]),
        ("sep=;\na;b\n", &[&["sep=", ""], &["a", "b"]]),
    ];
    for (text, expected) in cases {
        for chunk_bytes in [1, 3, 1 << 20] {
            let chunks = read("csv", text.as_bytes(), Encoding::UTF_8, chunk_bytes);
            assert_eq!(texts(&chunks), expected, "{text:?}");
            assert_eq!(texts_by_column(&chunks), expected, "{text:?}");
        }
    }
}

fn texts_by_column(chunks: &[Chunk]) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for block in chunks.iter().flat_map(Chunk::blocks) {
        let first = rows.len();
        rows.resize(first + block.height(), Vec::new());
        for nth in 0..block.width() {
            rows[first..].iter_mut().zip(block.column(nth)).for_each(|(row, text)| row.push(text.to_owned()));
        }
    }
    rows
}

#[test]
fn replacements_fit_the_quoting_of_the_field() {
    let cases = [
        ("x,13800012001,y", 1, (3, 9, "******"), "x,138******01,y"),
        ("x,abc,y", 1, (1, 2, ","), "x,\"a,c\",y"),
        ("x,abc,y", 1, (1, 2, "\""), "x,\"a\"\"c\",y"),
        ("x,abc,y", 1, (0, 3, "1\n2"), "x,\"1\n2\",y"),
        ("x;abc;y", 1, (0, 1, ","), "x;,bc;y"),
        ("x,\"abc\",y", 1, (1, 2, ",\""), "x,\"a,\"\"c\",y"),
        ("x,\"a\"\"c\"\"d\",y", 1, (2, 3, "-"), "x,\"a\"\"-\"\"d\",y"),
        ("x,\"a\"\"c\",y", 1, (1, 2, ""), "x,\"ac\",y"),
        ("x,=\"0138\",y", 1, (1, 4, "***"), "x,=\"0***\",y"),
        ("x,=\"0138\",y", 1, (1, 4, "\""), "x,\"0\"\"\",y"),
        ("x,\"=\"\"0138\"\"\",y", 1, (1, 4, ",*"), "x,\"=\"\"0,*\"\"\",y"),
        ("x,\"=\"\"0138\"\"\",y", 1, (0, 4, "\""), "x,\"\"\"\",y"),
        ("x,\"ab\"cd,y", 1, (1, 3, "*"), "x,\"a*d\",y"),
        ("x,ab\"cd,y", 1, (0, 2, ""), "x,\"\"\"cd\",y"),
        ("abc\nd\n", 0, (0, 3, ""), "\"\"\nd\n"),
        ("x,\"ab\n", 1, (1, 3, "*"), "x,\"\"\"*\"\n"),
    ];
    for (text, part, (start, end, replacement), expected) in cases {
        let chunk = chunk("csv", text);
        assert_eq!(spliced(&chunk, &[replace(part, start, end, replacement)]), expected, "{text:?}");
        let len = chunk.part(part).expect("one of the cells").text.len();
        let mut changes = Changes::to_parts(chunk.part_count());
        let kept = changes.keep(start, len - end, replacement);
        changes.mark(part, [Some(kept)].into_iter());
        let mut out = Vec::new();
        chunk.splice(&changes, 0, &mut out).expect("the change fits");
        assert_eq!(String::from_utf8_lossy(&out), expected, "{text:?}, marked");
    }
}

#[test]
fn a_removed_cell_takes_one_delimiter_along() {
    let text = "a,b,\"c\"\r\n,\r\nd\n";
    for (removed, expected) in [
        (&[0][..], "b,\"c\"\r\n,\r\nd\n"),
        (&[1], "a,\"c\"\r\n,\r\nd\n"),
        (&[2], "a,b\r\n,\r\nd\n"),
        (&[0, 1], "\"c\"\r\n,\r\nd\n"),
        (&[1, 2], "a\r\n,\r\nd\n"),
        (&[0, 2], "b\r\n,\r\nd\n"),
        (&[0, 1, 2], "\r\n,\r\nd\n"),
        (&[3, 4, 5], "a,b,\"c\"\r\n\r\n\n"),
    ] {
        let changes: Vec<_> = removed.iter().map(|&part| Change::remove(part)).collect();
        assert_eq!(spliced(&chunk("csv", text), &changes), expected, "{removed:?}");
    }
}

#[test]
fn rows_and_columns_count_blank_lines_and_titles() {
    let mut places = Vec::new();
    for chunk in read("csv", "低保名单\n\n姓名,电话\n张三,1\n".as_bytes(), Encoding::UTF_8, 4) {
        for record in chunk.records() {
            let Record::Row { number, cells } = record else { panic!("a row") };
            places.extend(cells.iter().map(|cell| cell.place().to_string()));
            for cell in cells.iter() {
                let again = chunk.part(cell.index).expect("the same part");
                assert_eq!((again.text, again.place()), (cell.text, cell.place()), "row {number}");
            }
        }
    }
    assert_eq!(places, ["A1", "A3", "B3", "A4", "B4"]);
}

#[test]
fn the_extension_breaks_ties_between_delimiters() {
    let both = "a,b\tc\n";
    assert_eq!(texts(&[chunk("csv", both)]), [["a", "b\tc"]]);
    assert_eq!(texts(&[chunk("tsv", both)]), [["a,b", "c"]]);
}
