#!/usr/bin/env python3
"""Runs yinmo over a folder of real files: every file ends in a verdict, within time and memory.

    corpus.py --yinmo target/release/yinmo                       # `check` over YINMO_SHARED/corpus
    corpus.py --yinmo BIN --corpus DIR --only xlsx,docx --jobs 2
    corpus.py --yinmo BIN --mask                                 # also masks, reopens, compares parts

Fails on a panic, a hang, too much memory, an exit code that is none of the documented ones, a file without a verdict,
and with --mask on an output that does not reopen although its original does, or that differs where nothing was masked.
Prints no document text: paths, codes, reasons and names of parts only.
"""

import argparse
import collections
import fnmatch
import functools
import json
import multiprocessing
import os
import pathlib
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time

SECONDS = 10
MEMORY = 1 << 30
# The documented codes but 2, which is a failure of the program or of how it was called.
CODES = (0, 1, 3)
# What the program says of a panic it caught; Rust's own word when it did not.
PANIC = ("internal failure", "panicked")
PACKAGES = {".docx", ".docm", ".xlsx", ".xlsm", ".pptx", ".ofd", ".zip", ".xls", ".doc"}

Run = collections.namedtuple("Run", "code seconds megabytes out err problem")
Outcome = collections.namedtuple("Outcome", "path check verdict reason mask output problems")


def run(command, seconds=SECONDS, memory=MEMORY):
    """One run with its own peak of memory, which only the parent that waits for it can read."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        started = time.monotonic()
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=err, start_new_session=True, env=environment())
        status, usage = wait(process, started + seconds)
        process.returncode = os.waitstatus_to_exitcode(status)
        took = time.monotonic() - started
        out.seek(0)
        err.seek(0)
        text, errors = out.read(), err.read().decode("utf-8", "replace")
    peak = usage.ru_maxrss * 1024
    return Run(process.returncode, took, peak >> 20, text, errors, trouble(process.returncode, took, peak, errors, seconds, memory))


def wait(process, deadline):
    """Status and usage of the process when it ends; past the deadline it is stopped."""
    while True:
        ended, status, usage = os.wait4(process.pid, os.WNOHANG)
        if ended:
            return status, usage
        if time.monotonic() > deadline:
            os.killpg(process.pid, signal.SIGKILL)
            return os.wait4(process.pid, 0)[1:]
        time.sleep(0.005)


def environment():
    return {**os.environ, "YINMO_LANG": "en", "NO_COLOR": "1"}


def trouble(code, took, peak, errors, seconds, memory):
    if took > seconds:
        return "hang: more than %d s" % seconds
    if code == 101 or any(words in errors for words in PANIC):
        return "panic"
    if code < 0:
        return "killed by signal %d" % -code
    if peak > memory:
        return "memory: %d MB" % (peak >> 20)
    return None


def limited():
    """A hard stop far above the limit, for whoever reads the files, so that a bomb does not take the machine with it."""
    resource.setrlimit(resource.RLIMIT_AS, (8 * MEMORY, 8 * MEMORY))


def summary_of(out):
    """The summary of a JSON report; nothing when there is none."""
    try:
        return json.loads(out)["summary"]
    except (ValueError, KeyError, TypeError):
        return None


def options(chosen):
    """What is passed on to the program."""
    return [word for name in ("profile", "config") if getattr(chosen, name) for word in ("--" + name, getattr(chosen, name))]


def examine(chosen, path, scratch):
    try:
        return examined(chosen, path, scratch)
    except Exception as error:
        nothing = Run(-1, 0, 0, b"", "", None)
        return Outcome(path, nothing, None, None, None, None, ["the tool itself fails: %s" % type(error).__name__])


def examined(chosen, path, scratch):
    problems = []
    check = run([chosen.yinmo, "check", "--format", "json", *options(chosen), str(path)])
    if check.problem:
        problems.append("check: " + check.problem)
    elif check.code not in CODES:
        problems.append("check: exit code %d" % check.code)
    summary = summary_of(check.out)
    verdict, reason = verdict_of(summary)
    if not check.problem and verdict is None:
        problems.append("check: no verdict")
    if check.code == 0 and verdict != "clean":
        problems.append("check: exit code 0 with verdict %s" % verdict)
    mask = output = None
    if chosen.mask and not check.problem:
        mask, output, found = masked(chosen, path, scratch)
        problems += found
    return Outcome(path, check, verdict, reason, mask, output, problems)


def verdict_of(summary):
    if not summary:
        return None, None
    documents, skipped = summary.get("documents", []), summary.get("files", {}).get("skipped", [])
    reason = skipped[0]["reason"] if skipped else None
    if documents:
        return documents[0]["verdict"], reason
    return ("not-inspected" if skipped else None), reason


def masked(chosen, path, scratch):
    """The run, what it wrote, and what is wrong with that. What is to be opened in LibreOffice is kept in `scratch`."""
    from reopen import reopen
    problems = []
    folder = tempfile.mkdtemp(dir=scratch)
    result = run([chosen.yinmo, "mask", "--format", "json", *options(chosen), "-O", folder, str(path)], seconds=2 * SECONDS)
    if result.problem:
        return result, None, ["mask: " + result.problem]
    if result.code not in CODES:
        problems.append("mask: exit code %d" % result.code)
    written = [file for file in pathlib.Path(folder).rglob("*") if file.is_file()]
    summary = summary_of(result.out)
    if not written:
        if summary and result.code == 0:
            problems.append("mask: exit code 0, and nothing written")
        return result, None, problems
    output = written[0]
    if len(written) > 1:
        problems.append("mask: %d files written for one" % len(written))
    problems += unchanged(path, output, summary, chosen.may_differ)
    broken = reopen(output, with_office=False)
    if broken:
        before = reopen(path, with_office=False)
        problems += ["mask: does not reopen: " + problem for problem in broken if problem not in before]
    again = run([chosen.yinmo, "check", "--format", "json", *options(chosen), str(output)])
    if again.problem:
        problems.append("mask: checked again: " + again.problem)
    if not chosen.office:
        shutil.rmtree(folder)
    return result, output, problems


def opened(outcomes):
    """Adds to the outcomes what LibreOffice does not open though it opens the original."""
    from office import unopened
    outputs = {outcome.output: outcome for outcome in outcomes if outcome.output}
    broken = unopened(outputs)
    before = unopened([outputs[output].path for output in broken])
    for output, problem in broken.items():
        if outputs[output].path not in before:
            outputs[output].problems.append("mask: does not reopen: " + problem)
    print("LibreOffice:   %d files, %d not opened, of these %d as before" % (len(outputs), len(broken), len(before)))


def unchanged(path, output, summary, may_differ):
    """Without an action there is no reason for a single other byte, but in what the profile strips anyway."""
    from same_parts import differences
    actions = (summary or {}).get("findings", {}).get("by_action", {})
    touched = sum(count for action, count in actions.items() if action not in ("keep", "review", "block"))
    notes = [note for document in (summary or {}).get("documents", []) for note in document.get("notes", [])]
    if any(note["stripped"] for note in notes):
        return []
    if touched or path.suffix.lower() not in PACKAGES:
        return []
    return ["mask: nothing to mask, but %s %s" % (what, name) for what, name in differences(path.read_bytes(), output.read_bytes())
            if not any(fnmatch.fnmatch(name, pattern) for pattern in may_differ)]


def report(outcomes):
    table = collections.defaultdict(collections.Counter)
    for outcome in outcomes:
        kind = outcome.path.suffix.lower()[1:] or "-"
        table[kind]["files"] += 1
        table[kind]["exit %d" % outcome.check.code] += 1
        label = outcome.verdict or "no verdict"
        table[kind][label + (" (%s)" % outcome.reason if outcome.reason else "")] += 1
        if outcome.mask:
            table[kind]["mask exit %d" % outcome.mask.code] += 1
    for kind, counts in sorted(table.items()):
        print("%-6s %s" % (kind, ", ".join("%s %d" % item for item in sorted(counts.items(), key=lambda item: (item[0] != "files", item[0])))))
    if outcomes:
        slowest = max(outcomes, key=lambda outcome: outcome.check.seconds)
        largest = max(outcomes, key=lambda outcome: outcome.check.megabytes)
        print("slowest check: %.1f s, %s" % (slowest.check.seconds, slowest.path.name))
        print("most memory:   %d MB, %s" % (largest.check.megabytes, largest.path.name))
    failed = 0
    for outcome in outcomes:
        failed += bool(outcome.problems)
        for problem in outcome.problems:
            print("FAILED %s: %s" % (outcome.path, problem))
    print("%d passed, %d failed" % (len(outcomes) - failed, failed))
    return failed


def files_of(corpus, only):
    kinds = {kind.lstrip(".").lower() for kind in only.split(",")} if only else None
    return [path for path in sorted(corpus.rglob("*")) if path.is_file() and not path.name.endswith((".planted.json", ".tsv"))
            and (kinds is None or path.suffix.lower()[1:] in kinds)]


def workers(jobs):
    """Processes that are replaced now and then, for the libraries that open the files do not give back what they took."""
    return multiprocessing.get_context("spawn").Pool(jobs, initializer=limited, maxtasksperchild=16)


def default_corpus():
    shared = os.environ.get("YINMO_SHARED")
    return pathlib.Path(shared) / "corpus" if shared else pathlib.Path(__file__).resolve().parents[3] / "shared" / "corpus"


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--yinmo", required=True, help="the program")
    arguments.add_argument("--corpus", type=pathlib.Path, default=default_corpus())
    arguments.add_argument("--only", help="suffixes, with commas")
    arguments.add_argument("--mask", action="store_true")
    arguments.add_argument("--office", action="store_true", help="reopen what was masked in LibreOffice too")
    arguments.add_argument("--may-differ", action="append", default=[], metavar="PART", help="shell pattern of parts that the profile strips")
    arguments.add_argument("--profile", help="passed on")
    arguments.add_argument("--config", help="passed on")
    arguments.add_argument("--jobs", type=int, default=1)
    chosen = arguments.parse_args()
    paths = files_of(chosen.corpus, chosen.only)
    if not paths:
        arguments.error("no files in the corpus: give --corpus or YINMO_SHARED")
    with tempfile.TemporaryDirectory() as scratch, workers(chosen.jobs) as pool:
        outcomes = list(pool.imap(functools.partial(examine, chosen, scratch=scratch), paths))
        if chosen.office:
            opened(outcomes)
    return 1 if report(outcomes) else 0


if __name__ == "__main__":
    sys.exit(main())
