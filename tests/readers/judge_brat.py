"""Reads brat with bioc."""
from bioc import brat
from truth import files, in_order, judge


def joined(entity, text):
    """The fragments of an entity. brat splits spans at line ends; this joins such pieces again."""
    fragments = []
    for place in sorted(entity.locations, key=lambda place: place.begin):
        if fragments and text[fragments[-1][1] : place.begin] == "\n":
            fragments[-1] = (fragments[-1][0], place.end)
        else:
            fragments.append((place.begin, place.end))
    return fragments, entity.type


def read(out, texts):
    def found(path):
        with open(path.with_suffix(".txt"), encoding="utf-8", newline="") as text, open(path, encoding="utf-8") as lines:
            document = brat.load(text, lines)
        return document.text, [joined(entity, document.text) for entity in document.entities]

    texts = (text.replace("\r\n", "\n") for text in texts)
    return in_order(map(found, files(out, "*.ann")), texts)


judge(read)
