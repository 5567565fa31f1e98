//! What the commands write never destroys articles, annotations or other people's files, and an
//! incomplete result never replaces a complete one.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::cli::{demarche, message, sound};

/// A project `p` with articles in several encodings, and a file of somebody else.
fn project() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    };
    write("p/golden.txt", include_bytes!("../data/golden.txt"));
    write("p/golden.txt.ann.json", sound().as_bytes());
    write("p/latin.txt", b"Caf\xe9 talks.\r\nPutin refused.\r\n");
    write("p/mark.txt", b"\xef\xbb\xbfTalks.\r\n");
    write("p/README.md", b"my notes");
    write(
        "p/entities.json",
        br#"{"format":"demarche-entities","version":1,"entities":[]}"#,
    );
    write("p/data.json", b"{}");
    write("theirs.json", b"theirs");
    folder
}

/// All files below a folder, with their contents.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path
            .file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        if path.is_dir() {
            let inner = self::files(&path).into_iter();
            files.extend(inner.map(|(inner, bytes)| (format!("{name}/{inner}"), bytes)));
        } else {
            files.insert(name, fs::read(&path).expect("a file"));
        }
    }
    files
}

#[test]
fn no_writer_replaces_or_becomes_a_file_of_a_project() {
    let folder = project();
    let path = folder.path();
    for name in ["1", "2"] {
        let part = format!("{name}/2");
        let args = ["stats", "--json", "--part", &part, "p"];
        let (code, out, err) = message(&demarche(path, &args));
        assert_eq!(code, 0, "{err}");
        fs::write(path.join(format!("{name}.json")), out).expect("a part");
    }
    let before = files(&path.join("p"));
    let targets = [
        ("golden.txt", "file of a project"),
        ("golden.txt.ann.json", "file of a project"),
        ("entities.json", "file of a project"),
        ("README.md", "file of a project"),
        ("new.txt", "would take this"),
        ("latin.txt.ann.json", "would take this"),
    ];
    let commands: [&[&str]; 6] = [
        &["export", "--to", "jsonl", "p", "--out"],
        &[
            "export", "--to", "jsonl", "--out", "o.jsonl", "p", "--report",
        ],
        &["codebook", "export", "--to", "csv", "p", "--out"],
        &["join", "--from", "stats", "1.json", "2.json", "--out"],
        &["import", "--into", "p", "theirs.json", "--report"],
        &[
            "import",
            "--from",
            "jsonl",
            "--into",
            "p",
            "theirs.json",
            "--report",
        ],
    ];
    for command in commands {
        for (target, why) in targets {
            let target = format!("p/{target}");
            for force in [&[][..], &["--force"]] {
                let args = [command, &[target.as_str()], force].concat();
                let (code, _, err) = message(&demarche(path, &args));
                assert_eq!(code, 2, "{args:?}: {err}");
                assert!(
                    err.contains(why) && err.contains(&target),
                    "{args:?}: {err}"
                );
            }
        }
    }
    assert!(!path.join("o.jsonl").exists(), "reports are checked first");
    // No format, whatever its files are called.
    for format in demarche::formats::ALL {
        let name = format.about().name;
        let args = ["export", "--to", name, "--out", "p", "--force", "p"];
        let (code, _, err) = message(&demarche(path, &args));
        assert_eq!(code, 2, "{name}: {err}");
        assert!(err.contains("such as p/dataset"), "{name}: {err}");
    }
    assert_eq!(files(&path.join("p")), before);
}

#[test]
fn files_that_we_did_not_write_are_replaced_only_with_force() {
    let folder = project();
    let path = folder.path();
    let commands: [&[&str]; 3] = [
        &["export", "--to", "jsonl", "p", "--out", "theirs.json"],
        &[
            "export",
            "--to",
            "jsonl",
            "p",
            "--out",
            "o.jsonl",
            "--report",
            "theirs.json",
        ],
        &[
            "codebook",
            "export",
            "--to",
            "json",
            "p",
            "--out",
            "theirs.json",
        ],
    ];
    for command in commands {
        fs::write(path.join("theirs.json"), "theirs").expect("a file");
        let (code, _, err) = message(&demarche(path, command));
        assert_eq!(code, 2, "{command:?}: {err}");
        assert!(
            err.contains("--force") && err.contains("theirs.json"),
            "{err}"
        );
        assert_eq!(
            fs::read(path.join("theirs.json")).expect("a file"),
            b"theirs"
        );
        let forced = [command, &["--force"]].concat();
        let (code, _, err) = message(&demarche(path, &forced));
        assert_eq!(code, 0, "{forced:?}: {err}");
        // Now it is ours.
        let (code, _, err) = message(&demarche(path, command));
        assert_eq!(code, 0, "{command:?}: {err}");
    }
}

#[test]
fn a_dataset_folder_is_replaced_as_long_as_nobody_changed_it() {
    let folder = project();
    let path = folder.path();
    let export = |force: &[&str]| {
        let args = ["export", "--to", "brat", "--out", "p/set", "p"];
        message(&demarche(path, &[&args[..], force].concat()))
    };
    let articles = || {
        let (_, out, _) = message(&demarche(path, &["stats", "--json", "p"]));
        let json: serde_json::Value = serde_json::from_str(&out).expect("JSON");
        json["articles"].as_u64()
    };
    let before = articles();
    assert_eq!(export(&[]).0, 0);
    // It lies in the project, and its texts are no articles.
    assert!(path.join("p/set/golden.txt").exists());
    assert_eq!(articles(), before);
    let (code, _, err) = export(&[]);
    assert_eq!(code, 0, "{err}");

    let text = path.join("p/set/golden.txt");
    let written = fs::read(&text).expect("a text");
    fs::write(&text, "mine").expect("a file");
    let (code, _, err) = export(&[]);
    assert!(code == 2 && err.contains("p/set/golden.txt"), "{err}");
    assert_eq!(fs::read(&text).expect("a text"), b"mine");
    assert_eq!(export(&["--force"]).0, 0);
    assert_eq!(fs::read(&text).expect("a text"), written);
}

#[cfg(unix)]
#[test]
fn links_in_a_target_are_not_followed() {
    let folder = project();
    let path = folder.path();
    let link = |to: &str, name: &str| {
        std::os::unix::fs::symlink(to, path.join(name)).expect("a link");
    };
    let (code, _, err) = message(&demarche(
        path,
        &["export", "--to", "csv", "--out", "set", "p"],
    ));
    assert_eq!(code, 0, "{err}");
    fs::remove_file(path.join("set/documents.csv")).expect("a file");
    link("../theirs.json", "set/documents.csv");
    link("theirs.json", "link.jsonl");
    fs::create_dir(path.join("outside")).expect("a folder");
    fs::create_dir(path.join("into")).expect("a folder");
    link("../outside", "into/linked");
    for args in [
        &["export", "--to", "csv", "--force", "--out", "set", "p"][..],
        &[
            "export",
            "--to",
            "jsonl",
            "--force",
            "--out",
            "link.jsonl",
            "p",
        ],
    ] {
        let (code, _, err) = message(&demarche(path, args));
        assert!(code == 2 && err.contains("link"), "{args:?}: {err}");
    }
    assert_eq!(
        fs::read(path.join("theirs.json")).expect("a file"),
        b"theirs"
    );
    let dataset = r#"{"text":"Article one.","name":"linked/x.txt","label":[]}"#;
    fs::write(path.join("d.jsonl"), dataset).expect("a file");
    let args = ["import", "--from", "doccano", "--into", "into", "d.jsonl"];
    demarche(path, &args);
    assert!(files(&path.join("outside")).is_empty());
}

#[test]
fn an_incomplete_dataset_replaces_nothing_unless_it_is_wanted() {
    let folder = project();
    let path = folder.path();
    let export = |more: &[&str]| {
        let args = ["export", "--to", "jsonl", "--out", "o.jsonl", "p"];
        message(&demarche(path, &[&args[..], more].concat()))
    };
    assert_eq!(export(&[]).0, 0);
    let complete = fs::read(path.join("o.jsonl")).expect("a dataset");
    fs::write(path.join("p/golden.txt.ann.json"), "{oops").expect("a file");
    let (code, _, err) = export(&["--force"]);
    assert_eq!(code, 1, "{err}");
    let (reason, rest) = err.split_once('\n').expect("two lines");
    assert!(reason.contains("golden.txt.ann.json"), "{err}");
    assert!(
        rest.contains("nothing was written") && rest.contains("--partial"),
        "{err}"
    );
    assert_eq!(fs::read(path.join("o.jsonl")).expect("a dataset"), complete);
    let (code, out, _) = message(&demarche(path, &["export", "--to", "jsonl", "p"]));
    assert_eq!((code, out.as_str()), (1, ""));
    assert_eq!(export(&["--partial"]).0, 1);
    let partial = fs::read(path.join("o.jsonl")).expect("a dataset");
    assert!(partial.len() < complete.len() && !partial.is_empty());

    // A disk that is not mounted is an empty folder.
    fs::create_dir(path.join("empty")).expect("a folder");
    let args = ["export", "--to", "jsonl", "--out", "o.jsonl", "empty"];
    let (code, _, err) = message(&demarche(path, &args));
    assert_eq!(code, 1, "{err}");
    assert!(err.starts_with("demarche: there are no articles"), "{err}");
    assert_eq!(fs::read(path.join("o.jsonl")).expect("a dataset"), partial);
}
