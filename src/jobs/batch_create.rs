//! Batch creation of new articles with their fields and annotations, in which many files share the
//! waits for the disk.

use std::path::{Path, PathBuf};

use crate::store::atomic::{self, Expected, Prepared, Stamp, WriteError};

/// The batch size.
pub const BATCH_SIZE: usize = 128;

/// An article and the files that belong to it, as temporary files beside their destinations.
pub struct NewArticle {
    path: PathBuf,
    article: Prepared,
    /// The file of its fields and its sidecar, as far as it has them.
    beside: Vec<Prepared>,
}

impl NewArticle {
    /// Writes all temporary files; nothing is moved to its destination yet.
    ///
    /// # Errors
    /// If one of them cannot be written.
    pub fn prepare(
        (path, article): (&Path, &[u8]),
        beside: &[(PathBuf, Vec<u8>)],
    ) -> Result<Self, WriteError> {
        let beside = beside.iter();
        let beside = beside.map(|(path, bytes)| Prepared::new(path, bytes));
        Ok(Self {
            path: path.to_owned(),
            article: Prepared::new(path, article)?,
            beside: beside.collect::<Result<_, _>>()?,
        })
    }
}

/// Moves articles to their destinations, and then the files that belong to the moved articles. No
/// existing file is replaced. Returns a result for each, in the same order.
pub fn create_batch(new: Vec<NewArticle>) -> Vec<(PathBuf, Result<(), WriteError>)> {
    let mut results = Vec::with_capacity(new.len());
    let mut counts = Vec::with_capacity(new.len());
    let mut files = Vec::with_capacity(3 * new.len());
    for new in new {
        results.push((new.path, Ok(())));
        counts.push(new.beside.len());
        files.push(new.article);
        files.extend(new.beside);
    }
    // Of each file that was handed over something is said.
    let mut synced = atomic::sync_together(files).into_iter();
    let (mut articles, mut others) = (Vec::new(), Vec::new());
    for (number, count) in counts.into_iter().enumerate() {
        let all: Result<Vec<Prepared>, WriteError> = synced.by_ref().take(1 + count).collect();
        match all {
            Ok(mut all) => {
                let beside = all.split_off(all.len().min(1));
                articles.extend(all.pop().map(|article| (number, article)));
                others.push(beside);
            }
            Err(error) => results[number].1 = Err(error),
        }
    }
    let mut there = Vec::with_capacity(2 * others.len());
    for ((number, put), beside) in put(articles).zip(others) {
        match put {
            Ok(_) => there.extend(beside.into_iter().map(|file| (number, file))),
            Err(error) => results[number].1 = Err(error),
        }
    }
    for (number, put) in put(there) {
        if let Err(error) = put {
            results[number].1 = Err(error);
        }
    }
    results
}

fn put(files: Vec<(usize, Prepared)>) -> impl Iterator<Item = (usize, Result<Stamp, WriteError>)> {
    let (numbers, files): (Vec<usize>, Vec<_>) = files
        .into_iter()
        .map(|(number, file)| (number, (file, Expected::Nothing)))
        .unzip();
    numbers.into_iter().zip(atomic::put_together(files))
}
