"""Workbooks: xlsx, xlsm, one with embedded packages, one with what nobody can read."""

import io
import re

import openpyxl

from package import DECLARATION, Package, disguise, escape
from places import opc
from places.docx import CHART_TYPE, chart_xml

BOOK = "xl/workbook.xml"
S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NS = (f'xmlns="{S}" xmlns:r="{R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
      'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"')
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml."
STRINGS = "xl/sharedStrings.xml"


def fresh():
    out = io.BytesIO()
    openpyxl.Workbook().save(out)
    package = Package(out.getvalue())
    for part in ("docProps/core.xml", "docProps/app.xml", "xl/worksheets/sheet1.xml", STRINGS):
        if part in package.parts:
            package.drop(part)
    del package.parts["xl/_rels/workbook.xml.rels"]
    for name, kind in (("styles", "styles"), ("theme/theme1", "theme")):
        package.relate(BOOK, kind, name + ".xml")
    return package


class Strings:
    """The shared string table, filled as cells ask."""

    def __init__(self):
        self.items, self.used = [], 0

    def add(self, inner):
        self.items.append("<si>%s</si>" % inner)
        return len(self.items) - 1

    def cell(self, reference, text):
        return self.rich(reference, '<t xml:space="preserve">%s</t>' % escape(text))

    def rich(self, reference, inner):
        self.used += 1
        return '<c r="%s" t="s"><v>%d</v></c>' % (reference, self.add(inner))

    def xml(self):
        return '<sst xmlns="%s" count="%d" uniqueCount="%d">%s</sst>' % (S, self.used, len(self.items), "".join(self.items))


def column(index):
    return chr(ord("A") + index) if index < 26 else "A" + chr(ord("A") + index - 26)


def row(number, cells, attributes=""):
    return '<row r="%d"%s>%s</row>' % (number, attributes, "".join(cells))


def inline(reference, text):
    return '<c r="%s" t="inlineStr"><is><t>%s</t></is></c>' % (reference, escape(text))


def people(p, strings, part, first):
    """A list with headings, three people."""
    columns = (("姓名", "person"), ("身份证号", "resident-id"), ("手机", "mobile"), ("银行卡号", "bank-card"), ("家庭住址", "address"), ("邮箱", "email"))
    rows = [row(first, [strings.cell(column(index) + str(first), heading) for index, (heading, _) in enumerate(columns)])]
    for number in range(first + 1, first + 4):
        rows.append(row(number, [strings.cell(column(index) + str(number), p.value("cell %s%d under %s" % (column(index), number, heading), STRINGS, kind=kind))
                                 for index, (heading, kind) in enumerate(columns)]))
    return rows


def numbers(p, part, first):
    """Numbers as numbers: identities that the program rounded, telephones, cards, exponents, dates."""
    rounded = p.values.resident_id(numeric=True)
    excel = "%.14E" % float(rounded)
    p.value("numeric identity rounded to 15 digits", part, "visible", "resident-id", value=rounded, spellings=[excel, rounded[:15]])
    other = p.values.resident_id(numeric=True)
    exact = repr(float(other))
    p.value("numeric identity as a shortest double", part, "visible", "resident-id", value=other, spellings=[exact, other[:15]])
    phone = p.value("numeric mobile", part, kind="mobile")
    tall = p.value("numeric mobile as an exponent", part, kind="mobile")
    p.manifest[-1]["spellings"] = ["%s.%sE10" % (tall[0], tall[1:])]
    decimals = p.value("numeric mobile with decimals .0", part, kind="mobile")
    return [row(first, [
        inline("A%d" % first, "身份证号"), '<c r="B%d"><v>%s</v></c>' % (first, excel), '<c r="C%d"><v>%s</v></c>' % (first, exact),
        inline("D%d" % first, "手机"), '<c r="E%d"><v>%s</v></c>' % (first, phone), '<c r="F%d"><v>%s.%sE10</v></c>' % (first, tall[0], tall[1:]),
        '<c r="G%d"><v>%s.0</v></c>' % (first, decimals), '<c r="H%d" t="d"><v>2024-01-01</v></c>' % first])]


def formulas(p, part, first):
    literal = p.phrase("formula literal", part, "hidden")
    cached = p.phrase("formula cached string", part)
    parts = p.split(p.value("formula literal put together by &", part, "hidden", "mobile"), 3)
    number = p.value("formula cached number", part, kind="mobile")
    shared = p.phrase("shared formula", part, "hidden")
    array = p.phrase("array formula", part, "hidden")
    numeric = p.value("formula with a number", part, "hidden", "mobile")
    link = p.value("HYPERLINK formula mailto:", part, "hidden", "email")
    tabled = p.phrase("cached value of an IF", part)
    joined = '"&amp;"'.join(parts)
    cells = [
        f'<c r="A{first}" t="str"><f>"{escape(literal)}"</f><v>见备注</v></c>',
        f'<c r="B{first}" t="str"><f>A1&amp;""</f><v>{escape(cached)}</v></c>',
        f'<c r="C{first}" t="str"><f>"手机"&amp;"{joined}"</f><v>手机</v></c>',
        f'<c r="D{first}"><f>E1*1</f><v>{number}</v></c>',
        f'<c r="E{first}" t="str"><f t="shared" ref="E{first}:E{first}" si="0">LEFT("{escape(shared)}",2)</f><v>户</v></c>',
        f'<c r="F{first}" t="str"><f t="array" ref="F{first}">LEFT("{escape(array)}",2)</f><v>户</v></c>',
        f'<c r="G{first}"><f>{numeric}-{numeric[:1]}0000000000</f><v>1</v></c>',
        f'<c r="H{first}" t="str"><f>HYPERLINK("mailto:{link}","写信")</f><v>写信</v></c>',
        f'<c r="I{first}" t="str"><f>IF(TRUE,A1,"")</f><v>{escape(tabled)}</v></c>',
        f'<c r="J{first}" t="str"><f>[1]台账!$A$1</f><v>见台账</v></c><c r="K{first}"><f>[1]台账!$B$1</f><v>1</v></c>',
    ]
    return [row(first, cells)]


def texts(p, strings, part, first):
    """Strings in every form a cell can have."""
    rich = p.phrase("rich runs of a shared string", STRINGS)
    runs = "".join(f'<r><rPr><b/></rPr><t xml:space="preserve">{escape(piece)}</t></r>' if index % 2 else f'<r><t xml:space="preserve">{escape(piece)}</t></r>' for index, piece in enumerate(p.split(rich, 4)))
    phonetic = p.phrase("phonetic text rPh", STRINGS, "hidden")
    digits = p.value("one digit per cell, numbers", part, kind="resident-id")
    while digits.endswith("X"):
        p.manifest[-1]["value"] = digits = p.values.make("resident-id")
    strung = p.value("one digit per cell, strings", part, kind="resident-id")
    wide = p.value("inline string, full-width digits", part, kind="mobile")
    p.manifest[-1]["spellings"] = ["".join(chr(ord(digit) + 0xFEE0) for digit in wide)]
    two = p.value("value over two neighbouring cells", part, kind="mobile")
    spread = p.phrase("inline string of rich runs", part)
    inner = "".join(f'<r><t xml:space="preserve">{escape(piece)}</t></r>' for piece in p.split(spread, 3))
    return [
        row(first, [
            strings.rich("A%d" % first, runs),
            strings.rich("B%d" % first, f'<t>户主</t><rPh sb="0" eb="2"><t>{escape(phonetic)}</t></rPh><phoneticPr fontId="1"/>'),
            inline("C%d" % first, p.phrase("inline string", part)),
            f'<c r="D{first}" t="inlineStr"><is>{inner}</is></c>',
            inline("E%d" % first, "手机：" + "".join(chr(ord(digit) + 0xFEE0) for digit in wide)),
            inline("F%d" % first, "手机：" + two[:5]), inline("G%d" % first, two[5:]),
            strings.cell("H%d" % first, p.phrase("shared string with a line break", STRINGS).replace("：", "：\n")),
            inline("I%d" % first, "'" + p.phrase("text after an apostrophe", part)),
            strings.cell("J%d" % first, "=\"%s\"" % p.phrase("text that looks like a formula", STRINGS))]),
        row(first + 1, ['<c r="%s%d"><v>%s</v></c>' % (column(index), first + 1, digit) for index, digit in enumerate(digits)]),
        row(first + 2, [strings.cell("%s%d" % (column(index), first + 2), digit) for index, digit in enumerate(strung)]),
        row(first + 3, [strings.cell("A%d" % (first + 3), p.phrase("hidden row", STRINGS, "hidden"))], ' hidden="1"'),
        row(first + 4, [strings.cell("Z%d" % (first + 4), p.phrase("hidden column", STRINGS, "hidden"))]),
        row(first + 5, [strings.cell("A%d" % (first + 5), p.phrase("row of no height", STRINGS, "hidden"))], ' ht="0" customHeight="1"'),
        row(first + 6, [strings.cell("A%d" % (first + 6), "合并"), strings.cell("B%d" % (first + 6), p.phrase("covered cell of a merged range", STRINGS, "hidden"))]),
        row(first + 7, [strings.cell("AA%d" % (first + 7), p.phrase("cell outside the print area", STRINGS))]),
    ]


def rules(p, part):
    """Validations, conditional formats, filters, scenarios, headers: everything a sheet says about its cells."""
    say = lambda place, surface="hidden", **more: escape(p.phrase(place, part, surface, **more))
    person = lambda place: p.value(place, part, "metadata", "person")
    view = (
        f'<customSheetViews><customSheetView guid="{{AAAAAAAA-0000-4000-8000-000000000001}}"><pageMargins left="0.7" right="0.7" top="0.7" bottom="0.7" header="0.3" footer="0.3"/>'
        f'<headerFooter><oddHeader>{say("header of a custom view")}</oddHeader></headerFooter></customSheetView></customSheetViews>')
    before = (
        f'<protectedRanges><protectedRange sqref="A1" name="区域{p.value("name of a protected range", part, "metadata", "mobile")}"/></protectedRanges>'
        f'<scenarios><scenario name="{say("scenario name", "metadata")}" user="{person("scenario user")}" comment="{say("scenario comment", "metadata")}" count="1">'
        f'<inputCells r="A1" val="{say("scenario value")}"/></scenario></scenarios>'
        f'<autoFilter ref="A2:F5"><filterColumn colId="0"><filters><filter val="{say("filter value")}"/></filters></filterColumn>'
        f'<filterColumn colId="1"><customFilters><customFilter operator="equal" val="{say("custom filter value")}"/></customFilters></filterColumn></autoFilter>')
    after = (
        f'<conditionalFormatting sqref="A3:A5"><cfRule type="expression" priority="1"><formula>$A3="{say("conditional format formula")}"</formula></cfRule></conditionalFormatting>'
        f'<conditionalFormatting sqref="B3:B5"><cfRule type="containsText" priority="2" operator="containsText" text="{say("conditional format text")}"><formula>NOT(ISERROR(SEARCH("x",B3)))</formula></cfRule></conditionalFormatting>'
        f'<dataValidations count="3"><dataValidation type="list" allowBlank="1" sqref="A3:A5" promptTitle="{say("validation prompt title")}" prompt="{say("validation prompt")}" errorTitle="{say("validation error title")}" error="{say("validation error")}">'
        f'<formula1>"其他,{say("validation list, formula1")}"</formula1></dataValidation>'
        f'<dataValidation type="custom" sqref="B3:B5"><formula1>B3&lt;&gt;"{say("validation formula, custom")}"</formula1></dataValidation>'
        f'<dataValidation type="whole" operator="between" sqref="C3:C5"><formula1>0</formula1><formula2>{p.value("validation number, formula2", part, "hidden", "mobile")}</formula2></dataValidation></dataValidations>')
    heads = "".join(f'<{tag}>&amp;C&amp;"宋体"{say(tag, "visible")}&amp;R&amp;P</{tag}>' for tag in
                    ("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter"))
    extension = (
        '<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"><x14:dataValidations count="1"><x14:dataValidation type="list">'
        f'<x14:formula1><xm:f>"{say("x14 validation list")},否"</xm:f></x14:formula1><xm:sqref>D3:D5</xm:sqref></x14:dataValidation></x14:dataValidations></ext></extLst>')
    publish = f'<webPublishItems count="1"><webPublishItem id="1" divId="a" sourceType="sheet" destinationFile="C:\\Users\\{person("web publishing: file")}\\a.htm" title="{say("web publishing: title", "metadata")}"/></webPublishItems>'
    return before + view, after, f'<headerFooter differentOddEven="1" differentFirst="1">{heads}</headerFooter>', publish, extension


def links(package, p, part):
    out = []
    opc.targets(package, p, part, lambda identifier: out.append(f'<hyperlink ref="H{30 + len(out)}" r:id="{identifier}"/>'))
    out.append('<hyperlink ref="H40" location="\'%s\'!A1" tooltip="%s" display="%s"/>' % (
        p.phrase("hyperlink location", part, "markup", kind="person"), p.phrase("hyperlink tooltip", part, "markup"), p.phrase("hyperlink display", part, "markup")))
    return "<hyperlinks>%s</hyperlinks>" % "".join(out)


def comments(package, p, sheet):
    part = "xl/comments/comment1.xml" if p.other else "xl/comments1.xml"
    up = "../" + part[3:]
    text = p.phrase("comment text over two runs", part, "hidden")
    pieces = "".join(f'<r><t xml:space="preserve">{escape(piece)}</t></r>' for piece in p.split(text, 2))
    package.add(part, (
        f'<comments xmlns="{S}"><authors><author>{p.value("comment author", part, "metadata", "person")}</author><author>{p.value("comment author of no comment", part, "metadata", "person")}</author></authors>'
        f'<commentList><comment ref="A3" authorId="0"><text>{pieces}</text></comment></commentList></comments>'), SHEET + "comments+xml")
    package.relate(sheet, "comments", up)
    part = "xl/threadedComments/threadedComment1.xml"
    package.add(part, (
        '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"><threadedComment ref="A4" dT="2024-01-01T00:00:00.00" personId="{BBBBBBBB-0000-4000-8000-000000000001}" id="{CCCCCCCC-0000-4000-8000-000000000001}">'
        f'<text>{escape(p.phrase("threaded comment", part, "hidden"))}</text></threadedComment></ThreadedComments>'), "application/vnd.ms-excel.threadedcomments+xml")
    package.relate(sheet, "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment", "../threadedComments/threadedComment1.xml")
    part = "xl/persons/person.xml"
    package.add(part, (
        '<personList xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
        f'<person displayName="{p.value("person displayName", part, "metadata", "person")}" id="{{BBBBBBBB-0000-4000-8000-000000000001}}" userId="{p.value("person userId", part, "metadata", "email")}" providerId="AD"/></personList>'), "application/vnd.ms-excel.person+xml")
    package.relate(BOOK, "http://schemas.microsoft.com/office/2017/10/relationships/person", "persons/person.xml")


def vml(package, p, sheet):
    part = "xl/drawings/vmlDrawing1.vml"
    package.default("vml", "application/vnd.openxmlformats-officedocument.vmlDrawing")
    box = p.phrase("VML text box, split by font", part)
    package.add(part, (
        '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"/>'
        f'<v:shape id="_x0000_s1025" type="#_x0000_t202" style="position:absolute;visibility:hidden" alt="{p.phrase("VML shape alt", part, "markup")}"><v:textbox><div style="text-align:left"><font size="200">{box[:8]}</font><font size="220">{box[8:]}</font></div></v:textbox>'
        '<x:ClientData ObjectType="Note"><x:Row>2</x:Row><x:Column>0</x:Column></x:ClientData></v:shape>'
        f'<v:shape id="_x0000_s1026" type="#_x0000_t202" style="position:absolute"><x:ClientData ObjectType="Button"><x:FmlaMacro>[0]!电话{p.value("VML macro name", part, "markup", "mobile")}</x:FmlaMacro></x:ClientData></v:shape></xml>'))
    return package.relate(sheet, "vmlDrawing", "../drawings/vmlDrawing1.vml")


def drawing(package, p, sheet):
    part = "xl/drawings/drawing1.xml"
    chart = "xl/charts/chart1.xml"
    package.add(chart, chart_xml(p, chart), CHART_TYPE)
    text = p.phrase("text box over three runs", part)
    runs = "".join(f"<a:r><a:t>{escape(piece)}</a:t></a:r>" for piece in p.split(text, 3))
    anchor = lambda start, inner: f'<xdr:twoCellAnchor><xdr:from><xdr:col>{start}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>1</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:to><xdr:col>{start + 3}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>8</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to>{inner}<xdr:clientData/></xdr:twoCellAnchor>'
    shape = (
        f'<xdr:sp macro="" textlink=""><xdr:nvSpPr><xdr:cNvPr id="2" name="{p.phrase("shape name", part, "markup")}" descr="{p.phrase("shape descr", part, "markup")}" title="{p.phrase("shape title", part, "markup")}"/><xdr:cNvSpPr txBox="1"/></xdr:nvSpPr>'
        f'<xdr:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="300000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr><xdr:txBody><a:bodyPr/><a:p>{runs}</a:p></xdr:txBody></xdr:sp>')
    frame = (
        '<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="3" name="图 1"/><xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr><xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm><a:graphic>'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" r:id="rIdP1"/></a:graphicData></a:graphic></xdr:graphicFrame>')
    package.add(part, (
        f'<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="{R}">{anchor(12, shape)}{anchor(16, frame)}</xdr:wsDr>'),
        "application/vnd.openxmlformats-officedocument.drawing+xml")
    package.relate(part, "chart", "../charts/chart1.xml", identifier="rIdP1")
    return package.relate(sheet, "drawing", "../drawings/drawing1.xml")


def table(package, p, sheet):
    part = "xl/tables/table1.xml"
    heading = p.phrase("table column name", part)
    package.add(part, (
        f'<table xmlns="{S}" id="1" name="表{p.value("table name", part, "markup", "mobile")}" displayName="表1" comment="{p.phrase("table comment", part, "metadata")}" ref="A50:B52" totalsRowCount="1"><tableColumns count="2">'
        f'<tableColumn id="1" name="{heading}" totalsRowLabel="{p.phrase("table totals label", part)}"/>'
        f'<tableColumn id="2" name="金额"><calculatedColumnFormula>IF(TRUE,"{escape(p.phrase("table column formula", part, "hidden"))}","")</calculatedColumnFormula></tableColumn></tableColumns></table>'), SHEET + "table+xml")
    return package.relate(sheet, "table", "../tables/table1.xml"), heading


def pivot(package, p, sheet):
    part = "xl/pivotCache/pivotCacheDefinition1.xml"
    package.add(part, (
        f'<pivotCacheDefinition xmlns="{S}" xmlns:r="{R}" r:id="rIdP1" refreshedBy="{p.value("pivot cache refreshedBy", part, "metadata", "person")}" refreshedDate="45000" createdVersion="6" refreshedVersion="6" minRefreshableVersion="3" recordCount="1">'
        f'<cacheSource type="worksheet"><worksheetSource ref="A2:B3" sheet="{p.phrase("pivot cache source sheet", part, "markup", kind="person")}"/></cacheSource><cacheFields count="2">'
        f'<cacheField name="姓名" numFmtId="0"><sharedItems count="1"><s v="{p.value("pivot cache shared item", part, "hidden", "person")}"/></sharedItems></cacheField>'
        f'<cacheField name="{p.phrase("pivot cache field name", part, "hidden")}" numFmtId="0"><sharedItems containsSemiMixedTypes="0" containsString="0" containsNumber="1"/></cacheField></cacheFields></pivotCacheDefinition>'), SHEET + "pivotCacheDefinition+xml")
    package.relate(part, "pivotCacheRecords", "pivotCacheRecords1.xml", identifier="rIdP1")
    records = "xl/pivotCache/pivotCacheRecords1.xml"
    package.add(records, f'<pivotCacheRecords xmlns="{S}" count="2"><r><x v="0"/><n v="{p.value("pivot record number", records, "hidden", "mobile")}"/></r><r><s v="{p.phrase("pivot record string", records, "hidden")}"/><n v="1"/></r></pivotCacheRecords>', SHEET + "pivotCacheRecords+xml")
    view = "xl/pivotTables/pivotTable1.xml"
    package.add(view, (
        f'<pivotTableDefinition xmlns="{S}" name="{p.phrase("pivot table name", view, "markup")}" cacheId="1" dataCaption="值" grandTotalCaption="{p.phrase("pivot table caption", view)}" applyNumberFormats="0" applyBorderFormats="0" applyFontFormats="0" applyPatternFormats="0" applyAlignmentFormats="0" applyWidthHeightFormats="1">'
        f'<location ref="J60:K62" firstHeaderRow="1" firstDataRow="1" firstDataCol="1"/><pivotFields count="2"><pivotField axis="axisRow" showAll="0"><items count="2"><item x="0" n="{p.phrase("pivot item caption", view)}"/><item t="default"/></items></pivotField><pivotField dataField="1" showAll="0"/></pivotFields>'
        f'<rowFields count="1"><field x="0"/></rowFields><rowItems count="1"><i><x/></i></rowItems><colItems count="1"><i/></colItems><dataFields count="1"><dataField name="{p.phrase("pivot data field name", view)}" fld="1" baseField="0" baseItem="0"/></dataFields></pivotTableDefinition>'), SHEET + "pivotTable+xml")
    package.relate(view, "pivotCacheDefinition", "../pivotCache/pivotCacheDefinition1.xml")
    package.relate(sheet, "pivotTable", "../pivotTables/pivotTable1.xml")
    return package.relate(BOOK, "pivotCacheDefinition", "pivotCache/pivotCacheDefinition1.xml")


def outside(package, p, sheet):
    """External links, connections, query tables, XML maps, revisions, metadata."""
    part = "xl/externalLinks/externalLink1.xml"
    package.add(part, (
        f'<externalLink xmlns="{S}" xmlns:r="{R}"><externalBook r:id="rIdP1"><sheetNames><sheetName val="台账"/><sheetName val="{p.phrase("external link: sheet name", part, "hidden")}"/></sheetNames>'
        f'<definedNames><definedName name="外部{p.value("external link: name", part, "hidden", "mobile")}" refersTo="=\'Sheet1\'!$A$1"/></definedNames>'
        f'<sheetDataSet><sheetData sheetId="0"><row r="1"><cell r="A1" t="str"><v>{escape(p.phrase("external link: cached string", part, "hidden"))}</v></cell><cell r="B1"><v>{p.value("external link: cached number", part, "hidden", "mobile")}</v></cell></row></sheetData></sheetDataSet></externalBook></externalLink>'), SHEET + "externalLink+xml")
    package.relate(part, "externalLinkPath", "file:///C:/Users/%s/台账.xlsx" % p.value("external link: path (rels)", part + " (rels)", "metadata", "person"), external=True, identifier="rIdP1")
    link = package.relate(BOOK, "externalLink", "externalLinks/externalLink1.xml")
    part = "xl/connections.xml"
    package.add(part, (
        f'<connections xmlns="{S}"><connection id="1" name="{p.phrase("connection name", part, "metadata")}" description="{p.phrase("connection description", part, "metadata")}" type="1" refreshedVersion="6" odcFile="C:\\Users\\{p.value("connection file", part, "metadata", "person")}\\a.odc">'
        f'<dbPr connection="DSN=x;UID={p.value("connection user", part, "metadata", "email")}" command="SELECT * FROM t WHERE tel=\'{p.value("connection command", part, "metadata", "mobile")}\'"/></connection></connections>'), SHEET + "connections+xml")
    package.relate(BOOK, "connections", "connections.xml")
    part = "xl/queryTables/queryTable1.xml"
    package.add(part, (
        f'<queryTable xmlns="{S}" name="{p.phrase("query table name", part, "metadata")}" connectionId="1"><queryTableRefresh nextId="2"><queryTableFields count="1"><queryTableField id="1" name="{p.phrase("query table field", part, "metadata")}" tableColumnId="1"/></queryTableFields></queryTableRefresh></queryTable>'), SHEET + "queryTable+xml")
    package.relate(sheet, "queryTable", "../queryTables/queryTable1.xml")
    part = "xl/xmlMaps.xml"
    package.add(part, (
        f'<MapInfo xmlns="{S}" SelectionNamespaces=""><Schema ID="S1"><xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema"><xsd:element name="a" default="{p.phrase("XML map default", part, "metadata")}"/></xsd:schema></Schema>'
        f'<Map ID="1" Name="{p.phrase("XML map name", part, "metadata")}" RootElement="a" SchemaID="S1" ShowImportExportValidationErrors="false" AutoFit="true" Append="false" PreserveSortAFLayout="true" PreserveFormat="true"/></MapInfo>'), "application/xml")
    package.relate(BOOK, "xmlMaps", "xmlMaps.xml")
    head, log, users = "xl/revisions/revisionHeaders.xml", "xl/revisions/revisionLog1.xml", "xl/revisions/userNames.xml"
    package.add(head, f'<headers xmlns="{S}" xmlns:r="{R}" guid="{{DDDDDDDD-0000-4000-8000-000000000001}}"><header guid="{{DDDDDDDD-0000-4000-8000-000000000001}}" dateTime="2024-01-01T00:00:00" maxSheetId="2" userName="{p.value("revision header userName", head, "metadata", "person")}" r:id="rIdP1"><sheetIdMap count="1"><sheetId val="1"/></sheetIdMap></header></headers>', SHEET + "revisionHeaders+xml")
    package.add(log, f'<revisions xmlns="{S}"><rcc rId="1" sId="1"><oc r="A9" t="inlineStr"><is><t>{escape(p.phrase("revision: old cell", log, "hidden"))}</t></is></oc><nc r="A9" t="inlineStr"><is><t>{escape(p.phrase("revision: new cell", log, "hidden"))}</t></is></nc></rcc></revisions>', SHEET + "revisionLog+xml")
    package.add(users, f'<users xmlns="{S}" count="1"><userInfo guid="{{DDDDDDDD-0000-4000-8000-000000000002}}" name="{p.value("revision userNames", users, "metadata", "person")}" id="-1" dateTime="2024-01-01T00:00:00"/></users>', SHEET + "userNames+xml")
    package.relate(head, "revisionLog", "revisionLog1.xml", identifier="rIdP1")
    package.relate(BOOK, "revisionHeaders", "revisions/revisionHeaders.xml")
    package.relate(BOOK, "usernames", "revisions/userNames.xml")
    part = "xl/metadata.xml"
    package.add(part, f'<metadata xmlns="{S}"><metadataStrings count="1"><s v="{p.phrase("metadata string", part, "metadata")}"/></metadataStrings></metadata>', SHEET + "sheetMetadata+xml")
    package.relate(BOOK, "sheetMetadata", "metadata.xml")
    part = "xl/richData/rdrichvalue.xml"
    package.add(part, f'<rvData xmlns="http://schemas.microsoft.com/office/spreadsheetml/2017/richdata" count="1"><rv s="0"><v>{escape(p.phrase("rich value", part, "hidden"))}</v></rv></rvData>', "application/vnd.ms-excel.rdrichvalue+xml")
    package.relate(BOOK, "http://schemas.microsoft.com/office/2017/06/relationships/rdRichValue", "richData/rdrichvalue.xml")
    package.add("xl/calcChain.xml", f'<calcChain xmlns="{S}">' + "".join(f'<c r="{cell}13" i="1"/>' for cell in "ABCDEFGHI") + "</calcChain>", SHEET + "calcChain+xml")
    package.relate(BOOK, "calcChain", "calcChain.xml")
    return link


def rarely(package, p, sheet):
    """Places that few think of. Only variant b has them. What has to be said in the workbook part."""
    say = lambda place, part, surface="hidden": p.phrase(place, part, surface)
    part = "xl/slicerCaches/slicerCache1.xml"
    x14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
    package.add(part, f'<slicerCacheDefinition xmlns="{x14}" name="切片器" sourceName="{say("slicer cache: source", part)}"><data><tabular pivotCacheId="1"><items count="1"><i x="0" s="1"/></items></tabular></data></slicerCacheDefinition>', "application/vnd.ms-excel.slicerCache+xml")
    package.relate(BOOK, "http://schemas.microsoft.com/office/2007/relationships/slicerCache", "slicerCaches/slicerCache1.xml")
    part = "xl/slicers/slicer1.xml"
    package.add(part, f'<slicers xmlns="{x14}"><slicer name="{say("slicer name", part, "markup")}" cache="切片器" caption="{say("slicer caption", part, "visible")}" rowHeight="1"/></slicers>', "application/vnd.ms-excel.slicer+xml")
    package.relate(sheet, "http://schemas.microsoft.com/office/2007/relationships/slicer", "../slicers/slicer1.xml")
    part = "xl/ctrlProps/ctrlProp1.xml"
    package.add(part, f'<formControlPr xmlns="{x14}" objectType="List" fmlaMacro="[0]!电话{p.value("form control: macro", part, "markup", "mobile")}"><itemLst><item val="{say("form control: item", part)}"/></itemLst></formControlPr>', "application/vnd.ms-excel.controlproperties+xml")
    package.relate(sheet, "ctrlProp", "../ctrlProps/ctrlProp1.xml")
    part = "xl/volatileDependencies.xml"
    package.add(part, f'<volTypes xmlns="{S}"><volType type="realTimeData"><main first="x"><tp t="s"><v>{say("volatile dependency: value", part)}</v><stp>{say("volatile dependency: topic", part)}</stp><tr r="A1" s="1"/></tp></main></volType></volTypes>', SHEET + "volatileDependencies+xml")
    package.relate(BOOK, "volatileDependencies", "volatileDependencies.xml")
    part = "xl/drawings/drawing9.xml"
    package.add(part, (
        '<c:userShapes xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><cdr:relSizeAnchor xmlns:cdr="http://schemas.openxmlformats.org/drawingml/2006/chartDrawing"><cdr:from><cdr:x>0</cdr:x><cdr:y>0</cdr:y></cdr:from><cdr:to><cdr:x>1</cdr:x><cdr:y>1</cdr:y></cdr:to>'
        f'<cdr:sp macro="" textlink=""><cdr:nvSpPr><cdr:cNvPr id="2" name="框" descr="{say("shape drawn on a chart: descr", part, "markup")}"/><cdr:cNvSpPr txBox="1"/></cdr:nvSpPr><cdr:spPr/><cdr:txBody><a:bodyPr/><a:p><a:r><a:t>{say("shape drawn on a chart: text", part, "visible")}</a:t></a:r></a:p></cdr:txBody></cdr:sp></cdr:relSizeAnchor></c:userShapes>'),
        "application/vnd.openxmlformats-officedocument.drawingml.chartshapes+xml")
    package.relate("xl/charts/chart1.xml", "chartUserShapes", "../drawings/drawing9.xml")
    part = "xl/drawings/vmlDrawing9.vml"
    package.add(part, (
        '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"><v:shape id="LH" style="position:absolute">'
        f'<v:imagedata o:title="{say("picture of a header: title", part, "markup")}"/></v:shape></xml>'))
    heads = package.relate(sheet, "vmlDrawing", "../drawings/vmlDrawing9.vml")
    package.replace(sheet, "<webPublishItems", f'<legacyDrawingHF r:id="{heads}"/><webPublishItems')
    view = p.value("name of a custom view", BOOK, "metadata", "person")
    return f'<customWorkbookViews><customWorkbookView name="{view}" guid="{{AAAAAAAA-0000-4000-8000-000000000001}}" windowWidth="1" windowHeight="1" activeSheetId="1"/></customWorkbookViews>'


def book(package, p, sheets, more=""):
    names = "".join(f'<sheet name="{escape(name)}" sheetId="{number}"{state} r:id="{identifier}"/>' for number, (name, state, identifier) in enumerate(sheets, 1))
    package.set(BOOK, DECLARATION + f'<workbook {NS}>{more.partition("|")[0]}<bookViews><workbookView/></bookViews><sheets>{names}</sheets>{more.partition("|")[2]}</workbook>')


def names(p):
    say = lambda place, **more: escape(p.phrase(place, BOOK, "hidden", **more))
    return (
        f'<definedNames><definedName name="常量">"{say("defined name: literal")}"</definedName>'
        f'<definedName name="电话_{p.value("defined name: its name", BOOK, "markup", "mobile")}" comment="{say("defined name: comment")}">救助名单!$A$1</definedName>'
        f'<definedName name="隐藏" hidden="1" description="{say("defined name: description")}">"{say("defined name: hidden literal")}"</definedName>'
        f'<definedName name="数组">{{"{say("defined name: array")}",{p.value("defined name: number in an array", BOOK, "hidden", "mobile")}}}</definedName>'
        '<definedName name="_xlnm.Print_Area" localSheetId="0">救助名单!$A$1:$M$20</definedName></definedNames>')


def small(p, place, part):
    """A workbook of one list, for embedding: bytes."""
    package = fresh()
    strings = Strings()
    cells = row(1, [strings.cell("A1", "姓名"), strings.cell("B1", "身份证号"), strings.cell("C1", "手机")])
    cells += row(2, [strings.cell("A2", p.value(place + ": 姓名", part, kind="person")), strings.cell("B2", p.value(place + ": 身份证号", part, kind="resident-id")),
                     '<c r="C2"><v>%s</v></c>' % p.value(place + ": 手机 as a number", part, kind="mobile")])
    finish(package, strings, "<worksheet %s><sheetData>%s</sheetData></worksheet>" % (NS, cells))
    book(package, p, [("Sheet1", "", package.relate(BOOK, "worksheet", "worksheets/sheet1.xml"))])
    return package.save()


def finish(package, strings, sheet, part="xl/worksheets/sheet1.xml"):
    package.add(part, sheet, SHEET + "worksheet+xml")
    package.add(STRINGS, strings.xml(), SHEET + "sharedStrings+xml")
    package.relate(BOOK, "sharedStrings", "sharedStrings.xml")


def styles(package, p):
    part = "xl/styles.xml"
    text = package.text(part)
    form = f'<numFmt numFmtId="190" formatCode="&quot;{escape(p.phrase("number format", part, "markup"))}&quot;0"/>'
    if "<numFmts" in text:
        text = re.sub(r"<numFmts[^>]*?(/>|>.*?</numFmts>)", f'<numFmts count="1">{form}</numFmts>', text)
    else:
        text = text.replace("<fonts", f'<numFmts count="1">{form}</numFmts><fonts', 1)
    name = p.phrase("name of a cell style", part, "markup", kind="person")
    text = re.sub(r'<cellStyles[^>]*>', '<cellStyles count="2">', text).replace("</cellStyles>", f'<cellStyle name="{name}" xfId="0"/></cellStyles>')
    package.set(part, text if text.startswith("<?xml") else DECLARATION + text)


def full(p):
    package = fresh()
    strings = Strings()
    strings.add("<t>%s</t>" % escape(p.phrase("shared string that no cell uses", STRINGS, "hidden")))
    main = "xl/worksheets/sheet%d.xml" % p.either(1, 7)
    rows = [row(1, [strings.cell("A1", "困难群众救助名单"), '<c r="B1"/>'])]
    rows += people(p, strings, main, 2) + numbers(p, main, 8) + formulas(p, main, 13) + texts(p, strings, main, 14)
    table_id, column_name = table(package, p, main)
    rows += [row(50, [strings.cell("A50", column_name), strings.cell("B50", "金额")]), row(51, [strings.cell("A51", "甲"), '<c r="B51"><v>1</v></c>']), row(52, [strings.cell("A52", "合计")])]
    before, after, heads, publish, extension = rules(p, main)
    rows += [row(number, [inline("H%d" % number, "链接")]) for number in (*range(30, 35), 40)]
    hyperlinks = links(package, p, main)
    comments(package, p, main)
    old, shapes = vml(package, p, main), drawing(package, p, main)
    cache = pivot(package, p, main)
    link = outside(package, p, main)
    code = "电话" + p.value("code name of a sheet", main, "markup", "mobile")
    rows.sort(key=lambda text: int(text.split('"')[1]))
    comment = "<!-- %s -->" % p.phrase("XML comment between rows", main, "markup")
    finish(package, strings, (
        f'<worksheet {NS} mc:Ignorable="x14"><sheetPr codeName="{code}"/><sheetFormatPr defaultRowHeight="15"/><cols><col min="26" max="26" width="9" hidden="1" customWidth="1"/></cols><sheetData>{comment}{"".join(rows)}</sheetData>{before}'
        f'<mergeCells count="2"><mergeCell ref="A1:F1"/><mergeCell ref="A20:B20"/></mergeCells>{after}{hyperlinks}<pageMargins left="0.7" right="0.7" top="0.7" bottom="0.7" header="0.3" footer="0.3"/>{heads}'
        f'<drawing r:id="{shapes}"/><legacyDrawing r:id="{old}"/>{publish}<tableParts count="1"><tablePart r:id="{table_id}"/></tableParts>{extension}</worksheet>'), main)
    sheets = [("救助名单", "", package.relate(BOOK, "worksheet", p.either(main[3:], "/" + main)))]
    for number, state in ((2, "hidden"), (3, "veryHidden")):
        part = "xl/worksheets/sheet%d.xml" % number
        name = p.phrase("name of a %s sheet" % state, BOOK, "hidden", kind="mobile").replace("：", "")
        cell = inline("A1", p.phrase("cell of a %s sheet" % state, part, "hidden"))
        package.add(part, f'<worksheet {NS}><sheetData><row r="1">{cell}</row></sheetData></worksheet>', SHEET + "worksheet+xml")
        sheets.append((name, f' state="{state}"', package.relate(BOOK, "worksheet", p.either(part[3:], "/" + part))))
    views = rarely(package, p, main) if p.other else ""
    sharing = p.value("fileSharing userName", BOOK, "metadata", "person")
    path = p.value("absPath of the workbook", BOOK, "metadata", "person")
    book(package, p, sheets, (
        f'<fileSharing userName="{sharing}"/><mc:AlternateContent><mc:Choice Requires="x15"><x15ac:absPath xmlns:x15ac="http://schemas.microsoft.com/office/spreadsheetml/2010/11/ac" url="C:\\Users\\{path}\\Desktop\\"/></mc:Choice></mc:AlternateContent>'
        f'|<externalReferences><externalReference r:id="{link}"/></externalReferences>{names(p)}{views}<pivotCaches><pivotCache cacheId="1" r:id="{cache}"/></pivotCaches>'))
    styles(package, p)
    opc.custom_xml(package, p, BOOK)
    opc.properties(package, p)
    opc.markup(package, p, main)
    opc.markup(package, p, STRINGS)
    opc.zip_fields(package, p)
    if p.other:
        disguise(package, p)
    return package


def simple(p):
    package = fresh()
    strings = Strings()
    finish(package, strings, f'<worksheet {NS}><sheetData>{"".join(people(p, strings, "xl/worksheets/sheet1.xml", 1))}</sheetData></worksheet>')
    book(package, p, [("Sheet1", "", package.relate(BOOK, "worksheet", "worksheets/sheet1.xml"))])
    return package


def xlsx_file(p):
    return full(p).save()


def xlsm_file(p):
    package = simple(p)
    package.override(BOOK, "application/vnd.ms-excel.sheet.macroEnabled.main+xml")
    opc.macros(package, p, BOOK, "xl")
    part = "xl/macrosheets/sheet1.xml"
    package.add(part, (
        f'<xm:macrosheet xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main" xmlns="{S}" xmlns:r="{R}"><sheetData><row r="1"><c r="A1" t="str"><f>ALERT("{escape(p.phrase("macro sheet: formula", part, "hidden"))}")</f><v>{escape(p.phrase("macro sheet: cached", part, "hidden"))}</v></c></row></sheetData></xm:macrosheet>'), "application/vnd.ms-excel.macrosheet+xml")
    identifier = package.relate(BOOK, "http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet", "macrosheets/sheet1.xml")
    package.replace(BOOK, "</sheets>", f'<sheet name="宏1" sheetId="9" state="hidden" r:id="{identifier}"/></sheets>')
    opc.properties(package, p)
    return package.save()


def embedded_file(p):
    from places import docx
    package = simple(p)
    package.default("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")
    package.default("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    sheet = "xl/worksheets/sheet1.xml"
    for name in ("Microsoft_Word_Document1.docx", "Microsoft_Excel_Sheet1.xlsx"):
        part = "xl/embeddings/" + name
        package.add(part, small(p, "embedded workbook", part) if name.endswith("xlsx") else docx.simple_inner(p, "embedded letter", part))
        package.relate(sheet, "package", "../embeddings/" + name)
    return package.save()


def opaque_file(p):
    package = simple(p)
    opc.opaque(package, p, BOOK, "xl")
    sheet = "xl/worksheets/sheet1.xml"
    for folder, kind, name in (("printerSettings", "printerSettings", "printerSettings1.bin"), ("customProperty", "customProperty", "customProperty1.bin")):
        part = "xl/%s/%s" % (folder, name)
        package.add(part, p.phrase(folder, part, "hidden").encode("utf-16le"), SHEET + kind)
        identifier = package.relate(sheet, kind, "../%s/%s" % (folder, name))
        if folder == "printerSettings":
            package.replace(sheet, "</sheetData>", f'</sheetData><pageMargins left="0.7" right="0.7" top="0.7" bottom="0.7" header="0.3" footer="0.3"/><pageSetup r:id="{identifier}"/>')
        else:
            package.replace(sheet, "</worksheet>", f'<customProperties><customPr name="{p.phrase("name of a custom property", sheet, "metadata")}" r:id="{identifier}"/></customProperties></worksheet>')
    return package.save()


FILES = {"list.xlsx": xlsx_file, "list-macros.xlsm": xlsm_file, "list-embedded.xlsx": embedded_file, "list-opaque.xlsx": opaque_file}
