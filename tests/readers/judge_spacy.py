"""Reads every span of the binary spaCy file that the exported script makes."""
import json
import subprocess
import sys
from pathlib import Path

import spacy
from spacy.tokens import DocBin
from spacy.training import Example
from spacy.training.converters.json_to_docs import json_to_docs
from truth import judge


def read(out, texts):
    subprocess.run([sys.executable, "convert.py", "articles.jsonl"], cwd=out, check=True)
    nlp = spacy.blank("en")
    docs = list(DocBin().from_disk(Path(out, "articles.spacy")).get_docs(nlp.vocab))
    old = list(json_to_docs(Path(out, "articles.json").read_text(encoding="utf-8")))
    lines = Path(out, "articles.jsonl").read_text(encoding="utf-8").split("\n")
    for doc, line in zip(docs, lines):
        row = json.loads(line)
        flat = [tuple(e) for e in row.get("entities", [])]
        spans = [(s["start"], s["end"], s["label"]) for s in row["spans"]]
        if "entities" in row and flat != spans:
            raise SystemExit(f"{row['meta']['name']}: entities are not the spans")
        example = Example.from_dict(nlp.make_doc(row["text"]), {"entities": flat, "spans": {"sc": spans}})
        if len(example.reference.ents) != len(flat) or len(example.reference.spans["sc"]) != len(spans):
            raise SystemExit(f"{row['meta']['name']}: spaCy drops entities")
        yield doc.text, [([(s.start_char, s.end_char)], s.label_) for s in doc.spans["sc"]]
    wanted = [len(doc.ents) for doc in docs if len(doc)]
    if [len(doc.ents) for doc in old if len(doc)] != wanted:
        raise SystemExit("the JSON of spaCy 2 has other entities")


judge(read)
