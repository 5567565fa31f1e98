//! What of other crates and of the standard library a room must never know.

use std::collections::BTreeSet;

use crate::facts::Reference;
use crate::house::{File, House, Target};

/// Crates, and the rooms that alone may use them.
const CRATES: [(&str, &[&str]); 6] = [
    ("egui", &["ui", "app"]),
    ("eframe", &["app"]),
    ("parley", &["ui"]),
    ("swash", &["ui"]),
    ("rfd", &["app"]),
    ("serde_json", &["store", "formats", "ingest", "cli"]),
];

/// What the model has no use for.
const NOT_IN_MODEL: [&[&str]; 5] = [
    &["std", "fs"],
    &["std", "time", "SystemTime"],
    &["serde"],
    &["std", "path"],
    &["std", "thread"],
];

/// Names of what speaks to others, also to those of the same machine.
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

/// Modules that have nothing but such.
const NETS: [&[&str]; 3] = [
    &["std", "net"],
    &["core", "net"],
    &["std", "os", "unix", "net"],
];

/// Where a file uses what leads out of this source.
fn outside<'a>(
    house: &'a House,
    file: &'a File,
    references: &'a [Reference],
) -> impl Iterator<Item = (String, Vec<String>)> {
    references
        .iter()
        .filter_map(|reference| match house.target(file, reference) {
            Target::Outside(path) => Some((file.at(reference.line), path)),
            Target::Inside(_) => None,
        })
}

fn begins(path: &[String], with: &[&str]) -> bool {
    path.len() >= with.len() && path.iter().zip(with).all(|(one, other)| one == other)
}

/// Rooms that use what is not theirs.
pub fn out_of_place(house: &House) -> Vec<String> {
    let mut wrong = BTreeSet::new();
    for file in house.program() {
        let room = file.room();
        for (place, path) in outside(house, file, &file.facts.references) {
            for (name, allowed) in CRATES {
                if path[0] == name && !allowed.contains(&room) {
                    wrong.insert(format!("{place}: {room} uses {name}"));
                }
            }
            if room == "model" && NOT_IN_MODEL.iter().any(|name| begins(&path, name)) {
                wrong.insert(format!("{place}: the model uses {}", path.join("::")));
            }
        }
    }
    wrong.into_iter().collect()
}

/// Threads that are started without a name.
pub fn nameless_threads(house: &House) -> Vec<String> {
    let mut wrong = BTreeSet::new();
    for file in house.program() {
        for (place, path) in outside(house, file, &file.facts.references) {
            if path.ends_with(&["thread".to_owned(), "spawn".to_owned()]) {
                wrong.insert(place);
            }
        }
    }
    wrong.into_iter().collect()
}

/// Sockets, in tests too.
pub fn sockets(house: &House) -> Vec<String> {
    let mut wrong = BTreeSet::new();
    for file in &house.files {
        for name in SOCKETS {
            if let Some(line) = file.facts.words.get(name) {
                wrong.insert(format!("{}: {name}", file.at(*line)));
            }
        }
        for references in [&file.facts.references, &file.facts.test_references] {
            for (place, path) in outside(house, file, references) {
                if NETS.iter().any(|net| begins(&path, net)) {
                    wrong.insert(format!("{place}: {}", path.join("::")));
                }
            }
        }
    }
    wrong.into_iter().collect()
}
