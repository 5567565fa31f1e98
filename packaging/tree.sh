#!/usr/bin/env bash
# Lays out what is installed on Linux: program, icons, menu entry, file type, manual pages, completions,
# documents, samples. All Linux packages are made of this tree. Usage: packaging/tree.sh PROGRAM FOLDER
# FOLDER gets bin/ and share/, as /usr has them. DEMARCHE_TREE names a tree of this program that exists already; it
# is copied then.
set -euo pipefail
. "$(dirname "$0")/common.sh"
program=$(realpath "$1")
to=$2
mkdir -p "$to"
to=$(realpath "$to")
if [ -n "${DEMARCHE_TREE:-}" ]; then
    cmp --silent "$program" "$DEMARCHE_TREE/bin/demarche" || {
        echo "this tree has another program: $DEMARCHE_TREE" >&2
        exit 1
    }
    cp -a "$DEMARCHE_TREE/." "$to/"
    exit
fi
icons=$(mktemp -d)
trap 'rm -rf "$icons"' EXIT
# The program must not find or write state of the machine that builds.
demarche() { HOME=$icons DEMARCHE_STATE_DIR=$icons/state "$program" "$@"; }

install -D "$program" "$to/bin/demarche"
share=$to/share
install -Dm644 -t "$share/applications" "$root/packaging/linux/demarche.desktop"
install -Dm644 -t "$share/mime/packages" "$root/packaging/linux/demarche.xml"
mkdir -p "$share/metainfo"
sed "s/@VERSION@/$version/; s/@DATE@/$date/" "$root/packaging/linux/demarche.metainfo.xml" \
    >"$share/metainfo/demarche.metainfo.xml"

"$root/packaging/icon/make.sh" "$icons/icons"
for size in 16 22 24 32 48 64 128 256 512; do
    install -Dm644 "$icons/icons/demarche-$size.png" "$share/icons/hicolor/${size}x$size/apps/demarche.png"
done
install -Dm644 "$icons/icons/demarche.svg" "$share/icons/hicolor/scalable/apps/demarche.svg"

demarche man "$share/man/man1" 2>/dev/null
gzip --no-name --best "$share/man/man1"/*.1
mkdir -p "$share"/{bash-completion/completions,zsh/vendor-completions,fish/vendor_completions.d}
demarche completions bash >"$share/bash-completion/completions/demarche"
demarche completions zsh >"$share/zsh/vendor-completions/_demarche"
demarche completions fish >"$share/fish/vendor_completions.d/demarche.fish"

doc=$share/doc/demarche
mkdir -p "$doc"
cp -R "$root/README.md" "$root/CHANGELOG.md" "$root/SECURITY.md" "$root/docs" "$doc/"
cp -R "$root/sample_data" "$doc/"
cp "$root/LICENSE-MIT" "$doc/LICENSE-MIT.txt"
cp "$root/LICENSE-APACHE" "$doc/LICENSE-APACHE.txt"
python3 "$root/packaging/parts.py" licences "$(target_of "$program")" >"$doc/THIRD-PARTY.txt"
python3 "$root/packaging/parts.py" sbom "$(target_of "$program")" >"$doc/demarche.cdx.json"
find "$to" -type d -exec chmod 755 {} +
find "$share" -type f -exec chmod 644 {} +
same_times "$to"
