//! Which crates and which parts of the standard library a room must not use.

use std::collections::BTreeSet;

use crate::facts::Reference;
use crate::source_tree::{File, SourceTree, Target};

/// Crates that only some rooms may use.
const CRATES: [(&str, &[&str]); 8] = [
    (
        "egui",
        &["ui", "app", "software_renderer", "software_window"],
    ),
    ("eframe", &["app"]),
    ("parley", &["ui", "documents", "figures"]),
    ("swash", &["ui", "documents", "figures"]),
    ("rfd", &["app"]),
    ("zbus", &["app"]),
    // Sends texts where the user says; `deny.toml` says why there is no other.
    ("ureq", &["jobs"]),
    // Reports about agreement are for the window and the command line.
    ("serde_json", &["store", "formats", "ingest", "jobs", "cli"]),
];

/// Paths that the model must not use: it knows no files, clocks, threads or serialisation.
const NOT_IN_MODEL: [&[&str]; 5] = [
    &["std", "fs"],
    &["std", "time", "SystemTime"],
    &["serde"],
    &["std", "path"],
    &["std", "thread"],
];

/// Types that open connections, also to other programs on the same machine.
const SOCKETS: [&str; 8] = [
    "TcpStream",
    "TcpListener",
    "UdpSocket",
    "UnixStream",
    "UnixListener",
    "UnixDatagram",
    "SocketAddr",
    "ToSocketAddrs",
];

/// Modules that contain such types.
const NETS: [&[&str]; 3] = [
    &["std", "net"],
    &["core", "net"],
    &["std", "os", "unix", "net"],
];

/// The references that leave this source, with their places and resolved paths.
fn external<'a>(
    tree: &'a SourceTree,
    file: &'a File,
    references: &'a [Reference],
) -> impl Iterator<Item = (String, Vec<String>)> {
    references
        .iter()
        .filter_map(|reference| match tree.target(file, reference) {
            Target::Outside(path) => Some((file.at(reference.line), path)),
            Target::Inside(_) => None,
        })
}

fn starts_with(path: &[String], with: &[&str]) -> bool {
    path.len() >= with.len() && path.iter().zip(with).all(|(one, other)| one == other)
}

/// Rooms that use a crate or module that they must not use.
pub fn forbidden(tree: &SourceTree) -> Vec<String> {
    let mut violations = BTreeSet::new();
    for file in tree.program() {
        let room = file.room();
        for (place, path) in external(tree, file, &file.facts.references) {
            for (name, allowed) in CRATES {
                if path[0] == name && !allowed.contains(&room) {
                    violations.insert(format!("{place}: {room} uses {name}"));
                }
            }
            if room == "model" && NOT_IN_MODEL.iter().any(|name| starts_with(&path, name)) {
                violations.insert(format!("{place}: the model uses {}", path.join("::")));
            }
        }
    }
    violations.into_iter().collect()
}

/// Threads that are started without a name.
pub fn nameless_threads(tree: &SourceTree) -> Vec<String> {
    let mut violations = BTreeSet::new();
    for file in tree.program() {
        for (place, path) in external(tree, file, &file.facts.references) {
            if path.ends_with(&["thread".to_owned(), "spawn".to_owned()]) {
                violations.insert(place);
            }
        }
    }
    violations.into_iter().collect()
}

/// Sockets, also in tests.
pub fn sockets(tree: &SourceTree) -> Vec<String> {
    let mut violations = BTreeSet::new();
    for file in &tree.files {
        for name in SOCKETS {
            if let Some(line) = file.facts.identifiers.get(name) {
                violations.insert(format!("{}: {name}", file.at(*line)));
            }
        }
        for references in [&file.facts.references, &file.facts.test_references] {
            for (place, path) in external(tree, file, references) {
                if NETS.iter().any(|net| starts_with(&path, net)) {
                    violations.insert(format!("{place}: {}", path.join("::")));
                }
            }
        }
    }
    violations.into_iter().collect()
}
