"""Computes agreement from `demarche agree --spans` with other people's programs, and compares.

Usage: agreement.py PROGRAM SPANS REPORT: the program, for its schema; the CSV table; and the JSON of `demarche
agree --format json`. Every difference of more than 1e-9 is an error.
"""
import csv
import json
import subprocess
import sys
import warnings
from collections import defaultdict

import krippendorff
from jsonschema import Draft202012Validator
from krippendorff_unitized_alpha.krippendorffs_unitized_alpha import (
    EMPTY_TAG,
    KrippendorffUnitizedAlpha,
    Segment,
)
from nltk.metrics import jaccard_distance
from nltk.metrics.agreement import AnnotationTask
from sklearn.metrics import cohen_kappa_score

TOLERANCE = 1e-9
warnings.simplefilter("ignore")

program, spans, report = sys.argv[1:4]
with open(spans, encoding="utf-8", newline="") as file:
    rows = list(csv.DictReader(file))
with open(report, encoding="utf-8") as file:
    report = json.load(file)
schema = json.loads(subprocess.check_output([program, "schema", "agreement"]))
Draft202012Validator.check_schema(schema)
Draft202012Validator(schema).validate(report)

lengths = {row["article"]: int(row["end"]) for row in rows if row["kind"] == "article"}
words = {row["article"]: int(row["end_word"]) for row in rows if row["kind"] == "article"}
fragments = defaultdict(list)
for row in rows:
    if row["kind"] == "span":
        of = fragments[row["article"], row["coder"], row["label"]]
        of.append((int(row["start"]), int(row["end"]), int(row["first_word"]), int(row["end_word"]), row["unit"]))
coders = sorted({coder for _, coder, _ in fragments})
labels = sorted({label for _, _, label in fragments})
if len(coders) != 2:
    raise SystemExit(f"two coders are compared here, and there are {coders}")
one, other = coders


def units(article, coder, label):
    """Units of a coder and label: of overlapping ones the earliest, then longest."""
    kept = []
    for start, end, *_ in sorted(fragments[article, coder, label], key=lambda of: (of[0], -of[1])):
        if not kept or kept[-1][1] <= start:
            kept.append((start, end))
    return kept


def segments(coder, label):
    """The whole partition of the concatenated articles."""
    found, offset = [], 0
    for article, length in lengths.items():
        at = 0
        for start, end in units(article, coder, label):
            if start > at:
                found.append(Segment(EMPTY_TAG, offset + at, offset + start))
            found.append(Segment(label, offset + start, offset + end))
            at = end
        if at < length:
            found.append(Segment(EMPTY_TAG, offset + at, offset + length))
        offset += length
    return found


def coded_words(coder, label):
    """For each word of each article whether an annotation touches it."""
    found = []
    for article, count in words.items():
        coded = [0] * count
        for _, _, first, end, _ in fragments[article, coder, label]:
            coded[first:end] = [1] * (end - first)
        found += coded
    return found


def values():
    """Values of matched annotations of one label: {label.attribute: {match: {coder: value}}}."""
    of_match = defaultdict(dict)
    for row in rows:
        if row["kind"] == "span":
            of_match[row["article"], row["match"]][row["coder"]] = row["label"]
    found = defaultdict(lambda: defaultdict(dict))
    for row in rows:
        match = row["article"], row["match"]
        if row["kind"] == "value" and len(of_match[match]) == 2 and len(set(of_match[match].values())) == 1:
            found[f"{row['label']}.{row['attribute']}"][match][row["coder"]] = row["value"]
    return found


computed = {}
for label in labels:
    both = {coder: segments(coder, label) for coder in coders}
    computed["u_alpha", label, "krippendorff-unitized-alpha"] = KrippendorffUnitizedAlpha(both).result
    kappa = cohen_kappa_score(coded_words(one, label), coded_words(other, label))
    computed["token_kappa", label, "scikit-learn"] = kappa
for name, of_matches in values().items():
    filled = [given for given in of_matches.values() if len(given) == 2]
    kinds = sorted({value for given in filled for value in given.values()})
    if len(kinds) < 2:
        continue
    table = [[kinds.index(given[coder]) for given in filled] for coder in coders]
    alpha = krippendorff.alpha(reliability_data=table, level_of_measurement="nominal")
    computed["value_alpha", name, "krippendorff"] = alpha
    sets = [(coder, number, frozenset(given[coder].split("|")))
            for number, given in enumerate(filled) for coder in coders]
    computed["value_alpha_jaccard", name, "nltk"] = AnnotationTask(sets, distance=jaccard_distance).alpha()

figures = {(of["measure"], of["label"]): of["value"] for of in report["figures"] if of["article"] is None}
compared, seen = 0, set()
for (measure, name, judge), expected in computed.items():
    # The distance of sets is computed where there are sets.
    if (measure, name) not in figures and measure == "value_alpha_jaccard":
        continue
    ours = figures[measure, name]
    if ours is None or abs(ours - expected) > TOLERANCE:
        raise SystemExit(f"{measure} of {name}: {judge} has {expected}, and we have {ours}")
    compared += 1
    seen.add(judge)
missing = {"krippendorff-unitized-alpha", "scikit-learn", "krippendorff", "nltk"} - seen
if missing:
    raise SystemExit(f"nothing was compared with {sorted(missing)}")
print(f"{compared} figures are those of {', '.join(sorted(seen))}")
