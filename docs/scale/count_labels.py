#!/usr/bin/env python3
"""Counts annotations by label with PySpark, for docs/scale.md.

Usage: count_labels.py SPANS...

SPANS are folders or files of the table `spans`; `*` stands for any name. It needs pyspark and a Java runtime.
"""
import sys

from pyspark.sql import SparkSession

spark = SparkSession.builder.master("local[*]").appName("labels").getOrCreate()
spark.sparkContext.setLogLevel("ERROR")
counts = spark.read.parquet(*sys.argv[1:]).groupBy("label").count().orderBy("label")
for row in counts.collect():
    print(row["label"], row["count"], sep="\t")
