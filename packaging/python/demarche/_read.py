"""Projects as tables. The program writes them; this module opens them and gives them their types."""

from __future__ import annotations

import json
import os
import tempfile
import warnings
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar

from ._program import PROBLEMS, DemarcheError, DemarcheWarning, PathLike, messages, run, warn_of

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

Table = TypeVar("Table")
Other = TypeVar("Other")

#: The tables that the program exports, by the names that they have here.
EXPORTED = {
    "articles": "documents",
    "annotations": "spans",
    "fragments": "fragments",
    "relations": "relations",
    "attributes": "attributes",
    "statements": "statements",
    "events": "events",
    "entities": "entities",
}

#: A cell that a spreadsheet would take for a formula; the program puts an apostrophe in front.
GUARDED = "^'(['=+@\t\r\n\uff1d\uff0b\uff0d\uff20-])"

#: Columns in which an empty text is a text. In all others it says that there is no value.
TEXTS = {"text", "quote", "value", "left", "hit", "right"}


@dataclass(frozen=True)
class Tables(Generic[Table]):
    """The tables of a project. All offsets count Unicode characters, as Python's strings do:
    ``article_text[start:end]`` is the quote. Columns without a value are null.
    """

    articles: Table
    """One row for each coding of an article: doc_id, text, name (of the file), coder, status."""
    annotations: Table
    """span_id, doc_id, start, end, label, text, entity, memo, origin, by (who made it), at (a time, UTC).
    Of a discontinuous annotation `text` is everything from its start to its end."""
    fragments: Table
    """The pieces of each annotation: span_id, doc_id, i, start, end, text."""
    relations: Table
    """relation_id, doc_id, head_span_id, tail_span_id, label, origin, by, at (a time, UTC)."""
    attributes: Table
    """Values of annotations, relations and articles: doc_id, owner (span, relation or document), owner_id, key,
    type, value (always text)."""
    statements: Table
    """Who demands what of whom, one row for each maker and category of a demand: statement_id, doc_id, span_id,
    article, title, date (as exact as it is known, so text), outlet, maker, maker_id, organisation, category,
    polarity, addressees, quote, start, end, coder, status."""
    events: Table
    """What happened: span_id, doc_id, article, title, date, outlet, type, factuality, participants, place, quote,
    start, end, coder, status."""
    entities: Table
    """canonical_id, name, kind, label, aliases (a list), part_of, country, wikidata, memo."""
    codebook: Table
    """Labels, attributes, choices and relation types, with their definitions: row (what it is), id, parent, name,
    keys, enabled, …, definition, extent, examples, version."""

    def map(self, change: Callable[[Table], Other]) -> Tables[Other]:
        """The tables, each changed by a function."""
        return Tables(**{each.name: change(getattr(self, each.name)) for each in fields(self)})

    def to_pandas(self: Tables[pyarrow.Table]) -> Tables[pandas.DataFrame]:
        """The same as pandas' data frames."""
        return self.map(lambda table: table.to_pandas())

    def to_polars(self: Tables[pyarrow.Table]) -> Tables[polars.DataFrame]:
        """The same as Polars' data frames; `polars` must be installed."""
        import polars

        return self.map(lambda table: polars.DataFrame(polars.from_arrow(table)))


def read(
    project: PathLike,
    *,
    whose: Literal["first", "agreed", "everybody"] = "first",
    coders: Iterable[str] = (),
    labels: Iterable[str] = (),
    status: Iterable[str] = (),
    since: str | None = None,
    partial: bool = False,
) -> Tables[pyarrow.Table]:
    """Reads a project, or a single article, as Arrow tables.

    Of an article that several people coded, `whose` takes the agreed version or else the first coder's
    (``"first"``), agreed versions alone, or each coding (``"everybody"``); `coders` takes those coders' only.
    `labels`, `status` and `since` (such as ``"2026-11"`` or ``"3 days ago"``) select annotations and articles.

    If an article cannot be read, nothing is returned and `DemarcheError` says why; with ``partial=True`` the rest
    is returned, with a `DemarcheWarning`. No file of the project is changed.
    """
    options = ["--whose", whose] if whose != "first" else []
    for option, values in ("--coder", coders), ("--label", labels), ("--status", status):
        if isinstance(values, str):
            values = [values]
        options += [f"{option}={value}" for value in values]
    if since is not None:
        options.append(f"--since={since}")
    if partial:
        options.append("--partial")
    with tempfile.TemporaryDirectory(prefix="demarche-") as folder:
        dataset = Path(folder, "tables")
        done = run("export", "--to", "parquet", "--out", dataset, *options, "--", os.fspath(project))
        if done.returncode == PROBLEMS and not partial:
            raise DemarcheError(messages(done))
        warn_of(done)
        tables = {name: _typed(_parquet(dataset, stored)) for name, stored in EXPORTED.items()}
        return Tables(codebook=_codebook(Path(project), Path(folder)), **tables)


def quotes(
    project: PathLike,
    pattern: str = "",
    *,
    label: str | None = None,
    entity: str | None = None,
    attribute: str | None = None,
    status: str | None = None,
    regex: bool = False,
    match_case: bool = False,
    match_accents: bool = False,
    word: bool = False,
    word_forms: bool = False,
) -> pyarrow.Table:
    """Finds words or annotations, each with the words around it, as ``demarche search`` does.

    With an empty pattern every annotation is found; `label`, `entity` (its id, or a part of its names) and
    `attribute` (``"polarity=against"``) select some. With a pattern, words are found, and only within such
    annotations if any of these is given. Case and accents do not matter unless they are to match.

    The columns: file, coder, start and end (in Unicode characters), annotation (its id), left, hit, right.
    """
    import pyarrow.json

    options = [
        f"--{name}={value}"
        for name, value in (("label", label), ("entity", entity), ("attribute", attribute), ("status", status))
        if value is not None
    ]
    switches = dict(regex=regex, match_case=match_case, match_accents=match_accents, word=word, word_forms=word_forms)
    options += ["--" + name.replace("_", "-") for name, is_on in switches.items() if is_on]
    done = run("search", "--json", *options, "--", pattern, os.fspath(project))
    warn_of(done)
    text, whole = pyarrow.string(), pyarrow.int64()
    columns = dict(file=text, coder=text, start=whole, end=whole, annotation=text, left=text, hit=text, right=text)
    schema = pyarrow.schema(list(columns.items()))
    if not done.stdout:
        return schema.empty_table()
    how = pyarrow.json.ParseOptions(explicit_schema=schema, unexpected_field_behavior="ignore")
    lines = pyarrow.py_buffer(done.stdout.encode("utf-8"))
    return pyarrow.json.read_json(pyarrow.BufferReader(lines), parse_options=how)


def _parquet(dataset: Path, table: str) -> pyarrow.Table:
    import pyarrow.parquet

    # Its schema names features of a hub for datasets; they say nothing that the types do not.
    return pyarrow.parquet.read_table(dataset / f"{table}.parquet").replace_schema_metadata(None)


def _codebook(project: Path, folder: Path) -> pyarrow.Table:
    import pyarrow
    import pyarrow.compute
    import pyarrow.csv

    file = folder / "codebook.csv"
    run("codebook", "export", "--to", "csv", "--out", file, "--", project if project.is_dir() else project.parent)
    parse = pyarrow.csv.ParseOptions(newlines_in_values=True)
    # All are texts until they have their types: no cell is guessed to be a number.
    names = pyarrow.csv.open_csv(file, parse_options=parse).schema.names
    convert = pyarrow.csv.ConvertOptions(column_types={name: pyarrow.string() for name in names})
    table = pyarrow.csv.read_csv(file, parse_options=parse, convert_options=convert)
    for place, name in enumerate(names):
        column = pyarrow.compute.replace_substring_regex(table[name], GUARDED, r"\1")
        table = table.set_column(place, name, column)
    table = _typed(table)
    for name in "enabled", "required":
        place = names.index(name)
        table = table.set_column(place, name, pyarrow.compute.equal(table[name], "true"))
    return table


def _typed(table: pyarrow.Table) -> pyarrow.Table:
    """The table with nulls for what has no value, with times and lists for texts that are such."""
    import pyarrow
    import pyarrow.compute

    for place, name in enumerate(table.schema.names):
        column = table[name]
        if not pyarrow.types.is_string(column.type) or name in TEXTS:
            continue
        is_empty = pyarrow.compute.equal(column, "")
        column = pyarrow.compute.if_else(is_empty, pyarrow.scalar(None, pyarrow.string()), column)
        if name == "at":
            column = _times(column)
        elif name == "aliases":
            lists = [json.loads(value) if value else [] for value in column.to_pylist()]
            column = pyarrow.chunked_array([pyarrow.array(lists, pyarrow.list_(pyarrow.string()))])
        table = table.set_column(place, pyarrow.field(name, column.type), column)
    return table


def _times(column: pyarrow.ChunkedArray) -> pyarrow.ChunkedArray:
    """Times in UTC. A file may hold anything; what is no time becomes null, and is told."""
    import pyarrow

    kind: Any = pyarrow.timestamp("us", tz="UTC")
    try:
        return column.cast(kind)
    except pyarrow.ArrowInvalid:
        pass
    wrong, times = [], []
    for text in column.to_pylist():
        try:
            times.append(pyarrow.scalar(text, pyarrow.string()).cast(kind))
        except pyarrow.ArrowInvalid:
            wrong.append(text)
            times.append(pyarrow.scalar(None, kind))
    warnings.warn(f"{len(wrong)} times cannot be read, such as {wrong[0]!r}", DemarcheWarning, stacklevel=4)
    return pyarrow.chunked_array([pyarrow.array([each.as_py() for each in times], kind)])
