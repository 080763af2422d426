"""Archives: zip, tar.gz and gz, in each other, with names and comments that hold data."""

import gzip
import io
import struct
import tarfile

from package import extra_field, write_zip


def text_of(p, place, part, codec="utf-8"):
    return (p.phrase(place, part) + "\n").encode(codec)


def table_of(p, place, part, codec="utf-8"):
    return ("姓名,手机\n%s,%s\n" % (p.value(place + ": 姓名", part, kind="person"), p.value(place + ": 手机", part, kind="mobile"))).encode(codec)


def little(p, place, part):
    return write_zip([("list.csv", table_of(p, place, part + "!list.csv"))])


def gz(p, place, part, data, named=True):
    """A gzip member with a file name and a comment in its header."""
    packed = gzip.compress(data, mtime=0)
    head = bytearray(packed[:10])
    extra = b""
    if named:
        head[3] |= 8 | 16
        head[8:10] = b"\0\xff"
        name = p.value(place + ": gzip file name", part, "metadata", "mobile")
        comment = p.value(place + ": gzip comment", part, "metadata", "resident-id")
        extra = name.encode() + b".csv\0" + comment.encode() + b"\0"
    return bytes(head) + extra + packed[10:]


def tar(p, place, part, members):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for name, data, owner in members:
            info = tarfile.TarInfo(name)
            info.size, info.mtime = len(data), 1704067200
            if owner:
                info.uname = p.value(place + ": tar owner", part, "metadata", "person")
                info.gname = p.value(place + ": tar group", part, "metadata", "person")
                info.pax_headers = {"comment": p.phrase(place + ": pax comment", part, "metadata")}
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def members(p, place, part):
    name = p.value(place + ": tar member name", part, "metadata", "person")
    return [("list.csv", table_of(p, place + ": csv", part + "!list.csv"), True),
            ("户主%s.txt" % name, text_of(p, place + ": text", part + "!text"), False),
            ("inner.zip", little(p, place + ": zip", part + "!inner.zip"), False)]


def zip_file(p):
    from places import docx, xlsx
    name = "files.zip"
    inner = write_zip([
        ("deep.zip", write_zip([("note.txt", text_of(p, "zip in zip in zip", name + "!inner.zip!deep.zip!note.txt"))])),
        ("list.csv", table_of(p, "zip in zip: csv", name + "!inner.zip!list.csv", "gb18030")),
    ], comment=p.phrase("zip in zip: comment", name + "!inner.zip", "metadata").encode("utf-8"))
    directory = p.value("entry name: folder", name, "metadata", "person")
    file_name = p.value("entry name: file", name, "metadata", "resident-id")
    entries = [
        ("list.csv", table_of(p, "csv", name + "!list.csv")),
        ("户主%s/note.txt" % directory, text_of(p, "text in GB18030", name + "!note.txt", "gb18030")),
        ("%s.txt" % file_name, text_of(p, "text", name + "!text")),
        ("inner.zip", inner),
        ("list.csv.gz", gz(p, "gz", name + "!list.csv.gz", table_of(p, "gz: csv", name + "!list.csv.gz"))),
        ("tree.tar", tar(p, "tar", name + "!tree.tar", members(p, "tar", name + "!tree.tar"))),
        ("letter.docx", docx.simple_inner(p, "docx in zip", name + "!letter.docx")),
        ("list.xlsx", xlsx.small(p, "xlsx in zip", name + "!list.xlsx")),
        ("page.html", ("<html><meta charset=utf-8><p>%s</p></html>" % p.phrase("html in zip", name + "!page.html")).encode("utf-8")),
    ]
    say = lambda place: p.phrase(place, name, "metadata").encode("utf-8")
    # Like the field for a Unicode path, a second name, but with a number that no reader knows.
    path = p.value("extra field: another name", name, "metadata", "person")
    unicode_path = extra_field(b"\1\0\0\0\0" + ("户主%s.csv" % path).encode("utf-8"), 0x7071)
    return write_zip(entries, say("comment of the archive"), {"list.csv": say("comment of an entry")},
                     {"list.csv": extra_field(say("extra field")), "inner.zip": unicode_path},
                     store=("inner.zip",) if p.other else ())


def hostile_file(p):
    """Bytes that the directory does not mention: before, between and after. To be refused, or gone."""
    name = "files-loose.zip"
    data = write_zip([("list.csv", table_of(p, "csv", name + "!list.csv"))])
    lost = write_zip([("lost.csv", table_of(p, "entry that the directory does not list", name + "!lost"))])
    lost = lost[:lost.index(b"PK\1\2")]
    start = p.phrase("bytes before the archive", name, "hidden").encode("utf-8")
    prefix = start + lost
    at = data.index(b"PK\1\2")
    end = data.rindex(b"PK\5\6")
    directory = bytearray(data[at:end])
    struct.pack_into("<I", directory, 42, struct.unpack_from("<I", directory, 42)[0] + len(prefix))
    tail = bytearray(data[end:])
    struct.pack_into("<I", tail, 16, at + len(prefix))
    return prefix + data[:at] + bytes(directory) + bytes(tail) + p.phrase("bytes after the archive", name, "hidden").encode("utf-8")


def targz_file(p):
    name = "tree.tar.gz"
    return gz(p, "gz", name, tar(p, "tar", name, members(p, "tar", name)), named=p.other)


def gz_file(p):
    name = "list.csv.gz"
    return gz(p, "gz", name, table_of(p, "csv", name)) + gzip.compress(table_of(p, "second gzip member", name), mtime=0)


FILES = {"files.zip": zip_file, "files-loose.zip": hostile_file, "tree.tar.gz": targz_file, "list.csv.gz": gz_file}
