"""UIMA CAS XMI, read by dkpro-cassis."""
from pathlib import Path

import cassis
from truth import judge


def read(out, texts):
    types = cassis.load_typesystem(Path(out, "TypeSystem.xml"))
    by_text = {}
    for path in sorted(Path(out).rglob("*.xmi")):
        cas = cassis.load_cas_from_xmi(path, typesystem=types)
        found = [([(s.begin, s.end)], s.label) for s in cas.select("webanno.custom.Span")]
        for relation in cas.select("webanno.custom.Relation"):
            if relation.Governor.type.name != "webanno.custom.Span" or not relation.label:
                raise SystemExit(f"{path}: a relation leads from nowhere")
        by_text.setdefault(cas.sofa_string or "", []).append(found)
    for text in texts:
        yield text, by_text[text].pop(0)


judge(read)
