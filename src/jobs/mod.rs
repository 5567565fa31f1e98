//! Background jobs: named threads for work that would block the window, and the events they send.
//!
//! A job gets a [`Reporter`], never the session; it returns its result as an [`Event`], which the
//! app processes between two frames. Events of a project that has been closed meanwhile are
//! dropped.

pub mod export;

pub mod file_dialog;

pub mod import;

pub mod models;

pub mod ingest;

pub mod journal;

pub mod agreement;

pub mod team;

pub mod differences;

pub mod explore;

mod batch_create;

mod marked_texts;

pub mod search;

pub mod suggest;

pub mod worker_pool;

pub mod staging;

pub mod request;

pub mod pending_io;

pub mod watcher;

pub mod written;

use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Instant;

use export::{ExportError, NotExported};
use import::{ImportError, ImportResult};
use journal::FoundJournal;
use pending_io::{IoGuard, PendingIo};
use written::{NotWritten, WrittenFile};

use crate::formats::{DatasetSummary, Report};
use crate::model::entity_names::EntityNames;
use crate::model::history::{ArticleId, CodingId};
use crate::model::migration::Plan;
use crate::model::search::HitOrder;
use crate::model::team::TeamPlan;
use crate::model::{EditError, EntityBook};
use crate::store::article::{LoadedArticle, OnDisk, OpenError, Reread};
use crate::store::article_meta::{ArticleMeta, LoadedMeta, MetaWriteError, WrittenMeta};
use crate::store::atomic::WriteError;
use crate::store::codebook::exchange::{ExchangeError, ImportedCodebook};
use crate::store::codebook::{CodebookError, CodebookFile};
use crate::store::entities::{self, EntitiesError, EntitiesWriteError};
use crate::store::handover::package::Manifest;
use crate::store::journal::JournalError;
use crate::store::orphans::{Orphan, TakeOverError};
use crate::store::project::{ArticleEntry, Project};
use crate::store::sidecar::Snapshot;
use crate::store::summary::{ArticleSummary, SummaryCounts};
use crate::store::team::TeamError;
use crate::store::watch::{Changes, Watch};

/// An event that a job sends to the window.
pub enum Event {
    /// These recent projects do not exist any more.
    ProjectsGone(Vec<PathBuf>),
    /// The project to open seems to have been moved from the other path, which does not exist any
    /// more.
    ProjectMoved(Vec<PathBuf>, PathBuf),
    /// A project's articles have been listed.
    ProjectListed(Vec<PathBuf>, Box<io::Result<Listed>>),
    /// The project's sidecars and files of fields without a text.
    OrphansFound(Vec<Orphan>),
    /// Orphaned files were moved to the articles with the same text, or moving failed.
    OrphansTakenOver(Vec<(Orphan, Result<(), TakeOverError>)>),
    /// Sidecars were renamed from one coder's to another's: whether there was one, or why it was not renamed.
    SidecarsRenamed(Vec<(ArticleId, Result<bool, TakeOverError>)>),
    /// The actions up to this number are in the journal.
    WrittenDown(u64),
    /// The journal cannot be written, and why.
    JournalFailed(JournalError),
    /// The results of scanning some listed articles: a summary of their annotations, or why they
    /// cannot be opened.
    Summaries(Vec<(CodingId, Result<ArticleSummary, OpenError>)>),
    /// The counts of an article that has been read.
    Counted(CodingId, SummaryCounts),
    /// Some of the articles that other programs have changed or added, before [`Event::Looked`].
    ArticlesChanged(Vec<ArticleEntry>),
    /// What else other programs have changed in the project's files.
    Looked(Changes),
    /// The contents of a sidecar that differs from what was last read or written. The number is the
    /// version of the base when reading began.
    Reread(CodingId, u64, Box<Result<Option<Reread>, OpenError>>),
    /// Another program has changed the text of an article that has been read.
    TextChanged(CodingId),
    /// An article was read again since its text has changed; with its revision at that time.
    TextReread(CodingId, u64, Box<Result<LoadedArticle, OpenError>>),
    /// The contents of the files that all articles share, after another program changed them.
    SharedReread(Box<SharedReread>),
    ArticleRead(CodingId, Box<Result<LoadedArticle, OpenError>>),
    /// Some of the articles that a command waits for have been read.
    ArticlesRead(Vec<(CodingId, Result<LoadedArticle, OpenError>)>),
    /// An article's annotations were written at that revision, or writing failed.
    Saved(CodingId, u64, Box<Result<OnDisk, WriteError>>),
    /// The fields of an article were written at that revision, or writing failed; with the fields as
    /// they were sent.
    MetaSaved(
        ArticleId,
        u64,
        Box<(ArticleMeta, Result<WrittenMeta, MetaWriteError>)>,
    ),
    /// The contents of an article's own file that differed from the base with this version.
    MetaReread(ArticleId, u64, Box<LoadedMeta>),
    /// These articles were saved, and snapshots of their texts are pending.
    TextSnapshotsPending(Vec<Snapshot>),
    /// The codebook was written at that revision, or writing failed.
    CodebookSaved(u64, Box<Result<CodebookFile, WriteError>>),
    /// Another program has changed the codebook on disk; its contents.
    CodebookChangedOutside(Box<Result<Option<CodebookFile>, CodebookError>>),
    /// The contents of the codebook's file; `None` if the file was deleted.
    CodebookReread(Box<Result<Option<CodebookFile>, CodebookError>>),
    /// The user has chosen a codebook to import; its contents and what could not be imported, or
    /// why it cannot be read.
    CodebookPicked(PathBuf, Box<Result<ImportedCodebook, ExchangeError>>),
    /// The effects of a codebook change on the project, or why the change is impossible.
    MigrationPlanned(Box<Result<Plan, EditError>>),
    /// The entities were written at that revision, merged with what others have written, or writing
    /// failed.
    EntitiesSaved(
        u64,
        Arc<EntityBook>,
        Box<Result<entities::EntitiesWritten, EntitiesWriteError>>,
    ),
    /// Another program has changed an article's annotations on disk; their contents, `None` if the
    /// file was deleted.
    ChangedOutside(CodingId, Box<Result<Option<Reread>, OpenError>>),
    /// An article's annotations were to be written, and neither their file nor the text is there any more.
    TextGone(CodingId),
    /// The files beside texts that were renamed were renamed too, or why they were not.
    FilesRenamed(Vec<RenamedFiles>),
    /// Search results of some articles, for the query with this number.
    Searched(u64, search::Portion),
    /// The search for the query with this number has ended.
    SearchEnded(u64),
    /// The sort order of the hits of the query with this number, as indices.
    HitsSorted(u64, HitOrder, Vec<u32>),
    /// What was computed about agreement, for the request with this number.
    Agreement(u64, agreement::table::AgreementEvent),
    /// A result of the jobs of the view Explore.
    Explore(u64, explore::ExploreEvent),
    /// About suggestions, for the request with this number.
    Suggest(u64, suggest::SuggestEvent),
    /// About the team of the project.
    Team(Box<team::TeamEvent>),
    /// Files or folders were dropped on the window, of which the first is a package of a team or not.
    Dropped(Vec<PathBuf>, Option<Box<Manifest>>),
    /// In what the coders differ, for the request with this number; `None` if it was cancelled.
    DifferencesCounted(u64, Option<Box<differences::CountedDifferences>>),
    /// A dialog that asks for a file is open already, so no other was shown.
    FileDialogIsOpen,
    /// What the keys of the keyboard type, each with what a US keyboard has at its place.
    LayoutRead(Vec<(char, char)>),
    /// The files in the clipboard, after a paste that brought no text.
    FilesPasted(Vec<PathBuf>),
    /// This system can show no dialog that asks for a file, so a path is to be typed.
    PathWanted(file_dialog::PathQuestion),
    /// The user has chosen what to open; empty if the dialog was cancelled.
    PathsPicked(Vec<PathBuf>),
    /// An event of the import with this number.
    Import(u64, ingest::ImportEvent),
    /// The user has chosen where to export to.
    ExportPicked(Option<PathBuf>),
    /// The number of articles gathered, and of all, for that request of the export dialog.
    ExportGathered(u64, usize, usize),
    /// The number of bytes of a dataset written, for that request of the export dialog.
    ExportProgress(u64, u64),
    /// The preview of a dataset, or why it cannot be exported.
    ExportPreviewed(u64, Box<Result<Report, ExportError>>),
    /// A dataset was written to that destination, or writing failed.
    Exported(u64, PathBuf, Box<Result<Report, NotExported>>),
    /// The user has chosen the files of a dataset to import; none if the dialog was cancelled.
    DatasetPicked(Vec<PathBuf>),
    /// The number of articles of a dataset read or written, for that request of the import dialog.
    DatasetProgress(u64, usize),
    /// A dataset was read, with the name of its format, or reading failed; for that request of the
    /// import dialog.
    DatasetRead(
        u64,
        Box<Result<(&'static str, DatasetSummary), ImportError>>,
    ),
    /// The articles of a dataset were written, or writing failed.
    DatasetTaken(u64, Box<Result<ImportResult, ImportError>>),
    /// The user has chosen where to save a copy of this.
    CopyPicked(Copied, Option<PathBuf>),
    /// A file outside the project was written, or writing failed.
    Written(PathBuf, Result<WrittenFile, NotWritten>),
}

/// An article whose text was renamed, and the files beside it.
pub struct RenamedFiles {
    pub article: ArticleId,
    /// Where the text was.
    pub from: PathBuf,
    /// The article as it was found under its new name.
    pub entry: ArticleEntry,
    /// Where each file was and is to be, and whether it was there and was renamed.
    pub files: Vec<(PathBuf, PathBuf, Result<bool, TakeOverError>)>,
}

/// What to save a copy of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Copied {
    /// The annotations of an article.
    Annotations(CodingId),
    /// The fields of an article.
    Fields(ArticleId),
    Entities,
    Codebook,
}

/// A project with its scan results and its journal; `None` if the user has no folder for a journal.
pub struct Listed {
    pub project: Project,
    /// The project's entities once more: what the file held, for merging.
    pub entities_read: EntityBook,
    /// Their names, normalized here because it takes longer than a frame.
    pub entity_names: EntityNames,
    /// The display name.
    pub name: String,
    /// The absolute path of its folder.
    pub root: PathBuf,
    /// Whether it has a file that says how a team codes it.
    pub has_project_file: bool,
    /// The absolute path of what was opened, for the recent projects.
    pub offer: PathBuf,
    /// The previous path, if the project was found to have been moved.
    pub moved_from: Option<PathBuf>,
    pub watch: Watch,
    pub journal: Option<Result<FoundJournal, JournalError>>,
}

/// The contents of the codebook's file; `None` if the file was deleted.
pub type CodebookRead = Result<Option<CodebookFile>, CodebookError>;

/// The codebook and entities on disk, `None` for what was not read; with the version of the base
/// when reading began.
pub struct SharedReread {
    pub codebook: Option<(u64, CodebookRead)>,
    pub entities: Option<(u64, Result<Option<EntityBook>, EntitiesError>)>,
    pub team: Option<Result<Option<TeamPlan>, TeamError>>,
}

/// Starts jobs and receives their events.
pub struct Jobs {
    sender: Sender<(u64, Event)>,
    receiver: Receiver<(u64, Event)>,
    bell: Arc<WakeOnce>,
    /// Increases when a project is closed, which identifies stale events.
    generation: Arc<AtomicU64>,
    waits: PendingIo,
}

/// A job's handle for sending events and for checking whether it is cancelled.
#[derive(Clone)]
pub struct Reporter {
    sender: Sender<(u64, Event)>,
    bell: Arc<WakeOnce>,
    generation: u64,
    current: Arc<AtomicU64>,
    waits: PendingIo,
}

/// Wakes the window, once until it has processed the events: waking takes a lock of the window, and
/// a job that the scheduler suspends while it holds the lock would block the window too.
struct WakeOnce {
    wake: Box<dyn Fn() + Send + Sync>,
    has_rung: AtomicBool,
}

impl WakeOnce {
    fn ring(&self) {
        if !self.has_rung.swap(true, Ordering::SeqCst) {
            (self.wake)();
        }
    }

    /// Re-arms the wake-up.
    fn is_heard(&self) {
        self.has_rung.store(false, Ordering::SeqCst);
    }
}

impl Jobs {
    /// `wake` is called from the job's thread when there are events, once until all have been
    /// processed: the window must process them.
    pub fn new(wake: impl Fn() + Send + Sync + 'static) -> Self {
        let (sender, receiver) = channel();
        let bell = Arc::new(WakeOnce {
            wake: Box::new(wake),
            has_rung: AtomicBool::new(false),
        });
        let alarm = Arc::clone(&bell);
        Self {
            sender,
            receiver,
            bell,
            generation: Arc::default(),
            waits: PendingIo::new(move || alarm.ring()),
        }
    }

    /// Runs work on a new thread; returns whether the thread could be started.
    pub fn spawn(&self, name: &str, work: impl FnOnce(&Reporter) + Send + 'static) -> bool {
        let reporter = self.reporter();
        let thread = thread::Builder::new().name(name.to_owned());
        let work = move || {
            lower_priority();
            work(&reporter);
        };
        let spawned = thread.spawn(work);
        if let Err(error) = &spawned {
            log::error!("no thread for {name}: {error}");
        }
        spawned.is_ok()
    }

    /// A handle for sending events of the open project.
    pub fn reporter(&self) -> Reporter {
        Reporter {
            sender: self.sender.clone(),
            bell: Arc::clone(&self.bell),
            generation: self.generation.load(Ordering::Relaxed),
            current: Arc::clone(&self.generation),
            waits: self.waits.clone(),
        }
    }

    /// Cancels all jobs that were started before.
    pub fn cancel_all(&self) {
        self.generation.fetch_add(1, Ordering::Relaxed);
        self.waits.forget();
    }

    /// The pending I/O of the open project's jobs.
    pub fn pending_io(&self) -> &PendingIo {
        &self.waits
    }

    /// The next event of a job that was not cancelled.
    pub fn next_event(&self) -> Option<Event> {
        let current = self.generation.load(Ordering::Relaxed);
        let next = || {
            // Re-armed before the channel is known to be empty, so that a later event wakes the
            // window.
            self.receiver.try_recv().or_else(|_| {
                self.bell.is_heard();
                self.receiver.try_recv()
            })
        };
        let mut events = std::iter::from_fn(|| next().ok());
        let event = events.find(|(generation, _)| *generation == current);
        event.map(|(_, event)| event)
    }
}

/// The `nice` increment of jobs: a lower priority than the window's on a busy processor.
#[cfg(target_os = "linux")]
const NICE: i32 = 10;

/// Lowers the priority of this thread and of the threads it starts, so that the window stays
/// responsive when jobs use all processors.
fn lower_priority() {
    #[cfg(target_os = "linux")]
    if let Err(error) = rustix::process::nice(NICE) {
        log::debug!("a job does not give way: {error}");
    }
}

impl Reporter {
    /// Sends an event to the window and wakes it.
    pub fn send(&self, event: Event) {
        self.send_quietly(event);
        self.bell.ring();
    }

    /// Sends an event that changes nothing in the window: it is handled in the next frame, whatever
    /// causes that.
    pub fn send_quietly(&self, event: Event) {
        // After the window is closed there is no receiver, and the event is not needed.
        let _ = self.sender.send((self.generation, event));
    }

    /// Registers pending I/O with a description, until the returned guard is dropped.
    pub fn begin_io(&self, what: impl Into<String>) -> IoGuard {
        self.waits.begin(what, Instant::now())
    }

    /// Whether the job is cancelled: its project has been closed.
    pub fn is_cancelled(&self) -> bool {
        self.current.load(Ordering::Relaxed) != self.generation
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::AtomicUsize;

    #[test]
    fn the_window_is_woken_once_for_all_pending_events() {
        let wakes = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&wakes);
        let jobs = Jobs::new(move || {
            counted.fetch_add(1, Ordering::Relaxed);
        });
        let reporter = jobs.reporter();
        let wakes_after_sending = || {
            reporter.send(Event::ProjectsGone(Vec::new()));
            wakes.load(Ordering::Relaxed)
        };
        assert_eq!((wakes_after_sending(), wakes_after_sending()), (1, 1));
        assert!(jobs.next_event().is_some());
        assert_eq!(wakes_after_sending(), 1);
        let taken_in = std::iter::from_fn(|| jobs.next_event()).count();
        assert_eq!((taken_in, wakes_after_sending()), (2, 2));
        jobs.cancel_all();
        assert!(jobs.next_event().is_none());
        reporter.send(Event::ProjectsGone(Vec::new()));
        assert_eq!(wakes.load(Ordering::Relaxed), 3);
        assert!(jobs.next_event().is_none());
        // What changes nothing in the window, and a file that is read in time, wake nobody.
        let reporter = jobs.reporter();
        reporter.send_quietly(Event::ProjectsGone(Vec::new()));
        drop(reporter.begin_io("a.txt"));
        assert_eq!(wakes.load(Ordering::Relaxed), 3);
        assert!(jobs.next_event().is_some());
    }
}
