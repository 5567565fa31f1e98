//! Opening an article with its sidecar, and saving the sidecar.

use super::*;
use crate::model::document::Status;
use crate::model::{Annotation, ByteOffset, Edit, Span};
use crate::sidecar_path;
use std::fs;

const TEXT: &str = "Putin demands\r\na NATO freeze.";

fn folder() -> (tempfile::TempDir, PathBuf, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let article = folder.path().join("talks.txt");
    fs::write(&article, TEXT).expect("a file");
    let sidecar = sidecar_path(&article, None);
    (folder, article, sidecar)
}

fn open(article: &Path, sidecar: &Path) -> LoadedArticle {
    open_article(article, sidecar, &OpenOptions::default()).unwrap_or_else(|e| panic!("{e}"))
}

fn tag(loaded: &mut LoadedArticle, id: &str) -> Snapshot {
    let text = loaded.document.text().clone();
    let span = Span::new(&text, ByteOffset(0), ByteOffset(5)).expect("a span");
    let annotation = Annotation::new(id, "actor", span);
    let added = loaded.document.apply(Edit::Add(annotation.into()));
    added.expect("it fits");
    Snapshot::new(&loaded.document, &loaded.header)
}

#[test]
fn a_saved_article_opens_again() {
    let (_folder, article, sidecar) = folder();
    let mut loaded = open(&article, &sidecar);
    assert_eq!((loaded.stamp.clone(), loaded.notices.len()), (None, 0));
    let snapshot = tag(&mut loaded, "a");
    let stamp = save_sidecar(&sidecar, &snapshot, None, &|_| true).expect("it is saved");
    let again = open(&article, &sidecar);
    assert_eq!(again.stamp, Some(stamp));
    assert_eq!(again.notices, []);
    assert_eq!(again.document.annotations(), loaded.document.annotations());
}

#[test]
fn another_programs_changes_are_merged_and_not_overwritten() {
    let (_folder, article, sidecar) = folder();
    let mut ours = open(&article, &sidecar);
    let base = Snapshot::new(&ours.document, &ours.header);
    let mut theirs = open(&article, &sidecar);
    let snapshot = tag(&mut theirs, "theirs");
    save_sidecar(&sidecar, &snapshot, None, &|_| true).expect("it is saved");

    let snapshot = tag(&mut ours, "ours");
    let refused = save_sidecar(&sidecar, &snapshot, ours.stamp.as_ref(), &|_| true);
    assert!(matches!(refused, Err(WriteError::ChangedOutside { .. })));
    let theirs = reread_sidecar(&sidecar, &snapshot)
        .expect("it is read")
        .expect("it is there");
    assert_eq!(theirs.notices, []);
    let merge = super::super::merge::merge(&base, &snapshot, &theirs.snapshot);
    assert_eq!(merge.conflicts, []);
    ours.document
        .apply(Edit::Batch(merge.edits))
        .expect("it fits");
    let merged = Snapshot::new(&ours.document, &merge.header);
    save_sidecar(&sidecar, &merged, Some(&theirs.stamp), &|_| true).expect("it is saved");
    assert_eq!(open(&article, &sidecar).document.annotations().len(), 2);
}

#[test]
fn a_broken_or_newer_sidecar_is_left_alone() {
    let (_folder, article, sidecar) = folder();
    for broken in ["{oops", "{\"format\":\"demarche\",\"version\":99}"] {
        fs::write(&sidecar, broken).expect("a file");
        let error = open_article(&article, &sidecar, &OpenOptions::default());
        assert!(matches!(error, Err(OpenError::Sidecar { .. })));
        assert_eq!(fs::read_to_string(&sidecar).expect("it is there"), broken);
    }
    let aside = set_aside(&sidecar).expect("it is renamed");
    assert!(aside.exists() && !sidecar.exists());
}

#[test]
fn the_sidecars_encoding_is_obeyed() {
    let (_folder, article, sidecar) = folder();
    fs::write(&article, b"caf\xC3\xA9").expect("a file");
    let json = r#"{"format":"demarche","version":1,"source":{"encoding":"latin1"}}"#;
    fs::write(&sidecar, json).expect("a file");
    assert_eq!(open(&article, &sidecar).document.text().as_str(), "cafÃ©");
    fs::write(&sidecar, json.replace("latin1", "")).expect("a file");
    let loaded = open(&article, &sidecar);
    assert_eq!(loaded.document.text().as_str(), "café");
    assert_eq!(loaded.notices, [], "it names no encoding");
    fs::write(&sidecar, json).expect("a file");
    let options = OpenOptions {
        encoding: Some("utf-8".into()),
        ..OpenOptions::default()
    };
    let loaded = open_article(&article, &sidecar, &options).expect("it opens");
    assert_eq!(loaded.document.text().as_str(), "café");
    fs::write(&sidecar, json.replace("latin1", "utf-16le")).expect("a file");
    assert_eq!(
        open(&article, &sidecar).notices[0].kind.code(),
        "useless-encoding"
    );
}

#[test]
fn an_older_file_is_kept_beside_the_new_one() {
    let (_folder, article, sidecar) = folder();
    let old = r#"{"format":"demarche","version":0,"document":{"status":"done"}}"#;
    fs::write(&sidecar, old).expect("a file");
    let loaded = open(&article, &sidecar);
    assert_eq!(loaded.document.fields().status, Status::Done);
    let snapshot = Snapshot::new(&loaded.document, &loaded.header);
    let stamp =
        save_sidecar(&sidecar, &snapshot, loaded.stamp.as_ref(), &|_| true).expect("it is saved");
    save_sidecar(&sidecar, &snapshot, Some(&stamp), &|_| true).expect("it is saved again");
    let copy = sidecar.with_extension("json.v0.bak");
    assert_eq!(fs::read_to_string(copy).expect("it is kept"), old);
}

#[test]
fn too_large_and_binary_articles_are_reported() {
    let (_folder, article, sidecar) = folder();
    let options = OpenOptions {
        limit_bytes: 3,
        ..OpenOptions::default()
    };
    let error = open_article(&article, &sidecar, &options).expect_err("it is too large");
    assert!(error.to_string().contains("29 bytes"), "{error}");
    let missing = open_article(&sidecar, &sidecar, &options).expect_err("it is missing");
    assert!(matches!(missing, OpenError::Article { .. }));
}

/// Files of outside data: every sample that this program or its helpers wrote.
///
/// `DEMARCHE_SAMPLES=<folder>` names them; with `DEMARCHE_REWRITE=1` they are brought into the
/// one form.
#[test]
fn samples_come_back_byte_for_byte() {
    let Some(folder) = std::env::var_os("DEMARCHE_SAMPLES") else {
        return;
    };
    let paths = [PathBuf::from(folder)];
    let project = crate::open_project(&paths, Default::default()).expect("it opens");
    let mut differ = Vec::new();
    for entry in &project.articles {
        for sidecar in &entry.sidecars {
            let loaded = open(&entry.path, &sidecar.path);
            assert_eq!(loaded.notices, [], "{}", sidecar.path.display());
            let saved = Snapshot::new(&loaded.document, &loaded.header).to_bytes();
            if saved == fs::read(&sidecar.path).expect("it is there") {
                continue;
            }
            differ.push(sidecar.path.display().to_string());
            if std::env::var_os("DEMARCHE_REWRITE").is_some() {
                fs::write(&sidecar.path, saved).expect("it is written");
            }
        }
    }
    assert!(project.problems.is_empty(), "{:?}", project.problems);
    assert_eq!(differ, Vec::<String>::new());
}

/// What git does to a text that was annotated with LF on a computer that wants CR LF, and the reverse.
#[test]
fn a_text_with_other_line_ends_opens_as_it_was_annotated() {
    let lf = "Geneva,\nдень: Putin demands\na NATO freeze.\n";
    for (annotated, here) in [
        (lf.to_owned(), lf.replace('\n', "\r\n")),
        (lf.replace('\n', "\r\n"), lf.to_owned()),
    ] {
        let (_folder, article, sidecar) = folder();
        fs::write(&article, &annotated).expect("a file");
        let mut loaded = open(&article, &sidecar);
        let text = loaded.document.text().clone();
        let start = annotated.find("Putin").expect("it is there");
        let end = annotated.find("freeze").expect("it is there");
        let span = Span::new(&text, ByteOffset(start), ByteOffset(end)).expect("a span");
        let annotation = Annotation::new("a", "actor", span);
        let added = loaded.document.apply(Edit::Add(annotation.into()));
        added.expect("it fits");
        let snapshot = Snapshot::new(&loaded.document, &loaded.header);
        save_sidecar(&sidecar, &snapshot, None, &|_| true).expect("it is saved");
        let written = fs::read(&sidecar).expect("it is there");

        fs::write(&article, &here).expect("a file");
        let mut again = open(&article, &sidecar);
        assert_eq!((&again.notices, &again.moves), (&Vec::new(), &Vec::new()));
        assert_eq!(again.document.text().as_str(), annotated);
        assert_eq!(again.document.annotations(), loaded.document.annotations());
        // A further annotation changes no other line of the sidecar.
        let further = tag(&mut again, "b");
        save_sidecar(&sidecar, &further, again.stamp.as_ref(), &|_| true).expect("it is saved");
        let lines = fs::read_to_string(&sidecar).expect("UTF-8");
        let written = String::from_utf8(written).expect("UTF-8");
        let is_kept = |line: &str| lines.contains(line.trim_end_matches(','));
        assert!(written.lines().all(is_kept), "{written}{lines}");
    }
}
