"""Reads every span of the binary spaCy file that is exported."""
from pathlib import Path

import spacy
from spacy.tokens import DocBin
from truth import judge


def read(out, texts):
    nlp = spacy.blank("en")
    for doc in DocBin().from_disk(Path(out, "articles.spacy")).get_docs(nlp.vocab):
        if [token.text for token in doc] != [token.text for token in nlp.make_doc(doc.text)]:
            raise SystemExit("the tokens are not spaCy's own")
        spans = list(doc.spans["sc"])
        places = {(span.start_char, span.end_char, span.label_) for span in spans}
        if not all((ent.start_char, ent.end_char, ent.label_) in places for ent in doc.ents):
            raise SystemExit("an entity is not among the spans")
        yield doc.text, [([(span.start_char, span.end_char)], span.label_) for span in spans]


judge(read)
