"""Reads a REFI-QDA project with pyrefiqda."""
import tempfile
from pathlib import Path

from pyrefiqda import RefiProject
from truth import judge


def codes(code):
    yield code.guid, code.name
    for inner in code.code:
        yield from codes(inner)


def read(out, texts):
    path = str(Path(out, "project.qdpx"))
    folder = tempfile.mkdtemp()
    project = RefiProject.load(path, extract_dir=folder)
    names = dict(pair for code in project.code_book.codes.code for pair in codes(code))
    selections = set()
    for source in project.sources.text_source:
        with open(RefiProject.resolve_source_path(source.plain_text_path, folder), encoding="utf-8", newline="") as file:
            text = file.read()
        if text.startswith("\ufeff") or "\r" in text:
            raise SystemExit(f"{source.name}: programs count such a text differently")
        found = []
        for selection in source.plain_text_selection:
            start, end = int(selection.start_position), int(selection.end_position)
            if text[start:end] != selection.name:
                raise SystemExit(f"{source.name}: {start}-{end} is not “{selection.name}”")
            selections.add(selection.guid)
            found += [([(start, end)], names[coding.code_ref.target_guid]) for coding in selection.coding]
        yield text, found
    for link in project.links.link if project.links else []:
        if not {link.origin_guid, link.target_guid} <= selections or link.direction.value != "OneWay":
            raise SystemExit(f"the link {link.name} leads nowhere")


judge(read)
