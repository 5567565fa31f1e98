//! `demarche import` of folders and files: what is taken, what is named as left out, and the exit
//! status when nothing is.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::cli::{demarche, message};

const EXPORT: &str = "1 of 2 DOCUMENTS\n\nThe Courier\n\nApril 25, 2025 Friday\n\nDockers stay out\n\n\
    LENGTH: 14 words\n\nThe harbour of Port-Levan stayed silent on Friday for the ninth day, again.\n\n\
    2 of 2 DOCUMENTS\n\nThe Courier\n\nApril 26, 2025 Saturday\n\nTalks go on\n\n\
    LENGTH: 14 words\n\nThe owners of the port asked the dockers to let the medicines through tonight.\n";

#[test]
fn a_folder_names_the_files_that_are_not_imported() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    fs::create_dir(at("in")).expect("a folder");
    for (name, bytes) in [
        ("EXPORT.TXT", EXPORT.as_bytes()),
        ("notes.txt", b"Ring Castel again."),
        ("old.doc", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 \0\0"),
        ("letter.msg", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 \0\0"),
        ("picture.png", b"\x89PNG"),
    ] {
        fs::write(at("in").join(name), bytes).expect("a file");
    }
    let (code, out, err) = message(&demarche(folder.path(), &["import", "--into", "out", "in"]));
    assert_eq!((code, out.lines().count()), (0, 2), "{err}");
    for told in [
        "notes.txt: it is plain text",
        "old.doc: it is a document in the old Office format",
        "letter.msg: it cannot be read as Outlook message",
        "picture.png: files of the kind .png are not read",
        "imported: 2 articles of 3 files",
        "4 complaints",
    ] {
        assert!(err.contains(told), "{told}: {err}");
    }
    let text = fs::read_to_string(at("out/2025-04-25-dockers-stay-out.txt")).expect("it is there");
    assert!(text.starts_with("Dockers stay out\nThe harbour"), "{text}");

    // Who wants texts says so.
    let args = ["import", "--from", "txt", "--into", "texts", "in/notes.txt"];
    let (code, out, err) = message(&demarche(folder.path(), &args));
    assert_eq!((code, out.lines().count()), (0, 1), "{err}");
}

#[test]
fn an_import_of_nothing_fails_and_says_what_to_try() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("in")).expect("a folder");
    fs::write(folder.path().join("in/notes.txt"), "Ring Castel again.").expect("a file");
    let (code, _, err) = message(&demarche(folder.path(), &["import", "--into", "out", "in"]));
    assert_eq!(code, 1, "{err}");
    assert!(err.contains("nothing was imported"), "{err}");
    assert!(err.contains("notes.txt: it is plain text"), "{err}");
}

/// A file of the tests of what is imported.
fn sample(name: &str) -> Vec<u8> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    fs::read(root.join("tests/data/ingest").join(name)).expect("a sample")
}

fn json(path: &Path) -> Value {
    let text = fs::read_to_string(path).unwrap_or_else(|_| panic!("{}", path.display()));
    serde_json::from_str(&text).expect("it is JSON")
}

#[test]
fn highlights_and_notes_of_a_pdf_become_annotations() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    fs::write(at("paper.pdf"), sample("marked.pdf")).expect("a file");
    let run = |args: &[&str]| {
        let args: Vec<&str> = ["import"].iter().chain(args).copied().collect();
        message(&demarche(folder.path(), &args))
    };
    let (code, _, err) = run(&["--dry-run", "--into", "out", "paper.pdf"]);
    assert_eq!(code, 0, "{err}");
    assert!(err.contains("Label yellow highlight comes."), "{err}");
    assert!(
        err.contains("1 article of 1 file with 6 annotations"),
        "{err}"
    );
    assert!(!at("out").exists());

    let (code, _, err) = run(&["--extend-codebook", "--into", "out", "paper.pdf"]);
    assert_eq!(code, 0, "{err}");
    for told in [
        "3 marks or notes are not on text",
        "“compare with April”",
        "yellow highlight (page 2)",
    ] {
        assert!(err.contains(told), "{told}: {err}");
    }
    let sidecar = json(&at("out/dockers-stay-out.txt.ann.json"));
    assert_eq!(sidecar["coder"], "Mara");
    let all = sidecar["annotations"].as_array().expect("a list");
    let said = all
        .iter()
        .map(|a| format!("{}: {}", a["label"], a["quote"][0]));
    let said: Vec<String> = said.collect();
    assert_eq!(
        said,
        [
            "\"yellow highlight\": \"government of the island\"",
            "\"yellow note\": \"The\"",
            "\"green highlight\": \"a rise of 11 per cent\"",
            "\"red underline\": \"The owners say no.\"",
            "\"red strikethrough\": \"They will wait.\"",
            "\"yellow highlight\": \"the talks\"",
        ]
    );
    assert_eq!(all[0]["memo"], "Who is meant here?\nOle: or of the town?");
    assert_eq!(all[0]["at"], "2025-04-25T08:15:00Z");
    assert_eq!(all[0]["by"], "Mara");
    let codebook = fs::read_to_string(at("out/codebook.json")).expect("it was extended");
    assert!(codebook.contains("\"red underline\""), "{codebook}");
    let fields = json(&at("out/dockers-stay-out.txt.article.json"));
    let memo = fields["fields"]["memo"].as_str().expect("a memo");
    assert!(memo.contains("page 1, Mara: compare with April"), "{memo}");

    // The same again is a duplicate, and its marks are not lost without a word.
    let (_, _, err) = run(&["--into", "out", "paper.pdf"]);
    assert!(err.contains("left out with it: 6 annotations"), "{err}");
    let (code, _, err) = message(&demarche(folder.path(), &["check", "out"]));
    assert_eq!(code, 0, "{err}");
}

#[test]
fn each_person_who_has_marked_a_pdf_has_a_coding() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    fs::write(at("paper.pdf"), sample("marked-by-two.pdf")).expect("a file");
    let args = ["import", "--into", "out", "paper.pdf"];
    let (code, _, err) = message(&demarche(folder.path(), &args));
    assert_eq!(code, 0, "{err}");
    assert!(err.contains("--extend-codebook adds"), "{err}");
    for (coder, count) in [("Mara", 1), ("Ole_Nord", 2)] {
        let sidecar = json(&at(&format!("out/dockers-stay-out.txt.{coder}.ann.json")));
        assert_eq!(sidecar["coder"], *coder);
        let all = sidecar["annotations"].as_array().expect("a list");
        assert_eq!(all.len(), count, "{coder}");
        let subjects = all.iter().filter(|a| !a["attributes"]["subject"].is_null());
        assert_eq!(subjects.count(), 1, "{coder}");
    }
}

/// The folder that Zotero exports: a list, and the files of each record in a folder of its own.
const ZOTERO_RIS: &str = "TY  - NEWS\nTI  - Dockers stay out\nAU  - Sorel, Maria\nT2  - The Courier\n\
    DA  - 2025/04/25/\nPY  - 2025\nLA  - en\nAB  - The ninth day.\nUR  - https://news.example/a\n\
    L1  - files/12/Sorel - 2025 - Dockers.pdf\nL2  - files/13/dockers.html\nER  - \n\n\
    TY  - NEWS\nTI  - Talks go on\nT2  - The Courier\nDA  - 2025/04/26/\nL1  - files/14/talks.html\n\
    ER  - \n";
const ZOTERO_BIB: &str = "@article{sorel_dockers_2025,\n\ttitle = {Dockers stay out},\n\
    \tauthor = {Sorel, Maria},\n\tjournal = {The Courier},\n\tdate = {2025-04-25},\n\
    \turl = {https://news.example/a},\n\tabstract = {The ninth day.},\n\tlangid = {english},\n\
    \tfile = {Sorel - 2025 - Dockers.pdf:files/12/Sorel - 2025 - Dockers.pdf:application/pdf;Snapshot:files/13/dockers.html:text/html},\n}\n\n\
    @article{talks_2025,\n\ttitle = {Talks go on},\n\tjournal = {The Courier},\n\tdate = {2025-04-26},\n\
    \tfile = {Snapshot:files/14/talks.html:text/html},\n}\n";

#[test]
fn a_folder_of_zotero_is_its_records_with_the_texts_of_their_files() {
    let page =
        b"<html><body><article><h1>Talks go on</h1><p>The owners of the port asked the dockers to \
        let the medicines through tonight, and the dockers said that they would think about it.</p>\
        </article></body></html>";
    for (name, list) in [("Export.ris", ZOTERO_RIS), ("Export.bib", ZOTERO_BIB)] {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |name: &str| folder.path().join(name);
        for number in ["12", "13", "14"] {
            fs::create_dir_all(at("Export/files").join(number)).expect("a folder");
        }
        fs::write(at("Export").join(name), list).expect("a file");
        let pdf = at("Export/files/12/Sorel - 2025 - Dockers.pdf");
        fs::write(pdf, sample("marked.pdf")).expect("a file");
        fs::write(at("Export/files/13/dockers.html"), page).expect("a file");
        fs::write(at("Export/files/14/talks.html"), page).expect("a file");
        let args = ["import", "--into", "out", "Export"];
        let (code, out, err) = message(&demarche(folder.path(), &args));
        assert_eq!((code, out.lines().count()), (0, 2), "{name}: {err}");
        let first = at("out/2025-04-25-dockers-stay-out.txt");
        let text = fs::read_to_string(&first).expect("it is there");
        assert!(text.contains("as the government of the island"), "{text}");
        let fields = json(&first.with_extension("txt.article.json"));
        let fields = &fields["fields"];
        for (field, value) in [
            ("title", "Dockers stay out"),
            ("author", "Sorel, Maria"),
            ("outlet", "The Courier"),
            ("url", "https://news.example/a"),
            ("abstract", "The ninth day."),
        ] {
            assert_eq!(fields[field], value, "{name}: {field}");
        }
        // What was marked in Zotero's reader and exported with the file.
        let sidecar = json(&first.with_extension("txt.ann.json"));
        assert_eq!(sidecar["annotations"].as_array().map(Vec::len), Some(6));
        let second = fs::read_to_string(at("out/2025-04-26-talks-go-on.txt"));
        assert!(second.expect("it is there").contains("medicines"), "{name}");
        assert!(
            err.contains("further attached files were not read: “dockers.html”"),
            "{err}"
        );
        assert!(
            err.contains("imported: 2 articles of 1 file with 6 annotations"),
            "{err}"
        );
    }
}
