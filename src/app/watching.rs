//! Watches the project's files for external changes (a polling file watcher): merges changes by
//! other programs where they do not conflict with the user's, and reports conflicts.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::ProjectCtx;
use crate::jobs::watcher::Watcher;
use crate::jobs::{Event, SharedReread};
use crate::model::history::{ArticleId, CodingId};
use crate::session::articles::Article;
use crate::session::incoming::{AnnotationsPart, CodebookPart, EntitiesPart};
use crate::session::messages::FileMessage;
use crate::session::{OpenArticle, Session};
use crate::store::article::{OpenError, Reread, reread_sidecar};
use crate::store::article_meta::{Copies, FieldSources, LoadedMeta, meta_path};
use crate::store::project::{ArticleEntry, Project, ProjectProblem};
use crate::store::team::{self, project_file};
use crate::store::watch::{Changes, Watch};
use crate::store::{Stamp, atomic, codebook, display_path, entities, hash, line_ends};

/// The state of the file watcher.
pub(super) struct Watching {
    watcher: Watcher,
    /// The files as they were listed, until the watcher starts.
    watch: Option<Box<Watch>>,
    /// New articles that the current poll has added to the list.
    come: usize,
    /// How many jobs are checking the shared files.
    at_shared: usize,
}

impl Watching {
    /// Starts to watch a project.
    pub fn of(watch: Watch) -> Self {
        Self {
            watcher: Watcher::default(),
            watch: Some(Box::new(watch)),
            come: 0,
            at_shared: 0,
        }
    }

    /// Whether a job is polling for external changes now.
    pub fn is_scanning(&self) -> bool {
        self.at_shared > 0 || self.watcher.is_looking()
    }
}

impl ProjectCtx<'_> {
    /// Polls periodically while the window has the focus, and at once when it regains it.
    pub(super) fn watch(&mut self, ctx: &egui::Context) {
        let watching = &mut self.project.watching;
        watching
            .watcher
            .set_wanted(ctx.input(|input| input.focused));
        if let Some(watch) = watching.watch.take() {
            watching.watcher.start(&self.shell.jobs, watch);
        }
    }

    /// Notes that a file was written here.
    pub(super) fn note_written(&mut self, path: PathBuf, stamp: &Stamp) {
        let watcher = &self.project.watching.watcher;
        watcher.note_written(path, stamp.into());
    }

    /// Notes that a text was read, by whose hash it is recognized under another name.
    pub(super) fn note_text(&mut self, id: CodingId) {
        let session = &self.project.session;
        if let (Some(article), Some(open)) = (session.article_of(id), session.opened(id)) {
            let watcher = &self.project.watching.watcher;
            watcher.note_text(article.path.clone(), open.header.sha256.clone());
        }
    }

    /// Asks for a report of the next poll even if nothing has changed.
    pub(super) fn report_next_look(&self) {
        self.project.watching.watcher.report_next();
    }

    /// Handles what the file watcher found: new and deleted articles, changed shared files.
    pub(super) fn on_changes(&mut self, changes: &Changes) {
        self.notify_new_articles();
        self.note_moved(&changes.moved);
        self.mark_removed(&changes.gone);
        self.end_waiting();
        self.check_shared_files([changes.codebook, changes.entities, changes.team]);
        self.drop_gone();
        // An article that is gone and still in use is removed from the list later.
        let mut articles = self.project.session.articles.iter();
        let has_gone = articles.any(|article| article.is_gone);
        drop(articles);
        self.project.watching.watcher.end_look(has_gone);
    }

    /// Removes deleted articles from the list, once nothing here refers to them.
    pub(super) fn drop_gone(&mut self) {
        self.project.session.unlist_gone();
    }

    /// Handles articles that other programs have changed or added.
    pub(super) fn on_changed(&mut self, entries: &[ArticleEntry]) {
        self.forget_orphans_of(entries);
        let session = &mut self.project.session;
        let (mut unread, mut checks, mut metas) = (Vec::new(), Vec::new(), Vec::new());
        for entry in entries {
            let new = session.articles.add_entry(entry, &session.coder);
            let Some(id) = session.articles.find(entry) else {
                continue;
            };
            let is_new = new.iter().any(|new| session.articles.is_own(*new));
            self.project.watching.come += usize::from(is_new);
            let article = session.article(id);
            metas.extend(article.and_then(|article| MetaCheck::of(session, article)));
            for coding in session.articles.every_coding().of(id) {
                match session.opened(coding.id) {
                    Some(open) => {
                        let (id, sidecar) = (coding.id, &coding.sidecar);
                        checks.push(Check::of(id, &entry.path, sidecar, open));
                    }
                    None if session.articles.is_closed(coding.id) => {}
                    None => unread.push(coding.id),
                }
            }
        }
        if !unread.is_empty() {
            self.summarize_articles(&unread, None);
        }
        if !checks.is_empty() || !metas.is_empty() {
            self.shell
                .jobs
                .spawn("look at changed articles", move |reporter| {
                    for check in metas {
                        let _wait = reporter.begin_io(display_path(&check.path).to_string());
                        check
                            .run()
                            .into_iter()
                            .for_each(|event| reporter.send(event));
                    }
                    for check in checks {
                        let _wait = reporter.begin_io(display_path(&check.path).to_string());
                        check
                            .run()
                            .into_iter()
                            .for_each(|event| reporter.send(event));
                    }
                });
        }
    }

    fn notify_new_articles(&mut self) {
        let count = std::mem::take(&mut self.project.watching.come);
        if count > 0 {
            self.shell.notices.hint(FileMessage::NewArticles { count });
        }
    }

    pub(super) fn mark_removed(&mut self, gone: &[PathBuf]) {
        if gone.is_empty() {
            return;
        }
        let session = &mut self.project.session;
        let gone: HashSet<&Path> = gone.iter().map(PathBuf::as_path).collect();
        let articles = session.articles.iter();
        let ids: Vec<(ArticleId, CodingId)> = articles
            .filter(|article| gone.contains(article.path.as_path()))
            .map(|article| (article.id, article.own))
            .collect();
        for (id, own) in ids {
            let is_read = session.opened(own).is_some();
            let Some(article) = session.articles.get_mut(id) else {
                continue;
            };
            article.is_gone = true;
            if is_read {
                self.shell.notices.warn(FileMessage::ArticleRemoved {
                    article: article.name.clone(),
                });
            }
        }
    }

    /// Merges what another program has written, unless Demarche has written the file since.
    pub(super) fn on_reread(
        &mut self,
        id: CodingId,
        base_version: u64,
        theirs: Result<Option<Reread>, OpenError>,
    ) {
        self.merge_reread(AnnotationsPart(id), base_version, theirs.into());
    }

    /// Reads codebook, entities and the file of the team again, as far as they have changed.
    fn check_shared_files(&mut self, [codebook, entities, team]: [bool; 3]) {
        if !codebook && !entities && !team {
            return;
        }
        let session = &self.project.session;
        let team = team.then(|| project_file(&session.root));
        let codebook = codebook.then(|| {
            let file = &session.codebook_file;
            (file.path.clone(), file.saving.base_version())
        });
        let entities = entities.then(|| {
            let file = &session.entities_file;
            (file.path.clone(), file.saving.base_version())
        });
        self.project.watching.at_shared += 1;
        self.shell
            .jobs
            .spawn("look at shared files", move |reporter| {
                let paths = (codebook.as_ref(), entities.as_ref());
                let path = paths.0.map(|(path, _)| path);
                let path = path.or(paths.1.map(|(path, _)| path)).or(team.as_ref());
                let _wait = path.map(|path| reporter.begin_io(display_path(path).to_string()));
                reporter.send(Event::SharedReread(Box::new(SharedReread {
                    codebook: codebook.map(|(path, known)| (known, codebook::read_file(&path))),
                    entities: entities.map(|(path, known)| (known, entities::read_file(&path))),
                    team: team.map(|path| team::read_file(&path)),
                })));
            });
    }

    pub(super) fn on_shared(&mut self, theirs: SharedReread) {
        self.project.watching.at_shared = self.project.watching.at_shared.saturating_sub(1);
        if let Some((base_version, read)) = theirs.codebook {
            let incoming = self.incoming_codebook(read);
            self.merge_reread(CodebookPart, base_version, incoming);
        }
        if let Some((base_version, read)) = theirs.entities {
            let incoming = self.incoming_entities(read);
            self.merge_reread(EntitiesPart, base_version, incoming);
        }
        if let Some(read) = theirs.team {
            let team = match read {
                Ok(team) => Some(team.unwrap_or_default()),
                Err(source) => {
                    let path = project_file(&self.project.session.root);
                    let problem = ProjectProblem::Team { path, source };
                    self.shell.notices.warn(FileMessage::Problem {
                        problem: problem.to_string(),
                    });
                    None
                }
            };
            let unknown = self.project.session.set_team(team);
            self.summarize_articles(&unknown, None);
        }
    }
}

/// What is to be watched of a project that was listed at that time.
pub(super) fn watch_of(paths: &[PathBuf], since: SystemTime, project: &Project) -> Watch {
    let files = project.articles.iter().flat_map(|entry| {
        let sidecars = entry.sidecars.iter().map(|sidecar| sidecar.path.clone());
        let meta = entry.has_meta.then(|| meta_path(&entry.path));
        std::iter::once(entry.path.clone())
            .chain(sidecars)
            .chain(meta)
    });
    let shared = [
        project.codebook_path(),
        project.entities_path(),
        project_file(&project.root),
    ];
    let shared = shared.into_iter().filter(|path| path.exists());
    let listed: Vec<PathBuf> = files.chain(shared).collect();
    Watch::new(paths.to_vec(), project.root.clone(), &listed, since)
}

/// The fields of an article that has been read, to compare with its own file.
struct MetaCheck {
    id: ArticleId,
    path: PathBuf,
    sources: FieldSources,
    stamp: Option<Stamp>,
    base_version: u64,
}

impl MetaCheck {
    fn of(session: &Session, article: &Article) -> Option<Self> {
        let open = session.meta(article.id)?;
        Some(Self {
            id: article.id,
            path: article.path.clone(),
            sources: session.field_sources(article),
            stamp: open.saving.base().stamp.clone(),
            base_version: open.saving.base_version(),
        })
    }

    fn run(self) -> Option<Event> {
        if let Some(stamp) = &self.stamp
            && stamp.holds(&meta_path(&self.path)).unwrap_or(false)
        {
            return None;
        }
        let own = (Path::new(""), Copies::default());
        let theirs = LoadedMeta::find(&self.path, ("", ""), &self.sources, own);
        Some(Event::MetaReread(
            self.id,
            self.base_version,
            Box::new(theirs),
        ))
    }
}

/// An article that has been read, to be compared with its files.
struct Check {
    id: CodingId,
    path: PathBuf,
    sidecar: PathBuf,
    sha256: String,
    stamp: Option<Stamp>,
    base_version: u64,
    open: crate::store::Snapshot,
}

impl Check {
    fn of(id: CodingId, path: &Path, sidecar: &Path, open: &OpenArticle) -> Self {
        Self {
            id,
            path: path.to_owned(),
            sidecar: sidecar.to_owned(),
            sha256: open.header.sha256.clone(),
            stamp: open.saving.base().stamp.clone(),
            base_version: open.saving.base_version(),
            open: open.snapshot(),
        }
    }

    fn run(self) -> Vec<Event> {
        let mut events = Vec::new();
        if let Ok(file) = atomic::open(&self.path)
            && hash::sha256_hex_of(file).is_ok_and(|now| now != self.sha256)
            && !line_ends::is_text(&self.path, &self.sha256)
        {
            events.push(Event::TextChanged(self.id));
        }
        let is_same = match &self.stamp {
            Some(stamp) => stamp.holds(&self.sidecar).unwrap_or(false),
            None => !self.sidecar.exists(),
        };
        if !is_same {
            let theirs = reread_sidecar(&self.sidecar, &self.open);
            events.push(Event::Reread(self.id, self.base_version, Box::new(theirs)));
        }
        events
    }
}

#[cfg(test)]
#[path = "watching_tests.rs"]
mod tests;
