"""Compares the exported articles, from our own format, with what another reader found.

A judge yields, for each article in the order of the export, its text (or None) and its annotations
as (fragments, label), with fragments in Unicode characters. Everything that the loss report does
not mention must have been read exactly. What it mentions may differ, but there must be no more of
it than in the export.
"""
import json
import sys
from collections import Counter
from pathlib import Path


def files(out, pattern):
    """The files of the articles, sorted; those of further coders follow the first coder's."""
    return sorted(Path(out).rglob(pattern), key=lambda path: str(path.with_suffix("")))


def in_order(found, texts):
    """Texts with their annotations, in the order of `texts`, which may contain duplicates."""
    by_text = {}
    for text, annotations in found:
        by_text.setdefault(text, []).append(annotations)
    for text in texts:
        yield text, by_text[text].pop(0)


def judge(read):
    out, ours, losses = sys.argv[1:4]
    with open(losses, encoding="utf-8") as file:
        losses = json.load(file)["losses"]
    with open(ours, encoding="utf-8") as file:
        articles = [json.loads(line) for line in file]
    gone = {l["article"] for l in losses if l["what"] == "dropped" and not {"annotation", "relation"} & set(l)}
    moved = ("dropped", "cut", "widened", "flattened", "renamed")
    told = {(l["article"], l["annotation"]): l["what"] for l in losses if "annotation" in l and l["what"] in moved}
    articles = [a for a in articles if a["source"]["path"] not in gone]
    found = list(read(out, [a["text"] for a in articles]))
    if len(found) != len(articles):
        raise SystemExit(f"{len(found)} articles were read, {len(articles)} were written")
    exact = 0
    for article, (text, annotations) in zip(articles, found):
        name = article["source"]["path"]
        ours, place = article["text"], lambda at: at
        if text is not None and text != ours:
            if text != ours.replace("\r\n", "\n"):
                raise SystemExit(f"{name}: the text differs")
            place = lambda at: at - ours.count("\r\n", 0, at)
        there = [a for a in article["annotations"] if not a.get("detached")]
        wanted = Counter(
            (tuple(sorted((place(start), place(end)) for start, end in a["spans"])), a["label"])
            for a in there
            if (name, a["id"]) not in told
        )
        got = Counter((tuple(sorted(map(tuple, fragments))), label) for fragments, label in annotations)
        if wanted - got:
            raise SystemExit(f"{name}: not read: {list((wanted - got))[:5]}, but {list((got - wanted))[:5]}")
        others = sum(1 for a in there if told.get((name, a["id"]), "dropped") != "dropped")
        fragments = sum(len(a["spans"]) for a in there if (name, a["id"]) in told)
        if sum((got - wanted).values()) > max(others, fragments):
            raise SystemExit(f"{name}: more was read than written: {list((got - wanted))[:5]}")
        exact += sum(wanted.values())
    print(f"{len(articles)} articles, {exact} annotations exactly as they were")
