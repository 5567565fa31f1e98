#!/usr/bin/env python3
"""Makes the wheel: the program as a script, and the module `demarche`. Usage: wheel.py PROGRAM FOLDER

Written by hand, since a wheel of a program that exists already is an archive of six files ("Binary distribution
format" of the Python packaging guide), and the tools for it compile the program themselves. The tag says which
systems it runs on: it is read from the program (glibc), or given as --platform, such as win_amd64 or
macosx_11_0_universal2.
"""
import argparse
import base64
import hashlib
import re
import subprocess
import time
import zipfile
from os import environ
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
MACHINES = {b"\x3e\x00": "x86_64", b"\xb7\x00": "aarch64"}


def platform_of(program):
    """The tag of a Linux program, by its processor and the newest glibc symbol that it needs (PEP 600)."""
    head = program.read_bytes()[:20]
    if head[:4] != b"\x7fELF":
        raise SystemExit("this is no Linux program: say for which system it is, with --platform")
    symbols = subprocess.run(["objdump", "-T", program], check=True, stdout=subprocess.PIPE, text=True).stdout
    versions = [tuple(map(int, each.split("."))) for each in re.findall(r"GLIBC_([0-9]+\.[0-9]+)", symbols)]
    major, minor = max(versions)
    return f"manylinux_{major}_{minor}_{MACHINES[head[18:20]]}"


def metadata(version):
    readme = (HERE / "README.md").read_text(encoding="utf-8")
    return f"""Metadata-Version: 2.4
Name: demarche
Version: {version}
Summary: Annotate actors, demands and events in news articles, and read them as tables
License-Expression: MIT OR Apache-2.0
License-File: LICENSE-MIT
License-File: LICENSE-APACHE
License-File: THIRD-PARTY.txt
Author: The Demarche authors
Keywords: annotation,content-analysis,nlp,qualitative,text
Classifier: Development Status :: 4 - Beta
Classifier: Environment :: X11 Applications
Classifier: Intended Audience :: Science/Research
Classifier: Programming Language :: Python :: 3
Classifier: Programming Language :: Rust
Classifier: Topic :: Text Processing :: Linguistic
Classifier: Typing :: Typed
Requires-Python: >=3.10
Requires-Dist: pyarrow>=15
Provides-Extra: pandas
Requires-Dist: pandas>=2; extra == "pandas"
Provides-Extra: polars
Requires-Dist: polars>=1; extra == "polars"
Description-Content-Type: text/markdown

{readme}"""


def members(program, version, tag):
    """The files of the wheel: name, bytes, whether it is a program."""
    for place in sorted((HERE / "demarche").glob("*")):
        if place.suffix == ".py" or place.name == "py.typed":
            yield f"demarche/{place.name}", place.read_bytes().replace(b"@VERSION@", version.encode()), False
    name = "demarche.exe" if tag.startswith("win") else "demarche"
    yield f"demarche-{version}.data/scripts/{name}", program.read_bytes(), True
    info = f"demarche-{version}.dist-info"
    for licence in "LICENSE-MIT", "LICENSE-APACHE":
        yield f"{info}/licenses/{licence}", (ROOT / licence).read_bytes(), False
    target = {"win": "x86_64-pc-windows-msvc", "mac": "aarch64-apple-darwin"}.get(tag[:3], "x86_64-unknown-linux-gnu")
    command = ["python3", ROOT / "packaging" / "parts.py", "licences", target]
    parts = subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout
    yield f"{info}/licenses/THIRD-PARTY.txt", parts, False
    yield f"{info}/METADATA", metadata(version).encode(), False
    yield f"{info}/WHEEL", f"Wheel-Version: 1.0\nGenerator: demarche\nRoot-Is-Purelib: false\nTag: py3-none-{tag}\n".encode(), False


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("program", type=Path)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--platform", help="the tag of the system; default: read from the program")
    arguments.add_argument("--store", action="store_true", help="do not compress: for tests")
    given = arguments.parse_args()
    version = re.search(r'^version = "(.*)"', (ROOT / "Cargo.toml").read_text(encoding="utf-8"), re.MULTILINE)[1]
    tag = given.platform or platform_of(given.program)
    # The same program gives the same wheel.
    moment = time.gmtime(max(int(environ.get("SOURCE_DATE_EPOCH", "0")), 315532800))[:6]
    given.folder.mkdir(parents=True, exist_ok=True)
    wheel = given.folder / f"demarche-{version}-py3-none-{tag}.whl"
    record = []
    with zipfile.ZipFile(wheel, "w") as made:

        def add(name, data, is_program=False):
            entry = zipfile.ZipInfo(name, moment)
            entry.compress_type = zipfile.ZIP_STORED if given.store else zipfile.ZIP_DEFLATED
            entry.external_attr = (0o100755 if is_program else 0o100644) << 16
            made.writestr(entry, data, compresslevel=9)

        for name, data, is_program in members(given.program, version, tag):
            digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
            record.append(f"{name},sha256={digest},{len(data)}\n")
            add(name, data, is_program)
        name = f"demarche-{version}.dist-info/RECORD"
        add(name, "".join([*record, f"{name},,\n"]))
    print(wheel)


main()
