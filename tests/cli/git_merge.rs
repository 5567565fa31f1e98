//! `demarche merge` as git calls it, with real repositories.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const TEXT: &str = "Putin demands a freeze.\n";

fn run(folder: &Path, program: &str, args: &[&str]) -> Output {
    let mut command = Command::new(program);
    command.args(args).current_dir(folder);
    // Nobody's own configuration takes part.
    for (name, value) in [
        ("GIT_CONFIG_GLOBAL", "/dev/null"),
        ("GIT_CONFIG_NOSYSTEM", "1"),
        ("GIT_AUTHOR_NAME", "A"),
        ("GIT_AUTHOR_EMAIL", "a@example.org"),
        ("GIT_COMMITTER_NAME", "A"),
        ("GIT_COMMITTER_EMAIL", "a@example.org"),
    ] {
        command.env(name, value);
    }
    command.output().expect("the program runs")
}

fn git(folder: &Path, args: &[&str]) -> bool {
    run(folder, "git", args).status.success()
}

fn has_git() -> bool {
    let found = Command::new("git").arg("--version").output().is_ok();
    if !found {
        eprintln!("git is not installed here, so that merging with it was not tried");
    }
    found
}

fn sidecar(annotations: &[&str]) -> String {
    let sha256 = demarche::store::hash::sha256_hex(TEXT.as_bytes());
    let annotations = annotations.join(",\n    ");
    format!(
        "{{\n  \"format\": \"demarche\",\n  \"version\": 1,\n  \"source\": {{ \"file\": \"a.txt\", \
         \"sha256\": \"{sha256}\", \"chars\": 24, \"encoding\": \"utf-8\" }},\n  \"offsets\": \
         \"unicode-scalar\",\n  \"document\": {{ \"status\": \"new\" }},\n  \"annotations\": [\n    \
         {annotations}\n  ],\n  \"relations\": []\n}}\n"
    )
}

const PUTIN: &str = r#"{"id":"a","label":"actor","spans":[[0,5]],"quote":["Putin"],"suffix":" demands a freeze.\n"}"#;
const FREEZE: &str = r#"{"id":"b","label":"demand","spans":[[14,22]],"quote":["a freeze"],"prefix":"Putin demands ","suffix":".\n"}"#;
const VERB: &str = r#"{"id":"c","label":"event","spans":[[6,13]],"quote":["demands"],"prefix":"Putin ","suffix":" a freeze.\n"}"#;

/// A repository in which two branches have changed the file; the first is checked out.
fn branches(base: &[&str], ours: &[&str], theirs: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path();
    let write = |name: &str, text: &str| fs::write(path.join(name), text).expect("a file");
    write("a.txt", TEXT);
    write(".gitattributes", "*.ann.json merge=demarche\n");
    write("a.txt.ann.json", &sidecar(base));
    assert!(git(path, &["init", "-q", "-b", "ours"]));
    let driver = format!(
        "'{}' merge %O %A %B --path %P",
        env!("CARGO_BIN_EXE_demarche")
    );
    assert!(git(path, &["config", "merge.demarche.driver", &driver]));
    let commit = |text: &str| {
        write("a.txt.ann.json", text);
        assert!(git(path, &["add", "-A"]));
        assert!(git(path, &["commit", "-q", "--allow-empty", "-m", "work"]));
    };
    commit(&sidecar(base));
    assert!(git(path, &["checkout", "-q", "-b", "theirs"]));
    commit(&sidecar(theirs));
    assert!(git(path, &["checkout", "-q", "ours"]));
    commit(&sidecar(ours));
    folder
}

#[test]
fn different_annotations_of_one_article_merge_without_conflict() {
    if !has_git() {
        return;
    }
    let folder = branches(&[PUTIN], &[PUTIN, FREEZE], &[PUTIN, VERB]);
    let merged = run(
        folder.path(),
        "git",
        &["merge", "-q", "-m", "merge", "theirs"],
    );
    assert!(merged.status.success(), "{merged:?}");
    let text = fs::read_to_string(folder.path().join("a.txt.ann.json")).expect("a file");
    assert_eq!(text, sidecar(&[PUTIN, VERB, FREEZE]));
}

#[test]
fn the_same_annotation_changed_twice_is_a_conflict_that_still_opens() {
    if !has_git() {
        return;
    }
    let event = PUTIN.replace("actor", "event");
    let demand = PUTIN.replace("actor", "demand");
    let folder = branches(&[PUTIN], &[&event, FREEZE], &[&demand]);
    let path = folder.path();
    let merged = run(path, "git", &["merge", "-q", "-m", "merge", "theirs"]);
    assert!(!merged.status.success(), "{merged:?}");
    let said = String::from_utf8_lossy(&merged.stderr);
    assert!(
        said.contains("a.txt.ann.json: both sides changed annotation a"),
        "{said}"
    );
    let text = fs::read_to_string(path.join("a.txt.ann.json")).expect("a file");
    let both = format!("{},\"conflict\":{demand}}}", event.trim_end_matches('}'));
    assert_eq!(text, sidecar(&[&both, FREEZE]));
    let unmerged = run(path, "git", &["diff", "--name-only", "--diff-filter=U"]);
    assert_eq!(
        String::from_utf8_lossy(&unmerged.stdout),
        "a.txt.ann.json\n"
    );
    let checked = run(path, env!("CARGO_BIN_EXE_demarche"), &["check", "."]);
    let stdout = String::from_utf8_lossy(&checked.stdout);
    assert!(
        stdout.contains("a: it has two versions; open it in Demarche to choose one [conflict]"),
        "{stdout}"
    );
}
