#!/usr/bin/env bash
# Makes all icons out of the SVG. Usage: packaging/icon/make.sh FOLDER
# Needs rsvg-convert (librsvg2-bin), icotool (icoutils) and png2icns (icnsutils).
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
out=$1
mkdir -p "$out"
cp "$here/demarche.svg" "$out/demarche.svg"
for size in 16 22 24 32 48 64 128 256 512; do
    rsvg-convert --width "$size" --height "$size" --output "$out/demarche-$size.png" "$here/demarche.svg"
done
# Windows stores the largest as a PNG, the others as bitmaps.
icotool --create --output "$out/demarche.ico" "$out"/demarche-{16,24,32,48,64}.png --raw "$out/demarche-256.png"
png2icns "$out/demarche.icns" "$out"/demarche-{16,32,48,128,256,512}.png >/dev/null
