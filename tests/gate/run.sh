#!/usr/bin/env bash
# The gate where people work: pre-commit runs the hook on a sample repository, the steps of the GitHub action and the
# job of the GitLab template run as those systems run them, and all templates are linted. Installs what it needs into
# target/gate-venv; under a minute when that is there.
#
#   tests/gate/run.sh            # builds the program in debug
#   YINMO=PROGRAM tests/gate/run.sh
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
root="$here/../.."
venv="$root/target/gate-venv"

if [[ ! -x "$venv/bin/python" ]]; then
  python3 -m venv "$venv"
fi
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --requirement "$here/requirements.txt"

if [[ -z "${YINMO:-}" ]]; then
  cargo build --locked --quiet --manifest-path "$root/Cargo.toml" -p yinmo-cli
  YINMO="${CARGO_TARGET_DIR:-$root/target}/debug/yinmo"
fi
export YINMO PATH="$venv/bin:$PATH"
cd "$here"
exec "$venv/bin/python" -m unittest "$@"
