#!/usr/bin/env python3
"""Opens files in LibreOffice, many in one process, and says which it does not open.

    office.py FILE...

One process a batch, with a profile of its own. What is left of a batch that broke off is tried again in halves,
so that a file which brings LibreOffice down or to a stand costs itself alone.
"""

import atexit
import functools
import itertools
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time

# What LibreOffice is asked for: text where it can, which makes it read the whole of it.
TARGETS = {
    ".docx": "txt:Text", ".docm": "txt:Text", ".doc": "txt:Text", ".html": "txt:Text", ".htm": "txt:Text",
    ".xlsx": "csv", ".xlsm": "csv", ".xls": "csv", ".et": "csv", ".wps": "txt:Text", ".pptx": "pdf", ".ppt": "pdf",
}
BATCH = 40
# Without a file being done; the first one waits for the program to start.
SECONDS = 60


def unopened(paths, seconds=SECONDS):
    """The paths that LibreOffice does not open, each with what it says of it; those it has nothing to do with open."""
    if not shutil.which("soffice"):
        return {}
    asked = [path for path in map(pathlib.Path, paths) if path.suffix.lower() in TARGETS]
    by_target = itertools.groupby(sorted(asked, key=target_of), target_of)
    batches = [batch for _, group in by_target for batch in batched(list(group))]
    problems = {}
    for batch in batches:
        problems.update(tried(batch, seconds))
    return problems


def target_of(path):
    return TARGETS[path.suffix.lower()]


def batched(paths):
    return [paths[start:start + BATCH] for start in range(0, len(paths), BATCH)]


def tried(paths, seconds):
    done, said = converted(paths, seconds)
    rest = [path for path in paths if path not in done]
    if not rest:
        return {}
    if len(paths) == 1:
        return {paths[0]: said}
    middle = (len(rest) + 1) // 2
    return {**tried(rest[:middle], seconds), **(tried(rest[middle:], seconds) if rest[middle:] else {})}


def converted(paths, seconds):
    """Those of the paths that come out as something, and what is to be said of the others."""
    with tempfile.TemporaryDirectory(prefix="yinmo-office-") as folder:
        out, stood, log = convert(paths, target_of(paths[0]), pathlib.Path(folder), seconds)
        done = {path for path, file in out.items() if file.stat().st_size}
    if stood:
        return done, "LibreOffice took more than %d s" % seconds
    last = log.strip().splitlines() or ["no output"]
    return done, "LibreOffice does not open it: %s" % last[-1].replace(folder, "")


def convert(paths, target, folder, seconds=SECONDS):
    """What became of each path, in `folder`; whether LibreOffice came to a stand; and what it said."""
    # LibreOffice trusts names; neutral ones keep Chinese file names out of the question.
    copies = {"input-%04d" % number: path for number, path in enumerate(paths)}
    inputs = [folder / (stem + path.suffix.lower()) for stem, path in copies.items()]
    for copy, path in zip(inputs, paths):
        shutil.copyfile(path, copy)
    out = folder / "out"
    out.mkdir()
    command = ["soffice", "-env:UserInstallation=file://" + profile(), "--headless", "--convert-to", target, "--outdir", str(out), *map(str, inputs)]
    with open(folder / "log", "wb") as log:
        # Its start script leaves a process behind that would hold pipes open; a group can be stopped as a whole.
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True)
        stood = watch(process, out, seconds)
    written = {copies[file.stem]: file for file in out.iterdir() if file.stem in copies}
    return written, stood, (folder / "log").read_text("utf-8", "replace")


@functools.cache
def profile():
    """One that this program has for itself: who finds a profile in use hands over to the other process and returns at once."""
    folder = tempfile.mkdtemp(prefix="yinmo-office-profile-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def watch(process, out, seconds):
    """Waits for the process; whether it came to a stand and was stopped."""
    count, since = 0, time.monotonic()
    while process.poll() is None:
        written = len(list(out.iterdir()))
        if written != count:
            count, since = written, time.monotonic()
        if time.monotonic() - since > seconds:
            stop(process)
            return True
        time.sleep(0.2)
    stop(process)
    return False


def stop(process):
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    process.wait()


def main():
    problems = unopened(sys.argv[1:])
    for path, problem in problems.items():
        print("%s: %s" % (path, problem))
    print("%d files, %d do not open" % (len(sys.argv) - 1, len(problems)))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
