# What the scripts of this folder share; they source it. Sets `root`, `version`, `date`, SOURCE_DATE_EPOCH.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
version=$(sed -n '/^\[workspace.package\]/,/^\[/s/^version = "\(.*\)"/\1/p' "$root/Cargo.toml")
# Two builds of one commit are alike: files carry the time of the commit.
if [ -z "${SOURCE_DATE_EPOCH:-}" ]; then
    SOURCE_DATE_EPOCH=$(git -C "$root" log -1 --format=%ct 2>/dev/null || date +%s)
fi
export SOURCE_DATE_EPOCH
export LC_ALL=C.UTF-8 TZ=UTC
umask 022
date=$(date -d "@$SOURCE_DATE_EPOCH" +%F 2>/dev/null || date -r "$SOURCE_DATE_EPOCH" +%F)

# How hard packages are packed, from 1 to 9; 1 is for trying the scripts.
pack_level=${PACK_LEVEL:-9}

# target_of PROGRAM: what Rust calls the system that a Linux program is for.
target_of() {
    case $(od -An -tx1 -j18 -N2 "$1" | tr -d ' \n') in
        3e00) echo x86_64-unknown-linux-gnu ;;
        b700) echo aarch64-unknown-linux-gnu ;;
        *) echo "no program for x86_64 or aarch64: $1" >&2; return 1 ;;
    esac
}

# glibc_of PROGRAM: the oldest glibc that it starts with.
glibc_of() {
    objdump -T "$1" | sed -n 's/.*(\?GLIBC_\([0-9.]*\))\? .*/\1/p' | sort -V | tail -n 1
}

# same_times FOLDER: gives all files the time of the commit, not of this moment.
same_times() {
    find "$1" -exec touch --no-dereference --date="@$SOURCE_DATE_EPOCH" {} +
}
