"""A git repository of its own with a home of its own, and the program in front of everything else on the PATH."""

import os
import pathlib
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = pathlib.Path(os.environ["YINMO"]).resolve()
TEMPLATES = ROOT / "crates/yinmo-cli/src/commands/init/ci"

# Made by tests/src/synthetic.rs; nobody's.
LEAK = "户主王建坪，身份证号330106190102030017，联系电话13800012001。\n"
MASKED = "户主王*坪，身份证号330106************，联系电话138******01。\n"
VALUES = ["330106190102030017", "13800012001", "王建坪"]


class Workplace:
    """A repository in a temporary folder."""

    def __init__(self):
        self._folder = tempfile.TemporaryDirectory()
        self.folder = pathlib.Path(self._folder.name).resolve()
        self.home = self.folder / "home"
        self.repository = self.folder / "repository"
        programs = self.folder / "bin"
        # The jobs' own temporary files go with the folder: on a runner the whole machine is thrown away.
        temporary = self.folder / "tmp"
        for folder in (self.home, self.repository, programs, temporary):
            folder.mkdir()
        (programs / "yinmo").symlink_to(PROGRAM)
        self.environment = {
            "PATH": f"{programs}:{os.environ['PATH']}",
            "HOME": str(self.home),
            "LANG": "C.UTF-8",
            "TMPDIR": str(temporary),
            "PRE_COMMIT_HOME": str(self.folder / "pre-commit"),
            "GIT_CONFIG_NOSYSTEM": "1",
        }
        self.git("init", "--quiet", "--initial-branch=main")
        self.git("config", "user.name", "tester")
        self.git("config", "user.email", "tester@example.com")

    def close(self):
        self._folder.cleanup()

    def run(self, *command, cwd=None, **more):
        """Runs a command in the repository; standard error goes with standard output."""
        environment = {**self.environment, **more}
        return subprocess.run(
            command,
            cwd=cwd or self.repository,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=120,
        )

    def git(self, *arguments):
        """Runs git, which has to succeed."""
        done = self.run("git", *arguments)
        assert done.returncode == 0, done.stdout
        return done.stdout

    def put(self, name, content):
        """Writes a file and stages it."""
        path = self.repository / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        self.git("add", "--", name)

    def commits(self):
        """How many commits there are."""
        done = self.run("git", "rev-list", "--count", "--all")
        return int(done.stdout)
