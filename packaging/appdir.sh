#!/usr/bin/env bash
# Makes an AppDir, a folder that runs wherever it lies, and of it an AppImage if the runtime is there.
# Usage: packaging/appdir.sh PROGRAM FOLDER
# APPIMAGE_RUNTIME is the file runtime-x86_64 (or -aarch64) of the AppImage project's type2-runtime; an
# AppImage is that file with a squashfs of the AppDir behind it, for which mksquashfs is needed.
set -euo pipefail
. "$(dirname "$0")/common.sh"
program=$(realpath "$1")
mkdir -p "$2"
out=$(realpath "$2")
target=$(target_of "$program")
appdir=$out/demarche.AppDir
rm -rf "$appdir"
"$root/packaging/tree.sh" "$program" "$appdir/usr"
ln -s usr/bin/demarche "$appdir/AppRun"
cp "$appdir/usr/share/applications/demarche.desktop" "$appdir/"
cp "$appdir/usr/share/icons/hicolor/256x256/apps/demarche.png" "$appdir/demarche.png"
ln -s demarche.png "$appdir/.DirIcon"
# Older tools look for the older name.
ln -s demarche.metainfo.xml "$appdir/usr/share/metainfo/demarche.appdata.xml"
same_times "$appdir"
echo "$appdir"
if [ -n "${APPIMAGE_RUNTIME:-}" ]; then
    image=$out/demarche-$version-${target%%-*}.AppImage
    # mksquashfs takes the time from SOURCE_DATE_EPOCH.
    mksquashfs "$appdir" "$out/demarche.squashfs" -root-owned -noappend -no-progress -comp zstd -quiet
    cat "$APPIMAGE_RUNTIME" "$out/demarche.squashfs" >"$image"
    rm "$out/demarche.squashfs"
    chmod 755 "$image"
    echo "$image"
fi
