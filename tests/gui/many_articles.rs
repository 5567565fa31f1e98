//! Changes of the codebook and of entities over many articles are made some each frame, and are one
//! step all the same: whole or not at all, however the program ends.
//!
//! `DEMARCHE_ARTICLES=1200 cargo test --test gui many_articles -- --nocapture` tells the longest frame.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use crate::headless::HeadlessApp;
use demarche::command::codebook::CodebookCommand;
use demarche::command::entities::EntityCommand;
use demarche::command::{Intent, UserCommand};
use demarche::model::migration::{Migration, MigrationAction, MigrationSubject};
use tempfile::TempDir;

const TEXT: &str = "Putin demands a freeze. Zelenskyy refused.\n";

const SIDECAR: &str = r#"{"format":"demarche","version":1,"source":{},"annotations":[
{"id":"a","label":"actor","spans":[[0,5]],"quote":["Putin"],"entity":"putin"},
{"id":"b","label":"actor","spans":[[24,33]],"quote":["Zelenskyy"]}]}"#;

const ENTITIES: &str = r#"{"format":"demarche-entities","version":1,"entities":[
{"id":"kremlin","name":"Kremlin"},{"id":"putin","name":"Putin"}]}"#;

fn articles() -> usize {
    let said = std::env::var("DEMARCHE_ARTICLES").ok();
    said.and_then(|said| said.parse().ok()).unwrap_or(150)
}

struct Folders {
    project: TempDir,
    state: TempDir,
}

impl Folders {
    fn new() -> Self {
        let [project, state] = [(); 2].map(|()| tempfile::tempdir().expect("a folder"));
        for number in 0..articles() {
            let path = project.path().join(format!("{number:05}.txt"));
            fs::write(&path, format!("{TEXT}{number}\n")).expect("a file");
            fs::write(path.with_extension("txt.ann.json"), SIDECAR).expect("a file");
        }
        fs::write(project.path().join("entities.json"), ENTITIES).expect("a file");
        Self { project, state }
    }

    fn open(&self) -> HeadlessApp {
        HeadlessApp::open_unread(self.state.path(), self.project.path())
    }
}

/// How many articles on disk say something.
fn saying(project: &Path, what: &str) -> usize {
    let files = fs::read_dir(project).expect("a folder").flatten();
    let files = files.filter(|file| file.path().extension() == Some("json".as_ref()));
    let texts = files.filter_map(|file| fs::read_to_string(file.path()).ok());
    let articles = texts.filter(|text| text.contains("\"demarche\""));
    articles.filter(|text| text.contains(what)).count()
}

fn rename_label() -> Intent {
    Intent::Codebook(CodebookCommand::Plan(Box::new(Migration {
        subject: MigrationSubject::Label("actor".into()),
        action: MigrationAction::Rename("agent".into()),
    })))
}

fn plan(program: &mut HeadlessApp) {
    program.app.ask(rename_label());
    program.step();
    program.until(|app| !app.is_planning());
}

fn until_made(program: &mut HeadlessApp) -> Duration {
    let mut longest = Duration::ZERO;
    loop {
        let began = Instant::now();
        program.step();
        longest = longest.max(began.elapsed());
        let session = program.session();
        if session.making.is_none() && session.work.is_none() {
            return longest;
        }
    }
}

#[test]
fn a_change_of_the_codebook_over_many_articles_is_one_step() {
    let folders = Folders::new();
    let project = folders.project.path();
    let mut program = folders.open();
    plan(&mut program);
    program.app.ask(Intent::Codebook(CodebookCommand::Migrate));
    let longest = until_made(&mut program);
    println!("renaming a label in {} articles: {longest:?}", articles());
    assert_eq!(program.session().history.done().len(), 1);
    program.until_saved();
    assert_eq!(saying(project, "\"agent\""), articles());
    drop(program);
    // It is taken back whole by the next run.
    let mut program = folders.open();
    program.ask(UserCommand::Undo);
    until_made(&mut program);
    program.until(|app| app.session().is_some_and(|s| s.history.undone().len() == 1));
    program.until_saved();
    assert_eq!(saying(project, "\"actor\""), articles());
    assert_eq!(saying(project, "\"agent\""), 0);
}

#[test]
fn entities_become_one_over_many_articles_in_one_step() {
    let folders = Folders::new();
    let mut program = folders.open();
    let merge = EntityCommand::Merge {
        from: "putin".into(),
        into: "kremlin".into(),
    };
    program.app.ask(Intent::Entity(merge));
    program.step();
    until_made(&mut program);
    program.until(|app| app.session().is_some_and(|s| !s.history.done().is_empty()));
    assert_eq!(program.session().history.done().len(), 1);
    program.until_saved();
    let project = folders.project.path();
    assert_eq!(saying(project, "\"entity\":\"kremlin\""), articles());
    // The texts that they stand on are kept afterwards.
    let texts = folders.state.path().join("texts");
    let kept = || fs::read_dir(&texts).map_or(0, Iterator::count);
    program.until(|_| kept() == articles());
}

#[test]
fn a_step_that_is_given_up_or_cut_off_is_not_there_at_all() {
    for is_killed in [false, true] {
        let folders = Folders::new();
        let mut program = folders.open();
        plan(&mut program);
        program.app.ask(Intent::Codebook(CodebookCommand::Migrate));
        program.step();
        if is_killed {
            drop(program);
            program = folders.open();
        } else {
            program.app.ask(Intent::CancelWork);
        }
        until_made(&mut program);
        program.until_saved();
        // On a fast machine it may have been whole before.
        let count = saying(folders.project.path(), "\"agent\"");
        let done = program.session().history.done().len();
        assert_eq!(count, done * articles(), "killed: {is_killed}");
        let label = program.session().codebook.labels[0].id.to_string();
        assert_eq!(label, if done == 0 { "actor" } else { "agent" });
    }
}
