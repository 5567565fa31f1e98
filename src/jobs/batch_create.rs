//! Batch creation of new articles with their fields and annotations, in which many files share the
//! waits for the disk.
//!
//! The files that belong to an article come first, so that no article is ever seen without its
//! annotations. An import that is killed leaves complete articles, and at most some files of the next
//! ones: the same import adopts these.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::store::atomic::{self, Expected, Prepared, Stamp, WriteContents, WriteError};

/// The batch size.
pub const BATCH_SIZE: usize = 128;

/// An article and the files that belong to it, as temporary files beside their destinations, as far
/// as they do not exist.
pub struct NewArticle {
    path: PathBuf,
    article: Option<Prepared>,
    /// The file of its fields and its sidecar, as far as it has them.
    beside: Vec<(PathBuf, Prepared)>,
}

impl NewArticle {
    /// Writes all temporary files; nothing is moved to its destination yet. Files that exist are
    /// left out: they must have been compared.
    ///
    /// # Errors
    /// If one of them cannot be written.
    pub fn prepare(
        (path, article): (&Path, &[u8]),
        beside: &[(PathBuf, &WriteContents<'_>)],
    ) -> Result<Self, WriteError> {
        let is_missing = |path: &Path| path.symlink_metadata().is_err();
        let missing = beside.iter().filter(|(path, _)| is_missing(path));
        let beside = missing.map(|(path, contents)| {
            let file = Prepared::written_by(path, contents)?;
            Ok((path.clone(), file))
        });
        let article = is_missing(path).then(|| Prepared::new(path, article));
        Ok(Self {
            path: path.to_owned(),
            beside: beside.collect::<Result<_, _>>()?,
            article: article.transpose()?,
        })
    }

    /// The article's path.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Writes the temporary file of one more file that belongs to the article, unless it exists.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn add(&mut self, path: PathBuf, contents: &WriteContents<'_>) -> Result<(), WriteError> {
        if path.symlink_metadata().is_err() {
            let file = Prepared::written_by(&path, contents)?;
            self.beside.push((path, file));
        }
        Ok(())
    }
}

/// Whether a file has these contents.
///
/// # Errors
/// If it does not exist (kind [`io::ErrorKind::NotFound`]) or cannot be read.
pub fn has_contents(path: &Path, bytes: &[u8]) -> io::Result<bool> {
    fs::symlink_metadata(path)?;
    match atomic::read(path, bytes.len() as u64) {
        Ok((there, _)) => Ok(there == bytes),
        Err(error) if error.kind() == io::ErrorKind::FileTooLarge => Ok(false),
        Err(error) => Err(error),
    }
}

/// Moves the files that belong to articles to their destinations, and then the articles. No existing
/// file is replaced. Returns a result for each, in the same order.
pub fn create_batch(new: Vec<NewArticle>) -> Vec<(PathBuf, Result<(), WriteError>)> {
    let mut results = Vec::with_capacity(new.len());
    let (mut files, mut owners) = (Vec::new(), Vec::new());
    for (number, new) in new.into_iter().enumerate() {
        results.push((new.path, Ok(())));
        for (path, file) in new.beside {
            files.push(file);
            owners.push((number, Some(path)));
        }
        if let Some(article) = new.article {
            files.push(article);
            owners.push((number, None));
        }
    }
    let (mut beside, mut articles) = (Vec::new(), Vec::new());
    for ((number, path), synced) in owners.into_iter().zip(atomic::sync_together(files)) {
        match (synced, path) {
            (Ok(file), Some(path)) => beside.push(((number, path), file)),
            (Ok(file), None) => articles.push((number, file)),
            (Err(error), _) => results[number].1 = Err(error),
        }
    }
    beside.retain(|((number, _), _)| results[*number].1.is_ok());
    let mut there = Vec::with_capacity(beside.len());
    for ((number, path), put) in put(beside) {
        match put {
            Ok(stamp) => there.push((number, path, stamp)),
            Err(error) => results[number].1 = Err(error),
        }
    }
    articles.retain(|(number, _)| results[*number].1.is_ok());
    for (number, put) in put(articles) {
        if let Err(error) = put {
            results[number].1 = Err(error);
        }
    }
    for (number, path, stamp) in there {
        // What belongs to no article of ours must not attach to one of another program.
        if results[number].1.is_err() && stamp.holds(&path).unwrap_or(false) {
            let _ = fs::remove_file(path);
        }
    }
    results
}

fn put<K>(files: Vec<(K, Prepared)>) -> impl Iterator<Item = (K, Result<Stamp, WriteError>)> {
    let (keys, files): (Vec<K>, Vec<_>) = files
        .into_iter()
        .map(|(key, file)| (key, (file, Expected::Nothing)))
        .unzip();
    keys.into_iter().zip(atomic::put_together(files))
}
