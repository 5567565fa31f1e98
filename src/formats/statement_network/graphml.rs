//! GraphML with the fields that visone reads, and GEXF for Gephi.

use std::collections::{BTreeMap, HashMap};

use super::{FileEdge, FileNode, Mode, NetworkFile, number, sign};
use crate::features::clean;
use crate::store::xml::XmlWriter;

/// What stands at nodes and at edges: id, whose, name, type.
const KEYS: [(&str, &str, &str, &str); 9] = [
    ("d0", "node", "name", "string"),
    ("d1", "node", "variable", "string"),
    ("d2", "node", "frequency", "long"),
    ("d3", "node", "n_for", "long"),
    ("d4", "node", "n_against", "long"),
    ("d5", "node", "colour", "string"),
    ("d6", "edge", "weight", "double"),
    ("d7", "edge", "sign", "string"),
    ("d8", "edge", "colour", "string"),
];

/// Colours of edges that say for and against: blue and orange, which colour-blind readers tell apart.
const FOR: &str = "#0072b2";
const AGAINST: &str = "#d55e00";
/// Colours of the nodes of both variables.
const FIRST: &str = "#4d4d4d";
const SECOND: &str = "#b3b3b3";

fn edge_colour(edge: &FileEdge<'_>) -> &'static str {
    if edge.weight < 0.0 { AGAINST } else { FOR }
}

fn node_colour(node: &FileNode<'_>, file: &NetworkFile<'_>) -> &'static str {
    if node.variable == file.first {
        FIRST
    } else {
        SECOND
    }
}

/// A GraphML file. Edges have no direction.
pub fn graphml(file: &NetworkFile<'_>) -> String {
    let mut out = XmlWriter::new();
    out.start("graphml")
        .attribute("xmlns", "http://graphml.graphdrawing.org/xmlns");
    out.line()
        .start("desc")
        .text(&clean(file.description))
        .end();
    for (id, whose, name, kind) in KEYS {
        out.line()
            .start("key")
            .attribute("id", id)
            .attribute("for", whose)
            .attribute("attr.name", name)
            .attribute("attr.type", kind)
            .end();
    }
    out.line()
        .start("graph")
        .attribute("edgedefault", "undirected");
    let data = |out: &mut XmlWriter, key: &str, value: &str| {
        out.start("data").attribute("key", key).text(value).end();
    };
    for node in file.nodes() {
        out.line().start("node").attribute("id", &node.id);
        data(&mut out, "d0", &clean(node.name));
        data(&mut out, "d1", node.variable);
        data(&mut out, "d2", &node.statements.all.to_string());
        data(&mut out, "d3", &node.statements.in_favour.to_string());
        data(&mut out, "d4", &node.statements.against.to_string());
        data(&mut out, "d5", node_colour(&node, file));
        out.end();
    }
    for (index, edge) in file.edges().iter().enumerate() {
        out.line()
            .start("edge")
            .attribute("id", &format!("e{}", index + 1))
            .attribute("source", &edge.from)
            .attribute("target", &edge.to);
        data(&mut out, "d6", &number(edge.weight));
        data(&mut out, "d7", sign(edge.weight));
        data(&mut out, "d8", edge_colour(edge));
        out.end();
    }
    out.line().end().line().end();
    out.finish()
}

/// A GEXF file of one or several networks. Several are windows of time: an edge has the days of its window,
/// and a node that occurs in any is there once.
pub fn gexf(files: &[NetworkFile<'_>], description: &str) -> String {
    let is_dynamic = files.iter().any(|file| file.window.is_some());
    let mut out = XmlWriter::new();
    out.start("gexf")
        .attribute("xmlns", "http://gexf.net/1.3")
        .attribute("version", "1.3");
    out.line().start("meta");
    out.start("description").text(&clean(description)).end();
    out.end();
    out.line()
        .start("graph")
        .attribute("defaultedgetype", "undirected")
        .attribute("mode", if is_dynamic { "dynamic" } else { "static" });
    if is_dynamic {
        out.attribute("timeformat", "date");
    }
    out.line().start("attributes").attribute("class", "node");
    for (id, title, kind) in [
        ("variable", "variable", "string"),
        ("frequency", "frequency", "long"),
    ] {
        out.start("attribute")
            .attribute("id", id)
            .attribute("title", title)
            .attribute("type", kind)
            .end();
    }
    out.end();
    // Names may be equal in both modes; the first mode comes first.
    let mut nodes: BTreeMap<(bool, &str), usize> = BTreeMap::new();
    for file in files {
        let (network, is_two) = (file.network, file.mode == Mode::Two);
        let rows = network.rows.iter().zip(&network.of_rows);
        let columns = network.columns.iter().zip(&network.of_columns);
        let columns = columns.filter(|_| is_two).map(|node| (true, node));
        for (is_second, (name, statements)) in rows.map(|node| (false, node)).chain(columns) {
            let most = nodes.entry((is_second, name)).or_default();
            *most = (*most).max(statements.all);
        }
    }
    let numbered = nodes.keys().enumerate();
    let ids: HashMap<(bool, &str), String> = numbered
        .map(|(at, key)| (*key, format!("n{}", at + 1)))
        .collect();
    let variable = |is_second: bool| {
        let file = files.first();
        file.map_or("", |file| if is_second { file.second } else { file.first })
    };
    out.line().start("nodes");
    for ((is_second, name), statements) in &nodes {
        out.line()
            .start("node")
            .attribute("id", id_of(&ids, *is_second, name))
            .attribute("label", &clean(name));
        out.start("attvalues");
        for (key, value) in [
            ("variable", variable(*is_second).to_owned()),
            ("frequency", statements.to_string()),
        ] {
            out.start("attvalue")
                .attribute("for", key)
                .attribute("value", &value)
                .end();
        }
        out.end().end();
    }
    out.line().end();
    out.line().start("edges");
    let mut count = 0;
    for file in files {
        for edge in file.edges() {
            count += 1;
            out.line()
                .start("edge")
                .attribute("id", &format!("e{count}"))
                .attribute("source", id_of(&ids, false, edge.from_name))
                .attribute("target", id_of(&ids, file.mode == Mode::Two, edge.to_name))
                .attribute("weight", &number(edge.weight));
            if let Some((from, until)) = file.window {
                out.attribute("start", from).attribute("end", until);
            }
            out.end();
        }
    }
    out.line().end().line().end().line().end();
    out.finish()
}

/// The id of a node by its name.
fn id_of<'i>(ids: &'i HashMap<(bool, &'i str), String>, is_second: bool, name: &'i str) -> &'i str {
    ids.get(&(is_second, name)).map_or("", String::as_str)
}
