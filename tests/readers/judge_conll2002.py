"""Reads the tags of CoNLL-2002 with iobes."""
from pathlib import Path

from iobes import parse_spans_bio_with_errors
from truth import judge
from words import read_words


def read(out, texts):
    content = Path(out, "articles.bio").read_text(encoding="utf-8")
    return read_words(content, "-DOCSTART- -X- O O", " ", parse_spans_bio_with_errors, texts)


judge(read)
