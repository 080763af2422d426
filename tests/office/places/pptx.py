"""Presentations: pptx, one with embedded packages, one with what nobody can read."""

import io
import re

import pptx

from package import Package, disguise, escape
from places import opc, xlsx
from places.docx import CHART_TYPE, chart_xml

MAIN = "ppt/presentation.xml"
KIND = "application/vnd.openxmlformats-officedocument.presentationml."
P = ('xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
     'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"')


def fresh(slides=1, notes=False):
    """A presentation with one layout of the default template."""
    deck = pptx.Presentation()
    layouts = deck.slide_layouts
    for layout in list(layouts)[:-5][::-1]:
        layouts.remove(layout)
    for layout in list(layouts)[1:]:
        layouts.remove(layout)
    for number in range(slides):
        slide = deck.slides.add_slide(layouts[0])
        if notes and not number:
            slide.notes_slide.notes_text_frame.text = "NOTES"
    out = io.BytesIO()
    deck.save(out)
    package = Package(out.getvalue())
    for part in [name for name in package.parts if name.startswith("docProps/") or "printerSettings" in name]:
        package.drop(part)
    for name in list(package.parts):
        if name.endswith((".xml", ".rels")):
            package.set(name, re.sub(r"^<\?xml[^>]*\?>\s*", '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n', package.text(name)))
    return package


def runs(pieces):
    return "".join('<a:r><a:rPr lang="zh-CN"%s/><a:t>%s</a:t></a:r>' % (' b="1"' if index % 2 else "", escape(piece)) for index, piece in enumerate(pieces))


def box(number, inner, name="文本框", attributes="", hidden="", place=(1, 1)):
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{name}"{attributes}{hidden}/><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm><a:off x="{place[0]}" y="{place[1]}"/><a:ext cx="3000000" cy="400000"/></a:xfrm>'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr><p:txBody><a:bodyPr/><a:lstStyle/><a:p>{inner}</a:p></p:txBody></p:sp>')


def table(number, rows):
    cells = "".join('<a:tr h="300000">%s</a:tr>' % "".join(f'<a:tc><a:txBody><a:bodyPr/><a:p>{runs([text])}</a:p></a:txBody><a:tcPr/></a:tc>' for text in row) for row in rows)
    grid = '<a:gridCol w="400000"/>' * len(rows[0])
    return (
        f'<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="{number}" name="表格"/><p:cNvGraphicFramePr/><p:nvPr/></p:nvGraphicFramePr><p:xfrm><a:off x="0" y="0"/><a:ext cx="4000000" cy="900000"/></p:xfrm>'
        f'<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/table"><a:tbl><a:tblPr/><a:tblGrid>{grid}</a:tblGrid>{cells}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>')


def into_tree(package, part, inner):
    package.replace(part, "</p:spTree>", inner + "</p:spTree>")


def first_slide(package, p, part):
    say = lambda place, surface="visible", **more: p.phrase("slide " + place, part, surface, **more)
    shapes = [box(20, runs(p.split(say("text over four runs"), 4)))]
    wrapped = p.value("slide: value over a line break", part, kind="resident-id")
    shapes.append(box(21, runs(["身份证号：" + wrapped[:8]]) + "<a:br/>" + runs([wrapped[8:]])))
    shapes.append(box(22, runs(["形状"]), say("shape name", "markup"), f' descr="{say("shape descr", "markup")}" title="{say("shape title", "markup")}"'))
    shapes.append(box(23, runs([say("hidden shape", "hidden")]), hidden=' hidden="1"'))
    shapes.append(box(24, runs([say("shape off the slide", "hidden")]), place=(99999999, 1)))
    shapes.append(box(25, f'<a:fld id="{{AAAAAAAA-0000-4000-8000-000000000001}}" type="datetime1"><a:rPr lang="zh-CN"/><a:t>{say("field text")}</a:t></a:fld>'))
    shapes.append(box(26, runs([say("tiny white text")]).replace('lang="zh-CN"/>', 'lang="zh-CN" sz="100"><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill></a:rPr>')))
    links = []
    opc.targets(package, p, part, links.append)
    for identifier in links:
        shapes.append(box(30 + len(shapes), f'<a:r><a:rPr lang="zh-CN"><a:hlinkClick r:id="{identifier}"/></a:rPr><a:t>链接</a:t></a:r>'))
    tip = say("hyperlink tooltip", "markup")
    shapes.append(box(60, f'<a:r><a:rPr lang="zh-CN"><a:hlinkClick r:id="{links[0]}" tooltip="{tip}"/></a:rPr><a:t>链接</a:t></a:r>'))
    digits = p.value("slide: one digit per table cell", part, kind="resident-id")
    shapes.append(table(61, [list(digits)]))
    people = [("姓名", "person"), ("身份证号", "resident-id"), ("手机", "mobile")]
    shapes.append(table(62, [[heading for heading, _ in people], [p.value("slide table, " + heading, part, kind=kind) for heading, kind in people]]))
    equation = say("equation")
    shapes.append(
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice xmlns:a14="http://schemas.microsoft.com/office/drawing/2010/main" Requires="a14">'
        + box(63, f'<a14:m><m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>{equation[:6]}</m:t></m:r><m:r><m:t>{equation[6:]}</m:t></m:r></m:oMath></a14:m>')
        + "</mc:Choice><mc:Fallback>" + box(64, runs([say("Fallback of an alternative", "hidden")])) + "</mc:Fallback></mc:AlternateContent>")
    into_tree(package, part, "".join(shapes))
    chart = "ppt/charts/chart1.xml"
    package.add(chart, chart_xml(p, chart), CHART_TYPE)
    identifier = package.relate(part, "chart", "../charts/chart1.xml")
    into_tree(package, part, (
        '<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="70" name="图表"/><p:cNvGraphicFramePr/><p:nvPr/></p:nvGraphicFramePr><p:xfrm><a:off x="0" y="0"/><a:ext cx="3000000" cy="2000000"/></p:xfrm><a:graphic>'
        f'<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" r:id="{identifier}"/></a:graphicData></a:graphic></p:graphicFrame>'))
    name = p.phrase("slide name (cSld)", part, "markup")
    text = package.text(part)
    package.set(part, re.sub(r"<p:cSld[^>]*>", f'<p:cSld name="{name}">', text, count=1))
    # Tags hang on the shapes and slides that use them.
    tags = "ppt/tags/tag1.xml"
    package.add(tags, f'<p:tagLst {P}><p:tag name="电话{p.value("tag name", tags, "metadata", "mobile")}" val="{p.phrase("tag value", tags, "metadata")}"/></p:tagLst>', KIND + "tags+xml")
    package.relate(part, "tags", "../tags/tag1.xml")


def comments(package, p, slide):
    part = "ppt/comments/comment1.xml"
    package.add(part, f'<p:cmLst {P}><p:cm authorId="0" dt="2024-01-01T00:00:00.000" idx="1"><p:pos x="10" y="10"/><p:text>{p.phrase("comment", part, "hidden")}</p:text></p:cm></p:cmLst>', KIND + "comments+xml")
    package.relate(slide, "comments", "../comments/comment1.xml")
    part = "ppt/commentAuthors.xml"
    package.add(part, f'<p:cmAuthorLst {P}><p:cmAuthor id="0" name="{p.value("comment author", part, "metadata", "person")}" initials="{p.value("comment initials", part, "metadata", "person")}" lastIdx="1" clrIdx="0"/></p:cmAuthorLst>', KIND + "commentAuthors+xml")
    package.relate(MAIN, "commentAuthors", "commentAuthors.xml")
    part = "ppt/comments/modernComment_1.xml"
    ns = 'xmlns:p188="http://schemas.microsoft.com/office/powerpoint/2018/8/main" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    package.add(part, (
        f'<p188:cmLst {ns}><p188:cm id="{{AAAAAAAA-0000-4000-8000-000000000002}}" authorId="{{AAAAAAAA-0000-4000-8000-000000000003}}" created="2024-01-01T00:00:00"><p188:txBody><a:bodyPr/><a:p>{runs(p.split(p.phrase("modern comment", part, "hidden"), 2))}</a:p></p188:txBody>'
        f'<p188:replyLst><p188:reply id="{{AAAAAAAA-0000-4000-8000-000000000004}}" authorId="{{AAAAAAAA-0000-4000-8000-000000000003}}" created="2024-01-01T00:00:00"><p188:txBody><a:bodyPr/><a:p>{runs([p.phrase("answer to a modern comment", part, "hidden")])}</a:p></p188:txBody></p188:reply></p188:replyLst></p188:cm></p188:cmLst>'), "application/vnd.ms-powerpoint.comments+xml")
    package.relate(slide, "http://schemas.microsoft.com/office/2018/10/relationships/comments", "../comments/modernComment_1.xml")
    part = "ppt/authors.xml"
    package.add(part, f'<p188:authorLst {ns}><p188:author id="{{AAAAAAAA-0000-4000-8000-000000000003}}" name="{p.value("modern author name", part, "metadata", "person")}" initials="w" userId="S::{p.value("modern author userId", part, "metadata", "email")}::1" providerId="AD"/></p188:authorLst>', "application/vnd.ms-powerpoint.authors+xml")
    package.relate(MAIN, "http://schemas.microsoft.com/office/2018/10/relationships/authors", "authors.xml")


def around(package, p):
    """Masters, layouts, notes, sections, changes."""
    master = next(name for name in package.parts if re.fullmatch(r"ppt/slideMasters/slideMaster\d+\.xml", name))
    layout = next(name for name in package.parts if re.fullmatch(r"ppt/slideLayouts/slideLayout\d+\.xml", name))
    for part, what in ((master, "master"), (layout, "layout")):
        into_tree(package, part, box(90, runs([p.phrase("text of the " + what, part)])))
    notes = "ppt/notesSlides/notesSlide1.xml"
    note = p.phrase("notes over two runs", notes, "hidden")
    text = package.text(notes)
    assert "NOTES" in text
    package.set(notes, re.sub(r"<a:r>(?:(?!</a:r>).)*NOTES</a:t></a:r>", lambda _: runs(p.split(note, 2)), text, flags=re.S))
    into_tree(package, "ppt/notesMasters/notesMaster1.xml", box(90, runs([p.phrase("text of the notes master", "ppt/notesMasters/notesMaster1.xml", "hidden")])))
    handout = "ppt/handoutMasters/handoutMaster1.xml"
    package.add(handout, (
        f'<p:handoutMaster {P}><p:cSld><p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>{box(2, runs([p.phrase("text of the handout master", handout, "hidden")]))}</p:spTree></p:cSld>'
        '<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3" accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/></p:handoutMaster>'), KIND + "handoutMaster+xml")
    theme = next(name for name in package.parts if "theme/theme" in name)
    package.add("ppt/theme/theme9.xml", package.parts[theme], "application/vnd.openxmlformats-officedocument.theme+xml")
    package.relate(handout, "theme", "../theme/theme9.xml")
    identifier = package.relate(MAIN, "handoutMaster", "handoutMasters/handoutMaster1.xml")
    notes_id = re.search(r'<Relationship [^>]*notesMaster1.xml[^>]*>', package.text("ppt/_rels/presentation.xml.rels"))[0]
    notes_id = re.search(r' Id="([^"]*)"', notes_id)[1]
    package.substitute(MAIN, r"</p:sldMasterIdLst>", f'</p:sldMasterIdLst><p:notesMasterIdLst><p:notesMasterId r:id="{notes_id}"/></p:notesMasterIdLst><p:handoutMasterIdLst><p:handoutMasterId r:id="{identifier}"/></p:handoutMasterIdLst>')
    show = p.phrase("name of a custom show", MAIN, "markup", kind="person")
    section = p.phrase("name of a section", MAIN, "markup")
    text = re.sub(r"<p:extLst>.*?</p:extLst>", "", package.text(MAIN), flags=re.S)
    slide = re.search(r'<p:sldId [^>]*r:id="([^"]*)"', text)[1]
    text = re.sub(r"(<p:notesSz[^>]*/>)", lambda m: m[1] + f'<p:custShowLst><p:custShow name="{show}" id="0"><p:sldLst><p:sld r:id="{slide}"/></p:sldLst></p:custShow></p:custShowLst>', text)
    package.set(MAIN, text.replace("</p:presentation>", (
        '<p:extLst><p:ext uri="{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"><p14:sectionLst xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main">'
        f'<p14:section name="{section}" id="{{AAAAAAAA-0000-4000-8000-000000000005}}"><p14:sldIdLst/></p14:section></p14:sectionLst></p:ext></p:extLst></p:presentation>')))
    changes = "ppt/changesInfos/changesInfo1.xml"
    package.add(changes, (
        '<pc:chgInfo xmlns:pc="http://schemas.microsoft.com/office/powerpoint/2013/main/command"><pc:docChgLst>'
        f'<pc:chgData name="{p.value("changesInfo name", changes, "metadata", "person")}" userId="{p.value("changesInfo userId", changes, "metadata", "email")}" providerId="AD" clId="x"/></pc:docChgLst></pc:chgInfo>'), "application/vnd.ms-powerpoint.changesinfo+xml")
    package.relate(MAIN, "http://schemas.microsoft.com/office/2016/11/relationships/changesInfo", "changesInfos/changesInfo1.xml")
    ink = "ppt/ink/ink1.xml"
    package.add(ink, (
        f'<inkml:ink xmlns:inkml="http://www.w3.org/2003/InkML"><inkml:definitions/><inkml:annotationXML><note>{p.phrase("ink annotation", ink, "hidden")}</note></inkml:annotationXML><inkml:trace>1 1, 2 2</inkml:trace></inkml:ink>'), "application/inkml+xml")
    package.relate("ppt/slides/slide1.xml", "customXml", "../ink/ink1.xml")
    web = p.value("HTML publishing target (rels)", "ppt/_rels/presProps.xml.rels", "metadata", "person")
    package.relate("ppt/presProps.xml", "htmlPubSaveAs", f"file:///C:/Users/{web}/a.htm", external=True)


def rarely(package, p, slide):
    """Places that few think of. Only variant b has them."""
    macro = p.value("macro of an action", slide, "markup", "mobile")
    sound, name = p.phrase("name of a sound", slide, "markup"), p.phrase("name of a table style", "ppt/tableStyles.xml", "markup")
    into_tree(package, slide, box(95, f'<a:r><a:rPr lang="zh-CN"><a:hlinkClick r:id="" action="ppaction://macro?name=电话{macro}"><a:snd r:embed="" name="{sound}"/></a:hlinkClick></a:rPr><a:t>运行</a:t></a:r>'))
    part = "ppt/tableStyles.xml"
    text = package.text(part)
    style = f'<a:tblStyle styleId="{{AAAAAAAA-0000-4000-8000-000000000009}}" styleName="{name}"/>'
    if "</a:tblStyleLst>" in text:
        package.replace(part, "</a:tblStyleLst>", style + "</a:tblStyleLst>")
    else:
        package.set(part, re.sub(r"(<a:tblStyleLst[^>]*?)/>", lambda m: m[1] + ">" + style + "</a:tblStyleLst>", text))
    part = "ppt/diagrams/data1.xml"
    package.add(part, (
        '<dgm:dataModel xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><dgm:ptLst><dgm:pt modelId="1"><dgm:prSet/><dgm:spPr/>'
        f'<dgm:t><a:bodyPr/><a:p>{runs(p.split(p.phrase("diagram text", part), 2))}</a:p></dgm:t></dgm:pt></dgm:ptLst></dgm:dataModel>'), "application/vnd.openxmlformats-officedocument.drawingml.diagramData+xml")
    package.relate(slide, "diagramData", "../diagrams/data1.xml")


def full(p):
    package = fresh(slides=2, notes=True)
    one, hidden = "ppt/slides/slide1.xml", "ppt/slides/slide2.xml"
    if p.other:
        one, hidden = hidden, one
    first_slide(package, p, one)
    into_tree(package, hidden, box(80, runs([p.phrase("slide with show=0", hidden, "hidden")])))
    package.set(hidden, package.text(hidden).replace("<p:sld ", '<p:sld show="0" ', 1))
    comments(package, p, one)
    if p.other:
        rarely(package, p, one)
    around(package, p)
    opc.custom_xml(package, p, MAIN)
    opc.properties(package, p)
    opc.markup(package, p, one)
    opc.zip_fields(package, p)
    if p.other:
        disguise(package, p)
    return package


def pptx_file(p):
    return full(p).save()


def simple(p):
    package = fresh()
    slide = "ppt/slides/slide1.xml"
    into_tree(package, slide, box(20, runs([p.phrase("text of a slide", slide)])))
    return package, slide


def embedded_file(p):
    package, slide = simple(p)
    package.default("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    book, chart = "ppt/embeddings/Microsoft_Excel_Sheet1.xlsx", "ppt/charts/chart1.xml"
    package.add(book, xlsx.small(p, "chart workbook", book))
    package.add(chart, chart_xml(p, chart, '<c:externalData r:id="rIdP1"><c:autoUpdate val="0"/></c:externalData>'), CHART_TYPE)
    package.relate(chart, "package", "../embeddings/Microsoft_Excel_Sheet1.xlsx", identifier="rIdP1")
    package.relate(slide, "chart", "../charts/chart1.xml")
    return package.save()


def opaque_file(p):
    package, _ = simple(p)
    opc.opaque(package, p, MAIN, "ppt")
    return package.save()


FILES = {"slides.pptx": pptx_file, "slides-embedded.pptx": embedded_file, "slides-opaque.pptx": opaque_file}
