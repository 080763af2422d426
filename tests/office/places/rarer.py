"""Places that nobody thought of for a long time, a file a format. All of them can be read."""

import base64
import binascii
import io
import tarfile
from urllib.parse import quote

from package import disguise, escape, extra_field, write_zip
from places import archives, docx, mail, ofd, pptx, xlsx
from places.docx import MAIN, NS, WORD, paragraph, run
from places.web import references


def say_for(p, part, default="hidden"):
    return lambda place, surface=default, **more: escape(p.phrase(place, part, surface, **more))


def saved(package, p):
    if p.other:
        disguise(package, p)
    return package.save()


def docx_file(p):
    package = docx.simple(p)
    say = say_for(p, MAIN, "markup")
    person = lambda place: p.value(place, MAIN, "metadata", "person")
    change = lambda tag, inner="": f'<w:{tag} w:id="9{len(p.manifest)}" w:author="{person("author of " + tag)}" w:date="2024-01-01T00:00:00Z">{inner}</w:{tag}>'
    glued = p.value("bookmark: number right behind letters", MAIN, "markup", "resident-id")
    anchor = p.value("anchor: number right behind a label in letters", MAIN, "markup", "mobile")
    field = p.split(p.phrase("result of a field over three runs", MAIN, "visible"), 3)
    rt = p.split(p.phrase("ruby text over two runs", MAIN, "visible", kind="email"), 2)
    one, two = p.split(p.phrase("value split by a nested field", MAIN, "visible"), 2)
    begin, between, end = ('<w:r><w:fldChar w:fldCharType="%s"/></w:r>' % kind for kind in ("begin", "separate", "end"))
    body = [
        paragraph(f'<w:bookmarkStart w:id="901" w:name="row{glued}"/>{run("一")}<w:bookmarkEnd w:id="901"/><w:hyperlink w:anchor="userPhone{anchor}">{run("二")}</w:hyperlink>'),
        paragraph(begin + run(" REF x ", tag="instrText") + between + "".join(run(piece) for piece in field) + end),
        paragraph(run(one) + begin + run(" SEQ a ", tag="instrText") + end + run(two)),
        paragraph('<w:r><w:ruby><w:rubyPr/><w:rt>%s</w:rt><w:rubyBase>%s</w:rubyBase></w:ruby></w:r>' % ("".join(run(piece) for piece in rt), run("注"))),
        paragraph(f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:name w:val="a"/><w:entryMacro w:val="电话{p.value("entry macro of a form field", MAIN, "markup", "mobile")}"/><w:exitMacro w:val="{say("exit macro of a form field")}"/></w:ffData></w:fldChar></w:r>{end}'),
        f'<w:sdt><w:sdtPr><w:id w:val="77"/><w15:appearance w15:val="hidden"/><w:comboBox w:lastValue="{say("last value of a combo box")}"><w:listItem w:displayText="{say("combo box item")}" w:value="1"/></w:comboBox></w:sdtPr><w:sdtContent>{paragraph(run("选"))}</w:sdtContent></w:sdt>',
        f'<w:sdt><w:sdtPr><w:id w:val="78"/><w15:repeatingSection><w15:sectionTitle w15:val="{say("title of a repeating section")}"/></w15:repeatingSection></w:sdtPr><w:sdtContent>{paragraph(run("段"))}</w:sdtContent></w:sdt>',
        paragraph(run("改"), change("pPrChange", "<w:pPr/>")),
        f'<w:tbl><w:tblPr>{change("tblPrChange", "<w:tblPr/>")}</w:tblPr><w:tblGrid><w:gridCol w:w="400"/></w:tblGrid><w:tr><w:trPr>{change("trPrChange", "<w:trPr/>")}</w:trPr><w:tc><w:tcPr>{change("tcPrChange", "<w:tcPr/>")}</w:tcPr>{paragraph(run("格"))}</w:tc></w:tr></w:tbl>',
        paragraph(f'<w:r><w:pict><v:rect id="r1" style="width:1pt;height:1pt"><v:imagedata o:title="{say("title of a VML picture")}"/></v:rect></w:pict></w:r>'),
        paragraph('<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="9" cy="9"/>'
                  f'<wp:docPr id="88" name="图"><a:hlinkHover r:id="" tooltip="{say("tooltip of hovering")}"/></wp:docPr><a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvPr id="3" name="{say("name of a shape within")}"/><wps:cNvSpPr/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="9" cy="9"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'),
    ]
    package.replace(MAIN, "<w:sectPr/>", "".join(body) + f'<w:sectPr>{change("sectPrChange", "<w:sectPr/>")}</w:sectPr>')
    settings(package, p)
    labels(package, p)
    return saved(package, p)


def settings(package, p):
    part = "word/settings.xml"
    say = say_for(p, part, "metadata")
    more = (f'<w:writeProtection w:recommended="1"/><w:captions><w:caption w:name="{say("caption")}"/></w:captions><w:attachedSchema w:val="urn:{p.value("attached schema", part, "metadata", "mobile")}"/>'
            f'<w:smartTagType w:namespaceuri="urn:x" w:name="{say("smart tag type")}" w:url="http://x/{p.value("smart tag address", part, "metadata", "mobile")}"/>'
            f'<w:saveThroughXslt w:solutionID="{say("solution of an XSLT")}"/>')
    package.replace(part, "</w:settings>", more + "</w:settings>")


def labels(package, p):
    """Labels of secrecy, buttons of their own, keys, extensions, the other properties of the file."""
    part = "docMetadata/LabelInfo.xml"
    package.add(part, f'<clbl:labelList xmlns:clbl="http://schemas.microsoft.com/office/2020/mipLabelMetadata"><clbl:label id="{{AAAAAAAA-0000-4000-8000-000000000001}}" enabled="1" method="Privileged" name="{p.phrase("sensitivity label", part, "metadata")}"/></clbl:labelList>', "application/vnd.ms-office.classificationlabels+xml")
    package.relate("", "http://schemas.microsoft.com/office/2020/02/relationships/classificationlabels", part)
    part = "customUI/customUI14.xml"
    package.add(part, f'<customUI xmlns="http://schemas.microsoft.com/office/2009/07/customui"><ribbon><tabs><tab id="t" label="{p.phrase("button: label", part, "markup")}"><group id="g" tag="{p.phrase("button: tag", part, "markup")}"/></tab></tabs></ribbon></customUI>', "application/xml")
    package.relate("", "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility", part)
    part = "word/webextensions/webextension1.xml"
    package.add(part, (
        '<we:webextension xmlns:we="http://schemas.microsoft.com/office/webextensions/webextension/2010/11" id="{AAAAAAAA-0000-4000-8000-000000000002}"><we:reference id="wa1" version="1" store="zh-CN" storeType="OMEX"/><we:alternateReferences/>'
        f'<we:properties><we:property name="state" value="{escape(chr(34) + p.phrase("web extension: property", part, "metadata") + chr(34))}"/></we:properties><we:bindings><we:binding id="{p.phrase("web extension: binding", part, "metadata")}" type="text" appref="1"/></we:bindings></we:webextension>'), "application/vnd.ms-office.webextension+xml")
    package.relate(MAIN, "http://schemas.microsoft.com/office/2011/relationships/webextension", "webextensions/webextension1.xml")
    part = "word/customizations.xml"
    package.add(part, f'<wne:tcg xmlns:wne="http://schemas.microsoft.com/office/word/2006/wordml"><wne:keymaps><wne:keymap wne:kcmPrimary="0331"><wne:macro wne:macroName="电话{p.value("macro of a key", part, "metadata", "mobile")}"/></wne:keymap></wne:keymaps></wne:tcg>', "application/vnd.ms-word.keyMapCustomizations+xml")
    package.relate(MAIN, "http://schemas.microsoft.com/office/2006/relationships/keyMapCustomizations", "customizations.xml")
    part = "docProps/app.xml"
    package.add(part, (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
        f'<HLinks><vt:vector size="2" baseType="variant"><vt:variant><vt:lpwstr>C:\\Users\\{p.value("app.xml HLinks: path of a user", part, "metadata", "person")}\\a.docx</vt:lpwstr></vt:variant><vt:variant><vt:lpwstr>tel:{p.value("app.xml HLinks: tel:", part, "metadata", "mobile")}</vt:lpwstr></vt:variant></vt:vector></HLinks></Properties>'),
        "application/vnd.openxmlformats-officedocument.extended-properties+xml")
    package.relate("", "extended-properties", part)


def xlsx_file(p):
    package = xlsx.simple(p)
    sheet, book = "xl/worksheets/sheet1.xml", xlsx.BOOK
    say = say_for(p, sheet)
    mobile = p.values.make("mobile")
    p.value("numeric mobile with a character reference", sheet, "visible", "mobile", value=mobile)
    row = xlsx.row(7, [xlsx.inline("J7", "手机"), '<c r="K7"><v>%s&#%d;%s</v></c>' % (mobile[:5], ord(mobile[5]), mobile[6:]),
                       '<c r="L7" t="str"><f>CONCATENATE("%s","%s")</f><v>手机</v></c>' % tuple(p.split(p.value("formula CONCATENATE of two literals", sheet, "hidden", "mobile"), 2)),
                       f'<c r="M7" t="e"><v>{say("text of an error")}</v></c>', f'<c r="N7" t="str" cm="1"><f>_xlfn.LET(_xlpm.x,"{say("literal in LET")}",1)</f><v>1</v></c>'])
    package.replace(sheet, "</sheetData>", row + "</sheetData>" + (
        f'<dataConsolidate><dataRefs count="1"><dataRef ref="A1" sheet="{say("consolidated sheet", "markup", kind="person")}"/></dataRefs></dataConsolidate>'
        f'<cellWatches><cellWatch r="A1"/></cellWatches><controls><mc:AlternateContent><mc:Choice Requires="x14"><control shapeId="1" r:id="" name="{say("name of a control", "markup")}"><controlPr altText="{say("alternative text of a control", "markup")}" macro="[0]!电话{p.value("macro of a control", sheet, "markup", "mobile")}"/></control></mc:Choice></mc:AlternateContent></controls>'
        '<extLst><ext uri="{78C0D931-6437-407d-A8EE-F0AAD7539E65}"><x14:conditionalFormattings><x14:conditionalFormatting><x14:cfRule type="containsText" priority="1" text="%s"><xm:f>"%s"</xm:f></x14:cfRule><xm:sqref>A1</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings></ext></extLst>' % (say("x14 conditional format text"), say("x14 conditional format formula"))))
    package.replace(book, "</sheets>", "</sheets>" + (
        f'<definedNames><definedName name="a" help="{p.phrase("defined name: help", book, "hidden")}" statusBar="{p.phrase("defined name: status bar", book, "hidden")}" customMenu="{p.phrase("defined name: menu", book, "hidden")}">1</definedName></definedNames>'
        f'<webPublishObjects count="1"><webPublishObject id="1" divId="a" title="{p.phrase("web publishing object: title", book, "metadata")}" destinationFile="C:\\Users\\{p.value("web publishing object: file", book, "metadata", "person")}\\a.htm"/></webPublishObjects>'))
    links(package, p)
    pivots(package, p)
    charts(package, p)
    threads(package, p)
    return saved(package, p)


def links(package, p):
    part = "xl/externalLinks/externalLink1.xml"
    say = say_for(p, part)
    package.add(part, (
        f'<externalLink xmlns="{xlsx.S}"><ddeLink ddeService="Excel" ddeTopic="C:\\Users\\{p.value("DDE topic", part, "metadata", "person")}\\a.xls"><ddeItems><ddeItem name="{say("DDE item")}"><values rows="1" cols="2"><value t="str"><val>{say("DDE value")}</val></value>'
        f'<value><val>{p.value("DDE number", part, "hidden", "mobile")}</val></value></values></ddeItem></ddeItems></ddeLink></externalLink>'), xlsx.SHEET + "externalLink+xml")
    package.relate(xlsx.BOOK, "externalLink", "externalLinks/externalLink1.xml")
    part = "xl/connections.xml"
    say = say_for(p, part, "metadata")
    package.add(part, (
        f'<connections xmlns="{xlsx.S}"><connection id="1" type="4" refreshedVersion="0"><webPr url="http://x/q?idcard={p.value("web query: address", part, "metadata", "resident-id")}" post="tel={p.value("web query: post", part, "metadata", "mobile")}" editPage="{say("web query: page")}"/></connection>'
        f'<connection id="2" type="6" refreshedVersion="0"><textPr sourceFile="C:\\Users\\{p.value("text query: file", part, "metadata", "person")}\\a.txt"/><parameters count="1"><parameter name="{say("parameter name")}" prompt="{say("parameter prompt")}" string="{say("parameter value")}"/></parameters></connection></connections>'), xlsx.SHEET + "connections+xml")
    package.relate(xlsx.BOOK, "connections", "connections.xml")
    part = "xl/tables/tableSingleCells1.xml"
    package.add(part, f'<singleXmlCells xmlns="{xlsx.S}"><singleXmlCell id="1" r="A1" connectionId="0"><xmlCellPr id="1" uniqueName="{p.phrase("single XML cell", part, "metadata")}"><xmlPr mapId="1" xpath="/a[tel=\'{p.value("XPath of a single XML cell", part, "metadata", "mobile")}\']" xmlDataType="string"/></xmlCellPr></singleXmlCell></singleXmlCells>', xlsx.SHEET + "tableSingleCells+xml")
    package.relate("xl/worksheets/sheet1.xml", "tableSingleCells", "../tables/tableSingleCells1.xml")


def pivots(package, p):
    part = "xl/pivotCache/pivotCacheDefinition1.xml"
    say = say_for(p, part)
    package.add(part, (
        f'<pivotCacheDefinition xmlns="{xlsx.S}" xmlns:r="{xlsx.R}" r:id="rIdP1" recordCount="1"><cacheSource type="consolidation"><consolidation><rangeSets count="1"><rangeSet i1="0" ref="A1" name="{say("consolidation range")}"/></rangeSets></consolidation></cacheSource><cacheFields count="2">'
        f'<cacheField name="a" caption="{say("cache field caption")}" formula="&quot;{say("calculated field")}&quot;"><sharedItems><s v="x" c="{say("shared item caption")}"/><n v="{p.value("shared item number", part, "hidden", "mobile")}"/></sharedItems><fieldGroup><groupItems count="1"><s v="{say("group item")}"/></groupItems></fieldGroup></cacheField>'
        f'<cacheField name="b"><sharedItems containsNumber="1" minValue="1" maxValue="{p.value("largest shared number", part, "hidden", "mobile")}"/></cacheField></cacheFields>'
        f'<cacheHierarchies count="1"><cacheHierarchy uniqueName="[a].[{say("OLAP hierarchy")}]" caption="{say("OLAP caption")}" count="0"/></cacheHierarchies><calculatedItems count="1"><calculatedItem formula="{say("calculated item")}"><pivotArea/></calculatedItem></calculatedItems></pivotCacheDefinition>'), xlsx.SHEET + "pivotCacheDefinition+xml")
    records = "xl/pivotCache/pivotCacheRecords1.xml"
    package.add(records, f'<pivotCacheRecords xmlns="{xlsx.S}" count="1"><r><s v="{p.phrase("pivot record", records, "hidden")}" c="{p.phrase("pivot record caption", records, "hidden")}"/><n v="1"/></r></pivotCacheRecords>', xlsx.SHEET + "pivotCacheRecords+xml")
    package.relate(part, "pivotCacheRecords", "pivotCacheRecords1.xml", identifier="rIdP1")
    identifier = package.relate(xlsx.BOOK, "pivotCacheDefinition", "pivotCache/pivotCacheDefinition1.xml")
    package.replace(xlsx.BOOK, "<webPublishObjects", f'<pivotCaches><pivotCache cacheId="1" r:id="{identifier}"/></pivotCaches><webPublishObjects')
    part = "xl/slicerCaches/slicerCache1.xml"
    say = say_for(p, part)
    x14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
    package.add(part, f'<slicerCacheDefinition xmlns="{x14}" name="切片器" sourceName="a"><data><olap pivotCacheId="1"><levels count="1"><level uniqueName="[a]" sourceCaption="{say("slicer level")}" count="1"><ranges><range startItem="0"><i n="[a].&amp;[{say("slicer item: name")}]" c="{say("slicer item: caption")}"/></range></ranges></level></levels><selections count="1"><selection n="[a].&amp;[{say("slicer selection")}]"/></selections></olap></data></slicerCacheDefinition>', "application/vnd.ms-excel.slicerCache+xml")
    package.relate(xlsx.BOOK, "http://schemas.microsoft.com/office/2007/relationships/slicerCache", "slicerCaches/slicerCache1.xml")
    part = "xl/timelines/timeline1.xml"
    package.add(part, f'<timelines xmlns="http://schemas.microsoft.com/office/spreadsheetml/2010/11/main"><timeline name="a" cache="b" caption="{p.phrase("timeline caption", part, "visible")}" level="2" selectionLevel="2"/></timelines>', "application/vnd.ms-excel.timeline+xml")
    package.relate("xl/worksheets/sheet1.xml", "http://schemas.microsoft.com/office/2011/relationships/timeline", "../timelines/timeline1.xml")


def charts(package, p):
    part = "xl/charts/chartEx1.xml"
    say = say_for(p, part, "visible")
    one, two = p.split(p.phrase("extended chart: title over two runs", part), 2)
    package.add(part, (
        '<cx:chartSpace xmlns:cx="http://schemas.microsoft.com/office/drawing/2014/chartex" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><cx:chartData><cx:data id="0">'
        f'<cx:strDim type="cat"><cx:f>Sheet1!$A$1</cx:f><cx:lvl ptCount="1"><cx:pt idx="0">{say("extended chart: point")}</cx:pt></cx:lvl></cx:strDim><cx:numDim type="val"><cx:f>Sheet1!$B$1</cx:f><cx:lvl ptCount="1" formatCode="General"><cx:pt idx="0">{p.value("extended chart: number", part, "visible", "mobile")}</cx:pt></cx:lvl></cx:numDim></cx:data></cx:chartData>'
        f'<cx:chart><cx:title><cx:tx><cx:rich><a:bodyPr/><a:p><a:r><a:t>{escape(one)}</a:t></a:r><a:r><a:t>{escape(two)}</a:t></a:r></a:p></cx:rich></cx:tx></cx:title><cx:plotArea><cx:plotAreaRegion><cx:series layoutId="sunburst"><cx:tx><cx:txData><cx:v>{say("extended chart: series")}</cx:v></cx:txData></cx:tx></cx:series></cx:plotAreaRegion></cx:plotArea></cx:chart>'
        f'<cx:printSettings><cx:headerFooter><cx:oddHeader>&amp;L{say("extended chart: header")}</cx:oddHeader></cx:headerFooter></cx:printSettings></cx:chartSpace>'), "application/vnd.ms-office.chartex+xml")
    drawing = "xl/drawings/drawing1.xml"
    package.add(drawing, '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"/>', "application/vnd.openxmlformats-officedocument.drawing+xml")
    package.relate(drawing, "http://schemas.microsoft.com/office/2014/relationships/chartEx", "../charts/chartEx1.xml")
    package.relate("xl/worksheets/sheet1.xml", "drawing", "../drawings/drawing1.xml")


def threads(package, p):
    part = "xl/threadedComments/threadedComment1.xml"
    package.add(part, (
        '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"><threadedComment ref="A4" dT="2024-01-01T00:00:00.00" personId="{BBBBBBBB-0000-4000-8000-000000000001}" id="{CCCCCCCC-0000-4000-8000-000000000001}">'
        f'<text>@{p.value("person mentioned in a comment", part, "hidden", "person")} 请核</text><mentions><mention mentionpersonId="{{BBBBBBBB-0000-4000-8000-000000000001}}" mentionId="{{DDDDDDDD-0000-4000-8000-000000000001}}" startIndex="0" length="4"/></mentions></threadedComment></ThreadedComments>'), "application/vnd.ms-excel.threadedcomments+xml")
    package.relate("xl/worksheets/sheet1.xml", "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment", "../threadedComments/threadedComment1.xml")
    part = "xl/persons/person.xml"
    package.add(part, f'<personList xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"><person displayName="{p.value("author of a threaded comment", part, "metadata", "person")}" id="{{BBBBBBBB-0000-4000-8000-000000000001}}" userId="S::{p.value("user of a threaded comment", part, "metadata", "email")}::1" providerId="AD"/></personList>', "application/vnd.ms-excel.person+xml")
    package.relate(xlsx.BOOK, "http://schemas.microsoft.com/office/2017/10/relationships/person", "persons/person.xml")


def pptx_file(p):
    package = pptx.fresh()
    slide = "ppt/slides/slide1.xml"
    say = say_for(p, slide, "markup")
    split = p.split(p.value("table cell over two paragraphs", slide, "visible", "resident-id"), 2)
    box = lambda number, inner, **more: pptx.box(number, inner, **more)
    table = pptx.table(62, [["姓名", "身份证号", "手机"], *[[p.value("table, row %d, %s" % (number, kind), slide, "visible", kind) for kind in ("person", "resident-id", "mobile")] for number in (1, 2)]])
    cells = ('<a:tr h="1"><a:tc gridSpan="3"><a:txBody><a:bodyPr/><a:p>%s</a:p><a:p>%s</a:p></a:txBody><a:tcPr/></a:tc><a:tc hMerge="1"><a:txBody><a:bodyPr/><a:p/></a:txBody><a:tcPr/></a:tc><a:tc hMerge="1"><a:txBody><a:bodyPr/><a:p/></a:txBody><a:tcPr/></a:tc></a:tr>'
             % (pptx.runs(["身份证号：" + split[0]]), pptx.runs([split[1]])))
    package.replace(slide, "</p:spTree>", (
        table.replace("</a:tbl>", cells + "</a:tbl>")
        + box(71, f'<a:r><a:rPr lang="zh-CN"><a:hlinkMouseOver r:id="" tooltip="{say("tooltip of hovering")}"/></a:rPr><a:t>字</a:t></a:r>')
        + box(72, '<a:pPr><a:buChar char="%s"/></a:pPr>%s' % (say("bullet"), pptx.runs(["项"])))
        + box(73, f'<a:fld id="{{AAAAAAAA-0000-4000-8000-000000000001}}" type="{say("type of a field")}"><a:t>域</a:t></a:fld>')
    ) + "</p:spTree>")
    timing = (
        f'<p:timing><p:tnLst><p:par><p:cTn id="1"><p:childTnLst><p:set><p:cBhvr><p:cTn id="2"/><p:tgtEl><p:spTgt spid="71"/></p:tgtEl><p:attrNameLst><p:attrName>{say("animated attribute")}</p:attrName></p:attrNameLst></p:cBhvr><p:to><p:strVal val="{say("value of an animation")}"/></p:to></p:set></p:childTnLst></p:cTn></p:par></p:tnLst></p:timing>')
    package.replace(slide, "</p:sld>", f'<p:transition><p:sndAc><p:stSnd><p:snd r:embed="" name="{say("sound of a transition")}"/></p:stSnd></p:sndAc></p:transition>{timing}</p:sld>')
    tags = "ppt/tags/tag1.xml"
    package.add(tags, f'<p:tagLst {pptx.P}><p:tag name="STATE" val="{escape(chr(123) + chr(34) + "tel" + chr(34) + ":" + chr(34) + p.value("tag in JSON", tags, "metadata", "mobile") + chr(34) + chr(125))}"/></p:tagLst>', pptx.KIND + "tags+xml")
    package.relate(slide, "tags", "../tags/tag1.xml")
    return saved(package, p)


def ofd_file(p):
    objects = ofd.Objects()
    page, res = ofd.PAGE, "Doc_0/PublicRes.xml"
    pattern = objects.text(ofd.code(p.phrase("text of a pattern", page)))
    unit = objects.text(ofd.code(p.phrase("text of a composite unit", res)))
    clip = f'<ofd:Clips><ofd:Clip><ofd:Area><ofd:Text ID="{objects.next()}" Boundary="0 0 90 9" Font="3" Size="4">{ofd.code(p.phrase("text that clips", page))}</ofd:Text></ofd:Area></ofd:Clip></ofd:Clips>'
    out = {
        "OFD.xml": f'<ofd:OFD {ofd.NS} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo><ofd:DocID>0123456789abcdef0123456789abcdef</ofd:DocID><ofd:DocUsage>{p.phrase("DocUsage", "OFD.xml", "metadata")}</ofd:DocUsage><ofd:CreatorVersion>{p.phrase("CreatorVersion", "OFD.xml", "metadata")}</ofd:CreatorVersion></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>',
        "Doc_0/Document.xml": (
            f'<ofd:Document {ofd.NS}><ofd:CommonData><ofd:MaxUnitID>99</ofd:MaxUnitID><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea><ofd:PublicRes>PublicRes.xml</ofd:PublicRes></ofd:CommonData><ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages>'
            f'<ofd:Actions><ofd:Action Event="DO"><ofd:URI Base="http://x/{p.value("base of an action", "Doc_0/Document.xml", "markup", "mobile")}/" URI="a"/></ofd:Action><ofd:Action Event="DO"><ofd:GotoA AttachID="{p.phrase("attachment of an action", "Doc_0/Document.xml", "markup")}"/></ofd:Action></ofd:Actions></ofd:Document>'),
        page: (
            f'<ofd:Page {ofd.NS}><ofd:Content><ofd:Layer ID="5">{objects.text(ofd.code("公示"))}'
            f'<ofd:PathObject ID="{objects.next()}" Boundary="10 40 90 9" Fill="true"><ofd:FillColor><ofd:Pattern Width="90" Height="9"><ofd:CellContent>{pattern}</ofd:CellContent></ofd:Pattern></ofd:FillColor><ofd:AbbreviatedData>M 0 0 L 9 9</ofd:AbbreviatedData></ofd:PathObject>'
            f'<ofd:PathObject ID="{objects.next()}" Boundary="10 60 90 9">{clip}<ofd:AbbreviatedData>M 0 0 L 9 9</ofd:AbbreviatedData></ofd:PathObject><ofd:CompositeObject ID="{objects.next()}" Boundary="10 80 90 9" ResourceID="50"/></ofd:Layer></ofd:Content>'
            f'<ofd:Actions><ofd:Action Event="PO"><ofd:Goto><ofd:Bookmark Name="{p.phrase("bookmark of an action", page, "markup")}"/></ofd:Goto></ofd:Action></ofd:Actions></ofd:Page>'),
        res: (
            f'<ofd:Res {ofd.NS} BaseLoc="Res"><ofd:Fonts><ofd:Font ID="3" FontName="宋体" FamilyName="{p.phrase("family of a font", res, "metadata")}"/></ofd:Fonts>'
            f'<ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="50" Width="90" Height="9"><ofd:Content>{unit}</ofd:Content></ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits></ofd:Res>'),
    }
    return write_zip(ofd.packed(p, out))


def html_file(p):
    name = "page-rarer.html"
    say = lambda place, surface="markup", **more: p.phrase(place, name, surface, **more)
    number = lambda place, kind="mobile", surface="markup": p.value(place, name, surface, kind)
    identity = lambda place: number(place, "resident-id")
    inner = f"<p id='row{identity('srcdoc in a srcdoc: id')}'>{say('srcdoc in a srcdoc', 'hidden')}</p>"
    nested = html_escape(f'<iframe srcdoc="{html_escape(inner)}"></iframe>')
    css = base64.b64encode(f"a::after{{content:'{say('style sheet in a data: URI')}'}}".encode()).decode()
    svg = quote(f"<svg xmlns='http://www.w3.org/2000/svg'><text>{say('SVG in a data: URI')}</text></svg>")
    body = [
        f'<p id="row{identity("id: number right behind letters")}" class="a tel{number("class: number right behind a word")} b"><a name="user{identity("name: number right behind letters")}"></a>文</p>',
        f'<img src=a.png usemap="#map{identity("usemap: number right behind letters")}" srcset="a.png 1x, photo{identity("srcset: number right behind letters")}.png 2x" data-key="u{identity("data-key: number right behind letters")}" data-k2="lxdh{number("data-k2: number right behind a label in pinyin")}">',
        f'<map name=m><area href="#x" alt="{say("area alt")}"></map><datalist><option value="{say("datalist value")}" label="{say("datalist label")}"></datalist>',
        f'<a href="a.htm" download="{say("download")}" ping="/p?tel={number("ping")}">下</a><button formaction="/s?idcard={identity("formaction")}">交</button>',
        f'<table><tr><td abbr="{say("abbr")}" axis="{say("axis")}">格</td></tr></table><iframe name="{say("iframe name")}" longdesc="{say("longdesc")}"></iframe>',
        f'<div aria-label="{say("aria-label")}" aria-description="{say("aria-description")}" style="--note: \'{say("custom property of a style")}\'">述</div>',
        f'<svg><a xlink:title="{say("xlink:title")}"><text><textPath>{say("textPath", "visible")}</textPath></text></a><metadata>{say("SVG metadata")}</metadata><foreignObject><p>{say("foreignObject", "visible")}</p></foreignObject></svg>',
        f'<math alttext="{say("math alttext")}"><semantics><annotation>{say("math annotation")}</annotation></semantics></math>',
        f'<my-card note="{say("attribute of a custom element")}"><template shadowrootmode=open>{say("shadow root", "hidden")}</template></my-card>',
        f'<noframes>{say("noframes", "hidden")}</noframes><noembed>{say("noembed", "hidden")}</noembed><marquee>{say("marquee", "visible")}</marquee>',
        f'<script type="text/template"><li title="{say("title in a template script")}">{say("template script")}</li></script>',
        f'<script>const t = `{say("template literal")}`; q("#row{identity("selector in a script")}"); var h = "<b>{say("page in a string")}</b>"; /* {say("comment in a script")} */</script>',
        f'<xml id=island><tel>{number("data island")}</tel></xml><span itemprop="telephone" content="{number("microdata content")}"></span><time datetime="{say("time datetime")}">今</time>',
        f'<link rel=stylesheet href="data:text/css;base64,{css}"><img src="data:image/svg+xml,{svg}"><iframe srcdoc="{nested}"></iframe>',
        f'<p>身份证号：{references(number("references of capitals and zeros", "resident-id", "visible"), "hex").replace("&#x", "&#X00")}</p>',
        f'<!--[if !mso]><!--><p>{say("downlevel-revealed", "visible")}</p><!--<![endif]--><![if !IE]><p>{say("downlevel-revealed without a comment", "visible")}</p><![endif]>',
    ]
    head = (f'<meta charset=utf-8><title>页</title><meta name="twitter:label1" value="{say("meta value", "metadata")}"><meta http-equiv=refresh content="0;url=/q?tel={number("meta refresh", surface="metadata")}">'
            f'<style>@import url("/c.css?tel={number("import in a style")}"); #row{identity("selector in a style")} {{ color: #13800138; background: url(p{identity("address in a style")}.png) }}</style>')
    return f"<!DOCTYPE html><html><head>{head}</head><body>{''.join(body)}</body></html>\n{say('text after the document', 'visible')}\n".encode("utf-8")


def html_escape(text):
    return text.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")


def mail_file(p):
    name = "letter-rarer.eml"
    say = lambda place, surface="metadata", **more: p.phrase(place, name, surface, **more)
    value = lambda place, kind, surface="metadata": p.value(place, name, surface, kind)
    seven = lambda text: text.encode("utf-7").decode("ascii")
    flowed = value("value over a flowed line", "mobile", "visible")
    card = value("vCard: number over a folded line", "mobile", "visible")
    event = value("calendar: number over a folded line", "resident-id", "visible")
    sheet = "姓名,手机\n%s,%s\n" % (p.value("file in uuencode: 姓名", name + "/list.csv", kind="person"), p.value("file in uuencode: 手机", name + "/list.csv", kind="mobile"))
    eight = "Content-Transfer-Encoding: 8bit"
    parts = [
        mail.part(["Content-Type: text/plain; charset=utf-7"], seven("您好。%s。\n" % say("text in UTF-7", "visible")).replace("\n", "\r\n")),
        mail.part(["Content-Type: text/html; charset=UTF-7", "Content-Transfer-Encoding: quoted-printable"], mail.quoted(seven("<html><body><p>%s</p></body></html>\n" % say("page in UTF-7, quoted", "visible")))),
        mail.part(["Content-Type: text/plain; charset=utf-8", eight], "附件如下\r\n" + uuencoded("户主%s.csv" % value("file name in uuencode", "person"), sheet.encode()) + "完\r\n"),
        mail.part(["Content-Type: text/csv", "Content-Transfer-Encoding: x-uuencode", "Content-Disposition: attachment; filename=b.csv"], uuencoded("b.csv", ("手机\n%s\n" % p.value("part in uuencode: 手机", name + "/b.csv", kind="mobile")).encode("gb18030"))),
        mail.part(["Content-Type: text/plain; charset=utf-8; format=flowed; delsp=yes", eight], "手机：%s \r\n%s\r\n" % (flowed[:5], flowed[5:])),
        mail.part(["Content-Type: text/vcard; charset=utf-8", eight], "BEGIN:VCARD\r\nVERSION:3.0\r\nN:%s;;;;\r\nFN:%s\r\nTEL;TYPE=CELL:%s\r\n %s\r\nNOTE:%s\r\nEND:VCARD\r\n" % (
            value("vCard: N", "person", "visible"), value("vCard: FN", "person", "visible"), card[:6], card[6:], say("vCard: NOTE", "visible"))),
        mail.part(["Content-Type: text/calendar; charset=utf-8", eight], "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDESCRIPTION:身份证号：%s\r\n %s\r\nORGANIZER;CN=\"%s\":mailto:%s\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n" % (
            event[:9], event[9:], value("calendar: organizer", "person", "visible"), value("calendar: organizer's address", "email", "visible"))),
        mail.part(["Content-Type: message/delivery-status"], "Reporting-MTA: dns; mx\r\n\r\nFinal-Recipient: rfc822; %s\r\nDiagnostic-Code: smtp; 550 %s\r\n" % (value("delivery status: recipient", "email", "visible"), "tel " + value("delivery status: text", "mobile", "visible"))),
        mail.part(["Content-Type: text/rfc822-headers"], "Subject: %s\r\nFrom: <%s>\r\n" % (mail.word(say("headers of a returned mail: Subject", "visible")), value("headers of a returned mail: From", "email", "visible"))),
        mail.part(["Content-Type: application/x-www-form-urlencoded"], "tel=%s&n=1" % value("form: tel", "mobile", "visible")),
    ]
    head = (
        f"From: <{value('From', 'email')}> ({mail.word(value('comment behind an address', 'person'))})\r\nTo: {mail.word(value('name of a group', 'person'))}: <{value('address in a group', 'email')}>;\r\n"
        f"Subject: {mail.word(say('Subject in UTF-7'), 'B', 'utf-7')}\r\nThread-Topic: {mail.word(say('Thread-Topic'))}\r\nList-Unsubscribe: <mailto:{value('List-Unsubscribe', 'email')}?subject={quote(say('List-Unsubscribe: subject'))}>\r\n"
        f"X-Original-To: {value('X-Original-To', 'email')}\r\nAuthentication-Results: mx; spf=pass smtp.mailfrom={value('Authentication-Results', 'email')}\r\n"
        f"X-Folded: 手机 {value('folded header', 'mobile')}\r\nContent-Location: http://x/{value('Content-Location', 'mobile')}.htm\r\nMIME-Version: 1.0\r\n")
    return (head + mail.multipart("mixed", "b", parts)).encode("utf-8")


def uuencoded(name, data):
    lines = "".join(binascii.b2a_uu(data[at:at + 45], backtick=True).decode() for at in range(0, len(data), 45))
    return ("begin 644 %s\n%s`\nend\n" % (name, lines)).replace("\n", "\r\n")


def zip_file(p):
    """Names in GB18030, and second names, in fields that readers know."""
    name = "files-rarer.zip"
    person = p.value("entry name in GB18030", name, "metadata", "person")
    info = "户主%s.txt" % p.value("Unicode path (0x7075)", name, "metadata", "person")
    data = write_zip([("a.txt", archives.text_of(p, "text", name + "!a.zip!a.txt"))])
    field = b"\1" + binascii.crc32("户主甲.txt".encode("gb18030")).to_bytes(4, "little") + info.encode("utf-8")
    inner = {"b.txt": extra_field(field, 0x7075), "c.txt": extra_field(b"\1\0" + p.phrase("comment field (0x6375)", name, "metadata").encode(), 0x6375)}
    packed = write_zip([("a.zip", data), ("b.txt", b"b\n"), ("c.txt", b"c\n"), ("ABCDEFGHIJ.txt", b"d\n")], extras=inner)
    # The same length in bytes: no other number has to follow.
    old, new = b"ABCDEFGHIJ.txt", ("户主%s" % person).encode("gb18030") + b".txt"
    return packed.replace(old, new)


def tar_file(p):
    """Long names, links, fields of other programs."""
    name = "tree-rarer.tar"
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.GNU_FORMAT) as archive:
        long = tarfile.TarInfo("户主%s/%s.txt" % (p.value("long name", name, "metadata", "person"), "甲" * 60))
        data = archives.text_of(p, "text behind a long name", name + "!text")
        long.size, long.mtime = len(data), 1704067200
        archive.addfile(long, io.BytesIO(data))
        if p.other:
            link = tarfile.TarInfo("b.txt")
            link.type, link.linkname = tarfile.LNKTYPE, "户主%s.txt" % p.value("target of a hard link", name, "metadata", "person")
            archive.addfile(link)
    pax = io.BytesIO()
    with tarfile.open(fileobj=pax, mode="w", format=tarfile.PAX_FORMAT, pax_headers={"comment": p.phrase("global pax comment", name, "metadata")}) as archive:
        info = tarfile.TarInfo("c.txt")
        info.size, info.mtime = 2, 1704067200
        info.pax_headers = {"SCHILY.xattr.user.note": p.phrase("extended attribute", name, "metadata"), "LIBARCHIVE.x": p.phrase("field of another program", name, "metadata")}
        archive.addfile(info, io.BytesIO(b"c\n"))
    # One archive: two blocks of zeros end it, and the first is followed by another.
    first = out.getvalue().rstrip(b"\0")
    return first.ljust(-(-len(first) // tarfile.BLOCKSIZE) * tarfile.BLOCKSIZE, b"\0") + pax.getvalue()


FILES = {
    "letter-rarer.docx": docx_file, "list-rarer.xlsx": xlsx_file, "slides-rarer.pptx": pptx_file, "notice-rarer.ofd": ofd_file,
    "page-rarer.html": html_file, "letter-rarer.eml": mail_file, "files-rarer.zip": zip_file, "tree-rarer.tar": tar_file,
}
