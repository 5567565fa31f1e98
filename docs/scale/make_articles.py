#!/usr/bin/env python3
"""Makes a project of many articles with annotations, for docs/scale.md.

Usage: make_articles.py FOLDER COUNT

The same arguments give the same bytes. Articles are in folders of 1,000.
"""
import json
import random
import sys
from pathlib import Path

folder, count = Path(sys.argv[1]), int(sys.argv[2])
WORDS = "the envoys of both sides met at the river and spoke of the harbour talks for hours".split()
ACTORS = ["Putin", "Selenskyj", "the dockers", "the council", "Ankara"]
OUTLETS = ["River Post", "Harbour Times", "A/B Wire", ""]
for number in range(count):
    choice = random.Random(number)
    text, annotations = "", []
    for sentence in range(12):
        actor = choice.choice(ACTORS)
        annotations.append(("actor", len(text), actor))
        text += actor + " "
        annotations.append(("demand", len(text), "demanded a truce"))
        text += "demanded a truce while " + " ".join(choice.choices(WORDS, k=12)) + ".\n"
    year, outlet = 2015 + number % 11, OUTLETS[number % 4]
    document = {"status": ["done", "new", "in-progress"][number % 3], "date": f"{year}-04-25"}
    if outlet:
        document["outlet"] = outlet
    sidecar = {
        "format": "demarche", "version": 1, "document": document,
        "annotations": [
            {"id": f"a{at}", "label": label, "spans": [[start, start + len(quote)]], "quote": [quote]}
            for at, (label, start, quote) in enumerate(annotations)
        ],
    }
    place = folder / f"{number // 1000:04}" / f"article-{number:07}.txt"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text, encoding="utf-8", newline="\n")
    sidecar = json.dumps(sidecar, ensure_ascii=False)
    Path(f"{place}.ann.json").write_text(sidecar, encoding="utf-8", newline="\n")
