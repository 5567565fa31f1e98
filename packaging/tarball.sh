#!/usr/bin/env bash
# Makes the archive for any Linux. Usage: packaging/tarball.sh PROGRAM FOLDER
set -euo pipefail
. "$(dirname "$0")/common.sh"
program=$(realpath "$1")
mkdir -p "$2"
out=$(realpath "$2")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
name=demarche-$version-$(target_of "$program")
"$root/packaging/tree.sh" "$program" "$work/$name"
# Beside the program, where whoever unpacks it looks first.
cp -p "$work/$name/share/doc/demarche/"{README.md,LICENSE-MIT.txt,LICENSE-APACHE.txt,THIRD-PARTY.txt} "$work/$name/"
same_times "$work/$name"
tar --create --directory "$work" --sort=name --owner=0 --group=0 --numeric-owner --format=posix \
    --pax-option=delete=atime,delete=ctime --mtime="@$SOURCE_DATE_EPOCH" "$name" |
    xz "-$pack_level" --threads=1 >"$out/$name.tar.xz"
echo "$out/$name.tar.xz"
