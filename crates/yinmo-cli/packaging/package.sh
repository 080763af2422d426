#!/usr/bin/env bash
# Packages a built program: tar, deb, rpm, and deb in the layout of 统信 UOS, into target/dist/packages.
#
#   crates/yinmo-cli/packaging/package.sh PROGRAM TARGET
#
# PROGRAM is the built yinmo, TARGET what it is for: x86_64-unknown-linux-gnu, aarch64-unknown-linux-gnu. Where PROGRAM
# does not run on this machine, YINMO names one that does, to write the manual pages. Needs cargo-deb and
# cargo-generate-rpm.
set -euo pipefail
program=$(realpath "$1")
target=$2
host=${YINMO:-$program}
cd "$(dirname "$0")/../../.."
dist=target/dist
version=$(sed -n '/^\[workspace.package\]/,/^\[/s/^version = "\(.*\)"/\1/p' Cargo.toml)
case $target in
  x86_64-*) arch=amd64 ;;
  aarch64-*) arch=arm64 ;;
  *)
    echo "no name for the packages of $target is known" >&2
    exit 2
    ;;
esac

# Everything has the time of the release's commit: the same source makes the same packages.
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}
export SOURCE_DATE_EPOCH

# What packages hold besides the program.
prepare() {
  rm -rf "$dist"
  mkdir -p "$dist/man" "$dist/completions" "$dist/uos" "$dist/packages"
  install -m 755 "$program" "$dist/yinmo"
  "$host" --lang en man "$dist/man/man1" > /dev/null
  "$host" --lang zh man "$dist/man/zh_CN/man1" > /dev/null
  gzip -9n "$dist"/man/man1/*.1 "$dist"/man/zh_CN/man1/*.1
  "$host" completions bash > "$dist/completions/yinmo"
  "$host" completions zsh > "$dist/completions/_yinmo"
  "$host" completions fish > "$dist/completions/yinmo.fish"
  sed "s/@VERSION@/$version/; s/@ARCH@/$arch/" crates/yinmo-cli/packaging/uos/info.in > "$dist/uos/info"
}

make_tar() {
  local name=yinmo-$version-$target
  local folder=$dist/$name
  mkdir -p "$folder"
  cp -r "$dist/yinmo" "$dist/man" "$dist/completions" README.md README.en.md CHANGELOG.md LICENSE-* NOTICE docs "$folder"
  tar --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$SOURCE_DATE_EPOCH" -C "$dist" -cf - "$name" |
    gzip -9n > "$dist/packages/$name.tar.gz"
  rm -r "$folder"
}

make_packages() {
  local flags=(--no-build --no-strip --package yinmo-cli --target "$target" --output "$dist/packages")
  cargo deb "${flags[@]}" --quiet
  cargo deb "${flags[@]}" --quiet --variant uos
  cargo generate-rpm --package crates/yinmo-cli --target "$target" --output "$dist/packages"
}

prepare
make_tar
make_packages
(cd "$dist/packages" && sha256sum -- * > SHA256SUMS)
ls -l "$dist/packages"
