#!/usr/bin/env python3
"""The proof: yinmo checks and masks every fixture, and no planted value is left.

    planted.py --yinmo target/release/yinmo              # fixtures/
    planted.py --yinmo BIN --fixtures DIR --office       # others, reopened in LibreOffice too

For every fixture: `check` finds at least as many of each kind as were planted; `mask` writes a file that reopens, in which
nothing survives; or, for what nobody can read, writes nothing and says so. Prints places and kinds, never a value.
"""

import argparse
import collections
import fnmatch
import json
import pathlib
import sys
import tempfile

import survivors
from corpus import options, run, summary_of, verdict_of
from reopen import reopen
from same_parts import differences

# Not writing these is right: they hold what cannot be inspected. When they are written, nothing may survive all the same.
MAY_BE_REFUSED = ("-opaque", "-macros", "-loose", "photo.")


def findings_by_kind(out):
    try:
        return collections.Counter(finding["kind"] for finding in json.loads(out)["findings"])
    except (ValueError, KeyError):
        return collections.Counter()


def not_found(manifest, found):
    """Kinds that were planted more often than they are found. Reports hold no values, so counts have to do."""
    planted = collections.Counter(entry["kind"] for entry in manifest)
    return ["check: %d of %d %s found" % (found[kind], count, kind) for kind, count in sorted(planted.items()) if found[kind] < count]


def prove(binary, path, manifest, with_office, policy):
    check = run([binary, "check", "--format", "json", *policy, str(path)])
    problems = ["check: " + check.problem] if check.problem else []
    verdict, reason = verdict_of(summary_of(check.out))
    if verdict == "clean":
        problems.append("check: clean, with %d values planted" % len(manifest))
    may_refuse = any(mark in path.name for mark in MAY_BE_REFUSED)
    if not may_refuse:
        problems += not_found(manifest, findings_by_kind(check.out))
    with tempfile.TemporaryDirectory() as folder:
        mask = run([binary, "mask", "--format", "json", *policy, "-O", folder, str(path)], seconds=20)
        if mask.problem:
            return verdict, None, problems + ["mask: " + mask.problem]
        written = [file for file in pathlib.Path(folder).rglob("*") if file.is_file()]
        if not written:
            if not may_refuse:
                problems.append("mask: nothing written, verdict %s%s" % (verdict_of(summary_of(mask.out))[0], " (%s)" % reason if reason else ""))
            elif mask.code == 0:
                problems.append("mask: exit code 0, and nothing written")
            return verdict, None, problems
        output = written[0]
        left = survivors.survivors(output.read_bytes(), output.name, manifest)
        for entry, where in left:
            problems.append("survives: %s (%s, %s) in %s" % (entry["place"], entry["kind"], entry["surface"], shown(where[0], manifest)))
        problems += ["mask: " + problem for problem in needless(path, output, manifest)]
        problems += ["mask: does not reopen: " + problem for problem in reopen(output, with_office)]
        return verdict, len(left), problems


# What has to follow when a part is masked or removed.
FOLLOWS = ("[[]Content_Types].xml", "*.rels", "(comment)", "(order of entries)", "*!(comment)", "*!(order of entries)", "xl/calcChain.xml",
           "docProps/*", "word/commentsExtended.xml", "word/settings.xml", "OFD.xml")


def needless(path, output, manifest):
    """Parts in which nothing was planted, and which are not as they were."""
    if not path.read_bytes().startswith(b"PK\x03\x04"):
        return
    # In an archive, parts are named from the archive on; one for which only the archive is named is its own name.
    steps = [entry["part"].split(" ")[0].split("!") for entry in manifest]
    planted = {names[1] if names[0] == path.name and names[1:] else names[0] for names in steps}
    for what, name in differences(path.read_bytes(), output.read_bytes()):
        # Where the name of a part tells of somebody, the part comes back under another name.
        if what == "added" and (path.name in planted or name.rpartition("/")[0] + "/" in planted):
            continue
        if what != "removed" and name.split("!")[0] not in planted and not any(fnmatch.fnmatch(name, pattern) for pattern in FOLLOWS):
            yield "%s without need: %s" % (what, shown(name, manifest))


def shown(place, manifest):
    """A place may be a file name that holds a value."""
    for entry in manifest:
        place = place.replace(entry["value"], "…")
    return place


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--yinmo", required=True)
    arguments.add_argument("--fixtures", type=pathlib.Path, default=pathlib.Path(__file__).resolve().parent / "fixtures")
    arguments.add_argument("--only", action="append", help="this fixture; may be repeated")
    arguments.add_argument("--office", action="store_true", help="reopen in LibreOffice too")
    arguments.add_argument("--profile", help="passed on")
    arguments.add_argument("--config", help="passed on")
    chosen = arguments.parse_args()
    policy = options(chosen)
    failed = passed = 0
    for manifest_path in sorted(chosen.fixtures.rglob("*.planted.json")):
        path = manifest_path.with_name(manifest_path.name.removesuffix(".planted.json"))
        if chosen.only and path.name not in chosen.only:
            continue
        manifest = survivors.load(manifest_path)
        verdict, left, problems = prove(chosen.yinmo, path, manifest, chosen.office, policy)
        print("%s %s/%s: %s, %s of %d left" % ("FAILED" if problems else "ok", path.parent.name, path.name, verdict, "-" if left is None else left, len(manifest)))
        for problem in problems:
            print("  " + problem)
        failed, passed = failed + bool(problems), passed + (not problems)
    print("%d passed, %d failed" % (passed, failed))
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
