"""Measures the wall-clock and CPU time of another reader for a dataset. Usage: time.py FORMAT FOLDER"""
import json
import sys
import time
from pathlib import Path


def lines(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def every(pattern, read):
    return lambda out: [read(path) for path in sorted(Path(out).rglob(pattern))]


def each_json(pattern):
    return every(pattern, lambda path: json.loads(path.read_text(encoding="utf-8")))


def brat():
    from bioc import brat

    def read(path):
        with open(path.with_suffix(".txt"), encoding="utf-8", newline="") as text, open(path, encoding="utf-8") as ann:
            return brat.load(text, ann)

    return every("*.ann", read)


def conll(pattern, separator):
    def read(path):
        with open(path, encoding="utf-8") as file:
            return [line.rstrip("\n").split(separator) for line in file]

    return every(pattern, read)


def cas_xmi():
    import cassis

    def read(out):
        types = cassis.load_typesystem(Path(out, "TypeSystem.xml"))
        return [cassis.load_cas_from_xmi(path, typesystem=types) for path in Path(out).rglob("*.xmi")]

    return read


def cas_json():
    import cassis

    return every("*.json", lambda path: cassis.load_cas_from_json(path.read_text(encoding="utf-8")))


def gate(pattern, form):
    from gatenlp import Document

    return every(pattern, lambda path: Document.load(str(path), fmt=form))


def xml(pattern):
    from lxml import etree

    return every(pattern, lambda path: etree.parse(str(path)))


def csv():
    import pandas

    return every("*.csv", lambda path: pandas.read_csv(path, dtype=str, keep_default_na=False))


def parquet():
    import pyarrow.parquet

    return every("*.parquet", lambda path: pyarrow.parquet.read_table(path).to_pylist())


def refi():
    import tempfile

    from pyrefiqda import RefiProject

    return every("*.qdpx", lambda path: RefiProject.load(str(path), extract_dir=tempfile.mkdtemp()))


READERS = {
    "brat": brat,
    "conll2003": lambda: conll("*.conll", " "),
    "conll2002": lambda: conll("*.bio", " "),
    "bilou": lambda: conll("*.tsv", "\t"),
    "webanno-tsv": lambda: conll("*.tsv", "\t"),
    "spacy": lambda: each_json("articles.json"),
    "label-studio": lambda: each_json("tasks.json"),
    "argilla": lambda: each_json("records.json"),
    "w3c": lambda: each_json("*.jsonld"),
    "cas-xmi": cas_xmi,
    "cas-json": cas_json,
    "gate-xml": lambda: gate("*.xml", "gatexml"),
    "bdoc": lambda: gate("*.bdocjs", "json"),
    "csv": csv,
    "csv-excel": csv,
    "parquet": parquet,
    "refi-qda": refi,
    "graphml": lambda: xml("*.graphml"),
    "graphml-mentions": lambda: xml("*.graphml"),
    "gexf": lambda: xml("*.gexf"),
    "gexf-mentions": lambda: xml("*.gexf"),
}

# All others are JSON Lines.
read = READERS.get(sys.argv[1], lambda: every("*.jsonl", lines))()
began, worked = time.perf_counter(), time.process_time()
read(sys.argv[2])
print(f"{time.perf_counter() - began:.2f} ({time.process_time() - worked:.2f}) s")
