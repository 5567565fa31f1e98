//! The file of a journal: finds, locks, reads, appends to and compacts it.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs::{File, TryLockError};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use super::lines::{self, Foreign, JournalLine, JournalLines};
use super::{Contents, JournalError, ProjectFile, Sources};
use crate::article::set_aside;
use crate::atomic;
use crate::model::history::Action;
use crate::{display_path, private};

/// Files above this are compacted, in bytes.
const MAX_JOURNAL_BYTES: u64 = 64 << 20;

/// The size of older actions that compaction keeps, in bytes.
const KEPT_BYTES: usize = 32 << 20;

/// The largest file that is read, in bytes.
const MAX_READ_BYTES: u64 = 512 << 20;

/// Disk space reserved for records of file contents on a full disk, in bytes: some 250 saved files.
const RESERVE: u64 = 64 << 10;

/// The limit for pending lines while the disk is full, in bytes.
const MAX_PENDING_BYTES: usize = 64 << 20;

/// The limit of programs that have a project open at once, each with a journal of its own.
const MAX_JOURNALS: usize = 64;

/// Timeout for a lock that another program holds: a program that is ending releases it in a moment.
const ENDING: Duration = Duration::from_millis(60);

/// A journal that is open for appending. Its lock excludes all other programs.
#[derive(Debug)]
pub struct JournalFile {
    path: PathBuf,
    file: File,
    /// Released on drop, or when the program ends in any way.
    _lock: File,
    /// Length of the valid part of the file, in bytes.
    len: u64,
    /// Length of the file with the zeros in reserve, in bytes.
    reserved: u64,
    /// Pending actions, not yet in the file.
    waiting: Vec<u8>,
    /// Pending records of file contents, not yet in the file.
    waiting_contents: Vec<u8>,
    /// The length at which the file is compacted.
    limit: u64,
}

/// A journal that has been opened, and the other journals in its folder.
#[derive(Debug)]
pub struct OpenedJournal {
    pub journal: JournalFile,
    pub lines: JournalLines,
    /// Journals of programs that have ended, other than the one that this program continues.
    pub others: Vec<Other>,
    /// Copies of files that are damaged or are not journals.
    pub aside: Vec<PathBuf>,
}

/// A journal to which no program appends any more.
#[derive(Debug)]
pub struct Other {
    pub lines: JournalLines,
    path: PathBuf,
    lock: File,
}

impl Other {
    /// Removes the journal. The project's files must contain all of its actions.
    pub fn remove(self) {
        if let Err(error) = std::fs::remove_file(&self.path) {
            log::warn!(
                "an old journal stays ({error}): {}",
                display_path(&self.path)
            );
        }
        drop(self.lock);
    }
}

impl JournalFile {
    /// Opens the journal that an earlier program left in the folder, or a new one if there is none
    /// or each belongs to a program that is still running.
    ///
    /// # Errors
    /// If no journal can be written here.
    pub fn open(folder: &Path) -> Result<OpenedJournal, JournalError> {
        let failed = |source| JournalError {
            path: folder.to_owned(),
            source,
        };
        private::create_folder(folder).map_err(failed)?;
        let mut aside = Vec::new();
        let mut left = Vec::new();
        for number in 0..MAX_JOURNALS {
            let path = folder.join(format!("{number}.journal"));
            let Ok(metadata) = path.metadata() else {
                continue;
            };
            let Some(lock) = lock(&path).map_err(failed)? else {
                continue;
            };
            if let Some(lines) = read(&path, metadata.len(), &mut aside).map_err(failed)? {
                let modified = metadata.modified().unwrap_or(SystemTime::UNIX_EPOCH);
                left.push((modified, Other { lines, path, lock }));
            }
        }
        // The newest is continued: it records what the analyst did last.
        left.sort_by_key(|(modified, _)| *modified);
        if let Some((_, ours)) = left.pop() {
            let others = left.into_iter().map(|(_, other)| other).collect();
            let (journal, lines) = Self::go_on(ours).map_err(failed)?;
            return Ok(OpenedJournal {
                journal,
                lines,
                others,
                aside,
            });
        }
        for number in 0..MAX_JOURNALS {
            let path = folder.join(format!("{number}.journal"));
            if path.exists() {
                continue;
            }
            if let Some(lock) = lock(&path).map_err(failed)? {
                let journal = Self::create(path, lock).map_err(failed)?;
                return Ok(OpenedJournal {
                    journal,
                    lines: JournalLines::default(),
                    others: Vec::new(),
                    aside,
                });
            }
        }
        Err(failed(io::Error::other("too many programs have it open")))
    }

    fn create(path: PathBuf, lock: File) -> io::Result<Self> {
        let mut journal = Self {
            file: private::file_options()
                .create(true)
                .truncate(false)
                .read(true)
                .write(true)
                .open(&path)?,
            path,
            _lock: lock,
            len: 0,
            reserved: 0,
            waiting: lines::head(),
            waiting_contents: Vec::new(),
            limit: MAX_JOURNAL_BYTES,
        };
        journal.sync()?;
        Ok(journal)
    }

    fn go_on(left: Other) -> io::Result<(Self, JournalLines)> {
        let Other { lines, path, lock } = left;
        let mut journal = Self {
            file: File::options().read(true).write(true).open(&path)?,
            path,
            _lock: lock,
            len: lines.end as u64,
            reserved: 0,
            waiting: Vec::new(),
            waiting_contents: Vec::new(),
            limit: MAX_JOURNAL_BYTES,
        };
        // The rest of the file was torn off or is the reserve of another run; it is overwritten.
        journal.reserved = journal.file.metadata()?.len();
        if lines.end == 0 {
            journal.waiting = lines::head();
        }
        if lines.is_damaged {
            journal.compact()?;
        }
        journal.sync()?;
        Ok((journal, lines))
    }

    /// The path of the file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Adds an action, which the next [`Self::sync`] writes to disk.
    pub fn add_action(&mut self, action: &Action, sources: &Sources) {
        match JournalLine::action(action, sources) {
            Ok(line) => self.add(&line),
            Err(error) => {
                log::error!("an action cannot be written down: {error}");
                self.add(&JournalLine::Gap);
            }
        }
    }

    /// Adds the contents that a file of the project is about to have.
    pub fn add_writing(&mut self, contents: Contents) {
        self.add(&JournalLine::Writing(contents));
    }

    /// Adds the contents that a file of the project has.
    pub fn add_written(&mut self, contents: Contents) {
        self.add(&JournalLine::Written(contents));
    }

    fn add(&mut self, line: &JournalLine) {
        let waiting = match line {
            JournalLine::Action(_) | JournalLine::Gap => &mut self.waiting,
            JournalLine::Writing(_) | JournalLine::Written(_) => &mut self.waiting_contents,
        };
        if let Err(error) = line.write(waiting) {
            log::error!("a line of the journal cannot be written: {error}");
        }
    }

    /// Writes everything that was added to disk.
    ///
    /// # Errors
    /// If there is no space for the actions; they stay pending for the next call. Records of file
    /// contents are written into the reserve as long as it lasts.
    pub fn sync(&mut self) -> io::Result<()> {
        if self.waiting.is_empty() && self.waiting_contents.is_empty() {
            return Ok(());
        }
        let len = self.waiting.len() + self.waiting_contents.len();
        if let Err(error) = self.reserve(self.len + len as u64) {
            self.write_contents()?;
            if self.waiting.len() > MAX_PENDING_BYTES {
                self.waiting.clear();
                self.add(&JournalLine::Gap);
            }
            return Err(error);
        }
        self.waiting.append(&mut self.waiting_contents);
        std::mem::swap(&mut self.waiting, &mut self.waiting_contents);
        self.write_contents()?;
        if self.len > self.limit
            && let Err(error) = self.compact()
        {
            log::warn!("the journal cannot be compacted: {error}");
            self.limit = 2 * self.len;
        }
        Ok(())
    }

    /// Reserves disk space for this many bytes and some more, so that a full disk cannot prevent
    /// the write.
    fn reserve(&mut self, bytes: u64) -> io::Result<()> {
        if bytes + RESERVE / 2 <= self.reserved {
            return Ok(());
        }
        self.file.seek(SeekFrom::Start(self.reserved))?;
        let zeros = bytes + RESERVE - self.reserved;
        let written = io::copy(&mut io::repeat(0).take(zeros), &mut self.file);
        // The part of the reserve that was written counts.
        self.reserved = self.file.metadata()?.len().max(self.reserved);
        written?;
        atomic::sync_contents(&self.file, &self.path)
    }

    /// Writes the pending records of file contents, if there is space.
    fn write_contents(&mut self) -> io::Result<()> {
        let end = self.len + self.waiting_contents.len() as u64;
        if end > self.reserved {
            return Err(io::ErrorKind::StorageFull.into());
        }
        self.file.seek(SeekFrom::Start(self.len))?;
        self.file.write_all(&self.waiting_contents)?;
        atomic::sync_contents(&self.file, &self.path)?;
        self.len = end;
        self.waiting_contents.clear();
        Ok(())
    }

    /// Removes old actions that the project's files contain (compaction).
    fn compact(&mut self) -> io::Result<()> {
        let (bytes, _) = atomic::read(&self.path, MAX_READ_BYTES)?;
        let good = bytes.get(..self.len as usize).unwrap_or(&bytes);
        let lines = lines::read(good).map_err(|_| io::Error::other("it is no journal"))?;
        let mut kept = lines::head();
        for index in kept_lines(&lines, KEPT_BYTES) {
            match &lines.lines[index] {
                (JournalLine::Gap, _) => JournalLine::Gap.write(&mut kept)?,
                (_, range) => kept.extend_from_slice(&good[range.clone()]),
            }
        }
        atomic::replace_private(&self.path, &kept).map_err(io::Error::other)?;
        self.file = File::options().read(true).write(true).open(&self.path)?;
        self.len = kept.len() as u64;
        self.reserved = self.len;
        self.limit = MAX_JOURNAL_BYTES.max(2 * self.len);
        Ok(())
    }
}

/// Indices of the lines that compaction keeps: actions from the first that a file lacks, before it
/// as many as fit into `bytes`, and what is last known of each file.
pub(super) fn kept_lines(lines: &JournalLines, bytes: usize) -> Vec<usize> {
    let lines = &lines.lines;
    let mut written: HashMap<&ProjectFile, (usize, u64)> = HashMap::new();
    for (index, (line, _)) in lines.iter().enumerate() {
        if let JournalLine::Written(contents) = line {
            written.insert(&contents.file, (index, contents.upto));
        }
    }
    let is_lacking = |(line, _): &(JournalLine, _)| match line {
        JournalLine::Action(action) => {
            let number = action.number;
            let mut files = action.files();
            files.any(|file| written.get(file).is_none_or(|(_, upto)| number > *upto))
        }
        _ => false,
    };
    let lacking = lines.iter().position(is_lacking).unwrap_or(lines.len());
    let mut sum = 0;
    let fits = |(_, range): &&(JournalLine, std::ops::Range<usize>)| {
        sum += range.len();
        sum <= bytes
    };
    let newest = lines.len() - lines.iter().rev().take_while(fits).count();
    let first = newest.min(lacking);
    let mut touched: HashSet<&ProjectFile> = HashSet::new();
    for (line, _) in &lines[first..] {
        if let JournalLine::Action(action) = line {
            touched.extend(action.files());
        }
    }
    let stays = |(index, (line, _)): &(usize, &(JournalLine, _))| match line.contents() {
        Some(contents) => {
            let last = written.get(&contents.file).map_or(0, |(index, _)| *index);
            *index >= last && touched.contains(&contents.file)
        }
        None => *index >= first,
    };
    let kept = lines.iter().enumerate().filter(stays);
    kept.map(|(index, _)| index).collect()
}

/// Locks a journal by the lock file beside it; `None` if another program holds the lock and is not
/// about to end.
pub fn lock(journal: &Path) -> io::Result<Option<File>> {
    let lock = atomic::open_lock(&journal.with_extension("lock"))?;
    let until = Instant::now() + ENDING;
    loop {
        match lock.try_lock() {
            Ok(()) => return Ok(Some(lock)),
            Err(TryLockError::WouldBlock) if Instant::now() < until => {
                thread::sleep(ENDING / 20);
            }
            Err(TryLockError::WouldBlock) => return Ok(None),
            Err(TryLockError::Error(error)) => return Err(error),
        }
    }
}

/// Reads the lines of all journals of a folder, without changing anything; `None` unless all can be
/// read and no program has one of them open.
pub fn read_journals(folder: &Path) -> Option<Vec<JournalLines>> {
    let mut all = Vec::new();
    for number in 0..MAX_JOURNALS {
        let path = folder.join(format!("{number}.journal"));
        if !path.exists() {
            continue;
        }
        let _lock = lock(&path).ok()??;
        let (bytes, _) = atomic::read(&path, MAX_READ_BYTES).ok()?;
        all.push(lines::read(&bytes).ok()?);
    }
    Some(all)
}

/// Reads a journal that an earlier program left; `None` if this program cannot continue it.
fn read(path: &Path, len: u64, aside: &mut Vec<PathBuf>) -> io::Result<Option<JournalLines>> {
    let lines = if len > MAX_READ_BYTES {
        Err(Foreign::Else)
    } else {
        lines::read(&atomic::read(path, MAX_READ_BYTES)?.0)
    };
    match lines {
        Ok(lines) => {
            if lines.is_damaged {
                let mut copy = path.as_os_str().to_owned();
                copy.push(format!(".damaged-{}", crate::ids::unique_id()));
                std::fs::copy(path, &copy)?;
                aside.push(copy.into());
            }
            Ok(Some(lines))
        }
        Err(Foreign::Newer) => Ok(None),
        Err(Foreign::Else) => {
            aside.push(set_aside(path)?);
            Ok(None)
        }
    }
}

/// What is last known of each file: its contents when it was last certainly written, and the
/// contents that it may have had since.
pub fn last_known(lines: &JournalLines) -> BTreeMap<&ProjectFile, (&Contents, Vec<&Contents>)> {
    let mut known: BTreeMap<&ProjectFile, (&Contents, Vec<&Contents>)> = BTreeMap::new();
    for (line, _) in &lines.lines {
        match line {
            JournalLine::Written(contents) => {
                known.insert(&contents.file, (contents, Vec::new()));
            }
            JournalLine::Writing(contents) => {
                let known = known.get_mut(&contents.file);
                if let Some((_, writing)) = known {
                    writing.push(contents);
                }
            }
            JournalLine::Action(_) | JournalLine::Gap => {}
        }
    }
    known
}
