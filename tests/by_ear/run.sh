#!/usr/bin/env bash
# The whole job by ear: the real window, driven through AT-SPI on a session bus of its own.
# run.sh PROGRAM: needs $DISPLAY, at-spi2-core, gir1.2-atspi-2.0, python3-gi, xdotool, dbus.
set -euo pipefail
program=$(realpath "$1")
here=$(cd "$(dirname "$0")" && pwd)
# Debian's own Python, since PyGObject is Debian's. The runtime folder is this test's own, so that no other
# session's accessibility bus is found.
runtime=$(mktemp -d)
trap 'rm -rf "$runtime"' EXIT
unset WAYLAND_DISPLAY WAYLAND_SOCKET AT_SPI_BUS_ADDRESS
export XDG_RUNTIME_DIR=$runtime
timeout -k 10 300 dbus-run-session -- /usr/bin/python3 "$here/main.py" "$program" "$here/../../sample_data"
