#!/usr/bin/env bash
# Makes all packages that can be made on Debian 12 and checks them. Usage: packaging/check.sh PROGRAM FOLDER
# FOLDER gets the packages, logs and a picture of the started program. As root it also installs the .deb into a
# bare Debian that it makes with debootstrap, starts it there under a virtual display, and removes it again.
# Debian packages it needs: desktop-file-utils appstream shared-mime-info libglib2.0-bin librsvg2-bin icoutils
# icnsutils mandoc fish zsh lintian rpm wixl msitools binutils debootstrap xvfb xdotool imagemagick
set -euo pipefail
. "$(dirname "$0")/common.sh"
program=$(realpath "$1")
mkdir -p "$2"
out=$(realpath "$2")
packaging=$root/packaging
work=$(mktemp -d)
bare=$work/bare
xvfb=''
mounted=()
current=start

finish() {
    local code=$? each
    for each in "${mounted[@]}"; do umount "$each" || true; done
    if [ -n "$xvfb" ]; then kill "$xvfb" || true; fi
    # Never follow a mount that is left.
    rm -rf --one-file-system "$work"
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
echo "$(basename "$rpm"): $(size "$rpm"), needs $(rpm -qp --requires "$rpm" | grep 'libc.so.6(GLIBC' | sort -V | tail -n 1)"

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

step 'a bare Debian'
mirror=$(sed -n 's/^URIs: *\([^ ]*\).*/\1/p; s/^deb \(\[[^]]*\] \)\?\([^ ]*\).*/\2/p' /etc/apt/sources.list \
    /etc/apt/sources.list.d/* 2>/dev/null | head -n 1)
debootstrap --variant=minbase bookworm "$bare" "${mirror:-http://deb.debian.org/debian}" >"$out/debootstrap.log" 2>&1
cp -R /etc/apt/apt.conf.d/. "$bare/etc/apt/apt.conf.d/"
cp "$deb" "$bare/tmp/"
for each in proc dev; do
    mount --bind "/$each" "$bare/$each"
    mounted=("$bare/$each" "${mounted[@]}")
done
inside() { chroot "$bare" env HOME=/root DEBIAN_FRONTEND=noninteractive DISPLAY="${DISPLAY:-}" "$@"; }
# Everything the package asks for, so that what is left later is its own.
inside apt-get install -y -q "./tmp/$(basename "$deb")" >"$out/install.log" 2>&1
inside apt-get remove -y -q --purge demarche >>"$out/install.log" 2>&1
list() { find "$bare" -xdev \( -path "$bare/tmp" -o -path "$bare/root" -o -path "$bare/var/log" -o -path "$bare/var/cache" \
    -o -path "$bare/var/lib/dpkg" -o -path "$bare/var/lib/apt" \) -prune -o -printf '%P %y\n' | sort; }
list >"$work/before"
inside dpkg -i "/tmp/$(basename "$deb")" >>"$out/install.log" 2>&1

step 'start in it, under a virtual display'
exec 4>"$work/display"
Xvfb -displayfd 4 -screen 0 1280x800x24 -nolisten tcp -noreset >"$out/xvfb.log" 2>&1 &
xvfb=$!
for _ in $(seq 100); do [ -s "$work/display" ] && break; sleep 0.1; done
DISPLAY=:$(cat "$work/display")
export DISPLAY
mkdir -p "$bare/tmp/.X11-unix"
mount --bind /tmp/.X11-unix "$bare/tmp/.X11-unix"
mounted=("$bare/tmp/.X11-unix" "${mounted[@]}")
cp -R "$bare/usr/share/doc/demarche/sample_data" "$bare/root/samples"
inside demarche check /root/samples
inside RUST_LOG=info demarche /root/samples >"$out/start.log" 2>&1 &
started=$!
timeout 60 xdotool search --sync --onlyvisible --name Demarche >/dev/null || fail 'no window came'
sleep 5
import -window root "$out/started.png"
kill -0 "$started" || fail 'the program has ended by itself'
# SIGTERM closes it properly; the process of the shell is the program's parent or the program itself.
pkill -TERM --parent "$started" 2>/dev/null || kill -TERM "$started"
timeout 20 tail --pid="$started" -f /dev/null || fail 'SIGTERM does not end it'

step 'remove it'
inside dpkg --purge demarche >>"$out/install.log" 2>&1
list >"$work/after"
diff "$work/before" "$work/after" || fail 'something is left, or missing'
echo 'All passed.'
