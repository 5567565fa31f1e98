//! Checks of the source code that the compiler does not make. See ARCHITECTURE.md.
//!
//! Start with [`source_tree`]: it parses all files under `src` and resolves their paths. Each rule is a
//! function over it that returns violations. `planted` tests the rules: it puts one violation of each kind
//! into a made-up source. Violations that exist today are listed in `known/`; the lists may only shrink.

mod crates;
mod cycles;
mod duplicate_types;
mod facts;
mod files;
mod known;
mod literals;
mod planted;
mod rooms;
mod source_tree;
mod system_errors;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use known::Allowance;
use source_tree::SourceTree;

/// All files, parsed once for all rules.
static SOURCES: LazyLock<SourceTree> = LazyLock::new(|| {
    SourceTree::new(&read_files()).unwrap_or_else(|errors| panic!("\n{}", errors.join("\n")))
});

/// All Rust files under `src`, by their path in it.
fn read_files() -> Vec<(String, String)> {
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

fn check(violations: &[String]) {
    assert!(violations.is_empty(), "\n{}", violations.join("\n"));
}

#[test]
fn rooms_use_only_the_rooms_below_them() {
    check(&rooms::forbidden(&SOURCES));
}

#[test]
fn rooms_keep_to_their_crates() {
    check(&crates::forbidden(&SOURCES));
}

#[test]
fn no_text_has_marks_of_a_merge_conflict() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders = vec![root.to_owned()];
    let (mut texts, mut found) = (0, Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            if path.is_dir() && !path.is_symlink() {
                if !["target", ".git", "data"].contains(&name.as_ref()) {
                    folders.push(path);
                }
            } else if [".md", ".rs", ".toml", ".txt", ".py"]
                .iter()
                .any(|end| name.ends_with(end))
            {
                let text = fs::read_to_string(&path).unwrap_or_default();
                texts += 1;
                found.extend(
                    files::conflict_marks(&text).map(|line| format!("{}:{line}", path.display())),
                );
            }
        }
    }
    assert!(texts > 400, "only {texts} texts were found");
    check(&found);
}

#[test]
fn there_are_no_new_cycles() {
    let uses = cycles::of(&SOURCES);
    let found = uses.keys().map(|name| (name.clone(), 1)).collect();
    let explain = |name: &str| vec![format!("{}: {name}", uses[name])];
    known::check("cycles.txt", &found, Allowance::Each, explain);
}

#[test]
fn there_are_no_new_untranslatable_texts() {
    let found = literals::counts(&SOURCES);
    let explain = |path: &str| literals::list(&SOURCES, path);
    known::check("literals.txt", &found, Allowance::Sum, explain);
}

#[test]
fn there_are_no_new_duplicate_type_names() {
    let found = duplicate_types::duplicated(&SOURCES);
    let explain = |name: &str| duplicate_types::explain(&SOURCES, name);
    known::check("duplicate_types.txt", &found, Allowance::Each, explain);
}

#[test]
fn no_file_is_too_long() {
    check(&files::too_long(&SOURCES));
}

#[test]
fn every_file_has_a_module_comment() {
    check(&files::without_comment(&SOURCES));
}

#[test]
fn threads_have_names() {
    check(&crates::nameless_threads(&SOURCES));
}

/// `tests/cli/no_network.rs` watches the running program; this covers code that it does not reach.
#[test]
fn no_source_names_a_socket() {
    check(&crates::sockets(&SOURCES));
}

#[test]
fn no_message_shows_an_error_of_the_system_as_it_is() {
    let mut found = Vec::new();
    for (path, text) in read_files() {
        let file = syn::parse_file(&text).unwrap_or_else(|error| panic!("{path}: {error}"));
        let raw = system_errors::raw(&file).into_iter();
        found.extend(raw.map(|name| format!("{path}: {name} shows it without `reason`")));
    }
    check(&found);
}
