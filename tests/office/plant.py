#!/usr/bin/env python3
"""Writes fixtures with planted personal values, and beside each one the manifest of what was planted where.

    plant.py                                     # rewrites fixtures/a and fixtures/b
    plant.py --seed 7 --variant b --out DIR      # others, never seen before
    plant.py --only letter.docx --out DIR
"""

import argparse
import importlib
import pathlib

from values import Planter

HERE = pathlib.Path(__file__).resolve().parent
FORMATS = ("docx", "xlsx", "pptx", "ofd", "web", "mail", "archives", "legacy", "pictures", "rarer", "coded")


def makers():
    table = {}
    for name in FORMATS:
        table.update(importlib.import_module("places." + name).FILES)
    return table


def write(name, maker, out, seed, variant):
    planter = Planter(name, seed, variant)
    data = maker(planter)
    out.mkdir(parents=True, exist_ok=True)
    (out / name).write_bytes(data)
    (out / (name + ".planted.json")).write_text(planter.manifest_json(), encoding="utf-8")
    print("%-28s %6d bytes %4d planted" % (name, len(data), len(planter.manifest)))


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--variant", choices=("a", "b"), help="both, each in its folder, when not given")
    arguments.add_argument("--out", type=pathlib.Path, default=HERE / "fixtures")
    arguments.add_argument("--only", action="append", help="this fixture; may be repeated")
    chosen = arguments.parse_args()
    for variant in [chosen.variant] if chosen.variant else ["a", "b"]:
        out = chosen.out if chosen.variant else chosen.out / variant
        for name, maker in makers().items():
            if not chosen.only or name in chosen.only:
                write(name, maker, out, chosen.seed, variant)


if __name__ == "__main__":
    main()
