"""Makes a .spacy file beside each .jsonl file: python convert.py articles.jsonl ..."""
import json
import sys

import spacy
from spacy.tokens import DocBin
from spacy.util import filter_spans

nlp = spacy.blank("en")
for path in sys.argv[1:]:
    docs = DocBin(store_user_data=True)
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            doc = nlp.make_doc(row["text"])
            spans = [doc.char_span(s["start"], s["end"], s["label"]) for s in row["spans"]]
            if None in spans:
                raise SystemExit(f"{path}: a span does not keep to tokens: {row['meta']['name']}")
            doc.spans["sc"] = spans
            doc.ents = filter_spans(spans)  # the longest of those that overlap
            doc.user_data["name"] = row["meta"]["name"]
            doc.user_data["relations"] = [
                {
                    "head": [spans[r["head"]].start_char, spans[r["head"]].end_char, spans[r["head"]].label_],
                    "tail": [spans[r["tail"]].start_char, spans[r["tail"]].end_char, spans[r["tail"]].label_],
                    "label": r["label"],
                }
                for r in row["relations"]
            ]
            docs.add(doc)
    docs.to_disk(path.removesuffix(".jsonl") + ".spacy")
