#!/usr/bin/env python3
"""Lists the crates that a shipped program contains.

    parts.py licences TARGET    the text of their licences, and of the fonts
    parts.py sbom TARGET        a bill of materials (CycloneDX 1.5, JSON)

TARGET is what Rust calls the system, such as x86_64-unknown-linux-gnu. Both read `cargo metadata` and the
sources of the crates, so nothing is looked up in a network. Crates that only build or test are left out.
"""
import hashlib
import json
import os
import re
import subprocess
import sys
from collections import defaultdict
from datetime import datetime, timezone
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LICENCE_FILE = re.compile(r"(un)?licen[cs]e|copying|copyright|notice", re.IGNORECASE)
SOURCE_FILE = re.compile(r"\.(rs|toml|json|py|c|h|html|yml|yaml)$", re.IGNORECASE)


def cargo(*words):
    return subprocess.run(["cargo", *words], cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout


def shipped(target):
    """The packages of the program for this target, sorted by name and version; and the program's own."""
    # `cargo tree` knows which features the program is built with; macros run in the compiler alone.
    tree = cargo("tree", "--locked", "-p", "demarche", "--edges", "normal,no-proc-macro", "--target", target,
                 "--prefix", "none", "--format", "{p}")
    linked = {tuple(line.split()[:2]) for line in tree.splitlines() if line}
    metadata = json.loads(cargo("metadata", "--locked", "--format-version", "1", "--filter-platform", target))
    packages = [each for each in metadata["packages"] if (each["name"], "v" + each["version"]) in linked]
    packages.sort(key=lambda each: (each["name"], each["version"]))
    program = next(each for each in packages if each["name"] == "demarche")
    return packages, program, {node["id"]: node for node in metadata["resolve"]["nodes"]}


def licence_texts(package):
    """The texts of the licences that lie in a package's folder, also of C sources that it carries."""
    folder = Path(package["manifest_path"]).parent
    for place in sorted(folder.glob("*")) + sorted(folder.glob("*/*")):
        if place.is_file() and LICENCE_FILE.match(place.name) and not SOURCE_FILE.search(place.name):
            text = place.read_text(encoding="utf-8", errors="replace").replace("\r\n", "\n").strip()
            # Links of archives that were unpacked as files hold a path only.
            if len(text) > 200:
                yield text


def licences(target):
    packages, program, _ = shipped(target)
    users, silent = defaultdict(list), []
    for package in packages:
        if package["source"] is None:
            continue
        name = f"{package['name']} {package['version']}"
        texts = list(licence_texts(package))
        for text in texts:
            users[" ".join(text.split())].append((name, text))
        if not texts:
            silent.append((name, package))
    print(f"What Demarche {program['version']} is made of\n")
    print("Demarche itself: MIT or Apache-2.0, at your option. It contains the crates and fonts below.\n")
    print("Crates, each with its licence:\n")
    for package in packages:
        if package["source"] is not None:
            expression = package["license"] or "see the texts below"
            print(f"    {package['name']} {package['version']}: {expression}")
    print("\nThe archives of these crates have no text of their licence; it is among those below. Their authors:\n")
    for name, package in silent:
        print(f"    {name}: {package['license']}; {', '.join(package['authors']) or 'no names given'}")
    for key in sorted(users, key=lambda key: (-len(users[key]), users[key][0][0])):
        print("\n" + "=" * 100 + "\n" + ", ".join(dict.fromkeys(name for name, _ in users[key])) + "\n" + "=" * 100 + "\n")
        print(users[key][0][1])
    fonts = ROOT / "assets" / "fonts"
    for place in sorted(fonts.glob("*.txt")):
        print("\n" + "=" * 100 + f"\nFont: {place.stem}\n" + "=" * 100 + "\n")
        print(place.read_text(encoding="utf-8").strip())


def reference(package):
    return f"pkg:cargo/{package['name']}@{package['version']}"


def component(package):
    made = {
        "type": "library",
        "bom-ref": reference(package),
        "name": package["name"],
        "version": package["version"],
        "purl": reference(package),
    }
    if package["license"]:
        # "MIT/Apache-2.0" is an old spelling of "MIT OR Apache-2.0".
        made["licenses"] = [{"expression": package["license"].replace("/", " OR ")}]
    if package["description"]:
        made["description"] = " ".join(package["description"].split())
    return made


def checksums():
    """The hashes of all archives, from Cargo.lock."""
    lock = (ROOT / "Cargo.lock").read_text(encoding="utf-8")
    found = {}
    for entry in lock.split("[[package]]")[1:]:
        fields = dict(re.findall(r'^(name|version|checksum) = "(.*)"$', entry, re.MULTILINE))
        if "checksum" in fields:
            found[fields["name"], fields["version"]] = fields["checksum"]
    return found


def sbom(target):
    packages, program, nodes = shipped(target)
    hashes = checksums()
    by_id = {package["id"]: package for package in packages}
    parts = []
    for package in packages:
        if package is program:
            continue
        part = component(package)
        if (package["name"], package["version"]) in hashes:
            part["hashes"] = [{"alg": "SHA-256", "content": hashes[package["name"], package["version"]]}]
        parts.append(part)
    needs = [
        {
            "ref": reference(package),
            "dependsOn": sorted(
                reference(by_id[each["pkg"]]) for each in nodes[package["id"]]["deps"] if each["pkg"] in by_id
            ),
        }
        for package in packages
    ]
    made = datetime.fromtimestamp(int(os.environ.get("SOURCE_DATE_EPOCH", "0")), timezone.utc)
    main = component(program) | {"type": "application"}
    bill = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {
            "timestamp": made.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "component": main,
            "properties": [{"name": "cargo:target", "value": target}],
        },
        "components": parts,
        "dependencies": needs,
    }
    # The same parts give the same number.
    digest = hashlib.sha256(json.dumps(bill, sort_keys=True).encode()).hexdigest()
    bill["serialNumber"] = (
        f"urn:uuid:{digest[:8]}-{digest[8:12]}-5{digest[13:16]}-a{digest[17:20]}-{digest[20:32]}"
    )
    json.dump(bill, sys.stdout, indent=1, ensure_ascii=False)
    print()


if __name__ == "__main__":
    what, target = sys.argv[1:3]
    {"licences": licences, "sbom": sbom}[what](target)
