"""Suggests annotations by regular expressions, without any package.

Usage: demarche suggest my-project --command "python3 examples/models/regex_tagger.py"
"""

import json
import re
import sys

# A label of the codebook, and what it is suggested for.
PATTERNS = [
    ("actor", r"\b(?:President|Prime Minister|Minister|Chancellor) [A-Z]\w+(?: [A-Z]\w+)?"),
    # A look-behind has one width in Python, so that each form is a pattern of its own.
    ("demand", r"(?<=\bdemands )[^.;,]+"),
    ("demand", r"(?<=\bdemanded )[^.;,]+"),
    ("event", r"\b(?:met|signed|attacked|visited|announced)\b"),
]


def say(message):
    print(json.dumps(message, ensure_ascii=False), flush=True)


sys.stdin.reconfigure(encoding="utf-8")
sys.stdout.reconfigure(encoding="utf-8")
say({"format": "demarche-model", "version": 1, "engine": {"name": "regex", "version": "1"}})
for line in sys.stdin:
    message = json.loads(line)
    if message["type"] != "article":
        continue
    text = message["text"]
    found = [
        {"label": label, "start": match.start(), "end": match.end(), "quote": match.group()}
        for label, pattern in PATTERNS
        for match in re.finditer(pattern, text)
    ]
    say({"article": message["article"], "annotations": found})
