//! What becomes of parts, as they are written.

use std::collections::{HashMap, HashSet};

use super::cut::Cut;
use super::parts::{BookRules, CacheRules, ChartRules, TableRules, VmlRules};
use super::plan::Plan;
use super::reference::Reference;
use super::rename;
use super::sheet::SheetRules;
use super::survey::{Around, Survey, Wish};
use crate::mapped::Edits;
use crate::package::walk::{Rules, walk};

/// A plan in which column C of the sheet 名单 goes, and rows 3 and 4 if `rows`.
fn plan(rows: &[u32]) -> Plan {
    let mut plan = Plan::default();
    plan.cut("名单", Cut { columns: [3].into_iter().collect(), rows: rows.iter().copied().collect() });
    plan
}

fn written(text: &str, rules: &mut impl Rules) -> String {
    let mut edits = Edits::default();
    walk((0, text), rules, &mut edits).unwrap();
    String::from_utf8(edits.apply(0, text.as_bytes()).unwrap()).unwrap()
}

/// A part of the sheet 名单.
fn on_sheet(text: &str, plan: &Plan) -> String {
    written(text, &mut SheetRules::new(text, plan, "名单", &HashMap::new()))
}

#[test]
fn cells_move_whether_or_not_they_say_where_they_stand() {
    assert_eq!(
        on_sheet(
            "<x:sheetData><x:row r='2' spans='1:5'><x:c r='A2'/><x:c r='C2'><x:v>1</x:v></x:c><x:c s='1'><x:v>2</x:v></x:c><x:c/></x:row></x:sheetData>",
            &plan(&[])
        ),
        "<x:sheetData><x:row r='2' spans='1:4'><x:c r='A2'/><x:c r=\"C2\" s='1'><x:v>2</x:v></x:c><x:c r=\"D2\"/></x:row></x:sheetData>"
    );
    assert_eq!(
        on_sheet(
            "<sheetData><row r=\"2\"/><row r=\"3\"><c/></row><row><c/></row><row><c/></row></sheetData>",
            &plan(&[3, 4])
        ),
        "<sheetData><row r=\"2\"/><row r=\"3\"><c r=\"A3\"/></row></sheetData>"
    );
}

#[test]
fn formulas_that_cells_share_are_written_out() {
    let text = "<sheetData>\
        <row r=\"1\"><c r=\"E1\"><f t=\"shared\" ref=\"E1:E3\" si=\"0\">D1*$B$1</f><v>1</v></c></row>\
        <row r=\"2\"><c r=\"E2\"><f t=\"shared\" si=\"0\"/><v>2</v></c></row>\
        <row r=\"3\"><c r=\"E3\"><f t=\"shared\" si=\"0\"></f><v>3</v></c></row></sheetData>";
    assert_eq!(
        on_sheet(text, &plan(&[])),
        "<sheetData>\
        <row r=\"1\"><c r=\"D1\"><f>C1*$B$1</f><v>1</v></c></row>\
        <row r=\"2\"><c r=\"D2\"><f>C2*$B$1</f><v>2</v></c></row>\
        <row r=\"3\"><c r=\"D3\"><f>C3*$B$1</f><v>3</v></c></row></sheetData>"
    );
    // The first of them goes, and the others stay.
    let text = "<sheetData><row r=\"1\"><c r=\"C1\"><f t=\"shared\" ref=\"C1:D1\" si=\"0\">A1&amp;B1</f></c><c r=\"D1\"><f t=\"shared\" si=\"0\"/></c></row></sheetData>";
    assert_eq!(
        on_sheet(text, &plan(&[])),
        "<sheetData><row r=\"1\"><c r=\"C1\"><f>B1&amp;#REF!</f></c></row></sheetData>"
    );
    // On another sheet only what has to do with it.
    let text = "<sheetData><row r=\"1\"><c r=\"A1\"><f t=\"shared\" ref=\"A1:B1\" si=\"0\">名单!B1</f></c><c r=\"B1\"><f t=\"shared\" si=\"0\"/></c>\
        <c r=\"C1\"><f t=\"shared\" ref=\"C1:D1\" si=\"1\">A1</f></c><c r=\"D1\"><f t=\"shared\" si=\"1\"/></c></row></sheetData>";
    let (plan, none) = (plan(&[]), HashMap::new());
    assert_eq!(
        written(text, &mut SheetRules::new(text, &plan, "汇总", &none)),
        "<sheetData><row r=\"1\"><c r=\"A1\"><f>名单!B1</f></c><c r=\"B1\"><f>名单!#REF!</f></c>\
        <c r=\"C1\"><f t=\"shared\" ref=\"C1:D1\" si=\"1\">A1</f></c><c r=\"D1\"><f t=\"shared\" si=\"1\"/></c></row></sheetData>"
    );
}

#[test]
fn what_a_formula_came_to_goes_with_the_cells_and_stays_without_the_sheet() {
    let cell = |f: &str| {
        format!("<sheetData><row r=\"1\"><c r=\"A1\" t=\"str\"><f>{f}</f><v>肺癌</v></c></row></sheetData>")
    };
    let mut plan = plan(&[]);
    plan.leave("字典");
    assert_eq!(
        on_sheet(&cell("C1"), &plan),
        "<sheetData><row r=\"1\"><c r=\"A1\" t=\"e\"><f>#REF!</f><v>#REF!</v></c></row></sheetData>"
    );
    assert_eq!(
        on_sheet(&cell("字典!A1"), &plan),
        "<sheetData><row r=\"1\"><c r=\"A1\" t=\"str\"><v>肺癌</v></c></row></sheetData>"
    );
}

#[test]
fn formulas_over_areas_follow_them() {
    assert_eq!(
        on_sheet(
            "<sheetData><row r=\"1\"><c r=\"E1\"><f t=\"array\" ref=\"E1:F2\" ca=\"1\">D1:D2*2</f></c></row></sheetData>",
            &plan(&[])
        ),
        "<sheetData><row r=\"1\"><c r=\"D1\"><f ref=\"D1:E2\" t=\"array\" ca=\"1\">C1:C2*2</f></c></row></sheetData>"
    );
    assert_eq!(
        on_sheet(
            "<sheetData><row r=\"2\"><c r=\"E2\"><f t=\"dataTable\" ref=\"E2:E9\" dt2D=\"0\" r1=\"C1\"/><v>1</v></c></row></sheetData>",
            &plan(&[])
        ),
        "<sheetData><row r=\"2\"><c r=\"D2\"><v>1</v></c></row></sheetData>"
    );
}

#[test]
fn what_names_cells_of_the_sheet_follows() {
    for (text, expected) in [
        (
            "<cols><col min=\"2\" max=\"4\" width=\"9\"/><col min=\"5\" max=\"16384\"/></cols>",
            "<cols><col min=\"2\" max=\"3\" width=\"9\"/><col min=\"4\" max=\"16384\"/></cols>",
        ),
        ("<cols><col min=\"3\" max=\"3\"/></cols>", ""),
        (
            "<mergeCells count=\"3\"><mergeCell ref=\"C1:D1\"/><mergeCell ref=\"A1:E2\"/><mergeCell ref=\"C3:C4\"/></mergeCells>",
            "<mergeCells count=\"1\"><mergeCell ref=\"A1:D2\"/></mergeCells>",
        ),
        (
            "<autoFilter ref=\"B1:F9\"><filterColumn colId=\"1\"/><filterColumn colId=\"4\"/></autoFilter>",
            "<autoFilter ref=\"B1:E9\"><filterColumn colId=\"3\"/></autoFilter>",
        ),
        (
            "<sheetView topLeftCell=\"C3\"><pane xSplit=\"3\" ySplit=\"1\" topLeftCell=\"D2\" state=\"frozen\"/><selection activeCell=\"C3\" sqref=\"C3\"/></sheetView>",
            "<sheetView topLeftCell=\"C3\"><pane xSplit=\"2\" ySplit=\"1\" topLeftCell=\"C2\" state=\"frozen\"/><selection activeCell=\"C3\" sqref=\"C3\"/></sheetView>",
        ),
        (
            "<colBreaks count=\"2\" manualBreakCount=\"2\"><brk id=\"2\"/><brk id=\"5\"/></colBreaks>",
            "<colBreaks count=\"2\" manualBreakCount=\"2\"><brk id=\"2\"/><brk id=\"4\"/></colBreaks>",
        ),
        (
            "<hyperlinks><hyperlink ref=\"C1\" location=\"A1\"/><hyperlink ref=\"D1\" location=\"名单!D9\"/></hyperlinks>",
            "<hyperlinks><hyperlink ref=\"C1\" location=\"名单!C9\"/></hyperlinks>",
        ),
        ("<ignoredErrors><ignoredError sqref=\"C1:C9\"/></ignoredErrors>", ""),
        (
            "<protectedRanges><protectedRange sqref=\"B1:D9 C2\"/></protectedRanges>",
            "<protectedRanges><protectedRange sqref=\"B1:C9\"/></protectedRanges>",
        ),
        (
            "<scenarios><scenario count=\"2\"><inputCells r=\"C1\"/><inputCells r=\"D1\"/></scenario></scenarios>",
            "<scenarios><scenario count=\"1\"><inputCells r=\"C1\"/></scenario></scenarios>",
        ),
        (
            "<conditionalFormatting sqref=\"C2:D9\"><cfRule><formula>C2&gt;$E2</formula></cfRule></conditionalFormatting>",
            "<conditionalFormatting sqref=\"C2:C9\"><cfRule><formula>C2&gt;$E2</formula></cfRule></conditionalFormatting>",
        ),
        (
            "<conditionalFormatting sqref=\"A2:A9\"><cfRule><formula>$C2&gt;1</formula></cfRule></conditionalFormatting>",
            "",
        ),
        (
            "<extLst><ext><x14:dataValidations count=\"1\"><x14:dataValidation><x14:formula1><xm:f>名单!$C$1:$C$9</xm:f></x14:formula1><xm:sqref>A1</xm:sqref></x14:dataValidation></x14:dataValidations></ext></extLst>",
            "",
        ),
        (
            "<sparklineGroup><sparklines><sparkline><xm:f>名单!A1:E1</xm:f><xm:sqref>F1</xm:sqref></sparkline></sparklines></sparklineGroup>",
            "<sparklineGroup><sparklines><sparkline><xm:f>名单!A1:D1</xm:f><xm:sqref>E1</xm:sqref></sparkline></sparklines></sparklineGroup>",
        ),
        (
            "<xdr:from><xdr:col>3</xdr:col><xdr:row>1</xdr:row></xdr:from>",
            "<xdr:from><xdr:col>2</xdr:col><xdr:row>1</xdr:row></xdr:from>",
        ),
        ("<comment ref=\"C1\"/><comment ref=\"E1\"/>", "<comment ref=\"D1\"/>"),
    ] {
        let text = format!("<a>{text}</a>");
        let out = on_sheet(&text, &plan(&[]));
        // A formula that does not change is not touched, whatever stands around it.
        let expected = expected.replace("C2&gt;$E2", "C2&gt;$D2");
        assert_eq!(out, format!("<a>{expected}</a>"));
    }
}

#[test]
fn a_table_loses_its_columns() {
    let (plan, none) = (plan(&[]), HashMap::new());
    let text = "<table ref=\"B1:D9\"><autoFilter ref=\"B1:D9\"/><tableColumns count=\"3\"><tableColumn id=\"1\" name=\"甲\"/>\
        <tableColumn id=\"2\" name=\"乙\"><calculatedColumnFormula>A1</calculatedColumnFormula></tableColumn><tableColumn id=\"3\" name=\"丙\"/></tableColumns></table>";
    let sheet = SheetRules::new(text, &plan, "名单", &none);
    let mut rules = TableRules { sheet, cut: plan.cut_of("名单"), next: 1 };
    assert_eq!(
        written(text, &mut rules),
        "<table ref=\"B1:C9\"><autoFilter ref=\"B1:C9\"/><tableColumns count=\"2\"><tableColumn id=\"1\" name=\"甲\"/>\
        <tableColumn id=\"3\" name=\"丙\"/></tableColumns></table>"
    );
}

#[test]
fn charts_keep_no_copy_of_what_went() {
    let plan = plan(&[]);
    let text = "<ser><cat><strRef><f>名单!$C$2:$C$9</f><strCache><pt><v>肺癌</v></pt></strCache></strRef></cat>\
        <val><numRef><f>名单!$D$2:$D$9</f><numCache><pt><v>5</v></pt></numCache></numRef></val></ser>";
    assert_eq!(
        written(text, &mut ChartRules { plan: &plan, is_stale: false }),
        "<ser><cat><strRef><f>#REF!</f></strRef></cat>\
        <val><numRef><f>名单!$C$2:$C$9</f><numCache><pt><v>5</v></pt></numCache></numRef></val></ser>"
    );
}

#[test]
fn pivot_caches_keep_no_copy_of_what_went() {
    let plan = plan(&[]);
    let text = "<def><cacheSource><worksheetSource ref=\"B1:D9\" sheet=\"名单\"/></cacheSource><cacheFields>\
        <cacheField name=\"甲\"><sharedItems><s v=\"是\"/></sharedItems></cacheField>\
        <cacheField name=\"乙\"><sharedItems><s v=\"肺癌\"/><n v=\"7\"/></sharedItems></cacheField></cacheFields></def>";
    let mut rules = CacheRules::new(&plan);
    assert_eq!(
        written(text, &mut rules),
        "<def><cacheSource><worksheetSource ref=\"B1:C9\" sheet=\"名单\"/></cacheSource><cacheFields>\
        <cacheField name=\"甲\"><sharedItems><s v=\"是\"/></sharedItems></cacheField>\
        <cacheField name=\"乙\"><sharedItems><s v=\"*1\"/><n v=\"2\"/></sharedItems></cacheField></cacheFields></def>"
    );
    assert_eq!(rules.gone, HashSet::from([1]));
    let mut records = CacheRules::new(&plan);
    (records.gone, records.are_records) = (rules.gone, true);
    assert_eq!(
        written(
            "<rs><r><s v=\"是\"/><s v=\"肺癌\"/><x v=\"1\"/></r><r><x v=\"0\"/><x v=\"0\"/><n v=\"3\"/></r></rs>",
            &mut records
        ),
        "<rs><r><s v=\"是\"/><s v=\"*1\"/><x v=\"1\"/></r><r><x v=\"0\"/><x v=\"0\"/><n v=\"3\"/></r></rs>"
    );
}

#[test]
fn shapes_of_comments_go_with_their_cells() {
    let plan = plan(&[]);
    let mut rules = VmlRules { plan: &plan, home: "名单", cut: plan.cut_of("名单") };
    let shape = |column: u32, anchor: &str| {
        format!(
            "<v:shape><x:ClientData><x:Anchor>{anchor}</x:Anchor><x:Row>1</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
        )
    };
    assert_eq!(
        written(
            &format!(
                "<xml>{}{}</xml>",
                shape(2, "3, 15, 0, 2, 5, 54, 4, 14"),
                shape(4, "5, 15, 0, 2, 7, 54, 4, 14")
            ),
            &mut rules
        ),
        format!("<xml>{}</xml>", shape(3, "4, 15, 0, 2, 6, 54, 4, 14"))
    );
}

#[test]
fn names_follow_sheets_that_go() {
    let mut plan = plan(&[]);
    plan.leave("字典");
    let text = "<workbook><bookViews><workbookView activeTab=\"2\" firstSheet=\"0\"/></bookViews>\
        <sheets><sheet name=\"字典\"/><sheet name=\"名单\"/><sheet name=\"附表\"/></sheets><definedNames>\
        <definedName name=\"_xlnm.Print_Area\" localSheetId=\"0\">字典!$A$1</definedName>\
        <definedName name=\"_xlnm.Print_Area\" localSheetId=\"1\">名单!$A$1:$D$9,名单!$C$1</definedName>\
        <definedName name=\"_xlnm.Print_Titles\" localSheetId=\"1\">名单!$C:$C</definedName>\
        <definedName name=\"类别\">字典!$A$1</definedName></definedNames></workbook>";
    let sheets =
        [("字典", false), ("名单", true), ("附表", true)].map(|(name, shown)| (name.to_owned(), shown));
    let mut rules = BookRules { plan: &plan, sheets: sheets.to_vec(), local: None, is_built_in: false };
    assert_eq!(
        written(text, &mut rules),
        "<workbook><bookViews><workbookView activeTab=\"1\" firstSheet=\"0\"/></bookViews>\
        <sheets><sheet name=\"名单\"/><sheet name=\"附表\"/></sheets><definedNames>\
        <definedName name=\"_xlnm.Print_Area\" localSheetId=\"0\">名单!$A$1:$C$9</definedName>\
        <definedName name=\"类别\">#REF!</definedName></definedNames></workbook>"
    );
}

/// Columns, rows, and cells with the columns that they take.
type Left = (Vec<u32>, Vec<u32>, Vec<(u32, u32, u32)>);

/// The columns and rows that go out of a sheet, and what stays of them where.
fn settled(text: &str, columns: &[(u32, &[u32])], hidden: bool, around: &Around) -> Left {
    let columns = columns.iter().map(|&(column, rows)| (column, rows.to_vec())).collect();
    let wish = Wish { columns, hidden_goes: hidden };
    let settled = Survey::of(text, &wish).unwrap().settle(&wish, around);
    let moves = settled.moves.iter().map(|(&(row, column), &to)| (row, column, to)).collect();
    (settled.cut.columns.iter().collect(), settled.cut.rows.iter().collect(), moves)
}

#[test]
fn columns_that_something_else_needs_stay() {
    let row = |number: u32, cells: &str| {
        let cells = cells.split_whitespace().map(|cell| format!("<c r=\"{cell}{number}\"><v>1</v></c>"));
        format!("<row r=\"{number}\">{}</row>", cells.collect::<String>())
    };
    let list = |above: &str, below: &str| {
        format!(
            "<a><sheetData>{}{}{}{}</sheetData></a>",
            row(1, above),
            row(2, "A B C"),
            row(3, "A B C"),
            row(4, below)
        )
    };
    let (gone, none): (&[(u32, &[u32])], _) = (&[(1, &[2, 3])], Around::default());
    assert_eq!(settled(&list("", ""), gone, false, &none).0, [1]);
    // A title has room beside it, another table has not.
    assert_eq!(settled(&list("A", ""), gone, false, &none), (vec![1], vec![], vec![(1, 1, 2)]));
    assert!(settled(&list("A B", ""), gone, false, &none).0.is_empty());
    assert!(settled(&list("", "A B"), gone, false, &none).0.is_empty());
    let merged = list("A", "")
        .replace("</sheetData>", "</sheetData><mergeCells><mergeCell ref=\"A1:C1\"/></mergeCells>");
    assert_eq!(settled(&merged, gone, false, &none).2, [(1, 1, 2)]);
    // A pivot table, and a table of nothing but the column.
    let area = |area| Reference::parse(area).into_iter().collect();
    let pivot = Around { fixed: area("A9:B12"), tables: Vec::new() };
    assert!(settled(&merged, gone, false, &pivot).0.is_empty());
    assert!(settled(&merged, gone, false, &Around { fixed: Vec::new(), tables: area("A1:A3") }).0.is_empty());
    assert_eq!(settled(&merged, gone, false, &Around { fixed: Vec::new(), tables: area("A1:B3") }).0, [1]);
    let array = list("", "")
        .replace("<c r=\"A3\"><v>1</v></c>", "<c r=\"A3\"><f t=\"array\" ref=\"A3:B3\">1</f></c>");
    assert!(settled(&array, gone, false, &none).0.is_empty());
}

#[test]
fn hidden_rows_and_columns_go_with_what_they_hold() {
    let text = "<a><cols><col min=\"2\" max=\"2\" hidden=\"1\"/><col min=\"9\" max=\"16384\" hidden=\"1\"/></cols><sheetData>\
        <row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"B1\"><v>1</v></c></row><row r=\"2\" hidden=\"1\"><c r=\"A2\"><v>1</v></c></row>\
        <row r=\"3\" hidden=\"1\"/></sheetData><mergeCells><mergeCell ref=\"A3:A4\"/></mergeCells></a>";
    assert_eq!(settled(text, &[], true, &Around::default()), (vec![2], vec![2], vec![]));
    assert_eq!(settled(text, &[], false, &Around::default()).0, Vec::<u32>::new());
}

#[test]
fn no_two_sheets_are_called_alike() {
    let settled = |names: &[(&str, &str)]| {
        let (old, new): (Vec<String>, Vec<String>) =
            names.iter().map(|&(old, new)| (old.to_owned(), new.to_owned())).unzip();
        rename::settled(&old, &new)
    };
    assert_eq!(
        settled(&[("张三", "张＊"), ("张四", "张＊"), ("a", "a"), ("b", "A")]),
        ["张＊", "张＊（2）", "a", "A（2）"]
    );
    assert_eq!(settled(&[("张三", "'")]), ["＊"]);
    let long = settled(&[("甲", &"长".repeat(40)), ("乙", &"长".repeat(40))]);
    assert_eq!(long.iter().map(|name| name.chars().count()).collect::<Vec<_>>(), [31, 31]);
}

#[test]
fn whatever_names_a_sheet_follows_its_name() {
    let renames: rename::Renames = [("张三".to_owned(), "张＊".to_owned())].into_iter().collect();
    for (text, expected) in [
        ("<f>张三!A1+'张三'!B2&amp;\"张三!A1\"</f>", "<f>'张＊'!A1+'张＊'!B2&amp;\"张三!A1\"</f>"),
        ("<definedName>张三:李四!$A$1</definedName>", "<definedName>'张＊:李四'!$A$1</definedName>"),
        ("<hyperlink location=\"张三!A1\"/>", "<hyperlink location=\"&#39;张＊&#39;!A1\"/>"),
        ("<Relationship Target='#张三!A1'/>", "<Relationship Target='#&#39;张＊&#39;!A1'/>"),
        ("<worksheetSource sheet=\"张三\" ref=\"A1\"/>", "<worksheetSource sheet=\"张＊\" ref=\"A1\"/>"),
        ("<t>张三!A1</t>", "<t>张三!A1</t>"),
        ("<f>&#x5F20;三!A1</f>", "<f>'张＊'!A1</f>"),
        ("<f>\"a&amp;张三!A1\"&amp;'张三'!A1</f>", "<f>\"a&amp;张三!A1\"&amp;'张＊'!A1</f>"),
        ("<f>[1]张三!A1</f>", "<f>[1]张三!A1</f>"),
    ] {
        let mut edits = Edits::default();
        // What else was to become of it gives way.
        if let Some(at) = text.find("张三!A1") {
            edits.push(0, at..at + 3, b"?");
            edits.withdraw(0, |_| {
                text.starts_with("<t>") || text.starts_with("<f>[") || text.starts_with("<f>\"")
            });
        }
        rename::follow((0, text), &renames, &mut edits).unwrap();
        let out = edits.apply(0, text.as_bytes()).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }
}
