#!/usr/bin/env python3
"""What is left of a workbook or document once columns, sheets, rows or slides went out of it.

    YINMO=target/debug/yinmo python -m unittest test_columns      # in this folder, with the libraries of setup.sh

Files are built with openpyxl and python-docx, masked by the program, read again by the same libraries, and calculated anew
by LibreOffice where it is there.
"""

import csv
import io
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest
import zipfile

import docx
import openpyxl
import pptx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml import etree
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.table import Table

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from reopen import reopen

YINMO = pathlib.Path(os.environ.get("YINMO", pathlib.Path(__file__).resolve().parents[2] / "target/debug/yinmo")).resolve()
POLICY = """extends = "general-publication"
[columns.headings]
"病种" = "drop-column"
"说明" = "by-kind"
[documents]
strip = [%s]
"""


def mask(name, data, strip=()):
    """The masked file."""
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        (folder / name).write_bytes(data)
        (folder / "yinmo.toml").write_text(POLICY % ", ".join('"%s"' % extra for extra in strip), encoding="utf-8")
        out = folder / "out"
        ran = subprocess.run([str(YINMO), "mask", "--config", str(folder / "yinmo.toml"), "-O", str(out), str(folder / name)],
                             capture_output=True, text=True, timeout=60)
        files = [path for path in out.rglob("*") if path.is_file()] if out.exists() else []
        if len(files) != 1:
            raise AssertionError("nothing written: %s%s" % (ran.stdout, ran.stderr))
        problems = reopen(files[0], with_office=False)
        if problems:
            raise AssertionError(problems)
        return files[0].read_bytes()


def saved(book):
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def calculated(data, sheet_number=1):
    """The rows of a sheet as LibreOffice shows them, which calculates where there are no values."""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "book.xlsx"
        path.write_bytes(data)
        subprocess.run(["soffice", "--headless", "-env:UserInstallation=file://%s/profile" % folder, "--convert-to",
                        "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,%d" % sheet_number,
                        "--outdir", folder, str(path)], capture_output=True, timeout=120, check=True)
        (out,) = pathlib.Path(folder).glob("*.csv")
        return list(csv.reader(io.StringIO(out.read_text(encoding="utf-8"))))


def parts(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}


def people():
    """A list with everything that names its cells."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "名单"
    sheet.append(["救助名单"])
    sheet.merge_cells("A1:F1")
    sheet.append(["序号", "乡镇", "病种", "金额", "折算", "说明"])
    for nth in range(3, 9):
        sheet.append([nth - 2, "甲乡", "肺癌", 100 * nth, "=D%d*2" % nth, "=C%d" % nth])
    sheet["H3"] = "=SUM(D3:D8)"
    sheet["H4"] = "=SUM(C3:D8)"
    sheet["H5"] = "=INDEX(A3:F8,2,1)"
    sheet["H6"] = "=SUM($D:$D)"
    for column, width in zip("ABCDEF", (5, 10, 15, 20, 25, 30)):
        sheet.column_dimensions[column].width = width
    sheet.auto_filter.ref = "A2:F8"
    sheet.auto_filter.add_filter_column(3, ["300"])
    sheet.freeze_panes = "D3"
    sheet.print_area = "A1:F8"
    sheet.print_title_cols = "A:B"
    choice = DataValidation(type="list", formula1='"是,否"')
    choice.add("F3:F8")
    sheet.add_data_validation(choice)
    gone = DataValidation(type="list", formula1="$C$3:$C$8")
    gone.add("C3:C8")
    sheet.add_data_validation(gone)
    fill = PatternFill("solid", bgColor="FFFF0000")
    sheet.conditional_formatting.add("D3:D8", FormulaRule(formula=["D3>300"], fill=fill))
    sheet.conditional_formatting.add("C3:E8", FormulaRule(formula=["$D3>300"], fill=fill))
    sheet["D3"].comment = Comment("核对过", "甲")
    sheet["C3"].comment = Comment("确诊", "甲")
    sheet["F3"].hyperlink = "#名单!D3"
    sheet["F4"].hyperlink = Hyperlink(ref="F4", location="名单!D4")
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=4, min_row=2, max_row=8), titles_from_data=True)
    chart.set_categories(Reference(sheet, min_col=3, min_row=3, max_row=8))
    sheet.add_chart(chart, "J2")
    book.defined_names["金额"] = DefinedName("金额", attr_text="名单!$D$3:$D$8")
    book.defined_names["病"] = DefinedName("病", attr_text="名单!$C$3:$C$8")
    total = book.create_sheet("汇总")
    total["A1"] = "=SUM(名单!D3:D8)"
    total["A2"] = "='名单'!E3"
    total["A3"] = "=SUM(金额)"
    total["A4"] = '="名单!C3"'
    total["A5"] = "=名单!C3"
    return book


class DroppedColumns(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.data = mask("名单.xlsx", saved(people()))
        cls.book = openpyxl.load_workbook(io.BytesIO(cls.data))
        cls.sheet = cls.book["名单"]

    def test_cells_move(self):
        rows = [[cell.value for cell in row[:5]] for row in self.sheet.iter_rows(min_row=1, max_row=3)]
        self.assertEqual(rows[0][0], "救助名单")
        self.assertEqual(rows[1], ["序号", "乡镇", "金额", "折算", "说明"])
        self.assertEqual(rows[2], [1, "甲乡", 300, "=C3*2", "=#REF!"])

    def test_formulas(self):
        formulas = [self.sheet["G%d" % row].value for row in range(3, 7)]
        self.assertEqual(formulas, ["=SUM(C3:C8)", "=SUM(C3:C8)", "=INDEX(A3:E8,2,1)", "=SUM($C:$C)"])
        total = self.book["汇总"]
        self.assertEqual([total["A%d" % row].value for row in range(1, 6)],
                         ["=SUM(名单!C3:C8)", "='名单'!D3", "=SUM(金额)", '="名单!C3"', "=名单!#REF!"])

    def test_what_names_cells(self):
        sheet = self.sheet
        self.assertEqual([str(merged) for merged in sheet.merged_cells.ranges], ["A1:E1"])
        self.assertEqual([round(sheet.column_dimensions[column].width) for column in "ABCDE"], [5, 10, 20, 25, 30])
        self.assertEqual((sheet.auto_filter.ref, [column.colId for column in sheet.auto_filter.filterColumn]), ("A2:E8", [2]))
        self.assertEqual(sheet.freeze_panes, "C3")
        self.assertEqual((sheet.print_area, sheet.print_title_cols), ("'名单'!$A$1:$E$8", "$A:$B"))
        self.assertEqual([(str(v.sqref), v.formula1) for v in sheet.data_validations.dataValidation], [("E3:E8", '"是,否"')])
        rules = {str(ranges.sqref): [rule.formula for rule in found] for ranges, found in sheet.conditional_formatting._cf_rules.items()}
        self.assertEqual(rules, {"C3:C8": [["C3>300"]], "C3:D8": [["$C3>300"]]})
        self.assertIsNone(sheet["D3"].comment)
        self.assertEqual((sheet["E3"].hyperlink.target, sheet["E3"].hyperlink.ref), ("#名单!C3", "E3"))
        self.assertEqual((sheet["E4"].hyperlink.location, sheet["E4"].hyperlink.ref), ("名单!C4", "E4"))
        names = {name: defined.attr_text for name, defined in self.book.defined_names.items()}
        self.assertEqual(names["金额"], "名单!$C$3:$C$8")
        self.assertEqual(names["病"], "名单!#REF!")

    def test_charts(self):
        chart = next(text for name, text in parts(self.data).items() if "/charts/chart" in name)
        self.assertIn("'名单'!$C$3:$C$8", chart)
        self.assertIn("#REF!", chart)
        drawing = next(text for name, text in parts(self.data).items() if "/drawings/drawing" in name)
        self.assertIn("col>8<", drawing)

    def test_nothing_is_left(self):
        for name, text in parts(self.data).items():
            self.assertNotIn("肺癌", text, name)
            self.assertNotIn("病种", text, name)

    @unittest.skipUnless(shutil.which("soffice"), "LibreOffice")
    def test_libreoffice_calculates_the_same(self):
        rows = calculated(self.data)
        self.assertEqual(rows[2][:4], ["1", "甲乡", "300", "600"])
        self.assertEqual([rows[row][6] for row in (2, 3, 5)], ["3300", "3300", "3300"])
        self.assertEqual([row[0] for row in calculated(self.data, 2)][:4], ["3300", "600", "3300", "名单!C3"])


class OtherTables(unittest.TestCase):
    def test_a_column_that_another_table_needs_is_emptied(self):
        book = openpyxl.Workbook()
        sheet = book.active
        for row in (["序号", "病种", "金额"], [1, "肺癌", 3], [2, "肺癌", 4], [], ["序号", "乡镇", "户数"], [1, "甲乡", 5], [2, "乙乡", 6]):
            sheet.append(row)
        sheet = openpyxl.load_workbook(io.BytesIO(mask("两张表.xlsx", saved(book)))).active
        self.assertEqual([[cell.value or "" for cell in row] for row in sheet.iter_rows(max_row=2)], [["序号", "", "金额"], [1, "", 3]])
        self.assertEqual([cell.value for cell in sheet[6]], [1, "甲乡", 5])

    def test_a_named_table_loses_the_column(self):
        book = openpyxl.Workbook()
        sheet = book.active
        for row in (["序号", "乡镇", "病种", "金额"], [1, "甲乡", "肺癌", 3], [2, "乙乡", "肺癌", 4]):
            sheet.append(row)
        sheet.add_table(Table(displayName="表1", ref="A1:D3"))
        sheet["F1"] = "=SUM(表1[金额])"
        sheet["F2"] = "=COUNTA(表1[病种])"
        data = mask("表.xlsx", saved(book))
        sheet = openpyxl.load_workbook(io.BytesIO(data)).active
        table = sheet.tables["表1"]
        self.assertEqual((table.ref, table.autoFilter.ref, table.column_names), ("A1:C3", "A1:C3", ["序号", "乡镇", "金额"]))
        self.assertEqual((sheet["E1"].value, sheet["E2"].value), ("=SUM(表1[金额])", "=COUNTA(#REF!)"))


class Hidden(unittest.TestCase):
    def book(self):
        book = openpyxl.Workbook()
        sheet = book.active
        sheet.title = "公示"
        for row in (["序号", "乡镇", "金额"], [1, "甲乡", 3], [2, "乙乡", 4], [3, "丙乡", 5]):
            sheet.append(row)
        sheet["D2"] = "=字典!A1"
        sheet["D3"] = "=SUM(C2:C4)"
        choice = DataValidation(type="list", formula1="字典!$A$1:$A$3")
        choice.add("B2:B4")
        sheet.add_data_validation(choice)
        book.create_sheet("字典", 0).append(["甲类"])
        book["字典"].sheet_state = "hidden"
        book["字典"].print_area = "A1:B2"
        book["公示"].print_area = "A1:D4"
        book.create_sheet("附表").append(["无"])
        book.active = 1
        book.defined_names["类别"] = DefinedName("类别", attr_text="字典!$A$1")
        return book

    def test_sheets(self):
        book = self.book()
        data = mask("公示.xlsx", saved(book), ["hidden-sheets", "metadata"])
        book = openpyxl.load_workbook(io.BytesIO(data))
        self.assertEqual(book.sheetnames, ["公示", "附表"])
        self.assertEqual((book.active.title, book["公示"].print_area), ("公示", "'公示'!$A$1:$D$4"))
        self.assertEqual(book["公示"]["D3"].value, "=SUM(C2:C4)")
        self.assertIsNone(book["公示"]["D2"].value)
        self.assertEqual(book["公示"].data_validations.dataValidation, [])
        for name, text in parts(data).items():
            self.assertNotIn("甲类", text, name)
            self.assertNotIn("字典", text, name)

    def test_rows_and_columns(self):
        book = self.book()
        sheet = book["公示"]
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["B"].hidden = True
        sheet["C5"] = "=SUM(C2:C4)"
        data = mask("公示.xlsx", saved(book), ["hidden-rows-and-columns", "metadata"])
        sheet = openpyxl.load_workbook(io.BytesIO(data))["公示"]
        self.assertEqual([[cell.value for cell in row[:2]] for row in sheet.iter_rows(max_row=4)],
                         [["序号", "金额"], [1, 3], [3, 5], [None, "=SUM(B2:B3)"]])
        self.assertNotIn("乙乡", "".join(parts(data).values()))


class Documents(unittest.TestCase):
    def table(self):
        document = docx.Document()
        table = document.add_table(rows=0, cols=4)
        table.style = "Table Grid"
        for row in (["救助名单", "", "", ""], ["序号", "乡镇", "病种", "金额"], ["1", "甲乡", "肺癌", "300"], ["2", "甲乡", "肺癌", "400"]):
            for cell, text in zip(table.add_row().cells, row):
                cell.text = text
        table.cell(0, 0).merge(table.cell(0, 3))
        table.cell(2, 1).merge(table.cell(3, 1))
        out = io.BytesIO()
        document.save(out)
        return out.getvalue()

    def test_a_table_loses_the_column(self):
        data = mask("名单.docx", self.table())
        table = docx.Document(io.BytesIO(data)).tables[0]
        self.assertEqual(len(table.columns), 3)
        self.assertEqual([[cell.text for cell in row.cells] for row in table.rows][1:3], [["序号", "乡镇", "金额"], ["1", table.cell(2, 1).text, "300"]])
        self.assertEqual(table.rows[0].cells[2].text.strip(), "救助名单")
        self.assertNotIn("肺癌", parts(data)["word/document.xml"])

    def test_deleted_rows_and_hidden_text_go(self):
        document = docx.Document()
        paragraph = document.add_paragraph("关于公示的")
        paragraph.add_run("内部意见").font.hidden = True
        paragraph.add_run("说明")
        for rows in (("甲乡", "乙乡"), ("丙乡",)):
            table = document.add_table(rows=0, cols=1)
            for nth, text in enumerate(rows):
                row = table.add_row()
                row.cells[0].text = text
                if text != "甲乡":
                    mark = OxmlElement("w:del")
                    mark.set(qn("w:id"), "%d" % (nth + 7))
                    mark.set(qn("w:author"), "office")
                    row._tr.get_or_add_trPr().append(mark)
        out = io.BytesIO()
        document.save(out)
        document = docx.Document(io.BytesIO(mask("说明.docx", out.getvalue(), ["tracked-changes", "vanished-text"])))
        self.assertEqual(document.paragraphs[0].text, "关于公示的说明")
        self.assertEqual([[cell.text for cell in table.columns[0].cells] for table in document.tables], [["甲乡"]])


class Presentations(unittest.TestCase):
    def test_a_column_of_a_table_on_a_slide_goes(self):
        deck = pptx.Presentation()
        slide = deck.slides.add_slide(deck.slide_layouts[5])
        rows = [["救助名单", "", "", ""], ["姓名", "身份证号", "病种", "金额"],
                ["张三丰", "330106190102030017", "尿毒症", "500"], ["李四光", "330106190102030025", "糖尿病", "600"]]
        table = slide.shapes.add_table(len(rows), 4, 0, 0, 4000000, 900000).table
        for row, cells in zip(table.rows, rows):
            for cell, text in zip(row.cells, cells):
                cell.text = text
        table.cell(0, 0).merge(table.cell(0, 3))
        out = io.BytesIO()
        deck.save(out)
        deck = pptx.Presentation(io.BytesIO(mask("名单.pptx", out.getvalue())))
        table = next(shape for shape in deck.slides[0].shapes if shape.has_table).table
        self.assertEqual(len(table.columns), 3)
        self.assertEqual([len(row.cells) for row in table.rows], [3] * 4)
        self.assertEqual((table.cell(0, 0).span_width, table.cell(0, 0).text), (3, "救助名单"))
        self.assertEqual([cell.text for cell in table.rows[1].cells], ["姓名", "身份证号", "金额"])
        self.assertEqual(table.cell(2, 2).text, "500")
        self.assertNotIn("330106190102030017", table.cell(2, 1).text)

    def test_hidden_slides_go(self):
        deck = pptx.Presentation()
        for text in ("公示说明", "内部意见", "联系方式"):
            slide = deck.slides.add_slide(deck.slide_layouts[5])
            slide.shapes.title.text = text
            slide.notes_slide.notes_text_frame.text = text + "备注"
        deck.slides[1]._element.set("show", "0")
        ids = [slide.get("id") for slide in deck.slides._sldIdLst]
        sections = """<p:extLst xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"><p:ext uri="{521415D9-36F7-43E2-AB2F-B90AF26B5E84}">
            <p14:sectionLst xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main"><p14:section name="s" id="{A0B1C2D3-0000-4000-8000-000000000001}">
            <p14:sldIdLst>%s</p14:sldIdLst></p14:section></p14:sectionLst></p:ext></p:extLst>""" % "".join('<p14:sldId id="%s"/>' % one for one in ids)
        element = deck.part._element
        for old in element.findall("{http://schemas.openxmlformats.org/presentationml/2006/main}extLst"):
            element.remove(old)
        element.append(etree.fromstring(sections))
        out = io.BytesIO()
        deck.save(out)
        data = mask("说明.pptx", out.getvalue(), ["hidden-slides"])
        deck = pptx.Presentation(io.BytesIO(data))
        self.assertEqual([slide.shapes.title.text for slide in deck.slides], ["公示说明", "联系方式"])
        main = parts(data)["ppt/presentation.xml"]
        self.assertEqual([main.count('"%s"' % one) for one in ids], [2, 0, 2])
        self.assertNotIn("内部意见", "".join(parts(data).values()))


class Names(unittest.TestCase):
    """Sheets that are called by people."""

    def test_whatever_names_a_sheet_follows(self):
        book = openpyxl.Workbook()
        book.active.title = "汇总"
        for name, amount in (("王建坪", 5), ("王晓坪", 6)):
            sheet = book.create_sheet(name)
            sheet.append(["户主", name])
            sheet.append(["金额", amount])
            sheet.print_area = "A1:B2"
        for row, formula in enumerate(["=王建坪!B2", "='王晓坪'!B2*2", "=SUM(金额)"], 1):
            book["汇总"].cell(row, 1, formula)
        book["汇总"]["B1"].hyperlink = Hyperlink(ref="B1", location="王晓坪!A1")
        choice = DataValidation(type="list", formula1="王建坪!$A$1:$A$2")
        choice.add("C1")
        book["汇总"].add_data_validation(choice)
        book.defined_names["金额"] = DefinedName("金额", attr_text="王建坪!$B$2,王晓坪!$B$2")
        chart = BarChart()
        chart.add_data(Reference(book["王晓坪"], min_col=2, min_row=2, max_row=2))
        book["汇总"].add_chart(chart, "J2")
        data = mask("汇总.xlsx", saved(book))
        book = openpyxl.load_workbook(io.BytesIO(data))
        _, one, other = book.sheetnames
        self.assertEqual((one, other), ("王＊坪", "王＊坪（2）"))
        self.assertEqual(book["汇总"]["B1"].hyperlink.location, "'%s'!A1" % other)
        self.assertEqual(book["汇总"].data_validations.dataValidation[0].formula1, "'%s'!$A$1:$A$2" % one)
        self.assertEqual(book.defined_names["金额"].attr_text, "'%s'!$B$2,'%s'!$B$2" % (one, other))
        self.assertEqual([book[name].print_area for name in (one, other)], ["'%s'!$A$1:$B$2" % name for name in (one, other)])
        formulas = [book["汇总"]["A%d" % row].value for row in (1, 2, 3)]
        self.assertEqual(formulas, ["='%s'!B2" % one, "='%s'!B2*2" % other, "=SUM(金额)"])
        chart = next(text for name, text in parts(data).items() if "/charts/chart" in name)
        self.assertIn(other, chart)
        for name, text in parts(data).items():
            self.assertNotIn("王建坪", text, name)
            self.assertNotIn("王晓坪", text, name)


class Outside(unittest.TestCase):
    def test_other_workbooks_go(self):
        book = openpyxl.Workbook()
        sheet = book.active
        sheet["A1"], sheet["A2"] = "=[1]人员!A1", "=SUM(B1:B2)"
        book.defined_names["外"] = DefinedName("外", attr_text="[1]人员!$A$1")
        data = io.BytesIO(saved(book))
        out = io.BytesIO()
        link = ('<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
                '<externalBook r:id="rId1"><sheetNames><sheetName val="人员"/></sheetNames><sheetDataSet><sheetData sheetId="0"><row r="1"><cell r="A1" t="str"><v>内部意见</v></cell></row></sheetData></sheetDataSet></externalBook></externalLink>')
        lead = ('<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId%s" '
                'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/%s" Target="%s"%s/></Relationships>')
        with zipfile.ZipFile(data) as archive, zipfile.ZipFile(out, "w") as copy:
            for name in archive.namelist():
                part = archive.read(name).decode()
                if name == "[Content_Types].xml":
                    part = part.replace("</Types>", '<Override PartName="/xl/externalLinks/externalLink1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.externalLink+xml"/></Types>')
                if name == "xl/_rels/workbook.xml.rels":
                    more = lead % ("99", "externalLink", "externalLinks/externalLink1.xml", "")
                    part = part.replace("</Relationships>", more[more.index("<Relationship "):])
                if name == "xl/workbook.xml":
                    part = part.replace("<definedNames>", '<externalReferences><externalReference xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rId99"/></externalReferences><definedNames>')
                copy.writestr(name, part)
            copy.writestr("xl/externalLinks/externalLink1.xml", link)
            copy.writestr("xl/externalLinks/_rels/externalLink1.xml.rels", lead % ("1", "externalLinkPath", "人员.xlsx", ' TargetMode="External"'))
        data = mask("名单.xlsx", out.getvalue(), ["external-links"])
        book = openpyxl.load_workbook(io.BytesIO(data))
        self.assertEqual((book.active["A1"].value, book.active["A2"].value, book.defined_names["外"].attr_text), (None, "=SUM(B1:B2)", "#REF!"))
        self.assertFalse([name for name in parts(data) if "externalLink" in name])
        self.assertNotIn("externalReference", parts(data)["xl/workbook.xml"])


if __name__ == "__main__":
    unittest.main()
