"""Suggests annotations by the named entities of a spaCy pipeline.

Usage: pip install spacy, and a pipeline such as en_core_web_sm; then
       demarche suggest my-project --command "python3 examples/models/spacy_tagger.py en_core_web_sm"
"""

import json
import sys

import spacy

# Which entity types of the pipeline become which label of the codebook.
LABELS = {"PERSON": "actor", "ORG": "actor", "GPE": "actor", "NORP": "actor"}


def say(message):
    print(json.dumps(message, ensure_ascii=False), flush=True)


def entity_names(project):
    """The entities of the project by their names, so that a mention is suggested with its entity."""
    return {name.lower(): entity["id"] for entity in project["entities"]
            for name in [entity.get("name", ""), *entity.get("aliases", [])] if name}


def articles(names):
    for line in sys.stdin:
        message = json.loads(line)
        if message["type"] == "project":
            names.update(entity_names(message))
        else:
            yield message["text"], message["article"]


sys.stdin.reconfigure(encoding="utf-8")
sys.stdout.reconfigure(encoding="utf-8")
pipeline = spacy.load(sys.argv[1] if len(sys.argv) > 1 else "en_core_web_sm")
meta = pipeline.meta
say({"format": "demarche-model", "version": 1,
     "engine": {"name": f"spacy-{meta['lang']}-{meta['name']}", "version": meta["version"]}})
names = {}
# The pipeline reads ahead and works on several articles at once.
for doc, article in pipeline.pipe(articles(names), as_tuples=True, batch_size=8):
    found = []
    for entity in doc.ents:
        if entity.label_ in LABELS:
            one = {"label": LABELS[entity.label_], "start": entity.start_char,
                   "end": entity.end_char, "quote": entity.text}
            if entity.text.lower() in names:
                one["entity"] = names[entity.text.lower()]
            found.append(one)
    say({"article": article, "annotations": found})
