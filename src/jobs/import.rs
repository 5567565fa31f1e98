//! Making articles and sidecars of a dataset, for the window and the command line alike.
//!
//! Nothing that is there is ever written over: an article whose name is taken gets another, and
//! that is told.

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::formats::{Imported, ImportedArticle, InputFile, LossKind, Losses, LostItem, safe_path};
use crate::store::atomic;
use crate::store::hash::sha256_hex;
use crate::store::sidecar::Snapshot;
use crate::store::{decode, entities, project};

/// The largest file of a dataset that is read, in bytes.
pub const LIMIT_BYTES: u64 = 1 << 30;

/// Why a dataset was not taken in.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    #[error("the file could not be read ({source}): {}", path.display())]
    Read { path: PathBuf, source: io::Error },
    #[error("the article could not be written ({source}); check space and permissions: {}", path.display())]
    Write { path: PathBuf, source: io::Error },
}

/// A file of a dataset in memory.
pub struct Loaded {
    /// Its name below the path that was given, with slashes.
    pub name: String,
    pub bytes: Vec<u8>,
}

/// Reads files, and all files below folders, in the order of their names.
///
/// # Errors
/// If one of them cannot be read or is too large.
pub fn load(paths: &[PathBuf]) -> Result<Vec<Loaded>, ImportError> {
    let mut loaded = Vec::new();
    for path in paths {
        let root = if path.is_dir() {
            path.as_path()
        } else {
            path.parent().unwrap_or(Path::new(""))
        };
        for entry in walkdir::WalkDir::new(path).sort_by_file_name() {
            let entry = entry.map_err(|error| ImportError::Read {
                path: path.clone(),
                source: error.into(),
            })?;
            if !entry.file_type().is_file() {
                continue;
            }
            let file = entry.path();
            let (bytes, _) =
                atomic::read(file, LIMIT_BYTES).map_err(|source| ImportError::Read {
                    path: file.to_owned(),
                    source,
                })?;
            let name = file.strip_prefix(root).unwrap_or(file);
            let name = name.to_string_lossy().replace('\\', "/");
            loaded.push(Loaded { name, bytes });
        }
    }
    Ok(loaded)
}

/// What formats take.
pub fn inputs(loaded: &[Loaded]) -> Vec<InputFile<'_>> {
    let inputs = loaded.iter().map(|file| InputFile {
        name: &file.name,
        bytes: &file.bytes,
    });
    inputs.collect()
}

/// Writes articles and their sidecars into a folder. Tells how many articles there are; what was
/// written otherwise than it was named is entered into the losses of the import.
///
/// # Errors
/// If a file cannot be written.
pub fn write(imported: &mut Imported, folder: &Path) -> Result<usize, ImportError> {
    let losses = &mut imported.losses;
    for article in &imported.articles {
        write_article(article, folder, losses)?;
    }
    if !imported.entities.entities.is_empty() {
        let path = folder.join(project::ENTITIES_FILE);
        let bytes = entities::to_bytes(&imported.entities);
        let made = create(&path, &bytes).map_err(|source| ImportError::Write {
            path: path.clone(),
            source,
        })?;
        if !made {
            let why = "there is an entities file already; those of the dataset are left out";
            let name = project::ENTITIES_FILE;
            losses.add(name, LostItem::Article, LossKind::Dropped, why);
        }
    }
    Ok(imported.articles.len())
}

fn write_article(
    article: &ImportedArticle,
    folder: &Path,
    losses: &mut Losses,
) -> Result<(), ImportError> {
    let text = article.document.text().as_str();
    let mut bytes = Vec::with_capacity(text.len());
    if text.starts_with('\u{feff}') {
        // The first mark is no part of a text; this one is.
        bytes.extend_from_slice("\u{feff}".as_bytes());
    }
    bytes.extend_from_slice(text.as_bytes());
    let is_text = decode::decode(&bytes, Some("utf-8"));
    if !is_text.is_ok_and(|decoded| decoded.text == *article.document.text()) {
        let why = "its text is not one that an article can have";
        losses.add(&article.name, LostItem::Article, LossKind::Dropped, why);
        return Ok(());
    }
    let wanted = safe_path(&article.name);
    let wanted = if project::is_article(Path::new(&wanted)) {
        wanted
    } else {
        format!("{wanted}.txt")
    };
    let (stem, extension) = wanted.rsplit_once('.').unwrap_or((&wanted, "txt"));
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |source| ImportError::Write { path, source }
    };
    for number in 1.. {
        let name = match number {
            1 => wanted.clone(),
            number => format!("{stem}-{number}.{extension}"),
        };
        let path = folder.join(&name);
        let sidecar = project::sidecar_path(&path, None);
        if sidecar.exists() || !create(&path, &bytes).map_err(failed(&path))? {
            continue;
        }
        if name != article.name {
            let why = format!("it is written to “{name}”");
            losses.add(&article.name, LostItem::Article, LossKind::Renamed, why);
        }
        let mut header = article.header.clone();
        header.file = name.rsplit('/').next().unwrap_or_default().to_owned();
        header.sha256 = sha256_hex(&bytes);
        header.encoding = "utf-8".to_owned();
        let snapshot = Snapshot::new(&article.document, &header.into());
        create(&sidecar, &snapshot.to_bytes()).map_err(failed(&sidecar))?;
        break;
    }
    Ok(())
}

/// Makes a file that is not there yet; `false` where there is one.
fn create(path: &Path, bytes: &[u8]) -> io::Result<bool> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let file = OpenOptions::new().write(true).create_new(true).open(path);
    match file {
        Ok(mut file) => {
            file.write_all(bytes)?;
            file.sync_all()?;
            Ok(true)
        }
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(error),
    }
}
