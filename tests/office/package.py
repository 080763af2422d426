"""Open packages (OPC) as a table of parts, written so that the same input gives the same bytes."""

import io
import posixpath
import re
import zipfile
from xml.sax.saxutils import escape as escape_text

TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
WHEN = (2024, 1, 1, 0, 0, 0)


def escape(text):
    return escape_text(text, {'"': "&quot;"})


def write_zip(entries, comment=b"", comments={}, extras={}, store=()):
    """A zip of (name, bytes) pairs with fixed times."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in entries:
            info = zipfile.ZipInfo(name, WHEN)
            info.compress_type = zipfile.ZIP_STORED if name in store else zipfile.ZIP_DEFLATED
            info.comment = comments.get(name, b"")
            info.extra = extras.get(name, b"")
            archive.writestr(info, data)
        archive.comment = comment
    return out.getvalue()


def extra_field(data, identifier=0x7A7A):
    return identifier.to_bytes(2, "little") + len(data).to_bytes(2, "little") + data


def rels_of(part):
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", name + ".rels")


class Package:
    def __init__(self, data):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.comment, self.comments, self.extras = b"", {}, {}

    def text(self, part):
        return self.parts[part].decode("utf-8")

    def set(self, part, text):
        self.parts[part] = text if isinstance(text, bytes) else text.encode("utf-8")

    def replace(self, part, old, new, count=1):
        text = self.text(part)
        assert old in text, "%s: %s" % (part, old)
        self.set(part, text.replace(old, new, count))

    def substitute(self, part, pattern, new):
        text, count = re.subn(pattern, lambda _: new, self.text(part), count=1, flags=re.S)
        assert count, "%s: %s" % (part, pattern)
        self.set(part, text)

    def add(self, part, data, content_type=None):
        """A new part; without content type it must have an extension that has one."""
        if isinstance(data, str) and data.startswith("<") and not data.startswith("<?xml") and not part.endswith(("html", "mht")):
            data = DECLARATION + data
        self.set(part, data)
        if content_type:
            self.override(part, content_type)

    def override(self, part, content_type):
        types = self.text("[Content_Types].xml")
        types = re.sub(r'<Override [^>]*PartName="/%s"[^>]*/>' % re.escape(part), "", types)
        entry = '<Override PartName="/%s" ContentType="%s"/>' % (escape(part), content_type)
        self.set("[Content_Types].xml", types.replace("</Types>", entry + "</Types>"))

    def default(self, extension, content_type):
        types = self.text("[Content_Types].xml")
        if 'Extension="%s"' % extension not in types:
            entry = '<Default Extension="%s" ContentType="%s"/>' % (extension, content_type)
            self.set("[Content_Types].xml", re.sub(r"(<Types[^>]*>)", lambda m: m[1] + entry, types, count=1))

    def relate(self, source, kind, target, external=False, identifier=None):
        """A relationship of `source` ("" for the package); its id."""
        part = rels_of(source) if source else "_rels/.rels"
        if part not in self.parts:
            self.set(part, DECLARATION + '<Relationships xmlns="%s"></Relationships>' % RELS)
        text = self.text(part)
        text = re.sub(r"(<Relationships[^>]*?)/>", r"\1></Relationships>", text)
        identifier = identifier or "rIdP%d" % (text.count("<Relationship ") + 1)
        kind = kind if kind.startswith("http") else OFFICE + kind
        mode = ' TargetMode="External"' if external else ""
        entry = '<Relationship Id="%s" Type="%s" Target="%s"%s/>' % (identifier, kind, escape(target), mode)
        self.set(part, text.replace("</Relationships>", entry + "</Relationships>"))
        return identifier

    def drop(self, part, source=None):
        """Removes a part, its content type and the relationships to it."""
        del self.parts[part]
        name = posixpath.basename(part)
        types = self.text("[Content_Types].xml")
        self.set("[Content_Types].xml", re.sub(r'<Override [^>]*PartName="/%s"[^>]*/>' % re.escape(part), "", types))
        for rels in [name for name in self.parts if name.endswith(".rels")]:
            self.set(rels, re.sub(r"""<Relationship [^>]*Target=["'][^"']*%s["'][^>]*/>""" % re.escape(name), "", self.text(rels)))

    def save(self):
        order = sorted(self.parts, key=lambda name: (name != "[Content_Types].xml", name != "_rels/.rels"))
        return write_zip([(name, self.parts[name]) for name in order], self.comment, self.comments, self.extras)


def disguise(package, planter):
    """Says the same XML otherwise: character references, CDATA, single quotes. For variant b."""
    marked = 0
    for name in sorted(package.parts):
        if not name.endswith((".xml", ".rels", ".vml")) or name == "[Content_Types].xml":
            continue
        text = package.text(name)
        for entry in planter.manifest:
            value = entry["value"]
            if value not in text:
                continue
            marked += 1
            if marked % 3 == 0:
                middle = len(value) // 2
                reference = ("&#%d;", "&#x%x;")[marked % 2] % ord(value[middle])
                text = re.sub(r"(<(?![!?])[^<>]*|>[^<>]*)" + re.escape(value),
                              lambda m: m[1] + value[:middle] + reference + value[middle + 1:], text)
            elif marked % 3 == 1:
                text = re.sub(r">([^<>&]*%s[^<>&]*)<" % re.escape(value), r"><![CDATA[\1]]><", text)
        if planter.random.random() < 0.4 and "'" not in text and "<!" not in text and "&quot;" not in text:
            head, mark, rest = text.partition("?>\n")
            text = head + mark + re.sub(r'="([^"<>]*)"', r"='\1'", rest)
        package.set(name, text)
