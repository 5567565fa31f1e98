"""What a key costs with a screen reader and without: the processor time of the window's thread for each frame.

    cost.py PROGRAM [KEYS]

Measures, and asserts nothing. Start it as run.sh starts the test:

    dbus-run-session -- /usr/bin/python3 tests/by_ear/cost.py target/release/demarche
"""

import hashlib
import json
import os
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile
import time

from ear import settle, switch_on

BYTES, ANNOTATIONS = 400_000, 4_000
SENTENCE = "The envoy Ana Reyes asked the council of the port to release the funds before Friday. "


def make_project(folder):
    paragraph = SENTENCE * 6
    text = "Envoy calls for talks\n" + (paragraph.strip() + "\n") * (BYTES // len(paragraph))
    (folder / "long.txt").write_text(text, encoding="utf-8")
    annotations, at = [], 0
    words = "Ana Reyes"
    while len(annotations) < ANNOTATIONS:
        at = text.find(words, at)
        if at < 0:
            break
        span = [at, at + len(words)]
        annotations.append(
            {"id": f"a{len(annotations):06}", "label": "actor", "spans": [span], "quote": [words], "origin": "manual"}
        )
        at = span[1]
    source = {
        "file": "long.txt",
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
        "chars": len(text),
        "encoding": "utf-8",
    }
    sidecar = {
        "format": "demarche",
        "version": 1,
        "source": source,
        "offsets": "unicode-scalar",
        "codebook": {"name": "actor-demand-event", "version": "1.0"},
        "document": {"status": "in-progress"},
        "annotations": annotations,
    }
    (folder / "long.txt.ann.json").write_text(json.dumps(sidecar), encoding="utf-8")
    return len(text), len(annotations)


def frames(log, since):
    """Processor milliseconds of each frame, and what of them was for screen readers."""
    for line in log.read_text(encoding="utf-8", errors="replace").splitlines()[since:]:
        cpu = re.search(r"frame, ms:.* cpu=([0-9.]+)", line)
        if cpu:
            yield float(cpu.group(1)), line


def measure(program, heard, keys):
    with tempfile.TemporaryDirectory(prefix="demarche-cost-") as scratch:
        folder = pathlib.Path(scratch)
        project = folder / "project"
        project.mkdir()
        size = make_project(project)
        log = folder / "log"
        environment = dict(os.environ, DEMARCHE_STATE_DIR=str(folder / "state"), RUST_LOG="trace")
        if not heard:
            # Without a bus there is no screen reader.
            environment["DBUS_SESSION_BUS_ADDRESS"] = "unix:path=/nonexistent"
        with log.open("w") as errors:
            process = subprocess.Popen(
                [program, "--renderer", "software", str(project)], env=environment, stderr=errors, stdin=subprocess.DEVNULL
            )
        try:
            time.sleep(5)
            window = subprocess.run(
                ["xdotool", "search", "--onlyvisible", "--pid", str(process.pid)], capture_output=True, text=True
            ).stdout.split()[-1]
            subprocess.run(["xdotool", "windowfocus", "--sync", window], check=True)
            time.sleep(2)
            for key in ("ctrl+Home", "Right", "Right"):
                subprocess.run(["xdotool", "key", key], check=True)
                time.sleep(0.3)
            results = {}
            for name in ("Right", "Down", "Next", "Tab"):
                firsts, sums = [], []
                for _ in range(keys):
                    since = len(log.read_text(encoding="utf-8", errors="replace").splitlines())
                    subprocess.run(["xdotool", "key", name], check=True)
                    settle(0.25)
                    found = list(frames(log, since))
                    if found:
                        firsts.append(found[0])
                        sums.append(sum(cost for cost, _ in found))
                firsts.sort()
                results[name] = (firsts[len(firsts) // 2][0], statistics.median(sums), firsts[len(firsts) // 2][1])
            return size, results
        finally:
            process.kill()
            process.wait()


def main():
    program = sys.argv[1]
    keys = int(sys.argv[2]) if len(sys.argv) > 2 else 40
    size, without = measure(program, False, keys)
    switch_on()
    settle(1)
    _, heard = measure(program, True, keys)
    print(f"{size[0]} characters, {size[1]} annotations; processor ms of the window's thread")
    print("first frame after a key, median: without, with, ratio; all frames within 0.25 s: without, with, ratio")
    for name in without:
        (a, all_a, _), (b, all_b, line) = without[name], heard[name]
        print(f"{name:6}  {a:7.2f}  {b:7.2f}  {b / a:5.2f}   {all_a:7.2f}  {all_b:7.2f}  {all_b / all_a:5.2f}")
        print(f"        {line.strip()[-200:]}")


main()
