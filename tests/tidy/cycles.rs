//! Dependency cycles between the files of one folder, and between rooms.
//!
//! A subfolder counts as one node. A re-export (`pub use`) is not a dependency; whoever uses the re-exported
//! item depends on the file that defines it. The `mod.rs` of a folder is left out: a registry such as the
//! list of formats uses every format, and every format uses the trait beside the list.

use std::collections::{BTreeMap, BTreeSet};

use crate::facts::Kind;
use crate::source_tree::{SourceTree, Target};

/// Files that are part of the root of a folder, as its `mod.rs` is: the open project owns the state of
/// every capability, and each capability adds methods to the project's context.
const ROOT_FILES: [(&str, &[&str]); 1] = [("app", &["project", "shell", "phase", "capabilities"])];

/// The dependencies between the entries of one folder: user, used, and a line where the use occurs.
type Graph = BTreeMap<String, BTreeMap<String, String>>;

/// All uses that are part of a cycle, named by folder, user and used, with a line where each occurs.
pub fn of(tree: &SourceTree) -> BTreeMap<String, String> {
    let mut uses = BTreeMap::new();
    for (folder, graph) in graphs(tree) {
        for component in components(&graph) {
            for from in &component {
                for (to, place) in graph.get(from).into_iter().flatten() {
                    if component.contains(to) {
                        uses.insert(format!("src/{folder}: {from} uses {to}"), place.clone());
                    }
                }
            }
        }
    }
    uses
}

/// The graph of each folder, by its path under `src`.
fn graphs(tree: &SourceTree) -> BTreeMap<String, Graph> {
    let mut graphs: BTreeMap<String, Graph> = BTreeMap::new();
    for file in tree.program() {
        for reference in &file.facts.references {
            if matches!(reference.kind, Kind::Export) {
                continue;
            }
            let Target::Inside(target) = tree.target(file, reference) else {
                continue;
            };
            // A parent module is only a namespace here; what is reached through it is counted.
            if tree.is_module(&target) && file.module.starts_with(&target) {
                continue;
            }
            let Some(used) = tree.home(&target).map(|index| &tree.files[index]) else {
                continue;
            };
            if used.is_test || used.path == file.path {
                continue;
            }
            if let Some((folder, from, to)) = common_folder(&file.path, &used.path) {
                let uses = graphs.entry(folder).or_default().entry(from).or_default();
                uses.entry(to).or_insert_with(|| file.at(reference.line));
            }
        }
    }
    graphs
}

/// The innermost folder that contains two files, with the entry of the folder that leads to each.
fn common_folder(one: &str, other: &str) -> Option<(String, String, String)> {
    let [one, other] = [one, other].map(|path| path.split('/').collect::<Vec<_>>());
    let shared = one.iter().zip(&other).take_while(|(a, b)| a == b).count();
    let entry = |path: &[&str]| {
        path.get(shared)
            .map(|name| name.trim_end_matches(".rs").to_owned())
    };
    let (from, to) = (entry(&one)?, entry(&other)?);
    let folder = one[..shared].join("/");
    let root_files = ROOT_FILES.iter().filter(|(of, _)| *of == folder);
    let root_files: Vec<&str> = root_files.flat_map(|(_, files)| *files).copied().collect();
    let is_root =
        |name: &str| name == "mod" || shared == 0 && name == "lib" || root_files.contains(&name);
    // `conll.rs` and `conll/` are one entry.
    (from != to && !is_root(&from) && !is_root(&to)).then_some((folder, from, to))
}

/// The strongly connected components with more than one member (Tarjan's algorithm).
fn components(graph: &Graph) -> Vec<BTreeSet<String>> {
    let mut search = Search {
        graph,
        number: BTreeMap::new(),
        low: BTreeMap::new(),
        stack: Vec::new(),
        components: Vec::new(),
    };
    for node in graph.keys() {
        if !search.number.contains_key(node.as_str()) {
            search.visit(node);
        }
    }
    search.components
}

struct Search<'a> {
    graph: &'a Graph,
    /// The order in which nodes were visited.
    number: BTreeMap<&'a str, usize>,
    /// The earliest node on the stack that each node reaches.
    low: BTreeMap<&'a str, usize>,
    stack: Vec<&'a str>,
    components: Vec<BTreeSet<String>>,
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
            let component = self.stack.split_off(from.unwrap_or(0));
            if component.len() > 1 {
                self.components
                    .push(component.into_iter().map(str::to_owned).collect());
            }
        }
    }
}
