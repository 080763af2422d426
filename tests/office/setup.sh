#!/usr/bin/env bash
# What the office tests need: a virtual environment with public libraries, and LibreOffice where it is absent.
#
#   tests/office/setup.sh [FOLDER]      # target/office-venv when not given
#   tests/office/setup.sh --no-office   # libraries only
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
office=yes
if [ "${1:-}" = "--no-office" ]; then
  office=no
  shift
fi
venv="${1:-$here/../../target/office-venv}"

install_libraries() {
  if [ ! -x "$venv/bin/python" ]; then
    python3 -m venv "$venv"
  fi
  "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --requirement "$here/requirements.txt"
}

as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  else
    sudo "$@"
  fi
}

install_office() {
  if command -v soffice > /dev/null; then
    return
  fi
  as_root apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install --yes -qq --no-install-recommends \
    libreoffice-writer libreoffice-calc libreoffice-impress > /dev/null
}

install_libraries
if [ "$office" = yes ]; then
  install_office
fi
"$venv/bin/python" -c 'import docx, lxml, olefile, openpyxl, PIL, pptx'
echo "ready: $venv/bin/python"
