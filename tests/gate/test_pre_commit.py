"""pre-commit runs the hook: a leak blocks the commit, a fix lets it pass."""

import shutil
import subprocess
import unittest

from workplace import LEAK, MASKED, ROOT, TEMPLATES, VALUES, Workplace

PICTURE = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"


class PreCommit(unittest.TestCase):
    def setUp(self):
        self.place = Workplace()
        self.addCleanup(self.place.close)

    def install(self, config):
        self.place.put(".pre-commit-config.yaml", config)
        done = self.place.run("pre-commit", "install")
        self.assertEqual(done.returncode, 0, done.stdout)
        self.commit_passes("the hook")

    def commit(self, message="change"):
        return self.place.run("git", "commit", "--quiet", "-m", message)

    def commit_passes(self, message="change"):
        before = self.place.commits()
        done = self.commit(message)
        self.assertEqual(done.returncode, 0, done.stdout)
        self.assertEqual(self.place.commits(), before + 1)

    def commit_is_blocked(self, exit_code):
        before = self.place.commits()
        done = self.commit()
        self.assertNotEqual(done.returncode, 0, done.stdout)
        self.assertEqual(self.place.commits(), before)
        self.assertIn(f"exit code: {exit_code}", done.stdout)
        for value in VALUES:
            self.assertNotIn(value, done.stdout)
        return done.stdout

    def a_leak_blocks_and_a_fix_passes(self):
        self.place.put("公示/名单.txt", LEAK)
        said = self.commit_is_blocked(1)
        self.assertIn("公示/名单.txt", said)
        self.place.put("公示/名单.txt", MASKED)
        self.commit_passes()

    def test_what_init_writes(self):
        self.install((TEMPLATES / "pre-commit.yaml").read_text())
        self.a_leak_blocks_and_a_fix_passes()

    def test_this_repository_as_the_source(self):
        source = self.place.folder / "source"
        source.mkdir()
        shutil.copy(ROOT / ".pre-commit-hooks.yaml", source)
        git = ["git", "-C", str(source), "-c", "user.name=tester", "-c", "user.email=tester@example.com"]
        for command in (["init", "--quiet"], ["add", "."], ["commit", "--quiet", "-m", "hooks"], ["tag", "v1"]):
            subprocess.run(git + command, check=True, env=self.place.environment)
        self.install(f"repos:\n  - repo: {source}\n    rev: v1\n    hooks:\n      - id: yinmo-system\n")
        self.a_leak_blocks_and_a_fix_passes()

    def test_what_cannot_be_read_blocks_until_it_is_excluded(self):
        template = (TEMPLATES / "pre-commit.yaml").read_text()
        self.install(template)
        self.place.put("图.png", PICTURE)
        self.commit_is_blocked(3)
        excluded = template.replace("# exclude:", "exclude:")
        self.assertNotEqual(excluded, template)
        self.place.put(".pre-commit-config.yaml", excluded)
        self.commit_passes()

    def test_only_what_is_staged_is_checked(self):
        self.install((TEMPLATES / "pre-commit.yaml").read_text())
        self.place.put("名单.txt", MASKED)
        (self.place.repository / "名单.txt").write_text(LEAK)
        self.commit_passes()
        self.assertEqual((self.place.repository / "名单.txt").read_text(), LEAK)

    def test_the_other_way_round_what_is_staged_is_checked(self):
        self.install((TEMPLATES / "pre-commit.yaml").read_text())
        self.place.put("名单.txt", LEAK)
        (self.place.repository / "名单.txt").write_text(MASKED)
        self.commit_is_blocked(1)

    def test_a_wrong_configuration_blocks(self):
        self.install((TEMPLATES / "pre-commit.yaml").read_text())
        self.place.put("yinmo.toml", 'extnds = "strict"\n')
        self.commit_is_blocked(2)

    def test_all_files_are_checked_together(self):
        self.install((TEMPLATES / "pre-commit.yaml").read_text())
        for nth in range(300):
            self.place.put(f"页/{nth}.txt", "公示期七天。\n")
        self.commit_passes()
        done = self.place.run("pre-commit", "run", "--all-files", "--verbose")
        self.assertEqual(done.returncode, 0, done.stdout)
        self.assertIn("读完 301 个文件", done.stdout)


if __name__ == "__main__":
    unittest.main()
