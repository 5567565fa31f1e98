"""Reads bdoc with gatenlp."""
from gatenlp import Document
from truth import files, in_order, judge


def read(out, texts):
    def found(path):
        document = Document.load(str(path), fmt="json")
        annotations = {a.id: a for a in document.annset()}
        relations = [a for a in annotations.values() if a.type == "Relation"]
        for relation in relations:
            for end in ("head", "tail"):
                annotations[int(relation.features[end])]
        spans = (a for a in annotations.values() if a not in relations)
        return document.text, [([(a.start, a.end)], a.type) for a in spans]

    return in_order(map(found, files(out, "*.bdocjs")), texts)


judge(read)
