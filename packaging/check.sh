#!/usr/bin/env bash
# Makes all packages that can be made on Debian 12 and checks them. Usage: packaging/check.sh PROGRAM FOLDER
# FOLDER gets the packages, logs and a picture of the started program. As root it also tries the .deb in a bare
# Debian (check_installed.sh).
# Debian packages it needs: desktop-file-utils appstream shared-mime-info libglib2.0-bin librsvg2-bin icoutils
# icnsutils mandoc fish zsh lintian rpm wixl msitools binutils debootstrap xvfb xdotool imagemagick
set -euo pipefail
. "$(dirname "$0")/common.sh"
program=$(realpath "$1")
mkdir -p "$2"
out=$(realpath "$2")
packaging=$root/packaging
work=$(mktemp -d)
current=start

finish() {
    local code=$?
    rm -rf "$work"
    if [ "$code" -ne 0 ]; then echo "FAILED in: $current" >&2; fi
    exit "$code"
}
trap finish EXIT

step() {
    current=$1
    echo "== $1"
}

fail() {
    echo "$1" >&2
    exit 1
}

size() { du --block-size=1 --apparent-size --summarize "$1" | awk '{printf "%.1f MB", $1 / 1e6}'; }

step 'tree'
tree=$out/tree
rm -rf "$tree"
"$packaging/tree.sh" "$program" "$tree"
export DEMARCHE_TREE=$tree
echo "installed: $(size "$tree"), of it the program $(size "$tree/bin/demarche")"

step 'no path of this machine in the program'
# Only a program of packaging/build.sh keeps this; DEMARCHE_PATHS=allowed says that it is another.
if [ "${DEMARCHE_PATHS:-}" != allowed ]; then
    for path in "$root" "${CARGO_HOME:-$HOME/.cargo}" "$HOME/"; do
        if [ "$path" != / ] && grep --quiet --text --fixed-strings "$path" "$program"; then
            fail "$path is in the program: $(strings "$program" | grep --max-count=1 --fixed-strings "$path")"
        fi
    done
fi

step 'desktop file, metainfo, file type, icons'
desktop-file-validate "$tree/share/applications/demarche.desktop"
# There is no address yet of which the id could be made; see packaging/README.md.
appstreamcli validate --no-net --pedantic --override cid-desktopapp-is-not-rdns=info \
    "$tree/share/metainfo/demarche.metainfo.xml"
cp -R "$tree/share/mime" "$work/mime"
XDG_DATA_DIRS=$work update-mime-database "$work/mime"
grep --quiet '^60:application/vnd.demarche.sidecar+json:\*.ann.json' "$work/mime/globs2"
for picture in "$tree"/share/icons/hicolor/*/apps/demarche.png; do
    wanted=$(basename "$(dirname "$(dirname "$picture")")")
    [ "$(identify -format '%wx%h' "$picture")" = "$wanted" ] || fail "$picture has another size"
done

step 'manual pages and completions'
for page in "$tree"/share/man/man1/*.gz; do
    zcat "$page" >"$work/page.1"
    # The generator's warnings (empty paragraphs, no date) change nothing that shows.
    mandoc -T lint -W error "$work/page.1"
done
bash -c ". '$tree/share/bash-completion/completions/demarche' && complete -p demarche" >/dev/null
fish --no-config -c "source '$tree/share/fish/vendor_completions.d/demarche.fish'; complete -C 'demarche adjud'" |
    grep --quiet '^adjudicate' || fail 'fish completes nothing'
zsh -f -c "fpath=('$tree/share/zsh/vendor-completions' \$fpath); autoload -Uz compinit; compinit -u -d '$work/zcompdump'; [ \"\$_comps[demarche]\" = _demarche ] && autoload +X _demarche" ||
    fail 'zsh does not know the completions'

step 'tar.xz'
archive=$("$packaging/tarball.sh" "$program" "$out")
mkdir "$work/unpacked"
tar -xf "$archive" -C "$work/unpacked"
"$work/unpacked/$(basename "$archive" .tar.xz)/bin/demarche" --version
echo "$(basename "$archive"): $(size "$archive")"

step 'deb'
deb=$("$packaging/deb.sh" "$program" "$out")
lintian --fail-on error,warning --allow-root "$deb"
echo "$(basename "$deb"): $(size "$deb"), needs $(dpkg-deb -f "$deb" Depends)"

step 'rpm'
rpm=$("$packaging/rpm.sh" "$program" "$out")
rpm -qlp "$rpm" | grep --quiet /usr/bin/demarche
echo "$(basename "$rpm"): $(size "$rpm"), needs $(rpm -qp --requires "$rpm" | grep --only-matching 'GLIBC_[0-9.]*' | sort -V | tail -n 1)"

step 'AppDir'
"$packaging/appdir.sh" "$program" "$out" >/dev/null
"$out/demarche.AppDir/AppRun" --version

step 'Flatpak manifest'
"$packaging/flatpak.sh" org.example.Demarche "$work" --manifest-only >/dev/null
! grep --quiet '@[A-Z]*@' "$work/org.example.Demarche.yml" || fail 'a place of the manifest is not filled in'

step 'MSI and macOS bundle'
if [ -n "${DEMARCHE_EXE:-}" ]; then
    DEMARCHE=$program "$packaging/msi.sh" "$DEMARCHE_EXE" "$out"
    msiinfo export "$out"/*.msi File | grep --quiet 'Demarche Window.exe'
else
    echo 'not made: DEMARCHE_EXE names no program for Windows'
fi
"$packaging/macos.sh" "$work/macos" "$program" >/dev/null
python3 -c 'import plistlib, sys; plistlib.load(open(sys.argv[1], "rb"))' "$work/macos/Demarche.app/Contents/Info.plist"
file "$work/macos/Demarche.app/Contents/Resources/demarche.icns" | grep --quiet 'icon'

if [ "$(id -u)" -ne 0 ] || [ "${DEMARCHE_BARE:-}" = no ]; then
    echo 'NOT CHECKED: installing into a bare Debian (it needs root, and DEMARCHE_BARE=no leaves it out).'
    exit 0
fi
step 'installed in a bare Debian'
"$packaging/check_installed.sh" "$deb" "$out"
echo 'All passed.'
