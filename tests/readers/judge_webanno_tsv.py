"""Reads WebAnno TSV by its specification, and its text also with web-anno-tsv."""
import re

import web_anno_tsv
from truth import files, judge


def rows(path):
    """The text and the annotations of a file as its specification says, in Unicode characters."""
    text, sentence, spans = b"", None, {}
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.startswith("#Text="):
            sentence = plain(line[6:]) if sentence is None else f"{sentence}\n{plain(line[6:])}"
        elif line and not line.startswith("#"):
            name, place, token, _, labels = line.split("\t")[:5]
            start, end = map(int, place.split("-"))
            if sentence is not None:
                text += " ".encode("utf-16-le") * (start - len(text) // 2) + sentence.encode("utf-16-le")
                sentence = None
            if text[2 * start : 2 * end].decode("utf-16-le") != plain(token):
                raise SystemExit(f"{path}: {name} is not {token}")
            if labels != "_":
                for label in re.split(r"(?<!\\)\|", labels):
                    label, number = re.fullmatch(r"(.*?)(?:\[(\d+)\])?", label, re.S).groups()
                    key = number or (start, end, label)
                    first = spans.setdefault(key, [start, end, plain(label)])
                    first[1] = end
    before = lambda place: len(text[: 2 * place].decode("utf-16-le"))
    return text.decode("utf-16-le"), [([(before(s), before(e))], label) for s, e, label in spans.values()]


def plain(text):
    return re.sub(r"\\(.)", lambda m: {"t": "\t", "n": "\n", "r": "\r"}.get(m[1], m[1]), text)


def read(out, texts):
    by_words = {}
    for path in files(out, "*.tsv"):
        text, found = rows(path)
        by_words.setdefault("".join(text.split()), []).append((text, found))
        # web-anno-tsv does not support escapes or sentences of several lines.
        if "\\" in path.read_text(encoding="utf-8") or "\n" in text:
            continue
        with web_anno_tsv.open_web_anno_tsv(str(path)) as sentences:
            if "".join("".join(s.text for s in sentences).split()) != "".join(text.split()):
                raise SystemExit(f"{path}: web-anno-tsv reads another text")
    for wanted in texts:
        text, found = by_words["".join(wanted.split())].pop(0)
        # The file records only the length of the text between sentences, not the text.
        if len(text) != len(wanted.rstrip()):
            raise SystemExit("the text has another length")
        yield None, found


judge(read)
