"""Checks Prodigy examples: their tokens must equal spaCy's, and their spans must match these tokens."""
from pathlib import Path

import spacy
import srsly
from truth import judge


def read(out, texts):
    nlp = spacy.blank("en")
    for row in srsly.read_jsonl(Path(out, "articles.jsonl")):
        doc = nlp.make_doc(row["text"])
        tokens = [(t["text"], t["start"], t["ws"]) for t in row["tokens"]]
        if tokens != [(t.text, t.idx, bool(t.whitespace_)) for t in doc]:
            raise SystemExit(f"{row['meta']['source']}: spaCy has other tokens")
        found = []
        for span in row["spans"]:
            words = doc.char_span(span["start"], span["end"])
            if words is None or (words.start, words.end - 1) != (span["token_start"], span["token_end"]):
                raise SystemExit(f"{row['meta']['source']}: {span} is not on tokens")
            found.append(([(span["start"], span["end"])], span["label"]))
        yield row["text"], found


judge(read)
