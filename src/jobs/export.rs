//! Writing a dataset to disk, for the window and the command line alike.

use std::path::{Component, Path, PathBuf};

use crate::formats::{
    ArticleRef, Files, Format, FormatError, Losses, MemoryOutput, WriteOptions, card,
};
use crate::model::Document;
use crate::store::article::{OpenOptions, open_article};
use crate::store::atomic::{self, Expected, WriteError};
use crate::store::sidecar::Header;

/// Why a dataset was not written.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    #[error(transparent)]
    Format(#[from] FormatError),
    #[error("the folder could not be made ({source}): {}", path.display())]
    Folder {
        path: PathBuf,
        source: std::io::Error,
    },
    #[error(transparent)]
    Write(#[from] WriteError),
}

/// An article to be exported: as it is open, or as it is on disk.
pub struct Source {
    /// Its name in the project.
    pub name: String,
    pub path: PathBuf,
    pub sidecar: PathBuf,
    /// The article as it is open now.
    pub open: Option<(Document, Header)>,
}

/// Reads what is not open and writes all of it. Tells what was written, in words.
///
/// An article that cannot be read is left out, and that is told.
///
/// # Errors
/// If the dataset cannot be written.
pub fn export(
    format: &dyn Format,
    sources: Vec<Source>,
    options: &WriteOptions,
    out: &Path,
) -> Result<String, ExportError> {
    let mut left_out = 0;
    let mut read = Vec::new();
    for source in sources {
        if let Some((document, header)) = source.open {
            read.push((source.name, document, header));
            continue;
        }
        match open_article(&source.path, &source.sidecar, &OpenOptions::default()) {
            Ok(loaded) => {
                let header = (*loaded.header).clone();
                read.push((source.name, loaded.document, header));
            }
            Err(error) => {
                log::warn!("left out of the dataset: {error}");
                left_out += 1;
            }
        }
    }
    let articles: Vec<ArticleRef<'_>> = read
        .iter()
        .map(|(name, document, header)| ArticleRef {
            name,
            document,
            header,
        })
        .collect();
    let mut losses = Losses::default();
    write(format, &articles, options, out, &mut losses)?;
    let annotations: usize = read.iter().map(|(_, d, _)| d.annotations().len()).sum();
    let mut told = format!(
        "{} articles with {annotations} annotations were exported",
        articles.len()
    );
    if left_out > 0 {
        told.push_str(&format!(", {left_out} could not be read"));
    }
    if !losses.all().is_empty() {
        told.push_str(&format!(", with {} losses", losses.all().len()));
    }
    Ok(told)
}

/// Writes a dataset to a file, or to a folder where there are several files; a folder gets a data
/// card.
///
/// # Errors
/// If the articles do not go into the format, or a file cannot be written.
pub fn write(
    format: &dyn Format,
    articles: &[ArticleRef<'_>],
    options: &WriteOptions,
    out: &Path,
    losses: &mut Losses,
) -> Result<(), ExportError> {
    let articles = options.dedupe.apply(articles.to_vec(), losses);
    let mut files = MemoryOutput::default();
    format.write(&articles, options, &mut files, losses)?;
    let several = format.files() == Files::Several || options.split.is_some();
    if !several && !out.is_dir() {
        for (_, bytes) in files.files() {
            replace(out, bytes)?;
        }
        return Ok(());
    }
    for (name, bytes) in files.files() {
        replace(&inside(out, name), bytes)?;
    }
    if !files.files().iter().any(|(name, _)| name == card::FILE) {
        let path = out.join(card::FILE);
        // Another README that stands there is somebody's work.
        let is_free = match std::fs::read_to_string(&path) {
            Ok(there) => there.contains(card::MARK),
            Err(error) => error.kind() == std::io::ErrorKind::NotFound,
        };
        if is_free {
            let card = card::card(format, &articles, options, losses);
            replace(&path, card.as_bytes())?;
        }
    }
    Ok(())
}

/// Writes a file and the folders above it.
///
/// # Errors
/// If one of them cannot be made.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<(), ExportError> {
    if let Some(folder) = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
    {
        std::fs::create_dir_all(folder).map_err(|source| ExportError::Folder {
            path: folder.to_owned(),
            source,
        })?;
    }
    atomic::replace(path, bytes, Expected::Anything)?;
    Ok(())
}

/// A name with slashes as a path that cannot leave the folder.
fn inside(folder: &Path, name: &str) -> PathBuf {
    let parts = Path::new(name)
        .components()
        .filter(|part| matches!(part, Component::Normal(_)));
    parts.fold(folder.to_owned(), |path, part| path.join(part))
}
