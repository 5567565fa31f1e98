//! Rules of the house that the compiler does not know. See ARCHITECTURE.md.
//!
//! The source is parsed, not searched: `house` says where each path leads, and every rule is a function
//! over it. `planted` breaks each rule in a made-up source. What breaks a rule today stands in lists in
//! `known/`, which may only get shorter.

mod arrows;
mod circles;
mod crates;
mod facts;
mod files;
mod house;
mod known;
mod literals;
mod names;
mod planted;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use house::House;
use known::Allowance;

/// The source, read once for all rules.
static HOUSE: LazyLock<House> = LazyLock::new(|| {
    House::new(&sources()).unwrap_or_else(|wrong| panic!("\n{}", wrong.join("\n")))
});

/// All Rust files under `src`, by their path in it.
fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut sources = Vec::new();
    let mut folders: Vec<PathBuf> = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("the sources are there") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).expect("a source is text");
                let within = path.strip_prefix(&root).expect("under src");
                let names: Vec<_> = within.iter().map(|name| name.to_string_lossy()).collect();
                sources.push((names.join("/"), text));
            }
        }
    }
    sources.sort();
    sources
}

fn check(wrong: &[String]) {
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn no_arrow_runs_backwards() {
    check(&arrows::backwards(&HOUSE));
}

#[test]
fn rooms_keep_to_their_crates() {
    check(&crates::out_of_place(&HOUSE));
}

#[test]
fn no_new_circles() {
    let arrows = circles::of(&HOUSE);
    let found = arrows.keys().map(|arrow| (arrow.clone(), 1)).collect();
    let explain = |arrow: &str| vec![format!("{}: {arrow}", arrows[arrow])];
    known::check("circles.txt", &found, Allowance::Each, explain);
}

#[test]
fn no_new_text_that_a_translator_does_not_find() {
    let found = literals::counts(&HOUSE);
    let explain = |path: &str| literals::list(&HOUSE, path);
    known::check("literals.txt", &found, Allowance::Sum, explain);
}

#[test]
fn no_new_type_has_the_name_of_another() {
    let found = names::duplicated(&HOUSE);
    let explain = |name: &str| names::explain(&HOUSE, name);
    known::check("names.txt", &found, Allowance::Each, explain);
}

#[test]
fn no_file_is_dreaded() {
    check(&files::too_long(&HOUSE));
}

#[test]
fn every_file_says_what_it_is_for() {
    check(&files::without_comment(&HOUSE));
}

#[test]
fn threads_have_names() {
    check(&crates::nameless_threads(&HOUSE));
}

/// What `tests/cli/no_network.rs` shows of the running program holds of what it was not made to do.
#[test]
fn no_source_names_a_socket() {
    check(&crates::sockets(&HOUSE));
}
