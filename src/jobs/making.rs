//! Batch creation of new articles with their annotations, in which many files share the waits for
//! the disk.

use std::path::{Path, PathBuf};

use crate::store::atomic::{self, Expected, Prepared, Stamp, WriteError};

/// The batch size.
pub const TOGETHER: usize = 128;

/// An article and its sidecar, as temporary files beside their destinations.
pub struct New {
    path: PathBuf,
    article: Prepared,
    sidecar: Prepared,
}

impl New {
    /// Writes both temporary files; nothing is moved to its destination yet.
    ///
    /// # Errors
    /// If one of them cannot be written.
    pub fn prepare(
        (path, article): (&Path, &[u8]),
        (sidecar, annotations): (&Path, &[u8]),
    ) -> Result<Self, WriteError> {
        Ok(Self {
            path: path.to_owned(),
            article: Prepared::new(path, article)?,
            sidecar: Prepared::new(sidecar, annotations)?,
        })
    }
}

/// Moves articles to their destinations, and then the sidecars of the moved articles. No existing
/// file is replaced. Returns a result for each, in the same order.
pub fn make_together(new: Vec<New>) -> Vec<(PathBuf, Result<(), WriteError>)> {
    let mut results = Vec::with_capacity(new.len());
    let mut files = Vec::with_capacity(2 * new.len());
    for new in new {
        results.push((new.path, Ok(())));
        files.extend([new.article, new.sidecar]);
    }
    let mut synced = atomic::sync_together(files).into_iter();
    let (mut articles, mut sidecars) = (Vec::new(), Vec::new());
    for (number, (_, result)) in results.iter_mut().enumerate() {
        match (synced.next(), synced.next()) {
            (Some(Ok(article)), Some(Ok(sidecar))) => {
                articles.push((number, article));
                sidecars.push(sidecar);
            }
            (Some(Err(error)), _) | (_, Some(Err(error))) => *result = Err(error),
            // Every file has a result.
            (_, _) => {}
        }
    }
    let mut there = Vec::with_capacity(sidecars.len());
    for ((number, put), sidecar) in put(articles).zip(sidecars) {
        match put {
            Ok(_) => there.push((number, sidecar)),
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
