//! A program without a window, for tests: a frame is what happens between two frames, and nothing is
//! drawn except by [`Program::draw`]. Projects and the state folder are temporary folders.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use egui::{Context, RawInput};
use tempfile::TempDir;

use super::phase::Phase;
use super::project::ProjectCtx;
use super::{App, PersistedState};
use crate::model::history::{Change, CodingId};
use crate::model::step_name::StepName;
use crate::model::{Annotation, ByteOffset, Edit, Span};
use crate::session::messages::Message;
use crate::session::{OpenArticle, Session};
use crate::ui::article::{FontSources, TextEngine};
use crate::ui::fonts;

const PATIENCE: Duration = Duration::from_secs(60);

pub struct Program {
    context: Context,
    pub app: App,
    pub state: Arc<TempDir>,
}

impl Program {
    /// A program with an empty state folder.
    pub fn new() -> Self {
        let state = tempfile::tempdir().expect("a folder");
        Self::with_state(Context::default(), state.into())
    }

    /// A program that has opened a folder and shows its first article.
    pub fn on(folder: &Path) -> Self {
        let mut program = Self::new();
        program.open(folder);
        program
    }

    fn with_state(context: Context, state: Arc<TempDir>) -> Self {
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
    pub fn again(self) -> Self {
        let Self {
            context,
            mut app,
            state,
        } = self;
        app.shell.persisted_state.write();
        drop(app);
        Self::with_state(context, state)
    }

    /// A second program of the same user, with the same state folder.
    pub fn second(&self) -> Self {
        Self::with_state(Context::default(), Arc::clone(&self.state))
    }

    pub fn context(&self) -> &Context {
        &self.context
    }

    /// A frame without input.
    pub fn step(&mut self) {
        self.step_with(RawInput::default());
    }

    pub fn step_with(&mut self, input: RawInput) {
        let app = &mut self.app;
        let mut output = self.context.run_ui(input, |ui| app.logic(ui.ctx()));
        output.textures_delta.clear();
    }

    /// A frame without input that is painted too.
    pub fn draw(&mut self) {
        let app = &mut self.app;
        let mut output = self.context.run_ui(RawInput::default(), |ui| {
            app.logic(ui.ctx());
            app.ui(ui);
        });
        output.textures_delta.clear();
    }

    /// Frames until it is so.
    pub fn until(&mut self, so: impl Fn(&App) -> bool) {
        self.until_mut(|app| so(app));
    }

    pub fn until_mut(&mut self, so: impl Fn(&mut App) -> bool) {
        let end = Instant::now() + PATIENCE;
        loop {
            self.step();
            if so(&mut self.app) {
                return;
            }
            assert!(Instant::now() < end, "it did not happen in time");
            std::thread::sleep(Duration::from_millis(1));
        }
    }

    /// Opens a folder and waits until an article of it is shown.
    pub fn open(&mut self, folder: &Path) {
        self.app.open(vec![folder.to_owned()]);
        self.until(|app| {
            let root = app.session().map(|session| session.root.as_path());
            let is_it = root.is_some_and(|root| root == folder);
            is_it && app.session().and_then(Session::shown).is_some()
        });
    }

    pub fn close(&mut self) {
        self.app.ask(crate::command::UserCommand::CloseProject);
        self.until(|app| matches!(app.phase, Phase::Closed));
    }

    pub fn cx(&mut self) -> ProjectCtx<'_> {
        self.app.project().expect("a project is open")
    }

    pub fn session(&self) -> &Session {
        self.app.session().expect("a project is open")
    }

    pub fn session_mut(&mut self) -> &mut Session {
        &mut self
            .app
            .phase
            .project_mut()
            .expect("a project is open")
            .session
    }

    /// The own coding of the article with this name.
    pub fn coding(&self, name: &str) -> CodingId {
        let mut articles = self.session().articles.named(name);
        articles.next().expect("it is listed").own
    }

    /// How many annotations the article list counts.
    pub fn listed_annotations(&self, id: CodingId) -> Option<usize> {
        let summary = self.session().coding(id)?.summary.as_ref()?;
        Some(summary.annotations())
    }

    pub fn opened(&self, name: &str) -> &OpenArticle {
        let opened = self.session().opened(self.coding(name));
        opened.expect("it has been read")
    }

    /// Reads an article in the background, and waits for it.
    pub fn read(&mut self, name: &str) -> CodingId {
        let id = self.coding(name);
        self.cx().read_article(id);
        self.until(|app| session(app).opened(id).is_some());
        id
    }

    /// The name of the article on screen.
    pub fn shown(&self) -> &str {
        self.session()
            .current_article()
            .map_or("", |article| &article.name)
    }

    /// Makes changes as one step.
    pub fn change(&mut self, changes: Vec<Change>) {
        let name = StepName::Other("a step".to_owned());
        let made = self.session_mut().perform_all(name, changes, |_| {});
        made.expect("it fits");
        self.cx().note_changes();
    }

    /// Annotates the first letters of an article that has been read.
    pub fn annotate(&mut self, name: &str, id: &str, bytes: std::ops::Range<usize>) {
        let text = self.opened(name).document.text();
        let span = Span::new(text, ByteOffset(bytes.start), ByteOffset(bytes.end));
        let annotation = Annotation::new(id, "actor", span.expect("a span"));
        let coding = self.coding(name);
        self.change(vec![Change::Coding(coding, Edit::Add(annotation.into()))]);
    }

    pub fn until_saved(&mut self) {
        self.until(|app| session(app).is_saved() && session(app).actions.are_journaled());
    }

    /// Whether a notice says this.
    pub fn says(&mut self, words: &str) -> bool {
        self.app.messages().iter().any(|said| said.contains(words))
    }

    /// Whether a notice has this message, alone or with the reason of an error.
    pub fn says_message(&mut self, message: impl Into<Message>) -> bool {
        self.says(&message.into().to_string())
    }

    /// Whether a notice is this message and no more.
    pub fn says_exactly(&mut self, message: impl Into<Message>) -> bool {
        let message = message.into().to_string();
        self.app.messages().contains(&message)
    }
}

pub fn session(app: &App) -> &Session {
    app.session().expect("a project is open")
}

/// A folder with these files.
pub fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, contents) in files {
        write(&folder.path().join(name), contents);
    }
    folder
}

/// A folder with texts of these names.
pub fn texts(names: &[&str]) -> TempDir {
    let files: Vec<(&str, &str)> = names.iter().map(|name| (*name, "Some words.\n")).collect();
    folder(&files)
}

pub fn write(path: &Path, contents: &str) -> PathBuf {
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    fs::write(path, contents).expect("a file");
    path.to_owned()
}

/// A folder of articles with an annotation in each.
pub fn annotated(count: usize) -> TempDir {
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
