//! A project whose texts git checked out with other line ends (`core.autocrlf`).

use std::fs;
use std::path::Path;

use super::cli::{demarche, message};

/// Copies the samples; `CR LF` ends the lines of their texts if wanted.
fn copy_samples(to: &Path, with_cr_lf: bool) {
    fn copy(from: &Path, to: &Path, with_cr_lf: bool) {
        fs::create_dir_all(to).expect("a folder");
        for entry in fs::read_dir(from).expect("a folder") {
            let (path, name) = entry.map(|e| (e.path(), e.file_name())).expect("an entry");
            if path.is_dir() {
                copy(&path, &to.join(name), with_cr_lf);
                continue;
            }
            let mut bytes = fs::read(&path).expect("a file");
            if with_cr_lf && path.extension().is_some_and(|extension| extension == "txt") {
                let text = String::from_utf8(bytes).expect("UTF-8");
                // One sample has CR LF already.
                let text = text.replace("\r\n", "\n");
                bytes = text.replace('\n', "\r\n").into_bytes();
            }
            fs::write(to.join(name), bytes).expect("a file");
        }
    }
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_data");
    copy(&samples, to, with_cr_lf);
}

#[test]
fn a_checkout_with_other_line_ends_gives_the_same_results_and_writes_nothing() {
    let results = |with_cr_lf: bool| {
        let folder = tempfile::tempdir().expect("a folder");
        copy_samples(&folder.path().join("project"), with_cr_lf);
        let (_, checked, _) = message(&demarche(folder.path(), &["check", "project"]));
        let export = [
            "export",
            "--to",
            "csv",
            "--out",
            "annotations.csv",
            "project",
        ];
        let (code, _, err) = message(&demarche(folder.path(), &export));
        assert_eq!(code, 0, "{err}");
        let (code, _, err) = message(&demarche(folder.path(), &["reanchor", "project"]));
        assert_eq!(code, 0, "{err}");
        assert!(err.contains("0 files written"), "{err}");
        let table = folder.path().join("annotations.csv");
        let files = fs::read_dir(&table).map_or_else(
            |_| vec![fs::read(&table).expect("a table")],
            |entries| {
                let mut paths: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
                paths.sort();
                paths
                    .iter()
                    .filter_map(|path| fs::read(path).ok())
                    .collect()
            },
        );
        let files: Vec<String> = files
            .iter()
            .map(|bytes| String::from_utf8_lossy(bytes).into_owned())
            .collect();
        (checked, files)
    };
    let (as_annotated, with_cr_lf) = (results(false), results(true));
    assert!(as_annotated.1.iter().any(|file| file.lines().count() > 100));
    assert_eq!(as_annotated, with_cr_lf);
}
