"""Reads UIMA CAS JSON with dkpro-cassis."""
import cassis
from truth import files, in_order, judge


def read(out, texts):
    def found(path):
        with open(path, "rb") as file:
            cas = cassis.load_cas_from_json(file)
        return cas.sofa_string or "", [([(s.begin, s.end)], s.label) for s in cas.select("webanno.custom.Span")]

    return in_order(map(found, files(out, "*.json")), texts)


judge(read)
