#!/usr/bin/env python3
"""Opens files as their readers would, and says which ones no longer open.

    reopen.py FILE...                # public libraries, structure of the package, LibreOffice
    reopen.py --no-office FILE...    # without LibreOffice
"""

import argparse
import email
import email.policy
import io
import pathlib
import posixpath
import sys
import urllib.parse
import warnings
import zipfile

import docx
import olefile
import openpyxl
import pptx
from lxml import etree
from PIL import Image

from office import unopened

RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"


def read_docx(path):
    # python-docx opens documents only; one with macros differs by its content type.
    document = docx.Document(as_document(path, b"application/vnd.ms-word.document.macroEnabled.main+xml",
                                         b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"))
    for paragraph in document.paragraphs:
        paragraph.text
    for table in document.tables:
        for row in table.rows:
            for cell in row.cells:
                cell.text
    for section in document.sections:
        section.header.paragraphs, section.footer.paragraphs
    document.core_properties.author


def as_document(path, macros, plain):
    data = path.read_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        types = archive.read("[Content_Types].xml")
        if macros not in types:
            return io.BytesIO(data)
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as copy:
            for name in archive.namelist():
                copy.writestr(name, archive.read(name).replace(macros, plain) if name == "[Content_Types].xml" else archive.read(name))
    out.seek(0)
    return out


def read_xlsx(path):
    for values in (False, True):
        book = openpyxl.load_workbook(path, data_only=values, rich_text=True)
        for sheet in book.worksheets:
            # Only cells that are there: a comment in the last row would make `iter_rows` go through all of them.
            for cell in sheet._cells.values():
                cell.value, cell.comment, cell.hyperlink


def read_pptx(path):
    deck = pptx.Presentation(path)
    for slide in deck.slides:
        for shape in slide.shapes:
            shape.has_text_frame and shape.text_frame.text
        slide.has_notes_slide and slide.notes_slide.notes_text_frame.text


def read_image(path):
    with Image.open(path) as image:
        image.load()
        image.getexif()


def read_mail(path):
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    assert message.keys(), "no headers"
    assert not message.defects, "defects: %s" % message.defects
    for part in message.walk():
        if not part.is_multipart():
            part.get_payload(decode=True)


def read_compound(path):
    assert olefile.isOleFile(str(path)), "not a compound file"
    with olefile.OleFileIO(str(path)) as compound:
        for stream in compound.listdir():
            compound.openstream(stream).read()
        compound.get_metadata()


def read_xml(path):
    etree.fromstring(path.read_bytes())


LIBRARIES = {
    ".docx": read_docx, ".docm": read_docx, ".xlsx": read_xlsx, ".xlsm": read_xlsx, ".pptx": read_pptx, ".eml": read_mail,
    ".doc": read_compound, ".xls": read_compound, ".wps": read_compound, ".et": read_compound, ".xml": read_xml,
    **{suffix: read_image for suffix in (".jpg", ".jpeg", ".png", ".gif", ".tif", ".tiff", ".webp")},
}
PACKAGES = (".docx", ".docm", ".xlsx", ".xlsm", ".pptx")


def structure(path):
    """Zip sums, well-formed parts, relationships that lead somewhere, content types for all."""
    problems = []
    with zipfile.ZipFile(path) as archive:
        bad = archive.testzip()
        if bad:
            return ["entry %s is damaged" % bad]
        names = archive.namelist()
        if len(names) != len(set(names)):
            problems.append("entries of the same name")
        for name in names:
            if name.endswith((".xml", ".rels", ".vml")):
                try:
                    etree.fromstring(archive.read(name), etree.XMLParser(huge_tree=True, load_dtd=False, no_network=True))
                except etree.XMLSyntaxError as error:
                    problems.append("%s is not well-formed: %s" % (name, error))
        if path.suffix.lower() in PACKAGES:
            problems += relationships(archive, names) + content_types(archive, names)
    return problems


def relationships(archive, names):
    problems = []
    lower = {name.lower() for name in names}
    for name in names:
        if not name.endswith(".rels"):
            continue
        folder = posixpath.dirname(posixpath.dirname(name))
        source = posixpath.join(folder, posixpath.basename(name)[:-5])
        if source and not source.endswith("/") and posixpath.basename(source) and source.lower() not in lower:
            problems.append("%s belongs to no part" % name)
        for relation in etree.fromstring(archive.read(name)).iter(RELATIONSHIP):
            target = relation.get("Target")
            if relation.get("TargetMode") == "External" or target.startswith("#") or target == "NULL":
                continue
            path = urllib.parse.unquote(target.partition("#")[0])
            path = path[1:] if path.startswith("/") else posixpath.normpath(posixpath.join(folder, path))
            if path.lower() not in lower and target.lower() not in lower:
                problems.append("%s: %s leads nowhere" % (name, relation.get("Id")))
    return problems


def content_types(archive, names):
    root = etree.fromstring(archive.read("[Content_Types].xml"))
    defaults = {item.get("Extension").lower() for item in root.iter(TYPES + "Default")}
    overrides = {urllib.parse.unquote(item.get("PartName")).lower().lstrip("/") for item in root.iter(TYPES + "Override")}
    problems = ["%s has no content type" % name for name in names
                if name != "[Content_Types].xml" and not name.endswith("/") and name.lower() not in overrides
                and name.rsplit(".", 1)[-1].lower() not in defaults]
    return problems + ["content type for a part that is not there: %s" % name for name in overrides - {name.lower() for name in names}]


def office(path):
    """What LibreOffice says of it."""
    return list(unopened([path]).values())


def reopen(path, with_office=True):
    """What is wrong with the file; nothing when it opens everywhere."""
    problems = []
    suffix = path.suffix.lower()
    if suffix in LIBRARIES:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                LIBRARIES[suffix](path)
        except Exception as error:
            problems.append("%s: %s: %s" % (LIBRARIES[suffix].__name__, type(error).__name__, str(error)[:200]))
    if suffix in PACKAGES + (".ofd", ".zip"):
        try:
            if zipfile.is_zipfile(path):
                problems += structure(path)
        except Exception as error:
            problems.append("structure: %s: %s" % (type(error).__name__, str(error)[:200]))
    return problems + (office(path) if with_office else [])


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--no-office", action="store_true")
    arguments.add_argument("files", nargs="+", type=pathlib.Path)
    chosen = arguments.parse_args()
    failed = 0
    for path in chosen.files:
        problems = reopen(path, not chosen.no_office)
        failed += bool(problems)
        for problem in problems:
            print("%s: %s" % (path, problem))
    print("%d files, %d do not open" % (len(chosen.files), failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
