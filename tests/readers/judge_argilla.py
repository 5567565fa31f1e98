"""Checks Argilla records with its SDK, without a server."""
import os
from pathlib import Path
from unittest import mock

os.environ["HF_HUB_OFFLINE"] = "1"

import argilla
from argilla.records._io import JsonIO
from truth import judge


def read(out, texts):
    argilla.Argilla._get_default = classmethod(lambda _: mock.MagicMock())
    settings = argilla.Settings.from_json(Path(out, "settings.json"))
    settings.validate()
    question = next(q for q in settings.questions if isinstance(q, argilla.SpanQuestion))
    for record in JsonIO._records_from_json(Path(out, "records.json")):
        text = record.fields[question.field]
        spans = next(r.value for r in record.responses if r.question_name == question.name)
        for span in spans:
            if span["label"] not in question.labels or not 0 <= span["start"] < span["end"] <= len(text):
                raise SystemExit(f"{record.id}: {span} is not taken")
        yield text, [([(s["start"], s["end"])], s["label"]) for s in spans]


judge(read)
