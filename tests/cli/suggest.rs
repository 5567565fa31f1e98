//! `demarche suggest`: learns from finished articles, writes suggestions, never touches anybody's work.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use demarche::store::sidecar;
use serde_json::Value;

use crate::cli::{demarche, message};

/// The samples, of which one article is not finished.
fn project() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_data");
    for entry in walkdir::WalkDir::new(&samples)
        .into_iter()
        .filter_map(Result::ok)
    {
        let name = entry.path().strip_prefix(&samples).expect("inside");
        let place = folder.path().join("p").join(name);
        if entry.file_type().is_dir() {
            fs::create_dir_all(&place).expect("a folder");
        } else {
            fs::copy(entry.path(), &place).expect("a copy");
        }
    }
    folder
}

fn run(folder: &Path, args: &str) -> (i32, String, String) {
    let args: Vec<&str> = args.split_whitespace().collect();
    message(&demarche(folder, &args))
}

/// All files of the project with their contents.
fn contents(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = walkdir::WalkDir::new(folder)
        .into_iter()
        .filter_map(Result::ok);
    let files = files.filter(|entry| entry.file_type().is_file());
    files
        .map(|entry| {
            let name = entry.path().display().to_string();
            (name, fs::read(entry.path()).expect("a file"))
        })
        .collect()
}

#[test]
fn finished_articles_are_evaluated_without_a_change_of_any_file() {
    let folder = project();
    let before = contents(folder.path());
    let (code, out, talk) = run(folder.path(), "suggest p --evaluate --folds 3 --json");
    assert_eq!(code, 0, "{talk}");
    let report: Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(report["articles"], 7);
    assert_eq!(report["folds"], 3);
    let half = &report["all"]["thresholds"][2];
    assert_eq!(half["least_confidence"], 0.5);
    assert!(
        half["precision"].as_f64().expect("a number") > 0.5,
        "{half}"
    );
    assert!(
        report["values"]["actor entity"]["accuracy"]
            .as_f64()
            .expect("a number")
            > 0.5
    );
    assert!(
        report["labels"]["actor"]["annotations"]
            .as_u64()
            .expect("a number")
            > 300
    );
    assert_eq!(contents(folder.path()), before);
    let (code, out, _) = run(folder.path(), "suggest p/talks --evaluate --folds 2");
    assert_eq!(code, 0);
    for heading in [
        "Spans",
        "Calibration",
        "First suggestion of values",
        "Learned from",
        "Keys",
    ] {
        assert!(out.contains(heading), "{heading}: {out}");
    }
}

#[test]
fn suggestions_for_unfinished_articles_go_into_files_of_their_own() {
    let folder = project();
    let before = contents(folder.path());
    let (code, _, talk) = run(folder.path(), "suggest p --out suggestions");
    assert_eq!(code, 0, "{talk}");
    assert!(talk.contains("learned from 7 finished articles"), "{talk}");
    // Only the one that is not finished.
    let written: Vec<String> = contents(&folder.path().join("suggestions"))
        .into_keys()
        .collect();
    assert_eq!(written.len(), 1);
    assert!(
        written[0].ends_with("arabic-envoys.txt.suggestions.json"),
        "{written:?}"
    );
    let file: Value =
        serde_json::from_slice(&fs::read(&written[0]).expect("a file")).expect("JSON");
    assert_eq!(file["format"], "demarche-suggestions");
    // What it says of annotations that are there, and no annotation twice.
    let text = fs::read_to_string(folder.path().join("p/river/arabic-envoys.txt")).expect("a text");
    let chars: Vec<char> = text.chars().collect();
    for one in file["annotations"].as_array().expect("a list") {
        let place = |at: usize| one["spans"][0][at].as_u64().expect("a number") as usize;
        let quote: String = chars[place(0)..place(1)].iter().collect();
        assert_eq!(one["quote"][0], quote);
        assert!(one["confidence"].as_f64().expect("a number") >= 0.5);
    }
    for (name, bytes) in &before {
        assert_eq!(&fs::read(name).expect("it is there"), bytes, "{name}");
    }
}

#[test]
fn a_coder_of_its_own_gets_sidecars_that_are_never_overwritten() {
    let folder = project();
    // Without annotations all of it is suggested.
    fs::remove_file(folder.path().join("p/river/arabic-envoys.txt.ann.json")).expect("removed");
    fs::remove_file(folder.path().join("p/talks/elbe-anniversary.txt.ann.json")).expect("removed");
    let (code, _, talk) = run(folder.path(), "suggest p --as-coder machine");
    assert_eq!(code, 0, "{talk}");
    let path = folder
        .path()
        .join("p/talks/elbe-anniversary.txt.machine.ann.json");
    let bytes = fs::read(&path).expect("it is written");
    let read = sidecar::read(&bytes).expect("a sidecar");
    assert!(read.annotation_count() > 10, "{}", read.annotation_count());
    let written = String::from_utf8(bytes.clone()).expect("text");
    assert!(
        written.contains("\"origin\":\"suggested:learned\""),
        "{written}"
    );
    assert!(written.contains("\"coder\": \"machine\""), "{written}");
    let (code, _, talk) = run(folder.path(), "check p");
    assert_ne!(code, 2, "{talk}");
    fs::write(&path, [&bytes[..], b"\n"].concat()).expect("changed");
    let before = contents(folder.path());
    let (code, _, talk) = run(folder.path(), "suggest p --as-coder machine");
    assert_eq!(code, 0, "{talk}");
    assert!(talk.contains("skipped"), "{talk}");
    assert_eq!(contents(folder.path()), before);
}

#[test]
fn wrong_use_is_told() {
    let folder = project();
    for (args, word) in [
        ("suggest p --confidence 2", "--confidence"),
        ("suggest p --as-coder gold", "gold"),
        ("suggest p --as-coder a/b", "a/b"),
        ("suggest p --evaluate --out x", "--out"),
        (
            "suggest p --coder nobody --evaluate",
            "unknown coder “nobody”",
        ),
    ] {
        let (code, _, talk) = run(folder.path(), args);
        assert_eq!(code, 2, "{args}: {talk}");
        assert!(talk.contains(word), "{args}: {talk}");
    }
}
