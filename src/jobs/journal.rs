//! Writes the journal on a thread of its own, so that neither the window nor whoever saves a file
//! has to know how.
//!
//! What is sent is written in its order, and what waits together is synced together.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

use super::{Event, Reporter};
use crate::model::history::Action;
use crate::store::atomic::Stamp;
use crate::store::hash;
use crate::store::journal::{
    Contents, JournalError, JournalFile, Other, ProjectFile, Recovered, Sources, hash_of, recover,
};
use crate::store::project::Project;
use crate::store::shown;

/// How long the end of a journal is waited for when its disk does not answer.
const PATIENCE: Duration = Duration::from_secs(10);

/// A project's journal as an earlier run left it.
pub struct FoundJournal {
    pub file: JournalFile,
    pub recovered: Recovered,
    /// Journals of programs that had the project open beside, and ended without taking leave.
    pub others: Vec<(Other, Recovered)>,
    /// Copies of journals that are damaged or no journals.
    pub aside: Vec<PathBuf>,
    /// Hashes of what codebook and entities hold; `None` where there is no file.
    pub shared: [(ProjectFile, Option<String>); 2],
}

/// Opens a project's journal in this folder, and finds out what the project's files lack of it.
///
/// # Errors
/// If there can be none.
pub fn open(folder: &Path, project: &Project) -> Result<FoundJournal, JournalError> {
    let opened = JournalFile::open(folder)?;
    let others = opened.others.into_iter().map(|other| {
        let recovered = recover(&other.lines, project);
        (other, recovered)
    });
    Ok(FoundJournal {
        recovered: recover(&opened.lines, project),
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
    /// A file is about to be written; whoever writes it waits for the answer.
    Writing(Contents, Sender<()>),
    Written(Contents),
    /// Journals that are not needed any more.
    Remove(Vec<Other>),
    End,
}

/// A journal that is open; dropping it waits until everything is written, but not for ever.
pub struct Journal {
    sender: Sender<Message>,
    /// Is closed when the thread has ended.
    ended: Receiver<()>,
}

/// Tells the journal of a file that is being saved.
#[derive(Clone)]
pub struct JournalHandle {
    sender: Sender<Message>,
    file: ProjectFile,
    upto: u64,
}

impl Journal {
    /// Starts to write. The first failure is sent as an event.
    ///
    /// # Errors
    /// If there is no thread for it.
    pub fn start(file: JournalFile, reporter: Reporter) -> std::io::Result<Self> {
        let (sender, receiver) = channel();
        let thread = thread::Builder::new().name("journal".to_owned());
        let (end, ended) = channel::<()>();
        thread.spawn(move || {
            write_all(file, &receiver, &reporter);
            drop(end);
        })?;
        Ok(Self { sender, ended })
    }

    /// Writes down what was done. `sources` are the files that the actions speak of.
    pub fn add(&self, actions: Vec<Action>, sources: Sources) {
        self.send(Message::Actions(actions, sources));
    }

    /// Writes down what a file holds, which contains the actions up to a number.
    pub fn holds(&self, file: ProjectFile, upto: u64, sha256: Option<String>) {
        self.send(Message::Written(Contents { file, upto, sha256 }));
    }

    /// Removes journals of earlier runs, after everything that was sent before is written.
    pub fn remove(&self, others: Vec<Other>) {
        self.send(Message::Remove(others));
    }

    /// Who tells it of a file that is saved as it was after the action with this number.
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
        self.send(Message::End);
        if self.ended.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
            log::error!("the journal is not written to its end: its disk does not answer");
        }
    }
}

impl JournalHandle {
    /// PendingIo until everything that was done is on disk, and what the file is about to hold too. A
    /// journal that cannot be written keeps no file from being saved.
    ///
    /// False when the journal has ended, since the project was left: the file must not be written
    /// then, since nobody would know which actions are in it. The journal has them.
    pub fn writing(&self, stamp: &Stamp) -> bool {
        Self::writing_all([(self, stamp)])
    }

    /// Like [`Self::writing`] of many files, for which the journal is synced once.
    pub fn writing_all<'a>(files: impl IntoIterator<Item = (&'a Self, &'a Stamp)>) -> bool {
        let (answer, answered) = channel();
        let mut asked = 0;
        for (journal_handle, stamp) in files {
            // A journal whose thread has ended writes nothing and answers nothing.
            let message = Message::Writing(journal_handle.contents(stamp), answer.clone());
            let _ = journal_handle.sender.send(message);
            asked += 1;
        }
        drop(answer);
        // Each answers once; who answers nothing lets go of the channel.
        answered.iter().count() == asked
    }

    /// Writes down that the file was written.
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

fn write_all(mut file: JournalFile, receiver: &Receiver<Message>, reporter: &Reporter) {
    let mut has_failed = false;
    let mut last = 0;
    let mut told = 0;
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
        match file.sync() {
            Ok(()) => {
                if told != last {
                    told = last;
                    reporter.send(Event::WrittenDown(last));
                }
                to_remove.into_iter().for_each(Other::remove);
            }
            Err(error) if !has_failed => {
                has_failed = true;
                let path = shown(file.path());
                reporter.send(Event::JournalFailed(format!("{error}: {path}")));
            }
            Err(error) => log::warn!("the journal is not written: {error}"),
        }
        for answer in waiting {
            // Whoever asked may be gone.
            let _ = answer.send(());
        }
        if ends {
            return;
        }
    }
}
