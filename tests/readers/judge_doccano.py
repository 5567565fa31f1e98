"""doccano's JSON Lines, by the rules of its importer: one object a line, unique ids, inner ends."""
import json
from pathlib import Path

from truth import judge


def read(out, texts):
    for line in Path(out, "articles.jsonl").read_text(encoding="utf-8").split("\n"):
        if not line:
            continue
        row = json.loads(line)
        ids = {e["id"] for e in row["entities"]}
        ends = [r[side] for r in row["relations"] for side in ("from_id", "to_id")]
        if len(ids) != len(row["entities"]) or not set(ends) <= ids:
            raise SystemExit(f"{row['name']}: ids are not unique or dangle")
        yield row["text"], [([(e["start_offset"], e["end_offset"])], e["label"]) for e in row["entities"]]


judge(read)
