"""Computes networks, counts, measures, timelines and key words by their formulas, from `demarche statements` and from
the articles, and compares them with `demarche network`, `counts`, `timeline` and `words`; reads the graph files with
networkx.

Usage: networks.py PROGRAM PROJECT WORK: the program, a project, and a folder for files.
"""
import csv
import io
import itertools
import json
import math
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path

import networkx

TOLERANCE = 1e-12
program, project, work = sys.argv[1:4]
LEVELS = {"for": 1, "neutral": 0, "against": -1}


def run(*args):
    """What a command writes."""
    done = subprocess.run([program, *args, project], capture_output=True, check=True)
    return done.stdout.decode()


def rows(text):
    """A matrix as a dictionary by the names of row and column."""
    head, *body = csv.reader(io.StringIO(text))
    return {(row[0], name): float(cell) for row in body for name, cell in zip(head[1:], row[1:])}


def compare(what, found, expected):
    """Cells that only one side has are 0."""
    for key in found.keys() | expected.keys():
        a, b = found.get(key, 0), expected.get(key, 0)
        assert abs(a - b) < TOLERANCE, (what, key, a, b)


statements = [json.loads(line) for line in run("statements", "--to", "jsonl").splitlines()]
as_csv = list(csv.DictReader(io.StringIO(run("statements"))))
assert len(as_csv) == len(statements) > 0
assert [row["statement"] for row in as_csv] == [row["statement"] for row in statements]
statements.sort(key=lambda row: (row["date"] == "", row["date"], row["article"], row["start"], row["end"]))

checked = 0
for mode, duplicates in itertools.product(("organisation", "maker", "top"), ("none", "article", "month")):
    seen, kept = set(), []
    for row in statements:
        if not row["category"] or row["polarity"] not in LEVELS:
            continue
        when = {"none": id(row), "article": row["article"], "month": row["date"][:7] or row["article"]}[duplicates]
        key = (when, row[mode], row["category"], row["polarity"])
        if key not in seen:
            kept.append(row)
        seen.add(key)
    x = Counter((row[mode], row["category"], LEVELS[row["polarity"]]) for row in kept)
    activity = Counter(row[mode] for row in kept)
    common = ("--modes", f"{mode},category", "--duplicates", duplicates)

    expected = defaultdict(float)
    for (actor, demand, level), count in x.items():
        expected[actor, demand] += level * count
    compare("subtract", rows(run("network", *common, "--aggregate", "subtract")), expected)
    shares = {(actor, demand): value / activity[actor] for (actor, demand), value in expected.items()}
    found = run("network", *common, "--aggregate", "subtract", "--normalise", "activity")
    compare("activity", rows(found), shares)

    pairs = defaultdict(float)
    for (a, demand, k), m in x.items():
        for (b, other, l), n in x.items():
            if a != b and demand == other:
                pairs[a, b] += m * n * (1 - abs(k - l) / 2) * 2 / (activity[a] + activity[b])
    congruence = ("--one-mode", "--aggregate", "congruence", "--normalise", "average")
    compare("congruence", rows(run("network", *common, *congruence)), pairs)

    for form, read in (("graphml", networkx.read_graphml), ("gexf", networkx.read_gexf)):
        path = Path(work, f"network.{form}")
        run("network", *common, *congruence, "--to", form, "--out", str(path))
        graph = read(path)
        label = "name" if form == "graphml" else "label"
        names = networkx.get_node_attributes(graph, label)
        edges = {(names[a], names[b]): weight for a, b, weight in graph.edges(data="weight")}
        both = edges | {(b, a): weight for (a, b), weight in edges.items()}
        compare(form, both, pairs)
        checked += len(both)

counts = rows(run("counts", "--rows", "category", "--columns", "outlet"))
expected = Counter((row["category"], row["outlet"]) for row in statements if row["category"] and row["outlet"])
compare("counts", counts, expected)

# Measures of nodes, and how good the communities are.
matrix = rows(run("network", "--one-mode", "--aggregate", "congruence"))
graph = networkx.Graph()
graph.add_nodes_from({a for a, _ in matrix})
graph.add_weighted_edges_from((a, b, w) for (a, b), w in matrix.items() if w and a != b)
nodes = {row["name"]: row for row in csv.DictReader(
    io.StringIO(run("network", "--one-mode", "--aggregate", "congruence", "--to", "nodes")))}
assert nodes.keys() == set(graph)
largest = graph.subgraph(max(networkx.connected_components(graph), key=len))
measures = {
    "degree": dict(graph.degree()),
    "strength": dict(graph.degree(weight="weight")),
    "betweenness": networkx.betweenness_centrality(graph, normalized=False),
    "closeness": networkx.closeness_centrality(graph),
    "eigenvector": networkx.eigenvector_centrality(largest, max_iter=100_000, tol=1e-12, weight="weight"),
}
for measure, expected in measures.items():
    for name, row in nodes.items():
        assert abs(float(row[measure]) - expected.get(name, 0)) < 1e-6, (measure, name, row, expected.get(name))
groups = defaultdict(set)
for name, row in nodes.items():
    groups[row["community"]].add(name)
ours = networkx.community.modularity(graph, groups.values())
others = [networkx.community.modularity(graph, networkx.community.louvain_communities(graph, seed=seed)) for seed in range(20)]
assert ours >= min(others) - 1e-9, (ours, others)

# Statements in each month.
timeline = {}
head, *body = csv.reader(io.StringIO(run("timeline")))
for period, *cells in body:
    timeline.update({(period, name): int(cell) for name, cell in zip(head[1:], cells)})
compare("timeline", timeline, Counter(((row["date"] + "-01")[:7], row["polarity"]) for row in statements if row["date"]))

# Words of the statements' articles against all others, by the formula of log-likelihood.
key = list(csv.DictReader(io.StringIO(run("words", "--compare", f"outlet={statements[0]['outlet']}"))))
here, there = (sum(int(row[name]) for row in key) for name in ("here", "others"))
for row in key:
    a, b = int(row["here"]), int(row["others"])
    parts = ((a, here * (a + b) / (here + there)), (b, there * (a + b) / (here + there)))
    value = 2 * sum(o * math.log(o / e) for o, e in parts if o)
    assert abs(abs(float(row["log_likelihood"])) - abs(value)) < 1e-9, row
assert len(key) > 500 and here > 0 and there > 0

print(f"{len(statements)} statements, networks equal, {checked} edges read by networkx")
