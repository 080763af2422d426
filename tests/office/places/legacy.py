"""Compound files of Word and Excel 97, converted by LibreOffice from the packages.

What the conversion loses is not in the file, so it is not in the manifest either: only what `survivors` finds stays.
"""

import io
import pathlib
import re
import shutil
import tempfile

import olefile

import office
import survivors
import views
from places import docx, xlsx


def convert(data, source, target):
    if not shutil.which("soffice"):
        raise RuntimeError("LibreOffice is not installed; setup.sh installs it")
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "source." + source)
        path.write_bytes(data)
        return office.convert([path], target, pathlib.Path(folder))[0][path].read_bytes()


def keep_survivors(p, data, name):
    """The manifest of what is really there, with the stream where it is."""
    left = survivors.survivors(data, name, p.manifest)
    lost = len(p.manifest) - len(left)
    p.manifest[:] = [dict(entry, part=next((place for place in where if "!" in place), where[0]).split(" (")[0]) for entry, where in left]
    return lost


def slack(p, data, name, stream):
    """Plants in the rest of a stream's last sector, which no stream owns. Needs room, else nothing happens."""
    compound = olefile.OleFileIO(io.BytesIO(data))
    entry = compound.direntries[compound._find(stream)]
    if entry.size < compound.minisectorcutoff:
        return data
    sector, used = entry.isectStart, entry.size
    while used > compound.sectorsize:
        sector, used = compound.fat[sector], used - compound.sectorsize
    at = (sector + 1) * compound.sectorsize + used
    room = compound.sectorsize - used
    text = "手机：" + p.values.make("mobile")
    if room < len(text) * 2 + 4:
        return data
    p.manifest.append({"value": text[3:], "kind": "mobile", "place": "slack after the stream %s" % stream, "part": name, "surface": "hidden"})
    raw = text.encode("utf-16le")
    at += room - len(raw)
    return data[:at] + raw + data[at + len(raw):]


def without(package, *prefixes):
    """Drops parts; what mentions them is for the caller."""
    for part in [name for name in package.parts if name.startswith(prefixes) and not name.endswith(".rels")]:
        package.drop(part)
    for rels in [name for name in package.parts if name.startswith(prefixes)]:
        del package.parts[rels]


def cut(package, part, pattern):
    package.set(part, re.sub(pattern, "", package.text(part), flags=re.S))


def doc_file(p):
    """The letter without its chart, which would be an OLE object."""
    package = docx.full(p)
    without(package, "word/charts/")
    cut(package, docx.MAIN, "<c:chart [^>]*/>")
    return word_file(p, package, "letter.doc")


def opaque_doc_file(p):
    return word_file(p, docx.full(p), "letter-opaque.doc")


def word_file(p, package, name):
    data = convert(package.save(), "docx", "doc")
    keep_survivors(p, data, name)
    return slack(p, unreferenced(p, data, name), name, "WordDocument")


def unreferenced(p, data, name):
    """Text before the first piece that no piece refers to, as fast saves leave it behind."""
    compound = olefile.OleFileIO(io.BytesIO(data))
    stream = compound.openstream("WordDocument").read()
    table = compound.openstream("1Table").read()
    first = min(at for _, at in views.pieces(stream, table))
    text = "身份证号：" + p.values.make("resident-id")
    raw = text.encode("utf-16le")
    start = first - len(raw) - 16
    assert not any(stream[start:first]), "the bytes before the text are in use"
    p.manifest.append({"value": text[5:], "kind": "resident-id", "place": "text that no piece refers to", "part": name + "!WordDocument", "surface": "hidden"})
    where = data.index(stream[:512]) + start
    assert data[where:where + len(raw)] == stream[start:start + len(raw)]
    return data[:where] + raw + data[where + len(raw):]


def wps_file(p):
    """What Kingsoft's writer saves is the same container."""
    return word_file(p, docx.simple(p), "letter.wps")


def et_file(p):
    data = convert(xlsx.simple(p).save(), "xlsx", "xls")
    keep_survivors(p, data, "list.et")
    return data


LONG = 6000


def with_long_text(package, text):
    """Puts a string that is longer than a record into the table, and a cell that shows it."""
    strings = package.text(xlsx.STRINGS)
    number = strings.count("</si>")
    package.set(xlsx.STRINGS, strings.replace("</sst>", "<si><t>%s</t></si></sst>" % text))
    sheet = next(name for name in sorted(package.parts) if name.startswith("xl/worksheets/sheet") and b"mergeCells" in package.parts[name])
    package.set(sheet, package.text(sheet).replace("</sheetData>", '<row r="70"><c r="A70" t="s"><v>%d</v></c></row></sheetData>' % number))


def boundary(data):
    """Where in the long text of the shared strings a CONTINUE record begins, in characters."""
    stream = olefile.OleFileIO(io.BytesIO(data)).openstream("Workbook").read()
    for kind, body in views.records(stream):
        if kind == 0x3C and body[:1] == b"\1" and body[1:41] == "甲".encode("utf-16le") * 20:
            before = stream[: stream.index(body) - 4]
            run = 0
            while before.endswith("甲".encode("utf-16le") * (run + 1)) and run < LONG:
                run += 1
            return run
    raise AssertionError("no string crosses a record")


def xls_file(p):
    """The workbook without what has streams of its own: revisions, pivot caches. And without its chart."""
    package = xlsx.full(p)
    without(package, "xl/revisions/", "xl/pivotCache/", "xl/pivotTables/", "xl/charts/")
    cut(package, xlsx.BOOK, "<pivotCaches>.*?</pivotCaches>")
    cut(package, "xl/drawings/drawing1.xml", "<xdr:twoCellAnchor>(?:(?!</xdr:twoCellAnchor>).)*<xdr:graphicFrame.*?</xdr:twoCellAnchor>")
    return book_file(p, package, "list.xls")


def opaque_xls_file(p):
    return book_file(p, xlsx.full(p), "list-opaque.xls")


def book_file(p, package, name):
    """With a value that lies across two records."""
    parts = dict(package.parts)
    with_long_text(package, "甲" * LONG)
    crossing = boundary(convert(package.save(), "xlsx", "xls"))
    value = p.value("string across a CONTINUE record", name, kind="resident-id")
    text = "身份证号：" + value
    start = crossing - len("身份证号：") - 9
    package.parts = parts
    with_long_text(package, "甲" * start + text + "甲" * (LONG - start - len(text)))
    data = convert(package.save(), "xlsx", "xls")
    assert value.encode("utf-16le") not in data, "the value does not cross the records"
    keep_survivors(p, data, name)
    assert any(entry["value"] == value for entry in p.manifest)
    return slack(p, data, name, "Workbook")


FILES = {"letter.doc": doc_file, "list.xls": xls_file, "letter-opaque.doc": opaque_doc_file, "list-opaque.xls": opaque_xls_file,
         "letter.wps": wps_file, "list.et": et_file}
