//! The guard of all files that the program writes for the user: datasets, reports, copies.
//!
//! No such file replaces a file of a project, becomes one, goes through a link, or replaces a file
//! that we did not write. The files of projects themselves are written by the rest of this room, and
//! do not pass here. This module knows places and names, not what is written.
//!
//! A file counts as ours if the data card of its folder lists it
//! ([`dataset_folder`](super::dataset_folder)), or if the program recorded it when it wrote it
//! ([`OutputRecords`]), and it has not changed since. The user may confirm to replace other files, but
//! never those of a project.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::{Component, Path, PathBuf};

use super::atomic::{self, Expected, WriteError};
use super::dataset_folder::{CARD, FileList};
use super::display_path::display_path;
use super::export_choice::Ledger;
use super::hash;
use super::project::{self, CODEBOOK_FILE, ENTITIES_FILE, Project};
use super::team::PROJECT_FILE;

/// The files that all articles of a project share.
const SHARED_FILES: [&str; 3] = [CODEBOOK_FILE, ENTITIES_FILE, PROJECT_FILE];

/// Why a file was not written; nothing has changed then.
#[derive(Debug, thiserror::Error)]
pub enum OutputError {
    #[error(
        "this is a file of a project and is never replaced by an output; choose another place: {}",
        display_path(.0)
    )]
    ProjectFile(PathBuf),
    #[error(
        "a project would take this for one of its own files; choose a place outside of the \
         project, or another name: {}",
        display_path(.0)
    )]
    LikeProjectFile(PathBuf),
    #[error(
        "this folder has files of a project, such as {}; choose a folder of its own for the \
         dataset, such as {}",
        display_path(file),
        display_path(&folder.join("dataset"))
    )]
    ProjectFolder { folder: PathBuf, file: PathBuf },
    #[error(
        "this is a link, and outputs do not follow links; remove it, or name the place itself: {}",
        display_path(.0)
    )]
    Link(PathBuf),
    #[error(
        "there is a folder of this name; remove it or choose another place: {}",
        display_path(.0)
    )]
    Folder(PathBuf),
    #[error(
        "there is a file that Demarche did not write, or that was changed since; choose another \
         place, or confirm that it is replaced (--force): {}",
        display_path(.0)
    )]
    NotOurs(PathBuf),
    #[error(transparent)]
    Write(#[from] WriteError),
}

/// The files that the program wrote without a data card: a record of each, named by its place.
#[derive(Clone, Debug, Default)]
pub struct OutputRecords(Option<PathBuf>);

impl OutputRecords {
    /// The records in a folder, which need not exist. Without a folder no file counts as ours.
    pub fn new(folder: Option<PathBuf>) -> Self {
        Self(folder)
    }

    fn record(&self, place: &Path) -> Option<PathBuf> {
        let name = hash::sha256(place.as_os_str().as_encoded_bytes());
        Some(self.0.as_ref()?.join(hash::hex(&name[..16])))
    }

    fn has_written(&self, place: &Path) -> bool {
        let record = self.record(place);
        record.is_some_and(|record| Ledger::load(&record).has_written(place))
    }

    /// Records a file as it is now.
    fn note(&self, place: &Path) {
        if let Some(record) = self.record(place)
            && let Err(error) = Ledger::of(&[place.to_owned()]).save(&record)
        {
            log::warn!("it is not recorded which file is ours: {error}");
        }
    }
}

/// Decides which places may be written.
#[derive(Clone, Debug, Default)]
pub struct OutputGuard {
    /// The folders of projects.
    roots: Vec<PathBuf>,
    /// The files of projects.
    files: HashSet<PathBuf>,
    /// A file of a project in each folder that has one.
    folders: HashMap<PathBuf, PathBuf>,
    records: OutputRecords,
    is_confirmed: bool,
    may_create_codebook: bool,
    /// A file of any project in a folder, if there is one, for folders that were looked at.
    seen: RefCell<HashMap<PathBuf, Option<PathBuf>>>,
}

impl OutputGuard {
    /// A guard that knows no project yet. It recognizes others by the files in their folders.
    pub fn new(records: OutputRecords) -> Self {
        Self {
            records,
            ..Self::default()
        }
    }

    /// Protects all files of a project, and those that its folder may get.
    #[must_use]
    pub fn protecting(self, project: &Project) -> Self {
        let articles = project.articles.iter().flat_map(|article| {
            let sidecars = article.sidecars.iter().map(|sidecar| &sidecar.path);
            sidecars.chain([&article.path])
        });
        let files: Vec<PathBuf> = articles.chain(&project.orphans).cloned().collect();
        self.protecting_files(&project.root, files)
    }

    /// The same for a project of which the files are known otherwise.
    #[must_use]
    pub fn protecting_files(
        mut self,
        root: &Path,
        files: impl IntoIterator<Item = PathBuf>,
    ) -> Self {
        let root = resolved(root);
        let shared = SHARED_FILES.map(|name| root.join(name));
        let mut folders: HashMap<PathBuf, PathBuf> = HashMap::new();
        for file in files {
            let Some((folder, name)) = file.parent().zip(file.file_name()) else {
                continue;
            };
            let folder = folders
                .entry(folder.to_owned())
                .or_insert_with(|| resolved(folder));
            let file = folder.join(name);
            self.folders.entry(folder.clone()).or_insert(file.clone());
            self.files.insert(file);
        }
        let is_there = |file: &&PathBuf| file.symlink_metadata().is_ok();
        self.files.extend(shared.iter().filter(is_there).cloned());
        self.roots.push(root);
        self
    }

    /// Lets the user's confirmation, such as `--force`, replace files that are not ours. Files of
    /// projects stay protected.
    #[must_use]
    pub fn confirmed(self, is_confirmed: bool) -> Self {
        Self {
            is_confirmed,
            ..self
        }
    }

    /// Lets a codebook be written where a project without one takes it for its own: that is how a
    /// project gets a codebook to edit.
    #[must_use]
    pub fn creating_codebooks(self) -> Self {
        Self {
            may_create_codebook: true,
            ..self
        }
    }

    /// Checks the place of a single file.
    ///
    /// # Errors
    /// If nothing may be written there.
    pub fn check_file(&self, place: &Path) -> Result<(), OutputError> {
        let list = place.parent().and_then(FileList::read);
        let real = self.check_place(place)?;
        let folder = real.parent().unwrap_or(Path::new(""));
        let is_codebook = real.ends_with(CODEBOOK_FILE);
        let is_shared = SHARED_FILES.iter().any(|name| real.ends_with(name));
        let is_like_one = project::is_article(place) || project::is_ours(place);
        let has_project = self.project_file_in(folder).is_some();
        let is_in_project =
            has_project || (is_like_one && self.roots.iter().any(|root| is_within(root, &real)));
        let is_there = real.symlink_metadata().is_ok();
        let is_new_codebook = is_codebook && self.may_create_codebook && !is_there;
        if (is_like_one || is_shared) && is_in_project && !is_new_codebook {
            return Err(match is_there {
                true => OutputError::ProjectFile(place.to_owned()),
                false => OutputError::LikeProjectFile(place.to_owned()),
            });
        }
        self.check_owner(
            place,
            &real,
            place.file_name().map(Path::new),
            list.as_ref(),
        )
    }

    /// Checks the places of all files of a dataset in a folder. With a data card that lists them,
    /// they may be texts within a project: it does not take them for articles.
    ///
    /// # Errors
    /// If nothing may be written to one of them.
    pub fn check_dataset<'p>(
        &self,
        out: &Path,
        places: impl IntoIterator<Item = &'p Path>,
        has_card: bool,
    ) -> Result<(), OutputError> {
        let list = FileList::read(out);
        let mut checked: HashSet<&Path> = HashSet::new();
        for place in places {
            for folder in place.ancestors().skip(1) {
                if !folder.starts_with(out) || !checked.insert(folder) {
                    break;
                }
                if folder != out && folder.is_symlink() {
                    return Err(OutputError::Link(folder.to_owned()));
                }
                if let Some(file) = self.project_file_in(&resolved(folder)) {
                    let folder = folder.to_owned();
                    return Err(OutputError::ProjectFolder { folder, file });
                }
            }
            let real = self.check_place(place)?;
            let is_like_one = project::is_article(place) || project::is_ours(place);
            if is_like_one && !has_card && self.roots.iter().any(|root| is_within(root, &real)) {
                return Err(OutputError::LikeProjectFile(place.to_owned()));
            }
            self.check_owner(place, &real, place.strip_prefix(out).ok(), list.as_ref())?;
        }
        Ok(())
    }

    /// Refuses links, folders and files of the known projects. Returns the place without links.
    fn check_place(&self, place: &Path) -> Result<PathBuf, OutputError> {
        let folder = match place.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        let real = match place.file_name() {
            Some(name) => resolved(folder).join(name),
            None => return Err(OutputError::Folder(place.to_owned())),
        };
        if is_pipe(place) {
            return Ok(real);
        }
        if place.is_symlink() {
            return Err(OutputError::Link(place.to_owned()));
        }
        if place.is_dir() {
            return Err(OutputError::Folder(place.to_owned()));
        }
        // On some file systems `A.txt` is the file `a.txt`.
        let there = fs::canonicalize(place).unwrap_or_else(|_| real.clone());
        if self.files.contains(&real) || self.files.contains(&there) {
            return Err(OutputError::ProjectFile(place.to_owned()));
        }
        Ok(real)
    }

    fn check_owner(
        &self,
        place: &Path,
        real: &Path,
        name: Option<&Path>,
        list: Option<&FileList>,
    ) -> Result<(), OutputError> {
        if place.symlink_metadata().is_err() || self.is_confirmed || is_pipe(place) {
            return Ok(());
        }
        let is_listed = || {
            let (list, name) = list.zip(name)?;
            Some(name == Path::new(CARD) || list.has_written(name, place))
        };
        if is_listed() == Some(true) || self.records.has_written(real) {
            return Ok(());
        }
        Err(OutputError::NotOurs(place.to_owned()))
    }

    /// A file of a project directly in this folder; those that a data card lists are none.
    fn project_file_in(&self, folder: &Path) -> Option<PathBuf> {
        if let Some(file) = self.folders.get(folder) {
            return Some(file.clone());
        }
        let mut seen = self.seen.borrow_mut();
        if let Some(known) = seen.get(folder) {
            return known.clone();
        }
        let list = FileList::read(folder).unwrap_or_default();
        let entries = fs::read_dir(folder).into_iter().flatten().flatten();
        let found = entries
            .map(|entry| PathBuf::from(entry.file_name()))
            .find(|name| {
                let is_shared = SHARED_FILES.iter().any(|n| name.ends_with(n));
                (is_shared || project::is_ours(name)) && !list.lists(name)
            })
            .map(|name| folder.join(name))
            .or_else(|| {
                let is_root = self.roots.iter().any(|root| root == folder);
                is_root.then(|| folder.join(CODEBOOK_FILE))
            });
        seen.insert(folder.to_owned(), found.clone());
        found
    }

    /// Writes a single file, creates its folders, and records it as ours.
    ///
    /// # Errors
    /// If nothing may be written there, or writing fails.
    pub fn replace(&self, place: &Path, bytes: &[u8]) -> Result<(), OutputError> {
        self.check_file(place)?;
        let folder = place.parent().filter(|f| !f.as_os_str().is_empty());
        if let Some(folder) = folder {
            fs::create_dir_all(folder).map_err(|source| WriteError::Io {
                path: folder.to_owned(),
                source,
            })?;
        }
        let expected = match place.symlink_metadata() {
            // Nobody may have put a file there since.
            Err(_) => Expected::Nothing,
            Ok(_) => Expected::Anything,
        };
        atomic::replace(place, bytes, expected)?;
        self.note([place]);
        Ok(())
    }

    /// Records files that were written, so that they count as ours until they are changed. Those of
    /// a folder with a data card need none.
    pub fn note<'p>(&self, places: impl IntoIterator<Item = &'p Path>) {
        for place in places {
            if !is_pipe(place) {
                self.records.note(&resolved(place));
            }
        }
    }
}

/// Whether this, or where a link leads to, is a pipe or a device: nothing there can be lost.
fn is_pipe(place: &Path) -> bool {
    fs::metadata(place).is_ok_and(|there| !there.is_file() && !there.is_dir())
}

/// Whether a project's walk finds this place below its folder: it skips hidden folders.
fn is_within(root: &Path, place: &Path) -> bool {
    let Ok(inside) = place.strip_prefix(root) else {
        return false;
    };
    let is_hidden = |part: Component<'_>| part.as_os_str().as_encoded_bytes().starts_with(b".");
    !inside.components().any(is_hidden)
}

/// The path without links and relative parts, as far as it exists.
fn resolved(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    for folder in path.ancestors() {
        if let Ok(real) = fs::canonicalize(folder) {
            let rest = path.strip_prefix(folder).unwrap_or(Path::new(""));
            // Joining an empty path would end it with a slash.
            return match rest.as_os_str().is_empty() {
                true => real,
                false => real.join(rest),
            };
        }
    }
    path
}

/// The first folder between `base` and the file at `place` that is a link, so that writing there
/// would leave `base`.
pub fn linked_folder<'p>(base: &Path, place: &'p Path) -> Option<&'p Path> {
    let folders = place.ancestors().skip(1);
    let mut inner = folders.take_while(|folder| folder.starts_with(base) && *folder != base);
    inner.find(|folder| folder.is_symlink())
}

#[cfg(test)]
#[path = "output_guard_tests.rs"]
mod tests;
