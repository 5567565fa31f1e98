#!/usr/bin/env bash
# Makes Demarche.app, and on macOS a signed disk image of it. Usage: packaging/macos.sh FOLDER PROGRAM [PROGRAM]
# Of two programs, for Apple's and Intel's processors, it makes one for both (lipo). BUNDLE_ID is a reversed
# address that belongs to whoever publishes; without it the bundle is named "demarche". SIGN_AS is a Developer ID;
# without it the signature is ad hoc, and macOS asks before the first start.
set -euo pipefail
. "$(dirname "$0")/common.sh"
mkdir -p "$1"
out=$(cd "$1" && pwd)
shift
app=$out/Demarche.app
rm -rf "$app"
mkdir -p "$app/Contents/MacOS" "$app/Contents/Resources"
if [ $# -eq 1 ]; then
    cp "$1" "$app/Contents/MacOS/demarche"
else
    lipo -create "$@" -output "$app/Contents/MacOS/demarche"
fi
chmod 755 "$app/Contents/MacOS/demarche"
sed "s/@VERSION@/$version/; s/@ID@/${BUNDLE_ID:-demarche}/" "$root/packaging/macos/Info.plist" >"$app/Contents/Info.plist"
printf 'APPL????' >"$app/Contents/PkgInfo"
icons=$(mktemp -d)
"$root/packaging/icon/make.sh" "$icons"
cp "$icons/demarche.icns" "$app/Contents/Resources/"
rm -rf "$icons"
python3 "$root/packaging/parts.py" licences aarch64-apple-darwin >"$app/Contents/Resources/THIRD-PARTY.txt"
cp "$root/LICENSE-MIT" "$root/LICENSE-APACHE" "$root/README.md" "$app/Contents/Resources/"
cp -R "$root/sample_data" "$app/Contents/Resources/"
if command -v codesign >/dev/null; then
    if [ -n "${SIGN_AS:-}" ]; then
        codesign --force --options runtime --timestamp --sign "$SIGN_AS" "$app"
    else
        codesign --force --sign - "$app"
    fi
fi
echo "$app"
if command -v hdiutil >/dev/null; then
    hdiutil create -quiet -ov -volname Demarche -srcfolder "$app" -format UDZO "$out/demarche-$version-macos.dmg"
    echo "$out/demarche-$version-macos.dmg"
fi
