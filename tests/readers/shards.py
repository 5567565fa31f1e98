"""Reads Parquet shards with DuckDB and Polars, and compares them with the tables of one export.

Usage: shards.py TABLES SHARDS PARTITIONS...
TABLES and SHARDS are folders of exports, PARTITIONS are KEY=FOLDER of exports with --partition-by KEY.
"""
import sys
from pathlib import Path

import duckdb
import polars

NULL = "__HIVE_DEFAULT_PARTITION__"
whole, shards, *partitions = sys.argv[1:]
tables = [path.stem for path in sorted(Path(whole).glob("*.parquet"))]
if len(tables) != 8:
    raise SystemExit(f"{whole}: the tables are {tables}")


def same(what, found, wanted):
    if sorted(found, key=repr) != sorted(wanted, key=repr):
        raise SystemExit(f"{what}: {len(found)} rows and not the {len(wanted)} of one export")


connection = duckdb.connect()
files = 0
for table in tables:
    wanted = connection.sql(f"SELECT * FROM read_parquet('{whole}/{table}.parquet')")
    columns, rows = wanted.columns, wanted.fetchall()
    listed = sorted(Path(shards, table).glob("*.parquet"))
    files += len(listed)
    for path in listed:
        # Empty shards have the same schema too.
        if polars.read_parquet_schema(path) != polars.read_parquet_schema(f"{whole}/{table}.parquet"):
            raise SystemExit(f"{path}: another schema")
    pattern = f"{shards}/{table}/*.parquet"
    same(f"DuckDB, {pattern}", connection.sql(f"SELECT * FROM read_parquet('{pattern}')").fetchall(), rows)
    same(f"Polars, {pattern}", polars.read_parquet(pattern).rows(), rows)
    for key, folder in (partition.split("=", 1) for partition in partitions):
        if table == "entities":
            continue
        pattern = f"{folder}/{table}/**/*.parquet"
        listed = sorted(Path(folder, table).glob("**/*.parquet"))
        files += len(listed)
        if any(not path.parent.name.startswith(f"{key}=") for path in listed):
            raise SystemExit(f"{folder}: no Hive layout: {listed}")
        # A column of the partition's name has the folder's value, which is null where the table's is empty.
        own = [column for column in columns if column != key]
        places = [columns.index(column) for column in own]
        kept = [tuple(row[place] for place in places) for row in rows]
        named = ", ".join(f'"{column}"' for column in own)
        query = f"SELECT {named} FROM read_parquet('{pattern}', hive_partitioning = true)"
        same(f"DuckDB, {pattern}", connection.sql(query).fetchall(), kept)
        read = polars.scan_parquet(pattern, hive_partitioning=True).select(own).collect()
        same(f"Polars, {pattern}", read.rows(), kept)
        if table == "documents":
            query = f"SELECT DISTINCT \"{key}\" FROM read_parquet('{pattern}', hive_partitioning = true)"
            values = {str(value) for (value,) in connection.sql(query).fetchall()} - {"None", NULL}
            expected = {path.parent.name.split("=", 1)[1] for path in listed} - {NULL}
            if len(values) != len(expected):
                raise SystemExit(f"{pattern}: the values of {key} are {values} and not {expected}")
print(f"{len(tables)} tables in {files} shards are those of one export")
