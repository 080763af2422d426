use super::super::embedded::{Embedded, Open, embedded, embedded_in};
use crate::Detector;
use crate::text::Span;

/// What is told of the cells: their columns' meanings, and the rows.
fn read(text: &str) -> (Vec<&'static str>, Vec<Vec<String>>) {
    let tables = embedded(Detector::new().labels(), text);
    let columns = tables.first().map_or_else(Vec::new, |table| meanings(table));
    (columns, tables.iter().flat_map(|table| rows(table, text)).collect())
}

fn meanings(table: &Embedded) -> Vec<&'static str> {
    let meaning = |column: &crate::table::Column| column.meaning.unwrap_or("-");
    table.columns.iter().map(meaning).collect()
}

fn rows(table: &Embedded, text: &str) -> Vec<Vec<String>> {
    let cells = |row: &super::super::Row| row.cells.iter().map(|cell| cell.of(text).to_owned()).collect();
    table.rows.iter().map(cells).collect()
}

#[test]
fn names_of_columns_tell_what_values_are() {
    let text = "INSERT INTO t (id, name, id_card, bank_no, phone, addr) VALUES\n(1, '蔺海涛','420583','6217', 13800012001,'榔坪镇');";
    let (columns, rows) = read(text);
    assert_eq!(columns, ["-", "person", "resident-id", "bank-account", "phone", "address"]);
    assert_eq!(rows, [["1", "蔺海涛", "420583", "6217", "13800012001", "榔坪镇"]]);
}

#[test]
fn what_is_said_where_the_table_is_made_tells_too() {
    let rows = "VALUES ('蔺海涛',NULL),\n('勾践国', '8101');\n";
    let expected = [["蔺海涛", ""], ["勾践国", "8101"]];
    for made in [
        "CREATE TABLE IF NOT EXISTS `t_jz` (\n `f1` varchar(50) DEFAULT ',' COMMENT '姓名：本人',\n `f2` decimal(18,2) COMMENT '银行账号',\n PRIMARY KEY (`f1`)\n) ENGINE=InnoDB;\nINSERT INTO `t_jz` ",
        "create table d.T_JZ (\n f1 varchar(50), -- 姓名\n f2 varchar(30) -- 银行账号\n);\nReplace Into t_jz(f1, f2) ",
        "CREATE TABLE t_jz (f1 text, f2 character varying(30));\nCOMMENT ON COLUMN public.t_jz.f1 IS '姓名';\nCOMMENT ON COLUMN t_jz.f2 IS '银行账号';\ninsert into \"public\".\"t_jz\" ",
        "CREATE TABLE [dbo].[t_jz] ([xm] [nvarchar](50) NULL, [yhzh] [varchar](30));\nGO\nINSERT [dbo].[t_jz] ([xm], [yhzh]) ",
    ] {
        let (columns, read) = read(&[made, rows].concat());
        assert_eq!(
            (columns, read),
            (vec!["person", "bank-account"], expected.map(|row| row.map(str::to_owned).to_vec()).to_vec()),
            "{made}"
        );
    }
}

#[test]
fn strings_are_read_as_databases_write_them() {
    let values = |values: &str| read(&format!("INSERT INTO t (xm, addr) VALUES {values}")).1;
    assert_eq!(values(r"('O''Brien', '三组\'（,'), ('a', 'b');"), [["O''Brien", r"三组\'（,"], ["a", "b"]]);
    assert_eq!(values(r"('a\\', 'b'), ('C:\', 'd');"), [[r"a\\", "b"], [r"C:\", "d"]]);
    assert_eq!(
        values("(N'张三', to_date('1990-01-01', 'yyyy')) -- 无\n, /* ( */ ('', \"c\") ON"),
        [["张三", "1990-01-01"], ["", "c"]]
    );
    // Nothing is to be read in what is none, or where it cannot be told in which columns values stand.
    assert!(values("(NULL, NOW()), ('a'), ('a', 'b', 'c')").is_empty());
}

#[test]
fn lines_below_copy_are_rows() {
    let text = "COPY public.t (xm, sfzh, yhkh, bz) FROM stdin;\n蔺海涛\t420583\t6217\t\\N\n勾践国\t\t8101\t无\n\\.\n\nSELECT 1;\n";
    let (columns, rows) = read(text);
    assert_eq!(columns, ["person", "resident-id", "bank-card", "-"]);
    assert_eq!(rows, [["蔺海涛", "420583", "6217", ""], ["勾践国", "", "8101", "无"]]);
    let made = "CREATE TABLE t (a text, b text);\nCOMMENT ON COLUMN t.a IS '姓名';\nCOMMENT ON COLUMN t.b IS '银行账号';\ncopy t from STDIN with (format text);\n蔺海涛\t81\n\\.\n";
    assert_eq!(read(made).1, [["蔺海涛", "81"]]);
    assert!(read("copy it from stdin\nto a file").1.is_empty());
}

#[test]
fn what_is_set_and_asked_for_is_a_row() {
    let text = "UPDATE t SET yhzh = '81', xm=N'蔺海涛', n = n + 1 WHERE sfzh = '420583';\nupdate only d.t as x set addr='三组' where phone=13800012001 and id in (1);\n";
    let tables = embedded(Detector::new().labels(), text);
    let rows: Vec<_> = tables.iter().flat_map(|table| rows(table, text)).collect();
    assert_eq!(rows, [vec!["81", "蔺海涛", "n", "420583"], vec!["三组", "13800012001"]]);
    assert!(read("Please update the set of names = 'x' in settings").1.is_empty());
}

#[test]
fn other_statements_and_texts_are_none() {
    for text in [
        "INSERT INTO sys_menu (id, menu_name, url) VALUES (1, '系统管理', '/x');",
        "INSERT INTO dict (id, name, code) VALUES (1, '性别', 'sex');",
        "INSERT INTO t (name, phone) SELECT name, phone FROM s WHERE x IN ('a', 'b');",
        "Insert the values (a, b), then replace them: values ('a', 'b')",
        "reinsert into t (name, phone) values ('a', 'b')",
        "INSERT INTO t VALUES ('蔺海涛', '13800012001');",
        "CREATE TABLE t (name varchar(10) COMMENT '菜单', phone varchar(9",
    ] {
        assert!(read(text).1.is_empty(), "{text}");
    }
}

#[test]
fn lines_of_statements_are_no_table_of_lines() {
    let text = "姓名,身份证号\nINSERT INTO t(xm) VALUES ('a')\n\nINSERT INTO t (xm,phone) VALUES\n('王伟',1),\n('李强',2);";
    let tables = embedded(Detector::new().labels(), text);
    assert_eq!(tables.iter().map(|table| table.rows.len()).collect::<Vec<_>>(), [2]);
}

#[test]
fn a_thing_may_have_a_name() {
    let columns = |text| read(text).0;
    assert_eq!(columns("INSERT INTO server (name, ip) VALUES ('主数据库', '10.0.0.1');"), ["-", "ip"]);
    assert_eq!(columns("INSERT INTO t (xm, xb) VALUES ('王伟', '男');"), ["person", "sex"]);
}

/// Rows are the same wherever the text is cut, long values and rows included.
#[test]
fn rows_go_on_in_the_next_piece() {
    let long = "长".repeat(900);
    let text = format!(
        "CREATE TABLE t (f1 varchar(9) COMMENT '姓名', f2 text, f3 varchar(9) COMMENT '银行账号', f4 text);\n\
         INSERT INTO t VALUES ('王伟','it''s','81','{x}'),('李强','{long}''{long}\\'{long}','82',''),('芮小梅','{x}{x}{x}','83','{x}{x}');\n\
         INSERT INTO t VALUES ('逯成',NULL,84,'');\n\
         COPY t (f1, f2, f3) FROM stdin;\n王芳\t{x}\t85\n{long}{long}\t\t86\n窦芃\t\\N\t87\n\\.\n\
         UPDATE t SET f1 = '田野', f2 = '{x}', f3 = '88' WHERE id = 9;\n",
        x = "短".repeat(150),
    );
    let detector = Detector::new();
    let whole: Vec<Span> = spans(&embedded(detector.labels(), &text), 0);
    assert_eq!(whole.len(), 10, "{whole:?}");
    for size in [7, 64, 333, 1000, 1024, 3000, 5000] {
        let (mut found, mut open, mut at) = (Vec::new(), Open::default(), 0);
        while at < text.len() {
            let end = boundary(&text, at + size);
            let (from, to) = (boundary(&text, at.saturating_sub(2045)), boundary(&text, end + 2045));
            let own = Span::new(at - from, end - from);
            let (tables, left) = embedded_in(detector.labels(), &text[from..to], own, open);
            let begin_here = |span: &Span| (at..end).contains(&span.start);
            found.extend(spans(&tables, from).into_iter().filter(begin_here));
            (open, at) = (left, end);
        }
        assert_eq!(found, whole, "{size}");
    }
}

fn spans(tables: &[Embedded], from: usize) -> Vec<Span> {
    tables.iter().flat_map(|table| &table.rows).map(|row| row.span.shifted(from)).collect()
}

fn boundary(text: &str, at: usize) -> usize {
    (at..text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len())
}

#[test]
fn reading_takes_no_longer_than_the_text_is() {
    for piece in [
        "insert into t (name, phone) values ('",
        "insert into `",
        "create table t (a '",
        "insert /*",
        "insert into t (name,phone) values (1,(",
        "comment on column a.b is '",
        "update t set name = '",
        "copy t (name, phone) from stdin;\n",
    ] {
        let text = ["values ", &piece.repeat(20_000)].concat();
        assert!(read(&text).1.len() < 20_000, "{piece}");
    }
}
