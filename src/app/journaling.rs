//! Journaling (crash recovery): records actions in the journal, and restores from it what an
//! earlier run could not save.

use std::collections::{HashMap, HashSet};
use std::fmt::Display;

use super::{OpenProject, ProjectCtx};
use crate::jobs::Event;
use crate::jobs::journal::{FoundJournal, Journal, JournalHandle};
use crate::jobs::written::WrittenFile;
use crate::model::Text;
use crate::model::history::{Action, ArticleId, Change, CodingId};
use crate::session::Session;
use crate::session::actions::Restored;
use crate::session::incoming::PartId;
use crate::session::messages::HistoryMessage;
use crate::store::article::LoadedArticle;
use crate::store::display_path;
use crate::store::hash;
use crate::store::journal::{ArticleSource, JournalError, Other, ProjectFile, Recovered, Sources};
use crate::store::project::{ArticleEntry, Project, SidecarEntry};

/// Recovered actions that are listed by name in the notice.
const NAMES_TOLD: usize = 3;

/// The journal of the open project.
#[derive(Default)]
pub(super) struct Journaling {
    /// `None` where no journal can be written.
    journal: Option<Journal>,
    /// The hash of each unchanged file as it was read, and the last action before that. It goes
    /// into the journal with the first change to the file.
    read: HashMap<ProjectFile, (u64, Option<String>)>,
    /// For each file of the recovered undo history, the hash of the contents that the history leads to. An
    /// entry is removed when the file is read.
    recovered: HashMap<ProjectFile, Option<String>>,
    /// Journals of earlier runs whose actions were replayed, until these are saved.
    others: Vec<Other>,
    /// The files that the next actions refer to.
    sources: Sources,
    /// Articles whose own files' contents were recorded.
    metas: HashSet<ArticleId>,
}

impl Journaling {
    /// Takes the journal out, to be closed. Nothing is written down any more.
    pub fn take(&mut self) -> Option<Journal> {
        self.journal.take()
    }

    /// Whether there is a journal.
    pub fn is_open(&self) -> bool {
        self.journal.is_some()
    }

    /// The handle that notifies the journal when a file is saved in its state after this action.
    pub fn journal_handle(&self, file: ProjectFile, upto: u64) -> Option<JournalHandle> {
        let journal = self.journal.as_ref()?;
        Some(journal.journal_handle(file, upto))
    }

    /// Collects what the journal must record about an article that the next actions refer to.
    fn name(&mut self, session: &Session, id: CodingId) {
        if self.sources.codings.contains_key(&id) {
            return;
        }
        let (Some(file), Some(open)) = (file_of(session, id), session.opened(id)) else {
            return;
        };
        self.touch(&file);
        let source = ArticleSource {
            file,
            sha256: open.header.sha256.clone(),
            text: open.document.text().clone(),
        };
        self.sources.codings.insert(id, source);
    }

    /// Notes what the journal must know of an article whose own fields the next actions change.
    fn name_meta(&mut self, session: &Session, id: ArticleId) {
        let Some(article) = session.article(id) else {
            return;
        };
        if self.sources.articles.contains_key(&id) {
            return;
        }
        let file = session.meta_file(article);
        self.touch(&file);
        let open = session.open_text(id);
        let (sha256, text) = open.map(|(sha256, decoded)| (sha256, decoded.text)).unzip();
        let source = ArticleSource {
            file,
            sha256: sha256.unwrap_or_default(),
            text: text.unwrap_or_else(|| Text::new("")),
        };
        self.sources.articles.insert(id, source);
    }

    /// What is known of a file is known of it under its new name.
    pub fn rename(&mut self, from: &ProjectFile, to: ProjectFile) {
        if let Some(read) = self.read.remove(from) {
            self.read.insert(to.clone(), read);
        }
        if let Some(left) = self.recovered.remove(from) {
            self.recovered.insert(to, left);
        }
    }

    /// Records in the journal what a file held before its first change.
    fn touch(&mut self, file: &ProjectFile) {
        if let (Some(journal), Some((upto, sha256))) = (&self.journal, self.read.remove(file)) {
            journal.holds(file.clone(), upto, sha256);
        }
    }
}

impl ProjectCtx<'_> {
    /// Recovers what earlier runs did in a project that has just been opened.
    pub(super) fn on_journal(
        &mut self,
        found: Result<FoundJournal, JournalError>,
        project: &Project,
    ) {
        let found = match found {
            Ok(found) => found,
            Err(error) => return self.tell_no_journal(&error),
        };
        for path in &found.aside {
            self.shell.notices.warn(HistoryMessage::JournalDamaged {
                path: display_path(path).to_string(),
            });
        }
        let path = found.file.path().to_owned();
        self.project.journaling.journal =
            match Journal::start(found.file, self.shell.jobs.reporter()) {
                Ok(journal) => Some(journal),
                Err(error) => return self.tell_no_journal(&error),
            };
        self.project.journaling.read = found
            .shared
            .into_iter()
            .map(|(file, hash)| (file, (found.recovered.last, hash)))
            .collect();
        let session = &mut self.project.session;
        session.actions.last = found.recovered.last;
        session.actions.written_down = found.recovered.last;

        let mut restored = self.restore(found.recovered, project, true);
        for (other, recovered) in found.others {
            let is_needed = !recovered.unreadable.is_empty();
            let theirs = self.restore(recovered, project, false);
            restored.names.extend(theirs.names);
            restored.refused += theirs.refused;
            if !is_needed {
                self.project.journaling.others.push(other);
            }
        }
        self.tell_restored(&restored, path);
        if !restored.names.is_empty() {
            self.after_change();
        }
    }

    fn restore(&mut self, recovered: Recovered, project: &Project, with_history: bool) -> Restored {
        for why in &recovered.unreadable {
            self.shell.notices.error(HistoryMessage::NotRestored, why);
        }
        let missing = recovered.actions.iter();
        let missing = missing.flat_map(|action| action.missing.iter().flatten());
        let shared: Vec<ProjectFile> = missing.filter_map(shared_file_of).collect();
        if with_history {
            self.project.journaling.recovered = recovered.hashes.into_iter().collect();
        }
        for (file, loaded) in recovered.loaded {
            self.on_unsaved(&file, loaded, project);
            self.project.journaling.read.remove(&file);
        }
        for file in shared {
            self.project.journaling.read.remove(&file);
        }
        let session = &mut self.project.session;
        let files: HashSet<ProjectFile> = recovered.metas.keys().cloned().collect();
        let articles = session.articles_of_metas(&files);
        for (file, meta) in recovered.metas {
            if let Some(article) = articles.get(&file) {
                session.insert_meta(*article, meta);
                self.project.journaling.metas.insert(*article);
                self.project.journaling.read.remove(&file);
            }
        }
        let restored = session.restore(recovered.actions, with_history);
        if let Some(focus) = &restored.focus
            && let Some(article) = session.article_of(focus.article)
            && session.articles.is_listed(article.id)
        {
            // What another coder did is restored too, and is not what is shown.
            session.current = Some(article.own);
        }
        restored
    }

    /// Recovers an article that was read because it has unsaved actions in the journal.
    fn on_unsaved(&mut self, file: &ProjectFile, loaded: LoadedArticle, project: &Project) {
        let ProjectFile::Article { coder, .. } = file else {
            return;
        };
        let session = &mut self.project.session;
        let is_it = |entry: &&ArticleEntry| {
            ProjectFile::article(&project.root, &entry.path, coder) == *file
        };
        let Some(entry) = project.articles.iter().find(is_it) else {
            return;
        };
        // The first annotations of a coder may be unsaved, and then there is no file of them.
        let named = Some(coder.clone()).filter(|coder| !coder.is_empty());
        let sidecar = SidecarEntry {
            path: entry.sidecar_path(named.as_deref()),
            coder: named,
        };
        let entry = ArticleEntry {
            sidecars: vec![sidecar],
            ..entry.clone()
        };
        let own = session.coder.clone();
        session.articles.add_entry(&entry, &own);
        let article = session.articles.find(&entry);
        let id = article.and_then(|article| {
            let mut codings = session.articles.every_coding().of(article);
            Some(codings.find(|coding| coding.coder == *coder)?.id)
        });
        if let Some(id) = id {
            self.on_article(id, Ok(loaded));
        }
    }

    fn tell_restored(&mut self, restored: &Restored, journal: std::path::PathBuf) {
        let count = restored.names.len();
        if count > 0 {
            let last = restored.names[count.saturating_sub(NAMES_TOLD)..].to_vec();
            self.shell
                .notices
                .warn(HistoryMessage::Restored { count, last });
        }
        if restored.refused == 0 {
            return;
        }
        let refused = restored.refused;
        self.shell.jobs.spawn("keep journal", move |reporter| {
            let mut copy = journal.clone().into_os_string();
            copy.push(format!(".kept-{}", crate::store::ids::unique_id()));
            let copy = std::path::PathBuf::from(copy);
            let kept = std::fs::copy(&journal, &copy);
            let kept = kept.map(|_| WrittenFile::Journal { refused });
            reporter.send(Event::Written(copy, kept.map_err(Into::into)));
        });
    }

    /// Notes the hash of an article that has been read, and drops its undo steps if its file is not
    /// as the earlier run left it.
    pub(super) fn note_read(&mut self, id: CodingId, text_changed: bool) {
        let session = &mut self.project.session;
        let Some((file, sha256)) = base_of(session, PartId::Annotations(id)) else {
            return;
        };
        let journaling = &mut self.project.journaling;
        if let Some(left) = journaling.recovered.remove(&file) {
            session.keep_steps_if_as_left(id, left.as_deref(), sha256.as_deref(), text_changed);
        }
        journaling.read.insert(file, (session.actions.last, sha256));
    }

    /// Notes the hash of an article's own file when its fields have been read, and drops the undo steps
    /// of its fields if the file is not as the earlier run left it.
    pub(super) fn note_fields_read(&mut self, id: ArticleId) {
        let session = &mut self.project.session;
        let Some((file, sha256)) = base_of(session, PartId::Fields(id)) else {
            return;
        };
        let journaling = &mut self.project.journaling;
        if !journaling.metas.insert(id) {
            return;
        }
        if let Some(left) = journaling.recovered.remove(&file)
            && left != sha256
        {
            let is_of_it = |change: &Change| matches!(change, Change::Field(of, ..) if *of == id);
            session.forget_steps(is_of_it);
        }
        journaling.read.insert(file, (session.actions.last, sha256));
    }

    /// Records in the journal that the file of a part equals its open version.
    pub(super) fn note_taken_in(&mut self, part: PartId) {
        self.journal_actions();
        let session = &self.project.session;
        if let (Some(journal), Some((file, Some(sha256)))) =
            (&self.project.journaling.journal, base_of(session, part))
        {
            journal.holds(file, session.actions.last, Some(sha256));
        }
    }

    /// Records in the journal that a part, of which everything is saved, has its file under another name
    /// than `old`, where there is none any more.
    pub(super) fn note_renamed(&mut self, part: PartId, old: ProjectFile) {
        let session = &self.project.session;
        let Some(journal) = &self.project.journaling.journal else {
            return;
        };
        if let Some((file, Some(sha256))) = base_of(session, part) {
            journal.holds(old, session.actions.last, None);
            journal.holds(file, session.actions.last, Some(sha256));
        }
    }

    /// Appends the latest actions to the journal.
    pub(super) fn journal_actions(&mut self) {
        let session = &mut self.project.session;
        let actions = session.actions.take();
        let journaling = &mut self.project.journaling;
        let Some(journal) = &journaling.journal else {
            return;
        };
        if !journaling.others.is_empty() && session.is_saved() {
            journal.remove(std::mem::take(&mut journaling.others));
        }
        if actions.is_empty() {
            return;
        }
        for action in &actions {
            for id in codings_named(session, action) {
                journaling.name(session, id);
            }
            for id in articles_named(action) {
                journaling.name_meta(session, id);
            }
            let shared = action.changes.iter().filter_map(shared_file_of);
            shared.for_each(|file| journaling.touch(&file));
        }
        let sources = std::mem::take(&mut journaling.sources);
        if let Some(journal) = &journaling.journal {
            journal.add(actions, sources);
        }
    }

    /// Collects ahead what the journal must record about the articles of an incomplete bulk step,
    /// so that appending the step does not make a frame long.
    pub(super) fn name_sources(&mut self, ids: &[CodingId]) {
        let OpenProject {
            session,
            journaling,
            ..
        } = &mut *self.project;
        if journaling.is_open() {
            ids.iter().for_each(|id| journaling.name(session, *id));
        }
    }

    pub(super) fn note_written_down(&mut self, number: u64) {
        let session = &mut self.project.session;
        session.actions.written_down = number;
    }

    pub(super) fn tell_no_journal(&mut self, why: &dyn Display) {
        self.shell.notices.warn(HistoryMessage::NoJournal {
            problem: why.to_string(),
        });
    }
}

/// The file of a coding.
fn file_of(session: &Session, id: CodingId) -> Option<ProjectFile> {
    session.project_file(session.coding(id)?)
}

/// The file of a part whose changes by other programs the journal must know, and the hash of its contents
/// when it was last read or written; no hash if there was no file.
fn base_of(session: &Session, part: PartId) -> Option<(ProjectFile, Option<String>)> {
    let (file, stamp) = match part {
        PartId::Annotations(id) => {
            let open = session.opened(id)?;
            (file_of(session, id)?, &open.saving.base().stamp)
        }
        PartId::Fields(id) => {
            let (article, open) = (session.article(id)?, session.meta(id)?);
            (session.meta_file(article), &open.saving.base().stamp)
        }
        PartId::Codebook => {
            let stamp = &session.codebook_file.saving.base().stamp;
            (ProjectFile::Codebook, stamp)
        }
        // Changes to entities by other programs are not actions of this one.
        PartId::Entities => return None,
    };
    let sha256 = stamp.as_ref().map(|stamp| hash::hex(&stamp.sha256));
    Some((file, sha256))
}

/// The codings that an action changes or was done in.
fn codings_named<'a>(
    session: &'a Session,
    action: &'a Action,
) -> impl Iterator<Item = CodingId> + 'a {
    let places = [&action.step.before, &action.step.after];
    let places = places.into_iter().flatten().map(|focus| focus.article);
    session.codings_of(&action.step).chain(places)
}

/// The articles whose own fields an action changes.
fn articles_named(action: &Action) -> impl Iterator<Item = ArticleId> {
    let changes = action.step.changes.iter();
    changes.filter_map(|change| match change {
        Change::Field(id, ..) => Some(*id),
        Change::Coding(..) | Change::Codebook(_) | Change::Entity(..) => None,
    })
}

/// The shared file (codebook or entities) that a change is about.
fn shared_file_of(change: &Change) -> Option<ProjectFile> {
    match change {
        Change::Coding(..) | Change::Field(..) => None,
        Change::Codebook(_) => Some(ProjectFile::Codebook),
        Change::Entity(..) => Some(ProjectFile::Entities),
    }
}

#[cfg(test)]
#[path = "journaling_tests.rs"]
mod tests;
