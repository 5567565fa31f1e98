"""Checks the published schemas, and files against them, with the validator of the Python package jsonschema.

Usage: schemas.py PROGRAM FOLDER...
"""

import json
import subprocess
import sys
from pathlib import Path

from jsonschema import Draft202012Validator

program, folders = sys.argv[1], [Path(folder) for folder in sys.argv[2:]]
kinds = {"sidecar": "**/*.ann.json", "article": "**/*.article.json",
         "codebook": "**/codebook.json", "entities": "**/entities.json"}
for kind, files in kinds.items():
    schema = json.loads(subprocess.check_output([program, "schema", kind]))
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    paths = [path for folder in folders for path in sorted(folder.glob(files))]
    for path in paths:
        faults = [f"{path}: {fault.json_path}: {fault.message}" for fault in
                  validator.iter_errors(json.loads(path.read_text(encoding="utf-8")))]
        if faults:
            raise SystemExit("\n".join(faults))
    print(f"schema {kind}: {len(paths)} files are valid")
    if not paths:
        raise SystemExit("there is no file to check")
