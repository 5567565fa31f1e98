//! Work that would make the window wait: named background threads and the events they send back.
//!
//! A job gets a [`Reporter`], never the session; what it found out comes back as an [`Event`],
//! which the app takes in between two frames. Events of a project that has been closed meanwhile
//! are dropped.

pub mod export;

pub mod import;

pub mod ingest;

use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::{Duration, SystemTime};

use crate::model::EntityBook;
use crate::model::history::ArticleId;
use crate::model::migration::Plan;
use crate::store::article::{LoadedArticle, OnDisk, OpenError, Reread};
use crate::store::atomic::{Stamp, WriteError};
use crate::store::codebook::exchange::Imported;
use crate::store::codebook::{CodebookError, CodebookFile};
use crate::store::entities::{self, EntitiesError, EntitiesWriteError};
use crate::store::glance::{Counted, Glance};
use crate::store::project::Project;
use crate::store::watch::{Changes, Watch};

/// What a job has to say.
pub enum Event {
    /// A project's articles have been listed.
    /// With the time before they were listed.
    ProjectListed(Vec<PathBuf>, SystemTime, Box<io::Result<Project>>),
    /// What was found out about some articles of the list: a glance at their annotations, or why
    /// they cannot be opened.
    Glances(Vec<(ArticleId, Result<Glance, String>)>),
    /// What was counted in an article that has been read.
    Counted(ArticleId, Counted),
    /// Somebody has looked what other programs did to the project's files, and how long that took.
    Looked(Box<Watch>, io::Result<Changes>, Duration),
    /// What stood in a file of annotations that was not what had last been read or written, which
    /// comes along.
    Reread(
        ArticleId,
        Option<Stamp>,
        Box<Result<Option<Reread>, OpenError>>,
    ),
    /// Another program has changed the text of an article that has been read.
    TextChanged(ArticleId),
    /// An article was read anew since its text has changed; with the revision that it had then.
    TextReread(ArticleId, u64, Box<Result<LoadedArticle, OpenError>>),
    /// What stands in the files that all articles share, after another program changed them.
    SharedReread(Box<SharedReread>),
    ArticleRead(ArticleId, Box<Result<LoadedArticle, OpenError>>),
    /// Some of the articles that a command waits for have been read.
    ArticlesRead(Vec<(ArticleId, Result<LoadedArticle, OpenError>)>),
    /// An article's annotations were written as they were at that revision, or were not.
    Saved(ArticleId, u64, Box<Result<OnDisk, WriteError>>),
    /// The codebook was written as it was at that revision, or was not.
    CodebookSaved(u64, Box<Result<CodebookFile, WriteError>>),
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
    ChangedOutside(ArticleId, Box<Result<Option<Reread>, OpenError>>),
    /// The user has chosen what to open; empty when the dialog was closed.
    PathsPicked(Vec<PathBuf>),
    /// Something about an import; the number is that of the import.
    Import(u64, ingest::ImportEvent),
    /// The user has chosen where to export to.
    ExportPicked(Option<PathBuf>),
    /// The user has chosen where to save a copy of an article's annotations.
    CopyPicked(ArticleId, Option<PathBuf>),
    /// A file beside the project was written, or was not.
    Written(PathBuf, Result<String, String>),
}

/// Codebook and entities on disk; `None` for what was not looked at.
pub struct SharedReread {
    pub codebook: Option<Result<Option<CodebookFile>, CodebookError>>,
    pub entities: Option<Result<Option<EntityBook>, EntitiesError>>,
}

/// Starts jobs and collects what they send.
pub struct Jobs {
    sender: Sender<(u64, Event)>,
    receiver: Receiver<(u64, Event)>,
    wake: Arc<dyn Fn() + Send + Sync>,
    /// Grows when a project is closed, so that its late events can be told.
    generation: Arc<AtomicU64>,
}

/// A job's way to send events and to learn that it is no longer wanted.
#[derive(Clone)]
pub struct Reporter {
    sender: Sender<(u64, Event)>,
    wake: Arc<dyn Fn() + Send + Sync>,
    generation: u64,
    current: Arc<AtomicU64>,
}

impl Jobs {
    /// `wake` is called after each event, from the job's thread: the window must take it in.
    pub fn new(wake: impl Fn() + Send + Sync + 'static) -> Self {
        let (sender, receiver) = channel();
        Self {
            sender,
            receiver,
            wake: Arc::new(wake),
            generation: Arc::default(),
        }
    }

    /// Runs work on a thread of its own.
    pub fn spawn(&self, name: &str, work: impl FnOnce(&Reporter) + Send + 'static) {
        let reporter = Reporter {
            sender: self.sender.clone(),
            wake: Arc::clone(&self.wake),
            generation: self.generation.load(Ordering::Relaxed),
            current: Arc::clone(&self.generation),
        };
        let thread = thread::Builder::new().name(name.to_owned());
        if let Err(error) = thread.spawn(move || work(&reporter)) {
            log::error!("no thread for {name}: {error}");
        }
    }

    /// From now on jobs that were started before are not wanted.
    pub fn cancel_all(&self) {
        self.generation.fetch_add(1, Ordering::Relaxed);
    }

    /// The next event of a job that is still wanted.
    pub fn next_event(&self) -> Option<Event> {
        let current = self.generation.load(Ordering::Relaxed);
        loop {
            let (generation, event) = self.receiver.try_recv().ok()?;
            if generation == current {
                return Some(event);
            }
        }
    }
}

impl Reporter {
    /// Sends an event to the window.
    pub fn send(&self, event: Event) {
        // Nobody listens once the window is closed, and then nothing is lost.
        let _ = self.sender.send((self.generation, event));
        (self.wake)();
    }

    /// Whether the job may stop: its project has been closed.
    pub fn is_cancelled(&self) -> bool {
        self.current.load(Ordering::Relaxed) != self.generation
    }
}
