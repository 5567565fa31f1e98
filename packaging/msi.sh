#!/usr/bin/env bash
# Makes the installer and the portable archive for Windows, on Linux. Usage: packaging/msi.sh PROGRAM.exe FOLDER
# Needs wixl (msitools) and zip or Python. Run it with DEMARCHE=PROGRAM, a program of the same version that runs
# here, which prints the completions.
set -euo pipefail
. "$(dirname "$0")/common.sh"
program=$(realpath "$1")
mkdir -p "$2"
out=$(realpath "$2")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
name=demarche-$version-x86_64-pc-windows
tree=$work/$name
mkdir "$tree"
cp "$program" "$tree/demarche.exe"
python3 "$root/packaging/windows/window_program.py" "$program" "$tree/Demarche Window.exe"
"$root/packaging/icon/make.sh" "$work/icons"
cp "$work/icons/demarche.ico" "$tree/"
# With the line ends that Notepad of every Windows shows.
for file in README.md LICENSE-MIT LICENSE-APACHE; do
    sed 's/$/\r/' "$root/$file" >"$tree/${file%.md}.txt"
done
python3 "$root/packaging/parts.py" licences x86_64-pc-windows-msvc | sed 's/$/\r/' >"$tree/THIRD-PARTY.txt"
"${DEMARCHE:-demarche}" completions powershell >"$tree/demarche-completions.ps1"
same_times "$tree"
# wixl finds files by relative paths alone.
(cd "$tree" && wixl --arch x64 --define "Version=$version" --output "$out/$name.msi" \
    "$root/packaging/windows/demarche.wxs")
echo "$out/$name.msi"
cp -R "$root/sample_data" "$tree/"
same_times "$tree"
rm -f "$out/$name.zip"
(cd "$work" && find "$name" -type f | sort | python3 -c '
import sys, zipfile
with zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED, compresslevel=9) as made:
    for path in sys.stdin.read().splitlines():
        made.write(path)' "$out/$name.zip")
echo "$out/$name.zip"
