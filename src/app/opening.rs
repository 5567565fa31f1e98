//! Opening projects and articles, and taking in what jobs send back.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use super::listing::ToGlance;
use super::many::ToRead;
use super::reading::Reading;
use super::saving::Leaving;
use super::{App, TAKE_IN};
use crate::command::Command;
use crate::command::import::ImportCommand;
use crate::jobs::journal::FoundJournal;
use crate::jobs::worker_pool::WorkerPool;
use crate::jobs::{Event, Listed, ingest};
use crate::model::history::{ArticleId, CodingId};
use crate::session::panes::Beside;
use crate::session::{OpenArticle, Session, SharedFile, Summary};
use crate::store::article::{LoadedArticle, OpenError};
use crate::store::entities;
use crate::store::glance::Counted;
use crate::store::journal::JournalError;
use crate::store::project::{ArticleEntry, Project, ProjectProblem};
use crate::store::shown;
use crate::store::sidecar::{NoticeKind, Snapshot};
use crate::store::versions::has_conflicts;

/// Articles that are taken into the list before the clock is looked at.
const LISTED_TOGETHER: usize = 64;

/// Things out of order in an article's annotations that are told one by one.
const NOTICES_SHOWN: usize = 3;

/// A project of which not all articles are in the list yet.
pub(super) struct Entering {
    project: Project,
    journal: Option<Result<FoundJournal, JournalError>>,
    /// How many articles are in the list.
    listed: usize,
    /// All that are in it, of all coders.
    to_glance: Vec<ToGlance>,
}

impl App {
    /// Closes what is open, once it is saved, and opens a folder or files.
    pub(super) fn open_project(&mut self, paths: Vec<PathBuf>) {
        if paths.is_empty() {
            return;
        }
        if self.session.is_some() {
            self.leave(Leaving::For(paths));
        } else {
            self.start_listing(paths);
        }
    }

    /// Takes in what a job found out.
    pub(super) fn on_event(&mut self, event: Event) {
        match event {
            Event::ProjectMoved(paths, from) => {
                if self.listing.as_ref() == Some(&paths) {
                    self.dialogs.asking_about_move = Some((paths, from));
                }
            }
            Event::ProjectsGone(gone) => self.memory.leave_out(gone),
            // Of two projects that were being listed the one that was asked for last is opened.
            Event::ProjectListed(paths, _) if self.listing.as_ref() != Some(&paths) => {}
            Event::ProjectListed(paths, listed) => match *listed {
                Ok(listed) => self.enter(paths, listed),
                Err(error) => {
                    let path = paths.first().cloned().unwrap_or_default();
                    let why = format!(
                        "{error}; check that it is there and that you may read it: {}",
                        shown(&path)
                    );
                    self.notices.error("This cannot be opened", why);
                }
            },
            Event::WrittenDown(number) => self.note_written_down(number),
            Event::JournalFailed(why) => self.tell_no_journal(&why),
            Event::Glances(glances) => self.on_glances(glances),
            Event::Counted(id, counted) => self.on_count(id, counted),
            Event::ArticlesChanged(articles) => self.on_changed(&articles),
            Event::Looked(watch, changes, took) => self.on_changes(watch, changes, took),
            Event::Reread(id, known, theirs) => self.on_reread(id, known.as_ref(), *theirs),
            Event::TextChanged(id) => self.note_changed_text(id),
            Event::TextReread(id, revision, result) => self.on_text(id, revision, *result),
            Event::SharedReread(theirs) => self.on_shared(*theirs),
            Event::ArticleRead(id, result) => self.on_article(id, *result),
            Event::ArticlesRead(articles) => self.on_articles(articles),
            Event::CodebookSaved(revision, result) => self.on_codebook(revision, *result),
            Event::CodebookChangedOutside(theirs) => self.merge_their_codebook(*theirs),
            Event::CodebookReread(theirs) => self.take_their_codebook(*theirs),
            Event::CodebookPicked(path, read) => self.on_picked_codebook(&path, *read),
            Event::MigrationPlanned(plan) => self.on_plan(*plan),
            Event::EntitiesSaved(revision, sent, result) => {
                self.on_entities(revision, &sent, *result);
            }
            Event::Saved(id, revision, result) => self.on_saved(id, revision, *result),
            Event::MetaSaved(id, revision, saved) => {
                let (sent, result) = *saved;
                self.on_meta_saved(id, revision, &sent, result);
            }
            Event::MetaReread(id, known, theirs) => {
                self.on_meta_reread(id, known.as_ref(), *theirs);
            }
            Event::Unkept(snapshots) => self.unkept.extend(snapshots),
            Event::ChangedOutside(id, theirs) => self.on_theirs(id, *theirs),
            Event::Searched(number, portion) => self.on_portion(number, portion),
            Event::SearchEnded(number) => self.end_search(number),
            Event::HitsSorted(number, order, sorted) => self.on_sorted(number, order, sorted),
            Event::PathsPicked(paths) => self.open_project(paths),
            Event::Import(run, event) => self.on_import(run, event),
            Event::ExportPicked(path) => self.on_export_place(path),
            Event::DatasetPicked(paths) => self.on_dataset_paths(&paths),
            Event::DatasetProgress(turn, done) => self.on_dataset_progress(turn, done),
            Event::DatasetRead(turn, read) => self.on_dataset(turn, *read),
            Event::DatasetTaken(turn, taken) => self.on_taken(turn, *taken),
            Event::ExportGathered(turn, done, total) => {
                self.on_export_gathered(turn, done, total);
            }
            Event::ExportProgress(turn, bytes) => self.on_export_bytes(turn, bytes),
            Event::ExportLooked(turn, report) => self.on_export_look(turn, *report),
            Event::Exported(turn, out, written) => self.on_exported(turn, &out, *written),
            Event::CopyPicked(what, path) => self.copy_to(what, path),
            Event::Written(path, result) => match result {
                Ok(what) => self.notices.warn(format!("{what}: {}", shown(&path))),
                Err(error) => self.notices.error("This was not written", error),
            },
        }
    }

    fn enter(&mut self, paths: Vec<PathBuf>, listed: Listed) {
        self.listing = None;
        let Listed {
            project,
            name,
            root,
            offer,
            watch,
            journal,
            moved_from,
        } = listed;
        if let Some(from) = moved_from {
            self.notices.warn(format!(
                "This project was moved; its history goes on here. It was at {}",
                shown(&from)
            ));
        }
        self.tell_problems(&project.problems);
        let mut session = session_of(name, &paths, &project, self.settings.coder.clone());
        self.rows = crate::command::table::rows_with_keys(&session.codebook, &self.settings.keys);

        self.memory.enter_project(&root, &offer);
        self.tell_versions(&session);
        self.restore_list(&mut session);
        self.start_watching(watch);
        let articles = project.articles.len();
        session.articles.reserve(articles);
        self.session = Some(session);
        self.entering = Some(Entering {
            project,
            journal,
            listed: 0,
            to_glance: Vec::with_capacity(articles),
        });
    }

    /// Tells what could not be read or was left out: what all articles share first, and of the rest
    /// only some.
    fn tell_problems(&mut self, problems: &[ProjectProblem]) {
        let is_shared = |problem: &&ProjectProblem| {
            use ProjectProblem::{Codebook, Entities};
            matches!(problem, Codebook { .. } | Entities { .. })
        };
        let (shared, others): (Vec<_>, Vec<_>) = problems.iter().partition(is_shared);
        let shown = others.iter().take(NOTICES_SHOWN);
        for problem in shared.iter().chain(shown) {
            self.notices.warn(problem.to_string());
        }
        if others.len() > NOTICES_SHOWN {
            let more = others.len() - NOTICES_SHOWN;
            self.notices.warn(format!(
                "{more} more files or folders are left out; “demarche check” lists them."
            ));
        }
    }

    /// Tells where a merge by git has left two versions of what all articles share.
    fn tell_versions(&mut self, session: &Session) {
        let in_codebook = session.codebook_file.saving.on_disk.has_two_versions();
        let in_entities = !entities::clashes_in(&session.entities).is_empty();
        for (name, has_two) in [("codebook", in_codebook), ("entities", in_entities)] {
            if has_two {
                self.notices.warn(format!(
                    "A merge has left two versions of something in the {name}. Ctrl+M shows both to \
                     choose between them."
                ));
            }
        }
    }

    /// Takes as many articles into the list as a frame has time for, and goes to where the analyst was
    /// once all are in it.
    pub(super) fn list_on(&mut self) {
        let (Some(session), Some(entering)) = (self.session.as_mut(), self.entering.as_mut())
        else {
            return;
        };
        let started = Instant::now();
        let rest = &entering.project.articles[entering.listed..];
        for portion in rest.chunks(LISTED_TOGETHER) {
            if started.elapsed() > TAKE_IN {
                return;
            }
            for entry in portion {
                let come = session.articles.take_in(entry, &session.coder);
                let come = come.into_iter();
                let come = come.filter_map(|id| ToGlance::of(&session.articles, id));
                entering.to_glance.extend(come);
            }
            entering.listed += portion.len();
        }
        // What is left to do takes as long as a portion of a very long list.
        if !rest.is_empty() && started.elapsed() > TAKE_IN / 2 {
            return;
        }
        if let Some(entering) = self.entering.take() {
            self.return_to_place(entering);
        }
    }

    /// Shows the articles that were on screen when the project was left.
    fn return_to_place(&mut self, entering: Entering) {
        self.restore_recent();
        let Some(session) = self.session.as_mut() else {
            return;
        };
        let last = self.memory.last_article();
        let first = session
            .articles
            .iter()
            .find(|article| last == Some(article.name.as_str()))
            .map(|article| article.own)
            .or_else(|| {
                let mut own = session.articles.own_codings();
                Some(own.find(|coding| coding.problem.is_none())?.id)
            });
        let beside = self.memory.beside().and_then(|(name, side)| {
            let mut articles = session.articles.iter();
            let article = articles.find(|article| article.name == name)?.own;
            Some(Beside { article, side })
        });
        session.beside = beside.filter(|_| first.is_some());
        session.current = first;
        if let Some(journal) = entering.journal {
            self.on_journal(journal, &entering.project);
        }
        let kept = self.memory.glances_file();
        self.glance(entering.to_glance, kept);
        // Letting go of very many articles takes a while too.
        let project = entering.project;
        self.jobs.spawn("let go", move |_| drop(project));
        if let Some(kept) = self.memory.kept_texts() {
            self.jobs.spawn("tidy kept texts", move |_| kept.tidy());
        }
        let shown = self.session().map(Session::panes).unwrap_or_default();
        for (_, id) in shown {
            self.read_article(id);
        }
    }

    /// Brings articles into the list that have come into the project, and shows the first of them
    /// where none is shown.
    pub(super) fn list_more(&mut self, entries: &[ArticleEntry]) {
        let Some(session) = self.session.as_mut() else {
            return;
        };
        let (articles, coder) = (&mut session.articles, &session.coder);
        let come = entries
            .iter()
            .flat_map(|entry| articles.take_in(entry, coder));
        let come: Vec<CodingId> = come.collect();
        let is_first = session.current.is_none();
        self.glance_at(&come, None);
        let first = come.first().and_then(|id| self.session()?.article_of(*id));
        if let Some(first) = first.map(|article| article.id).filter(|_| is_first) {
            self.show_article(first);
        }
    }

    /// Forgets the project; everything in it is saved.
    pub(super) fn forget_project(&mut self) {
        self.remember_places();
        self.write_memory();
        self.jobs.cancel_all();
        self.waiting = None;
        self.searching.cancel();
        self.searching.panel = None;
        self.bulk = None;
        // What is still being written is told to nobody.
        self.writers = WorkerPool::default();
        self.unkept.clear();
        self.entering = None;
        self.stop_watching();
        self.stop_journal();
        self.session = None;
        self.stop_import();
        self.dialogs.close_project();
        self.leave_unsaved = false;
        self.reading = Reading::default();
    }

    /// Brings the own coding of an article on screen, reading it first if need be.
    pub(super) fn show_article(&mut self, article: ArticleId) {
        let session = self.session();
        let own = session.and_then(|session| Some(session.article(article)?.own));
        if let Some(own) = own {
            self.show_coding(own);
        }
    }

    /// Brings a coding on screen, reading it first if need be.
    pub(super) fn show_coding(&mut self, id: CodingId) {
        self.remember_places();
        self.reading.goal_x = None;
        self.arriving = None;
        if let Some(session) = self.session.as_mut()
            && let Some(article) = session.coding(id).map(|coding| coding.article)
        {
            session.current = Some(id);
            session.list.note_opened(article);
            self.drop_gone();
            self.read_article(id);
            self.begin_review(id);
        }
    }

    /// Starts to read an article that is not open yet.
    pub(super) fn read_article(&mut self, id: CodingId) {
        let Some(session) = self.session.as_ref() else {
            return;
        };
        let Some(coding) = session.coding(id) else {
            return;
        };
        if session.opened(id).is_some() || coding.problem.is_some() {
            return;
        }
        let Some(mut reading) = ToRead::of(session, id) else {
            return;
        };
        reading.options.kept_texts = self.memory.kept_texts();
        let kept = reading.options.kept_texts.clone();
        let codebook = Arc::clone(&session.codebook);
        self.jobs.spawn("read article", move |reporter| {
            let result = reading.read(reporter);
            let read = result.as_ref().ok();
            let snapshot = read.map(|loaded| Snapshot::new(&loaded.document, &loaded.header));
            if let Some(snapshot) = &snapshot {
                reporter.send(Event::Counted(id, Counted::of(snapshot, &codebook)));
            }
            reporter.send(Event::ArticleRead(id, Box::new(result)));
            let annotated = snapshot.filter(|snapshot| !snapshot.annotations().is_empty());
            if let (Some(kept), Some(snapshot)) = (kept, annotated) {
                kept.keep_of(&snapshot);
            }
        });
    }

    pub(super) fn on_article(&mut self, id: CodingId, result: Result<LoadedArticle, OpenError>) {
        let Some(session) = self.session.as_mut() else {
            return;
        };
        // Two requests may have been under way; the first to arrive may have been changed since.
        if session.opened(id).is_some() {
            return;
        }
        let loaded = match result {
            Ok(loaded) => loaded,
            Err(error) => {
                if let Some(coding) = session.coding_mut(id) {
                    coding.problem = Some(error.to_string());
                }
                return;
            }
        };
        let Some(article) = session.article_of(id) else {
            return;
        };
        let notices = loaded.notices.iter().map(|notice| &notice.kind);
        // What became of the annotations of a changed text is told by its review.
        let is_changed = notices
            .clone()
            .any(|kind| *kind == NoticeKind::SourceChanged);
        let told: Vec<_> = notices
            .filter(|kind| !(is_changed && kind.is_about_place()))
            .collect();
        for kind in told.iter().take(NOTICES_SHOWN) {
            self.notices.warn(format!("{}: {kind}", article.name));
        }
        if told.len() > NOTICES_SHOWN {
            self.notices.warn(format!(
                "{}: {} more things are out of order; “demarche check” lists them.",
                article.name,
                told.len() - NOTICES_SHOWN
            ));
        }
        if has_conflicts(&loaded.document, &loaded.header) {
            self.notices.warn(format!(
                "{}: a merge has left two versions of some annotations. Ctrl+M shows both to choose \
                 between them.",
                article.name
            ));
        }
        let coder = session.coding(id).map_or("", |coding| &coding.coder);
        let text = loaded.document.text();
        let remembered = self.memory.place(&article.name, coder, text);
        let mut open = OpenArticle::of(loaded);
        if let Some((selection, chosen, _)) = remembered {
            open.selection = selection;
            open.chosen = chosen.filter(|id| open.document.annotation(id).is_some());
        }
        let of = article.id;
        session.insert(id, open);
        let is_shown = session.panes().iter().any(|(_, shown)| *shown == id);
        self.note_read(id, is_changed);
        if self
            .session()
            .is_some_and(|session| session.open_codings_of(of).len() == 1)
        {
            self.note_meta_read(of);
            self.tell_meta(of);
        }
        self.update_summary(id);
        if is_shown {
            self.begin_review(id);
        }
        self.arrive();
    }

    /// Counts an open article anew for the list.
    pub(super) fn update_summary(&mut self, id: CodingId) {
        let Some(session) = self.session.as_mut() else {
            return;
        };
        let known = session.coding(id).and_then(|c| c.summary.as_ref());
        let counted = known.map(|summary| summary.counted.clone());
        let opened = session.opened(id);
        let summary = opened.map(|open| Summary::of(&open.document, counted.unwrap_or_default()));
        if let Some(coding) = session.coding_mut(id) {
            coding.summary = summary;
        }
    }

    fn on_count(&mut self, id: CodingId, counted: Counted) {
        let coding = self.session_mut().and_then(|s| s.coding_mut(id));
        if let Some(coding) = coding {
            coding.summary.get_or_insert_default().counted = counted;
        }
    }

    /// Keeps which articles are on screen and where the analyst is in them.
    pub(super) fn remember_places(&mut self) {
        self.remember_list();
        let Some(session) = self.session.as_ref() else {
            return;
        };
        let name = |id| session.article_of(id).map(|article| article.name.as_str());
        if let Some(active) = session.current.and_then(name) {
            let beside = session.beside;
            let beside = beside.and_then(|other| Some((name(other.article)?, other.side)));
            self.memory.set_articles(active, beside);
        }
        // Of two views of the same article the active one counts.
        let mut panes = session.panes();
        panes.sort_by_key(|(side, _)| *side == session.side());
        for (side, id) in panes {
            let (Some(name), Some(coding), Some(open)) =
                (name(id), session.coding(id), session.opened(id))
            else {
                continue;
            };
            if let Some(view) = self.reading.view(side, id) {
                let (selection, chosen) = (open.selection, open.chosen.as_ref());
                self.memory.set_place(
                    (name, &coding.coder),
                    selection,
                    chosen,
                    view.scroll_place(),
                );
            }
        }
    }

    pub(super) fn take_dropped_files(&mut self, ctx: &egui::Context) {
        let dropped: Vec<PathBuf> = ctx.input(|input| {
            let files = input.raw.dropped_files.iter();
            files.map(|file| file.path().to_path_buf()).collect()
        });
        // Other files become articles, and then texts that come with them do too.
        if !dropped.iter().all(|path| ingest::is_opened(path)) {
            self.ask(Command::Import(ImportCommand::Files(dropped)));
        } else if !dropped.is_empty() {
            self.ask(Command::Open(dropped));
        }
    }

    pub(super) fn pick_folder(&mut self) {
        self.pick("Open a folder of articles", |dialog| {
            dialog.pick_folder().into_iter().collect()
        });
    }

    pub(super) fn pick_files(&mut self) {
        self.pick("Open articles", |dialog| {
            let dialog = dialog.add_filter("Articles", &["txt", "text", "md"]);
            dialog.pick_files().unwrap_or_default()
        });
    }

    /// Asks for paths in a dialog of the system, on a thread that may wait for it.
    fn pick(
        &mut self,
        title: &'static str,
        ask: impl FnOnce(rfd::FileDialog) -> Vec<PathBuf> + Send + 'static,
    ) {
        let start = self.start_folder();
        self.jobs.spawn("file dialog", move |reporter| {
            let dialog = rfd::FileDialog::new().set_title(title);
            let dialog = match start {
                Some(folder) => dialog.set_directory(folder),
                None => dialog,
            };
            reporter.send(Event::PathsPicked(ask(dialog)));
        });
    }

    /// Where a file dialog begins: beside what is open.
    pub(super) fn start_folder(&self) -> Option<PathBuf> {
        let session = self.session()?;
        let path = session.paths.first()?;
        // The disk is not asked, since it may not answer: the first folder is the project's own.
        let folder = if *path == session.root {
            path
        } else {
            path.parent()?
        };
        Some(Path::to_path_buf(folder))
    }
}

/// A session on a project, with nothing read but what its articles share.
fn session_of(name: String, paths: &[PathBuf], project: &Project, coder: String) -> Session {
    let codebook = Arc::new(project.codebook().clone());
    let mut session = Session::new(name, paths.to_vec(), codebook);
    session.root.clone_from(&project.root);
    session.set_entities(project.entities.clone());
    session.codebook_file = SharedFile::new(project.codebook_path(), project.codebook.clone());
    session.entities_file = SharedFile::new(project.entities_path(), project.entities.clone());
    for problem in &project.problems {
        match problem {
            ProjectProblem::Codebook { .. } => {
                session.codebook_file.broken = Some(problem.to_string())
            }
            ProjectProblem::Entities { .. } => {
                session.entities_file.broken = Some(problem.to_string())
            }
            _ => {}
        }
    }
    session.coder = coder;
    session
}
