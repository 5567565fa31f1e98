//! Opens projects and articles: takes listed articles into the list, restores the last position,
//! and loads an article before showing it.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::article_list::{ToSummarize, restore_list};
use super::leaving::Leaving;
use super::phase::{Phase, ProjectOpening};
use super::{App, EVENT_BUDGET, OpenProject, ProjectCtx, Shell};
use crate::command::Intent;
use crate::command::import::ImportCommand;
use crate::command::label_keys::label_key_faults;
use crate::jobs::file_dialog::{FileDialog, Wanted};
use crate::jobs::{Event, Listed, ingest};
use crate::model::history::{ArticleId, CodingId};
use crate::model::{Codebook, EntityBook};
use crate::session::coder::CoderQuestion;
use crate::session::messages::{CodebookMessage, FileMessage, FileText};
use crate::session::panes::Beside;
use crate::session::{OpenArticle, Session, SharedFile, Summary};
use crate::store::ArticleLoader;
use crate::store::article::{LoadedArticle, OpenError};
use crate::store::display_path;
use crate::store::entities;
use crate::store::io_reason::reason;
use crate::store::project::{ArticleEntry, Project, ProjectProblem};
use crate::store::sidecar::{SidecarNoticeKind, Snapshot};
use crate::store::summary::SummaryCounts;
use crate::store::typed_paths::pasted_paths;
use crate::store::versions::has_conflicts;

/// Articles that are taken into the list between two checks of the frame's time limit.
const LISTED_TOGETHER: usize = 64;

/// Problems in an article's annotations that are reported one by one.
const NOTICES_SHOWN: usize = 3;

impl App {
    /// Closes what is open, once it is saved, and opens a folder or files.
    pub(super) fn open_project(&mut self, paths: Vec<PathBuf>) {
        if paths.is_empty() {
            return;
        }
        if self.phase.project().is_some() {
            self.leave(Leaving::For(paths));
        } else {
            self.start_listing(paths);
        }
    }

    /// Opens a project whose articles have been listed, or says why it cannot be. Of two that were
    /// being listed the one that was asked for last is opened.
    pub(super) fn on_listed(&mut self, paths: Vec<PathBuf>, listed: io::Result<Listed>) {
        if !self.phase.is_listing(&paths) {
            return;
        }
        match listed {
            Ok(listed) => self.enter(paths, listed),
            Err(error) => {
                self.phase = Phase::Closed;
                let path = paths.first().cloned().unwrap_or_default();
                let why = FileMessage::CheckPath {
                    problem: reason(&error).into_owned(),
                    path: display_path(&path).to_string(),
                };
                self.shell.notices.error(FileMessage::NotOpened, why);
            }
        }
    }

    fn enter(&mut self, paths: Vec<PathBuf>, listed: Listed) {
        let Listed {
            mut project,
            entities_read,
            entity_names,
            name,
            root,
            offer,
            watch,
            journal,
            moved_from,
            has_project_file,
        } = listed;
        let shell = &mut self.shell;
        if let Some(from) = moved_from {
            shell.notices.warn(FileMessage::ProjectMoved {
                from: display_path(&from).to_string(),
            });
        }
        shell.tell_problems(&project.problems);
        let mut session = session_of(name, &paths, &project, entities_read);
        session.set_entities_with_names(std::mem::take(&mut project.entities), entity_names);
        shell.make_rows(&session.codebook);
        shell.persisted_state.enter_project(&root, &offer);
        // The setting is only a proposal where nobody has answered.
        let coder = shell.persisted_state.coder();
        session.coder = coder.unwrap_or(&shell.settings.coder).to_owned();
        session.close_blind();
        session.coder_question = CoderQuestion {
            is_answered: coder.is_some(),
            has_project_file,
        };
        shell.tell_versions(&session);
        shell.tell_dead_label_keys(&session.codebook);
        restore_list(&mut session, shell.persisted_state.list());
        let articles = project.articles.len();
        session.articles.reserve(articles);
        let loader = ArticleLoader::new(shell.persisted_state.kept_texts());
        let open = OpenProject::new(session, loader, watch);
        let opening = ProjectOpening {
            project,
            journal,
            listed: 0,
            to_summarize: Vec::with_capacity(articles),
        };
        self.phase = Phase::Opening(Box::new(open), Box::new(opening));
    }

    /// Adds as many articles to the list as a frame has time for, and restores the last position
    /// once all are in it.
    pub(super) fn list_on(&mut self) {
        let Phase::Opening(open, opening) = &mut self.phase else {
            return;
        };
        let session = &mut open.session;
        let started = Instant::now();
        let rest = &opening.project.articles[opening.listed..];
        for portion in rest.chunks(LISTED_TOGETHER) {
            if is_listing_over(started.elapsed()) {
                return;
            }
            for entry in portion {
                let come = session.articles.add_entry(entry, &session.coder);
                let come = come.into_iter();
                let come = come.filter(|id| !session.articles.is_closed(*id));
                let come = come.filter_map(|id| ToSummarize::of(&session.articles, id));
                opening.to_summarize.extend(come);
            }
            opening.listed += portion.len();
        }
        if must_restore_later(!rest.is_empty(), started.elapsed()) {
            return;
        }
        if let Some(opening) = self.phase.end_opening()
            && let Some(mut cx) = self.project()
        {
            cx.return_to_place(*opening);
        }
    }

    pub(super) fn take_dropped_files(&mut self, ctx: &egui::Context) {
        let dropped: Vec<PathBuf> = ctx.input(|input| {
            let files = input.raw.dropped_files.iter();
            files.map(|file| file.path().to_path_buf()).collect()
        });
        if !dropped.is_empty() {
            self.ask(Intent::OpenOrImport(dropped));
        }
    }

    /// Opens the files and folders whose addresses are pasted while no field has the keyboard.
    pub(super) fn take_pasted_files(&mut self, ctx: &egui::Context) {
        let is_choosing = self.project().is_some_and(|cx| cx.is_choosing());
        if ctx.text_edit_focused() || is_choosing || self.is_dialog_open() {
            return;
        }
        let mut pasted = None;
        ctx.input_mut(|input| {
            input.events.retain(|event| match event {
                egui::Event::Paste(text) if pasted.is_none() => {
                    pasted = pasted_paths(text);
                    pasted.is_none()
                }
                _ => true,
            });
        });
        if let Some(pasted) = pasted {
            self.ask(Intent::OpenOrImport(pasted));
        }
    }

    /// Opens folders and texts. Other files become articles, and then texts that come with them do too.
    pub(super) fn open_or_import(&mut self, paths: Vec<PathBuf>) {
        let session = self.session();
        let has_rounds = session.is_some_and(|session| !session.team.rounds.is_empty());
        if has_rounds && paths.len() == 1 {
            self.look_at_dropped(paths);
        } else if paths.iter().all(|path| ingest::is_opened(path)) {
            self.open_project(paths);
        } else {
            self.import(ImportCommand::Files(paths));
        }
    }

    pub(super) fn pick_folder(&mut self) {
        self.pick(FileDialog::new(FileText::OpenFolder.text(), Wanted::Folder));
    }

    pub(super) fn pick_files(&mut self) {
        self.pick(FileDialog {
            filter: Some((FileText::Articles.text(), vec!["txt", "text", "md"])),
            ..FileDialog::new(FileText::OpenArticles.text(), Wanted::Files)
        });
    }

    /// Asks for paths in a dialog of the system, on a thread that may wait for it.
    fn pick(&mut self, dialog: FileDialog) {
        let dialog = FileDialog {
            folder: self.phase.project().and_then(OpenProject::start_folder),
            ..dialog
        };
        let dialogs = self.shell.file_dialogs.clone();
        self.shell.jobs.spawn("file dialog", move |reporter| {
            let picked = dialogs.ask(&dialog, reporter);
            reporter.send(Event::PathsPicked(picked));
        });
    }
}

impl Shell {
    /// Reports what could not be read or was left out: first the shared files (codebook, entities),
    /// then only some of the rest.
    fn tell_problems(&mut self, problems: &[ProjectProblem]) {
        let is_shared = |problem: &&ProjectProblem| {
            use ProjectProblem::{Codebook, Entities, Team};
            matches!(problem, Codebook { .. } | Entities { .. } | Team { .. })
        };
        let (shared, others): (Vec<_>, Vec<_>) = problems.iter().partition(is_shared);
        let shown = others.iter().take(NOTICES_SHOWN);
        for problem in shared.iter().chain(shown) {
            self.notices.warn(FileMessage::Problem {
                problem: problem.to_string(),
            });
        }
        if others.len() > NOTICES_SHOWN {
            let count = others.len() - NOTICES_SHOWN;
            self.notices.warn(FileMessage::MoreProblems { count });
        }
    }

    /// Reports label keys that never tag.
    pub(super) fn tell_dead_label_keys(&mut self, codebook: &Codebook) {
        let faults = label_key_faults(codebook, &self.settings.keys);
        if faults.is_empty() {
            return;
        }
        let keys: Vec<String> = faults.iter().map(ToString::to_string).collect();
        let keys = keys.join("; ");
        self.notices.warn(CodebookMessage::DeadLabelKeys { keys });
    }

    /// Reports git merge conflicts in the shared files (codebook, entities).
    fn tell_versions(&mut self, session: &Session) {
        if session.codebook_file.saving.base().has_two_versions() {
            self.notices.warn(FileMessage::TwoVersionsInCodebook);
        }
        if !entities::clashes_in(&session.entities).is_empty() {
            self.notices.warn(FileMessage::TwoVersionsInEntities);
        }
    }
}

impl ProjectCtx<'_> {
    /// Shows the articles that were on screen when the project was left.
    fn return_to_place(&mut self, opening: ProjectOpening) {
        self.restore_recent();
        let session = &mut self.project.session;
        let last = self.shell.persisted_state.last_article();
        let not_shown = self.shell.persisted_state.not_shown();
        let not_shown = session
            .articles
            .iter()
            .find(|article| not_shown == Some(article.name.as_str()))
            .map(|article| article.own);
        let first = session
            .articles
            .iter()
            .find(|article| last == Some(article.name.as_str()))
            .map(|article| article.own)
            .or_else(|| {
                let mut own = session.articles.own_codings();
                let first =
                    own.find(|coding| coding.problem.is_none() && Some(coding.id) != not_shown);
                Some(first?.id)
            });
        let beside = self
            .shell
            .persisted_state
            .beside()
            .and_then(|(name, side)| {
                let mut articles = session.articles.iter();
                let article = articles.find(|article| article.name == name)?.own;
                Some(Beside { article, side })
            });
        session.beside = beside.filter(|_| first.is_some());
        session.current = first;
        if let Some(journal) = opening.journal {
            self.on_journal(journal, &opening.project);
        }
        self.tell_coder_of_project();
        self.tell_plan_faults();
        self.show_assigned();
        let kept = self.shell.persisted_state.summaries_file();
        self.summarize(opening.to_summarize, kept);
        self.look_for_orphans(opening.project);
        if let Some(kept) = self.shell.persisted_state.kept_texts() {
            self.shell
                .jobs
                .spawn("tidy kept texts", move |_| kept.tidy());
        }
        for (_, id) in self.project.session.panes() {
            self.read_article(id);
        }
    }

    /// Adds new articles of the project to the list, and shows the first of them where none is
    /// shown.
    pub(super) fn list_more(&mut self, entries: &[ArticleEntry]) {
        let session = &mut self.project.session;
        let (articles, coder) = (&mut session.articles, &session.coder);
        let come = entries
            .iter()
            .flat_map(|entry| articles.add_entry(entry, coder));
        let come: Vec<CodingId> = come.collect();
        let is_first = session.current.is_none();
        let seen = come.iter().copied();
        let articles = &self.project.session.articles;
        let seen: Vec<CodingId> = seen.filter(|id| !articles.is_closed(*id)).collect();
        self.summarize_articles(&seen, None);
        let first = come
            .first()
            .and_then(|id| self.project.session.article_of(*id));
        if let Some(first) = first.map(|article| article.id).filter(|_| is_first) {
            self.show_article(first);
        }
    }

    /// Shows the own coding of an article, reading it first if needed.
    pub(super) fn show_article(&mut self, article: ArticleId) {
        let own = self
            .project
            .session
            .article(article)
            .map(|article| article.own);
        if let Some(own) = own {
            self.show_coding(own);
        }
    }

    /// Shows a coding, reading it first if needed.
    pub(super) fn show_coding(&mut self, id: CodingId) {
        self.remember_places();
        self.project.reading.goal_x = None;
        self.project.pending_reveal = None;
        let session = &mut self.project.session;
        if let Some(article) = session.coding(id).map(|coding| coding.article) {
            session.current = Some(id);
            session.list.note_opened(article);
            self.drop_gone();
            self.read_article(id);
            self.begin_review(id);
        }
    }

    /// Starts to read an article that is not open yet.
    pub(super) fn read_article(&mut self, id: CodingId) {
        let session = &self.project.session;
        let Some(coding) = session.coding(id) else {
            return;
        };
        if session.opened(id).is_some() || coding.problem.is_some() {
            return;
        }
        let Some(files) = session.files_of(id) else {
            return;
        };
        let loader = self.project.loader.clone();
        let codebook = Arc::clone(&session.codebook);
        self.shell.jobs.spawn("read article", move |reporter| {
            let wait = reporter.begin_io(display_path(&files.path).to_string());
            let result = loader.read(&files);
            drop(wait);
            let read = result.as_ref().ok();
            let snapshot = read.map(|loaded| Snapshot::new(&loaded.document, &loaded.header));
            if let Some(snapshot) = &snapshot {
                reporter.send(Event::Counted(id, SummaryCounts::of(snapshot, &codebook)));
            }
            reporter.send(Event::ArticleRead(id, Box::new(result)));
            if let Some(snapshot) = &snapshot {
                loader.keep_text(snapshot);
            }
        });
    }

    pub(super) fn on_article(&mut self, id: CodingId, result: Result<LoadedArticle, OpenError>) {
        let session = &mut self.project.session;
        // Two requests may have been pending; the article may have changed since the first arrived.
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
        // The review reports what happened to the annotations of a changed text.
        let is_changed = notices
            .clone()
            .any(|kind| *kind == SidecarNoticeKind::SourceChanged);
        let messages: Vec<_> = notices
            .filter(|kind| !(is_changed && kind.is_about_place()))
            .collect();
        for kind in messages.iter().take(NOTICES_SHOWN) {
            self.shell.notices.warn(FileMessage::ArticleProblem {
                article: article.name.clone(),
                problem: kind.to_string(),
            });
        }
        if messages.len() > NOTICES_SHOWN {
            self.shell.notices.warn(FileMessage::MoreArticleProblems {
                article: article.name.clone(),
                count: messages.len() - NOTICES_SHOWN,
            });
        }
        if has_conflicts(&loaded.document, &loaded.header) {
            self.shell.notices.warn(FileMessage::TwoVersions {
                article: article.name.clone(),
            });
        }
        let coder = session.coding(id).map_or("", |coding| &coding.coder);
        let text = loaded.document.text();
        let remembered = self.shell.persisted_state.place(&article.name, coder, text);
        let mut open = OpenArticle::of(loaded);
        if let Some((selection, chosen, _)) = remembered {
            open.selection = selection;
            open.chosen = chosen.filter(|id| open.document.annotation(id).is_some());
        }
        let of = article.id;
        session.insert(id, open);
        let is_shown = session.panes().iter().any(|(_, shown)| *shown == id);
        self.note_read(id, is_changed);
        self.note_text(id);
        if self.project.session.open_codings_of(of).len() == 1 {
            self.note_fields_read(of);
            self.tell_field_problems(of);
        }
        self.update_summary(id);
        if is_shown {
            self.begin_review(id);
        }
        self.arrive();
    }

    /// Updates the summary (counts) of an open article for the list.
    pub(super) fn update_summary(&mut self, id: CodingId) {
        let session = &mut self.project.session;
        let known = session.coding(id).and_then(|c| c.summary.as_ref());
        let counted = known.map(|summary| summary.counted.clone());
        let opened = session.opened(id);
        let summary = opened.map(|open| Summary::of(&open.document, counted.unwrap_or_default()));
        if let Some(coding) = session.coding_mut(id) {
            coding.summary = summary;
        }
    }

    pub(super) fn on_count(&mut self, id: CodingId, counted: SummaryCounts) {
        if let Some(coding) = self.project.session.coding_mut(id) {
            coding.summary.get_or_insert_default().counted = counted;
        }
    }

    /// Stores which articles are on screen, and the reading positions in them.
    pub(super) fn remember_places(&mut self) {
        self.remember_list();
        let session = &self.project.session;
        let name = |id| session.article_of(id).map(|article| article.name.as_str());
        if let Some(active) = session.current.and_then(name) {
            let beside = session.beside;
            let beside = beside.and_then(|other| Some((name(other.article)?, other.side)));
            self.shell.persisted_state.set_articles(active, beside);
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
            if let Some(view) = self.project.reading.view(side, id) {
                let (selection, chosen) = (open.selection, open.chosen.as_ref());
                self.shell.persisted_state.set_place(
                    (name, &coding.coder),
                    selection,
                    chosen,
                    view.scroll_place(),
                );
            }
        }
    }
}

/// Whether a frame that has taken articles into the list for so long leaves the rest to the next.
fn is_listing_over(elapsed: Duration) -> bool {
    elapsed > EVENT_BUDGET
}

/// Whether a frame leaves it to the next to restore the last position, which takes as long as a
/// portion of a very long list. `has_listed` says whether it has taken articles into the list.
fn must_restore_later(has_listed: bool, elapsed: Duration) -> bool {
    has_listed && elapsed > EVENT_BUDGET / 2
}

impl OpenProject {
    /// The initial folder of a file dialog: next to what is open.
    pub(super) fn start_folder(&self) -> Option<PathBuf> {
        let session = &self.session;
        let path = session.paths.first()?;
        // This does no I/O, since the disk may not respond: the first folder is the project's own.
        let folder = if *path == session.root {
            path
        } else {
            path.parent()?
        };
        Some(Path::to_path_buf(folder))
    }
}

/// A session on a project, with nothing read but what its articles share; the caller adds the entities.
fn session_of(
    name: String,
    paths: &[PathBuf],
    project: &Project,
    entities_read: EntityBook,
) -> Session {
    let codebook = Arc::new(project.codebook().clone());
    let mut session = Session::new(name, paths.to_vec(), codebook);
    session.root.clone_from(&project.root);
    session.team = project.team.clone();
    session.team_is_broken = project.team_is_broken();
    session.codebook_file = SharedFile::new(project.codebook_path(), project.codebook.clone());
    session.entities_file = SharedFile::new(project.entities_path(), entities_read);
    for problem in &project.problems {
        match problem {
            ProjectProblem::Codebook { .. } => {
                session.codebook_file.saving.set_broken(problem.to_string());
            }
            ProjectProblem::Entities { .. } => {
                session.entities_file.saving.set_broken(problem.to_string());
            }
            _ => {}
        }
    }
    session
}

#[cfg(test)]
#[path = "opening_tests.rs"]
mod tests;

#[cfg(test)]
#[path = "opening_article_tests.rs"]
mod article_tests;
