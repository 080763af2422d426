#!/usr/bin/env python3
"""Tests of the tools themselves: what they say of yinmo is worth as much as this.

    python -m unittest test_office        # in this folder, with the libraries of setup.sh
"""

import io
import pathlib
import sys
import tempfile
import unittest
import zipfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

import plant
import same_parts
import survivors
import values
from reopen import reopen

FIXTURES = pathlib.Path(__file__).resolve().parent / "fixtures"
# Converted by LibreOffice, which writes the time of day into them.
CONVERTED = ("letter.doc", "letter-opaque.doc", "list.xls", "list-opaque.xls", "letter.wps", "list.et")


def fixtures():
    for manifest in sorted(FIXTURES.rglob("*.planted.json")):
        yield manifest.with_name(manifest.name.removesuffix(".planted.json")), survivors.load(manifest)


def found(data, value, kind="mobile", name="file"):
    entry = {"value": value, "kind": kind, "place": "here", "part": name, "surface": "visible"}
    return bool(survivors.survivors(data, name, [entry]))


class Values(unittest.TestCase):
    def test_check_digits(self):
        self.assertEqual(values.check_character("33010619010203001"), "7")
        self.assertEqual(values.luhn_digit("7992739871"), "3")

    def test_every_value_is_planted_once(self):
        for path, manifest in fixtures():
            everything = [spelling for entry in manifest for spelling in survivors.spellings(entry)]
            self.assertEqual(len(everything), len(set(everything)), path)

    def test_manifests_say_where(self):
        for path, manifest in fixtures():
            self.assertTrue(manifest, path)
            for entry in manifest:
                self.assertIn(entry["surface"], values.SURFACES)
                self.assertIn(entry["kind"], values.KINDS)
                self.assertTrue(entry["place"] and entry["part"], path)


class Plant(unittest.TestCase):
    def test_same_seed_same_bytes(self):
        for name, maker in plant.makers().items():
            if name in CONVERTED:
                continue
            for variant in "ab":
                committed = FIXTURES / variant / name
                planter = values.Planter(name, 1, variant)
                self.assertEqual(maker(planter), committed.read_bytes(), committed)
                self.assertEqual(planter.manifest_json(), committed.with_name(name + ".planted.json").read_text(encoding="utf-8"))

    def test_another_seed_other_values(self):
        one, other = (values.Planter("people.xml", seed) for seed in (1, 2))
        plant.makers()["people.xml"](one), plant.makers()["people.xml"](other)
        self.assertFalse({entry["value"] for entry in one.manifest} & {entry["value"] for entry in other.manifest})

    def test_fixtures_are_small(self):
        sizes = [path.stat().st_size for path in FIXTURES.rglob("*") if path.is_file()]
        self.assertLess(sum(sizes), 1_500_000)


class Survivors(unittest.TestCase):
    def test_untouched_fixtures_give_everything_away(self):
        self.assertFalse(survivors.self_test(FIXTURES))

    def test_values_that_were_never_planted_are_not_seen(self):
        for path, manifest in fixtures():
            maker = values.Values("strangers of %s" % path.name)
            maker.used |= {entry["value"] for entry in manifest}
            strangers = [{**entry, "value": maker.make(entry["kind"]), "spellings": []} for entry in manifest]
            self.assertEqual([entry["place"] for entry, _ in survivors.survivors(path.read_bytes(), path.name, strangers)], [], path)

    def test_every_disguise_is_seen_through(self):
        number = "13800138000"
        spaced = ("<a>138</a> <b>0013</b>\n8000", "138-0013-8000", "&#49;3800138000", "１３８００１３８０００", "<p t='a%31%33800138000'/>")
        for text in spaced:
            self.assertTrue(found(text.encode("utf-8"), number), text)
        self.assertTrue(found(number.encode("utf-16le"), number))
        self.assertTrue(found("户主：张建国".encode("gb18030"), "张建国", "person"))
        self.assertTrue(found("=?utf-8?B?5byg5bu65Zu9?=".join(["Subject: ", "\r\nContent-Type: text/plain\r\n\r\n"]).encode(), "张建国", "person", "a.eml"))

    def test_a_mask_is_no_survivor(self):
        self.assertFalse(found(b"138****8000", "13800138000"))
        self.assertFalse(found("杭州市西湖区文三路***".encode("utf-8"), "杭州市西湖区文三路217号3幢2单元501室", "address"))
        self.assertTrue(found("杭州市西湖区文三路***3幢2单元501室".encode("utf-8"), "杭州市西湖区文三路217号3幢2单元501室", "address"))

    def test_entries_that_no_directory_lists_are_seen(self):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("list.csv", "手机,13800138000\n" * 20)
        data = out.getvalue()
        loose = data[:data.index(b"PK\1\2")]
        empty = io.BytesIO()
        with zipfile.ZipFile(empty, "w"):
            pass
        self.assertTrue(found(loose + empty.getvalue(), "13800138000"))


class Reopen(unittest.TestCase):
    def test_fixtures_open(self):
        for path, _ in fixtures():
            self.assertEqual(reopen(path, with_office=False), [], path)

    def test_damage_is_noticed(self):
        original = (FIXTURES / "a" / "list.xlsx").read_bytes()
        for label, change in (
            ("no longer well-formed", lambda name, data: data.replace(b"</sheetData>", b"") if "sheet1" in name else data),
            ("a part is gone", lambda name, data: None if name.endswith("comments1.xml") else data),
            ("a number is a word", lambda name, data: data.replace(b'<v>', b"<v>*") if name.endswith("sheet1.xml") else data),
        ):
            with self.subTest(label), tempfile.TemporaryDirectory() as folder:
                path = pathlib.Path(folder, "list.xlsx")
                with zipfile.ZipFile(io.BytesIO(original)) as archive, zipfile.ZipFile(path, "w") as copy:
                    for name in archive.namelist():
                        data = change(name, archive.read(name))
                        if data is not None:
                            copy.writestr(name, data)
                self.assertTrue(reopen(path, with_office=False))


class SameParts(unittest.TestCase):
    def test_a_changed_part_is_named(self):
        original = (FIXTURES / "a" / "letter.docx").read_bytes()
        self.assertEqual(list(same_parts.differences(original, original)), [])
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(original)) as archive, zipfile.ZipFile(out, "w") as copy:
            copy.comment = archive.comment
            for name in archive.namelist():
                copy.writestr(name, archive.read(name) + (b" " if name == "word/people.xml" else b""))
        self.assertEqual(list(same_parts.differences(original, out.getvalue())), [("changed", "word/people.xml")])


if __name__ == "__main__":
    unittest.main()
