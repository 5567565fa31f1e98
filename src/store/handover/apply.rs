//! Writes what of a package is taken into a project, and takes it back.
//!
//! Nothing is written over what changed since the plan was made, and nothing is taken back over what changed
//! since it was written. It must not know where the bytes come from.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::HandIn;
use crate::atomic::{self, Expected, Prepared, Stamp, WriteError};
use crate::display_path;
use crate::entities::{self, EntitiesWriteError};
use crate::io_reason::reason;
use crate::project::Project;

/// A file that is written.
#[derive(Debug)]
pub(super) struct PlannedWrite {
    pub path: PathBuf,
    pub bytes: Vec<u8>,
    /// What must be there; `None` for nothing.
    pub before: Option<Vec<u8>>,
}

/// Why a package was not taken in, or not taken back.
#[derive(Debug, thiserror::Error)]
pub enum HandInError {
    #[error(transparent)]
    Write(#[from] WriteError),
    #[error(transparent)]
    Entities(#[from] EntitiesWriteError),
    #[error(
        "the folder could not be made ({}): {}",
        reason(source),
        display_path(path)
    )]
    Folder { path: PathBuf, source: io::Error },
}

/// What was written of a package, to take it back. Entities stay: others may use them by now.
#[derive(Debug, Default)]
pub struct HandedIn {
    files: Vec<WrittenBack>,
}

/// A file that was written.
#[derive(Debug)]
struct WrittenBack {
    path: PathBuf,
    /// What was there; `None` for nothing.
    before: Option<Vec<u8>>,
    written: Stamp,
}

impl HandIn {
    /// Writes all of it. The files of annotations are renamed into place together.
    ///
    /// # Errors
    /// If something cannot be written, or changed since the plan was made. What was renamed before stays.
    pub fn apply(&self, project: &Project) -> Result<HandedIn, HandInError> {
        if let Some((base, theirs)) = &self.entity_books
            && self.entities > 0
        {
            entities::save(&project.entities_path(), base, theirs, &|_| true)?;
        }
        let mut prepared = Vec::with_capacity(self.writes.len());
        for write in &self.writes {
            if let Some(folder) = write.path.parent() {
                fs::create_dir_all(folder).map_err(|source| HandInError::Folder {
                    path: folder.to_owned(),
                    source,
                })?;
            }
            prepared.push(Prepared::new(&write.path, &write.bytes)?);
        }
        let synced: Result<Vec<Prepared>, WriteError> =
            atomic::sync_together(prepared).into_iter().collect();
        let before = self.writes.iter().map(|write| {
            let before = write.before.as_ref();
            before.map(|bytes| Stamp::of(bytes, None))
        });
        let before: Vec<Option<Stamp>> = before.collect();
        let expected = before.iter().map(|before| {
            before
                .as_ref()
                .map_or(Expected::Nothing, Expected::Contents)
        });
        let put = atomic::put_together(synced?.into_iter().zip(expected).collect());
        let mut done = HandedIn::default();
        for (write, result) in self.writes.iter().zip(put) {
            done.files.push(WrittenBack {
                path: write.path.clone(),
                before: write.before.clone(),
                written: result?,
            });
        }
        Ok(done)
    }
}

impl HandedIn {
    /// Takes back what was written: files are as they were, and new ones are gone. A file that changed since
    /// stays as it is. Returns the files that stayed.
    ///
    /// # Errors
    /// If a file can be neither written nor removed.
    pub fn take_back(&self) -> Result<Vec<PathBuf>, HandInError> {
        let mut stayed = Vec::new();
        for file in &self.files {
            let result = match &file.before {
                Some(before) => {
                    let expected = Expected::Contents(&file.written);
                    atomic::replace(&file.path, before, expected).map(|_| true)
                }
                None => remove(&file.path, &file.written),
            };
            match result {
                Ok(true) => {}
                Ok(false) | Err(WriteError::ChangedOutside { .. }) => {
                    stayed.push(file.path.clone());
                }
                Err(error) => return Err(error.into()),
            }
        }
        Ok(stayed)
    }
}

/// Removes a file that still has these contents; `false` if it has others.
fn remove(path: &Path, written: &Stamp) -> Result<bool, WriteError> {
    let failed = |source| WriteError::Io {
        path: path.to_owned(),
        source,
    };
    if !path.exists() {
        return Ok(true);
    }
    if !written.holds(path).map_err(failed)? {
        return Ok(false);
    }
    fs::remove_file(path).map_err(failed)?;
    Ok(true)
}
