//! Type names that are defined more than once, so that a search for one finds the others too.

use std::collections::BTreeMap;

use crate::known::Counts;
use crate::source_tree::SourceTree;

fn places(tree: &SourceTree) -> BTreeMap<&str, Vec<String>> {
    let mut places: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for file in tree.program() {
        for (name, line) in &file.facts.types {
            places.entry(name).or_default().push(file.at(*line));
        }
    }
    places
}

/// The names that are defined more than once, with the number of definitions.
pub fn duplicated(tree: &SourceTree) -> Counts {
    let places = places(tree).into_iter();
    places
        .map(|(name, places)| (name.to_owned(), places.len()))
        .filter(|(_, count)| *count > 1)
        .collect()
}

/// The places where a name is defined.
pub fn explain(tree: &SourceTree, name: &str) -> Vec<String> {
    let places = places(tree).remove(name).unwrap_or_default();
    places
        .into_iter()
        .map(|place| format!("{place}: {name}"))
        .collect()
}
