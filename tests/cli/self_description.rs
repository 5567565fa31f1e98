//! Manual pages and completions, which are made from the definition of the command line.

use std::fs;
use std::path::Path;

use crate::cli::{demarche, message};

/// The commands that `demarche help` lists.
fn commands() -> Vec<String> {
    let (code, help, err) = message(&demarche(Path::new("."), &["--help"]));
    assert_eq!(code, 0, "{err}");
    let list = help
        .split("Commands:\n")
        .nth(1)
        .expect("a list of commands");
    let lines = list.lines().take_while(|line| line.starts_with("  "));
    // Long descriptions go on in lines with a larger indent.
    let names = lines.filter_map(|line| line[2..].split(' ').next());
    let is_command = |name: &&str| !name.is_empty() && *name != "help";
    names.filter(is_command).map(str::to_owned).collect()
}

#[test]
fn every_command_has_a_manual_page() {
    let folder = tempfile::tempdir().expect("a folder");
    let (code, out, err) = message(&demarche(folder.path(), &["man", "man1"]));
    assert_eq!((code, out.as_str()), (0, ""), "{err}");
    let page = |name: &str| {
        let file = folder.path().join("man1").join(name);
        fs::read_to_string(&file).unwrap_or_else(|error| panic!("{name}: {error}"))
    };
    let commands = commands();
    assert!(commands.len() > 15, "{commands:?}");
    let overview = page("demarche.1");
    for command in &commands {
        assert!(
            overview.contains(&format!("demarche\\-{command}(1)")),
            "{command}"
        );
        let page = page(&format!("demarche-{command}.1"));
        assert!(
            page.contains(".SH OPTIONS") || page.contains(".SH SUBCOMMANDS"),
            "{command}"
        );
    }
    // Commands of commands have pages too, with their full names.
    let page = page("demarche-team-hand-out.1");
    assert!(page.contains("demarche team hand\\-out"), "{page}");
    let version = concat!("\"Demarche ", env!("CARGO_PKG_VERSION"), "\"");
    assert!(page.contains(version), "{page}");
    let written = fs::read_dir(folder.path().join("man1"))
        .expect("a folder")
        .count();
    assert_eq!(err, format!("{written} manual pages written\n"));
}

#[test]
fn manual_pages_replace_ours_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |args: &[&str]| message(&demarche(folder.path(), args));
    assert_eq!(write(&["man", "."]).0, 0);
    assert_eq!(write(&["man", "."]).0, 0, "pages of ours are replaced");
    let page = folder.path().join("demarche-check.1");
    fs::write(&page, "theirs").expect("it is written");
    let (code, _, err) = write(&["man", "."]);
    assert_eq!(code, 2, "{err}");
    assert!(
        err.contains("--force") && err.contains("demarche-check.1"),
        "{err}"
    );
    assert_eq!(fs::read_to_string(&page).expect("a file"), "theirs");
    assert_eq!(write(&["man", "--force", "."]).0, 0);
    assert_ne!(fs::read_to_string(&page).expect("a file"), "theirs");
}

#[test]
fn completions_know_commands_options_and_values() {
    for (shell, marks) in [
        (
            "bash",
            ["complete -F _demarche", "--renderer", "adjudicate"],
        ),
        ("zsh", ["#compdef demarche", "--renderer", "adjudicate"]),
        (
            "fish",
            ["complete -c demarche", "-l renderer", "adjudicate"],
        ),
        (
            "powershell",
            ["Register-ArgumentCompleter", "--renderer", "adjudicate"],
        ),
    ] {
        let (code, script, err) = message(&demarche(Path::new("."), &["completions", shell]));
        assert_eq!((code, err.as_str()), (0, ""), "{shell}");
        for mark in marks {
            assert!(script.contains(mark), "{shell}: {mark}");
        }
        for command in commands() {
            assert!(script.contains(&command), "{shell}: {command}");
        }
    }
    let (code, _, err) = message(&demarche(Path::new("."), &["completions", "tcsh"]));
    assert_eq!(code, 2);
    assert!(err.contains("bash, zsh, fish, powershell"), "{err}");
}

#[test]
fn citations_name_this_version() {
    let version = env!("CARGO_PKG_VERSION");
    let citation = include_str!("../../CITATION.cff");
    assert!(
        citation.contains(&format!("\nversion: {version}\n")),
        "{citation}"
    );
    let codemeta: serde_json::Value =
        serde_json::from_str(include_str!("../../codemeta.json")).expect("it is JSON");
    assert_eq!(codemeta["version"], version);
    let (_, out, _) = message(&demarche(Path::new("."), &["--version"]));
    assert_eq!(out, format!("demarche {version}\n"));
}
