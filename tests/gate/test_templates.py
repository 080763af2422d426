"""The files that CI systems read are what those systems say they should be, and no input gets into a script."""

import json
import re
import subprocess
import unittest

import yaml
from workplace import ROOT, TEMPLATES


def lint(script, shell):
    """What shellcheck says of a script."""
    done = subprocess.run(["shellcheck", "--shell", shell, "-"], input=script, capture_output=True, text=True)
    return done.stdout


def says(*command):
    """Runs a checker; what it says if it is not content."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    return "" if done.returncode == 0 else done.stdout


class Shapes(unittest.TestCase):
    def test_schemas(self):
        for schema, file in [
            ("vendor.github-actions", ROOT / "action.yml"),
            ("vendor.github-workflows", TEMPLATES / "github.yml"),
            ("vendor.gitlab-ci", TEMPLATES / "gitlab.yml"),
        ]:
            self.assertEqual(says("check-jsonschema", "--builtin-schema", schema, str(file)), "")

    def test_hooks(self):
        self.assertEqual(says("pre-commit", "validate-manifest", str(ROOT / ".pre-commit-hooks.yaml")), "")
        self.assertEqual(says("pre-commit", "validate-config", str(TEMPLATES / "pre-commit.yaml")), "")

    def test_workflows_are_safe(self):
        """What is not pinned is the action of this repository alone: its owner is for the user to fill in."""
        done = subprocess.run(
            ["zizmor", "--offline", "--no-progress", "--format", "json", ROOT / "action.yml", TEMPLATES / "github.yml"],
            capture_output=True,
            text=True,
        )
        found = [(finding["ident"], json.dumps(finding["locations"])) for finding in json.loads(done.stdout)]
        self.assertEqual([ident for ident, places in found if "OWNER/yinmo" not in places], [], done.stdout)

    def test_gitee(self):
        """There is no schema; these are the keys that Gitee's own samples have."""
        pipeline = yaml.safe_load((TEMPLATES / "gitee.yml").read_text())
        self.assertEqual(pipeline["version"], "1.0")
        stage = pipeline["stages"][0]
        self.assertLessEqual({"name", "displayName", "strategy", "trigger", "steps"}, stage.keys())
        self.assertLessEqual({"step", "name", "displayName", "commands"}, stage["steps"][0].keys())


class Scripts(unittest.TestCase):
    def test_files(self):
        packaging = ROOT / "crates/yinmo-cli/packaging"
        files = [TEMPLATES / "pre-receive", packaging / "pre-commit", packaging / "package.sh", ROOT / ".ci/run"]
        for file in [*files, ROOT / "tests/gate/run.sh"]:
            self.assertEqual(says("shellcheck", str(file)), "")

    def test_steps_of_the_action(self):
        steps = yaml.safe_load((ROOT / "action.yml").read_text())["runs"]["steps"]
        self.assertGreaterEqual(len(steps), 2)
        for step in steps:
            self.assertEqual(lint(step["run"], "bash"), "")
            # An expression would be pasted into the script, quotes and all.
            self.assertNotIn("${{", step["run"])

    def test_job_of_gitlab(self):
        job = yaml.safe_load((TEMPLATES / "gitlab.yml").read_text())["yinmo"]
        self.assertEqual(lint("\n".join(job["script"]), "sh"), "")

    def test_commands_of_gitee(self):
        step = yaml.safe_load((TEMPLATES / "gitee.yml").read_text())["stages"][0]["steps"][0]
        self.assertEqual(lint("\n".join(step["commands"]), "sh"), "")

    def test_shell_of_jenkins(self):
        script = re.search(r"sh '''\n(.*?)'''", (TEMPLATES / "Jenkinsfile").read_text(), re.DOTALL)
        self.assertEqual(lint(script.group(1), "sh"), "")


if __name__ == "__main__":
    unittest.main()
