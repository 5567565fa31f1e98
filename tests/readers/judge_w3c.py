"""Expands Web Annotations as linked data with PyLD, and the terms of the W3C context that we use."""
import json
from urllib.parse import unquote

from pyld import jsonld
from truth import files, in_order, judge

OA, AS, RDF = (
    "http://www.w3.org/ns/oa#",
    "http://www.w3.org/ns/activitystreams#",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
)


def term(iri, kind="@id"):
    return {"@id": iri, "@type": kind}


CONTEXT = {
    "@context": {
        "id": "@id", "type": "@type",
        **{name: OA + name for name in ("Annotation", "TextualBody", "SpecificResource", "TextPositionSelector",
                                        "TextQuoteSelector", "exact", "prefix", "suffix", "tagging", "linking",
                                        "identifying", "commenting")},
        "AnnotationPage": AS + "OrderedCollectionPage",
        "items": {"@id": AS + "items", "@type": "@id", "@container": "@list"},
        "body": term(OA + "hasBody"), "target": term(OA + "hasTarget"), "source": term(OA + "hasSource"),
        "selector": term(OA + "hasSelector"), "motivation": term(OA + "motivatedBy", "@vocab"),
        "purpose": term(OA + "hasPurpose", "@vocab"), "value": RDF + "value",
        "start": OA + "start", "end": OA + "end", "creator": term("http://purl.org/dc/terms/creator"),
        "created": "http://purl.org/dc/terms/created", "Person": "http://xmlns.com/foaf/0.1/Person",
        "nickname": "http://xmlns.com/foaf/0.1/nick",
    }
}


def load(url, options=None):
    if url != "http://www.w3.org/ns/anno.jsonld":
        raise SystemExit(f"the context {url} is not the W3C's")
    return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": CONTEXT}


def one(node, name):
    return node[OA + name][0]["@value"]


def read(out, texts):
    def found(path):
        text = path.with_suffix(".txt").read_bytes().decode("utf-8")
        page = jsonld.expand(json.loads(path.read_text(encoding="utf-8")), {"documentLoader": load})[0]
        spans, ids, ends = [], set(), []
        for item in page[AS + "items"][0]["@list"]:
            tag = next(b[RDF + "value"][0]["@value"] for b in item[OA + "hasBody"]
                       if b[OA + "hasPurpose"][0]["@id"] == OA + "tagging")
            if item[OA + "motivatedBy"][0]["@id"] == OA + "linking":
                ends += [target["@id"] for target in item[OA + "hasTarget"]]
                continue
            ids.add(item["@id"])
            fragments = []
            for target in item[OA + "hasTarget"]:
                source = unquote(target[OA + "hasSource"][0]["@id"]).rsplit("/", 1)[-1]
                if source != path.with_suffix(".txt").name:
                    raise SystemExit(f"{path}: another source: {source}")
                position, quote = target[OA + "hasSelector"]
                start, end = one(position, "start"), one(position, "end")
                before, after = one(quote, "prefix"), one(quote, "suffix")
                stands = text[start:end] == one(quote, "exact")
                if not (stands and text[:start].endswith(before) and text[end:].startswith(after)):
                    raise SystemExit(f"{path}: {start}-{end} is not what is quoted")
                fragments.append((start, end))
            spans.append((fragments, tag))
        if not set(ends) <= ids:
            raise SystemExit(f"{path}: a link leads nowhere")
        return text, spans

    return in_order(map(found, files(out, "*.jsonld")), texts)


judge(read)
