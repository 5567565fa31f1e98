"""Reads GATE XML with gatenlp. Also checks that node ids are UTF-16 offsets, as GATE itself reads them."""
import lxml.etree as etree
from gatenlp import Document
from truth import files, in_order, judge


def read(out, texts):
    def found(path):
        body = etree.parse(path).getroot().find("TextWithNodes")
        place = len((body.text or "").encode("utf-16-le")) // 2
        for node in body:
            if int(node.get("id")) != place:
                raise SystemExit(f"{path}: node {node.get('id')} stands at {place}")
            place += len((node.tail or "").encode("utf-16-le")) // 2
        document = Document.load(str(path), fmt="gatexml")
        spans = (a for a in document.annset() if a.type != "Relation")
        return document.text, [([(a.start, a.end)], a.type) for a in spans]

    return in_order(map(found, files(out, "*.xml")), texts)


judge(read)
