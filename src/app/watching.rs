//! What other programs do to the project's files while it is open: taken in where nothing of the
//! user's stands against it, told otherwise.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

use super::App;
use super::shared::unreadable;
use crate::jobs::{Event, SharedReread};
use crate::model::EntityBook;
use crate::model::entity_merge::merge_entities;
use crate::model::history::{ArticleId, CodingId};
use crate::session::articles::Article;
use crate::session::{OpenArticle, Session};
use crate::store::article::{OpenError, Reread, reread_sidecar};
use crate::store::article_meta::{Copies, FieldSources, LoadedMeta, meta_path};
use crate::store::codebook::{self, CodebookError, CodebookFile};
use crate::store::entities::{self, EntitiesError};
use crate::store::project::{ArticleEntry, Project};
use crate::store::sidecar::NoticeKind;
use crate::store::watch::{Changes, Seen, Watch};
use crate::store::{Stamp, atomic, hash, shown};

/// The time between two looks, at least.
const PAUSE: Duration = Duration::from_secs(2);

/// Looking may take one part in so many of the time.
const SHARE: u32 = 20;

/// Articles that are told of together.
const PORTION: usize = 64;

/// Looking for what other programs have done.
#[derive(Default)]
pub(super) struct Watching {
    /// What was last seen; a job has it while it looks.
    watch: Option<Box<Watch>>,
    /// What was written here since the last look, which is no news.
    written: Vec<(PathBuf, Seen)>,
    next: Option<Instant>,
    /// New articles that the present look has brought into the list.
    come: usize,
    /// How many jobs look at what all articles share.
    at_shared: usize,
}

impl App {
    /// Begins to watch a project.
    pub(super) fn start_watching(&mut self, watch: Watch) {
        self.watching = Watching {
            watch: Some(Box::new(watch)),
            written: Vec::new(),
            next: Some(Instant::now() + PAUSE),
            come: 0,
            at_shared: 0,
        };
    }

    /// Whether somebody looks now for what other programs have done.
    pub fn is_looking(&self) -> bool {
        let watching = &self.watching;
        watching.at_shared > 0 || (watching.next.is_some() && watching.watch.is_none())
    }

    pub(super) fn stop_watching(&mut self) {
        self.watching = Watching::default();
    }

    /// Looks from time to time while the window has the focus, and at once when it gets it back.
    pub(super) fn watch(&mut self, ctx: &egui::Context) {
        let Some(next) = self.watching.next else {
            return;
        };
        if !ctx.input(|input| input.focused) {
            return;
        }
        let wait = next.saturating_duration_since(Instant::now());
        if !wait.is_zero() {
            return ctx.request_repaint_after(wait);
        }
        let Some(mut watch) = self.watching.watch.take() else {
            return;
        };
        let written = std::mem::take(&mut self.watching.written);
        self.jobs.spawn("look for changes", move |reporter| {
            let started = Instant::now();
            let _wait = reporter.begin_io(shown(watch.root()).to_string());
            watch.expect(written);
            let mut changes = watch.look();
            if let Ok(changes) = &mut changes {
                for portion in std::mem::take(&mut changes.articles).chunks(PORTION) {
                    reporter.send(Event::ArticlesChanged(portion.to_vec()));
                }
            }
            reporter.send(Event::Looked(watch, changes, started.elapsed()));
        });
    }

    /// Notes that a file was written here.
    pub(super) fn note_written(&mut self, path: PathBuf, stamp: &Stamp) {
        if self.watching.next.is_some() {
            self.watching.written.push((path, stamp.into()));
        }
    }

    pub(super) fn on_changes(
        &mut self,
        watch: Box<Watch>,
        changes: std::io::Result<Changes>,
        took: Duration,
    ) {
        self.watching.watch = Some(watch);
        self.watching.next = Some(Instant::now() + PAUSE.max(took * SHARE));
        match changes {
            Ok(changes) => {
                self.tell_come();
                self.take_out_gone(&changes.gone);
                self.look_at_shared(changes.codebook, changes.entities);
            }
            // The folder may be out of reach for a while; what is open stays as it is.
            Err(error) => log::warn!("changes by other programs are not seen: {error}"),
        }
        self.drop_gone();
    }

    /// Takes in articles that other programs have changed or brought.
    pub(super) fn on_changed(&mut self, entries: &[ArticleEntry]) {
        let Some(session) = self.session.as_mut() else {
            return;
        };
        let (mut unread, mut checks, mut metas) = (Vec::new(), Vec::new(), Vec::new());
        for entry in entries {
            let new = session.articles.take_in(entry, &session.coder);
            let Some(id) = session.articles.find(entry) else {
                continue;
            };
            let is_new = new.iter().any(|new| session.articles.is_own(*new));
            self.watching.come += usize::from(is_new);
            let article = session.article(id);
            metas.extend(article.and_then(|article| MetaCheck::of(session, article)));
            for coding in session.articles.codings().of(id) {
                match session.opened(coding.id) {
                    Some(open) => {
                        let (id, sidecar) = (coding.id, &coding.sidecar);
                        checks.push(Check::of(id, &entry.path, sidecar, open));
                    }
                    None => unread.push(coding.id),
                }
            }
        }
        if !unread.is_empty() {
            self.glance_at(&unread, None);
        }
        if !checks.is_empty() {
            self.jobs
                .spawn("look at changed articles", move |reporter| {
                    for check in metas {
                        let _wait = reporter.begin_io(shown(&check.path).to_string());
                        check
                            .run()
                            .into_iter()
                            .for_each(|event| reporter.send(event));
                    }
                    for check in checks {
                        let _wait = reporter.begin_io(shown(&check.path).to_string());
                        check
                            .run()
                            .into_iter()
                            .for_each(|event| reporter.send(event));
                    }
                });
        }
    }

    fn tell_come(&mut self) {
        match std::mem::take(&mut self.watching.come) {
            0 => {}
            1 => self.notices.hint("A new article has come into the list."),
            come => self
                .notices
                .hint(format!("{come} new articles have come into the list.")),
        }
    }

    fn take_out_gone(&mut self, gone: &[PathBuf]) {
        let Some(session) = self.session.as_mut().filter(|_| !gone.is_empty()) else {
            return;
        };
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
                self.notices.warn(format!(
                    "{} was removed by another program. What is open here is kept until you leave \
                     the article and all is saved.",
                    article.name
                ));
            }
        }
    }

    /// Takes articles off the list that were removed and that nothing holds here any more.
    pub(super) fn drop_gone(&mut self) {
        let Some(session) = self.session.as_mut() else {
            return;
        };
        let panes = session.panes();
        let is_held = |id: CodingId| {
            let is_unsaved = session.opened(id).is_some_and(|open| !open.is_saved());
            is_unsaved || panes.iter().any(|(_, shown)| *shown == id)
        };
        let gone = session.articles.iter().filter(|article| article.is_gone);
        let ids: Vec<ArticleId> = gone
            .filter(|article| {
                let meta = session.meta(article.id);
                !is_held(article.own) && meta.is_none_or(|meta| meta.is_saved())
            })
            .map(|article| article.id)
            .collect();
        for id in ids {
            session.articles.unlist(id);
        }
    }

    /// Takes in what another program has written, unless the file was written here since.
    pub(super) fn on_reread(
        &mut self,
        id: CodingId,
        known: Option<&Stamp>,
        theirs: Result<Option<Reread>, OpenError>,
    ) {
        let Some(session) = self.session.as_mut() else {
            return;
        };
        let name = session.article_of(id).map_or("", |article| &article.name);
        let name = name.to_owned();
        let Some(open) = session.opened_mut(id) else {
            return;
        };
        // What was written since, or is being written, was compared with the file before: what was
        // read here may be older.
        let saving = &open.saving;
        let is_old = saving.on_disk.stamp.as_ref() != known;
        if is_old || saving.writing.is_some() || saving.problem.is_some() {
            return;
        }
        if !open.is_saved() {
            return self.on_theirs(id, theirs);
        }
        match &theirs {
            Ok(None) => {
                open.saving.on_disk.stamp = None;
                return self.notices.warn(format!(
                    "{name}: the annotations were deleted by another program; those that you see \
                     are written with your next change."
                ));
            }
            Err(error) => {
                let what = format!("{name}: the annotations were changed by another program");
                return self.notices.error(&what, error);
            }
            Ok(Some(theirs)) => {
                let mut kinds = theirs.notices.iter().map(|notice| &notice.kind);
                if kinds.any(|kind| *kind == NoticeKind::SourceChanged) {
                    // The text has changed with them: both are read anew.
                    return self.note_changed_text(id);
                }
            }
        }
        self.on_theirs(id, theirs);
        // What was taken in is on disk already.
        if let Some(open) = self.session.as_mut().and_then(|s| s.opened_mut(id))
            && open.saving.problem.is_none()
        {
            open.saving.saved = open.revision;
            open.saving.noticed = open.revision;
            open.saving.changed_at = None;
            self.note_taken_in(id);
        }
        self.glance_at(&[id], None);
    }

    fn look_at_shared(&mut self, codebook: bool, entities: bool) {
        let Some(session) = self.session.as_ref().filter(|_| codebook || entities) else {
            return;
        };
        let codebook = codebook.then(|| {
            let file = &session.codebook_file;
            (file.path.clone(), file.saving.on_disk.stamp.clone())
        });
        let entities = entities.then(|| {
            let file = &session.entities_file;
            (file.path.clone(), file.saving.saved)
        });
        self.watching.at_shared += 1;
        self.jobs.spawn("look at shared files", move |reporter| {
            let paths = (codebook.as_ref(), entities.as_ref());
            let path = paths.0.map(|(path, _)| path);
            let path = path.or(paths.1.map(|(path, _)| path));
            let _wait = path.map(|path| reporter.begin_io(shown(path).to_string()));
            reporter.send(Event::SharedReread(Box::new(SharedReread {
                codebook: codebook.map(|(path, known)| (known, codebook::read_file(&path))),
                entities: entities.map(|(path, known)| (known, entities::read_file(&path))),
            })));
        });
    }

    pub(super) fn on_shared(&mut self, theirs: SharedReread) {
        self.watching.at_shared = self.watching.at_shared.saturating_sub(1);
        let Some(session) = self.session.as_ref() else {
            return;
        };
        // What was written here since was compared with the file then; what was read may be older.
        let stamp = session.codebook_file.saving.on_disk.stamp.clone();
        let saved = session.entities_file.saving.saved;
        if let Some((known, codebook)) = theirs.codebook
            && known == stamp
        {
            self.follow_codebook(codebook);
        }
        if let Some((known, entities)) = theirs.entities
            && known == saved
        {
            self.follow_their_entities(entities);
        }
    }

    /// Takes the codebook on disk, unless it was changed here too.
    fn follow_codebook(&mut self, theirs: Result<Option<CodebookFile>, CodebookError>) {
        let Some(session) = self.session.as_ref() else {
            return;
        };
        let saving = &session.codebook_file.saving;
        match &theirs {
            // When it is written, it is compared with the file.
            _ if saving.writing.is_some() => return,
            Ok(Some(theirs)) if theirs.codebook == saving.on_disk.codebook => return,
            Ok(None) if saving.on_disk.stamp.is_none() => return,
            Ok(None) => {
                return self.notices.warn(
                    "The codebook was deleted by another program; yours is written with your next \
                     change of it.",
                );
            }
            Ok(Some(_)) => {}
            Err(error) => {
                let why = unreadable(error, &session.codebook_file.path);
                return self.notices.error("The codebook cannot be read", why);
            }
        }
        self.merge_their_codebook(theirs);
    }

    /// Takes in what others have written into the entities; what was done here stays on top.
    fn follow_their_entities(&mut self, theirs: Result<Option<EntityBook>, EntitiesError>) {
        let Some(session) = self.session.as_mut() else {
            return;
        };
        let saving = &mut session.entities_file.saving;
        // They are merged with what is being written.
        if saving.writing.is_some() {
            return;
        }
        let theirs = match theirs {
            Ok(Some(theirs)) => theirs,
            Ok(None) if saving.on_disk.entities.is_empty() => return,
            Ok(None) => {
                saving.on_disk = EntityBook::default();
                return self.notices.warn(
                    "The entities were deleted by another program; yours are written with your next \
                     change of them.",
                );
            }
            Err(error) => {
                let why = unreadable(&error, &session.entities_file.path);
                return self.notices.error("The entities cannot be read", why);
            }
        };
        if theirs == saving.on_disk {
            return;
        }
        let (base, ours) = (&saving.on_disk.entities, &session.entities.entities);
        let merged = merge_entities(base, ours, &theirs.entities, |_| false);
        if !merged.clashes.is_empty() {
            return self.hold_entities(theirs, merged.clashes.len());
        }
        let unknown = theirs.unknown.clone();
        saving.on_disk = theirs;
        session.entities_file.theirs = None;
        session.entities_file.broken = None;
        session.follow_entities(EntityBook {
            entities: merged.entities,
            unknown,
        });
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
    let shared = [project.codebook_path(), project.entities_path()];
    let shared = shared.into_iter().filter(|path| path.exists());
    let listed: Vec<PathBuf> = files.chain(shared).collect();
    Watch::new(paths.to_vec(), project.root.clone(), &listed, since)
}

/// What belongs to an article that has been read, to be compared with its file.
struct MetaCheck {
    id: ArticleId,
    path: PathBuf,
    sources: FieldSources,
    stamp: Option<Stamp>,
}

impl MetaCheck {
    fn of(session: &Session, article: &Article) -> Option<Self> {
        let open = session.meta(article.id)?;
        Some(Self {
            id: article.id,
            path: article.path.clone(),
            sources: session.field_sources(article),
            stamp: open.saving.on_disk.stamp.clone(),
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
        Some(Event::MetaReread(self.id, self.stamp, Box::new(theirs)))
    }
}

/// An article that has been read, to be compared with its files.
struct Check {
    id: CodingId,
    path: PathBuf,
    sidecar: PathBuf,
    sha256: String,
    stamp: Option<Stamp>,
    open: crate::store::Snapshot,
}

impl Check {
    fn of(id: CodingId, path: &Path, sidecar: &Path, open: &OpenArticle) -> Self {
        Self {
            id,
            path: path.to_owned(),
            sidecar: sidecar.to_owned(),
            sha256: open.header.sha256.clone(),
            stamp: open.saving.on_disk.stamp.clone(),
            open: open.snapshot(),
        }
    }

    fn run(self) -> Vec<Event> {
        let mut events = Vec::new();
        if let Ok(file) = atomic::open(&self.path)
            && hash::sha256_hex_of(file).is_ok_and(|now| now != self.sha256)
        {
            events.push(Event::TextChanged(self.id));
        }
        let is_same = match &self.stamp {
            Some(stamp) => stamp.holds(&self.sidecar).unwrap_or(false),
            None => !self.sidecar.exists(),
        };
        if !is_same {
            let theirs = reread_sidecar(&self.sidecar, &self.open);
            events.push(Event::Reread(self.id, self.stamp, Box::new(theirs)));
        }
        events
    }
}
