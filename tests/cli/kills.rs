//! The command line killed while it imports or exports: the next run goes on, and nothing is doubled, mixed
//! or left over.
//!
//! `DEMARCHE_PROCESS_KILLS=50` says how often each is killed; the counts are printed.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use fastrand::Rng;

use super::cli::{demarche, message};

const ARTICLES: usize = 150;

fn kills() -> usize {
    let said = std::env::var("DEMARCHE_PROCESS_KILLS").ok();
    said.and_then(|said| said.parse().ok()).unwrap_or(3)
}

fn start(folder: &Path, args: &[&str]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_demarche"))
        .args(args)
        .current_dir(folder)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program runs")
}

/// Runs it to the end; how long it takes.
fn run(folder: &Path, args: &[&str]) -> Duration {
    let begun = Instant::now();
    let (code, _, err) = message(&demarche(folder, args));
    assert_eq!(code, 0, "{err}");
    begun.elapsed()
}

/// Kills it at a random moment before it would end.
fn killed(folder: &Path, args: &[&str], whole: Duration, random: &mut Rng) {
    let mut child = start(folder, args);
    std::thread::sleep(whole.mul_f64(random.f64()));
    let _ = child.kill();
    child.wait().expect("it is gone");
}

/// All files of a folder, by their path in it.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let files = walkdir::WalkDir::new(folder).into_iter().flatten();
    let files = files.filter(|entry| entry.file_type().is_file());
    let read = files.map(|file| {
        let inner = file.path().strip_prefix(folder).expect("it is inside");
        (inner.to_owned(), fs::read(file.path()).unwrap_or_default())
    });
    read.collect()
}

/// Whether these are of a program that was killed.
fn is_temporary(path: &Path) -> bool {
    let mut parts = path.iter();
    parts.any(|part| part.to_string_lossy().starts_with(".demarche-"))
}

#[test]
fn an_import_that_was_killed_goes_on_when_it_is_started_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    let dataset: String = (0..ARTICLES)
        .map(|number| {
            let text = format!("Putin demands a truce, says article {number}. ").repeat(20);
            let labels = r#"[[0,5,"actor"],[6,13,"demand"]]"#;
            format!("{{\"text\":\"{text}\",\"label\":{labels},\"name\":\"{number}.txt\"}}\n")
        })
        .collect();
    fs::write(root.join("d.jsonl"), dataset).expect("a file");
    let import = |into| ["import", "--from", "doccano", "--into", into, "d.jsonl"];
    let whole = run(root, &import("whole"));
    let wanted = files(&root.join("whole"));
    assert!(wanted.len() >= 2 * ARTICLES);

    let mut random = Rng::new();
    let (mut partly, mut files_left) = (0, 0);
    for _ in 0..kills() {
        let into = root.join("into");
        killed(root, &import("into"), whole, &mut random);
        let after = files(&into);
        let (temporary, after): (Vec<_>, Vec<_>) =
            after.into_iter().partition(|(path, _)| is_temporary(path));
        files_left += temporary.len();
        partly += usize::from(!after.is_empty() && after.len() < wanted.len());
        for (path, bytes) in after {
            assert!(
                wanted.get(&path) == Some(&bytes),
                "{} is torn",
                path.display()
            );
            if path.extension().is_some_and(|extension| extension == "txt") {
                let sidecar = into.join(path).with_extension("txt.ann.json");
                assert!(
                    sidecar.exists(),
                    "without annotations: {}",
                    sidecar.display()
                );
            }
        }
        run(root, &import("into"));
        let now = files(&into);
        assert!(now.keys().eq(wanted.keys()), "{:?}", now.keys());
        assert!(now == wanted, "the next run completes it");
        fs::remove_dir_all(into).expect("it is there");
    }
    println!(
        "{} kills of an import of {whole:?}: {partly} left a part, {files_left} temporary files",
        kills()
    );
}

#[test]
fn an_export_that_was_killed_leaves_the_old_dataset_or_the_new_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    let project = |label: &str| {
        for number in 0..ARTICLES {
            let path = root.join("p").join(format!("{number}.txt"));
            fs::create_dir_all(root.join("p")).expect("a folder");
            fs::write(&path, "Putin demands a truce.\n".repeat(300)).expect("a file");
            let annotations: Vec<String> = (0..300)
                .map(|line| {
                    let (from, to) = (line * 23, line * 23 + 5);
                    format!(r#"{{"id":"a{line}","label":"{label}","spans":[[{from},{to}]],"quote":["Putin"]}}"#)
                })
                .collect();
            let annotations = annotations.join(",\n");
            let sidecar = format!(
                r#"{{"format":"demarche","version":1,"document":{{}},"annotations":[{annotations}],"relations":[]}}"#
            );
            let place = path.with_extension("txt.ann.json");
            fs::write(place, sidecar).expect("a file");
        }
    };
    let mut random = Rng::new();
    for (format, out) in [("brat", "brat"), ("csv", "csv"), ("jsonl", "all.jsonl")] {
        let export = |out| ["export", "--to", format, "--out", out, "p"];
        let dataset = |name: &str| {
            let place = root.join(name);
            match fs::read(&place) {
                Ok(bytes) => BTreeMap::from([(PathBuf::new(), bytes)]),
                Err(_) => files(&place),
            }
        };
        project("actor");
        run(root, &export(out));
        let old = dataset(out);
        project("event");
        let new = format!("new-{out}");
        let whole = run(root, &export(&new));
        let new = dataset(&new);
        assert!(old != new && old.keys().eq(new.keys()));

        let (mut as_old, mut as_new) = (0, 0);
        for _ in 0..kills() {
            killed(root, &export(out), whole.mul_f64(1.1), &mut random);
            let now = dataset(out);
            if now == new {
                as_new += 1;
                // Back to the old one.
                project("actor");
                run(root, &export(out));
                project("event");
            } else {
                assert!(now == old, "{format}: files of both");
                as_old += 1;
            }
        }
        run(root, &export(out));
        assert!(dataset(out) == new);
        let left = files(root);
        let left: Vec<_> = left.keys().filter(|path| is_temporary(path)).collect();
        assert!(left.is_empty(), "{left:?}");
        println!(
            "{} kills of an export to {format} of {whole:?}: {as_old} old, {as_new} new",
            kills()
        );
    }
}
