//! `demarche import` of folders and files: what is taken, what is named as left out, and the exit
//! status when nothing is.

use std::fs;

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
