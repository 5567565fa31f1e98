"""Reads BILOU tags with iobes."""
from pathlib import Path

from iobes import parse_spans_bilou_with_errors
from truth import judge
from words import read_words


def read(out, texts):
    content = Path(out, "articles.tsv").read_text(encoding="utf-8")
    return read_words(content, "-DOCSTART-\tO", "\t", parse_spans_bilou_with_errors, texts)


judge(read)
