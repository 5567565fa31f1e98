//! Tests that closing a project leaves nothing of it behind.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use egui::{Context, RawInput};
use tempfile::TempDir;

use super::capability::Capability as _;
use super::phase::Phase;
use super::{App, PersistedState};
use crate::command::article_list::ArticleListCommand;
use crate::command::codebook::CodebookCommand;
use crate::command::concordance::ConcordanceCommand;
use crate::command::export::ExportCommand;
use crate::command::import::ImportCommand;
use crate::command::{Intent, UserCommand};
use crate::model::migration::{Migration, MigrationAction, MigrationSubject};
use crate::model::search::{Pattern, SearchQuery};
use crate::model::{ByteOffset, Codebook, Selection};
use crate::session::Session;
use crate::ui::article::{FontSources, TextEngine};
use crate::ui::fonts;

const PATIENCE: Duration = Duration::from_secs(60);

struct Program {
    context: Context,
    app: App,
    state: TempDir,
}

impl Program {
    fn new() -> Self {
        let context = Context::default();
        let state = tempfile::tempdir().expect("a folder");
        let engine = TextEngine::new(FontSources::Bundled(fonts::bundled()));
        let memory = PersistedState::load(Some(state.path().to_owned()));
        let app = App::new(&context, engine, memory);
        Self {
            context,
            app,
            state,
        }
    }

    /// Ends the program and starts it again with what it remembers.
    fn again(self) -> Self {
        let Self {
            context,
            app,
            state,
        } = self;
        drop(app);
        let engine = TextEngine::new(FontSources::Bundled(fonts::bundled()));
        let memory = PersistedState::load(Some(state.path().to_owned()));
        let app = App::new(&context, engine, memory);
        Self {
            context,
            app,
            state,
        }
    }

    fn step(&mut self) {
        let app = &mut self.app;
        let mut output = self
            .context
            .run_ui(RawInput::default(), |ui| app.logic(ui.ctx()));
        output.textures_delta.clear();
    }

    fn until(&mut self, so: impl Fn(&App) -> bool) {
        let end = Instant::now() + PATIENCE;
        loop {
            self.step();
            if so(&self.app) {
                return;
            }
            assert!(Instant::now() < end, "it did not happen in time");
            std::thread::sleep(Duration::from_millis(1));
        }
    }

    fn open(&mut self, folder: &Path) {
        self.app.open(vec![folder.to_owned()]);
        self.until(|app| {
            let root = app.session().map(|session| session.root.as_path());
            let is_it = root.is_some_and(|root| root == folder);
            is_it && app.session().and_then(Session::shown).is_some()
        });
    }
}

/// A folder of articles with an annotation in each.
fn project(count: usize) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for number in 0..count {
        let path = folder.path().join(format!("{number:03}.txt"));
        fs::write(&path, format!("Putin demands a freeze.\n{number}\n")).expect("a file");
        let sidecar = r#"{"format":"demarche","version":1,"source":{},"annotations":[
            {"id":"a","label":"actor","spans":[[0,5]],"quote":["Putin"]}]}"#;
        fs::write(path.with_extension("txt.ann.json"), sidecar).expect("a file");
    }
    folder
}

fn session(app: &App) -> &Session {
    app.session().expect("a project is open")
}

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
    let (first, second) = (project(80), project(3));
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
    let (first, second) = (project(80), project(3));
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
