//! `demarche report` as a shell sees it. What other programs read of the files, `tests/readers` checks.

use std::fs;
use std::path::Path;

use super::cli::{demarche, message};

/// A copy of the samples with one empty article that nobody coded.
fn samples() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_data");
    for entry in walkdir::WalkDir::new(&from) {
        let entry = entry.expect("an entry");
        let place = folder
            .path()
            .join("p")
            .join(entry.path().strip_prefix(&from).expect("inside"));
        if entry.file_type().is_dir() {
            fs::create_dir_all(place).expect("a folder");
        } else {
            fs::copy(entry.path(), place).expect("a copy");
        }
    }
    fs::write(folder.path().join("p/uncoded.txt"), "Nobody coded this.\n").expect("a file");
    folder
}

fn run(folder: &Path, args: &[&str]) -> (i32, String, String) {
    message(&demarche(folder, &[&["report"], args].concat()))
}

#[test]
fn one_coding_of_each_coded_article_is_shown_and_told() {
    let folder = samples();
    let (code, page, told) = run(folder.path(), &["--to", "html", "p"]);
    assert_eq!(code, 0, "{told}");
    assert_eq!(page.matches("<article ").count(), 8);
    assert!(!page.contains("Nobody coded this."));
    assert_eq!(
        page.matches("<bdi>gold</bdi>").count(),
        2,
        "the agreed versions"
    );
    for said in [
        "8 coded articles, ",
        "it is the agreed version, else the first coder’s",
    ] {
        assert!(told.contains(said) && page.contains(said), "{said}: {told}");
    }
    let (_, page, told) = run(folder.path(), &["--to", "html", "--coder", "mk", "p"]);
    assert!(told.contains("else mk’s, else the first coder’s"), "{told}");
    assert_eq!(page.matches("<bdi>gold</bdi>").count(), 2);
    fs::remove_file(
        folder
            .path()
            .join("p/talks/envoy-deadline.txt.gold.ann.json"),
    )
    .expect("removed");
    let (_, page, _) = run(folder.path(), &["--to", "html", "--coder", "mk", "p"]);
    let of = |coder: &str| page.matches(&format!("Coder: <bdi>{coder}</bdi>")).count();
    assert_eq!((of("gold"), of("mk")), (1, 1));
}

#[test]
fn every_form_is_written_and_replaced() {
    let folder = samples();
    for (form, start) in [
        ("html", "<!DOCTYPE html>"),
        ("odt", "PK"),
        ("docx", "PK"),
        ("pdf", "%PDF-"),
    ] {
        let out = format!("out.{form}");
        for round in 0..2 {
            let (code, stdout, told) = run(folder.path(), &["--to", form, "--out", &out, "p"]);
            assert_eq!((code, stdout.as_str()), (0, ""), "{round}: {told}");
        }
        let bytes = fs::read(folder.path().join(&out)).expect("the file");
        assert!(bytes.starts_with(start.as_bytes()), "{form}");
    }
    // A file of somebody else's, and one of the project.
    fs::write(folder.path().join("mine.html"), "mine").expect("a file");
    for (out, force) in [("mine.html", false), ("p/river/river-accord.txt", true)] {
        let before = fs::read(folder.path().join(out)).expect("the file");
        let force = if force { "--force" } else { "--strict" };
        let (code, _, told) = run(folder.path(), &["--to", "html", "--out", out, force, "p"]);
        assert_eq!(code, 2, "{told}");
        assert_eq!(fs::read(folder.path().join(out)).expect("the file"), before);
    }
}

#[test]
fn quotes_are_those_asked_for_in_groups() {
    let folder = samples();
    let quotes = |args: &[&str]| {
        let (code, page, told) = run(
            folder.path(),
            &[&["--to", "html", "--quotes"], args, &["p"]].concat(),
        );
        assert_eq!(code, 0, "{args:?}: {told}");
        (page, told)
    };
    let (page, told) = quotes(&["--label", "demand", "--attribute", "polarity=against"]);
    let count = page.matches("<article ").count();
    assert!(count > 10, "{count}");
    assert!(
        told.contains(&format!("8 coded articles, {count} annotations.")),
        "{told}"
    );
    assert!(
        told.contains("the label demand and the value polarity=against"),
        "{told}"
    );
    assert_eq!(page.matches("<h2 id=\"s").count(), 1, "one label");
    let (page, _) = quotes(&["--entity", "putin", "--by", "entity"]);
    let headings = page.matches("<h2 id=\"s").count();
    assert!(
        headings >= 1 && page.contains("Vladimir Putin"),
        "{headings}"
    );
    let (page, _) = quotes(&["--label", "event", "--by", "article"]);
    assert_eq!(page.matches("<h2 id=\"s").count(), 8);
}

#[test]
fn where_there_is_nothing_to_show_nothing_is_written() {
    let folder = samples();
    fs::create_dir(folder.path().join("q")).expect("a folder");
    fs::write(folder.path().join("q/uncoded.txt"), "Nobody coded this.\n").expect("a file");
    let (code, _, told) = run(folder.path(), &["--to", "pdf", "--out", "o.pdf", "q"]);
    assert_eq!(code, 1, "{told}");
    assert!(
        told.contains("nobody has coded one of these articles"),
        "{told}"
    );
    assert!(!folder.path().join("o.pdf").exists());
    let (code, _, told) = run(folder.path(), &["--to", "html", "p", "q"]);
    assert_eq!(code, 2, "{told}");
    assert!(told.contains("2 projects"), "{told}");
}

/// Many annotations at one place, control characters, a huge title, names that are paths.
#[test]
fn hostile_articles_become_documents() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = format!("A\u{1}B\u{202E}<script>{}", " word".repeat(2_000));
    let annotations: Vec<String> = (0..2_000)
        .map(|index| {
            let end = text.chars().count() - index;
            format!(r#"{{"id":"a{index}","label":"../../x","spans":[[{index},{end}]],"quote":[]}}"#)
        })
        .collect();
    let sidecar = format!(
        r#"{{"format":"demarche","version":1,"document":{{"title":"{}"}},"annotations":[{}]}}"#,
        "../..//t\\u0000".repeat(10_000),
        annotations.join(",\n")
    );
    fs::write(folder.path().join("a.txt"), &text).expect("a file");
    fs::write(folder.path().join("a.txt.ann.json"), sidecar).expect("a file");
    for form in ["html", "odt", "docx", "pdf"] {
        let out = format!("out.{form}");
        let (code, _, told) = run(folder.path(), &["--to", form, "--out", &out, "."]);
        assert!(code == 0 || code == 1, "{form}: {told}");
        let size = fs::metadata(folder.path().join(&out))
            .expect("the file")
            .len();
        assert!(size > 1_000 && size < 10_000_000, "{form}: {size}");
    }
}
