"""Reads GEXF with networkx, and compares it with the relations of our own export."""
import json
import sys
from pathlib import Path

import networkx

out, ours = sys.argv[1:3]
graph = networkx.read_gexf(Path(out, "network.gexf"))
if not graph.is_directed():
    raise SystemExit("the edges have no direction")
with open(ours, encoding="utf-8") as file:
    relations = [r for line in file for r in json.loads(line).get("relations", [])]
weight = sum(edge["weight"] for _, _, edge in graph.edges(data=True))
if weight != len(relations):
    raise SystemExit(f"{weight} relations were read, {len(relations)} were written")
if any("label" not in node or "kind" not in node for _, node in graph.nodes(data=True)):
    raise SystemExit("a node lacks its label or kind")
print(f"{graph.number_of_nodes()} nodes, {weight:.0f} relations in {graph.number_of_edges()} edges")
