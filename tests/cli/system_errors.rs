//! What the system refuses is told in plain words by every command, without the number of its error.

use std::fs;
use std::path::Path;

use super::cli::{demarche, message, project, sound};

/// The commands with `PATH` where a path is read.
const READING: [&[&str]; 16] = [
    &["check", "PATH"],
    &["stats", "PATH"],
    &["search", "talks", "PATH"],
    &["reanchor", "PATH"],
    &["agree", "PATH"],
    &["adjudicate", "PATH"],
    &["export", "--to", "jsonl", "PATH"],
    &["check", "--files-from", "PATH"],
    &["import", "PATH", "--out", "imported"],
    &["import", "--from", "doccano", "PATH", "--out", "imported"],
    &["join", "PATH", "PATH"],
    &["merge", "PATH", "PATH", "PATH"],
    &["codebook", "show", "PATH"],
    &["codebook", "import", "PATH", "."],
    &["team", "status", "PATH"],
    &["team", "hand-in", "PATH", "."],
];

/// The commands with `PATH` where something is written.
const WRITING: [&[&str]; 6] = [
    &["export", "--to", "jsonl", "--out", "PATH", "."],
    &["export", "--to", "csv", "--out", "PATH", "."],
    &["export", "--to", "parquet", "--out", "PATH", "."],
    &["import", "golden.txt", "--out", "PATH"],
    &["codebook", "export", "--to", "json", "--out", "PATH", "."],
    &["import", "golden.txt", "--out", "more", "--report", "PATH"],
];

/// Runs a command for a path; what it says.
fn said(folder: &Path, command: &[&str], path: &str) -> (i32, String) {
    let args: Vec<&str> = command
        .iter()
        .map(|arg| if *arg == "PATH" { path } else { arg })
        .collect();
    let (code, out, err) = message(&demarche(folder, &args));
    (code, format!("{out}{err}"))
}

#[test]
fn what_cannot_be_read_or_written_is_told_in_plain_words() {
    let folder = project(&sound());
    let long = "n".repeat(300);
    let mut told = 0;
    for (path, why) in [
        ("gone", "no such file or folder"),
        (
            "golden.txt/within",
            "a part of the path is a file, not a folder",
        ),
        (&long, "the name is too long"),
    ] {
        for command in READING.iter().chain(&WRITING) {
            let (_, said) = said(folder.path(), command, path);
            assert!(!said.contains("os error"), "{command:?}: {said}");
            // Others say in words of their own what is wrong with the path.
            told += usize::from(said.contains(why));
        }
    }
    assert!(told >= 24, "only {told} say why");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_and_links_in_a_circle_are_told_in_plain_words() {
    let folder = project(&sound());
    std::os::unix::fs::symlink("loop", folder.path().join("loop")).expect("a link");
    for command in READING.iter().chain(&WRITING) {
        let (_, said) = said(folder.path(), command, "loop");
        assert!(!said.contains("os error"), "{command:?}: {said}");
    }
    let full = fs::OpenOptions::new().write(true).open("/dev/full");
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_demarche"))
        .args(["export", "--to", "jsonl", "."])
        .current_dir(folder.path())
        .stdout(full.expect("a device that is full"))
        .output()
        .expect("it starts");
    let (code, _, err) = message(&output);
    assert_eq!(code, 2, "{err}");
    assert!(
        err.contains("the disk is full") && !err.contains("os error"),
        "{err}"
    );
}
