"""OFD (GB/T 33190): a package of its own, with text set one character at a time."""

from package import DECLARATION, escape, extra_field, write_zip
from places import images

NS = 'xmlns:ofd="http://www.ofdspec.org/2016"'
PAGE = "Doc_0/Pages/Page_0/Content.xml"
SIZE = 4.0


class Objects:
    """Page objects with running numbers."""

    def __init__(self, start=100):
        self.number = start

    def next(self):
        self.number += 1
        return self.number

    def text(self, codes, x=20, y=20, attributes="", transforms=""):
        return (f'<ofd:TextObject ID="{self.next()}" Boundary="{x} {y} 180 8" Font="3" Size="{SIZE}"{attributes}><ofd:FillColor Value="0 0 0"/>{transforms}{codes}</ofd:TextObject>')


def code(text, x=0.0, y=5.0):
    deltas = ' DeltaX="%s"' % " ".join(["4"] * (len(text) - 1)) if len(text) > 1 else ""
    return f'<ofd:TextCode X="{x:g}" Y="{y:g}"{deltas}>{escape(text)}</ofd:TextCode>'


def page_text(p, objects):
    lines, y = [], 20
    def line(markup):
        nonlocal y
        y += 10
        lines.append(markup(y))

    plain = p.phrase("one TextCode", PAGE)
    line(lambda y: objects.text(code(plain), y=y))
    single = p.value("18 TextCodes of one character in one TextObject", PAGE, kind="resident-id")
    line(lambda y: objects.text(code("身份证号：", -20) + "".join(code(character, index * 4) for index, character in enumerate(single)), x=60, y=y))
    apart = p.value("one TextObject a character", PAGE, kind="resident-id")
    line(lambda y: objects.text(code("身份证号："), y=y) + "".join(objects.text(code(character), x=40 + index * 4, y=y) for index, character in enumerate(apart)))
    mixed = p.value("characters out of order in the file, in order on the page", PAGE, kind="resident-id")
    places = list(enumerate(mixed))
    p.random.shuffle(places)
    line(lambda y: "".join(objects.text(code(character), x=40 + index * 4, y=y) for index, character in places) + objects.text(code("身份证号："), y=y))
    down = p.value("characters one below another", PAGE, kind="mobile")
    lines.append("".join(objects.text(code(character), x=190, y=20 + index * 6) for index, character in enumerate(down)))
    deltas = p.value("a g-shaped DeltaX", PAGE, kind="mobile")
    line(lambda y: objects.text(f'<ofd:TextCode X="0" Y="5" DeltaX="g 2 4 g 8 2">手机{deltas}</ofd:TextCode>', y=y))
    halves = p.phrase("two TextCodes of one TextObject", PAGE)
    one, two = p.split(halves, 2)
    line(lambda y: objects.text(code(one) + code(two, len(one) * 4), y=y))
    glyphs = p.phrase("TextCode with CGTransform and glyphs", PAGE)
    numbers = " ".join(str(100 + index) for index in range(len(glyphs)))
    line(lambda y: objects.text(code(glyphs), y=y, transforms=f'<ofd:CGTransform CodePosition="0" CodeCount="{len(glyphs)}" GlyphCount="{len(glyphs)}"><ofd:Glyphs>{numbers}</ofd:Glyphs></ofd:CGTransform>'))
    hidden = p.phrase("invisible TextObject", PAGE, "hidden")
    line(lambda y: objects.text(code(hidden), y=y, attributes=' Visible="false"'))
    white = p.phrase("transparent TextObject", PAGE, "hidden")
    line(lambda y: objects.text(code(white), y=y, attributes=' Alpha="0"'))
    outside = p.phrase("TextObject off the page", PAGE, "hidden")
    lines.append(objects.text(code(outside), x=999, y=999))
    name = p.phrase("Name of a TextObject", PAGE, "markup")
    line(lambda y: objects.text(code("名称"), y=y, attributes=f' Name="{name}"'))
    uri = p.value("URI of an action on the page", PAGE, "markup", "mobile")
    lines.append(f'<ofd:PathObject ID="{objects.next()}" Boundary="20 250 10 10"><ofd:Actions><ofd:Action Event="CLICK"><ofd:URI URI="tel:{uri}"/></ofd:Action></ofd:Actions><ofd:AbbreviatedData>M 0 0 L 10 10</ofd:AbbreviatedData></ofd:PathObject>')
    digits = p.value("one digit per cell, drawn", PAGE, kind="resident-id")
    line(lambda y: "".join(objects.text(code(character), x=20 + index * 9, y=y) for index, character in enumerate(digits)))
    block = p.phrase("text in a PageBlock", PAGE)
    line(lambda y: f'<ofd:PageBlock ID="{objects.next()}">{objects.text(code(block), y=y)}</ofd:PageBlock>')
    return lines


def parts(p):
    objects = Objects()
    out = {}
    say = lambda place, part, surface="metadata", **more: escape(p.phrase(place, part, surface, **more))
    person = lambda place, part: p.value(place, part, "metadata", "person")
    main = "OFD.xml"
    out[main] = (
        f'<ofd:OFD {NS} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo><ofd:DocID>0123456789abcdef0123456789abcdef</ofd:DocID><ofd:Title>{say("DocInfo Title", main)}</ofd:Title>'
        f'<ofd:Author>{person("DocInfo Author", main)}</ofd:Author><ofd:Subject>{say("DocInfo Subject", main)}</ofd:Subject><ofd:Abstract>{say("DocInfo Abstract", main)}</ofd:Abstract><ofd:CreationDate>2024-01-01</ofd:CreationDate>'
        f'<ofd:Keywords><ofd:Keyword>{say("DocInfo Keyword", main)}</ofd:Keyword></ofd:Keywords><ofd:Creator>{say("DocInfo Creator", main)}</ofd:Creator>'
        f'<ofd:CustomDatas><ofd:CustomData Name="身份证号">{p.value("CustomData 身份证号", main, "metadata", "resident-id")}</ofd:CustomData><ofd:CustomData Name="{say("CustomData name", main)}">是</ofd:CustomData></ofd:CustomDatas></ofd:DocInfo>'
        '<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot><ofd:Versions><ofd:Version ID="V1" Index="1" Current="true" BaseLoc="Doc_0/Versions/Version_0.xml"/></ofd:Versions>'
        '<ofd:Signatures>Doc_0/Signs/Signatures.xml</ofd:Signatures></ofd:DocBody></ofd:OFD>')
    doc = "Doc_0/Document.xml"
    out[doc] = (
        f'<ofd:Document {NS}><!-- {p.phrase("XML comment", doc, "markup")} --><ofd:CommonData><ofd:MaxUnitID>9999</ofd:MaxUnitID><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>'
        '<ofd:PublicRes>PublicRes.xml</ofd:PublicRes><ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes><ofd:TemplatePage ID="2" BaseLoc="Tpls/Tpl_0/Content.xml"/></ofd:CommonData>'
        '<ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages>'
        f'<ofd:Outlines><ofd:OutlineElem Title="{say("outline title", doc)}"><ofd:Actions><ofd:Action Event="CLICK"><ofd:URI URI="mailto:{p.value("outline URI", doc, "markup", "email")}"/></ofd:Action></ofd:Actions>'
        f'<ofd:OutlineElem Title="{say("outline title within another", doc)}"/></ofd:OutlineElem></ofd:Outlines>'
        f'<ofd:Permissions><ofd:Watermark>true</ofd:Watermark></ofd:Permissions><ofd:Bookmarks><ofd:Bookmark Name="{say("bookmark name", doc)}"><ofd:Dest Type="Fit" PageID="1"/></ofd:Bookmark></ofd:Bookmarks>'
        '<ofd:Attachments>Attachs/Attachments.xml</ofd:Attachments><ofd:Annotations>Annots/Annotations.xml</ofd:Annotations><ofd:CustomTags>Tags/CustomTags.xml</ofd:CustomTags><ofd:Extensions>Extensions.xml</ofd:Extensions></ofd:Document>')
    lines = page_text(p, objects)
    if p.other:
        p.random.shuffle(lines)
    half = len(lines) // 2
    out[PAGE] = (
        f'<ofd:Page {NS}><ofd:Area><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:Area><ofd:Template TemplateID="2" ZOrder="Background"/><ofd:Content><ofd:Layer ID="5" Type="Body">{"".join(lines[:half])}</ofd:Layer>'
        f'<ofd:Layer ID="6" Type="Foreground">{"".join(lines[half:])}</ofd:Layer></ofd:Content></ofd:Page>')
    template = "Doc_0/Tpls/Tpl_0/Content.xml"
    out[template] = f'<ofd:Page {NS}><ofd:Content><ofd:Layer ID="7">{objects.text(code(p.phrase("text of a template page", template)))}{objects.text("".join(code(c, index * 4) for index, c in enumerate(p.phrase("template, one character a TextCode", template))), y=40)}</ofd:Layer></ofd:Content></ofd:Page>'
    out["Doc_0/Annots/Annotations.xml"] = f'<ofd:Annotations {NS}><ofd:Page PageID="1"><ofd:FileLoc>Page_0/Annotation.xml</ofd:FileLoc></ofd:Page></ofd:Annotations>'
    note = "Doc_0/Annots/Page_0/Annotation.xml"
    out[note] = (
        f'<ofd:PageAnnot {NS}><ofd:Annot ID="{objects.next()}" Type="Stamp" Subtype="{say("annotation subtype", note)}" Creator="{person("annotation creator", note)}" LastModDate="2024-01-01"><ofd:Remark>{say("annotation remark", note, "hidden")}</ofd:Remark>'
        f'<ofd:Parameters><ofd:Parameter Name="text">{say("annotation parameter", note, "hidden")}</ofd:Parameter></ofd:Parameters><ofd:Appearance Boundary="10 10 100 20">{objects.text(code(p.phrase("annotation appearance", note)))}</ofd:Appearance></ofd:Annot></ofd:PageAnnot>')
    attach = "Doc_0/Attachs/Attachments.xml"
    table = "Doc_0/Attachs/list.csv"
    out[attach] = f'<ofd:Attachments {NS}><ofd:Attachment ID="{objects.next()}" Name="{say("attachment name", attach)}" Format="csv" CreationDate="2024-01-01"><ofd:FileLoc>list.csv</ofd:FileLoc></ofd:Attachment></ofd:Attachments>'
    out[table] = "姓名,身份证号\n%s,%s\n" % (p.value("attachment: 姓名", table, "hidden", "person"), p.value("attachment: 身份证号", table, "hidden", "resident-id"))
    out["Doc_0/Tags/CustomTags.xml"] = f'<ofd:CustomTags {NS}><ofd:CustomTag TypeID="0"><ofd:FileLoc>CustomTag.xml</ofd:FileLoc></ofd:CustomTag></ofd:CustomTags>'
    tag = "Doc_0/Tags/CustomTag.xml"
    out[tag] = f'<list xmlns:ofd="http://www.ofdspec.org/2016"><name>{person("custom tag 姓名", tag)}</name><no note="{say("custom tag attribute", tag)}">{p.value("custom tag number", tag, "metadata", "resident-id")}</no></list>'
    extension = "Doc_0/Extensions.xml"
    out[extension] = f'<ofd:Extensions {NS}><ofd:Extension AppName="{say("extension AppName", extension)}" RefId="1"><ofd:Property Name="备注">{say("extension property", extension)}</ofd:Property><ofd:Data>{say("extension data", extension)}</ofd:Data></ofd:Extension></ofd:Extensions>'
    version = "Doc_0/Versions/Version_0.xml"
    out[version] = f'<ofd:DocVersion {NS} ID="V1" Version="1" Name="{say("version name", version)}" CreationDate="2024-01-01"><ofd:FileList><ofd:File ID="1">/Doc_0/Versions/Old/Content.xml</ofd:File></ofd:FileList><ofd:DocRoot>/Doc_0/Document.xml</ofd:DocRoot></ofd:DocVersion>'
    old = "Doc_0/Versions/Old/Content.xml"
    out[old] = f'<ofd:Page {NS}><ofd:Content><ofd:Layer ID="8">{objects.text(code(p.phrase("page of an earlier version", old, "hidden")))}</ofd:Layer></ofd:Content></ofd:Page>'
    out["Doc_0/Signs/Signatures.xml"] = f'<ofd:Signatures {NS}><ofd:MaxSignId>1</ofd:MaxSignId><ofd:Signature ID="1" Type="Seal" BaseLoc="Sign_0/Signature.xml"/></ofd:Signatures>'
    sign = "Doc_0/Signs/Sign_0/Signature.xml"
    out[sign] = (
        f'<ofd:Signature {NS}><ofd:SignedInfo><ofd:Provider ProviderName="p" Company="{say("signature: company", sign)}"/><ofd:SignatureMethod>1.2.156.10197.1.501</ofd:SignatureMethod><ofd:SignatureDateTime>20240101000000Z</ofd:SignatureDateTime>'
        f'<ofd:Parameters><ofd:Parameter Name="signer">{person("signature: signer", sign)}</ofd:Parameter></ofd:Parameters>'
        '<ofd:References CheckMethod="1.2.156.10197.1.401"><ofd:Reference FileRef="/Doc_0/Document.xml"><ofd:CheckValue>AA==</ofd:CheckValue></ofd:Reference></ofd:References></ofd:SignedInfo></ofd:Signature>')
    res = "Doc_0/PublicRes.xml"
    out[res] = f'<ofd:Res {NS} BaseLoc="Res"><ofd:Fonts><ofd:Font ID="3" FontName="{say("font name", res)}" FamilyName="宋体"/></ofd:Fonts></ofd:Res>'
    media = "Doc_0/DocumentRes.xml"
    unit = objects.text(code(p.phrase("text of a composite graphic unit", media)))
    out[media] = f'<ofd:Res {NS} BaseLoc="Res"><ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="{objects.next()}" Width="50" Height="10"><ofd:Content>{unit}</ofd:Content></ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits></ofd:Res>'
    return out


def packed(p, out):
    entries = [(name, DECLARATION + text if name.endswith(".xml") else text) for name, text in out.items()]
    if p.other:
        # Another prefix for the namespace means the same.
        entries = [(name, text.replace("ofd:", "o:").replace("xmlns:ofd", "xmlns:o")) if name.endswith(".xml") else (name, text) for name, text in entries]
    return [(name, text.encode("utf-8") if isinstance(text, str) else text) for name, text in entries]


def ofd_file(p):
    entries = packed(p, parts(p))
    return write_zip(
        entries, p.phrase("zip: comment of the archive", "zip directory", "metadata").encode("utf-8"),
        comments={"OFD.xml": p.phrase("zip: comment of an entry", "zip directory", "metadata").encode("utf-8")},
        extras={PAGE: extra_field(p.phrase("zip: extra field of an entry", "zip directory", "metadata").encode("utf-8"))})


def opaque_file(p):
    """A page that only draws, a picture, a seal, an embedded font, a part that nothing names."""
    doc = f'<ofd:Document {NS}><ofd:CommonData><ofd:MaxUnitID>99</ofd:MaxUnitID><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea><ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes></ofd:CommonData><ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages></ofd:Document>'
    out = {
        "OFD.xml": f'<ofd:OFD {NS} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo><ofd:DocID>0123456789abcdef0123456789abcdef</ofd:DocID></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot><ofd:Signatures>Doc_0/Signs/Signatures.xml</ofd:Signatures></ofd:DocBody></ofd:OFD>',
        "Doc_0/Document.xml": doc,
        PAGE: f'<ofd:Page {NS}><ofd:Content><ofd:Layer ID="5"><ofd:ImageObject ID="6" Boundary="10 10 50 50" ResourceID="7"/><ofd:PathObject ID="8" Boundary="20 250 10 10"><ofd:AbbreviatedData>M 0 0 L 10 10</ofd:AbbreviatedData></ofd:PathObject></ofd:Layer></ofd:Content></ofd:Page>',
        "Doc_0/DocumentRes.xml": f'<ofd:Res {NS} BaseLoc="Res"><ofd:MultiMedias><ofd:MultiMedia ID="7" Type="Image" Format="PNG"><ofd:MediaFile>image_7.png</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias></ofd:Res>',
        "Doc_0/Res/image_7.png": images.png(p, "picture", "Doc_0/Res/image_7.png"),
        "Doc_0/Signs/Signatures.xml": f'<ofd:Signatures {NS}><ofd:Signature ID="1" Type="Seal" BaseLoc="Sign_0/Signature.xml"/></ofd:Signatures>',
        "Doc_0/Signs/Sign_0/Signature.xml": f'<ofd:Signature {NS}><ofd:SignedInfo><ofd:Provider ProviderName="p"/><ofd:Seal><ofd:BaseLoc>Seal.esl</ofd:BaseLoc></ofd:Seal></ofd:SignedInfo><ofd:SignedValue>SignedValue.dat</ofd:SignedValue></ofd:Signature>',
        "Doc_0/Signs/Sign_0/Seal.esl": b"0\x82\x01\x00" + p.phrase("name in a seal", "Doc_0/Signs/Sign_0/Seal.esl", "hidden").encode("utf-8"),
        "Doc_0/Signs/Sign_0/SignedValue.dat": b"0\x82\x01\x00" + p.phrase("name in a signed value", "Doc_0/Signs/Sign_0/SignedValue.dat", "hidden").encode("utf-8"),
        "Doc_0/lost.xml": f'<lost>{p.phrase("part that nothing refers to", "Doc_0/lost.xml", "hidden")}</lost>',
    }
    return write_zip(packed(p, out))


FILES = {"notice.ofd": ofd_file, "notice-opaque.ofd": opaque_file}
