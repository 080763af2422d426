"""The action's steps and the jobs of the templates run as their systems run them."""

import hashlib
import json
import os
import re
import unittest
import xml.etree.ElementTree as xml

import yaml
from workplace import LEAK, MASKED, PROGRAM, ROOT, TEMPLATES, VALUES, Workplace


class Action(unittest.TestCase):
    """`uses: …/yinmo`, with what GitHub's runner gives to each step."""

    def setUp(self):
        self.place = Workplace()
        self.addCleanup(self.place.close)
        self.temporary = self.place.folder / "runner"
        self.temporary.mkdir()
        self.summary = self.temporary / "summary.md"
        self.action = yaml.safe_load((ROOT / "action.yml").read_text())

    def value(self, expression, inputs, outputs):
        """The value of one `${{ … }}`."""
        name = re.fullmatch(r"\$\{\{ (.*) \}\}", expression).group(1)
        if name == "github.action_path":
            return str(ROOT)
        if found := re.fullmatch(r"inputs\.(\w+)", name):
            return inputs.get(found.group(1), self.action["inputs"][found.group(1)]["default"])
        step, output = re.fullmatch(r"steps\.(\w+)\.outputs\.([\w-]+)", name).groups()
        return outputs[step][output]

    def use(self, **inputs):
        """Runs the steps until one fails; its code, what was said, and the outputs."""
        unknown = inputs.keys() - self.action["inputs"].keys()
        self.assertEqual(unknown, set())
        said, outputs, code = "", {}, 0
        for step in self.action["runs"]["steps"]:
            file = self.temporary / f"output-{step['id']}"
            file.touch()
            environment = {name: self.value(text, inputs, outputs) for name, text in step["env"].items()}
            done = self.place.run(
                *["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", step["run"]],
                **environment,
                RUNNER_TEMP=str(self.temporary),
                GITHUB_OUTPUT=str(file),
                GITHUB_STEP_SUMMARY=str(self.summary),
                GITHUB_ACTIONS="true",
                GITHUB_WORKSPACE=str(self.place.repository),
            )
            said += done.stdout
            outputs[step["id"]] = dict(line.split("=", 1) for line in file.read_text().splitlines())
            code = done.returncode
            if code != 0:
                break
        for value in VALUES:
            self.assertNotIn(value, said)
        output = self.value(self.action["outputs"]["exit-code"]["value"], inputs, outputs)
        return code, said, output

    def test_clean(self):
        self.place.put("名单.txt", MASKED)
        code, said, output = self.use()
        self.assertEqual((code, output), (0, "0"), said)
        self.assertIn("隐墨：没有发现问题", said)
        self.assertIn("读完 1 个文件", self.summary.read_text())

    def test_a_leak_in_a_tracked_file(self):
        self.place.put("公示/名 单.txt", LEAK)
        code, said, output = self.use(sarif="yinmo.sarif")
        self.assertEqual((code, output), (1, "1"), said)
        self.assertRegex(said, r"::(error|warning) .*file=公示/名 单.txt")
        report = json.loads((self.place.repository / "yinmo.sarif").read_text())
        self.assertEqual(report["version"], "2.1.0")
        self.assertTrue(report["runs"][0]["results"])

    def test_what_git_does_not_track_is_left_alone_unless_it_is_named(self):
        self.place.put("a.txt", MASKED)
        (self.place.repository / "public").mkdir()
        (self.place.repository / "public/b.txt").write_text(LEAK)
        self.assertEqual(self.use()[0], 0)
        self.assertEqual(self.use(paths="a.txt\npublic\n")[0], 1)

    def test_a_difference(self):
        self.place.put("a.txt", LEAK)
        self.place.git("commit", "--quiet", "-m", "old")
        self.place.put("a.txt", LEAK + "公示期七天。\n")
        self.place.git("commit", "--quiet", "-m", "new")
        self.assertEqual(self.use(diff="HEAD^..HEAD")[0], 0)
        self.assertEqual(self.use()[0], 1)

    def test_what_was_not_read(self):
        self.place.put("图.png", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
        code, said, output = self.use()
        self.assertEqual((code, output), (3, "3"), said)
        self.assertIn("没能检查", said)

    def test_nothing_to_read_is_not_clean(self):
        self.assertEqual(self.use()[0], 3)

    def test_a_wrong_option(self):
        self.place.put("a.txt", MASKED)
        code, said, output = self.use(arguments="--nonsense")
        self.assertEqual((code, output), (2, "2"), said)

    def test_inputs_are_data(self):
        self.place.put("a.txt", MASKED)
        marker = self.place.folder / "marker"
        for text in [f"$(touch {marker})", f"`touch {marker}`", f'"; touch {marker}; "', f"'; touch {marker} #"]:
            for name in ("paths", "diff", "profile", "config", "baseline", "arguments"):
                code, said, _ = self.use(**{name: text})
                self.assertNotEqual(code, 0, said)
                self.assertFalse(marker.exists(), name)

    def test_options_and_profile(self):
        self.place.put("a.txt", LEAK)
        self.assertEqual(self.use(arguments="--fail-on\nnever\n")[0], 0)
        self.assertEqual(self.use(profile="nonesuch")[0], 2)

    def test_a_program_that_is_given(self):
        self.place.put("a.txt", MASKED)
        self.place.environment["PATH"] = os.environ["PATH"]
        self.assertEqual(self.use(program=str(PROGRAM))[0], 0)


class Jobs(unittest.TestCase):
    """The scripts of GitLab, Gitee and Jenkins."""

    def setUp(self):
        self.place = Workplace()
        self.addCleanup(self.place.close)
        digest = hashlib.sha256(PROGRAM.read_bytes()).hexdigest()
        self.download = {"YINMO_URL": PROGRAM.as_uri(), "YINMO_SHA256": digest}

    def file(self, name):
        return (self.place.repository / name).read_text()

    def gitlab(self, **variables):
        script = "\n".join(yaml.safe_load((TEMPLATES / "gitlab.yml").read_text())["yinmo"]["script"])
        return self.place.run("sh", "-c", script, **variables)

    def test_gitlab(self):
        self.place.put("名单.txt", LEAK)
        done = self.gitlab()
        self.assertEqual(done.returncode, 1, done.stdout)
        quality = json.loads(self.file("yinmo-quality.json"))
        self.assertEqual({entry["location"]["path"] for entry in quality}, {"名单.txt"})
        self.assertTrue(xml.fromstring(self.file("yinmo-junit.xml")).iter("failure"))
        for value in VALUES:
            self.assertNotIn(value, done.stdout + self.file("yinmo-quality.json") + self.file("yinmo-junit.xml"))
        self.place.put("名单.txt", MASKED)
        self.assertEqual(self.gitlab().returncode, 0)

    def test_gitlab_with_a_path(self):
        self.place.put("a.txt", LEAK)
        self.place.put("公 开/b.txt", MASKED)
        self.assertEqual(self.gitlab(YINMO_PATH="公 开").returncode, 0)
        self.assertEqual(self.gitlab(YINMO_PATH="nowhere").returncode, 3)

    def test_gitlab_downloads_and_verifies(self):
        self.place.put("a.txt", MASKED)
        (self.place.folder / "bin/yinmo").unlink()
        self.assertEqual(self.gitlab(**self.download).returncode, 0)
        self.assertNotEqual(self.gitlab(**{**self.download, "YINMO_SHA256": "0" * 64}).returncode, 0)
        self.assertNotEqual(self.gitlab().returncode, 0)

    def test_gitee(self):
        commands = yaml.safe_load((TEMPLATES / "gitee.yml").read_text())["stages"][0]["steps"][0]["commands"]
        script = "\n".join(commands)
        self.place.put("a.txt", LEAK)
        done = self.place.run("sh", "-c", script, **self.download)
        self.assertEqual(done.returncode, 1, done.stdout)
        self.assertIn("<testsuite", self.file("yinmo-junit.xml"))
        self.place.put("a.txt", MASKED)
        self.assertEqual(self.place.run("sh", "-c", script, **self.download).returncode, 0)

    def test_jenkins(self):
        script = re.search(r"sh '''\n(.*?)'''", (TEMPLATES / "Jenkinsfile").read_text(), re.DOTALL).group(1)
        self.place.put("a.txt", LEAK)
        done = self.place.run("sh", "-c", script)
        self.assertEqual(done.returncode, 1, done.stdout)
        self.assertIn("<testsuite", self.file("yinmo-junit.xml"))
        self.place.put("a.txt", MASKED)
        self.assertEqual(self.place.run("sh", "-c", script).returncode, 0)


if __name__ == "__main__":
    unittest.main()
