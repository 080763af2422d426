"""The places that every open package has: properties, custom XML, relationships, comments, zip fields."""

from package import escape, extra_field, write_zip

CORE = "docProps/core.xml"
APP = "docProps/app.xml"
CUSTOM = "docProps/custom.xml"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c4944415408d763f8ffff3f0005fe02fedccc59e70000000049454e44ae426082")


def properties(package, p, app_extra=""):
    def name(place):
        return p.value("%s %s" % (CORE, place), CORE, "metadata", "person")

    def text(place, part=CORE):
        return escape(p.phrase("%s %s" % (part, place), part, "metadata"))

    for part in (CORE, APP):
        package.parts.pop(part, None)
    package.add(CORE, (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:dcmitype="http://purl.org/dc/dcmitype/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f'<dc:title>救助名单 {text("title")}</dc:title><dc:subject>{text("subject")}</dc:subject>'
        f'<dc:creator>{name("creator")}</dc:creator><cp:keywords>{text("keywords")}</cp:keywords>'
        f'<dc:description>{text("description")}</dc:description>'
        f'<cp:lastModifiedBy>{name("lastModifiedBy")}</cp:lastModifiedBy><cp:revision>2</cp:revision>'
        '<dcterms:created xsi:type="dcterms:W3CDTF">2024-01-01T00:00:00Z</dcterms:created>'
        '<dcterms:modified xsi:type="dcterms:W3CDTF">2024-01-01T00:00:00Z</dcterms:modified>'
        f'<cp:category>{text("category")}</cp:category><cp:contentStatus>{text("contentStatus")}</cp:contentStatus>'
        '</cp:coreProperties>'), "application/vnd.openxmlformats-package.core-properties+xml")
    manager = p.value(APP + " Manager", APP, "metadata", "person")
    base = p.value(APP + " HyperlinkBase (path of a user)", APP, "metadata", "person")
    package.add(APP, (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties" '
        'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
        f'<Template>{text("Template", APP)}.dotx</Template><Application>Microsoft Excel</Application>'
        f'<TitlesOfParts><vt:vector size="1" baseType="lpstr"><vt:lpstr>{text("TitlesOfParts", APP)}</vt:lpstr></vt:vector></TitlesOfParts>'
        f'<Manager>{manager}</Manager><Company>{text("Company", APP)}</Company>'
        f'<HyperlinkBase>file:///C:/Users/{base}/Documents/</HyperlinkBase>{app_extra}'
        '<AppVersion>16.0300</AppVersion></Properties>'),
        "application/vnd.openxmlformats-officedocument.extended-properties+xml")
    label = p.value(CUSTOM + " name of a property", CUSTOM, "metadata", "mobile")
    package.add(CUSTOM, (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
        'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
        '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="户主">'
        f'<vt:lpwstr>{p.value(CUSTOM + " lpwstr 户主", CUSTOM, "metadata", "person")}</vt:lpwstr></property>'
        '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="3" name="身份证号">'
        f'<vt:lpwstr>{p.value(CUSTOM + " lpwstr 身份证号", CUSTOM, "metadata", "resident-id")}</vt:lpwstr></property>'
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="4" name="电话{label}">'
        '<vt:bool>true</vt:bool></property></Properties>'),
        "application/vnd.openxmlformats-officedocument.custom-properties+xml")
    rels = package.text("_rels/.rels")
    for part, kind in ((CORE, "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"),
                       (APP, "extended-properties"), (CUSTOM, "custom-properties")):
        if part not in rels:
            package.relate("", kind, part)


def custom_xml(package, p, main, store="{6F1B9C2A-5D50-4E7B-9A3C-0123456789AB}"):
    """A custom XML part with its properties, related to the main part."""
    item, props = "customXml/item9.xml", "customXml/itemProps9.xml"
    package.add(item, (
        '<people xmlns="urn:relief:people">'
        f'<!-- {p.phrase(item + " comment", item, "markup")} -->'
        f'<person id="{p.value(item + " attribute", item, "metadata", "resident-id")}">'
        f'<name>{p.value(item + " element 姓名", item, "metadata", "person")}</name>'
        f'<note>{escape(p.phrase(item + " text", item, "metadata"))}</note></person></people>'), "application/xml")
    package.add(props, (
        f'<ds:datastoreItem ds:itemID="{store}" xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml">'
        f'<ds:schemaRefs><ds:schemaRef ds:uri="urn:relief:{p.value(props + " schemaRef", props, "metadata", "mobile")}"/></ds:schemaRefs></ds:datastoreItem>'),
        "application/vnd.openxmlformats-officedocument.customXmlProperties+xml")
    package.relate(main, "customXml", "../" + item)
    package.relate(item, "customXmlProps", "itemProps9.xml")
    return store


def targets(package, p, source, mention):
    """Hyperlinks to telephones, mail boxes and paths of users. `mention(id)` puts one to use."""
    part = source + " (rels)"
    tel = p.value("rels target tel:", part, "metadata", "mobile")
    mail = p.value("rels target mailto:", part, "metadata", "email")
    path = p.value("rels target file:///C:/Users/", part, "metadata", "person")
    query = p.value("rels target http with a query", part, "metadata", "resident-id")
    subject = p.value("rels target mailto: subject, percent-encoded", part, "metadata", "person")
    from urllib.parse import quote
    for target in ("tel:+86" + tel, "mailto:" + mail, "file:///C:/Users/%s/名单.xlsx" % path,
                   "https://example.com/query?idcard=" + query,
                   "mailto:office@example.org?subject=" + quote("户主：" + subject)):
        mention(package.relate(source, "hyperlink", target, external=True))


def markup(package, p, part):
    """XML comments and processing instructions, before and after the root."""
    text = package.text(part)
    before = "<!-- %s --><?note %s?>" % (p.phrase(part + " XML comment before the root", part, "markup"),
                                         p.phrase(part + " processing instruction", part, "markup"))
    after = "<!-- %s -->" % p.phrase(part + " XML comment after the root", part, "markup")
    head, mark, rest = text.partition("?>")
    assert mark
    package.set(part, head + mark + before + rest + after)


def zip_fields(package, p):
    part = "zip directory"
    package.comment = p.phrase("zip: comment of the archive", part, "metadata").encode("utf-8")
    package.comments["[Content_Types].xml"] = p.phrase("zip: comment of an entry", part, "metadata").encode("utf-8")
    package.extras["_rels/.rels"] = extra_field(p.phrase("zip: extra field of an entry", part, "metadata").encode("utf-8"))


def opaque(package, p, main, folder):
    """What nobody can read: pictures, thumbnails, OLE, printers, macros, ActiveX, parts that nothing names."""
    from places import images
    jpeg = images.jpeg(p, "thumbnail", "docProps/thumbnail.jpeg")
    package.default("jpeg", "image/jpeg")
    package.default("png", "image/png")
    package.default("bin", "application/vnd.openxmlformats-officedocument.oleObject")
    package.add("docProps/thumbnail.jpeg", jpeg)
    package.relate("", "http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail", "docProps/thumbnail.jpeg")
    media = folder + "/media/imageP1.png"
    package.add(media, images.png(p, "picture", media))
    package.relate(main, "image", "media/imageP1.png")
    named = folder + "/media/%s.png" % p.value("file name of a picture", folder + "/media/", "metadata", "resident-id")
    package.add(named, PNG)
    package.relate(main, "image", "media/" + named.rsplit("/", 1)[1])
    ole = folder + "/embeddings/oleObjectP1.bin"
    package.add(ole, b"\xd0\xcf\x11\xe0 not really one " + p.phrase("OLE object", ole, "hidden").encode("utf-16le"))
    package.relate(main, "oleObject", "embeddings/oleObjectP1.bin")
    lost = folder + "/lost.xml"
    package.add(lost, '<lost>%s</lost>' % escape(p.phrase("part that nothing refers to", lost, "hidden")), "application/xml")
    trash = "[trash]/0000.dat"
    package.default("dat", "application/octet-stream")
    package.add(trash, p.phrase("part in [trash]", trash, "hidden").encode("utf-8"))
    sigs, sig = "_xmlsignatures/origin.sigs", "_xmlsignatures/sig1.xml"
    package.default("sigs", "application/vnd.openxmlformats-package.digital-signature-origin")
    package.add(sigs, b"")
    package.add(sig, (
        '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><SignedInfo/><SignatureValue>AA==</SignatureValue><Object>'
        '<SignatureProperties><SignatureProperty Target="#s"><SignatureInfoV1 xmlns="http://schemas.microsoft.com/office/2006/digsig">'
        f'<SignatureText>{p.value("signer of a signature", sig, "metadata", "person")}</SignatureText>'
        f'<SignatureComments>{escape(p.phrase("comment of a signature", sig, "metadata"))}</SignatureComments>'
        '</SignatureInfoV1></SignatureProperty></SignatureProperties></Object></Signature>'),
        "application/vnd.openxmlformats-package.digital-signature-xmlsignature+xml")
    scattered(package, p, main, folder)
    package.relate("", "http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin", sigs)
    package.relate(sigs, "http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/signature", "sig1.xml")


def scattered(package, p, main, folder):
    """The same in other encodings and containers, and parts in XML that nobody can read."""
    package.default("dat", "application/octet-stream")
    for name, codec in (("big", "utf-16be"), ("gb", "gb18030")):
        part = "%s/%s.dat" % (folder, name)
        package.add(part, b"\2\1\0\0" + p.phrase("bytes in " + codec, part, "hidden").encode(codec) + b"\0\0\xff")
    drawing = folder + "/media/drawing1.emf"
    package.default("emf", "image/x-emf")
    head = b"\1\0\0\0\x6c\0\0\0" + b"\0" * 32 + b" EMF" + b"\0" * 8
    package.add(drawing, head + p.phrase("text of a drawing", drawing, "visible").encode("utf-16le") + b"\0\0")
    film = folder + "/media/film1.mp4"
    package.default("mp4", "video/mp4")
    package.add(film, b"\0\0\0\x18ftypmp42\0\0\0\0" + p.value("comment of a film", film, "metadata", "mobile").encode() + b"\0")
    inner = folder + "/embeddings/letter1.odt"
    package.default("odt", "application/vnd.oasis.opendocument.text")
    content = '<office><p>%s</p></office>' % escape(p.phrase("letter in OpenDocument", inner, "visible"))
    package.add(inner, write_zip([("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", content.encode("utf-8"))], store=("mimetype",)))
    wide = folder + "/wide.xml"
    package.set(wide, b"\xff\xfe" + ("<a>%s</a>" % escape(p.phrase("part in UTF-16", wide, "hidden"))).encode("utf-16le"))


def macros(package, p, main, folder):
    part = folder + "/vbaProject.bin"
    package.default("bin", "application/vnd.ms-office.vbaProject")
    source = 'Attribute VB_Name = "Module1"\r\n\' %s\r\n' % p.phrase("macro, GB18030 source", part, "hidden")
    wide = p.phrase("macro, UTF-16 project text", part, "hidden")
    package.add(part, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 24 + source.encode("gb18030") + wide.encode("utf-16le"))
    package.relate(main, "http://schemas.microsoft.com/office/2006/relationships/vbaProject", "vbaProject.bin")
