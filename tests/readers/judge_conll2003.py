"""CoNLL-2003, split by spaCy's converter and read by seqeval in strict IOB2."""
from pathlib import Path

from seqeval.scheme import IOB2, Entities
from spacy.training.converters.conll_ner_to_docs import conll_ner_to_docs
from truth import judge


def read(out, texts):
    content = Path(out, "articles.conll").read_text(encoding="utf-8")
    words = [word.text for doc in conll_ner_to_docs(content, n_sents=0, no_print=True) for word in doc]
    articles = content.split("-DOCSTART- -X- O O\n")[1:]
    all_words = []
    for article, text in zip(articles, texts):
        found, at = [], 0
        for sentence in article.strip("\n").split("\n\n"):
            rows = [line.split(" ") for line in sentence.split("\n")]
            places = []
            for row in rows:
                at = text.index(row[0], at)
                places.append((at, at + len(row[0])))
                at += len(row[0])
                all_words.append(row[0])
            for entity in Entities([[row[-1] for row in rows]], IOB2).entities[0]:
                found.append(([(places[entity.start][0], places[entity.end - 1][1])], entity.tag))
        yield None, found
    if all_words != words:
        raise SystemExit("spaCy reads other words")


judge(read)
