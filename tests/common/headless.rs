//! The program without a window: everything that it does, nothing that it shows.

#![allow(dead_code, reason = "each test file uses its part")]

use std::path::Path;
use std::time::{Duration, Instant};

use demarche::app::{App, PersistedState};
use demarche::command::coder::CoderCommand;
use demarche::command::concordance::ConcordanceCommand;
use demarche::command::{Command, Intent, UserCommand};
use demarche::model::document::ArticleFields;
use demarche::model::history::CodingId;
use demarche::model::propagate::Template;
use demarche::model::search::{Pattern, SearchQuery};
use demarche::model::{
    Annotation, Attributes, ByteOffset, Codebook, EntityBook, Relation, Selection,
};
use demarche::session::Session;
use demarche::session::concordance::SearchProgress;
use demarche::ui::article::{FontSources, TextEngine};
use demarche::ui::fonts;
use egui::{Context, RawInput};

/// How long to wait for a job; a loaded machine is slow.
const PATIENCE: Duration = Duration::from_secs(60);

/// The program on a folder.
pub struct HeadlessApp {
    context: Context,
    pub app: App,
}

/// Everything that is kept of a project.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    pub articles: Vec<(String, Vec<Annotation>, Vec<Relation>, ArticleFields)>,
    pub codebook: Codebook,
    pub entities: EntityBook,
}

impl HeadlessApp {
    /// Opens a project and reads all its articles.
    pub fn open(state: &Path, project: &Path) -> Self {
        let mut unseen = Self::open_unread(state, project);
        for id in unseen.ids() {
            unseen.show(id);
        }
        unseen
    }

    /// Opens a project of which not every article may be readable.
    pub fn open_unread(state: &Path, project: &Path) -> Self {
        let context = Context::default();
        let engine = TextEngine::new(FontSources::Bundled(fonts::bundled()));
        let mut app = App::new(&context, engine, PersistedState::load(Some(state.into())));
        app.open(vec![project.into()]);
        let mut unseen = Self { context, app };
        unseen.until(|app| app.session().is_some());
        // Nothing is done before all articles are listed.
        unseen.until(|app| {
            let session = session(app);
            session.current.is_some() || session.articles.is_empty()
        });
        unseen
    }

    /// The article with this name, read or known to be unreadable.
    pub fn reach(&mut self, name: &str) -> CodingId {
        let mut articles = self.session().articles.iter();
        let found = articles.find(|article| article.name == name);
        let id = found.expect("it is listed").own;
        drop(articles);
        self.ask_for(id);
        self.until(|app| {
            let session = session(app);
            let is_told = session.coding(id).is_some_and(|own| own.problem.is_some());
            session.current == Some(id) && (session.opened(id).is_some() || is_told)
        });
        id
    }

    /// Lets the program do what is due.
    pub fn step(&mut self) {
        let app = &mut self.app;
        let mut output = self
            .context
            .run_ui(RawInput::default(), |ui| app.logic(ui.ctx()));
        output.textures_delta.clear();
    }

    pub fn until(&mut self, so: impl Fn(&App) -> bool) {
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

    /// Asks for something and waits until it is done.
    pub fn ask(&mut self, command: impl Into<Command>) {
        self.app.ask(command);
        self.step();
        self.until(|app| app.session().is_none_or(|s| s.work.is_none()));
    }

    /// Answers who codes in the project, before it is asked; an empty code is that of no coder.
    pub fn code_as(&mut self, coder: &str) {
        let answer = CoderCommand::Choose(coder.to_owned());
        self.ask(Intent::Coder(answer));
    }

    pub fn until_written_down(&mut self) {
        self.until(|app| session(app).actions.are_journaled());
    }

    /// Waits until everything is in the journal and nothing is on its way into a file. A program that
    /// is dropped then is as one that was killed: its threads would go on otherwise.
    pub fn until_it_can_be_killed(&mut self) {
        self.until(|app| {
            let session = session(app);
            let ids = session.articles.codings().all().map(|coding| coding.id);
            let mut opened = ids.filter_map(|id| session.opened(id));
            let shared = (&session.codebook_file.saving, &session.entities_file.saving);
            let is_writing = opened.any(|open| open.saving.is_writing())
                || shared.0.is_writing()
                || shared.1.is_writing();
            session.actions.are_journaled() && !is_writing
        });
    }

    pub fn until_saved(&mut self) {
        self.until(|app| session(app).is_saved());
    }

    pub fn session(&self) -> &Session {
        session(&self.app)
    }

    /// The own codings of all articles, in the order of the list.
    pub fn ids(&self) -> Vec<CodingId> {
        let own = self.session().articles.own_codings();
        own.map(|coding| coding.id).collect()
    }

    /// Asks for the article of a coding.
    pub fn ask_for(&mut self, id: CodingId) {
        let article = self.session().article_of(id).expect("it is there").id;
        self.app.ask(Intent::ShowArticle(article));
    }

    /// Brings an article on screen.
    pub fn show(&mut self, id: CodingId) {
        self.ask_for(id);
        self.until(|app| session(app).current == Some(id) && session(app).shown().is_some());
    }

    /// Tags these bytes of the article on screen.
    pub fn tag(&mut self, bytes: std::ops::Range<usize>, label: &str) {
        let selection = Selection::new(ByteOffset(bytes.start), ByteOffset(bytes.end));
        self.app.ask(Intent::Select(selection));
        self.ask(UserCommand::Tag(label.into()));
    }

    /// Tags all places of a word, in all articles, as one step.
    pub fn tag_all(&mut self, word: &str, label: &str) {
        let question = SearchQuery {
            pattern: Pattern::words(word),
            ..SearchQuery::default()
        };
        let ask = ConcordanceCommand::Ask(Box::new(question), None);
        self.ask(Intent::Concordance(ask));
        self.until(|app| session(app).concordance.progress == SearchProgress::Complete);
        let concordance = &self.session().concordance;
        let annotate = ConcordanceCommand::Annotate {
            of: concordance.number,
            hits: (0..u32::try_from(concordance.len()).expect("a few")).collect(),
            template: Box::new(Template {
                label: label.into(),
                entity: None,
                attributes: Attributes::new(),
            }),
        };
        self.ask(Intent::Concordance(annotate));
        self.until(|app| session(app).making.is_none());
    }

    pub fn state(&self) -> State {
        let session = self.session();
        let articles = session.articles.iter().map(|article| {
            let open = session.opened(article.own).expect("it has been read");
            let document = &open.document;
            let annotations = document.annotations().iter().chain(document.detached());
            (
                article.name.clone(),
                annotations
                    .map(|annotation| (**annotation).clone())
                    .collect(),
                document.relations().map(|r| (**r).clone()).collect(),
                document.fields().clone(),
            )
        });
        State {
            articles: articles.collect(),
            codebook: (*session.codebook).clone(),
            entities: (*session.entities).clone(),
        }
    }
}

fn session(app: &App) -> &Session {
    app.session().expect("a project is open")
}
