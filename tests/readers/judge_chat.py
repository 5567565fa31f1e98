"""Loads chat messages with Hugging Face datasets; each answer is JSON about the text in the question."""
import json
import tempfile
from pathlib import Path

import datasets
from truth import judge


def read(out, texts):
    datasets.disable_progress_bars()
    files = str(Path(out, "articles.jsonl"))
    rows = datasets.load_dataset("json", data_files=files, split="train", cache_dir=tempfile.mkdtemp())
    for row, text in zip(rows, texts, strict=True):
        roles = [message["role"] for message in row["messages"]]
        if roles[-2:] != ["user", "assistant"] or text not in row["messages"][-2]["content"]:
            raise SystemExit(f"{roles}: no question with the text and its answer")
        found = []
        for span in json.loads(row["messages"][-1]["content"])["spans"]:
            if text[span["start"] : span["end"]] != span["text"]:
                raise SystemExit(f"{span} covers something else")
            found.append(([(span["start"], span["end"])], span["label"]))
        yield text, found


judge(read)
