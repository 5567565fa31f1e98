#!/usr/bin/env bash
# Fuzzes targets one after another and tells what each did.
# Usage: fuzz/run.sh SECONDS [TARGET...]; all targets where none is named.
set -euo pipefail
cd "$(dirname "$0")"
seconds=$1
shift
if [ $# -eq 0 ]; then
    for target in fuzz_targets/*.rs; do set -- "$@" "$(basename "$target" .rs)"; done
fi

# Threads of the program have 2 MB of stack, the main thread of a fuzzer has 8.
ulimit -s 2048
# State and journal are read from files; in memory that is fast.
if [ -d /dev/shm ]; then export TMPDIR=/dev/shm; fi
export RUSTC_BOOTSTRAP=1

DEMARCHE_CORPUS=$PWD/corpus cargo test --locked --quiet --manifest-path ../Cargo.toml \
    --test mutations seeds_are_written_on_request >/dev/null
cargo fuzz build --sanitizer none

failed=0
for target in "$@"; do
    mkdir -p "corpus/$target" "artifacts/$target"
    log=artifacts/$target/log
    TIMEFORMAT="%R %U %S"
    if ! { time cargo fuzz run --sanitizer none "$target" -- -max_total_time="$seconds" \
        -max_len=16384 -timeout=1 -rss_limit_mb=512 -malloc_limit_mb=512 -print_final_stats=1 \
        >"$log" 2>&1; } 2>"artifacts/$target/time"; then
        failed=1
        printf '%s FAILED: ' "$target"
        grep -m1 -E 'panicked|ERROR: libFuzzer' "$log" || true
    fi
    read -r wall user system <"artifacts/$target/time"
    stat() { sed -n "s/^stat::$1: *//p" "$log"; }
    printf '%s: %s s, of processor %s s, %s inputs, at most %s MB\n' "$target" "$wall" \
        "$(awk "BEGIN {print $user + $system}")" "$(stat number_of_executed_units)" \
        "$(stat peak_rss_mb)"
done
exit "$failed"
