#!/usr/bin/env bash
# Builds the program as it is shipped. Usage: packaging/build.sh [CARGO-OPTIONS]
# The program is target/dist/demarche afterwards, or target/TARGET/dist/demarche with --target TARGET.
set -euo pipefail
. "$(dirname "$0")/common.sh"
cd "$root"
home=${CARGO_HOME:-$HOME/.cargo}
registry=$(find "$home/registry/src" -mindepth 1 -maxdepth 1 -type d 2>/dev/null | head -n 1 || true)
# No path of this machine is in the program, so that every machine builds the same one. Of several prefixes
# that fit, the compiler takes the last.
remap="--remap-path-prefix=$home=cargo --remap-path-prefix=$root=demarche"
map="-ffile-prefix-map=$home=cargo -ffile-prefix-map=$root=demarche"
if [ -n "$registry" ]; then
    remap="$remap --remap-path-prefix=$registry=crates"
    map="$map -ffile-prefix-map=$registry=crates"
fi
export RUSTFLAGS="${RUSTFLAGS:-} $remap"
# The libraries in C: SQLite and zstd.
export CFLAGS="${CFLAGS:-} $map"
export CARGO_INCREMENTAL=0
exec cargo build --locked --profile dist "$@"
