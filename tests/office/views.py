"""Every way a stranger could read a file: an endless unpacking, no opinion about formats.

`views(data, name)` yields `View(place, text)` and `Raw(place, data)`. Text is what a reader could put together;
raw bytes are searched in every encoding. What cannot be parsed is still searched raw and with its tags cut off.
"""

import base64
import binascii
import email
import email.header
import email.policy
import gzip
import html
import io
import re
import struct
import tarfile
import urllib.parse
import zipfile
import zlib
from collections import namedtuple
from html.parser import HTMLParser

import olefile
from lxml import etree

View = namedtuple("View", "place text")
Raw = namedtuple("Raw", "place data")
DEPTH = 8
LARGEST = 64 << 20


def views(data, name, depth=0):
    yield Raw(name, data)
    if depth > DEPTH or not data:
        return
    for reader in (zips, gzips, tars, compounds, xmls, pngs, texts, mails):
        yield from reader(data, name, depth + 1)


def looks_like_zip(data):
    return b"PK\x03\x04" in data[: 1 << 16] or b"PK\x05\x06" in data[-70000:]


def zips(data, name, depth):
    if not looks_like_zip(data):
        return
    seen = set()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield Raw(name + "!comment", archive.comment)
            for info in archive.infolist():
                place = "%s!%s" % (name, info.filename)
                seen.add(info.header_offset)
                yield View(place + " (name)", info.filename)
                yield View(place + " (name)", urllib.parse.unquote(info.filename))
                yield Raw(place + " (comment)", info.comment)
                yield Raw(place + " (extra)", info.extra)
                try:
                    inner = archive.read(info)
                except Exception:
                    continue
                yield from views(inner, place, depth)
            yield from workbook(archive, name)
    except Exception:
        pass
    yield from carved(data, name, depth, seen)


def carved(data, name, depth, seen):
    """Entries that the directory does not list: shadowed, or left over."""
    for match in re.finditer(b"PK\x03\x04", data):
        start = match.start()
        if start in seen or start + 30 > len(data):
            continue
        length, extra = struct.unpack("<HH", data[start + 26:start + 30])
        body = data[start + 30 + length + extra:]
        try:
            inner = zlib.decompressobj(-15).decompress(body, LARGEST)
        except zlib.error:
            continue
        yield from views(inner, "%s!@%d" % (name, start), depth)


def gzips(data, name, depth):
    if not data.startswith(b"\x1f\x8b"):
        return
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
            inner = stream.read(LARGEST)
    except Exception:
        return
    yield from views(inner, name + "!gz", depth)


def tars(data, name, depth):
    if data[257:262] != b"ustar" and not name.endswith(".tar"):
        return
    try:
        with tarfile.open(fileobj=io.BytesIO(data)) as archive:
            for member in archive:
                place = "%s!%s" % (name, member.name)
                yield View(place + " (header)", "\n".join([member.name, member.linkname, member.uname, member.gname, str(member.pax_headers)]))
                if member.isfile():
                    yield from views(archive.extractfile(member).read(), place, depth)
    except tarfile.TarError:
        return


def pngs(data, name, depth):
    if not data.startswith(b"\x89PNG"):
        return
    at = 8
    while at + 8 <= len(data):
        length, kind = struct.unpack(">I4s", data[at:at + 8])
        body = data[at + 8:at + 8 + length]
        if kind in (b"zTXt", b"iTXt", b"iCCP"):
            for start in [match.end() for match in re.finditer(b"\0", body)]:
                try:
                    yield Raw("%s!%s" % (name, kind.decode()), zlib.decompress(body[start:]))
                except zlib.error:
                    pass
        at += length + 12


# ---- compound files


def compounds(data, name, depth):
    if not data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return
    try:
        compound = olefile.OleFileIO(io.BytesIO(data))
        paths = compound.listdir(streams=True, storages=True)
    except Exception:
        return
    for path in paths:
        place = "%s!%s" % (name, "/".join(part.replace("\x05", "^E").replace("\x01", "^A") for part in path))
        yield View(place + " (name)", "/".join(path))
        if compound.get_type(path) != olefile.STGTY_STREAM:
            continue
        inner = compound.openstream(path).read()
        yield from views(inner, place, depth)
        if path[-1] in ("Workbook", "Book"):
            yield from biff(inner, place)
        if path[-1] == "WordDocument":
            yield from word(compound, path, inner, place)


def word(compound, path, document, name):
    """The text of a .doc by its piece table: as stored, without marks, without what was inserted or deleted."""
    try:
        table_name = "1Table" if struct.unpack_from("<H", document, 0x0A)[0] & 0x0200 else "0Table"
        table = compound.openstream(path[:-1] + [table_name]).read()
        characters = list(pieces(document, table))
        marks = revisions(document, table)
    except (struct.error, OSError, IndexError):
        return
    for label, without in (("stored", ()), ("accepted", (DELETED,)), ("rejected", (INSERTED,))):
        kept = [character for character, at in characters if not any(marks.get(at, 0) & mark for mark in without)]
        text = "".join(kept)
        yield View("%s (text, %s)" % (name, label), text)
        yield View("%s (text, %s, without marks)" % (name, label), re.sub("[\0-\x1f]", "", text))


def pieces(document, table):
    """Characters with their byte offsets in the stream."""
    start, length = struct.unpack_from("<II", document, 0x01A2)
    clx = table[start:start + length]
    at = 0
    while clx[at] == 1:
        at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
    size = struct.unpack_from("<I", clx, at + 1)[0]
    plc = clx[at + 5:at + 5 + size]
    count = (size - 4) // 12
    ends = struct.unpack_from("<%dI" % (count + 1), plc, 0)
    for piece in range(count):
        offset = struct.unpack_from("<I", plc, 4 * (count + 1) + 8 * piece + 2)[0]
        narrow, offset = offset & 0x40000000, offset & 0x3FFFFFFF
        for index in range(ends[piece + 1] - ends[piece]):
            if narrow:
                place = offset // 2 + index
                yield document[place:place + 1].decode("cp1252", "replace"), place
            else:
                place = offset + 2 * index
                yield document[place:place + 2].decode("utf-16le", "replace"), place


DELETED, INSERTED = 1, 2


def revisions(document, table):
    """Byte offsets of characters that a tracked change deletes or inserts, from the character formatting pages."""
    start, length = struct.unpack_from("<II", document, 0x00FA)
    plc = table[start:start + length]
    count = (length - 4) // 8
    marks = {}
    for number in range(count):
        page_number = struct.unpack_from("<I", plc, 4 * (count + 1) + 4 * number)[0] & 0x3FFFFF
        sheet = document[page_number * 512:page_number * 512 + 512]
        runs = sheet[511]
        offsets = struct.unpack_from("<%dI" % (runs + 1), sheet, 0)
        for run in range(runs):
            at = sheet[4 * (runs + 1) + run] * 2
            if not at:
                continue
            properties = sheet[at + 1:at + 1 + sheet[at]]
            mark = (DELETED if b"\x00\x08\x01" in properties else 0) | (INSERTED if b"\x01\x08\x01" in properties else 0)
            if mark:
                for place in range(offsets[run], offsets[run + 1]):
                    marks[place] = mark
    return marks


def records(data):
    at = 0
    while at + 4 <= len(data):
        kind, length = struct.unpack("<HH", data[at:at + 4])
        yield kind, data[at + 4:at + 4 + length]
        at += 4 + length


def rk(number):
    value = number >> 2 if number & 2 else struct.unpack("<d", struct.pack("<Q", (number & 0xFFFFFFFC) << 32))[0]
    if number & 2 and value >= 1 << 29:
        value -= 1 << 30
    return value / 100 if number & 1 else value


def biff(data, name):
    """Numbers in their records; strings over CONTINUE records."""
    numbers, joined, current, strings = [], b"", None, []
    table, inside, rows = [], [], {}
    for kind, body in records(data):
        inside += doubles(body)
        if kind in (0xFD, 0x203, 0x27E) and len(body) >= 10:
            row = rows.setdefault(struct.unpack("<H", body[:2])[0], [])
            row.append(("s", struct.unpack("<I", body[6:10])[0]) if kind == 0xFD else ("n", numbers_of(kind, body)))
        if kind == 0x203 and len(body) >= 14:
            numbers.append(struct.unpack("<d", body[6:14])[0])
        elif kind == 0x27E and len(body) >= 10:
            numbers.append(rk(struct.unpack("<I", body[6:10])[0]))
        elif kind == 0xBD:
            numbers += [rk(struct.unpack("<I", body[at + 2:at + 6])[0]) for at in range(4, len(body) - 7, 6)]
        elif kind == 0x06 and len(body) >= 14:
            numbers.append(struct.unpack("<d", body[6:14])[0])
        if kind == 0x3C and current is not None:
            table.append(body)
            # A continued string repeats its flags; other records may not.
            joined += body[1:] if body[:1] in (b"\0", b"\1") else body
            continue
        if joined:
            yield Raw(name + " (continued)", joined)
        if current == 0xFC:
            strings = list(shared_strings(table))
            yield View(name + " (shared strings)", "\n".join(strings))
        current, joined, table = kind, body, [body]
    if joined:
        yield Raw(name + " (continued)", joined)
    yield View(name + " (numbers)", "\n".join(number_texts(numbers)))
    yield View(name + " (numbers in formulas and elsewhere)", "\n".join("%.0f" % number for number in inside))
    yield View(name + " (rows)", "\n".join("".join(
        (strings[content] if content < len(strings) else "") if kind == "s" else content for kind, content in row) for row in rows.values()))
    yield View(name + " (whole numbers, joined)", "".join("%d" % number for number in numbers if number == number and abs(number) < 1e22 and number == int(number)))


def numbers_of(kind, body):
    number = struct.unpack("<d", body[6:14])[0] if kind == 0x203 else rk(struct.unpack("<I", body[6:10])[0])
    return "%.0f" % number if number == number and abs(number) < 1e22 else ""


def doubles(body):
    """Whole numbers of 11 digits and more at any place of a record: constants of formulas and arrays."""
    for at in range(len(body) - 7):
        # The exponents of numbers between 1e10 and 1e20.
        if body[at + 7] in (0x42, 0x43, 0x44):
            number = struct.unpack_from("<d", body, at)[0]
            if 1e10 <= number < 1e20 and number == int(number):
                yield number


def number_texts(numbers):
    for number in numbers:
        if number == number and abs(number) < 1e22:
            yield "%.15g" % number
            yield "%.0f" % number
            yield repr(number)


class Continued:
    """Reads the shared string table across its CONTINUE records."""

    def __init__(self, blocks):
        self.blocks, self.block, self.at = blocks, 0, 0

    def left(self):
        return len(self.blocks[self.block]) - self.at

    def more(self):
        while not self.left():
            self.block, self.at = self.block + 1, 0

    def take(self, count):
        out = b""
        while len(out) < count:
            self.more()
            piece = self.blocks[self.block][self.at:self.at + count - len(out)]
            self.at += len(piece)
            out += piece
        return out

    def characters(self, count, wide):
        text = ""
        while count:
            if not self.left():
                self.more()
                wide = self.take(1)[0] & 1
            size = 2 if wide else 1
            number = min(count, self.left() // size)
            piece = self.take(number * size)
            text += piece.decode("utf-16le" if wide else "latin-1", "replace")
            count -= number
        return text


def shared_strings(blocks):
    stream = Continued(blocks)
    try:
        _, unique = struct.unpack("<II", stream.take(8))
        for _ in range(unique):
            length, flags = struct.unpack("<HB", stream.take(3))
            runs = struct.unpack("<H", stream.take(2))[0] if flags & 8 else 0
            extra = struct.unpack("<I", stream.take(4))[0] if flags & 4 else 0
            yield stream.characters(length, flags & 1)
            stream.take(4 * runs + extra)
    except (IndexError, struct.error):
        return


# ---- XML


def local(tag):
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else "#" + getattr(tag, "__name__", "other")


def parse(data):
    parser = etree.XMLParser(recover=False, resolve_entities=True, no_network=True, load_dtd=False, huge_tree=True)
    for candidate in (data, data.lstrip()):
        try:
            return etree.fromstring(candidate, parser)
        except (etree.XMLSyntaxError, ValueError):
            continue
    return None


def xmls(data, name, depth):
    head = data[:200].lstrip(b"\xef\xbb\xbf \r\n\t")
    if not head.startswith((b"<", b"\xff\xfe", b"\xfe\xff")):
        return
    root = parse(data)
    if root is None:
        return
    by_tag, by_attribute, comments = {}, {}, []
    for node in root.getroottree().xpath("//node()[not(self::text())] | //comment() | //processing-instruction()"):
        kind = local(node.tag)
        if kind.startswith("#"):
            comments.append(node.text or "")
            continue
        by_tag.setdefault(kind, []).append((node.text or ""))
        for key, value in node.attrib.items():
            by_attribute.setdefault(local(key), []).append(value)
    for beside in sides(root):
        comments.append(beside)
    yield View(name + " (comments)", "\n".join(comments))
    for kind, values in by_tag.items():
        yield View("%s <%s>" % (name, kind), "".join(values))
    for kind, values in by_attribute.items():
        place = "%s @%s" % (name, kind)
        yield View(place, "\n".join(values))
        yield View(place + " (percent-decoded)", "\n".join(map(urllib.parse.unquote, values)))
        for value in values:
            if value.lstrip().startswith("<") and depth < DEPTH:
                yield from views(value.encode("utf-8"), place, depth)
    # Accepted, rejected, without deleted field codes, without phonetics, as one text.
    for label, without in (("all", ()), ("accepted", ("del", "moveFrom", "rPh", "rt")), ("rejected", ("ins", "moveTo", "rPh")),
                           ("no marks", ("instrText", "delText", "delInstrText", "commentReference", "AlternateContent", "rPh"))):
        yield View("%s (text, %s)" % (name, label), flat(root, without))
    yield from positions(root, name)


def sides(root):
    for step in (root.itersiblings(preceding=True), root.itersiblings()):
        for node in step:
            yield node.text or ""


def flat(root, without):
    pieces = []

    def walk(node):
        if local(node.tag) in without or local(node.tag).startswith("#"):
            return
        pieces.append(node.text or "")
        for child in node:
            walk(child)
            pieces.append(child.tail or "")

    walk(root)
    return "".join(pieces)


def positions(root, name):
    """OFD: text by position, as a person reads the page: lines from the top, characters from the left."""
    placed = []
    for order, thing in enumerate(root.iter("{*}TextObject")):
        box = [float(number) for number in (thing.get("Boundary") or "0 0 0 0").split()]
        for code in thing.iter("{*}TextCode"):
            placed.append((round(box[1] + float(code.get("Y") or 0), 1), box[0] + float(code.get("X") or 0), order, code.text or ""))
    if placed:
        yield View(name + " (by position)", "".join(item[3] for item in sorted(placed)))
        columns = sorted(placed, key=lambda item: (round(item[1]), item[0]))
        yield View(name + " (by column)", "".join(item[3] for item in columns))


def workbook(archive, name):
    """Rows of sheets with shared strings put in."""
    names = archive.namelist()
    table = [part for part in names if part.lower().endswith("sharedstrings.xml")]
    root = parse(archive.read(table[0])) if table else None
    strings = [flat(item, ("rPh",)) for item in root] if root is not None else []
    for part in names:
        if "sheets/" not in part.lower() or not part.endswith(".xml"):
            continue
        root = parse(archive.read(part))
        if root is None:
            continue
        rows = []
        for row in root.iter("{*}row"):
            rows.append("".join(cell_text(cell, strings) for cell in row.iter("{*}c")))
        yield View("%s!%s (rows)" % (name, part), "\n".join(rows))


def cell_text(cell, strings):
    text = "".join(node.text or "" for node in cell.iter("{*}v"))
    if cell.get("t") == "s" and text.isdigit():
        return strings[int(text)] if int(text) < len(strings) else ""
    if cell.get("t") == "inlineStr":
        return flat(cell, ("rPh",))
    if re.fullmatch(r"[0-9.]+[eE]\+?[0-9]+", text):
        return text + "\n%.0f" % float(text)
    return text


# ---- text and HTML


def decodings(data):
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        codecs = ("utf-16",)
    elif data.startswith(b"\xef\xbb\xbf"):
        codecs = ("utf-8-sig",)
    else:
        codecs = ("utf-8", "gb18030")
    done = set()
    for codec in codecs:
        text = data.decode(codec, "replace")
        if text not in done:
            done.add(text)
            yield codec, text


def texts(data, name, depth):
    if b"\0" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return
    if b"\0" in data and looks_like_zip(data):
        return
    for codec, text in decodings(data):
        place = "%s (%s)" % (name, codec)
        yield View(place, text)
        yield View(place + " percent-decoded", urllib.parse.unquote(text))
        yield View(place + " percent-decoded GB18030", urllib.parse.unquote(text, encoding="gb18030"))
        yield View(place + " backslash escapes", re.sub(r"\\u([0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})", lambda m: chr(int(m[1] or m[2], 16)), text))
        yield View(place + " CSS escapes", re.sub(r"\\([0-9a-fA-F]{1,6}) ?", lambda m: chr(int(m[1], 16) % 0x110000), text))
        unescaped = html.unescape(text)
        if unescaped != text:
            yield View(place + " entities", unescaped)
        if "<" in text:
            yield View(place + " tags cut off", html.unescape(re.sub(r"<!--.*?-->|<[^>]*>", "", text, flags=re.S)))
            yield View(place + " tags cut off, comments kept", html.unescape(re.sub(r"<[^>]*>", "", text)))
            yield from page(text, place, depth)
        yield from data_uris(text, place, depth)
        yield from bare_base64(text, place, depth)
        yield from by_number(text, place)


def bare_base64(text, place, depth):
    """Base64 that nothing declares."""
    if depth >= DEPTH or len(text) > 1 << 20:
        return
    for match in re.finditer(r"[A-Za-z0-9+/]{16,}(?:(?:\s|&#x[AD];)+[A-Za-z0-9+/]{1,})*={0,2}", text):
        raw = decoded64(re.sub(r"\s|&#x[AD];", "", match[0]).rstrip("=").encode())
        yield Raw(place + " base64", raw)
        yield View(place + " base64", raw.decode("utf-8", "replace"))
        for start in (0, 8):
            if raw[start:].startswith(b"PK\x03\x04"):
                yield from views(raw[start:], place + " base64", depth + 1)


def by_number(text, place):
    """Characters that spreadsheets and fonts of symbols write by their numbers."""
    yield View(place + " by number", re.sub(r"_x([0-9A-Fa-f]{4})_", lambda match: chr(int(match[1], 16)), text))
    symbols = re.findall(r"w:sym [^>]*w:char=[\"']F0([0-9A-Fa-f]{2})[\"']", text)
    yield View(place + " symbols", "".join(chr(int(symbol, 16)) for symbol in symbols))


class Page(HTMLParser):
    """What of a page a browser shows, and what it does not."""

    HIDDEN = {"script", "style", "template", "noscript", "head", "rp", "rt"}

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.text, self.shown, self.attributes, self.comments, self.stack = [], [], [], [], []

    def handle_starttag(self, tag, attributes):
        self.attributes += [(tag, key, value or "") for key, value in attributes]
        if tag in self.HIDDEN:
            self.stack.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.attributes += [(tag, key, value or "") for key, value in attributes]

    def handle_endtag(self, tag):
        if tag in self.stack:
            while self.stack.pop() != tag:
                pass

    def handle_data(self, data):
        self.text.append(data)
        if not self.stack:
            self.shown.append(data)

    def handle_comment(self, data):
        self.comments.append(data)

    def unknown_decl(self, data):
        self.comments.append(data)

    handle_pi = handle_decl = handle_comment


def page(text, place, depth):
    parser = Page()
    try:
        parser.feed(text)
        parser.close()
    except Exception:
        return
    yield View(place + " page text", "".join(parser.text))
    yield View(place + " page text shown", "".join(parser.shown))
    for comment in parser.comments:
        yield View(place + " comment", comment)
        if "<" in comment and depth < DEPTH:
            yield View(place + " comment, tags cut off", re.sub(r"<[^>]*>", "", comment))
    for tag, key, value in parser.attributes:
        where = "%s <%s %s>" % (place, tag, key)
        yield View(where, value)
        yield View(where + " percent-decoded", urllib.parse.unquote(value))
        if "<" in value and depth < DEPTH:
            yield from texts(value.encode("utf-8"), where, depth + 1)
        else:
            yield from data_uris(value, where, depth)


def data_uris(text, place, depth):
    if depth >= DEPTH:
        return
    for match in re.finditer(r"data:([^,\"'\s<>]*),([^\"'\s<>)]*)", html.unescape(text) if "data:" in text else ""):
        head, body = match.groups()
        raw = urllib.parse.unquote_to_bytes(body)
        if head.endswith(";base64"):
            raw = decoded64(raw)
        yield from views(raw, place + " data:", depth + 1)


def decoded64(raw):
    try:
        return base64.b64decode(raw + b"=" * (-len(raw) % 4))
    except binascii.Error:
        return b""


# ---- mail


def mails(data, name, depth):
    if not re.match(rb"(?i)(?:[!-9;-~]+:.*\r?\n(?:[ \t].*\r?\n)*)+", data) or b"content-type" not in data[:65536].lower() and not name.endswith(".eml"):
        return
    message = email.message_from_bytes(data, policy=email.policy.compat32)
    yield from message_views(message, name, depth)
    yield from uuencoded(data, name, depth)
    # Base64 that no part declares (a wrong header, text before the first boundary).
    for match in re.finditer(rb"(?:[A-Za-z0-9+/]{40,}={0,2}\r?\n?)+", data):
        yield from views(decoded64(re.sub(rb"\s", b"", match[0])), name + " base64", depth + 1)


def uuencoded(data, name, depth):
    """Files that old mailers write into a text."""
    for match in re.finditer(rb"^begin [0-7]{3,4} .+\r?\n((?:.*\r?\n)*?)end\r?$", data, re.M):
        lines = (line for line in match[1].splitlines() if line.strip())
        try:
            yield from views(b"".join(map(binascii.a2b_uu, lines)), name + " uuencode", depth + 1)
        except binascii.Error:
            pass


def header_text(value):
    try:
        pieces = email.header.decode_header(value)
        return "".join(piece.decode(codec if codec and codec != "unknown-8bit" else "utf-8", "replace") if isinstance(piece, bytes) else piece for piece, codec in pieces)
    except Exception:
        return str(value)


def message_views(message, name, depth):
    for key, value in message.items():
        place = "%s %s:" % (name, key)
        yield View(place, header_text(value))
        yield View(place + " unfolded", header_text(re.sub(r"\r?\n\s*", "", str(value))))
        yield View(place + " percent-decoded", urllib.parse.unquote(str(value)))
        for parameters in (message.get_params(header=key, unquote=True) or []):
            yield View(place + " parameter", header_text(str(parameters[1])))
    for label, text in (("preamble", message.preamble), ("epilogue", message.epilogue)):
        if text:
            yield from views(text.encode("utf-8", "surrogateescape"), "%s %s" % (name, label), depth + 1)
    file_name = message.get_filename()
    if file_name:
        yield View(name + " file name", header_text(file_name))
    if message.is_multipart():
        for number, part in enumerate(message.get_payload()):
            yield from message_views(part, "%s/%d" % (name, number), depth)
    else:
        payload = message.get_payload(decode=True) or b""
        charset = message.get_content_charset() or "utf-8"
        try:
            yield View(name + " body", payload.decode(charset, "replace"))
        except LookupError:
            pass
        if depth < DEPTH:
            yield from views(payload, name + " body", depth + 1)
