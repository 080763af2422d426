"""Values that are written in another way than they read: in Base64, by numbers of characters, as names of files."""

import base64
import io
import tarfile
from email.message import EmailMessage
from urllib.parse import quote

from package import escape, write_zip
from places import docx, xlsx
from places.docx import MAIN, NS, WORD, paragraph, run


def coded(text, codec="utf-8", end=b""):
    return base64.b64encode(text.encode(codec) + end).decode()


def archived(name, text):
    return write_zip([(name, text.encode())])


def wrapped(text, width, end):
    return end.join(text[at:at + width] for at in range(0, len(text), width))


def docx_file(p):
    package = docx.simple(p)
    say = lambda place, surface="hidden", **more: p.phrase(place, MAIN, surface, **more)
    field = lambda data: f'<w:r><w:fldChar w:fldCharType="begin"><w:fldData xml:space="preserve">{data}</w:fldData></w:fldChar></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    form = bytes((7, 0, 255, 1)) + say("data of a form field, in bytes").encode("utf-16le") + bytes((0, 0, 9))
    citation = "<EndNote><Cite><Author>%s</Author><Note>%s</Note></Cite></EndNote>" % (p.value("citation: author", MAIN, "hidden", "person"), say("citation: note"))
    drawing = base64.b64encode(archived("drs/shapexml.xml", f'<a:x xmlns:a="u" descr="{escape(say("shape for another version", "markup"))}"/>')).decode()
    digits = p.value("digits in a font of symbols", MAIN, "visible", "mobile")
    body = [
        paragraph(field(wrapped(coded(citation, end=b"\0"), 76, "\n"))),
        paragraph(field(coded(say("data of a field, wide"), "utf-16le"))),
        paragraph(field(base64.b64encode(form).decode())),
        paragraph(f'<w:r><w:pict><v:rect id="g1" style="width:1pt;height:1pt" o:gfxdata="{wrapped(drawing, 76, "&#xA;")}"/></w:pict></w:r>'),
        paragraph(run("手机：") + "".join(f'<w:r><w:sym w:font="Symbol" w:char="F0{ord(digit):02X}"/></w:r>' for digit in digits)),
        paragraph(f'<w:r><w:rPr><w:rFonts w:eastAsia="{escape(say("font of a run", "markup"))}"/></w:rPr><w:t>字</w:t></w:r>'),
    ]
    package.replace(MAIN, "<w:sectPr/>", "".join(body) + "<w:sectPr/>")
    part = "word/recipientData.xml"
    mark = coded(p.phrase("mark of a recipient", part, "metadata"), "utf-16le")
    package.add(part, f'<w:recipients {NS}><w:recipientData><w:active w:val="1"/><w:column w:val="0"/><w:uniqueTag w:val="{mark}"/></w:recipientData></w:recipients>', WORD + "mailMergeRecipientData+xml")
    package.relate("word/settings.xml", "recipientData", "recipientData.xml")
    part = "docProps/custom.xml"
    blob = coded(p.phrase("property in Base64", part, "metadata"))
    package.add(part, '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
                f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" name="a"><vt:blob>{blob}</vt:blob></property></Properties>', "application/vnd.openxmlformats-officedocument.custom-properties+xml")
    package.relate("", "custom-properties", part)
    return package.save()


def xlsx_file(p):
    package = xlsx.simple(p)
    sheet = "xl/worksheets/sheet1.xml"
    value = p.value("text with characters by their numbers", sheet, "visible", "mobile")
    spelled = "".join("_x%04X_" % ord(digit) if nth % 2 == 0 else digit for nth, digit in enumerate(value))
    inputs = f'<f t="dataTable" ref="K9" r1="{escape(p.phrase("input of a data table", sheet, "markup", kind="person"))}" r2="A1"/>'
    row = xlsx.row(9, [xlsx.inline("J9", "手机：_x000D_" + spelled), f'<c r="K9">{inputs}<v>1</v></c>'])
    package.replace(sheet, "</sheetData>", row + "</sheetData>")
    part = "customXml/item7.xml"
    query = archived("Formulas/Section1.m", "section Section1; // " + p.phrase("query", part, "hidden"))
    data = bytes(4) + len(query).to_bytes(4, "little") + query + bytes(8)
    package.add(part, '<DataMashup xmlns="http://schemas.microsoft.com/DataMashup">%s</DataMashup>' % base64.b64encode(data).decode(), "application/xml")
    package.relate(xlsx.BOOK, "customXml", "../customXml/item7.xml")
    return package.save()


def xml_file(p):
    name = "people-coded.xml"
    say = lambda place, surface="visible", **more: p.phrase(place, name, surface, **more)
    return ('<?xml version="1.0" encoding="utf-8"?>\n<root>\n<a>%s</a>\n<b c="%s"/>\n<d>%s</d>\n</root>\n' % (
        coded(say("wide text in Base64") + "，住本村。", "utf-16le"), coded(say("attribute in Base64", "markup")),
        quote(say("element in percent signs")))).encode()


def bare(p, part, suffix):
    """Names of files that are people's names."""
    person = lambda place: p.value(place, part, "metadata", "person")
    return [person("name of a file") + ".txt", person("name before a word") + "身份证明" + suffix, "3-" + person("name between numbers and words") + "-户口本.txt"]


TEXT = "办事指南\n".encode()


def names_zip(p):
    name = "names.zip"
    folder = p.value("name of a folder", name, "metadata", "person")
    within = p.value("name of a file in a folder", name, "metadata", "person")
    return write_zip([(entry, TEXT) for entry in bare(p, name, ".txt") + [folder + "/通知.txt", "材料/" + within + ".txt"]])


def names_tar(p):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.GNU_FORMAT) as archive:
        for entry in bare(p, "names.tar", ".txt"):
            info = tarfile.TarInfo(entry)
            info.size, info.mtime = len(TEXT), 1704067200
            archive.addfile(info, io.BytesIO(TEXT))
    return out.getvalue()


def names_mail(p):
    message = EmailMessage()
    message["From"], message["Subject"] = "office@example.com", "材料"
    message.set_content("见附件\n")
    for entry in bare(p, "names.eml", ".txt"):
        message.add_attachment(TEXT, maintype="text", subtype="plain", filename=entry)
    message.set_boundary("names")
    return bytes(message)


FILES = {
    "letter-coded.docx": docx_file,
    "list-coded.xlsx": xlsx_file,
    "people-coded.xml": xml_file,
    "names.zip": names_zip,
    "names.tar": names_tar,
    "names.eml": names_mail,
}
