#!/usr/bin/env bash
# All that is proved from outside about office and web documents, in one command: sets up what is missing, builds the
# program, tests the tools, masks every fixture and reopens it, and goes through a folder of real files if there is one.
#
#   tests/office/run.sh                          # the fixtures, LibreOffice too: about ten minutes on two cores
#   tests/office/run.sh --no-office              # without LibreOffice: about two
#   YINMO_CORPUS=DIR tests/office/run.sh         # real files as well
#   SEED=7 tests/office/run.sh                   # fixtures with values that nobody has seen, too
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
root="$here/../.."
office=--office
if [ "${1:-}" = "--no-office" ]; then
  office=
fi

step() { printf '\n== %s\n' "$*"; }

step "set-up"
if [ -n "$office" ]; then "$here/setup.sh"; else "$here/setup.sh" --no-office; fi
python="$root/target/office-venv/bin/python"

step "the program"
cargo build --release --quiet --manifest-path "$root/Cargo.toml" -p yinmo-cli
yinmo="${CARGO_TARGET_DIR:-$root/target}/release/yinmo"

cd "$here"
step "the tools"
"$python" -m unittest --quiet test_office

step "planted values"
"$python" planted.py --yinmo "$yinmo" $office

if [ -n "${SEED:-}" ]; then
  step "planted values of seed $SEED"
  planted="$(mktemp -d)"
  trap 'rm -rf "$planted"' EXIT
  "$python" plant.py --seed "$SEED" --out "$planted" > /dev/null
  "$python" planted.py --yinmo "$yinmo" --fixtures "$planted" $office
fi

if [ -n "${YINMO_CORPUS:-}" ]; then
  step "real files"
  # Nothing is taken out that holds nothing, so that what was not masked has to stay byte for byte.
  "$python" corpus.py --yinmo "$yinmo" --corpus "$YINMO_CORPUS" --jobs 2 --mask --config strip-nothing.toml
  "$python" corpus.py --yinmo "$yinmo" --corpus "$YINMO_CORPUS" --jobs 2 --mask $office \
    --may-differ 'docProps/*' --may-differ '*.rels' --may-differ '[[]Content_Types].xml'
fi
step "all passed"
