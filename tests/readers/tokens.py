"""Counts tokens that spaCy's blank English splits differently. Usage: tokens.py PROGRAM PROJECT...

A project is a folder of texts. The Prodigy export of PROGRAM contains our tokens.
"""
import subprocess
import sys

import spacy
import srsly

program, projects = sys.argv[1], sys.argv[2:]
nlp = spacy.blank("en")
articles = tokens = different = 0
for project in projects:
    export = subprocess.run([program, "export", "--to", "prodigy", project], capture_output=True, check=False)
    for line in export.stdout.decode("utf-8").split("\n"):
        if not line:
            continue
        row = srsly.json_loads(line)
        ours = {(t["start"], t["end"]) for t in row["tokens"]}
        theirs = {(t.idx, t.idx + len(t)) for t in nlp.make_doc(row["text"])}
        articles, tokens, different = articles + 1, tokens + len(theirs), different + len(theirs - ours)
        if theirs - ours:
            shown = [row["text"][start:end] for start, end in sorted(theirs - ours)[:5]]
            print(f"{row['meta']['source']}: {shown}")
print(f"{articles} articles, {tokens} tokens of spaCy, {different} different")
sys.exit(different > 0)
