#!/usr/bin/env bash
# Measures how long the program takes from its start to the first painted frame and to a painted article, with a
# cold and a warm file cache. Usage: packaging/measure_start.sh PROGRAM [TIMES]
# Needs Xvfb; a cold cache needs root. The times are the program's own, counted from `main`, and before them what the
# system takes to load it, measured with `demarche --version`.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
program=$(realpath "$1")
times=${2:-5}
work=$(mktemp -d)
xvfb=''
finish() {
    if [ -n "$xvfb" ]; then kill "$xvfb" 2>/dev/null || true; fi
    rm -rf "$work"
}
trap finish EXIT
exec 4>"$work/display"
Xvfb -displayfd 4 -screen 0 1280x800x24 -nolisten tcp -noreset >/dev/null 2>&1 &
xvfb=$!
for _ in $(seq 100); do [ -s "$work/display" ] && break; sleep 0.1; done
DISPLAY=:$(cat "$work/display")
export DISPLAY
unset WAYLAND_DISPLAY
cp -R "$root/sample_data" "$work/samples"

# version_ms: how long `demarche --version` takes, with all that loading takes.
version_ms() {
    local began ended
    began=$(date +%s%N)
    "$program" --version >/dev/null
    ended=$(date +%s%N)
    echo $(((ended - began) / 1000000))
}

# start_line: the line of the log with the steps of a start.
start_line() {
    local started i
    : >"$work/log"
    HOME=$work DEMARCHE_STATE_DIR=$work/state RUST_LOG=demarche=info "$program" --renderer software "$work/samples" \
        2>"$work/log" &
    started=$!
    for ((i = 0; i < 300; i++)); do
        grep --quiet 'article-presented' "$work/log" && break
        sleep 0.1
    done
    kill -TERM "$started"
    wait "$started" || true
    grep --max-count=1 'article-presented' "$work/log" || echo 'no start was logged'
}

start_line >/dev/null
for cache in cold warm; do
    for _ in $(seq "$times"); do
        if [ "$cache" = cold ]; then
            if [ "$(id -u)" -ne 0 ]; then break; fi
            sync
            echo 3 >/proc/sys/vm/drop_caches
        fi
        loading=$(version_ms)
        if [ "$cache" = cold ]; then echo 3 >/proc/sys/vm/drop_caches; fi
        echo "$cache: --version $loading ms; $(start_line)"
    done
done
