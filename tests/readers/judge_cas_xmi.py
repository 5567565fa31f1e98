"""Reads UIMA CAS XMI with dkpro-cassis."""
from pathlib import Path

import cassis
from truth import files, in_order, judge


def read(out, texts):
    types = cassis.load_typesystem(Path(out, "TypeSystem.xml"))

    def found(path):
        cas = cassis.load_cas_from_xmi(path, typesystem=types)
        for relation in cas.select("webanno.custom.Relation"):
            if relation.Governor.type.name != "webanno.custom.Span" or not relation.label:
                raise SystemExit(f"{path}: a relation leads from nowhere")
        return cas.sofa_string or "", [([(s.begin, s.end)], s.label) for s in cas.select("webanno.custom.Span")]

    return in_order(map(found, files(out, "*.xmi")), texts)


judge(read)
