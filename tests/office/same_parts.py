#!/usr/bin/env python3
"""Says which parts of a package differ byte for byte between an original and what was written from it.

    same_parts.py ORIGINAL OUTPUT                     # lists what differs; exit code 1 when something does
    same_parts.py ORIGINAL OUTPUT --may-differ PART   # a part (shell pattern) that was meant to change; may be repeated

Archives in archives are compared entry by entry, some archives deep: one of them contains itself. Compound files are
compared stream by stream.
"""

import argparse
import fnmatch
import gzip
import io
import pathlib
import sys
import zipfile

import olefile

DEPTH = 8


def parts(data, prefix="", depth=0):
    """Pairs of a path and its bytes. Of a zip also the order of its entries and its comments."""
    if depth > DEPTH:
        yield prefix + "(bytes)", data
    elif data.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            yield prefix + "(order of entries)", "\n".join(info.filename for info in infos).encode()
            yield prefix + "(comment)", archive.comment
            for info in infos:
                inner = archive.read(info)
                yield from parts(inner, prefix + info.filename + "!", depth + 1) if inner.startswith(b"PK\x03\x04") else [(prefix + info.filename, inner)]
    elif data.startswith(b"\x1f\x8b"):
        yield from parts(gzip.decompress(data), prefix + "gz!", depth + 1)
    elif olefile.isOleFile(data=data):
        with olefile.OleFileIO(io.BytesIO(data)) as compound:
            for path in compound.listdir():
                yield prefix + "/".join(path), compound.openstream(path).read()
    else:
        yield prefix + "(bytes)", data


def differences(original, output):
    """Lines of (what, part), what being `removed`, `added` or `changed`."""
    if original == output:
        return
    before, after = dict(parts(original)), dict(parts(output))
    for name in before:
        if name not in after:
            yield "removed", name
        elif before[name] != after[name]:
            yield "changed", name
    for name in after:
        if name not in before:
            yield "added", name


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("original", type=pathlib.Path)
    arguments.add_argument("output", type=pathlib.Path)
    arguments.add_argument("--may-differ", action="append", default=[], metavar="PART")
    chosen = arguments.parse_args()
    unexpected = 0
    for what, name in differences(chosen.original.read_bytes(), chosen.output.read_bytes()):
        allowed = any(fnmatch.fnmatch(name, pattern) for pattern in chosen.may_differ)
        unexpected += not allowed
        print("%s %s%s" % (what, name, " (allowed)" if allowed else ""))
    return 1 if unexpected else 0


if __name__ == "__main__":
    sys.exit(main())
