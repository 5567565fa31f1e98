"""Suggests annotations by a token classification pipeline of Hugging Face transformers.

Usage: pip install transformers torch; then
       demarche suggest my-project --command "python3 examples/models/hugging_face_tagger.py dslim/bert-base-NER"
The first run downloads the model.
"""

import json
import sys

from transformers import pipeline

# Which groups of the model become which label of the codebook.
LABELS = {"PER": "actor", "ORG": "actor", "LOC": "actor"}


def say(message):
    print(json.dumps(message, ensure_ascii=False), flush=True)


def paragraphs(text):
    """The paragraphs with their starts: the model reads some hundred words at a time."""
    start = 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            yield start, line
        start += len(line)


sys.stdin.reconfigure(encoding="utf-8")
sys.stdout.reconfigure(encoding="utf-8")
name = sys.argv[1] if len(sys.argv) > 1 else "dslim/bert-base-NER"
tagger = pipeline("token-classification", model=name, aggregation_strategy="simple")
say({"format": "demarche-model", "version": 1, "engine": {"name": name, "version": "1"}})
for line in sys.stdin:
    message = json.loads(line)
    if message["type"] != "article":
        continue
    text = message["text"]
    found = []
    for begin, paragraph in paragraphs(text):
        for one in tagger(paragraph):
            label = LABELS.get(one["entity_group"])
            if label:
                start, end = begin + one["start"], begin + one["end"]
                found.append({"label": label, "start": start, "end": end, "quote": text[start:end],
                              "confidence": float(one["score"])})
    say({"article": message["article"], "annotations": found})
