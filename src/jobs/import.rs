//! Making articles and sidecars of a dataset, for the window and the command line alike.
//!
//! Nothing that is there is ever written over: an article whose name is taken gets another, and
//! that is told.

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::formats::{
    self, Imported, ImportedArticle, InputFile, LossKind, Losses, LostItem, safe_path,
};
use crate::model::codebook_diff::united;
use crate::model::observed::observed;
use crate::model::{Codebook, EntityBook};
use crate::store::atomic;
use crate::store::entities::EntitiesWriteError;
use crate::store::hash::sha256_hex;
use crate::store::project::{Limits, Project};
use crate::store::shown;
use crate::store::sidecar::Snapshot;
use crate::store::{decode, entities, project};

/// The largest file of a dataset that is read, in bytes.
pub const LIMIT_BYTES: u64 = 1 << 30;

/// Why a dataset was not taken in.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    #[error("the file could not be read ({source}): {}", shown(path))]
    Read { path: PathBuf, source: io::Error },
    #[error(
        "the article could not be written ({source}); check space and permissions: {}",
        shown(path)
    )]
    Write { path: PathBuf, source: io::Error },
    #[error("the entities were not saved: {0}")]
    Entities(#[from] EntitiesWriteError),
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

/// Writes articles and their sidecars into a folder. Tells which were written; what was written
/// otherwise than it was named is entered into the losses of the import.
///
/// # Errors
/// If a file cannot be written.
pub fn write(imported: &mut Imported, folder: &Path) -> Result<Vec<PathBuf>, ImportError> {
    let mut written = Vec::new();
    let losses = &mut imported.losses;
    for article in &imported.articles {
        written.extend(write_article(article, folder, losses)?);
    }
    Ok(written)
}

/// Adds the entities of a dataset to those of a project. One that the project has under the same id
/// stays as it is there; if its name is another, that is entered into the losses.
///
/// # Errors
/// If the project's entities cannot be read or written.
pub fn add_entities(imported: &mut Imported, project: &Project) -> Result<(), ImportError> {
    let (ours, path) = (&project.entities, project.entities_path());
    let mut all = ours.clone();
    for entity in imported.entities.entities.values() {
        match ours.get(&entity.id) {
            None => {
                all.insert(entity.clone());
            }
            Some(known) if known.name == entity.name => {}
            Some(known) => {
                let (id, name) = (&entity.id, &known.name);
                let why =
                    format!("the entity “{id}” is called “{name}” in the project, and stays so");
                let losses = &mut imported.losses;
                losses.add(&entity.name, LostItem::Article, LossKind::Renamed, why);
            }
        }
    }
    if all != *ours {
        entities::save(&path, ours, &all, &|_| true)?;
    }
    Ok(())
}

/// The codebook with what a dataset declares and uses beside it.
pub fn extended(ours: &Codebook, imported: &Imported) -> Codebook {
    let declared = match &imported.codebook {
        Some(theirs) => united(ours, theirs),
        None => ours.clone(),
    };
    let documents = imported.articles.iter().map(|article| &article.document);
    united(&declared, &observed(documents, &declared))
}

/// What was taken into a project.
pub struct Taken {
    /// The articles that were written.
    pub written: Vec<PathBuf>,
    /// What was written otherwise than it was named.
    pub losses: Losses,
    /// The project as it is then.
    pub project: Project,
}

/// Reads a dataset in a format, or in the one that fits best; with the format's name.
///
/// # Errors
/// In words, if files cannot be read or no format finds an article in them.
pub fn read(paths: &[PathBuf], format: Option<&str>) -> Result<(&'static str, Imported), String> {
    let loaded = load(paths).map_err(|error| error.to_string())?;
    let inputs = inputs(&loaded);
    match format.and_then(formats::by_name) {
        Some(format) => {
            let read = format.read(&inputs).map_err(|error| error.to_string())?;
            Ok((format.about().name, read))
        }
        None => {
            let read = formats::guess(&inputs);
            let (format, read) =
                read.ok_or_else(|| "No format finds an article in these files.".to_owned())?;
            Ok((format.about().name, read))
        }
    }
}

/// Writes the articles of a dataset into a folder and lists the project anew. Entities are left to
/// whoever has those of the project open.
///
/// # Errors
/// In words, if a file cannot be written; those before it stand.
pub fn take(
    mut imported: Imported,
    folder: &Path,
    mut paths: Vec<PathBuf>,
) -> Result<Taken, String> {
    imported.losses = Losses::default();
    imported.entities = EntityBook::default();
    let written = write(&mut imported, folder).map_err(|error| error.to_string())?;
    // A project of single files goes on as one.
    let others = written
        .iter()
        .filter(|path| !paths.iter().any(|root| path.starts_with(root)));
    let others: Vec<PathBuf> = others.cloned().collect();
    paths.extend(others);
    let project = project::open_project(&paths, Limits::default());
    Ok(Taken {
        written,
        losses: imported.losses,
        project: project.map_err(|error| error.to_string())?,
    })
}

fn write_article(
    article: &ImportedArticle,
    folder: &Path,
    losses: &mut Losses,
) -> Result<Option<PathBuf>, ImportError> {
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
        return Ok(None);
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
        return Ok(Some(path));
    }
    Ok(None)
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
