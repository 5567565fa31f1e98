#!/usr/bin/env bash
# Installs the .deb into a bare Debian 12 that debootstrap makes, starts the program there under a virtual display,
# and removes it again. Usage, as root: packaging/check_installed.sh PACKAGE.deb FOLDER
# FOLDER gets logs and a picture of the started program. Needs debootstrap xvfb xdotool imagemagick.
set -euo pipefail
deb=$(realpath "$1")
mkdir -p "$2"
out=$(realpath "$2")
work=$(mktemp -d)
bare=$work/bare
xvfb=''
mounted=()
current=start
export LC_ALL=C.UTF-8

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

step 'a bare Debian'
mirror=$({ cat /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null || true; } |
    sed -n 's/^URIs: *\([^ ]*\/debian\/\?\)$/\1/p; s/^deb \(\[[^]]*\] \)\?\([^ ]*\/debian\/\?\) .*/\2/p' | head -n 1)
debootstrap --variant=minbase bookworm "$bare" ${mirror:+"$mirror"} >"$out/debootstrap.log" 2>&1
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
echo 'Installed, started and removed.'
