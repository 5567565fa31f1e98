"""Parses doccano's JSON Lines with the classes of doccano's importer, without its database."""
import json
import sys
import types
import uuid
from importlib.util import find_spec
from pathlib import Path

from truth import judge

STANDS_FOR = {
    "examples.models": ["Example"],
    "label_types.models": ["CategoryType", "LabelType", "RelationType", "SpanType"],
    "labels.models": ["Category", "Label", "Relation", "Span", "TextLabel"],
    "projects.models": ["Project"],
    "pipeline.label_types": ["LabelTypes"],
}


def importer():
    """doccano's module of labels, with empty classes (stubs) in place of its database tables."""
    for module, names in STANDS_FOR.items():
        for name in (module.split(".")[0], module):
            sys.modules.setdefault(name, types.ModuleType(name))
        vars(sys.modules[module]).update({name: type(name, (), {}) for name in names})
    folder = Path(find_spec("backend").submodule_search_locations[0], "data_import", "pipeline")
    sys.modules["pipeline"].__path__ = [str(folder)]
    from pipeline import label

    return label


def read(out, texts):
    label = importer()
    for line in Path(out, "articles.jsonl").read_text(encoding="utf-8").split("\n"):
        if not line:
            continue
        row, example = json.loads(line), uuid.uuid4()
        spans = [label.SpanLabel.parse(example, entity) for entity in row["entities"]]
        relations = [label.RelationLabel.parse(example, relation) for relation in row["relations"]]
        ids = {span.id for span in spans}
        ends = {end for relation in relations for end in (relation.from_id, relation.to_id)}
        if len(ids) != len(spans) or not ends <= ids:
            raise SystemExit(f"{row['name']}: ids are not unique or dangle")
        yield row["text"], [([(span.start_offset, span.end_offset)], span.label) for span in spans]


judge(read)
