"""Pictures whose metadata holds values: EXIF, XMP, IPTC, comments, text chunks."""

import io
import struct
import zlib

from PIL import Image, PngImagePlugin

from package import escape


def picture(mode="RGB"):
    return Image.new(mode, (8, 8), 200 if mode == "L" else (200, 180, 90) if mode == "RGB" else 3)


ASCII, SHORT, LONG, UNDEFINED, BYTE = 2, 3, 4, 7, 1


def directory(tags, start):
    """A TIFF directory (little-endian) at offset `start`: {tag: (type, bytes)}, then its values."""
    entries, values = b"", b""
    at = start + 2 + 12 * len(tags) + 4
    for tag, (kind, data) in sorted(tags.items()):
        count = len(data) // {SHORT: 2, LONG: 4}.get(kind, 1)
        if len(data) <= 4:
            field = data.ljust(4, b"\0")
        else:
            field = struct.pack("<I", at + len(values))
            values += data + b"\0" * (len(data) % 2)
        entries += struct.pack("<HHI", tag, kind, count) + field
    return struct.pack("<H", len(tags)) + entries + b"\0\0\0\0" + values


def ascii_text(text):
    return ASCII, text.encode("utf-8") + b"\0"


def exif(p, place, part):
    """An Exif block: what cameras and programs write about people."""
    def person(tag):
        return ascii_text(p.value("%s: EXIF %s" % (place, tag), part, "metadata", "person"))

    tags = {
        0x010E: ascii_text(p.phrase(place + ": EXIF ImageDescription", part, "metadata")),
        0x013B: person("Artist"),
        0x9C9F: (BYTE, p.phrase(place + ": EXIF XPSubject (UTF-16)", part, "metadata").encode("utf-16le") + b"\0\0"),
        0x8769: (LONG, b"\0\0\0\0"),
    }
    inner = {
        0x9286: (UNDEFINED, b"UNICODE\0" + p.phrase(place + ": EXIF UserComment", part, "metadata").encode("utf-16le")),
        0xA430: person("CameraOwnerName"),
    }
    size = len(directory(tags, 8))
    tags[0x8769] = LONG, struct.pack("<I", 8 + size)
    return b"Exif\0\0II*\0\x08\0\0\0" + directory(tags, 8) + directory(inner, 8 + size)


def xmp(p, place, part):
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" '
        f'photoshop:CaptionWriter="{p.value(place + ": XMP attribute CaptionWriter", part, "metadata", "person")}">'
        f'<dc:creator><rdf:Seq><rdf:li>{p.value(place + ": XMP dc:creator", part, "metadata", "person")}</rdf:li></rdf:Seq></dc:creator>'
        f'<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{escape(p.phrase(place + ": XMP dc:description", part, "metadata"))}</rdf:li></rdf:Alt></dc:description>'
        '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>').encode("utf-8")


def iptc(p, place, part):
    def record(number, text):
        data = text.encode("utf-8")
        return b"\x1c\x02" + bytes([number]) + struct.pack(">H", len(data)) + data

    data = b"\x1c\x01\x5a\x00\x03\x1b%G"
    data += record(80, p.value(place + ": IPTC By-line", part, "metadata", "person"))
    data += record(120, p.phrase(place + ": IPTC Caption", part, "metadata"))
    return b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0" + struct.pack(">I", len(data)) + data + b"\0" * (len(data) % 2)


def jpeg(p, place, part):
    out = io.BytesIO()
    comment = p.phrase(place + ": JPEG COM", part, "metadata").encode("utf-8")
    picture().save(out, "JPEG", quality=40, exif=exif(p, place, part), comment=comment)
    data = out.getvalue()

    def segment(marker, body):
        return b"\xff" + bytes([marker]) + struct.pack(">H", len(body) + 2) + body

    extra = segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + xmp(p, place, part))
    extra += segment(0xED, iptc(p, place, part))
    extra += segment(0xE0, b"CIFF\0" + p.phrase(place + ": JPEG APP0 of an unknown maker", part, "metadata").encode("gb18030"))
    extra += segment(0xEC, b"[picture info]\r\nName=" + p.phrase(place + ": JPEG APP12 PictureInfo", part, "metadata").encode("utf-8"))
    # After JFIF's own segment, which has to come first.
    after = 4 + struct.unpack(">H", data[4:6])[0]
    tail = p.phrase(place + ": after the end of the JPEG", part, "hidden").encode("utf-8")
    return data[:after] + extra + data[after:] + tail


def png(p, place, part):
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", p.value(place + ": PNG tEXt Author", part, "metadata", "person").encode("utf-8").decode("latin-1"))
    info.add_text("Comment", p.phrase(place + ": PNG zTXt", part, "metadata").encode("utf-8").decode("latin-1"), zip=True)
    info.add_itxt("Description", p.phrase(place + ": PNG iTXt", part, "metadata"))
    info.add_itxt("Title", p.phrase(place + ": PNG iTXt, compressed", part, "metadata"), zip=True)
    info.add_itxt("XML:com.adobe.xmp", xmp(p, place, part).decode("utf-8"))
    out = io.BytesIO()
    picture().save(out, "PNG", pnginfo=info, exif=exif(p, place, part))
    tail = p.phrase(place + ": after PNG's IEND", part, "hidden").encode("utf-8")
    data = out.getvalue()
    body = p.phrase(place + ": PNG private chunk", part, "hidden").encode("utf-8")
    chunk = struct.pack(">I", len(body)) + b"prVt" + body + struct.pack(">I", zlib.crc32(b"prVt" + body))
    return data[:33] + chunk + data[33:] + tail


def tiff(p, place, part):
    pixels = picture().tobytes()
    tags = {256: (SHORT, b"\x08\0"), 257: (SHORT, b"\x08\0"), 258: (SHORT, b"\x08\0" * 3), 259: (SHORT, b"\1\0"), 262: (SHORT, b"\2\0"),
            273: (LONG, struct.pack("<I", 8)), 277: (SHORT, b"\3\0"), 278: (SHORT, b"\x08\0"), 279: (LONG, struct.pack("<I", len(pixels)))}
    for tag, name in ((270, "ImageDescription"), (269, "DocumentName"), (285, "PageName"), (316, "HostComputer"), (33432, "Copyright")):
        tags[tag] = ascii_text(p.phrase("%s: TIFF %s" % (place, name), part, "metadata"))
    tags[315] = ascii_text(p.value(place + ": TIFF Artist", part, "metadata", "person"))
    tags[700] = BYTE, xmp(p, place, part)
    tags[33723] = UNDEFINED, iptc(p, place, part)[26:]
    tags[65000] = UNDEFINED, p.phrase(place + ": TIFF private tag", part, "hidden").encode("gb18030")
    start = 8 + len(pixels)
    data = b"II*\0" + struct.pack("<I", start) + pixels + directory(tags, start)
    return data + p.phrase(place + ": unreferenced bytes of the TIFF", part, "hidden").encode("utf-8")


def gif(p, place, part):
    out = io.BytesIO()
    picture("P").save(out, "GIF", comment=p.phrase(place + ": GIF comment", part, "metadata").encode("utf-8"))
    data = out.getvalue()
    assert data.endswith(b";")
    # XMP in GIF is not in sub-blocks; the "magic trailer" lets readers skip it.
    trailer = b"\x01" + bytes(range(255, -1, -1)) + b"\0"
    block = b"!\xff\x0bXMP DataXMP" + xmp(p, place, part) + trailer
    text = p.phrase(place + ": GIF plain text extension", part, "hidden").encode("utf-8")
    plain = b"!\x01\x0c" + b"\0" * 12 + bytes([len(text)]) + text + b"\0"
    return data[:-1] + block + plain + b";" + p.phrase(place + ": after the GIF's end", part, "hidden").encode("utf-8")


def webp(p, place, part):
    out = io.BytesIO()
    picture().save(out, "WEBP", exif=exif(p, place, part), xmp=xmp(p, place, part))
    data = out.getvalue()
    body = p.phrase(place + ": WebP unknown chunk", part, "hidden").encode("utf-8")
    chunk = b"nOtE" + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)
    data += chunk
    return data[:4] + struct.pack("<I", len(data) - 8) + data[8:]


MAKERS = {"jpg": jpeg, "png": png, "tiff": tiff, "gif": gif, "webp": webp}


def fixtures(kind, p):
    name = "photo." + kind
    return MAKERS[kind](p, kind, name)
