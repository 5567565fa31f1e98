#!/usr/bin/env python3
"""Measures how much of other people's corpora an import takes, tells and passes over in silence.

    DEMARCHE_CORPORA=FOLDER tests/readers/corpora.py target/debug/demarche

FOLDER has a folder for each corpus of CORPORA; those that are missing are left out. For each the true
number of annotations and relations is counted here from the files, without the program; then the corpus is
imported, and what came in is counted in the sidecars. "told" counts what the report says was left out or has
no place; "silent" is what remains, and must be 0. The result is a table for docs/datasets.md.
"""

import collections
import json
import os
import re
import sqlite3
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from pathlib import Path


def lines(path):
    return path.read_text(encoding="utf-8-sig").split("\n")


def brat(folder):
    """Annotations: text-bound lines that trigger no event, and events. Relations: R lines, roles, sets."""
    annotations = relations = 0
    for path in folder.rglob("*.ann"):
        bound, triggers, events = set(), set(), 0
        for line in lines(path):
            if line.startswith("T"):
                bound.add(line.split("\t")[0])
            elif line.startswith("E"):
                first, *roles = line.split("\t")[1].split()
                triggers.add(first.split(":")[1])
                events += 1
                relations += len(roles)
            elif line.startswith("R"):
                relations += 1
            elif line.startswith("*") and not line.startswith("*\tEquiv"):
                relations += len(line.split()) - 3
        annotations += len(bound - triggers) + events
    return annotations, relations


WORDS = re.compile(r"segmentation/type|lexmorph|syntax/type|metadata/type|transform/type")


def xmi(folder):
    """Elements with a place that are no words, and references between them: relations, links, lists."""
    annotations = relations = 0
    for path in folder.rglob("*.xmi"):
        root = ET.parse(path).getroot()
        sofa = next(e for e in root if e.tag.endswith("}Sofa"))
        sofa_id = sofa.get("{http://www.omg.org/XMI}id")
        if sofa.get("sofaString") is None:
            # Its text is elsewhere: the report says that the file is left out.
            continue
        links = {}
        for e in root:
            if e.get("target"):
                links[e.get("{http://www.omg.org/XMI}id")] = e
        for e in root:
            if e.get("sofa") != sofa_id or e.get("begin") is None or WORDS.search(e.tag):
                continue
            if e.tag.endswith("}DocumentAnnotation"):
                continue
            if e.get("Governor") and e.get("Dependent"):
                relations += 1
                continue
            annotations += 1
            for name, value in e.attrib.items():
                parts = value.split()
                if parts and all(part in links for part in parts):
                    relations += len(parts)
    return annotations, relations


def tsv(folder):
    """Distinct annotations of the span layers, which are numbered where they cover several tokens."""
    annotations = relations = 0
    for path in folder.rglob("*.tsv"):
        layers, column = [], 3
        spans = set()
        for number, line in enumerate(lines(path)):
            if line.startswith(("#T_SP=", "#T_RL=", "#T_CH=")):
                kind, declared = line[3:5], line[6:]
                name, *features = declared.split("|")
                layers.append((kind, name, column, max(len(features), 1), features))
                column += max(len(features), 1)
            if line.startswith("#") or "\t" not in line:
                continue
            cells = line.split("\t")
            for layer, (kind, name, start, width, features) in enumerate(layers):
                if re.search(r"lexmorph|segmentation|syntax", name) or kind == "CH":
                    continue
                own = cells[start : start + width]
                if kind == "RL":
                    source = own[-1]
                    if source not in ("_", ""):
                        relations += len(re.split(r"(?<!\\)\|", source))
                    continue
                slot = next((i for i, f in enumerate(features) if f.startswith("ROLE_")), None)
                if slot is not None:
                    if own[slot + 1] not in ("_", ""):
                        targets = re.split(r"[;|]", own[slot + 1])
                        relations += sum(target not in ("*", "_") for target in targets)
                    own = [c for i, c in enumerate(own) if i != slot + 1]
                if all(cell in ("_", "") for cell in own):
                    continue
                numbers = set()
                count = 0
                for cell in own:
                    if cell in ("_", ""):
                        continue
                    pieces = re.split(r"(?<!\\)\|", cell)
                    count = max(count, len(pieces))
                    numbers |= set(re.findall(r"\[(\d+)\](?=$|\|)", cell))
                if numbers:
                    spans |= {(str(path), layer, n) for n in numbers}
                else:
                    annotations += count
        annotations += len(spans)
    return annotations, relations


def conll(path):
    """Chunks of the tags in the last column; of nested tags, all columns after the first."""
    count, before = 0, {}
    nested = "wojood" in path.name
    word = 1 if path.suffix == ".iob2" else 0
    for line in lines(path):
        if not line.strip() or line.startswith("# "):
            before = {}
            continue
        fields = re.split(r"[\t ]+", line.strip())
        tags = fields[1:] if nested else [fields[-1]]
        if path.suffix == ".iob2":
            tags = [fields[word + 1]]
        now = {}
        for tag in tags:
            if tag[:2] in ("B-", "S-", "U-") or (tag[:2] == "I-" and tag[2:] not in before):
                count += 1
            if tag != "O" and "-" in tag:
                now[tag[2:]] = True
        before = now
    return count, 0


def rows(path):
    text = path.read_text(encoding="utf-8-sig")
    decoder, at = json.JSONDecoder(), 0
    found = []
    while at < len(text):
        while at < len(text) and text[at].isspace():
            at += 1
        if at < len(text):
            row, at = decoder.raw_decode(text, at)
            found += row if isinstance(row, list) else [row]
    return found


def json_rows(path):
    """Lists of annotations under any of their names, and relations."""
    annotations = relations = 0
    for row in rows(path):
        for name in ("spans", "entities", "label", "labels", "annotations"):
            items = row.get(name)
            if isinstance(items, list):
                annotations += sum(isinstance(item, (list, dict)) for item in items)
        relations += len(row.get("relations") or [])
    return annotations, relations


def dna(path):
    """Statements, and the links between them, of a database of Discourse Network Analyzer."""
    database = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    tables = {name.upper() for (name,) in database.execute("select name from sqlite_schema")}
    count = lambda table: database.execute(f"select count(*) from {table}").fetchone()[0]
    return count("STATEMENTS"), count("STATEMENTLINKS") if "STATEMENTLINKS" in tables else 0


CORPORA = [
    ("brat-examples", "brat", brat),
    ("webanno-xmi/gum", "webanno-tsv", tsv),
    ("webanno-xmi/inception-tsv3-suite", "cas-xmi", xmi),
    ("webanno-xmi/inception-tsv3-suite", "webanno-tsv", tsv),
    ("webanno-xmi/cassis", "cas-xmi", xmi),
    ("jsonl-tools/doccano_data_export__relation_extraction_example.jsonl", "doccano", json_rows),
    ("jsonl-tools/doccano_data_export__sequence_labeling_example.jsonl", "doccano", json_rows),
    ("jsonl-tools/doccano_data_import__sequence_labeling_example_overlapping.jsonl", "doccano", json_rows),
    ("jsonl-tools/prodigy_emerson_entity_linking.jsonl", "prodigy", json_rows),
    ("jsonl-tools/prodigy_fashion_brands_eval.jsonl", "prodigy", json_rows),
    ("plover-gsr/derived_spans.jsonl", "spacy", json_rows),
    ("dna/sample-2.dna", "dna", dna),
    ("dna/sample-3.dna", "dna", dna),
    ("bio-conll/arabic_wojood_sample_test.txt", "conll2003", conll),
    ("bio-conll/arabic_wojood_sample_val.txt", "conll2003", conll),
    ("bio-conll/chinese_uner_gsdsimp_dev.iob2", "conll2003", conll),
    ("bio-conll/crossner_politics_dev.txt", "conll2003", conll),
    ("bio-conll/crossner_politics_train.txt", "conll2003", conll),
    ("bio-conll/wnut17_emerging.test.annotated", "conll2003", conll),
]


def measured(program, path, form):
    with tempfile.TemporaryDirectory() as folder:
        out, report = Path(folder) / "out", Path(folder) / "report.json"
        command = [program, "import", "--from", form, "--into", out, "--report", report, path]
        subprocess.run(command, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=False)
        placed = detached = relations = 0
        for sidecar in out.rglob("*.ann.json"):
            read = json.loads(sidecar.read_text(encoding="utf-8"))
            for annotation in read.get("annotations", []):
                if annotation.get("detached"):
                    detached += 1
                else:
                    placed += 1
            relations += len(read.get("relations", []))
        told = collections.Counter()
        for loss in json.loads(report.read_text(encoding="utf-8"))["losses"]:
            why = loss["why"]
            more = re.search(r"and (\d+) more of this kind|, (\d+) times", why)
            count = int(next(filter(None, more.groups()))) if more else 1
            told[loss["what"]] += count
            if loss["what"] == "dropped" and re.search(r"relation|link|role", why):
                told["relations"] += count
        return placed, detached, relations, told


def main():
    program = Path(sys.argv[1]).resolve()
    root = os.environ.get("DEMARCHE_CORPORA")
    if root is None:
        sys.exit("DEMARCHE_CORPORA names the folder of the corpora")
    print("| Corpus | Format | True | In place | Told: no place | Told: left out | Silent |")
    print("|---|---|---:|---:|---:|---:|---:|")
    failed = False
    for name, form, count in CORPORA:
        path = Path(root) / name
        if not path.exists():
            continue
        annotations, relations = count(path)
        placed, detached, linked, told = measured(program, path, form)
        dropped = told["dropped"]
        true = annotations + relations
        silent = max(0, true - placed - detached - linked - dropped)
        failed |= silent > 0
        print(
            f"| `{name}` | `{form}` | {annotations} + {relations} | {placed} + {linked} "
            f"| {detached} | {dropped} | {silent} |"
        )
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
