#!/usr/bin/env bash
# Makes the package for Debian and Ubuntu. Usage: packaging/deb.sh PROGRAM FOLDER
# DEMARCHE_MAINTAINER names who answers for the package, as "Name <address>".
set -euo pipefail
. "$(dirname "$0")/common.sh"
program=$(realpath "$1")
mkdir -p "$2"
out=$(realpath "$2")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
case $(target_of "$program") in
    x86_64-*) arch=amd64 ;;
    aarch64-*) arch=arm64 ;;
esac
tree=$work/tree
"$root/packaging/tree.sh" "$program" "$tree/usr"

doc=$tree/usr/share/doc/demarche
# As Debian's policy (12.5, 12.7) names them.
maintainer=${DEMARCHE_MAINTAINER:-The Demarche authors <nobody@demarche.invalid>}
gzip --no-name --best >"$doc/changelog.gz" <<CHANGELOG
demarche ($version) unstable; urgency=medium

  * CHANGELOG.md lists what is new.

 -- $maintainer  $(date --utc --date="@$SOURCE_DATE_EPOCH" --rfc-email)
CHANGELOG
rm "$doc"/LICENSE-*.txt
gzip --no-name --best "$doc/THIRD-PARTY.txt"
cat >"$doc/copyright" <<COPYRIGHT
Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: demarche
Comment: The program contains the crates and fonts that THIRD-PARTY.txt.gz lists with their licences.

Files: *
Copyright: 2026 The Demarche authors
License: Expat or Apache-2.0

License: Expat
$(sed -n '/^Permission/,$p' "$root/LICENSE-MIT" | sed 's/^$/./; s/^/ /')

License: Apache-2.0
 On Debian systems the text is in /usr/share/common-licenses/Apache-2.0.
COPYRIGHT
install -d "$tree/usr/share/lintian/overrides"
cat >"$tree/usr/share/lintian/overrides/demarche" <<OVERRIDES
# It is made by the project itself, not by Debian.
demarche: initial-upload-closes-no-bugs
# Found by a name of a font: the reader of fonts, in Rust, has the list of FreeType, of fonts that need care.
demarche: embedded-library freetype *
OVERRIDES

install -d "$tree/DEBIAN"
cat >"$tree/DEBIAN/control" <<CONTROL
Package: demarche
Version: $version
Architecture: $arch
Maintainer: $maintainer
Installed-Size: $(du --summarize --block-size=1024 --apparent-size "$tree/usr" | cut -f1)
Depends: libc6 (>= $(glibc_of "$program")), libgcc-s1
Recommends: libwayland-client0, libxkbcommon0, libxkbcommon-x11-0, libx11-xcb1, libxcursor1, libxi6, fontconfig, xdg-desktop-portal | zenity
Suggests: libgl1, libegl1, mesa-vulkan-drivers
Section: science
Priority: optional
Description: annotate actors, demands and events in news articles
 You mark who acts, what is demanded and what happened, link the marks into
 statements, and export them as a dataset. Articles and annotations stay
 plain files in your own folder, and the program uses no network.
CONTROL
(cd "$tree" && find usr -type f | sort | xargs md5sum >DEBIAN/md5sums)
same_times "$tree"
name=demarche_${version}_$arch.deb
dpkg-deb --root-owner-group -Zxz "-z$pack_level" --build "$tree" "$out/$name" >/dev/null
echo "$out/$name"
