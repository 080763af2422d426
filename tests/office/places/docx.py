"""Word documents: docx, docm, one with embedded packages, one with what nobody can read."""

import io
import re

import docx

from package import DECLARATION, Package, disguise, escape
from places import opc
from values import KINDS

MAIN = "word/document.xml"
NS = " ".join('xmlns:%s="%s"' % pair for pair in {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "w10": "urn:schemas-microsoft-com:office:word",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
}.items())
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
WHEN = 'w:date="2024-01-01T00:00:00Z"'


def run(text, properties="", tag="t"):
    properties = "<w:rPr>%s</w:rPr>" % properties if properties else ""
    return '<w:r>%s<w:%s xml:space="preserve">%s</w:%s></w:r>' % (properties, tag, escape(text), tag)


def paragraph(inner, properties=""):
    return "<w:p>%s%s</w:p>" % ("<w:pPr>%s</w:pPr>" % properties if properties else "", inner)


def fresh():
    """An empty package with the styles of python-docx and nothing personal."""
    out = io.BytesIO()
    docx.Document().save(out)
    package = Package(out.getvalue())
    for part in [name for name in package.parts if name.startswith(("docProps/", "customXml/"))]:
        package.drop(part)
    for rels in [name for name in package.parts if name.startswith("customXml/")]:
        del package.parts[rels]
    package.drop("word/stylesWithEffects.xml")
    keep = ("Normal", "Heading1", "DefaultParagraphFont", "TableNormal", "NoList", "TableGrid", "Header", "Footer")
    styles = re.sub(r"<w:latentStyles.*?</w:latentStyles>", "", package.text("word/styles.xml"), flags=re.S)
    package.set("word/styles.xml", re.sub(r'<w:style [^>]*w:styleId="([^"]*)".*?</w:style>', lambda m: m[0] if m[1] in keep else "", styles, flags=re.S))
    return package


def split_runs(p):
    """Values that no single run holds."""
    body = []
    five = p.phrase("value over five runs", MAIN)
    body.append(paragraph("".join(run(piece, ("<w:b/>", "<w:i/>", "")[index % 3]) for index, piece in enumerate(p.split(five, 5)))))
    label, value = "手机：", p.value("value split by a bookmark and a spelling mark", MAIN, kind="mobile")
    one, two, three = p.split(value, 3)
    body.append(paragraph(run(label + one) + '<w:bookmarkStart w:id="1" w:name="mark1"/>' + run(two)
                          + '<w:proofErr w:type="spellStart"/>' + run(three) + '<w:bookmarkEnd w:id="1"/>'))
    value = p.value("value split by non-breaking hyphens", MAIN, kind="mobile")
    body.append(paragraph("<w:r><w:t>手机：%s</w:t><w:noBreakHyphen/><w:t>%s</w:t><w:softHyphen/><w:t>%s</w:t></w:r>" % (value[:3], value[3:7], value[7:])))
    value = p.value("value split by tabs", MAIN, kind="bank-card")
    groups = [value[start:start + 4] for start in range(0, len(value), 4)]
    body.append(paragraph("<w:r><w:t>银行卡号：%s</w:t></w:r>" % "</w:t><w:tab/><w:t>".join(groups)))
    value = p.value("value split by a line break", MAIN, kind="resident-id")
    body.append(paragraph("<w:r><w:t>身份证号：%s</w:t><w:br/><w:t>%s</w:t></w:r>" % (value[:10], value[10:])))
    value = p.value("value split by comment anchors and a footnote mark", MAIN, kind="resident-id")
    body.append(paragraph(run("身份证号：" + value[:6]) + '<w:commentRangeStart w:id="0"/>' + run(value[6:12]) + '<w:commentRangeEnd w:id="0"/>'
                          '<w:r><w:commentReference w:id="0"/></w:r><w:r><w:footnoteReference w:id="2"/></w:r>' + run(value[12:])
                          + '<w:r><w:endnoteReference w:id="2"/></w:r>'))
    value = p.value("value in a smart tag, a content control and custom XML markup", MAIN, kind="resident-id")
    attribute = p.value("attribute of a smart tag", MAIN, "markup", "mobile")
    body.append(paragraph(
        f'{run("身份证号：")}<w:smartTag w:uri="urn:x" w:element="id"><w:smartTagPr><w:attr w:name="no" w:val="{attribute}"/></w:smartTagPr>{run(value[:5])}</w:smartTag>'
        f'<w:sdt><w:sdtContent>{run(value[5:11])}</w:sdtContent></w:sdt><w:customXml w:uri="urn:x" w:element="id">{run(value[11:])}</w:customXml>'))
    value = p.value("full-width digits", MAIN, kind="mobile")
    p.manifest[-1]["spellings"] = ["".join(chr(ord(digit) + 0xFEE0) for digit in value)]
    body.append(paragraph(run("手机：" + p.manifest[-1]["spellings"][0])))
    return body


def tracked(p):
    """Accepted and rejected text differ, each a value of its own; deleted and moved text."""
    accepted = p.value("tracked change: accepted text", MAIN, kind="resident-id")
    rejected = p.values.resident_id(prefix=accepted)
    p.value("tracked change: rejected text", MAIN, "hidden", "resident-id", value=rejected)
    authors = [p.value("author of " + what, MAIN, "metadata", "person")
               for what in ("w:ins", "w:del", "w:moveFrom", "w:moveTo", "w:rPrChange", "w:pPrChange", "w:cellIns")]
    ins, dele, move_from, move_to, format_run, format_paragraph, _ = authors
    body = [paragraph(
        run("身份证号：" + accepted[:10]) + f'<w:del w:id="11" w:author="{dele}" {WHEN}>{run(rejected[10:], tag="delText")}</w:del>'
        f'<w:ins w:id="12" w:author="{ins}" {WHEN}>{run(accepted[10:])}</w:ins>' + run("。"))]
    deleted = p.phrase("deleted text over two runs", MAIN, "hidden")
    one, two = p.split(deleted, 2)
    body.append(paragraph(run("已核实。") + f'<w:del w:id="13" w:author="审核员" {WHEN}>{run(one, tag="delText")}{run(two, "<w:b/>", "delText")}</w:del>'))
    body.append(paragraph(
        f'<w:moveFromRangeStart w:id="14" w:name="move1" w:author="审核员" {WHEN}/><w:moveFrom w:id="15" w:author="{move_from}" {WHEN}>'
        f'{run(p.phrase("moved text at its old place", MAIN, "hidden"))}</w:moveFrom><w:moveFromRangeEnd w:id="14"/>'))
    body.append(paragraph(
        f'<w:moveToRangeStart w:id="16" w:name="move1" w:author="审核员" {WHEN}/><w:moveTo w:id="17" w:author="{move_to}" {WHEN}>'
        f'{run(p.phrase("moved text at its new place", MAIN))}</w:moveTo><w:moveToRangeEnd w:id="16"/>'))
    body.append(paragraph(
        run("格式", f'<w:b/><w:rPrChange w:id="18" w:author="{format_run}" {WHEN}><w:rPr/></w:rPrChange>'),
        f'<w:jc w:val="center"/><w:pPrChange w:id="19" w:author="{format_paragraph}" {WHEN}><w:pPr/></w:pPrChange>'))
    body.append(paragraph(
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:del w:id="20" w:author="审核员" {WHEN}><w:r><w:delInstrText xml:space="preserve"> QUOTE "{escape(p.phrase("deleted field code", MAIN, "hidden"))}" </w:delInstrText></w:r></w:del>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'))
    return body, authors[-1]


def hidden_text(p):
    ruby = lambda inner, base: (
        '<w:r><w:ruby><w:rubyPr><w:rubyAlign w:val="center"/><w:hps w:val="10"/><w:hpsRaise w:val="18"/><w:hpsBaseText w:val="21"/><w:lid w:val="zh-CN"/></w:rubyPr>'
        f'<w:rt>{run(inner)}</w:rt><w:rubyBase>{run(base)}</w:rubyBase></w:ruby></w:r>')
    equation = p.phrase("equation m:t over two runs", MAIN)
    one, two = p.split(equation, 2)
    return [
        paragraph(run(p.phrase("vanished text", MAIN, "hidden"), "<w:vanish/>")),
        paragraph(run(p.phrase("text hidden on the web", MAIN, "hidden"), "<w:webHidden/>")),
        paragraph(run(p.phrase("white text of one point", MAIN), '<w:color w:val="FFFFFF"/><w:sz w:val="2"/>')),
        paragraph(run("户主") + ruby(p.phrase("ruby text", MAIN), p.phrase("ruby base", MAIN))),
        paragraph(f'<m:oMath><m:r><m:t>{escape(one)}</m:t></m:r><m:r><m:t>{escape(two)}</m:t></m:r></m:oMath>'),
    ]


def fields(p):
    code = ' HYPERLINK "mailto:%s" ' % p.value("field code w:instrText over three runs", MAIN, "markup", "email")
    pieces = p.split(code, 3)
    merge = p.phrase("field code of fldSimple", MAIN, "markup")
    cached = p.phrase("result of a field", MAIN)
    form = {what: p.phrase("form field " + what, MAIN, "markup") for what in ("default", "statusText", "helpText", "listEntry")}
    name = p.value("form field name", MAIN, "markup", "mobile")
    begin, between, end = ('<w:r><w:fldChar w:fldCharType="%s"/></w:r>' % kind for kind in ("begin", "separate", "end"))
    return [
        paragraph(begin + "".join(run(piece, tag="instrText") for piece in pieces) + between + run("邮箱") + end),
        paragraph(f'<w:fldSimple w:instr=" QUOTE &quot;{escape(merge)}&quot; ">{run(cached)}</w:fldSimple>'),
        paragraph(
            f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:name w:val="电话{name}"/><w:enabled/><w:calcOnExit w:val="0"/>'
            f'<w:helpText w:type="text" w:val="{form["helpText"]}"/><w:statusText w:type="text" w:val="{form["statusText"]}"/>'
            f'<w:textInput><w:default w:val="{form["default"]}"/></w:textInput></w:ffData></w:fldChar></w:r>'
            + run(" FORMTEXT ", tag="instrText") + between + run("填写") + end),
        paragraph(
            '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:name w:val="D1"/><w:enabled/><w:calcOnExit w:val="0"/>'
            f'<w:ddList><w:listEntry w:val="无"/><w:listEntry w:val="{form["listEntry"]}"/></w:ddList></w:ffData></w:fldChar></w:r>'
            + run(" FORMDROPDOWN ", tag="instrText") + end),
    ]


def controls(p, store):
    alias = p.phrase("content control alias", MAIN, "markup")
    tag = p.value("content control tag", MAIN, "markup", "resident-id")
    entry = p.phrase("content control list item", MAIN, "markup")
    value = p.value("content control list value", MAIN, "markup", "mobile")
    return [
        f'<w:sdt><w:sdtPr><w:alias w:val="{alias}"/><w:tag w:val="{tag}"/><w:id w:val="71"/>'
        '<w:placeholder><w:docPart w:val="DefaultPlaceholder"/></w:placeholder><w:showingPlcHdr/>'
        f'<w:dataBinding w:prefixMappings="xmlns:n=\'urn:relief:people\'" w:xpath="/n:people[1]/n:person[1]/n:name[1]" w:storeItemID="{store}"/><w:text/></w:sdtPr>'
        f'<w:sdtContent>{paragraph(run(p.phrase("content control placeholder text", MAIN)))}</w:sdtContent></w:sdt>',
        f'<w:sdt><w:sdtPr><w:id w:val="72"/><w:dropDownList><w:listItem w:displayText="{entry}" w:value="{value}"/></w:dropDownList></w:sdtPr>'
        f'<w:sdtContent>{paragraph(run("请选择"))}</w:sdtContent></w:sdt>',
    ]


def shapes(p):
    description, title, name = (p.phrase("docPr " + what, MAIN, "markup") for what in ("descr", "title", "name"))
    alt, vml_title = p.phrase("VML shape alt", MAIN, "markup"), p.phrase("VML shape title", MAIN, "markup")
    href = p.value("VML shape href", MAIN, "markup", "mobile")
    path = p.phrase("WordArt textpath string", MAIN)
    choice = p.phrase("text box: Choice", MAIN)
    fallback = p.phrase("text box: Fallback", MAIN, "hidden")
    return [paragraph(
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="2000000" cy="500000"/>'
        f'<wp:docPr id="31" name="{name}" descr="{description}" title="{title}"/>'
        '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr>'
        '<a:xfrm><a:off x="0" y="0"/><a:ext cx="2000000" cy="500000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr>'
        f'<wps:txbx><w:txbxContent>{paragraph("".join(run(piece) for piece in p.split(choice, 3)))}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>'
        f'<mc:Fallback><w:pict><v:rect id="s1" style="width:150pt;height:40pt" alt="{alt}" title="{vml_title}" href="tel:{href}"><v:textbox><w:txbxContent>'
        f'{paragraph("".join(run(piece) for piece in p.split(fallback, 3)))}</w:txbxContent></v:textbox></v:rect></w:pict></mc:Fallback></mc:AlternateContent></w:r>'),
        paragraph('<w:r><w:pict><v:shape id="s2" style="width:150pt;height:40pt"><v:textpath style="font-family:&quot;宋体&quot;" '
                  f'string="{path}"/></v:shape></w:pict></w:r>')]


def cell(inner, properties=""):
    return "<w:tc><w:tcPr>%s</w:tcPr>%s</w:tc>" % ('<w:tcW w:w="400" w:type="dxa"/>' + properties, inner)


def tables(p, cell_author):
    caption, description = p.phrase("table caption", MAIN, "markup"), p.phrase("table description", MAIN, "markup")
    digits = p.value("one digit per cell", MAIN, kind="resident-id")
    phone = p.value("one digit per cell, two runs and blanks", MAIN, kind="mobile")
    grid = lambda count: '<w:tblPr><w:tblW w:w="0" w:type="auto"/>%s</w:tblPr><w:tblGrid>' + '<w:gridCol w:w="400"/>' * count + "</w:tblGrid>"
    row = lambda cells: "<w:tr>%s</w:tr>" % "".join(cells)
    people = [[p.value("table, row %d, %s" % (number, heading), MAIN, kind=kind) for heading, kind in
               (("姓名", "person"), ("身份证号", "resident-id"), ("联系电话", "mobile"), ("家庭住址", "address"))] for number in (1, 2)]
    nested = p.phrase("table within a table", MAIN)
    hidden_row = p.phrase("hidden table row", MAIN, "hidden")
    inserted = p.phrase("inserted table cell", MAIN)
    wrapped = p.value("value over two paragraphs of a cell", MAIN, kind="resident-id")
    out = ["<w:tbl>" + grid(18) % f'<w:tblCaption w:val="{caption}"/><w:tblDescription w:val="{description}"/>'
           + row(cell(paragraph(run(digit))) for digit in digits) + "</w:tbl>", paragraph("")]
    out += ["<w:tbl>" + grid(12) % "" + row([cell(paragraph(run("手机")))] + [cell(paragraph(run(" ") + run(digit) + run(" "))) for digit in phone]) + "</w:tbl>", paragraph("")]
    rows = [row(cell(paragraph(run(heading))) for heading in ("姓名", "身份证号", "联系电话", "家庭住址"))]
    rows += [row(cell(paragraph(run(value))) for value in person) for person in people]
    inner = "<w:tbl>" + grid(1) % "" + row([cell(paragraph(run(nested)))]) + "</w:tbl>" + paragraph("")
    rows.append(row([cell(inner), cell(paragraph(run(wrapped[:9])) + paragraph(run(wrapped[9:]))),
                     cell(paragraph(run(inserted)), f'<w:cellIns w:id="21" w:author="{cell_author}" {WHEN}/>'), cell(paragraph(""))]))
    rows.append("<w:tr><w:trPr><w:hidden/></w:trPr>%s</w:tr>" % "".join(cell(paragraph(run(text))) for text in (hidden_row, "", "", "")))
    out += ["<w:tbl>" + grid(4) % "" + "".join(rows) + "</w:tbl>", paragraph("")]
    return out


def notes(package, p):
    """Headers, footers, footnotes, endnotes, comments and the people who wrote them."""
    references = ""
    for kind, tag, names in (("header", "hdr", ("default", "first", "even")), ("footer", "ftr", ("default", "first", "even"))):
        for index, which in enumerate(names, 1):
            part = "word/%s%d.xml" % (kind, index + (4 if p.other else 0))
            text = p.phrase("%s %s, over two runs" % (kind, which), part)
            inner = paragraph("".join(run(piece) for piece in p.split(text, 2)))
            if kind == "header" and which == "default":
                mark = p.phrase("watermark", part)
                inner += paragraph(f'<w:r><w:pict><v:shape id="PowerPlusWaterMarkObject" style="width:400pt;height:100pt"><v:textpath string="{mark}"/></v:shape></w:pict></w:r>')
            package.add(part, f"<w:{tag} {NS}>{inner}</w:{tag}>", WORD + kind + "+xml")
            identifier = package.relate(MAIN, kind, part[5:])
            references += f'<w:{kind}Reference w:type="{which}" r:id="{identifier}"/>'
    for kind in ("footnote", "endnote"):
        part = "word/%ss.xml" % kind
        separators = "".join(f'<w:{kind} w:type="{name}" w:id="{number}">{paragraph(f"<w:r><w:{name}/></w:r>")}</w:{kind}>'
                             for number, name in ((0, "separator"), (1, "continuationSeparator")))
        text = p.phrase(kind, part)
        lost = p.phrase(kind + " that nothing refers to", part, "hidden")
        package.add(part, f'<w:{kind}s {NS}>{separators}<w:{kind} w:id="2">{paragraph(run(text))}</w:{kind}><w:{kind} w:id="3">{paragraph(run(lost))}</w:{kind}></w:{kind}s>', WORD + kind + "s+xml")
        package.relate(MAIN, kind + "s", kind + "s.xml")
    part = "word/comments.xml"
    author, initials = p.value("comment author", part, "metadata", "person"), p.value("comment initials", part, "metadata", "person")
    text = p.phrase("comment text over two runs", part, "hidden")
    answer = p.phrase("answer to a comment", part, "hidden")
    package.add(part, (
        f'<w:comments {NS}><w:comment w:id="0" w:author="{author}" w:initials="{initials}" {WHEN}><w:p w14:paraId="00000001">{"".join(run(piece) for piece in p.split(text, 2))}</w:p></w:comment>'
        f'<w:comment w:id="1" w:author="审核员" {WHEN}><w:p w14:paraId="00000002">{run(answer)}</w:p></w:comment></w:comments>'), WORD + "comments+xml")
    package.relate(MAIN, "comments", "comments.xml")
    package.add("word/commentsExtended.xml", f'<w15:commentsEx {NS}><w15:commentEx w15:paraId="00000001" w15:done="0"/><w15:commentEx w15:paraId="00000002" w15:paraIdParent="00000001" w15:done="1"/></w15:commentsEx>', WORD + "commentsExtended+xml")
    package.relate(MAIN, "http://schemas.microsoft.com/office/2011/relationships/commentsExtended", "commentsExtended.xml")
    part = "word/people.xml"
    person, user = p.value("people.xml author", part, "metadata", "person"), p.value("people.xml userId", part, "metadata", "email")
    package.add(part, f'<w15:people {NS}><w15:person w15:author="{person}"><w15:presenceInfo w15:providerId="AD" w15:userId="S::{user}::1"/></w15:person></w15:people>', WORD + "people+xml")
    package.relate(MAIN, "http://schemas.microsoft.com/office/2011/relationships/people", "people.xml")
    return references


def glossary(package, p):
    part = "word/glossary/document.xml"
    name, description = p.phrase("glossary: name of an entry", part, "metadata", kind="person"), p.phrase("glossary: description", part, "metadata")
    text = p.phrase("glossary: text", part, "hidden")
    package.add(part, (
        f'<w:glossaryDocument {NS}><w:docParts><w:docPart><w:docPartPr><w:name w:val="{name}"/><w:category><w:name w:val="常规"/><w:gallery w:val="placeholder"/></w:category>'
        f'<w:description w:val="{description}"/></w:docPartPr><w:docPartBody>{paragraph(run(text))}</w:docPartBody></w:docPart></w:docParts></w:glossaryDocument>'), WORD + "document.glossary+xml")
    package.relate(MAIN, "glossaryDocument", "glossary/document.xml")


def settings(package, p):
    part = "word/settings.xml"
    connect = p.value("mail merge connection string", part, "metadata", "person")
    query = p.value("mail merge query", part, "metadata", "mobile")
    subject, address = p.phrase("mail merge subject", part, "metadata"), p.value("mail merge address field", part, "metadata", "email")
    mapped = p.phrase("mail merge mapped column", part, "metadata")
    source = p.value("mail merge data source (rels)", "word/_rels/settings.xml.rels", "metadata", "person")
    template = p.value("attached template (rels)", "word/_rels/settings.xml.rels", "metadata", "person")
    variable, name = p.phrase("document variable", part, "metadata"), p.value("name of a document variable", part, "metadata", "mobile")
    data = package.relate(part, "mailMergeSource", f"file:///C:/Users/{source}/收件人.xlsx", external=True)
    attached = package.relate(part, "attachedTemplate", f"file:///C:/Users/{template}/AppData/Normal.dotm", external=True)
    package.set(part, DECLARATION + (
        f'<w:settings {NS}><w:zoom w:percent="100"/><w:attachedTemplate r:id="{attached}"/><w:mailMerge><w:mainDocumentType w:val="formLetters"/><w:dataType w:val="native"/>'
        f'<w:connectString w:val="Data Source=C:\\Users\\{connect}\\a.mdb"/><w:query w:val="SELECT * FROM t WHERE 手机=\'{query}\'"/><w:dataSource r:id="{data}"/>'
        f'<w:addressFieldName w:val="{address}"/><w:mailSubject w:val="{subject}"/><w:odso><w:fieldMapData><w:type w:val="dbColumn"/><w:name w:val="{mapped}"/><w:mappedName w:val="Last Name"/><w:column w:val="1"/></w:fieldMapData></w:odso></w:mailMerge>'
        f'<w:evenAndOddHeaders/><w:docVars><w:docVar w:name="电话{name}" w:val="{variable}"/></w:docVars></w:settings>'))


def chunks(package, p):
    html = "word/afchunk1.html"
    package.default("html", "text/html")
    text, comment = p.phrase("altChunk html", html), p.phrase("altChunk html comment", html, "markup")
    package.add(html, f'<html><head><meta charset="utf-8"></head><body><!-- {comment} --><p>{text[:8]}<b>{text[8:]}</b></p></body></html>')
    body = '<w:altChunk r:id="%s"/>' % package.relate(MAIN, "aFChunk", "afchunk1.html")
    if p.other:
        import base64
        mht = "word/afchunk2.mht"
        package.default("mht", "message/rfc822")
        inner = base64.b64encode(("<html><body>%s</body></html>" % p.phrase("altChunk mht", mht)).encode("utf-8")).decode()
        package.add(mht, f'MIME-Version: 1.0\r\nContent-Type: text/html; charset="utf-8"\r\nContent-Transfer-Encoding: base64\r\n\r\n{inner}\r\n')
        body += '<w:altChunk r:id="%s"/>' % package.relate(MAIN, "aFChunk", "afchunk2.mht")
    return [body]


def chart_xml(p, part, external=""):
    text = lambda place, surface="visible": escape(p.phrase("chart " + place, part, surface))
    return (
        '<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        f'<c:chart><c:title><c:tx><c:rich><a:bodyPr/><a:p><a:r><a:t>{text("title")}</a:t></a:r></a:p></c:rich></c:tx></c:title><c:plotArea><c:layout/><c:barChart><c:barDir val="col"/><c:grouping val="clustered"/>'
        f'<c:ser><c:idx val="0"/><c:order val="0"/><c:tx><c:strRef><c:f>\'{p.phrase("chart reference to a sheet", part, "markup", kind="person")}\'!$B$1</c:f><c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>{text("cached series name")}</c:v></c:pt></c:strCache></c:strRef></c:tx>'
        f'<c:cat><c:strRef><c:f>Sheet1!$A$2:$A$2</c:f><c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>{text("cached category")}</c:v></c:pt></c:strCache></c:strRef></c:cat>'
        f'<c:val><c:numRef><c:f>Sheet1!$B$2:$B$2</c:f><c:numCache><c:formatCode>"{text("cached number format", "markup")}"0</c:formatCode><c:ptCount val="1"/><c:pt idx="0"><c:v>{p.value("chart cached number", part, "visible", "mobile")}</c:v></c:pt></c:numCache></c:numRef></c:val></c:ser>'
        '<c:axId val="1"/><c:axId val="2"/></c:barChart>'
        '<c:catAx><c:axId val="1"/><c:scaling/><c:axPos val="b"/><c:crossAx val="2"/></c:catAx><c:valAx><c:axId val="2"/><c:scaling/><c:axPos val="l"/><c:crossAx val="1"/></c:valAx></c:plotArea></c:chart>'
        f'{external}</c:chartSpace>')


CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"


def graphic(inner, uri, number, description=""):
    return paragraph(
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="3000000" cy="2000000"/><wp:docPr id="{number}" name="图 {number}"/>'
        f'<a:graphic><a:graphicData uri="{uri}">{inner}</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>')


def drawings(package, p):
    part = "word/charts/chart1.xml"
    package.add(part, chart_xml(p, part), CHART_TYPE)
    chart = package.relate(MAIN, "chart", "charts/chart1.xml")
    out = [graphic(f'<c:chart r:id="{chart}"/>', "http://schemas.openxmlformats.org/drawingml/2006/chart", 41)]
    part = "word/diagrams/data1.xml"
    text = p.phrase("diagram text over two runs", part)
    one, two = p.split(text, 2)
    package.add(part, (
        '<dgm:dataModel xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><dgm:ptLst><dgm:pt modelId="1">'
        f'<dgm:prSet phldrT="{p.phrase("diagram placeholder text", part, "markup")}"/><dgm:spPr/><dgm:t><a:bodyPr/><a:p><a:r><a:t>{escape(one)}</a:t></a:r><a:r><a:t>{escape(two)}</a:t></a:r></a:p></dgm:t></dgm:pt></dgm:ptLst></dgm:dataModel>'),
        "application/vnd.openxmlformats-officedocument.drawingml.diagramData+xml")
    data = package.relate(MAIN, "diagramData", "diagrams/data1.xml")
    part = "word/diagrams/drawing1.xml"
    package.add(part, (
        '<dsp:drawing xmlns:dsp="http://schemas.microsoft.com/office/drawing/2008/diagram" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><dsp:spTree><dsp:nvGrpSpPr><dsp:cNvPr id="0" name=""/><dsp:cNvGrpSpPr/></dsp:nvGrpSpPr><dsp:grpSpPr/>'
        f'<dsp:sp modelId="1"><dsp:nvSpPr><dsp:cNvPr id="0" name=""/><dsp:cNvSpPr/></dsp:nvSpPr><dsp:spPr/><dsp:txBody><a:bodyPr/><a:p><a:r><a:t>{escape(p.phrase("diagram as drawn", part))}</a:t></a:r></a:p></dsp:txBody></dsp:sp></dsp:spTree></dsp:drawing>'),
        "application/vnd.ms-office.drawingml.diagramDrawing+xml")
    package.relate(MAIN, "http://schemas.microsoft.com/office/2007/relationships/diagramDrawing", "diagrams/drawing1.xml")
    out.append(graphic(f'<dgm:relIds r:dm="{data}" r:lo="{data}" r:qs="{data}" r:cs="{data}"/>', "http://schemas.openxmlformats.org/drawingml/2006/diagram", 42))
    return out


def styles(package, p):
    part = "word/styles.xml"
    name, alias = p.phrase("name of a style", part, "metadata", kind="person"), p.value("alias of a style", part, "metadata", "mobile")
    package.replace(part, "</w:styles>", f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="P1"><w:name w:val="{name}"/><w:aliases w:val="电话{alias}"/></w:style></w:styles>')
    part = "word/numbering.xml"
    level = p.phrase("text of a list number", part)
    text = package.text(part)
    start = text.index("<w:abstractNum ") if "<w:abstractNum " in text else text.index("</w:numbering>")
    package.set(part, text[:start] + f'<w:abstractNum w:abstractNumId="99"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="{level} %1."/></w:lvl></w:abstractNum>' + text[start:])


def bookmarks(p):
    name = p.value("name of a bookmark", MAIN, "markup", "mobile")
    tip = p.phrase("hyperlink tooltip", MAIN, "markup")
    anchor = p.value("hyperlink anchor", MAIN, "markup", "mobile")
    return [paragraph(f'<w:bookmarkStart w:id="61" w:name="电话{name}"/>{run("一、")}<w:bookmarkEnd w:id="61"/>'
                      f'<w:hyperlink w:anchor="电话{anchor}" w:tooltip="{tip}">{run(p.phrase("text of a hyperlink", MAIN))}</w:hyperlink>')]


def rarely(package, p):
    """Places that few think of. Only variant b has them."""
    author = lambda what: p.value("author of " + what, MAIN, "metadata", "person")
    tip = p.phrase("tooltip of a picture's link", MAIN, "markup")
    target = p.value("rels target of a picture's link", "word/_rels/document.xml.rels", "metadata", "mobile")
    link = package.relate(MAIN, "hyperlink", "tel:" + target, external=True)
    body = [
        f'<w:p><w:permStart w:id="81" w:ed="{p.value("editor of a permission range", MAIN, "metadata", "email")}"/>{run("可编辑")}<w:permEnd w:id="81"/></w:p>',
        f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid><w:gridCol w:w="400"/></w:tblGrid><w:tr><w:trPr><w:ins w:id="82" w:author="{author("an inserted row")}" {WHEN}/></w:trPr>{cell(paragraph(run("行")))}</w:tr></w:tbl>',
        f'<w:p><w:pPr><w:rPr><w:ins w:id="83" w:author="{author("an inserted paragraph mark")}" {WHEN}/></w:rPr></w:pPr>{run("段")}</w:p>',
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/><w:numberingChange w:id="84" w:author="{author("a numbering change")}" {WHEN} w:original="{p.phrase("numbering before a change", MAIN, "hidden")}"/></w:numPr></w:pPr>{run("号")}</w:p>',
        f'<w:p><w:customXmlInsRangeStart w:id="85" w:author="{author("an inserted range of custom XML")}" {WHEN}/><w:customXmlInsRangeEnd w:id="85"/>{run("域")}</w:p>',
        '<w:p><w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="9000" cy="9000"/>'
        f'<wp:docPr id="86" name="形"><a:hlinkClick r:id="{link}" tooltip="{tip}"/></wp:docPr><a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="9000" cy="9000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>',
        f'<w:sdt><w:sdtPr><w:id w:val="87"/><w:date w:fullDate="2024-01-01T00:00:00Z"><w:dateFormat w:val="\'{p.phrase("date format of a content control", MAIN, "markup")}\'yyyy"/></w:date></w:sdtPr><w:sdtContent>{paragraph(run("日期"))}</w:sdtContent></w:sdt>',
    ]
    fonts = "word/fontTable.xml"
    font, other = p.phrase("name of a font", fonts, "metadata", kind="person"), p.value("other name of a font", fonts, "metadata", "mobile")
    package.replace(fonts, "</w:fonts>", f'<w:font w:name="{font}"><w:altName w:val="电话{other}"/></w:font></w:fonts>')
    frame = p.value("frame of a page (rels)", "word/_rels/webSettings.xml.rels", "metadata", "person")
    identifier = package.relate("word/webSettings.xml", "frame", f"file:///C:/Users/{frame}/a.htm", external=True)
    text = package.text("word/webSettings.xml")
    start = text.index("<w:webSettings")
    end = text.index(">", start) + 1
    name = p.phrase("name of a frame", "word/webSettings.xml", "metadata")
    inside = f'<w:frameset><w:frame><w:name w:val="{name}"/><w:sourceFileName r:id="{identifier}"/></w:frame></w:frameset>'
    package.set("word/webSettings.xml", text[:end] + inside + text[end:])
    sources = "customXml/item8.xml"
    package.add(sources, (
        '<b:Sources xmlns:b="http://schemas.openxmlformats.org/officeDocument/2006/bibliography" SelectedStyle=""><b:Source><b:Tag>A</b:Tag><b:SourceType>Book</b:SourceType>'
        f'<b:Author><b:Author><b:NameList><b:Person><b:Last>{p.value("bibliography: author", sources, "metadata", "person")}</b:Last></b:Person></b:NameList></b:Author></b:Author>'
        f'<b:Comments>{p.phrase("bibliography: comment", sources, "metadata")}</b:Comments></b:Source></b:Sources>'), "application/xml")
    package.relate(MAIN, "customXml", "../" + sources)
    return body


def full(p):
    package = fresh()
    store = opc.custom_xml(package, p, MAIN)
    body = [paragraph(run("关于困难群众救助情况的公示"))]
    body += [paragraph(run(p.phrase("plain text " + kind, MAIN, kind=kind) + "。")) for kind in KINDS]
    body += split_runs(p)
    changes, cell_author = tracked(p)
    body += changes + hidden_text(p) + fields(p) + controls(p, store) + shapes(p) + tables(p, cell_author) + bookmarks(p)
    body += chunks(package, p) + drawings(package, p)
    links = []
    opc.targets(package, p, MAIN, lambda identifier: links.append(f'<w:hyperlink r:id="{identifier}">{run("链接")}</w:hyperlink>'))
    body.append(paragraph("".join(links)))
    if p.other:
        body += rarely(package, p)
        p.random.shuffle(body)
    references = notes(package, p)
    glossary(package, p)
    settings(package, p)
    styles(package, p)
    body.append(paragraph(""))
    comment = "<!-- %s -->" % p.phrase("XML comment between paragraphs", MAIN, "markup")
    package.set(MAIN, DECLARATION + f'<w:document {NS} mc:Ignorable="w14 w15"><w:body>{comment}{"".join(body)}<w:sectPr>{references}<w:pgSz w:w="11906" w:h="16838"/><w:titlePg/></w:sectPr></w:body></w:document>')
    opc.properties(package, p)
    opc.markup(package, p, MAIN)
    opc.markup(package, p, "word/comments.xml")
    opc.zip_fields(package, p)
    if p.other:
        disguise(package, p)
    return package


def simple(p, package=None):
    """A short letter, for what is put beside it."""
    package = package or fresh()
    package.set(MAIN, DECLARATION + f'<w:document {NS}><w:body>{paragraph(run(p.phrase("paragraph of a short letter", MAIN)))}<w:sectPr/></w:body></w:document>')
    return package


def simple_inner(p, place, part):
    """A letter of one paragraph, for embedding: bytes."""
    package = fresh()
    package.set(MAIN, DECLARATION + f'<w:document {NS}><w:body>{paragraph(run(p.phrase(place, part, "hidden")))}<w:sectPr/></w:body></w:document>')
    return package.save()


def docx_file(p):
    return full(p).save()


def docm_file(p):
    package = simple(p)
    package.override(MAIN, "application/vnd.ms-word.document.macroEnabled.main+xml")
    opc.macros(package, p, MAIN, "word")
    part = "word/vbaData.xml"
    package.add(part, f'<wne:vbaSuppData xmlns:wne="http://schemas.microsoft.com/office/word/2006/wordml"><wne:mcds><wne:mcd wne:macroName="PROJECT.{p.value("macro name in vbaData.xml", part, "metadata", "mobile")}" wne:name="a" wne:bEncrypt="00" wne:cmg="56"/></wne:mcds></wne:vbaSuppData>', "application/vnd.ms-word.vbaData+xml")
    package.relate("word/vbaProject.bin", "http://schemas.microsoft.com/office/2006/relationships/wordVbaData", "vbaData.xml")
    opc.properties(package, p)
    return package.save()


def embedded_file(p):
    """Packages within the package: a workbook of a chart, a letter in a letter."""
    from places import xlsx
    package = simple(p)
    for extension, kind in (("xlsx", "spreadsheetml.sheet"), ("docx", "wordprocessingml.document")):
        package.default(extension, "application/vnd.openxmlformats-officedocument." + kind)
    book = "word/embeddings/Microsoft_Excel_Sheet1.xlsx"
    package.add(book, xlsx.small(p, "embedded workbook", book))
    part = "word/charts/chart1.xml"
    package.add(part, chart_xml(p, part, '<c:externalData r:id="rIdP1"><c:autoUpdate val="0"/></c:externalData>'), CHART_TYPE)
    package.relate(part, "package", "../embeddings/Microsoft_Excel_Sheet1.xlsx", identifier="rIdP1")
    chart = package.relate(MAIN, "chart", "charts/chart1.xml")
    package.replace(MAIN, "<w:sectPr/>", graphic(f'<c:chart r:id="{chart}"/>', "http://schemas.openxmlformats.org/drawingml/2006/chart", 41) + "<w:sectPr/>")
    letter = "word/embeddings/Microsoft_Word_Document1.docx"
    package.add(letter, simple_inner(p, "embedded letter", letter))
    package.relate(MAIN, "package", "embeddings/Microsoft_Word_Document1.docx")
    return package.save()


def opaque_file(p):
    package = simple(p)
    opc.opaque(package, p, MAIN, "word")
    part = "word/activeX/activeX1.xml"
    package.add(part, f'<ax:ocx xmlns:ax="http://schemas.microsoft.com/office/2006/activeX" ax:classid="{{8BD21D10-EC42-11CE-9E0D-00AA006002F3}}" ax:persistence="persistPropertyBag"><ax:ocxPr ax:name="Caption" ax:value="{p.phrase("ActiveX property", part, "hidden")}"/></ax:ocx>', "application/vnd.ms-office.activeX+xml")
    package.relate(MAIN, "control", "activeX/activeX1.xml")
    return package.save()


FILES = {"letter.docx": docx_file, "letter-macros.docm": docm_file, "letter-embedded.docx": embedded_file, "letter-opaque.docx": opaque_file}
