//! Rules of the house that the compiler does not know. See ARCHITECTURE.md.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Rooms and what each may use. An arrow that is not here runs backwards.
const MAY_USE: [(&str, &[&str]); 13] = [
    ("model", &[]),
    ("store", &["model", "settings"]),
    ("formats", &["model", "store"]),
    ("ingest", &["model", "store"]),
    ("analysis", &["model"]),
    ("settings", &[]),
    ("command", &["model"]),
    ("session", &["model", "store"]),
    ("jobs", &["model", "store", "formats", "ingest", "analysis"]),
    (
        "ui",
        &[
            "model", "store", "ingest", "formats", "session", "command", "settings", "analysis",
        ],
    ),
    (
        "app",
        &[
            "model", "store", "formats", "ingest", "analysis", "session", "command", "jobs",
            "settings", "ui",
        ],
    ),
    (
        "cli",
        &["model", "store", "formats", "ingest", "analysis", "jobs"],
    ),
    ("main", &["app", "cli", "store"]),
];

/// No room is so long that a newcomer dreads it.
const LONGEST_FILE: usize = 600;

fn sources() -> Vec<(PathBuf, String)> {
    let mut sources = Vec::new();
    let mut folders = vec![PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("the sources are there") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).expect("a source is text");
                sources.push((path, text));
            }
        }
    }
    sources.sort();
    sources
}

/// The room a file belongs to: its first folder under `src`, or its own name.
fn room(path: &Path) -> String {
    let within = path
        .strip_prefix(Path::new(env!("CARGO_MANIFEST_DIR")).join("src"))
        .expect("under src");
    let first = within.components().next().expect("a name");
    let name = first.as_os_str().to_string_lossy();
    name.trim_end_matches(".rs").to_owned()
}

/// Lines outside comments and outside the tests at a file's end.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines()
        .enumerate()
        .take_while(|(_, line)| !line.starts_with("#[cfg(test)]"))
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
        .map(|(number, line)| (number + 1, line))
}

fn is_test(path: &Path) -> bool {
    let name = path.file_stem().map(|name| name.to_string_lossy());
    name.is_some_and(|name| name.ends_with("tests"))
}

#[test]
fn no_arrow_runs_backwards() {
    let may_use: BTreeMap<&str, &[&str]> = MAY_USE.into_iter().collect();
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let from = room(&path);
        if from == "lib" || is_test(&path) {
            continue;
        }
        let Some(allowed) = may_use.get(from.as_str()) else {
            wrong.push(format!(
                "{}: room “{from}” is not in the table",
                path.display()
            ));
            continue;
        };
        for (number, line) in code(&text) {
            let starts = if from == "main" {
                "demarche::"
            } else {
                "crate::"
            };
            for part in line.split(starts).skip(1) {
                let to: String = part
                    .chars()
                    .take_while(|c| c.is_alphanumeric() || *c == '_')
                    .collect();
                if may_use.contains_key(to.as_str())
                    && to != from
                    && !allowed.contains(&to.as_str())
                {
                    wrong.push(format!("{}:{number}: {from} uses {to}", path.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn rooms_keep_to_their_crates() {
    // What a room must never know, and who alone may.
    let rules: [(&str, &[&str]); 6] = [
        ("egui", &["ui", "app"]),
        ("eframe", &["app"]),
        ("parley", &["ui"]),
        ("swash", &["ui"]),
        ("rfd", &["app"]),
        ("serde_json", &["store", "formats", "ingest", "cli"]),
    ];
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let room = room(&path);
        for (number, line) in code(&text) {
            for (name, allowed) in rules {
                let used =
                    line.contains(&format!("{name}::")) || line.contains(&format!("use {name}"));
                if used && !allowed.contains(&room.as_str()) {
                    wrong.push(format!("{}:{number}: {room} uses {name}", path.display()));
                }
            }
            for name in [
                "std::fs",
                "std::time::SystemTime",
                "serde::",
                "std::path",
                "std::thread",
            ] {
                if room == "model" && line.contains(name) {
                    wrong.push(format!(
                        "{}:{number}: the model uses {name}",
                        path.display()
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn no_file_is_dreaded() {
    let long: Vec<String> = sources()
        .into_iter()
        .filter(|(_, text)| text.lines().count() > LONGEST_FILE)
        .map(|(path, text)| format!("{}: {} lines", path.display(), text.lines().count()))
        .collect();
    assert!(long.is_empty(), "\n{}", long.join("\n"));
}

#[test]
fn every_room_says_what_it_is_for() {
    let silent: Vec<String> = sources()
        .into_iter()
        .filter(|(path, text)| !is_test(path) && !text.starts_with("//!"))
        .map(|(path, _)| path.display().to_string())
        .collect();
    assert!(silent.is_empty(), "\n{}", silent.join("\n"));
}

#[test]
fn threads_have_names() {
    let nameless: Vec<String> = sources()
        .into_iter()
        .flat_map(|(path, text)| {
            code(&text)
                .filter(|(_, line)| line.contains("thread::spawn("))
                .map(|(number, _)| format!("{}:{number}", path.display()))
                .collect::<Vec<_>>()
        })
        .collect();
    assert!(nameless.is_empty(), "\n{}", nameless.join("\n"));
}

/// What `tests/no_network.rs` shows of the running program holds of what it was not made to do.
#[test]
fn no_source_names_a_socket() {
    let names = [
        "std::net",
        "TcpStream",
        "TcpListener",
        "UdpSocket",
        "UnixStream",
    ];
    let mut named = Vec::new();
    for (path, text) in sources() {
        for (number, line) in text.lines().enumerate() {
            if names.iter().any(|name| line.contains(name)) {
                named.push(format!("{}:{}", path.display(), number + 1));
            }
        }
    }
    assert!(named.is_empty(), "\n{}", named.join("\n"));
}
