#!/usr/bin/env python3
"""Says which planted values are still in a file, and where.

    survivors.py FILE MANIFEST       # exit code 1 when any is left
    survivors.py --self-test DIR     # every untouched fixture must give every value away

It looks in raw bytes and in everything that `views` unpacks, in UTF-8, UTF-16 and GB18030; in texts as they stand,
folded to half width without blanks, and as digits only.
"""

import argparse
import json
import pathlib
import re
import sys
import unicodedata
import urllib.parse

import views

# What may stand between the characters of a value: blanks and the marks that join digits.
BETWEEN = re.compile(r"[\s\u200b-\u200d\ufeff\u00ad\u2010-\u2015\u2212\-·.]+")
NOT_DIGITS = re.compile(r"[^0-9]+")


HOUSE = re.compile("[0-9]+幢.*")


def spellings(entry):
    """What must not be read any more. Of an address that is the flat too: the street may stay."""
    flat = HOUSE.findall(entry["value"]) if entry["kind"] == "address" else []
    return [entry["value"], *entry.get("spellings", ()), *flat]


class Wanted:
    """One planted value, in the shapes to look for."""

    def __init__(self, entry):
        self.entry = entry
        self.texts = spellings(entry)
        self.folded = [fold(text) for text in self.texts]
        self.digits = [digits for digits in map(only_digits, self.texts) if digits]
        self.raw = {text.encode(codec) for text in self.texts for codec in ("utf-8", "utf-16le", "utf-16be", "gb18030")}
        self.raw |= {urllib.parse.quote(text).encode() for text in self.texts}

    def in_raw(self, data):
        return any(raw in data for raw in self.raw)

    def in_text(self, text, folded, digits):
        return (any(wanted in text for wanted in self.texts) or any(wanted in folded for wanted in self.folded)
                or any(wanted in digits for wanted in self.digits))


def fold(text):
    return BETWEEN.sub("", unicodedata.normalize("NFKC", text)).replace("x", "X")


def only_digits(text):
    """The digits of a value that is digits (with a check character X): at least 11, or chance would find them."""
    if not re.fullmatch(r"[0-9]{10,}[0-9Xx]", text):
        return ""
    return text.rstrip("Xx")


def survivors(data, name, manifest):
    """Pairs of a manifest entry and the places where its value still is."""
    wanted = [Wanted(entry) for entry in manifest]
    places = [[] for _ in wanted]
    done = set()
    for view in views.views(data, name):
        content = view[1]
        if content in done:
            continue
        done.add(content)
        if isinstance(view, views.Raw):
            found = [item.in_raw(content) for item in wanted]
        else:
            folded = fold(content)
            digits = NOT_DIGITS.sub("", folded)
            found = [item.in_text(content, folded, digits) for item in wanted]
        for index, hit in enumerate(found):
            if hit:
                places[index].append(view.place)
    return [(item.entry, where) for item, where in zip(wanted, places) if where]


def load(path):
    return json.loads(pathlib.Path(path).read_text(encoding="utf-8"))


def report(path, manifest):
    left = survivors(path.read_bytes(), path.name, manifest)
    for entry, where in left:
        print("%s: %s of %s (%s, %s) survives in %s%s" % (
            path.name, entry["value"], entry["place"], entry["kind"], entry["surface"], where[0],
            " and %d more" % (len(where) - 1) if len(where) > 1 else ""))
    print("%s: %d of %d planted values left" % (path.name, len(left), len(manifest)))
    return left


def self_test(folder):
    """Untouched fixtures must give away everything, or the checker is blind somewhere."""
    blind = total = 0
    for manifest_path in sorted(folder.rglob("*.planted.json")):
        manifest = load(manifest_path)
        path = manifest_path.with_name(manifest_path.name.removesuffix(".planted.json"))
        values = [spelling for entry in manifest for spelling in spellings(entry)]
        assert len(values) == len(set(values)), "%s: a value is planted twice" % path
        seen = [entry["place"] for entry, _ in survivors(path.read_bytes(), path.name, manifest)]
        missing = [entry for entry in manifest if entry["place"] not in seen]
        total += len(manifest)
        blind += len(missing)
        for entry in missing:
            print("%s: cannot see %s (%s)" % (path, entry["place"], entry["part"]))
    print("self-test: %d of %d planted values seen" % (total - blind, total))
    return blind or not total


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--self-test", type=pathlib.Path, metavar="DIR")
    arguments.add_argument("file", nargs="?", type=pathlib.Path)
    arguments.add_argument("manifest", nargs="?", type=pathlib.Path)
    chosen = arguments.parse_args()
    if chosen.self_test:
        return 1 if self_test(chosen.self_test) else 0
    if not chosen.manifest:
        arguments.error("FILE and MANIFEST are needed")
    return 1 if report(chosen.file, load(chosen.manifest)) else 0


if __name__ == "__main__":
    sys.exit(main())
