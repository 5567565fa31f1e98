//! A staging folder for the files of a dataset: they are written beside their destination and moved
//! there when all are complete.
//!
//! ```text
//! format -> .demarche-x/0, .demarche-x/1, … -> talks.conll, README.md, …
//! ```
//!
//! A dataset of several files appears as a whole, in a new folder or in one that has nothing else in
//! it; among other files they are replaced one by one.
//!
//! No file is held in memory, existing files are not touched before everything is written, and a
//! cancelled export leaves nothing behind. Unlike the project's own files these are not synced one
//! by one: a dataset can be exported again, and some have ten thousand files.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::mem;
use std::path::{Component, Path, PathBuf};

use crate::formats::Output;
use crate::store::atomic::{self, TemporaryFolder, WriteError};
use crate::store::dataset_folder::{CARD, FileList};
use crate::store::export_choice::Ledger;
use crate::store::hash::Hasher;
use crate::store::output_guard::{OutputError, OutputGuard};

/// Files in a temporary folder beside their destination.
pub struct Staging {
    /// The temporary folder; dropping it removes all remaining files.
    folder: TemporaryFolder,
    /// The destination: a file, or the folder of several files.
    out: PathBuf,
    is_folder: bool,
    open: Option<BufWriter<File>>,
    /// The destination of each file; the staged files are named by their index.
    places: Vec<PathBuf>,
    /// The hash of each file, once it is complete.
    hashes: Vec<String>,
    hasher: Hasher,
    may_continue: Box<ContinueWriting>,
    /// How many bytes were written.
    written: u64,
}

/// A progress callback: gets the number of bytes written, returns whether to continue or cancel.
pub type ContinueWriting = dyn FnMut(u64) -> bool;

/// The number of bytes between two progress calls.
const PORTION: u64 = 4 << 20;

impl Staging {
    /// Removes what earlier exports that were killed left there, and creates the temporary folder
    /// beside the file, or in the folder, that is to be written.
    ///
    /// # Errors
    /// If it cannot be created.
    pub fn new(out: &Path, is_folder: bool) -> io::Result<Self> {
        let existing = out.ancestors().find(|folder| folder.is_dir());
        let existing = existing.unwrap_or(Path::new("."));
        atomic::remove_leftovers(existing);
        // An existing folder can be exchanged with one that is beside it.
        let beside = atomic::folder_on_same_disk(existing).filter(|_| existing == out);
        let beside = beside.and_then(|beside| {
            atomic::remove_leftovers(beside);
            TemporaryFolder::new_in(beside).ok()
        });
        let folder = match beside {
            Some(folder) => folder,
            None => TemporaryFolder::new_in(existing)?,
        };
        Ok(Self {
            folder,
            out: out.to_owned(),
            is_folder,
            open: None,
            places: Vec::new(),
            hashes: Vec::new(),
            hasher: Hasher::default(),
            may_continue: Box::new(|_| true),
            written: 0,
        })
    }

    /// Calls the progress callback from time to time; writing fails if it cancels.
    pub fn watched(self, may_continue: Box<ContinueWriting>) -> Self {
        Self {
            may_continue,
            ..self
        }
    }

    /// Whether a file of this name is among them.
    pub fn holds(&self, name: &str) -> bool {
        let place = self.place(name);
        self.places.contains(&place)
    }

    /// The places to which files will be moved.
    pub fn places(&self) -> impl Iterator<Item = &Path> {
        self.places.iter().map(PathBuf::as_path)
    }

    /// The existing files in the way, other than those that the last export wrote.
    pub fn in_the_way(&self, ours: &Ledger) -> Vec<PathBuf> {
        let places = self.places.iter();
        places
            .filter(|place| place.exists() && !ours.has_written(place))
            .cloned()
            .collect()
    }

    /// The index of the data card.
    fn card(&self) -> Option<usize> {
        let place = self.is_folder.then(|| self.place(CARD))?;
        self.places.iter().position(|other| *other == place)
    }

    /// The names of all files but the data card, with their hashes.
    fn list(&self) -> FileList {
        let mut list = FileList::default();
        let card = self.card();
        let files = self.places.iter().zip(&self.hashes).enumerate();
        for (_, (place, hash)) in files.filter(|(number, _)| Some(*number) != card) {
            if let Ok(name) = place.strip_prefix(&self.out) {
                list.add(name, hash);
            }
        }
        list
    }

    /// Checks whether all files may be written to their places.
    ///
    /// # Errors
    /// If one of them may not.
    pub fn check(&self, guard: &OutputGuard) -> Result<(), OutputError> {
        if self.is_folder {
            return guard.check_dataset(&self.out, self.places(), self.card().is_some());
        }
        self.places().try_for_each(|place| guard.check_file(place))
    }

    /// Moves all files to their destinations and returns these: as a whole if that is possible, one
    /// by one otherwise. Existing files are replaced as far as the guard allows it.
    ///
    /// # Errors
    /// If one of them may not be written, and then nothing has changed; or if one of them cannot be
    /// moved; those that were moved before stay.
    pub fn put(mut self, guard: &OutputGuard) -> Result<Vec<PathBuf>, OutputError> {
        let closed = self.close();
        closed.map_err(|source| io_error(&self.out, source))?;
        self.check(guard)?;
        let mut staged: Vec<PathBuf> = (0..self.places.len()).map(|n| self.staged(n)).collect();
        let card = match self.card() {
            Some(number) => Some(self.read_card(number)?),
            None => None,
        };
        if let Some(card) = &card {
            card.write(&staged[card.number], &self.list())?;
        }
        let is_put = self.is_folder && self.put_whole(&mut staged)?;
        if !is_put {
            self.put_one_by_one(&staged, card.as_ref())?;
        }
        if card.is_none() {
            guard.note(self.places());
        }
        Ok(self.places)
    }

    fn read_card(&self, number: usize) -> Result<Card, WriteError> {
        let text = fs::read(self.staged(number));
        let text = text.map_err(|source| io_error(&self.places[number], source))?;
        Ok(Card { number, text })
    }

    /// Puts the whole folder in its place, if that is possible. The staged files are within a folder
    /// like that of their places afterwards, and their new paths are in the list.
    fn put_whole(&self, staged: &mut [PathBuf]) -> Result<bool, WriteError> {
        let whole = self.folder.whole();
        for (staged, place) in staged.iter_mut().zip(&self.places) {
            let inner = whole.join(place.strip_prefix(&self.out).unwrap_or(place));
            create_folder_of(&inner)?;
            fs::rename(&*staged, &inner).map_err(|source| io_error(&inner, source))?;
            *staged = inner;
        }
        create_folder_of(&self.out)?;
        atomic::put_folder(&whole, &self.out).map_err(|source| io_error(&self.out, source))
    }

    /// Moves each file to its place.
    ///
    /// The data card is moved first and lists old and new files until the last one is moved: if the
    /// program is killed before, the next export still knows what it may replace. Files of earlier
    /// exports that these do not replace stay in the list.
    fn put_one_by_one(&self, staged: &[PathBuf], card: Option<&Card>) -> Result<(), WriteError> {
        let mut old = FileList::read(&self.out).unwrap_or_default();
        let put_card = |card: &Card, list: &FileList| {
            let complete = self.folder.path().join(CARD);
            card.write(&complete, list)?;
            create_folder_of(&self.places[card.number])?;
            atomic::put(&complete, &self.places[card.number], &self.folder)
        };
        if let Some(card) = card {
            let mut both = self.list();
            both.append(old.clone());
            put_card(card, &both)?;
        }
        let mut put: HashSet<&Path> = card
            .map(|card| self.places[card.number].as_path())
            .into_iter()
            .collect();
        for (staged, place) in staged.iter().zip(&self.places) {
            if put.insert(place) {
                create_folder_of(place)?;
                atomic::put(staged, place, &self.folder)?;
            }
        }
        if let Some(card) = card {
            let mut list = self.list();
            old.retain_others(&self.out, &list);
            list.append(old);
            put_card(card, &list)?;
        }
        Ok(())
    }

    /// The existing files that these will replace.
    pub fn existing(&self) -> Vec<PathBuf> {
        let places = self.places.iter();
        places.filter(|place| place.exists()).cloned().collect()
    }

    fn staged(&self, number: usize) -> PathBuf {
        self.folder.path().join(number.to_string())
    }

    /// The destination of a file of this name. A name with slashes cannot leave the folder.
    fn place(&self, name: &str) -> PathBuf {
        if !self.is_folder {
            return self.out.clone();
        }
        let parts = Path::new(name).components();
        let inner = parts.filter(|part| matches!(part, Component::Normal(_)));
        self.out.join(inner.collect::<PathBuf>())
    }

    fn close(&mut self) -> io::Result<()> {
        let Some(mut file) = self.open.take() else {
            return Ok(());
        };
        self.hashes.push(mem::take(&mut self.hasher).finish());
        file.flush()
    }
}

impl Output for Staging {
    fn file(&mut self, name: &str) -> io::Result<&mut dyn Write> {
        self.close()?;
        let file = File::create_new(self.staged(self.places.len()))?;
        self.places.push(self.place(name));
        self.open = Some(BufWriter::new(file));
        Ok(self)
    }
}

impl Write for Staging {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let file = self.open.as_mut().ok_or(io::ErrorKind::NotFound)?;
        let count = file.write(bytes)?;
        self.hasher.update(&bytes[..count]);
        let portions = self.written / PORTION;
        self.written += count as u64;
        if self.written / PORTION > portions && !(self.may_continue)(self.written) {
            return Err(io::Error::other("it was stopped"));
        }
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.open.as_mut().map_or(Ok(()), BufWriter::flush)
    }
}

/// The data card among the files of a dataset, without the list of these.
struct Card {
    /// Its index.
    number: usize,
    text: Vec<u8>,
}

impl Card {
    fn write(&self, place: &Path, list: &FileList) -> Result<(), WriteError> {
        let list = list.to_markdown();
        let bytes = [self.text.as_slice(), list.as_bytes()].concat();
        fs::write(place, bytes).map_err(|source| io_error(place, source))
    }
}

fn create_folder_of(place: &Path) -> Result<(), WriteError> {
    match place.parent() {
        Some(folder) => fs::create_dir_all(folder).map_err(|source| io_error(folder, source)),
        None => Ok(()),
    }
}

fn io_error(path: &Path, source: io::Error) -> WriteError {
    WriteError::Io {
        path: path.to_owned(),
        source,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::dataset_folder;

    fn names_in(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).expect("the folder is there");
        let names = entries.map(|entry| entry.expect("an entry").file_name());
        let mut names: Vec<String> = names.map(|n| n.to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_cancelled_export_leaves_no_files() {
        let root = tempfile::tempdir().expect("a folder");
        let staging = Staging::new(&root.path().join("dataset"), true).expect("it begins");
        let mut staging = staging.watched(Box::new(|written| written < 3 * PORTION));
        let portion = vec![b'x'; 1 << 20];
        let mut write = |_| staging.file("a").and_then(|file| file.write_all(&portion));
        assert_eq!((0..99).map_while(|number| write(number).ok()).count(), 11);
        drop(staging);
        assert_eq!(names_in(root.path()), [""; 0]);
    }

    #[test]
    fn files_appear_only_when_all_are_written() {
        let root = tempfile::tempdir().expect("a folder");
        let out = root.path().join("new/dataset");
        let write = |staging: &mut Staging, name: &str, text: &str| {
            let file = staging.file(name).expect("a file");
            file.write_all(text.as_bytes()).expect("it is written");
        };
        let guard = OutputGuard::default().confirmed(true);
        let mut given_up = Staging::new(&out, true).expect("it begins");
        write(&mut given_up, "a.txt", "a");
        drop(given_up);
        assert_eq!(names_in(root.path()), [""; 0]);

        let mut staging = Staging::new(&out, true).expect("it begins");
        write(&mut staging, "a.txt", "a");
        write(&mut staging, "sub/../../b.txt", "b");
        assert!(!out.exists());
        assert_eq!(staging.put(&guard).expect("it is put").len(), 2);
        assert_eq!(names_in(&out), ["a.txt", "sub"]);
        assert_eq!(fs::read(out.join("sub/b.txt")).expect("it is there"), b"b");
        assert_eq!(names_in(root.path()), ["new"]);

        // Again, over what is there: alone, among other files, and with a name that is used twice.
        for (text, other) in [("c", None), ("d", Some("mine.txt")), ("e", None)] {
            if let Some(other) = other {
                fs::write(out.join(other), "mine").expect("a file");
            }
            let mut staging = Staging::new(&out, true).expect("it begins");
            write(&mut staging, "a.txt", "first");
            write(&mut staging, "a.txt", text);
            write(&mut staging, "sub/b.txt", text);
            staging.put(&guard).expect("it is put");
            for name in ["a.txt", "sub/b.txt"] {
                let there = fs::read_to_string(out.join(name)).expect("it is there");
                assert_eq!(there, text);
            }
            assert_eq!(names_in(&root.path().join("new")), ["dataset"]);
        }
        assert_eq!(names_in(&out), ["a.txt", "mine.txt", "sub"]);
        assert_eq!(fs::read(out.join("mine.txt")).expect("it stays"), b"mine");
    }

    fn put(out: &Path, files: &[(&str, &str)], guard: &OutputGuard) -> Result<(), OutputError> {
        let mut staging = Staging::new(out, true).expect("it begins");
        for (name, text) in [&[(CARD, dataset_folder::MARK)], files].concat() {
            let file = staging.file(name).expect("a file");
            file.write_all(text.as_bytes()).expect("it is written");
        }
        staging.put(guard).map(|_| ())
    }

    #[test]
    fn the_card_lists_all_files_of_exports_however_they_are_put() {
        let root = tempfile::tempdir().expect("a folder");
        let out = root.path().join("set");
        let guard = OutputGuard::default();
        put(&out, &[("a.txt", "1"), ("b.txt", "1")], &guard).expect("it is put");
        let listed = |name: &str| {
            let list = FileList::read(&out).expect("a card");
            list.has_written(Path::new(name), &out.join(name))
        };
        assert!(listed("a.txt") && listed("b.txt"));
        // As a whole.
        put(&out, &[("a.txt", "2"), ("b.txt", "2")], &guard).expect("it is put");
        assert!(listed("a.txt") && listed("b.txt"));
        // One by one, because the folder has another file; `b.txt` stays from the last export.
        fs::write(out.join("mine.txt"), "mine").expect("a file");
        put(&out, &[("a.txt", "3")], &guard).expect("it is put");
        assert!(listed("a.txt") && listed("b.txt") && !listed("mine.txt"));
        let card = fs::read_to_string(out.join(CARD)).expect("a card");
        let count = |text: &str| card.matches(text).count();
        assert_eq!(
            (count("## Files"), count("  a.txt"), count("  b.txt")),
            (1, 1, 1)
        );
        fs::remove_file(out.join("b.txt")).expect("it is there");
        put(&out, &[("a.txt", "4")], &guard).expect("it is put");
        assert!(
            !FileList::read(&out)
                .expect("a card")
                .lists(Path::new("b.txt"))
        );
    }

    #[test]
    fn nothing_is_put_if_one_file_may_not_be_replaced() {
        let root = tempfile::tempdir().expect("a folder");
        let out = root.path().join("set");
        let guard = OutputGuard::default();
        put(&out, &[("a.txt", "1"), ("b.txt", "1")], &guard).expect("it is put");
        fs::write(out.join("b.txt"), "mine").expect("a file");
        let card = fs::read(out.join(CARD)).expect("a card");
        let refused = put(&out, &[("a.txt", "2"), ("b.txt", "2")], &guard);
        assert!(matches!(refused, Err(OutputError::NotOurs(place)) if place == out.join("b.txt")));
        assert_eq!(fs::read(out.join("a.txt")).expect("a file"), b"1");
        assert_eq!(fs::read(out.join("b.txt")).expect("a file"), b"mine");
        assert_eq!(fs::read(out.join(CARD)).expect("a card"), card);
        assert_eq!(names_in(root.path()), ["set"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_in_the_place_of_a_file_is_not_followed() {
        let root = tempfile::tempdir().expect("a folder");
        let (out, victim) = (root.path().join("set"), root.path().join("victim"));
        fs::create_dir(&out).expect("a folder");
        fs::write(&victim, "precious").expect("a file");
        std::os::unix::fs::symlink(&victim, out.join("a.txt")).expect("a link");
        let guard = OutputGuard::default().confirmed(true);
        let refused = put(&out, &[("a.txt", "1")], &guard);
        assert!(matches!(refused, Err(OutputError::Link(_))));
        // Even a link that comes after the check is replaced itself.
        let temporary = TemporaryFolder::new_in(&out).expect("a folder");
        let complete = temporary.path().join("complete");
        fs::write(&complete, "1").expect("a file");
        atomic::put(&complete, &out.join("a.txt"), &temporary).expect("it is put");
        assert!(!out.join("a.txt").is_symlink());
        assert_eq!(fs::read(&victim).expect("a file"), b"precious");
    }
}
