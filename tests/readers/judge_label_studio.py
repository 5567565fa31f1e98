"""Checks Label Studio tasks against their configuration with its SDK."""
import json
from pathlib import Path

from label_studio_sdk.label_interface import LabelInterface
from truth import judge


def read(out, texts):
    interface = LabelInterface(Path(out, "config.xml").read_text(encoding="utf-8"))
    for task in json.loads(Path(out, "tasks.json").read_text(encoding="utf-8")):
        text, result = task["data"]["text"], task["annotations"][0]["result"]
        prediction = {"result": result, "score": 1.0, "model_version": "x"}
        errors = interface.validate_prediction(prediction, return_errors=True)
        if errors:
            raise SystemExit(f"{task['data']['name']}: {errors[:3]}")
        found = []
        for region in result:
            if region["type"] == "labels":
                value = region["value"]
                if text[value["start"] : value["end"]] != value["text"]:
                    raise SystemExit(f"{task['data']['name']}: {value} covers something else")
                found.append(([(value["start"], value["end"])], value["labels"][0]))
        yield text, found


judge(read)
