//! The contents of a file as the program last read or wrote them: length and hash.
//!
//! It must not know how a file is replaced.

use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::time::SystemTime;

use super::read;
use crate::hash::{self, sha256};

/// The contents of a file when the program last read or wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// Length in bytes.
    pub len: u64,
    /// The modification time that the file system reports; shown to users, not compared.
    pub modified: Option<SystemTime>,
    /// SHA-256 of the contents.
    pub sha256: [u8; 32],
}

impl Stamp {
    /// The stamp of these contents, with the file system's modification time.
    pub fn of(bytes: &[u8], modified: Option<SystemTime>) -> Self {
        Self {
            len: bytes.len() as u64,
            modified,
            sha256: sha256(bytes),
        }
    }

    /// Whether a file still has these contents.
    ///
    /// The modification time alone proves nothing: `git checkout` sets it on files that stay the
    /// same, and a coarse clock keeps it on files that do not. So the contents are read unless
    /// lengths differ.
    ///
    /// # Errors
    /// If the file exists and cannot be read.
    pub fn holds(&self, path: &Path) -> io::Result<bool> {
        match fs::metadata(path) {
            Ok(metadata) if !metadata.is_file() || metadata.len() != self.len => Ok(false),
            Ok(_) => match read(path, self.len) {
                Ok((bytes, _)) => Ok(sha256(&bytes) == self.sha256),
                // The file has grown since its length was read.
                Err(error) if error.kind() == io::ErrorKind::FileTooLarge => Ok(false),
                Err(error) => Err(error),
            },
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(error),
        }
    }
}

/// A callback that writes the contents of a file in portions, of any size.
pub type WriteContents<'a> = dyn Fn(&mut dyn io::Write) -> io::Result<()> + 'a;

/// Writes to a file, and computes the stamp of what is written.
pub(super) struct StampedWriter {
    file: File,
    len: u64,
    hasher: hash::Hasher,
}

impl StampedWriter {
    pub(super) fn new(file: File) -> Self {
        Self {
            file,
            len: 0,
            hasher: hash::Hasher::default(),
        }
    }

    pub(super) fn stamp(self) -> Stamp {
        Stamp {
            len: self.len,
            modified: None,
            sha256: self.hasher.digest(),
        }
    }
}

impl io::Write for StampedWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        let bytes = &bytes[..written];
        self.hasher.update(bytes);
        self.len += bytes.len() as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}
