"""Reads CSV tables with pandas and with pyarrow."""
from pathlib import Path

import pandas
import pyarrow.csv
from tables import read_tables
from truth import judge


def with_pandas(path):
    return pandas.read_csv(path, dtype=str, keep_default_na=False).to_dict("records")


def with_pyarrow(path):
    parse = pyarrow.csv.ParseOptions(newlines_in_values=True)
    convert = pyarrow.csv.ConvertOptions(strings_can_be_null=False, null_values=[])
    return pyarrow.csv.read_csv(path, parse_options=parse, convert_options=convert).to_pylist()


def read(out, texts):
    one = list(read_tables(lambda name: with_pandas(Path(out, f"{name}.csv"))))
    other = list(read_tables(lambda name: with_pyarrow(Path(out, f"{name}.csv"))))
    if one != other:
        raise SystemExit("pandas and pyarrow read different tables")
    return one


judge(read)
