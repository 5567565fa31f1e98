//! The journal thread: appends the session's actions to the journal, so that neither the window nor
//! the code that saves files needs to know how.
//!
//! Messages are written in order, and pending ones are synced together (group commit).

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

use super::{Event, Reporter};
use crate::model::history::Action;
use crate::store::ArticleLoader;
use crate::store::atomic::Stamp;
use crate::store::hash;
use crate::store::journal::{
    Contents, JournalError, JournalFile, Other, ProjectFile, Recovered, Sources, hash_of, recover,
};
use crate::store::project::Project;

/// The timeout for closing a journal when its disk does not respond.
const PATIENCE: Duration = Duration::from_secs(10);

/// A project's journal from an earlier run.
pub struct FoundJournal {
    pub file: JournalFile,
    pub recovered: Recovered,
    /// Journals of other instances that had the project open at the same time and crashed.
    pub others: Vec<(Other, Recovered)>,
    /// Copies of files that are damaged journals or no journals.
    pub aside: Vec<PathBuf>,
    /// Hashes of the codebook and entities files; `None` if there is no file.
    pub shared: [(ProjectFile, Option<String>); 2],
}

/// Opens a project's journal in this folder, and finds the actions that the project's files lack.
/// # Errors
/// If the journal cannot be opened.
pub fn open(
    folder: &Path,
    project: &Project,
    loader: &ArticleLoader,
) -> Result<FoundJournal, JournalError> {
    let opened = JournalFile::open(folder)?;
    let others = opened.others.into_iter().map(|other| {
        let recovered = recover(&other.lines, project, loader);
        (other, recovered)
    });
    Ok(FoundJournal {
        recovered: recover(&opened.lines, project, loader),
        others: others.collect(),
        file: opened.journal,
        aside: opened.aside,
        shared: [
            (ProjectFile::Codebook, hash_of(&project.codebook_path())),
            (ProjectFile::Entities, hash_of(&project.entities_path())),
        ],
    })
}

enum Message {
    Actions(Vec<Action>, Sources),
    /// A file is about to be written; its writer waits for the reply.
    Writing(Contents, Sender<()>),
    Written(Contents),
    /// Journals that are obsolete.
    Remove(Vec<Other>),
    End,
}

/// An open journal; dropping it waits until everything is written, up to a timeout.
pub struct Journal {
    sender: Sender<Message>,
    /// Whether all was written, when the thread has ended. `None` once it was waited for.
    ended: Option<Receiver<bool>>,
    /// How long dropping it waits.
    patience: Duration,
}

/// A handle with which the writer of a file notifies the journal.
#[derive(Clone)]
pub struct JournalHandle {
    sender: Sender<Message>,
    file: ProjectFile,
    upto: u64,
}

impl Journal {
    /// Starts the journal thread. The first failure is sent as an event.
    ///
    /// # Errors
    /// If the thread cannot be started.
    pub fn start(file: JournalFile, reporter: Reporter) -> std::io::Result<Self> {
        let (sender, receiver) = channel();
        let thread = thread::Builder::new().name("journal".to_owned());
        let (end, ended) = channel();
        thread.spawn(move || {
            let is_whole = write_all(file, &receiver, &reporter);
            // Nobody may wait for it any more.
            let _ = end.send(is_whole);
        })?;
        Ok(Self {
            sender,
            ended: Some(ended),
            patience: PATIENCE,
        })
    }

    /// Ends the journal. Returns whether all of it is on disk, which is unknown, and so `false`, where the
    /// disk does not answer in time.
    pub fn close(mut self) -> bool {
        self.end()
    }

    /// Ends the journal, unless it has ended. Returns whether all of it is on disk.
    fn end(&mut self) -> bool {
        let Some(ended) = self.ended.take() else {
            return true;
        };
        self.send(Message::End);
        let is_whole = ended.recv_timeout(self.patience);
        if is_whole == Err(RecvTimeoutError::Timeout) {
            log::error!("the journal is not written to its end: its disk does not answer");
        }
        is_whole.unwrap_or(false)
    }

    /// Appends actions. `sources` are the files that the actions refer to.
    pub fn add(&self, actions: Vec<Action>, sources: Sources) {
        self.send(Message::Actions(actions, sources));
    }

    /// Records the contents of a file, which include the actions up to a number.
    pub fn holds(&self, file: ProjectFile, upto: u64, sha256: Option<String>) {
        self.send(Message::Written(Contents { file, upto, sha256 }));
    }

    /// Deletes journals of earlier runs, after all previous messages are written.
    pub fn remove(&self, others: Vec<Other>) {
        self.send(Message::Remove(others));
    }

    /// A handle for saving a file in its state after the action with this number.
    pub fn journal_handle(&self, file: ProjectFile, upto: u64) -> JournalHandle {
        JournalHandle {
            sender: self.sender.clone(),
            file,
            upto,
        }
    }

    fn send(&self, message: Message) {
        // The thread ends only when this is dropped.
        let _ = self.sender.send(message);
    }
}

impl Drop for Journal {
    fn drop(&mut self) {
        self.end();
    }
}

impl JournalHandle {
    /// Waits until all actions are on disk, and also the record of what the file is about to hold
    /// (write-ahead). A journal that cannot be written does not prevent saving.
    ///
    /// Returns false when the journal has ended, since the project was closed: the file must not be
    /// written then, since it would not be known which actions it contains. They are in the
    /// journal.
    pub fn writing(&self, stamp: &Stamp) -> bool {
        Self::writing_all([(self, stamp)])
    }

    /// Like [`Self::writing`] for many files, with a single sync of the journal.
    pub fn writing_all<'a>(files: impl IntoIterator<Item = (&'a Self, &'a Stamp)>) -> bool {
        let (answer, answered) = channel();
        let mut asked = 0;
        for (journal_handle, stamp) in files {
            // After its thread has ended, the journal accepts no messages and sends no replies.
            let message = Message::Writing(journal_handle.contents(stamp), answer.clone());
            let _ = journal_handle.sender.send(message);
            asked += 1;
        }
        drop(answer);
        // Each message gets one reply; a message without a reply closes the channel.
        answered.iter().count() == asked
    }

    /// Records that the file was written.
    pub fn written(&self, stamp: &Stamp) {
        let _ = self.sender.send(Message::Written(self.contents(stamp)));
    }

    fn contents(&self, stamp: &Stamp) -> Contents {
        Contents {
            file: self.file.clone(),
            upto: self.upto,
            sha256: Some(hash::hex(&stamp.sha256)),
        }
    }
}

/// Writes until the end. Returns whether all of it is on disk.
fn write_all(mut file: JournalFile, receiver: &Receiver<Message>, reporter: &Reporter) -> bool {
    let mut has_failed = false;
    let mut is_whole = true;
    let mut last = 0;
    let mut reported = 0;
    while let Ok(first) = receiver.recv() {
        let mut waiting: Vec<Sender<()>> = Vec::new();
        let mut to_remove = Vec::new();
        let mut ends = false;
        for message in std::iter::once(first).chain(receiver.try_iter()) {
            match message {
                Message::Actions(actions, sources) => {
                    for action in actions {
                        file.add_action(&action, &sources);
                        last = action.number;
                    }
                }
                Message::Writing(contents, answer) => {
                    file.add_writing(contents);
                    waiting.push(answer);
                }
                Message::Written(contents) => file.add_written(contents),
                Message::Remove(others) => to_remove.extend(others),
                Message::End => ends = true,
            }
        }
        let synced = file.sync();
        is_whole = synced.is_ok();
        match synced {
            Ok(()) => {
                if reported != last {
                    reported = last;
                    reporter.send_quietly(Event::WrittenDown(last));
                }
                to_remove.into_iter().for_each(Other::remove);
            }
            Err(error) if !has_failed => {
                has_failed = true;
                reporter.send(Event::JournalFailed(JournalError {
                    path: file.path().to_owned(),
                    source: error,
                }));
            }
            Err(error) => log::warn!("the journal is not written: {error}"),
        }
        for answer in waiting {
            // The receiver may be gone.
            let _ = answer.send(());
        }
        if ends {
            break;
        }
    }
    is_whole
}
