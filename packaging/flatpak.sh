#!/usr/bin/env bash
# Writes what flatpak-builder needs: the manifest, and the sources with all crates, since it builds without a
# network. Usage: packaging/flatpak.sh APP-ID FOLDER
# A Flatpak is named by a reversed address that belongs to the project, such as org.example.Demarche. There is
# none in the repository; whoever publishes gives it here. The window's app id stays `demarche`, so the manifest
# renames the desktop file, the icon and the metainfo.
# --manifest-only leaves the sources out.
set -euo pipefail
. "$(dirname "$0")/common.sh"
id=$1
mkdir -p "$2"
out=$(realpath "$2")
case $id in
    *.*.*) ;;
    *) echo "a Flatpak's name has at least two dots: $id" >&2; exit 2 ;;
esac
sed "s/@ID@/$id/g; s/@VERSION@/$version/g; s/@EPOCH@/$SOURCE_DATE_EPOCH/g" "$root/packaging/flatpak/manifest.yml" >"$out/$id.yml"
echo "$out/$id.yml"
if [ "${3:-}" = --manifest-only ]; then exit; fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
source=$work/demarche-$version
mkdir -p "$source/.cargo"
git -C "$root" archive HEAD | tar -x -C "$source"
(cd "$source" && cargo vendor --locked --quiet vendor >.cargo/config.toml)
same_times "$source"
tar --create --directory "$work" --sort=name --owner=0 --group=0 --numeric-owner "demarche-$version" |
    xz -6 --threads=1 >"$out/demarche-$version-vendored.tar.xz"
echo "$out/demarche-$version-vendored.tar.xz"
