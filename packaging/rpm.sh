#!/usr/bin/env bash
# Makes the package for Fedora, RHEL and openSUSE. Usage: packaging/rpm.sh PROGRAM FOLDER
# Needs rpmbuild (Debian: rpm), which also finds the libraries and the glibc that the program needs.
set -euo pipefail
. "$(dirname "$0")/common.sh"
program=$(realpath "$1")
mkdir -p "$2"
out=$(realpath "$2")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
target=$(target_of "$program")
"$root/packaging/tree.sh" "$program" "$work/tree"
rpmbuild --quiet -bb --target "${target%%-*}-linux" --define "_topdir $work/rpm" --define "_rpmdir $work/made" \
    --define "demarche_version $version" --define "demarche_tree $work/tree" \
    --define "_binary_payload w$pack_level.xzdio" "$root/packaging/linux/demarche.spec" >"$work/log" 2>&1 || {
    cat "$work/log" >&2
    exit 1
}
find "$work/made" -name '*.rpm' -exec cp {} "$out/" \;
find "$out" -maxdepth 1 -name "demarche-$version-*.rpm"
