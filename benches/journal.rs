//! Benchmarks of the journal: the time that an action takes on the window's thread, and on the
//! journal's thread until it is on disk.
//!
//! The window's thread makes an action's changes, stores their inverses and passes both to the
//! journal's thread; `bulk` does so with 20,000 annotations in one step.

#[path = "common/mod.rs"]
mod common;

use std::path::PathBuf;
use std::sync::Arc;

use common::generated_article;
use demarche::jobs::Jobs;
use demarche::jobs::journal::Journal;
use demarche::model::document::{Owner, Status};
use demarche::model::history::{Action, Change, CodingId, Step, StepDirection, StepId};
use demarche::model::step_name::StepName;
use demarche::model::{AttributeValue, Document, Edit};
use demarche::store::Header;
use demarche::store::journal::{ArticleSource, JournalFile, ProjectFile, Sources};
use divan::Bencher;

fn main() {
    divan::main();
}

/// An article with some 40,000 annotations.
fn article() -> (Document, Arc<Header>) {
    generated_article(5_000_000, 7)
}

fn sources(document: &Document, header: &Header) -> Sources {
    let source = ArticleSource {
        file: ProjectFile::Article {
            path: "article.txt".to_owned(),
            coder: String::new(),
        },
        sha256: header.sha256.clone(),
        text: document.text().clone(),
    };
    Sources {
        codings: [(CodingId(0), source)].into(),
        ..Sources::default()
    }
}

/// An action that sets the article's status, and its inverse.
fn small(number: u64) -> Action {
    let change = |status| Change::Coding(CodingId(0), Edit::SetStatus(status));
    action(number, change(Status::Done), change(Status::New))
}

/// Edits that set an attribute of so many annotations.
fn bulk(document: &Document, annotations: usize) -> Action {
    let edits = |value: Option<&str>| {
        let annotations = document.annotations().iter().take(annotations);
        let edits = annotations.map(|annotation| {
            let owner = Owner::Annotation(annotation.id.clone());
            let value = value.map(|value| AttributeValue::Text(value.to_owned()));
            Edit::SetAttribute(owner, "certainty".into(), value)
        });
        Change::Coding(CodingId(0), Edit::Batch(edits.collect()))
    };
    action(1, edits(Some("low")), edits(None))
}

fn action(number: u64, change: Change, back: Change) -> Action {
    Action {
        coder: String::new(),
        number,
        direction: StepDirection::Do,
        changes: [change].into(),
        step: Step {
            name: StepName::SetStatus {
                status: Status::Done,
            },
            id: StepId::default(),
            changes: [back].into(),
            before: None,
            after: None,
            series: None,
        },
        joined: false,
    }
}

fn journal() -> (tempfile::TempDir, JournalFile) {
    let folder = tempfile::tempdir().expect("a folder");
    let file = JournalFile::open(folder.path()).expect("a journal").journal;
    (folder, file)
}

/// Passes an action to the journal's thread: the work of the window's thread.
#[divan::bench]
fn hand_over(bencher: Bencher<'_, '_>) {
    let (document, header) = article();
    let (_folder, file) = journal();
    let jobs = Jobs::new(|| {});
    let journal = Journal::start(file, jobs.reporter()).expect("a thread");
    bencher
        .with_inputs(|| small(1))
        .bench_local_values(|action| {
            let sources = sources(&document, &header);
            journal.add(vec![action], sources);
        });
}

/// The same for a step over 20,000 annotations, including the copy of its changes that the journal
/// needs.
#[divan::bench]
fn hand_over_bulk(bencher: Bencher<'_, '_>) {
    let (document, header) = article();
    let action = bulk(&document, 20_000);
    let (_folder, file) = journal();
    let jobs = Jobs::new(|| {});
    let journal = Journal::start(file, jobs.reporter()).expect("a thread");
    bencher.bench_local(|| {
        let changes = action.changes.to_vec();
        let sources = sources(&document, &header);
        journal.add(vec![action.clone()], sources);
        changes
    });
}

/// Writes an action to disk: the work of the journal's thread.
#[divan::bench(args = [1, 20_000])]
fn bring_to_disk(bencher: Bencher<'_, '_>, annotations: usize) {
    let (document, header) = article();
    let action = bulk(&document, annotations);
    let sources = sources(&document, &header);
    let (_folder, mut file) = journal();
    bencher.bench_local(|| {
        file.add_action(&action, &sources);
        file.sync().expect("there is space");
    });
}

/// Opens a journal with a thousand actions.
#[divan::bench]
fn open(bencher: Bencher<'_, '_>) {
    let (document, header) = article();
    let sources = sources(&document, &header);
    let (folder, mut file) = journal();
    for number in 1..=1_000 {
        file.add_action(&small(number), &sources);
    }
    file.sync().expect("there is space");
    drop(file);
    let path: PathBuf = folder.path().to_owned();
    bencher.bench_local(|| JournalFile::open(&path).expect("a journal"));
}
