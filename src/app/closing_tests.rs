//! Tests that closing a project leaves nothing of it behind.

use std::fs;
use std::path::Path;
use std::time::Duration;

use super::capability::Capability as _;
use super::phase::Phase;
use super::test_program::{Program, annotated, session};
use crate::command::article_list::ArticleListCommand;
use crate::command::codebook::CodebookCommand;
use crate::command::concordance::ConcordanceCommand;
use crate::command::export::ExportCommand;
use crate::command::import::ImportCommand;
use crate::command::{Intent, UserCommand};
use crate::model::migration::{Migration, MigrationAction, MigrationSubject};
use crate::model::search::{Pattern, SearchQuery};
use crate::model::{ByteOffset, Codebook, Selection};

/// A program that has something of every kind under way in its first project.
fn busy(first: &Path) -> Program {
    let mut program = Program::new();
    program.open(first);
    // A step that an undo of the next run must read articles for.
    program
        .app
        .ask(Intent::Codebook(CodebookCommand::Plan(Box::new(
            Migration {
                subject: MigrationSubject::Label("actor".into()),
                action: MigrationAction::Rename("agent".into()),
            },
        ))));
    program.step();
    program.until(|app| !app.is_planning());
    program.app.ask(Intent::Codebook(CodebookCommand::Migrate));
    program.until(|app| {
        let session = session(app);
        session.history.done().len() == 1 && session.making.is_none() && session.is_saved()
    });
    program.until(|app| session(app).actions.are_journaled());
    let mut program = program.again();
    program.open(first);

    let app = &mut program.app;
    let question = SearchQuery {
        pattern: Pattern::words("freeze"),
        ..SearchQuery::default()
    };
    app.ask(UserCommand::FindInProject);
    app.ask(Intent::Concordance(ConcordanceCommand::Ask(
        Box::new(question),
        None,
    )));
    app.ask(Intent::Select(Selection::new(ByteOffset(0), ByteOffset(5))));
    app.ask(UserCommand::Find);
    app.ask(Intent::ArticleList(ArticleListCommand::Filter(
        "00".to_owned(),
    )));
    app.ask(UserCommand::ShowCodebook);
    app.ask(UserCommand::ShowEntities);
    app.ask(UserCommand::ShowGuideline);
    app.ask(UserCommand::ImportDataset);
    app.ask(UserCommand::Export);
    app.ask(Intent::Export(ExportCommand::Look));
    app.ask(Intent::Import(ImportCommand::Files(vec![
        first.join("page.html"),
    ])));
    app.ask(UserCommand::Undo);
    program
}

#[test]
fn closing_a_project_drops_all_its_state() {
    let (first, second) = (annotated(80), annotated(3));
    let before = contents(second.path());
    let mut program = busy(first.path());
    program.app.ask(UserCommand::CloseProject);
    // All of it happens before any job could have answered.
    program.step();
    program.until(|app| matches!(app.phase, Phase::Closed));
    assert!(program.app.session().is_none());
    let none =
        crate::command::table::rows_with_keys(&Codebook::default(), &program.app.settings().keys);
    assert_eq!(program.app.shell.rows.len(), none.len());
    assert!(!program.app.shell.capabilities.import_articles.is_open());
    assert!(!program.app.is_dialog_open());

    program.open(second.path());
    // What jobs of the first project still say is not heard.
    for _ in 0..50 {
        program.step();
        std::thread::sleep(Duration::from_millis(2));
    }
    let project = program.app.phase.project().expect("it is open");
    let bulk_edits = &project.bulk_edits;
    assert!(!bulk_edits.is_waiting() && !bulk_edits.is_making() && project.unsnapped.is_none());
    assert!(!project.search.is_open() && !project.finding.is_open());
    assert!(!project.is_dialog_open());
    let session = &project.session;
    assert_eq!(
        (session.work.is_none(), session.making.is_none()),
        (true, true)
    );
    assert_eq!(
        (session.history.done(), session.history.undone()),
        (&[][..], &[][..])
    );
    assert_eq!(session.concordance.len(), 0);
    assert_eq!(session.articles.iter().count(), 3);
    assert!(
        session
            .articles
            .iter()
            .all(|article| article.path.starts_with(second.path()))
    );
    assert_eq!(contents(second.path()), before);
}

/// What a closed project leaves on disk.
fn contents(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let files = fs::read_dir(folder).expect("a folder").flatten();
    let mut files: Vec<_> = files
        .map(|file| {
            let name = file.file_name().to_string_lossy().into_owned();
            (name, fs::read(file.path()).expect("it is there"))
        })
        .collect();
    files.sort();
    files
}

#[test]
fn opening_another_project_drops_what_waits_in_the_first() {
    let (first, second) = (annotated(80), annotated(3));
    let mut program = busy(first.path());
    program.app.open(vec![second.path().to_owned()]);
    program.step();
    program.open(second.path());
    // The undo that waited was given up, and nothing was half done.
    let saying = |what: &str| {
        let files = contents(first.path());
        let said = |bytes: &Vec<u8>| String::from_utf8_lossy(bytes).contains(what);
        files
            .iter()
            .filter(|(name, bytes)| name.contains("ann") && said(bytes))
            .count()
    };
    assert_eq!((saying("\"agent\""), saying("\"actor\"")), (80, 0));
}

#[test]
fn what_is_unsaved_is_written_at_once_when_the_project_is_closed() {
    let folder = annotated(1);
    let mut program = Program::on(folder.path());
    program.annotate("000.txt", "x", 6..13);
    program.app.ask(UserCommand::CloseProject);
    program.step();
    // Even if it is written by now, the next frame closes the project.
    assert!(program.opened("000.txt").saving.is_writing());
    program.until(|app| matches!(app.phase, Phase::Closed));
    let sidecar = fs::read_to_string(folder.path().join("000.txt.ann.json"));
    assert!(sidecar.is_ok_and(|sidecar| sidecar.contains("\"demands\"")));
}
