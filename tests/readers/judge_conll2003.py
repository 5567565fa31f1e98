"""Reads the words of CoNLL-2003 with spaCy's converter and the tags with iobes."""
from pathlib import Path

from iobes import parse_spans_bio_with_errors
from spacy.training.converters.conll_ner_to_docs import conll_ner_to_docs
from truth import judge
from words import read_words


def read(out, texts):
    content = Path(out, "articles.conll").read_text(encoding="utf-8")
    words = [word.text for doc in conll_ner_to_docs(content, n_sents=0, no_print=True) for word in doc]
    lines = [line for line in content.split("\n") if line and not line.startswith("-DOCSTART-")]
    if [line.split(" ")[0] for line in lines] != words:
        raise SystemExit("spaCy reads other words")
    return read_words(content, "-DOCSTART- -X- O O", " ", parse_spans_bio_with_errors, texts)


judge(read)
