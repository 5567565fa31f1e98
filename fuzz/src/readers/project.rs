//! The files of a project: sidecars, codebooks, entities, fields of articles.

use std::sync::{Arc, LazyLock};

use demarche::model::{Codebook, Document, EntityBook, Text};
use demarche::store::codebook::{self, CodebookFile, exchange};
use demarche::store::merge_files::merge_files;
use demarche::store::sidecar::{self, Header, Snapshot, SourceFacts};
use demarche::store::versions::Versions;
use demarche::store::{article_meta, entities, hash, team};

use super::input::File;

/// The text of a sidecar that comes without one.
const TEXT: &str = include_str!("../../../tests/data/golden.txt");

/// A sidecar, with its article behind it where it is not the usual one; or three versions to merge.
pub fn sidecars(reader: &str, files: &[File<'_>]) {
    match (reader, files) {
        ("merge", [base, ours, theirs, ..]) => merge(base.bytes, ours.bytes, theirs.bytes),
        (_, [file, rest @ ..]) => {
            let text = rest.first().map(|text| String::from_utf8_lossy(text.bytes));
            sidecar(file.bytes, text.as_deref().unwrap_or(TEXT));
        }
        (_, []) => {}
    }
}

/// Read once: a fuzzer reads some hundred files a second.
static BUILT_IN: LazyLock<Codebook> = LazyLock::new(|| codebook::built_in().codebook);

fn sidecar(bytes: &[u8], text: &str) {
    let scanned = sidecar::scan(bytes, &BUILT_IN);
    let _ = sidecar::lines(bytes);
    let Ok(read) = sidecar::read(bytes) else {
        return;
    };
    scanned.expect("what can be read can be skimmed");
    let (text, sha256) = (Text::new(text), hash::sha256_hex(text.as_bytes()));
    let facts = SourceFacts {
        file: "golden.txt",
        sha256: &sha256,
        encoding: "utf-8",
        old_text: None,
    };
    let placed = read.place(&text, facts);
    for annotation in placed.document.annotations() {
        let fragments = annotation.fragments().expect("it is in its place");
        for span in fragments.iter() {
            assert!(!span.text(&text).is_empty());
        }
    }
    let header = Arc::new(placed.header);
    if let Some(versions) = Versions::of(&placed.document, &header) {
        for side in [versions.base, versions.ours, versions.theirs] {
            let _ = side.to_bytes();
        }
    }
    comes_back(&placed.document, &header);
}

/// What is written as a sidecar is read again, everything stands in its place, and nothing is another.
pub fn comes_back(document: &Document, header: &Arc<Header>) {
    let written = Snapshot::new(document, header).to_bytes();
    let read = sidecar::read(&written).unwrap_or_else(|error| panic!("what we write: {error}"));
    let facts = SourceFacts {
        file: &header.file,
        sha256: &header.sha256,
        encoding: &header.encoding,
        old_text: None,
    };
    let placed = read.place(document.text(), facts);
    let misplaced = placed.notices.iter().find(|n| n.kind.is_about_place());
    assert!(misplaced.is_none(), "{misplaced:?}");
    assert_eq!(
        placed.document.annotations().len(),
        document.annotations().len()
    );
    let again = Snapshot::new(&placed.document, &Arc::new(placed.header)).to_bytes();
    let lossy = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert_eq!(lossy(&again), lossy(&written));
}

fn merge(base: &[u8], ours: &[u8], theirs: &[u8]) {
    if let Ok(merged) = merge_files(base, ours, theirs) {
        // What two sides made readable files of is one that git can merge again.
        let again = merge_files(&merged.bytes, &merged.bytes, &merged.bytes);
        let again = again.unwrap_or_else(|error| panic!("what was merged: {error}"));
        assert_eq!(again.conflicts, [""; 0]);
    }
}

/// Codebooks in their three forms, entities, the fields of an article, and the file of a team.
pub fn files(reader: &str, files: &[File<'_>]) {
    let Some(file) = files.first() else {
        return;
    };
    match reader.strip_prefix("codebook.") {
        Some(extension) => exchanged(file.bytes, extension),
        None if reader == "article" => article(file.bytes),
        None if reader == "team" => team(file.bytes),
        None => entities(file.bytes),
    }
}

/// What is read of an article's own file is written again and is the same, whatever is settled in it.
fn article(bytes: &[u8]) {
    let Ok(mut meta) = article_meta::read(bytes) else {
        return;
    };
    let written = meta.to_bytes();
    let again = article_meta::read(&written).expect("what we write");
    assert_eq!(again.fields.len(), meta.fields.len());
    // What is not known is put on one line the first time.
    assert_eq!(again.to_bytes(), written);
    let left = meta.left_clashes();
    for clash in &left {
        meta.resolve(&clash.field);
    }
    assert!(meta.left_clashes().is_empty());
    article_meta::read(&meta.to_bytes()).expect("what we write");
}

fn exchanged(bytes: &[u8], extension: &str) {
    if extension == "json"
        && let Ok(file) = codebook::read(bytes)
    {
        let again = codebook::read(&file.to_bytes()).expect("what we write");
        assert_eq!(again.codebook, file.codebook);
    }
    if let Ok(read) = exchange::read(bytes, extension) {
        codebook_comes_back(&read.codebook, extension);
    }
}

/// A codebook is written in a form and read again; what that form holds is as it was.
pub fn codebook_comes_back(book: &Codebook, extension: &str) {
    let file = CodebookFile::new(book.clone());
    let written = exchange::write(&file, extension).expect("the form is known");
    let again = exchange::read(&written, extension);
    let again = again.unwrap_or_else(|error| panic!("what we write: {error}"));
    if extension == "json" {
        assert_eq!(again.codebook, *book);
    }
}

/// What is read of a team's file is written again and is the same.
fn team(bytes: &[u8]) {
    let Ok(plan) = team::read(bytes) else {
        return;
    };
    let _ = team::faults(bytes, &plan, |_| true, |_| true);
    let written = team::to_bytes(&plan);
    let again = team::read(&written).unwrap_or_else(|error| panic!("what we write: {error}"));
    assert!(again.assignments.keys().eq(plan.assignments.keys()));
    // What is not known is put on one line the first time.
    assert_eq!(team::to_bytes(&again), written);
}

fn entities(bytes: &[u8]) {
    let _ = entities::lines(bytes);
    if let Ok(book) = entities::read(bytes) {
        entities_come_back(&book);
    }
}

/// Entities are written and read again as they were.
pub fn entities_come_back(book: &EntityBook) {
    let written = entities::to_bytes(book);
    let again = entities::read(&written);
    let again = again.unwrap_or_else(|error| panic!("what we write: {error}"));
    assert!(again.entities.keys().eq(book.entities.keys()));
    // What is not known of them is put on one line the first time.
    assert_eq!(entities::to_bytes(&again), written);
}
