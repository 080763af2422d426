"""Mail: headers in encoded words, alternatives in two encodings, attachments, a letter in a letter."""

from package import write_zip
import base64
import quopri
from urllib.parse import quote

from places import archives, docx, xlsx


def word(text, how="B", codec="utf-8"):
    raw = text.encode(codec)
    if how == "B":
        return "=?%s?B?%s?=" % (codec, base64.b64encode(raw).decode())
    return "=?%s?Q?%s?=" % (codec, "".join("=%02X" % byte for byte in raw))


def words(text, codec="utf-8"):
    """A long header over two encoded words, as mailers fold them."""
    middle = len(text) // 2
    return word(text[:middle], "B", codec) + "\r\n " + word(text[middle:], "Q", codec)


def lines64(data):
    return base64.encodebytes(data).decode().replace("\n", "\r\n")


def quoted(text, codec="utf-8"):
    return quopri.encodestring(text.encode(codec)).decode().replace("\n", "\r\n")


def addresses(p, name):
    person = lambda place: p.value("%s: name" % place, name, "metadata", "person")
    mail = lambda place: p.value("%s: address" % place, name, "metadata", "email")
    phrase = lambda place: p.phrase(place, name, "metadata")
    encoded = "".join("%s: %s <%s>\r\n" % (key, word(person(key), how, codec), mail(key))
                      for key, how, codec in (("From", "B", "utf-8"), ("To", "Q", "utf-8"), ("Cc", "B", "gb18030"), ("Reply-To", "Q", "gb2312")))
    return encoded + (
        f"Bcc: <{mail('Bcc')}>\r\nReturn-Path: <{mail('Return-Path')}>\r\nSubject: {words(phrase('Subject over two encoded words'))}\r\n"
        f"Date: Mon, 01 Jan 2024 00:00:00 +0800\r\nMessage-ID: <{mail('Message-ID')}>\r\nIn-Reply-To: <{mail('In-Reply-To')}>\r\n"
        f"Comments: {words(phrase('Comments'), 'gb18030')}\r\nKeywords: {word(phrase('Keywords'))}\r\n"
        f"Received: from pc ([192.0.2.1]) by mx for <{mail('Received')}>;\r\n Mon, 01 Jan 2024 00:00:00 +0800\r\n"
        f"X-Sender-Name: {person('X-Sender-Name raw UTF-8')}\r\nX-Note: {quote(phrase('X-Note percent-encoded'))}\r\n"
        f"Disposition-Notification-To: {mail('Disposition-Notification-To')}\r\n")


def part(headers, body):
    return "".join(header + "\r\n" for header in headers) + "\r\n" + body


def multipart(kind, boundary, parts, preamble="", epilogue="", more=()):
    body = preamble + "".join("--%s\r\n%s\r\n" % (boundary, inner) for inner in parts) + "--%s--\r\n%s" % (boundary, epilogue)
    return part(['Content-Type: multipart/%s; boundary="%s"' % (kind, boundary), *more], body)


def attachment(name_header, kind, data):
    return part(["Content-Type: %s" % kind, "Content-Transfer-Encoding: base64", "Content-Disposition: attachment; " + name_header], lines64(data))


def attached(p, name):
    """Files in the mail, each with a name that gives something away."""
    file_name = lambda place: "户主" + p.value("file name, " + place, name, "metadata", "person")
    table = "姓名,身份证号,手机\r\n%s,%s,%s\r\n" % tuple(
        p.value("attached csv: " + heading, name + "/list.csv", kind=kind) for heading, kind in (("姓名", "person"), ("身份证号", "resident-id"), ("手机", "mobile")))
    simple = "".join("%s\n" % p.phrase("attached text, " + kind, name + "/note.txt", kind=kind) for kind in ("mobile", "address"))
    continued = quote(file_name("RFC 2231 in two pieces") + ".zip")
    half = continued.index("%", 12)
    return [
        attachment(f'filename="{word(file_name("encoded word") + ".xlsx")}"', "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", xlsx.small(p, "attached xlsx", name + "/list.xlsx")),
        attachment(f"filename*=utf-8''{quote(file_name('RFC 2231') + '.docx')}", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", docx.simple_inner(p, "attached docx", name + "/letter.docx")),
        attachment(f"filename*0*=utf-8''{continued[:half]};\r\n filename*1*={continued[half:]}", "application/zip", archives.little(p, "attached zip", name + "/files.zip")),
        attachment('filename="list.csv"', 'text/csv; charset="gb18030"; name="%s"' % word(file_name("name of Content-Type") + ".csv", "B", "gb18030"), table.encode("gb18030")),
        part(['Content-Type: text/plain; charset="utf-8"', "Content-Transfer-Encoding: quoted-printable",
              "Content-Disposition: attachment; filename=note.txt", f"Content-Description: {word(p.phrase('Content-Description', name, 'metadata'))}"], quoted(simple)),
    ]


def nested(p, name):
    inner = name + "/nested"
    subject = word(p.phrase("nested: Subject", inner, "metadata"))
    sender = p.value("nested: From", inner, "metadata", "email")
    body = lines64(p.phrase("nested: body in base64", inner).encode("utf-8"))
    letter = f"From: <{sender}>\r\nSubject: {subject}\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n{body}"
    return part(["Content-Type: message/rfc822", "Content-Disposition: attachment; filename=forwarded.eml"], letter)


def mail_file(p):
    name = "letter.eml"
    value = p.value("plain text: value cut by a soft line break", name, kind="resident-id")
    plain = quoted("您好。%s。\n" % p.phrase("plain text, quoted-printable", name)) + "身份证号：".encode().hex(" ").upper().replace(" ", "=").join(["=", ""]) + value[:7] + "=\r\n" + value[7:] + "\r\n"
    one, two = p.split(p.phrase("html, base64 GB18030, split by a tag", name), 2)
    page = f"<html><head><meta charset=gb18030></head><body><p>{one}<b>{two}</b></p><!-- {p.phrase('html: comment', name, 'markup')} --><a href=\"tel:{p.value('html: tel:', name, 'markup', 'mobile')}\">电话</a></body></html>"
    eight = "Content-Transfer-Encoding: 8bit"
    alternative = multipart("alternative", "in-ner", [
        part(['Content-Type: text/plain; charset="utf-8"', "Content-Transfer-Encoding: quoted-printable"], plain),
        part(['Content-Type: text/html; charset="gb18030"', "Content-Transfer-Encoding: base64"], lines64(page.encode("gb18030"))),
        part(['Content-Type: text/calendar; charset="utf-8"', eight], "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nATTENDEE;CN=%s:mailto:%s\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n" % (
            p.value("calendar: CN", name, "visible", "person"), p.value("calendar: ATTENDEE", name, "visible", "email"))),
    ])
    calm = p.phrase("preamble", name, "hidden"), p.phrase("epilogue", name, "hidden")
    message = addresses(p, name) + "MIME-Version: 1.0\r\n" + multipart(
        "mixed", "out-er", [alternative, *attached(p, name), nested(p, name)], preamble=calm[0] + "\r\n", epilogue=calm[1] + "\r\n")
    return message.encode("utf-8")


def plain_file(p):
    """One part, raw GB18030, with a header that says so."""
    name = "plain.eml"
    text = "".join("%s\r\n" % p.phrase("body, " + kind, name, kind=kind) for kind in ("resident-id", "person", "address", "bank-card"))
    subject = p.phrase("Subject in raw GB18030", name, "metadata")
    head = f"From: <{p.value('From', name, 'metadata', 'email')}>\r\nSubject: {subject}\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=gb18030\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    return (head + text).encode("gb18030")


def attribute(identity, data):
    """An attribute of TNEF."""
    return b"\x02" + identity.to_bytes(4, "little") + len(data).to_bytes(4, "little") + data + (sum(data) % 65536).to_bytes(2, "little")


def opaque_file(p):
    """Attachments that nobody reads: Outlook's winmail.dat, a signature, an unknown type, a picture."""
    from places import images
    name = "letter-opaque.eml"
    tnef = b"\x78\x9f\x3e\x22\x01\x00" + p.phrase("winmail.dat", name + "/winmail.dat", "hidden").encode("utf-16le")
    signed = b"0\x82\x01\x00" + p.phrase("signature smime.p7s", name + "/smime.p7s", "hidden").encode("utf-8")
    unknown = b"\x00\x01\x02" + p.phrase("unknown type", name + "/data.bin", "hidden").encode("gb18030")
    parts = [part(['Content-Type: text/plain; charset="utf-8"', "Content-Transfer-Encoding: 8bit"], p.phrase("text", name) + "\r\n"),
             attachment("filename=winmail.dat", "application/ms-tnef", tnef), attachment("filename=smime.p7s", "application/pkcs7-signature", signed),
             attachment("filename=data.bin", "application/octet-stream", unknown), attachment("filename=photo.jpg", "image/jpeg", images.jpeg(p, "picture", name + "/photo.jpg"))]
    head = f"From: <{p.value('From', name, 'metadata', 'email')}>\r\nSubject: =?utf-8?B?6ZmE5Lu2?=\r\nMIME-Version: 1.0\r\n"
    listed = write_zip([("list.txt", p.phrase("file in winmail.dat", name + "/winmail2.dat", "hidden").encode("utf-8"))])
    files = b"\x78\x9f\x3e\x22\x01\x00" + attribute(0x00018010, b"list.zip\0") + attribute(0x0006800F, listed)
    coded = lines64(p.phrase("Base64 with other characters", name, "hidden").encode("utf-8"))
    parts += [attachment("filename=winmail2.dat", "application/ms-tnef", files),
              part(['Content-Type: text/plain; charset="utf-8"', "Content-Transfer-Encoding: base64"], coded[:5] + "*" + coded[5:])]
    return (head + multipart("mixed", "out-er", parts)).encode("utf-8")


FILES = {"letter.eml": mail_file, "plain.eml": plain_file, "letter-opaque.eml": opaque_file}
