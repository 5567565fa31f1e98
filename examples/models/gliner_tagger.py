"""Suggests annotations by a GLiNER model, which finds spans for labels that it was never trained on.

Usage: pip install gliner; then
       demarche suggest my-project --command "python3 examples/models/gliner_tagger.py urchade/gliner_multi-v2.1"
The first run downloads the model.
"""

import json
import sys

from gliner import GLiNER

# The model sees the name of the label; a description that it understands may find more.
DESCRIPTIONS = {"actor": "person, organisation or country that acts", "event": "political event"}


def say(message):
    print(json.dumps(message, ensure_ascii=False), flush=True)


def paragraphs(text):
    """The paragraphs with their starts: the model reads some hundred words at a time."""
    start = 0
    for line in text.splitlines(keepends=True):
        yield start, line
        start += len(line)


sys.stdin.reconfigure(encoding="utf-8")
sys.stdout.reconfigure(encoding="utf-8")
name = sys.argv[1] if len(sys.argv) > 1 else "urchade/gliner_multi-v2.1"
model = GLiNER.from_pretrained(name)
say({"format": "demarche-model", "version": 1, "engine": {"name": name, "version": "1"}})
labels = {}
for line in sys.stdin:
    message = json.loads(line)
    if message["type"] == "project":
        labels = {DESCRIPTIONS.get(label["id"], label.get("name", label["id"])): label["id"]
                  for label in message["codebook"]["labels"]}
        continue
    found = [
        {"label": labels[one["label"]], "start": start + one["start"], "end": start + one["end"],
         "quote": one["text"], "confidence": one["score"]}
        for start, paragraph in paragraphs(message["text"])
        for one in model.predict_entities(paragraph, list(labels), threshold=0.5)
    ]
    say({"article": message["article"], "annotations": found})
