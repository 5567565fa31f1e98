"""Compares what `import demarche` reads with the tables and lines that the program prints.

Usage: python_package.py PROGRAM PROJECT WORK. The module is found by PYTHONPATH.
"""
import csv
import json
import subprocess
import sys
import warnings
from dataclasses import fields
from datetime import datetime, timezone
from pathlib import Path

import demarche
import pandas
import polars
import pyarrow

program, project, work = sys.argv[1:4]
warnings.simplefilter("error", demarche.DemarcheWarning)


def fail(what):
    raise SystemExit(f"Python package: {what}")


def same(name, ours, theirs):
    """Rows of our table against rows of CSV, all texts."""
    if len(ours) != len(theirs):
        fail(f"{name}: {len(ours)} rows were read, {len(theirs)} are in the CSV table")
    for mine, other in zip(ours, theirs):
        if list(mine) != list(other):
            fail(f"{name}: columns {list(mine)}, in the CSV table {list(other)}")
        for column, value in mine.items():
            if column == "at" and value is not None:
                value = value.astimezone(timezone.utc)
                is_same = value == datetime.fromisoformat(other[column].replace("Z", "+00:00"))
            elif column == "aliases":
                is_same = value == json.loads(other[column])
            elif isinstance(value, bool):
                is_same = value == (other[column] == "true")
            else:
                is_same = ("" if value is None else str(value)) == other[column]
            if not is_same:
                fail(f"{name}, {column}: {value!r}, in the CSV table {other[column]!r}")


def rows_of(path):
    csv.field_size_limit(2**31 - 1)
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def command(*words):
    return subprocess.run([program, *words], check=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE).stdout


if Path(demarche.program()).resolve() == Path(program).resolve():
    fail("it runs the program that was built, not the one that the wheel installed")
out = Path(work, "python")
command("export", "--to", "csv", "--out", out, project)
tables = demarche.read(project)
stored = {"articles": "documents", "annotations": "spans"}
rows = 0
for each in fields(tables):
    table = getattr(tables, each.name)
    if not isinstance(table, pyarrow.Table):
        fail(f"{each.name} is no Arrow table")
    if each.name != "codebook":
        theirs = rows_of(out / f"{stored.get(each.name, each.name)}.csv")
        same(each.name, table.to_pylist(), theirs)
        rows += len(theirs)

# Offsets are those of Python's strings.
texts = dict(zip(tables.articles["doc_id"].to_pylist(), tables.articles["text"].to_pylist()))
for row in tables.annotations.to_pylist():
    if texts[row["doc_id"]][row["start"] : row["end"]] != row["text"]:
        fail(f"{row}: the offsets cover something else")
wanted = {"start": pyarrow.int64(), "at": pyarrow.timestamp("us", tz="UTC"), "entity": pyarrow.string()}
for column, kind in wanted.items():
    if tables.annotations.schema.field(column).type != kind:
        fail(f"{column} has the type {tables.annotations.schema.field(column).type}")

codebook = command("codebook", "export", "--to", "csv", project).decode("utf-8-sig").splitlines(keepends=True)
unguarded = [
    {name: cell[1:] if cell[:1] == "'" and cell[1:2] in tuple("=+-@'") else cell for name, cell in row.items()}
    for row in csv.DictReader(codebook)
]
same("codebook", tables.codebook.to_pylist(), unguarded)

frames = tables.to_pandas()
if not isinstance(frames.statements, pandas.DataFrame) or len(frames.statements) != tables.statements.num_rows:
    fail("the statements are no data frame of pandas")
lazy = tables.to_polars()
if not isinstance(lazy.events, polars.DataFrame) or lazy.events.height != tables.events.num_rows:
    fail("the events are no data frame of Polars")

found = 0
for pattern, options, switches in (
    ("", {"label": "demand"}, ["--label", "demand"]),
    ("the", {"word": True, "match_case": True}, ["--word", "--match-case"]),
    ("no such words at all", {}, []),
):
    hits = demarche.quotes(project, pattern, **options).to_pylist()
    lines = command("search", "--json", *switches, pattern, project).decode("utf-8").splitlines()
    if hits != [json.loads(line) for line in lines]:
        fail(f"quotes of {pattern!r} are others than those of `demarche search`")
    found += len(hits)

everybody = demarche.read(project, whose="everybody")
if everybody.articles.num_rows < tables.articles.num_rows:
    fail("everybody's codings are fewer than one of each article")
only = demarche.read(project, labels="demand").annotations["label"].unique().to_pylist()
if only not in (["demand"], []):
    fail(f"with labels=\"demand\" there are {only}")
for wrong, words in (
    (lambda: demarche.read(Path(work, "nowhere")), "nowhere"),
    (lambda: demarche.read(project, labels=["no-such-label"]), "no-such-label"),
    (lambda: demarche.quotes(project, "(", regex=True), "regular expression"),
):
    try:
        wrong()
    except demarche.DemarcheError as error:
        if words not in str(error):
            fail(f"{words} is not named in: {error}")
    else:
        fail(f"nothing is said about {words}")

# An article whose annotations cannot be read: an error, or the rest with a warning.
broken = Path(work, "broken")
broken.mkdir()
Path(broken, "good.txt").write_text("Moscow refused.\n", encoding="utf-8")
Path(broken, "bad.txt").write_text("Kyiv agreed.\n", encoding="utf-8")
Path(broken, "bad.txt.ann.json").write_text("{", encoding="utf-8")
try:
    demarche.read(broken)
except demarche.DemarcheError as error:
    if "bad.txt" not in str(error):
        fail(f"the article is not named in: {error}")
else:
    fail("an article that cannot be read is left out without an error")
with warnings.catch_warnings(record=True) as told:
    warnings.simplefilter("always")
    rest = demarche.read(broken, partial=True)
if rest.articles["name"].to_pylist() != ["good.txt"] or "bad.txt" not in str(told[0].message):
    fail(f"of a broken project there are {rest.articles['name'].to_pylist()}, told: {[str(t.message) for t in told]}")
print(f"{rows} rows as in the CSV tables, {found} quotes as in the program's lines")
