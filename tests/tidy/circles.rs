//! Circles: files of one folder that use each other in a round, and rooms that do.
//!
//! A folder within a folder counts as one file. What a file brings in to hand on (`pub use`) is no use
//! of it; who uses it there uses the file in which it is defined. A folder's `mod.rs` stands above the
//! others and is left out: a list of all formats uses each, and each uses the trait beside the list.

use std::collections::{BTreeMap, BTreeSet};

use crate::facts::Kind;
use crate::house::{House, Target};

/// What stands directly in a folder, and which of it each uses, with a place that shows it.
type Graph = BTreeMap<String, BTreeMap<String, String>>;

/// The uses that make circles, each by folder, user and used, with a place that shows it.
pub fn of(house: &House) -> BTreeMap<String, String> {
    let mut arrows = BTreeMap::new();
    for (folder, graph) in graphs(house) {
        for round in rounds(&graph) {
            for from in &round {
                for (to, place) in graph.get(from).into_iter().flatten() {
                    if round.contains(to) {
                        arrows.insert(format!("src/{folder}: {from} uses {to}"), place.clone());
                    }
                }
            }
        }
    }
    arrows
}

/// The graph of each folder, by its path under `src`.
fn graphs(house: &House) -> BTreeMap<String, Graph> {
    let mut graphs: BTreeMap<String, Graph> = BTreeMap::new();
    for file in house.program() {
        for reference in &file.facts.references {
            if matches!(reference.kind, Kind::Export) {
                continue;
            }
            let Target::Inside(target) = house.target(file, reference) else {
                continue;
            };
            // A name for what stands above is only a way to what is below it.
            if house.is_module(&target) && file.module.starts_with(&target) {
                continue;
            }
            let Some(used) = house.home(&target).map(|index| &house.files[index]) else {
                continue;
            };
            if used.is_test || used.path == file.path {
                continue;
            }
            if let Some((folder, from, to)) = beside(&file.path, &used.path) {
                let uses = graphs.entry(folder).or_default().entry(from).or_default();
                uses.entry(to).or_insert_with(|| file.at(reference.line));
            }
        }
    }
    graphs
}

/// The innermost folder that two files share, and through what in it each is reached.
fn beside(one: &str, other: &str) -> Option<(String, String, String)> {
    let [one, other] = [one, other].map(|path| path.split('/').collect::<Vec<_>>());
    let shared = one.iter().zip(&other).take_while(|(a, b)| a == b).count();
    let entry = |path: &[&str]| {
        path.get(shared)
            .map(|name| name.trim_end_matches(".rs").to_owned())
    };
    let (from, to) = (entry(&one)?, entry(&other)?);
    let is_above = |name: &str| name == "mod" || shared == 0 && name == "lib";
    // `conll.rs` and `conll/` are one.
    (from != to && !is_above(&from) && !is_above(&to)).then(|| (one[..shared].join("/"), from, to))
}

/// The strongly connected parts with more than one member, as Tarjan finds them.
fn rounds(graph: &Graph) -> Vec<BTreeSet<String>> {
    let mut search = Search {
        graph,
        number: BTreeMap::new(),
        low: BTreeMap::new(),
        stack: Vec::new(),
        rounds: Vec::new(),
    };
    for node in graph.keys() {
        if !search.number.contains_key(node.as_str()) {
            search.visit(node);
        }
    }
    search.rounds
}

struct Search<'a> {
    graph: &'a Graph,
    /// In which order the nodes were met.
    number: BTreeMap<&'a str, usize>,
    /// The earliest node that is reached from each.
    low: BTreeMap<&'a str, usize>,
    stack: Vec<&'a str>,
    rounds: Vec<BTreeSet<String>>,
}

impl<'a> Search<'a> {
    fn visit(&mut self, node: &'a str) {
        let number = self.number.len();
        self.number.insert(node, number);
        self.low.insert(node, number);
        self.stack.push(node);
        for next in self.graph.get(node).into_iter().flat_map(BTreeMap::keys) {
            let reached = match self.number.get(next.as_str()) {
                None => {
                    self.visit(next);
                    self.low[next.as_str()]
                }
                Some(number) if self.stack.contains(&next.as_str()) => *number,
                Some(_) => continue,
            };
            let low = self.low[node].min(reached);
            self.low.insert(node, low);
        }
        if self.low[node] == number {
            let from = self.stack.iter().position(|other| *other == node);
            let round = self.stack.split_off(from.unwrap_or(0));
            if round.len() > 1 {
                self.rounds
                    .push(round.into_iter().map(str::to_owned).collect());
            }
        }
    }
}
