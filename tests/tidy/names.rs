//! Names of types that are defined at more than one place: who searches for one finds the other.

use std::collections::BTreeMap;

use crate::house::House;
use crate::known::Known;

fn places(house: &House) -> BTreeMap<&str, Vec<String>> {
    let mut places: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for file in house.program() {
        for (name, line) in &file.facts.types {
            places.entry(name).or_default().push(file.at(*line));
        }
    }
    places
}

/// The names with the number of their definitions.
pub fn duplicated(house: &House) -> Known {
    let places = places(house).into_iter();
    places
        .map(|(name, places)| (name.to_owned(), places.len()))
        .filter(|(_, count)| *count > 1)
        .collect()
}

/// Where one is defined.
pub fn explain(house: &House, name: &str) -> Vec<String> {
    let places = places(house).remove(name).unwrap_or_default();
    places
        .into_iter()
        .map(|place| format!("{place}: {name}"))
        .collect()
}
