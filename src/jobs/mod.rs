//! Work that would make the window wait: named background threads and the events they send back.
//!
//! A job gets a [`Reporter`], never the session; what it found out comes back as an [`Event`],
//! which the app takes in between two frames. Events of a project that has been closed meanwhile
//! are dropped.

pub mod export;

pub mod import;

pub mod ingest;

pub mod journal;

mod making;

pub mod search;

pub mod worker_pool;

pub mod staging;

pub mod request;

pub mod pending_io;

use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use export::NotExported;
use import::Taken;
use journal::FoundJournal;
use pending_io::{IoGuard, PendingIo};

use crate::formats::{Report, Survey};
use crate::model::EntityBook;
use crate::model::history::{ArticleId, CodingId};
use crate::model::migration::Plan;
use crate::model::search::Order;
use crate::store::article::{LoadedArticle, OnDisk, OpenError, Reread};
use crate::store::article_meta::{ArticleMeta, LoadedMeta, MetaWriteError, Written};
use crate::store::atomic::{Stamp, WriteError};
use crate::store::codebook::exchange::Imported;
use crate::store::codebook::{CodebookError, CodebookFile};
use crate::store::entities::{self, EntitiesError, EntitiesWriteError};
use crate::store::glance::{Counted, Glance};
use crate::store::journal::JournalError;
use crate::store::project::{ArticleEntry, Project};
use crate::store::sidecar::Snapshot;
use crate::store::watch::{Changes, Watch};

/// What a job has to say.
pub enum Event {
    /// These recent projects are not there any more.
    ProjectsGone(Vec<PathBuf>),
    /// What is to be opened looks like a project that was at the other path, which is not there any
    /// more.
    ProjectMoved(Vec<PathBuf>, PathBuf),
    /// A project's articles have been listed.
    ProjectListed(Vec<PathBuf>, Box<io::Result<Listed>>),
    /// The actions up to this number are in the journal.
    WrittenDown(u64),
    /// The journal cannot be written, and why.
    JournalFailed(String),
    /// What was found out about some articles of the list: a glance at their annotations, or why
    /// they cannot be opened.
    Glances(Vec<(CodingId, Result<Glance, String>)>),
    /// What was counted in an article that has been read.
    Counted(CodingId, Counted),
    /// Some of the articles that other programs have changed or brought, before [`Event::Looked`].
    ArticlesChanged(Vec<ArticleEntry>),
    /// Somebody has looked what other programs did to the project's files, and how long that took.
    Looked(Box<Watch>, io::Result<Changes>, Duration),
    /// What stood in a file of annotations that was not what had last been read or written, which
    /// comes along.
    Reread(
        CodingId,
        Option<Stamp>,
        Box<Result<Option<Reread>, OpenError>>,
    ),
    /// Another program has changed the text of an article that has been read.
    TextChanged(CodingId),
    /// An article was read anew since its text has changed; with the revision that it had then.
    TextReread(CodingId, u64, Box<Result<LoadedArticle, OpenError>>),
    /// What stands in the files that all articles share, after another program changed them.
    SharedReread(Box<SharedReread>),
    ArticleRead(CodingId, Box<Result<LoadedArticle, OpenError>>),
    /// Some of the articles that a command waits for have been read.
    ArticlesRead(Vec<(CodingId, Result<LoadedArticle, OpenError>)>),
    /// An article's annotations were written as they were at that revision, or were not.
    Saved(CodingId, u64, Box<Result<OnDisk, WriteError>>),
    /// The fields of an article were written as they were at that revision, or were not; what was sent
    /// comes along.
    MetaSaved(
        ArticleId,
        u64,
        Box<(ArticleMeta, Result<Written, MetaWriteError>)>,
    ),
    /// What stood in an article's own file that was not what had last been read or written, which comes
    /// along.
    MetaReread(ArticleId, Option<Stamp>, Box<LoadedMeta>),
    /// These were saved, and their texts are still to be kept.
    Unkept(Vec<Snapshot>),
    /// The codebook was written as it was at that revision, or was not.
    CodebookSaved(u64, Box<Result<CodebookFile, WriteError>>),
    /// Another program has changed the codebook on disk; what stands there now.
    CodebookChangedOutside(Box<Result<Option<CodebookFile>, CodebookError>>),
    /// What stands in the codebook's file now; `None` if the file is gone.
    CodebookReread(Box<Result<Option<CodebookFile>, CodebookError>>),
    /// The user has chosen a codebook to import; what is in it and what could not be taken, or why
    /// it cannot be read.
    CodebookPicked(PathBuf, Box<Result<Imported, String>>),
    /// What a change of the codebook would do to the project, or why it is impossible.
    MigrationPlanned(Box<Result<Plan, String>>),
    /// The entities of that revision were written, together with what others have written, or were
    /// not.
    EntitiesSaved(
        u64,
        Arc<EntityBook>,
        Box<Result<entities::Written, EntitiesWriteError>>,
    ),
    /// Another program has changed an article's annotations on disk; what stands there now, `None`
    /// if the file is gone.
    ChangedOutside(CodingId, Box<Result<Option<Reread>, OpenError>>),
    /// Some articles have been searched for the question with this number.
    Searched(u64, search::Portion),
    /// Nothing more comes for the question with this number.
    SearchEnded(u64),
    /// The indices of the hits of the question with this number, in an order.
    HitsSorted(u64, Order, Vec<u32>),
    /// The user has chosen what to open; empty when the dialog was closed.
    PathsPicked(Vec<PathBuf>),
    /// Something about an import; the number is that of the import.
    Import(u64, ingest::ImportEvent),
    /// The user has chosen where to export to.
    ExportPicked(Option<PathBuf>),
    /// How many articles of how many have been gathered, in that request of the export dialog.
    ExportGathered(u64, usize, usize),
    /// How many bytes of a dataset have been written, in that request of the export dialog.
    ExportProgress(u64, u64),
    /// What a dataset would be, or why it cannot be made.
    ExportLooked(u64, Box<Result<Report, String>>),
    /// A dataset was written to that place, or was not.
    Exported(u64, PathBuf, Box<Result<Report, NotExported>>),
    /// The user has chosen the files of a dataset to import; none when the dialog was closed.
    DatasetPicked(Vec<PathBuf>),
    /// How many articles of a dataset have been read or written, in that request of the import dialog.
    DatasetProgress(u64, usize),
    /// A dataset was read, with the name of its format, or was not; the request of the import dialog.
    DatasetRead(u64, Box<Result<(&'static str, Survey), String>>),
    /// The articles of a dataset were written, or were not.
    DatasetTaken(u64, Box<Result<Taken, String>>),
    /// The user has chosen where to save a copy of this.
    CopyPicked(Copied, Option<PathBuf>),
    /// A file beside the project was written, or was not.
    Written(PathBuf, Result<String, String>),
}

/// What is copied to another place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Copied {
    /// The annotations of an article.
    Annotations(CodingId),
    /// The fields of an article.
    Fields(ArticleId),
    Entities,
    Codebook,
}

/// A project, what was seen in its folder, and its journal; `None` where the user has no place for
/// one.
pub struct Listed {
    pub project: Project,
    /// What to call it.
    pub name: String,
    /// The whole path of its folder.
    pub root: PathBuf,
    /// The whole path of what was opened, to be offered again.
    pub offer: PathBuf,
    /// Where it was before it was moved here, if that was found out now.
    pub moved_from: Option<PathBuf>,
    pub watch: Watch,
    pub journal: Option<Result<FoundJournal, JournalError>>,
}

/// What stands in the codebook's file; `None` if the file is gone.
pub type CodebookRead = Result<Option<CodebookFile>, CodebookError>;

/// Codebook and entities on disk, `None` for what was not looked at; with what was known of them when
/// somebody began to look: what the codebook held, and which revision of the entities was written.
pub struct SharedReread {
    pub codebook: Option<(Option<Stamp>, CodebookRead)>,
    pub entities: Option<(u64, Result<Option<EntityBook>, EntitiesError>)>,
}

/// Starts jobs and collects what they send.
pub struct Jobs {
    sender: Sender<(u64, Event)>,
    receiver: Receiver<(u64, Event)>,
    bell: Arc<Bell>,
    /// Grows when a project is closed, so that its late events can be told.
    generation: Arc<AtomicU64>,
    waits: PendingIo,
}

/// A job's way to send events and to learn that it is no longer wanted.
#[derive(Clone)]
pub struct Reporter {
    sender: Sender<(u64, Event)>,
    bell: Arc<Bell>,
    generation: u64,
    current: Arc<AtomicU64>,
    waits: PendingIo,
}

/// Wakes the window, once until it has looked: to be woken takes a lock of the window's, and a job that
/// is put aside while it holds it would hold up the window too.
struct Bell {
    wake: Box<dyn Fn() + Send + Sync>,
    has_rung: AtomicBool,
}

impl Bell {
    fn ring(&self) {
        if !self.has_rung.swap(true, Ordering::SeqCst) {
            (self.wake)();
        }
    }

    /// From now on it rings again.
    fn is_heard(&self) {
        self.has_rung.store(false, Ordering::SeqCst);
    }
}

impl Jobs {
    /// `wake` is called from the job's thread when there are events, once until all have been taken in:
    /// the window must do so.
    pub fn new(wake: impl Fn() + Send + Sync + 'static) -> Self {
        let (sender, receiver) = channel();
        Self {
            sender,
            receiver,
            bell: Arc::new(Bell {
                wake: Box::new(wake),
                has_rung: AtomicBool::new(false),
            }),
            generation: Arc::default(),
            waits: PendingIo::default(),
        }
    }

    /// Runs work on a thread of its own; whether there is one to be had.
    pub fn spawn(&self, name: &str, work: impl FnOnce(&Reporter) + Send + 'static) -> bool {
        let reporter = self.reporter();
        let thread = thread::Builder::new().name(name.to_owned());
        let work = move || {
            give_way();
            work(&reporter);
        };
        let spawned = thread.spawn(work);
        if let Err(error) = &spawned {
            log::error!("no thread for {name}: {error}");
        }
        spawned.is_ok()
    }

    /// A way to send events of the project that is open.
    pub fn reporter(&self) -> Reporter {
        Reporter {
            sender: self.sender.clone(),
            bell: Arc::clone(&self.bell),
            generation: self.generation.load(Ordering::Relaxed),
            current: Arc::clone(&self.generation),
            waits: self.waits.clone(),
        }
    }

    /// From now on jobs that were started before are not wanted.
    pub fn cancel_all(&self) {
        self.generation.fetch_add(1, Ordering::Relaxed);
        self.waits.forget();
    }

    /// What jobs of the open project wait for.
    pub fn pending_io(&self) -> &PendingIo {
        &self.waits
    }

    /// The next event of a job that is still wanted.
    pub fn next_event(&self) -> Option<Event> {
        let current = self.generation.load(Ordering::Relaxed);
        let next = || {
            // Before it is known that there is nothing more, so that what comes then wakes the window.
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

/// How much less of a busy processor a job gets than the window, as `nice` counts.
#[cfg(target_os = "linux")]
const GIVING_WAY: i32 = 10;

/// Lets the window go first where jobs take all processors. Threads of this thread do the same.
fn give_way() {
    #[cfg(target_os = "linux")]
    if let Err(error) = rustix::process::nice(GIVING_WAY) {
        log::debug!("a job does not give way: {error}");
    }
}

impl Reporter {
    /// Sends an event to the window.
    pub fn send(&self, event: Event) {
        // Nobody listens once the window is closed, and then nothing is lost.
        let _ = self.sender.send((self.generation, event));
        self.bell.ring();
    }

    /// Says that the job reaches for a file, named in words, until what is returned is dropped.
    pub fn begin_io(&self, what: impl Into<String>) -> IoGuard {
        let wait = self.waits.begin(what, Instant::now());
        // The window must see when it takes too long, and may be asleep.
        self.bell.ring();
        wait
    }

    /// Whether the job may stop: its project has been closed.
    pub fn is_cancelled(&self) -> bool {
        self.current.load(Ordering::Relaxed) != self.generation
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::AtomicUsize;

    #[test]
    fn the_window_is_woken_once_until_it_has_taken_in_all_there_is() {
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
    }
}
